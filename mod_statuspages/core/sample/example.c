/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The examples; see example.h. Refuses to know how they are parsed. */
#include "sample/example.h"

#include <apr_strings.h>
#include <string.h>

/* What breaks a format that forgets to escape it. */
#define WORDS "\"\\\001<&"

enum {
    LOGO = SP_FACT_COUNT,
    REFERENCE_URL,
    DOCUMENTATION,
    SUPPORT_SUBJECT,
    MIXED,
    CODE_DIFFERS,
    AGAIN,
    BASE,
    FIRST_VAR
};

/* What a variant has: its number counts paragraphs and advice. The reference
 * is of one code or of three, in languages or in one, so that each of all
 * these comes together with each of the others. */
static const char *const advice[] = {"after", "modify", "later", ""};
#define ADVICES 4
#define ADVICE(variant) ((variant) % ADVICES)
#define PARAGRAPHS(variant) (2 - (variant) / ADVICES)
#define IS_SINGLE(variant) ((ADVICE(variant) + PARAGRAPHS(variant)) % 2)
#define HAS_LANGUAGES(variant)                                                 \
    ((ADVICE(variant) / 2 + PARAGRAPHS(variant) + 1) % 2)

#define STARTS(name, prefix) (strncmp(name, prefix, sizeof(prefix) - 1) == 0)

static void learn(sp_example_t *e, const char *name)
{
    if (STARTS(name, "labels.")) {
        apr_hash_set(e->labels, name + 7, APR_HASH_KEY_STRING, name);
    }
    else if (STARTS(name, "words.")) {
        apr_hash_set(e->words, name + 6, APR_HASH_KEY_STRING, name);
    }
    else if (STARTS(name, "file.")) {
        apr_hash_set(e->files, name + 5, APR_HASH_KEY_STRING, name);
    }
    else if (STARTS(name, "vars.") &&
             apr_hash_get(e->vars, name + 5, APR_HASH_KEY_STRING) == NULL) {
        apr_hash_set(e->vars, name + 5, APR_HASH_KEY_STRING, name);
        if (e->live_count < SP_LIVE_MAX) {
            e->live[e->live_count++] = name;
        }
    }
    else if (strcmp(name, "description") == 0 || STARTS(name, "paragraphs") ||
             strcmp(name, "retry") == 0 || STARTS(name, "retry.")) {
        e->varies = 1;
    }
}

static apr_status_t on_mention(void *baton, const sp_mention_t *m)
{
    learn(baton, m->name);
    return APR_SUCCESS;
}

apr_status_t sp_example_learn(sp_example_t *e, const sp_template_t *tpl,
                              sp_partial_fn partial, void *baton,
                              sp_error_t *err)
{
    sp_visitor_t visitor = {NULL, on_mention, on_mention, NULL, e};
    int i;

    e->labels = apr_hash_make(e->pool);
    e->words = apr_hash_make(e->pool);
    e->files = apr_hash_make(e->pool);
    e->vars = apr_hash_make(e->pool);
    for (i = 0; i < SP_FACT_COUNT; i++) {
        e->live[i] = sp_fact_name(i);
    }
    e->live[LOGO] = "logo";
    e->live[REFERENCE_URL] = "reference_url";
    e->live[DOCUMENTATION] = "documentation";
    e->live[SUPPORT_SUBJECT] = "support_subject";
    e->live[MIXED] = "mixed";
    e->live[CODE_DIFFERS] = "code_differs";
    e->live[AGAIN] = "retry.again";
    e->live[BASE] = "base";
    e->live_count = FIRST_VAR;
    e->varies = e->reader;
    return sp_template_walk(tpl, partial, baton, &visitor, e->pool, err);
}

static void set(sp_value_t *object, const char *name, const char *text,
                apr_pool_t *pool)
{
    sp_value_set(object, name, sp_value_string(pool, text));
}

static void set_live(sp_value_t *object, const char *name, int fact,
                     apr_pool_t *pool)
{
    sp_value_set(object, name, sp_value_live(pool, fact));
}

static void set_entry(sp_value_t *object, int variant, apr_pool_t *pool)
{
    sp_value_t *paragraphs = sp_value_list(pool);
    sp_value_t *retry = sp_value_object(pool);
    const int count = PARAGRAPHS(variant);
    int i;

    for (i = 0; i < count; i++) {
        sp_value_append(paragraphs, sp_value_string(pool, WORDS));
    }
    for (i = 0; *advice[i] != '\0'; i++) {
        sp_value_set(retry, advice[i],
                     sp_value_bool(pool, i == ADVICE(variant)));
    }
    set_live(retry, "again", AGAIN, pool);
    sp_value_set_text(retry, advice[ADVICE(variant)]);
    set(object, "status", "404", pool);
    set(object, "class", "4xx", pool);
    set(object, "message", WORDS, pool);
    set(object, "code", WORDS, pool);
    set(object, "code_language", "en", pool);
    set_live(object, "documentation", DOCUMENTATION, pool);
    set_live(object, "code_differs", CODE_DIFFERS, pool);
    set(object, "description",
        count == 0   ? ""
        : count == 1 ? WORDS
                     : WORDS "\n\n" WORDS,
        pool);
    sp_value_set(object, "paragraphs", paragraphs);
    sp_value_set(object, "retry", retry);
}

static void set_language(sp_value_t *object, apr_pool_t *pool)
{
    set(object, "language", "ar", pool);
    set(object, "dir", "rtl", pool);
    set(object, "text_language", "en", pool);
    set(object, "text_dir", "ltr", pool);
    set(object, "fsi", "\xE2\x81\xA8", pool);
    set(object, "pdi", "\xE2\x81\xA9", pool);
    set_live(object, "mixed", MIXED, pool);
}

