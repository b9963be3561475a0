#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make matrix": the integration tests once for each MPM and protocol, and a
# table of how they went. Variables: MPM, PROTO (lists), RUNS ("worker:h2c
# prefork:http/1.1": these instead), BUILD, MAKE, LOGS. Each run has its logs in
# LOGS, and its "N passed, N failed" is that of tests/run.sh.
set -u

build=${BUILD:-build}
logs=${LOGS:-$build/logs/matrix}
runs=${RUNS:-}
if [ -z "$runs" ]; then
    for mpm in ${MPM:-event worker prefork}; do
        for proto in ${PROTO:-http/1.1 h2c h2}; do
            runs="$runs $mpm:$proto"
        done
    done
fi

mkdir -p "$logs"
table=$logs/table
: >"$table"
status=0
for run in $runs; do
    name=$(echo "$run" | tr -d /)
    started=$(date +%s)
    echo "== $run"
    SP_MPM=${run%%:*} SP_PROTO=${run#*:} BUILD=$build LOGS=$logs/$name \
        sh tests/run.sh "${MAKE:-make}" integration >"$logs/$name.out" 2>&1 || status=1
    cat "$logs/$name.out"
    awk -v run="$run" -v seconds=$(($(date +%s) - started)) '
        / skipped:$/ { skipped = $1 }
        { last = $0 }
        END { printf "%-18s %s, %d skipped, %d s\n", run, last, skipped, seconds }
    ' "$logs/$name.out" >>"$table"
done
echo "the matrix:"
sed 's/^/    /' "$table"
exit $status
