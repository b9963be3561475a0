/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The policy of a page: the hash of each style that a browser will see whole,
 * and of no other. The hashes here are of openssl's making:
 *   printf %s 'a{}' | openssl dgst -sha256 -binary | base64 */
#include "rows.h"
#include "files_helper.h"

#include "page/policy.h"

#define HASH_A                                                                 \
    " 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='" /* a{} */
#define HASH_B                                                                 \
    " 'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='" /* b{} */
#define HASH_EMPTY " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
#define HASH_LINES                                                             \
    " 'sha256-VDSIfmWi3cQU7EK2nO6uXRIXAWjpRu1sEO1dH+ZLxqU='" /* a{}\nb{}\n */

#define START "default-src 'none';"
#define REST " img-src data:"

/* One literal, its hashes. */
static const struct {
    const char *html;
    const char *hashes;
} whole[] = {
    {"", ""},
    {"<p>no style</p>", ""},
    {"<style>a{}</style>", HASH_A},
    {"<head><style>a{}</style></head><body></body>", HASH_A},
    {"<STYLE>a{}</STYLE>", HASH_A},
    {"<style media=\"all\">a{}</style >", HASH_A},
    {"<style\n>a{}</style>", HASH_A},
    {"<style title=\">\">a{}</style>", HASH_A},
    {"<style title='\">'>a{}</style>", HASH_A},
    {"<style></style>", HASH_EMPTY},
    {"<style>a{}</style><p></p><style>b{}</style>", HASH_A HASH_B},
    {"<style>a{}</style><style>a{}</style>", HASH_A HASH_A},
    /* a browser reads line ends as line feeds before it makes the hash */
    {"<style>a{}\nb{}\n</style>", HASH_LINES},
    {"<style>a{}\r\nb{}\r\n</style>", HASH_LINES},
    {"<style>a{}\rb{}\r</style>", HASH_LINES},
    /* no style that a browser would use */
    {"<style>a{}", ""},
    {"<style", ""},
    {"<style>", ""},
    {"</style>", ""},
    {"a{}</style>", ""},
    {"<style>a{}</styl", ""},
    {"<styled>a{}</styled>", ""},
    {"<style-guide>a{}</style-guide>", ""},
    {"&lt;style&gt;a{}&lt;/style&gt;", ""},
    {"<!-- <style>b{}</style> --><style>a{}</style>", HASH_A},
    {"<!-- a <style> --><style>a{}</style>", HASH_A},
    {"<!-- <style>b{}</style> --!><style>a{}</style>", HASH_A},
    {"<!-- -- > <style>b{}</style> --><style>a{}</style>", HASH_A},
    {"<!-- <style>b{}</style> --", ""},
    {"<!-- <style>b{}</style> --!", ""},
    {"<style\t>a{}</style>", HASH_A},
    {"<style\f>a{}</style\f>", HASH_A},
    {"<style/>a{}</style/>", HASH_A},
    {"<style>a{}</style", ""},
    {"<!-- <style>a{}</style>", ""},
    /* only its own end tag ends a style */
    {"<style>a{}</styled></style>",
     " 'sha256-A+aI+qwrPfzcFyEFAfmGIIAU9ilQLsVbRC3gJHYwiOA='"},
    {"<style><!--a{}</style>",
     " 'sha256-C5el9AtJTOAy1ddX5W9cVchhSTgJzlVeqUoO49DFo4w='"},
    {"<style>a{}<!-- b --></style>",
     " 'sha256-E5kC5iCydXKFp1qZFxYqZPZjrsJzm7wup8zpTuItEbc='"},
};

static const char *policy_of(const sp_plan_builder_t *b, apr_pool_t *pool)
{
    return sp_csp_for_html(sp_plan_finish((sp_plan_builder_t *)b, pool), pool);
}

static const char *wanted(apr_pool_t *pool, const char *hashes)
{
    return apr_pstrcat(pool, START, *hashes ? " style-src" : "", hashes,
                       *hashes ? ";" : "", REST, NULL);
}

static void each_whole_style_has_its_hash(void **state)
{
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
        ROW("%s", whole[i].html);
        sp_plan_builder_t *b = sp_plan_builder(t->pool);
        const char *want = wanted(t->pool, whole[i].hashes);
        const char *got;
        sp_plan_literal(b, whole[i].html, strlen(whole[i].html));
        got = policy_of(b, t->pool);
        if (strcmp(got, want) != 0) {
            fail_msg("%s\n  want %s\n  got  %s", whole[i].html, want, got);
        }
    }
}

static void put(sp_plan_builder_t *b, const char *text)
{
    sp_plan_literal(b, text, strlen(text));
}

