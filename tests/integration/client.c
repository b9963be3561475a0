/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Requests by libcurl; see client.h. */
#include "client.h"
#include "text.h"

#include <apr_strings.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

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

static void set_version(CURL *curl, int http)
{
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
                     http == 10   ? (long)CURL_HTTP_VERSION_1_0
                     : http == 20 ? (long)CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE
                                  : (long)CURL_HTTP_VERSION_1_1);
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
        curl_easy_setopt(
            curl, CURLOPT_URL,
            apr_psprintf(s->pool, "http://127.0.0.1:%d%s", port, q->path));
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

response_t *client_send(server_t *s, const request_t *q)
{
    transfer_t t = {s->pool, response_new(s->pool), NULL, 0};
    CURL *curl = curl_easy_init();
    struct curl_slist *list = header_list(s->pool, q->headers);

    if (curl == NULL) {
        text_die("libcurl does not start");
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    set_method(curl, q);
    set_version(curl, q->http);
    set_identity(curl, s, q, q->port ? q->port : s->port);
    if (q->ungzip || q->decode != NULL) {
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING,
                         q->decode ? q->decode : "gzip");
    }
    perform(curl, &t);
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
