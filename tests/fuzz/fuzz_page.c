/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages and the cache that keeps them. Input: numbers (theme, catalogue,
 * language, format, code, facts), then texts: message, description, name, home,
 * support, footer, accent; then requests of the cache, by number. Oracles: a
 * page keeps its structure whatever the facts are, JSON and XML are read by
 * their parsers, header lines are lines, and what the cache gives is what was
 * made. */
#include "bytes.h"

#include <apr_strings.h>

#include "dom.h"
#include "hostile.h"

#include "brand/brand.h"
#include "page/page.h"
#include "page_cache/page_cache.h"

#define MOST_REQUESTS 12

static sp_loaded_t *loaded;
static apr_array_header_t *themes, *catalogs;

/* Beside those that are built in: one with problems. */
static sp_catalog_t *with_problems;

static const sp_catalog_t *find(void *baton, const char *name, sp_error_t *err)
{
    return sp_loaded_standard(loaded);
}

static void load_once(void)
{
    static const char problems[] =
        "{\"name\":\"p\",\"language\":\"en\",\"problems\":{\"QUOTA\":{"
        "\"status\":429,\"message\":\"Used up\",\"url\":\"/q\"},\"BUSY\":{"
        "\"status\":503,\"message\":\"<Busy>\",\"description\":\"a\\n\\nb\""
        ",\"retry\":\"later\"}}}";
    sp_error_t err = {0};

    if (loaded == NULL) {
        FUZZ_HOLDS(sp_loaded_create(&loaded, fuzz_forever(), &err) ==
                   APR_SUCCESS);
        themes = sp_loaded_theme_names(fuzz_forever());
        catalogs = sp_loaded_catalog_names(fuzz_forever());
        FUZZ_HOLDS(sp_catalog_parse(&with_problems, "p", problems,
                                    sizeof(problems) - 1, find, NULL,
                                    fuzz_forever(), &err) == APR_SUCCESS);
    }
}

static const sp_theme_t *some_theme(unsigned which)
{
    const sp_theme_t *theme = NULL;
    const char *name = APR_ARRAY_IDX(
        themes, (int)(which % (unsigned)themes->nelts), const char *);
    sp_error_t err = {0};

    FUZZ_HOLDS(sp_loaded_theme(loaded, &theme, name, name, &err) ==
               APR_SUCCESS);
    return theme;
}

static const sp_catalog_t *some_catalog(unsigned which)
{
    const sp_catalog_t *catalog = NULL;
    const int index = (int)(which % ((unsigned)catalogs->nelts + 1));
    const char *name;
    sp_error_t err = {0};

    if (index == catalogs->nelts) {
        return with_problems;
    }
    name = APR_ARRAY_IDX(catalogs, index, const char *);

    FUZZ_HOLDS(sp_loaded_catalog(loaded, &catalog, name, name, &err) ==
               APR_SUCCESS);
    return catalog;
}

/* The brand, but for what the configuration would refuse. */
static const sp_var_t *read_vars(fuzz_bytes_t *b)
{
    static const char *const names[] = {"name", "home", "support", "footer",
                                        "accent"};
    const sp_var_t *first = NULL;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        sp_var_t *var = apr_pcalloc(b->pool, sizeof(*var));
        var->name = names[i];
        var->value = fuzz_text(b);
        var->fact = i == 3 ? SP_FACT_COUNT : -1; /* the footer is live */
        if (sp_brand_check(b->pool, var->name, var->value) == NULL) {
            var->next = first;
            first = var;
        }
    }
    return first;
}

static sp_appearance_t *read_appearance(fuzz_bytes_t *b, int *code)
{
    const sp_theme_t *theme = some_theme(fuzz_number(b, 64));
    sp_appearance_t *appearance =
        sp_appearance_create(b->pool, theme, some_catalog(fuzz_number(b, 16)));
    sp_message_t *message = apr_pcalloc(b->pool, sizeof(*message));

    *code = 400 + (int)fuzz_number(b, 200);
    appearance->format_count = 1 + (int)fuzz_number(b, SP_FORMAT_COUNT);
    if (*code >= 600 - sp_catalog_problems(appearance->catalog)) {
        *code = SP_PROBLEM_MIN + 599 - *code;
        message->problem = sp_catalog_code(appearance->catalog, *code);
    }
    message->code = message->problem != NULL ? 0 : *code;
    message->message = fuzz_text(b);
    message->description = fuzz_text(b);
    if (*message->message != '\0') {
        appearance->messages = message;
    }
    appearance->vars = read_vars(b);
    return appearance;
}

static void check_lines(const char *lines, size_t len)
{
    size_t i;

    FUZZ_HOLDS(lines == NULL || strlen(lines) == len);
    for (i = 0; lines != NULL && i < len; i++) {
        FUZZ_HOLDS(lines[i] != '\r' || lines[i + 1] == '\n', "%s", lines);
        FUZZ_HOLDS(lines[i] != '\n' || (i > 0 && lines[i - 1] == '\r'), "%s",
                   lines);
        FUZZ_HOLDS(lines[i] != '\n' || strncmp(lines + i + 1, "\r\n", 2) != 0);
    }
}

