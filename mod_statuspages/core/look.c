/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a look says; see look.h. */
#include "look.h"

#include <string.h>
#include <strings.h>

sp_look_t *sp_look_create(apr_pool_t *pool, const sp_theme_t *theme,
                          const sp_catalog_t *catalog)
{
    sp_look_t *look = apr_pcalloc(pool, sizeof(*look));
    int i;

    look->theme = theme;
    look->catalog = catalog;
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        look->formats[i] = (sp_format_t)i;
    }
    look->format_count = SP_FORMAT_COUNT;
    sp_look_all_languages(look, pool);
    return look;
}

void sp_look_all_languages(sp_look_t *look, apr_pool_t *pool)
{
    look->language_count =
        sp_catalog_languages(look->catalog, pool, &look->languages);
}

const sp_var_t *sp_look_var(const sp_look_t *look, const char *name)
{
    const sp_var_t *v;

    for (v = look->vars; v != NULL; v = v->next) {
        if (strcmp(v->name, name) == 0) {
            return v;
        }
    }
    return NULL;
}

/* The words for a code that no catalogue has. Below 400 the name of its class
 * is all that can be said. */
static sp_entry_t unknown_entry(const sp_look_t *look, int code,
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
    sp_entry_t entry = {"Error", "", SP_RETRY_NONE, "en"};
    const char *message = sp_catalog_label(look->catalog, language, label[0]);
    const char *text =
        label[1] ? sp_catalog_label(look->catalog, language, label[1]) : "";

    if (message != NULL && text != NULL) {
        entry.message = message;
        entry.description = text;
        entry.language = language;
    }
    return entry;
}

/* The message for this very language beats the one for any. */
static const sp_message_t *own_message(const sp_look_t *look, int code,
                                       const char *language)
{
    const sp_message_t *any = NULL;
    const sp_message_t *m;

    for (m = look->messages; m != NULL; m = m->next) {
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

sp_entry_t sp_look_entry(const sp_look_t *look, int code, const char *language)
{
    const sp_entry_t *found = sp_catalog_entry(look->catalog, code, language);
    const sp_message_t *own = own_message(look, code, language);
    sp_entry_t entry = found ? *found : unknown_entry(look, code, language);

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
