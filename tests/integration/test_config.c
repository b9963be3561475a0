/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Configurations that can't be meant: "httpd -t" refuses each with the file,
 * the line and a whole sentence. And what a bad edit does to a server that
 * runs: nothing. Where directives hold is in test_scopes.c. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

/* A server whose files are there for every case, and that never runs. */
static int prepare(void **state)
{
    server_t *s = server_new("config");

    server_modules(s, "headers alias");
    server_file(s, "conf/unclosed.html",
                "<!doctype html>\n<p>{{#uri}}\n<p>{{status}}\n");
    server_file(s, "conf/unknown.html", "<!doctype html>\n<p>{{mesage}}\n");
    server_file(s, "conf/partial.html", "<p>{{> not-there}}\n");
    server_file(s, "conf/comma.json",
                "{\"status\": {{status}},\n\"after\": {{retry_after}}}\n");
    server_file(s, "conf/xml/problem.xml", "<a>{{uri}}</b>\n");
    server_file(s, "conf/good.html", "<!doctype html>\n<p>{{status}}\n");
    server_file(s, "conf/broken.json", "{\n  \"name\": \"x\",\n  oops\n}\n");
    server_file(s, "conf/strange.json",
                "{\"name\": \"x\", \"language\": \"en\", \"codes\": "
                "{\"40\": {\"message\": \"m\"}}}\n");
    server_file(s, "conf/acme.json",
                "{\"name\": \"acme\", \"language\": \"en\", \"problems\": "
                "{\"MAINTENANCE\": {\"status\": 503, \"message\": \"m\"}}}\n");
    server_file(s, "conf/logo.txt", "this is no picture\n");
    server_file(s, "conf/theme/page.html", "<!doctype html>\n{{/oops}}\n");
    *state = s;
    return 0;
}

typedef struct bad_t {
    const char *directive; /* the last one is at fault, as written */
    const char *sentence;  /* what must be said about it */
} bad_t;

