/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The status code reference over the wire: what it tells, in which format and
 * language, at which addresses, and how it may be stored. The gallery below
 * it has test_gallery.c. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

static const char places[] =
    "StatusPages On\n"
    "StatusPagesVar name \"Example & Co\"\n"
    "<Location \"/status\">\nSetHandler statuspages\n</Location>\n"
    "<Location \"/a/b/status/\">\nSetHandler statuspages\n</Location>\n"
    "<LocationMatch \"^/v[0-9]+/status\">\nSetHandler statuspages\n"
    "</LocationMatch>\n"
    "<Directory \"@ROOT@/htdocs/folder\">\nSetHandler statuspages\n"
    "</Directory>\n"
    "<Location \"/one\">\nSetHandler statuspages\nStatusPagesLanguages en\n"
    "</Location>\n"
    "<Location \"/cloud\">\nSetHandler statuspages\n"
    "StatusPagesCatalog cloud-api\n</Location>\n"
    "<Location \"/core\">\nSetHandler statuspages\n"
    "StatusPagesCatalog cloud-core\n</Location>\n"
    "<Location \"/own\">\nSetHandler statuspages\n"
    "StatusPagesCatalog conf/own\n</Location>\n"
    "<Location \"/ours\">\nSetHandler statuspages\n"
    "StatusPagesCatalog cloud-core\n"
    "StatusPagesMessage 418 \"Short and stout\"\n"
    "StatusPagesMessage 555 \"Tape Jammed\"\n"
    "StatusPagesMessage 404 \"Lost\"\n</Location>\n"
    "<Location \"/live\">\nSetHandler statuspages\n"
    "StatusPagesVar footer \"Hello %{HTTP:X-Who}\"\n</Location>\n"
    "<Location \"/two\">\nSetHandler statuspages\n</Location>\n"
    "<Location \"/two/404\">\nSetHandler sp-test\n"
    "<If \"true\">\nSetHandler statuspages\n</If>\n</Location>\n"
    "<Location \"/gzip\">\nSetHandler statuspages\nSetOutputFilter DEFLATE\n"
    "</Location>\n"
    "<Location \"/mine\">\nSetHandler statuspages\n"
    "StatusPagesMessage 555 \"Tape Jammed\" \"An operator comes.\"\n"
    "</Location>\n"
    "<Location \"/headers\">\nSetHandler statuspages\n"
    "Header always set X-Content-Type-Options mine\n"
    "Header always set Cache-Control \"max-age=1\"\n"
    "Header always unset Content-Security-Policy\n</Location>\n"
    "<Location \"/bare\">\nSetHandler statuspages\nStatusPagesHeaders Off\n"
    "</Location>\n"
    "<Location \"/documented\">\nErrorDocument 404 /status/404\n</Location>\n"
    "<Location \"/off\">\nSetHandler statuspages\nStatusPages "
    "Off\n</Location>\n"
    "<Location \"/w?ld\">\nSetHandler statuspages\n</Location>\n"
    "<Location \"/later\">\nSetHandler statuspages\n</Location>\n"
    "<Location \"/later\">\nStatusPagesVar name Later\n</Location>\n"
    "Alias \"/renamed\" \"@ROOT@/htdocs/folder/page.txt\"\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName main.example\n</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName root.example\n"
    "DocumentRoot @ROOT@/htdocs\nMergeSlashes Off\n"
    "<Location \"/\">\nSetHandler statuspages\n</Location>\n"
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName odd.example\n"
    "MergeSlashes Off\nAllowEncodedSlashes On\n"
    "<LocationMatch \"status$\">\nSetHandler statuspages\n</LocationMatch>\n"
    "</VirtualHost>\n";

