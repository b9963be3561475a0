/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages check": what is good is said to be, each fault has its place,
 * and the exit code tells a CI job which it was. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

#define GOOD_CATALOG                                                           \
    "{\"name\":\"own\",\"language\":\"en\",\"codes\":"                         \
    "{\"404\":{\"message\":\"Vanished\"}}}"

static void all_that_is_built_in_is_clean(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "check");
    const apr_array_header_t *lists[2];
    int k, i;

    command_ends(&c, 0);
    pages_lacks(c.out, "warning:");
    lists[0] = sp_loaded_theme_names(t->pool);
    lists[1] = sp_loaded_catalog_names(t->pool);
    for (k = 0; k < 2; k++) {
        for (i = 0; i < lists[k]->nelts; i++) {
            ROW("%s", APR_ARRAY_IDX(lists[k], i, const char *));
            pages_holds(c.out,
                        apr_psprintf(t->pool, "ok: %s %s\n",
                                     k ? "catalogue" : "theme",
                                     APR_ARRAY_IDX(lists[k], i, const char *)));
        }
    }
    pages_holds(c.out, apr_psprintf(t->pool,
                                    "statuspages check: %d checked, no fault\n",
                                    lists[0]->nelts + lists[1]->nelts));
}

static void a_word_that_lacks_a_language_is_no_fault_and_told(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "acme/theme.json",
              "{\"words\": {\n \"a\": {\"en\": \"x\", \"de\": \"y\"},\n"
              " \"b\": {\"en\": \"z\"}}}");
    files_put(t, "acme/plain.txt", "{{status}} {{words.a}}{{words.b}}");
    c = command_run(t, "check $DIR/acme");
    command_ends(&c, 0);
    pages_holds(c.out, "ok: theme DIR/acme\nwarning: DIR/acme/theme.json:3:2: "
                       "words.b has no text in de, as others have\n"
                       "statuspages check: 1 checked, no fault, warnings: 1\n");
}

/* What a path is, is told by its kind and its name. */
static void good_paths_are_taken_for_what_they_are(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "theme/plain.txt", "{{status}}");
    files_put(t, "catalog/en.json", GOOD_CATALOG);
    files_put(t, "own.json", GOOD_CATALOG);
    files_put(t, "404.html", "{{> style.css}}{{message}}");
    files_put(t, "a/problem.json", "{\"status\": {{status}}}");
    files_put(t, "a/reference.json", "[{{#codes}}{{status}},{{/codes}}0]");
    files_put(t, "x.md", "{{message}}");
    files_put(t, "code/page.503.html", "x");
    files_put(t, "a/problem.404.json", "{\"status\": {{status}}}");
    c = command_run(t, "check $DIR/theme $DIR/theme/ $DIR/catalog "
                       "$DIR/own.json $DIR/404.html $DIR/a/problem.json "
                       "$DIR/a/reference.json $DIR/x.md $DIR/code "
                       "$DIR/a/problem.404.json");
    command_ends(&c, 0);
    assert_string_equal(c.out, "ok: theme DIR/theme\n"
                               "ok: theme DIR/theme\n"
                               "ok: catalogue DIR/catalog\n"
                               "ok: catalogue DIR/own.json\n"
                               "ok: template DIR/404.html\n"
                               "ok: template DIR/a/problem.json\n"
                               "ok: template DIR/a/reference.json\n"
                               "ok: template DIR/x.md\n"
                               "ok: theme DIR/code\n"
                               "ok: template DIR/a/problem.404.json\n"
                               "statuspages check: 10 checked, no fault\n");
}

static void each_fault_has_its_place(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *says; /* behind "statuspages: DIR/" */
    } rows[] = {
        {"404.html", "<p>\n {{staus}}",
         "404.html:2:2: unknown name 'staus'; did you mean 'status'?\n"},
        {"x.txt", "{{#uri}}", "x.txt:1:9: unclosed section 'uri'"},
        {"x.md", "{{> nowhere}}", "x.md:1:1: there is no partial 'nowhere'\n"},
        {"x.xml", "{{> x}}", "x.xml:1:1: 'x' includes itself without end\n"},
        {"problem.json", "{{vars.nmae}}",
         "problem.json:1:1: unknown name 'vars.nmae'; did you mean "
         "'vars.name'?\n"},
        {"bad.json", "{\"name\":\"x\"\n \"a\"}",
         "bad.json:2:4: not valid JSON"},
        {"typo.json",
         "{\"name\":\"x\",\"language\":\"en\",\n\"codes\":{\"404\":"
         "{\"mesage\":\"m\"}}}",
         "typo.json:2:"},
        {"x.pngs", "x", "x.pngs: is no template: its name must end with"},
        {"noend", "x", "noend: is no template: its name must end with"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].name);
        command_t c;
        files_put(t, rows[i].name, rows[i].text);
        c = command_run(t, "check $DIR/%s", rows[i].name);
        command_ends(&c, 1);
        assert_string_equal(c.out, "");
        pages_holds(c.err, apr_pstrcat(t->pool, "statuspages: DIR/",
                                       rows[i].says, NULL));
        pages_holds(c.err, "\nstatuspages check: 1 with a fault, 0 without; "
                           "mend the faults, then check again\n");
    }
}

