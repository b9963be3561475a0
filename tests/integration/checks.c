/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Assertions on responses; see checks.h. */
#include "checks.h"
#include "rows.h"

#include <apr_strings.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Every header that httpd may rightly send in several lines; ends with NULL */
static const char *const may_repeat[] = {
    "Set-Cookie", "WWW-Authenticate", "Proxy-Authenticate",
    "Via",        "Warning",          "Link",
    NULL};

#define OUR_TYPES                                                              \
    "^(text/html|application/xhtml\\+xml|application/(problem\\+)?json"        \
    "|application/[a-z0-9.+-]*\\+json|application/(problem\\+)?xml|text/xml"   \
    "|application/[a-z0-9.+-]*\\+xml|text/plain|text/markdown)(; ?charset="    \
    "utf-8)?$"

static void give_up(const response_t *r, const char *file, int line,
                    const char *fmt, ...)
    __attribute__((noreturn, format(printf, 4, 5)));

static void give_up(const response_t *r, const char *file, int line,
                    const char *fmt, ...)
{
    char text[1024];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    if (r != NULL) {
        response_dump(r);
    }
    print_error("%s\n", text);
    _fail(file, line);
    abort(); /* _fail() does not return, but is not declared so */
}

int checks_is_ours(const response_t *r)
{
    const char *robots = response_header(r, "X-Robots-Tag");

    return robots != NULL && strcmp(robots, "noindex") == 0;
}

void checks_options(int argc, char **argv)
{
    if (argc > 1) {
        rows_choose(argv[1]);
    }
}

void check_status(const response_t *r, int code, const char *file, int line)
{
    if (r->fault != NULL) {
        give_up(r, file, line, "not a whole response: %s", r->fault);
    }
    if (r->status != code) {
        give_up(r, file, line, "the status is %d, not %d", r->status, code);
    }
}

void check_page(const response_t *r, int code, const char *method,
                const char *file, int line)
{
    const char *type = response_header(r, "Content-Type");
    const char *length = response_header(r, "Content-Length");
    char number[16];
    int head = method != NULL && strcmp(method, "HEAD") == 0;

    check_status(r, code, file, line);
    snprintf(number, sizeof(number), "%d", code);
    if (!checks_is_ours(r)) {
        give_up(r, file, line, "not a page of ours: no X-Robots-Tag");
    }
    if (type == NULL || !text_matches(type, OUR_TYPES)) {
        give_up(r, file, line, "Content-Type is none of ours: %s",
                type ? type : "(none)");
    }
    if (response_header_count(r, "Content-Length") != 1 ||
        (head ? r->length != 0 || atoi(length) < 10
              : strtoul(length, NULL, 10) != r->length)) {
        give_up(r, file, line, "Content-Length does not tell the truth");
    }
    if (!head && strstr(r->body, number) == NULL) {
        give_up(r, file, line, "the page does not name its code");
    }
    check_none_doubled(r, file, line);
}

void check_kept(const response_t *r, int code, const char *text,
                const char *file, int line)
{
    check_status(r, code, file, line);
    if (checks_is_ours(r)) {
        give_up(r, file, line, "this response was to be left alone");
    }
    check_body(r, text, 1, file, line);
}

void check_reason(const response_t *r, const char *text, const char *file,
                  int line)
{
    const char *wanted = r->http == 20 ? "" : text;

    if (strcmp(r->reason, wanted) != 0) {
        give_up(r, file, line, "the reason is \"%s\", not \"%s\"", r->reason,
                wanted);
    }
}

void check_header(const response_t *r, const char *name, const char *value,
                  const char *file, int line)
{
    const char *found = response_header(r, name);
    int count = response_header_count(r, name);

    if (count != 1) {
        give_up(r, file, line, "%s is there %d times, not once", name, count);
    }
    if (strcmp(found, value) != 0) {
        give_up(r, file, line, "%s is \"%s\", not \"%s\"", name, found, value);
    }
}

void check_no_header(const response_t *r, const char *name, const char *file,
                     int line)
{
    if (response_header(r, name) != NULL) {
        give_up(r, file, line, "%s is still there", name);
    }
}

void check_header_like(const response_t *r, const char *name, const char *regex,
                       const char *file, int line)
{
    apr_pool_t *pool;
    const char *all;
    int ok;

    apr_pool_create(&pool, NULL);
    all = response_header_all(r, pool, name);
    ok = all != NULL && text_matches(all, regex);
    apr_pool_destroy(pool);
    if (!ok) {
        give_up(r, file, line, "%s does not match \"%s\"", name, regex);
    }
}

