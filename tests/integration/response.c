/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Responses as data; see response.h. */
#include "response.h"

#include <apr_strings.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <strings.h>

#define DUMPED_BODY 2000

response_t *response_new(apr_pool_t *pool)
{
    response_t *r = apr_pcalloc(pool, sizeof(*r));

    r->reason = "";
    r->body = "";
    r->headers = apr_table_make(pool, 16);
    return r;
}

/* "HTTP/1.1 404 Reason", "HTTP/2 404 " */
int response_status_line(response_t *r, apr_pool_t *pool, const char *line)
{
    const char *at;
    char *end;

    if (strncmp(line, "HTTP/", 5) != 0 || line[5] < '0' || line[5] > '9') {
        return 0;
    }
    r->http = (line[5] - '0') * 10 + (line[6] == '.' ? line[7] - '0' : 0);
    at = strchr(line, ' ');
    if (at == NULL) {
        return 0;
    }
    r->status = (int)strtol(at, &end, 10);
    r->reason = apr_pstrdup(pool, *end == ' ' ? end + 1 : end);
    return r->status >= 100;
}

int response_header_line(response_t *r, apr_pool_t *pool, const char *line)
{
    const char *colon = strchr(line, ':');
    const char *value;

    if (colon == NULL || colon == line) {
        return 0;
    }
    value = colon + 1 + strspn(colon + 1, " \t");
    apr_table_addn(r->headers,
                   apr_pstrmemdup(pool, line, (apr_size_t)(colon - line)),
                   apr_pstrdup(pool, value));
    return 1;
}

const char *response_header(const response_t *r, const char *name)
{
    return apr_table_get(r->headers, name);
}

int response_header_count(const response_t *r, const char *name)
{
    const apr_table_entry_t *all =
        (const apr_table_entry_t *)apr_table_elts(r->headers)->elts;
    int i, n = 0;

    for (i = 0; i < apr_table_elts(r->headers)->nelts; i++) {
        n += strcasecmp(all[i].key, name) == 0;
    }
    return n;
}

const char *response_header_all(const response_t *r, apr_pool_t *pool,
                                const char *name)
{
    return apr_table_getm(pool, r->headers, name);
}

/* Bytes enough for any page; the reference is the largest. */
#define LONGEST_TEXT (1024 * 1024)

static const char *inflated(const response_t *r, apr_pool_t *pool,
                            apr_size_t *length)
{
    Bytef *out = apr_palloc(pool, LONGEST_TEXT);
    z_stream z;
    int rv;

    memset(&z, 0, sizeof(z));
    z.next_in = (Bytef *)(apr_uintptr_t)r->body;
    z.avail_in = (uInt)r->length;
    z.next_out = out;
    z.avail_out = LONGEST_TEXT - 1;
    inflateInit2(&z, 16 + MAX_WBITS); /* gzip and nothing else */
    rv = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    if (rv != Z_STREAM_END || z.avail_in != 0) {
        return NULL;
    }
    *length = z.total_out;
    return apr_pstrmemdup(pool, (char *)out, z.total_out);
}

const char *response_text(const response_t *r, apr_pool_t *pool,
                          apr_size_t *length)
{
    if (response_header(r, "Content-Encoding") == NULL || r->length == 0) {
        *length = r->length;
        return r->body;
    }
    return inflated(r, pool, length);
}

int response_closes(const response_t *r)
{
    const char *value = response_header(r, "Connection");

    return value != NULL && strstr(value, "close") != NULL;
}

void response_dump(const response_t *r)
{
    const apr_table_entry_t *all =
        (const apr_table_entry_t *)apr_table_elts(r->headers)->elts;
    int i;

    fprintf(stderr, "--- HTTP/%d.%d %d %s (first byte %ld ms, all %ld ms)\n",
            r->http / 10, r->http % 10, r->status, r->reason, r->first_byte_ms,
            r->total_ms);
    for (i = 0; i < apr_table_elts(r->headers)->nelts; i++) {
        fprintf(stderr, "%s: %s\n", all[i].key, all[i].val);
    }
    fprintf(stderr, "\n%.*s\n--- %lu bytes%s%s\n", DUMPED_BODY, r->body,
            (unsigned long)r->length, r->fault ? ", fault: " : "",
            r->fault ? r->fault : "");
}
