/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the check promises, tried on random templates (of a fixed seed): a
 * template that it accepts has one structure, whatever words its values are,
 * and nothing in it runs. And rubbish never crashes it. With SP_PAGES=FOLDER
 * the hostile pages are written there, for a look with a real browser. */
#include "rows.h"
#include "hostile_words.h"
#include "html_structure.h"
#include "mustache_helper.h"
#include "template_source.h"

#include <stdio.h>

#include "brand/brand.h"
#include "safety/safety.h"

#define TEMPLATES 60000
#define LEAST_ACCEPTED 6000
#define RUBBISH 60000

/* So many for each template, beside one more of the table's. */
#define KINDS_OF_WORDS 16

static sp_value_t *make_root(apr_pool_t *pool, unsigned words, unsigned brand)
{
    static const char *const links[] = {"",
                                        "/",
                                        "https://home.example",
                                        "mailto:a@home.example",
                                        "javascript",
                                        "https://home.example/a?b=\"'<>"};
    static const char *const free_names[] = {
        "message", "description", "code", "uri", "host", "request_id"};
    sp_value_t *root = sp_value_object(pool);
    sp_value_t *vars = sp_value_object(pool);
    sp_value_t *detail = sp_value_object(pool);
    sp_value_t *labels = sp_value_object(pool);
    sp_value_t *any = sp_value_string(pool, hostile_word(words));
    const char *link = links[brand % 6];
    size_t i;

    assert_true(*link == '\0' || sp_brand_is_url(link));
    for (i = 0; i < sizeof(free_names) / sizeof(free_names[0]); i++) {
        ROW("%d", (int)i);
        sp_value_set(root, free_names[i], any);
    }
    sp_value_set(root, "status", sp_value_string(pool, "404"));
    sp_value_set(root, "class", sp_value_string(pool, "4xx"));
    sp_value_set(root, "dir", sp_value_string(pool, "rtl"));
    sp_value_set(root, "retry",
                 sp_value_string(pool, brand & 1 ? "" : "later"));
    sp_value_set(root, "logo",
                 sp_value_string(pool, brand & 2 ? "" : "data:image/png;x"));
    sp_value_set(root, "reference_url",
                 sp_value_string(pool, brand & 4 ? "" : "/status/404"));
    sp_value_set(vars, "accent",
                 sp_value_string(pool, brand & 8 ? "" : "#123"));
    sp_value_set(vars, "home", sp_value_string(pool, link));
    sp_value_set(vars, "support", sp_value_string(pool, link));
    sp_value_set(vars, "footer", any);
    sp_value_set(vars, "name", any);
    sp_value_set(detail, "query", any);
    sp_value_set(detail, "referer", any);
    sp_value_set(labels, "home", any);
    sp_value_set(root, "vars", vars);
    sp_value_set(root, "detail", detail);
    sp_value_set(root, "labels", labels);
    return root;
}

static const char *page_of(mustache_t *m, const sp_template_t *tpl,
                           unsigned words, unsigned brand)
{
    sp_plan_t *plan = mustache_plan(m, tpl, make_root(m->pool, words, brand));

    assert_non_null(plan);
    return mustache_fill(plan, NULL, m->pool);
}

static void keep_page(const char *page, const char *harmless, unsigned number)
{
    const char *folder = getenv("SP_PAGES");
    char path[256];
    FILE *f;

    if (folder != NULL) {
        apr_snprintf(path, sizeof(path), "%s/%u.html", folder, number);
        f = fopen(path, "wb");
        assert_non_null(f);
        fputs(page, f);
        fclose(f);
        apr_snprintf(path, sizeof(path), "%s/%u.harmless", folder, number);
        f = fopen(path, "wb");
        assert_non_null(f);
        fputs(harmless, f);
        fclose(f);
    }
}