static int start(void **state)
{
    server_t *s = server_new("reference");

    server_modules(s, "headers filter deflate dir alias");
    server_file(s, "htdocs/folder/page.txt", "a file\n");
    server_file(s, "htdocs/status", "a file at the reference's place\n");
    server_file(s, "conf/own/en.json",
                "{\"name\": \"acme\", \"language\": \"en\", \"extends\": null,"
                " \"title\": \"Acme & errors\", \"codes\": {\"429\": "
                "{\"message\": \"Too fast\", \"url\": "
                "\"https://docs.example.com/slow?a&b\"}}}\n");
    server_file(s, "conf/own/de.json",
                "{\"name\": \"acme\", \"language\": \"de\", \"title\": "
                "\"Fehler von Acme\", \"codes\": {\"429\": {\"message\": "
                "\"Zu schnell\"}}}\n");
    server_conf(s, places);
    server_start(s);
    *state = s;
    return 0;
}

static response_t *ask(void **state, const char *path, const char *headers)
{
    response_t *r = client_get(*state, path, headers);

    assert_status(r, 200);
    assert_none_doubled(r);
    return r;
}

/* A reference as JSON; lives as long as the server. */
static json_t *codes_of(void **state, const char *path, const char *language)
{
    server_t *s = *state;
    response_t *r = ask(state, path,
                        apr_pstrcat(s->pool,
                                    "Accept: application/json\n"
                                    "Accept-Language: ",
                                    language, NULL));
    json_t *root = json_loadb(r->body, r->length, JSON_REJECT_DUPLICATES, NULL);

    assert_header(r, "Content-Type", "application/json");
    assert_member(root, "language", language);
    return json_object_get(checks_keep_json(root, s->pool), "codes");
}

/* The catalogue's own file, read by jansson and nothing of ours. */
static json_t *file_of(server_t *s, const char *language)
{
    const char *path = apr_psprintf(
        s->pool, SP_SOURCE "/conf/catalogs/standard/%s.json", language);

    return json_object_get(
        checks_keep_json(json_load_file(path, 0, NULL), s->pool), "codes");
}

