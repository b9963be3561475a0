/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which format, by the table tests/cases/accept.tsv, and whether gzip.
 * Languages are in test_negotiate_language.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "negotiate/negotiate.h"

#define CASES "tests/cases/accept.tsv"
/* Examples that came with the design, in the developers' own place; the last
 * part of the table above has rows for all of them. */
#define EXAMPLES "../shared/accept-examples.tsv"

/* Cut a line at its tabs. Returns how many fields there are. */
static int split(char *line, char **fields, int max)
{
    int count = 0;

    line[strcspn(line, "\n")] = '\0';
    while (line != NULL && count < max) {
        fields[count++] = line;
        line = strchr(line, '\t');
        if (line != NULL) {
            *line++ = '\0';
        }
    }
    return count;
}

static const char *header(const char *field)
{
    return strcmp(field, "(none)") == 0 ? NULL : field;
}

/* The formats that a list names, "all" being all in their own order. */
static int read_offered(const char *list, sp_format_t *offered)
{
    char copy[80];
    char *name;
    int count = 0;

    snprintf(copy, sizeof(copy), "%s",
             strcmp(list, "all") ? list : "html json xml text markdown");
    for (name = strtok(copy, " "); name; name = strtok(NULL, " ")) {
        if (!sp_format_find(name, &offered[count++])) {
            fail_msg("no format is called '%s'", name);
        }
    }
    return count;
}

static sp_format_choice_t choose(const char *accept, const char *dest,
                                 const char *list)
{
    sp_format_t offered[SP_FORMAT_COUNT];
    int count = read_offered(list, offered);

    return sp_negotiate_format(header(accept), header(dest), offered, count);
}

static void check(const char *who, const char *accept, const char *dest,
                  const char *list, const char *format)
{
    const char *got = sp_format_info(choose(accept, dest, list).format)->name;

    if (strcmp(got, format) != 0) {
        fail_msg("%s: \"%s\" (%s) of %s gave %s, not %s", who, accept, dest,
                 list, got, format);
    }
}

static void every_request_of_the_table_gets_its_format(void **state)
{
    FILE *file = fopen(CASES, "r");
    char line[512];
    char *f[6];
    int rows = 0;

    if (file == NULL) {
        fail_msg("%s is not there: run from the top folder", CASES);
    }
    while (fgets(line, sizeof(line), file)) {
        ROW("%.*s", (int)strcspn(line, "\n"), line);
        const char *type;

        if (*line == '#') {
            continue;
        }
        if (split(line, f, 6) != 6) {
            fail_msg("%s: '%s' has not six columns", CASES, f[0]);
        }
        check(f[0], f[1], f[2], f[3], f[4]);
        type = choose(f[1], f[2], f[3]).type;
        if (strncmp(type, f[5], strlen(f[5])) ||
            (type[strlen(f[5])] != ';' && type[strlen(f[5])] != '\0')) {
            fail_msg("%s: sent as %s, not %s", f[0], type, f[5]);
        }
        rows++;
    }
    fclose(file);
    assert_true(rows >= 160);
}

static void the_examples_of_the_design_hold(void **state)
{
    FILE *file = fopen(EXAMPLES, "r");
    char line[512];
    char *f[4];

    assert_non_null(file);
    while (fgets(line, sizeof(line), file)) {
        ROW("%.*s", (int)strcspn(line, "\n"), line);
        if (*line == '#') {
            continue;
        }
        assert_int_equal(split(line, f, 4), 4);
        check(f[0], f[1], "(none)", "all", f[2]);
        check(f[0], f[1], "(none)", "html json xml text", f[2]);
        check(f[0], f[1], "(none)", "text html json xml markdown", f[3]);
        check(f[0], f[1], "(none)", "text html json xml", f[3]);
    }
    fclose(file);
}

