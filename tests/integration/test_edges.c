/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Edges of facts and settings: the path as it was sent, lists that begin with
 * what they leave out, settings taken away again, languages that nobody
 * speaks. What is refused in httpd's own files is in test_config.c. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

/* A page of more than the 16 MB that one may have: it is known when it is
 * made, and no sooner. */
static void describe_a_huge_page(server_t *s)
{
    char *text = apr_palloc(s->pool, 5001);
    char *page = apr_palloc(s->pool, 5000 * 16 + 64);
    char *p = apr_cpystrn(page, "<!doctype html>\n<p>{{status}}\n", 64);
    int i;

    memset(text, '4', 5000);
    text[5000] = '\0';
    for (i = 0; i < 5000; i++) {
        p = apr_cpystrn(p, "{{description}}\n", 17);
    }
    server_file(s, "conf/huge.html", page);
    server_conf(s, apr_pstrcat(s->pool,
                               "<Location /huge/>\nStatusPagesUpstream All\n"
                               "StatusPagesTemplate html conf/huge.html 404\n"
                               "StatusPagesMessage 404 Long ",
                               text, "\n</Location>\n", NULL));
}

static int start(void **state)
{
    server_t *s = server_new("edges");

    server_modules(s, "alias");
    describe_a_huge_page(s);
    server_file(s, "conf/acme.json",
                "{\"name\": \"acme\", \"language\": \"en\", \"extends\": "
                "\"standard\", \"codes\": {\"404\": {\"message\": \"Gone "
                "Fishing\", \"description\": \"Nobody is in.\"}}}\n");
    server_file(s, "conf/tlh.json",
                "{\"name\": \"tlh\", \"language\": \"tlh\", \"codes\": "
                "{\"404\": {\"message\": \"pagh\", \"description\": "
                "\"pagh.\"}}}\n");
    server_file(s, "conf/logo.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    server_file(s, "htdocs/tongue/.htaccess", "StatusPagesLanguages qq\n");
    server_file(s, "htdocs/tongue/page.txt", "never seen\n");
    server_conf(s,
                "StatusPages On\nAllowEncodedSlashes On\n"
                "StatusPagesVar name \"Acme Works\"\n"
                "StatusPagesVar footer \"Acme Footer\"\n"
                "<LocationMatch /t$>\nSetHandler sp-test\n</LocationMatch>\n"
                "<Location /but/>\nStatusPagesUpstream All !404\n"
                "</Location>\n"
                "<Location /only/>\nStatusPagesUpstream All !404 404 !502\n"
                "</Location>\n"
                "<Location /first/>\nStatusPagesUpstream Keep\n"
                "StatusPagesUpstream All !404\n</Location>\n"
                "<Location /unnamed/>\nStatusPagesVar name none\n"
                "</Location>\n"
                "<Location /unnamed/again/>\n"
                "StatusPagesVar name \"Other Works\"\n</Location>\n"
                "StatusPagesReference /codes\n"
                "<Location /codes>\nSetHandler statuspages\n</Location>\n"
                "<Location /unreferenced/>\nStatusPagesReference None\n"
                "</Location>\n"
                "<Location /pictured/>\nStatusPagesLogo conf/logo.svg\n"
                "</Location>\n"
                "<Location /pictured/not/>\nStatusPagesLogo none\n"
                "</Location>\n"
                "<Location /german/>\nStatusPagesLanguages de\n"
                "StatusPagesCatalog conf/acme.json\n</Location>\n"
                "<Location /klingon/>\nStatusPagesCatalog conf/tlh.json\n"
                "</Location>\n"
                "<Location /mixed/>\nStatusPagesLanguages tlh\n"
                "StatusPagesCatalog conf/acme.json\n</Location>\n"
                "<Directory @ROOT@/htdocs>\nAllowOverride All\n</Directory>");
    server_start(s);
    *state = s;
    return 0;
}

static void check_instance(server_t *s, const char *target, const char *path)
{
    response_t *r = wire_exchange(
        s,
        apr_pstrcat(s->pool, "GET ", target,
                    " HTTP/1.1\r\nHost: host\r\nAccept: application/json\r\n"
                    "Connection: close\r\n\r\n",
                    NULL),
        0);

    assert_member(assert_problem(r, 404), "instance", path);
}

static void the_path_is_told_as_it_was_sent(void **state)
{
    static const struct {
        const char *target;
        const char *path;
    } cases[] = {
        {"/a%2541", "/a%2541"},
        {"/a%25", "/a%25"},
        {"/a%2Fb", "/a%2Fb"},
        {"/a%2fb", "/a%2fb"},
        {"/a%20b?q=%20", "/a%20b"},
        {"/a?b?c", "/a"},
        {"/caf%C3%A9", "/caf%C3%A9"},
        {"/a/./b/../c", "/a/./b/../c"},
        {"//a//b", "/.//a//b"}, /* "//a" would name a host */
        {"///a", "/.///a"},
        {"http://host//a?q", "/.//a"},
        {"/x://y", "/x://y"},
        {"/a%22%3Cb%3E", "/a%22%3Cb%3E"},
        {"/a|b", "/a%7Cb"},
        {"/a|b^c?|", "/a%7Cb%5Ec"},
        {"http://host/x%20y?q", "/x%20y"},
        {"http://host:80/x%2Fy", "/x%2Fy"},
        {"http://host/?q=http://other/z", "/"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].target);
        check_instance(*state, cases[i].target, cases[i].path);
    }
}

