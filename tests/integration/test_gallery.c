/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The gallery over the wire: that it shows exactly what a client would get,
 * that nothing of a query reaches it, and that what protects it protects all
 * its spellings. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define ALL_BUT_HERE                                                           \
    "<Location \"/status\">\nSetHandler statuspages\n</Location>\n"            \
    "<Location \"/status/gallery\">\nRequire all denied\n</Location>\n"

static const char places[] =
    "StatusPages On\n"
    "StatusPagesGallery On\n"
    "StatusPagesVar name \"Example & Co\"\n"
    "StatusPagesVar footer \"Served by %{SERVER_NAME}\"\n"
    "StatusPagesReference /status\n"
    "StatusPagesRetryAfter 503 30\n"
    "Header always set Strict-Transport-Security \"max-age=9\"\n"
    "Header set X-Not-For-Errors yes\n"
    "<Location \"/example\">\nSetHandler sp-test\n</Location>\n"
    "<Location \"/open\">\nSetHandler statuspages\n</Location>\n"
    "<Location \"/mine\">\nSetHandler statuspages\n"
    "StatusPagesTheme \"conf/my theme&co\"\nStatusPagesCatalog conf/own.json\n"
    "StatusPagesTemplate html conf/one.html 404\n</Location>\n"
    "<Location \"/special\">\nSetHandler statuspages\n"
    "Header always set X-Content-Type-Options mine\n"
    "Header always unset X-Robots-Tag\n</Location>\n"
    "<Location \"/details\">\nSetHandler statuspages\nStatusPagesDetails On\n"
    "</Location>\n"
    "<Location \"/few\">\nSetHandler statuspages\n"
    "StatusPagesFormats json\nStatusPagesLanguages ja en\n</Location>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName main.example\n" ALL_BUT_HERE
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName api.example\n"
    "StatusPagesCatalog cloud-api\nStatusPagesTheme default\n"
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName loose.example\n"
    "MergeSlashes Off\nAllowEncodedSlashes On\n" ALL_BUT_HERE "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName coded.example\n"
    "MergeSlashes Off\nAllowEncodedSlashes NoDecode\n" ALL_BUT_HERE
    "</VirtualHost>\n";

