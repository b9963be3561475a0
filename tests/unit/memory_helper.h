/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One thing done again and again, each time with another allocation that
 * fails. Every turn has a process of its own, so that a crash is told from an
 * end that was meant: a pool without memory calls its abort function, by which
 * httpd, and the command, end. Stands on pages_helper.h. */
#ifndef SP_MEMORY_HELPER_H
#define SP_MEMORY_HELPER_H

#include "pages_helper.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../faults/alloc.h"

/** What a turn came to, as its process's exit code. */
typedef enum memory_end_t {
    MEMORY_WHOLE = 40, /* done, as if nothing had been */
    MEMORY_REFUSED,    /* refused in words, and done when asked again */
    MEMORY_ENDED,      /* a pool had none */
    MEMORY_OVER,       /* there are less allocations than that */
    MEMORY_WRONG,
    MEMORY_ENDS = MEMORY_WRONG - MEMORY_WHOLE + 1
} memory_end_t;

/** Does the thing between memory_fails() and memory_is_back(), and says what
 *  it came to: MEMORY_WHOLE, _REFUSED or _WRONG. */
typedef memory_end_t memory_turn_t(files_t *t);

static inline void memory_fails(void)
{
    alloc_plan->on = 1;
}

static inline void memory_is_back(void)
{
    alloc_plan->on = 0;
}

static inline int memory_ended(int status)
{
    _exit(alloc_plan->fired ? MEMORY_ENDED : MEMORY_WRONG);
}

/** As files_setup(), with pools that end the process as httpd's do, and that
 *  keep no block for the next one. */
static inline int memory_setup(void **state)
{
    int failed = files_setup(state);
    files_t *t = *state;

    apr_pool_abort_set(memory_ended, t->pool);
    apr_allocator_max_free_set(apr_pool_allocator_get(t->pool), 1);
    return failed;
}

#define MEMORY_TEST(test)                                                      \
    cmocka_unit_test_setup_teardown(test, memory_setup, files_teardown)

/** What must not be in a process of its own: it would go on with the tests. */
#define MEMORY_EXPECT(t, what)                                                 \
    do {                                                                       \
        if (!(what)) {                                                         \
            fprintf(stderr, "%s: %s\n", #what, files_fault(t));                \
            return MEMORY_WRONG;                                               \
        }                                                                      \
    } while (0)

/** A fault must have been told, and that it was memory; it is forgotten. */
static inline int memory_is_blamed(files_t *t)
{
    const char *fault = files_fault(t);

    if (strstr(fault, "memory is short") == NULL &&
        strstr(fault, "Cannot allocate memory") == NULL) {
        fprintf(stderr, "this is said: %s\n", fault);
        return 0;
    }
    return 1;
}

/** One turn, in which the allocation of that number fails. */
static inline memory_end_t memory_turn(files_t *t, memory_turn_t *turn,
                                       long nth)
{
    memory_end_t end;
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        signal(SIGSEGV, SIG_DFL); /* cmocka's own would go on with the tests */
        signal(SIGABRT, SIG_DFL);
        alloc_plan->nth = nth;
        end = turn(t);
        _exit(end == MEMORY_WRONG || alloc_plan->fired ? end : MEMORY_OVER);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    end = (memory_end_t)WEXITSTATUS(status);
    if (!WIFEXITED(status) || end < MEMORY_WHOLE || end >= MEMORY_WRONG) {
        fail_msg("allocation %ld fails: %s %d", nth,
                 WIFEXITED(status) ? "exit code" : "signal",
                 WIFEXITED(status) ? end : WTERMSIG(status));
    }
    return end;
}

/**
 * All turns, or each @a step -th of them. Without an allocation that failed
 * nothing would be shown; @a refused says whether some can be refused, what
 * takes pools alone ends or is whole.
 */
static inline void memory_turns(files_t *t, memory_turn_t *turn, long step,
                                int refused)
{
    long count[MEMORY_ENDS] = {0}, nth = 1;
    memory_end_t end;

    while ((end = memory_turn(t, turn, nth)) != MEMORY_OVER) {
        count[end - MEMORY_WHOLE]++;
        nth += step;
    }
    print_message("%ld allocations, each %ld.: %ld refused, %ld ended, "
                  "%ld whole\n",
                  nth - 1, step, count[MEMORY_REFUSED - MEMORY_WHOLE],
                  count[MEMORY_ENDED - MEMORY_WHOLE], count[0]);
    assert_true(nth > 1);
    assert_int_equal(count[MEMORY_REFUSED - MEMORY_WHOLE] > 0, refused);
}

#endif /* SP_MEMORY_HELPER_H */
