/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Compiling: what the ops are, where they stand, and what each fault says. */
#include "rows.h"
#include "mustache_helper.h"

#include "template/ops.h"

#include <apr_tables.h>
#include <unistd.h>

/* The ops in one line: text as "…", the others as tag@line:col, bodies in
 * parentheses. */
static const char *show_ops(const sp_template_t *tpl, int from, int to,
                            apr_pool_t *pool)
{
    static const char sigils[] = {'"', 'v', '&', '#', '^', '>', '<', '$'};
    const char *all = "";

    while (from < to) {
        const sp_op_t *op = &tpl->ops[from];
        const char *one;

        if (op->kind == SP_OP_TEXT) {
            one = apr_psprintf(pool, "\"%s\"",
                               apr_pstrmemdup(pool, op->text, op->len));
        }
        else {
            one = apr_psprintf(pool, "%c%s@%d:%d", sigils[op->kind], op->name,
                               op->line, op->col);
        }
        if (op->end > from + 1) {
            one =
                apr_pstrcat(pool, one, "(",
                            show_ops(tpl, from + 1, op->end, pool), ")", NULL);
        }
        all = apr_pstrcat(pool, all, *all ? " " : "", one, NULL);
        from = op->end;
    }
    return all;
}

static void ops_stand_where_their_tags_do(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"a", "\"a\""},
        {"a{{b}}c", "\"a\" vb@1:2 \"c\""},
        {"a\n b {{c}}", "\"a\n b \" vc@2:4"},
        {"{{{a}}}{{&b.c}}", "\"\" &a@1:1 &b.c@1:8"},
        {"x{{#a}}{{^b}}y{{/b}}{{/a}}z", "\"x\" #a@1:2(^b@1:8(\"y\")) \"z\""},
        {"x{{!\n\n}}{{a}}", "\"x\" va@3:3"},
        {"x\n {{! gone }} \n{{a}}", "\"x\n\" \"\" va@3:1"},
        {"x{{=<% %>=}}{{a}}<%a%>", "\"x\" \"{{a}}\" va@1:18"},
        {"x {{>p}} {{> q/r.css }}", "\"x \" >p@1:3 \" \" >q/r.css@1:10"},
        /* In a parent only blocks count. */
        {"x{{<p}} t {{v}}{{>q}}{{#s}}{{$no}}{{/no}}{{/s}}{{<n}}{{$no}}"
         "{{/no}}{{/n}}{{$b}}y{{/b}}\n{{$c}}{{/c}}{{/p}}z",
         "\"x\" <p@1:2($b@1:74(\"y\") $c@2:1) \"z\""},
        {"\xc3\xa4{{a}}", "\"\xc3\xa4\" va@1:3"},
        {"{{ #a }}x{{ /a }}", "\"\" #a@1:1(\"x\")"},
        {"{{\na\n}}\n{{b}}", "\"\" va@1:1 \"\n\" vb@4:1"},
        {"{ {a}} }}", "\"{ {a}} }}\""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        mustache_t *m = mustache_new(*state);
        sp_template_t *tpl = mustache_compile(m, "t", cases[i][0]);

        assert_non_null(tpl);
        assert_string_equal(show_ops(tpl, 0, tpl->count, *state), cases[i][1]);
    }
}

static void a_path_is_the_name_in_parts(void **state)
{
    mustache_t *m = mustache_new(*state);
    sp_template_t *tpl = mustache_compile(m, "t", "x{{a.bc.d}}{{.}}");

    assert_memory_equal(tpl->ops[1].path, "a\0bc\0d\0", 8);
    assert_string_equal(tpl->ops[1].name, "a.bc.d");
    assert_string_equal(tpl->ops[2].path, "");
}

