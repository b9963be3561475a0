/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The tables of catalogues and the look-ups in them; see catalog.h. Knows
 * nothing of files or JSON (parse.c fills the tables).
 *
 * What it costs: a language is found by one hash look-up, plus one for each
 * subtag that has to be cut off; a code is then an index, a label another
 * hash look-up. Nothing grows with the number of languages, codes or labels,
 * only with the depth of "extends", which parse.c bounds. A language
 * takes 4 KB of pointers beside its texts. */
#include "catalog/table.h"
#include "base/language.h"
#include "catalog/problems.h"

#include <apr_strings.h>
#include <string.h>

struct sp_catalog_t {
    apr_pool_t *pool;
    const char *name;
    const sp_catalog_t *beneath;   /* for labels, sentences and languages */
    int alone;                     /* it has no codes but its own */
    int documented;                /* it has some */
    apr_array_header_t *languages; /* const sp_catalog_language_t * */
    apr_hash_t *by_tag;            /* folded tag -> the same */
    const sp_entry_t *any[SP_CODE_COUNT];
    sp_problems_t *problems;
};

/* What is asked for in each language: a code, or a problem. */
typedef struct wanted_t {
    int code;
    const sp_problem_t *problem; /* NULL: the code */
} wanted_t;

sp_catalog_t *sp_catalog_create(apr_pool_t *pool, const char *name,
                                const sp_catalog_t *extends)
{
    sp_catalog_t *catalog = apr_pcalloc(pool, sizeof(*catalog));

    catalog->pool = pool;
    catalog->name = name;
    catalog->beneath = extends;
    catalog->languages = apr_array_make(pool, 1, sizeof(void *));
    catalog->by_tag = apr_hash_make(pool);
    catalog->problems =
        sp_problems_create(pool, extends ? extends->problems : NULL);
    return catalog;
}

const char *sp_catalog_name(const sp_catalog_t *catalog)
{
    return catalog->name;
}

const sp_catalog_t *sp_catalog_extends(const sp_catalog_t *catalog)
{
    return catalog->alone ? NULL : catalog->beneath;
}

const sp_catalog_t *sp_catalog_beneath(const sp_catalog_t *catalog)
{
    return catalog->beneath;
}

int sp_catalog_is_documented(const sp_catalog_t *catalog)
{
    return catalog->documented;
}

void sp_catalog_stand_alone(sp_catalog_t *catalog)
{
    catalog->alone = 1;
}

apr_pool_t *sp_catalog_pool(const sp_catalog_t *catalog)
{
    return catalog->pool;
}

const sp_catalog_t *sp_catalog_root(const sp_catalog_t *catalog)
{
    while (catalog->beneath != NULL) {
        catalog = catalog->beneath;
    }
    return catalog;
}

const sp_catalog_language_t *sp_catalog_own(const sp_catalog_t *catalog,
                                            int index)
{
    return index < catalog->languages->nelts
               ? APR_ARRAY_IDX(catalog->languages, index,
                               const sp_catalog_language_t *)
               : NULL;
}

static const sp_catalog_language_t *by_folded(const sp_catalog_t *catalog,
                                              const char *folded)
{
    return apr_hash_get(catalog->by_tag, folded, APR_HASH_KEY_STRING);
}

const sp_catalog_language_t *sp_catalog_in(const sp_catalog_t *catalog,
                                           const char *tag)
{
    char folded[SP_LANGUAGE_SIZE];

    return sp_language_fold(folded, tag) ? by_folded(catalog, folded) : NULL;
}

int sp_catalog_problem(const sp_catalog_t *catalog, const char *name)
{
    const sp_problem_t *found = sp_problems_find(catalog->problems, name);

    return found != NULL ? found->number : 0;
}

int sp_catalog_problems(const sp_catalog_t *catalog)
{
    return sp_problems_count(catalog->problems);
}

const sp_entry_t *sp_catalog_problem_in(const sp_catalog_language_t *language,
                                        const char *name)
{
    char folded[SP_PROBLEM_SIZE];

    sp_problem_fold(folded, name);
    return apr_hash_get(language->problem_names, folded, APR_HASH_KEY_STRING);
}

const sp_entry_t *sp_catalog_any_problem(const sp_catalog_t *catalog,
                                         const char *name)
{
    char folded[SP_PROBLEM_SIZE];
    const sp_problem_t *own;

    sp_problem_fold(folded, name);
    own = sp_problems_own(catalog->problems, folded);
    return own != NULL ? own->any : NULL;
}

sp_catalog_language_t *
sp_catalog_language_create(apr_pool_t *pool, const char *tag, const char *file)
{
    sp_catalog_language_t *l = apr_pcalloc(pool, sizeof(*l));

    l->tag = tag;
    l->file = file != NULL ? apr_pstrdup(pool, file) : NULL;
    l->problems = apr_array_make(pool, 4, sizeof(sp_entry_t *));
    l->problem_names = apr_hash_make(pool);
    l->labels = apr_hash_make(pool);
    l->label_names = apr_array_make(pool, 40, sizeof(char *));
    return l;
}

void sp_catalog_add(sp_catalog_t *catalog,
                    const sp_catalog_language_t *language)
{
    char folded[SP_LANGUAGE_SIZE];
    int i;

    sp_language_fold(folded, language->tag);
    apr_hash_set(catalog->by_tag, apr_pstrdup(catalog->pool, folded),
                 APR_HASH_KEY_STRING, language);
    APR_ARRAY_PUSH(catalog->languages, const sp_catalog_language_t *) =
        language;
    for (i = 0; i < SP_CODE_COUNT; i++) {
        if (catalog->any[i] == NULL) {
            catalog->any[i] = language->codes[i];
            catalog->documented |= language->codes[i] != NULL;
        }
    }
    for (i = 0; i < language->problems->nelts; i++) {
        catalog->documented = 1;
        sp_problems_add(catalog->problems, APR_ARRAY_IDX(language->problems, i,
                                                         const sp_entry_t *));
    }
}

