/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* OpenAPI as generators and people write it: the documents of
 * tests/cases/openapi, whose README.md says what is in each; what is refused;
 * and that nothing a response says is lost. */
#include "files_helper.h"
#include "rows.h"

#include <apr_lib.h>
#include <jansson.h>

#include "base/file.h"
#include "import/import.h"
#include "import/tree.h"

#define CASES "tests/cases/openapi/"

static const sp_import_t *read_text(files_t *t, const char *text)
{
    const sp_import_t *result;

    memset(&t->err, 0, sizeof(t->err));
    sp_import(&result, "api", text, strlen(text), t->pool, &t->err);
    return result;
}

static const char *read_case(files_t *t, const char *name)
{
    const char *text = NULL;
    apr_size_t len;

    if (sp_file_read(apr_pstrcat(t->pool, CASES, name, NULL), &text, &len,
                     t->pool, &t->err) != APR_SUCCESS) {
        fail_msg("%s", files_fault(t));
    }
    return text;
}

/* Paragraphs are lines of their own, other line feeds "\n". */
static const char *show_text(const char *text, apr_pool_t *pool)
{
    const char *out = "";

    for (; *text != '\0'; text++) {
        int gap = strncmp(text, "\n\n", 2) == 0;

        out = apr_pstrcat(pool, out,
                          gap             ? "\n    "
                          : *text == '\n' ? "\\n"
                                          : apr_pstrndup(pool, text, 1),
                          NULL);
        text += gap;
    }
    return out;
}

static const char *show(files_t *t, const sp_import_t *r)
{
    static const char *const kinds[] = {"out", "kept", "unclear"};
    const char *text = "";
    int i;

    for (i = 0; i < r->row_count; i++) {
        const sp_import_row_t *row = &r->rows[i];

        text = apr_pstrcat(
            t->pool, text, apr_itoa(t->pool, row->code), " ",
            row->name ? apr_pstrcat(t->pool, row->name, ": ", NULL) : "",
            row->message, row->retry ? " | " : "", row->retry ? row->retry : "",
            row->url ? " | " : "", row->url ? row->url : "", "\n",
            *row->description ? "    " : "",
            show_text(row->description, t->pool), *row->description ? "\n" : "",
            NULL);
    }
    for (i = 0; i < r->note_count; i++) {
        const sp_import_note_t *n = &r->notes[i];

        text =
            apr_pstrcat(t->pool, text, kinds[n->kind], " ", n->place, ": ",
                        show_text(n->text, t->pool), " (", n->why, ")\n", NULL);
    }
    return text;
}

static void documents_of_generators_and_people(void **state)
{
    static const char *const cases[] = {
        "fastapi/input.json", "springdoc/input.yaml", "nswag/input.json",
        "redocly/input.yaml", "hand-written/input.yaml"};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i]);
        const char *folder =
            apr_pstrndup(t->pool, cases[i], strcspn(cases[i], "/"));
        const char *expected =
            read_case(t, apr_pstrcat(t->pool, folder, "/expected", NULL));
        const sp_import_t *r = read_text(t, read_case(t, cases[i]));

        assert_null(t->err.msg);
        assert_string_equal(show(t, r), expected);
    }
}

#define HEAD "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": "

