#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-flood": 64 connections ask for random paths that are not there,
# in all formats and many languages (flood.lua). Throughput and processor time
# beside httpd's canned page under the same flood, in turn; then REQUESTS in
# all (a million), and whether the child has grown since the first tenth.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"

rounds=${ROUNDS:-9}
# shellcheck disable=SC3028  # ours, from make; dash knows none
seconds=${SECONDS:-3}
requests=${REQUESTS:-1000000}
connections=${CONNECTIONS:-64}
make_root flood
numbers=$root/numbers # as in bench.sh

# Flood the server $2, named $1, for a while; $served, $cost, $rate.
flood() {
    before=$(cpu_of "$2")
    wrk -t2 -c"$connections" -d"${seconds}s" -s "$here/flood.lua" \
        "http://127.0.0.1:$(cat "$root/$1/port")" >"$root/wrk" 2>&1 ||
        fail "$1: wrk: $(cat "$root/wrk")"
    after=$(cpu_of "$2")
    awk -v used=$((after - before)) '
        /requests in/ {n = $1}
        /Requests\/sec/ {rate = $2}
        /Non-2xx/ {odd = $NF}
        /Socket errors/ {bad = 1}
        END {
            if (n == 0 || bad || odd != n) exit 1
            printf "%d %.3f %.0f\n", n, used / n, rate
        }' "$root/wrk" >"$root/result" ||
        fail "$1: these are not the answers meant: $(cat "$root/wrk")"
    read -r served cost rate <"$root/result"
}

# One server of each kind; $canned and $ours.
start_both() {
    for name in canned html; do
        contenders | grep "^$name|" >"$root/line"
        read_contender "$(cat "$root/line")"
        start_contender "$name"
        case $name in canned) canned=$pid ;; *) ours=$pid ;; esac
        ask_contender 3 -w 20
    done
}

# Ours, between two looks at canned.
compare() {
    flood canned "$canned"
    r=1
    while [ "$r" -le "$rounds" ]; do
        low=$cost
        slow=$rate
        flood html "$ours"
        mine="$cost|$rate"
        flood canned "$canned"
        echo "html|$r|$mine|$low|$cost|$slow|$rate" >>"$numbers"
        say "round $r of $rounds"
        r=$((r + 1))
    done
}

# Flood on until $requests are answered; what the child holds on the way.
grow() {
    child=$(child_of "$ours")
    total=0
    at_tenth=""
    while [ "$total" -lt "$requests" ]; do
        flood html "$ours"
        total=$((total + served))
        rss=$(rss_of "$child")
        say "$total requests: $rss KB"
        if [ -z "$at_tenth" ] && [ "$total" -ge $((requests / 10)) ]; then
            at_tenth=$rss
            tenth=$total
        fi
    done
}

: >"$numbers"
start_both
fresh=$(rss_of "$(child_of "$ours")")
grow
name=html
compare
contenders | grep '^html|' >"$root/line"
read_contender "$(cat "$root/line")"
ask_contender 3
canned_rss=$(rss_of "$(child_of "$canned")")

contenders | awk -F'|' 'BEGIN {OFS = FS} 
    $1 == "html" {$11 = ""; $13 = "ours, all formats"; $14 = "0.97"; print}' >"$root/table"
echo "a flood of $connections connections: random paths, all formats; ratio to canned right before and after,"
echo "median (quartiles) of $rounds rounds of $seconds s"
echo
awk -f "$here/table.awk" "$numbers" "$root/table"
awk -v fresh="$fresh" -v tenth="$tenth" -v low="$at_tenth" -v total="$total" -v high="$rss" -v canned="$canned_rss" '
    BEGIN {
        grown = (high - low) * 100 / low
        printf "\nmemory of the child: %d KB at first, %d KB after %d requests, %d KB after %d: %+.2f %% (limit 1 %%): %s\n", fresh, low, tenth, high, total, grown, grown <= 1 ? "met" : "NOT MET"
        printf "(canned, for comparison, after its rounds: %d KB)\n", canned
    }'
