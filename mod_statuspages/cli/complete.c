/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What translations lack; see complete.h. Knows a catalogue's own languages;
 * refuses to know what stands in for a text that is not there. */
#include "cli/complete.h"

#include <apr_strings.h>

/* How many codes of the first language a language lacks. */
static int missing_codes(const sp_catalog_language_t *first,
                         const sp_catalog_language_t *l, int *code)
{
    int missing = 0, i;

    for (i = 0; i < SP_CODE_COUNT; i++) {
        if (first->codes[i] != NULL && l->codes[i] == NULL) {
            if (missing++ == 0) {
                *code = i + SP_CODE_MIN;
            }
        }
    }
    return missing;
}

static int missing_problems(const sp_catalog_language_t *first,
                            const sp_catalog_language_t *l, const char **name)
{
    int missing = 0, i;

    for (i = 0; i < first->problems->nelts; i++) {
        const sp_entry_t *entry =
            APR_ARRAY_IDX(first->problems, i, const sp_entry_t *);
        if (sp_catalog_problem_in(l, entry->name) == NULL) {
            if (missing++ == 0) {
                *name = entry->name;
            }
        }
    }
    return missing;
}

static int missing_labels(const sp_catalog_language_t *first,
                          const sp_catalog_language_t *l, const char **label)
{
    int missing = 0, i;

    for (i = 0; i < first->label_names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(first->label_names, i, const char *);
        if (!apr_hash_get(l->labels, name, APR_HASH_KEY_STRING)) {
            if (missing++ == 0) {
                *label = name;
            }
        }
    }
    return missing;
}

/* The end of "code 404 and 2 other codes", or "". */
static const char *and_others(int missing, const char *what, apr_pool_t *pool)
{
    if (missing < 2) {
        return "";
    }
    return apr_psprintf(pool, " and %d other %s%s", missing - 1, what,
                        missing > 2 ? "s" : "");
}

static apr_status_t complete(const sp_catalog_language_t *first,
                             const sp_catalog_language_t *l, apr_pool_t *pool,
                             sp_error_t *err)
{
    const char *name = NULL;
    int code = 0, missing;

    missing = missing_codes(first, l, &code);
    if (missing > 0) {
        return sp_error_set(err, pool, l->file, 0, 0,
                            "language '%s' lacks code %d%s, which '%s' has",
                            l->tag, code, and_others(missing, "code", pool),
                            first->tag);
    }
    if (first->title != NULL && l->title == NULL) {
        return sp_error_set(err, pool, l->file, 0, 0,
                            "language '%s' lacks 'title', which '%s' has",
                            l->tag, first->tag);
    }
    missing = missing_problems(first, l, &name);
    if (missing > 0) {
        return sp_error_set(err, pool, l->file, 0, 0,
                            "language '%s' lacks problem '%s'%s, which '%s' "
                            "has",
                            l->tag, name, and_others(missing, "problem", pool),
                            first->tag);
    }
    if (first->come_back != NULL && l->come_back == NULL) {
        return sp_error_set(err, pool, l->file, 0, 0,
                            "language '%s' lacks 'come_back', which '%s' has",
                            l->tag, first->tag);
    }
    missing = missing_labels(first, l, &name);
    if (missing > 0) {
        return sp_error_set(err, pool, l->file, 0, 0,
                            "language '%s' lacks label '%s'%s, which '%s' has",
                            l->tag, name, and_others(missing, "label", pool),
                            first->tag);
    }
    return APR_SUCCESS;
}

apr_status_t sp_complete_check(const sp_catalog_t *catalog, apr_pool_t *pool,
                               sp_error_t *err)
{
    const sp_catalog_language_t *first = sp_catalog_own(catalog, 0), *l;
    apr_status_t rv = APR_SUCCESS;
    int i;

    for (i = 1; rv == APR_SUCCESS && (l = sp_catalog_own(catalog, i)); i++) {
        rv = complete(first, l, pool, err);
    }
    return rv;
}
