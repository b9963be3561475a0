/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where directives hold: server, virtual hosts, directories, locations, files,
 * .htaccess; what is inherited and what is replaced; and what each directive
 * about the look does, over the wire. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

static const char places[] =
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName one.example\n"
    "StatusPagesVar name HostOne\n"
    "StatusPagesVar home http://one.example/\n"
    "StatusPagesVar support mailto:help@one.example\n"
    "StatusPagesMessage 404 \"Gone fishing\" \"Nobody is here.\"\n"
    "StatusPagesMessage 599 \"Quite unheard of\"\n"
    "<Location /api>\nStatusPagesFormats json\n</Location>\n"
    "<Location /off>\nStatusPages Off\n</Location>\n"
    "<Location /off/on>\nStatusPages On\n</Location>\n"
    "<Location /not-404>\nStatusPagesCodes !404\n</Location>\n"
    "<Location /only-5xx>\nStatusPagesCodes 5xx\n</Location>\n"
    "<Location /redirects>\nStatusPagesCodes 3xx 4xx\n</Location>\n"
    "<Location /german>\nStatusPagesLanguages de en\n</Location>\n"
    "<Location /template>\n"
    "StatusPagesTemplate html conf/mine.html 403 5xx\n"
    "StatusPagesTemplate json conf/mine.json\n</Location>\n"
    "<Location /template/t>\nSetHandler sp-test\n</Location>\n"
    "<Location /expression>\n"
    "StatusPagesVar name \"Hello %{HTTP:X-Name}\"\n</Location>\n"
    "<Location /hostile>\n"
    "StatusPagesVar name \"%{unescape:%{QUERY_STRING}}\"\n</Location>\n"
    "<Location /link>\n"
    "StatusPagesVar home \"%{unescape:%{QUERY_STRING}}\"\n</Location>\n"
    "<If \"%{QUERY_STRING} == 'if'\">\nStatusPagesVar name FromIf\n</If>\n"
    "Redirect 302 /redirects/away http://far.example/\n"
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName two.example\n"
    "StatusPagesVar name HostTwo\nStatusPagesFormats text html\n"
    "<Directory @ROOT@/htdocs>\nAllowOverride FileInfo Options=Indexes\n"
    "StatusPagesVar support http://two.example/help\n"
    "</Directory>\n"
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName three.example\n"
    "StatusPages Off\n</VirtualHost>\n";

static int start(void **state)
{
    server_t *s = server_new("scopes");

    server_modules(s, "alias dir mime");
    server_file(s, "conf/mine.html",
                "<!doctype html>\n<p>mine {{status}} "
                "{{message}} {{vars.name}}\n");
    server_file(s, "conf/mine.json",
                "{\"status\": {{status}}, \"mine\": "
                "\"{{message}}\", \"x\": \"{{uri}}\"}\n");
    server_file(s, "htdocs/api/.htaccess",
                "StatusPagesFormats json\nStatusPagesVar name FromHtaccess\n");
    server_file(s, "htdocs/own/.htaccess",
                "StatusPagesMessage 404 \"Own words\" \"Own description.\"\n"
                "StatusPagesLanguages en\nStatusPagesHeaders Off\n"
                "StatusPagesUpstream All\nStatusPagesRetryAfter 404 5\n"
                "StatusPagesCodes 404\n");
    server_file(s, "htdocs/quiet/.htaccess", "StatusPages Off\n");
    server_file(s, "htdocs/wrong/.htaccess", "StatusPagesVar nmae x\n");
    server_conf(s, "StatusPages On\nStatusPagesVar footer \"The foot of all\"");
    server_conf(s, places);
    server_start(s);
    *state = s;
    return 0;
}

static response_t *one(void **state, const char *path)
{
    return client_get(*state, path, "Host: one.example");
}

static response_t *two(void **state, const char *path)
{
    return client_get(*state, path, "Host: two.example\nAccept: text/html");
}

static void each_host_has_its_own_brand(void **state)
{
    response_t *r = one(state, "/x");

    assert_page(r, 404);
    assert_body(r, "HostOne");
    assert_body(r, "http://one.example/");
    assert_body(r, "mailto:help@one.example");
    assert_body(r, "The foot of all");
    r = two(state, "/x");
    assert_page(r, 404);
    assert_body(r, "HostTwo");
    assert_body(r, "http://two.example/help");
    assert_no_body(r, "one.example");
    assert_body(r, "The foot of all");
    r = client_get(*state, "/x", "Host: three.example");
    assert_kept(r, 404, "<h1>Not Found</h1>");
}