static const char *word(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static void json_is_the_catalogue_code_by_code(void **state)
{
    json_t *rows = codes_of(state, "/status", "en");
    json_t *entries = file_of(*state, "en");
    json_int_t last = 0;
    json_t *row;
    size_t i;

    assert_int_equal(json_array_size(rows), json_object_size(entries));
    json_array_foreach(rows, i, row)
    {
        json_int_t status = json_integer_value(json_object_get(row, "status"));
        char number[8], url[32];
        json_t *entry;

        apr_snprintf(number, sizeof(number), "%d", (int)status);
        apr_snprintf(url, sizeof(url), "/status/%d", (int)status);
        entry = json_object_get(entries, number);
        assert_non_null(entry);
        assert_true(status > last);
        assert_member(row, "code", word(entry, "message"));
        assert_member(row, "message", word(entry, "message"));
        assert_member(row, "description", word(entry, "description"));
        assert_string_equal(word(row, "retry"), word(entry, "retry"));
        assert_member(row, "language", "en");
        assert_member(row, "url", url);
        last = status;
    }
}

static void json_is_in_the_reader_s_language(void **state)
{
    json_t *rows = codes_of(state, "/status", "ja");
    json_t *entry = json_object_get(file_of(*state, "ja"), "404");
    json_t *row;
    size_t i;

    json_array_foreach(rows, i, row)
    {
        if (json_integer_value(json_object_get(row, "status")) == 404) {
            assert_member(row, "message", word(entry, "message"));
            assert_member(row, "description", word(entry, "description"));
            assert_member(row, "code", "Not Found");
            assert_member(row, "language", "ja");
            return;
        }
    }
    fail_msg("there is no 404");
}

static void json_of_one_code_has_one_row(void **state)
{
    json_t *rows = codes_of(state, "/status/429", "en");
    json_t *row = json_array_get(rows, 0);

    assert_int_equal(json_array_size(rows), 1);
    assert_int_equal(json_integer_value(json_object_get(row, "status")), 429);
    assert_member(row, "retry", "after");
}

static void a_documented_catalogue_is_served_as_documented(void **state)
{
    response_t *r = ask(state, "/cloud/204", "Accept-Language: de");

    assert_body(r, "lang=\"en\" dir=\"ltr\">NoContent<");
    assert_body(r, "<html lang=\"de\"");
    r = ask(state, "/cloud/418?all", "Accept-Language: de"); /* not in it */
    assert_no_body(r, "class=\"message\" lang=");
}

/* The codes of a catalogue's own file. */
static size_t count_of(server_t *s, const char *name)
{
    const char *path =
        apr_psprintf(s->pool, SP_SOURCE "/conf/catalogs/%s.json", name);
    json_t *root = checks_keep_json(json_load_file(path, 0, NULL), s->pool);

    return json_object_size(json_object_get(root, "codes"));
}

static void only_what_is_documented_stands_in_it(void **state)
{
    json_t *own = codes_of(state, "/core", "en");
    json_t *all = codes_of(state, "/core?all", "en");

    assert_int_equal(json_array_size(own), 16);
    assert_int_equal(count_of(*state, "cloud-core"), 16);
    assert_int_equal(json_array_size(all),
                     json_array_size(codes_of(state, "/status", "en")));
    assert_int_equal(
        json_array_size(codes_of(state, "/status?lang=en&all=1", "en")),
        json_array_size(all));
    assert_page(client_get(*state, "/core/418", NULL), 404);
    assert_page(client_get(*state, "/core/418?al", NULL), 404);
    assert_page(client_get(*state, "/core/418?allx", NULL), 404);
    assert_page(client_get(*state, "/core/455?all", NULL), 404);
    assert_body(ask(state, "/core/418?all", NULL), "<h1><b>418</b>");
    assert_no_body(ask(state, "/core", NULL), "418");
}

static void what_is_extended_is_linked_where_it_stands(void **state)
{
    response_t *r = ask(state, "/core?all", NULL);

    assert_body(r, "<a href=\"/core/418?all\">418</a>");
    assert_body(r, "<a href=\"/core/404\">404</a>");
    assert_body(r, "<a href=\"?lang=de&amp;all\"");
    assert_body(r, "<meta name=\"robots\" content=\"noindex\">");
    assert_header(r, "X-Robots-Tag", "noindex");
    r = ask(state, "/core/418?all&lang=de", NULL);
    assert_body(r, "<html lang=\"de\"");
    assert_body(r, "href=\"/core?all\">");
    assert_body(r, "href=\"/core?all#4xx\">");
    r = ask(state, "/core", "");
    assert_no_body(r, "all\"");
    assert_no_header(r, "X-Robots-Tag");
}

static void it_has_the_catalogue_s_title(void **state)
{
    static const char *const cases[][3] = {
        {"/core", "Accept-Language: de",
         "<h1 lang=\"en\" dir=\"ltr\">Status codes of the core API</h1>"},
        {"/core", "", "<title>Status codes of the core API – Example"},
        {"/core", "Accept: application/json",
         "\"title\": \"Status codes of the core API\""},
        {"/own", "Accept-Language: de", "<h1>Fehler von Acme</h1>"},
        {"/own", "Accept-Language: en", "<h1>Acme &amp; errors</h1>"},
        {"/own", "Accept-Language: fr",
         "<h1 lang=\"en\" dir=\"ltr\">Acme &amp; errors</h1>"},
        {"/own/429", "Accept-Language: de",
         "<title>429 Zu schnell – Fehler von Acme – Example"},
        {"/status", "Accept-Language: de", "<h1>HTTP-Statuscodes</h1>"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s %s", cases[i][0], cases[i][1]);
        assert_body(ask(state, cases[i][0], cases[i][1]), cases[i][2]);
    }
}

static void a_catalogue_may_stand_alone(void **state)
{
    json_t *own = codes_of(state, "/own", "de");
    json_t *all = codes_of(state, "/own?all", "de");

    assert_int_equal(json_array_size(own), 1);
    assert_int_equal(json_array_size(all), 1);
    assert_member(json_array_get(own, 0), "message", "Zu schnell");
    assert_page(client_get(*state, "/own/404?all", NULL), 404);
}

static void documentation_of_its_own_is_listed(void **state)
{
    static const char link[] = "<a href=\"https://docs.example.com/"
                               "slow?a&amp;b\">";

    assert_member(json_array_get(codes_of(state, "/own", "de"), 0),
                  "documentation", "https://docs.example.com/slow?a&b");
    assert_body(ask(state, "/own", "Accept-Language: de"), link);
    assert_body(ask(state, "/own/429", NULL), link);
    assert_no_body(ask(state, "/core", NULL), "Documentation");
    assert_null(
        json_object_get(json_array_get(codes_of(state, "/core/404", "en"), 0),
                        "documentation"));
}

static void a_message_of_the_place_is_documented(void **state)
{
    json_t *own = codes_of(state, "/ours", "en");

    assert_int_equal(json_array_size(own), 18);
    assert_body(ask(state, "/ours/418", NULL), "Short and stout");
    assert_body(ask(state, "/ours/555", NULL), "Tape Jammed");
}

static void the_page_has_an_anchor_and_a_link_for_each_code(void **state)
{
    response_t *r = ask(state, "/status", "Accept: text/html,*/*;q=0.8");
    json_t *rows = codes_of(state, "/status", "en");
    json_t *row;
    size_t i;

    assert_header(r, "Content-Type", "text/html; charset=utf-8");
    json_array_foreach(rows, i, row)
    {
        int code = (int)json_integer_value(json_object_get(row, "status"));
        char anchor[32], link[64];

        apr_snprintf(anchor, sizeof(anchor), "<tr id=\"%d\">", code);
        apr_snprintf(link, sizeof(link), "<a href=\"/status/%d\">%d</a>", code,
                     code);
        assert_int_equal(text_count(r->body, anchor), 1);
        assert_int_equal(text_count(r->body, link), 1);
    }
    assert_int_equal(text_count(r->body, "<tr id="), (int)i);
    assert_int_equal(text_count(r->body, "<table id="), 5);
    assert_int_equal(text_count(r->body, "<caption>"), 5);
    assert_int_equal(text_count(r->body, "scope=\"row\""), (int)i);
}

static void the_page_can_be_found(void **state)
{
    response_t *r = ask(state, "/status", NULL);

    assert_body(r, "<title>HTTP status codes – Example &amp; Co</title>");
    assert_body(r, "<meta name=\"robots\" content=\"index, follow\">");
    assert_body(r, "<meta name=\"description\" content=\"HTTP status codes ·");
    assert_no_header(r, "X-Robots-Tag");
    assert_int_equal(text_count(r->body, "<h1>"), 1);
    assert_int_equal(text_count(r->body, "<style>"), 1);
    assert_no_body(r, "<script");
    assert_no_body(r, " style=");
    assert_body(r, "class=\"is-reference\"");
}

static void one_code_has_a_page(void **state)
{
    response_t *r = ask(state, "/status/404", NULL);

    assert_body(r, "<title>404 Not Found – HTTP status codes – Example &amp; "
                   "Co</title>");
    assert_body(r, "<meta name=\"description\" content=\"404 Not Found: There");
    assert_body(r, "<h1><b>404</b> <span class=\"message\">Not Found</span>");
    assert_body(r, "href=\"/status\">");
    assert_body(r, "href=\"/status#4xx\">");
    assert_body(
        r, "<dt>Retry advice</dt><dd><code dir=\"ltr\">modify</code></dd>");
    assert_no_body(r, "<table");
    assert_no_body(r, "Gone"); /* another code's message */
}

static void words_of_the_administrator_are_in_it(void **state)
{
    assert_body(ask(state, "/mine", NULL), "Tape Jammed");
    assert_body(ask(state, "/mine/555", NULL), "An operator comes.");
    assert_page(client_get(*state, "/status/555", NULL), 404);
}

static void the_reader_s_language_is_chosen(void **state)
{
    static const char *const cases[][3] = {
        {"/status", "Accept-Language: ja", "ja"},
        {"/status/404", "Accept-Language: ar-EG,en;q=0.5", "ar"},
        {"/status?lang=de", "Accept-Language: ja", "de"},
        {"/status/404?x=1&lang=PT-br&y", "", "pt-BR"},
        {"/status?lang=pt%2DBR", "", "pt-BR"},
        {"/status?lang=xx", "Accept-Language: fr", "fr"},
        {"/status?lang=", "Accept-Language: fr", "fr"},
        {"/status?lang=%zz", "Accept-Language: fr", "fr"},
        {"/status?lang=\"><script>", "", "en"},
        {"/status?glang=de&lang", "", "en"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        response_t *r = ask(state, cases[i][0], cases[i][1]);
        char html[32];

        apr_snprintf(html, sizeof(html), "<html lang=\"%s\"", cases[i][2]);
        assert_header(r, "Content-Language", cases[i][2]);
        assert_body(r, html);
        assert_no_body(r, "<script");
    }
}

static void other_languages_are_a_link_away(void **state)
{
    response_t *r = ask(state, "/status/404", "Accept-Language: ar");

    assert_body(r, "<html lang=\"ar\" dir=\"rtl\"");
    assert_body(r, "<a href=\"?lang=de\" hreflang=\"de\" lang=\"de\">Deutsch");
    assert_int_equal(text_count(r->body, " aria-current="), 1);
    assert_body(r, "lang=\"ar\" aria-current=\"true\">");
    assert_no_body(ask(state, "/one", NULL), "<details");
}

static void vary_names_what_was_looked_at(void **state)
{
    assert_header_like(ask(state, "/status", NULL), "Vary",
                       "^Accept, ?Accept-Language$");
    assert_header(ask(state, "/status?lang=de", NULL), "Vary", "Accept");
    assert_header(ask(state, "/one", NULL), "Vary", "Accept");
}

static void only_who_asks_for_json_gets_json(void **state)
{
    static const char *const cases[][2] = {
        {"", "text/html; charset=utf-8"},
        {"Accept: */*", "text/html; charset=utf-8"},
        {"Accept: image/png", "text/html; charset=utf-8"},
        {"Accept: */*\nSec-Fetch-Dest: empty", "text/html; charset=utf-8"},
        {"Accept: application/problem+json", "application/json"},
        {"Accept: text/html;q=0.5, application/json", "application/json"},
        {"Accept: application/json;q=0.1, text/html",
         "text/html; charset=utf-8"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        assert_header(ask(state, "/status/404", cases[i][0]), "Content-Type",
                      cases[i][1]);
    }
}

static void only_its_own_addresses_are_answered(void **state)
{
    static const struct {
        const char *path;
        int status;
    } cases[] = {
        {"/status/", 200},
        {"/status/404/", 200},
        {"/status//404", 200}, /* httpd merges slashes */
        {"/status/./404", 200},
        {"/status/x/../404", 200},
        {"/status/%34%30%34", 200},
        {"/status?404", 200},
        {"/a/b/status/", 200},
        {"/a/b/status/503", 200},
        {"/v1/status/404", 200},
        {"/v1/status", 200},
        {"/folder/", 200},
        {"/folder/404", 200},
        {"/a/b/status", 404}, /* outside of <Location "/a/b/status/"> */
        {"/status/455", 404},
        {"/status/99", 404},
        {"/status/600", 404},
        {"/status/4040", 404},
        {"/status/0404", 404},
        {"/status/+404", 404},
        {"/status/4xx", 404},
        {"/status/404/404", 404},
        {"/status/404.html", 404},
        {"/status/other", 404},
        {"/statusx", 404},
        {"/status/x/gallery", 404},
        {"/v1/statusx", 404},
        {"/v1/statusx404", 404},
        {"/v1/statusxgallery", 404},
        {"/v1/status/x/404", 404},
        {"/folder/page.txt", 404},
        {"/folder/x/404", 404},
        {"/status/../status/../etc/404", 404},
        {"/status/%2e%2e/%2e%2e/404", 400},
    };
    server_t *s = *state;
    size_t i;

    errorlog_expect(s->log, "AH10244: invalid URI path");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        response_t *r = client_get(s, cases[i].path, NULL);

        if (r->status != cases[i].status) {
            print_error("%s\n", cases[i].path);
        }
        if (cases[i].status == 200) {
            assert_status(r, 200);
        }
        else {
            assert_page(r, cases[i].status);
        }
    }
}

static void links_begin_where_the_reference_does(void **state)
{
    static const char *const cases[][3] = {
        {"", "/status/404/", "href=\"/status\""},
        {"", "/status/", "href=\"/status/404\""},
        {"", "/a/b/status/", "href=\"/a/b/status/404\""},
        {"", "/a/b/status/404", "href=\"/a/b/status#4xx\""},
        {"", "/v12/status/404", "href=\"/v12/status\""},
        {"", "/wild", "href=\"/wild/404\""},
        {"", "/later/404", "href=\"/later\""},
        {"", "/folder/", "href=\"/folder/404\""},
        {"", "/folder/404", "href=\"/folder\""},
        {"Host: root.example", "/", "href=\"/404\""},
        {"Host: root.example", "/404", "href=\"/\""},
        {"Host: root.example", "/404", "href=\"/#4xx\""},
        {"Host: odd.example", "//evil.example/status",
         "href=\"/evil.example/status/404\""},
        {"Host: odd.example", "/%2fevil.example/status",
         "href=\"/evil.example/status/404\""},
        {"Host: odd.example", "/%22%3E%3Cscript%3E/status",
         "href=\"/%22%3e%3cscript%3e/status/404\""},
        {"Host: odd.example", "/%5cevil.example/status",
         "href=\"/%5cevil.example/status/404\""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        response_t *r = ask(state, cases[i][1], cases[i][0]);

        assert_body(r, cases[i][2]);
        assert_no_body(r, "href=\"//");
        assert_no_body(r, "<script");
    }
    assert_page(client_get(*state, "/x.example//404", "Host: root.example"),
                404);
    assert_page(client_get(*state, "/404//", "Host: root.example"), 404);
    /* a folder there is no beginning of its own */
    assert_page(client_get(*state, "/folder/404", "Host: root.example"), 404);
}

static response_t *by_method(void **state, const char *method, const char *path)
{
    request_t q = {0};

    q.method = method;
    q.path = path;
    if (strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0) {
        q.body = "x=1";
    }
    return client_send(*state, &q);
}

static void head_is_get_without_a_body(void **state)
{
    static const char *const paths[] = {"/status", "/status/404", "/live"};
    static const char *const same[] = {"Content-Length",
                                       "Content-Type",
                                       "ETag",
                                       "Vary",
                                       "Cache-Control",
                                       "Content-Language",
                                       "Content-Security-Policy"};
    size_t i, k;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        response_t *get = ask(state, paths[i], NULL);
        response_t *head = by_method(state, "HEAD", paths[i]);

        assert_status(head, 200);
        assert_int_equal(head->length, 0);
        for (k = 0; k < sizeof(same) / sizeof(same[0]); k++) {
            ROW("%s", same[k]);
            assert_header(head, same[k], response_header(get, same[k]));
        }
        assert_int_equal(atoi(response_header(get, "Content-Length")),
                         (int)get->length);
    }
}

static void other_methods_are_not_allowed(void **state)
{
    static const char *const methods[] = {"POST",  "PUT",      "DELETE",
                                          "PATCH", "PROPFIND", "FOO"};
    response_t *r;
    size_t i;

    for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        ROW("%s", methods[i]);
        r = by_method(state, methods[i], "/status");
        assert_page(r, 405);
        assert_header_like(r, "Allow", "GET");
        assert_header_like(r, "Allow", "OPTIONS");
        assert_null(strstr(response_header(r, "Allow"), "POST"));
        assert_no_body(r, "a file at");
    }
    r = by_method(state, "OPTIONS", "/status/404");
    assert_status(r, 200);
    assert_header_like(r, "Allow", "GET");
    assert_null(strstr(response_header(r, "Allow"), "POST"));
    assert_int_equal(r->length, 0);
}

/* Ask with If-None-Match. */
static response_t *ask_again(void **state, const char *path, const char *known,
                             const char *more)
{
    server_t *s = *state;

    return client_get(
        s, path,
        apr_pstrcat(s->pool, "If-None-Match: ", known, "\n", more, NULL));
}

static void a_known_page_is_not_sent_again(void **state)
{
    static const char *const forms[] = {"%s", "W/%s", "\"x\", %s",
                                        "W/\"y\",W/%s , \"z\"", "*"};
    server_t *s = *state;
    const char *paths[] = {"/status", "/status/404?lang=ja"};
    size_t i, k;

    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        response_t *r = ask(state, paths[i], NULL);
        const char *tag = response_header(r, "ETag");

        assert_header(r, "Cache-Control", "max-age=300");
        assert_true(text_matches(tag, "^\"[0-9a-f]{32}\"$"));
        for (k = 0; k < sizeof(forms) / sizeof(forms[0]); k++) {
            ROW("%s", forms[k]);
            response_t *again = ask_again(
                state, paths[i], apr_psprintf(s->pool, forms[k], tag), "");

            assert_status(again, 304);
            assert_int_equal(again->length, 0);
            assert_header(again, "ETag", tag);
            assert_header(again, "Cache-Control", "max-age=300");
            assert_header(again, "Vary", response_header(r, "Vary"));
            assert_none_doubled(again);
        }
        assert_status(ask_again(state, paths[i], "\"x\"", ""), 200);
        assert_status(ask_again(state, paths[i], "garbage, \"", ""), 200);
    }
}

static void other_conditions_are_met(void **state)
{
    server_t *s = *state;
    const char *tag = response_header(ask(state, "/status", NULL), "ETag");

    assert_page(client_get(s, "/status", "If-Match: \"x\""), 412);
    assert_status(
        client_get(s, "/status", apr_pstrcat(s->pool, "If-Match: ", tag, NULL)),
        200);
    assert_status(client_get(s, "/status",
                             "If-Modified-Since: Fri, 01 Jan 2100 "
                             "00:00:00 GMT"),
                  200);
}

static void each_variant_has_a_tag_of_its_own(void **state)
{
    static const char *const asked[][2] = {
        {"/status", ""},
        {"/status", "Accept-Language: de"},
        {"/status", "Accept: application/json"},
        {"/status", "Accept: application/json\nAccept-Language: de"},
        {"/status/404", ""},
        {"/status/403", ""},
        {"/mine", ""},
    };
    const char *tags[sizeof(asked) / sizeof(asked[0])];
    size_t i, k;

    for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        ROW("%s", asked[i][0]);
        tags[i] = response_header(ask(state, asked[i][0], asked[i][1]), "ETag");
        for (k = 0; k < i; k++) {
            ROW("%s", asked[k][1]);
            assert_string_not_equal(tags[i], tags[k]);
        }
        assert_status(ask_again(state, asked[i][0], tags[i], asked[i][1]), 304);
    }
    assert_status(ask_again(state, "/status", tags[1], ""), 200);
}

