/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages import" as people call it: exit codes, files, what it says.
 * Runs the command that was built beside this test. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

#include "base/file.h"
#include "import/import.h"

#define CASES "tests/cases/import/"

static void the_catalogue_is_the_output_and_the_report_is_not(void **state)
{
    files_t *t = *state;
    command_t r = command_run(t, "import " CASES "shared-lines/input.txt");

    assert_int_equal(r.code, 0);
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "name"),
                        "input");
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "language"),
                        "en");
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "extends"),
                        "standard");
    pages_holds(r.out, "\"Request Entity Too Large\"");
    pages_holds(r.err, "input.txt, read as plain text: 11 codes from 100 to "
                       "505.\n");
    pages_holds(r.err, "line 1: left out: 300 KiB\n");
    pages_holds(r.err, "line 39: please look: 404 is also sent");
    pages_holds(r.err, "StatusPagesCatalog ");
}

static void options_say_what_the_document_can_not(void **state)
{
    files_t *t = *state;
    command_t r = command_run(
        t, "import --name harbour --language de --extends cloud-core "
           "- <" CASES "csv-semicolons/input.csv");

    assert_int_equal(r.code, 0);
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "name"),
                        "harbour");
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "language"),
                        "de");
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "extends"),
                        "cloud-core");
    pages_holds(r.err, "standard input, read as CSV: 2 codes");
    pages_holds(r.err, "come from \"cloud-core\"");
    r = command_run(t, "import - <" CASES "csv-semicolons/input.csv");
    assert_string_equal(pages_member(pages_json(r.out, t->pool), "name"),
                        "imported");
}

static void a_file_is_written_over_only_by_force(void **state)
{
    files_t *t = *state;
    const char *text;
    command_t r;

    r = command_run(t, "import " CASES
                       "csv-quoted/input.csv --output $DIR/a.json");
    assert_int_equal(r.code, 0);
    assert_string_equal(r.out, "");
    pages_holds(r.err, "1 without a description");
    pages_holds(r.err, "StatusPagesCatalog \"/");
    pages_holds(r.err, "/DIR/a.json\"");
    text = command_output(t, "a.json");
    pages_holds(text, "\"Conflict\"");
    r = command_run(t, "import " CASES
                       "csv-semicolons/input.csv --output $DIR/a.json");
    assert_int_equal(r.code, 1);
    pages_holds(r.err, "a.json: exists; --force writes over it");
    assert_string_equal(command_output(t, "a.json"), text);
    r = command_run(t, "import " CASES
                       "csv-semicolons/input.csv --force --output $DIR/a.json");
    assert_int_equal(r.code, 0);
    pages_holds(command_output(t, "a.json"), "Low tide; wait.");
}

static void the_document_itself_is_never_written_over(void **state)
{
    files_t *t = *state;
    command_t r;

    files_put(t, "doc.txt", "404 Not Found No ship.\n");
    r = command_run(t, "import --force --output $DIR/doc.txt $DIR/doc.txt");
    assert_int_equal(r.code, 1);
    pages_holds(r.err, "is the document itself");
    assert_string_equal(command_output(t, "doc.txt"),
                        "404 Not Found No ship.\n");
}

static void what_is_unclear_is_written_without_only_if_lenient(void **state)
{
    files_t *t = *state;
    command_t r =
        command_run(t, "import " CASES
                       "rows-that-are-unclear/input.txt --output $DIR/u.json");

    assert_int_equal(r.code, 1);
    pages_holds(r.err, "line 3: not understood: 420 (no message on the line "
                       "after the code)\n");
    pages_holds(r.err, "2 rows could not be understood, so nothing was "
                       "written");
    assert_int_not_equal(access(files_path(t, "u.json"), F_OK), 0);
    r = command_run(t, "import " CASES
                       "rows-that-are-unclear/input.txt --lenient");
    assert_int_equal(r.code, 0);
    pages_holds(r.err, "2 rows could not be understood and are missing.\n");
    pages_holds(r.out, "\"421\"");
    assert_null(strstr(r.out, "\"420\""));
}

