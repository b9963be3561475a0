# What tests/run.sh and tests/unit.sh rest on: summaries of cmocka are counted
# right, in the words of 1.1.5 and of 1.1.6 to 1.1.8, and a failing test tells
# its row. The summaries are what those versions print, each for the same five
# tests: one passes, one fails, one skips, one fails in its setup, one in its
# teardown.
. tests/guards/guard.sh.inc
. tests/count.sh.inc
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT

# counted NAME EXIT-CODE PASSED FAILED SKIPPED <LOG
counted() {
    cat >"$temp/log"
    count "$temp/log" "$2"
    if [ "$p $f $s" = "$3 $4 $5" ]; then
        ok "$1"
    else
        bad "$1: $p passed, $f failed, $s skipped; not $3, $4, $5"
    fi
}

head_of='[==========] Running 5 test(s).
[ RUN      ] good
[       OK ] good
[ RUN      ] bad
in the row: 4xx
[  ERROR   ] --- 0 != 0x1
[   LINE   ] --- t.c:7: error: Failure!
[  FAILED  ] bad
[ RUN      ] left
[  SKIPPED ] left
[ RUN      ] early
Could not run test: Test setup failed
[  ERROR   ] early
[ RUN      ] late
Could not run test: Test teardown failed
[  ERROR   ] late'
counted "1.1.5" 3 1 3 1 <<EOF
$head_of
[==========] 5 test(s) run.
[  PASSED  ] 1 test(s).
[  SKIPPED ] 1 test(s), listed below:
[  SKIPPED ] left

 1 SKIPPED TEST(S)
[  FAILED  ] 1 test(s), listed below:
[  FAILED  ] bad

 3 FAILED TEST(S)
EOF
counted "1.1.7" 3 1 3 1 <<EOF
$head_of
[==========] tests: 5 test(s) run.
[  PASSED  ] 1 test(s).
[  SKIPPED ] tests: 1 test(s), listed below:
[  SKIPPED ] left

 1 SKIPPED TEST(S)
[  FAILED  ] tests: 1 test(s), listed below:
[  FAILED  ] bad

 3 FAILED TEST(S)
EOF
counted "1.1.5, all well" 0 12 0 0 <<EOF
[==========] 12 test(s) run.
[  PASSED  ] 12 test(s).
EOF
counted "1.1.7, all well" 0 12 0 0 <<EOF
[==========] tests: 12 test(s) run.
[  PASSED  ] 12 test(s).
EOF
counted "1.1.7, two of each" 2 3 2 2 <<EOF
[  PASSED  ] 3 test(s).
[  SKIPPED ] tests: 2 test(s), listed below:
[  SKIPPED ] a_test_of_9: 8 test(s)
[  SKIPPED ] another

 2 SKIPPED TEST(S)
[  FAILED  ] tests: 2 test(s), listed below:
[  FAILED  ] a_third
[  FAILED  ] a_fourth

 2 FAILED TEST(S)
EOF
counted "a surprise in the log of a stopped server" 1 4 1 0 <<EOF
unexpected in logs/error_log:
[==========] 4 test(s) run.
[  PASSED  ] 4 test(s).
EOF
counted "broken off" 139 0 1 0 <<EOF
[==========] Running 4 test(s).
[ RUN      ] good
EOF
counted "a guard" 1 0 1 0 <<EOF
[  FAILED  ] a.c is not formatted
[  PASSED  ] 0 test(s).
[  FAILED  ] 1 test(s).
EOF

# A failing test tells where in its tables it was, one that passed does not,
# and what cmocka of this machine prints is counted right.
cat >"$temp/t.c" <<'EOF'
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "rows.h"
static void good(void **state)
{
    int i;
    (void)state;
    for (i = 0; i < 3; i++) {
        ROW("good %d", i);
    }
}
static void bad(void **state)
{
    int i, k;
    (void)state;
    for (i = 0; i < 3; i++) {
        ROW("outer %d", i);
        for (k = 0; k < 3; k++) {
            ROW("inner %d", k);
            assert_true(i + k < 3);
        }
    }
}
static void left(void **state)
{
    (void)state;
    rows_skip("a moon", "at night");
}
static int no(void **state)
{
    (void)state;
    return -1;
}
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good), cmocka_unit_test(bad), cmocka_unit_test(left),
        cmocka_unit_test_setup(good, no), cmocka_unit_test_teardown(good, no),
        {"additional", good, NULL, NULL, NULL},
    };
    rows_additional("additional", "/nowhere");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
EOF
# shellcheck disable=SC2046
if ${CC:-cc} -Itests -Wall -Wextra -Werror -o "$temp/t" "$temp/t.c" tests/rows.c \
    -Wl,--wrap=_cmocka_run_group_tests $(pkg-config --cflags --libs cmocka); then
    "$temp/t" >"$temp/out" 2>&1
    counted "this machine's cmocka" $? 1 3 1 <"$temp/out"
    for line in "in the row: outer 1 / inner 2" \
        "skipped: left: it needs a moon (at night)" \
        "not run: additional: additional, and /nowhere is not there"; do
        if [ "$(grep -cxF "$line" "$temp/out")" -eq 1 ]; then
            ok "$line"
        else
            bad "a test program does not say \"$line\" once"
        fi
    done
    [ "$(grep -c 'in the row' "$temp/out")" -eq 1 ] || bad "a row of a test that passed is told"
    SP_TESTS=none "$temp/t" >/dev/null 2>&1
    [ $? -eq 77 ] || bad "a program without a test to run does not say so"
else
    bad "tests/rows.c does not compile"
fi
done_guard