static void compression_does_not_hide_a_known_page(void **state)
{
    response_t *r = ask(state, "/gzip", "Accept-Encoding: gzip");
    const char *tag = response_header(r, "ETag");

    assert_header(r, "Content-Encoding", "gzip");
    assert_true(text_matches(tag, "^\"[0-9a-f]{32}-gzip\"$"));
    assert_header_like(r, "Vary", "Accept-Encoding");
    r = ask_again(state, "/gzip", tag, "Accept-Encoding: gzip");
    assert_status(r, 304);
    assert_header(r, "ETag", tag);
    assert_int_equal(r->length, 0);
    assert_status(
        ask_again(state, "/gzip", "\"x-gzip\"", "Accept-Encoding: gzip"), 200);
}

static void variables_that_are_expressions_are_for_one_reader(void **state)
{
    response_t *r = ask(state, "/live/404", "X-Who: you & me");
    const char *tag = response_header(r, "ETag");

    assert_body(r, "<p>Hello you &amp; me</p>");
    assert_header(r, "Cache-Control", "private, no-cache");
    r = ask_again(state, "/live/404", tag, "X-Who: you & me");
    assert_status(r, 304);
    r = ask_again(state, "/live/404", tag, "X-Who: them");
    assert_status(r, 200);
    assert_body(r, "<p>Hello them</p>");
}