static void a_message_of_one_s_own_is_shown(void **state)
{
    response_t *r = one(state, "/x");

    assert_body(r, "Gone fishing");
    assert_body(r, "Nobody is here.");
    assert_reason(r, "Not Found"); /* of HTTP, not of ours */
    r = one(state, "/t?die=599");
    assert_page(r, 599);
    assert_body(r, "Quite unheard of");
    assert_no_body(two(state, "/x"), "Gone fishing");
}

static void a_path_may_offer_json_only(void **state)
{
    response_t *r =
        client_get(*state, "/api/x", "Host: one.example\nAccept: text/html");

    assert_problem(r, 404);
    r = client_get(*state, "/x", "Host: one.example\nAccept: text/html");
    assert_header_like(r, "Content-Type", "^text/html");
}

static void the_first_format_is_the_default(void **state)
{
    response_t *r = client_get(*state, "/x", "Host: two.example\nAccept: */*");

    assert_header_like(r, "Content-Type", "^text/plain");
}

static void it_can_be_off_and_on_in_places(void **state)
{
    assert_kept(one(state, "/off/x"), 404, "<h1>Not Found</h1>");
    assert_page(one(state, "/off/on/x"), 404);
}

static void codes_can_be_left_out(void **state)
{
    assert_kept(one(state, "/not-404/x"), 404, "<h1>Not Found</h1>");
    assert_kept(one(state, "/only-5xx/x"), 404, "<h1>Not Found</h1>");
}

static void redirects_can_have_pages(void **state)
{
    response_t *r = one(state, "/redirects/away");

    assert_page(r, 302);
    assert_header(r, "Location", "http://far.example/");
    assert_body(r, "Found");
}

static void a_language_can_come_first(void **state)
{
    response_t *r = one(state, "/german/x");

    assert_page(r, 404);
    assert_header_like(r, "Content-Language", "^de");
    assert_body(r, "<html lang=\"de\"");
    r = client_get(*state, "/german/x",
                   "Host: one.example\nAccept-Language: en");
    assert_header(r, "Content-Language", "en");
}

static void a_template_can_be_for_some_codes(void **state)
{
    response_t *r = one(state, "/template/t?die=403");

    assert_page(r, 403);
    assert_body(r, "<p>mine 403 Forbidden HostOne");
    r = one(state, "/template/t?die=502");
    assert_body(r, "<p>mine 502 Bad Gateway HostOne");
    assert_no_body(one(state, "/template/x"), "<p>mine");
    r = client_get(*state, "/template/x",
                   "Host: one.example\nAccept: application/json");
    assert_page(r, 404);
    assert_body(r, "\"mine\": \"Gone fishing\"");
}

static void a_variable_may_be_an_expression(void **state)
{
    response_t *r = client_get(*state, "/expression/x",
                               "Host: one.example\nX-Name: <b>World");

    assert_page(r, 404);
    assert_body(r, "Hello &lt;b&gt;World");
    r = client_get(*state, "/hostile/x?%22%5C%01%FF",
                   "Host: one.example\nAccept: text/xml");
    assert_page(r, 404);
    assert_xml(r);
    r = one(state, "/x?if");
    assert_body(r, "FromIf");
}

static void a_link_from_an_expression_is_a_link_or_nothing(void **state)
{
    response_t *r = one(state, "/link/x?https://there.example/");

    assert_page(r, 404);
    assert_body(r, "https://there.example/");
    r = one(state, "/link/x?javascript:alert(1)");
    assert_page(r, 404);
    assert_no_body(r, "javascript:");
}

static void htaccess_may_say_much(void **state)
{
    response_t *r = two(state, "/api/x");

    assert_problem(r, 404);
    r = two(state, "/own/x");
    assert_status(r, 404);
    assert_no_header(r, "X-Robots-Tag");
    assert_header(r, "Retry-After", "5");
    assert_body(r, "Own words");
    assert_body(r, "Own description.");
    assert_body(r, "HostTwo");
    assert_kept(two(state, "/quiet/x"), 404, "<h1>Not Found</h1>");
    assert_no_body(two(state, "/x"), "Own words");
}

static void htaccess_is_checked_too(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "htaccess: .*no theme knows a variable");
    assert_page(two(state, "/wrong/x"), 500);
}

/* It is read for each request: a page that was kept for it would never be
 * asked for again, and would take the room of another. */
static void htaccess_has_no_page_that_is_kept(void **state)
{
    request_t q = {0};
    int i;

    q.headers = "Accept-Encoding: gzip\nAccept: text/html\n"
                "Host: two.example";
    for (i = 0; i < 3; i++) {
        ROW("turn %d", i);
        response_t *r;

        q.path = "/own/x";
        r = client_send(*state, &q);
        assert_status(r, 404);
        assert_no_header(r, "Content-Encoding");
        q.path = "/x";
        assert_header(client_send(*state, &q), "Content-Encoding", "gzip");
    }
}