/* Whether a catalogue from first up to (not including) last has the tag. */
static int told_before(const sp_catalog_t *first, const sp_catalog_t *last,
                       const char *tag)
{
    const sp_catalog_t *c;

    for (c = first; c != last; c = c->beneath) {
        if (sp_catalog_in(c, tag) != NULL) {
            return 1;
        }
    }
    return 0;
}

int sp_catalog_languages(const sp_catalog_t *catalog, apr_pool_t *pool,
                         const char *const **tags)
{
    apr_array_header_t *found = apr_array_make(pool, 32, sizeof(char *));
    const sp_catalog_t *c;
    const char *tag;
    int i;

    for (c = catalog; c != NULL; c = c->beneath) {
        for (i = 0; i < c->languages->nelts; i++) {
            tag = sp_catalog_own(c, i)->tag;
            if (!told_before(catalog, c, tag)) {
                APR_ARRAY_PUSH(found, const char *) = tag;
            }
        }
    }
    *tags = (const char *const *)found->elts;
    return found->nelts;
}

const sp_entry_t *sp_catalog_any(const sp_catalog_t *catalog, int code)
{
    return catalog->any[code - SP_CODE_MIN];
}

static const sp_entry_t *entry_in(const sp_catalog_language_t *l,
                                  wanted_t asked)
{
    return asked.problem != NULL
               ? apr_hash_get(l->problem_names, asked.problem->folded,
                              APR_HASH_KEY_STRING)
               : l->codes[asked.code - SP_CODE_MIN];
}

/* The catalogue's own entry in a language, or in a shorter form of its tag. */
static const sp_entry_t *own_entry(const sp_catalog_t *catalog, wanted_t asked,
                                   const char *language)
{
    const sp_catalog_language_t *l;
    const sp_entry_t *entry = NULL;
    char tag[SP_LANGUAGE_SIZE];
    int more = sp_language_fold(tag, language);

    for (; more && entry == NULL; more = sp_language_shorten(tag)) {
        l = by_folded(catalog, tag);
        entry = l != NULL ? entry_in(l, asked) : NULL;
    }
    l = sp_catalog_own(catalog, 0);
    return entry == NULL && l != NULL ? entry_in(l, asked) : entry;
}

/* Its own entry in whichever language has it first, or NULL. */
static const sp_entry_t *any_entry(const sp_catalog_t *catalog, wanted_t asked)
{
    const sp_problem_t *own;

    if (asked.problem == NULL) {
        return sp_catalog_any(catalog, asked.code);
    }
    own = sp_problems_own(catalog->problems, asked.problem->folded);
    return own != NULL ? own->any : NULL;
}

const sp_entry_t *sp_catalog_entry(const sp_catalog_t *catalog, int code,
                                   const char *language)
{
    const wanted_t asked = {code, sp_problems_at(catalog->problems, code)};
    const sp_entry_t *entry = NULL;
    const sp_catalog_t *c;

    if (asked.problem == NULL && (code < SP_CODE_MIN || code > SP_CODE_MAX)) {
        return NULL;
    }
    for (c = catalog; c != NULL && entry == NULL; c = sp_catalog_extends(c)) {
        entry = own_entry(c, asked, language);
    }
    /* Only some other language has it: better that than nothing. */
    for (c = catalog; c != NULL && entry == NULL; c = sp_catalog_extends(c)) {
        entry = any_entry(c, asked);
    }
    return entry;
}

int sp_catalog_status(const sp_catalog_t *catalog, int code)
{
    const sp_entry_t *entry =
        code >= SP_PROBLEM_MIN ? sp_catalog_entry(catalog, code, NULL) : NULL;

    return entry != NULL ? entry->status : code;
}

const char *sp_catalog_code(const sp_catalog_t *catalog, int code)
{
    const sp_entry_t *entry = sp_catalog_entry(catalog, code, NULL);

    if (entry == NULL) {
        return NULL;
    }
    return entry->name != NULL ? entry->name : entry->message;
}

/* The label in a language of a catalogue, which may be NULL. */
static const char *label_in(const sp_catalog_language_t *l, const char *name)
{
    return l ? apr_hash_get(l->labels, name, APR_HASH_KEY_STRING) : NULL;
}

const char *sp_catalog_label(const sp_catalog_t *catalog, const char *language,
                             const char *name)
{
    const sp_catalog_t *c;
    char tag[SP_LANGUAGE_SIZE];
    const char *text = NULL;
    int more = sp_language_fold(tag, language);

    for (; more && text == NULL; more = sp_language_shorten(tag)) {
        for (c = catalog; c != NULL && text == NULL; c = c->beneath) {
            text = label_in(by_folded(c, tag), name);
        }
    }
    for (c = catalog; c != NULL && text == NULL; c = c->beneath) {
        text = label_in(sp_catalog_own(c, 0), name);
    }
    return text;
}

int sp_catalog_labels(const sp_catalog_t *catalog, apr_pool_t *pool,
                      const char *const **names)
{
    const sp_catalog_language_t *l =
        sp_catalog_own(sp_catalog_root(catalog), 0);
    apr_array_header_t *found;

    if (l == NULL) {
        *names = NULL;
        return 0;
    }
    found = apr_array_copy(pool, l->label_names);
    *names = (const char *const *)found->elts;
    return found->nelts;
}

const char *sp_retry_name(sp_retry_t retry)
{
    static const char *const names[] = {"", "modify", "later", "after"};

    return names[retry];
}
