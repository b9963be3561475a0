/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Catalogues. Input: files, the first of which is read; the others are what it
 * may extend, by number ("1" is the second), and after that its languages.
 * Oracles: what a catalogue was accepted with is plain UTF-8, a language that
 * it has, and the same whichever way it is asked for. */
#include "bytes.h"

#include <apr_strings.h>

#include "base/text.h"
#include "base/utf8.h"
#include "brand/brand.h"
#include "catalog/catalog.h"

#define MOST_FILES 6

typedef struct files_t {
    apr_pool_t *pool;
    const char *text[MOST_FILES];
    size_t len[MOST_FILES];
    sp_catalog_t *made[MOST_FILES];
    int busy[MOST_FILES];
    int count;
} files_t;

/* Each file has a name of its own: one that is being read is not read again
 * further in. */
static apr_status_t parse(files_t *files, int i, sp_catalog_t **made,
                          sp_error_t *err);

static const sp_catalog_t *find(void *baton, const char *name, sp_error_t *err)
{
    files_t *files = baton;
    int i = name[0] - '0';

    if (i < 0 || i >= files->count || name[1] != '\0') {
        return strcmp(name, "standard") == 0
                   ? sp_catalog_create(files->pool, "standard", NULL)
                   : NULL;
    }
    if (files->made[i] == NULL && files->busy[i] < 3) {
        files->busy[i]++;
        parse(files, i, &files->made[i], err);
        files->busy[i]--;
    }
    return files->made[i];
}

static apr_status_t parse(files_t *files, int i, sp_catalog_t **made,
                          sp_error_t *err)
{
    return sp_catalog_parse(made, apr_itoa(files->pool, i), files->text[i],
                            files->len[i], find, files, files->pool, err);
}

static void check_text(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    const unsigned char *end = p + strlen(text);
    apr_uint32_t cp;

    FUZZ_HOLDS(sp_text_is_plain(text, strlen(text), "\n\t"), "%s", text);
    while (p < end) {
        p += sp_utf8_decode(p, end, &cp);
        FUZZ_HOLDS(cp != SP_UTF8_INVALID, "%s", text);
    }
}

static int is_among(const char *tag, const char *const *tags, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        if (strcmp(tag, tags[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* A number leads to the name, and the name back to the number. */
static void check_problem(const sp_catalog_t *catalog, int number,
                          const char *const *tags, int count)
{
    const char *name = sp_catalog_code(catalog, number);
    int status = sp_catalog_status(catalog, number);
    int i;

    FUZZ_HOLDS(name != NULL && sp_problem_is_name(name));
    FUZZ_HOLDS(sp_catalog_problem(catalog, name) == number, "%s", name);
    FUZZ_HOLDS(status >= 400 && status <= SP_CODE_MAX, "%s", name);
    for (i = 0; i < count; i++) {
        const sp_entry_t *entry = sp_catalog_entry(catalog, number, tags[i]);

        FUZZ_HOLDS(entry != NULL && strcmp(entry->name, name) == 0);
        FUZZ_HOLDS(*entry->message != '\0');
        check_text(entry->message);
        check_text(entry->description);
        FUZZ_HOLDS(entry->url == NULL || sp_brand_is_url(entry->url));
        FUZZ_HOLDS(is_among(entry->language, tags, count), "%s",
                   entry->language);
    }
}

static void look_at(const sp_catalog_t *catalog, apr_pool_t *pool)
{
    const char *const *tags, *const *labels;
    int count = sp_catalog_languages(catalog, pool, &tags);
    int label_count = sp_catalog_labels(catalog, pool, &labels);
    int code, i, k;

    FUZZ_HOLDS(count > 0 && sp_catalog_own(catalog, 0) != NULL);
    FUZZ_HOLDS(strcmp(tags[0], sp_catalog_own(catalog, 0)->tag) == 0);
    for (code = SP_CODE_MIN - 1; code <= SP_CODE_MAX + 1; code++) {
        const sp_entry_t *first = sp_catalog_entry(catalog, code, NULL);

        FUZZ_HOLDS((first == NULL) == (sp_catalog_code(catalog, code) == NULL));
        for (i = 0; first != NULL && i < count; i++) {
            const sp_entry_t *entry = sp_catalog_entry(catalog, code, tags[i]);
            FUZZ_HOLDS(entry != NULL && *entry->message != '\0');
            check_text(entry->message);
            check_text(entry->description);
            FUZZ_HOLDS(is_among(entry->language, tags, count), "%s",
                       entry->language);
        }
    }
    for (i = 0; i < sp_catalog_problems(catalog); i++) {
        check_problem(catalog, SP_PROBLEM_MIN + i, tags, count);
    }
    for (i = 0; i < count; i++) {
        for (k = 0; k < label_count; k++) {
            const char *label = sp_catalog_label(catalog, tags[i], labels[k]);
            FUZZ_HOLDS(label != NULL, "%s", labels[k]);
            check_text(label);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    files_t *files = apr_pcalloc(b.pool, sizeof(*files));
    int i;

    files->pool = b.pool;
    while (files->count < MOST_FILES && fuzz_more(&b)) {
        i = files->count++;
        files->text[i] = fuzz_bytes(&b, &files->len[i]);
    }
    for (i = 0; i < files->count; i++) {
        sp_error_t err = {0};
        sp_catalog_t *before = files->made[0];
        apr_status_t rv = parse(files, i, &files->made[0], &err);
        FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
        FUZZ_HOLDS(rv != APR_SUCCESS || files->made[0] != NULL);
        FUZZ_HOLDS(rv == APR_SUCCESS || files->made[0] == before);
        sp_error_text(&err, b.pool);
    }
    for (i = 0; i < files->count; i++) {
        if (files->made[i] != NULL) {
            fuzz_accepted += i == 0;
            look_at(files->made[i], b.pool);
        }
    }
    return fuzz_end(&b);
}
