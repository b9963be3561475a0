/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The examples of the documents, read by httpd itself: each block of apache
 * configuration alone, and each line that conf/statuspages.conf offers to
 * uncomment. Knows nothing of what the directives do. */
#include "rows.h"
#include "checks.h"
#include "markdown.h"

#include <apr_strings.h>
#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A block of JSON in conf/README.md, by its heading and what it holds. */
static const char *json_example(apr_pool_t *pool, const char *heading,
                                const char *word)
{
    const apr_array_header_t *all = markdown_blocks(pool, "conf/README.md");
    int i;

    for (i = 0; i < all->nelts; i++) {
        const block_t *b = &APR_ARRAY_IDX(all, i, block_t);

        if (strcmp(b->kind, "json") == 0 && strcmp(b->heading, heading) == 0 &&
            strstr(b->text, word) != NULL) {
            return b->text;
        }
    }
    print_error("conf/README.md: %s: no JSON with %s\n", heading, word);
    exit(1);
}

/* The files that the examples name: the catalogue is the document's own, so
 * that who copies one and the other has what fits. */
static void add_files(server_t *s)
{
    static const char page[] = "<!doctype html>\n<p>{{status}}\n";

    server_file(s, "conf/pages/maintenance.html", page);
    server_file(s, "conf/pages/lost.html", page);
    server_file(s, "conf/pages/short.txt", "{{status}}\n");
    server_file(s, "conf/mytheme/page.html", page);
    server_file(s, "conf/acme.json",
                json_example(s->pool, "Catalogue files", "\"problems\""));
    server_file(s, "conf/logo.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
}

/* A server that never runs, with the modules that examples may want; ours is
 * for the example to load. */
static int prepare(void **state)
{
    server_t *s = server_new_plain("docs");

    server_modules(s, "headers alias rewrite setenvif env mime dir filter "
                      "deflate expires proxy proxy_http proxy_fcgi cgid "
                      "authn_core authn_file authz_core authz_host authz_user "
                      "auth_basic");
    add_files(s);
    *state = s;
    return 0;
}

static const char *load_line(server_t *s)
{
    const char *path = getenv("SP_MODULE");

    return apr_psprintf(s->pool, "LoadModule statuspages_module \"%s\"\n",
                        path ? path : SP_BUILD "/mod_statuspages.so");
}

/* Its own LoadModule line gets the path of the module under test; where it
 * has none, one is put before it. */
static const char *with_module(server_t *s, const char *example)
{
    const char *line = strstr(example, "LoadModule statuspages_module");

    if (line == NULL) {
        return apr_pstrcat(s->pool, load_line(s), example, NULL);
    }
    return apr_pstrcat(
        s->pool, apr_pstrndup(s->pool, example, (apr_size_t)(line - example)),
        load_line(s), line + strcspn(line, "\n"), NULL);
}

/* Returns 1 where httpd takes it; says where it stands if not. */
static int is_accepted(server_t *s, const char *example, const char *file,
                       int line)
{
    result_t result;

    server_conf_clear(s);
    server_conf(s, with_module(s, example));
    result = server_check(s);
    if (result.exit == 0 && strstr(result.text, "Syntax OK") != NULL) {
        return 1;
    }
    print_error("%s:%d: httpd does not take this:\n%s-- it says:\n%s\n", file,
                line, example, result.text);
    return 0;
}

/* Every block of a document; returns how many there are, and counts those
 * that are refused. */
static int check_blocks(server_t *s, const char *file, int *refused)
{
    const apr_array_header_t *all = markdown_blocks(s->pool, file);
    int i, blocks = 0;

    for (i = 0; i < all->nelts; i++) {
        const block_t *b = &APR_ARRAY_IDX(all, i, block_t);

        if (strcmp(b->kind, "apache") == 0) {
            blocks++;
            *refused += !is_accepted(s, b->text, file, b->line);
        }
    }
    return blocks;
}

static void every_example_of_the_documents_is_accepted(void **state)
{
    static const struct {
        const char *file;
        int least; /* so many blocks must be found */
    } files[] = {
        {"conf/README.md", 15}, {"README.md", 3}, {"templates/README.md", 7}};
    int refused = 0;
    size_t i;

    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        ROW("%s", files[i].file);
        int blocks = check_blocks(*state, files[i].file, &refused);

        if (blocks < files[i].least) {
            print_error("%s: %d blocks were found\n", files[i].file, blocks);
        }
        assert_true(blocks >= files[i].least);
    }
    assert_int_equal(refused, 0);
}

#define SAMPLE "conf/statuspages.conf"

