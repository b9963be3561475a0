/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The type of an error leads to that error's page: each code of each
 * catalogue fails for real, and what its answer names as its type is asked
 * for. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

static const char *const catalogs[] = {
    "standard",        "cloud-core",          "cloud-api",
    "cloud-classic",   "cloud-orchestration", "cloud-intl",
    "conf/alone.json", "conf/more.json"};
#define CATALOGS ((int)(sizeof(catalogs) / sizeof(catalogs[0])))

static int start(void **state)
{
    server_t *s = server_new("types");
    int i;

    server_file(s, "conf/alone.json",
                "{\"name\": \"alone\", \"language\": \"en\", \"extends\": null,"
                " \"codes\": {\"404\": {\"message\": \"Lost\", "
                "\"description\": \"It is.\"},"
                " \"455\": {\"message\": \"Tape Jammed\", \"description\": \"A "
                "pity.\"}}}\n");
    server_file(s, "conf/more.json",
                "{\"name\": \"more\", \"language\": \"en\","
                " \"extends\": \"cloud-core\","
                " \"codes\": {\"455\": {\"message\": \"Tape Jammed\", "
                "\"description\": \"A pity.\"}}}\n");
    server_conf(s, "StatusPages On\nStatusPagesLanguages en\n");
    for (i = 0; i < CATALOGS; i++) {
        server_conf(s, apr_psprintf(s->pool,
                                    "<Location /api%d>\nSetHandler sp-test\n"
                                    "StatusPagesCatalog %s\n"
                                    "StatusPagesReference /codes%d\n"
                                    "</Location>\n"
                                    "<Location /codes%d>\n"
                                    "SetHandler statuspages\n"
                                    "StatusPagesCatalog %s\n</Location>\n",
                                    i, catalogs[i], i, i, catalogs[i]));
    }
    server_conf(s, "<Location /docs>\nSetHandler sp-test\n"
                   "StatusPagesReference "
                   "\"https://docs.example.com/e?c={code}&x#{code}\"\n"
                   "</Location>\n"
                   "<Location /same>\nSetHandler sp-test\n"
                   "StatusPagesReference /codes1/{code}\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

static const char *word(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

/* The answer to a request that fails with a code. */
static json_t *fail_with(server_t *s, const char *place, int code)
{
    response_t *r = client_get(
        s, apr_psprintf(s->pool, "%s?status=%d&type=&header=X:y", place, code),
        "Accept: application/json");

    return assert_problem(r, code);
}

/* What the type leads to says what the error has said. */
static void check_page_of(server_t *s, const char *type, const json_t *problem)
{
    response_t *r = client_get(s, type, "Accept: application/json");
    json_t *root, *row;

    assert_status(r, 200);
    root = checks_keep_json(json_loadb(r->body, r->length, 0, NULL), s->pool);
    assert_int_equal(json_array_size(json_object_get(root, "codes")), 1);
    row = json_array_get(json_object_get(root, "codes"), 0);
    assert_int_equal(json_integer_value(json_object_get(row, "status")),
                     json_integer_value(json_object_get(problem, "status")));
    assert_member(row, "message", word(problem, "title"));
    assert_member(row, "url", type);
    assert_status(client_get(s, type, "Accept: text/html"), 200);
}

static void the_type_of_every_error_leads_to_its_page(void **state)
{
    server_t *s = *state;
    int found[CATALOGS] = {0}, blank[CATALOGS] = {0};
    int i, code;

    for (i = 0; i < CATALOGS; i++) {
        for (code = 400; code < 600; code++) {
            ROW("%s %d", catalogs[i], code);
            json_t *problem =
                fail_with(s, apr_psprintf(s->pool, "/api%d", i), code);
            const char *type = word(problem, "type");

            if (strcmp(type, "about:blank") == 0) {
                blank[i]++;
                continue;
            }
            found[i]++;
            check_page_of(s, type, problem);
        }
        assert_int_equal(found[i] + blank[i], 200);
    }
    for (i = 1; i < 6; i++) {
        ROW("%s", catalogs[i]);
        assert_true(found[i] >= found[0]); /* they extend standard */
    }
    assert_true(found[0] > 60);
    assert_int_equal(found[6], 2);
    assert_int_equal(found[7], found[1] + 1);
}

static void the_type_says_whether_a_code_is_documented(void **state)
{
    static const struct {
        const char *place;
        int code;
        const char *type;
    } cases[] = {
        {"/api0", 418, "/codes0/418"},
        {"/api1", 404, "/codes1/404"},
        {"/api1", 418, "/codes1/418?all"},
        {"/api1", 455, "about:blank"},
        {"/api6", 404, "/codes6/404"},
        {"/api6", 418, "about:blank"},
        {"/api7", 455, "/codes7/455"},
        {"/api7", 404, "/codes7/404?all"},
        {"/same", 404, "/codes1/404"},
        {"/docs", 404, "https://docs.example.com/e?c=404&x#404"},
        {"/docs", 455, "about:blank"},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s %d", cases[i].place, cases[i].code);
        assert_member(fail_with(s, cases[i].place, cases[i].code), "type",
                      cases[i].type);
    }
}

/* Where there is no page, no link leads to one. */
static void pages_link_to_what_is_there(void **state)
{
    server_t *s = *state;

    assert_body(client_get(s, "/api1?die=403", NULL), "href=\"/codes1/403\"");
    assert_body(client_get(s, "/api1?die=424", NULL),
                "href=\"/codes1/424?all\"");
    assert_no_body(client_get(s, "/api6?die=403", NULL), "/codes6");
    assert_body(client_get(s, "/docs?die=403", NULL),
                "href=\"https://docs.example.com/e?c=403&amp;x#403\"");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(the_type_of_every_error_leads_to_its_page),
        TEST(the_type_says_whether_a_code_is_documented),
        TEST(pages_link_to_what_is_there),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
