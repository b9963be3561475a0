/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Rendering: live facts in every place, white space of blocks, and the bounds
 * that hostile templates run into. What the spec's cases and tests/cases
 * already show is not repeated here. */
#include "rows.h"
#include "mustache_helper.h"

/* id and uri are live (facts 0 and 1), name is known, retry has a text. */
static sp_value_t *make_root(apr_pool_t *pool)
{
    sp_value_t *root = sp_value_object(pool);
    sp_value_t *retry = sp_value_object(pool);
    sp_value_t *items = sp_value_list(pool);

    sp_value_set(retry, "later", sp_value_bool(pool, 1));
    sp_value_set(retry, "id", sp_value_live(pool, 0));
    sp_value_set_text(retry, "later");
    sp_value_append(items, sp_value_live(pool, 0));
    sp_value_append(items, sp_value_string(pool, "two"));
    sp_value_set(root, "id", sp_value_live(pool, 0));
    sp_value_set(root, "uri", sp_value_live(pool, 1));
    sp_value_set(root, "name", sp_value_string(pool, "N&M"));
    sp_value_set(root, "retry", retry);
    sp_value_set(root, "items", items);
    return root;
}

static void live_facts_are_filled_in_where_they_stand(void **state)
{
    static const struct {
        const char *text;
        const char *id;
        const char *uri;
        const char *page;
    } cases[] = {
        {"{{name}} {{id}}", "<7>", NULL, "N&amp;M &lt;7&gt;"},
        {"{{{id}}}{{&uri}}", "<7>", "&", "<7>&"},
        {"[{{id}}]", NULL, NULL, "[]"},
        {"{{#id}}({{.}}){{/id}}", "7", NULL, "(7)"},
        {"{{#id}}({{.}}){{/id}}", "", NULL, ""},
        {"{{^id}}none{{/id}}", "", NULL, "none"},
        {"{{^id}}none{{/id}}", "7", NULL, ""},
        {"{{#id}}a{{#uri}}b{{/uri}}{{/id}}c", "7", NULL, "ac"},
        {"{{#id}}a{{#uri}}b{{/uri}}{{/id}}c", NULL, "/", "c"},
        {"{{#id}}a{{^uri}}b{{/uri}}{{/id}}c", "7", NULL, "abc"},
        {"{{#id}}{{#id}}a{{/id}}{{^id}}b{{/id}}{{/id}}", "7", NULL, "a"},
        {"{{^id}}{{#id}}a{{/id}}{{^id}}b{{id}}{{/id}}{{/id}}", NULL, NULL, "b"},
        {"{{retry}} {{retry.later}} {{retry.id}}", "7", NULL, "later true 7"},
        {"{{#retry}}{{#id}}{{.}}{{/id}}{{/retry}}", "7", NULL, "7"},
        /* An item of a list is rendered whatever its truth is. */
        {"{{#items}}[{{.}}]{{/items}}", NULL, NULL, "[][two]"},
        /* What is live has no members. */
        {"{{id.x}}{{#id}}{{name}}{{/id}}", "7", NULL, "N&amp;M"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].text);
        mustache_t *m = mustache_new(*state);
        sp_facts_t facts = {{NULL}};

        facts.value[0] = cases[i].id;
        facts.value[1] = cases[i].uri;
        assert_string_equal(
            mustache_run(m, cases[i].text, make_root(*state), &facts),
            cases[i].page);
    }
}

static int count_steps(void *state, const char *text)
{
    mustache_t *m = mustache_new(state);
    sp_template_t *tpl = mustache_compile(m, "t", text);

    return mustache_plan(m, tpl, make_root(state))->count;
}

