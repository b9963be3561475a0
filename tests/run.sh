#!/bin/sh
# Runs every test program and guard, and ends with "N passed, N failed".
# Called by "make check" with the make to build with; more arguments name the
# parts to run: unit, fuzz, guards, integration. A program that breaks
# off without a summary counts as a failure; a skipped test counts as neither
# and is told, with what it needs.
set -u
. tests/count.sh.inc

make=${1:-make}
[ $# -eq 0 ] || shift
parts=${*:-unit fuzz guards integration}
build=${BUILD:-build}
logs=${LOGS:-$build/logs}
no_test=77 # see tests/rows.c
passed=0
failed=0
skipped=0
broken=""

# Runs one program and adds what its summary says.
run() {
    name=$1
    shift
    case " $parts " in *" ${name%%/*} "*) ;; *) return ;; esac
    log=$logs/$(echo "$name" | tr / _).log
    started=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null
    code=$?
    sed -n "s,^not run: ,$name: ,p" "$log" >>"$logs/not-run"
    if [ "$code" -eq "$no_test" ]; then
        echo "$name: no test to run here"
        return
    fi
    count "$log" "$code"
    passed=$((passed + p))
    failed=$((failed + f))
    skipped=$((skipped + s))
    told=""
    if [ "$s" -ne 0 ]; then
        told=", $s skipped"
        grep -q '^skipped: ' "$log" || echo "skipped: it does not say why" >>"$log"
        sed -n "s,^skipped: ,$name: ,p" "$log" >>"$logs/skipped"
    fi
    echo "$name: $p passed, $f failed$told ($(($(date +%s) - started)) s)"
    if [ "$f" -ne 0 ]; then
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
mkdir -p "$logs"
find "$logs" -maxdepth 1 -type f -exec rm -f {} +

unit=$(find tests/unit -name 'test_*.c' | sort | sed 's,^tests/,,; s,\.c$,,')
for t in $unit; do
    run "$t" "$build/$t"
done
# what the fuzzing targets begin with, and what was found: one case a file
for t in $(find tests/fuzz -name 'fuzz_*.c' | sort | sed 's,.*/fuzz_,,; s,\.c$,,'); do
    known=tests/fuzz/corpus/$t
    [ -d "$known" ] || known=""
    # shellcheck disable=SC2086
    run "fuzz/$t" "$build/fuzz/$t" "$build/fuzz/seeds/$t" $known
done
for g in tests/guards/*.sh; do
    BUILD=$build run "guards/$(basename "$g" .sh)" sh "$g"
done
for t in "$build"/integration/test_*; do
    if [ -x "$t" ] && [ -f "tests/integration/$(basename "$t").c" ]; then
        run "integration/$(basename "$t")" "$t"
    fi
done

# What was not run: additional tests aside, one line for each with its reason.
if [ -s "$logs/not-run" ]; then
    echo "not run, and not needed (the project has cases of its own for it):"
    sed 's/^/    /' "$logs/not-run"
fi
if [ "$skipped" -ne 0 ]; then
    echo "$skipped skipped:"
    sed 's/^/    /' "$logs/skipped"
fi
[ -z "$broken" ] || echo "failed:$broken (logs: $logs/)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
