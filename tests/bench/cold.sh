#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-cold": what a request costs that makes a page, beside one whose
# page is kept. Each of LOOKS virtual hosts (100) has a name and a colour of its
# own. First user-space instructions, as valgrind counts them on "httpd -X":
# differences of runs, so that no start-up is in them. Then processor time, user
# and system, which has the limits: median of ROUNDS (9) servers.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"
. "$here/callgrind.sh"

looks=${LOOKS:-100}
THREADS=4 # for preamble()
make_root cold

# Virtual hosts v000000 to LOOKS - 1, and what else the server says.
make_looks() {
    make_httpd "$1" <<TEXT
$(load_ours)
StatusPages On
$2
$(awk -v n="$looks" -v port="$next_port" 'BEGIN {
    for (i = 0; i < n; i++) {
        printf "<VirtualHost 127.0.0.1:%s>\n    ServerName v%06d.test\n", port, i
        printf "    StatusPagesVar name \"Brand %06d\"\n", i
        printf "    StatusPagesVar accent \"#0a7%03x\"\n</VirtualHost>\n", i
    }
}')
TEXT
}

# $1 requests to the hosts from $2 on, each other than the last one.
ask_looks() {
    "$client" -w 120 -n "$1" -k "$1" -o "$2" -H "Host: v@.test" -H "$agent" \
        -H "Accept: ${accept:-$for_html}" -H "Accept-Encoding: $encodings" \
        -H "Accept-Language: $language" -m "$marker" -e "$coding" "$port" \
        /missing/page || fail "$name: wrong answer (see $root/log)"
}

# Instructions of the whole life of a server that is asked by "$@".
life() {
    port=$(cat "$root/$name/port")
    start_counting life
    "$@"
    stop "$pid"
    total=$(awk '/^(summary|totals):/ {print $2; exit}' "$out")
    [ -n "$total" ] || fail "$name: callgrind left no sum (see $root/log)"
}
half() { ask_looks $((looks / 2)) 0; }
all() { half && ask_looks $((looks / 2)) $((looks / 2)); }
all_twice() { all && all; }

# Fill what the first host may have of the room, then ask half of the others
# once, or twice.
flood() {
    marker=""
    for accept in "$for_html" "$for_json" application/xml text/plain \
        text/markdown; do
        for language in "$BUILD"/../conf/catalogs/standard/*.json; do
            language=$(basename "$language" .json)
            coding=identity
            encodings=$for_plain
            ask_looks 1 0
        done
    done
    accept=$for_html
    language=$english
    coding=gzip
    encodings=$for_gzip
    marker="Brand @"
}
flood_half() { flood && half; }
flood_half_twice() { flood_half && half; }

# Instructions of a first request and of a second one: $first, $second.
measure() {
    life half
    few=$total
    life all
    first=$(((total - few) / (looks / 2)))
    few=$total
    life all_twice
    second=$(((total - few) / looks))
}

row() {
    awk -v title="$1" -v n="$2" -v kept="$kept" -v limit="$3" 'BEGIN {
        printf "%-44s %10d %8.2f", title, n, n / kept
        if (limit) printf "  %.2f %s", limit, n / kept <= limit ? "ok" : "OVER"
        print ""
    }'
}

language=$english
encodings=$for_gzip
coding=gzip
marker="Brand @"

make_looks looks ""
name=looks
measure
kept=$second
printf '%-44s %10s %8s  %s\n' "$looks looks; one request" instructions "to kept" limit
row "a kept page, gzip" "$kept" ""
row "the first page of a look, gzip" "$first" ""
cp "$out" "$root/first" # for who looks where it goes

make_looks beside "StatusPagesCacheSize 700000"
name=beside
life flood_half
few=$total
life flood_half_twice
row "a page beside a look asked for in all ways" \
    $(((total - few) / (looks / 2))) 1.1

make_looks past "StatusPagesCacheSize 0"
name=past
coding=identity
measure
row "a page past the bound" "$second" ""

# Microseconds of processor of a first request and of a second one, a line each
# round; of 10 times as many looks.
time_them() {
    port=$(cat "$root/$name/port")
    r=0
    while [ "$r" -lt "${ROUNDS:-9}" ]; do
        start_httpd "$name"
        ask_looks 1 "$looks" # one that is asked no more
        a=$(cpu_of "$pid")
        ask_looks "$looks" 0
        b=$(cpu_of "$pid")
        ask_looks "$looks" 0
        c=$(cpu_of "$pid")
        stop "$pid"
        echo "$(((b - a) / looks)) $(((c - b) / looks))" >>"$root/$name.times"
        r=$((r + 1))
    done
}
median() { # of column $2 of the times of $1
    cut -d' ' -f"$2" "$root/$1.times" | sort -n | sed -n "$((${ROUNDS:-9} / 2 + 1))p"
}

looks=$((looks * 10))
wanted=$looks
looks=$((looks + 1)) # and the one that is asked first
make_looks many ""
make_looks none "StatusPagesCacheSize 0"
looks=$wanted
name=many coding=gzip
time_them
name=none coding=identity
time_them
kept=$(median many 2)
echo
printf '%-44s %10s %8s  %s\n' "$looks looks; one request" "us CPU" "to kept" limit
row "a kept page, gzip" "$kept" ""
row "the first page of a look, gzip" "$(median many 1)" 8
row "a page past the bound" "$(median none 2)" 2.5
