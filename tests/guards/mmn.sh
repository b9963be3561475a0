# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The oldest httpd that the module is for is 2.4.41, whose module magic number
# is 20120211:88 ("httpd -V" says so). ap_mmn.h of the installed headers tells
# what came later, with its number: no word of that may stand in httpd/, and
# no function of it among what the module imports.
# shellcheck shell=sh
. tests/guards/guard.sh.inc
oldest=88
header=$(${APXS:-apxs} -q INCLUDEDIR)/ap_mmn.h
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT

# Names that came with a number above the oldest: what looks like C's (a _ in
# it), and was not spoken of before, as the types that got a new member were.
awk -v oldest=$oldest '
    /^ \* 2[0-9]*(\.[0-9]+)? / { split($2, number, "."); minor = number[2] + 0; major = number[1] }
    /^#ifndef MODULE_MAGIC_COOKIE|^ \*\/$/ { if (major == 20120211) exit }
    major != "" {
        line = $0
        gsub(/[a-z_]*\.h/, "", line)
        while (match(line, /[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*/)) {
            name = substr(line, RSTART, RLENGTH)
            line = substr(line, RSTART + RLENGTH)
            if (major == 20120211 && minor > oldest) since[name] = minor
            else known[name] = 1
        }
    }
    END { for (name in since) if (!(name in known)) print name, since[name] }
' "$header" | sort >"$temp/new"
[ "$(sed -n 's/^#define MODULE_MAGIC_NUMBER_MAJOR *//p' "$header")" = 20120211 ] ||
    bad "$header is not that of httpd 2.4"
newest=$(sed -n 's/^#define MODULE_MAGIC_NUMBER_MINOR *\([0-9]*\).*/\1/p' "$header")
if [ "$newest" -gt $((oldest + 8)) ] && [ "$(grep -c '^ap_' "$temp/new")" -eq 0 ]; then
    bad "nothing new is found in $header, which ends with .$newest"
fi

# what it imports, and what it says: a macro or a member is no symbol
nm -D --undefined-only "$build/mod_statuspages.so" | awk '{print $NF}' >"$temp/words"
find mod_statuspages/httpd -name '*.[ch]' -exec cat {} + |
    grep -oE '[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*' >>"$temp/words"
grep -q '^ap_hook_insert_error_filter$' "$temp/words" || bad "the module imports nothing"
sort -u "$temp/words" >"$temp/used"
while read -r name; do
    ok "$name"
done <"$temp/used"
join "$temp/used" "$temp/new" >"$temp/late"
while read -r name minor; do
    bad "$name is there since 20120211.$minor only; httpd 2.4.41 ends with .$oldest"
done <"$temp/late"
done_guard
