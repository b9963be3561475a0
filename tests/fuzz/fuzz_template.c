/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Templates. Input: the format, which words are hostile, which brand there is,
 * which facts are there (two numbers), then the template, then partials: name
 * and text in turn. Compiled, checked, walked, rendered. Oracle: what the check
 * accepts has the structure that it has with harmless words. */
#include "bytes.h"

#include <apr_hash.h>
#include <apr_strings.h>

#include "dom.h"
#include "hostile.h"

#include "base/builtin.h"
#include "brand/brand.h"
#include "loaded/loaded.h"
#include "safety/safety.h"
#include "template/template.h"

static const char *const *labels;
static int label_count;

static void load_once(void)
{
    sp_loaded_t *loaded;
    sp_error_t err = {0};

    if (labels == NULL) {
        FUZZ_HOLDS(sp_loaded_create(&loaded, fuzz_forever(), &err) ==
                   APR_SUCCESS);
        label_count = sp_catalog_labels(sp_loaded_standard(loaded),
                                        fuzz_forever(), &labels);
    }
}

typedef struct job_t {
    apr_pool_t *pool;
    apr_hash_t *partials;
    sp_format_t format;
    unsigned brand;
} job_t;

static const sp_template_t *compile(job_t *job, const char *file,
                                    const char *text, size_t len)
{
    sp_template_t *tpl = NULL;
    sp_error_t err = {0};
    apr_status_t rv =
        sp_template_compile(&tpl, file, text, len, job->pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    FUZZ_HOLDS(rv != APR_SUCCESS || tpl != NULL);
    sp_error_text(&err, job->pool);
    return rv == APR_SUCCESS ? tpl : NULL;
}

/* A partial of the input, else one of the default theme's. */
static const sp_template_t *find_file(job_t *job, const char *file)
{
    const sp_template_t *tpl =
        apr_hash_get(job->partials, file, APR_HASH_KEY_STRING);
    const sp_builtin_t *known =
        tpl == NULL ? sp_builtin_find(apr_pstrcat(
                          job->pool, "templates/default/", file, NULL))
                    : NULL;

    if (known != NULL) {
        tpl = compile(job, known->path, known->text, known->len);
        apr_hash_set(job->partials, file, APR_HASH_KEY_STRING, tpl);
    }
    return tpl;
}

/* "facts" is facts.html in a page of that format. */
static const sp_template_t *find(void *baton, const char *name)
{
    job_t *job = baton;
    const sp_template_t *tpl = find_file(job, name);

    return tpl ? tpl
               : find_file(job,
                           apr_pstrcat(job->pool, name, ".",
                                       sp_format_info(job->format)->extension,
                                       NULL));
}

static const char *value_of(const job_t *job, const char *name, sp_kind_t kind,
                            const char *word)
{
    static const char *const links[] = {"",
                                        "/",
                                        "https://home.example",
                                        "mailto:a@home.example",
                                        "javascript",
                                        "https://home.example/a?b=\"'<>("};
    switch (kind) {
    case SP_KIND_WORD:
        return strcmp(name, "status") == 0 ? "404"
               : strstr(name, "dir")       ? "rtl"
                                           : "4xx";
    case SP_KIND_OPTION:
        return job->brand & 1 ? "" : "later";
    case SP_KIND_COLOUR:
        return job->brand & 8 ? "" : "#123";
    case SP_KIND_PICTURE:
        return job->brand & 2 ? "" : "data:image/png;base64,x";
    case SP_KIND_ADDRESS:
        return job->brand & 4 ? "" : "/status/404";
    case SP_KIND_LINK:
        return links[job->brand % 6];
    default:
        return word;
    }
}

static sp_value_t *leaf(const job_t *job, const sp_name_t *row, int fact,
                        const char *word)
{
    sp_value_t *list;

    if (row->filler == SP_FILLER_FACTS) {
        return sp_value_live(job->pool, fact);
    }
    if (strcmp(row->name, "paragraphs") == 0) {
        list = sp_value_list(job->pool);
        sp_value_append(list, sp_value_string(job->pool, word));
        sp_value_append(list, sp_value_string(job->pool, word));
        return list;
    }
    return sp_value_string(job->pool,
                           value_of(job, row->name, row->kind, word));
}

static void set_vars(const job_t *job, sp_value_t *root, const char *word)
{
    static const char *const names[] = {"name",   "home",   "support", "status",
                                        "accent", "footer", "note"};
    sp_value_t *vars = sp_value_object(job->pool);
    sp_value_t *texts = sp_value_object(job->pool);
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *full = apr_pstrcat(job->pool, "vars.", names[i], NULL);
        sp_value_set(
            vars, names[i],
            sp_value_string(job->pool,
                            value_of(job, full, sp_kind_of(full), word)));
    }
    for (i = 0; i < (size_t)label_count; i++) {
        sp_value_set(texts, labels[i], sp_value_string(job->pool, word));
    }
    sp_value_set(root, "vars", vars);
    sp_value_set(root, "labels", texts);
}

