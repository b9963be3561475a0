/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The five catalogues of documented tables and the table that the tests hold
 * them against, typed from the documents by hand: which codes, which messages,
 * which retry advice. Reads the built-in files with jansson and refuses to
 * know sp_catalog_t, so that a fault of the reader can't hide one of the data.
 * For test_cloud_*.c only; cmocka.h comes first. */
#ifndef CLOUD_BOOKS_H
#define CLOUD_BOOKS_H

#include <stdlib.h>
#include <string.h>

#include <apr_general.h>
#include <apr_strings.h>
#include <jansson.h>

#include "base/builtin.h"

/* Which documents a row holds for. */
#define CORE 1
#define API 2
#define CLASSIC 4
#define ORCH 8
#define INTL 16
#define WIDE (API | CLASSIC | ORCH | INTL)
#define ALL (CORE | WIDE)

static const struct book {
    int bit;
    int codes;
    const char *name;
    const char *document;
    const char *modify; /* words of its advice against a plain repeat */
} books[] = {
    {CORE, 16, "cloud-core", "000_775676a62702a267.txt",
     "without a change/without changing|client should not"},
    {API, 42, "cloud-api", "001_478bfc4eae068057.txt",
     "change the request, then try again"},
    {CLASSIC, 41, "cloud-classic", "002_0f75ab8683083471.txt",
     "change/changing"},
    {ORCH, 41, "cloud-orchestration", "003_03ed8ff46c5204c8.txt",
     "unless|altered/changed|client should refrain/client should not"},
    {INTL, 42, "cloud-intl", "004_70d1dbfb4cab8b64.txt",
     "modify the request|do not retry"},
};
#define BOOKS ((int)(sizeof(books) / sizeof(books[0])))

static const struct row {
    int code;
    int in;
    const char *message;
    const char *retry; /* NULL: the documents are silent */
} rows[] = {
    {100, WIDE, "Continue", NULL},
    {101, WIDE, "Switching Protocols", NULL},
    {200, CORE | API | INTL, "OK", NULL},
    {201, ALL, "Created", NULL},
    {202, ALL, "Accepted", NULL},
    {203, WIDE, "Non-Authoritative Information", NULL},
    {204, CORE, "No Content", NULL},
    {204, WIDE, "NoContent", NULL},
    {205, WIDE, "Reset Content", NULL},
    {206, WIDE, "Partial Content", NULL},
    {300, WIDE, "Multiple Choices", NULL},
    {301, WIDE, "Moved Permanently", NULL},
    {302, WIDE, "Found", NULL},
    {303, WIDE, "See Other", NULL},
    {304, WIDE, "Not Modified", NULL},
    {305, WIDE, "Use Proxy", NULL},
    {306, WIDE, "Unused", NULL},
    {400, CORE, "Bad Request", "modify"},
    {400, WIDE, "BadRequest", "modify"},
    {401, ALL, "Unauthorized", NULL},
    {402, WIDE, "Payment Required", NULL},
    {403, ALL, "Forbidden", "modify"},
    {404, CORE, "Not Found", "modify"},
    {404, WIDE, "NotFound", "modify"},
    {405, CORE, "Method Not Allowed", "modify"},
    {405, WIDE, "MethodNotAllowed", "modify"},
    {406, ALL, "Not Acceptable", NULL},
    {407, WIDE, "Proxy Authentication Required", NULL},
    {408, WIDE, "Request Time-out", "later"},
    {409, ALL, "Conflict", NULL},
    {410, WIDE, "Gone", NULL},
    {411, WIDE, "Length Required", NULL},
    {412, WIDE, "Precondition Failed", NULL},
    /* 413 promises a header; whether to repeat, no document says. */
    {413, ALL, "Request Entity Too Large", NULL},
    {414, WIDE, "Request-URI Too Large", NULL},
    {415, ALL, "Unsupported Media Type", NULL},
    {416, WIDE, "Requested range not satisfiable", NULL},
    {417, WIDE, "Expectation Failed", NULL},
    {422, WIDE, "UnprocessableEntity", NULL},
    {429, WIDE, "TooManyRequests", "after"},
    {500, CORE, "Internal Server Error", NULL},
    {500, WIDE, "InternalServerError", NULL},
    {501, ALL, "Not Implemented", NULL},
    {502, WIDE, "Bad Gateway", NULL},
    {503, CORE, "Service Unavailable", "modify"},
    {503, WIDE, "ServiceUnavailable", "modify"},
    {504, WIDE, "ServerTimeout", NULL},
    {505, WIDE, "HTTP Version not supported", NULL},
};
#define ROWS ((int)(sizeof(rows) / sizeof(rows[0])))

static inline int setup(void **state)
{
    apr_pool_t *pool;

    assert_int_equal(apr_pool_create(&pool, NULL), APR_SUCCESS);
    *state = pool;
    return 0;
}

static inline int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

static inline apr_status_t forget(void *root)
{
    json_decref(root);
    return APR_SUCCESS;
}

/* A built-in catalogue, alive as long as the pool. */
static inline json_t *load(apr_pool_t *pool, const struct book *book)
{
    const char *path;
    const sp_builtin_t *file;
    json_error_t fault;
    json_t *root;

    path = apr_psprintf(pool, "conf/catalogs/%s.json", book->name);
    file = sp_builtin_find(path);
    if (file == NULL) {
        fail_msg("%s is not built in", path);
    }
    root = json_loadb(file->text, file->len, JSON_REJECT_DUPLICATES, &fault);
    if (root == NULL) {
        fail_msg("%s:%d:%d: %s", path, fault.line, fault.column, fault.text);
    }
    apr_pool_cleanup_register(pool, root, forget, apr_pool_cleanup_null);
    return root;
}

static inline json_t *load_codes(apr_pool_t *pool, const struct book *book)
{
    return json_object_get(load(pool, book), "codes");
}

static inline const char *member(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* The words of an entry; without any, the test ends here. */
static inline const char *description(const json_t *entry)
{
    const char *text = member(entry, "description");

    assert_non_null(text);
    assert_string_not_equal(text, "");
    return text;
}

static inline const struct row *find_row(int bit, const char *code)
{
    int i;

    for (i = 0; i < ROWS; i++) {
        if ((rows[i].in & bit) && rows[i].code == atoi(code)) {
            return &rows[i];
        }
    }
    return NULL;
}

#endif /* CLOUD_BOOKS_H */