static int start(void **state)
{
    server_t *s = server_new("gallery");

    server_modules(s, "headers");
    server_file(s, "conf/my theme&co/page.html",
                "<!doctype html>\n<p>mine {{status}} {{message}}\n");
    server_file(s, "conf/one.html", "<!doctype html>\n<p>one {{status}}\n");
    server_file(s, "conf/own.json",
                "{\"name\": \"own\", \"language\": \"en\", \"codes\": "
                "{\"555\": {\"message\": \"Tape Jammed\"}}}\n");
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

/* HTML text as what it stands for. */
static char *unescaped(apr_pool_t *pool, const char *html)
{
    static const char *const names[][2] = {{"&lt;", "<"},
                                           {"&gt;", ">"},
                                           {"&quot;", "\""},
                                           {"&#39;", "'"},
                                           {"&amp;", "&"}};
    char *out = apr_palloc(pool, strlen(html) + 1);
    char *o = out;
    size_t i;

    while (*html != '\0') {
        size_t n = 0;

        for (i = 0; i < 5 && n == 0; i++) {
            if (strncmp(html, names[i][0], strlen(names[i][0])) == 0) {
                n = strlen(names[i][0]);
                *o++ = names[i][1][0];
            }
        }
        if (n == 0) {
            *o++ = *html;
            n = 1;
        }
        html += n;
    }
    *o = '\0';
    return out;
}

/* What a <pre> of the gallery shows. */
static char *shown(server_t *s, const response_t *r, const char *id)
{
    const char *mark = apr_psprintf(s->pool, "<pre id=\"%s\"", id);
    const char *from = strstr(r->body, mark);
    const char *to;

    assert_non_null(from);
    from = strstr(from, ">\n") + 2;
    to = strstr(from, "</pre>");
    assert_non_null(to);
    return unescaped(s->pool,
                     apr_pstrmemdup(s->pool, from, (apr_size_t)(to - from)));
}

/* An id as httpd makes it is as long as another; only its letters differ. */
static char *without_id(server_t *s, char *body)
{
    static const char html[] = "Request ID</dt><dd><code dir=\"ltr\">";
    const char *const before[] = {"\"request_id\": \"", "<request_id>",
                                  "Request ID: ", "Request ID\\*\\*: ", html};
    size_t i;

    for (i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
        ROW("%d", (int)i);
        char *id = text_capture(
            s->pool, body, apr_psprintf(s->pool, "%s([^\"<\n]+)", before[i]));
        if (id != NULL) {
            char *at = strstr(body, id);
            return apr_pstrcat(
                s->pool, apr_pstrmemdup(s->pool, body, (apr_size_t)(at - body)),
                at + strlen(id), NULL);
        }
    }
    fail_msg("no request id in %s", body);
    return NULL;
}

/* Names that httpd adds by the connection or the clock. */
static int is_of_the_moment(const char *name)
{
    return strcasecmp(name, "Date") == 0 ||
           strcasecmp(name, "Connection") == 0 ||
           strcasecmp(name, "Content-Length") == 0;
}

/* Every header of the real answer is shown, and no other. */
static void check_headers(server_t *s, const response_t *real, char *lines)
{
    const apr_array_header_t *all = apr_table_elts(real->headers);
    const apr_table_entry_t *e = (const apr_table_entry_t *)all->elts;
    int count = 0;
    const char *text;
    char *line;
    int i;

    line = strsep(&lines, "\n");
    text = apr_psprintf(s->pool, "HTTP/1.1 %d %s", real->status, real->reason);
    /* HTTP/2 has no reason to compare with */
    assert_int_equal(strncmp(line, text, strlen(text)), 0);
    assert_true(real->http == 20 || strcmp(line, text) == 0);
    while ((line = strsep(&lines, "\n")) != NULL && *line != '\0') {
        ROW("%s", line);
        char *value = strstr(line, ": ");

        assert_non_null(value);
        *value = '\0';
        if (!is_of_the_moment(line)) {
            assert_header(real, line, value + 2);
            count++;
        }
    }
    for (i = 0; i < all->nelts; i++) {
        count -= !is_of_the_moment(e[i].key);
    }
    assert_int_equal(count, 0);
}

static void check_as_real(server_t *s, const response_t *real,
                          const response_t *gallery)
{
    char *body = shown(s, gallery, "body");
    char *lines = shown(s, gallery, "headers");
    const char *length = text_capture(s->pool, lines, "Content-Length: (.*)\n");

    assert_int_equal(atoi(length ? length : "0"), (int)strlen(body));
    assert_string_equal(without_id(s, body),
                        without_id(s, apr_pstrdup(s->pool, real->body)));
    check_headers(s, real, lines);
}

static void it_shows_what_a_client_gets(void **state)
{
    static const char *const formats[][2] = {
        {"html", "text/html"},
        {"json", "application/problem+json"},
        {"xml", "application/problem+xml"},
        {"text", "text/plain"},
        {"markdown", "text/markdown"}};
    static const int codes[] = {404, 503, 429, 418};
    server_t *s = *state;
    size_t f, c;

    for (f = 0; f < sizeof(formats) / sizeof(formats[0]); f++) {
        ROW("%s", formats[f][1]);
        for (c = 0; c < sizeof(codes) / sizeof(codes[0]); c++) {
            ROW("%d", codes[c]);
            response_t *real = client_get(
                s, apr_psprintf(s->pool, "/example?die=%d", codes[c]),
                apr_psprintf(s->pool, "Accept: %s\nAccept-Language: en",
                             formats[f][1]));

            check_as_real(
                s, real,
                ask(state,
                    apr_psprintf(s->pool, "/open/gallery?code=%d&format=%s",
                                 codes[c], formats[f][0]),
                    "Accept-Encoding: gzip")); /* not of the example */
        }
    }
}

static void it_shows_each_language(void **state)
{
    static const char *const tags[] = {"de", "ar", "ja", "pt-BR"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        ROW("%s", tags[i]);
        response_t *real =
            client_get(s, "/example?die=404",
                       apr_psprintf(s->pool,
                                    "Accept: application/problem+json\n"
                                    "Accept-Language: %s",
                                    tags[i]));

        check_as_real(
            s, real,
            ask(state,
                apr_psprintf(s->pool,
                             "/open/gallery?code=404&format=json&lang=%s",
                             tags[i]),
                NULL));
    }
}

static void it_shows_another_catalogue(void **state)
{
    server_t *s = *state;
    response_t *real =
        client_get(s, "/example?die=410",
                   "Host: api.example\nAccept: application/problem+xml");

    check_as_real(s, real,
                  ask(state,
                      "/open/gallery?code=410&format=xml&catalog=cloud-api",
                      NULL));
    assert_body(real, "<code>Gone</code>");
}

static void a_header_for_errors_is_among_them(void **state)
{
    server_t *s = *state;
    char *lines = shown(
        s, ask(state, "/open/gallery?code=503&format=json", NULL), "headers");

    assert_non_null(strstr(lines, "\nStrict-Transport-Security: max-age=9\n"));
    assert_non_null(strstr(lines, "\nRetry-After: 30\n"));
    assert_null(strstr(lines, "X-Not-For-Errors"));
    lines = shown(s, ask(state, "/open/gallery?code=404&format=json", NULL),
                  "headers");
    assert_null(strstr(lines, "Retry-After"));
    lines =
        shown(s, ask(state, "/special/gallery?format=json", NULL), "headers");
    assert_int_equal(text_count(lines, "\nX-Content-Type-Options: "), 1);
    assert_non_null(strstr(lines, "\nX-Content-Type-Options: mine\n"));
    assert_null(strstr(lines, "X-Robots-Tag"));
}

/* Each name that a select offers. */
static int each_option(void **state, const char *list, const char *format)
{
    server_t *s = *state;
    const char *at =
        strstr(ask(state, "/open/gallery", NULL)->body,
               apr_psprintf(s->pool, "<select name=\"%s\">", list));
    const char *end = strstr(at, "</select>");
    int count = 0;

    while ((at = strstr(at, "<option value=\"")) != NULL && at < end) {
        ROW("%.30s", at);
        const char *name;
        response_t *r;

        at += strlen("<option value=\"");
        name = apr_pstrmemdup(s->pool, at, strcspn(at, "\""));
        r = ask(state,
                apr_psprintf(s->pool, "/open/gallery?%s=%s&code=503&format=%s",
                             list, name, format),
                NULL);
        assert_body(
            r, apr_psprintf(s->pool, "<option value=\"%s\"%s selected>", name,
                            strcmp(list, "lang") == 0
                                ? apr_psprintf(s->pool, " lang=\"%s\"", name)
                                : ""));
        assert_true(strlen(shown(s, r, "body")) > 20);
        count++;
    }
    return count;
}

static void every_choice_can_be_looked_at(void **state)
{
    assert_true(each_option(state, "theme", "html") >= 1);
    assert_int_equal(each_option(state, "catalog", "json"), 6);
    assert_true(each_option(state, "lang", "text") >= 24);
    assert_true(each_option(state, "code", "markdown") > 50);
}

static void html_is_framed(void **state)
{
    response_t *r = ask(state, "/open/gallery?code=503&lang=de", NULL);

    assert_body(r, "<iframe sandbox src=\"/open/gallery/raw?code=503&amp;"
                   "format=html&amp;lang=de&amp;theme=default&amp;catalog="
                   "standard\"");
    r = ask(state, "/open/gallery?format=xml", NULL);
    assert_no_body(r, "<iframe");
    assert_header(r, "Content-Type", "text/html; charset=utf-8");
}

static void the_frame_holds_the_body_itself(void **state)
{
    server_t *s = *state;
    response_t *r = ask(state, "/open/gallery/raw?code=404&format=html", NULL);
    response_t *real = client_get(s, "/example?die=404", "Accept: text/html");

    assert_string_equal(without_id(s, apr_pstrdup(s->pool, r->body)),
                        without_id(s, apr_pstrdup(s->pool, real->body)));
    assert_header(r, "Content-Type", "text/html; charset=utf-8");
    assert_header(r, "Content-Security-Policy",
                  response_header(real, "Content-Security-Policy"));
    assert_header(r, "X-Content-Type-Options", "nosniff");
    assert_header(r, "X-Robots-Tag", "noindex");
    assert_header(r, "Cache-Control", "no-store");
    r = ask(state, "/open/gallery/raw?code=503&format=json", NULL);
    assert_header(r, "Content-Type", "application/problem+json");
    assert_body(r, "\"retry_after\": 30");
}

static void nothing_of_it_is_stored_or_found(void **state)
{
    response_t *r = ask(state, "/open/gallery?code=503", NULL);

    assert_no_header(r, "Retry-After"); /* that is the example's */
    assert_no_header(r, "Vary");
    assert_header(r, "Cache-Control", "no-store");
    assert_header(r, "X-Robots-Tag", "noindex");
    assert_header(r, "X-Content-Type-Options", "nosniff");
    assert_no_header(r, "ETag");
    assert_header_like(r, "Content-Security-Policy",
                       "^default-src 'none'; style-src 'sha256-[^' ]+'; "
                       "img-src data:; base-uri 'none'; form-action 'self'; "
                       "frame-src 'self'; frame-ancestors 'none'$");
    assert_body(r, "<meta name=\"robots\" content=\"noindex\">");
    assert_body(r, "<form action=\"/open/gallery\">");
    assert_no_body(r, "<script");
    assert_body(r, "class=\"is-gallery\"");
}

static void words_that_name_nothing_choose_nothing(void **state)
{
    static const char *const queries[] = {
        "theme=nothing&catalog=nothing&format=nothing&lang=xx&code=999",
        "theme=../../etc&catalog=/etc/passwd&code=200",
        "theme=%2e%2e%2fdefault&catalog=%00&code=304",
        "code=455&format=&lang=",
        "code=%zz&theme=%zz",
        "theme=\"><script>&catalog=<b>&lang='><i>&code=\"",
        "&&&=&==&code&theme",
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        ROW("%s", queries[i]);
        response_t *r =
            ask(state, apr_pstrcat(s->pool, "/open/gallery?", queries[i], NULL),
                NULL);

        assert_body(r, "raw?code=404&amp;format=html&amp;lang=en&amp;"
                       "theme=default&amp;catalog=standard\"");
        assert_no_body(r, "<script");
        assert_no_body(r, "<b>");
        assert_no_body(r, "<i>");
        assert_no_body(r, "passwd");
    }
}

/* A theme's folder is no name of the built-in ones, and has odd letters. */
static void what_is_in_force_is_a_choice_too(void **state)
{
    server_t *s = *state;
    response_t *r = ask(state, "/mine/gallery?code=555", NULL);
    const char *query =
        text_capture(s->pool, r->body, "<iframe sandbox src=\"([^\"]*)\"");

    assert_string_equal(shown(s, r, "body"),
                        "<!doctype html>\n<p>mine 555 Tape Jammed\n");
    assert_body(r, "/my theme&amp;co\" selected>my theme&amp;co</option>");
    assert_body(r, "<option value=\"own\" selected>");
    r = ask(state, unescaped(s->pool, query), NULL);
    assert_body(r, "<p>mine 555 Tape Jammed");
    assert_non_null(strstr(query, "my+theme%26co"));
    r = ask(state, "/mine/gallery?theme=default&code=555", NULL);
    assert_body(r, "<option value=\"default\" selected>");
    assert_body(r, "<option value=\"own\" selected>");
    assert_non_null(strstr(shown(s, r, "body"), "Tape Jammed"));
}

/* A template of one's own is part of the appearance in force, not of another.
 */
static void another_theme_is_not_hidden_by_a_template(void **state)
{
    server_t *s = *state;
    response_t *r = ask(state, "/mine/gallery?code=404", NULL);

    assert_string_equal(shown(s, r, "body"), "<!doctype html>\n<p>one 404\n");
    r = ask(state, "/mine/gallery?code=404&theme=default", NULL);
    assert_null(strstr(shown(s, r, "body"), "<p>one"));
}

static void its_own_words_are_the_reader_s(void **state)
{
    response_t *r = ask(state, "/open/gallery?lang=ar", "Accept-Language: de");

    assert_header(r, "Content-Language", "de");
    assert_body(r, "<html lang=\"de\"");
    assert_body(r, "value=\"ar\" lang=\"ar\" selected");
    assert_body(r, "404 Nicht gefunden");
    assert_body(r, "<label>Katalog\n<select name=\"catalog\">");
}

static void it_starts_with_what_the_place_offers_first(void **state)
{
    response_t *r = ask(state, "/few/gallery", NULL);

    assert_body(r, "<option value=\"json\" selected>");
    assert_body(r, "<option value=\"ja\" lang=\"ja\" selected>");
    assert_no_body(r, "value=\"de\"");
}

/* Of the example, not of the one that looks. */
static void details_are_those_of_the_example(void **state)
{
    server_t *s = *state;
    char *body =
        shown(s, ask(state, "/details/gallery?format=json", NULL), "body");

    assert_non_null(strstr(body, "\"instance\": \"/example\""));
    assert_non_null(strstr(body, "\"method\": \"GET\""));
    assert_null(strstr(body, "gallery"));
    assert_null(strstr(body, "\"query\""));
}

static void it_only_reads(void **state)
{
    static const char *const methods[] = {"POST", "PUT", "DELETE"};
    size_t i;

    for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        ROW("%s", methods[i]);
        request_t q = {0};
        response_t *r;

        q.method = methods[i];
        q.path = "/open/gallery?code=404";
        r = client_send(*state, &q);
        assert_page(r, 405);
        assert_header_like(r, "Allow", "GET");
    }
}

