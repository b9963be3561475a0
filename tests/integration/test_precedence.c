/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whose word counts on our headers: every verb of mod_headers against every
 * one of them, on errors that httpd makes and on those of handlers. Beyond
 * the verb's own effect nothing may change, and nothing is there twice. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static const char *const names[] = {"X-Content-Type-Options", "X-Robots-Tag",
                                    "Content-Security-Policy", "Cache-Control",
                                    "Content-Language"};

#define NAMES (sizeof(names) / sizeof(names[0]))
#define MINE "max-age=7"

/* What is left of one of ours: %s is its own value; NULL: nothing. */
typedef struct verb_t {
    const char *directive; /* %s is the header's name */
    const char *left;
} verb_t;

static const verb_t always[] = {
    {"Header always set %s " MINE, MINE},
    {"Header always append %s " MINE, "%s, " MINE},
    {"Header always merge %s " MINE, "%s, " MINE},
    {"Header always edit %s ^.*$ " MINE, MINE},
    {"Header always edit %s ^ " MINE ";", MINE ";%s"},
    {"Header always edit %s \"^nothing like it$\" no", "%s"},
    {"Header always setifempty %s " MINE, "%s"},
    {"Header always unset %s", NULL},
};

static const verb_t plain[] = {
    {"Header set %s " MINE, MINE},
    {"Header append %s " MINE, "%s, " MINE},
    {"Header merge %s " MINE, "%s, " MINE},
    {"Header edit %s ^.*$ " MINE, MINE},
    {"Header edit %s ^ " MINE ";", MINE ";%s"},
    {"Header edit %s \"^nothing like it$\" no", "%s"},
    {"Header setifempty %s " MINE, "%s"},
    {"Header unset %s", NULL},
};

/* Where both kinds speak of one header, "always" has the last word. */
static const verb_t both[] = {
    {"Header set %s other\nHeader always set %s " MINE, MINE},
    {"Header always set %s " MINE "\nHeader set %s other", MINE},
    {"Header unset %s\nHeader always set %s " MINE, MINE},
    {"Header unset %s\nHeader always unset %s", NULL},
};

#define ROWS(table) (sizeof(table) / sizeof(table[0]))

/* A place for each verb and header: /KIND/ROW/HEADER/. */
static void add_places(server_t *s, const char *kind, const verb_t *rows,
                       size_t count)
{
    size_t i, k;

    for (i = 0; i < count; i++) {
        for (k = 0; k < NAMES; k++) {
            server_conf(s, apr_psprintf(s->pool, "<Location /%s/%d/%d/>", kind,
                                        (int)i, (int)k));
            server_conf(s, apr_psprintf(s->pool, rows[i].directive, names[k],
                                        names[k]));
            server_conf(s, "</Location>");
        }
    }
}

static int start(void **state)
{
    server_t *s = server_new("precedence");

    server_modules(s, "headers alias cgid http2");
    server_script(s, "cgi-bin/empty",
                  "#!/bin/sh\n"
                  "printf 'Status: 404 Not Found\\n\\n'\n");
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "RedirectMatch 404 /gone$\n"
                   "ScriptAliasMatch /cgi/(.*)$ @ROOT@/cgi-bin/$1\n"
                   "<LocationMatch /t$>\nSetHandler sp-test\n"
                   "</LocationMatch>");
    add_places(s, "always", always, ROWS(always));
    add_places(s, "plain", plain, ROWS(plain));
    add_places(s, "both", both, ROWS(both));
    server_conf(s, "<Location /idiom/>\n"
                   "Header onsuccess unset X-Robots-Tag\n"
                   "Header always set X-Robots-Tag none\n"
                   "</Location>");
    server_start(s);
    *state = s;
    return 0;
}

/* Says what is wrong; NULL where the response is as it should be. */
static const char *wrong(server_t *s, const response_t *r, const response_t *as,
                         size_t changed, const char *left)
{
    size_t i;

    if (r->fault != NULL || r->status != 404 ||
        strstr(r->body, "404") == NULL) {
        return "is no page for 404";
    }
    for (i = 0; i < NAMES; i++) {
        const char *ours = response_header(as, names[i]);
        const char *want = i != changed   ? ours
                           : left == NULL ? NULL
                                          : apr_psprintf(s->pool, left, ours);
        const char *is = response_header_all(r, s->pool, names[i]);

        if (response_header_count(r, names[i]) > 1) {
            return apr_psprintf(s->pool, "doubles %s: %s", names[i], is);
        }
        if (want == NULL ? is != NULL : is == NULL || strcmp(is, want) != 0) {
            return apr_psprintf(s->pool, "has %s: %s instead of %s", names[i],
                                is ? is : "(none)", want ? want : "(none)");
        }
    }
    return NULL;
}

/* Every row and header at one kind of error; @a effect: 0 where the verbs are
 * to change nothing. */
