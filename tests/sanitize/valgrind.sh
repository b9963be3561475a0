#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make valgrind": the unit tests, and the command where they run it, under
# memcheck: a step into memory that is not there or not written yet, and what
# is lost for good, are failures. pool.c lets it see into pools, whose pages
# count as written else.
#
#   sh tests/sanitize/valgrind.sh PROGRAM-PATTERN TEST-PATTERN MAKE
set -eu
build=${BUILD:-build}
mkdir -p "$build/valgrind"
memcheck="env LD_PRELOAD=$PWD/$build/sanitize/pool.so valgrind -q \
--error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
--errors-for-leak-kinds=definite"

# The command under test is one more program: what it says goes on as it is,
# unless there is a fault.
SP_COMMAND=$build/valgrind/statuspages
SP_UNDER=$memcheck
export SP_COMMAND SP_UNDER
printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$memcheck" "$PWD/$build/statuspages" \
    >"$SP_COMMAND"
chmod +x "$SP_COMMAND"
exec sh tests/unit.sh "$1" "$2" "$3"
