#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Shows that every trap test bites: builds the module once for each trap with
# that one cure taken out (SP_BREAK=n, see SP_CURE in httpd/sp_private.h), and
# fails unless the tests of that trap fail against it, and pass against the
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

# Take over the objects that no cure is in; they come out the same.
prepare() {
    mkdir -p "$1" || exit 2
    for part in core builtin_data.o builtin_data.S; do
        [ -e "$1/$part" ] || cp -pR "$build/$part" "$1/$part"
    done
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
    prepare "$broken"
    if ! $make --no-print-directory BUILD="$broken" \
        CFLAGS="${CFLAGS:-} -DSP_BREAK=$trap" "$broken/mod_statuspages.so" \
        >"$log" 2>&1; then
        say "$trap" "does not build without its cure, see $log"
        return 1
    fi
    if SP_MODULE=$(pwd)/$broken/mod_statuspages.so \
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
echo "$ok of $((ok + bad)) traps as they should be"
[ "$bad" -eq 0 ]
