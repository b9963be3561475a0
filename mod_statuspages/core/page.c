/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Builds the values that a template sees and renders it; see page.h. */
#include "page.h"

#include "brand.h"
#include "csp.h"
#include "render.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

/* What is being built: passed around instead of ten arguments. */
typedef struct build_t {
    const sp_look_t *look;
    int code;
    sp_format_t format;
    const char *language; /* of the page's own words */
    sp_entry_t entry;
    apr_pool_t *scratch;
    sp_value_t *root;
} build_t;

static void set(build_t *b, const char *name, const char *text)
{
    sp_value_set(b->root, name, sp_value_string(b->scratch, text));
}

/* The description, split at empty lines. */
static sp_value_t *paragraphs(const char *text, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);

    while (*text != '\0') {
        const char *stop = strstr(text, "\n\n");
        size_t n = stop ? (size_t)(stop - text) : strlen(text);
        if (n > 0) {
            sp_value_append(list, sp_value_string(
                                      pool, apr_pstrndup(pool, text, n)));
        }
        text += n;
        text += strspn(text, "\n");
    }
    return list;
}

static void set_retry(build_t *b)
{
    sp_retry_t retry = b->entry.retry;
    sp_value_t *advice = sp_value_object(b->scratch);

    sp_value_set_text(advice, sp_retry_name(retry));
    sp_value_set(advice, "modify",
                 sp_value_bool(b->scratch, retry == SP_RETRY_MODIFY));
    sp_value_set(advice, "later",
                 sp_value_bool(b->scratch, retry == SP_RETRY_LATER));
    sp_value_set(advice, "after",
                 sp_value_bool(b->scratch, retry == SP_RETRY_AFTER));
    sp_value_set(b->root, "retry", advice);
}

static void set_entry(build_t *b)
{
    const char *code = sp_catalog_code(b->look->catalog, b->code);

    set(b, "status", apr_itoa(b->scratch, b->code));
    set(b, "class", apr_psprintf(b->scratch, "%dxx", b->code / 100));
    set(b, "message", b->entry.message);
    set(b, "description", b->entry.description);
    set(b, "code", code ? code : b->entry.message);
    sp_value_set(b->root, "paragraphs",
                 paragraphs(b->entry.description, b->scratch));
    set_retry(b);
}

/* JSON and XML have no words of their own: they are in the text's language
 * throughout. */
static int has_own_words(sp_format_t format)
{
    return format != SP_FORMAT_JSON && format != SP_FORMAT_XML;
}

static int is_mixed(const build_t *b)
{
    return has_own_words(b->format)
           && strcasecmp(b->language, b->entry.language) != 0;
}

static void set_language(build_t *b)
{
    const char *text = b->entry.language;
    const char *page = has_own_words(b->format) ? b->language : text;

    set(b, "language", page);
    set(b, "dir", sp_language_dir(page));
    set(b, "text_language", text);
    set(b, "text_dir", sp_language_dir(text));
    sp_value_set(b->root, "mixed", sp_value_bool(b->scratch, is_mixed(b)));
}

static void set_labels(build_t *b)
{
    sp_value_t *labels = sp_value_object(b->scratch);
    const char *const *names;
    int count = sp_catalog_labels(b->look->catalog, b->scratch, &names);
    int i;

    for (i = 0; i < count; i++) {
        const char *text = sp_catalog_label(b->look->catalog, b->language,
                                            names[i]);
        sp_value_set(labels, names[i], sp_value_string(b->scratch, text));
    }
    sp_value_set(b->root, "labels", labels);
}

typedef struct vars_t {
    build_t *build;
    sp_value_t *object;
} vars_t;

static void set_default_var(void *baton, const char *name, const char *value)
{
    vars_t *v = baton;

    sp_value_set(v->object, name, sp_value_string(v->build->scratch, value));
}

/* The list names the strongest first, so set the weakest first. */
static void set_vars(const sp_var_t *var, vars_t *v)
{
    if (var == NULL) {
        return;
    }
    set_vars(var->next, v);
    sp_value_set(v->object, var->name,
                 var->fact >= 0 ? sp_value_live(v->build->scratch, var->fact)
                                : sp_value_string(v->build->scratch,
                                                  var->value));
}

static void set_brand(build_t *b)
{
    vars_t v = {b, sp_value_object(b->scratch)};

    sp_theme_each_var(b->look->theme, set_default_var, &v);
    set_vars(b->look->vars, &v);
    sp_value_set(b->root, "vars", v.object);
    set(b, "logo", b->look->logo);
    set(b, "theme", sp_theme_name(b->look->theme));
    set(b, "catalog", sp_catalog_name(b->look->catalog));
    if (b->look->reference != NULL) {
        set(b, "reference_url",
            apr_psprintf(b->scratch, "%s%d", b->look->reference, b->code));
    }
}

/* Every live fact as a leaf, those of "detail" below their object. */
static void set_facts(build_t *b)
{
    sp_value_t *detail = sp_value_object(b->scratch);
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        const char *name = sp_fact_name(i);
        sp_value_t *leaf = sp_value_live(b->scratch, i);
        if (strncmp(name, "detail.", 7) == 0) {
            sp_value_set(detail, name + 7, leaf);
        }
        else {
            sp_value_set(b->root, name, leaf);
        }
    }
    sp_value_set(b->root, "detail", detail);
}

static const sp_form_t *choose_form(const build_t *b)
{
    const sp_replacement_t *r;

    for (r = b->look->replacements; r != NULL; r = r->next) {
        if (r->format == b->format
            && (r->codes == NULL || sp_codes_has(r->codes, b->code))) {
            return sp_theme_form(r->theme, b->format);
        }
    }
    return sp_theme_form(b->look->theme, b->format);
}

static void describe(sp_page_t *page, const build_t *b, apr_pool_t *pool)
{
    const char *text = b->entry.language;

    page->message = apr_pstrdup(pool, b->entry.message);
    page->content_language =
        is_mixed(b) ? apr_pstrcat(pool, b->language, ", ", text, NULL)
                    : apr_pstrdup(pool, text);
    page->csp = b->format == SP_FORMAT_HTML
                    ? sp_csp_for_html(page->plan, pool)
                    : sp_csp_for_data();
}

apr_status_t sp_page_make(sp_page_t **page, const sp_look_t *look, int code,
                          sp_format_t format, const char *language,
                          apr_pool_t *pool, sp_error_t *err)
{
    build_t b = {look, code, format, language, {0}, NULL, NULL};
    const sp_form_t *form;
    sp_plan_t *plan = NULL;
    apr_status_t rv;

    apr_pool_create(&b.scratch, pool);
    b.entry = sp_look_entry(look, code, language);
    b.root = sp_value_object(b.scratch);
    set_entry(&b);
    set_language(&b);
    set_labels(&b);
    set_brand(&b);
    set_facts(&b);
    form = choose_form(&b);
    rv = sp_render(&plan, form->tpl, b.root, sp_format_info(format)->escape,
                   form->partial, form->baton, pool, err);
    if (rv == APR_SUCCESS) {
        *page = apr_pcalloc(pool, sizeof(**page));
        (*page)->plan = plan;
        describe(*page, &b, pool);
    }
    apr_pool_destroy(b.scratch);
    return rv;
}
