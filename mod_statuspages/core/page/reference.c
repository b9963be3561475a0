/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of codes; see page.h. */
#include "page/page.h"

#include "base/language.h"
#include "page/make.h"
#include "page/values.h"
#include "template/template.h"

#include <apr_strings.h>
#include <strings.h>

int sp_reference_has(const sp_appearance_t *appearance, int code, int all)
{
    return all ? sp_appearance_knows(appearance, code)
               : sp_appearance_documents(appearance, code);
}

static sp_value_t *row_of(const sp_appearance_t *appearance,
                          const sp_reference_t *asked, int code,
                          apr_pool_t *pool)
{
    sp_entry_t entry = sp_appearance_entry(appearance, code, asked->language);
    const char *id = sp_appearance_id(appearance, code, pool);
    sp_value_t *row = sp_value_object(pool);

    sp_values_entry(row, appearance, code, &entry, pool);
    sp_values_language(row, asked->language, entry.language, pool);
    sp_value_set(row, "problem",
                 sp_value_string(pool, entry.name ? entry.name : ""));
    sp_value_set(row, "anchor", sp_value_string(pool, id));
    sp_value_set(
        row, "url",
        sp_value_string(
            pool,
            apr_pstrcat(pool, asked->base, "/", id,
                        sp_appearance_documents(appearance, code) ? "" : "?all",
                        NULL)));
    return row;
}

static sp_value_t *class_of(const sp_appearance_t *appearance,
                            const sp_reference_t *asked, int class,
                            sp_value_t *codes, apr_pool_t *pool)
{
    sp_value_t *object = sp_value_object(pool);
    const char *label = apr_psprintf(pool, "class_%dxx", class);
    const char *name =
        sp_catalog_label(appearance->catalog, asked->language, label);

    sp_value_set(object, "class",
                 sp_value_string(pool, apr_psprintf(pool, "%dxx", class)));
    sp_value_set(object, "class_name", sp_value_string(pool, name));
    sp_value_set(object, "codes", codes);
    return object;
}

/* The rows of a page. "codes" and "problems" are all there are, for programs;
 * "classes" are what people see, problems below their status. */
typedef struct rows_t {
    const sp_appearance_t *appearance;
    const sp_reference_t *asked;
    apr_pool_t *pool;
    sp_value_t *codes, *last_code;
    sp_value_t *problems, *last_problem;
    sp_value_t *classes, *of_class;
    int last_class;
} rows_t;

static int is_listed(const rows_t *rows, int code)
{
    return sp_reference_has(rows->appearance, code, rows->asked->all);
}

/* A row for people to see, in the class of its status. */
static void show(rows_t *rows, sp_value_t *row, int status)
{
    const int class = status / 100;

    if (class != rows->last_class) {
        rows->last_class = class;
        rows->of_class = sp_value_list(rows->pool);
        sp_value_append(rows->classes,
                        class_of(rows->appearance, rows->asked, class,
                                 rows->of_class, rows->pool));
    }
    sp_value_append(rows->of_class, row);
}

static void add_code(rows_t *rows, int code)
{
    rows->last_code = row_of(rows->appearance, rows->asked, code, rows->pool);
    sp_value_append(rows->codes, rows->last_code);
    show(rows, rows->last_code, code);
}

/* On the page of its status it is no row of its own. */
static void add_problem(rows_t *rows, int number, int status)
{
    rows->last_problem =
        row_of(rows->appearance, rows->asked, number, rows->pool);
    sp_value_append(rows->problems, rows->last_problem);
    if (rows->asked->code != status) {
        show(rows, rows->last_problem, status);
    }
}

/* The problems of each status in their order, as lists of their numbers:
 * first[status], then next[problem]; 0 ends them. */
static void sort_problems(const sp_catalog_t *catalog, int *first, int *next,
                          int count)
{
    int i;

    for (i = count - 1; i >= 0; i--) {
        int *head = &first[sp_catalog_status(catalog, SP_PROBLEM_MIN + i) -
                           SP_CODE_MIN];
        next[i] = *head;
        *head = SP_PROBLEM_MIN + i;
    }
}

