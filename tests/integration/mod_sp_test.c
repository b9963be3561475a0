/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A handler that misbehaves on request, in the ways that httpd-facts lists:
 * the query names the behaviour. Only for tests; knows nothing of
 * mod_statuspages.
 *
 *   /t?ok                       a plain 200
 *   /t?die=NNN[&filename=F][&err=N:V]   return NNN, as if it were for that file
 *   /t?status=NNN[&type=T][&body=TEXT][&n=BYTES][&header=N:V][&err=N:V]
 *                               answer NNN by hand; type= (empty): none
 *                               (also in the name of mod_dav's handler)
 *   /t?NAME                     a row of the table at the end
 */
#include "httpd.h"
#include "http_config.h"
#include "http_core.h"
#include "http_log.h"
#include "http_protocol.h"
#include "http_request.h"
#include "http_connection.h"
#include "util_filter.h"

#include "apr_lib.h"
#include "apr_strings.h"

#include <sys/resource.h>

#define BLOCK 8192
#define HUGE_BLOCKS 6400 /* 50 MB */

extern module AP_MODULE_DECLARE_DATA __attribute__((visibility("default")))
sp_test_module;
APLOG_USE_MODULE(sp_test);

typedef int behaviour_fn(request_rec *r);

/* The value of a key of the query, unescaped; NULL where it is absent. */
static const char *argument(request_rec *r, const char *key)
{
    char *rest = apr_pstrdup(r->pool, r->args ? r->args : ""), *part;
    apr_size_t n = strlen(key);

    while ((part = apr_strtok(rest, "&", &rest)) != NULL) {
        if (strncmp(part, key, n) == 0 && part[n] == '=') {
            ap_unescape_urlencoded(part + n + 1);
            return part + n + 1;
        }
    }
    return NULL;
}

static void write_block(request_rec *r)
{
    char block[BLOCK];

    memset(block, 'u', sizeof(block));
    ap_rwrite(block, sizeof(block), r);
}

static void answer(request_rec *r, int status)
{
    r->status = status;
    write_block(r);
    ap_rflush(r);
}

/* Pass an error bucket, and what httpd's own modules pass behind it. */
static apr_status_t pass_error(request_rec *r, int status, int with_eoc)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;
    apr_bucket_brigade *bb = apr_brigade_create(r->pool, alloc);

    APR_BRIGADE_INSERT_TAIL(
        bb, ap_bucket_error_create(status, NULL, r->pool, alloc));
    if (with_eoc) {
        APR_BRIGADE_INSERT_TAIL(bb, ap_bucket_eoc_create(alloc));
    }
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_eos_create(alloc));
    return ap_pass_brigade(r->output_filters, bb);
}

/* An error bucket before anything else was sent. */
static int error_first(request_rec *r)
{
    return pass_error(r, 503, 0) == APR_SUCCESS ? OK : AP_FILTER_ERROR;
}

/* An error bucket behind the first block of a good response. */
static int error_in_the_middle(request_rec *r)
{
    write_block(r);
    ap_rflush(r);
    return pass_error(r, 502, 0) == APR_SUCCESS ? OK : AP_FILTER_ERROR;
}

static apr_status_t pass_one(request_rec *r, apr_bucket *first, apr_bucket *e)
{
    apr_bucket_brigade *bb =
        apr_brigade_create(r->pool, r->connection->bucket_alloc);

    APR_BRIGADE_INSERT_TAIL(bb, first);
    if (e != NULL) {
        APR_BRIGADE_INSERT_TAIL(bb, e);
    }
    return ap_pass_brigade(r->output_filters, bb);
}

/* The connection is to end, without a word. */
static int end_of_connection(request_rec *r)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;

    r->status = 502;
    pass_one(r, ap_bucket_eoc_create(alloc), apr_bucket_eos_create(alloc));
    return OK;
}

/* Nothing to tell by, twice, before a body, or none, and its end. */
static int flush_first(request_rec *r, const char *body)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;

    r->status = 404;
    pass_one(r, apr_bucket_flush_create(alloc), NULL);
    pass_one(r, apr_bucket_flush_create(alloc), NULL);
    pass_one(r, apr_bucket_immortal_create(body, strlen(body), alloc),
             apr_bucket_eos_create(alloc));
    return OK;
}

static int flushed_404(request_rec *r)
{
    return flush_first(r, "my own");
}

static int flushed_empty(request_rec *r)
{
    return flush_first(r, "");
}

/* An error page by hand, then an error bucket. */
static int error_after_500(request_rec *r)
{
    answer(r, 500);
    pass_error(r, 502, 1);
    return OK;
}

