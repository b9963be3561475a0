#!/bin/sh
# Runs every test program and guard, and ends with "N passed, N failed".
# Called by "make check" with the make to build with. A program that breaks
# off without a summary counts as a failure; a skipped case counts as neither
# and is told.
set -u

make=${1:-make}
build=${BUILD:-build}
passed=0
failed=0
skipped=0
broken=""

# The number before "test(s)" in cmocka's summary line of that kind; from
# 1.1.6 on the group's name stands before it.
number() {
    sed -n "s/^\[  $1 *\] \(.*: \)\{0,1\}\([0-9][0-9]*\) test(s).*/\2/p" "$2" | tail -n 1
}

# Runs one program and adds what its summary says.
run() {
    name=$1
    shift
    log=$build/logs/$(echo "$name" | tr / _).log
    started=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null
    code=$?
    p=$(number PASSED "$log")
    f=$(number FAILED "$log")
    s=$(number SKIPPED "$log")
    if [ -z "$p" ] || { [ "$code" -ne 0 ] && [ -z "$f" ]; }; then
        f=$((${f:-0} + 1)) # it broke off, or failed outside of its cases
    fi
    passed=$((passed + ${p:-0}))
    failed=$((failed + ${f:-0}))
    skipped=$((skipped + ${s:-0}))
    echo "$name: ${p:-0} passed, ${f:-0} failed${s:+, $s skipped} ($(($(date +%s) - started)) s)"
    if [ "${f:-0}" -ne 0 ]; then
        broken="$broken $name"
        grep -vE '^\[( +OK| RUN|=====)' "$log" | tail -n 60 | sed 's/^/    /'
    fi
}

mkdir -p "$build"
$make --no-print-directory BUILD="$build" all test-programs >"$build/build.log" 2>&1 || {
    grep -vE '^  (CC|LD|TEST) ' "$build/build.log" >&2
    echo "the build failed"
    echo "0 passed, 1 failed"
    exit 1
}
# the command under test is the one that was built here
SP_COMMAND=${SP_COMMAND:-$build/statuspages}
export SP_COMMAND
# pools hide leaks from it, and tests leave jansson objects to their end
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=0}"
mkdir -p "$build/logs"
rm -f "$build"/logs/*.log

unit=$(find tests/unit -name 'test_*.c' | sort | sed 's,^tests/,,; s,\.c$,,')
for t in $unit; do
    run "$t" "$build/$t"
done
for g in tests/guards/*.sh; do
    BUILD=$build run "guards/$(basename "$g" .sh)" sh "$g"
done
for t in "$build"/integration/test_*; do
    if [ -x "$t" ] && [ -f "tests/integration/$(basename "$t").c" ]; then
        run "integration/$(basename "$t")" "$t"
    fi
done

[ -z "$broken" ] || echo "failed:$broken (logs: $build/logs/)"
[ "$skipped" -eq 0 ] || echo "$skipped skipped: what they need is not on this machine"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
