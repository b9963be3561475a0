/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "make run", as it is started there: what it says first, that its front page
 * leads to all that is built in as the command lists it, and that each link
 * leads where the page says. */
#include "rows.h"
#include "checks.h"
#include "sanitizer.h"
#include "serverroot.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define COMMAND SP_BUILD "/statuspages"

static struct {
    server_t *s; /* a folder and a pool; it never runs */
    pid_t pid;
    int port;
    const char *output, *front;
    errorlog_t *log;
} demo;

static response_t *get(const char *path, const char *headers)
{
    request_t q = {0};

    q.path = path;
    q.headers = headers;
    q.port = demo.port;
    return client_send(demo.s, &q);
}

static const char *said(void)
{
    return text_read(demo.s->pool, demo.output, NULL);
}

static void wait_for_answer(void)
{
    long until = text_now() + text_patience(120000);

    while (demo.port == 0 || get("/", NULL)->status != 200) {
        const char *port =
            text_capture(demo.s->pool, said(), "http://localhost:([0-9]+)");

        if (text_now() > until || !process_alive(demo.pid)) {
            text_die("the demo does not start:\n%s", said());
        }
        demo.port = port != NULL ? atoi(port) : 0;
        text_sleep(50);
    }
}

/* Leaks of the shell and its tools are not looked for. */
static const char *const *environment(server_t *s)
{
    const char *const *sanitizer = sanitizer_environment(s);
    const char **env = apr_pcalloc(s->pool, 8 * sizeof(*env));
    int n = 0;

    while (sanitizer != NULL && sanitizer[n] != NULL) {
        env[n] = sanitizer[n];
        n++;
    }
    env[n++] = "ASAN_OPTIONS=detect_leaks=0";
    env[n] = apr_psprintf(s->pool, "PORT=%d", serverroot_free_port());
    return env;
}

static int start(void **state)
{
    server_t *s = server_new_plain("demo");
    const char *argv[] = {"sh",
                          "-c",
                          "cd \"$0\" && exec sh \"$1\" \"$2\" \"$3\"",
                          s->root,
                          SP_SOURCE "/conf/demo/run.sh",
                          SP_APXS,
                          SP_BUILD "/mod_statuspages.so",
                          NULL};

    demo.s = s;
    demo.output = server_path(s, "output");
    demo.pid = process_spawn(argv, environment(s), demo.output);
    wait_for_answer();
    demo.front = get("/", "Accept: text/html")->body;
    demo.log = errorlog_new(
        s->pool, text_capture(s->pool, said(), "error log (.*)\\.\n"));
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int by_itself = process_end(demo.pid, text_patience(60000));

    return !by_itself || strstr(said(), "stopped") == NULL;
}

/* The words of the list that the command's answer to this has in brackets, or
 * behind what comes before; each word is checked by what is called for it. */
static int each_listed(const char *command, const char *regex,
                       void (*check)(const char *name))
{
    const char *argv[] = {"sh", "-c", command, COMMAND, NULL};
    result_t result = process_run(demo.s->pool, argv, NULL);
    char *list = text_capture(demo.s->pool, result.text, regex), *name;
    int count = 0;

    if (list == NULL) {
        fail_msg("%s says: %s", command, result.text);
    }
    while ((name = strsep(&list, ", \n")) != NULL) {
        if (*name != '\0') {
            ROW("%s", name);
            check(name);
            count++;
        }
    }
    return count;
}

/* How many links of the front page begin so. */
static int links(const char *prefix)
{
    return text_count(demo.front,
                      apr_pstrcat(demo.s->pool, "href=\"", prefix, NULL));
}

/* The answer to a link of the front page. */
static response_t *linked(const char *path, const char *headers)
{
    assert_int_equal(links(apr_pstrcat(demo.s->pool, path, "\"", NULL)), 1);
    return get(path, headers);
}

static const char *join(const char *before, const char *name, const char *after)
{
    return apr_pstrcat(demo.s->pool, before, name, after, NULL);
}

/* The style sheet is a theme's own; the command's is beside what is served. */
static void check_theme(const char *name)
{
    const char *argv[] = {COMMAND, "render",         "404",   "--theme", name,
                          "--var", "accent=#0a7c5a", "--var", "name=x",  NULL};
    response_t *r = linked(join("/theme/", name, "/lost"), "Accept: text/html");
    result_t made = process_run(demo.s->pool, argv, NULL);
    const char *style = strstr(r->body, "<style>");
    const char *end = strstr(r->body, "</style>");

    assert_page(r, 404);
    assert_true(style != NULL && end > style + 1000);
    style = apr_pstrmemdup(demo.s->pool, style, (apr_size_t)(end - style));
    assert_non_null(strstr(made.text, style));
    r = linked(join("/theme/", name, "/down"), "Accept: text/html");
    assert_page(r, 503);
    assert_non_null(strstr(r->body, style));
}

static void it_leads_to_every_theme(void **state)
{
    int count = each_listed("\"$0\" render 404 --theme nothing 2>&1",
                            "built in \\(([^)]*)\\)", check_theme);

    assert_true(count >= 13);
    assert_int_equal(links("/theme/"), 2 * count);
}

static void check_format(const char *name)
{
    static const char *const types[][2] = {
        {"html", "text/html; charset=utf-8"},
        {"json", "application/problem+json"},
        {"xml", "application/problem+xml; charset=utf-8"},
        {"text", "text/plain; charset=utf-8"},
        {"markdown", "text/markdown; charset=utf-8"}};
    response_t *r =
        linked(join("/format/", name, "/lost"), "Accept: text/html");
    size_t i = 0;

    while (i < 4 && strcmp(types[i][0], name) != 0) {
        i++;
    }
    assert_string_equal(types[i][0], name);
    assert_page(r, 404);
    assert_header(r, "Content-Type", types[i][1]);
}