static int keeps(server_t *s, const char *place, const char *code)
{
    response_t *r =
        client_get(s,
                   apr_pstrcat(s->pool, "/", place, "/t?status=", code,
                               "&body=handmade", NULL),
                   "");

    assert_null(r->fault);
    return strstr(r->body, "handmade") != NULL;
}

static void a_policy_for_all_but_one_code_spares_that_alone(void **state)
{
    assert_true(keeps(*state, "but", "404"));
    assert_false(keeps(*state, "but", "403"));
    assert_false(keeps(*state, "but", "502"));
    assert_false(keeps(*state, "but", "599"));
    assert_true(keeps(*state, "first", "404"));
    assert_false(keeps(*state, "first", "502"));
}

static void later_words_of_a_list_refine_earlier_ones(void **state)
{
    assert_false(keeps(*state, "only", "404"));
    assert_true(keeps(*state, "only", "502"));
    assert_false(keeps(*state, "only", "503"));
}

static void the_value_none_takes_a_variable_away(void **state)
{
    response_t *r = client_get(*state, "/else", "Accept: text/html");

    assert_page(r, 404);
    assert_body(r, "Acme Works");
    r = client_get(*state, "/unnamed/x", "Accept: text/html");
    assert_page(r, 404);
    assert_no_body(r, "Acme Works");
    assert_no_body(r, ">none<");
    assert_body(r, "Acme Footer");
    r = client_get(*state, "/unnamed/again/x", "Accept: text/html");
    assert_body(r, "Other Works");
}

static void none_takes_the_reference_and_the_logo_away(void **state)
{
    assert_member(assert_problem(client_json(*state, "/x"), 404), "type",
                  "/codes/404");
    assert_member(assert_problem(client_json(*state, "/unreferenced/x"), 404),
                  "type", "about:blank");
    assert_body(client_get(*state, "/pictured/x", "Accept: text/html"),
                "data:image/svg+xml;base64,PHN2ZyB4bWxucz0");
    assert_no_body(client_get(*state, "/pictured/not/x", "Accept: text/html"),
                   "data:image/svg+xml;base64,PHN2ZyB4bWxucz0");
}

static void an_unknown_language_in_htaccess_is_refused(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "\\.htaccess: StatusPagesLanguages: no catalogue "
                            "has texts in \"qq\"");
    assert_page(client_get(s, "/tongue/page.txt", ""), 500);
}

/* Its texts are in English, those around them in German. */
static void a_text_in_another_language_than_the_page_is_marked(void **state)
{
    response_t *r = client_get(*state, "/german/x",
                               "Accept: text/html\nAccept-Language: de");

    assert_page(r, 404);
    assert_body(r, "<html lang=\"de\"");
    assert_true(text_matches(r->body, "lang=\"en\"[^>]*>Gone Fishing<"));
    assert_header(r, "Content-Language", "de, en");
    r = client_get(*state, "/german/x",
                   "Accept: application/json\nAccept-Language: de");
    assert_member(assert_problem(r, 404), "title", "Gone Fishing");
    assert_member(assert_problem(r, 404), "language", "en");
}

/* Another catalogue speaks it, so it was not refused. */
static void a_language_that_the_catalogue_lacks_gives_its_own(void **state)
{
    static const char *const more[] = {"", "\nAccept-Language: tlh"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", more[i]);
        response_t *r = client_get(
            s, "/mixed/x",
            apr_pstrcat(s->pool, "Accept: text/html", more[i], NULL));

        assert_page(r, 404);
        assert_body(r, "Gone Fishing");
        assert_body(r, "<html lang=\"en\"");
        assert_header(r, "Content-Language", "en");
    }
    assert_body(client_get(s, "/klingon/x", "Accept-Language: tlh"), "pagh");
}

/* What was there goes out: httpd's own page, the body of the handler. */
static void where_no_page_can_be_made_httpd_s_own_answers(void **state)
{
    static const struct {
        const char *path;
        const char *body;
    } rows[] = {{"/huge/x", "The requested URL was not found"},
                {"/huge/t?die=404", "The requested URL was not found"},
                {"/huge/t?status=404&type=text/html&body=mine", "mine"}};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].path);
        errorlog_expect(s->log, "SP0005: no page for 404, httpd's own answers: "
                                ".*the page becomes larger than 16 MB");
        response_t *r = client_get(s, rows[i].path, "Accept: text/html");

        assert_status(r, 404);
        assert_no_header(r, "X-Robots-Tag");
        assert_body(r, rows[i].body);
        /* the other forms have no such template */
        assert_page(client_get(s, rows[i].path, "Accept: text/plain"), 404);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(the_path_is_told_as_it_was_sent),
        TEST(a_policy_for_all_but_one_code_spares_that_alone),
        TEST(later_words_of_a_list_refine_earlier_ones),
        TEST(the_value_none_takes_a_variable_away),
        TEST(none_takes_the_reference_and_the_logo_away),
        TEST(an_unknown_language_in_htaccess_is_refused),
        TEST(a_text_in_another_language_than_the_page_is_marked),
        TEST(a_language_that_the_catalogue_lacks_gives_its_own),
        TEST(where_no_page_can_be_made_httpd_s_own_answers),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