/* A star in a folder of themes names its README and pictures, too. */
static void what_lies_beside_themes_is_passed_over(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "check templates/*");

    command_ends(&c, 0);
    assert_string_equal(c.err, "");
    pages_holds(c.out, "ok: theme templates/space\n"
                       "passed over: templates/space.png is no template\n");
    pages_holds(c.out, "passed over: templates/README.md is no template\n");
    files_put(t, "README.md", "x");
    files_put(t, "x.png", "x");
    c = command_run(t, "check $DIR/README.md $DIR/x.png");
    command_ends(&c, 1);
    pages_holds(c.err, "statuspages check: nothing here could be checked");
}

/* A part alone is a theme; a name that no page asks for is most often a
 * misspelt one. */
static void files_that_no_page_takes_are_told(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "theme/tokens.css", ":root{--accent:teal}");
    files_put(t, "theme/styel.css", "p{margin:0}");
    files_put(t, "theme/page.50x.html", "x");
    files_put(t, "theme/page.503.html", "<p>own</p>");
    files_put(t, "theme/page.part.html", "x");
    files_put(t, "theme/note.md", "{{status}}{{> page.part.html}}");
    files_put(t, "theme/LICENCE", "Yours.");
    files_put(t, "theme/README", "Mine.");
    files_put(t, "theme/.keep", "");
    c = command_run(t, "check $DIR/theme");
    command_ends(&c, 0);
    pages_holds(c.out, "ok: theme DIR/theme\n");
    pages_holds(c.out, "warning: DIR/theme/styel.css: is taken by no page; did "
                       "you mean \"style.css\"?\n");
    pages_holds(c.out,
                "warning: DIR/theme/page.50x.html: is taken by no page; a page "
                "for one code is named as page.503.html, for a class as "
                "page.5xx.html (300 to 599)\n");
    pages_lacks(c.out, "page.503.html: is taken");
    pages_lacks(c.out, "page.part.html: is taken");
    pages_holds(c.out, "warning: DIR/theme/LICENCE: is taken by no page\n");
    pages_holds(c.out, "1 checked, no fault, warnings: 3\n");
    pages_lacks(c.out, "README");
    pages_lacks(c.out, ".keep");
    pages_lacks(c.out, "tokens.css is");
}

static void faults_within_folders_name_the_file(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "theme/page.html", "{{> part}}");
    files_put(t, "theme/part.html", "\n{{mesage}}");
    c = command_run(t, "check $DIR/theme");
    command_ends(&c, 1);
    pages_holds(c.err, "DIR/theme/part.html:2:1: unknown name 'mesage'");
    files_put(t, "catalog/en.json", GOOD_CATALOG);
    files_put(t, "catalog/de.json",
              "{\"name\":\"other\",\"language\":\"de\",\"codes\":{}}");
    c = command_run(t, "check $DIR/catalog");
    command_ends(&c, 1);
    pages_holds(c.err, "DIR/catalog/de.json:1:");
}

/* As many as a page has that was pasted from elsewhere; in each file's order,
 * and a part that all pages include is told once. */
