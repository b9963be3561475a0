/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the parts of the context check share: places, refusals, and what kind
 * of value a name stands for. Private to context*.c. */
#ifndef SP_CONTEXT_PARTS_H
#define SP_CONTEXT_PARTS_H

#include "diag.h"

/** A place in a template. */
typedef struct sp_spot_t {
    const char *file;
    int line;
    int col;
} sp_spot_t;

/** Why something may not stand where it stands: "'SUBJECT' WHAT; HINT". */
typedef struct sp_refusal_t {
    const char *what;
    const char *hint;
} sp_refusal_t;

/** Where the check is, and where its fault goes. */
typedef struct sp_trace_t {
    sp_spot_t at;
    int gallery; /* the page may show another in a frame */
    apr_pool_t *pool;
    sp_error_t *err;
} sp_trace_t;

/** Record a refusal at @a spot, or here where that is NULL. */
static inline apr_status_t sp_trace_refuse(sp_trace_t *t, const sp_spot_t *spot,
                                           const char *subject,
                                           const sp_refusal_t *why)
{
    const sp_spot_t *at = spot != NULL ? spot : &t->at;

    sp_error_set(t->err, t->pool, at->file, at->line, at->col, "'%s' %s",
                 subject, why->what);
    sp_error_hint(t->err, t->pool, "%s", why->hint);
    return APR_EGENERAL;
}

/** What is known about a value when a template is compiled. */
typedef enum sp_kind_t {
    SP_KIND_WORD,    /* one of a few ASCII words, never empty: 404, 4xx, rtl */
    SP_KIND_OPTION,  /* the same, or nothing */
    SP_KIND_COLOUR,  /* checked as a colour; always a constant */
    SP_KIND_PICTURE, /* a data: URI that was made here */
    SP_KIND_ADDRESS, /* a URL that was made here */
    SP_KIND_LINK,    /* checked as a URL, but perhaps an expression's */
    SP_KIND_TEXT,    /* words of an administrator or a catalogue */
    SP_KIND_LIVE     /* whatever a client sent, at worst */
} sp_kind_t;

/** The kind of a name of the vocabulary; other names are live. */
sp_kind_t sp_kind_of(const char *name);

/** Whether a client may decide what the value is, or if there is one. */
int sp_kind_is_live(sp_kind_t kind);

/** Whether the value is a number, where there is one. */
int sp_kind_is_number(const char *name);

/** Whether a section over @a name gives other meanings to names within. */
int sp_kind_shadows(const char *name);

#endif /* SP_CONTEXT_PARTS_H */
