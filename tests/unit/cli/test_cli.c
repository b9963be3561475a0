/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The command as a user meets it: help, mistakes, an output that takes no
 * more, and "statuspages codes". The other subcommands have files of their
 * own: test_cli_render.c, test_cli_check.c. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

static void without_a_word_it_tells_what_it_can_do(void **state)
{
    static const char *const calls[] = {"", "--help", "-h", "help"};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < 4; i++) {
        ROW("%s", calls[i]);
        command_t c = command_run(t, "%s", calls[i]);
        command_ends(&c, 0);
        pages_holds(c.out, "Usage: statuspages COMMAND [OPTIONS]");
        pages_holds(c.out, "\n  render ");
        pages_holds(c.out, "\n  check ");
        pages_holds(c.out, "\n  codes ");
        pages_holds(c.out, "\n  import ");
        pages_holds(c.out, "Exit code: 0 done, 1 a fault was found, 2 wrong");
    }
}

static void each_subcommand_tells_its_options(void **state)
{
    static const struct {
        const char *call;
        const char *says[4];
    } rows[] = {
        {"render --help",
         {"Usage: statuspages render CODE", "--template", "--set",
          "retry_aft"}},
        {"render 404 --help", {"--theme", "--catalog", "--logo", "--var"}},
        {"check --help",
         {"Usage: statuspages check", "file:line:col", "Exit code 1", "PATH"}},
        {"codes --help",
         {"Usage: statuspages codes", "--languages", "--json", "--lang"}},
        {"import --help", {"Usage: statuspages import", "--", "FILE", "--"}},
    };
    files_t *t = *state;
    size_t i;
    int k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].call);
        command_t c = command_run(t, "%s", rows[i].call);
        command_ends(&c, 0);
        for (k = 0; k < 4; k++) {
            ROW("%s", rows[i].says[k]);
            pages_holds(c.out, rows[i].says[k]);
        }
    }
}

static void it_tells_its_version(void **state)
{
    command_t c = command_run(*state, "--version");

    command_ends(&c, 0);
    assert_string_equal(c.out, "statuspages " SP_VERSION "\n");
}

static void mistakes_in_the_call_end_with_2_and_a_way_on(void **state)
{
    static const struct {
        const char *call;
        const char *says;
    } rows[] = {
        {"rendr", "statuspages: there is no command \"rendr\"\nTry "
                  "\"statuspages --help\".\n"},
        {"--verbose", "there is no command \"--verbose\""},
        {"\"\"", "there is no command \"\""},
        {"codes --jsn", "statuspages codes: \"--jsn\" is not understood\nTry "
                        "\"statuspages codes --help\".\n"},
        {"codes 404", "\"404\" is not understood"},
        {"codes --catalog", "\"--catalog\" is not understood"},
        {"codes --json=1", "\"--json=1\" is not understood"},
        {"codes --lang tlh",
         "the catalogue \"standard\" has no language \"tlh\""},
        {"check --strict", "statuspages check: \"--strict\" is no option\nTry "
                           "\"statuspages check --help\".\n"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].call);
        command_t c = command_run(t, "%s", rows[i].call);
        command_ends(&c, 2);
        assert_string_equal(c.out, "");
        pages_holds(c.err, rows[i].says);
    }
}

/* A script must not take half a page for a whole one. */
static void an_output_that_takes_nothing_is_a_fault(void **state)
{
    static const char *const calls[] = {
        "codes",
        "codes --json",
        "codes --languages",
        "render 404",
        "check",
        "--help",
        "--version",
        "render --help",
        "check --help",
        "render --template $DIR/x --partials $DIR",
    };
    files_t *t = *state;
    size_t i;

    files_put(t, "x", "x");
    for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        ROW("%s", calls[i]);
        command_t c = command_run(t, "%s >/dev/full", calls[i]);
        if (c.code != 1 || c.err[0] == '\0') {
            fail_msg("%s into a full device: %d %s", calls[i], c.code, c.err);
        }
        c = command_run(t, "%s >&-", calls[i]);
        if (c.code != 1 || c.err[0] == '\0') {
            fail_msg("%s without an output: %d %s", calls[i], c.code, c.err);
        }
    }
}

static void a_reader_that_leaves_is_no_crash(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes --json | head -n 1");

    assert_int_equal(c.code, 0);
    assert_string_equal(c.out, "{\n");
}

static void codes_lists_each_code_once(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes");
    sp_appearance_t *appearance = pages_appearance(t);
    int code, rows = 0, lines = 0;
    const char *p;

    command_ends(&c, 0);
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        ROW("code %d", code);
        const sp_entry_t *e = sp_catalog_entry(appearance->catalog, code, "en");
        if (e != NULL) {
            pages_holds(c.out,
                        apr_psprintf(t->pool, "%d  %-7s %s\n", code,
                                     sp_retry_name(e->retry), e->message));
            rows++;
        }
    }
    for (p = c.out; *p != '\0'; p++) {
        lines += *p == '\n';
    }
    assert_int_equal(lines, rows);
}

static void codes_speaks_the_language_that_is_asked_for(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes --lang DE");

    command_ends(&c, 0);
    pages_holds(c.out, "404  modify  Nicht gefunden\n");
}

