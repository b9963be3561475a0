/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Problems in the reference over the wire: their rows, their pages, that the
 * type of an error leads to them, and the gallery that shows them. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

#define QUOTA "QUOTA_EXCEEDED"

static int start(void **state)
{
    server_t *s = server_new("problems");

    server_file(s, "conf/below.json",
                "{\"name\": \"below\", \"language\": \"en\", \"problems\": {"
                "\"OLD_ONE\": {\"status\": 410, \"message\": \"Gone away\","
                " \"description\": \"It was old.\"}}}\n");
    server_file(
        s, "conf/acme/en.json",
        apr_psprintf(
            s->pool,
            "{\"name\": \"acme\", \"language\": \"en\","
            " \"extends\": \"%s\", \"title\": \"Acme errors\","
            " \"codes\": {\"429\": {\"message\": \"Slow down\"}},"
            " \"problems\": {"
            "\"" QUOTA "\": {\"status\": 429, \"message\": \"Quota <used>\","
            " \"description\": \"No more & no less.\", \"retry\": \"after\","
            " \"url\": \"https://docs.example.com/quota\"},"
            "\"Taken\": {\"status\": 409, \"message\": \"Seat taken\","
            " \"description\": \"Take another.\"}}}\n",
            server_path(s, "conf/below.json")));
    server_file(s, "conf/acme/de.json",
                "{\"name\": \"acme\", \"language\": \"de\","
                " \"title\": \"Fehler von Acme\","
                " \"codes\": {\"429\": {\"message\": \"Langsamer\"}},"
                " \"problems\": {\"" QUOTA "\": {\"message\": \"Verbraucht\","
                " \"description\": \"Nichts mehr.\"}}}\n");
    server_conf(s, "StatusPages On\nStatusPagesGallery On\n"
                   "StatusPagesLanguages en de\n"
                   "StatusPagesCatalog conf/acme\n"
                   "StatusPagesReference /status\n"
                   "<Location /status>\nSetHandler statuspages\n</Location>\n"
                   "<Location /standard>\nSetHandler statuspages\n"
                   "StatusPagesCatalog standard\n</Location>\n"
                   "<Location /api>\nSetHandler sp-test\n</Location>\n"
                   "<Location /example>\nSetHandler sp-test\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

static response_t *ask(void **state, const char *path, const char *headers)
{
    response_t *r = client_get(*state, path, headers);

    assert_status(r, 200);
    assert_none_doubled(r);
    return r;
}

static json_t *problems_of(void **state, const char *path, const char *language)
{
    server_t *s = *state;
    response_t *r = ask(state, path,
                        apr_pstrcat(s->pool,
                                    "Accept: application/json\n"
                                    "Accept-Language: ",
                                    language, NULL));
    json_t *root = json_loadb(r->body, r->length, JSON_REJECT_DUPLICATES, NULL);

    return json_object_get(checks_keep_json(root, s->pool), "problems");
}

static void the_table_has_them_below_their_status(void **state)
{
    response_t *r = ask(state, "/status", "Accept-Language: en");
    const char *code = strstr(r->body, "<tr id=\"429\">");
    const char *quota = strstr(r->body, "<tr id=\"" QUOTA "\">");

    assert_non_null(code);
    assert_non_null(quota);
    assert_true(code < quota);
    assert_int_equal(text_count(r->body, "<tr id="), 3);
    assert_int_equal(text_count(r->body, "<table id="), 1);
    assert_body(r, "<a href=\"/status/" QUOTA "\"><bdi>" QUOTA "</bdi></a>");
    assert_body(r, "<a href=\"/status/Taken\">");
    assert_body(r, "Quota &lt;used&gt;");
    assert_body(r, "<a href=\"https://docs.example.com/quota\">");
    assert_no_body(r, "OLD_ONE");
    r = ask(state, "/status?all", "Accept-Language: de");
    assert_body(r, "<a href=\"/status/OLD_ONE?all\">");
    assert_body(r, "Verbraucht");
}

static void json_has_a_list_of_them(void **state)
{
    json_t *all = problems_of(state, "/status", "de");
    json_t *quota = json_array_get(all, 1);

    assert_int_equal(json_array_size(all), 2);
    assert_member(json_array_get(all, 0), "code", "Taken");
    assert_member(quota, "code", QUOTA);
    assert_int_equal(json_integer_value(json_object_get(quota, "status")), 429);
    assert_member(quota, "message", "Verbraucht");
    assert_member(quota, "description", "Nichts mehr.");
    assert_member(quota, "retry", "after");
    assert_member(quota, "language", "de");
    assert_member(quota, "documentation", "https://docs.example.com/quota");
    assert_member(quota, "url", "/status/" QUOTA);
    assert_int_equal(json_array_size(problems_of(state, "/status?all", "en")),
                     3);
    assert_int_equal(json_array_size(problems_of(state, "/status/429", "en")),
                     1);
    assert_int_equal(json_array_size(problems_of(state, "/standard", "en")), 0);
}

static void one_problem_has_a_page(void **state)
{
    response_t *r = ask(state, "/status/" QUOTA, "Accept-Language: de");

    assert_body(r, "<title>429 Verbraucht – Fehler von Acme</title>");
    assert_body(r, "content=\"429 " QUOTA " Verbraucht: Nichts mehr.\"");
    assert_body(r, "<h1><b>429</b> <span class=\"message\">Verbraucht</span>");
    assert_body(r, QUOTA "</bdi></dd>");
    assert_no_body(r, "<table");
    assert_no_body(r, "Langsamer");
    r = ask(state, "/status/429", "Accept-Language: de");
    assert_body(r, "<span class=\"message\">Langsamer</span></h1>");
    assert_body(r, "<a href=\"/status/" QUOTA "\">");
    assert_int_equal(text_count(r->body, "<h1>"), 1);
    assert_no_body(r, "Taken");
    assert_member(json_array_get(problems_of(state, "/status/Taken", "en"), 0),
                  "message", "Seat taken");
}

static void only_its_own_name_leads_to_a_problem(void **state)
{
    static const char *const paths[] = {
        "/status/quota_exceeded", "/status/Quota_Exceeded",
        "/status/" QUOTA "S",     "/status/" QUOTA "%20",
        "/status/" QUOTA "%00x",  "/status/" QUOTA ".json",
        "/status/" QUOTA "/429",  "/status/429/" QUOTA,
        "/status/" QUOTA "//",    "/status/taken?all",
        "/status/OLD_ONE",        "/status/gallery/" QUOTA,
        "/status/%3Cscript%3E",   "/status/..%2f" QUOTA,
        "/standard/" QUOTA,       "/standard/" QUOTA "?all",
    };
    server_t *s = *state;
    response_t *r;
    size_t i;

    errorlog_allow(s->log, "AH00026: found %2f|AH10244: invalid URI path");
    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        r = client_get(s, paths[i], NULL);
        if (strcmp(paths[i], "/status/" QUOTA "//") == 0) {
            assert_status(r, 200); /* httpd merges slashes */
        }
        else {
            assert_true(r->status == 404 || r->status == 400);
            assert_no_body(r, "<script");
        }
    }
    assert_status(client_get(s, "/status/%51UOTA_EXCEEDED/", NULL), 200);
    r = client_get(s,
                   apr_pstrcat(s->pool, "/status/A",
                               memset(apr_pcalloc(s->pool, 201), 'A', 200),
                               NULL),
                   NULL);
    assert_page(r, 404);
}

static json_t *fail_with(server_t *s, int status, const char *problem)
{
    response_t *r = client_get(
        s,
        apr_psprintf(s->pool,
                     "/api?status=%d&type=&header=Status-Pages:problem%%3D%s",
                     status, problem),
        "Accept: application/json\nAccept-Language: de");

    return assert_problem(r, status);
}

static void the_type_of_a_problem_leads_to_it(void **state)
{
    static const struct {
        int status;
        const char *problem;
        const char *type;
    } cases[] = {
        {429, QUOTA, "/status/" QUOTA},
        {409, "Taken", "/status/Taken"},
        {410, "OLD_ONE", "/status/OLD_ONE?all"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].problem);
        json_t *problem = fail_with(*state, cases[i].status, cases[i].problem);
        json_t *found = problems_of(state, cases[i].type, "de");
        json_t *row = json_array_get(found, 0);

        assert_member(problem, "type", cases[i].type);
        assert_int_equal(json_array_size(found), 1);
        assert_member(row, "code", cases[i].problem);
        assert_member(problem, "code", cases[i].problem);
        assert_member(row, "message",
                      json_string_value(json_object_get(problem, "title")));
        assert_int_equal(json_integer_value(json_object_get(row, "status")),
                         cases[i].status);
    }
    assert_member(fail_with(*state, 429, QUOTA), "documentation",
                  "https://docs.example.com/quota");
}

