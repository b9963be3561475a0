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
. "$here/rows.sh"
. "$here/callgrind.sh"
. "$here/paired.sh"

THREADS=64
make_root tuning

# piece|the row that it is for, of rows.sh
pieces() {
    cat <<TEXT
fast-path|usual
mute|html
room|details
plain-files|ok
accept-end|html
digits|details
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

# Instructions of the row with the module $1, in $slope.
instructions() {
    module=$1
    count_side ours
}

whole=$module
: >"$root/report"
pieces >"$root/pieces"
while IFS='|' read -r piece row <&3; do
    case " ${ONLY:-$piece} " in *" $piece "*) ;; *) continue ;; esac
    build_without "$piece"
    without=$(pwd)/$BUILD/tuning/$piece/build/mod_statuspages.so
    case $BUILD in /*) without=$BUILD/tuning/$piece/build/mod_statuspages.so ;; esac
    rows | grep "^$row|" >"$root/line"
    read_row "$(cat "$root/line")"
    instructions "$whole"
    with_it=$slope
    instructions "$without"
    serve with ours "$whole"
    serve without ours "$without"
    compare with without
    printf '%-12s %-8s %8d %8d %6.1f %%  %s\n' "$piece" "$row" "$with_it" \
        "$slope" "$(awk -v a="$with_it" -v b="$slope" \
            'BEGIN {print (b - a) * 100 / b}')" "$(quartiles)" >>"$root/report"
    say "$(tail -n 1 "$root/report")"
done 3<"$root/pieces"

echo "piece        row          with  without   saves  CPU without it, to with it"
cat "$root/report"