static void only_what_is_live_remains_in_a_plan(void **state)
{
    assert_int_equal(count_steps(*state, ""), 0);
    assert_int_equal(count_steps(*state, "a{{name}}b{{#retry}}c{{/retry}}"), 1);
    assert_int_equal(count_steps(*state, "{{#missing}}{{id}}{{/missing}}"), 0);
    assert_int_equal(count_steps(*state, "a{{id}}b"), 3);
    /* a, jump, b, c */
    assert_int_equal(count_steps(*state, "a{{#id}}b{{/id}}c"), 4);
    /* The inner section is known to be wanted, or not to be. */
    assert_int_equal(count_steps(*state, "{{#id}}{{#id}}b{{/id}}{{/id}}"), 2);
    assert_int_equal(count_steps(*state, "{{#id}}{{^id}}b{{/id}}{{/id}}"), 0);
    assert_int_equal(count_steps(*state, "{{^id}}{{id}}{{/id}}"), 0);
    /* Behind the section it is unknown again. */
    assert_int_equal(count_steps(*state, "{{#id}}a{{/id}}{{#id}}b{{/id}}"), 4);
    assert_int_equal(count_steps(*state, "a{{#id}}{{/id}}b"), 1);
    assert_int_equal(count_steps(*state, "{{#id}}{{! x }}{{/id}}"), 0);
}

static void a_plan_tells_which_facts_it_reads(void **state)
{
    mustache_t *m = mustache_new(*state);
    sp_template_t *tpl = mustache_compile(m, "t", "{{#uri}}{{name}}{{/uri}}");
    sp_plan_t *plan = mustache_plan(m, tpl, make_root(*state));

    assert_true(SP_PLAN_READS(plan, 1));
    assert_false(SP_PLAN_READS(plan, 0));
}

static void values_are_escaped_as_the_format_wants(void **state)
{
    static const struct {
        sp_escape_t escape;
        const char *page;
    } cases[] = {
        {SP_ESCAPE_HTML, "N&amp;M &quot; N&M \""},
        {SP_ESCAPE_XML, "N&amp;M &quot; N&M \""},
        {SP_ESCAPE_JSON, "N&M \\\" N&M \""},
        {SP_ESCAPE_TEXT, "N&M \" N&M \""},
        {SP_ESCAPE_NONE, "N&M \" N&M \""},
    };
    static const sp_facts_t facts = {{"\""}};
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].page);
        mustache_t *m = mustache_new(*state);

        m->escape = cases[i].escape;
        assert_string_equal(mustache_run(m,
                                         "{{name}} {{id}} {{{name}}} {{&id}}",
                                         make_root(*state), &facts),
                            cases[i].page);
    }
}

/* In Markdown: what keeps text from becoming a link would break an address. */
static void an_address_of_a_link_is_no_text(void **state)
{
    static const sp_facts_t facts = {{"a@b"}};
    mustache_t *m = mustache_new(*state);

    m->escape = SP_ESCAPE_MARKDOWN;
    assert_string_equal(
        mustache_run(m, "{{id}}[x]({{id}}) ({{id}}){{#id}}]({{id}}){{/id}}",
                     make_root(*state), &facts),
        "a`@`b[x](a\\@b) (a`@`b)](a\\@b)");
    m->escape = SP_ESCAPE_TEXT;
    assert_string_equal(
        mustache_run(m, "[x]({{id}})", make_root(*state), &facts), "[x](a@b)");
}