/* Harmless and hostile words make pages of one structure. */
static void compare(mustache_t *m, const sp_template_t *tpl, source_t *s,
                    unsigned number)
{
    unsigned brand = source_below(s, 96);
    const char *harmless = page_of(m, tpl, 0, brand);
    int unsafe;
    const char *want = structure_of(harmless, m->pool, &unsafe);
    unsigned words;

    if (unsafe) {
        fail_msg("template: %s\npage: %s", s->text, harmless);
    }
    for (words = 1; words <= KINDS_OF_WORDS; words++) {
        ROW("words %d", (int)words);
        const char *page = page_of(
            m, tpl, words < KINDS_OF_WORDS ? words : number % HOSTILE_WORDS,
            brand);
        const char *got = structure_of(page, m->pool, &unsafe);
        if (unsafe || strcmp(got, want) != 0) {
            fail_msg("template: %s\npage: %s\nharmless: %s\nwant %s\ngot  %s",
                     s->text, page, harmless, want, got);
        }
        if (words == 1 + number % (KINDS_OF_WORDS - 1)) {
            keep_page(page, harmless, number);
        }
    }
}

static apr_status_t check(mustache_t *m, const sp_template_t *tpl,
                          sp_format_t format)
{
    const sp_safety_t context = {format, 0, 0, 0};
    sp_error_t err = {0};
    apr_status_t rv =
        sp_safety_check(tpl, &context, mustache_find, m, m->pool, &err);

    assert_int_equal(rv == APR_SUCCESS, err.msg == NULL);
    return rv;
}

static void what_is_accepted_keeps_its_structure(void **state)
{
    source_t *s = apr_pcalloc(*state, sizeof(*s));
    unsigned i, accepted = 0, with_values = 0;

    s->random = 0x5eed;
    for (i = 0; i < TEMPLATES; i++) {
        const sp_template_t *tpl;
        apr_pool_t *pool;
        mustache_t *m;
        apr_pool_create(&pool, *state);
        m = mustache_new(pool);
        s->len = 0;
        s->text[0] = '\0';
        s->noise = i % 4 ? 60 : 5;
        source_nodes(s, 0);
        source_nodes(s, 0);
        tpl = mustache_compile(m, "t", s->text);
        if (tpl != NULL && check(m, tpl, SP_FORMAT_HTML) == APR_SUCCESS) {
            accepted++;
            with_values += strstr(s->text, "{{") != NULL;
            compare(m, tpl, s, i);
        }
        apr_pool_destroy(pool);
    }
    print_message("%u of %u templates accepted, %u with values\n", accepted,
                  TEMPLATES, with_values);
    assert_true(with_values >= LEAST_ACCEPTED);
}

static void rubbish_is_refused_or_accepted_but_never_crashes(void **state)
{
    static const char *const pieces[] = {"<",
                                         ">",
                                         "\"",
                                         "'",
                                         "/",
                                         "!",
                                         "-",
                                         "--",
                                         "<!--",
                                         "-->",
                                         "=",
                                         " ",
                                         "a",
                                         "style",
                                         "</",
                                         "<style>",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         "\\",
                                         "\\u",
                                         ":",
                                         ",",
                                         "url(",
                                         "/*",
                                         "*/",
                                         "@import",
                                         "<svg>",
                                         "<?xml ",
                                         "?>",
                                         "<![CDATA[",
                                         "{{#message}}",
                                         "{{/message}}",
                                         "{{uri}}",
                                         "{{status}}",
                                         "{{.}}",
                                         "{{^uri}}",
                                         "{{/uri}}",
                                         "\n",
                                         "\xff",
                                         "<a href=\"",
                                         "javascript:",
                                         "0"};
    source_t *s = apr_pcalloc(*state, sizeof(*s));
    int i;

    s->random = 0xbad;
    for (i = 0; i < RUBBISH; i++) {
        const sp_template_t *tpl;
        unsigned k, n = source_below(s, 40);
        apr_pool_t *pool;
        mustache_t *m;
        apr_pool_create(&pool, *state);
        m = mustache_new(pool);
        s->len = 0;
        s->text[0] = '\0';
        for (k = 0; k < n; k++) {
            source_add(s, SOURCE_PICK(s, pieces));
        }
        tpl = mustache_compile(m, "t", s->text);
        for (k = 0; tpl != NULL && k < SP_FORMAT_COUNT; k++) {
            check(m, tpl, (sp_format_t)k);
        }
        apr_pool_destroy(pool);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(what_is_accepted_keeps_its_structure),
        MUSTACHE_TEST(rubbish_is_refused_or_accepted_but_never_crashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