/* How many expressions a page has room for. */
#define LIVE 45

/* Expressions that a page has no room for stay empty and are not evaluated:
 * the first would write where the facts of the page end. That of a file that
 * is not there would be logged. */
static void expressions_past_the_bound_stay_empty(void **state)
{
    server_t *s = server_new("live");
    const char *theme = "{\"vars\": {", *page = "<!doctype html>\n"
                                                "{{request_id}}{{uri}}{{time}}"
                                                "{{method}}{{host}}\n";
    const char *conf = "StatusPages On\nStatusPagesTheme conf/many\n";
    response_t *r;
    int i;

    for (i = 0; i < 60; i++) {
        theme =
            apr_psprintf(s->pool, "%s%s\"v%d\": \"\"", theme, i ? ", " : "", i);
        page = apr_psprintf(s->pool, "%s<p>v%d=[{{vars.v%d}}]\n", page, i, i);
        conf = apr_psprintf(s->pool, "%sStatusPagesVar v%d \"%d%%{%s}\"\n",
                            conf, i, i,
                            i < 60 - LIVE ? "file:/no/such" : "REQUEST_METHOD");
    }
    server_file(s, "conf/many/theme.json",
                apr_pstrcat(s->pool, theme, "}}", NULL));
    server_file(s, "conf/many/page.html", page);
    server_conf(s, conf);
    server_start(s);
    r = client_get(s, "/x", "Accept: text/html");
    assert_status(r, 404);
    for (i = 0; i < 60; i++) { /* the last that was set is the strongest */
        ROW("v%d", i);
        assert_body(r, i < 60 - LIVE
                           ? apr_psprintf(s->pool, "v%d=[]", i)
                           : apr_psprintf(s->pool, "v%d=[%dGET]", i, i));
    }
    assert_int_equal(server_stop(s), 0);
}

/* The same request again and again: nothing may pile up from one request's
 * .htaccess in the next one's page. */
static void places_do_not_mix(void **state)
{
    int i;

    for (i = 0; i < 30; i++) {
        ROW("turn %d", i);
        assert_body(two(state, "/own/x"), "Own words");
        assert_body(one(state, "/x"), "Gone fishing");
        assert_no_body(two(state, "/x"), "Own words");
        assert_body(two(state, "/x"), "HostTwo");
    }
}

/* Deeper than the pages that a child keeps tell apart. */
static void sections_may_be_nested_as_deep_as_one_likes(void **state)
{
    server_t *s = server_new("deep");
    const char *path = "";
    int depth, again;

    server_file(s, "conf/name.txt", "{{vars.name}} {{vars.home}}");
    server_conf(s, "StatusPages On\nStatusPagesFormats text\n"
                   "StatusPagesVar home /home\n"
                   "StatusPagesTemplate text conf/name.txt\n");
    for (depth = 1; depth <= 20; depth++) {
        path = apr_pstrcat(s->pool, path, "/x", NULL);
        server_conf(s, apr_psprintf(s->pool,
                                    "<Location %s>\nStatusPagesVar name n%d\n"
                                    "</Location>\n",
                                    path, depth));
    }
    server_start(s);
    for (depth = 1; depth <= 20; depth++) {
        for (again = 0; again < 2; again++) {
            ROW("depth %d, again %d", depth, again);
            assert_string_equal(
                client_get(s, apr_pstrndup(s->pool, path, (size_t)depth * 2),
                           NULL)
                    ->body,
                apr_psprintf(s->pool, "n%d /home", depth));
        }
    }
    server_stop(s);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(each_host_has_its_own_brand),
        TEST(a_message_of_one_s_own_is_shown),
        TEST(a_path_may_offer_json_only),
        TEST(the_first_format_is_the_default),
        TEST(it_can_be_off_and_on_in_places),
        TEST(codes_can_be_left_out),
        TEST(redirects_can_have_pages),
        TEST(a_language_can_come_first),
        TEST(a_template_can_be_for_some_codes),
        TEST(a_variable_may_be_an_expression),
        TEST(a_link_from_an_expression_is_a_link_or_nothing),
        TEST(htaccess_may_say_much),
        TEST(htaccess_is_checked_too),
        TEST(htaccess_has_no_page_that_is_kept),
        TEST(expressions_past_the_bound_stay_empty),
        TEST(places_do_not_mix),
        TEST(sections_may_be_nested_as_deep_as_one_likes),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