/* A group of texts, which are always there. */
static void set_texts(sp_value_t *root, const char *group, apr_hash_t *names,
                      apr_pool_t *pool)
{
    sp_value_t *texts = sp_value_object(pool);
    apr_hash_index_t *hi;

    for (hi = apr_hash_first(pool, names); hi; hi = apr_hash_next(hi)) {
        sp_value_set_path(texts, apr_hash_this_key(hi), WORDS, pool);
    }
    sp_value_set(root, group, texts);
}

/* Labels, words, variables, logo, theme, catalog. */
static void set_site(sp_value_t *root, const sp_example_t *e, apr_pool_t *pool)
{
    sp_value_t *vars = sp_value_object(pool);
    apr_hash_index_t *hi;
    int i;

    for (hi = apr_hash_first(pool, e->vars); hi; hi = apr_hash_next(hi)) {
        set(vars, apr_hash_this_key(hi), WORDS, pool);
    }
    for (i = FIRST_VAR; i < e->live_count; i++) {
        set_live(vars, e->live[i] + 5, i, pool);
    }
    set_texts(root, "labels", e->labels, pool);
    set_texts(root, "words", e->words, pool);
    set_texts(root, "file", e->files, pool);
    sp_value_set(root, "vars", vars);
    set_live(root, "logo", LOGO, pool);
    set(root, "theme", WORDS, pool);
    set(root, "catalog", WORDS, pool);
}

static void set_facts(sp_value_t *root, apr_pool_t *pool)
{
    sp_value_t *detail = sp_value_object(pool);
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        const char *name = sp_fact_name(i);
        if (STARTS(name, "detail.")) {
            set_live(detail, name + 7, i, pool);
        }
        else {
            set_live(root, name, i, pool);
        }
    }
    sp_value_set(root, "detail", detail);
    set_live(root, "reference_url", REFERENCE_URL, pool);
    set_live(root, "support_subject", SUPPORT_SUBJECT, pool);
}

static sp_value_t *row_of(int variant, int last, apr_pool_t *pool)
{
    sp_value_t *row = sp_value_object(pool);

    set_entry(row, variant, pool);
    set_language(row, pool);
    set(row, "anchor", "404", pool);
    set(row, "url", WORDS, pool);
    sp_value_set(row, "last", sp_value_bool(pool, last));
    return row;
}

static void add_class(sp_value_t *classes, sp_value_t *codes, apr_pool_t *pool)
{
    sp_value_t *class = sp_value_object(pool);

    set(class, "class", "4xx", pool);
    set(class, "class_name", WORDS, pool);
    sp_value_set(class, "codes", codes);
    sp_value_append(classes, class);
}

static void add_language(sp_value_t *languages, int current, apr_pool_t *pool)
{
    sp_value_t *item = sp_value_object(pool);

    set(item, "tag", "ar", pool);
    set(item, "name", WORDS, pool);
    sp_value_set(item, "current", sp_value_bool(pool, current));
    sp_value_append(languages, item);
}

/* The reference of one code, or of three in two classes. */
static void set_reference(sp_value_t *root, int variant, apr_pool_t *pool)
{
    sp_value_t *codes = sp_value_list(pool), *classes = sp_value_list(pool);
    sp_value_t *first = sp_value_list(pool), *second = sp_value_list(pool);
    sp_value_t *languages = sp_value_list(pool);
    const int rows = IS_SINGLE(variant) ? 1 : 3;
    int i;

    for (i = 0; i < rows; i++) {
        sp_value_t *row =
            row_of((variant + i) % SP_EXAMPLE_VARIANTS, i == rows - 1, pool);
        sp_value_append(codes, row);
        sp_value_append(i < 2 ? first : second, row);
    }
    add_class(classes, first, pool);
    if (rows > 1) {
        add_class(classes, second, pool);
    }
    for (i = 0; HAS_LANGUAGES(variant) && i < 2; i++) {
        add_language(languages, i == 0, pool);
    }
    set(root, "class", "reference", pool);
    set_live(root, "base", BASE, pool);
    set(root, "title", WORDS, pool);
    set(root, "title_language", "ar", pool);
    set(root, "title_dir", "rtl", pool);
    sp_value_set(root, "title_mixed", sp_value_bool(pool, rows > 1));
    sp_value_set(root, "all", sp_value_bool(pool, rows > 1));
    sp_value_set(root, "single", sp_value_bool(pool, rows == 1));
    sp_value_set(root, "codes", codes);
    sp_value_set(root, "classes", classes);
    sp_value_set(root, "languages", languages);
}

const sp_value_t *sp_example_values(const sp_example_t *e, int variant,
                                    apr_pool_t *pool)
{
    sp_value_t *root = sp_value_object(pool);

    set_site(root, e, pool);
    set_language(root, pool);
    if (e->reader) {
        set_reference(root, variant, pool);
    }
    else {
        set_entry(root, variant, pool);
        set_facts(root, pool);
    }
    return root;
}

const char *sp_example_fact(int fact)
{
    return fact == SP_FACT_RETRY_AFTER ? "120"
           : fact == SP_FACT_DETAILS   ? "1"
                                       : WORDS;
}

const char *sp_example_lacks(const sp_example_t *e, int variant)
{
    static const char *const descriptions[] = {"description",
                                               "more than one paragraph", ""};
    const char *text = descriptions[PARAGRAPHS(variant)];
    const char *retry = ADVICE(variant) == 0               ? ""
                        : *advice[ADVICE(variant)] == '\0' ? "retry"
                                                           : "retry.after";

    return e->reader ? ""
                     : apr_pstrcat(e->pool, text,
                                   *text && *retry ? " and " : "", retry, NULL);
}