static void the_sample_is_accepted_as_it_is(void **state)
{
    server_t *s = *state;
    const char *text = markdown_read(s->pool, SAMPLE);

    assert_true(text_matches(text, "StatusPages On"));
    assert_true(is_accepted(s, text, SAMPLE, 1));
    text = markdown_read(s->pool, "conf/statuspages.load");
    assert_true(text_matches(text, "LoadModule statuspages_module"));
    assert_true(is_accepted(s, text, "conf/statuspages.load", 1));
}

/* Prose has a blank behind its sign, a directive has none; lines of a section
 * are set in by several. */
static int is_offered(const char *line, int in_section)
{
    return line[0] == '#' &&
           (in_section || isupper((unsigned char)line[1]) || line[1] == '<');
}

/* Each directive or section that is commented out, uncommented alone, with
 * all else as it stands. Returns how many there are. */
static int uncomment_each(server_t *s, const char *text, int *refused)
{
    char *rest = apr_pstrdup(s->pool, text), *line;
    const char *example = "";
    int offers = 0, number = 0, from = 0, section = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        number++;
        if (!is_offered(line, section)) {
            continue;
        }
        if (!section) {
            example = text;
            from = number;
        }
        section = section ? strncmp(line, "#</", 3) != 0 : line[1] == '<';
        example = apr_pstrcat(s->pool, example, line + 1, "\n", NULL);
        if (!section) {
            offers++;
            *refused += !is_accepted(s, example, SAMPLE, from);
        }
    }
    return offers;
}

static void every_line_of_the_sample_can_be_uncommented(void **state)
{
    server_t *s = *state;
    int refused = 0;
    int offers = uncomment_each(s, markdown_read(s->pool, SAMPLE), &refused);

    if (offers < 20) {
        print_error(SAMPLE ": %d directives were found\n", offers);
    }
    assert_true(offers >= 20);
    assert_int_equal(refused, 0);
}

/* Nobody should find out that two examples can't stand together. */
static void the_whole_sample_can_be_uncommented(void **state)
{
    server_t *s = *state;
    char *rest = markdown_read(s->pool, SAMPLE), *line;
    const char *all = "";
    int section = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        int offered = is_offered(line, section);

        if (offered) {
            section = section ? strncmp(line, "#</", 3) != 0 : line[1] == '<';
        }
        all = apr_pstrcat(s->pool, all, line + offered, "\n", NULL);
    }
    assert_true(is_accepted(s, all, SAMPLE, 1));
}

/* It is read in an editor: no mark-up of the document that it came from. */
static void the_sample_is_plain_text(void **state)
{
    char *rest = markdown_read(((server_t *)*state)->pool, SAMPLE), *line;

    while ((line = strsep(&rest, "\n")) != NULL) {
        ROW("%s", line);
        assert_false(text_matches(line, "`|\\]\\(|\\|.*\\||\\*\\*|</?[a-z]"));
        assert_true(strlen(line) < 80);
    }
}

/* What an API answers is what the catalogue says that stands beside it. */
static void the_answer_shown_is_the_catalogues(void **state)
{
    static const char *const names[][2] = {{"status", "status"},
                                           {"message", "title"},
                                           {"description", "detail"},
                                           {"retry", "retry"},
                                           {"url", "documentation"}};
    apr_pool_t *pool = ((server_t *)*state)->pool;
    json_t *catalog = json_loads(
        json_example(pool, "Catalogue files", "\"problems\""), 0, NULL);
    json_t *answer = json_loads(
        json_example(pool, "Problem types", "\"instance\""), 0, NULL);
    const json_t *problem =
        json_object_get(json_object_get(catalog, "problems"),
                        json_string_value(json_object_get(answer, "code")));
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i][0]);
        const json_t *said = json_object_get(problem, names[i][0]);

        assert_non_null(said);
        assert_true(json_equal(said, json_object_get(answer, names[i][1])));
    }
    json_decref(catalog);
    json_decref(answer);
}

/* And this test would notice. */
static void what_is_wrong_is_refused(void **state)
{
    server_t *s = *state;

    server_conf_clear(s);
    server_conf(s, with_module(s, "StatusPagesTheme conf/nothing\n"));
    assert_int_not_equal(server_check(s).exit, 0);
    server_conf_clear(s);
    server_conf(s, "StatusPages On\n");
    assert_int_not_equal(server_check(s).exit, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_of_the_documents_is_accepted),
        cmocka_unit_test(the_sample_is_accepted_as_it_is),
        cmocka_unit_test(every_line_of_the_sample_can_be_uncommented),
        cmocka_unit_test(the_whole_sample_can_be_uncommented),
        cmocka_unit_test(the_sample_is_plain_text),
        cmocka_unit_test(the_answer_shown_is_the_catalogues),
        cmocka_unit_test(what_is_wrong_is_refused),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, prepare, NULL));
}
