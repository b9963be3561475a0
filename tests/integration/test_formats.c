/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which format goes out over the wire: every row of tests/cases/accept.tsv, and
 * what Vary says about it. Whether the formats are sound is in test_bodies.c.
 */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

#ifndef SP_SOURCE
#define SP_SOURCE "."
#endif

#define COLUMNS 6 /* who, Accept, Sec-Fetch-Dest, offered, format, type */
#define ALL "html json xml text markdown"
#define MOST_LISTS 100

typedef struct row_t {
    char *column[COLUMNS];
    int place; /* its offered formats stand in <Location /pN> */
} row_t;

static apr_array_header_t *rows;
static const char *lists[MOST_LISTS];
static int list_count;

/* The number of the location with these offered formats. */
static int place_of(const char *offered)
{
    int i = 0;

    while (i < list_count && strcmp(lists[i], offered) != 0) {
        i++;
    }
    if (i == list_count) {
        if (list_count == MOST_LISTS) {
            text_die("accept.tsv has too many lists of formats");
        }
        lists[list_count++] = offered;
    }
    return i;
}

static void read_rows(apr_pool_t *pool)
{
    char *rest = text_read(pool, SP_SOURCE "/tests/cases/accept.tsv", NULL);
    char *line;

    rows = apr_array_make(pool, 100, sizeof(row_t));
    while ((line = strsep(&rest, "\n")) != NULL) {
        row_t row;
        int i;

        if (*line == '#' || *line == '\0') {
            continue;
        }
        for (i = 0; i < COLUMNS; i++) {
            row.column[i] = strsep(&line, "\t");
            if (row.column[i] == NULL) {
                text_die("accept.tsv: a row has %d columns", i);
            }
        }
        row.place =
            place_of(strcmp(row.column[3], "all") == 0 ? ALL : row.column[3]);
        APR_ARRAY_PUSH(rows, row_t) = row;
    }
}

static int start(void **state)
{
    server_t *s = server_new("formats");
    int i;

    server_conf(s, "StatusPages On\nLimitRequestFieldSize 65000\n"
                   "<Location /one>\nStatusPagesFormats json\n"
                   "StatusPagesLanguages en\n</Location>\n"
                   "<Location /monolingual>\nStatusPagesLanguages en\n"
                   "</Location>\n");
    read_rows(s->pool);
    for (i = 0; i < list_count; i++) {
        server_conf(s, apr_psprintf(s->pool,
                                    "<Location /p%d>\nStatusPagesFormats %s\n"
                                    "</Location>\n",
                                    i, lists[i]));
    }
    server_start(s);
    *state = s;
    return 0;
}

static const char *header_if(apr_pool_t *pool, const char *name,
                             const char *value)
{
    return strcmp(value, "(none)") == 0
               ? ""
               : apr_pstrcat(pool, name, ": ", value, "\r\n", NULL);
}

/* Raw, because libcurl would not send an empty Accept. */
static response_t *ask(server_t *s, const row_t *row)
{
    return wire_exchange(
        s,
        apr_pstrcat(s->pool, "GET /p", apr_itoa(s->pool, row->place),
                    "/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n",
                    header_if(s->pool, "Accept", row->column[1]),
                    header_if(s->pool, "Sec-Fetch-Dest", row->column[2]),
                    "\r\n", NULL),
        0);
}

static void every_client_of_the_table_gets_its_format(void **state)
{
    server_t *s = *state;
    int i;

    assert_true(rows->nelts > 50);
    for (i = 0; i < rows->nelts; i++) {
        ROW("%s", APR_ARRAY_IDX(rows, i, row_t).column[0]);
        const row_t *row = &APR_ARRAY_IDX(rows, i, row_t);
        response_t *r = ask(s, row);
        const char *type = response_header(r, "Content-Type");
        size_t n = strlen(row->column[5]);

        if (type == NULL || strncmp(type, row->column[5], n) != 0 ||
            strchr(";", type[n]) == NULL) {
            print_error("%s: %s, not %s\n", row->column[0],
                        type ? type : "(none)", row->column[5]);
        }
        assert_page(r, 404);
        assert_memory_equal(type, row->column[5], n);
    }
}

static void all_formats_but_json_name_their_charset(void **state)
{
    static const char *const pairs[][2] = {
        {"text/html", "text/html; charset=utf-8"},
        {"text/plain", "text/plain; charset=utf-8"},
        {"text/markdown", "text/markdown; charset=utf-8"},
        {"application/json", "application/json"},
        {"application/problem+json", "application/problem+json"}};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        ROW("%s", pairs[i][0]);
        response_t *r = client_get(
            s, "/x", apr_pstrcat(s->pool, "Accept: ", pairs[i][0], NULL));

        assert_header(r, "Content-Type", pairs[i][1]);
    }
}

static void vary_names_what_was_looked_at(void **state)
{
    response_t *r = client_get(*state, "/x", NULL);

    assert_header_like(r, "Vary", "(^|, ?)Accept(,|$)");
    assert_header_like(r, "Vary", "(^|, ?)Accept-Language(,|$)");
    assert_header_like(r, "Vary", "(^|, ?)Sec-Fetch-Dest(,|$)");
    assert_int_equal(response_header_count(r, "Vary"), 1);
}

static void vary_does_not_name_what_does_not_matter(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/monolingual/x", NULL);

    assert_header_like(r, "Vary",
                       "^Accept, ?Sec-Fetch-Dest, ?Accept-Encoding$");
    /* the label of JSON is the client's own: Accept matters even there */
    r = client_get(s, "/one/x", NULL);
    assert_header_like(r, "Vary", "^Accept(,|$)");
}

static void vary_of_a_handler_is_kept(void **state)
{
    response_t *r =
        client_get(*state, "/t?status=404&header=Vary:Origin", NULL);

    assert_header_like(r, "Vary", "Origin");
    assert_header_like(r, "Vary", "Sec-Fetch-Dest");
    assert_int_equal(response_header_count(r, "Vary"), 1);
}

static void several_header_lines_are_one_list(void **state)
{
    response_t *r = wire_exchange(*state,
                                  "GET /x HTTP/1.1\r\nHost: a\r\n"
                                  "Accept: text/html;q=0.5\r\n"
                                  "Accept: text/markdown\r\n\r\n",
                                  0);

    assert_header_like(r, "Content-Type", "^text/markdown");
}

static void a_monstrous_header_takes_no_time(void **state)
{
    server_t *s = *state;
    char *accept = apr_palloc(s->pool, 60010);
    response_t *r;
    size_t i;

    for (i = 0; i + 6 < 60000; i += 6) {
        memcpy(accept + i, "a/b,;,", 6);
    }
    strcpy(accept + i, "text/xml");
    r = client_get(s, "/x", apr_pstrcat(s->pool, "Accept: ", accept, NULL));
    assert_page(r, 404);
    assert_header_like(r, "Content-Type", "^text/xml");
    assert_within(r, 500);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_client_of_the_table_gets_its_format),
        TEST(all_formats_but_json_name_their_charset),
        TEST(vary_names_what_was_looked_at),
        TEST(vary_does_not_name_what_does_not_matter),
        TEST(vary_of_a_handler_is_kept),
        TEST(several_header_lines_are_one_list),
        TEST(a_monstrous_header_takes_no_time),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
