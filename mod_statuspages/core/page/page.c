/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Builds the values that an error page's template sees and renders it; see
 * page.h. */
#include "page/page.h"

#include "base/percent.h"
#include "page/make.h"
#include "page/policy.h"
#include "page/values.h"
#include "template/template.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

/* JSON and XML have no words of their own: they are in the text's language
 * throughout. */
static int has_own_words(sp_format_t format)
{
    return format != SP_FORMAT_JSON && format != SP_FORMAT_XML;
}

/* The code that an error page's words are about. */
static int words_of(int code)
{
    return code == SP_CODE_PLAIN_HTTP ? 497 : code;
}

static int status_of(const sp_appearance_t *appearance, int code)
{
    return code == SP_CODE_PLAIN_HTTP
               ? 400
               : sp_catalog_status(appearance->catalog, code);
}

/* What a mail to support is about, as a part of an address: the site and the
 * code. Nothing where support is no mail address, has a query of its own, or
 * is known at the request only; a name known only then is left out. */
static const char *support_subject(const sp_value_t *root, apr_pool_t *pool)
{
    const sp_value_t *vars = sp_value_get(root, "vars");
    const char *mail = sp_value_text(sp_value_get(vars, "support"));
    const char *name = sp_value_text(sp_value_get(vars, "name"));
    const char *text = sp_value_text(sp_value_get(root, "status"));

    if (mail == NULL || strncasecmp(mail, "mailto:", 7) != 0 ||
        strpbrk(mail, "?#") != NULL) {
        return "";
    }
    if (name != NULL && *name != '\0') {
        text = apr_pstrcat(pool, name, " ", text, NULL);
    }
    return sp_percent_encode(pool, text, strlen(text), SP_PERCENT_UNRESERVED);
}

static sp_value_t *values_of(const sp_appearance_t *appearance, int code,
                             const sp_entry_t *entry, const char *language,
                             apr_pool_t *pool)
{
    sp_value_t *root = sp_value_object(pool);
    const char *reference;

    sp_values_entry(root, appearance, words_of(code), entry, pool);
    sp_value_set(
        root, "status",
        sp_value_string(pool, apr_itoa(pool, status_of(appearance, code))));
    sp_values_language(root, language, entry->language, pool);
    sp_values_labels(root, appearance, language, pool);
    sp_values_words(root, appearance, language, pool);
    sp_values_brand(root, appearance, pool);
    sp_values_facts(root, pool);
    if (appearance->no_details) {
        sp_value_set(root, "details", sp_value_bool(pool, 0));
    }
    sp_value_set(root, "support_subject",
                 sp_value_string(pool, support_subject(root, pool)));
    reference = sp_appearance_reference(appearance, words_of(code), pool);
    if (reference != NULL) {
        sp_value_set(root, "reference_url", sp_value_string(pool, reference));
    }
    return root;
}

/* What StatusPagesTemplate has for a code, or NULL. */
static const sp_replacement_t *
replacement_for(const sp_appearance_t *appearance, int code, sp_format_t format)
{
    const sp_replacement_t *r;

    for (r = appearance->replacements; r != NULL; r = r->next) {
        if (r->format == format &&
            (r->codes == NULL || sp_codes_has(r->codes, code))) {
            return r;
        }
    }
    return NULL;
}

/* The template of a code's page; where that is another theme's, the page wears
 * all of that theme. Its pictures lie beside the template, in @a files. */
static const sp_theme_template_t *choose_template(sp_appearance_t *appearance,
                                                  int code, sp_format_t format,
                                                  const sp_theme_t **files)
{
    const sp_replacement_t *r = replacement_for(appearance, code, format);

    *files = r != NULL ? r->theme : appearance->theme;
    if (r != NULL && !r->whole) {
        return sp_theme_page(r->theme, (int)format);
    }
    if (r != NULL) {
        appearance->theme = r->theme;
    }
    return sp_theme_page_for(appearance->theme, format, code);
}

/* Every request header that negotiation looks at, joined as httpd joins. Of
 * JSON and XML even the label is the client's own. */
static const char *vary_of(const sp_appearance_t *appearance, int encoding,
                           apr_pool_t *pool)
{
    int labelled = appearance->formats[0] == SP_FORMAT_JSON ||
                   appearance->formats[0] == SP_FORMAT_XML;
    const char *format = appearance->format_count > 1 ? ",Accept,Sec-Fetch-Dest"
                         : labelled                   ? ",Accept"
                                                      : "";
    const char *language =
        appearance->language_count > 1 ? ",Accept-Language" : "";
    const char *all = apr_pstrcat(pool, format, language,
                                  encoding ? ",Accept-Encoding" : "", NULL);

    return *all ? all + 1 : NULL;
}

/* RFC 6585 and 8470: responses with these must not be stored. */
static int must_not_store(int code)
{
    return code == 428 || code == 429 || code == 431 || code == 511;
}

apr_status_t sp_page_render(sp_page_t **page, const sp_theme_template_t *source,
                            sp_format_t format, const sp_value_t *values,
                            const char *language, apr_pool_t *pool,
                            sp_error_t *err)
{
    sp_plan_t *plan = NULL;
    apr_status_t rv =
        sp_render(&plan, source->tpl, values, sp_format_info(format)->escape,
                  source->partial, source->baton, pool, err);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    *page = apr_pcalloc(pool, sizeof(**page));
    (*page)->plan = plan;
    (*page)->public_facts = sp_plan_facts_without(plan, SP_FACT_DETAILS);
    (*page)->content_language = apr_pstrdup(pool, language);
    (*page)->csp = format == SP_FORMAT_HTML ? sp_csp_for_html(plan, pool)
                                            : sp_csp_for_data();
    return APR_SUCCESS;
}

apr_status_t sp_page_make(sp_page_t **page, const sp_appearance_t *appearance,
                          int code, sp_format_t format, const char *language,
                          apr_pool_t *pool, sp_error_t *err)
{
    sp_entry_t entry =
        sp_appearance_entry(appearance, words_of(code), language);
    const char *own = has_own_words(format) ? language : entry.language;
    const char *both = strcasecmp(own, entry.language) == 0
                           ? entry.language
                           : apr_pstrcat(pool, own, ", ", entry.language, NULL);
    sp_appearance_t worn = *appearance;
    const sp_theme_t *files;
    const int status = status_of(appearance, code);
    const sp_theme_template_t *source =
        choose_template(&worn, status, format, &files);
    apr_pool_t *scratch;
    sp_value_t *values;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    values = values_of(&worn, code, &entry, own, scratch);
    sp_values_files(values, files, scratch);
    rv = sp_page_render(page, source, format, values, both, pool, err);
    apr_pool_destroy(scratch);
    if (rv == APR_SUCCESS) {
        (*page)->come_back = sp_catalog_come_back(appearance->catalog, own);
        (*page)->no_store = (*page)->plan->facts != 0 || must_not_store(status);
        (*page)->vary[0] = vary_of(appearance, 0, pool);
        (*page)->vary[1] = vary_of(appearance, 1, pool);
        sp_page_write_lines(*page, pool);
    }
    return rv;
}