static void check_all(server_t *s, const char *kind, const verb_t *rows,
                      size_t count, const char *error, int effect)
{
    response_t *as = client_get(s, apr_pstrcat(s->pool, "/", error, NULL), "");
    int faults = 0;
    size_t i, k;

    assert_page(as, 404);
    for (i = 0; i < count; i++) {
        for (k = 0; k < NAMES; k++) {
            const char *path = apr_psprintf(s->pool, "/%s/%d/%d/%s", kind,
                                            (int)i, (int)k, error);
            const char *fault = wrong(s, client_get(s, path, ""), as, k,
                                      effect ? rows[i].left : "%s");

            if (fault != NULL) {
                faults++;
                print_error("%s: \"%s\" with %s %s\n", error, rows[i].directive,
                            names[k], fault);
            }
        }
    }
    assert_int_equal(faults, 0);
}

#define CHECK(rows, error, effect)                                             \
    check_all(*state, #rows, rows, ROWS(rows), error, effect)

static void always_is_heard_on_httpd_s_errors(void **state)
{
    CHECK(always, "gone", 1);
}

static void always_is_heard_where_a_handler_returns_a_code(void **state)
{
    CHECK(always, "t?die=404", 1);
}

static void always_is_heard_where_a_body_was_replaced(void **state)
{
    CHECK(always, "t?status=404&body=x", 1);
}

static void always_is_heard_where_a_handler_wrote_no_body(void **state)
{
    CHECK(always, "t?empty404", 1);
}

static void always_is_heard_on_a_script_s_error(void **state)
{
    CHECK(always, "cgi/empty", 1);
}

static void plain_verbs_are_heard_where_a_body_was_replaced(void **state)
{
    CHECK(plain, "t?status=404&body=x", 1);
}

static void plain_verbs_are_heard_where_a_handler_wrote_no_body(void **state)
{
    CHECK(plain, "t?empty404", 1);
}

static void plain_verbs_are_heard_on_a_script_s_error(void **state)
{
    CHECK(plain, "cgi/empty", 1);
}

/* So httpd has it: for its own errors mod_headers applies "always" alone. */
static void plain_verbs_change_nothing_on_httpd_s_errors(void **state)
{
    CHECK(plain, "gone", 0);
    CHECK(plain, "t?die=404", 0);
}

static void of_both_kinds_always_has_the_last_word(void **state)
{
    CHECK(both, "gone", 1);
    CHECK(both, "t?status=404&body=x", 1);
}

/* The usual way to have a header once, whoever else has set it. */
static void unset_and_always_set_are_an_idiom(void **state)
{
    static const char *const errors[] = {
        "/idiom/gone", "/idiom/t?die=404", "/idiom/t?status=404&body=x",
        "/idiom/t?empty404", "/idiom/cgi/empty"};
    size_t i;

    for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        ROW("%s", errors[i]);
        response_t *r = client_get(*state, errors[i], "");

        assert_status(r, 404);
        assert_header(r, "X-Robots-Tag", "none");
        assert_header(r, "X-Content-Type-Options", "nosniff");
    }
}

/* What its application has set is there before ours would be: one of them
 * goes out, and a verb is heard on it. */
static void an_application_s_own_is_changed_too(void **state)
{
    static const char *const errors[] = {
        "t?status=404&body=x&header=X-Robots-Tag:all",
        "t?status=404&body=x&err=X-Robots-Tag:all"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", errors[i]);
        response_t *r = client_get(
            s, apr_pstrcat(s->pool, "/always/0/1/", errors[i], NULL), "");

        assert_header(r, "X-Robots-Tag", MINE);
        r = client_get(s, apr_pstrcat(s->pool, "/plain/0/1/", errors[i], NULL),
                       "");
        assert_header(r, "X-Robots-Tag", MINE);
        assert_header(r, "X-Content-Type-Options", "nosniff");
    }
}

static void it_is_the_same_over_http_2(void **state)
{
    static const char *const paths[] = {
        "/always/2/3/gone", "/always/2/3/t?empty404", "/plain/2/3/t?empty404"};
    request_t q = {0};
    size_t i;

    q.http = 20;
    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        response_t *r;

        q.path = paths[i];
        r = client_send(*state, &q);
        assert_page(r, 404);
        assert_header(r, "Cache-Control", "no-store, " MINE);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(always_is_heard_on_httpd_s_errors),
        TEST(always_is_heard_where_a_handler_returns_a_code),
        TEST(always_is_heard_where_a_body_was_replaced),
        TEST(always_is_heard_where_a_handler_wrote_no_body),
        TEST(always_is_heard_on_a_script_s_error),
        TEST(plain_verbs_are_heard_where_a_body_was_replaced),
        TEST(plain_verbs_are_heard_where_a_handler_wrote_no_body),
        TEST(plain_verbs_are_heard_on_a_script_s_error),
        TEST(plain_verbs_change_nothing_on_httpd_s_errors),
        TEST(of_both_kinds_always_has_the_last_word),
        TEST(unset_and_always_set_are_an_idiom),
        TEST(an_application_s_own_is_changed_too),
        TEST(it_is_the_same_over_http_2),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
