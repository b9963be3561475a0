/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Every input of tests/cases/hostile.tsv, as raw bytes, in every place of a
 * request, in every form: the answer is one response with the status that
 * httpd gives without us, a page of the usual structure, and nothing of the
 * input is in its headers or, as it came, in a log. */
#define FUZZ_HOLDS(condition, ...) assert_true(condition)

#include "rows.h"
#include "checks.h"

#include "hostile_words.h"
#include "html_structure.h"
#include "said.h"

#include <apr_strings.h>
#include <ctype.h>
#include <string.h>

static const char *const accepts[SP_FORMAT_COUNT] = {
    "text/html", "application/json", "application/xml", "text/plain",
    "text/markdown"};

/* Where the input stands: the words before and behind it. The headers that
 * every request has come first, because an input may end the head. */
#define HEAD " HTTP/1.1\r\nConnection: close\r\nAccept: @ACCEPT@\r\nHost: a\r\n"
static const struct {
    const char *name;
    const char *before;
    const char *behind;
    int line; /* it is in the request line */
    int coded;
} places[] = {
    {"path", "GET /seen/", HEAD "\r\n", 1, 0},
    {"coded path", "GET /seen/", HEAD "\r\n", 1, 1},
    {"query", "GET /seen/x?", HEAD "\r\n", 1, 0},
    {"coded query", "GET /seen/x?", HEAD "\r\n", 1, 1},
    {"method", "", " /seen/x" HEAD "\r\n", 1, 0},
    {"Host",
     "GET /seen/x HTTP/1.1\r\nConnection: close\r\nAccept: @ACCEPT@\r\nHost: ",
     "\r\n\r\n", 0, 0},
    {"User-Agent", "GET /seen/x" HEAD "User-Agent: ", "\r\n\r\n", 0, 0},
    {"Referer", "GET /seen/x" HEAD "Referer: ", "\r\n\r\n", 0, 0},
    {"Cookie", "GET /seen/x" HEAD "Cookie: ", "\r\n\r\n", 0, 0},
};
#define PLACES (sizeof(places) / sizeof(places[0]))

/* Whatever a request may say is shown, some of it decoded. */
static const char shown[] =
    "StatusPagesDetails On\n"
    "StatusPagesVar name \"%{REQUEST_URI} %{req:Cookie}\"\n"
    "StatusPagesVar footer \"%{unescape:%{QUERY_STRING}} %{HTTP_HOST}\"\n"
    "StatusPagesVar home \"%{req:Referer}\"\n"
    "StatusPagesVar support \"%{req:Cookie}\"\n"
    "StatusPagesVar status \"%{unescape:%{QUERY_STRING}}\"\n";

typedef struct pair_t {
    server_t *ours;
    server_t *bare; /* httpd without us, to tell which status is right */
    int sent;
} pair_t;

static server_t *begin(const char *name, int ours, const char *options)
{
    server_t *s = ours ? server_new(name) : server_new_plain(name);

    server_conf(s, options);
    server_conf(s, "AllowEncodedSlashes On\nTraceEnable Off\n");
    server_conf(s, ours ? "StatusPages On\n" : "");
    server_conf(s, ours ? shown : "");
    server_conf(s, "<Location /whole>\nSetHandler sp-test\n</Location>\n");
    errorlog_allow(s->log, "secret <path> /etc/x");
    errorlog_allow(s->log, "\\[core:error\\].* AH[0-9]+: ");
    server_start(s);
    return s;
}

/* The bytes of a request. */
static const char *request_of(const char *bytes, size_t len, size_t place,
                              int format, size_t *n, apr_pool_t *pool)
{
    apr_table_t *vars = apr_table_make(pool, 1);
    const char *before, *behind;
    char *out;
    size_t i;

    apr_table_set(vars, "ACCEPT", accepts[format]);
    before = text_fill(pool, places[place].before, vars);
    behind = text_fill(pool, places[place].behind, vars);
    out = apr_palloc(pool, strlen(before) + 3 * len + strlen(behind) + 1);
    *n = strlen(strcpy(out, before));
    for (i = 0; i < len; i++) {
        *n += (size_t)sprintf(out + *n, places[place].coded ? "%%%02X" : "%c",
                              (unsigned char)bytes[i]);
    }
    strcpy(out + *n, behind);
    *n += strlen(behind);
    return out;
}

/* One connection, one response, and its end. */
static response_t *exchange(server_t *s, const char *bytes, size_t n,
                            apr_pool_t *pool)
{
    server_t server = *s;
    response_t *r;
    wire_t *w;

    server.pool = pool;
    w = wire_open(&server);
    wire_send(w, bytes, n);
    wire_end(w); /* a body that the input announces would be waited for */
    r = wire_read(w, "GET");
    if (r->fault == NULL) {
        assert_string_equal(wire_rest(w, text_patience(10000)), "");
        assert_true(w->closed);
    }
    wire_close(w);
    return r;
}