static void faults_name_the_file_and_the_line(void **state)
{
    static const command_row_t rows[] = {
        {CASES "duplicate-in-text/input.txt",
         "input.txt:15: code 404 is here again, after line 3; "},
        {CASES "latin-1/input.txt", "input.txt:2:30: byte 0xDF is not UTF-8"},
        {CASES "empty/input.txt", "input.txt:1: is empty"},
        {CASES "html/input.txt", "input.txt: no table, list or heading"},
        {"$DIR/missing.txt", "missing.txt: cannot be read: No such file"},
        {CASES, "is a folder; name one document"},
        {"--output $DIR/no/a.json " CASES "csv-quoted/input.csv",
         "no/a.json: cannot be written: No such file"},
        {"--extends cloud-cor " CASES "csv-quoted/input.csv", "cloud-core"},
    };
    files_t *t = *state;
    command_rows(t, "import", rows, sizeof(rows) / sizeof(rows[0]), 1);
}

static void fifty_megabytes_of_noise_are_refused(void **state)
{
    static const char *const noises[] = {
        "yes 'noise without an end' | head -c 52428800 | ",
        "yes '404 Not Found Something' | head -c 52428800 | ",
        "head -c 52428800 /dev/zero | ",
        "head -c 52428800 /dev/urandom | ",
    };
    static const char *const says[] = {"input:399458: here it passes 8 MB",
                                       "input:349526: here it passes 8 MB",
                                       "input:1:1: holds a NUL byte",
                                       "standard input:"};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
        ROW("%d", (int)i);
        command_t r = command_shell(
            t, apr_pstrcat(t->pool, noises[i], "\"$SP_RUN\" import -", NULL));

        assert_int_equal(r.code, 1);
        assert_string_equal(r.out, "");
        pages_holds(r.err, says[i]);
    }
}

static void a_wrong_call_is_said_to_be_one(void **state)
{
    static const command_row_t rows[] = {
        {"", "FILE is missing"},
        {"a b", "only one FILE"},
        {"--colour a", "\"--colour\" is not understood"},
        {"--name 'a b' x.txt", "\"a b\" can't be a catalogue's name"},
        {"--name '' x.txt", "\"\" can't be a catalogue's name"},
        {"--language english! x.txt", "\"english!\" is not a language tag"},
        {"standard.txt", "a catalogue named \"standard\" can't extend itself"},
    };
    files_t *t = *state;
    command_rows(t, "import", rows, sizeof(rows) / sizeof(rows[0]), 2);
}

static void help_tells_how_to_keep_document_and_server_in_step(void **state)
{
    files_t *t = *state;
    command_t r = command_run(t, "import --help");

    assert_int_equal(r.code, 0);
    assert_string_equal(r.err, "");
    pages_holds(r.out, "--lenient");
    pages_holds(r.out, "statuspages check codes.json");
    pages_holds(r.out, "StatusPagesCatalog /path/to/codes.json");
    pages_holds(r.out, "CI");
    pages_holds(r.out, apr_psprintf(t->pool, "at most %d MB",
                                    SP_IMPORT_MAX / 1024 / 1024));
}

static void what_was_imported_passes_the_check(void **state)
{
    files_t *t = *state;
    command_t r = command_run(
        t, "import " CASES "markdown-tables/input.md --output $DIR/m.json");

    assert_int_equal(r.code, 0);
    r = command_run(t, "check $DIR/m.json");
    command_ends(&r, 0);
}

/* The example of conf/README.md below a heading, its lines up to the blank or
 * the fence. */
static const char *recipe(const files_t *t)
{
    const char *text, *start, *end;
    apr_size_t len;

    assert_int_equal(sp_file_read("conf/README.md", &text, &len, t->pool, NULL),
                     0);
    start = strstr(text, "\nstatuspages import docs/status-codes.md");
    assert_non_null(start);
    end = strstr(start, "\nhttpd -t");
    assert_non_null(end);
    return apr_pstrmemdup(t->pool, start, (apr_size_t)(end - start));
}

static command_t run_recipe(files_t *t)
{
    return command_shell(
        t, apr_pstrcat(t->pool,
                       "(run=$(readlink -f \"$SP_RUN\"); cd $DIR/site && "
                       "statuspages() { \"$run\" \"$@\"; }; set -e\n",
                       recipe(t), "\n)", NULL));
}

