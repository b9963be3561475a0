/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plans: what is built, merged, jumped over and written. */
#include "rows.h"
#include "mustache_helper.h"

/* The steps in one line: "text" <fact> ?fact>target !fact>target. */
static const char *show(const sp_plan_t *plan, apr_pool_t *pool)
{
    const char *all = "";
    int i;

    for (i = 0; i < plan->count; i++) {
        const sp_step_t *step = &plan->steps[i];
        const char *one;

        switch (step->kind) {
        case SP_STEP_LITERAL:
            one = apr_psprintf(pool, "\"%s\"",
                               apr_pstrmemdup(pool, step->text, step->len));
            break;
        case SP_STEP_HOLE:
            one = apr_psprintf(pool, "<%d>", step->fact);
            break;
        default:
            one = apr_psprintf(pool, "%c%d>%d",
                               step->kind == SP_STEP_UNLESS ? '?' : '!',
                               step->fact, step->target);
        }
        all = apr_pstrcat(pool, all, *all ? " " : "", one, NULL);
    }
    return all;
}

static void put(sp_plan_builder_t *b, const char *text)
{
    sp_plan_literal(b, text, strlen(text));
}

static void neighbouring_literals_become_one(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);

    put(b, "a");
    put(b, "");
    sp_plan_escaped(b, "<", 1, SP_ESCAPE_HTML);
    put(b, "b");
    sp_plan_hole(b, 1, SP_ESCAPE_HTML);
    sp_plan_escaped(b, "", 0, SP_ESCAPE_HTML);
    put(b, "c");
    put(b, "d");
    assert_string_equal(show(sp_plan_finish(b, *state), *state),
                        "\"a&lt;b\" <1> \"cd\"");
}

/* Long ones are where they were; short ones go into what is before them. */
static void what_lasts_is_not_copied(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    char *lasting = memset(apr_palloc(*state, 1000), 'x', 1000);
    sp_facts_t none = {{NULL}};
    sp_plan_t *plan;
    char out[2000];
    int mark;

    put(b, "a");
    sp_plan_lasting(b, "b", 1);
    sp_plan_lasting(b, lasting, 1000);
    put(b, "c");
    mark = sp_plan_jump(b, 2, 1);
    sp_plan_lasting(b, "d", 1);
    sp_plan_jump_end(b, mark);
    put(b, "e");
    plan = sp_plan_finish(b, *state);
    assert_int_equal(plan->count, 6);
    assert_int_equal(plan->literals, 1005);
    assert_int_equal(sp_plan_usual_size(plan), 1005);
    assert_ptr_equal(plan->steps[1].text, lasting);
    assert_true(plan->steps[1].lasting);
    assert_false(plan->steps[0].lasting || plan->steps[2].lasting);
    assert_memory_equal(plan->steps[0].text, "ab", 2);
    *sp_plan_write(plan, &none, out) = '\0';
    assert_int_equal(strlen(out), 1005);
    assert_string_equal(out + 1002, "cde");
    assert_true(sp_plan_is_long(plan, &none, 1003));
    assert_true(sp_plan_is_long(plan, &none, 1005));
    assert_false(sp_plan_is_long(plan, &none, 1006));
    assert_int_equal(sp_plan_run_end(plan, 0), 3);
    assert_int_equal(sp_plan_run_end(plan, 2), 3);
    assert_int_equal(sp_plan_run_end(plan, 4), 5);
    assert_int_equal(sp_plan_run_end(plan, 5), 6);
}

static void a_literal_behind_a_jump_stays_apart(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    int mark;

    put(b, "a");
    mark = sp_plan_jump(b, 2, 0);
    put(b, "b");
    sp_plan_jump_end(b, mark);
    put(b, "c");
    assert_string_equal(show(sp_plan_finish(b, *state), *state),
                        "\"a\" ?2>3 \"b\" \"c\"");
}