static void all_faults_of_a_folder_are_told_in_order(void **state)
{
    static const char *const faults[] = {
        "links.html:1:1: unknown name 'x'",
        "page.html:1:1: '<script>' has no place in a page",
        "page.html:2:4: 'onclick' would run a script",
        "page.html:2:15: 'style' is not covered by the hash",
        "page.html:3:7: 'href' would load something",
        "page.html:4:12: '<style>' would load something",
        "page.html:5:13: '<style>' would load something",
        "page.html:6:17: 'uri' stands in a style sheet",
        "page.html:8:11: '<base>' would change where every link",
        "page.html:9:10: 'uri' stands at the start of an address",
        "page.html:9:27: unknown name 'staus'",
        "page.html:10:1: unknown name 'year'",
        "page.html:10:9: there is no partial 'none'",
        "plain.txt:2:1: unknown name 'mesage'",
        "problem.json:1:7: 'message' stands outside of a string",
        "problem.json:1:25: 'code' stands outside of a string",
        "theme.json:1:2: \"var\" is no member",
        "theme.json:2:2: \"name\" must be a string",
        "theme.json:2:22: \"a b\" is no name of a variable",
    };
    files_t *t = *state;
    const char *at;
    command_t c;
    size_t i;

    files_put(t, "theme/page.html",
              "<script>if (a <b) { x = \"</p>\" }</script>\n"
              "<p onclick=\"\" style='color:red'>\n"
              "<link href=\"https://x.example/a.css\" rel=stylesheet><style>\n"
              "p { a: url(https://x.example/a) }\n"
              "q { a: url(\"https://x.example/b\") }\n"
              "r { background: {{uri}} }\n"
              "</style>\n"
              "<h1>a</h1><base href=\"https://x.example\">\n"
              "<a href=\"{{uri}}\">{{uri}} {{staus}}</a>\n"
              "{{year}}{{> none}}{{> links}}\n");
    files_put(t, "theme/links.html", "{{x}}");
    files_put(t, "theme/plain.txt", "\n{{mesage}}");
    files_put(t, "theme/problem.json",
              "{\"a\": {{message}}, \"b\": {{code}} }");
    files_put(t, "theme/theme.json",
              "{\"var\": {},\n \"name\": 5, \"vars\": {\"a b\": \"\"}}");
    c = command_run(t, "check $DIR/theme");
    command_ends(&c, 1);
    at = c.err;
    for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        const char *line =
            apr_pstrcat(t->pool, "statuspages: DIR/theme/", faults[i], NULL);

        ROW("%s", faults[i]);
        if (strncmp(at, line, strlen(line)) != 0) {
            fail_msg("%.200s\nin\n%s", at, c.err);
        }
        at = strchr(at, '\n') + 1;
    }
    assert_string_equal(at, "statuspages check: 1 with a fault, 0 without; "
                            "mend the faults, then check again\n");
}

/* So are those of its words, its pages for one code and their pictures. */
static void nothing_of_a_theme_hides_behind_another_fault(void **state)
{
    static const char *const faults[] = {
        "/bad.png: ",
        "/page.404.html:1:11: unknown name 'file.none.png'; put a file of",
        "/page.404.html:1:30: unknown name 'staus'; did you mean 'status'?",
        "/page.404.html:1:39: unknown name 'words.c'",
        "/page.429.html:1:1: ",
        "/page.5xx.html: is empty",
        "/plain.txt:1:12: unclosed section",
        "/theme.json:2:7: a text must be a string; write it in quotes",
        "/theme.json:2:16: this is no language tag",
        "/theme.json:3:1: a word's name is made of",
    };
    files_t *t = *state;
    const char *at;
    command_t c;
    size_t i;

    files_put(t, "theme/theme.json",
              "{\"words\": {\n\"a\": {\"de\": 5, \"english!\": \"x\"},\n"
              "\"B\": {\"en\": \"x\"}}}");
    files_put(t, "theme/plain.txt", "{{#status}}");
    files_put(t, "theme/page.404.html",
              "<img src=\"{{file.none.png}}\">{{staus}}{{words.c}}");
    files_put(t, "theme/page.429.html", "{{/status}}");
    files_put(t, "theme/page.503.html",
              "{{words.a}}<img src=\"{{file.bad.png}}\">");
    files_put(t, "theme/page.5xx.html", "\n");
    files_put(t, "theme/bad.png", "no picture");
    c = command_run(t, "check $DIR/theme");
    command_ends(&c, 1);
    for (at = c.err, i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        ROW("%s", faults[i]);
        pages_holds(at, faults[i]);
        at = strstr(at, faults[i]) + 1;
    }
    pages_lacks(c.err, "the default theme lacks");
    pages_lacks(c.err, "'words.a'");
}

/* It is for some codes and need not say which, and its picture is there. */
static void a_page_for_a_code_may_leave_the_code_out(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "theme/hero.png", "\211PNG\r\n\032\n");
    files_put(t, "theme/page.503.html",
              "<h1>Soon</h1><img src=\"{{file.hero.png}}\" alt=\"\">");
    c = command_run(t, "check $DIR/theme $DIR/theme/page.503.html");
    command_ends(&c, 0);
    pages_holds(c.out, "2 checked, no fault\n");
}

