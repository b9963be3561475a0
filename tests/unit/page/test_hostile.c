/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Every input of tests/cases/hostile.tsv in every place of a page where an
 * input can stand, in every form. The parsers of others judge: what they read
 * is the page of a harmless word, with the input's text in that word's place.
 */
#define FUZZ_HOLDS(condition, ...)                                             \
    do {                                                                       \
        if (!(condition)) {                                                    \
            print_error("not so: %s\n", #condition);                           \
            fail_msg(" " __VA_ARGS__);                                         \
        }                                                                      \
    } while (0)

#include "rows.h"
#include "pages_helper.h"

#include "dom.h"
#include "escaped.h"
#include "hostile_words.h"
#include "said.h"

/* Stands in the page that others are compared with; an address, too. */
#define WORD "Qharmlessq"

#define LIVE 3 /* variables that are expressions */
static const char *const texts[LIVE] = {"name", "footer", "tagline"};
static const char *const links[LIVE] = {"home", "support", "status"};

/* What is known of the input of one row. */
typedef struct input_t {
    const char *text;  /* what the page gets */
    const char *tame;  /* as many lines of harmless letters */
    const char *shown; /* what a parser should read */
    int lines;         /* it is paragraphs where there are some */
    int url;           /* it is an address that a link may have */
} input_t;

/* Lines of letters where there were lines, empty ones where there was nothing
 * but blanks. */
static const char *tame(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text), *out = copy, *line = copy;

    while (*line != '\0') {
        size_t n = strcspn(line, "\n");
        size_t k = strspn(line, " \t") >= n ? 0 : n;
        memset(out, 'x', k);
        out += k;
        line += n;
        if (*line == '\n') {
            *out++ = *line++;
        }
    }
    *out = '\0';
    return copy;
}

static input_t input_of(const char *text, sp_format_t format, apr_pool_t *pool)
{
    input_t in = {text, NULL, NULL, 0, 0};
    size_t len;

    in.shown = escaped_shown(pool, sp_format_info(format)->escape, text,
                             strlen(text), &len);
    in.lines = format == SP_FORMAT_MARKDOWN ? strchr(in.shown, '\n') != NULL
                                            : strstr(text, "\n\n") != NULL;
    in.tame = tame(pool, format == SP_FORMAT_HTML ? text : in.shown);
    in.url = sp_brand_is_url(text);
    return in;
}

/* @a text with each WORD replaced; blanks are one where they count as one. */
static char *with(const char *text, const char *word, int markdown,
                  apr_pool_t *pool)
{
    said_t s = {apr_pstrdup(pool, ""), 0, 1, pool};
    const char *at;
    char *p, *out;

    while ((at = strstr(text, WORD)) != NULL) {
        said_add(&s, apr_pstrmemdup(pool, text, (apr_size_t)(at - text)));
        said_add(&s, word);
        text = at + strlen(WORD);
    }
    said_add(&s, text);
    for (p = out = s.text; markdown && *p != '\0'; p++) {
        if (*p != ' ' && *p != '\t') {
            *out++ = *p;
        }
    }
    if (markdown) {
        *out = '\0';
    }
    return s.text;
}

/* UTF-8 without what a terminal obeys or shows text in false order. */
static void check_plain(sp_format_t format, const char *page)
{
    const unsigned char *p = (const unsigned char *)page;
    const unsigned char *end = p + strlen(page);
    apr_uint32_t cp;

    while (p < end) {
        p += sp_utf8_decode(p, end, &cp);
        if (cp == SP_UTF8_INVALID || (cp < 0x20 && cp != '\n' && cp != '\t') ||
            (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x202A && cp <= 0x202E) ||
            (cp >= 0x2066 && cp <= 0x2069) ||
            (format != SP_FORMAT_JSON && (cp & 0xFFFE) == 0xFFFE)) {
            fail_msg("%s: U+%04X in %s", sp_format_info(format)->name, cp,
                     page);
        }
    }
}

static void check_markdown(const char *tamed, const char *page,
                           apr_pool_t *pool)
{
#ifdef SP_FUZZ_CMARK
    said_t a = {apr_pstrdup(pool, ""), 0, 1, pool}, b = a;

    b.text = apr_pstrdup(pool, "");
    said_markdown(&a, tamed, 0);
    said_markdown(&b, page, 0);
    if (strcmp(a.text, b.text) != 0) {
        fail_msg("%s\n---\n%s\n%s\n---\n%s", tamed, page, a.text, b.text);
    }
#else
    rows_skip("cmark-gfm's headers", "Debian: libcmark-gfm-extensions-dev");
#endif
}

/* How a page of an input is made: its facts, texts and addresses. */
typedef const char *make_t(void *baton, const char *text, const char *url,
                           apr_pool_t *pool);

/* One kind of page. */
typedef struct pages_t {
    sp_format_t format;
    make_t *make;
    void *baton;
    const char *said; /* of the harmless word */
    const char *link; /* of the harmless address */
} pages_t;

