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
. "$here/callgrind.sh"

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
