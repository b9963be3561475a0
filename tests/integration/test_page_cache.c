/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a child keeps of pages, as clients can tell: a page that is kept goes
 * out as gzip, and its Vary says so. How it is kept is a matter of the unit
 * tests. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>

/* Room for some thirty pages, of which half may be in a second language. */
static int start(void **state)
{
    server_t *s = server_new("page-cache");

    server_file(s, "htdocs/first/.htaccess", "StatusPagesVar name FirstName\n");
    server_file(s, "htdocs/other/.htaccess", "StatusPagesVar name OtherName\n");
    server_one_child(s);
    server_conf(s, "StatusPages On\nStatusPagesCacheSize 200000\n"
                   "<Directory \"@ROOT@/htdocs\">\nAllowOverride FileInfo\n"
                   "</Directory>\n"
                   "<Location \"/t\">\nSetHandler sp-test\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

/* The same address and code in both: a page that was kept for one of them
 * would be found for the other, whose configuration lies where the first one's
 * lay. */
static void nothing_of_htaccess_is_kept(void **state)
{
    server_t *s = *state;
    int i;

    for (i = 0; i < 60; i++) {
        ROW("turn %d", i);
        response_t *first = client_get(s, "/first/x", "Accept-Encoding: gzip");
        response_t *other = client_get(s, "/other/x", "Accept-Encoding: gzip");

        assert_page(first, 404);
        assert_body(first, "FirstName");
        assert_no_body(first, "OtherName");
        assert_page(other, 404);
        assert_body(other, "OtherName");
        assert_header_like(other, "Vary",
                           "^Accept, *Sec-Fetch-Dest, *"
                           "Accept-Language$");
    }
}

static int is_kept(void **state, int code, const char *language)
{
    server_t *s = *state;
    response_t *r = client_get(
        s, apr_psprintf(s->pool, "/t?die=%d", code),
        apr_psprintf(s->pool, "Accept: text/html\nAccept-Language: %s",
                     language));

    assert_page(r, code);
    return text_matches(response_header(r, "Vary"), "Accept-Encoding");
}

static void no_language_but_the_first_takes_all_the_room(void **state)
{
    static const char *const tags[] = {"de", "fr", "ar", "ja"};
    int kept = 0;
    size_t i;
    int code;

    for (i = 0; i < 4; i++) {
        ROW("%s", tags[i]);
        for (code = 400; code <= 410; code++) {
            ROW("%d", code);
            kept += is_kept(state, code, tags[i]);
        }
    }
    assert_in_range(kept, 5, 20);
    assert_false(is_kept(state, 429, "de"));
    for (code = 403; code <= 406; code++) {
        ROW("%d", code);
        assert_true(is_kept(state, code, "en"));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_of_htaccess_is_kept),
        TEST(no_language_but_the_first_takes_all_the_room),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