static const bad_t bad[] = {
    {"StatusPages Perhaps", "StatusPages must be On or Off"},
    {"StatusPagesGallery Perhaps", "StatusPagesGallery must be On or Off"},
    {"StatusPagesCodes", "StatusPagesCodes"},
    {"StatusPagesCodes 4xx 9xx", "\"9xx\".*4xx"},
    {"StatusPagesCodes 404 !", "\"!\""},
    {"StatusPagesCodes 600", "\"600\".*100 to 599"},
    {"StatusPagesCodes 2xx", "\"2xx\".*300 to 599"},
    {"StatusPagesCodes 511-500", "\"511-500\""},
    {"StatusPagesTheme no-such-theme", "no-such-theme.*default"},
    {"StatusPagesTheme conf/theme", "page\\.html:2:[0-9]+: "},
    {"StatusPagesTemplate", "format.*file"},
    {"StatusPagesTemplate pdf conf/good.html",
     "\"pdf\".*html, json, xml, text, markdown"},
    {"StatusPagesTemplate html conf/missing.html", "missing\\.html"},
    {"StatusPagesTemplate html maintenence 503",
     "maintenence: there is no such file.*\"maintenance\""},
    {"StatusPagesTemplate html conf/unclosed.html",
     "unclosed\\.html:[0-9]+:[0-9]+: .*'uri'.* 2:4"},
    {"StatusPagesTemplate html conf/unknown.html",
     "unknown\\.html:2:[0-9]+: .*mesage.*message"},
    {"StatusPagesTemplate html conf/partial.html", "not-there"},
    {"StatusPagesTemplate json conf/comma.json",
     "comma\\.json:2:[0-9]+: .*without retry_after.*\"after\": }"},
    {"StatusPagesTheme conf/xml", "problem\\.xml:1:[0-9]+: .*mismatched tag"},
    {"StatusPagesTemplate html conf/good.html 4yy", "\"4yy\""},
    {"StatusPagesCatalog no-such-catalog", "no-such-catalog.*standard"},
    {"StatusPagesCatalog conf/missing.json", "missing\\.json"},
    {"StatusPagesCatalog conf/broken.json", "broken\\.json:3:[0-9]+: "},
    {"StatusPagesCatalog conf/strange.json", "strange\\.json.*\"?40\"?"},
    {"StatusPagesMessage 404", "code.*message"},
    {"StatusPagesMessage 40x \"no\"", "\"40x\".*100 to 599"},
    {"StatusPagesMessage 404 \"\"", "takes a code, a message"},
    {"StatusPagesMessage 404 \"\" \"x\"", "can't be empty"},
    {"StatusPagesMessage 404 \"a\" \"b\x7f\"",
     "description.*control characters"},
    {"StatusPagesMessage 404 \"Fen\xeatre\"",
     "message is no UTF-8; save the file as UTF-8"},
    {"StatusPagesMessage 404 \"a\" \"Fen\xeatre\"",
     "description is no UTF-8; save the file"},
    {"StatusPagesVar name \"Caf\xe9\"", "no UTF-8; save the file as UTF-8"},
    {"StatusPagesVar support help@example.com",
     "write mailto:help@example\\.com for 'support'"},
    {"StatusPagesReference status", "\"status\".*elsewhere.*write /status"},
    {"StatusPagesReference ../status", "write /status"},
    {"StatusPagesReference #status", "no address of a reference"},
    {"StatusPagesReference help@example.com", "no address of a reference"},
    {"StatusPagesReference mailto:help@example.com",
     "no address of a reference"},
    {"StatusPagesReference javascript:alert({code})", "no address of a"},
    {"StatusPagesReference {code}", "elsewhere.*write /\\{code\\}"},
    {"StatusPagesReference https://docs.example.com/errors#{status}",
     "holds \\{status\\}; \\{code\\} is all that may stand in braces"},
    {"StatusPagesReference https://docs.example.com/errors#{code", "holds "
                                                                   "\\{code;"},
    {"StatusPagesReference https://docs.example.com/errors#{Code}",
     "holds \\{Code\\}"},
    {"StatusPagesReference https://docs.example.com/errors#code}", "holds \\}"},
    {"StatusPagesReference https://{code}.example.com/",
     "in the name of the host; write it behind"},
    {"StatusPagesReference https://docs.example.com/errors#",
     "write \\{code\\} there, as https://docs\\.example\\.com/errors#\\{code"},
    {"StatusPagesReference https://docs.example.com/errors?code=",
     "write \\{code\\} there, as https://docs\\.example\\.com/errors#\\{code"},
    {"StatusPagesReference /status#top", "write \\{code\\} there, as /status#"},
    {"StatusPagesMessage 404 \"a\x7f\"", "control characters"},
    {"StatusPagesVar name \"a\x7f\"", "control characters"},
    {"StatusPagesMessage 404 \"a\" \"b\" \"c\" \"d\"", "description"},
    {"StatusPagesMessage NO_SUCH \"a\"",
     "StatusPagesMessage: the catalogue \"standard\" has no problem"},
    {"StatusPagesProblem", "takes the name of a problem and a code"},
    {"StatusPagesProblem MAINTENANCE", "Name their code behind it.*503"},
    {"StatusPagesProblem MAINTENANCE 503",
     "the catalogue \"standard\" has no problem \"MAINTENANCE\";"},
    {"StatusPagesCatalog conf/acme.json\nStatusPagesProblem MAINTENENCE 503",
     "the catalogue \"acme\" has no problem \"MAINTENENCE\" .did you mean "
     "\"MAINTENANCE\""},
    {"StatusPagesCatalog conf/acme.json\nStatusPagesProblem maintenance 503",
     "has no problem \"maintenance\" .did you mean \"MAINTENANCE\""},
    {"StatusPagesCatalog conf/acme.json\nStatusPagesProblem MAINTENANCE 5xx",
     "\"MAINTENANCE\" .*\"acme\" has the status 503 and is none of 500; "
     "write StatusPagesProblem MAINTENANCE 503"},
    {"StatusPagesProblem \"QUOTA EXCEEDED\" 429",
     "\"QUOTA EXCEEDED\" is neither the name of a problem nor an "
     "expression.*nor none"},
    {"StatusPagesProblem MAINTENANCE 50x", "\"50x\".*as 404"},
    {"StatusPagesProblem \"%{no-such-function:x}\"", "expression"},
    {"StatusPagesProblem none 9xx", "\"9xx\""},
    {"StatusPagesFormats", "html, json, xml, text, markdown"},
    {"StatusPagesFormats html pdf", "\"pdf\".*html, json, xml, text, markdown"},
    {"StatusPagesFormats json json", "twice"},
    {"StatusPagesLanguages", "language"},
    {"StatusPagesLanguages english!", "\"english!\""},
    {"StatusPagesLanguages tlh", "\"tlh\""},
    {"StatusPagesLanguages de--DE", "\"de--DE\""},
    {"StatusPagesMessage 404 Gone lang=a1", "\"a1\""},
    {"StatusPagesVar nmae Acme", "\"nmae\".*name"},
    {"StatusPagesVar name", "takes two arguments"},
    {"StatusPagesVar home javascript:alert(1)", "home"},
    {"StatusPagesVar accent \"red;}body{\"", "accent"},
    {"StatusPagesVar name \"%{no-such-function:x}\"", "expression"},
    {"StatusPagesVar name \"%{no-such-function:x}"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
     ": \"%\\{no-such-function:x\\}x{179}\" can't be an expression"},
    {"StatusPagesLogo conf/missing.png", "missing\\.png"},
    {"StatusPagesLogo conf/logo.txt", "logo\\.txt"},
    {"StatusPagesUpstream Sometimes", "\"Sometimes\".*Keep, Empty, Html or "
                                      "All"},
    {"StatusPagesUpstream", "Keep, Empty, Html or All"},
    {"StatusPagesUpstream All 99", "\"99\""},
    {"StatusPagesDrain lots", "\"lots\".*bytes"},
    {"StatusPagesDrain 10 -1", "\"-1\".*seconds"},
    {"StatusPagesDrain 99999999999999999999", "99999999999999999999"},
    {"StatusPagesDrain 1073741825", "1073741825.*up to 1073741824"},
    {"StatusPagesDrain +5", "\"\\+5\".*bytes"},
    {"StatusPagesDrain -0", "\"-0\".*bytes"},
    {"StatusPagesDrain \" 5\"", "\" 5\".*bytes"},
    {"StatusPagesDrain 5k", "\"5k\".*bytes"},
    {"StatusPagesDrain 5 3601", "\"3601\".*up to 3600"},
    {"StatusPagesRetryAfter 299 10", "\"299\".*300 to 599"},
    {"StatusPagesRetryAfter 503 31536001", "\"31536001\".*0 to 31536000"},
    {"StatusPagesDetails Maybe", "\"Maybe\".*On, Off"},
    {"StatusPagesDetails \"expr=%{\"", "expression"},
    {"StatusPagesKeepHeaders", "at least one header"},
    {"StatusPagesKeepHeaders X-*", "\"X-\\*\" is no name"},
    {"StatusPagesKeepHeaders X-Fine X-Foo:", "\"X-Foo:\" is no name"},
    {"StatusPagesKeepHeaders \"\" X-Foo", "\"\" is no name"},
    {"StatusPagesRetryAfter 503", "takes two arguments"},
    {"StatusPagesRetryAfter 53 10", "\"53\".*300 to 599"},
    {"StatusPagesRetryAfter 503 soon", "\"soon\".*seconds"},
    {"StatusPagesHeaders Some", "StatusPagesHeaders must be On or Off"},
    {"StatusPagesCompress Maybe", "\"Maybe\" is neither On nor Off"},
    {"StatusPagesCompress On 0", "\"0\" is no number of bytes from 1 to "
                                 "1073741824"},
    {"StatusPagesCompress On 1073741825", "\"1073741825\" is no number"},
    {"StatusPagesCacheSize lots", "\"lots\" is no number of bytes; write"},
    {"StatusPagesCacheSize 68719476737", "up to 68719476736"},
    {"StatusPagesVar accent \"%{REQUEST_URI}\"",
     "'accent' stands in the style sheet and can't be an expression"},
    {"StatusPagesVar home \"javascript:%{REQUEST_URI}\"",
     "StatusPagesVar: .*'home'"},
};