/* One response, and the row that becomes of it. */
static void a_message_is_found(void **state)
{
    static const struct {
        const char *response, *row;
    } rows[] = {
        {"{\"description\": \"Not Found\"}", "404 Not Found\n"},
        {"{\"description\": \"Not found.\"}", "404 Not found\n"},
        {"{\"description\": \"No such ship\"}", "404 No such ship\n"},
        {"{\"description\": \"Not Found - it sank.\"}",
         "404 Not Found\n    it sank.\n"},
        {"{\"description\": \"The ship sank in the harbour.\"}",
         "404 Not Found\n    The ship sank in the harbour.\n"},
        {"{\"summary\": \"Sunk\", \"description\": \"It is gone.\"}",
         "404 Sunk\n    It is gone.\n"},
        {"{\"description\": \"It sank.\", \"content\": {\"application/problem+"
         "json\": {\"example\": {\"title\": \"Sunk\", \"status\": 404}}}}",
         "404 Sunk\n    It sank.\n"},
        {"{\"description\": \"It sank.\", \"content\": {\"application/problem+"
         "json\": {\"example\": {\"title\": \"Sunk\", \"status\": 400}}}}",
         "404 Not Found\n    It sank.\n"},
        {"{\"description\": \"It sank.\", \"headers\": {\"retry-AFTER\": {}}}",
         "404 Not Found | after\n    It sank.\n"},
        {"{\"description\": \"See [the *docs*](https://a.example/x).\"}",
         "404 Not Found | https://a.example/x\n    See the docs.\n"},
        {"{\"description\": \"[A](https://a.example/) or "
         "[B](https://b.example/).\"}",
         "404 Not Found\n    A or B.\n"},
        {"{\"description\": \"It sank.\", \"externalDocs\": {\"url\": "
         "\"javascript:alert(1)\"}}",
         "404 Not Found\n    It sank.\n"},
        {"{\"description\": \"a\\u001b[1mb\\u0085c. D.\"}",
         "404 Not Found\n    a [1mb c. D.\n"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].response);
        const sp_import_t *r = read_text(
            t, apr_pstrcat(t->pool, HEAD, "{\"responses\": {\"404\": ",
                           rows[i].response, "}}}}}", NULL));

        assert_null(t->err.msg);
        assert_string_equal(show(t, r), rows[i].row);
    }
}

static void what_is_no_openapi_3_is_refused(void **state)
{
    static const struct {
        const char *text, *fault;
    } rows[] = {
        {"swagger: '2.0'\npaths: {}\n",
         "api: is Swagger 2, not OpenAPI 3; convert it first: npx "
         "swagger2openapi FILE, or Swagger Editor's \"Convert to OpenAPI 3\""},
        {"{\"swagger\": \"2.0\"}",
         "api: is Swagger 2, not OpenAPI 3; convert it first: npx "
         "swagger2openapi FILE, or Swagger Editor's \"Convert to OpenAPI 3\""},
        {"openapi: 4.0.0\n",
         "api: is not OpenAPI 3; it says so as: openapi: 3.1.0"},
        {"openapi: 3.1.0\npaths: {}\n",
         "api: no response was found that says what its code means; words are "
         "taken of responses under paths and components"},
        {"{\"openapi\": \"3.1.0\",\n \"paths\": nope}",
         "api:2:14: not valid JSON: invalid token near 'nope'"},
        {"{\"openapi\": \"3.1.0\",\n \"a\": 1, \"a\": 2}",
         "api:2:12: not valid JSON: duplicate object key near '\"a\"'"},
        {"openapi: 3.1.0\npaths: [\n",
         "api:3:1: not valid YAML: did not find expected node content"},
        {"openapi: 3.1.0\na: 1\na: 2\n", "api:3:1: the key is there already"},
        {"openapi: 3.1.0\n---\nx: 1\n",
         "api:2:1: a second document begins here; import one document at a "
         "time"},
        {"openapi: 3.1.0\na: &a [*a]\n",
         "api:2:8: is an alias of what is not there, or has not ended"},
        {"openapi: 3.1.0\na: *b\n",
         "api:2:4: is an alias of what is not there, or has not ended"},
        {"openapi: 3.1.0\n? [a]\n: b\n",
         "api:2:3: a key is a text here, not a mapping, a list or an alias"},
        {"openapi: 3.1.0\na: {<<: 1}\n",
         "api:2:9: \"<<\" merges mappings, and this is none"},
        {"openapi: 3.1.0\na: \"x\\0y\"\n", "api:2:4: holds a NUL"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].text);
        read_text(t, rows[i].text);
        assert_string_equal(files_fault(t), rows[i].fault);
    }
}

