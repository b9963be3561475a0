/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The promises of stitched gzip, on real pages: every one inflates to its
 * plain bytes, by zlib and by the gzip program; none is much longer than what
 * "gzip -6" makes of it; and what is kept of it is counted. */
#include "rows.h"
#include "pages_helper.h"

#include "gzip_helper.h"
#include "page_cache/pack.h"

/* Shorter bodies are not compressed (StatusPagesCompress). */
#define LEAST 860

/* How much longer than gzip -6 a page may be, as a rule and with details: these
 * are many short facts, with labels between them that are shorter as they are.
 * "plain", the shortest page, has the most of that; a program's format has
 * little else. */
static double most_of(const char *theme, sp_format_t format, int details)
{
    if (format != SP_FORMAT_HTML) {
        return details ? 1.70 : 1.25;
    }
    if (!details) {
        return 1.10;
    }
    /* The facts cost as many bytes everywhere, and these pages are short. */
    return strcmp(theme, "plain") == 0   ? 1.38
           : strcmp(theme, "split") == 0 ? 1.36
                                         : 1.35;
}

static const char *const languages[] = {
    "ar", "cs", "da", "de", "el", "en", "es", "fa",    "fi",   "fr",    "he",
    "hi", "hu", "id", "it", "ja", "ko", "nb", "nl",    "pl",   "pt-BR", "pt",
    "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"};

static const sp_facts_t ordinary = {
    {[SP_FACT_REQUEST_ID] = "Zt3kQ9vYp2mB7xWc4LhJ8sRd",
     [SP_FACT_URI] = "/missing/path/to/something-quite/long.html",
     [SP_FACT_RETRY_AFTER] = "120",
     [SP_FACT_COME_BACK] = "Please try again in about 2 minutes."}};

/* All that a backend's error can tell: fourteen facts, and that they may be
 * shown. */
static const sp_facts_t detailed = {
    {[SP_FACT_REQUEST_ID] = "Zt3kQ9vYp2mB7xWc4LhJ8sRd",
     [SP_FACT_URI] = "/missing/path/to/something-quite/long.html",
     [SP_FACT_TIME] = "2026-03-14T15:09:26Z",
     [SP_FACT_METHOD] = "GET",
     [SP_FACT_HOST] = "www.example.com",
     [SP_FACT_UPSTREAM] = "http",
     [SP_FACT_DETAILS] = "1",
     [SP_FACT_DETAIL_QUERY] = "q=hello+world&page=3",
     [SP_FACT_DETAIL_CLIENT] = "192.0.2.17",
     [SP_FACT_DETAIL_SERVER] = "web-01.example.net",
     [SP_FACT_DETAIL_PROTOCOL] = "HTTP/1.1",
     [SP_FACT_DETAIL_HANDLER] = "proxy-server",
     [SP_FACT_DETAIL_UPSTREAM] = "http://10.0.0.7:8080",
     [SP_FACT_DETAIL_USER_AGENT] =
         "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
         "Gecko) Chrome/131.0.0.0 Safari/537.36",
     [SP_FACT_DETAIL_REFERER] =
         "https://www.example.com/shelf/lamps/harbour-lamps?page=2",
     [SP_FACT_DETAIL_REASON] =
         "Error reading from remote server returned by /missing/path"}};

static const sp_appearance_t *look_of(files_t *t, sp_loaded_t *loaded,
                                      const char *name)
{
    const sp_theme_t *theme = NULL;

    assert_int_equal(sp_loaded_theme(loaded, &theme, name, name, &t->err),
                     APR_SUCCESS);
    return sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
}

static prepared_t prepared_page(const sp_appearance_t *appearance, int code,
                                sp_format_t format, const char *language,
                                apr_pool_t *pool)
{
    files_t t = {.pool = pool};

    return gzip_prepared(
        pool, pages_make(&t, appearance, code, format, language)->plan);
}

/* Absent, empty, ordinary, long and hostile ones. */
static void make_facts(sp_facts_t *facts, random_t *random, apr_pool_t *pool)
{
    int i;

    *facts = detailed;
    for (i = 0; i < SP_FACT_COUNT; i++) {
        switch (random_below(random, 6)) {
        case 0:
            facts->value[i] = NULL;
            break;
        case 1:
            facts->value[i] = "";
            break;
        case 2:
            facts->value[i] = random_trouble(random, 300, pool);
            break;
        case 3:
            facts->value[i] = random_below(random, 20) > 0
                                  ? "short"
                                  : random_trouble(random, 40000, pool);
            break;
        default:
            break;
        }
    }
}

static void every_page_is_its_plain_bytes_inflated(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    random_t random = {42};
    apr_pool_t *pool;
    int code, format, k;

    apr_pool_create(&pool, t->pool);
    for (code = 400; code <= 599; code++) {
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            const char *what =
                apr_psprintf(pool, "%d %s", code, sp_format_info(format)->name);
            prepared_t plan = prepared_page(
                appearance, code, (sp_format_t)format,
                appearance->languages[code % appearance->language_count], pool);

            gzip_check(plan, &ordinary, what);
            gzip_check(plan, &detailed, what);
            for (k = 0; k < 3; k++) {
                sp_facts_t facts;

                make_facts(&facts, &random, pool);
                gzip_check(plan, &facts, what);
            }
        }
        apr_pool_clear(pool);
    }
}

