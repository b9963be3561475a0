/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whether an answer is the right one, whole, and to this very request. The
 * parsers are other people's: zlib, jansson, libxml2. */
#include "checks.h"
#include "soak.h"
#include "text.h"

#include <apr_strings.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static const char *judge_json(const char *body, size_t length, int status)
{
    json_error_t error;
    json_t *root = json_loadb(body, length, JSON_REJECT_DUPLICATES, &error);
    json_t *code = root ? json_object_get(root, "status") : NULL;
    const char *wrong = NULL;

    if (root == NULL) {
        wrong = "its JSON can't be parsed";
    }
    else if (json_is_integer(code) && json_integer_value(code) != status) {
        wrong = "its JSON has another status";
    }
    json_decref(root);
    return wrong;
}

static const char *judge_xml(const char *body, size_t length)
{
    xmlDocPtr doc = xmlReadMemory(body, (int)length, "page", NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR |
                                      XML_PARSE_NOWARNING);

    if (doc == NULL) {
        return "its XML can't be parsed";
    }
    xmlFreeDoc(doc);
    return NULL;
}

/* By the label that it bears. */
static const char *judge_structure(const char *type, const char *body,
                                   size_t length, int status)
{
    if (strlen(body) != length) {
        return "there is a NUL in the body";
    }
    if (strncmp(type, "text/html", 9) == 0) {
        return ends_with(body, "</html>\n") ? NULL : "no </html> at its end";
    }
    if (strncmp(type, "application/json", 16) == 0) {
        return judge_json(body, length, status);
    }
    if (strncmp(type, "application/xml", 15) == 0) {
        return judge_xml(body, length);
    }
    return ends_with(body, "\n") ? NULL : "no newline at its end";
}

/* Whose words are in this text: 0 nobody's, 1 this request's, 2 another's */
static int whose(const char *text, const char *token)
{
    int found = 0;

    while ((text = strstr(text, "tok-")) != NULL) {
        if (strncmp(text, token, strlen(token)) != 0) {
            return 2;
        }
        found = 1;
        text += 4;
    }
    return found;
}

/* "de", and where the words are English alone, "de, en" or "en" */
static int language_is_right(const ask_t *ask, const char *language)
{
    size_t n = strlen(ask->language);

    if (ask->kind->is & ENGLISH) {
        return strcmp(language, "en") == 0 ||
               (strncasecmp(language, ask->language, n) == 0 &&
                strcmp(language + n, ", en") == 0);
    }
    return strcasecmp(language, ask->language) == 0;
}

static const char *judge_headers(const ask_t *ask, const response_t *r)
{
    const apr_array_header_t *rows = apr_table_elts(r->headers);
    const char *type = response_header(r, "Content-Type");
    const char *language = response_header(r, "Content-Language");
    int i;

    for (i = 0; i < rows->nelts; i++) {
        if (whose(APR_ARRAY_IDX(rows, i, apr_table_entry_t).val, ask->token) >
            1) {
            return "another request's word is in its headers";
        }
    }
    if (!(ask->kind->is & PAGE)) {
        return NULL;
    }
    if (!checks_is_ours(r)) {
        return "it is no page of ours";
    }
    if (type == NULL || language == NULL) {
        return "it has no type or no language";
    }
    if (ask->kind->is & EARLY) {
        return NULL;
    }
    if (strncmp(type, forms[ask->form], strlen(forms[ask->form])) != 0) {
        return "it is of another form";
    }
    return language_is_right(ask, language) ? NULL
                                            : "it is in another language";
}

static const char *judge_body(const client_t *c, const ask_t *ask,
                              const response_t *r)
{
    const char *coding = response_header(r, "Content-Encoding");
    const char *type = response_header(r, "Content-Type");
    apr_size_t length;
    const char *body = response_text(r, c->pool, &length), *wrong = NULL;
    int is = ask->kind->is;

    if (coding != NULL && !ask->gzip) {
        return "it is compressed, and that was not asked for";
    }
    if (body == NULL) {
        return "its gzip can't be undone";
    }
    if (whose(body, ask->token) > 1) {
        return "another request's word is in it";
    }
    if (!(is & NO_TOKEN) && whose(body, ask->token) != 1) {
        return "its own request is not in it";
    }
    if (is & PAGE) {
        wrong = judge_structure(type, body, length, r->status);
    }
    if (wrong == NULL && ask->kind->holds != NULL &&
        strstr(body, strstr(ask->kind->holds, "@T")
                         ? ask->token
                         : ask->kind->holds) == NULL) {
        wrong = "what it must hold is not in it";
    }
    return wrong;
}

static int status_is_right(const client_t *c, const ask_t *ask, int status)
{
    int states;

    if (!(ask->kind->is & HTACCESS)) {
        return status == ask->kind->status;
    }
    states = history_states(&c->site->htaccess, ask->began, text_now());
    return (status == 404 && (states & 1)) || (status == 500 && (states & 2));
}

const char *judge(const client_t *c, const ask_t *ask, const response_t *r)
{
    const char *length = response_header(r, "Content-Length");
    const char *wrong;
    int no_body = strcmp(ask->kind->method, "HEAD") == 0 || r->status == 304 ||
                  r->status == 204;

    if (!status_is_right(c, ask, r->status)) {
        return "the status is another";
    }
    wrong = judge_headers(ask, r);
    if (wrong != NULL || no_body) {
        return wrong != NULL || r->length == 0 ? wrong : "it has a body";
    }
    if (length != NULL && strtoul(length, NULL, 10) != r->length) {
        return "its length is not what it says";
    }
    return judge_body(c, ask, r);
}
