/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Templates. Input: the format, which words are hostile, which brand and entry
 * there are, which facts are there (two numbers), then the template, then
 * partials: name and text in turn. Compiled, checked, walked, rendered.
 * Oracles: what the checks accept has the structure that it has with harmless
 * words, and is JSON or XML wherever core/sample says that it looked: with all
 * that may be there or nothing of it, with all but one, and with one alone. */
#include "bytes.h"

#include <apr_hash.h>
#include <apr_strings.h>

#include "dom.h"
#include "hostile.h"

#include "base/builtin.h"
#include "brand/brand.h"
#include "loaded/loaded.h"
#include "safety/safety.h"
#include "sample/sample.h"
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

/* What may be there or not: the facts, and behind them what else core/sample
 * takes away; bits of job_t.there. */
enum { LOGO = SP_FACT_COUNT, REFERENCE_URL, MIXED, FIRST_VAR };

static const char *const vars[] = {"name",   "home",   "support", "status",
                                   "accent", "footer", "note"};
#define VARS (sizeof(vars) / sizeof(vars[0]))
#define THERE_COUNT (FIRST_VAR + VARS)
#define BIT(number) ((apr_uint64_t)1 << (number))
#define ALL (BIT(THERE_COUNT) - 1)
#define DETAIL (BIT(SP_FACT_COUNT) - BIT(SP_FACT_DETAIL_QUERY))

