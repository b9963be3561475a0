#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Shows that every trap test bites: builds the module once for each trap from
# a copy in which that one cure is taken out by a patch (traps/NN-name.patch),
# and fails unless the tests of that trap fail against it, and pass against the
# whole module. Trap 10 ("whose configuration") has no cure in the code, only
# tests that say what httpd does.
#
#   sh tests/integration/traps-bite.sh [number…]
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
make=${MAKE:-make}
ok=0
bad=0

# The test program that holds the tests of a trap.
program_of() {
    for t in "$build"/integration/test_traps*; do
        if [ -x "$t" ] && grep -q "trap_$1_" "$t"; then
            echo "$t"
            return
        fi
    done
}

# prepare FOLDER PATCH: a copy of the sources with the patch applied, and the
# objects that are made already, so that little is compiled.
prepare() {
    rm -rf "$1"
    mkdir -p "$1/build" || exit 2
    cp -pR mod_statuspages Makefile "$1" || exit 2
    ln -s "$(pwd)/templates" "$(pwd)/conf" "$(pwd)/tests" "$1" || exit 2
    cp -pR "$build/core" "$build/httpd" "$build"/builtin_data.* "$1/build" ||
        exit 2
    patch -s -d "$1" -p1 <"$2"
}

say() {
    echo "trap $1: $2"
}

bites() {
    trap=$1
    name=$(printf '%02d' "$trap")
    program=$(program_of "$name")
    broken=$build/broken-$trap
    log=$build/broken-$trap.log
    [ -n "$program" ] || { say "$trap" "has no test"; return 1; }
    if ! "$program" "trap_${name}_*" >"$log" 2>&1; then
        say "$trap" "fails with its cure in place, see $log"
        return 1
    fi
    [ "$trap" -ne 10 ] || { say 10 "passes (no cure in the code)"; return 0; }
    if ! prepare "$broken" tests/integration/traps/"$name"-*.patch >"$log" 2>&1; then
        say "$trap" "has a patch that does not fit any more, see $log"
        return 1
    fi
    if ! $make --no-print-directory -C "$broken" BUILD=build \
        build/mod_statuspages.so >"$log" 2>&1; then
        say "$trap" "does not build without its cure, see $log"
        return 1
    fi
    if SP_MODULE=$(pwd)/$broken/build/mod_statuspages.so \
        "$program" "trap_${name}_*" >"$log" 2>&1; then
        say "$trap" "is not noticed without its cure, see $log"
        return 1
    fi
    failed=$(grep -c '^\[  FAILED  \] trap\|^\[  ERROR   \] trap' "$log")
    if [ "$failed" -eq 0 ]; then
        say "$trap" "the tests did not run, see $log"
        return 1
    fi
    say "$trap" "bites"
    # what failed on purpose leaves its folder behind
    sed -n 's/^kept: //p' "$log" | while read -r folder; do
        rm -rf "$folder"
    done
}

for n in ${*:-1 2 3 4 5 6 7 8 9 10 11 12}; do
    if bites "$n"; then
        ok=$((ok + 1))
    else
        bad=$((bad + 1))
    fi
done
echo "$ok passed, $bad failed"
[ "$bad" -eq 0 ]