static void check_headers(const sp_page_t *page)
{
    sp_header_t headers[SP_HEADER_COUNT];
    int i, n = sp_page_headers(page, 1, 1, headers);

    FUZZ_HOLDS(n >= 0 && n <= SP_HEADER_COUNT);
    for (i = 0; i < n; i++) {
        FUZZ_HOLDS(headers[i].value != NULL && headers[i].name != NULL);
        FUZZ_HOLDS(strpbrk(headers[i].value, "\r\n") == NULL, "%s",
                   headers[i].value);
        FUZZ_HOLDS(i == 0 || headers[i - 1].id < headers[i].id);
    }
    check_lines(page->lines[0], page->lines_len[0]);
    check_lines(page->lines[1], page->lines_len[1]);
    check_lines(page->guard_lines, page->guard_lines_len);
}

static void check_bytes(const sp_page_t *page, sp_format_t format,
                        unsigned which, apr_uint64_t there, apr_pool_t *pool)
{
    sp_facts_t facts;
    char *harmless, *hostile;

    hostile_facts(&facts, 0, there);
    harmless = hostile_page(page->plan, &facts, pool);
    hostile_facts(&facts, which, there);
    hostile = hostile_page(page->plan, &facts, pool);
    if (harmless != NULL && hostile != NULL) {
        FUZZ_HOLDS(dom_check(format, harmless, hostile, pool), "%s", harmless);
    }
}

/* The same page twice: as it was made and as the cache has it. */
static void check_same(const sp_page_t *a, const sp_page_t *b, unsigned which,
                       apr_pool_t *pool)
{
    sp_facts_t facts;
    const char *x, *y;
    int i;

    hostile_facts(&facts, which, ~(apr_uint64_t)0);
    x = hostile_page(a->plan, &facts, pool);
    y = hostile_page(b->plan, &facts, pool);
    FUZZ_HOLDS((x == NULL) == (y == NULL));
    FUZZ_HOLDS(x == NULL || strcmp(x, y) == 0, "%s\n---\n%s", x, y);
    FUZZ_HOLDS(strcmp(a->content_language, b->content_language) == 0);
    FUZZ_HOLDS(strcmp(a->csp, b->csp) == 0);
    FUZZ_HOLDS(a->no_store == b->no_store && a->indexed == b->indexed);
    FUZZ_HOLDS(a->public_facts == b->public_facts);
    FUZZ_HOLDS((a->gzip == NULL) == (b->gzip == NULL));
    for (i = 0; i < 2; i++) {
        FUZZ_HOLDS(a->lines_len[i] == b->lines_len[i]);
        FUZZ_HOLDS(!a->lines[i] || strcmp(a->lines[i], b->lines[i]) == 0);
    }
}

static void ask_cache(fuzz_bytes_t *b, const sp_appearance_t *made, int code,
                      unsigned which)
{
    sp_page_cache_t *cache =
        sp_page_cache_create((apr_size_t)1000 << fuzz_number(b, 12));
    unsigned serials[2] = {fuzz_number(b, 3), fuzz_number(b, 3)};
    const sp_appearance_t *kept =
        sp_page_cache_keep_appearance(cache, serials, 2, made);
    int i;

    FUZZ_HOLDS(sp_page_cache_appearance(cache, serials, 2) == kept);
    FUZZ_HOLDS(sp_page_cache_appearance(cache, serials, 1) == NULL);
    for (i = 0; kept != NULL && fuzz_more(b) && i < MOST_REQUESTS; i++) {
        sp_format_t format = (sp_format_t)fuzz_number(b, SP_FORMAT_COUNT);
        int language = (int)fuzz_number(b, (unsigned)kept->language_count);
        int asked = fuzz_number(b, 2) ? code : 404;
        const sp_page_t *found =
            sp_page_cache_page(cache, kept, asked, format, language);
        sp_page_t *page = NULL;
        sp_error_t err = {0};

        FUZZ_HOLDS(sp_page_make(&page, kept, asked, format,
                                kept->languages[language], b->pool,
                                &err) == APR_SUCCESS,
                   "%s", sp_error_text(&err, b->pool));
        if (found == NULL) {
            found = sp_page_cache_keep_page(cache, kept, asked, format,
                                            language, page);
        }
        if (found != NULL) {
            check_same(page, found, which, b->pool);
            FUZZ_HOLDS(sp_page_cache_page(cache, kept, asked, format,
                                          language) == found);
        }
    }
    sp_page_cache_destroy(cache);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    unsigned which = 1 + fuzz_number(&b, HOSTILE_WORDS - 1);
    apr_uint64_t low = fuzz_number(&b, 256), high = fuzz_number(&b, 256);
    sp_format_t format = (sp_format_t)fuzz_number(&b, SP_FORMAT_COUNT);
    unsigned language = fuzz_number(&b, 64);
    sp_appearance_t *appearance;
    sp_page_t *page = NULL;
    sp_error_t err = {0};
    int code;

    load_once();
    appearance = read_appearance(&b, &code);
    language %= (unsigned)appearance->language_count;
    FUZZ_HOLDS(sp_page_make(&page, appearance, code, format,
                            appearance->languages[language], b.pool,
                            &err) == APR_SUCCESS,
               "%s", sp_error_text(&err, b.pool));
    check_headers(page);
    check_bytes(page, format, which, ~(high << 8 | low), b.pool);
    ask_cache(&b, appearance, code, which);
    fuzz_accepted++;
    return fuzz_end(&b);
}