/* An error page by hand, then another code is returned. */
static int die_after_500(request_rec *r)
{
    answer(r, 500);
    return 503;
}

static int die_after_404(request_rec *r)
{
    answer(r, 404);
    return 403;
}

/* A good response by hand, then a code is returned. */
static int die_after_200(request_rec *r)
{
    answer(r, 200);
    return 403;
}

/* An error page by hand, then the request goes on as one for a file. */
static int redirect_after_404(request_rec *r)
{
    answer(r, 404);
    ap_internal_redirect("/late.txt", r);
    return OK;
}

/* The same, and the error is taken back. */
static int redirect_as_if_fine(request_rec *r)
{
    answer(r, 404);
    r->status = HTTP_OK;
    ap_internal_redirect("/late.txt", r);
    return OK;
}

/* An error page by hand that has not left httpd's buffer, then another code. */
static int die_unsent(request_rec *r)
{
    r->status = 404;
    ap_rputs("never sent", r);
    return 403;
}

/* 50 MB in the body of an error; logs how much of it was taken. */
static int huge(request_rec *r, int status)
{
    char block[BLOCK];
    int i;

    r->status = status;
    memset(block, 'u', sizeof(block));
    for (i = 0; i < HUGE_BLOCKS; i++) {
        if (ap_rwrite(block, sizeof(block), r) < 0) {
            break;
        }
    }
    ap_log_rerror(APLOG_MARK, APLOG_NOTICE, 0, r, "huge: wrote %d blocks", i);
    return OK;
}

static int huge_500(request_rec *r)
{
    return huge(r, 500);
}

static int huge_404(request_rec *r)
{
    return huge(r, 404);
}

/* The same behind a header that httpd refuses to send. */
static int huge_refused(request_rec *r)
{
    apr_table_setn(r->headers_out, "X-Request-Id", "a\001b");
    return huge(r, 404);
}

/* An error's body of which the last bytes come one by one; logs how many were
 * taken. */
static int byte_by_byte(request_rec *r)
{
    char block[BLOCK];
    int i, n = 0;

    r->status = 404;
    memset(block, 'u', sizeof(block));
    for (i = 0; i < 7; i++) {
        n += ap_rwrite(block, sizeof(block), r);
    }
    ap_rflush(r);
    while (n < 2 * HUGE_BLOCKS * 8 && ap_rputc('u', r) >= 0 &&
           ap_rflush(r) >= 0) {
        n++;
    }
    ap_log_rerror(APLOG_MARK, APLOG_NOTICE, 0, r, "bytes: wrote %d", n);
    return OK;
}

/* Three blocks, a second apart. */
static int slow(request_rec *r)
{
    int i;

    r->status = 500;
    for (i = 0; i < 3; i++) {
        write_block(r);
        ap_rflush(r);
        apr_sleep(apr_time_from_sec(1));
    }
    return OK;
}

/* A body that never ends, a block every 100 ms (for at most a minute). */
static int endless(request_rec *r)
{
    char block[64];
    int i;

    r->status = 502; /* not 500: httpd closes the connection after that */
    memset(block, 'u', sizeof(block));
    for (i = 0; i < 600; i++) {
        if (ap_rwrite(block, sizeof(block), r) < 0 || ap_rflush(r) < 0) {
            break;
        }
        apr_sleep(apr_time_from_msec(100));
    }
    ap_log_rerror(APLOG_MARK, APLOG_NOTICE, 0, r, "endless: ended at %d", i);
    return OK;
}

static int empty_404(request_rec *r)
{
    r->status = 404;
    return OK;
}

static int custom_response(request_rec *r)
{
    ap_custom_response(r, 403, "<b>custom</b>");
    return 403;
}

static int teapot(request_rec *r)
{
    r->status = 418;
    r->status_line = "418 I'm a teapot";
    ap_rputs("tea", r);
    return OK;
}

/* A status line that came from elsewhere, with markup in it. */
static int hostile_reason(request_rec *r)
{
    r->status = 404;
    r->status_line = "404 <script>\"&'";
    ap_rputs("reason", r);
    return OK;
}

/* What httpd calls error-notes: markup, with text of the log. */
static int notes(request_rec *r)
{
    ap_log_rerror(APLOG_MARK, APLOG_ERR | APLOG_TOCLIENT, 0, r,
                  "secret <path> /etc/x");
    return 403;
}

/* Headers that httpd refuses to send, in either table; this one may stay on a
 * page of ours. */
