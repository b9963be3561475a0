/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What an appearance says; see appearance.h. */
#include "appearance/appearance.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

sp_appearance_t *sp_appearance_create(apr_pool_t *pool, const sp_theme_t *theme,
                                      const sp_catalog_t *catalog)
{
    sp_appearance_t *appearance = apr_pcalloc(pool, sizeof(*appearance));
    int i;

    appearance->theme = theme;
    appearance->catalog = catalog;
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        appearance->formats[i] = (sp_format_t)i;
    }
    appearance->format_count = SP_FORMAT_COUNT;
    sp_appearance_all_languages(appearance, pool);
    return appearance;
}

void sp_appearance_all_languages(sp_appearance_t *appearance, apr_pool_t *pool)
{
    appearance->language_count =
        sp_catalog_languages(appearance->catalog, pool, &appearance->languages);
}

const sp_var_t *sp_appearance_var(const sp_appearance_t *appearance,
                                  const char *name)
{
    const sp_var_t *v;

    for (v = appearance->vars; v != NULL; v = v->next) {
        if (strcmp(v->name, name) == 0) {
            return v;
        }
    }
    return NULL;
}

/* The words for a code that no catalogue has. Below 400 the name of its class
 * is all that can be said. */
static sp_entry_t unknown_entry(const sp_appearance_t *appearance, int code,
                                const char *language)
{
    static const char *const labels[][2] = {
        {"class_1xx", NULL},
        {"class_2xx", NULL},
        {"class_3xx", NULL},
        {"unknown_4xx", "unknown_4xx_text"},
        {"unknown_5xx", "unknown_5xx_text"},
    };
    int class = code >= SP_CODE_MIN && code < 500 ? code / 100 : 5;
    const char *const *label = labels[class - 1];
    sp_entry_t entry = {.message = "Error",
                        .description = "",
                        .language = "en",
                        .status = code};
    const char *message =
        sp_catalog_label(appearance->catalog, language, label[0]);
    const char *text =
        label[1] ? sp_catalog_label(appearance->catalog, language, label[1])
                 : "";

    if (message != NULL && text != NULL) {
        entry.message = message;
        entry.description = text;
        entry.language = language;
    }
    return entry;
}

/* The message for this very language beats the one for any. */
static const sp_message_t *own_message(const sp_appearance_t *appearance,
                                       int code, const char *language)
{
    const sp_message_t *any = NULL;
    const sp_message_t *m;

    for (m = appearance->messages; m != NULL; m = m->next) {
        if (m->code != code) {
            continue;
        }
        if (m->language != NULL && strcasecmp(m->language, language) == 0) {
            return m;
        }
        if (m->language == NULL && any == NULL) {
            any = m;
        }
    }
    return any;
}

sp_entry_t sp_appearance_code(const sp_appearance_t *appearance, int code)
{
    const sp_catalog_language_t *first = sp_catalog_own(appearance->catalog, 0);
    const char *language = first ? first->tag : "en";
    const sp_entry_t *found = sp_catalog_entry(appearance->catalog, code, NULL);
    const sp_message_t *own = own_message(appearance, code, "");
    sp_entry_t entry =
        found ? *found : unknown_entry(appearance, code, language);

    if (own == NULL) {
        own = own_message(appearance, code, language);
    }
    if (own != NULL) {
        entry.message = own->message;
        entry.language = own->language ? own->language : language;
    }
    return entry;
}

sp_entry_t sp_appearance_entry(const sp_appearance_t *appearance, int code,
                               const char *language)
{
    const sp_entry_t *found =
        sp_catalog_entry(appearance->catalog, code, language);
    const sp_message_t *own = own_message(appearance, code, language);
    sp_entry_t entry =
        found ? *found : unknown_entry(appearance, code, language);

    if (own != NULL) {
        entry.message = own->message;
        if (own->description != NULL) {
            entry.description = own->description;
        }
        if (own->language != NULL) {
            entry.language = own->language;
        }
    }
    return entry;
}

static int has_message(const sp_appearance_t *appearance, int code)
{
    const sp_message_t *m;

    for (m = appearance->messages; m != NULL; m = m->next) {
        if (m->code == code) {
            return 1;
        }
    }
    return 0;
}

int sp_appearance_knows(const sp_appearance_t *appearance, int code)
{
    return sp_catalog_entry(appearance->catalog, code,
                            appearance->languages[0]) != NULL ||
           has_message(appearance, code);
}

int sp_appearance_documents(const sp_appearance_t *appearance, int code)
{
    return sp_catalog_documents(appearance->catalog, code) ||
           has_message(appearance, code);
}

sp_title_t sp_appearance_title(const sp_appearance_t *appearance,
                               const char *language)
{
    sp_title_t title = sp_catalog_title(appearance->catalog, language);

    if (title.text == NULL) {
        title.text =
            sp_catalog_label(appearance->catalog, language, "reference_title");
        title.language = language;
    }
    return title;
}

/* The pattern with a name wherever its mark stands. */
static const char *put_name(const char *pattern, const char *name,
                            apr_pool_t *pool)
{
    const char *url = "";
    const char *mark;

    while ((mark = strstr(pattern, SP_REFERENCE_CODE)) != NULL) {
        url = apr_pstrcat(
            pool, url,
            apr_pstrmemdup(pool, pattern, (apr_size_t)(mark - pattern)), name,
            NULL);
        pattern = mark + sizeof(SP_REFERENCE_CODE) - 1;
    }
    return apr_pstrcat(pool, url, pattern, NULL);
}

const char *sp_appearance_reference(const sp_appearance_t *appearance, int code,
                                    apr_pool_t *pool)
{
    const char *base = appearance->reference;

    if (base == NULL || !sp_appearance_knows(appearance, code)) {
        return NULL;
    }
    if (strstr(base, SP_REFERENCE_CODE) != NULL) {
        return put_name(base, apr_itoa(pool, code), pool);
    }
    return apr_psprintf(pool, "%s%d%s", base, code,
                        sp_appearance_documents(appearance, code) ? ""
                                                                  : "?all");
}