/* The page of one input against that of a harmless word. */
static void check(const pages_t *pages, const input_t *in, apr_pool_t *pool)
{
    sp_format_t format = pages->format;
    int markdown = format == SP_FORMAT_MARKDOWN;
    const char *page = pages->make(pages->baton, in->text, "/", pool);
    const char *tamed = pages->make(pages->baton, in->tame, "/", pool);
    const char *got;

    check_plain(format, page);
    assert_true(dom_check(format, tamed, page, pool));
    if (markdown) {
        check_markdown(tamed, page, pool);
    }
    if (in->lines && format != SP_FORMAT_JSON && format != SP_FORMAT_XML) {
        return; /* dom_check() has looked */
    }
    got = said(format, page, pool);
    assert_non_null(got);
    assert_string_equal(with(got, "", markdown, pool),
                        with(pages->said, in->shown, markdown, pool));
}

/* An address that was taken is the whole address, and runs nothing. */
static void check_link(const pages_t *pages, const input_t *in,
                       apr_pool_t *pool)
{
    sp_format_t format = pages->format;
    const char *page = pages->make(pages->baton, "x", in->text, pool);
    int markdown = format == SP_FORMAT_MARKDOWN, unsafe = 0;

    check_plain(format, page);
    if (format == SP_FORMAT_HTML) {
        structure_of(page, pool, &unsafe);
        assert_false(unsafe);
    }
    assert_string_equal(with(said(format, page, pool), "", markdown, pool),
                        with(pages->link, in->shown, markdown, pool));
}

/* Every row of the table in one kind of page. Returns how many there were. */
static size_t every_row(sp_format_t format, make_t *make, void *baton,
                        apr_pool_t *pool)
{
    size_t count, i;
    const hostile_t *rows = hostile_table(&count);
    pages_t pages = {format, make, baton, NULL, NULL};

    pages.said = said(format, make(baton, WORD, "/", pool), pool);
    pages.link = said(format, make(baton, "x", WORD, pool), pool);
    assert_true(pages.said != NULL && strstr(pages.said, WORD) != NULL);
    assert_non_null(pages.link);
    for (i = 0; i < count; i++) {
        ROW("%s: %s", rows[i].kind, rows[i].name);
        apr_pool_t *sub;
        input_t in;

        apr_pool_create(&sub, pool);
        in = input_of(rows[i].word, format, sub);
        check(&pages, &in, sub);
        if (in.url) {
            check_link(&pages, &in, sub);
        }
        apr_pool_destroy(sub);
    }
    return count;
}

/* --- what is known only when the request is there --- */

static const char *facts_page(void *baton, const char *text, const char *url,
                              apr_pool_t *pool)
{
    const sp_page_t *page = baton;
    sp_facts_t f = {{NULL}};
    int i;

    for (i = 0; i < SP_FACT_COUNT + LIVE; i++) {
        f.value[i] = text;
        f.value[SP_FACT_COUNT + LIVE + i % LIVE] = url;
    }
    f.value[SP_FACT_DETAILS] = "1";
    f.value[SP_FACT_RETRY_AFTER] = "30";
    return pages_fill(page, &f, pool);
}

static const sp_var_t *live_vars(apr_pool_t *pool)
{
    sp_var_t *vars = NULL;
    int i;

    for (i = 0; i < 2 * LIVE; i++) {
        sp_var_t *var = apr_palloc(pool, sizeof(*var));
        *var = pages_var(vars, i < LIVE ? texts[i] : links[i - LIVE],
                         "%{REQUEST_URI}");
        var->fact = SP_FACT_COUNT + i;
        vars = var;
    }
    return vars;
}

static const sp_theme_t *theme_of(files_t *t, const char *name)
{
    const sp_theme_t *theme = NULL;

    assert_int_equal(
        sp_loaded_theme(pages_loaded(t), &theme, name, name, &t->err),
        APR_SUCCESS);
    return theme;
}

static void every_form_holds_what_a_request_sends(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int format;

    appearance->vars = live_vars(t->pool);
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        assert_in_range(
            every_row((sp_format_t)format, facts_page,
                      pages_make(t, appearance, 429, (sp_format_t)format, "en"),
                      t->pool),
            330, 100000);
    }
}

static void every_theme_holds_what_a_request_sends(void **state)
{
    files_t *t = *state;
    const apr_array_header_t *names = sp_loaded_theme_names(t->pool);
    int i;

    assert_int_equal(names->nelts, 13);
    for (i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);
        ROW("%s", name);
        sp_appearance_t *appearance = sp_appearance_create(
            t->pool, theme_of(t, name), sp_loaded_standard(pages_loaded(t)));
        appearance->vars = live_vars(t->pool);
        every_row(SP_FORMAT_HTML, facts_page,
                  pages_make(t, appearance, 503, SP_FORMAT_HTML, "ar"),
                  t->pool);
    }
}