static char *repeated(files_t *t, const char *text, int times)
{
    apr_size_t len = strlen(text);
    char *all = apr_palloc(t->pool, len * (apr_size_t)times + 1);
    int i;

    for (i = 0; i < times; i++) {
        memcpy(all + len * (apr_size_t)i, text, len);
    }
    all[len * (apr_size_t)times] = '\0';
    return all;
}

/* Nine levels of nine aliases each: a billion values, were they copied. */
static const char *bomb(files_t *t)
{
    char *text = "openapi: 3.1.0\na: &a [x,x,x,x,x,x,x,x,x]\n";
    char c;

    for (c = 'b'; c < 'k'; c++) {
        text = apr_psprintf(
            t->pool, "%s%c: &%c [%s*%c]\n", text, c, c,
            repeated(t, apr_psprintf(t->pool, "*%c,", c - 1), 8), c - 1);
    }
    return apr_pstrcat(t->pool, text,
                       "paths: {/a: {get: {responses: {404: {description: "
                       "Gone again, content: *j}}}}}\n",
                       NULL);
}

/* Each alias one level deeper than that before it. */
static const char *ladder(files_t *t)
{
    char *text = "openapi: 3.1.0\na0: &a0 [x]\n";
    int i;

    for (i = 1; i < 200; i++) {
        text = apr_psprintf(t->pool, "%sa%d: &a%d [*a%d]\n", text, i, i, i - 1);
    }
    return text;
}

static const char *many_paths(files_t *t)
{
    char *text = apr_palloc(t->pool, 4000000), *p = text;
    int i;

    p += sprintf(p, "openapi: 3.1.0\nx: &x\n  get:\n    responses:\n");
    for (i = 400; i < 600; i++) {
        p += sprintf(p, "      %d: {description: x}\n", i);
    }
    p += sprintf(p, "paths:\n");
    for (i = 0; i < 100000; i++) {
        p += sprintf(p, "  /%d: *x\n", i);
    }
    return text;
}

static const char *merged(files_t *t)
{
    char *text = apr_palloc(t->pool, 4000000), *p = text;
    int i;

    p += sprintf(p, "openapi: 3.1.0\nx: &x {a: 1");
    for (i = 0; i < 10000; i++) {
        p += sprintf(p, ", k%d: 1", i);
    }
    p += sprintf(p, "}\ny:\n");
    for (i = 0; i < 10000; i++) {
        p += sprintf(p, "- {<<: *x}\n");
    }
    return text;
}

static void what_costs_too_much_is_refused(void **state)
{
    files_t *t = *state;
    const struct {
        const char *text, *fault;
    } rows[] = {
        {ladder(t), "nested deeper than is read"},
        {many_paths(t), "has more to read than is read"},
        {merged(t), "holds more values than are read"},
        {apr_pstrcat(t->pool, "{\"openapi\": \"3.1.0\", \"a\": ",
                     repeated(t, "[", 5000), NULL),
         "nested 100 deep"},
        {apr_pstrcat(t->pool, "{\"openapi\": \"3.1.0\", \"a\": [",
                     repeated(t, "0,", 1000000), "0]}", NULL),
         "1000000 values"},
        {apr_pstrcat(t->pool, "openapi: 3.1.0\na: ", repeated(t, "[", 5000),
                     NULL),
         "nested deeper than is read"},
        {apr_pstrcat(t->pool, "openapi: 3.1.0\na: [",
                     repeated(t, "0,", 1000000), "0]", NULL),
         "holds more values than are read"},
        {apr_pstrcat(t->pool, "openapi: 3.1.0\na: ",
                     repeated(t, "x", SP_IMPORT_MAX), NULL),
         "passes 8 MB"},
    };
    const sp_import_t *r = read_text(t, bomb(t));
    size_t i;

    assert_null(t->err.msg);
    assert_int_equal(r->row_count, 1); /* aliases that nobody follows */
    read_text(t, apr_pstrcat(t->pool,
                             HEAD "{\"responses\": {\"404\": "
                                  "{\"description\": \"Gone. ",
                             repeated(t, "x*`_<&[", 8000), "\"}}}}}}", NULL));
    assert_string_equal(files_fault(t),
                        "api: a row begins at GET /a 404 that can't be "
                        "understood: its description is longer than any (32 "
                        "KB are allowed)");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%.60s", rows[i].text);
        read_text(t, rows[i].text);
        assert_non_null(t->err.msg);
        assert_non_null(strstr(files_fault(t), rows[i].fault));
    }
}

