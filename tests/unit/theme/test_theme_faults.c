/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Themes that httpd must not start with, and what each fault says. A case is
 * a few files; "DIR" in a fault is the theme's folder. */
#include "rows.h"
#include "pages_helper.h"

#include <sys/stat.h>
#include <unistd.h>

#define FILES 4

typedef struct fault_t {
    struct {
        const char *name;
        const char *text;
    } files[FILES];
    const char *fault;
} fault_t;

static sp_theme_source_t source_of(files_t *t)
{
    sp_loaded_t *loaded = pages_loaded(t);
    sp_theme_source_t source = {sp_loaded_default_theme(loaded), NULL, 0};

    source.label_count =
        sp_catalog_labels(sp_loaded_standard(loaded), t->pool, &source.labels);
    return source;
}

/* Load a folder that must be refused; gives the fault. */
static const char *refusal(files_t *t, const char *folder)
{
    sp_theme_source_t source = source_of(t);
    sp_theme_t *theme = NULL;

    if (sp_theme_load(&theme, folder, 0, &source, t->pool, &t->err) ==
        APR_SUCCESS) {
        return "no fault";
    }
    assert_non_null(t->err.msg);
    return files_fault(t);
}

static void check(files_t *t, const fault_t *rows, size_t count)
{
    size_t i;
    int k, wrong = 0;

    for (i = 0; i < count; i++) {
        const char *got;
        for (k = 0; k < FILES && rows[i].files[k].name != NULL; k++) {
            files_put(t, rows[i].files[k].name, rows[i].files[k].text);
        }
        got = refusal(t, t->folder);
        if (strcmp(got, rows[i].fault) != 0) {
            print_error("want %s\ngot  %s\n", rows[i].fault, got);
            wrong++;
        }
        for (k = 0; k < FILES && rows[i].files[k].name != NULL; k++) {
            files_remove(files_path(t, rows[i].files[k].name), t->pool);
        }
    }
    assert_int_equal(wrong, 0);
}
#define CHECK(state, rows) check(state, rows, sizeof(rows) / sizeof((rows)[0]))

static void a_template_with_a_fault_is_named_with_line_and_column(void **state)
{
    static const fault_t rows[] = {
        {{{"page.html", "<p>\n  {{#retry}}x\n"}},
         "DIR/page.html:3:1: unclosed section 'retry', opened at 2:3"},
        {{{"note.md", "a\nb {{/retry}}\n"}},
         "DIR/note.md:2:3: nothing is open that 'retry' could close"},
        {{{"problem.xml", "{{status"}},
         "DIR/problem.xml:1:1: the tag is not closed: '}}' is missing"},
        {{{"page.html", "{{> part}}"}, {"part.html", "\n\n {{#uri}}"}},
         "DIR/part.html:3:10: unclosed section 'uri', opened at 3:2"},
        {{{"page.html", "{{#if uri}}\n{{/if}}"}},
         "DIR/page.html:1:1: a name holds white space or a control character; "
         "{{#x}}...{{/x}} shows what is in it where there is an x, "
         "{{^x}}...{{/x}} where there is none; nothing is compared"},
        {{{"page.html", "<p>{{> art-{{status}}.html}}"}},
         "DIR/page.html:1:4: there is no partial 'art-{{status'; the name of a "
         "file is fixed; for one code write a page of its own, as "
         "page.404.html, or rules for a class that holds {{status}}, as "
         "class=\"art-{{status}}\""},
        {{{"gallery.html", "{{}}"}},
         "DIR/gallery.html:1:1: the tag has no name"},
    };

    CHECK(*state, rows);
}

static void an_unknown_name_gets_its_neighbour(void **state)
{
    static const fault_t rows[] = {
        {{{"page.html", "<h1>{{staus}}</h1>"}},
         "DIR/page.html:1:5: unknown name 'staus'; did you mean 'status'?"},
        {{{"plain.txt", "{{#requst_id}}{{/requst_id}}"}},
         "DIR/plain.txt:1:1: unknown name 'requst_id'; did you mean "
         "'request_id'?"},
        {{{"problem.json", "{{^nothing_like_it}}{{/nothing_like_it}}"}},
         "DIR/problem.json:1:1: unknown name 'nothing_like_it'"},
        {{{"page.html", "{{labels.hom}}"}},
         "DIR/page.html:1:1: unknown name 'labels.hom'; did you mean "
         "'labels.home'?"},
        {{{"page.html", "{{vars.suport}}"}},
         "DIR/page.html:1:1: unknown name 'vars.suport'; did you mean "
         "'vars.support'?"},
        {{{"page.html", "\n{{> part}}"}, {"part.html", "\n {{{mesage}}}"}},
         "DIR/part.html:2:2: unknown name 'mesage'; did you mean 'message'?"},
        {{{"page.html", "{{vars.tagline}}"},
          {"theme.json", "{\"vars\":{\"tag_line\":\"x\"}}"}},
         "DIR/page.html:1:1: unknown name 'vars.tagline'"},
    };

    CHECK(*state, rows);
}

