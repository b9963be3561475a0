/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Problems in the reference: below their status for people, in a list of
 * their own for programs, and only those that the document has. */
#include "rows.h"
#include "pages_helper.h"

#include "page/page.h"

static const char below[] =
    "{\"name\":\"below\",\"language\":\"en\",\"problems\":{"
    "\"OLD\":{\"status\":429,\"message\":\"Old\"},"
    "\"GONE\":{\"status\":410,\"message\":\"Gone\"}}}";
static const char own[] =
    "{\"name\":\"own\",\"language\":\"en\",\"extends\":\"below.json\","
    "\"codes\":{\"429\":{\"message\":\"Slow\"},\"404\":{\"message\":\"Lost\"}},"
    "\"problems\":{"
    "\"Z_LAST\":{\"status\":503,\"message\":\"Closed\"},"
    "\"QUOTA_EXCEEDED\":{\"status\":429,\"message\":\"Used up\","
    "\"description\":\"Wait.\",\"retry\":\"after\",\"url\":\"/docs/quota\"},"
    "\"A_FIRST\":{\"status\":429,\"message\":\"Fast\"}}}";

/* The default appearance with that catalogue, and a page of the test's own. */
static sp_appearance_t *look_with(files_t *t, const char *html)
{
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme = NULL;
    sp_appearance_t *appearance;
    const char *path;

    files_put(t, "theme/reference.html", html);
    files_put(t, "below.json", below);
    files_put(t, "own.json", own);
    path = apr_pstrcat(t->pool, t->folder, "/theme", NULL);
    if (sp_loaded_theme(loaded, &theme, path, path, &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    appearance =
        sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
    path = apr_pstrcat(t->pool, t->folder, "/own.json", NULL);
    if (sp_loaded_catalog(loaded, &appearance->catalog, path, path, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return appearance;
}

/* "": the whole table. */
static const char *make(files_t *t, const sp_appearance_t *appearance,
                        const char *id, int json, int all)
{
    sp_page_t *page = NULL;
    sp_reference_t asked = {
        .base = "/s", .json = json, .language = "en", .all = all};

    asked.code = sp_code_parse(id);
    if (asked.code == 0 && *id != '\0') {
        asked.code = sp_catalog_problem(appearance->catalog, id);
        assert_int_not_equal(asked.code, 0);
    }
    if (sp_reference_make(&page, appearance, &asked, t->pool, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return pages_fill(page, NULL, t->pool);
}

static void problems_stand_below_their_status(void **state)
{
    static const char *const cases[][2] = {
        {"", "[4xx 404 429 #QUOTA_EXCEEDED #A_FIRST][5xx #Z_LAST]"},
        {"429", "[4xx 429]"},
        {"404", "[4xx 404]"},
        {"A_FIRST", "[4xx #A_FIRST]"},
        {"Z_LAST", "[5xx #Z_LAST]"},
    };
    files_t *t = *state;
    sp_appearance_t *appearance =
        look_with(t, "{{#classes}}[{{class}}{{#codes}} {{#problem}}#{{problem}}"
                     "{{/problem}}{{^problem}}{{status}}{{/problem}}{{/codes}}]"
                     "{{/classes}}");
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        assert_string_equal(make(t, appearance, cases[i][0], 0, 0),
                            cases[i][1]);
    }
}

static void programs_have_a_list_of_them(void **state)
{
    static const char *const cases[][2] = {
        {"", "404 429;|QUOTA_EXCEEDED A_FIRST Z_LAST;"},
        {"429", "429;|QUOTA_EXCEEDED A_FIRST;"},
        {"404", "404;|"},
        {"Z_LAST", "|Z_LAST;"},
    };
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(
        t, "{{#codes}}{{anchor}}{{#last}};{{/last}}{{^last}} {{/last}}"
           "{{/codes}}|{{#problems}}{{problem}}{{#last}};{{/last}}{{^last}} "
           "{{/last}}{{/problems}}");
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        assert_string_equal(make(t, appearance, cases[i][0], 0, 0),
                            cases[i][1]);
    }
}

static void a_problem_as_json_says_all_that_is_known(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(t, "x");
    json_t *root =
        pages_json(make(t, appearance, "QUOTA_EXCEEDED", 1, 0), t->pool);
    json_t *row = json_array_get(json_object_get(root, "problems"), 0);

    assert_int_equal(json_array_size(json_object_get(root, "problems")), 1);
    assert_int_equal(json_array_size(json_object_get(root, "codes")), 0);
    assert_int_equal(json_integer_value(json_object_get(row, "status")), 429);
    assert_string_equal(pages_member(row, "code"), "QUOTA_EXCEEDED");
    assert_string_equal(pages_member(row, "message"), "Used up");
    assert_string_equal(pages_member(row, "description"), "Wait.");
    assert_string_equal(pages_member(row, "retry"), "after");
    assert_string_equal(pages_member(row, "documentation"), "/docs/quota");
    assert_string_equal(pages_member(row, "language"), "en");
    assert_string_equal(pages_member(row, "url"), "/s/QUOTA_EXCEEDED");
}

static void what_is_extended_is_there_on_request(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(t, "x");
    json_t *few = json_object_get(
        pages_json(make(t, appearance, "", 1, 0), t->pool), "problems");
    json_t *all = json_object_get(
        pages_json(make(t, appearance, "", 1, 1), t->pool), "problems");
    int old = sp_catalog_problem(appearance->catalog, "OLD");

    assert_int_equal(json_array_size(few), 3);
    assert_int_equal(json_array_size(all), 5);
    assert_string_equal(pages_member(json_array_get(all, 0), "url"),
                        "/s/GONE?all");
    assert_false(sp_reference_has(appearance, old, 0));
    assert_true(sp_reference_has(appearance, old, 1));
    assert_false(sp_reference_has(appearance, 0, 1));
    appearance->reference = "/s/";
    assert_string_equal(sp_appearance_reference(appearance, old, t->pool),
                        "/s/OLD?all");
    appearance->reference = "https://docs.example.com/#{code}";
    assert_string_equal(sp_appearance_reference(appearance, old, t->pool),
                        "https://docs.example.com/#OLD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(problems_stand_below_their_status),
        FILES_TEST(programs_have_a_list_of_them),
        FILES_TEST(a_problem_as_json_says_all_that_is_known),
        FILES_TEST(what_is_extended_is_there_on_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
