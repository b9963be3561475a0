#!/bin/sh
# "make lint": one form, no warning of either compiler, no finding of the
# analysers. Ends with cmocka's words, so that .ci/run can count it.
. tests/guards/guard.sh.inc
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
jobs=$(nproc 2>/dev/null || echo 2)

git ls-files '*.c' '*.h' >"$temp/all"
git ls-files 'mod_statuspages/*.c' >"$temp/product"
git ls-files 'tests/*.c' >"$temp/tests"
# in a file that both compilers read with @
cat >"$temp/flags" <<EOF
-std=gnu99 -Imod_statuspages -Imod_statuspages/core -Itests -Itests/unit
-Itests/integration -Itests/fuzz -DSP_FUZZ_CMARK -DSP_VERSION=\"lint\" -DSP_BUILD=\"build\"
-DSP_HTTPD=\"httpd\" -DSP_LIBEXECDIR=\"modules\" -DSP_APXS=\"apxs\"
-DSP_SOURCE=\".\" $(apr-1-config --includes --cppflags)
$(apu-1-config --includes) $(pkg-config --cflags libxml-2.0) -isystem $(apxs -q INCLUDEDIR)
EOF
warn="-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wno-unused-parameter -Werror"
# The product is held to more. What clang alone says comes of others' macros:
# APR's rings cast qualifiers away, and gcc does not look into headers of the
# system for it.
strict="$warn -Wconversion -Wcast-qual -Wpedantic"
strict_clang="$strict -Wno-cast-qual"

# each NAME WHAT-IS-WRONG LIST COMMAND…: the command for each file of a list,
# as many at once as the machine has processors.
each() {
    name=$1 wrong=$2 list=$3
    shift 3
    # shellcheck disable=SC2016
    xargs -P "$jobs" -I FILE sh -c 'said=$("$@" 2>&1) || printf "%s\n" "$said" "[FILE]"' \
        run "$@" FILE <"$list" >"$temp/said"
    grep -v '^\[.*\]$' "$temp/said" >&2
    for f in $(sed -n 's/^\[\(.*\)\]$/\1/p' "$temp/said" | sort); do
        bad "$name: $f $wrong"
    done
    good=$((good + $(wc -l <"$list")))
}

each clang-format 'is not formatted; run "make format"' "$temp/all" \
    sh -c 'clang-format --dry-run --Werror "$1" >/dev/null 2>&1' form
# shellcheck disable=SC2086
{
    each gcc "draws warnings" "$temp/product" gcc "@$temp/flags" $strict -O2 -fsyntax-only
    each gcc "draws warnings" "$temp/tests" gcc "@$temp/flags" $warn -O2 -fsyntax-only
    each clang "draws warnings" "$temp/product" clang "@$temp/flags" $strict_clang -O2 -fsyntax-only
    each clang "draws warnings" "$temp/tests" clang "@$temp/flags" $warn -O2 -fsyntax-only
}
if cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem \
    --std=c99 -j "$jobs" \
    -Imod_statuspages -Imod_statuspages/core --file-list="$temp/product"; then
    ok cppcheck
else
    bad "cppcheck has findings"
fi
# shellcheck disable=SC2016
each clang-tidy "has findings" "$temp/product" sh -c \
    'file=$2; eval "set -- $(tr "\n" " " <"$1")"
    clang-tidy --quiet --warnings-as-errors="*" "$file" -- "$@" 2>/dev/null' \
    tidy "$temp/flags"
done_guard
