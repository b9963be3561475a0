#!/bin/sh
# Runs fuzzing targets in turn, FUZZ_SECONDS each; called by "make fuzz". What
# they find stays in build/fuzz/corpus/TARGET from run to run, crashes come to
# build/fuzz/crashes. Ends with a table: executions, their rate, coverage.
set -u
build=${BUILD:-build}
place=$build/fuzz
seconds=${FUZZ_SECONDS:-60}
table=$place/table
mkdir -p "$place/crashes" "$place/logs"
: >"$table"
status=0

# length TARGET: longer inputs say nothing more, and are slow.
length() {
    case $1 in
    accept | words | brand | reference) echo 400 ;;
    escape) echo 200 ;;
    *) echo 8192 ;;
    esac
}

# stat NAME LOG: a number out of -print_final_stats.
stat() {
    sed -n "s/^stat::$1: *//p" "$2" | tail -n 1
}

for t in "$@"; do
    log=$place/logs/$t
    mkdir -p "$place/corpus/$t" "$place/seeds/$t"
    known=tests/fuzz/corpus/$t
    [ -d "$known" ] || known=
    words=tests/fuzz/$t.dict
    [ -f "$words" ] || words=
    echo "== $t, $seconds s"
    # shellcheck disable=SC2086
    nice -n 10 "$build/clang/fuzz/$t-fuzzer" -max_total_time="$seconds" \
        -print_final_stats=1 -timeout=10 -rss_limit_mb=2048 -max_len="$(length "$t")" \
        -artifact_prefix="$place/crashes/$t-" ${words:+-dict="$words"} \
        "$place/corpus/$t" "$place/seeds/$t" $known >"$log" 2>&1 || {
        status=1
        echo "   FAILED: $log"
        grep -E 'not so|ERROR|SUMMARY|Test unit written' "$log" | head -n 5
    }
    runs=$(stat number_of_executed_units "$log")
    cov=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
    printf '%-10s %12s runs %8s/s  %6s edges\n' "$t" "${runs:-?}" \
        "$(stat average_exec_per_sec "$log")" "${cov:-?}" | tee -a "$table"
done
awk '{ n += $2 } END { print n " executions in all" }' "$table"
exit $status
