/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The reference and the gallery. Input: what is asked for (the page of a code
 * (of what is extended, too, where it is odd), the same as JSON, the gallery, the whole table), theme, catalogue, language,
 * code; then the path that a client came by, and for the gallery the name of a
 * theme, a header's name and value, the body that is shown. Oracle: the page
 * has the structure that it has with harmless words; JSON can be parsed. */
#include "bytes.h"

#include <apr_escape.h>
#include <apr_strings.h>

#include "dom.h"
#include "hostile.h"

#include "page/page.h"

typedef enum kind_t { ONE_CODE, AS_JSON, GALLERY, TABLE } kind_t;

/* The large and slow ones less often. */
static const kind_t kinds[] = {ONE_CODE, AS_JSON, ONE_CODE, GALLERY,
                               ONE_CODE, AS_JSON, ONE_CODE, TABLE};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

typedef struct asked_t {
    kind_t kind;
    const sp_appearance_t *appearance;
    const char *language;
    int code;
    apr_pool_t *pool;
} asked_t;

/* What comes from outside. */
typedef struct words_t {
    const char *base;
    const char *theme;
    const char *header;
    const char *value;
    const char *body;
} words_t;

static sp_loaded_t *loaded_once(void)
{
    static sp_loaded_t *loaded;
    sp_error_t err = {0};

    if (loaded == NULL) {
        FUZZ_HOLDS(sp_loaded_create(&loaded, fuzz_forever(), &err) ==
                   APR_SUCCESS);
    }
    return loaded;
}

/* One of several names, by number. */
static const char *some(const apr_array_header_t *names, unsigned which)
{
    return APR_ARRAY_IDX(names, (int)(which % (unsigned)names->nelts),
                         const char *);
}

static sp_appearance_t *read_appearance(fuzz_bytes_t *b)
{
    const char *theme_name =
        some(sp_loaded_theme_names(b->pool), fuzz_number(b, 64));
    const char *catalog_name =
        some(sp_loaded_catalog_names(b->pool), fuzz_number(b, 16));
    const sp_theme_t *theme = NULL;
    const sp_catalog_t *catalog = NULL;
    sp_error_t err = {0};

    FUZZ_HOLDS(sp_loaded_theme(loaded_once(), &theme, theme_name, theme_name,
                               &err) == APR_SUCCESS);
    FUZZ_HOLDS(sp_loaded_catalog(loaded_once(), &catalog, catalog_name,
                                 catalog_name, &err) == APR_SUCCESS);
    return sp_appearance_create(b->pool, theme, catalog);
}

/* As httpd/reference_path.c writes a path: no slash at the end, one before. */
static const char *read_base(fuzz_bytes_t *b)
{
    char *path = apr_pstrcat(b->pool, "/", fuzz_text(b), NULL);
    size_t len = strlen(path);

    while (len > 0 && path[len - 1] == '/') {
        path[--len] = '\0';
    }
    while (path[0] == '/' && path[1] == '/') {
        path++;
    }
    return apr_pescape_path(b->pool, path, 1);
}

static char *page(const asked_t *a, const words_t *w)
{
    const sp_facts_t facts = {{NULL}};
    sp_page_t *made = NULL;
    sp_error_t err = {0};
    apr_status_t rv;

    if (a->kind == GALLERY) {
        apr_table_t *headers = apr_table_make(a->pool, 1);
        const sp_gallery_t asked = {w->base,     w->theme,       "standard",
                                    a->language, SP_FORMAT_HTML, a->code,
                                    a->language, headers,        w->body};
        apr_table_addn(headers, w->header, w->value);
        rv = sp_gallery_make(&made, a->appearance, &asked, a->pool, &err);
    }
    else {
        const sp_reference_t asked = {.base = w->base,
                                      .code = a->kind == TABLE ? 0 : a->code,
                                      .json = a->kind == AS_JSON,
                                      .language = a->language,
                                      .all = a->code % 2};
        rv = sp_reference_make(&made, a->appearance, &asked, a->pool, &err);
    }
    FUZZ_HOLDS(rv == APR_SUCCESS, "%s", sp_error_text(&err, a->pool));
    FUZZ_HOLDS(made->plan->facts == 0);
    FUZZ_HOLDS(strpbrk(made->csp, "\r\n") == NULL, "%s", made->csp);
    return hostile_page(made->plan, &facts, a->pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const words_t harmless = {"/status", "my theme", "X-Name", "value",
                                     "<body>"};
    fuzz_bytes_t b = fuzz_begin(data, size);
    asked_t asked = {.kind = kinds[fuzz_number(&b, KINDS)], .pool = b.pool};
    words_t hostile;
    char *want, *got;

    asked.appearance = read_appearance(&b);
    asked.language = asked.appearance->languages[fuzz_number(
        &b, (unsigned)asked.appearance->language_count)];
    asked.code = 400 + (int)fuzz_number(&b, 200);
    hostile.base = read_base(&b);
    hostile.theme = apr_pstrcat(b.pool, "my ", fuzz_text(&b), NULL);
    hostile.header = fuzz_text(&b);
    hostile.value = fuzz_text(&b);
    hostile.body = fuzz_text(&b);
    want = page(&asked, &harmless);
    got = page(&asked, &hostile);
    if (want != NULL && got != NULL) {
        FUZZ_HOLDS(
            dom_check(asked.kind == AS_JSON ? SP_FORMAT_JSON : SP_FORMAT_HTML,
                      want, got, b.pool),
            "%s", want);
        fuzz_accepted++;
    }
    return fuzz_end(&b);
}
