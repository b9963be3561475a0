#!/bin/sh
# "make lint": one form, no warning of either compiler, no finding of the
# analysers. Ends with cmocka's words, so that .ci/run can count it.
. tests/guards/guard.sh.inc
files=$(git ls-files '*.c' '*.h')
sources=$(git ls-files 'mod_statuspages/*.c')
flags="-std=gnu99 -Imod_statuspages -Imod_statuspages/core -Itests/unit -Itests/integration -DSP_VERSION=\"lint\" -DSP_BUILD=\"build\" -DSP_HTTPD=\"httpd\" -DSP_LIBEXECDIR=\"modules\" -DSP_APXS=\"apxs\" -DSP_SOURCE=\".\" $(apr-1-config --includes --cppflags) $(apu-1-config --includes) -isystem $(apxs -q INCLUDEDIR)"
warn="-Wall -Wextra -Wshadow -Wconversion -Wcast-qual -Wpedantic -Wstrict-prototypes -Wmissing-prototypes -Wno-unused-parameter -Werror"

for f in $files; do
    if clang-format --dry-run --Werror "$f" >/dev/null 2>&1; then
        ok "$f"
    else
        bad "$f is not formatted; run \"make format\""
    fi
done
for cc in gcc clang; do
    for f in $(git ls-files '*.c'); do
        # shellcheck disable=SC2086
        if $cc $flags $warn -O2 -fsyntax-only "$f"; then
            ok "$cc $f"
        else
            bad "$cc warns about $f"
        fi
    done
done
# shellcheck disable=SC2086
if cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem \
    --std=c99 -j 2 \
    -Imod_statuspages -Imod_statuspages/core $sources; then
    ok cppcheck
else
    bad "cppcheck has findings"
fi
# shellcheck disable=SC2086
if echo $sources | xargs -n 4 -P 2 sh -c \
    'clang-tidy --quiet --warnings-as-errors="*" "$@" -- '"$(echo "$flags" | sed 's/"/\\"/g')"' 2>/dev/null' tidy; then
    ok clang-tidy
else
    bad "clang-tidy has findings"
fi
done_guard