static void a_jump_over_nothing_is_none(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    sp_plan_t *plan;
    int outer, inner;

    put(b, "a");
    outer = sp_plan_jump(b, 2, 0);
    inner = sp_plan_jump(b, 3, 1);
    sp_plan_jump_end(b, inner);
    sp_plan_jump_end(b, outer);
    put(b, "b");
    plan = sp_plan_finish(b, *state);
    assert_string_equal(show(plan, *state), "\"ab\"");
    assert_true(plan->facts == 0);
}

static void the_facts_that_are_read_are_told(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    sp_plan_t *plan;

    sp_plan_hole(b, 0, SP_ESCAPE_HTML);
    sp_plan_jump(b, 63, 1);
    sp_plan_hole(b, 5, SP_ESCAPE_HTML);
    sp_plan_jump_end(b, 1);
    plan = sp_plan_finish(b, *state);
    assert_true(plan->facts == (APR_UINT64_C(1) | APR_UINT64_C(1) << 5 |
                                APR_UINT64_C(1) << 63));
    assert_true(SP_PLAN_READS(plan, 63));
    assert_false(SP_PLAN_READS(plan, 62));
}

/* a [if 1: b <1>] [unless 2: c [if 1: d]] e */
static sp_plan_t *make_branches(apr_pool_t *pool)
{
    sp_plan_builder_t *b = sp_plan_builder(pool);
    int outer, inner;

    put(b, "a");
    outer = sp_plan_jump(b, 1, 0);
    put(b, "b");
    sp_plan_hole(b, 1, SP_ESCAPE_HTML);
    sp_plan_jump_end(b, outer);
    outer = sp_plan_jump(b, 2, 1);
    put(b, "c");
    inner = sp_plan_jump(b, 1, 0);
    put(b, "d");
    sp_plan_jump_end(b, inner);
    sp_plan_jump_end(b, outer);
    put(b, "e");
    return sp_plan_finish(b, pool);
}

static void a_plan_writes_what_the_facts_say(void **state)
{
    static const struct {
        const char *one;
        const char *two;
        const char *page;
    } cases[] = {
        {NULL, NULL, "ace"}, {"", "", "ace"},    {"<", NULL, "ab&lt;cde"},
        {NULL, "x", "ae"},   {"1", "x", "ab1e"}, {"1", "", "ab1cde"},
    };
    sp_plan_t *plan = make_branches(*state);
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].one);
        sp_facts_t facts = {{NULL}};

        facts.value[1] = cases[i].one;
        facts.value[2] = cases[i].two;
        assert_string_equal(mustache_fill(plan, &facts, *state), cases[i].page);
    }
}

static void a_finished_plan_outlives_its_builder(void **state)
{
    apr_pool_t *scratch;
    sp_plan_builder_t *b;
    sp_plan_t *plan;
    const char *page;
    int i;

    apr_pool_create(&scratch, *state);
    b = sp_plan_builder(scratch);
    for (i = 0; i < 5000; i++) { /* both buffers have to grow */
        put(b, "0123456789");
        sp_plan_hole(b, 0, SP_ESCAPE_NONE);
    }
    plan = sp_plan_finish(b, *state);
    apr_pool_destroy(scratch);
    page = mustache_fill(plan, NULL, *state);
    assert_int_equal(strlen(page), 50000);
    assert_int_equal(plan->count, 10000);
    assert_memory_equal(page + 49990, "0123456789", 10);
}

static void an_empty_plan_writes_nothing(void **state)
{
    sp_plan_t *plan = sp_plan_finish(sp_plan_builder(*state), *state);

    assert_int_equal(plan->count, 0);
    assert_string_equal(mustache_fill(plan, NULL, *state), "");
}

static void literals_are_bounded(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    const apr_size_t megabyte = 1 << 20;
    char *block = apr_pcalloc(*state, megabyte);
    int i;

    for (i = 0; i < 15; i++) {
        sp_plan_literal(b, block, megabyte);
    }
    assert_false(sp_plan_full(b));
    sp_plan_literal(b, block, megabyte);
    sp_plan_literal(b, block, 1);
    assert_true(sp_plan_full(b));
    assert_null(sp_plan_finish(b, *state));
}

