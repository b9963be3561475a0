/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The names that a template may use: what kind of value each stands for, in
 * which templates it may stand, who fills it, and which of them are live
 * facts, known only when the request is there. One table, beside the labels of
 * the standard catalogue and the variables that a theme declares. Knows names;
 * refuses to know how templates are written and where values come from. */
#ifndef SP_VOCABULARY_H
#define SP_VOCABULARY_H

#include <apr_pools.h>

/** The live facts. */
typedef enum sp_fact_t {
    SP_FACT_REQUEST_ID,
    SP_FACT_REQUEST_ID_ENCODED, /* the same, as a part of an address */
    SP_FACT_URI,                /* path without query, ASCII, percent-encoded */
    SP_FACT_RETRY_AFTER,        /* seconds, digits only */
    SP_FACT_COME_BACK,          /* the same as a sentence */
    SP_FACT_TIME,               /* RFC 3339, UTC */
    SP_FACT_METHOD,
    SP_FACT_HOST,
    SP_FACT_UPSTREAM, /* the kind of backend, if there is one: a plain word */
    SP_FACT_DETAILS,  /* "1" where this reader may see detail.* */
    SP_FACT_DETAIL_QUERY,
    SP_FACT_DETAIL_CLIENT,
    SP_FACT_DETAIL_SERVER,
    SP_FACT_DETAIL_PROTOCOL,
    SP_FACT_DETAIL_HANDLER,
    SP_FACT_DETAIL_UPSTREAM, /* the address of a proxied backend */
    SP_FACT_DETAIL_USER_AGENT,
    SP_FACT_DETAIL_REFERER,
    SP_FACT_DETAIL_REASON,
    SP_FACT_COUNT
} sp_fact_t;

/* Variables whose value is an expression are facts, too: those of one
 * appearance have the numbers from SP_FACT_COUNT up to here. */
#define SP_LIVE_MAX 64

/** The values of one request; NULL or "" is "not there". */
typedef struct sp_facts_t {
    const char *value[SP_LIVE_MAX];
} sp_facts_t;

/** What is known about a value when a template is compiled; it decides where
 *  its name may stand. */
typedef enum sp_kind_t {
    SP_KIND_LIVE,    /* whatever a client sent, at worst */
    SP_KIND_WORD,    /* one of a few ASCII words, never empty: 404, 4xx, rtl */
    SP_KIND_OPTION,  /* the same, or nothing */
    SP_KIND_COLOUR,  /* checked as a colour; always a constant */
    SP_KIND_PICTURE, /* a data: URI that was made here */
    SP_KIND_FONT,    /* the same of a font */
    SP_KIND_ADDRESS, /* a URL that was made here */
    SP_KIND_LINK,    /* checked as a URL, but perhaps an expression's */
    SP_KIND_TEXT,    /* words of an administrator or a catalogue */
    SP_KIND_GROUP    /* no value: names stand below it, "vars.home" */
} sp_kind_t;

/** Who fills a name: a function of page/values.h, or one kind of page. */
typedef enum sp_filler_t {
    SP_FILLER_FACTS,
    SP_FILLER_ENTRY,
    SP_FILLER_LANGUAGE,
    SP_FILLER_LABELS,
    SP_FILLER_WORDS,
    SP_FILLER_FILES,
    SP_FILLER_BRAND,
    SP_FILLER_ERROR_PAGE,
    SP_FILLER_REFERENCE, /* from here on: unknown in an error page, where it
                            would be nothing, silently */
    SP_FILLER_GALLERY
} sp_filler_t;

/** A row of the table. */
typedef struct sp_name_t {
    const char *name; /* dotted: "detail.client" */
    sp_kind_t kind;
    sp_filler_t filler;
    int number; /* the value is a number, where there is one */
} sp_name_t;

/** The whole table; the facts are its first rows, in their order. */
const sp_name_t *sp_vocabulary_table(int *count);

/** The dotted name of a fact below SP_FACT_COUNT: "detail.client". */
const char *sp_fact_name(int fact);

/** The kind of a name: of the table, a label, a word, a file or a variable.
 * What is unknown is live: forgetting a name makes checks stricter, never
 * laxer. */
sp_kind_t sp_kind_of(const char *name);

/** Whether a client may decide what the value is, or if there is one. */
int sp_kind_is_live(sp_kind_t kind);

/** Whether the value is a number, where there is one. */
int sp_kind_is_number(const char *name);

/** What a check of templates asks: is a name known? */
typedef struct sp_vocabulary_t {
    int (*knows)(const void *baton, const char *name);
    /** How what is meant by an unknown name is written, or NULL. */
    const char *(*hint)(const void *baton, const char *name, apr_pool_t *pool);
    const void *baton;
} sp_vocabulary_t;

/** What one writes in place of a tag that means something elsewhere, as
 *  {{#if x}} or {{year}}; NULL for any other. */
const char *sp_name_advice(const char *name);

/** What may be used beside the table. */
typedef struct sp_names_t {
    const char *const *labels;
    int label_count;
    /** Whether {{vars.NAME}} is declared; may be NULL. */
    int (*declares)(void *baton, const char *name);
    void *baton;
    int reader; /* the template is the reference's or the gallery's */
    const char *const *words; /* of the theme's own */
    int word_count;
    /** Whether {{file.NAME}} is there, and which may have been meant; may be
     *  NULL. */
    int (*has_file)(void *baton, const char *name);
    const char *(*near_file)(void *baton, const char *name);
} sp_names_t;

/** The vocabulary of a theme; keeps @a names as a pointer. */
sp_vocabulary_t sp_vocabulary(const sp_names_t *names);

#endif /* SP_VOCABULARY_H */