static void every_label_but_json_names_its_charset(void **state)
{
    static const struct {
        const char *accept;
        const char *type;
    } cases[] = {
        {"text/html", "text/html; charset=utf-8"},
        {"application/xhtml+xml", "text/html; charset=utf-8"},
        {"application/json", "application/json"},
        {"application/problem+json", "application/problem+json"},
        {"application/xml", "application/xml; charset=utf-8"},
        {"text/xml", "text/xml; charset=utf-8"},
        {"application/problem+xml", "application/problem+xml; charset=utf-8"},
        {"text/plain", "text/plain; charset=utf-8"},
        {"text/markdown", "text/markdown; charset=utf-8"},
        {"image/png", "text/plain; charset=utf-8"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].accept);
        assert_string_equal(choose(cases[i].accept, "(none)", "all").type,
                            cases[i].type);
    }
}

/* A type with a character in it that HTTP forbids asks for nothing at all; one
 * that we don't know asks for something else, which gets plain text. */
static void a_name_is_made_of_what_http_allows(void **state)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    int c;

    for (c = 1; c < 256; c++) {
        int good = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                   (c >= 'a' && c <= 'z') || strchr(others, c) != NULL;
        char accept[32];
        const char *type;

        if (strchr(" \t,;", c) != NULL) {
            continue; /* ends the name */
        }
        snprintf(accept, sizeof(accept), "image/p%cg", c);
        type = choose(accept, "(none)", "json text").type;
        if (good != (strncmp(type, "text/plain", 10) == 0)) {
            fail_msg("\"%s\" gave %s", accept, type);
        }
        snprintf(accept, sizeof(accept), "im%cge/png", c);
        type = choose(accept, "(none)", "json text").type;
        if (good != (strncmp(type, "text/plain", 10) == 0)) {
            fail_msg("\"%s\" gave %s", accept, type);
        }
    }
}

static unsigned int random_state = 7;
static unsigned int random_below(unsigned int n)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 8) % n;
}

static void make_header(char *text, const char *const *pieces, size_t count)
{
    unsigned int n = random_below(12);

    *text = '\0';
    while (n-- > 0) {
        strcat(text, pieces[random_below((unsigned int)count)]);
    }
}

/* Whatever comes in, the answer is one of the offered formats; and where only
 * one is offered, it is that. */
static void noise_gets_an_offered_format(void **state)
{
    static const char *const pieces[] = {"text/html",
                                         "text/",
                                         "application/json",
                                         "*/*",
                                         "*",
                                         "/",
                                         ",",
                                         ";",
                                         "q=",
                                         "0",
                                         "0.5",
                                         "\"",
                                         "\\",
                                         "image/png",
                                         "+xml",
                                         "+json",
                                         " ",
                                         "\t",
                                         "application/",
                                         "=",
                                         "text/markdown",
                                         "\xFF",
                                         "text/xml",
                                         ";q=0,"};
    const size_t count = sizeof(pieces) / sizeof(pieces[0]);
    static const char *const dests[] = {"(none)", "image", "document", ";", ""};
    char accept[512];
    int round;

    for (round = 0; round < 50000; round++) {
        ROW("round %d", round);
        const char *dest = dests[random_below(5)];
        sp_format_t only = (sp_format_t)random_below(SP_FORMAT_COUNT);
        sp_format_choice_t choice;

        make_header(accept, pieces, count);
        choice = choose(accept, dest, "json xml");
        assert_true(choice.format == SP_FORMAT_JSON ||
                    choice.format == SP_FORMAT_XML);
        assert_non_null(choice.type);
        choice = sp_negotiate_format(accept, header(dest), &only, 1);
        assert_int_equal(choice.format, only);
    }
}

/* Once a format has won for good, the rest of the header isn't read. That must
 * make no difference: the same ranges with q=0.999 for 1 are read to the end
 * and have the same answer. */
static void an_early_end_gives_the_same_answer(void **state)
{
    static const char *const ranges[] = {"text/html",
                                         "application/xhtml+xml",
                                         "application/json",
                                         "application/problem+json",
                                         "application/xml",
                                         "text/plain",
                                         "text/markdown",
                                         "text/*",
                                         "application/*",
                                         "*/*",
                                         "image/png",
                                         "text/html;q=0",
                                         "application/json;q=0.5",
                                         "text/plain;q=0"};
    char whole[1024];
    char less[1024];
    int round;

    for (round = 0; round < 50000; round++) {
        ROW("round %d", round);
        int n = 1 + (int)random_below(6);
        sp_format_choice_t a;
        sp_format_choice_t b;

        whole[0] = less[0] = '\0';
        while (n-- > 0) {
            const char *range =
                ranges[random_below(sizeof(ranges) / sizeof(ranges[0]))];

            strcat(strcat(whole, range), ",");
            strcat(strcat(less, range), strchr(range, ';') ? "," : ";q=0.999,");
        }
        a = choose(whole, "(none)", "all");
        b = choose(less, "(none)", "all");
        if (a.format != b.format || a.type != b.type) {
            fail_msg("\"%s\" gave %s, but \"%s\" gave %s", whole, a.type, less,
                     b.type);
        }
    }
}