static void each_fault_says_what_and_where(void **state)
{
    static const char *const cases[][2] = {
        {"a\n  {{b", "t:2:3: the tag is not closed: '}}' is missing"},
        {"{{{b}}", "t:1:1: the tag is not closed: '}}}' is missing"},
        {"{{=| |", "t:1:1: the tag is not closed: '=}}' is missing"},
        {"{{! b", "t:1:1: the tag is not closed: '}}' is missing"},
        {"{{=<% %>=}}<%b", "t:1:12: the tag is not closed: '%>' is missing"},
        {"{{}}", "t:1:1: the tag has no name"},
        {"x{{ \n }}", "t:1:2: the tag has no name"},
        {"{{#}}", "t:1:1: the tag has no name"},
        {"{{>}}", "t:1:1: the tag has no name"},
        {"{{a b}}", "t:1:1: a name holds white space or a control character"},
        {"{{a\x1b[31m}}",
         "t:1:1: a name holds white space or a control character"},
        {"{{a..b}}", "t:1:1: the name 'a..b' has an empty part"},
        {"{{#.a}}{{/.a}}", "t:1:1: the name '.a' has an empty part"},
        {"{{{a.}}}", "t:1:1: the name 'a.' has an empty part"},
        {"{{==}}", "t:1:1: new delimiters must be two words without '='"},
        {"{{= =}}", "t:1:1: new delimiters must be two words without '='"},
        {"{{=<=}}", "t:1:1: new delimiters must be two words without '='"},
        {"{{=a=b c=}}", "t:1:1: new delimiters must be two words without '='"},
        {"{{=a b c=}}", "t:1:1: new delimiters must be two words without '='"},
        {"{{=a b==}}", "t:1:1: new delimiters must be two words without '='"},
        {"{{=12345678901234567 >=}}",
         "t:1:1: a delimiter has more than 16 bytes"},
        {"{{=\x1b[ >=}}", "t:1:1: a delimiter holds a control character"},
        {"{{#a}}\n{{#b}}\nx", "t:3:2: unclosed section 'b', opened at 2:1"},
        {"{{^a}}", "t:1:7: unclosed inverted section 'a', opened at 1:1"},
        {"{{<a}}", "t:1:7: unclosed parent 'a', opened at 1:1"},
        {"{{$a}}", "t:1:7: unclosed block 'a', opened at 1:1"},
        {"{{/a}}", "t:1:1: nothing is open that 'a' could close"},
        {"{{#a}}{{/a}}\n{{/a}}", "t:2:1: nothing is open that 'a' could close"},
        {"{{#a}}{{#b}}{{/a}}",
         "t:1:13: 'a' is closed, but section 'b', opened at 1:7, is still "
         "open"},
        {"{{<a}}{{$b}}\n{{/a}}",
         "t:2:1: 'a' is closed, but block 'b', opened at 1:7, is still open"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        mustache_t *m = mustache_new(*state);

        assert_null(mustache_compile(m, "t", cases[i][0]));
        assert_string_equal(sp_error_text(&m->err, *state), cases[i][1]);
    }
}

static char *repeat(apr_pool_t *pool, const char *text, int times)
{
    size_t len = strlen(text);
    char *all = apr_palloc(pool, len * times + 1);
    int i;

    for (i = 0; i < times; i++) {
        memcpy(all + len * i, text, len);
    }
    all[len * times] = '\0';
    return all;
}

static void sections_may_nest_so_deep_and_no_deeper(void **state)
{
    mustache_t *m = mustache_new(*state);
    const char *good = apr_pstrcat(*state, repeat(*state, "{{#a}}", 200),
                                   repeat(*state, "{{/a}}", 200), NULL);

    assert_non_null(mustache_compile(m, "t", good));
    assert_null(mustache_compile(m, "t", repeat(*state, "{{#a}}", 1000000)));
    assert_string_equal(sp_error_text(&m->err, *state),
                        "t:1:1201: more than 200 sections inside one another");
}

static void names_and_templates_have_a_largest_size(void **state)
{
    mustache_t *m = mustache_new(*state);
    const char *name = repeat(*state, "n", 200);
    char *text = repeat(*state, "0123456789abcdef", 1024 * 1024 + 1);
    sp_template_t *tpl;

    assert_non_null(
        mustache_compile(m, "t", apr_pstrcat(*state, "{{", name, "}}", NULL)));
    assert_null(
        mustache_compile(m, "t", apr_pstrcat(*state, "{{", name, "n}}", NULL)));
    assert_string_equal(m->err.msg, "a name has more than 200 bytes");
    memset(&m->err, 0, sizeof(m->err));
    assert_int_equal(sp_template_compile(&tpl, "t", text, strlen(text) - 16,
                                         *state, &m->err),
                     APR_SUCCESS);
    assert_null(mustache_compile(m, "t", text));
    assert_string_equal(sp_error_text(&m->err, *state),
                        "t: a template has at most 16777216 bytes");
}

static void a_template_keeps_nothing_of_its_text(void **state)
{
    mustache_t *m = mustache_new(*state);
    char text[] = "a{{b}}c{{>d}}";
    sp_template_t *tpl = mustache_compile(m, "t", text);

    memset(text, 'X', sizeof(text));
    assert_string_equal(show_ops(tpl, 0, tpl->count, *state),
                        "\"a\" vb@1:2 \"c\" >d@1:8");
    assert_string_equal(tpl->file, "t");
}

static void a_byte_that_is_no_utf8_is_a_fault(void **state)
{
    mustache_t *m = mustache_new(*state);

    assert_null(mustache_compile(m, "t", "a\n\xc3\xa9 {{b}}\xe9"));
    assert_string_equal(sp_error_text(&m->err, *state),
                        "t:2:9: a byte here is no UTF-8; save the file as "
                        "UTF-8 text");
    assert_non_null(mustache_compile(mustache_new(*state), "t", "\xc3\xa9"));
}

static void a_nul_is_text(void **state)
{
    static const char text[] = "a\0{{b}}\xc3\xa9";
    mustache_t *m = mustache_new(*state);
    sp_template_t *tpl;

    assert_int_equal(
        sp_template_compile(&tpl, "t", text, sizeof(text) - 1, *state, &m->err),
        APR_SUCCESS);
    assert_int_equal(tpl->count, 3);
    assert_int_equal(tpl->ops[0].len, 2);
    assert_int_equal(tpl->ops[2].len, 2);
    assert_int_equal(
        sp_template_compile(&tpl, "t", "{{a\0b}}", 7, *state, &m->err),
        APR_EGENERAL);
}

/* A vocabulary of three names. */
static int knows(const void *baton, const char *name)
{
    return strcmp(name, "status") == 0 || strcmp(name, "labels.home") == 0 ||
           strcmp(name, "retry") == 0;
}

static const char *hint(const void *baton, const char *name, apr_pool_t *pool)
{
    return strcmp(name, "stauts") == 0 ? "did you mean 'status'?" : NULL;
}

static void a_check_finds_what_would_not_render(void **state)
{
    static const char *const cases[][2] = {
        {"{{status}}{{{labels.home}}}{{#retry}}{{.}}{{/retry}}", NULL},
        {"a\n{{stauts}}",
         "t:2:1: unknown name 'stauts'; did you mean 'status'?"},
        {"{{#status}}\n {{^what}}{{/what}}{{/status}}",
         "t:2:2: unknown name 'what'"},
        {"{{&labels}}", "t:1:1: unknown name 'labels'"},
        {"{{> good}}", NULL},
        {"{{> none}}", "t:1:1: there is no partial 'none'"},
        {"{{#status}}{{> none}}{{/status}}",
         "t:1:12: there is no partial 'none'"},
        {"{{< none}}{{/none}}", "t:1:1: there is no parent 'none'"},
        {"{{> typo}}", "typo:2:3: unknown name 'x'"},
        {"{{> self}}", "self:1:2: 'self' includes itself without end"},
        {"{{> ping}}", "pong:1:2: 'ping' includes itself without end"},
        {"{{> inside}}", "inside:1:12: 'inside' includes itself without end"},
        /* An argument that keeps the recursion off is as good as none. */
        {"{{<outer}}{{$way}}{{status}}{{/way}}{{/outer}}", NULL},
        {"{{<outer}}{{/outer}}",
         "outer:1:10: 'outer' includes itself without end"},
        {"{{<outer}}{{$way}}{{> outer}}{{/way}}{{/outer}}",
         "outer:1:10: 'outer' includes itself without end"},
        /* What is overridden must be right nevertheless. */
        {"{{<wrong}}{{$b}}{{/b}}{{/wrong}}", "wrong:1:7: unknown name 'x'"},
        {"{{<good}}{{$b}}{{x}}{{/b}}{{/good}}", "t:1:16: unknown name 'x'"},
        {"{{$b}}{{$b}}{{/b}}{{/b}}", NULL},
        {"{{<good}}{{$b}}{{$b}}{{/b}}{{/b}}{{/good}}", NULL},
    };
    static const sp_vocabulary_t words = {knows, hint, NULL};
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        mustache_t *m = mustache_new(*state);
        sp_template_t *tpl;
        sp_error_t every = {0};
        apr_status_t rv;

        mustache_add(m, "good", "{{$b}}{{status}}{{/b}}");
        mustache_add(m, "typo", "\n  {{x}}");
        mustache_add(m, "self", "x{{> self}}");
        mustache_add(m, "ping", "x{{> pong}}");
        mustache_add(m, "pong", "y{{> ping}}");
        mustache_add(m, "inside", "{{#status}}{{> inside}}{{/status}}");
        mustache_add(m, "outer", "{{$way}} {{> outer}}{{/way}}");
        mustache_add(m, "wrong", "{{$b}}{{x}}{{/b}}");
        tpl = mustache_compile(m, "t", cases[i][0]);
        assert_non_null(tpl);
        rv = sp_template_check(tpl, &words, mustache_find, m, *state, &m->err);
        assert_string_equal(sp_error_text(&m->err, *state),
                            cases[i][1] ? cases[i][1] : "no fault");
        assert_int_equal(rv, cases[i][1] ? APR_EGENERAL : APR_SUCCESS);
        every.all = apr_array_make(*state, 4, sizeof(sp_error_t));
        assert_int_equal(
            sp_template_check(tpl, &words, mustache_find, m, *state, &every),
            rv);
    }
}

