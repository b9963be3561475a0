#!/bin/sh
# "make unit": builds and runs the unit tests of which the program's name, or
# its room, suits a pattern, and in them the tests whose names suit another.
# Both may be a part of the name. SP_UNDER is a command to run them under.
#
#   sh tests/unit.sh PROGRAM-PATTERN [TEST-PATTERN [MAKE]]
set -u
build=${BUILD:-build}
SP_COMMAND=${SP_COMMAND:-$build/statuspages}
SP_TESTS=${2:-}
export SP_COMMAND SP_TESTS
no_test=77 # see tests/rows.c

# find_programs PATTERN: those of that name or room, as the source's path.
find_programs() {
    find tests/unit -name 'test_*.c' \( -name "test_$1.c" -o \
        -path "tests/unit/$1/*" \) | sort
}

name=${1#test_} # "make unit T=test_codes" means the same as T=codes
found=$(find_programs "$name")
[ -n "$found" ] || found=$(find_programs "*$name*")
if [ -z "$found" ]; then
    echo "No unit test is called \"$1\", nor has its room that name. There are:"
    find tests/unit -name 'test_*.c' | sort |
        sed 's,^tests/unit/\(.*\)/test_\(.*\)\.c$,  \1/: \2,'
    exit 2
fi
programs=$(echo "$found" | sed "s,^tests,$build,; s,\.c\$,,")
# shellcheck disable=SC2086
${3:-make} --no-print-directory BUILD="$build" $programs || exit 1
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
ran=0
red=""
for p in $programs; do
    ${SP_UNDER:-} "$p" >"$log" 2>&1
    code=$?
    [ "$code" -ne "$no_test" ] || continue
    ran=$((ran + 1))
    echo "== $p"
    cat "$log"
    [ "$code" -eq 0 ] || red="$red $p"
done
if [ "$ran" -eq 0 ]; then
    echo "No test of these programs suits P=\"$SP_TESTS\":" $programs
    echo "A test is a function: \"grep TEST-NAME tests/unit -r\" finds it."
    exit 2
fi
[ -z "$red" ] || { echo "failed:$red"; exit 1; }
