/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages: an appearance and what is asked for -> a plan, and what the headers
 * of its answer have to say. Error pages, the reference (the catalogue as the
 * page that documentation is) and the gallery (every page there is, to look
 * at). Knows appearances and plans; refuses to know requests, headers that
 * came in, and how pages are kept. */
#ifndef SP_PAGE_H
#define SP_PAGE_H

#include "appearance/appearance.h"
#include "gzip/gzip.h"
#include "loaded/loaded.h"
#include "plan/plan.h"

#include <apr_tables.h>

typedef struct sp_page_t {
    const sp_plan_t *plan;
    const sp_gzip_t *gzip;     /* the plan prepared for gzip, or NULL */
    apr_uint64_t public_facts; /* those it reads where there are no details */
    const char *content_language; /* "ja", or "ja, en" where it is mixed */
    const char *csp;
    const sp_come_back_t *come_back; /* the words of its language */
    int no_store; /* it holds a live fact, or its code forbids it */
    int indexed;  /* search engines may have it */
    /* What negotiation has looked at, or NULL, and language, storing and that
     * as lines "Name: value\r\n": without, and with, Accept-Encoding. */
    const char *vary[2];
    const char *lines[2];
    apr_size_t lines_len[2];
    const char *guard_lines; /* the protective ones as lines */
    apr_size_t guard_lines_len;
} sp_page_t;

/** The headers that a page decides about. Vary comes last, as httpd puts it
 *  where the others are in its table for errors. */
typedef enum sp_header_id_t {
    SP_HEADER_LANGUAGE,
    SP_HEADER_STORING,
    SP_HEADER_SNIFF, /* from here on they protect the reader */
    SP_HEADER_ROBOTS,
    SP_HEADER_POLICY, /* up to here */
    SP_HEADER_VARY,
    SP_HEADER_COUNT
} sp_header_id_t;

typedef struct sp_header_t {
    sp_header_id_t id;
    const char *name;
    const char *value;
} sp_header_t;

/**
 * Decide which headers an answer with the page has: the one place for that.
 * @a encoding: it may also go out compressed. @a guards: with those that
 * protect the reader. Returns how many there are, by their ids.
 */
int sp_page_headers(const sp_page_t *page, int encoding, int guards,
                    sp_header_t headers[SP_HEADER_COUNT]);

/** In place of a code: the words of 497 under the status 400, for plain HTTP on
 *  a port that speaks TLS. No status of HTTP is so large. */
#define SP_CODE_PLAIN_HTTP 1497

/** Make a page in @a pool. @a language is one that the appearance offers. */
apr_status_t sp_page_make(sp_page_t **page, const sp_appearance_t *appearance,
                          int code, sp_format_t format, const char *language,
                          apr_pool_t *pool, sp_error_t *err);

typedef struct sp_reference_t {
    const char *base;     /* its path, as "/status", without a last slash */
    int code;             /* or a problem's number; 0: the whole table */
    int json;             /* else HTML */
    const char *language; /* one that the appearance offers */
    int all;              /* what the catalogue extends, too */
} sp_reference_t;

/** Whether the reference tells of a code or problem; with @a all, by what it
 *  extends, too. */
int sp_reference_has(const sp_appearance_t *appearance, int code, int all);

/** Make the page in @a pool; its plan reads no live fact of a request. */
apr_status_t sp_reference_make(sp_page_t **page,
                               const sp_appearance_t *appearance,
                               const sp_reference_t *asked, apr_pool_t *pool,
                               sp_error_t *err);

typedef struct sp_gallery_t {
    const char *base;  /* the reference's path, as "/status" */
    const char *theme; /* chosen: names of what there is */
    const char *catalog;
    const char *language;
    sp_format_t format;
    int code; /* or a problem's number, in the chosen catalogue */
    const sp_catalog_t *shown;  /* that one; NULL: the one in force */
    const char *reader;         /* the language of the gallery's own words */
    const apr_table_t *headers; /* of the answer that is shown; its status line
                                   may stand before them, without a value */
    const char *body;
} sp_gallery_t;

/** Whether the gallery lists a code or problem: one that can have a page, and
 *  words. */
int sp_gallery_has(const sp_appearance_t *appearance, int code);

/** Make the page in @a pool. */
apr_status_t sp_gallery_make(sp_page_t **page,
                             const sp_appearance_t *appearance,
                             const sp_gallery_t *asked, apr_pool_t *pool,
                             sp_error_t *err);

#endif /* SP_PAGE_H */