/* References that lead in a circle, nowhere, or out. */
static void references_are_followed_within_the_document(void **state)
{
    static const char text[] =
        HEAD "{\"responses\": {"
             "\"404\": {\"$ref\": \"#/components/responses/a\"},"
             "\"405\": {\"$ref\": \"#/components/responses/x~1y%20z\"},"
             "\"406\": {\"$ref\": \"other.json#/b\"},"
             "\"409\": {\"$ref\": \"#/components/responses/none\"}}}}},"
             "\"components\": {\"responses\": {"
             "\"a\": {\"$ref\": \"#/components/responses/b\"},"
             "\"b\": {\"$ref\": \"#/components/responses/a\"},"
             "\"x/y z\": {\"description\": \"Found\"}}}}";
    files_t *t = *state;
    const sp_import_t *r = read_text(t, text);

    assert_null(t->err.msg);
    assert_string_equal(
        show(t, r),
        "405 Found\n"
        "unclear components.responses.a: #/components/responses/b (leads to "
        "itself, or too far)\n"
        "unclear components.responses.b: #/components/responses/a (leads to "
        "itself, or too far)\n"
        "unclear GET /a 404: #/components/responses/a (leads to itself, or too "
        "far)\n"
        "unclear GET /a 406: other.json#/b (is in another file: bundle the "
        "document first)\n"
        "unclear GET /a 409: #/components/responses/none (is not in the "
        "document)\n");
}

/* Of several words for one status. */
static void which_words_are_taken(void **state)
{
    static const char head[] = "openapi: 3.0.0\npaths:\n";
    static const struct {
        const char *paths, *rows;
    } rows[] = {
        /* what is shared, though operations say otherwise more often */
        {"  /a: {get: {responses: {404: {description: One of us.}}}}\n"
         "  /b: {get: {responses: {404: {description: One of us.}}}}\n"
         "  /c: {get: {responses: {404: {$ref: "
         "'#/components/responses/x'}}}}\n"
         "components: {responses: {x: {description: All of us.}}}\n",
         "404 Not Found\n    All of us.\n"
         "out GET /a 404: One of us. (components.responses.x is taken)\n"},
        /* what is said most often, not first */
        {"  /a: {get: {responses: {404: {description: One of us.}}}}\n"
         "  /b: {get: {responses: {404: {description: Two of us.}}}}\n"
         "  /c: {get: {responses: {404: {description: Two of us.}}}}\n",
         "404 Not Found\n    Two of us.\n"
         "out GET /a 404: One of us. (said 1 time; what GET /b 404 says is "
         "taken, said 2 times)\n"},
        /* what stands first, where both are said as often */
        {"  /a: {get: {responses: {404: {description: One of us.}}}}\n"
         "  /b: {get: {responses: {404: {description: Two of us.}}}}\n",
         "404 Not Found\n    One of us.\n"
         "out GET /b 404: Two of us. (said 1 time; what GET /a 404 says is "
         "taken, said 1 time)\n"},
        /* below 400: what several say alike, and what is shared */
        {"  /a: {get: {responses: {202: {description: Not yet.}, 404: "
         "{description: No}}}}\n"
         "  /b: {get: {responses: {202: {description: Not yet.}, 201: {$ref: "
         "'#/components/responses/x'}}}}\n"
         "components: {responses: {x: {description: Made.}}}\n",
         "201 Created\n    Made.\n202 Accepted\n    Not yet.\n404 No\n"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].paths);
        const sp_import_t *r =
            read_text(t, apr_pstrcat(t->pool, head, rows[i].paths, NULL));

        assert_null(t->err.msg);
        assert_string_equal(show(t, r), rows[i].rows);
    }
}