static int bad_header(request_rec *r)
{
    apr_table_setn(r->headers_out, "X-Request-Id", "a\001b");
    answer(r, 404);
    return OK;
}

static int bad_err_header(request_rec *r)
{
    apr_table_setn(r->err_headers_out, "X-Request-Id", "a\001b");
    answer(r, 404);
    return OK;
}

static int bad_header_200(request_rec *r)
{
    apr_table_setn(r->headers_out, "X-Bad", "a\001b");
    ap_rputs("hello", r);
    return OK;
}

/* Everything that describes a body, in one table. */
static void describe_body(apr_table_t *t)
{
    static const char *const headers[][2] = {
        {"Content-Encoding", "gzip"},
        {"Content-MD5", "Q2hlY2sgSW50ZWdyaXR5IQ=="},
        {"Content-Digest", "sha-256=:AAAA:"},
        {"Repr-Digest", "sha-256=:AAAA:"},
        {"Digest", "sha-256=AAAA"},
        {"ETag", "\"old\""},
        {"Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"Accept-Ranges", "bytes"},
        {"Content-Range", "bytes 0-1/2"},
        {"Content-Language", "tlh"},
        {"Content-Location", "/elsewhere"},
        {"Content-Disposition", "attachment; filename=x"},
        {"Trailer", "X-Trailer"},
        {"Content-Security-Policy", "default-src 'self'"},
        {"Content-Security-Policy-Report-Only", "default-src 'self'"},
        {"SourceMap", "/old.map"},
        {"X-Custom", "kept"},
        {"Access-Control-Allow-Origin", "https://app.example"},
        {NULL, NULL}};
    int i;

    for (i = 0; headers[i][0] != NULL; i++) {
        apr_table_setn(t, headers[i][0], headers[i][1]);
    }
    apr_table_addn(t, "Set-Cookie", "a=b");
    apr_table_addn(t, "Set-Cookie", "c=d");
}

/* A language that is not in any table yet: httpd adds it on the way out. */
static void say_language(request_rec *r)
{
    r->content_languages = apr_array_make(r->pool, 1, sizeof(const char *));
    APR_ARRAY_PUSH(r->content_languages, const char *) = "tlh";
}

static int described_by_hand(request_rec *r)
{
    describe_body(r->headers_out);
    say_language(r);
    r->content_encoding = "gzip";
    apr_table_setn(r->trailers_out, "X-Trailer", "late");
    ap_set_content_length(r, BLOCK);
    answer(r, 404);
    return OK;
}

static int described_by_hand_err(request_rec *r)
{
    describe_body(r->err_headers_out);
    say_language(r);
    answer(r, 404);
    return OK;
}

/* What may stay between several rows of what may not. */
static int surround(request_rec *r, apr_table_t *t)
{
    static const char *const rows[][2] = {
        {"X-Accel-Expires", "600"}, {"Pragma", "x"},
        {"Set-Cookie", "a=b"},      {"X-Accel-Expires", "700"},
        {"Surrogate-Control", "x"}, {"X-Request-Id", "id"},
        {"Surrogate-Control", "y"}, {"Set-Cookie", "c=d"},
        {"Surrogate-Control", "z"}, {"x-accel-expires", "800"},
        {"X-Accel-Expires", "900"},
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        apr_table_addn(t, rows[i][0], rows[i][1]);
    }
    answer(r, 404);
    return OK;
}

static int surrounded(request_rec *r)
{
    return surround(r, r->headers_out);
}

static int surrounded_err(request_rec *r)
{
    return surround(r, r->err_headers_out);
}

static int described_then_died(request_rec *r)
{
    describe_body(r->err_headers_out);
    return 404;
}

static int retry_after(request_rec *r)
{
    apr_table_setn(r->err_headers_out, "Retry-After", "9");
    return 503;
}

static int keep_by_hand(request_rec *r)
{
    apr_table_setn(r->headers_out, "Status-Pages", "keep");
    r->status = 404;
    ap_rputs("my own page", r);
    return OK;
}

static int keep_by_hand_err(request_rec *r)
{
    apr_table_setn(r->err_headers_out, "Status-Pages", "keep");
    r->status = 404;
    ap_rputs("my own page", r);
    return OK;
}

/* Writes the body as it comes: no Content-Length before the end. */
static void write_body(request_rec *r)
{
    const char *body = argument(r, "body");
    const char *n = argument(r, "n");
    apr_int64_t left = n ? apr_atoi64(n) : 0;

    if (body != NULL) {
        ap_rputs(body, r);
    }
    for (; left > 0; left--) {
        ap_rputc('u', r);
    }
}

static void add_header(request_rec *r, apr_table_t *t, const char *key)
{
    char *header = apr_pstrdup(r->pool, argument(r, key));
    char *colon = header ? strchr(header, ':') : NULL;

    if (colon != NULL) {
        *colon = '\0';
        apr_table_add(t, header, colon + 1);
    }
}

static int by_hand(request_rec *r, int status)
{
    const char *type = argument(r, "type");

    r->status = status;
    if (type == NULL || *type != '\0') {
        ap_set_content_type(r, type ? type : "text/html");
    }
    add_header(r, r->headers_out, "header");
    add_header(r, r->err_headers_out, "err");
    write_body(r);
    return OK;
}

/* Let this child open no more files, or as many as it may. */
static int limit_files(request_rec *r, int few)
{
    struct rlimit limit;

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = few ? 3 : limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    ap_rputs("limited\n", r);
    return OK;
}

static int few_files(request_rec *r)
{
    return limit_files(r, 1);
}

static int many_files(request_rec *r)
{
    return limit_files(r, 0);
}

static const struct {
    const char *name;
    behaviour_fn *run;
} behaviours[] = {{"few-files", few_files},
                  {"many-files", many_files},
                  {"errfirst", error_first},
                  {"errmid", error_in_the_middle},
                  {"eoc", end_of_connection},
                  {"flush404", flushed_404},
                  {"flushempty", flushed_empty},
                  {"errafter500", error_after_500},
                  {"dieafter", die_after_500},
                  {"die404", die_after_404},
                  {"redir404", redirect_after_404},
                  {"redir200", redirect_as_if_fine},
                  {"die200", die_after_200},
                  {"dieunsent", die_unsent},
                  {"big", huge_500},
                  {"big404", huge_404},
                  {"bigbadhdr", huge_refused},
                  {"bytes404", byte_by_byte},
                  {"slow", slow},
                  {"endless", endless},
                  {"empty404", empty_404},
                  {"custom", custom_response},
                  {"teapot", teapot},
                  {"reason", hostile_reason},
                  {"notes", notes},
                  {"badhdr500", bad_header},
                  {"badhdr500e", bad_err_header},
                  {"badhdr", bad_header_200},
                  {"described", described_by_hand},
                  {"described-err", described_by_hand_err},
                  {"described-die", described_then_died},
                  {"surrounded", surrounded},
                  {"surrounded-err", surrounded_err},
                  {"retry", retry_after},
                  {"keep", keep_by_hand},
                  {"keep-err", keep_by_hand_err},
                  {NULL, NULL}};

static int handler(request_rec *r)
{
    const char *die = argument(r, "die");
    const char *status = argument(r, "status");
    int i;

    if (r->handler == NULL ||
        (strcmp(r->handler, "sp-test") != 0 &&
         (strcmp(r->handler, "dav-handler") != 0 || status == NULL))) {
        return DECLINED;
    }
    if (die != NULL) {
        const char *filename = argument(r, "filename");

        r->filename = filename ? apr_pstrdup(r->pool, filename) : r->filename;
        add_header(r, r->err_headers_out, "err");
        return (int)apr_atoi64(die);
    }
    if (status != NULL) {
        return by_hand(r, (int)apr_atoi64(status));
    }
    ap_set_content_type(r, "text/html");
    for (i = 0; behaviours[i].name != NULL; i++) {
        if (r->args != NULL && strcmp(r->args, behaviours[i].name) == 0) {
            return behaviours[i].run(r);
        }
    }
    ap_rputs("ok\n", r);
    return OK;
}

/* "X-Tell-Filters: 1" in a request: whether mod_statuspages watches it. */
static void tell_filters(request_rec *r)
{
    const ap_filter_t *f = r->output_filters;

    if (apr_table_get(r->headers_in, "X-Tell-Filters") != NULL) {
        while (f != NULL && strcasecmp(f->frec->name, "STATUSPAGES") != 0) {
            f = f->next;
        }
        apr_table_setn(r->headers_out, "X-Watched", f ? "yes" : "no");
    }
}

static void hooks(apr_pool_t *pool)
{
    ap_hook_insert_filter(tell_filters, NULL, NULL, APR_HOOK_REALLY_LAST);
    ap_hook_handler(handler, NULL, NULL, APR_HOOK_MIDDLE);
}

module AP_MODULE_DECLARE_DATA sp_test_module = {
    STANDARD20_MODULE_STUFF, NULL, NULL, NULL, NULL, NULL, hooks,
    AP_MODULE_FLAG_NONE};
