/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Variables whose value is an expression: what they may read in .htaccess and
 * outside of it, and how much of it goes into a page. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define SECRET "only-the-machine-knows"
#define MOST 2048 /* bytes of a value */

/* More than the twenty levels that httpd follows. */
static void nest(server_t *s)
{
    const char *value = "x";
    const char *condition = "true";
    int i;

    for (i = 0; i < 24; i++) {
        value = apr_pstrcat(s->pool, "%{base64:", value, "}", NULL);
        condition = apr_pstrcat(s->pool, "(", condition, ") && true", NULL);
    }
    server_conf(s, apr_pstrcat(s->pool,
                               "<Location /deep/value>\nStatusPagesVar footer "
                               "\"",
                               value,
                               "\"\n</Location>\n<Location /deep/details>\n"
                               "StatusPagesDetails \"expr=",
                               condition,
                               "\"\n</Location>\n<Location /shown>\n"
                               "StatusPagesDetails On\n</Location>\n",
                               NULL));
}

static int start(void **state)
{
    server_t *s;

    setenv("SP_TEST_SECRET", SECRET, 1);
    s = server_new("expressions");
    server_modules(s, "env ssl");
    server_file(s, "secret", SECRET);
    server_file(s, "conf/vars.txt",
                "{{status}} [{{vars.footer}}] "
                "<{{vars.home}}>{{#details}} {{detail.client}}{{/details}}\n");
    nest(s);
    server_conf(s, "StatusPages On\nStatusPagesFormats text\n"
                   "StatusPagesTemplate text conf/vars.txt\n"
                   "<Directory @ROOT@/htdocs>\nAllowOverride FileInfo\n"
                   "</Directory>\n"
                   "<Location /file>\n"
                   "StatusPagesVar footer \"a %{file:@ROOT@/secret}\"\n"
                   "</Location>\n"
                   "<Location /osenv>\n"
                   "StatusPagesVar footer \"a %{osenv:SP_TEST_SECRET}\"\n"
                   "</Location>\n"
                   "<Location /sent>\n"
                   "StatusPagesVar footer \"a%{req:X}\"\n</Location>\n"
                   "<Location /link>\n"
                   "StatusPagesVar home \"%{unescape:%{QUERY_STRING}}\"\n"
                   "</Location>\n");
    errorlog_allow(s->log, "AH01882|AH01873"); /* mod_ssl, unused */
    server_start(s);
    *state = s;
    return 0;
}

/* What a client gets where .htaccess says this about the footer. */
static response_t *with_htaccess(server_t *s, const char *value,
                                 const char *headers)
{
    server_file(s, "htdocs/place/.htaccess",
                apr_pstrcat(s->pool, "SetEnv SP_TEST_NAME of-the-request\n",
                            "StatusPagesVar footer \"",
                            text_fill(s->pool, value, s->vars), "\"\n", NULL));
    return client_get(s, "/place/x", headers);
}

/* The text between two signs of the page. */
static const char *between(server_t *s, const response_t *r, char open,
                           char end)
{
    const char *from = strchr(r->body, open);
    const char *to = from ? strrchr(from, end) : NULL;

    assert_non_null(to);
    return apr_pstrmemdup(s->pool, from + 1, (apr_size_t)(to - from - 1));
}