static unsigned int seed;

static int random_below(int limit)
{
    seed = seed * 1103515245u + 12345u;
    return (int)((seed >> 16) % (unsigned int)limit);
}

/* A response whose description is a word of its own, or a reference. */
static json_t *random_response(files_t *t, int *words, int refs)
{
    static const char *const ways[] = {"word%d", "Word%d.", "Not Found: word%d",
                                       "The *word%d* is <b>here</b>.",
                                       "# Word%d\n\n- word"};
    json_t *response = json_object();

    if (refs && random_below(3) == 0) {
        json_object_set_new(
            response, "$ref",
            json_string(apr_psprintf(t->pool, "#/components/responses/c%d",
                                     random_below(6))));
        return response;
    }
    json_object_set_new(
        response, "description",
        json_string(apr_psprintf(t->pool, ways[random_below(5)], ++*words)));
    return response;
}

static const char *random_document(files_t *t, int *words)
{
    static const char *const keys[] = {"200",     "404", "404", "409", "500",
                                       "default", "4XX", "204", "99",  "429"};
    json_t *components = json_object(), *paths = json_object(), *root;
    const char *text;
    int i, k;

    for (i = 0; i < 5; i++) { /* c5 is missing */
        json_object_set_new(components, apr_psprintf(t->pool, "c%d", i),
                            random_response(t, words, 0));
    }
    for (i = 0; i < 4; i++) {
        json_t *responses = json_object();

        for (k = random_below(6); k >= 0; k--) {
            json_object_set_new(responses, keys[random_below(10)],
                                random_response(t, words, 1));
        }
        json_object_set_new(
            paths, apr_psprintf(t->pool, "/%d", i),
            json_pack("{s:{s:o}}", "get", "responses", responses));
    }
    root = json_pack("{s:s, s:o, s:{s:o}}", "openapi", "3.0.3", "paths", paths,
                     "components", "responses", components);
    text = sp_json_text(root, 0, t->pool);
    json_decref(root);
    return text;
}

/* Each description holds a word of its own: it is in a row or in a note. One
 * that another under the same key has taken the place of is no part of the
 * document, so the text itself is asked. */
static void nothing_that_a_response_says_is_lost(void **state)
{
    files_t *t = *state;
    int round, i, found = 0;

    for (round = 1; round <= 300; round++) {
        ROW("%d", round);
        int words = 0;
        const char *text, *said;
        const sp_import_t *r;

        seed = (unsigned int)round;
        text = random_document(t, &words);
        r = read_text(t, text);
        assert_non_null(r);
        said = show(t, r);
        for (i = 1; i <= words; i++) {
            const char *word = apr_psprintf(t->pool, "ord%d", i);
            const char *in_text = strstr(text, word);

            if (in_text == NULL || apr_isdigit(in_text[strlen(word)])) {
                continue;
            }
            if (strstr(said, word) == NULL) {
                fail_msg("%s is lost:\n%s\n%s", word, text, said);
            }
            found++;
        }
    }
    assert_true(found > 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(documents_of_generators_and_people),
        FILES_TEST(a_message_is_found),
        FILES_TEST(what_is_no_openapi_3_is_refused),
        FILES_TEST(what_costs_too_much_is_refused),
        FILES_TEST(references_are_followed_within_the_document),
        FILES_TEST(which_words_are_taken),
        FILES_TEST(nothing_that_a_response_says_is_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