static void the_page_is_protected(void **state)
{
    response_t *r = ask(state, "/status", NULL);

    assert_header(r, "X-Content-Type-Options", "nosniff");
    assert_header_like(r, "Content-Security-Policy",
                       "^default-src 'none'; style-src 'sha256-[^' ]+'; "
                       "img-src data:$");
    r = ask(state, "/status", "Accept: application/json");
    assert_header(r, "Content-Security-Policy", "default-src 'none'");
    r = ask(state, "/bare", NULL);
    assert_no_header(r, "X-Content-Type-Options");
    assert_no_header(r, "Content-Security-Policy");
}

static void the_administrator_s_headers_win(void **state)
{
    response_t *r = ask(state, "/headers", NULL);

    assert_header(r, "X-Content-Type-Options", "mine");
    assert_header(r, "Cache-Control", "max-age=1");
    assert_no_header(r, "Content-Security-Policy");
    r = ask_again(state, "/headers", "*", "");
    assert_status(r, 304);
    assert_header(r, "Cache-Control", "max-age=1");
}

static void it_can_be_an_errordocument(void **state)
{
    response_t *r = client_get(*state, "/documented/x", NULL);

    assert_status(r, 404);
    assert_body(r, "<h1><b>404</b>");
    assert_no_header(r, "ETag");
    assert_no_header(r, "Cache-Control");
    r = ask_again(state, "/documented/x", "*", "");
    assert_status(r, 404);
}