static void blocks_keep_lines_and_indentation(void **state)
{
    static const struct {
        const char *parent;
        const char *text;
        const char *page;
    } cases[] = {
        /* A site on a line of its own: the line's end is written once. */
        {"<\n  {{$b}}x{{/b}}\n>\n", "{{<p}}{{/p}}", "<\n  x\n>\n"},
        {"<\n  {{$b}}x{{/b}}\n>\n", "{{<p}}{{$b}}1{{/b}}{{/p}}", "<\n  1\n>\n"},
        {"<\n  {{$b}}x{{/b}}\n>\n", "{{<p}}\n{{$b}}\n1\n2\n{{/b}}\n{{/p}}\n",
         "<\n  1\n  2\n>\n"},
        {"<\n  {{$b}}\n  x\n  {{/b}}\n>\n", "{{<p}}{{$b}}1{{/b}}{{/p}}",
         "<\n  1\n>\n"},
        /* Without content the line vanishes. */
        {"<\n  {{$b}}x{{/b}}\n>\n", "{{<p}}{{$b}}{{/b}}{{/p}}", "<\n>\n"},
        {"<\n  {{$b}}\n  x\n  {{/b}}\n>\n", "{{<p}}{{$b}}{{/b}}{{/p}}",
         "<\n>\n"},
        {"<\n  {{$b}}{{/b}}\n>\n", "{{<p}}{{/p}}", "<\n>\n"},
        /* A site within a line: nothing is added. */
        {"<i>{{$b}}x{{/b}}</i>\n", "{{<p}}{{$b}}\n  1\n  2\n{{/b}}{{/p}}",
         "<i>1\n2\n</i>\n"},
        {"  {{$b}}x{{/b}} {{$c}}y{{/c}}\n",
         "{{<p}}{{$b}}{{/b}}{{$c}}1{{/c}}{{/p}}", "   1\n"},
        {"<i>{{$b}}x{{/b}}\n>", "{{<p}}{{$b}}\n1\n{{/b}}{{/p}}", "<i>1\n\n>"},
        {"<i>{{$b}}x{{/b}}\n", "  {{<p}}{{$b}}\n1\n2\n{{/b}}{{/p}}",
         "  <i>1\n  2\n\n"},
        /* Sections and values begin lines, too. */
        {"  {{$b}}\n  {{/b}}\n",
         "{{<p}}{{$b}}\n    {{#retry}}\n    {{.}}\n    {{/retry}}\n"
         "      {{name}}\n{{/b}}{{/p}}",
         "  later\n    N&amp;M\n"},
        /* Blank lines don't count for the indentation of a block. */
        {"  {{$b}}\n  {{/b}}\n", "{{<p}}{{$b}}\n\n    1\n{{/b}}{{/p}}",
         "  \n  1\n"},
        /* A line with less indentation keeps what it has. */
        {"{{$b}}{{/b}}", "{{<p}}{{$b}}\n    1\n  2\n{{/b}}{{/p}}", "1\n2\n"},
        {"{{$b}}{{/b}}", "{{<p}}{{$b}}\n\t1\n    2\n{{/b}}{{/p}}",
         "1\n    2\n"},
        /* A parent that is indented indents the arguments with its lines. */
        {"<\n  {{$b}}\n  {{/b}}\n>\n",
         "_\n  {{<p}}\n    {{$b}}\n    1\n    {{/b}}\n  {{/p}}\n_\n",
         "_\n  <\n    1\n  >\n_\n"},
        /* A parent within a line. */
        {"<\n>", "_ {{<p}}{{/p}} _\n", "_ <\n> _\n"},
        {"<\n>", "  {{<p}}{{/p}} _\n", "  <\n> _\n"},
        /* CRLF throughout. */
        {"<\r\n  {{$b}}\r\n  {{/b}}\r\n>\r\n",
         "{{<p}}{{$b}}\r\n1\r\n2\r\n{{/b}}\r\n{{/p}}\r\n",
         "<\r\n  1\r\n  2\r\n>\r\n"},
        {"  {{$b}}x{{/b}}\r\n>", "{{<p}}{{/p}}", "  x\r\n>"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].parent);
        mustache_t *m = mustache_new(*state);

        mustache_add(m, "p", cases[i].parent);
        assert_string_equal(
            mustache_run(m, cases[i].text, make_root(*state), NULL),
            cases[i].page);
    }
}

