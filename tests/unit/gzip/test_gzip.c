/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Gzip: whatever the plan and its facts, the member inflates to the page. */
#include "rows.h"
#include "gzip_helper.h"

static char *repeated(apr_pool_t *pool, char c, size_t len)
{
    char *text = apr_palloc(pool, len + 1);

    memset(text, c, len);
    text[len] = '\0';
    return text;
}

static void every_shape_of_plan_makes_its_page(void **state)
{
    static const char *const specs[] = {
        "",
        "a",
        "<1",
        "<1<2<3",
        "?1(a)",
        "?1(<1)",
        "!1(a)b",
        "a?1(b<1c)d!2(e?3(f)g)h",
        "one literal, which says what one literal says, one literal",
        "<1behind a hole<1behind a hole<1behind a hole<1",
        "?1(in a section)in a section?2(in a section)in a section",
        "?1(?2(?3(deep down there)deep down)deep)deep down there",
        "!1(!2(one way)another way)?1(one way)?2(another way)one way",
        "head <1 of a page?2( of a page<2 of a page), of a page",
    };
    size_t i;
    int k;

    for (i = 0; i < sizeof(specs) / sizeof(specs[0]); i++) {
        ROW("%d", (int)i);
        prepared_t plan =
            gzip_prepared(*state, gzip_plan(*state, specs[i], SP_ESCAPE_HTML));

        for (k = 0; k < 27; k++) {
            static const char *const values[] = {NULL, "", "x<y & z"};
            sp_facts_t facts = {
                {NULL, values[k % 3], values[k / 3 % 3], values[k / 9]}};

            gzip_check(plan, &facts, specs[i]);
        }
    }
}

/* 256 bytes in an order that no match can shorten. */
static const char *all_bytes(void)
{
    static char bytes[257];
    int i;

    for (i = 0; i < 256; i++) {
        bytes[i] = (char)(i * 167 + 1);
    }
    return bytes;
}

static void a_literal_may_hold_any_byte(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    sp_facts_t none = {{NULL}};

    sp_plan_literal(b, all_bytes(), 256);
    sp_plan_hole(b, 0, SP_ESCAPE_NONE);
    sp_plan_literal(b, all_bytes(), 256);
    gzip_check(gzip_prepared(*state, sp_plan_finish(b, *state)), &none,
               "any byte");
}

static void a_hole_may_hold_any_byte_in_every_format(void **state)
{
    int kind, c;

    for (kind = 0; kind < SP_ESCAPE_COUNT; kind++) {
        prepared_t plan = gzip_prepared(
            *state, gzip_plan(*state, "a <1 b <2 c", (sp_escape_t)kind));

        for (c = 1; c < 256; c++) {
            char one[] = {(char)c, '\0'};
            char middle[] = "plain#plain";
            sp_facts_t facts = {{NULL, one, middle}};

            middle[5] = (char)c;
            gzip_check(plan, &facts,
                       apr_psprintf(*state, "format %d, byte %d", kind, c));
        }
    }
}

static void holes_of_one_plan_may_be_escaped_differently(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    sp_facts_t facts = {{"<&>", "1. *a*", "\"\\"}};
    int kind, fact;

    for (kind = 0; kind < SP_ESCAPE_COUNT; kind++) {
        for (fact = 0; fact < 3; fact++) {
            sp_plan_hole(b, fact, (sp_escape_t)kind);
            sp_plan_literal(b, ", ", 2);
        }
    }
    gzip_check(gzip_prepared(*state, sp_plan_finish(b, *state)), &facts,
               "mixed formats");
}

/* What is linked to is then out of reach, or at the very edge of it. */
static void holes_of_any_length_are_written(void **state)
{
    static const size_t lens[] = {1,     127,   128,   129,    300,
                                  8191,  32000, 32600, 32700,  32748,
                                  32768, 65535, 65536, 100000, 200001};
    static const char linked[] = "<code dir=\"ltr\"> that is said twice";
    prepared_t plan = gzip_prepared(
        *state,
        gzip_plan(*state,
                  apr_pstrcat(*state, "say: [", linked + 1, "] <1 [",
                              linked + 1, "] ?2([", linked + 1, "])", NULL),
                  SP_ESCAPE_HTML));
    size_t i;
    int edge;

    for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
        ROW("%d", (int)i);
        static const char letters[] = "a<\xFF";
        int k;

        for (k = 0; k < 3; k++) {
            sp_facts_t facts = {
                {NULL, repeated(*state, letters[k], lens[i]), "2"}};

            gzip_check(plan, &facts, "a long hole");
        }
    }
    for (edge = 32500; edge < 32780; edge++) {
        sp_facts_t facts = {{NULL, repeated(*state, 'x', (size_t)edge), "2"}};

        gzip_check(plan, &facts, "the edge of the window");
    }
}

