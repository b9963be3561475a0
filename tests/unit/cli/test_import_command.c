/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages import" as people call it: exit codes, files, what it says.
 * Runs the command that was built beside this test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <apr_general.h>
#include <apr_strings.h>
#include <jansson.h>

#include "rows.h"
#include "base/file.h"
#include "import/import.h"

#define CASES "tests/cases/import/"

static const char *command; /* build/statuspages */
static char folder[] = "/tmp/sp-import-XXXXXX";

typedef struct run_t {
    int code;
    const char *out;
    const char *err;
} run_t;

static int setup(void **state)
{
    apr_pool_t *pool;

    assert_int_equal(apr_pool_create(&pool, NULL), APR_SUCCESS);
    *state = pool;
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

/* A file of the test's own folder. */
static const char *own(apr_pool_t *pool, const char *name)
{
    return apr_pstrcat(pool, folder, "/", name, NULL);
}

static const char *slurp(apr_pool_t *pool, const char *path)
{
    const char *text = "";
    apr_size_t len;

    sp_file_read(path, &text, &len, pool, NULL);
    return text;
}

static void spill(apr_pool_t *pool, const char *name, const char *text)
{
    FILE *f = fopen(own(pool, name), "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* Run it with @a words; "@" in them stands for the test's folder. */
static run_t run(apr_pool_t *pool, const char *words)
{
    const char *line = apr_pstrcat(pool, command, " import ", NULL), *at;
    run_t r;
    int status;

    for (; (at = strchr(words, '@')) != NULL; words = at + 1) {
        line = apr_pstrcat(
            pool, line, apr_pstrmemdup(pool, words, (apr_size_t)(at - words)),
            folder, NULL);
    }
    line = apr_pstrcat(pool, line, words, " >", own(pool, "out"), " 2>",
                       own(pool, "err"), NULL);
    status = system(line);
    assert_true(WIFEXITED(status));
    r.code = WEXITSTATUS(status);
    r.out = slurp(pool, own(pool, "out"));
    r.err = slurp(pool, own(pool, "err"));
    print_message("%s: %d\n", line, r.code);
    return r;
}

static void assert_says(const char *text, const char *words)
{
    if (strstr(text, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", text, words);
    }
}

/* A member of the catalogue that was written. */
static const char *member(apr_pool_t *pool, const char *json, const char *name)
{
    json_error_t fault;
    json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &fault);
    const char *value;

    if (root == NULL) {
        fail_msg("line %d: %s", fault.line, fault.text);
    }
    value = apr_pstrdup(pool, json_string_value(json_object_get(root, name)));
    json_decref(root);
    return value;
}

static void the_catalogue_is_the_output_and_the_report_is_not(void **state)
{
    run_t r = run(*state, CASES "shared-lines/input.txt");

    assert_int_equal(r.code, 0);
    assert_string_equal(member(*state, r.out, "name"), "input");
    assert_string_equal(member(*state, r.out, "language"), "en");
    assert_string_equal(member(*state, r.out, "extends"), "standard");
    assert_says(r.out, "\"Request Entity Too Large\"");
    assert_says(r.err, "input.txt, read as plain text: 11 codes from 100 to "
                       "505.\n");
    assert_says(r.err, "line 1: left out: 300 KiB\n");
    assert_says(r.err, "line 39: please look: 404 is also sent");
    assert_says(r.err, "StatusPagesCatalog ");
}

static void options_say_what_the_document_can_not(void **state)
{
    run_t r = run(*state, "--name harbour --language de --extends cloud-core "
                          "- <" CASES "csv-semicolons/input.csv");

    assert_int_equal(r.code, 0);
    assert_string_equal(member(*state, r.out, "name"), "harbour");
    assert_string_equal(member(*state, r.out, "language"), "de");
    assert_string_equal(member(*state, r.out, "extends"), "cloud-core");
    assert_says(r.err, "standard input, read as CSV: 2 codes");
    assert_says(r.err, "come from \"cloud-core\"");
    r = run(*state, "- <" CASES "csv-semicolons/input.csv");
    assert_string_equal(member(*state, r.out, "name"), "imported");
}

static void a_file_is_written_over_only_by_force(void **state)
{
    const char *text;
    run_t r;

    r = run(*state, CASES "csv-quoted/input.csv --output @/a.json");
    assert_int_equal(r.code, 0);
    assert_string_equal(r.out, "");
    assert_says(r.err, "1 without a description");
    assert_says(r.err, apr_psprintf(*state, "StatusPagesCatalog \"%s/a.json\"",
                                    folder));
    text = slurp(*state, own(*state, "a.json"));
    assert_says(text, "\"Conflict\"");
    r = run(*state, CASES "csv-semicolons/input.csv --output @/a.json");
    assert_int_equal(r.code, 1);
    assert_says(r.err, "a.json: exists; --force writes over it");
    assert_string_equal(slurp(*state, own(*state, "a.json")), text);
    r = run(*state, CASES "csv-semicolons/input.csv --force --output @/a.json");
    assert_int_equal(r.code, 0);
    assert_says(slurp(*state, own(*state, "a.json")), "Low tide; wait.");
}

static void the_document_itself_is_never_written_over(void **state)
{
    run_t r;

    spill(*state, "doc.txt", "404 Not Found No ship.\n");
    r = run(*state, "--force --output @/doc.txt @/doc.txt");
    assert_int_equal(r.code, 1);
    assert_says(r.err, "is the document itself");
    assert_string_equal(slurp(*state, own(*state, "doc.txt")),
                        "404 Not Found No ship.\n");
}

static void what_is_unclear_is_written_without_only_if_lenient(void **state)
{
    run_t r =
        run(*state, CASES "rows-that-are-unclear/input.txt --output @/u.json");

    assert_int_equal(r.code, 1);
    assert_says(r.err, "line 3: not understood: 420 (no message on the line "
                       "after the code)\n");
    assert_says(r.err, "2 rows could not be understood, so nothing was "
                       "written");
    assert_int_not_equal(access(own(*state, "u.json"), F_OK), 0);
    r = run(*state, CASES "rows-that-are-unclear/input.txt --lenient");
    assert_int_equal(r.code, 0);
    assert_says(r.err, "2 rows could not be understood and are missing.\n");
    assert_says(r.out, "\"421\"");
    assert_null(strstr(r.out, "\"420\""));
}

static void faults_name_the_file_and_the_line(void **state)
{
    static const struct {
        const char *words;
        const char *says;
    } cases[] = {
        {CASES "duplicate-in-text/input.txt",
         "input.txt:15: code 404 is here again, after line 3; "},
        {CASES "latin-1/input.txt", "input.txt:2:30: byte 0xDF is not UTF-8"},
        {CASES "empty/input.txt", "input.txt:1: is empty"},
        {CASES "html/input.txt", "input.txt:1: is HTML"},
        {"@/missing.txt", "missing.txt: cannot be read: No such file"},
        {CASES, "is a folder; name one document"},
        {"--output @/no/a.json " CASES "csv-quoted/input.csv",
         "no/a.json: cannot be written: No such file"},
        {"--extends cloud-cor " CASES "csv-quoted/input.csv", "cloud-core"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].words);
        run_t r = run(*state, cases[i].words);

        assert_int_equal(r.code, 1);
        assert_string_equal(r.out, "");
        assert_says(r.err, cases[i].says);
    }
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
    const char *bare = command;
    size_t i;

    for (i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
        ROW("%s", noises[i]);
        run_t r;

        command = apr_pstrcat(*state, noises[i], bare, NULL);
        r = run(*state, "-");
        command = bare;
        assert_int_equal(r.code, 1);
        assert_string_equal(r.out, "");
        assert_says(r.err, says[i]);
    }
}

static void a_wrong_call_is_said_to_be_one(void **state)
{
    static const struct {
        const char *words;
        const char *says;
    } cases[] = {
        {"", "FILE is missing"},
        {"a b", "only one FILE"},
        {"--colour a", "\"--colour\" is not understood"},
        {"--name 'a b' x.txt", "\"a b\" can't be a catalogue's name"},
        {"--name '' x.txt", "\"\" can't be a catalogue's name"},
        {"--language english! x.txt", "\"english!\" is not a language tag"},
        {"standard.txt", "a catalogue named \"standard\" can't extend itself"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].words);
        run_t r = run(*state, cases[i].words);

        assert_int_equal(r.code, 2);
        assert_says(r.err, cases[i].says);
        assert_says(r.err, "statuspages import --help");
    }
}

static void help_tells_how_to_keep_document_and_server_in_step(void **state)
{
    run_t r = run(*state, "--help");

    assert_int_equal(r.code, 0);
    assert_string_equal(r.err, "");
    assert_says(r.out, "--lenient");
    assert_says(r.out, "statuspages check codes.json");
    assert_says(r.out, "StatusPagesCatalog /path/to/codes.json");
    assert_says(r.out, "CI");
    assert_says(r.out, apr_psprintf(*state, "at most %d MB",
                                    SP_IMPORT_MAX / 1024 / 1024));
}

static void what_was_imported_passes_the_check(void **state)
{
    run_t r = run(*state, CASES "markdown-tables/input.md --output @/m.json");
    const char *line;

    assert_int_equal(r.code, 0);
    line = apr_pstrcat(*state, command, " check ", own(*state, "m.json"), " >",
                       own(*state, "out"), NULL);
    assert_int_equal(system(line), 0);
}

static void find_command(const char *self)
{
    static char path[4096];
    const char *slash = strrchr(self, '/');

    snprintf(path, sizeof(path), "%.*s/../../statuspages",
             slash ? (int)(slash - self) : 1, slash ? self : ".");
    command = path;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_catalogue_is_the_output_and_the_report_is_not, setup, teardown),
        cmocka_unit_test_setup_teardown(options_say_what_the_document_can_not,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_written_over_only_by_force,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_document_itself_is_never_written_over, setup, teardown),
        cmocka_unit_test_setup_teardown(
            what_is_unclear_is_written_without_only_if_lenient, setup,
            teardown),
        cmocka_unit_test_setup_teardown(faults_name_the_file_and_the_line,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(fifty_megabytes_of_noise_are_refused,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_wrong_call_is_said_to_be_one, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            help_tells_how_to_keep_document_and_server_in_step, setup,
            teardown),
        cmocka_unit_test_setup_teardown(what_was_imported_passes_the_check,
                                        setup, teardown),
    };
    const char *names[] = {"out", "err", "a.json", "m.json", "doc.txt"};
    apr_pool_t *pool;
    size_t i;
    int failed;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    find_command(argv[0]);
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        unlink(own(pool, names[i]));
    }
    rmdir(folder);
    apr_pool_destroy(pool);
    apr_terminate();
    return failed;
}
