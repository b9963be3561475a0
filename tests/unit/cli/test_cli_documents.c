/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages export --as": a catalogue as a document, which "import" reads
 * back without a difference. What is compared are the files as jansson reads
 * them, so that no fault of our reader can hide one of our writer. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

#include <jansson.h>

#include "cli/document.h"
#include "import/markdown.h"

static const char *const kinds[] = {"openapi", "markdown", "html", "csv"};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* Whatever may stand in words, and would be something else in a document. */
static const char hostile[] =
    "{\"name\": \"hostile\", \"language\": \"de-AT\", \"codes\": {"
    "\"200\": {\"message\": \"=1+1\", \"description\": \"@SUM(A1)\"},"
    "\"400\": {\"message\": \"a|b \\\\| c\", \"description\": "
    "\"<b>no tag</b> <!-- x --> &amp; &#124; &nbsp;\\n\\n<script>\"},"
    "\"404\": {\"message\": \"\\\"quoted\\\", it's\", \"description\": "
    "\"- no item\\n\\n# no head\\n\\n1. no list\\n\\n> no quote\\n\\n---\\n\\n"
    "```\", \"retry\": \"modify\", \"url\": \"/docs/a?b=c&d=%22#e\"},"
    "\"405\": {\"message\": \"'=x\", \"description\": \"''+1\\n\\n'text'\"},"
    "\"409\": {\"message\": \"*stars* _and_ `code` ~~gone~~\", "
    "\"description\": \"[no](link) ![no](pic) <https://a.example> "
    "https://b.example www.c.example d@e.example\", \"retry\": \"later\"},"
    "\"410\": {\"message\": \"Gone\", \"description\": \"\"},"
    "\"418\": {\"message\": \"\\ud83e\\uded6 \\u0634\\u0627\\u064a\", "
    "\"description\": \"a\\\\b \\\\\\\\ \\\\n c\\\\\"},"
    "\"429\": {\"message\": \"Slow\", \"description\": \"Wait.\", "
    "\"retry\": \"after\", \"url\": \"https://docs.example.com/429\"}},"
    "\"problems\": {"
    "\"QUOTA_EXCEEDED\": {\"status\": 429, \"message\": \"Quota used up\", "
    "\"description\": \"Tomorrow.\\n\\nOr pay.\", \"retry\": \"after\", "
    "\"url\": \"https://docs.example.com/quota\"},"
    "\"a.b-c\": {\"status\": 429, \"message\": \"Too fast\", "
    "\"description\": \"\"},"
    "\"MAINTENANCE\": {\"status\": 503, \"message\": \"-\", "
    "\"description\": \"x\", \"retry\": \"later\"}}}";

/* Blanks and line ends that no prose has: OpenAPI carries them as well. */
static const char odd[] =
    "{\"name\": \"odd\", \"language\": \"en\", \"codes\": {"
    "\"400\": {\"message\": \"a  b\", \"description\": \" a \\n b\\n\\n\\n "
    " c  \\n\\n\\n\\n\\n\"},"
    "\"404\": {\"message\": \"x\", \"description\": \"\\n\\nline\\nline  "
    "\\nline\"}}}";

static json_t *parsed(const char *text)
{
    json_error_t why;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &why);

    if (root == NULL) {
        fail_msg("%d:%d: %s\n%.200s", why.line, why.column, why.text, text);
    }
    return root;
}

/* The words of a catalogue, without what no documentation holds. */
static json_t *words_of(const char *text)
{
    static const char *const others[] = {"labels", "come_back"};
    json_t *root = parsed(text), *entry;
    const char *key;
    size_t i;

    for (i = 0; i < 2; i++) {
        json_object_del(root, others[i]);
    }
    json_object_foreach(json_object_get(root, "codes"), key, entry)
    {
        if (json_object_get(entry, "description") == NULL) {
            json_object_set_new(entry, "description", json_string(""));
        }
    }
    return root;
}

/* A table has no place for the title; what else it lacks are options of
 * import. */
