#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-tuning": what each piece of hand tuning saves. The module is built
# once more without it, from a copy to which tuning/NAME.patch is applied; then
# instructions of a request are counted with and without, and the server's CPU
# is measured under clients that pause, in turn, ROUNDS times. A piece that
# saves less than 2 % in both has to go. ONLY="mute lead" names some.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"
. "$here/callgrind.sh"

rounds=${ROUNDS:-15}
few=${N:-400}
PAUSE=${PAUSE:-10}
export PAUSE
THREADS=64
make_root tuning

# piece|the row that it is for, of contenders.sh
pieces() {
    cat <<TEXT
fast-path|html
mute|html
room|facts
plain-files|ok_ours
accept-end|html
digits|facts
TEXT
}

# The module without a piece; $1 is its name.
build_without() {
    copy=$BUILD/tuning/$1
    rm -rf "$copy"
    mkdir -p "$copy/build"
    cp -pR mod_statuspages Makefile "$copy"
    ln -s "$(pwd)/templates" "$(pwd)/conf" "$(pwd)/tests" "$copy"
    cp -pR "$BUILD/core" "$BUILD/httpd" "$BUILD"/builtin_data.* "$copy/build"
    patch -s -d "$copy" -p1 <"$here/tuning/$1.patch" ||
        fail "tuning/$1.patch does not fit any more"
    make -s --no-print-directory -C "$copy" BUILD=build \
        build/mod_statuspages.so >"$root/build.log" 2>&1 ||
        fail "no module without $1: $(tail -n 3 "$root/build.log")"
}

# Instructions of row $1 with the module $2, in $count.
instructions() {
    module=$2
    name=$1
    rm -rf "${root:?}/$name"
    : >"$root/numbers"
    slope
    count=$(awk '{print $2}' "$root/numbers")
}

# CPU of a request to the server $1 (its folder's name), in $cost.
paused() {
    before=$(cpu_of "$(cat "$root/$1.sid")")
    wrk -t1 -c32 -d2s -s "$here/pause.lua" -H "$agent" -H "Accept: $accept" \
        -H "Accept-Encoding: $encoding" -H "Accept-Language: $language" \
        "http://127.0.0.1:$(cat "$root/$1/port")$path" >"$root/wrk" 2>&1
    after=$(cpu_of "$(cat "$root/$1.sid")")
    cost=$(awk -v used=$((after - before)) '/requests in/ {print used / $1}' \
        "$root/wrk")
}

# A server of row $2 with the module $3, in the folder $1.
serve() {
    module=$3
    rm -rf "${root:?}/$1"
    "make_$2" "$1"
    start_httpd "$1"
    echo "$pid" >"$root/$1.sid"
    name=$1
    ask_contender 3 -w 20 >/dev/null || fail "$1 does not answer what is meant"
}

# Ratios of CPU, without to with, in $root/ratios.
compare() {
    serve with "$1" "$whole"
    sid_with=$pid
    serve without "$1" "$2"
    sid_without=$pid
    : >"$root/ratios"
    r=0
    while [ "$r" -lt "$rounds" ]; do
        paused with && a=$cost
        paused without && b=$cost
        paused with && c=$cost
        awk -v a="$a" -v b="$b" -v c="$c" 'BEGIN {print 2 * b / (a + c)}' \
            >>"$root/ratios"
        r=$((r + 1))
    done
    stop "$sid_with"
    stop "$sid_without"
}

quartiles() {
    sort -n "$root/ratios" | awk '{v[NR] = $1} END {
        printf "%.3f (%.3f-%.3f)", v[int((NR + 1) / 2)], v[int((NR + 3) / 4)],
            v[int((3 * NR + 1) / 4)]}'
}

whole=$module
: >"$root/report"
pieces >"$root/pieces"
while IFS='|' read -r piece row <&3; do
    case " ${ONLY:-$piece} " in *" $piece "*) ;; *) continue ;; esac
    build_without "$piece"
    without=$(pwd)/$BUILD/tuning/$piece/build/mod_statuspages.so
    case $BUILD in /*) without=$BUILD/tuning/$piece/build/mod_statuspages.so ;; esac
    instructions "$row" "$whole"
    with_it=$count
    instructions "$row" "$without"
    contenders | grep "^$row|" >"$root/line"
    read_contender "$(cat "$root/line")"
    compare "$row" "$without"
    printf '%-12s %-8s %8d %8d %6.1f %%  %s\n' "$piece" "$row" "$with_it" \
        "$count" "$(awk -v a="$with_it" -v b="$count" \
            'BEGIN {print (b - a) * 100 / b}')" "$(quartiles)" >>"$root/report"
    say "$(tail -n 1 "$root/report")"
done 3<"$root/pieces"

echo "piece        row          with  without   saves  CPU without it, to with it"
cat "$root/report"
