/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* `statuspages render --template` as a function: files in, bytes and exit code
 * out. It runs in a child process, so that what it prints can be caught. */
#include "rows.h"
#include "mustache_helper.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/render_data.h"

/* One folder for each test, with everything in it. */
typedef struct place_t {
    apr_pool_t *pool;
    char *dir;
    const char *out; /* what the last run printed */
    const char *err; /* without the folder's name */
} place_t;

static const char *in(const place_t *p, const char *name)
{
    return apr_pstrcat(p->pool, p->dir, "/", name, NULL);
}

static void put(const place_t *p, const char *name, const char *text)
{
    FILE *file = fopen(in(p, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    fclose(file);
}

static const char *get(const place_t *p, const char *name)
{
    const char *text = NULL;
    apr_size_t len;

    assert_int_equal(sp_file_read(in(p, name), &text, &len, p->pool, NULL),
                     APR_SUCCESS);
    return text;
}

/* The folder's name differs each time; messages are compared without it. */
static const char *without_dir(const place_t *p, const char *text)
{
    size_t len = strlen(p->dir) + 1;

    return strncmp(text, p->dir, len - 1) == 0 ? text + len : text;
}

static int run(place_t *p, const char *template, const char *data,
               const char *partials)
{
    sp_call_t call = {.pool = p->pool};
    int status;
    pid_t child;

    fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (freopen(in(p, "out"), "wb", stdout) == NULL ||
            freopen(in(p, "err"), "wb", stderr) == NULL) {
            _exit(99);
        }
        status = sp_cli_render_data(&call, in(p, template),
                                    data ? in(p, data) : NULL,
                                    partials ? in(p, partials) : NULL);
        fflush(NULL);
        _exit(status);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    p->out = get(p, "out");
    p->err = without_dir(p, get(p, "err"));
    return WEXITSTATUS(status);
}

static int setup(void **state)
{
    char name[] = "/tmp/sp-render-XXXXXX";
    place_t *p;

    mustache_setup(state);
    p = apr_pcalloc(*state, sizeof(*p));
    p->pool = *state;
    p->dir = apr_pstrdup(p->pool, mkdtemp(name));
    mkdir(in(p, "parts"), 0700);
    mkdir(in(p, "parts/sub"), 0700);
    put(p, "parts/p.mustache", "[{{a}}]\n");
    put(p, "parts/sub/q.mustache", "sub");
    put(p, "parts/broken.mustache", "\n{{#x}}");
    put(p, "outside.mustache", "secret");
    put(p, "data.json", "{\"a\": \"<1>\", \"n\": 1.21, \"l\": [85, true]}");
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    static const char *const files[] = {
        "parts/p.mustache",
        "parts/sub/q.mustache",
        "parts/broken.mustache",
        "outside.mustache",
        "data.json",
        "t",
        "bad.json",
        "out",
        "err",
    };
    place_t *p = *state;
    size_t i;

    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        ROW("%d", (int)i);
        unlink(in(p, files[i]));
    }
    rmdir(in(p, "parts/sub"));
    rmdir(in(p, "parts"));
    assert_int_equal(rmdir(p->dir), 0);
    *state = p->pool;
    return mustache_teardown(state);
}

static void it_writes_the_rendering_and_nothing_else(void **state)
{
    place_t *p = *state;

    put(p, "t", "{{a}} {{{a}}} {{n}} {{#l}}{{.}};{{/l}}\n  {{>p}}\n{{>sub/q}}");
    assert_int_equal(run(p, "t", "data.json", "parts"), 0);
    assert_string_equal(p->out,
                        "&lt;1&gt; <1> 1.21 85;true;\n  [&lt;1&gt;]\nsub");
    assert_string_equal(p->err, "");
}

static void data_and_partials_may_be_left_out(void **state)
{
    place_t *p = *state;

    put(p, "t", "a{{a}}{{>p}}b");
    assert_int_equal(run(p, "t", NULL, NULL), 0);
    assert_string_equal(p->out, "ab");
}

static void the_data_may_be_any_json(void **state)
{
    place_t *p = *state;

    put(p, "t", "{{#.}}{{.}}{{/.}}");
    put(p, "bad.json", "[1, \"<\"]");
    assert_int_equal(run(p, "t", "bad.json", NULL), 0);
    assert_string_equal(p->out, "1&lt;");
}

static void partials_stay_in_their_folder(void **state)
{
    place_t *p = *state;
    const char *text =
        apr_pstrcat(p->pool, "a{{>../outside}}{{>sub/../../outside}}{{>",
                    in(p, "outside"), "}}{{>none}}{{>none}}b", NULL);

    put(p, "t", text);
    assert_int_equal(run(p, "t", NULL, "parts"), 0);
    assert_string_equal(p->out, "ab");
}

static void faults_are_told_with_their_place(void **state)
{
    static const struct {
        const char *template;
        const char *data;
        const char *err; /* the beginning: jansson's words may change */
    } cases[] = {
        {"x\n {{#a}}", NULL, "t:2:8: unclosed section 'a', opened at 2:2\n"},
        {"x{{>broken}}", NULL,
         "parts/broken.mustache:2:7: unclosed section 'x', opened at 2:1\n"},
        {"x", "{\n  \"a\" 1}", "bad.json:2:7: "},
        {"x", "", "bad.json:1:1: "},
    };
    place_t *p = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].template);
        put(p, "t", cases[i].template);
        put(p, "bad.json", cases[i].data ? cases[i].data : "{}");
        assert_int_equal(run(p, "t", "bad.json", "parts"), 1);
        assert_memory_equal(p->err, cases[i].err, strlen(cases[i].err));
        assert_string_equal(p->out, "");
    }
}

static void a_file_that_is_not_there_is_a_fault(void **state)
{
    place_t *p = *state;

    put(p, "t", "x");
    assert_int_equal(run(p, "none", NULL, NULL), 1);
    assert_memory_equal(p->err, "none: cannot be read: ", 22);
    assert_int_equal(run(p, "t", "none.json", NULL), 1);
    assert_memory_equal(p->err, "none.json: cannot be read: ", 27);
    assert_string_equal(p->out, "");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(it_writes_the_rendering_and_nothing_else),
        IN_FOLDER(data_and_partials_may_be_left_out),
        IN_FOLDER(the_data_may_be_any_json),
        IN_FOLDER(partials_stay_in_their_folder),
        IN_FOLDER(faults_are_told_with_their_place),
        IN_FOLDER(a_file_that_is_not_there_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