static void an_argument_belongs_to_the_parent_that_it_is_given_to(void **state)
{
    mustache_t *m = mustache_new(*state);

    mustache_add(m, "layout", "<{{$title}}L{{/title}}>{{$body}}{{/body}}");
    mustache_add(m, "card", "({{$title}}C{{/title}})");
    /* The card in the body has a title of its own. */
    assert_string_equal(
        mustache_run(m,
                     "{{<layout}}{{$title}}1{{/title}}{{$body}}"
                     "{{<card}}{{$title}}2{{/title}}{{/card}}{{>card}}"
                     "{{/body}}{{/layout}}",
                     NULL, NULL),
        "<1>(2)(C)");
    /* A block within its own argument is not replaced by itself. */
    assert_string_equal(
        mustache_run(m,
                     "{{<card}}{{$title}}a{{$title}}b{{/title}}{{/title}}"
                     "{{/card}}",
                     NULL, NULL),
        "(ab)");
    /* Of two arguments of one name the first counts. */
    assert_string_equal(
        mustache_run(m,
                     "{{<card}}{{$title}}a{{/title}}{{$title}}b{{/title}}"
                     "{{/card}}",
                     NULL, NULL),
        "(a)");
}

#define TOO_DEEP                                                               \
    "more than 1000 sections and partials inside one another; does a partial " \
    "include itself?"