static void codes_as_json_has_all_that_the_catalogue_has(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes --json --lang de");
    sp_appearance_t *appearance = pages_appearance(t);
    const char *key;
    json_t *root, *row;
    size_t rows = 0;
    int code;

    command_ends(&c, 0);
    root = pages_json(c.out, t->pool);
    json_object_foreach(root, key, row)
    {
        const sp_entry_t *e =
            sp_catalog_entry(appearance->catalog, atoi(key), "de");
        assert_string_equal(pages_member(row, "message"), e->message);
        assert_string_equal(pages_member(row, "description"), e->description);
        assert_string_equal(pages_member(row, "retry"),
                            sp_retry_name(e->retry));
        assert_string_equal(pages_member(row, "language"), e->language);
    }
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        rows += sp_catalog_entry(appearance->catalog, code, "de") != NULL;
    }
    assert_int_equal(json_object_size(root), rows);
}

static void codes_lists_the_languages_by_their_own_names(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes --languages");

    command_ends(&c, 0);
    assert_int_equal(strncmp(c.out, "en     English\n", 15), 0);
    pages_holds(c.out, "\nde     Deutsch\n");
}

static void codes_reads_catalogues_built_in_and_own(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes --catalog cloud-api");

    command_ends(&c, 0);
    pages_holds(c.out, "404  modify  NotFound\n");
    files_put(t, "own/nl.json",
              "{\"name\":\"own\",\"language\":\"nl\",\"codes\":"
              "{\"404\":{\"message\":\"Niet hier\"}}}");
    c = command_run(t, "codes --catalog $DIR/own/nl.json");
    command_ends(&c, 0);
    pages_holds(c.out, "404          Niet hier\n");
    c = command_run(t, "codes --catalog $DIR/own --languages");
    command_ends(&c, 0);
    assert_int_equal(strncmp(c.out, "nl     Nederlands\n", 18), 0);
}

static void codes_lists_problems_behind_their_code(void **state)
{
    files_t *t = *state;
    const json_t *root, *row;
    command_t c;

    files_put(t, "acme.json",
              "{\"name\":\"acme\",\"language\":\"en\",\"problems\":{"
              "\"BUSY\":{\"status\":503,\"message\":\"Busy now\"},"
              "\"QUOTA\":{\"status\":429,\"message\":\"Used up\",\"url\":"
              "\"/q\",\"retry\":\"after\"},"
              "\"RARE\":{\"status\":470,\"message\":\"Of no known code\"}}}");
    c = command_run(t, "codes --catalog $DIR/acme.json");
    command_ends(&c, 0);
    pages_holds(c.out, "\n429  after   Too Many Requests\n"
                       "429  after   QUOTA: Used up\n");
    pages_holds(c.out, "\n503          BUSY: Busy now\n504 ");
    pages_holds(c.out, "\n470          RARE: Of no known code\n");
    c = command_run(t, "codes --catalog $DIR/acme.json --json");
    command_ends(&c, 0);
    root = pages_json(c.out, t->pool);
    row = json_object_get(root, "QUOTA");
    assert_int_equal(json_integer_value(json_object_get(row, "status")), 429);
    assert_string_equal(pages_member(row, "message"), "Used up");
    assert_string_equal(pages_member(row, "retry"), "after");
    assert_string_equal(pages_member(row, "url"), "/q");
    row = json_object_get(root, "BUSY");
    assert_null(json_object_get(row, "retry"));
    assert_null(json_object_get(row, "url"));
    row = json_object_get(root, "429");
    assert_non_null(row);
    assert_null(json_object_get(row, "status"));
}

static void codes_tells_what_is_wrong_with_a_catalogue(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "codes --catalog standrad");

    command_ends(&c, 1);
    pages_holds(c.err, "statuspages: unknown catalogue \"standrad\"");
    pages_holds(c.err, "did you mean \"standard\"?");
    files_put(t, "x.json", "{\n\"name\": }");
    c = command_run(t, "codes --catalog $DIR/x.json --json");
    command_ends(&c, 1);
    assert_string_equal(c.out, "");
    pages_holds(c.err, "statuspages: DIR/x.json:2:9: not valid JSON");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(without_a_word_it_tells_what_it_can_do),
        FILES_TEST(each_subcommand_tells_its_options),
        FILES_TEST(it_tells_its_version),
        FILES_TEST(mistakes_in_the_call_end_with_2_and_a_way_on),
        FILES_TEST(an_output_that_takes_nothing_is_a_fault),
        FILES_TEST(a_reader_that_leaves_is_no_crash),
        FILES_TEST(codes_lists_each_code_once),
        FILES_TEST(codes_speaks_the_language_that_is_asked_for),
        FILES_TEST(codes_as_json_has_all_that_the_catalogue_has),
        FILES_TEST(codes_lists_the_languages_by_their_own_names),
        FILES_TEST(codes_reads_catalogues_built_in_and_own),
        FILES_TEST(codes_lists_problems_behind_their_code),
        FILES_TEST(codes_tells_what_is_wrong_with_a_catalogue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