static void same_words(json_t *want, json_t *got, const char *what)
{
    static const char *const said[] = {"codes", "problems", "title"};
    int i, members = strstr(what, "openapi") ? 3 : 2;

    for (i = 0; i < members; i++) {
        json_t *a = json_object_get(want, said[i]);
        json_t *b = json_object_get(got, said[i]);

        if ((a == NULL) != (b == NULL) || (a != NULL && !json_equal(a, b))) {
            fail_msg("%s: %s differ:\n%s\n%s", what, said[i],
                     a ? json_dumps(a, JSON_ENCODE_ANY | JSON_INDENT(1) |
                                           JSON_SORT_KEYS)
                       : "",
                     b ? json_dumps(b, JSON_ENCODE_ANY | JSON_INDENT(1) |
                                           JSON_SORT_KEYS)
                       : "");
        }
    }
}

/* What import makes of the document that DIR/doc is. */
static json_t *imported(files_t *t, const char *options)
{
    command_t c;

    remove(files_path(t, "back.json"));
    c = command_run(t, "import %s --output $DIR/back.json $DIR/doc", options);
    if (c.code != 0) {
        fail_msg("%s", c.err);
    }
    return words_of(command_output(t, "back.json"));
}

static void goes_there_and_back(files_t *t, const char *catalog,
                                const char *language, const char *file,
                                size_t kind)
{
    json_t *want = words_of(file), *got;
    command_t c = command_run(t, "export --as %s %s --lang %s -o $DIR/doc",
                              kinds[kind], catalog, language);

    command_ends(&c, 0);
    got = imported(t, strcmp(kinds[kind], "openapi") == 0 ? "" : "--name back");
    same_words(want, got,
               apr_pstrcat(t->pool, catalog, " as ", kinds[kind], NULL));
    json_decref(got);
    json_decref(want);
}

/* A file of the project as it lies there. */
static const char *project_file(files_t *t, const char *path)
{
    const char *text;
    apr_size_t len;

    assert_int_equal(sp_file_read(path, &text, &len, t->pool, &t->err),
                     APR_SUCCESS);
    return text;
}

static void all_six_catalogues_in_all_four_kinds(void **state)
{
    static const struct {
        const char *catalog, *file;
    } books[] = {
        {"cloud-core", "conf/catalogs/cloud-core.json"},
        {"cloud-api", "conf/catalogs/cloud-api.json"},
        {"cloud-classic", "conf/catalogs/cloud-classic.json"},
        {"cloud-orchestration", "conf/catalogs/cloud-orchestration.json"},
        {"cloud-intl", "conf/catalogs/cloud-intl.json"},
        {"standard", "conf/catalogs/standard/en.json"},
    };
    files_t *t = *state;
    size_t i, k;

    for (i = 0; i < sizeof(books) / sizeof(books[0]); i++) {
        for (k = 0; k < KINDS; k++) {
            ROW("%s as %s", books[i].catalog, kinds[k]);
            goes_there_and_back(t, books[i].catalog, "en",
                                project_file(t, books[i].file), k);
        }
    }
}

/* A translation takes its advice from the first language. */
static void every_language_goes_there_and_back(void **state)
{
    static const char *const tags[] = {"ar", "de", "fa", "he", "hi",
                                       "ja", "ko", "th", "ur", "zh-Hans"};
    files_t *t = *state;
    json_t *first = words_of(project_file(t, "conf/catalogs/standard/en.json"));
    size_t i;
    int seen = 0;

    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        const char *path =
            apr_psprintf(t->pool, "conf/catalogs/standard/%s.json", tags[i]);
        const char *code;
        json_t *want, *got, *entry;
        command_t c;

        if (access(path, R_OK) != 0) {
            continue;
        }
        ROW("%s", tags[i]);
        seen++;
        want = words_of(project_file(t, path));
        json_object_foreach(json_object_get(want, "codes"), code, entry)
        {
            json_t *retry = json_object_get(
                json_object_get(json_object_get(first, "codes"), code),
                "retry");

            if (retry != NULL) {
                json_object_set(entry, "retry", retry);
            }
        }
        c = command_run(t, "export --as openapi standard --lang %s -o $DIR/doc",
                        tags[i]);
        command_ends(&c, 0);
        got = imported(t, "--name back");
        same_words(want, got, tags[i]);
        assert_string_equal(json_string_value(json_object_get(got, "language")),
                            tags[i]);
        json_decref(got);
        json_decref(want);
    }
    assert_true(seen >= 6);
    json_decref(first);
}