static void add_all(rows_t *rows)
{
    const sp_catalog_t *catalog = rows->appearance->catalog;
    const int asked = rows->asked->code;
    const int count = sp_catalog_problems(catalog);
    int *next = apr_palloc(rows->pool, (apr_size_t)count * sizeof(*next));
    int first[SP_CODE_COUNT] = {0};
    int code, number;

    sort_problems(catalog, first, next, count);
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        if ((asked == 0 || asked == code) && is_listed(rows, code)) {
            add_code(rows, code);
        }
        for (number = first[code - SP_CODE_MIN]; number != 0;
             number = next[number - SP_PROBLEM_MIN]) {
            if ((asked == 0 || asked == code || asked == number) &&
                is_listed(rows, number)) {
                add_problem(rows, number, code);
            }
        }
    }
}

static void set_rows(sp_value_t *root, const sp_appearance_t *appearance,
                     const sp_reference_t *asked, apr_pool_t *pool)
{
    rows_t rows = {.appearance = appearance, .asked = asked, .pool = pool};

    rows.codes = sp_value_list(pool);
    rows.problems = sp_value_list(pool);
    rows.classes = sp_value_list(pool);
    add_all(&rows);
    if (rows.last_code != NULL) {
        sp_value_set(rows.last_code, "last", sp_value_bool(pool, 1));
    }
    if (rows.last_problem != NULL) {
        sp_value_set(rows.last_problem, "last", sp_value_bool(pool, 1));
    }
    sp_value_set(root, "codes", rows.codes);
    sp_value_set(root, "problems", rows.problems);
    sp_value_set(root, "classes", rows.classes);
}

static void set_languages(sp_value_t *root, const sp_appearance_t *appearance,
                          const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    int i;

    for (i = 0;
         i < appearance->language_count && appearance->language_count > 1;
         i++) {
        const char *tag = appearance->languages[i];
        const char *name =
            sp_catalog_label(appearance->catalog, tag, "language_name");
        sp_value_t *item = sp_value_object(pool);
        sp_value_set(item, "tag", sp_value_string(pool, tag));
        sp_value_set(item, "name", sp_value_string(pool, name ? name : tag));
        sp_value_set(
            item, "current",
            sp_value_bool(pool, strcasecmp(tag, asked->language) == 0));
        sp_value_append(list, item);
    }
    sp_value_set(root, "languages", list);
}

static void set_title(sp_value_t *root, const sp_appearance_t *appearance,
                      const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_title_t title = sp_appearance_title(appearance, asked->language);

    sp_value_set(root, "title", sp_value_string(pool, title.text));
    sp_value_set(root, "title_language", sp_value_string(pool, title.language));
    sp_value_set(root, "title_dir",
                 sp_value_string(pool, sp_language_dir(title.language)));
    sp_value_set(
        root, "title_mixed",
        sp_value_bool(pool, strcasecmp(title.language, asked->language) != 0));
}

static sp_value_t *values_of(const sp_appearance_t *appearance,
                             const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_value_t *root = sp_value_object(pool);

    sp_values_language(root, asked->language, asked->language, pool);
    sp_values_labels(root, appearance, asked->language, pool);
    sp_values_words(root, appearance, asked->language, pool);
    sp_values_files(root, appearance->theme, pool);
    sp_values_brand(root, appearance, pool);
    sp_value_set(root, "class", sp_value_string(pool, "reference"));
    sp_value_set(root, "base", sp_value_string(pool, asked->base));
    set_title(root, appearance, asked, pool);
    sp_value_set(root, "all", sp_value_bool(pool, asked->all));
    sp_value_set(root, "single", sp_value_bool(pool, asked->code != 0));
    set_rows(root, appearance, asked, pool);
    set_languages(root, appearance, asked, pool);
    return root;
}

apr_status_t sp_reference_make(sp_page_t **page,
                               const sp_appearance_t *appearance,
                               const sp_reference_t *asked, apr_pool_t *pool,
                               sp_error_t *err)
{
    int id = asked->json ? SP_THEME_REFERENCE_JSON : SP_THEME_REFERENCE;
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    rv = sp_page_render(
        page, sp_theme_page(appearance->theme, id), sp_theme_page_format(id),
        values_of(appearance, asked, scratch), asked->language, pool, err);
    apr_pool_destroy(scratch);
    if (rv == APR_SUCCESS) {
        (*page)->indexed = !asked->all; /* it stands elsewhere already */
    }
    return rv;
}