static void the_gallery_shows_them(void **state)
{
    response_t *r =
        ask(state, "/status/gallery?code=" QUOTA "&format=json", "");

    assert_body(r, "<option value=\"" QUOTA "\" selected>429 " QUOTA
                   ": Quota &lt;used&gt;</option>");
    assert_body(r, "<option value=\"OLD_ONE\">410 OLD_ONE: Gone away");
    assert_body(r, "gallery?code=Taken&amp;format=json&amp;");
    assert_body(r, "HTTP/1.1 429 Too Many Requests");
    assert_body(r, "&quot;code&quot;: &quot;" QUOTA "&quot;,");
    assert_body(r, "&quot;type&quot;: &quot;/status/" QUOTA "&quot;,");
    r = ask(state, "/status/gallery?code=" QUOTA "&catalog=cloud-core", "");
    assert_body(r, "HTTP/1.1 404 Not Found"); /* which has none */
    assert_no_body(r, QUOTA);
    r = ask(state, "/status/gallery?code=quota_exceeded", "");
    assert_body(r, "HTTP/1.1 404 Not Found");
    r = ask(state, "/status/gallery/raw?code=" QUOTA "&format=json", "");
    assert_body(r, "\"status\": 429");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(the_table_has_them_below_their_status),
        TEST(json_has_a_list_of_them),
        TEST(one_problem_has_a_page),
        TEST(only_its_own_name_leads_to_a_problem),
        TEST(the_type_of_a_problem_leads_to_it),
        TEST(the_gallery_shows_them),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
