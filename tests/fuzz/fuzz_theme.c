/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* theme.json and the folders of themes. Input: what to do (0: theme.json alone,
 * 1: a folder, 2 and more: a single file of that format), then names and texts
 * of files in turn. Oracles: what is declared can be asked for; a theme that
 * was taken has every page, and an error page can be made of each. */
#include "bytes.h"

#include <apr_strings.h>

#include "folder.h"

#include "appearance/appearance.h"
#include "base/text.h"
#include "loaded/loaded.h"
#include "page/page.h"
#include "theme/manifest.h"

static sp_loaded_t *loaded;
static const char *const *labels;
static int label_count;

static void load_once(void)
{
    sp_error_t err = {0};

    if (loaded == NULL) {
        FUZZ_HOLDS(sp_loaded_create(&loaded, fuzz_forever(), &err) ==
                   APR_SUCCESS);
        label_count = sp_catalog_labels(sp_loaded_standard(loaded),
                                        fuzz_forever(), &labels);
    }
}

static void read_manifest(fuzz_bytes_t *b)
{
    sp_manifest_t manifest = sp_manifest_none(b->pool);
    sp_error_t err = {0};
    size_t len;
    char *text = fuzz_bytes(b, &len);
    int i;

    sp_manifest_read(&manifest, "theme.json", text, len, b->pool, &err);
    fuzz_accepted += err.msg == NULL;
    for (i = 0; i < manifest.names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(manifest.names, i, const char *);
        FUZZ_HOLDS(apr_hash_get(manifest.vars, name, APR_HASH_KEY_STRING) !=
                       NULL,
                   "%s", name);
    }
    sp_error_text(&err, b->pool);
}

/* A name that is one of a file, whatever the fuzzer says. */
static const char *file_name(fuzz_bytes_t *b)
{
    char *name = fuzz_text(b), *p;

    for (p = name; *p != '\0'; p++) {
        if (*p == '/' || sp_text_is_control(*p)) {
            *p = '_';
        }
    }
    if (*name == '.' || *name == '\0') {
        return "page.html";
    }
    if (strlen(name) > 100) {
        name[100] = '\0';
    }
    return name;
}

static void make_pages(const sp_theme_t *theme, int from, int to,
                       apr_pool_t *pool)
{
    sp_appearance_t *appearance =
        sp_appearance_create(pool, theme, sp_loaded_standard(loaded));
    int i;

    for (i = from; i < to; i++) {
        sp_page_t *page = NULL;
        sp_error_t err = {0};
        FUZZ_HOLDS(sp_theme_page(theme, i)->tpl != NULL, "%d", i);
        FUZZ_HOLDS(sp_page_make(&page, appearance, 404, (sp_format_t)i, "en",
                                pool, &err) == APR_SUCCESS,
                   "%s", sp_error_text(&err, pool));
    }
}

static void declared(void *baton, const char *name, const char *value)
{
    const sp_theme_t *theme = baton;

    FUZZ_HOLDS(value != NULL && sp_theme_var(theme, name) != NULL, "%s", name);
}

static void read_folder(fuzz_bytes_t *b, unsigned what)
{
    const sp_theme_source_t source = {sp_loaded_default_theme(loaded), labels,
                                      label_count};
    const char *first = NULL;
    sp_theme_t *theme = NULL;
    sp_error_t err = {0};
    apr_status_t rv;
    size_t len;

    folder_empty();
    while (fuzz_more(b)) {
        const char *name = file_name(b);
        char *text = fuzz_bytes(b, &len);
        name = folder_write(b->pool, name, text, len);
        first = first ? first : name;
    }
    if (what == 1) {
        rv = sp_theme_load(&theme, folder(), 0, &source, b->pool, &err);
        if (rv == APR_SUCCESS) {
            make_pages(theme, 0, SP_FORMAT_COUNT, b->pool);
            sp_theme_each_var(theme, declared, theme);
        }
    }
    else {
        rv =
            sp_theme_load_file(&theme, first ? first : "/none",
                               (sp_format_t)(what - 2), &source, b->pool, &err);
    }
    fuzz_accepted += rv == APR_SUCCESS;
    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL), "%s",
               sp_error_text(&err, b->pool));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    unsigned what = fuzz_number(&b, 2 + SP_FORMAT_COUNT);

    if (what == 0) {
        read_manifest(&b);
    }
    else {
        load_once();
        read_folder(&b, what);
    }
    return fuzz_end(&b);
}
