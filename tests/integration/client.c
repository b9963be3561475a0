/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Requests by libcurl; see client.h. */
#include "client.h"
#include "rows.h"
#include "text.h"

#include <apr_strings.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define TRIES 5

typedef struct transfer_t {
    apr_pool_t *pool;
    response_t *response;
    char *body;
    size_t length;
} transfer_t;

/* One header line. A new status line (after 100 or 401) starts afresh. */
static size_t on_header(char *data, size_t size, size_t count, void *baton)
{
    transfer_t *t = baton;
    char *line = apr_pstrmemdup(t->pool, data, size * count);

    line[strcspn(line, "\r\n")] = '\0';
    if (strncmp(line, "HTTP/", 5) == 0) {
        apr_table_clear(t->response->headers);
        t->length = 0;
        response_status_line(t->response, t->pool, line);
    }
    else {
        response_header_line(t->response, t->pool, line);
    }
    return size * count;
}

static size_t on_body(char *data, size_t size, size_t count, void *baton)
{
    transfer_t *t = baton;
    char *grown = realloc(t->body, t->length + size * count + 1);

    if (grown == NULL) {
        return 0;
    }
    memcpy(grown + t->length, data, size * count);
    t->body = grown;
    t->length += size * count;
    return size * count;
}

static struct curl_slist *header_list(apr_pool_t *pool, const char *headers)
{
    struct curl_slist *list = NULL;
    char *rest = apr_pstrdup(pool, headers ? headers : ""), *line;
    int has_accept = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        if (*line != '\0') {
            list = curl_slist_append(list, line);
            has_accept |= strncasecmp(line, "Accept:", 7) == 0;
        }
    }
    if (!has_accept) {
        list = curl_slist_append(list, "Accept:"); /* libcurl: send none */
    }
    list = curl_slist_append(list, "Content-Type:");
    return curl_slist_append(list, "Expect:");
}

static void set_method(CURL *curl, const request_t *q)
{
    const char *method = q->method ? q->method : "GET";

    if (strcmp(method, "HEAD") == 0) {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    }
    else if (q->body != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, q->body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(q->body));
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
}

/* Whether the request goes to a port that speaks TLS. */
static int has_tls(const server_t *s, const request_t *q)
{
    return q->port == 0 && server_has_tls(s);
}

/* The version in which the answer has to come: 11 for 1.0, too, because httpd
 * says what it speaks itself. */
static int answered_in(const server_t *s, const request_t *q)
{
    return q->http ? (q->http == 20 ? 20 : 11) : q->port ? 11 : server_http(s);
}

static long version(const server_t *s, const request_t *q)
{
    if (q->http == 10) {
        return CURL_HTTP_VERSION_1_0;
    }
    if (q->http == 0 && q->port == 0 && server_http_is_refused(s)) {
        return CURL_HTTP_VERSION_2; /* offers it, and takes HTTP/1.1 */
    }
    if (answered_in(s, q) == 11) {
        return CURL_HTTP_VERSION_1_1;
    }
    return has_tls(s, q) ? CURL_HTTP_VERSION_2TLS
                         : CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE;
}

/* What this run can't ask for is not asked for in another way. */
static void skip_what_can_t_be(const server_t *s, const request_t *q)
{
    if (q->http == 20 && strcmp(s->mpm, "prefork") == 0) {
        rows_skip("HTTP/2", "mod_http2 is inactive under prefork");
    }
    if (q->proxy != NULL) {
        server_only_http_1(s, "a request to a forward proxy");
        server_only_plain(s, "a request to a forward proxy");
    }
}

static void check_version(const server_t *s, const request_t *q, response_t *r)
{
    int wanted = answered_in(s, q);

    if (r->fault == NULL && (r->http == 20) != (wanted == 20)) {
        r->fault = apr_psprintf(s->pool, "it came over HTTP %d, not %d",
                                r->http, wanted);
    }
}

