# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by the benches that compare two servers' processor time, user and
# system, under 64 clients that pause $PAUSE milliseconds between answer and
# next request; after rows.sh. Such clients can't gain by finding a thread
# awake, and the pause is made longer until a server has at most half of a
# core's load.
# shellcheck shell=sh disable=SC2034,SC2154  # lib.sh and rows.sh set

rounds=${ROUNDS:-15}
PAUSE=${PAUSE:-1}
export PAUSE

# Serve the side $2 of the row that was read, by the module $3, in the folder
# $1; its session in $1.sid.
serve() {
    module=$3
    rm -rf "${root:?}/$1"
    make_side "$1" "$2"
    start_httpd "$1"
    echo "$pid" >"$root/$1.sid"
    ask_side "$1" "$2" 3 || fail "$1 does not answer what is meant"
}

# CPU of a request to the server in $1 in $cost, its part of a core in $load.
paused() {
    case $how in http) scheme=http ;; *) scheme=https ;; esac
    sid=$(cat "$root/$1.sid")
    before=$(cpu_of "$sid")
    wrk -t1 -c64 -d2s -s "$here/pause.lua" -H "$agent" -H "Accept: $accept" \
        -H "Accept-Encoding: $encoding" -H "Accept-Language: $english" \
        "$scheme://127.0.0.1:$(cat "$root/$1/port")${path%@}x" \
        >"$root/wrk" 2>&1
    after=$(cpu_of "$sid")
    cost=$(awk -v used=$((after - before)) '/requests in/ {print used / $1}' \
        "$root/wrk")
    load=$(awk -v used=$((after - before)) 'BEGIN {print used / 2e6}')
}

# A pause at which neither of two servers has more than half of a core.
find_pause() {
    for one in "$1" "$2"; do
        paused "$one"
        while awk -v load="$load" 'BEGIN {exit !(load > 0.5)}'; do
            PAUSE=$((PAUSE * 2))
            paused "$one"
        done
    done
}

# Ratios of CPU, of $2 to $1, in $root/ratios; then both servers are stopped.
compare() {
    find_pause "$1" "$2"
    : >"$root/ratios"
    r=0
    while [ "$r" -lt "$rounds" ]; do
        paused "$1" && a=$cost
        paused "$2" && b=$cost
        paused "$1" && c=$cost
        awk -v a="$a" -v b="$b" -v c="$c" 'BEGIN {print 2 * b / (a + c)}' \
            >>"$root/ratios"
        r=$((r + 1))
    done
    stop "$(cat "$root/$1.sid")"
    stop "$(cat "$root/$2.sid")"
}

quartiles() {
    sort -n "$root/ratios" | awk '{v[NR] = $1} END {
        printf "%.3f (%.3f-%.3f)", v[int((NR + 1) / 2)], v[int((NR + 3) / 4)],
            v[int((3 * NR + 1) / 4)]}'
}