static void it_needs_no_error_pages(void **state)
{
    assert_body(ask(state, "/off", NULL), "<tr id=\"404\">");
    assert_kept(client_get(*state, "/off/455", NULL), 404,
                "<h1>Not Found</h1>");
}

/* A body on a GET is read, so that the connection stays in step. */
static void the_next_request_gets_its_own_answer(void **state)
{
    server_t *s = *state;
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w,
              "GET /status/404 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
              "\r\nhello",
              0);
    r = wire_read(w, "GET");
    assert_status(r, 200);
    assert_in_step(w);
    wire_send(w,
              "GET /status/404 HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n",
              0);
    r = wire_read(w, "GET");
    assert_status(r, 304);
    assert_in_step(w);
    wire_close(w);
}

/* It begins where the place's own SetHandler says statuspages, not where one
 * for another handler has been overruled. */
static void another_handler_s_place_is_no_beginning(void **state)
{
    response_t *r = client_get(*state, "/two/404", "Accept: application/json");

    assert_status(r, 200);
    assert_body(r, "\"url\": \"/two/404\"");
    assert_no_body(r, "\"status\": 403");
}

/* What stands there under another name has no beginning to tell. */
static void a_file_under_another_name_is_not_answered(void **state)
{
    assert_page(client_get(*state, "/renamed", ""), 404);
    assert_page(client_get(*state, "/renamed/404", ""), 404);
    assert_page(client_get(*state, "/w", ""), 404);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(json_is_the_catalogue_code_by_code),
        TEST(json_is_in_the_reader_s_language),
        TEST(json_of_one_code_has_one_row),
        TEST(a_documented_catalogue_is_served_as_documented),
        TEST(only_what_is_documented_stands_in_it),
        TEST(what_is_extended_is_linked_where_it_stands),
        TEST(it_has_the_catalogue_s_title),
        TEST(a_catalogue_may_stand_alone),
        TEST(documentation_of_its_own_is_listed),
        TEST(a_message_of_the_place_is_documented),
        TEST(the_page_has_an_anchor_and_a_link_for_each_code),
        TEST(the_page_can_be_found),
        TEST(one_code_has_a_page),
        TEST(words_of_the_administrator_are_in_it),
        TEST(the_reader_s_language_is_chosen),
        TEST(other_languages_are_a_link_away),
        TEST(vary_names_what_was_looked_at),
        TEST(only_who_asks_for_json_gets_json),
        TEST(only_its_own_addresses_are_answered),
        TEST(links_begin_where_the_reference_does),
        TEST(head_is_get_without_a_body),
        TEST(other_methods_are_not_allowed),
        TEST(the_next_request_gets_its_own_answer),
        TEST(a_known_page_is_not_sent_again),
        TEST(other_conditions_are_met),
        TEST(each_variant_has_a_tag_of_its_own),
        TEST(compression_does_not_hide_a_known_page),
        TEST(variables_that_are_expressions_are_for_one_reader),
        TEST(the_page_is_protected),
        TEST(the_administrator_s_headers_win),
        TEST(it_can_be_an_errordocument),
        TEST(it_needs_no_error_pages),
        TEST(another_handler_s_place_is_no_beginning),
        TEST(a_file_under_another_name_is_not_answered),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