/* Only headers that we know, each of plain letters, none with the input. */
static void check_head(const response_t *r, const hostile_t *row)
{
    static const char known[] =
        " Date Server Connection Content-Length Content-Type Content-Language "
        "Cache-Control Vary X-Robots-Tag X-Content-Type-Options Allow "
        "Content-Security-Policy ";
    const apr_array_header_t *all = apr_table_elts(r->headers);
    int i;

    for (i = 0; i < all->nelts; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(all, i, apr_table_entry_t);
        const char *c;

        ROW("%s: %s", e->key, e->val);
        assert_non_null(
            strstr(known, apr_pstrcat(all->pool, " ", e->key, " ", NULL)));
        for (c = e->val; *c != '\0'; c++) {
            assert_true(*c >= ' ' && *c < 0x7F);
        }
        if (row->len > 8) {
            assert_null(strstr(e->val, row->word));
        }
    }
}

/* Valid UTF-8 is left to the parsers; here are the letters that show text in
 * false order, and what a terminal obeys. */
static void check_letters(const response_t *r)
{
    static const char *const wrong[] = {
        "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
        "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
        "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"};
    const unsigned char *p = (const unsigned char *)r->body;
    size_t i;

    assert_int_equal(strlen(r->body), r->length);
    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_null(strstr(r->body, wrong[i]));
    }
    for (; *p != '\0'; p++) {
        assert_true((*p >= ' ' && *p != 0x7F) || *p == '\n' || *p == '\t');
        assert_false(*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F);
    }
    assert_true(xmlCheckUTF8((const xmlChar *)r->body));
}

/* By its own label: an error in the request line is HTML, as no Accept was
 * read. */
static sp_format_t format_of(const response_t *r)
{
    static const char *const types[SP_FORMAT_COUNT] = {"html", "json", "xml",
                                                       "plain", "markdown"};
    const char *type = response_header(r, "Content-Type");
    int i = 0;

    while (i < SP_FORMAT_COUNT && strstr(type, types[i]) == NULL) {
        i++;
    }
    assert_true(i < SP_FORMAT_COUNT);
    return (sp_format_t)i;
}

/* What a page has where nothing is missing; for Markdown none of its markup
 * may be new. */
static const char *whole[SP_FORMAT_COUNT];

static void check_body_of(const response_t *r, apr_pool_t *pool)
{
    sp_format_t format = format_of(r);
    int unsafe = 0;
    const char *shape;

    check_letters(r);
    if (format == SP_FORMAT_HTML) {
        structure_of(r->body, pool, &unsafe);
        assert_false(unsafe);
    }
    if (format <= SP_FORMAT_XML) {
        shape = said_shape(format, r->body, pool);
        assert_non_null(shape);
        if (!said_is_part(shape, whole[format])) {
            response_dump(r);
            fail_msg("%s\n---\n%s", shape, whole[format]);
        }
    }
}

/* The page of a request that has everything, a reason of httpd's among it. */
static void find_whole(pair_t *pair, apr_pool_t *pool)
{
    int format;

    for (format = 0; format <= SP_FORMAT_XML; format++) {
        const char *request = apr_pstrcat(
            pool,
            "GET /whole?notes HTTP/1.1\r\nConnection: close\r\nHost: a\r\n"
            "User-Agent: x\r\nReferer: x\r\nCookie: x\r\nAccept: ",
            accepts[format], "\r\n\r\n", NULL);
        response_t *r = exchange(pair->ours, request, strlen(request), pool);

        pair->sent++;
        assert_page(r, 403);
        whole[format] = said_shape((sp_format_t)format, r->body, pool);
    }
}

static void send_row(pair_t *pair, const hostile_t *row, size_t place,
                     int format, apr_pool_t *pool)
{
    size_t n;
    const char *bytes =
        request_of(row->bytes, row->len, place, format, &n, pool);
    response_t *r = exchange(pair->ours, bytes, n, pool);
    response_t *bare;

    pair->sent++;
    assert_page(r, r->status);
    check_head(r, row);
    check_body_of(r, pool);
    if (format == (int)(place % SP_FORMAT_COUNT)) {
        bare = exchange(pair->bare, bytes, n, pool);
        assert_int_equal(r->status, bare->status);
        assert_true(bare->status >= 400);
    }
}

/* Line ends in the request line make other requests of it. */
static int is_another_request(const hostile_t *row, size_t place)
{
    return places[place].line && !places[place].coded &&
           memchr(row->bytes, '\n', row->len) != NULL;
}