/* A plan that no builder makes. */
static void empty_literals_are_nothing(void **state)
{
    static const sp_step_t steps[] = {
        {.kind = SP_STEP_LITERAL, .target = 0, .text = "", .len = 0},
        {.kind = SP_STEP_UNLESS, .fact = 1, .target = 3},
        {.kind = SP_STEP_LITERAL, .target = 1, .text = "", .len = 0},
        {.kind = SP_STEP_LITERAL, .target = 2, .text = "some text", .len = 9},
        {.kind = SP_STEP_HOLE, .fact = 1},
        {.kind = SP_STEP_LITERAL, .target = 3, .text = "some text", .len = 9},
        {.kind = SP_STEP_LITERAL, .target = 4, .text = "", .len = 0},
    };
    const sp_plan_t bare = {
        .steps = steps, .count = 7, .literal_count = 5, .facts = 2};
    prepared_t plan = gzip_prepared(*state, &bare);
    sp_facts_t facts = {{NULL}};

    gzip_check(plan, &facts, "without a fact");
    facts.value[1] = "fact";
    gzip_check(plan, &facts, "with a fact");
}

/* What literals say: much of it more than once. */
static void add_words(sp_plan_builder_t *b, random_t *random)
{
    static const char *const words[] = {
        "<div><dt>",
        "</dt><dd><code dir=\"ltr\">",
        "</code></dd></div>\n",
        "Method",
        "Time",
        "\xE6\x99\x82\xE9\x96\x93",
        "a",
        "\n",
        "  ",
        "}",
        "\",\n    \"",
        "\": \"",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    unsigned int n = random_below(random, 6);

    while (n-- > 0) {
        const char *word =
            words[random_below(random, sizeof(words) / sizeof(words[0]))];
        sp_plan_literal(b, word, strlen(word));
    }
}

static void add_random_steps(sp_plan_builder_t *b, random_t *random,
                             sp_escape_t escape, int depth)
{
    unsigned int n = 1 + random_below(random, 7);

    while (n-- > 0) {
        int fact = (int)random_below(random, 8);
        int mark;

        switch (random_below(random, depth > 0 ? 4 : 2)) {
        case 0:
            add_words(b, random);
            break;
        case 1:
            sp_plan_hole(b, fact,
                         random_below(random, 8) ? escape : SP_ESCAPE_NONE);
            break;
        default:
            mark = sp_plan_jump(b, fact, (int)random_below(random, 2));
            add_random_steps(b, random, escape, depth - 1);
            sp_plan_jump_end(b, mark);
        }
    }
}

static void add_random_facts(sp_facts_t *facts, random_t *random,
                             apr_pool_t *pool)
{
    int i;

    for (i = 0; i < 8; i++) {
        switch (random_below(random, 5)) {
        case 0:
            facts->value[i] = NULL;
            break;
        case 1:
            facts->value[i] = "";
            break;
        case 2:
            facts->value[i] = "/an/ordinary/path-1.html";
            break;
        case 3:
            facts->value[i] = repeated(pool, 'q', random_below(random, 40000));
            break;
        default:
            facts->value[i] = random_trouble(random, 900, pool);
        }
    }
}

static void random_plans_make_their_pages(void **state)
{
    random_t random = {5};
    apr_pool_t *pool;
    int i, k;

    apr_pool_create(&pool, *state);
    for (i = 0; i < 1500; i++) {
        sp_plan_builder_t *b = sp_plan_builder(pool);
        sp_escape_t escape =
            (sp_escape_t)random_below(&random, SP_ESCAPE_COUNT);
        prepared_t plan;

        add_random_steps(b, &random, escape, 3);
        plan = gzip_prepared(pool, sp_plan_finish(b, pool));
        for (k = 0; k < 6; k++) {
            sp_facts_t facts = {{NULL}};

            add_random_facts(&facts, &random, pool);
            gzip_check(plan, &facts,
                       apr_psprintf(pool, "plan %d, facts %d", i, k));
        }
        apr_pool_clear(pool);
    }
}

/* A page begins with a compressed literal, or with a stored block: never with
 * an empty one. */
static void no_block_before_the_first_is_empty(void **state)
{
    const char *text = "one literal, which says what one literal says, that "
                       "one literal says what one literal says";
    sp_facts_t none = {{NULL}};
    prepared_t plan =
        gzip_prepared(*state, gzip_plan(*state, text, SP_ESCAPE_HTML));
    bytes_t member = gzip_member(plan, &none);

    assert_int_not_equal(member.bytes[10], 0);
    free(member.bytes);
    plan = gzip_prepared(*state, gzip_plan(*state, "short", SP_ESCAPE_HTML));
    member = gzip_member(plan, &none);
    assert_int_equal(member.bytes[10], 0);
    assert_int_equal(member.len, 10 + 5 + 5 + 2 + 8);
    free(member.bytes);
}

/* RFC 1951: a stored block is at most 65,535 bytes long. */
static void each_further_block_of_a_long_fact_costs_five_bytes(void **state)
{
    static const struct {
        size_t len;
        size_t blocks;
    } cases[] = {{1, 1},      {65534, 1},  {65535, 1},  {65536, 2},
                 {131070, 2}, {131071, 3}, {262140, 4}, {262141, 5}};
    prepared_t plan =
        gzip_prepared(*state, gzip_plan(*state, "<1", SP_ESCAPE_TEXT));
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        sp_facts_t facts = {{NULL, repeated(*state, 'x', cases[i].len)}};
        bytes_t member = gzip_member(plan, &facts);

        gzip_check(plan, &facts, "a long fact");
        assert_int_equal(member.len,
                         10 + cases[i].len + 5 * cases[i].blocks + 2 + 8);
        free(member.bytes);
    }
}