static void set_identity(CURL *curl, server_t *s, const request_t *q, int port)
{
    if (q->user != NULL) {
        curl_easy_setopt(curl, CURLOPT_USERPWD, q->user);
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH,
                         q->digest ? (long)CURLAUTH_DIGEST
                                   : (long)CURLAUTH_BASIC);
    }
    if (q->proxy != NULL) {
        curl_easy_setopt(curl, CURLOPT_PROXY,
                         apr_psprintf(s->pool, "127.0.0.1:%d", port));
        curl_easy_setopt(curl, CURLOPT_URL, q->proxy);
    }
    else {
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(curl, CURLOPT_URL,
                         apr_psprintf(s->pool, "%s://127.0.0.1:%d%s",
                                      has_tls(s, q) ? "https" : "http", port,
                                      q->path));
        /* libcurl offers "http/1.0" there, which httpd refuses */
        curl_easy_setopt(curl, CURLOPT_SSL_ENABLE_ALPN, (long)(q->http != 10));
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

static long to_ms(CURL *curl, CURLINFO info)
{
    curl_off_t microseconds = 0;

    curl_easy_getinfo(curl, info, &microseconds);
    return (long)(microseconds / 1000);
}

static void perform(CURL *curl, transfer_t *t)
{
    CURLcode rv;

    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, text_patience(20000));
    rv = curl_easy_perform(curl);
    if (rv != CURLE_OK) {
        t->response->fault = apr_pstrdup(t->pool, curl_easy_strerror(rv));
    }
    t->response->first_byte_ms = to_ms(curl, CURLINFO_STARTTRANSFER_TIME_T);
    t->response->total_ms = to_ms(curl, CURLINFO_TOTAL_TIME_T);
}

static response_t *send_once(server_t *s, const request_t *q)
{
    transfer_t t = {s->pool, response_new(s->pool), NULL, 0};
    CURL *curl = curl_easy_init();
    struct curl_slist *list = header_list(s->pool, q->headers);

    if (curl == NULL) {
        text_die("libcurl does not start");
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    set_method(curl, q);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, version(s, q));
    if (answered_in(s, q) == 20) {
        /* Not to leave with the last byte, but with the stream's end: httpd
         * takes who goes before for a client that broke off, and mod_cache
         * does not store its answer (AH00733). */
        curl_easy_setopt(curl, CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
    }
    set_identity(curl, s, q, q->port ? q->port : s->port);
    if (q->ungzip || q->decode != NULL) {
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING,
                         q->decode ? q->decode : "gzip");
    }
    perform(curl, &t);
    check_version(s, q, t.response);
    t.response->body = apr_pstrmemdup(s->pool, t.body ? t.body : "", t.length);
    t.response->length = t.length;
    free(t.body);
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    return t.response;
}

int client_knows_brotli(void)
{
    return (curl_version_info(CURLVERSION_NOW)->features &
            CURL_VERSION_BROTLI) != 0;
}

/* httpd may answer before it has the request's body, and end the stream with
 * RST_STREAM(NO_ERROR): RFC 9113, 8.1. libcurl 7.88 sends head and body apart,
 * and throws away what came between: no status, no header. */
static int was_thrown_away(const request_t *q, const response_t *r)
{
    return q->body != NULL && r->status == 0 && r->fault != NULL &&
           strcmp(r->fault, curl_easy_strerror(CURLE_HTTP2_STREAM)) == 0;
}

response_t *client_send(server_t *s, const request_t *q)
{
    response_t *r;
    int tries = 0;

    skip_what_can_t_be(s, q);
    do {
        r = send_once(s, q);
    } while (was_thrown_away(q, r) && ++tries < TRIES);
    return r;
}

response_t *client_get(server_t *s, const char *path, const char *headers)
{
    request_t request = {0};

    request.path = path;
    request.headers = headers;
    return client_send(s, &request);
}

response_t *client_json(server_t *s, const char *path)
{
    return client_get(s, path, "Accept: application/problem+json");
}