typedef struct job_t {
    apr_pool_t *pool;
    apr_hash_t *partials;
    sp_format_t format;
    unsigned brand;
    apr_uint64_t there;
    int promised; /* core/sample says that it parses such a page */
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

/* One of the addresses that a brand may have, none of them empty. */
static const char *link_of(const job_t *job)
{
    static const char *const links[] = {"/", "https://home.example",
                                        "mailto:a@home.example", "javascript",
                                        "https://home.example/a?b=\"'<>("};

    return links[job->brand % 5];
}

static const char *value_of(const job_t *job, const char *name, sp_kind_t kind,
                            const char *word)
{
    switch (kind) {
    case SP_KIND_WORD:
        return strcmp(name, "status") == 0 ? "404"
               : strstr(name, "dir")       ? "rtl"
                                           : "4xx";
    case SP_KIND_OPTION:
        return "later";
    case SP_KIND_COLOUR:
        return "#123";
    case SP_KIND_PICTURE:
        return "data:image/png;base64,x";
    case SP_KIND_ADDRESS:
        return "/status/404";
    case SP_KIND_LINK:
        return link_of(job);
    default:
        return word;
    }
}

static sp_value_t *string(const job_t *job, const char *name, const char *word)
{
    return sp_value_string(job->pool,
                           value_of(job, name, sp_kind_of(name), word));
}

/* The same where it is there. */
static sp_value_t *option(const job_t *job, const char *name, size_t number,
                          const char *word)
{
    return job->there & BIT(number) ? string(job, name, word)
                                    : sp_value_string(job->pool, "");
}

/* Paragraphs and advice, as an entry of a catalogue has them. */
static void set_entry(const job_t *job, sp_value_t *root, const char *word)
{
    sp_value_t *list = sp_value_list(job->pool);
    sp_value_t *retry = sp_value_object(job->pool);
    const unsigned paragraphs = 2 - job->brand % 3;
    const sp_retry_t advice = (sp_retry_t)(SP_RETRY_AFTER - job->brand / 3 % 4);
    unsigned i;

    for (i = 0; i < paragraphs; i++) {
        sp_value_append(list, sp_value_string(job->pool, word));
    }
    sp_value_set(root, "paragraphs", list);
    sp_value_set(root, "description",
                 sp_value_string(job->pool, paragraphs ? word : ""));
    sp_value_set_text(retry, sp_retry_name(advice));
    for (i = SP_RETRY_MODIFY; i <= SP_RETRY_AFTER; i++) {
        sp_value_set(retry, sp_retry_name((sp_retry_t)i),
                     sp_value_bool(job->pool, i == (unsigned)advice));
    }
    sp_value_set(root, "retry", retry);
}

static void set_brand(const job_t *job, sp_value_t *root, const char *word)
{
    sp_value_t *object = sp_value_object(job->pool);
    sp_value_t *texts = sp_value_object(job->pool);
    size_t i;

    for (i = 0; i < VARS; i++) {
        const char *full = apr_pstrcat(job->pool, "vars.", vars[i], NULL);
        sp_value_set(object, vars[i], option(job, full, FIRST_VAR + i, word));
    }
    for (i = 0; i < (size_t)label_count; i++) {
        sp_value_set(texts, labels[i], sp_value_string(job->pool, word));
    }
    sp_value_set(root, "vars", object);
    sp_value_set(root, "labels", texts);
    sp_value_set(root, "logo", option(job, "logo", LOGO, word));
    sp_value_set(root, "reference_url",
                 option(job, "reference_url", REFERENCE_URL, word));
    sp_value_set(root, "mixed", option(job, "mixed", MIXED, word));
}

static sp_value_t *make_root(const job_t *job, const char *word)
{
    sp_value_t *root = sp_value_object(job->pool);
    sp_value_t *detail = sp_value_object(job->pool);
    int count, i;
    const sp_name_t *table = sp_vocabulary_table(&count);

    for (i = 0; i < count && table[i].filler < SP_FILLER_REFERENCE; i++) {
        const char *name = table[i].name;
        if (strncmp(name, "detail.", 7) == 0) {
            sp_value_set(detail, name + 7, sp_value_live(job->pool, i));
        }
        else if (table[i].filler == SP_FILLER_FACTS &&
                 table[i].kind != SP_KIND_GROUP) {
            sp_value_set(root, name, sp_value_live(job->pool, i));
        }
        else if (strchr(name, '.') == NULL && table[i].kind != SP_KIND_GROUP) {
            sp_value_set(root, name, string(job, name, word));
        }
    }
    sp_value_set(root, "detail", detail);
    set_entry(job, root, word);
    set_brand(job, root, word);
    return root;
}

static char *page(job_t *job, const sp_template_t *tpl, unsigned which)
{
    sp_plan_t *plan = NULL;
    sp_error_t err = {0};
    sp_facts_t facts;
    apr_status_t rv = sp_render(&plan, tpl, make_root(job, hostile_word(which)),
                                sp_format_info(job->format)->escape, find, job,
                                job->pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    hostile_facts(&facts, which, job->there);
    return rv == APR_SUCCESS ? hostile_page(plan, &facts, job->pool) : NULL;
}

static int declares(void *baton, const char *name)
{
    return strlen(name) < 20;
}

static int is_checked(job_t *job, const sp_template_t *tpl)
{
    const sp_names_t names = {labels, label_count, declares, NULL, 0,
                              NULL,   0,           NULL,     NULL};
    const sp_vocabulary_t vocabulary = sp_vocabulary(&names);
    sp_error_t err = {0}, other = {0};
    apr_status_t rv =
        sp_template_check(tpl, &vocabulary, find, job, job->pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    sp_template_walk(tpl, find, job, NULL, job->pool, &other);
    return rv == APR_SUCCESS;
}

static int is_safe(job_t *job, const sp_template_t *tpl)
{
    const sp_safety_t context = {job->format, 0, 0, 0};
    sp_error_t err = {0};
    apr_status_t rv =
        sp_safety_check(tpl, &context, find, job, job->pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    return rv == APR_SUCCESS;
}

static int is_parsed(job_t *job, const sp_template_t *tpl)
{
    const sp_sample_t sample = {"t", job->format, 0};
    sp_error_t err = {0};
    apr_status_t rv = sp_sample_check(tpl, &sample, find, job, job->pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    sp_error_text(&err, job->pool);
    return rv == APR_SUCCESS;
}

/* Of long pages core/sample parses some only. */
static int is_short(job_t *job, const sp_template_t *tpl)
{
    job_t full = *job;
    const char *text;

    full.there = ALL;
    full.brand = 0;
    text = page(&full, tpl, 0);
    return text != NULL && strlen(text) < 2000;
}

static void judge(job_t *job, const sp_template_t *tpl, unsigned which)
{
    int accepted =
        is_checked(job, tpl) && is_safe(job, tpl) && is_parsed(job, tpl);
    char *harmless = page(job, tpl, 0);
    char *hostile = accepted ? page(job, tpl, which) : NULL;

    fuzz_accepted += accepted;
    if (harmless != NULL && hostile != NULL) {
        int is_right = dom_check(job->format, harmless, hostile, job->pool);
        FUZZ_HOLDS(is_right || !job->promised || !is_short(job, tpl), "%s",
                   harmless);
    }
}

/* What is there: by the second number, all but the one that the first tells,
 * that one alone, or a number of facts and what the brand says. */
static void read_there(job_t *job, fuzz_bytes_t *b)
{
    const unsigned low = fuzz_number(b, 256), high = fuzz_number(b, 256);
    const apr_uint64_t one = low ? BIT((low - 1) % THERE_COUNT) : 0;

    job->promised = high % 3 < 2;
    if (high % 3 == 0) {
        job->there = ALL & ~one;
    }
    else if (high % 3 == 1) {
        job->there = one & DETAIL ? one | BIT(SP_FACT_DETAILS) : one;
    }
    else {
        job->there = ALL & ~((apr_uint64_t)(high / 3) << 8 | low) &
                     ~((apr_uint64_t)job->brand << LOGO);
    }
    if (!(job->there & BIT(SP_FACT_DETAILS))) {
        job->there &= ~DETAIL;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    job_t job = {.pool = b.pool, .partials = apr_hash_make(b.pool)};
    const sp_template_t *tpl;
    unsigned which;
    char *text;
    size_t len;

    load_once();
    job.format = (sp_format_t)fuzz_number(&b, SP_FORMAT_COUNT);
    which = 1 + fuzz_number(&b, HOSTILE_WORDS - 1);
    job.brand = fuzz_number(&b, 96);
    read_there(&job, &b);
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
        judge(&job, tpl, which);
    }
    return fuzz_end(&b);
}