static void a_partial_must_be_there_and_within_the_folder(void **state)
{
    static const fault_t rows[] = {
        {{{"page.html", "{{> nowhere}}"}},
         "DIR/page.html:1:1: there is no partial 'nowhere'"},
        {{{"page.html", "x\n{{<nowhere}}{{/nowhere}}"}},
         "DIR/page.html:2:1: there is no parent 'nowhere'"},
        /* an ending that is not the format's is another file */
        {{{"note.md", "{{> facts}}"}},
         "DIR/note.md:1:1: there is no partial 'facts'"},
        {{{"sub/x.html", "x"}, {"page.html", "{{> ../x.html}}"}},
         "DIR/page.html:1:1: there is no partial '../x.html'"},
        {{{"x.html", "x"}, {"page.html", "{{> sub/../x.html}}"}},
         "DIR/page.html:1:1: there is no partial 'sub/../x.html'"},
        {{{"x.html", "x"}, {"page.html", "{{> /x.html}}"}},
         "DIR/page.html:1:1: there is no partial '/x.html'"},
        {{{"page.html", "{{> /etc/host.conf}}"}},
         "DIR/page.html:1:1: there is no partial '/etc/host.conf'"},
        {{{"page.html", "{{> ..}}"}},
         "DIR/page.html:1:1: there is no partial '..'"},
        {{{"page.html", "{{> ..\\x.html}}"}},
         "DIR/page.html:1:1: there is no partial '..\\x.html'"},
        {{{"sub\\x.html", "x"}, {"page.html", "{{> sub\\x.html}}"}},
         "DIR/page.html:1:1: there is no partial 'sub\\x.html'"},
    };

    CHECK(*state, rows);
}

static void an_endless_inclusion_is_refused(void **state)
{
    static const fault_t rows[] = {
        {{{"page.html", "{{> page}}"}},
         "DIR/page.html:1:1: 'page' includes itself without end"},
        {{{"page.html", "{{> a}}"},
          {"a.html", "{{> b}}"},
          {"b.html", " {{> a}}"}},
         "DIR/b.html:1:2: 'a' includes itself without end"},
        {{{"page.html", "{{<page}}{{/page}}"}},
         "DIR/page.html:1:1: 'page' includes itself without end"},
        /* a partial of the theme's own that the default's page includes */
        {{{"plain.txt", "x"}, {"facts.html", "{{> facts}}"}},
         "DIR/facts.html:1:1: 'facts' includes itself without end"},
    };

    CHECK(*state, rows);
}