static void htaccess_reads_the_request_alone(void **state)
{
    static const struct {
        const char *value;
        const char *name; /* the one that is refused */
    } cases[] = {
        {"%{file:@ROOT@/secret}", "file"},
        {"%{FILE:@ROOT@/secret}", "FILE"},
        {"%{filesize:@ROOT@/secret}", "filesize"},
        {"%{osenv:SP_TEST_SECRET}", "osenv"},
        {"%{toupper:%{osenv:SP_TEST_SECRET}}", "osenv"},
        {"%{base64:a%{tolower:%{file:@ROOT@/secret}}}", "file"},
        {"%{HTTP_HOST} %{file:%{req:X}}", "file"},
        {"%{ENV:SP_TEST_SECRET}", "ENV"},
        {"%{SSL:ENV:SP_TEST_SECRET}", "SSL"},
        {"%{note:error-notes}", "note"},
        {"%{SCRIPT_USER}", "SCRIPT_USER"},
        {"%{REMOTE_IDENT}", "REMOTE_IDENT"},
        {"%{nobody_knows:x}", "nobody_knows"},
    };
    server_t *s = *state;
    size_t i;

    errorlog_expect(s->log, "place/.htaccess: StatusPagesVar: .*may read the "
                            "request alone.*reqenv:NAME.*configuration");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].value);
        const char *said =
            apr_psprintf(s->pool, "and ..?%s..? may read more", cases[i].name);
        response_t *r = with_htaccess(s, cases[i].value, "X: /etc/hostname");

        assert_status(r, 500);
        assert_no_body(r, SECRET);
        assert_non_null(errorlog_wait(s->log, said, 2000));
    }
}

static void htaccess_may_use_the_request(void **state)
{
    static const struct {
        const char *value;
        const char *shown;
    } cases[] = {
        {"by %{HTTP_HOST}", "by place.example"},
        {"%{toupper:%{req:X}}", "FROM THE CLIENT"},
        {"%{HTTP:X}", "from the client"},
        {"%{reqenv:SP_TEST_NAME}", "of-the-request"},
        {"%{reqenv:SP_TEST_SECRET}", ""},
        {"%{REQUEST_URI}, %{REQUEST_STATUS}", "/place/x, 404"},
        {"%{md5:a}", "0cc175b9c0f1b6a831c399e269772661"},
        {"%{unbase64:%{base64:x y}}", "x y"},
        {"%{SSL_PROTOCOL}%{HTTPS}", "@TLS@@HTTPS@"},
        {"file('@ROOT@/secret')", "file('@ROOT@/secret')"},
        {"a%{HTTPS}$0$1", "a@HTTPS@"},
    };
    server_t *s = *state;
    size_t i;

    server_var(s, "TLS", server_has_tls(s) ? "TLSv1.3" : "");
    server_var(s, "HTTPS", server_has_tls(s) ? "on" : "off");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].value);
        response_t *r = with_htaccess(
            s, cases[i].value, "Host: place.example\nX: from the client");

        assert_page(r, 404);
        assert_string_equal(between(s, r, '[', ']'),
                            text_fill(s->pool, cases[i].shown, s->vars));
    }
}

static void the_administrator_may_read_the_machine(void **state)
{
    assert_body(client_get(*state, "/file/x", NULL), "[a " SECRET "]");
    assert_body(client_get(*state, "/osenv/x", NULL), "[a " SECRET "]");
}

static const char *repeated(apr_pool_t *pool, const char *what, int times)
{
    char *out = apr_pcalloc(pool, strlen(what) * (size_t)times + 1);
    char *o = out;
    int i;

    for (i = 0; i < times; i++) {
        o = apr_cpystrn(o, what, strlen(what) + 1);
    }
    return out;
}

static void a_value_is_cut_between_characters(void **state)
{
    static const struct {
        const char *piece; /* again and again in the header */
        int times;
        size_t shown; /* bytes behind the "a" */
    } cases[] = {
        {"x", 100, 100},
        {"x", MOST - 1, MOST - 1},
        {"x", MOST, MOST - 1},
        {"x", 7900, MOST - 1},
        {"\xC3\xA4", 3000, 2046},
        {"\xE2\x82\xAC", 2000, 2046},
        {"\xF0\x9F\x92\xA5", 1500, 2044},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d of %s", cases[i].times, cases[i].piece);
        const char *sent = repeated(s->pool, cases[i].piece, cases[i].times);
        response_t *r =
            client_get(s, "/sent/x", apr_pstrcat(s->pool, "X: ", sent, NULL));
        const char *got = between(s, r, '[', ']');

        assert_page(r, 404);
        assert_int_equal(strlen(got), 1 + cases[i].shown);
        assert_int_equal(strncmp(got + 1, sent, cases[i].shown), 0);
    }
}

