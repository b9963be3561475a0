#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make stress-teardown": whole test programs again and again on a busy
# machine, for those whose servers are stopped while connections end. What goes
# wrong there goes wrong once in a hundred times elsewhere.
#
#   sh tests/integration/stress.sh [TIMES [BUSY-LOOPS [PROGRAM…]]]
set -u
build=${BUILD:-build}
times=${1:-20}
loops=${2:-8}
[ $# -ge 2 ] && shift 2 || shift $#
[ $# -gt 0 ] || set -- test_slow_clients test_protocols test_errordocument
log=$(mktemp) || exit 1
busy=""
trap 'rm -f "$log"; [ -z "$busy" ] || kill $busy 2>/dev/null' EXIT
trap 'exit 1' INT TERM

i=0
while [ "$i" -lt "$loops" ]; do
    # bounded, should this script not live to end them
    timeout 1800 sh -c 'while :; do :; done' &
    busy="$busy $!"
    i=$((i + 1))
done
red=0
for program in "$@"; do
    i=0
    bad=0
    while [ "$i" -lt "$times" ]; do
        i=$((i + 1))
        "$build/integration/$program" >"$log" 2>&1 && continue
        bad=$((bad + 1))
        echo "$program, run $i:"
        grep -vE '^\[( +OK| RUN|=====)' "$log" | sed 's/^/    /'
    done
    echo "$program: $((times - bad)) of $times green, beside $loops busy loops"
    red=$((red + bad))
done
[ "$red" -eq 0 ]