/* The line of a directive, or of the last of several, in the file that was
 * written. */
static int line_of(server_t *s, const char *directives)
{
    const char *before = strrchr(directives, '\n');
    const char *directive = before ? before + 1 : directives;
    char *rest = text_read(s->pool, server_path(s, "conf/httpd.conf"), NULL);
    char *line;
    int n = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        n++;
        if (strcmp(line, directive) == 0) {
            return n;
        }
    }
    return 0;
}

/* Returns 1 where it was refused as it should be. */
static int refused(server_t *s, const bad_t *b)
{
    const char *where;
    result_t result;

    server_conf_clear(s);
    server_conf(s, "StatusPages On\n# a line between");
    server_conf(s, b->directive);
    result = server_check(s);
    where =
        apr_psprintf(s->pool, "line %d( |:|,|\\)).*", line_of(s, b->directive));
    if (result.exit == 0 || !text_matches(result.text, b->sentence) ||
        !text_matches(result.text, where) ||
        strstr(result.text, "httpd.conf") == NULL) {
        print_error("%s (exit %d):\n%s\n", b->directive, result.exit,
                    result.text);
        return 0;
    }
    return 1;
}

static void what_can_t_be_meant_is_refused(void **state)
{
    size_t i, good = 0;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ROW("%d", (int)i);
        good += (size_t)refused(*state, &bad[i]);
    }
    assert_int_equal(good, sizeof(bad) / sizeof(bad[0]));
}

