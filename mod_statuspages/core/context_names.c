/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What kind of value a name stands for; see context_parts.h. Refuses to know
 * where it may stand. A name that is missing here is live: forgetting one
 * makes the check stricter, never laxer. */
#include "context_parts.h"

#include "brand.h"

#include <string.h>

static const struct {
    const char *name;
    sp_kind_t kind;
} kinds[] = {
    {"status", SP_KIND_WORD},
    {"class", SP_KIND_WORD},
    {"language", SP_KIND_WORD},
    {"dir", SP_KIND_WORD},
    {"text_language", SP_KIND_WORD},
    {"text_dir", SP_KIND_WORD},
    {"retry", SP_KIND_OPTION},
    {"retry.modify", SP_KIND_OPTION},
    {"retry.later", SP_KIND_OPTION},
    {"retry.after", SP_KIND_OPTION},
    {"mixed", SP_KIND_OPTION},
    {"single", SP_KIND_OPTION},
    {"current", SP_KIND_OPTION},
    {"shown", SP_KIND_OPTION},
    {"last", SP_KIND_OPTION},
    {"logo", SP_KIND_PICTURE},
    {"reference_url", SP_KIND_ADDRESS},
    {"base", SP_KIND_ADDRESS},
    {"url", SP_KIND_ADDRESS},
    {"message", SP_KIND_TEXT},
    {"description", SP_KIND_TEXT},
    {"paragraphs", SP_KIND_TEXT},
    {"code", SP_KIND_TEXT},
    {"theme", SP_KIND_TEXT},
    {"catalog", SP_KIND_TEXT},
    {"classes", SP_KIND_TEXT},
    {"class_name", SP_KIND_TEXT},
    {"codes", SP_KIND_TEXT},
    {"anchor", SP_KIND_TEXT},
    {"languages", SP_KIND_TEXT},
    {"themes", SP_KIND_TEXT},
    {"formats", SP_KIND_TEXT},
    {"catalogs", SP_KIND_TEXT},
    {"name", SP_KIND_TEXT},
    {"tag", SP_KIND_TEXT},
    {"headers", SP_KIND_TEXT},
    {"value", SP_KIND_TEXT},
    {"body", SP_KIND_TEXT},
    {"query", SP_KIND_TEXT},
};

/* A variable may be an expression, except a colour. */
static sp_kind_t kind_of_var(const char *name)
{
    switch (sp_brand_kind(name)) {
    case SP_BRAND_COLOUR:
        return SP_KIND_COLOUR;
    case SP_BRAND_URL:
        return SP_KIND_LINK;
    default:
        return SP_KIND_LIVE;
    }
}

sp_kind_t sp_kind_of(const char *name)
{
    size_t i;

    if (strncmp(name, "vars.", 5) == 0) {
        return kind_of_var(name + 5);
    }
    if (strncmp(name, "labels.", 7) == 0) {
        return SP_KIND_TEXT;
    }
    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            return kinds[i].kind;
        }
    }
    return SP_KIND_LIVE;
}

int sp_kind_is_live(sp_kind_t kind)
{
    return kind == SP_KIND_LIVE || kind == SP_KIND_LINK;
}

int sp_kind_is_number(const char *name)
{
    return strcmp(name, "status") == 0 || strcmp(name, "retry_after") == 0;
}

int sp_kind_shadows(const char *name)
{
    return strcmp(name, "vars") == 0 || strcmp(name, "labels") == 0 ||
           strcmp(name, "detail") == 0;
}