/* As CI runs it: nothing differs, then the document does. */
static void the_recipe_for_ci_keeps_what_was_added_by_hand(void **state)
{
    files_t *t = *state;
    command_t r;

    files_put(t, "site/docs/status-codes.md",
              "| Code | Message | Description |\n|---|---|---|\n"
              "| 404 | Not Found | No such ship. |\n"
              "| 409 | Conflict | Two ships. |\n");
    files_put(t, "site/conf/acme.json",
              "{\n  \"name\": \"acme\",\n  \"language\": \"en\",\n"
              "  \"extends\": \"cloud-core\",\n"
              "  \"codes\": {\n    \"404\": {\n"
              "      \"message\": \"Not Found\",\n"
              "      \"description\": \"No such ship.\",\n"
              "      \"retry\": \"later\",\n"
              "      \"url\": \"https://acme.example/404\"\n    },\n"
              "    \"409\": {\n      \"message\": \"Conflict\",\n"
              "      \"description\": \"Two ships.\"\n    }\n  }\n}\n");
    r = command_shell(t, "cd $DIR/site && git init -q . && git add . && "
                         "git -c user.name=x -c user.email=x@example.org "
                         "commit -qm x");
    assert_int_equal(r.code, 0);
    r = run_recipe(t);
    if (r.code != 0) {
        fail_msg("%s%s", r.out, r.err);
    }
    files_put(t, "site/docs/status-codes.md",
              "| Code | Message | Description |\n|---|---|---|\n"
              "| 404 | Not Found | No such boat. Do not repeat it. |\n");
    r = run_recipe(t);
    assert_int_equal(r.code, 1);
    pages_holds(r.out, "+      \"description\": \"No such boat.");
    pages_holds(r.out, "       \"url\": \"https://acme.example/404\"");
    pages_holds(r.err, "409: is gone, the document lacks it");
    pages_holds(r.err, "404: its retry stays \"later\"; the document's words "
                       "would say \"modify\"");
    pages_holds(command_output(t, "site/conf/acme.json"), "cloud-core");
}

static void two_languages_are_two_files(void **state)
{
    files_t *t = *state;
    command_t r =
        command_run(t, "import " CASES "html-docusaurus-table/input.html");

    assert_int_equal(r.code, 1);
    pages_holds(r.err, "has words in 2 languages; --output FOLDER");
    r = command_run(t, "import --name acme --output $DIR/acme " CASES
                       "html-docusaurus-table/input.html");
    assert_int_equal(r.code, 0);
    pages_holds(command_output(t, "acme/en.json"), "\"No Pilot\"");
    pages_holds(command_output(t, "acme/de.json"), "\"Kein Lotse\"");
    r = command_run(t, "check $DIR/acme");
    command_ends(&r, 0);
}

static void a_part_is_chosen_by_its_number_or_heading(void **state)
{
    files_t *t = *state;
    command_t r = command_run(t, "import " CASES "html-two-tables/input.html");

    assert_int_equal(r.code, 1);
    pages_holds(r.err, "--table N or --section");
    r = command_run(t, "import --table 2 " CASES "html-two-tables/input.html");
    assert_int_equal(r.code, 0);
    pages_holds(r.out, "Missing Ship");
    r = command_run(t, "import --section Reading " CASES
                       "html-two-tables/input.html");
    assert_int_equal(r.code, 0);
    pages_holds(r.out, "Not Found");
    r = command_run(t,
                    "import --table two " CASES "html-two-tables/input.html");
    assert_int_equal(r.code, 2);
    pages_holds(r.err, "\"two\" is no number of a table");
}

static void own_codes_pass_the_check(void **state)
{
    files_t *t = *state;
    command_t r = command_run(
        t, "import " CASES "markdown-own-codes/input.md --output $DIR/p.json");

    assert_int_equal(r.code, 0);
    pages_holds(command_output(t, "p.json"), "\"QUOTA_EXCEEDED\"");
    r = command_run(t, "check $DIR/p.json");
    command_ends(&r, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_recipe_for_ci_keeps_what_was_added_by_hand),
        FILES_TEST(two_languages_are_two_files),
        FILES_TEST(a_part_is_chosen_by_its_number_or_heading),
        FILES_TEST(own_codes_pass_the_check),
        FILES_TEST(the_catalogue_is_the_output_and_the_report_is_not),
        FILES_TEST(options_say_what_the_document_can_not),
        FILES_TEST(a_file_is_written_over_only_by_force),
        FILES_TEST(the_document_itself_is_never_written_over),
        FILES_TEST(what_is_unclear_is_written_without_only_if_lenient),
        FILES_TEST(faults_name_the_file_and_the_line),
        FILES_TEST(fifty_megabytes_of_noise_are_refused),
        FILES_TEST(a_wrong_call_is_said_to_be_one),
        FILES_TEST(help_tells_how_to_keep_document_and_server_in_step),
        FILES_TEST(what_was_imported_passes_the_check),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