static void a_check_gives_up_on_too_many_inclusions(void **state)
{
    mustache_t *m = mustache_new(*state);
    char name[] = "p00", text[] = "{{>p00}}{{>p00}}";
    int i;

    for (i = 0; i < 40; i++) { /* 2 to the 40th inclusions */
        apr_snprintf(name, sizeof(name), "p%02d", i);
        apr_snprintf(text, sizeof(text), "{{>p%02d}}{{>p%02d}}", i + 1, i + 1);
        mustache_add(m, apr_pstrdup(*state, name), text);
    }
    mustache_add(m, "p40", "");
    assert_int_equal(sp_template_check(mustache_find(m, "p00"), NULL,
                                       mustache_find, m, *state, &m->err),
                     APR_EGENERAL);
    assert_string_equal(m->err.msg,
                        "the files that are included here are too many");
}

static apr_status_t stop(void *baton, const sp_mention_t *section, int *again)
{
    int *left = baton;

    *again = *left >= 0;
    return --*left < 0 ? APR_EINVAL : APR_SUCCESS;
}

static void a_visitor_ends_the_walk_wherever_it_is(void **state)
{
    mustache_t *m = mustache_new(*state);
    int left = 3;
    const sp_visitor_t visitor = {.leave = stop, .baton = &left};

    assert_int_equal(sp_template_walk(mustache_compile(m, "t", "{{#a}}{{/a}}"),
                                      NULL, NULL, &visitor, *state, &m->err),
                     APR_EINVAL);
    assert_int_equal(left, -1);
}