static void what_is_hardly_meant_is_warned_of(void **state)
{
    static const struct {
        const char *text;
        const char *says; /* NULL: nothing */
    } rows[] = {
        {"<h1>404</h1>", ": shows neither {{status}} nor {{message}}: it is"},
        {"<title>{{status}}</title><b class=\"{{status}}\">404</b>",
         ": shows neither {{status}} nor"},
        {"<h1>{{status}}</h1>", NULL},
        {"{{<layout}}{{$main}}404{{/main}}{{/layout}}",
         ": shows neither {{status}} nor"},
        {"{{<layout}}{{$art}}x{{/art}}{{/layout}}", NULL},
        {"{{message}}\n<img src=\"{{logo}}\">",
         ":2:11: 'logo' may be nothing, and would be a broken picture"},
        {"{{message}}{{^logo}}<img src=\"{{logo}}\">{{/logo}}",
         "'logo' may be nothing"},
        {"{{message}}{{#logo}}<img src=\"{{logo}}\">{{/logo}}", NULL},
        {"{{message}}{{#logo}}<img src=\"{{.}}\">{{/logo}}", NULL},
        {"{{message}}<style>\np { margin: 0 }\n@media print {\np { x: y }\n"
         "</style>",
         ":3:14: '{' is not closed where the <style> ends"},
        {"{{message}}<style>p { x: '{' /* { */ }</style>", NULL},
        {"{{message}}<style>{{#retry}}p { {{/retry}}{{^retry}}q { "
         "{{/retry}} }</style>",
         NULL},
        {"{{message}}\n {% if x %}",
         ":2:2: '{%' is a tag of another template language"},
        {"{{message}} <% x %>", ":1:13: '<%' is a tag of another"},
        {"{{message}} 100% {", NULL},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        command_t c;

        ROW("%s", rows[i].text);
        files_put(t, "x.html", rows[i].text);
        c = command_run(t, "check $DIR/x.html");
        command_ends(&c, 0);
        if (rows[i].says == NULL) {
            pages_lacks(c.out, "warning");
        }
        else {
            pages_holds(c.out, "warning: DIR/x.html");
            pages_holds(c.out, rows[i].says);
            pages_holds(c.out, "1 checked, no fault, warnings: ");
        }
    }
}

/* A translation that lacks a code that the first language has. */
static void a_language_that_lacks_a_code_is_a_fault(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "catalog/en.json", GOOD_CATALOG);
    files_put(t, "catalog/de.json",
              "{\"name\":\"own\",\"language\":\"de\",\"codes\":{}}");
    c = command_run(t, "check $DIR/catalog");
    command_ends(&c, 1);
    pages_holds(c.err, "DIR/catalog/de.json");
    pages_holds(c.err, "404");
}

static void good_and_bad_are_counted_and_all_are_looked_at(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "a.txt", "{{staus}}");
    files_put(t, "b.txt", "{{status}}");
    files_put(t, "c.txt", "{{mesage}}");
    c = command_run(t, "check $DIR/a.txt $DIR/b.txt $DIR/none.txt $DIR/c.txt");
    command_ends(&c, 1);
    assert_string_equal(c.out, "ok: template DIR/b.txt\n");
    pages_holds(c.err, "DIR/a.txt:1:1: ");
    pages_holds(c.err, "DIR/c.txt:1:1: ");
    pages_holds(c.err, "DIR/none.txt: there is no such file");
    pages_holds(c.err, "3 with a fault, 1 without");
}

static void what_is_not_there_is_said_not_to_be(void **state)
{
    static const char *const paths[] = {"$DIR/no", "$DIR/no.html",
                                        "$DIR/no/x.html", "$DIR/no/", "no"};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < 5; i++) {
        ROW("%s", paths[i]);
        command_t c = command_run(t, "check %s", paths[i]);
        command_ends(&c, 1);
        pages_holds(c.err, ": there is no such file or folder\n");
    }
}

static void an_empty_folder_is_a_fault(void **state)
{
    command_t c = command_run(*state, "check $DIR");

    command_ends(&c, 1);
    pages_holds(c.err, "DIR: holds no catalogue");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(all_that_is_built_in_is_clean),
        FILES_TEST(a_word_that_lacks_a_language_is_no_fault_and_told),
        FILES_TEST(good_paths_are_taken_for_what_they_are),
        FILES_TEST(each_fault_has_its_place),
        FILES_TEST(what_lies_beside_themes_is_passed_over),
        FILES_TEST(files_that_no_page_takes_are_told),
        FILES_TEST(faults_within_folders_name_the_file),
        FILES_TEST(all_faults_of_a_folder_are_told_in_order),
        FILES_TEST(nothing_of_a_theme_hides_behind_another_fault),
        FILES_TEST(a_page_for_a_code_may_leave_the_code_out),
        FILES_TEST(what_is_hardly_meant_is_warned_of),
        FILES_TEST(a_language_that_lacks_a_code_is_a_fault),
        FILES_TEST(good_and_bad_are_counted_and_all_are_looked_at),
        FILES_TEST(what_is_not_there_is_said_not_to_be),
        FILES_TEST(an_empty_folder_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
