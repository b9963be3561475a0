/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of names; see vocabulary.h. */
#include "vocabulary/vocabulary.h"

#include "base/spelling.h"
#include "brand/brand.h"

#include <apr_strings.h>
#include <string.h>

#define LABELS "labels."
#define VARS "vars."
#define WORDS "words."
#define FILES "file."
#define STARTS(name, prefix) (strncmp(name, prefix, sizeof(prefix) - 1) == 0)

#define LIVE(name)                                                             \
    {                                                                          \
        name, SP_KIND_LIVE, SP_FILLER_FACTS, 0                                 \
    }

static const sp_name_t table[] = {
    [SP_FACT_REQUEST_ID] = LIVE("request_id"),
    [SP_FACT_REQUEST_ID_ENCODED] = LIVE("request_id_encoded"),
    [SP_FACT_URI] = LIVE("uri"),
    [SP_FACT_RETRY_AFTER] = {"retry_after", SP_KIND_LIVE, SP_FILLER_FACTS, 1},
    [SP_FACT_COME_BACK] = LIVE("come_back"),
    [SP_FACT_TIME] = LIVE("time"),
    [SP_FACT_METHOD] = LIVE("method"),
    [SP_FACT_HOST] = LIVE("host"),
    [SP_FACT_UPSTREAM] = LIVE("upstream"),
    [SP_FACT_DETAILS] = LIVE("details"),
    [SP_FACT_DETAIL_QUERY] = LIVE("detail.query"),
    [SP_FACT_DETAIL_CLIENT] = LIVE("detail.client"),
    [SP_FACT_DETAIL_SERVER] = LIVE("detail.server"),
    [SP_FACT_DETAIL_PROTOCOL] = LIVE("detail.protocol"),
    [SP_FACT_DETAIL_HANDLER] = LIVE("detail.handler"),
    [SP_FACT_DETAIL_UPSTREAM] = LIVE("detail.upstream"),
    [SP_FACT_DETAIL_USER_AGENT] = LIVE("detail.user_agent"),
    [SP_FACT_DETAIL_REFERER] = LIVE("detail.referer"),
    [SP_FACT_DETAIL_REASON] = LIVE("detail.reason"),
    {"detail", SP_KIND_GROUP, SP_FILLER_FACTS, 0},
    {"status", SP_KIND_WORD, SP_FILLER_ENTRY, 1},
    {"class", SP_KIND_WORD, SP_FILLER_ENTRY, 0},
    {"message", SP_KIND_TEXT, SP_FILLER_ENTRY, 0},
    {"description", SP_KIND_TEXT, SP_FILLER_ENTRY, 0},
    {"paragraphs", SP_KIND_TEXT, SP_FILLER_ENTRY, 0},
    {"code", SP_KIND_TEXT, SP_FILLER_ENTRY, 0},
    {"code_language", SP_KIND_WORD, SP_FILLER_ENTRY, 0},
    {"code_differs", SP_KIND_OPTION, SP_FILLER_ENTRY, 0},
    {"retry", SP_KIND_OPTION, SP_FILLER_ENTRY, 0},
    {"retry.modify", SP_KIND_OPTION, SP_FILLER_ENTRY, 0},
    {"retry.later", SP_KIND_OPTION, SP_FILLER_ENTRY, 0},
    {"retry.after", SP_KIND_OPTION, SP_FILLER_ENTRY, 0},
    {"retry.again", SP_KIND_OPTION, SP_FILLER_ENTRY, 0},
    {"documentation", SP_KIND_ADDRESS, SP_FILLER_ENTRY, 0},
    {"language", SP_KIND_WORD, SP_FILLER_LANGUAGE, 0},
    {"dir", SP_KIND_WORD, SP_FILLER_LANGUAGE, 0},
    {"text_language", SP_KIND_WORD, SP_FILLER_LANGUAGE, 0},
    {"text_dir", SP_KIND_WORD, SP_FILLER_LANGUAGE, 0},
    {"mixed", SP_KIND_OPTION, SP_FILLER_LANGUAGE, 0},
    {"fsi", SP_KIND_OPTION, SP_FILLER_LANGUAGE, 0},
    {"pdi", SP_KIND_OPTION, SP_FILLER_LANGUAGE, 0},
    {"labels", SP_KIND_GROUP, SP_FILLER_LABELS, 0},
    {"file", SP_KIND_GROUP, SP_FILLER_FILES, 0},
    {"words", SP_KIND_GROUP, SP_FILLER_WORDS, 0},
    {"vars", SP_KIND_GROUP, SP_FILLER_BRAND, 0},
    {"logo", SP_KIND_PICTURE, SP_FILLER_BRAND, 0},
    {"theme", SP_KIND_TEXT, SP_FILLER_BRAND, 0},
    {"catalog", SP_KIND_TEXT, SP_FILLER_BRAND, 0},
    {"reference_url", SP_KIND_ADDRESS, SP_FILLER_ERROR_PAGE, 0},
    {"support_subject", SP_KIND_TEXT, SP_FILLER_ERROR_PAGE, 0},
    {"base", SP_KIND_ADDRESS, SP_FILLER_REFERENCE, 0},
    {"title", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"title_language", SP_KIND_WORD, SP_FILLER_REFERENCE, 0},
    {"title_dir", SP_KIND_WORD, SP_FILLER_REFERENCE, 0},
    {"title_mixed", SP_KIND_OPTION, SP_FILLER_REFERENCE, 0},
    {"all", SP_KIND_OPTION, SP_FILLER_REFERENCE, 0},
    {"single", SP_KIND_OPTION, SP_FILLER_REFERENCE, 0},
    {"classes", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"class_name", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"codes", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"anchor", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"url", SP_KIND_ADDRESS, SP_FILLER_REFERENCE, 0},
    {"last", SP_KIND_OPTION, SP_FILLER_REFERENCE, 0},
    {"languages", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"name", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"tag", SP_KIND_TEXT, SP_FILLER_REFERENCE, 0},
    {"current", SP_KIND_OPTION, SP_FILLER_REFERENCE, 0},
    {"themes", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
    {"formats", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
    {"catalogs", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
    {"headers", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
    {"value", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
    {"body", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
    {"shown", SP_KIND_OPTION, SP_FILLER_GALLERY, 0},
    {"query", SP_KIND_TEXT, SP_FILLER_GALLERY, 0},
};

#define COUNT ((int)(sizeof(table) / sizeof(table[0])))

const sp_name_t *sp_vocabulary_table(int *count)
{
    *count = COUNT;
    return table;
}

const char *sp_fact_name(int fact)
{
    return table[fact].name;
}

static const sp_name_t *find(const char *name)
{
    int i;

    for (i = 0; i < COUNT; i++) {
        if (strcmp(name, table[i].name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

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
    const sp_name_t *row;

    if (STARTS(name, VARS)) {
        return kind_of_var(name + sizeof(VARS) - 1);
    }
    if (STARTS(name, LABELS) || STARTS(name, WORDS)) {
        return SP_KIND_TEXT;
    }
    if (STARTS(name, FILES)) {
        return sp_media_is_font(name) ? SP_KIND_FONT : SP_KIND_PICTURE;
    }
    row = find(name);
    return row ? row->kind : SP_KIND_LIVE;
}

int sp_kind_is_live(sp_kind_t kind)
{
    return kind == SP_KIND_LIVE || kind == SP_KIND_LINK ||
           kind == SP_KIND_GROUP;
}

int sp_kind_is_number(const char *name)
{
    const sp_name_t *row = find(name);

    return row != NULL && row->number;
}

static int is_offered(const sp_names_t *names, const sp_name_t *row)
{
    return names->reader || row->filler < SP_FILLER_REFERENCE;
}

static int is_var(const sp_names_t *names, const char *name)
{
    return sp_brand_has(name) ||
           (names->declares != NULL && names->declares(names->baton, name));
}

static int is_word(const sp_names_t *names, const char *name)
{
    return sp_spelling_is_among(name, names->words, names->word_count);
}

static int knows(const void *baton, const char *name)
{
    const sp_names_t *names = baton;
    const sp_name_t *row;

    if (STARTS(name, LABELS)) {
        return sp_spelling_is_among(name + sizeof(LABELS) - 1, names->labels,
                                    names->label_count);
    }
    if (STARTS(name, WORDS)) {
        return is_word(names, name + sizeof(WORDS) - 1);
    }
    if (STARTS(name, FILES)) {
        return names->has_file != NULL &&
               names->has_file(names->baton, name + sizeof(FILES) - 1);
    }
    if (STARTS(name, VARS)) {
        return is_var(names, name + sizeof(VARS) - 1);
    }
    row = find(name);
    return row != NULL && is_offered(names, row);
}

static const char *with_prefix(const char *prefix, const char *best,
                               apr_pool_t *pool)
{
    return best ? apr_pstrcat(pool, prefix, best, NULL) : NULL;
}

/* Names that are known ahead come before the facts: of equals the first
 * wins. */
static const char *nearest_in_table(const sp_names_t *names, const char *name)
{
    const char *offered[COUNT];
    int count = 0;
    int i;

    for (i = 0; i < COUNT; i++) {
        const sp_name_t *row = &table[(i + SP_FACT_COUNT) % COUNT];
        if (is_offered(names, row)) {
            offered[count++] = row->name;
        }
    }
    return sp_spelling_nearest(name, offered, count);
}

static const char *nearest(const sp_names_t *names, const char *name,
                           apr_pool_t *pool)
{
    const char *detail;

    if (STARTS(name, LABELS)) {
        return with_prefix(LABELS,
                           sp_spelling_nearest(name + sizeof(LABELS) - 1,
                                               names->labels,
                                               names->label_count),
                           pool);
    }
    if (STARTS(name, WORDS)) {
        return with_prefix(WORDS,
                           sp_spelling_nearest(name + sizeof(WORDS) - 1,
                                               names->words, names->word_count),
                           pool);
    }
    if (STARTS(name, FILES)) {
        return names->near_file == NULL
                   ? NULL
                   : with_prefix(FILES,
                                 names->near_file(names->baton,
                                                  name + sizeof(FILES) - 1),
                                 pool);
    }
    if (STARTS(name, VARS)) {
        return with_prefix(VARS, sp_brand_nearest(name + sizeof(VARS) - 1),
                           pool);
    }
    detail = apr_pstrcat(pool, "detail.", name, NULL);
    return find(detail) != NULL ? detail : nearest_in_table(names, name);
}

/* A name of the theme's own that lacks its prefix. */
static const char *own(const sp_names_t *names, const char *name,
                       apr_pool_t *pool)
{
    if (is_var(names, name)) {
        return with_prefix(VARS, name, pool);
    }
    return is_word(names, name) ? with_prefix(WORDS, name, pool) : NULL;
}

/* What a theme has of its own is the better guess, then what is written
 * elsewhere; a file and a word have advice for where nothing is near. */
static const char *hint(const void *baton, const char *name, apr_pool_t *pool)
{
    const char *guess = own(baton, name, pool);
    const char *near = guess != NULL ? guess : nearest(baton, name, pool);
    const char *advice =
        guess != NULL ||
                (near != NULL && (STARTS(name, FILES) || STARTS(name, WORDS)))
            ? NULL
            : sp_name_advice(name);

    if (advice != NULL) {
        return advice;
    }
    return near ? apr_psprintf(pool, "did you mean '%s'?", near) : NULL;
}

sp_vocabulary_t sp_vocabulary(const sp_names_t *names)
{
    sp_vocabulary_t v = {knows, hint, names};
    return v;
}