/* So many times a file of 999 ops, and the op that includes it. */
static const char *walk_ops(apr_pool_t *pool, int times)
{
    mustache_t *m = mustache_new(pool);
    apr_array_header_t *all = apr_array_make(pool, 1000, sizeof(char *));

    while (all->nelts < 999) {
        APR_ARRAY_PUSH(all, const char *) = "{{a}}";
    }
    mustache_add(m, "p", apr_array_pstrcat(pool, all, 0));
    for (all->nelts = 0; all->nelts < times;) {
        APR_ARRAY_PUSH(all, const char *) = "{{>p}}";
    }
    mustache_add(m, "all", apr_array_pstrcat(pool, all, 0));
    sp_template_walk(mustache_find(m, "all"), mustache_find, m, NULL, pool,
                     &m->err);
    return m->err.msg;
}

/* Files that include one another so deep, the last with a block. */
static const char *walk_chain(apr_pool_t *pool, int depth)
{
    mustache_t *m = mustache_new(pool);
    int i;

    for (i = 1; i < depth; i++) {
        mustache_add(m, apr_psprintf(pool, "p%d", i),
                     apr_psprintf(pool, "{{>p%d}}", i + 1));
    }
    mustache_add(m, apr_psprintf(pool, "p%d", depth), "{{$b}}{{/b}}");
    sp_template_check(mustache_compile(m, "t", "{{<p1}}{{$b}}{{/b}}{{/p1}}"),
                      NULL, mustache_find, m, pool, &m->err);
    return m->err.msg;
}