/* 900 times a header of 8 KB is a page of megabytes. */
static void an_expression_is_short(void **state)
{
    server_t *s = *state;
    const char *header =
        apr_pstrcat(s->pool, "X: ", repeated(s->pool, "x", 7900), NULL);
    response_t *r;

    errorlog_expect(s->log, "at most 2048 bytes and 32 times .*7200 and 900");
    errorlog_expect(s->log, "and this one has 264 and 33");
    errorlog_expect(s->log, "and this one has 2049 and 1");
    r = with_htaccess(s, repeated(s->pool, "%{req:X}", 900), header);
    assert_status(r, 500);
    assert_true(r->length < 10000);
    r = with_htaccess(s, repeated(s->pool, "%{req:X}", 33), header);
    assert_status(r, 500);
    r = with_htaccess(s, repeated(s->pool, "%{req:X}", 32), header);
    assert_page(r, 404);
    assert_int_equal(strlen(between(s, r, '[', ']')), MOST);
    r = with_htaccess(s,
                      apr_pstrcat(s->pool, repeated(s->pool, "x", MOST - 8),
                                  "%{req:X}", NULL),
                      header);
    assert_page(r, 404);
    r = with_htaccess(s,
                      apr_pstrcat(s->pool, repeated(s->pool, "x", MOST - 7),
                                  "%{req:X}", NULL),
                      header);
    assert_status(r, 500);
    r = with_htaccess(s, repeated(s->pool, "x", 3000),
                      NULL); /* no expression */
    assert_page(r, 404);
    assert_int_equal(strlen(between(s, r, '[', ']')), 3000);
}

/* Not the result alone is bounded: what functions take and make is, too. */
static void each_value_is_cut(void **state)
{
    server_t *s = *state;
    const char *header =
        apr_pstrcat(s->pool, "X: ", repeated(s->pool, "x", 3000),
                    "\nY: ", repeated(s->pool, "x", 1500), NULL);
    static const char all[] = "cfb767f225d58469c5de3632a8803958";
    response_t *r = with_htaccess(s, "%{md5:%{req:X}}", header);

    assert_string_equal(between(s, r, '[', ']'), all);
    r = with_htaccess(s, "%{md5:%{req:Y}%{req:Y}}", header);
    assert_string_equal(between(s, r, '[', ']'), all);
    r = with_htaccess(s, "%{md5:%{unbase64:%{base64:%{req:X}}}}", header);
    assert_string_equal(between(s, r, '[', ']'),
                        "f50a2c77058d8691e94732f00d076b9e");
}

/* The most memory that a child ever had, in KB. */
static long peak(server_t *s)
{
    const char *child = text_read(
        s->pool,
        apr_psprintf(s->pool, "/proc/%d/task/%d/children", s->pid, s->pid),
        NULL);
    const char *status = text_read(
        s->pool, apr_psprintf(s->pool, "/proc/%ld/status", atol(child)), NULL);
    const char *line = strstr(status, "VmHWM:");

    assert_non_null(line);
    return atol(line + 6);
}

static void ask_often(server_t *s, const char *path, const char *headers)
{
    int i;

    for (i = 0; i < 10; i++) {
        assert_page(client_get(s, path, headers), 404);
    }
}

