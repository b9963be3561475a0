#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-instructions": user-space instructions of one keep-alive request,
# as valgrind counts them on "httpd -X". Each contender is run twice, with N
# and with 20 N requests; the slope between the two has no start-up in it. The
# canned page is measured three times, which tells the noise.
# N=1000, ONLY="canned gzip", KEEP=1 keeps callgrind's files.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"

few=${N:-1000}
only=${ONLY:-}
THREADS=2
make_root instructions

# Those that are counted, and their limits as ratios.
limits() {
    cat <<TEXT
canned
twin
canned again
html 1.00 canned
facts 1.00 canned
gzip 1.05 canned
gzip_facts 1.05 canned
json 1.00 canned
place
ok_none
ok_ours 1.005 ok_none
TEXT
}

# As root, valgrind must run as the user that httpd would change to: it could
# not write its numbers afterwards.
start_counting() {
    out=$root/$name/callgrind.$1
    rm -f "$root/$name/pid"
    set -- valgrind --tool=callgrind --callgrind-out-file="$out" \
        "$httpd" -X -f "$root/$name/httpd.conf"
    if [ "$(id -u)" = 0 ]; then
        chown -R nobody "$root/$name"
        set -- setpriv --reuid=nobody --regid="$(id -gn nobody)" \
            --clear-groups "$@"
    fi
    start "$root/log" "$@"
}

# Instructions of a server's whole life with $1 requests.
count() {
    start_counting "$1"
    told=$(ask_contender "$1" -v -w 120 2>&1) || {
        stop "$pid"
        return 1
    }
    stop "$pid"
    total=$(awk '/^(summary|totals):/ {print $2; exit}' "$out")
    [ -n "$total" ] || fail "$name: callgrind left no sum (see $root/log)"
}

# The slope of one contender, as a line "name instructions".
slope() {
    contenders | grep "^$name|" >"$root/line"
    read_contender "$(cat "$root/line")"
    path=$path/@ # another page each time, its address always as long
    case $status in 200) path="${path%/@}?@" ;; esac
    [ -d "$root/$name" ] || "make_$name" "$name"
    if ! count "$few"; then
        case $name in gzip*) ;; *) fail "$told" ;; esac
        say "$name: SKIPPED, the answer is not gzip'd: $told"
        return
    fi
    low=$total
    many=$((few * 20))
    case $name in ok_*) many=$((few * 100)) ;; esac
    count "$many" || fail "$told"
    echo "$name $(((total - low) / (many - few)))" >>"$root/numbers"
    say "$name: $told: $(((total - low) / (many - few)))"
    [ -n "${KEEP:-}" ] || rm -f "$root/$name"/callgrind.*
}

: >"$root/numbers"
limits >"$root/limits"
while read -r name _ <&3; do
    case " ${only:-$name} " in *" $name "*) slope ;; esac
done 3<"$root/limits"

contenders >"$root/titles"
echo "user-space instructions of one keep-alive request (slope from $few to $((few * 20)), of the 200s to $((few * 100))):"
echo
awk -v titles="$root/titles" '
    BEGIN {while ((getline line < titles) > 0) {split(line, f, "|"); title[f[1]] = f[13]}
           printf "%-34s %12s %10s  %s\n", "contender", "instructions", "to canned", "limit"}
    NR == FNR {
        if (!($1 in n)) n[$1] = $2
        if ($1 == "canned" || $1 == "twin") {
            if (low == "" || $2 < low) low = $2
            if ($2 > high) high = $2
        }
        next
    }
    !($1 in n) || $2 == "again" {next}
    {
        verdict = ""
        if ($2 != "" && ($3 in n)) {
            ratio = n[$1] / n[$3]
            verdict = sprintf("%s of %s: %.4f, %s", $2, $3, ratio, ratio <= $2 ? "PASS" : "OVER")
        }
        printf "%-34s %12d %10.4f  %s\n", title[$1], n[$1], n[$1] / n["canned"], verdict
    }
    END {printf "\nnoise: canned three times, from %d to %d (%.2f %%)\n", low, high, (high - low) * 100 / low}
' "$root/numbers" "$root/limits"