/* Text and steps together, to the byte. */
static void the_last_byte_that_fits_is_known(void **state)
{
    const apr_size_t half = SP_PLAN_MAX / 2;
    char *block = apr_pcalloc(*state, SP_PLAN_MAX);
    int more;

    for (more = 0; more < 2; more++) {
        sp_plan_builder_t *b = sp_plan_builder(*state);

        sp_plan_literal(b, block, SP_PLAN_MAX + (apr_size_t)more);
        assert_int_equal(sp_plan_full(b), more);

        b = sp_plan_builder(*state);
        sp_plan_literal(b, block, half);
        sp_plan_literal(b, block,
                        SP_PLAN_MAX - half - sizeof(sp_step_t) +
                            (apr_size_t)more);
        assert_int_equal(sp_plan_full(b), more);
    }
}

static void steps_are_bounded(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    int i;

    for (i = 0; i < 1000 * 1000; i++) {
        sp_plan_jump_end(b, sp_plan_jump(b, 1, 0));
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
    }
    assert_true(sp_plan_full(b));
    assert_int_equal(sp_plan_jump(b, 1, 0), -1);
    assert_null(sp_plan_finish(b, *state));
}

/* Filling at once gives what measuring and writing give. */
static void is_filled_as_written(const sp_plan_t *plan, const sp_facts_t *facts,
                                 apr_pool_t *pool)
{
    apr_pool_t *tight; /* of its own memory, so that a sanitizer sees its end */
    apr_size_t size = sp_plan_size(plan, facts);
    char *whole = apr_palloc(pool, size);
    const char *filled;
    apr_size_t len;

    apr_pool_create_unmanaged_ex(&tight, NULL, NULL);
    filled = sp_plan_fill(plan, facts, &len, tight);
    assert_ptr_equal(sp_plan_write(plan, facts, whole), whole + size);
    assert_int_equal(len, size);
    assert_memory_equal(filled, whole, len);
    apr_pool_destroy(tight);
}

static char *repeated(apr_pool_t *pool, char c, apr_size_t len)
{
    char *text = apr_palloc(pool, len + 1);

    memset(text, c, len);
    text[len] = '\0';
    return text;
}

static void holes_of_any_length_are_filled(void **state)
{
    static const apr_size_t texts[] = {0, 1, 1024, 5000};
    static const apr_size_t holes[] = {0, 1, 511, 512, 513, 3072, 100000};
    apr_pool_t *pool = *state;
    sp_facts_t facts = {{NULL}};
    size_t i, k;

    for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        ROW("%d", (int)i);
        sp_plan_builder_t *b = sp_plan_builder(pool);
        sp_plan_t *plan;
        put(b, repeated(pool, 'l', texts[i]));
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
        put(b, "between");
        sp_plan_hole(b, 2, SP_ESCAPE_NONE);
        put(b, "end");
        plan = sp_plan_finish(b, pool);
        for (k = 0; k < sizeof(holes) / sizeof(*holes); k++) {
            ROW("%d", (int)k);
            facts.value[1] = repeated(pool, '\'', holes[k]);
            facts.value[2] = k % 2 ? NULL : repeated(pool, 'x', holes[k]);
            is_filled_as_written(plan, &facts, pool);
        }
    }
    is_filled_as_written(sp_plan_finish(sp_plan_builder(pool), pool), &facts,
                         pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(neighbouring_literals_become_one),
        MUSTACHE_TEST(what_lasts_is_not_copied),
        MUSTACHE_TEST(a_literal_behind_a_jump_stays_apart),
        MUSTACHE_TEST(a_jump_over_nothing_is_none),
        MUSTACHE_TEST(the_facts_that_are_read_are_told),
        MUSTACHE_TEST(a_plan_writes_what_the_facts_say),
        MUSTACHE_TEST(a_finished_plan_outlives_its_builder),
        MUSTACHE_TEST(an_empty_plan_writes_nothing),
        MUSTACHE_TEST(holes_of_any_length_are_filled),
        MUSTACHE_TEST(literals_are_bounded),
        MUSTACHE_TEST(the_last_byte_that_fits_is_known),
        MUSTACHE_TEST(steps_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