/* 32 times a cookie of 60 KB, as it is and encoded again and again. */
static void a_child_s_memory_does_not_grow(void **state)
{
    static const char *const paths[] = {"/variable/x", "/function/x",
                                        "/nested/x"};
    server_t *s = server_new("memory");
    const char *headers = apr_pstrcat(
        s->pool, "Cookie: ", repeated(s->pool, "\xFF", 60000), NULL);
    long before;
    size_t i;

    (void)state;
    server_pools(s);
    errorlog_allow(s->log, "AH00161"); /* one worker, as it should be */
    server_mpm(s, "prefork");
    server_one_child(s);
    server_conf(s, "StatusPages On\n"
                   "LimitRequestFieldSize 65000\n");
    server_conf(
        s,
        apr_psprintf(s->pool,
                     "<Location /variable>\nStatusPagesVar footer \"%s\"\n"
                     "</Location>\n<Location /function>\nStatusPagesVar footer "
                     "\"%s\"\n</Location>\n<Location /nested>\n"
                     "StatusPagesVar footer \"%s%s%s\"\n</Location>\n",
                     repeated(s->pool, "%{HTTP_COOKIE}", 32),
                     repeated(s->pool, "%{req:Cookie}", 32),
                     repeated(s->pool, "%{base64:", 15),
                     repeated(s->pool, "%{req:Cookie}", 17),
                     repeated(s->pool, "}", 15)));
    server_start(s);
    ask_often(s, "/x", headers);
    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        before = peak(s);
        ask_often(s, paths[i], headers);
        print_message("%s: %ld KB more\n", paths[i], peak(s) - before);
        assert_true(peak(s) - before < 1024);
    }
    assert_int_equal(server_stop(s), 0);
}

/* The author of a .htaccess has no more of the processor than its lines take
 * to read: it was three seconds a request. The last one counts. */
static void many_lines_take_no_time(void **state)
{
    server_t *s = *state;
    const char *live = "StatusPagesVar footer \"live %{HTTP_HOST}\"\n";
    const char *still = "StatusPagesVar home /shop\n";
    response_t *r;
    long from;

    server_file(s, "htdocs/place/.htaccess",
                apr_pstrcat(s->pool, "StatusPagesVar footer \"first\"\n",
                            repeated(s->pool, live, 20000),
                            repeated(s->pool, still, 20000), NULL));
    from = text_now();
    r = client_get(s, "/place/x", "");
    assert_true(text_now() - from < text_patience(1000));
    assert_page(r, 404);
    assert_body(r, "live ");
    assert_body(r, "</shop>");
    assert_no_body(r, "first");
}

/* Half of an address leads elsewhere. */
static void an_address_that_is_cut_is_none(void **state)
{
    server_t *s = *state;
    const char *base = "/link/x?http://a.example/";
    response_t *r = client_get(
        s, apr_pstrcat(s->pool, base, repeated(s->pool, "x", 1900), NULL),
        NULL);

    assert_page(r, 404);
    assert_int_equal(strlen(between(s, r, '<', '>')), 1917);
    r = client_get(
        s, apr_pstrcat(s->pool, base, repeated(s->pool, "x", 3000), NULL),
        NULL);
    assert_page(r, 404);
    assert_string_equal(between(s, r, '<', '>'), "");
}

/* httpd gives up on an expression that is nested too deep, when it is run:
 * the page goes out without what was asked for. */
static void what_fails_when_it_is_run_is_told_and_left_out(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_expect(s->log, "failed: Recursion limit reached"); /* httpd's */
    errorlog_expect(s->log, "SP0004: StatusPagesVar footer .*can't be "
                            "evaluated: ");
    r = client_get(s, "/deep/value", "");
    assert_page(r, 404);
    assert_string_equal(between(s, r, '[', ']'), "");
    errorlog_expect(s->log, "failed: Recursion limit reached");
    errorlog_expect(s->log, "SP0003: StatusPagesDetails can't be evaluated, "
                            "no details are shown: ");
    r = client_get(s, "/deep/details", "");
    assert_page(r, 404);
    assert_no_body(r, "127.0.0.1");
    assert_body(client_get(s, "/shown", ""), "127.0.0.1");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(htaccess_reads_the_request_alone),
        TEST(htaccess_may_use_the_request),
        TEST(the_administrator_may_read_the_machine),
        TEST(a_value_is_cut_between_characters),
        TEST(an_expression_is_short),
        TEST(each_value_is_cut),
        cmocka_unit_test(a_child_s_memory_does_not_grow),
        TEST(many_lines_take_no_time),
        TEST(an_address_that_is_cut_is_none),
        TEST(what_fails_when_it_is_run_is_told_and_left_out),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