static const char *const good[] = {
    "StatusPages Off",
    "StatusPagesCodes 4xx 5xx !404 3xx 500-511",
    "StatusPagesCodes !404",
    "StatusPagesCompress On 1",
    "StatusPagesKeepHeaders X",
    "StatusPagesCompress On 1073741824",
    "StatusPagesCacheSize 0",
    "StatusPagesCacheSize 68719476736",
    "StatusPagesTheme default",
    "StatusPagesTemplate HTML conf/good.html 404 5xx",
    "StatusPagesCatalog standard",
    "StatusPagesMessage 404 \"Nothing here\" \"Look elsewhere.\"",
    "StatusPagesFormats json",
    "StatusPagesFormats text markdown xml json html",
    "StatusPagesLanguages en",
    "StatusPagesVar name Acme",
    "StatusPagesVar name \"Acme at %{HTTP_HOST}\"",
    "StatusPagesVar accent #0a7c5a",
    "StatusPagesUpstream html 4xx 502",
    "StatusPagesDrain 0",
    "StatusPagesDrain 65536 10",
    "StatusPagesDetails \"expr=-R '127.0.0.1'\"",
    "StatusPagesRetryAfter 503 0",
    "StatusPagesProblem \"%{resp:X-Error-Code}\"",
    "StatusPagesProblem \"%{env:A}%{reqenv:B}\" 4xx !404",
    "StatusPagesProblem None",
    "StatusPagesProblem none 503",
    "StatusPagesCatalog conf/acme.json\nStatusPagesProblem MAINTENANCE 503",
    "StatusPagesProblem MAINTENANCE 503\nStatusPagesCatalog conf/acme.json",
    "StatusPagesCatalog conf/acme.json\n<Location /a>\n"
    "StatusPagesProblem MAINTENANCE 503\n</Location>",
    "<Location /a>\nStatusPagesCatalog conf/acme.json\n</Location>\n"
    "<Location /a/b>\nStatusPagesProblem MAINTENANCE 503\n</Location>",
    "StatusPagesCatalog conf/acme.json\n<VirtualHost *:80>\n"
    "ServerName a\nStatusPagesProblem MAINTENANCE 503\n</VirtualHost>",
    "StatusPagesCatalog conf/acme.json\nStatusPagesMessage MAINTENANCE a",
    "StatusPagesKeepHeaders X-Error-Code x_tenant",
    "StatusPagesKeepHeaders NONE",
    "StatusPagesRetryAfter 300 31536000",
    "StatusPagesRetryAfter 599 0000000000007",
    "StatusPagesDrain 1073741824 3600",
    "StatusPagesReference https://example.com/status",
    "StatusPagesReference https://docs.example.com/errors#{code}",
    "StatusPagesReference https://docs.example.com/{code}/index.html#{code}",
    "StatusPagesReference \"https://docs.example.com/?e={code}&x=1#y\"",
    "StatusPagesReference /status",
    "StatusPagesVar name \"Caf\xc3\xa9\"",
    "StatusPagesHeaders off",
    "StatusPagesGallery on",
};