static void head_is_get_without_a_body(void **state)
{
    static const char *const paths[] = {"/open/gallery", "/open/gallery/raw"};
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        response_t *get = ask(state, paths[i], NULL);
        request_t q = {0};
        response_t *r;

        q.method = "HEAD";
        q.path = paths[i];
        r = client_send(*state, &q);
        assert_status(r, 200);
        assert_int_equal(r->length, 0);
        assert_header(r, "Content-Type", response_header(get, "Content-Type"));
        assert_header(r, "Content-Length",
                      response_header(get, "Content-Length"));
    }
}

/* Who may see the reference but not the gallery, however it is written. */
static void no_spelling_leads_around_what_protects_it(void **state)
{
    static const char *const hosts[] = {"main.example", "loose.example",
                                        "coded.example"};
    static const char *const paths[] = {
        "/status/gallery",
        "/status/gallery/",
        "/status/gallery/raw",
        "/status/gallery/raw?code=404",
        "/status//gallery",
        "//status//gallery",
        "/status/./gallery",
        "/status/x/../gallery",
        "/status/GALLERY",
        "/STATUS/gallery",
        "/status/%67allery",
        "/status%2fgallery",
        "/status/%2fgallery",
        "/status/gallery%2fraw",
        "/status/gallery//raw",
        "/status/404/gallery",
        "/status/x/gallery",
        "/status/x/gallery/raw",
        "/status/gallery/gallery",
        "/status/gallery;x",
        "/status/;/gallery",
        "/status/gallery.",
        "/status/gallery/x/../raw",
        "/status/gallery/404",
        "/status/.%2e/status/gallery",
    };
    server_t *s = *state;
    size_t h, i;

    errorlog_allow(s->log, "AH10244: invalid URI path");
    errorlog_expect(s->log, "AH01630: client denied by server config");
    errorlog_allow(s->log, "AH00026: found %2f");
    for (h = 0; h < 3; h++) {
        ROW("%s", hosts[h]);
        const char *host = apr_pstrcat(s->pool, "Host: ", hosts[h], NULL);

        assert_status(client_get(s, "/status/404", host), 200);
        for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
            ROW("%s", paths[i]);
            response_t *r = client_get(s, paths[i], host);

            if (r->status != 403 && r->status != 404 && r->status != 400) {
                print_error("%s on %s\n", paths[i], hosts[h]);
                response_dump(r);
                fail();
            }
            assert_no_body(r, "<pre id=");
        }
    }
    assert_status(client_get(s, "/status/gallery", "Host: main.example"), 403);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(it_shows_what_a_client_gets),
        TEST(it_shows_each_language),
        TEST(it_shows_another_catalogue),
        TEST(a_header_for_errors_is_among_them),
        TEST(every_choice_can_be_looked_at),
        TEST(html_is_framed),
        TEST(the_frame_holds_the_body_itself),
        TEST(nothing_of_it_is_stored_or_found),
        TEST(words_that_name_nothing_choose_nothing),
        TEST(what_is_in_force_is_a_choice_too),
        TEST(another_theme_is_not_hidden_by_a_template),
        TEST(its_own_words_are_the_reader_s),
        TEST(it_starts_with_what_the_place_offers_first),
        TEST(details_are_those_of_the_example),
        TEST(it_only_reads),
        TEST(head_is_get_without_a_body),
        TEST(no_spelling_leads_around_what_protects_it),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
