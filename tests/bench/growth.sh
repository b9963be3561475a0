#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-growth": what a request costs where there is little of something,
# and where there is much: virtual hosts, messages, languages, variables. User-
# space instructions of a kept page, the slope of 50 and 1050 requests.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"
. "$here/callgrind.sh"

THREADS=2 # for preamble()
limit=1.01
make_root growth

# So many lines: $1 tells of what.
lines() {
    awk -v kind="$1" -v n="$2" -v port="$next_port" 'BEGIN {
        split("en ar cs da de el es fa fi fr he hi hu id it ja ko nb nl pl pt-BR pt ro ru sv th tr uk vi zh-CN zh-TW", tag, " ")
        if (kind == "vhosts")
            for (i = 0; i < n; i++) {
                if (i && i % 100 == 0) printf "Listen 127.0.0.1:%d\n", port + i / 100
                printf "<VirtualHost 127.0.0.1:%d>\nServerName v%06d.test\nStatusPagesVar name \"Brand %06d\"\n</VirtualHost>\n", port + i / 100, i, i
            }
        if (kind == "messages") for (i = 0; i < n; i++) printf "StatusPagesMessage %d \"Message %d\"\n", 599 - i, i
        if (kind == "languages") {
            printf "StatusPagesLanguages"
            for (i = 1; i <= n; i++) printf " %s", tag[i]
            print ""
        }
        if (kind == "variables") for (i = 0; i < n; i++) printf "StatusPagesVar footer \"Line %d\"\n", i
    }'
}

# Instructions of a request where there are $2 of $1; $cost.
measure() {
    name=$1-$2
    while listening $((next_port + 99)); do next_port=$((next_port + 100)); done
    make_httpd "$name" <<TEXT
$(load_ours)
StatusPages On
$(lines "$1" "$2")
TEXT
    next_port=$((next_port + 100))
    port=$(cat "$root/$name/port")
    few=0
    for n in 50 1050; do
        start_counting "$n"
        "$client" -w 120 -n "$n" -H "Host: v000000.test" -H "$agent" \
            -H "Accept: $for_html" -H "Accept-Encoding: $for_gzip" \
            -H "Accept-Language: $english" -e gzip "$port" /missing/page ||
            fail "$name: wrong answer (see $root/log)"
        stop "$pid"
        total=$(awk '/^(summary|totals):/ {print $2; exit}' "$out")
        cost=$(((total - few) / 1000))
        few=$total
    done
}

row() {
    measure "$1" "$2"
    little=$cost
    measure "$1" "$3"
    awk -v what="$1" -v n="$2" -v m="$3" -v a="$little" -v b="$cost" \
        -v limit="$limit" 'BEGIN {
        printf "%-12s %6d %10d %8d %10d %8.3f  %.2f %s\n", what, n, a, m, b, b / a, limit, b / a <= limit ? "ok" : "OVER"
    }'
}

echo "user-space instructions of a request, by how much there is of something:"
echo
row vhosts 10 10000
row messages 10 490
row languages 2 31
row variables 10 10000