static void the_manifest_must_be_what_it_says(void **state)
{
    static const fault_t rows[] = {
        {{{"plain.txt", "x"}, {"theme.json", "{\n  \"vars\": {,}\n}"}},
         "DIR/theme.json:2:12: is no valid JSON: string or '}' expected near "
         "','"},
        {{{"plain.txt", "x"}, {"theme.json", ""}},
         "DIR/theme.json:1: is no valid JSON: '[' or '{' expected near end of "
         "file"},
        {{{"plain.txt", "x"}, {"theme.json", "[]"}},
         "DIR/theme.json:1:1: a theme.json is a JSON object"},
        {{{"plain.txt", "x"}, {"theme.json", "{\n \"vars\": [\"a\"]}"}},
         "DIR/theme.json:2:2: \"vars\" must be an object of variables and "
         "their defaults"},
        {{{"plain.txt", "x"},
          {"theme.json", "{\"vars\": {\"a\": \"b\",\n  \"n\": 5}}"}},
         "DIR/theme.json:2:3: \"n\" must be a string, the variable's default"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"vars\": {\"n\": null}}"}},
         "DIR/theme.json:1:11: \"n\" must be a string, the variable's default"},
        {{{"plain.txt", "x"},
          {"theme.json", "{\"vars\": {\n \"accent\": \"greenish\"}}"}},
         "DIR/theme.json:2:2: \"greenish\" is no colour for 'accent': write "
         "one like #0a7c5a, teal or rgb(10, 124, 90)"},
        {{{"plain.txt", "x"},
          {"theme.json", "{\"vars\": {\"home\": \"javascript:x\"}}"}},
         "DIR/theme.json:1:11: \"javascript:x\" is no address for 'home': "
         "write one that starts with http://, https://, mailto: or /"},
        {{{"plain.txt", "x"}, {"theme.json", "{\n \"var\": {}}"}},
         "DIR/theme.json:2:2: \"var\" is no member of a theme.json: it has "
         "name, description, vars and words; did you mean \"vars\"?"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"variables\": {}}"}},
         "DIR/theme.json:1:2: \"variables\" is no member of a theme.json: it "
         "has name, description, vars and words; did you mean \"vars\"?"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"labels\": {}}"}},
         "DIR/theme.json:1:2: \"labels\" is no member of a theme.json: it has "
         "name, description, vars and words; did you mean \"words\"?"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"license\": \"MIT\"}"}},
         "DIR/theme.json:1:2: \"license\" is no member of a theme.json: it has "
         "name, description, vars and words"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"words\": []}"}},
         "DIR/theme.json:1:2: \"words\" must be an object of words, as "
         "{\"motto\": {\"en\": \"...\", \"de\": \"...\"}}"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"name\": {}}"}},
         "DIR/theme.json:1:2: \"name\" must be a string"},
        {{{"plain.txt", "x"},
          {"theme.json", "{\"vars\": {\n\"big motto\": \"x\"}}"}},
         "DIR/theme.json:2:1: \"big motto\" is no name of a variable: write "
         "letters, digits, _ and -"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"vars\":{\"a.b\": \"x\"}}"}},
         "DIR/theme.json:1:10: \"a.b\" is no name of a variable: write "
         "letters, "
         "digits, _ and -"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"vars\":{\"\": \"x\"}}"}},
         "DIR/theme.json:1:10: \"\" is no name of a variable: write letters, "
         "digits, _ and -"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"vars\":{\"Home\": \"x\"}}"}},
         "DIR/theme.json:1:10: \"Home\" differs from a variable of every site "
         "in the size of its letters alone; did you mean \"home\"?"},
        {{{"plain.txt", "x"},
          {"theme.json", "{\"vars\":{\"status\": \"closed\"}}"}},
         "DIR/theme.json:1:10: \"closed\" is a word, and 'status' is an "
         "address of the site: give the variable another name, or write an "
         "address, "
         "as /status"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"description\": 1}"}},
         "DIR/theme.json:1:2: \"description\" must be a string"},
        {{{"plain.txt", "x"}, {"theme.json", "{\"vars\":{},\"vars\":{}}"}},
         "DIR/theme.json:1:17: is no valid JSON: duplicate object key near "
         "'\"vars\"'"},
    };

    CHECK(*state, rows);
}

/* What would be dropped without a word, or go out as a blank page. */
static void what_would_be_lost_is_a_fault(void **state)
{
    static const fault_t rows[] = {
        {{{"page.html", "{{<layout}}\n{{$styl}}p{}{{/styl}}\n{{/layout}}"}},
         "DIR/page.html:2:1: 'layout' has no block 'styl'; did you mean "
         "'style'?"},
        {{{"page.html", "{{<mine}}{{$b}}{{/b}}{{/mine}}"},
          {"mine.html", "{{<yours}}{{$c}}{{/c}}{{/yours}}"},
          {"yours.html", "{{$c}}{{/c}}"}},
         "DIR/page.html:1:10: 'mine' has no block 'b'"},
        {{{"page.html", ""}},
         "DIR/page.html: is empty, and would be an empty page; write the page, "
         "or take the file away for the default theme's"},
        {{{"plain.txt", " \n\t\n"}},
         "DIR/plain.txt: is empty, and would be an empty page; write the page, "
         "or take the file away for the default theme's"},
    };

    CHECK(*state, rows);
}

static void a_folder_without_a_template_is_no_theme(void **state)
{
    static const char needs[] =
        "DIR: holds no template of a theme; it needs at least one of "
        "page.html, problem.json, problem.xml, plain.txt and note.md, or a "
        "part of the default theme such as links.html or style.css";
    files_t *t = *state;

    assert_string_equal(refusal(t, t->folder), needs);
    files_put(t, "theme.json", "{}");
    files_put(t, "Page.html", "x");
    assert_string_equal(refusal(t, t->folder), needs);
}

