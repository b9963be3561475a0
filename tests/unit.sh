#!/bin/sh
# "make unit": builds and runs the unit tests of which the program's name, or
# its room, suits a pattern, and in them the tests whose names suit another.
#
#   sh tests/unit.sh PROGRAM-PATTERN [TEST-PATTERN [MAKE]]
set -u
build=${BUILD:-build}
SP_COMMAND=${SP_COMMAND:-$build/statuspages}
SP_TESTS=${2:-}
export SP_COMMAND SP_TESTS

programs=$(find tests/unit -name 'test_*.c' \( -name "test_$1.c" -o \
    -path "tests/unit/$1/*" \) | sort | sed "s,^tests,$build,; s,\.c\$,,")
if [ -z "$programs" ]; then
    echo "no unit test is called \"$1\"; there are:"
    find tests/unit -name 'test_*.c' | sort |
        sed 's,^tests/unit/\(.*\)/test_\(.*\)\.c$,  \2 (in \1/),'
    exit 2
fi
# shellcheck disable=SC2086
${3:-make} --no-print-directory BUILD="$build" $programs || exit 1
status=0
for p in $programs; do
    echo "== $p"
    "$p" || status=1
done
exit "$status"