static void the_header_says_nothing_that_changes(void **state)
{
    static const unsigned char header[] = {0x1F, 0x8B, 8, 0, 0,
                                           0,    0,    0, 2, 255};
    prepared_t plan =
        gzip_prepared(*state, gzip_plan(*state, "page", SP_ESCAPE_HTML));
    sp_facts_t none = {{NULL}};
    bytes_t member = gzip_member(plan, &none);

    assert_memory_equal(member.bytes, header, sizeof(header));
    free(member.bytes);
}

static void what_seldom_pays_is_not_prepared(void **state)
{
    static const struct {
        const char *spec;
        size_t least;
        int prepared;
    } cases[] = {
        {"", 0, 1},          {"", 1, 0},          {"12345", 5, 1},
        {"12345", 6, 0},     {"123<1", 35, 1},    {"123<1", 36, 0},
        {"123?1(45)", 5, 1}, {"123?1(45)", 6, 0},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].spec);
        sp_plan_t *plan = gzip_plan(*state, cases[i].spec, SP_ESCAPE_HTML);
        const sp_gzip_t *got = sp_gzip_prepare(plan, cases[i].least, *state);

        if ((got != NULL) != cases[i].prepared) {
            fail_msg("\"%s\" of at least %zu", cases[i].spec, cases[i].least);
        }
    }
}

static void what_is_too_much_is_not_prepared(void **state)
{
    sp_plan_t *most = gzip_plan(*state, repeated(*state, 'a', SP_GZIP_TEXT_MAX),
                                SP_ESCAPE_HTML);
    sp_plan_t *more = gzip_plan(
        *state, repeated(*state, 'a', SP_GZIP_TEXT_MAX + 1), SP_ESCAPE_HTML);
    sp_facts_t none = {{NULL}};

    gzip_check(gzip_prepared(*state, most), &none, "as long as can be");
    assert_null(sp_gzip_prepare(more, 0, *state));
}

/* It is kept outside of pools as a copy of its bytes. */
static void the_preparation_is_one_block_without_pointers(void **state)
{
    sp_facts_t facts = {{NULL, "one", "two"}};
    apr_pool_t *scratch;
    bytes_t page, member;
    prepared_t copy;
    void *block;
    apr_size_t size;

    assert_int_equal(sp_gzip_memory(NULL), 0);
    apr_pool_create(&scratch, *state);
    copy = gzip_prepared(
        scratch,
        gzip_plan(*state, "some words?2(, <2)<1 some words", SP_ESCAPE_HTML));
    size = sp_gzip_memory(copy.gzip);
    assert_int_equal(size % 8, 0);
    block = malloc(size); /* so that a sanitizer sees what reads beyond */
    memcpy(block, copy.gzip, size);
    memset((void *)copy.gzip, 0xA5, size);
    apr_pool_destroy(scratch);
    copy.gzip = block;
    page = gzip_plain(copy.plan, &facts);
    member = gzip_member(copy, &facts);
    assert_true(gzip_is(member, page));
    free(page.bytes);
    free(member.bytes);
    free(block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        GZIP_TEST(every_shape_of_plan_makes_its_page),
        GZIP_TEST(a_literal_may_hold_any_byte),
        GZIP_TEST(a_hole_may_hold_any_byte_in_every_format),
        GZIP_TEST(holes_of_one_plan_may_be_escaped_differently),
        GZIP_TEST(holes_of_any_length_are_written),
        GZIP_TEST(empty_literals_are_nothing),
        GZIP_TEST(random_plans_make_their_pages),
        GZIP_TEST(no_block_before_the_first_is_empty),
        GZIP_TEST(each_further_block_of_a_long_fact_costs_five_bytes),
        GZIP_TEST(the_header_says_nothing_that_changes),
        GZIP_TEST(what_seldom_pays_is_not_prepared),
        GZIP_TEST(what_is_too_much_is_not_prepared),
        GZIP_TEST(the_preparation_is_one_block_without_pointers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
