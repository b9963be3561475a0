/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the readers of a catalogue file share: the file, the place in it, and
 * the faults. Private to the room. */
#ifndef SP_CATALOG_READER_H
#define SP_CATALOG_READER_H

#include "catalog/table.h"

#include <jansson.h>

/** The longest name of a catalogue, and of a label. */
#define SP_CATALOG_MAX_NAME 64

#define SP_COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

/** One file that is being read. */
typedef struct sp_reader_t {
    const char *file;
    const char *text;
    apr_size_t len;
    sp_catalog_fn find;
    void *baton;
    apr_pool_t *pool;                /* for faults */
    apr_pool_t *keep;                /* for what goes into the catalogue */
    const sp_catalog_t *catalog;     /* that the file belongs to */
    sp_catalog_language_t *language; /* that it tells */
    sp_error_t *err;
    const char *path[3]; /* the keys down to what is looked at */
    int depth;
} sp_reader_t;

/** Step to a key: @a depth 0 is a member of the file itself. */
void sp_reader_at(sp_reader_t *r, int depth, const char *key);

/** A fault at the key that the path leads to. Always APR_EGENERAL. */
apr_status_t sp_reader_fault(sp_reader_t *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/** The fault "unknown member 'mesage'; <legal>", with the nearest name. */
apr_status_t sp_reader_unknown(sp_reader_t *r, const char *what,
                               const char *key, const char *const *names,
                               int count, const char *legal);

/** A piece of the file, cut short and fit to be repeated in a message. */
const char *sp_reader_shown(sp_reader_t *r, const char *text);

/** "a number", "a list" ... */
const char *sp_reader_kind(const json_t *value);

/**
 * A text for readers, copied; the path leads to it. With @a paragraphs it may
 * be empty and hold line feeds.
 */
apr_status_t sp_reader_text(sp_reader_t *r, const json_t *value, int paragraphs,
                            const char **text);

/** A member of the file that must be a string. Without an @a example it may be
 *  left out; then *value is NULL. */
apr_status_t sp_reader_string(sp_reader_t *r, json_t *root, const char *key,
                              const char *example, const char **value);

/** The file's labels, codes and problems into r->language. */
apr_status_t sp_catalog_read_texts(sp_reader_t *r, const json_t *root);

/** What one code, or one problem, says into r->language; the path leads to
 *  it. */
apr_status_t sp_catalog_read_code(sp_reader_t *r, const char *key,
                                  json_t *value);
apr_status_t sp_catalog_read_problem(sp_reader_t *r, const char *key,
                                     json_t *value);

#endif /* SP_CATALOG_READER_H */