static void hostile_words_go_there_and_back(void **state)
{
    files_t *t = *state;
    size_t k;

    for (k = 0; k < KINDS; k++) {
        ROW("%s", kinds[k]);
        files_put(t, "hostile.json", hostile);
        goes_there_and_back(t, "$DIR/hostile.json", "de-AT", hostile, k);
    }
    files_put(t, "odd.json", odd);
    goes_there_and_back(t, "$DIR/odd.json", "en", odd, 0);
}

/* OpenAPI says whose words they are; an option has the last word. */
static void openapi_says_name_language_and_what_it_extends(void **state)
{
    files_t *t = *state;
    json_t *got;
    command_t c;

    files_put(t, "hostile.json",
              "{\"name\": \"acme\", \"language\": \"de-AT\", \"extends\": "
              "\"cloud-core\", \"codes\": {\"404\": {\"message\": \"x\"}}}");
    c = command_run(t, "export --as openapi $DIR/hostile.json -o $DIR/doc");
    command_ends(&c, 0);
    got = imported(t, "");
    assert_string_equal(json_string_value(json_object_get(got, "name")),
                        "acme");
    assert_string_equal(json_string_value(json_object_get(got, "language")),
                        "de-AT");
    assert_string_equal(json_string_value(json_object_get(got, "extends")),
                        "cloud-core");
    json_decref(got);
    got = imported(t, "--name other --language fr --extends standard");
    assert_string_equal(json_string_value(json_object_get(got, "name")),
                        "other");
    assert_string_equal(json_string_value(json_object_get(got, "language")),
                        "fr");
    assert_string_equal(json_string_value(json_object_get(got, "extends")),
                        "standard");
    json_decref(got);

    files_put(t, "alone.json",
              "{\"name\": \"alone\", \"language\": \"en\", \"extends\": null, "
              "\"title\": \"Our <codes>\", \"codes\": {\"404\": {\"message\": "
              "\"x\"}}}");
    c = command_run(t, "export --as openapi $DIR/alone.json -o $DIR/doc");
    command_ends(&c, 0);
    got = imported(t, "");
    assert_true(json_is_null(json_object_get(got, "extends")));
    assert_string_equal(json_string_value(json_object_get(got, "title")),
                        "Our <codes>");
    json_decref(got);
    got = imported(t, "--extends standard");
    assert_string_equal(json_string_value(json_object_get(got, "extends")),
                        "standard");
    json_decref(got);
}

static void a_cell_of_csv_is_no_formula(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "hostile.json", hostile);
    c = command_run(t, "export --as csv $DIR/hostile.json");
    command_ends(&c, 0);
    pages_holds(c.out, "Status,Code,Message,Description,Retry,URL\r\n"
                       "200,,'=1+1,'@SUM(A1),,\r\n");
    pages_holds(c.out, "405,,''=x,\"'''+1\n\n'text'\",,\r\n");
    pages_holds(c.out, "429,QUOTA_EXCEEDED,Quota used up,\"Tomorrow.\n\nOr "
                       "pay.\",after,https://docs.example.com/quota\r\n");
}