/* One page; the longest ratio so far is in @a worst. */
static void measure(prepared_t plan, const sp_facts_t *facts, const char *what,
                    double most, double *worst)
{
    bytes_t page = gzip_plain(plan.plan, facts);
    bytes_t member = gzip_member(plan, facts);
    double ratio = (double)member.len / (double)gzip_six(page);

    assert_true(gzip_is(member, page));
    if (page.len >= LEAST && ratio > most) {
        fail_msg("%s: %.3f times what gzip -6 makes", what, ratio);
    }
    if (page.len >= LEAST && ratio > *worst) {
        *worst = ratio;
    }
    free(page.bytes);
    free(member.bytes);
}

static void measure_theme(const sp_appearance_t *appearance, const char *theme,
                          double *worst, apr_pool_t *parent)
{
    static const int codes[] = {400, 404, 429, 500, 503, 451, 599};
    apr_pool_t *pool;
    size_t i, l;
    int f;

    apr_pool_create(&pool, parent);
    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        for (l = 0; l < sizeof(languages) / sizeof(languages[0]); l++) {
            for (f = 0; f < SP_FORMAT_COUNT; f++) {
                prepared_t plan = prepared_page(
                    appearance, codes[i], (sp_format_t)f, languages[l], pool);
                const char *what =
                    apr_psprintf(pool, "%s %d %s %s", theme, codes[i],
                                 sp_format_info(f)->name, languages[l]);

                measure(plan, &ordinary, what,
                        most_of(theme, (sp_format_t)f, 0), worst);
                measure(plan, &detailed, what,
                        most_of(theme, (sp_format_t)f, 1), worst);
            }
            apr_pool_clear(pool);
        }
    }
    apr_pool_destroy(pool);
}

static void no_theme_is_much_longer_than_gzip_would_make_it(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    apr_array_header_t *names = sp_loaded_theme_names(t->pool);
    double worst = 0;
    int i;

    assert_in_range(names->nelts, 1, 1000);
    for (i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);

        measure_theme(look_of(t, loaded, name), name, &worst, t->pool);
    }
    assert_true(worst > 1); /* so something was measured */
}

/* A live page is long enough by what stands in it. */
static void html_pages_pay_before_their_facts_are_known(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_facts_t none = {{NULL}};
    prepared_t html =
        prepared_page(appearance, 404, SP_FORMAT_HTML, "en", t->pool);
    prepared_t json =
        prepared_page(appearance, 404, SP_FORMAT_JSON, "en", t->pool);

    assert_true(sp_plan_is_long(html.plan, &none, LEAST));
    assert_false(sp_plan_is_long(json.plan, &none, LEAST));
    assert_true(sp_plan_is_long(json.plan, &detailed, LEAST));
}

static void what_is_kept_is_counted(void **state)
{
    files_t *t = *state;
    sp_page_t *page =
        pages_make(t, pages_appearance(t), 404, SP_FORMAT_HTML, "en");
    apr_size_t plain = sp_pack_page_size(page);
    apr_size_t prepared;

    page->gzip = gzip_prepared(t->pool, page->plan).gzip;
    prepared = sp_gzip_memory(page->gzip);
    assert_int_equal(sp_pack_page_size(page), plain + prepared);
    /* compressed text and its tables: less than the plain page */
    assert_in_range(prepared, 3000, plain);
}

static void put_file(const char *path, bytes_t b)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(b.bytes, 1, b.len, f), b.len);
    fclose(f);
}

/* The other reader that counts. */
static void the_gzip_program_reads_them_too(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    random_t random = {9};
    int i;

    for (i = 0; i < 20; i++) {
        ROW("page %d", i);
        const char *page_path = files_path(t, "page");
        const char *member_path = files_path(t, "page.gz");
        prepared_t plan = prepared_page(appearance, 400 + 7 * i,
                                        (sp_format_t)(i % SP_FORMAT_COUNT),
                                        languages[i % 5], t->pool);
        sp_facts_t facts;
        bytes_t page, member;

        make_facts(&facts, &random, t->pool);
        page = gzip_plain(plan.plan, &facts);
        member = gzip_member(plan, &facts);
        put_file(page_path, page);
        put_file(member_path, member);
        assert_int_equal(
            system(apr_psprintf(t->pool, "gzip -dc <'%s' | cmp - '%s'",
                                member_path, page_path)),
            0);
        free(page.bytes);
        free(member.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(every_page_is_its_plain_bytes_inflated),
        FILES_TEST(no_theme_is_much_longer_than_gzip_would_make_it),
        FILES_TEST(html_pages_pay_before_their_facts_are_known),
        FILES_TEST(what_is_kept_is_counted),
        FILES_TEST(the_gzip_program_reads_them_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
