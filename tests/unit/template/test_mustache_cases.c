/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The project's own Mustache cases: each folder below tests/cases/mustache (or
 * SP_CASES_DIR) is one; tests/cases/mustache/README.md says what is in it. No
 * case found is a failure. */
#include "mustache_helper.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/value_json.h"

#define LEAST_CASES 60

/* One case: its folder and what was read from it. */
typedef struct case_t {
    mustache_t *m;
    const char *dir;
    apr_pool_t *pool;
    char **words;     /* of the file 'vocabulary', NULL at the end */
    sp_facts_t facts; /* of the file 'facts.json' */
    int fact_count;
} case_t;

/* A file of the case, or NULL. */
static const char *read_text(const case_t *c, const char *name)
{
    const char *path = apr_pstrcat(c->pool, c->dir, "/", name, NULL);
    const char *text = NULL;
    apr_size_t len;
    apr_status_t rv = sp_file_read(path, &text, &len, c->pool, NULL);

    assert_true(rv == APR_SUCCESS || APR_STATUS_IS_ENOENT(rv));
    return rv == APR_SUCCESS ? text : NULL;
}

static json_t *read_json(const case_t *c, const char *name)
{
    const char *text = read_text(c, name);
    json_error_t fault;
    json_t *json;

    if (text == NULL) {
        return NULL;
    }
    json = json_loads(text, JSON_DECODE_ANY, &fault);
    if (json == NULL) {
        fail_msg("%s/%s:%d: %s", c->dir, name, fault.line, fault.text);
    }
    return json;
}

/* partials/NAME.mustache, compiled at its first use. */
static const sp_template_t *find_partial(void *baton, const char *name)
{
    case_t *c = baton;
    sp_template_t *tpl =
        apr_hash_get(c->m->partials, name, APR_HASH_KEY_STRING);
    const char *file =
        apr_pstrcat(c->pool, "partials/", name, ".mustache", NULL);
    const char *text;

    if (tpl == NULL && (text = read_text(c, file)) != NULL) {
        tpl = mustache_compile(c->m, file, text);
        apr_hash_set(c->m->partials, name, APR_HASH_KEY_STRING, tpl);
    }
    return tpl;
}

static int knows(const void *baton, const char *name)
{
    char *const *word = ((const case_t *)baton)->words;

    while (*word != NULL && strcmp(*word, name) != 0) {
        word++;
    }
    return *word != NULL;
}

static const char *hint(const void *baton, const char *name, apr_pool_t *pool)
{
    char *const *word = ((const case_t *)baton)->words;

    while (*word != NULL && (*word)[0] != name[0]) {
        word++;
    }
    return *word ? apr_psprintf(pool, "did you mean '%s'?", *word) : NULL;
}

static apr_status_t check(case_t *c, const sp_template_t *tpl)
{
    const sp_vocabulary_t words = {knows, hint, c};
    const char *text = read_text(c, "vocabulary");
    char *word, *last, *copy;
    int count = 0;

    if (text == NULL) {
        return APR_SUCCESS;
    }
    copy = apr_pstrdup(c->pool, text);
    c->words = apr_pcalloc(c->pool, (strlen(text) + 1) * sizeof(*c->words));
    for (word = apr_strtok(copy, "\n", &last); word != NULL;
         word = apr_strtok(NULL, "\n", &last)) {
        c->words[count++] = word;
    }
    return sp_template_check(tpl, &words, find_partial, c, c->pool, &c->m->err);
}

/* The data, with the members of facts.json as live or as known values. */
static sp_value_t *make_root(case_t *c, int live)
{
    json_t *data = read_json(c, "data.json");
    json_t *facts = read_json(c, "facts.json");
    sp_value_t *root =
        data != NULL ? sp_value_json(c->pool, data) : sp_value_object(c->pool);
    const char *name;
    json_t *text;

    c->fact_count = 0;
    json_object_foreach(facts, name, text)
    {
        const char *value = apr_pstrdup(c->pool, json_string_value(text));
        int fact = c->fact_count++;

        c->facts.value[fact] = value;
        sp_value_set(root, apr_pstrdup(c->pool, name),
                     live ? sp_value_live(c->pool, fact)
                          : sp_value_string(c->pool, value));
    }
    json_decref(data);
    json_decref(facts);
    return root;
}

/* What the case gives: the page or the diagnosis. */
static const char *run(case_t *c, int live)
{
    const char *text = read_text(c, "template.mustache");
    sp_value_t *root = make_root(c, live);
    sp_plan_t *plan = NULL;
    sp_template_t *tpl;

    assert_non_null(text);
    tpl = mustache_compile(c->m, "template.mustache", text);
    if (tpl != NULL && check(c, tpl) == APR_SUCCESS) {
        sp_render(&plan, tpl, root, SP_ESCAPE_HTML, find_partial, c, c->pool,
                  &c->m->err);
    }
    return c->m->err.msg == NULL
               ? mustache_fill(plan, &c->facts, c->pool)
               : apr_pstrcat(c->pool, sp_error_text(&c->m->err, c->pool), "\n",
                             NULL);
}

/* 1 where the case in @a dir comes out as its file says. */
static int is_right(const char *dir, int live, apr_pool_t *parent)
{
    case_t c = {0};
    const char *page, *fault, *want, *got;
    int right;

    apr_pool_create(&c.pool, parent);
    c.dir = dir;
    c.m = mustache_new(c.pool);
    page = read_text(&c, "expected");
    fault = read_text(&c, "error");
    want = page != NULL ? page : fault;
    if (want == NULL || (page != NULL && fault != NULL)) {
        print_error("%s needs one of 'expected' and 'error'\n", dir);
        return 0;
    }
    got = run(&c, live);
    right = (c.m->err.msg == NULL) == (page != NULL) && strcmp(got, want) == 0;
    if (!right) {
        print_error("%s, %s\n  want [%s]\n  got  [%s]\n", dir,
                    live ? "live" : "known", want, got);
    }
    apr_pool_destroy(c.pool);
    return right;
}

static void every_case_gives_what_its_folder_says(void **state)
{
    const char *top = getenv("SP_CASES_DIR");
    const struct dirent *entry;
    int cases = 0, right = 0;
    DIR *folder;

    top = top != NULL ? top : "tests/cases/mustache";
    folder = opendir(top);
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        const char *dir = apr_pstrcat(*state, top, "/", entry->d_name, NULL);
        struct stat info;

        if (entry->d_name[0] == '.' || stat(dir, &info) != 0 ||
            !S_ISDIR(info.st_mode)) {
            continue;
        }
        cases++;
        right += is_right(dir, 0, *state) && is_right(dir, 1, *state);
    }
    closedir(folder);
    print_message("%d of %d Mustache cases are right\n", right, cases);
    assert_int_equal(right, cases);
    assert_true(cases >= LEAST_CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(every_case_gives_what_its_folder_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