static void a_cell_of_markdown_and_html_is_no_markup(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "hostile.json", hostile);
    c = command_run(t, "export --as markdown $DIR/hostile.json");
    command_ends(&c, 0);
    pages_holds(c.out, "| 400 |  | a\\|b \\\\\\| c | &lt;b&gt;no tag");
    pages_holds(c.out, "| 429 | QUOTA_EXCEEDED | Quota used up |");
    c = command_run(t, "export --as html $DIR/hostile.json");
    command_ends(&c, 0);
    pages_holds(c.out, "<html lang=\"de-AT\" dir=\"ltr\">");
    pages_holds(c.out, "<p>&lt;script&gt;</p>");
    pages_holds(c.out, "<a href=\"/docs/a?b=c&amp;d=%22#e\">");
    pages_lacks(c.out, "<script");
    pages_lacks(c.out, "<b>");
}

static void a_wrong_call_is_told(void **state)
{
    static const command_row_t rows[] = {
        {"--as pdf standard", "none of openapi, markdown, html and csv"},
        {"--as csv", "name one catalogue"},
        {"--as csv a b", "name one catalogue"},
        {"--as csv standard --theme card", "--as goes with --lang"},
        {"--as csv standard --formats html", "--as goes with --lang"},
        {"--as csv standard --lang tlh", "itself has no language \"tlh\""},
        {"--as csv cloud-core --lang de", "itself has no language \"de\""},
        {"$DIR/x --lang de", "name one folder"},
        {"$DIR/x -o $DIR/y", "name one folder"},
    };
    files_t *t = *state;
    command_t c;

    command_rows(t, "export", rows, sizeof(rows) / sizeof(rows[0]), 2);
    c = command_run(t, "export --as csv $DIR/none.json");
    command_ends(&c, 1);
}

static unsigned int seed = 1;

static int random_below(int limit)
{
    seed = seed * 1103515245u + 12345u;
    return (int)((seed >> 16) % (unsigned int)limit);
}

/* Any text of such pieces is shown by Markdown as it is. */
static void escaped_markdown_is_read_to_the_byte(void **state)
{
    static const char *const pieces[] = {"a",
                                         "B1",
                                         " ",
                                         "  ",
                                         "\n",
                                         "\n\n",
                                         "*",
                                         "**",
                                         "_",
                                         "`",
                                         "``",
                                         "~~",
                                         "[",
                                         "](",
                                         ")",
                                         "!",
                                         "<",
                                         "<b>",
                                         "</b>",
                                         ">",
                                         "&",
                                         "#",
                                         "# ",
                                         "-",
                                         "- ",
                                         "1. ",
                                         "---",
                                         "===",
                                         "\\",
                                         "|",
                                         "@",
                                         ":",
                                         "/",
                                         ".",
                                         "\"",
                                         "'",
                                         "=",
                                         "+",
                                         "\xC3\xA9",
                                         "&amp;",
                                         "&#32;",
                                         "<br>",
                                         "https://a.b/",
                                         "```",
                                         "\xE6\x97\xA5",
                                         "\xC2\xA0",
                                         "{{",
                                         "$x$"};
    files_t *t = *state;
    int round, i;

    for (round = 0; round < 20000; round++) {
        const char *text = "", *markdown;
        apr_pool_t *pool;

        apr_pool_create(&pool, t->pool);
        for (i = random_below(12); i >= 0; i--) {
            text = apr_pstrcat(
                pool, text,
                pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))], NULL);
        }
        markdown = sp_document_escape(text, "\\\n", "\n\n", pool);
        if (strcmp(sp_markdown_plain(markdown, NULL, pool), text) != 0) {
            fail_msg("%d: \"%s\"\nas \"%s\"\nis \"%s\"", round, text, markdown,
                     sp_markdown_plain(markdown, NULL, pool));
        }
        apr_pool_destroy(pool);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(all_six_catalogues_in_all_four_kinds),
        FILES_TEST(every_language_goes_there_and_back),
        FILES_TEST(hostile_words_go_there_and_back),
        FILES_TEST(openapi_says_name_language_and_what_it_extends),
        FILES_TEST(a_cell_of_csv_is_no_formula),
        FILES_TEST(a_cell_of_markdown_and_html_is_no_markup),
        FILES_TEST(a_wrong_call_is_told),
        FILES_TEST(escaped_markdown_is_read_to_the_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
