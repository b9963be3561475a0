#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench": what an answer costs a server, in processor time and in
# requests a second, beside what the others cost on the same machine in the
# same run. Every contender has a server of its own; they are asked in turn,
# for SECONDS each, ROUNDS times over, and each ratio is to httpd's canned 404
# right before and after. ONLY="canned html" names those that take part; it
# must have whom the others are compared with.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"

rounds=${ROUNDS:-11}
# shellcheck disable=SC3028  # ours, from make; dash knows none
seconds=${SECONDS:-1}
connections=${CONNECTIONS:-8}
only=${ONLY:-}
make_root peers
table=$root/table    # those that take part, as lines of the table
pids=$root/pids      # name pid
numbers=$root/numbers # name|round|us a request|requests/s, then of its basis: us|us|requests/s|requests/s

server_of() {
    awk -v n="$1" '$1 == n {print $2}' "$pids"
}

# Start all, keep those that answer what is meant.
gather() {
    : >"$pids"
    : >"$table"
    contenders >"$root/all"
    while read -r line <&3; do
        read_contender "$line"
        case " ${only:-$name} " in *" $name "*) ;; *) continue ;; esac
        start_contender "$name" || {
            say "$name: left out, it is not installed here"
            continue
        }
        if told=$(ask_contender 3 -v -w 20 2>&1); then
            echo "$name $pid" >>"$pids"
            echo "$line" >>"$table"
            say "$name: $told"
        elif [ "${name#gzip}" != "$name" ]; then
            say "$name: SKIPPED, the answer is not gzip'd: $told"
            stop "$pid"
        else
            fail "$name does not answer what is meant: $told (see $root/$name)"
        fi
    done 3<"$root/all"
}

# Load one contender of the table for a while; $cost, $rate.
load_one() {
    grep "^$1|" "$table" >"$root/line"
    read_contender "$(cat "$root/line")"
    sid=$(server_of "$name")
    before=$(cpu_of "$sid")
    wrk -t1 -c"$connections" -d"${seconds}s" -H "$agent" \
        -H "Accept: $accept" -H "Accept-Encoding: $encoding" \
        -H "Accept-Language: $language" \
        "http://127.0.0.1:$(cat "$root/$name/port")$path" >"$root/wrk" 2>&1 ||
        fail "$name: wrk: $(cat "$root/wrk")"
    after=$(cpu_of "$sid")
    awk -v status="$status" -v used=$((after - before)) '
        /requests in/ {n = $1}
        /Requests\/sec/ {rate = $2}
        /Non-2xx/ {odd = $NF}
        /Socket errors/ {bad = 1}
        END {
            if (n == 0 || used == 0 || bad || odd + 0 != (status == 200 ? 0 : n)) exit 1
            printf "%.3f %.0f\n", used / n, rate
        }' "$root/wrk" >"$root/result" ||
        fail "$name: these are not the answers meant: $(cat "$root/wrk")"
    read -r cost rate <"$root/result"
}

# The names from the table's line $1 on, and round: everybody has every
# neighbour. With each the name that it is compared with.
turned() {
    awk -F'|' -v first="$1" '{line[NR] = $1 " " ($12 == "" ? "canned" : $12)}
        END {for (i = 0; i < NR; i++) print line[(first + i) % NR + 1]}' "$table"
}

# One round. The machine's speed changes from second to second, so everybody
# is measured between two looks at what it is compared with.
one_round() {
    now=""
    turned $(($1 * 5)) >"$root/turned"
    while read -r who peer <&4; do
        if [ "$now" != "$peer" ]; then
            load_one "$peer"
            now=$peer
            low=$cost
            slow=$rate
        fi
        load_one "$who"
        mine="$cost|$rate"
        load_one "$peer"
        echo "$who|$1|$mine|$low|$cost|$slow|$rate" >>"$numbers"
        low=$cost
        slow=$rate
    done 4<"$root/turned"
}

all_rounds() {
    : >"$numbers"
    r=1
    while [ "$r" -le "$rounds" ]; do
        one_round "$r"
        say "round $r of $rounds"
        r=$((r + 1))
    done
}

# Everybody must still answer what is meant.
ask_again() {
    while read -r line <&3; do
        read_contender "$line"
        ask_contender 3 || fail "$name answers something else after its rounds"
    done 3<"$table"
}

gather
all_rounds
ask_again
echo "server CPU for one keep-alive request, ratio to httpd's canned 404 right before and after:"
echo "median (quartiles) of $rounds rounds of $seconds s; wrk, 1 thread, $connections connections"
echo
awk -f "$here/table.awk" "$numbers" "$table"