static int repeats_rightly(const char *name)
{
    int i;

    for (i = 0; may_repeat[i] != NULL; i++) {
        if (strcasecmp(name, may_repeat[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

void check_none_doubled(const response_t *r, const char *file, int line)
{
    const apr_table_entry_t *all =
        (const apr_table_entry_t *)apr_table_elts(r->headers)->elts;
    int i;

    for (i = 0; i < apr_table_elts(r->headers)->nelts; i++) {
        if (!repeats_rightly(all[i].key) &&
            response_header_count(r, all[i].key) > 1) {
            give_up(r, file, line, "%s is doubled", all[i].key);
        }
    }
}

void check_body(const response_t *r, const char *text, int wanted,
                const char *file, int line)
{
    if ((strstr(r->body, text) != NULL) != wanted) {
        give_up(r, file, line, "the body %s \"%s\"", wanted ? "lacks" : "holds",
                text);
    }
}

static apr_status_t forget(void *json)
{
    json_decref(json);
    return APR_SUCCESS;
}

json_t *checks_keep_json(json_t *json, apr_pool_t *pool)
{
    apr_pool_cleanup_register(pool, json, forget, apr_pool_cleanup_null);
    return json;
}

json_t *check_problem(const response_t *r, int code, const char *file, int line)
{
    static const char *const strings[] = {
        "type", "title", "detail", "code", "request_id", "language", NULL};
    json_error_t error;
    json_t *object;
    int i;

    check_page(r, code, NULL, file, line);
    object = json_loadb(r->body, r->length, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(object)) {
        give_up(r, file, line, "not a JSON object: %s", error.text);
    }
    checks_keep_json(object, apr_table_elts(r->headers)->pool);
    if (json_integer_value(json_object_get(object, "status")) != code) {
        give_up(r, file, line, "its member status is not %d", code);
    }
    for (i = 0; strings[i] != NULL; i++) {
        const char *value =
            json_string_value(json_object_get(object, strings[i]));

        if (value == NULL || *value == '\0') {
            give_up(r, file, line, "its member %s is missing", strings[i]);
        }
    }
    return object;
}

void check_member(const json_t *object, const char *name, const char *value,
                  const char *file, int line)
{
    const char *found = json_string_value(json_object_get(object, name));

    if (found == NULL || strcmp(found, value) != 0) {
        give_up(NULL, file, line, "the member %s is \"%s\", not \"%s\"", name,
                found ? found : "(none)", value);
    }
}

/* xmllint reads stdin; a NUL or a control character in the body fails too */
void check_xml(const response_t *r, const char *file, int line)
{
    char path[] = "/tmp/sp-xml.XXXXXX";
    const char *argv[] = {"xmllint", "--noout", "--nonet", path, NULL};
    int fd = mkstemp(path);
    apr_pool_t *pool;
    result_t result;
    char said[512];

    if (fd < 0 || write(fd, r->body, r->length) != (ssize_t)r->length) {
        text_die("can't write %s", path);
    }
    close(fd);
    apr_pool_create(&pool, NULL);
    result = process_run(pool, argv, NULL);
    snprintf(said, sizeof(said), "%s", result.text);
    apr_pool_destroy(pool);
    unlink(path);
    if (result.exit != 0) {
        give_up(r, file, line, "not well-formed: %s", said);
    }
}

void check_in_step(wire_t *w, const char *file, int line)
{
    static const char request[] = "GET /t?ok HTTP/1.1\r\nHost: localhost\r\n"
                                  "\r\n";
    response_t *r;
    const char *rest;

    if (w->length > 0) {
        print_error("bytes that belong to no request: %.200s\n", w->data);
        _fail(file, line);
    }
    wire_send(w, request, 0);
    r = wire_read(w, "GET");
    if (r->fault != NULL || r->status != 200 || strcmp(r->body, "ok\n") != 0) {
        give_up(r, file, line, "the next request got somebody else's answer");
    }
    rest = wire_rest(w, 150);
    if (*rest != '\0') {
        print_error("after the last response: %.200s\n", rest);
        _fail(file, line);
    }
}

void check_within(const response_t *r, long ms, const char *file, int line)
{
    if (r->total_ms > text_patience(ms)) {
        give_up(r, file, line, "it took %ld ms, more than %ld", r->total_ms,
                text_patience(ms));
    }
}