/* --- what an administrator writes --- */

typedef struct own_t {
    files_t *t;
    sp_format_t format;
    int reference; /* a page of it: 1 the table, 2 one code; 0: an error page */
    sp_appearance_t *appearance;
} own_t;

static const char *own_page(void *baton, const char *text, const char *url,
                            apr_pool_t *pool)
{
    const own_t *own = baton;
    sp_appearance_t look = *own->appearance;
    sp_message_t m = {NULL, 404, NULL, text, text};
    sp_reference_t asked = {.base = "/status",
                            .code = own->reference == 2 ? 404 : 0,
                            .json = own->format == SP_FORMAT_JSON,
                            .language = "en"};
    sp_page_t *page = NULL;
    sp_var_t vars[2 * LIVE];
    int i;

    for (i = 0; i < 2 * LIVE; i++) {
        vars[i] = pages_var(i > 0 ? &vars[i - 1] : NULL,
                            i < LIVE ? texts[i] : links[i - LIVE],
                            i < LIVE ? text : url);
    }
    look.messages = &m;
    look.vars = &vars[2 * LIVE - 1];
    assert_int_equal(
        own->reference
            ? sp_reference_make(&page, &look, &asked, pool, &own->t->err)
            : sp_page_make(&page, &look, 404, own->format, "en", pool,
                           &own->t->err),
        APR_SUCCESS);
    return pages_fill(page, NULL, pool);
}

static void every_form_holds_what_an_administrator_writes(void **state)
{
    files_t *t = *state;
    own_t own = {t, SP_FORMAT_HTML, 0, pages_appearance(t)};
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        own.format = (sp_format_t)format;
        every_row(own.format, own_page, &own, t->pool);
    }
}

static void the_reference_holds_what_an_administrator_writes(void **state)
{
    files_t *t = *state;
    own_t own = {t, SP_FORMAT_HTML, 1, pages_english_appearance(t)};

    for (own.reference = 1; own.reference <= 2; own.reference++) {
        for (own.format = 0; own.format <= SP_FORMAT_JSON; own.format++) {
            ROW("%d %s", own.reference, sp_format_info(own.format)->name);
            every_row(own.format, own_page, &own, t->pool);
        }
    }
}

/* The gallery shows headers, and a whole page within a page. */
static const char *gallery_page(void *baton, const char *text, const char *url,
                                apr_pool_t *pool)
{
    const own_t *own = baton;
    apr_table_t *headers = apr_table_make(pool, 2);
    sp_gallery_t asked = {"/status", "default",      "standard",
                          "en",      SP_FORMAT_HTML, 404,
                          "en",      headers,        text};
    sp_appearance_t look = *own->appearance;
    sp_var_t name = pages_var(NULL, "name", text);
    sp_message_t m = {NULL, 404, NULL, text, "words"};
    sp_page_t *page = NULL;

    apr_table_setn(headers, text, text);
    look.vars = &name;
    look.messages = &m;
    assert_int_equal(sp_gallery_make(&page, &look, &asked, pool, &own->t->err),
                     APR_SUCCESS);
    return pages_fill(page, NULL, pool);
}

static void the_gallery_holds_what_it_shows(void **state)
{
    files_t *t = *state;
    own_t own = {t, SP_FORMAT_HTML, 0, pages_english_appearance(t)};

    every_row(SP_FORMAT_HTML, gallery_page, &own, t->pool);
}

/* --- the escapers alone, NUL bytes and all --- */

static void every_escaper_holds(void **state)
{
    files_t *t = *state;
    size_t count, i;
    const hostile_t *rows = hostile_table(&count);

    for (i = 0; i < count; i++) {
        ROW("%s: %s", rows[i].kind, rows[i].name);
        apr_pool_t *sub;

        apr_pool_create(&sub, t->pool);
        escaped_check(sub, rows[i].bytes, rows[i].len);
        apr_pool_destroy(sub);
    }
}

static void no_row_is_there_twice(void **state)
{
    size_t count, i, k;
    const hostile_t *rows = hostile_table(&count);

    for (i = 0; i < count; i++) {
        ROW("%s", rows[i].name);
        for (k = 0; k < i; k++) {
            assert_false(rows[i].len == rows[k].len &&
                         memcmp(rows[i].bytes, rows[k].bytes, rows[i].len) ==
                             0);
            assert_true(strcmp(rows[i].name, rows[k].name) != 0 ||
                        strcmp(rows[i].kind, rows[k].kind) != 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(no_row_is_there_twice),
        FILES_TEST(every_escaper_holds),
        FILES_TEST(every_form_holds_what_a_request_sends),
        FILES_TEST(every_theme_holds_what_a_request_sends),
        FILES_TEST(every_form_holds_what_an_administrator_writes),
        FILES_TEST(the_reference_holds_what_an_administrator_writes),
        FILES_TEST(the_gallery_holds_what_it_shows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