static void endless_inclusion_is_a_fault(void **state)
{
    static const char *const cases[][2] = {
        {"x{{>p}}", "p:1:2: " TOO_DEEP},
        {"{{>p}}{{>p}}", "p:1:1: " TOO_DEEP},
        {" {{>p}}", "p:1:2: " TOO_DEEP},
        {"{{<p}}{{/p}}", "p:1:1: " TOO_DEEP},
        {"{{$b}}{{<p}}{{$c}}{{/c}}{{/p}}{{/b}}", "p:1:1: " TOO_DEEP},
        /* The truth of a live fact ends nothing. */
        {"{{#id}}{{>p}}{{/id}}", "p:1:1: " TOO_DEEP},
        {"{{#retry}}{{>p}}{{/retry}}", "p:1:1: " TOO_DEEP},
        {"        {{>p}}", "p:1:9: 'p' is indented too deep"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        mustache_t *m = mustache_new(*state);

        mustache_add(m, "p", cases[i][0]);
        assert_string_equal(mustache_run(m, "{{>p}}", make_root(*state), NULL),
                            cases[i][1]);
    }
}

static void a_partial_may_follow_data_down(void **state)
{
    mustache_t *m = mustache_new(*state);
    sp_value_t *node = sp_value_object(*state);
    const char *page;
    int i;

    sp_value_set(node, "next", sp_value_null(*state));
    for (i = 0; i < 400; i++) {
        sp_value_t *outer = sp_value_object(*state);

        sp_value_set(outer, "next", node);
        node = outer;
    }
    mustache_add(m, "p", "<{{#next}}{{>p}}{{/next}}>");
    page = mustache_run(m, "{{>p}}", node, NULL);
    assert_int_equal(strlen(page), 802);
    assert_memory_equal(page + 399, "<<>>", 4);
}

static void a_page_has_a_largest_size(void **state)
{
    mustache_t *m = mustache_new(*state);
    char name[] = "p00", text[] = "{{>p00}}{{>p00}}";
    int i;

    for (i = 0; i < 30; i++) { /* a billion laughs, or one and a bit */
        apr_snprintf(name, sizeof(name), "p%02d", i);
        apr_snprintf(text, sizeof(text), "{{>p%02d}}{{>p%02d}}", i + 1, i + 1);
        mustache_add(m, apr_pstrdup(*state, name), text);
    }
    mustache_add(m, "p30",
                 "ha! ha! ha! ha! ha! ha! ha! ha! ha! ha! ha! ha! ha! ha!");
    assert_string_equal(mustache_run(m, "{{>p00}}", NULL, NULL),
                        "p30:1:1: the page becomes larger than 16 MB");
}

/* @a depth sections over a list, around @a inside. */
static const char *nest(apr_pool_t *pool, int depth, const char *inside)
{
    while (depth-- > 0) {
        inside = apr_pstrcat(pool, "{{#l}}", inside, "{{/l}}", NULL);
    }
    return inside;
}

static void a_page_that_never_grows_must_end_as_well(void **state)
{
    mustache_t *m = mustache_new(*state);
    sp_value_t *root = sp_value_object(*state);
    sp_value_t *list = sp_value_list(*state);
    int i;

    for (i = 0; i < 100; i++) {
        sp_value_append(list, sp_value_null(*state));
    }
    sp_value_set(root, "l", list);
    assert_string_equal(mustache_run(m, nest(*state, 10, "{{.}}"), root, NULL),
                        "t:1:61: the page takes too much work");
    memset(&m->err, 0, sizeof(m->err));
    assert_string_equal(
        mustache_run(m, nest(*state, 199, "{{#nil}}{{/nil}}"), root, NULL),
        "t:1:1195: the page takes too much work");
}

/* root.m: a list of @a count items. */
static sp_value_t *make_long(apr_pool_t *pool, int count)
{
    sp_value_t *root = sp_value_object(pool), *many = sp_value_list(pool);
    sp_value_t *one = sp_value_list(pool);

    while (count-- > 0) {
        sp_value_append(many, sp_value_null(pool));
    }
    sp_value_append(one, sp_value_null(pool));
    sp_value_set(root, "m", many);
    sp_value_set(root, "l", one);
    return root;
}

static void looking_for_values_far_below_is_work(void **state)
{
    const char *text = nest(*state, 195, "{{#m}}{{x}}{{/m}}");
    mustache_t *m = mustache_new(*state);

    assert_string_equal(mustache_run(m, text, make_long(*state, 40000), NULL),
                        "");
    assert_string_equal(mustache_run(m, text, make_long(*state, 60000), NULL),
                        "t:1:1177: the page takes too much work");
}

static void looking_for_arguments_far_below_is_work(void **state)
{
    mustache_t *m = mustache_new(*state);
    int i;

    for (i = 0; i < 300; i++) {
        const char *text =
            apr_psprintf(*state, "{{<p%d}}{{$x}}{{/x}}{{/p%d}}", i + 1, i + 1);

        mustache_add(m, apr_psprintf(*state, "p%d", i), text);
    }
    mustache_add(m, "p300", "{{#m}}{{$site}}{{/site}}{{/m}}");
    assert_string_equal(
        mustache_run(m, "{{>p0}}", make_long(*state, 10000), NULL), "");
    assert_string_equal(
        mustache_run(m, "{{>p0}}", make_long(*state, 20000), NULL),
        "p300:1:7: the page takes too much work");
}

static void what_is_missing_renders_as_nothing(void **state)
{
    mustache_t *m = mustache_new(*state);
    sp_plan_t *plan = NULL;
    sp_template_t *tpl = mustache_compile(
        m, "t",
        "a{{x}}{{.}}{{#x}}y{{/x}}{{^x}}b{{/x}}{{>p}}{{<q}}{{/q}}c\n"
        "  {{>p}}\n  {{<q}}\n  {{/q}}\nd{{$z}}{{/z}}\n");

    assert_int_equal(
        sp_render(&plan, tpl, NULL, SP_ESCAPE_HTML, NULL, NULL, *state, NULL),
        APR_SUCCESS);
    assert_string_equal(mustache_fill(plan, NULL, *state), "abc\nd\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(live_facts_are_filled_in_where_they_stand),
        MUSTACHE_TEST(only_what_is_live_remains_in_a_plan),
        MUSTACHE_TEST(a_plan_tells_which_facts_it_reads),
        MUSTACHE_TEST(values_are_escaped_as_the_format_wants),
        MUSTACHE_TEST(an_address_of_a_link_is_no_text),
        MUSTACHE_TEST(blocks_keep_lines_and_indentation),
        MUSTACHE_TEST(an_argument_belongs_to_the_parent_that_it_is_given_to),
        MUSTACHE_TEST(endless_inclusion_is_a_fault),
        MUSTACHE_TEST(a_partial_may_follow_data_down),
        MUSTACHE_TEST(a_page_has_a_largest_size),
        MUSTACHE_TEST(a_page_that_never_grows_must_end_as_well),
        MUSTACHE_TEST(looking_for_values_far_below_is_work),
        MUSTACHE_TEST(looking_for_arguments_far_below_is_work),
        MUSTACHE_TEST(what_is_missing_renders_as_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
