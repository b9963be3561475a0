#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make coverage": runs each test program against the library and the module
# that gcc has built with counters, and says what was reached.
#
#   sh tests/mutants/coverage.sh run FOLDER       all of them, two at once
#   sh tests/mutants/coverage.sh renew FOLDER KIND...     those of unit, fuzz,
#                                         integration that were built since
#   sh tests/mutants/coverage.sh one FOLDER PROGRAM
#   sh tests/mutants/coverage.sh report FOLDER    tables; fails below the bounds
#
# FOLDER/seen/PROGRAM holds what one program reached, as gcov tells it: lines
# "L FILE LINE 0|1", and "B FILE LINE N 0|1" for branches; FOLDER/ran a line
# "SECONDS EXIT-CODE PROGRAM" for each.
set -u
. tests/mutants/programs.sh.inc
covered=$2
at_least="core lines 98
httpd lines 98
httpd branches 90"
# What they refuse gcov's own counters need: memory, and files.
unmeasured="unit/cli/test_cli_faults integration/test_memory"

# httpd's children are nobody and may make no file: all counters are there
# before they start, empty, which gcc's library takes for none.
lay_out() {
    for notes in $(cd "$covered" && find core httpd -name '*.gcno'); do
        mkdir -p "$counters/${notes%/*}"
        ln -sf "$absolute/$notes" "$counters/$notes"
        : >"$counters/${notes%gcno}gcda"
        chmod 666 "$counters/${notes%gcno}gcda"
    done
}

one() {
    absolute=$(cd "$covered" && pwd)
    GCOV_PREFIX=$(mktemp -d) || exit 1
    trap 'rm -rf "$GCOV_PREFIX"' EXIT
    chmod 755 "$GCOV_PREFIX"
    counters=$GCOV_PREFIX$absolute
    lay_out
    log=$covered/logs/$(echo "$1" | tr / _)
    started=$(date +%s%N)
    (
        export GCOV_PREFIX
        run_program "$1" "$covered"
    ) >"$log" 2>&1 </dev/null
    code=$?
    echo "$((($(date +%s%N) - started) / 1000000)) $code $1" >>"$covered/ran"
    mkdir -p "$covered/seen/${1%/*}"
    find "$counters" -name '*.gcda' -size +0 -exec gcov -b -c -t {} + \
        2>>"$log" | awk -f tests/mutants/gcov.awk >"$covered/seen/$1"
    echo "  SEEN  $1 (exit code $code)"
}

# Programs that have been built since they ran, or failed: lines that a new
# row of tests/cases reaches are seen by "make coverage" alone.
stale() {
    programs "$@" | while read -r program; do
        case " $unmeasured " in *" $program "*) continue ;; esac
        case $program in
        integration/*) made=$build/$program ;;
        *) made=$shared/$program ;;
        esac
        seen=$covered/seen/$program
        if [ ! -s "$seen" ] || [ -n "$(find "$made" "$covered"/*.so -newer "$seen")" ] ||
            ! grep -Eq "^[0-9]+ (0|77) $program\$" "$covered/ran"; then
            echo "$program"
        fi
    done
}

run() {
    mkdir -p "$covered/seen" "$covered/logs"
    : >>"$covered/ran"
    stale "$@" >"$covered/stale"
    awk -v stale="$covered/stale" -v unmeasured="$unmeasured" '
        BEGIN {
            while ((getline p <stale) > 0) again[p] = 1
            while (n = split(unmeasured, name, " ")) {
                again[name[n]] = 1
                sub(/ *[^ ]+$/, "", unmeasured)
            }
        }
        !($3 in again)' "$covered/ran" >"$covered/ran.new"
    mv "$covered/ran.new" "$covered/ran"
    xargs -r -P 2 -n 1 sh "$0" one "$covered" <"$covered/stale"
    index
    awk '$2 != 0 && $2 != 77 { print $3 ": exit code " $2; bad = 1 }
         END { exit bad }' "$covered/ran"
}

# FOLDER/none: every line and branch, whether a program has opened its file or
# not. FOLDER/index: "FILE LINE PROGRAM" for each line that one has reached.
index() {
    find "$covered/core" "$covered/httpd" -name '*.gcno' -exec gcov -b -c -t {} + \
        2>/dev/null | awk -f tests/mutants/gcov.awk >"$covered/none.new"
    mv "$covered/none.new" "$covered/none"
    (cd "$covered/seen" && grep -r '^L .* 1$' .) |
        sed 's,^\./\([^:]*\):L \(.*\) 1$,\2 \1,' |
        sort -u >"$covered/index.new"
    mv "$covered/index.new" "$covered/index"
}

report() {
    find "$covered/seen" -type f -exec cat {} + |
        awk -v at_least="$at_least" -v missed="$covered/missed" \
            -v all_of_them="$covered/none" -f tests/mutants/report.awk \
            "$covered/none" -
}

case $1 in
run)
    rm -rf "$covered/seen" "$covered/logs" "$covered/ran"
    run unit fuzz integration
    ;;
renew)
    shift 2
    run "$@" || echo "  these are left out"
    ;;
one) one "$3" ;;
index) index ;;
report) report ;;
esac