static sp_value_t *make_root(const job_t *job, const char *word)
{
    sp_value_t *root = sp_value_object(job->pool);
    sp_value_t *detail = sp_value_object(job->pool);
    int count, i;
    const sp_name_t *table = sp_vocabulary_table(&count);

    for (i = 0; i < count && table[i].filler < SP_FILLER_REFERENCE; i++) {
        if (strncmp(table[i].name, "detail.", 7) == 0) {
            sp_value_set(detail, table[i].name + 7,
                         leaf(job, &table[i], i, word));
        }
        else if (strchr(table[i].name, '.') == NULL &&
                 table[i].kind != SP_KIND_GROUP) {
            sp_value_set(root, table[i].name, leaf(job, &table[i], i, word));
        }
    }
    sp_value_set(root, "detail", detail);
    set_vars(job, root, word);
    return root;
}

static char *page(job_t *job, const sp_template_t *tpl, unsigned which,
                  apr_uint64_t there)
{
    sp_plan_t *plan = NULL;
    sp_error_t err = {0};
    sp_facts_t facts;
    apr_status_t rv = sp_render(&plan, tpl, make_root(job, hostile_word(which)),
                                sp_format_info(job->format)->escape, find, job,
                                job->pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    hostile_facts(&facts, which, there);
    return rv == APR_SUCCESS ? hostile_page(plan, &facts, job->pool) : NULL;
}

static int declares(void *baton, const char *name)
{
    return strlen(name) < 20;
}

static int is_accepted(job_t *job, const sp_template_t *tpl)
{
    const sp_names_t names = {labels, label_count, declares, NULL, 0};
    const sp_vocabulary_t vocabulary = sp_vocabulary(&names);
    const sp_safety_t context = {job->format, 0, 0};
    sp_error_t err = {0}, why = {0}, other = {0};
    apr_status_t checked =
        sp_template_check(tpl, &vocabulary, find, job, job->pool, &err);
    apr_status_t safe;

    FUZZ_HOLDS((checked == APR_SUCCESS) == (err.msg == NULL));
    sp_template_walk(tpl, find, job, NULL, job->pool, &other);
    if (checked != APR_SUCCESS) {
        return 0;
    }
    safe = sp_safety_check(tpl, &context, find, job, job->pool, &why);
    FUZZ_HOLDS((safe == APR_SUCCESS) == (why.msg == NULL));
    return safe == APR_SUCCESS;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    job_t job = {b.pool, apr_hash_make(b.pool), SP_FORMAT_HTML, 0};
    unsigned which, low, high;
    const sp_template_t *tpl;
    apr_uint64_t there;
    char *text, *harmless, *hostile;
    size_t len;

    load_once();
    job.format = (sp_format_t)fuzz_number(&b, SP_FORMAT_COUNT);
    which = 1 + fuzz_number(&b, HOSTILE_WORDS - 1);
    job.brand = fuzz_number(&b, 96);
    low = fuzz_number(&b, 256);
    high = fuzz_number(&b, 256);
    there = ~((apr_uint64_t)high << 8 | low); /* "0": all are there */
    text = fuzz_bytes(&b, &len);
    tpl = compile(&job, "t", text, len);
    while (fuzz_more(&b)) {
        const char *name = fuzz_text(&b);
        const sp_template_t *partial;
        text = fuzz_bytes(&b, &len);
        partial = compile(&job, name, text, len);
        apr_hash_set(job.partials, name, APR_HASH_KEY_STRING, partial);
    }
    if (tpl != NULL) {
        int accepted = is_accepted(&job, tpl);
        fuzz_accepted += accepted;
        harmless = page(&job, tpl, 0, there);
        hostile = accepted ? page(&job, tpl, which, there) : NULL;
        if (harmless != NULL && hostile != NULL) {
            dom_check(job.format, harmless, hostile, job.pool);
        }
    }
    return fuzz_end(&b);
}