static void a_style_that_a_fact_runs_through_has_none(void **state)
{
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);

    put(b, "<style>a{}");
    sp_plan_hole(b, SP_FACT_HOST, SP_ESCAPE_HTML);
    put(b, "</style>");
    assert_string_equal(policy_of(b, t->pool), wanted(t->pool, ""));
}

static void a_style_that_depends_on_a_fact_has_none(void **state)
{
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);
    int mark;

    put(b, "<style>a{}");
    mark = sp_plan_jump(b, SP_FACT_DETAILS, 0);
    put(b, "b{}");
    sp_plan_jump_end(b, mark);
    put(b, "</style>");
    assert_string_equal(policy_of(b, t->pool), wanted(t->pool, ""));
}

/* A style beside a cut one, and one that is there for some readers only. */
static void the_others_of_the_page_keep_theirs(void **state)
{
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);
    int mark;

    put(b, "<style>a{}</style><style>x{}");
    sp_plan_hole(b, SP_FACT_HOST, SP_ESCAPE_HTML);
    put(b, "</style><p>");
    mark = sp_plan_jump(b, SP_FACT_DETAILS, 0);
    put(b, "<style>b{}</style>");
    sp_plan_jump_end(b, mark);
    assert_string_equal(policy_of(b, t->pool), wanted(t->pool, HASH_A HASH_B));
}

static void an_attribute_with_a_fact_takes_the_hash_away(void **state)
{
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);

    put(b, "<style title=\"");
    sp_plan_hole(b, SP_FACT_HOST, SP_ESCAPE_HTML);
    put(b, "\">a{}</style>");
    assert_string_equal(policy_of(b, t->pool), wanted(t->pool, ""));
}

static void an_empty_plan_has_a_policy(void **state)
{
    files_t *t = *state;

    assert_string_equal(policy_of(sp_plan_builder(t->pool), t->pool),
                        wanted(t->pool, ""));
}

static void the_gallery_may_send_its_form_and_frame_its_pages(void **state)
{
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);

    put(b, "<style>a{}</style>");
    assert_string_equal(
        sp_csp_for_gallery(sp_plan_finish(b, t->pool), t->pool),
        START " style-src" HASH_A "; img-src data:; base-uri 'none'; "
              "form-action 'self'; frame-src 'self'; frame-ancestors 'none'");
}

static void what_is_no_page_may_do_nothing(void **state)
{
    assert_string_equal(sp_csp_for_data(), "default-src 'none'");
}

/* A template can't make the policy costly: linear in its length. */
static void many_half_styles_take_no_time(void **state)
{
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);
    int i;

    for (i = 0; i < 100 * 1000; i++) {
        put(b, "<style");
    }
    put(b, ">");
    for (i = 0; i < 100 * 1000; i++) {
        put(b, "<!--<style");
    }
    assert_string_equal(policy_of(b, t->pool), wanted(t->pool, ""));
}

static void a_font_that_a_style_holds_may_be_loaded(void **state)
{
    static const struct {
        const char *html;
        int font;
    } rows[] = {
        {"<style>a{src:url(data:font/woff2;base64,d09G)}</style>", 1},
        {"<style>a{}</style><style>url(data:font/woff2)</style>", 1},
        {"<style>url(data:font/woff2)</style><style>a{}</style>", 1},
        {"<style>a{}</style>data:font/woff2<style>b{}</style>", 0},
        {"<p>data:font/woff2</p>", 0},
        {"<!-- <style>url(data:font/woff2)</style> -->", 0},
        {"<style>url(data:font/woff2)", 0},
        {"<style>url(data:font/woff)</style>", 0},
        {"<style>a{}</style>", 0},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sp_plan_builder_t *b = sp_plan_builder(t->pool);
        const char *policy;

        ROW("%s", rows[i].html);
        sp_plan_literal(b, rows[i].html, strlen(rows[i].html));
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
        sp_plan_literal(b, "<p>", 3); /* no less, with what follows */
        policy = policy_of(b, t->pool);
        assert_int_equal(strstr(policy, "; font-src data:") != NULL,
                         rows[i].font);
        assert_int_equal(strstr(policy, "img-src data:") != NULL, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(each_whole_style_has_its_hash),
        FILES_TEST(a_style_that_a_fact_runs_through_has_none),
        FILES_TEST(a_style_that_depends_on_a_fact_has_none),
        FILES_TEST(the_others_of_the_page_keep_theirs),
        FILES_TEST(an_attribute_with_a_fact_takes_the_hash_away),
        FILES_TEST(an_empty_plan_has_a_policy),
        FILES_TEST(the_gallery_may_send_its_form_and_frame_its_pages),
        FILES_TEST(what_is_no_page_may_do_nothing),
        FILES_TEST(many_half_styles_take_no_time),
        FILES_TEST(a_font_that_a_style_holds_may_be_loaded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
