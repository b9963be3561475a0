/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See problems.h. */
#include "catalog/problems.h"

#include "base/spelling.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

struct sp_problems_t {
    apr_pool_t *pool;
    const sp_problems_t *extends;
    int inherited;            /* how many the chain has before these */
    apr_hash_t *own;          /* folded name -> sp_problem_t */
    apr_array_header_t *news; /* const sp_problem_t *: those new here */
};

int sp_problem_is_name(const char *text)
{
    static const char legal[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    /* an address of the reference, and what takes a directive back */
    static const char taken[] = "gallery none";
    char folded[SP_PROBLEM_SIZE];

    if (!apr_isalpha(text[0]) || text[strspn(text, legal)] != '\0' ||
        strlen(text) > SP_PROBLEM_MAX_NAME) {
        return 0;
    }
    sp_problem_fold(folded, text);
    return !sp_spelling_is_in(folded, taken);
}

void sp_problem_fold(char folded[SP_PROBLEM_SIZE], const char *name)
{
    apr_cpystrn(folded, name, SP_PROBLEM_SIZE);
    for (; *folded != '\0'; folded++) {
        *folded = (char)apr_tolower(*folded);
    }
}

sp_problems_t *sp_problems_create(apr_pool_t *pool,
                                  const sp_problems_t *extends)
{
    sp_problems_t *problems = apr_pcalloc(pool, sizeof(*problems));

    problems->pool = pool;
    problems->extends = extends;
    problems->inherited = extends ? sp_problems_count(extends) : 0;
    problems->own = apr_hash_make(pool);
    problems->news = apr_array_make(pool, 1, sizeof(sp_problem_t *));
    return problems;
}

int sp_problems_count(const sp_problems_t *problems)
{
    return problems->inherited + problems->news->nelts;
}

const sp_problem_t *sp_problems_own(const sp_problems_t *problems,
                                    const char *folded)
{
    return apr_hash_get(problems->own, folded, APR_HASH_KEY_STRING);
}

const sp_problem_t *sp_problems_find(const sp_problems_t *problems,
                                     const char *name)
{
    const sp_problem_t *found = NULL;
    char folded[SP_PROBLEM_SIZE];

    sp_problem_fold(folded, name);
    for (; problems != NULL && found == NULL; problems = problems->extends) {
        found = sp_problems_own(problems, folded);
    }
    return found != NULL && strcmp(found->any->name, name) == 0 ? found : NULL;
}

const sp_problem_t *sp_problems_at(const sp_problems_t *problems, int number)
{
    int index;

    if (number < SP_PROBLEM_MIN ||
        number - SP_PROBLEM_MIN >= sp_problems_count(problems)) {
        return NULL;
    }
    index = number - SP_PROBLEM_MIN;
    while (index < problems->inherited) {
        problems = problems->extends;
    }
    return APR_ARRAY_IDX(problems->news, index - problems->inherited,
                         const sp_problem_t *);
}

void sp_problems_add(sp_problems_t *problems, const sp_entry_t *entry)
{
    const sp_problem_t *before = sp_problems_find(problems, entry->name);
    char folded[SP_PROBLEM_SIZE];
    sp_problem_t *added;

    sp_problem_fold(folded, entry->name);
    if (sp_problems_own(problems, folded) != NULL) {
        return;
    }
    added = apr_palloc(problems->pool, sizeof(*added));
    added->number = before != NULL
                        ? before->number
                        : SP_PROBLEM_MIN + sp_problems_count(problems);
    added->folded = apr_pstrdup(problems->pool, folded);
    added->any = entry;
    apr_hash_set(problems->own, added->folded, APR_HASH_KEY_STRING, added);
    if (before == NULL) {
        APR_ARRAY_PUSH(problems->news, const sp_problem_t *) = added;
    }
}

const char *sp_catalog_nearest_problem(const sp_catalog_t *catalog,
                                       const char *name, apr_pool_t *scratch)
{
    int count = sp_catalog_problems(catalog);
    apr_array_header_t *names =
        apr_array_make(scratch, count, sizeof(const char *));
    int i;

    for (i = 0; i < count; i++) {
        APR_ARRAY_PUSH(names, const char *) =
            sp_catalog_code(catalog, SP_PROBLEM_MIN + i);
    }
    return sp_spelling_nearest(name, (const char *const *)names->elts,
                               names->nelts);
}