static void a_walk_goes_so_far_and_so_deep(void **state)
{
    assert_null(walk_ops(*state, 999));
    assert_string_equal(walk_ops(*state, 1001),
                        "the files that are included here are too many");
    assert_null(walk_chain(*state, 100));
    assert_string_equal(walk_chain(*state, 101),
                        "'p101' includes itself without end");
}

/* What takes six times as long with each file that includes, or as long as
 * the square of its parents, would not end. */
static void a_check_of_blocks_ends_in_time(void **state)
{
    enum { MANY = 20000 };
    const char *again = "{{<page}}{{$a}}x{{/a}}{{/page}}";
    const char *last = "{{<base}}{{$b19999}}x{{/b19999}}{{/base}}";
    apr_array_header_t *blocks = apr_array_make(*state, MANY, sizeof(char *));
    apr_array_header_t *parents = apr_array_make(*state, MANY, sizeof(char *));
    mustache_t *m = mustache_new(*state);
    int i;

    alarm(20);
    mustache_add(
        m, "page",
        apr_pstrcat(*state, again, again, again, again, again, again, NULL));
    sp_template_check(mustache_find(m, "page"), NULL, mustache_find, m, *state,
                      &m->err);
    assert_string_equal(sp_error_text(&m->err, *state),
                        "page:1:1: 'page' includes itself without end");
    for (i = 0; i < MANY; i++) {
        APR_ARRAY_PUSH(blocks, char *) =
            apr_psprintf(*state, "{{$b%d}}{{/b%d}}", i, i);
        APR_ARRAY_PUSH(parents, const char *) = last;
    }
    m = mustache_new(*state);
    mustache_add(m, "base", apr_array_pstrcat(*state, blocks, 0));
    sp_template_check(
        mustache_compile(m, "t", apr_array_pstrcat(*state, parents, 0)), NULL,
        mustache_find, m, *state, &m->err);
    assert_string_equal(m->err.msg,
                        "the files that are included here are too many");
    alarm(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(ops_stand_where_their_tags_do),
        MUSTACHE_TEST(a_path_is_the_name_in_parts),
        MUSTACHE_TEST(each_fault_says_what_and_where),
        MUSTACHE_TEST(sections_may_nest_so_deep_and_no_deeper),
        MUSTACHE_TEST(names_and_templates_have_a_largest_size),
        MUSTACHE_TEST(a_template_keeps_nothing_of_its_text),
        MUSTACHE_TEST(a_byte_that_is_no_utf8_is_a_fault),
        MUSTACHE_TEST(a_nul_is_text),
        MUSTACHE_TEST(a_check_finds_what_would_not_render),
        MUSTACHE_TEST(a_check_gives_up_on_too_many_inclusions),
        MUSTACHE_TEST(a_visitor_ends_the_walk_wherever_it_is),
        MUSTACHE_TEST(a_walk_goes_so_far_and_so_deep),
        MUSTACHE_TEST(a_check_of_blocks_ends_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