static void a_template_that_can_not_be_read_is_a_fault(void **state)
{
    files_t *t = *state;
    const char *large;

    assert_int_equal(mkdir(files_path(t, "page.html"), 0700), 0);
    assert_string_equal(refusal(t, t->folder),
                        "DIR/page.html: is no regular file");
    assert_int_equal(rmdir(files_path(t, "page.html")), 0);
    files_put(t, "page.html", "{{> part}}");
    assert_int_equal(mkfifo(files_path(t, "part.html"), 0600), 0);
    assert_string_equal(refusal(t, t->folder),
                        "DIR/part.html: is no regular file");
    files_remove(files_path(t, "part.html"), t->pool);
    large = files_put(t, "part.html", "");
    assert_int_equal(truncate(large, 5 * 1024 * 1024), 0);
    assert_string_equal(refusal(t, t->folder),
                        "DIR/part.html: is larger than 4194304 bytes, the most "
                        "that is read");
}

/* A link to nothing is no file that is left away on purpose. */
static void a_link_to_nothing_is_told(void **state)
{
    static const char *const names[] = {"page.html", "page.503.html",
                                        "tokens.css", "theme.json"};
    files_t *t = *state;
    size_t i;

    files_put(t, "plain.txt", "{{status}}\n");
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        assert_int_equal(symlink("nowhere", files_path(t, names[i])), 0);
        assert_string_equal(
            refusal(t, t->folder),
            apr_pstrcat(t->pool, "DIR/", names[i],
                        ": is a link to a file that is not there; mend the "
                        "link, or take it away",
                        NULL));
        assert_int_equal(unlink(files_path(t, names[i])), 0);
    }
}

/* A single file as a format. */
static const char *file_refusal(files_t *t, const char *path,
                                sp_format_t format)
{
    sp_theme_source_t source = source_of(t);
    sp_theme_t *theme = NULL;

    assert_int_not_equal(
        sp_theme_load_file(&theme, path, format, &source, t->pool, &t->err),
        APR_SUCCESS);
    return files_fault(t);
}

static void a_single_file_has_the_same_faults(void **state)
{
    files_t *t = *state;

    assert_string_equal(
        file_refusal(t, files_path(t, "none.html"), SP_FORMAT_HTML),
        "DIR/none.html: there is no such file");
    assert_string_equal(file_refusal(t, t->folder, SP_FORMAT_HTML),
                        "DIR: is no regular file");
    assert_string_equal(
        file_refusal(t, files_put(t, "a.html", "\n{{#uri}}"), SP_FORMAT_HTML),
        "DIR/a.html:2:9: unclosed section 'uri', opened at 2:1");
    assert_string_equal(
        file_refusal(t, files_put(t, "b.html", "{{staus}}"), SP_FORMAT_HTML),
        "DIR/b.html:1:1: unknown name 'staus'; did you mean 'status'?");
    assert_string_equal(file_refusal(t, files_put(t, "c.txt", "{{> ../c.txt}}"),
                                     SP_FORMAT_TEXT),
                        "DIR/c.txt:1:1: there is no partial '../c.txt'");
    assert_string_equal(
        file_refusal(t, files_put(t, "d.txt", "{{> d}}"), SP_FORMAT_TEXT),
        "DIR/d.txt:1:1: 'd' includes itself without end");
}

static void a_name_of_any_length_is_looked_for_safely(void **state)
{
    files_t *t = *state;
    char *name = apr_pcalloc(t->pool, 5001);
    const char *fault;
    int n;

    for (n = 1; n <= 5000; n = n < 260 ? n + 1 : n + 500) {
        ROW("%d letters", n);
        memset(name, 'n', (size_t)n);
        files_put(t, "page.html",
                  apr_pstrcat(t->pool, "{{> ", name, "}}", NULL));
        fault = refusal(t, t->folder);
        pages_holds(fault, "DIR/page.html:1:1: ");
        pages_holds(fault, n <= 200 ? "there is no partial" : "200 bytes");
    }
}

/* Who looked for it before has seen it still. */
static void a_folder_that_has_gone_is_told(void **state)
{
    files_t *t = *state;

    assert_string_equal(refusal(t, files_path(t, "gone")),
                        "DIR/gone: cannot be read: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_template_with_a_fault_is_named_with_line_and_column),
        FILES_TEST(an_unknown_name_gets_its_neighbour),
        FILES_TEST(a_partial_must_be_there_and_within_the_folder),
        FILES_TEST(an_endless_inclusion_is_refused),
        FILES_TEST(the_manifest_must_be_what_it_says),
        FILES_TEST(what_would_be_lost_is_a_fault),
        FILES_TEST(a_folder_without_a_template_is_no_theme),
        FILES_TEST(a_template_that_can_not_be_read_is_a_fault),
        FILES_TEST(a_link_to_nothing_is_told),
        FILES_TEST(a_single_file_has_the_same_faults),
        FILES_TEST(a_name_of_any_length_is_looked_for_safely),
        FILES_TEST(a_folder_that_has_gone_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