static void long_headers_take_linear_time(void **state)
{
    static const char *const pieces[] = {
        ",", ";", "a/b,", "a;q=\"\\\"", "\"", "=\"", "text/html;q=0.1,", "/"};
    const size_t len = 4 * 1000 * 1000;
    char *text = malloc(len + 32);
    size_t i;

    for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        ROW("%s", pieces[i]);
        size_t step = strlen(pieces[i]);
        size_t at;

        for (at = 0; at < len; at += step) {
            memcpy(text + at, pieces[i], step + 1);
        }
        assert_non_null(choose(text, "(none)", "all").type);
        sp_negotiate_gzip(text);
    }
    free(text);
}

static void gzip_is_used_where_it_is_liked(void **state)
{
    static const struct {
        const char *accept_encoding;
        int gzip;
    } cases[] = {
        {NULL, 0},
        {"", 0},
        {"gzip, deflate, br, zstd", 1},
        {"gzip", 1},
        {"x-gzip", 1},
        {"GZip", 1},
        {"deflate, br", 0},
        {"identity", 0},
        {"gzip;q=0", 0},
        {"gzip;q=0.000, *", 0},
        {"gzip;q=0, x-gzip", 0},
        {"x-gzip;q=0", 0},
        {"gzip;q=0, gzip", 0}, /* who refuses once has refused */
        {"gzip, gzip;q=0", 0},
        {"gzip;q=0.1, gzip", 1},
        {"gzip;q=0.001", 1},
        {"gzip;q=0.5", 1},
        {"gzip;q=0.5, identity", 0},
        {"identity, gzip;q=0.5", 0},
        {"gzip;q=0.5, identity;q=0.5", 1},
        {"gzip, identity", 1},
        {"gzip, identity;q=0", 1},
        {"identity;q=0.5, gzip;q=0.4", 0},
        {"*", 1},
        {"*;q=0.5", 1},
        {"*;q=0", 0},
        {"identity;q=0, *", 1},
        {"identity;q=0, *;q=0.1", 1},
        {"identity, *;q=0.1", 0},
        {"gzip;q=0.5, *", 0}, /* "*" is identity, too */
        {"gzip;q=0.1, identity;q=0, *", 1},
        {"x-gzip;q=0, *", 0},
        {"gzip;q=0.1, identity;q=0.2, *", 0},
        {"deflate, gzip;q=1.0, *;q=0.5", 1},
        {"br;q=1, gzip;q=0.8, *;q=0.1", 1},
        {"gzip;q=0.1, gzip;q=0.9, identity;q=0.5", 1},
        {"gzip;q=bad", 1},
        {"gzipped", 0},
        {"gzi", 0},
        {",,gzip ; q=0.3,,", 1},
        {"\"gzip\"", 0},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].accept_encoding);
        if (sp_negotiate_gzip(cases[i].accept_encoding) != cases[i].gzip) {
            fail_msg("\"%s\" should give %d", cases[i].accept_encoding,
                     cases[i].gzip);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_of_the_table_gets_its_format),
        cmocka_unit_test(the_examples_of_the_design_hold),
        cmocka_unit_test(every_label_but_json_names_its_charset),
        cmocka_unit_test(a_name_is_made_of_what_http_allows),
        cmocka_unit_test(noise_gets_an_offered_format),
        cmocka_unit_test(an_early_end_gives_the_same_answer),
        cmocka_unit_test(long_headers_take_linear_time),
        cmocka_unit_test(gzip_is_used_where_it_is_liked),
    };

    rows_additional("the_examples_of_the_design_hold", EXAMPLES);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