static void it_leads_to_every_format(void **state)
{
    int count = each_listed("\"$0\" render 404 --format nothing 2>&1",
                            "the formats are ([^\n]*)", check_format);

    assert_int_equal(count, 5);
    assert_int_equal(links("/format/"), count);
}

static void check_language(const char *tag)
{
    response_t *r = linked(join("/language/", tag, "/lost"),
                           "Accept: text/html\nAccept-Language: en, de");

    assert_page(r, 404);
    assert_header(r, "Content-Language", tag);
    assert_body(r, join("<html lang=\"", tag, "\""));
    assert_non_null(strstr(demo.front, join("/lost\" lang=\"", tag, "\"")));
}

static void it_leads_to_every_language(void **state)
{
    int count =
        each_listed("\"$0\" codes --languages | cut -d' ' -f1 | tr '\\n' ' '",
                    "(.*)", check_language);

    assert_true(count >= 31);
    assert_int_equal(links("/language/"), count);
}

static void check_catalog(const char *name)
{
    const char *path = join("/catalog/", name, "");
    response_t *r = linked(path, "Accept: text/html");

    assert_status(r, 200);
    assert_body(r, "id=\"4xx\"");
    r = get(path, "Accept: application/json");
    assert_body(r, join("\"catalog\": \"", name, "\""));
}

static void it_leads_to_the_reference_of_every_catalogue(void **state)
{
    int count = each_listed("\"$0\" codes --catalog nothing 2>&1",
                            "built in \\(([^)]*)\\)", check_catalog);

    assert_true(count >= 6);
    assert_int_equal(links("/catalog/"), count);
}

/* All links but those of the lists. */
static const struct {
    const char *path;
    int status;
    const char *says;
    const char *not_this; /* or NULL */
    long ms;              /* it takes so long at least */
} others[] = {
    {"/nothing-here", 404, "nothing at this address", NULL, 0},
    {"/private/", 403, "Forbidden", NULL, 0},
    {"/back-soon", 503, "in about 2 minutes", NULL, 0},
    {"/down", 503, "Service Unavailable", " minute| second", 0},
    {"/code/429", 429, "in about 30 seconds|in 30 seconds", NULL, 0},
    {"/slow/", 502, "Bad Gateway", NULL, 2500},
    {"/backend/", 503, "Service Unavailable", NULL, 0},
    {"/cgi/fail", 500, "Internal Server Error", "Traceback", 0},
    {"/api/nothing", 404, "\"code\": \"NotFound\"", "<html", 0},
    {"/status/gallery", 200, "<iframe sandbox", NULL, 0},
};
#define OTHERS (sizeof(others) / sizeof(others[0]))

/* The status that the page tells behind a link; 0 where it tells none. */
static int told(const char *path)
{
    const char *regex =
        join("<a href=\"", path, "\">[^<]*</a> <b>([0-9]+)</b>");
    const char *status = text_capture(demo.s->pool, demo.front, regex);

    return status != NULL ? atoi(status) : 0;
}

static void every_other_link_leads_where_the_page_says(void **state)
{
    size_t i;

    errorlog_expect(demo.log, "AH01630: client denied by server config");
    errorlog_expect(demo.log, "AH01102: error reading status line");
    errorlog_expect(demo.log, "AH00898: Error reading from remote server");
    errorlog_expect(demo.log, "AH00957: [HTPhtp]+: attempt to connect");
    errorlog_expect(demo.log, "AH01114: HTTP: failed to make connection");
    for (i = 0; i < OTHERS; i++) {
        ROW("%s", others[i].path);
        response_t *r = linked(others[i].path, "Accept: text/html");

        assert_status(r, others[i].status);
        assert_int_equal(told(others[i].path),
                         r->status == 200 ? 0 : others[i].status);
        assert_true(text_matches(r->body, others[i].says));
        assert_true(others[i].not_this == NULL ||
                    !text_matches(r->body, others[i].not_this));
        assert_true(r->total_ms >= others[i].ms);
    }
    assert_int_equal(errorlog_check(demo.log), 0);
}

/* A link that no test knows would not be followed. */
static void every_link_is_followed_by_a_test(void **state)
{
    assert_int_equal(text_count(demo.front, "<a "),
                     (int)OTHERS + links("/theme/") + links("/format/") +
                         links("/language/") + links("/catalog/"));
}

static void make_run_names_the_front_page_first(void **state)
{
    assert_string_equal(
        text_capture(demo.s->pool, said(), "(http[^ \n]*)"),
        apr_psprintf(demo.s->pool, "http://localhost:%d/", demo.port));
}

/* Colours and all: what stands in front of every theme. */
static void the_front_page_has_the_default_theme_s_style(void **state)
{
    response_t *r = get("/nothing-here", "Accept: text/html");
    const char *style =
        text_capture(demo.s->pool, r->body, "(:root \\{[^}]*--paper[^}]*\\})");

    assert_non_null(style);
    assert_non_null(strstr(demo.front, style));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make_run_names_the_front_page_first),
        cmocka_unit_test(the_front_page_has_the_default_theme_s_style),
        cmocka_unit_test(it_leads_to_every_theme),
        cmocka_unit_test(it_leads_to_every_format),
        cmocka_unit_test(it_leads_to_every_language),
        cmocka_unit_test(it_leads_to_the_reference_of_every_catalogue),
        cmocka_unit_test(every_other_link_leads_where_the_page_says),
        cmocka_unit_test(every_link_is_followed_by_a_test),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