static void what_can_be_meant_is_taken(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        ROW("%s", good[i]);
        result_t result;

        server_conf_clear(s);
        server_conf(s, good[i]);
        result = server_check(s);
        if (result.exit != 0) {
            print_error("%s: %s\n", good[i], result.text);
        }
        assert_int_equal(result.exit, 0);
    }
}

static void what_reads_a_file_is_not_for_htaccess(void **state)
{
    static const char *const directives[] = {
        "StatusPagesTheme default",    "StatusPagesTemplate html good.html",
        "StatusPagesCatalog standard", "StatusPagesLogo logo.png",
        "StatusPagesDetails On",       "StatusPagesDrain 1",
    };
    server_t *s = server_new("htaccess");
    size_t i;

    server_conf(s, "StatusPages On\n<Directory @ROOT@/htdocs>\n"
                   "AllowOverride All\n</Directory>");
    server_start(s);
    errorlog_expect(s->log, "not allowed here");
    for (i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
        ROW("%s", directives[i]);
        server_file(s, "htdocs/place/.htaccess",
                    apr_pstrcat(s->pool, directives[i], "\n", NULL));
        assert_page(client_get(s, "/place/x", NULL), 500);
    }
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

static void a_bad_edit_leaves_the_old_pages(void **state)
{
    server_t *s = server_new("graceful");
    const char *first = "StatusPages On\nStatusPagesVar name FirstName\n"
                        "StatusPagesTemplate html conf/page.html";
    result_t result;
    int i;

    server_file(s, "conf/page.html",
                "<!doctype html>\n<p>{{status}} "
                "{{vars.name}}\n");
    server_conf(s, first);
    server_start(s);
    assert_body(client_get(s, "/x", NULL), "404 FirstName");

    for (i = 0; i < 2; i++) {
        ROW("%s", i == 0
                      ? "directive"
                      : "template"); /* a bad directive, then a bad template */
        server_conf_clear(s);
        server_conf(s, first);
        if (i == 0) {
            server_conf(s, "StatusPagesFormats pdf");
        }
        else {
            server_file(s, "conf/page.html", "<p>{{#uri}}\n");
        }
        result = server_graceful(s);
        assert_int_not_equal(result.exit, 0);
        assert_true(text_matches(result.text, i ? "page\\.html:[0-9]+:[0-9]+: "
                                                : "\"pdf\""));
        assert_body(client_get(s, "/x", NULL), "404 FirstName");
    }
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

/* A child of before may take one more connection until it hears of the end. */
static void wait_for_name(server_t *s, const char *name)
{
    long until = text_now() + text_patience(5000);
    response_t *r = client_get(s, "/x", NULL);

    while (strstr(r->body, name) == NULL && text_now() < until) {
        text_sleep(50);
        r = client_get(s, "/x", NULL);
    }
    assert_body(r, name);
}

static void a_good_edit_takes_effect(void **state)
{
    server_t *s = server_new("edit");
    int i;

    for (i = 0; i < 5; i++) {
        ROW("restart %d", i);
        const char *name = apr_psprintf(s->pool, "Name%d", i);

        server_conf_clear(s);
        server_conf(s,
                    apr_pstrcat(s->pool, "StatusPages On\nStatusPagesVar name ",
                                name, NULL));
        if (i == 0) {
            server_start(s);
        }
        else {
            assert_int_equal(server_graceful(s).exit, 0);
        }
        wait_for_name(s, name);
    }
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_t_be_meant_is_refused),
        cmocka_unit_test(what_can_be_meant_is_taken),
        cmocka_unit_test(what_reads_a_file_is_not_for_htaccess),
        cmocka_unit_test(a_bad_edit_leaves_the_old_pages),
        cmocka_unit_test(a_good_edit_takes_effect),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, prepare, NULL));
}