static void send_all(pair_t *pair, int formats, apr_pool_t *top)
{
    size_t count, i, place;
    const hostile_t *rows = hostile_table(&count);
    int format;

    for (i = 0; i < count; i++) {
        ROW("%s: %s", rows[i].kind, rows[i].name);
        for (place = 0; place < PLACES; place++) {
            ROW("%s", places[place].name);
            apr_pool_t *pool;

            apr_pool_create(&pool, top);
            for (format = 0;
                 format < formats && !is_another_request(&rows[i], place);
                 format++) {
                int f =
                    formats > 1 ? format : (int)((i + place) % SP_FORMAT_COUNT);
                ROW("%s", accepts[f]);
                send_row(pair, &rows[i], place, f, pool);
            }
            apr_pool_destroy(pool);
        }
    }
}

/* No byte that a terminal obeys, and no line that nobody wrote. */
static void check_log(server_t *s, const char *name, int lines)
{
    const char *path = server_path(s, name);
    apr_size_t len = 0, i;
    const char *text = NULL;
    long until = text_now() + text_patience(10000);

    do { /* the last one is written when its answer is out */
        text_sleep(50);
        text = text_read(s->pool, path, &len);
    } while (lines > 0 && text_count(text, "\n") < lines && text_now() < until);
    for (i = 0; i < len; i++) {
        if ((text[i] < ' ' && text[i] != '\n') || text[i] == 0x7F) {
            fail_msg("%s: byte %d at %lu", name, text[i], (unsigned long)i);
        }
    }
    if (lines > 0) {
        assert_int_equal(text_count(text, "\n"), lines);
    }
}

static void run(const char *options, int formats)
{
    pair_t pair = {begin("hostile", 1, options),
                   begin("hostile_bare", 0, options), 0};

    find_whole(&pair, pair.ours->pool);
    send_all(&pair, formats, pair.ours->pool);
    check_log(pair.ours, "logs/access_log", pair.sent);
    check_log(pair.ours, "logs/error_log", 0);
    assert_int_equal(server_stop(pair.ours), 0);
    assert_int_equal(server_stop(pair.bare), 0);
}

/* httpd passes on what it would refuse otherwise. Under sanitizers each input
 * meets one form a place, in turn, not all of them. */
static void nothing_of_a_request_gets_out_of_its_place(void **state)
{
    run("HttpProtocolOptions Unsafe Require1.0\n",
        getenv("SP_ASAN") != NULL ? 1 : SP_FORMAT_COUNT);
}

static void as_httpd_is_by_default_neither(void **state)
{
    run("", 1);
}

/* What becomes of such a request is httpd's affair; each response is whole,
 * and so is the log. */
static void line_ends_in_the_request_line_harm_nobody(void **state)
{
    server_t *s =
        begin("hostile_lines", 1, "HttpProtocolOptions Unsafe Require1.0\n");
    size_t count, i, place, n;
    const hostile_t *rows = hostile_table(&count);
    int seen = 0;

    for (i = 0; i < count; i++) {
        ROW("%s: %s", rows[i].kind, rows[i].name);
        for (place = 0; place < PLACES; place++) {
            ROW("%s", places[place].name);
            if (is_another_request(&rows[i], place)) {
                const char *bytes = request_of(rows[i].bytes, rows[i].len,
                                               place, 0, &n, s->pool);
                response_t *r = wire_exchange(s, bytes, n);

                assert_status(r, r->status);
                assert_true(r->status >= 400);
                check_head(r, &rows[0]);
                check_letters(r);
                seen++;
            }
        }
    }
    assert_true(seen > 60);
    check_log(s, "logs/access_log", 0);
    check_log(s, "logs/error_log", 0);
    assert_int_equal(server_stop(s), 0);
}

/* Plain text is lines: what a client sends stays on the one that it is on. */
static void a_request_writes_no_line_of_its_own(void **state)
{
    static const int formats[] = {SP_FORMAT_TEXT, SP_FORMAT_MARKDOWN};
    server_t *s = begin("hostile_line", 1, "");
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", accepts[formats[i]]);
        response_t *r = client_get(
            s, "/x%0AForged:%20path?y%0AForged:%0D%0AForged:%0DForged:%20query",
            apr_pstrcat(s->pool, "Accept: ", accepts[formats[i]], NULL));

        assert_page(r, 404);
        assert_body(r, "x Forged: path"); /* it is shown, decoded */
        assert_body(r, "y Forged:");
        assert_no_body(r, "\nForged:");
    }
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_request_gets_out_of_its_place),
        cmocka_unit_test(as_httpd_is_by_default_neither),
        cmocka_unit_test(line_ends_in_the_request_line_harm_nobody),
        cmocka_unit_test(a_request_writes_no_line_of_its_own),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
