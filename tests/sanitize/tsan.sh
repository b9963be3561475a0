#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make tsan": threads at the page cache, and in httpd's event MPM, under
# ThreadSanitizer. The arguments are integration programs; ends with the plain
# line "N passed, N failed". A race that core/ or httpd/ has a part in fails
# the program that met it.
set -u
. tests/count.sh.inc
build=${BUILD:-build/tsan}
# where addresses are too random for it, as some kernels have them
fixed=""
setarch -R true 2>/dev/null && fixed="setarch -R"
export SP_TSAN=1
passed=0
failed=0
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

for program in sanitize/test_cache_crowd "$@"; do
    case $program in */*) ;; *) program=integration/test_$program ;; esac
    started=$(date +%s)
    $fixed "$build/$program" >"$log" 2>&1 </dev/null
    count "$log" $? # sets p and f
    # shellcheck disable=SC2154
    passed=$((passed + p))
    failed=$((failed + f))
    echo "$program: $p passed, $f failed ($(($(date +%s) - started)) s)"
    grep 'races: ' "$log"
    [ "$f" -eq 0 ] || grep -vE '^\[( +OK| RUN|=====)' "$log" | sed 's/^/    /'
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
