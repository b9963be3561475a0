/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages export" and "new-theme": what is written is whole, and what
 * reads it can: jansson the JSON, a reader of headers the errorfiles. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

#include <unistd.h>

static const char *read_back(files_t *t, const char *name)
{
    const char *text = NULL;
    apr_size_t len;
    sp_error_t err = {0};

    if (sp_file_read(apr_pstrcat(t->pool, t->folder, "/", name, NULL), &text,
                     &len, t->pool, &err) != APR_SUCCESS) {
        fail_msg("%s: %s", name, sp_error_text(&err, t->pool));
    }
    return text;
}

static void every_page_is_a_file(void **state)
{
    files_t *t = *state;
    command_t c = command_run(
        t, "export $DIR/out --theme card --languages en,fr --var name=Shop");
    const char *page;

    command_ends(&c, 0);
    pages_holds(c.out,
                "680 pages written"); /* 68 codes, 5 formats, 2 languages */
    page = read_back(t, "out/404.html");
    pages_holds(page, "<title>404 Not Found – Shop</title>");
    assert_null(strstr(page, "request_id"));
    assert_null(strstr(page, "Request ID")); /* no live fact, and no hole */
    pages_holds(read_back(t, "out/fr/404.html"), "<html lang=\"fr\"");
    pages_holds(read_back(t, "out/503.txt"), "503 Service Unavailable");
    pages_holds(read_back(t, "out/fr/599.md"), "599");
    pages_holds(read_back(t, "out/index.html"), "href=\"fr/404.json\"");
}

/* A name may be any word; none takes the place of a file of another kind. */
static void so_is_every_page_of_a_problem(void **state)
{
    files_t *t = *state;
    command_t c;
    json_t *root;

    files_put(
        t, "acme.json",
        "{\"name\":\"acme\",\"language\":\"en\",\"extends\":null,"
        "\"problems\":{\"index\":{\"status\":429,\"message\":\"Too <b>\"},"
        "\"snippets\":{\"status\":503,\"message\":\"Closed\"}}}");
    c = command_run(t, "export $DIR/out --catalog $DIR/acme.json "
                       "--languages en,fr");
    command_ends(&c, 0);
    pages_holds(c.out, "20 pages written");
    pages_holds(read_back(t, "out/problems/index.html"), "Too &lt;b&gt;");
    pages_holds(read_back(t, "out/fr/problems/snippets.txt"), "503 Closed");
    root = json_loads(read_back(t, "out/problems/index.json"), 0, NULL);
    assert_string_equal(json_string_value(json_object_get(root, "code")),
                        "index");
    assert_int_equal(json_integer_value(json_object_get(root, "status")), 429);
    json_decref(root);
    pages_holds(read_back(t, "out/index.html"),
                "<tr><th scope=\"row\">429 index: Too &lt;b&gt;</th><td> "
                "<a href=\"problems/index.html\">");
    pages_holds(read_back(t, "out/index.html"),
                "href=\"fr/problems/snippets.json\"");
    assert_null(strstr(read_back(t, "out/snippets/nginx.conf"), "problems"));
}

/* What can't be made is not named, what is needed is told. */
static void snippets_fit_what_was_written(void **state)
{
    files_t *t = *state;
    char *logo = apr_pcalloc(t->pool, 60001);
    command_t c;

    c = command_run(t, "export $DIR/out --formats json,json --languages en,en");
    command_ends(&c, 0);
    pages_holds(c.out, "68 pages written");
    pages_holds(c.out, "none were asked for");
    assert_int_equal(access(files_path(t, "out/snippets"), F_OK), -1);
    c = command_run(t, "export $DIR/out --formats ''");
    command_ends(&c, 2);

    memset(logo, 'x', 60000);
    memcpy(logo, "\x89PNG\r\n\x1a\n", 8);
    files_put(t, "logo.png", logo);
    c = command_run(t, "export $DIR/big --formats html --logo $DIR/logo.png");
    command_ends(&c, 0);
    pages_holds(c.out, "HAProxy needs \"tune.bufsize 131072\"");
    pages_holds(read_back(t, "big/snippets/haproxy.cfg"),
                "tune.bufsize 131072");
    pages_holds(read_back(t, "big/snippets/nginx.conf"),
                "add_header Content-Security-Policy \"default-src 'none'; "
                "style-src 'sha256-");
    pages_holds(read_back(t, "big/snippets/s3.txt"), "aws s3 sync");
    c = command_run(t, "export $DIR/small --formats html");
    command_ends(&c, 0);
    pages_lacks(c.out, "tune.bufsize");
}

static void json_pages_and_snippets_are_json(void **state)
{
    static const char *const files[] = {"out/404.json", "out/503.json",
                                        "out/snippets/cloudfront.json"};
    files_t *t = *state;
    command_t c = command_run(t, "export $DIR/out --formats json,html");
    size_t i;

    command_ends(&c, 0);
    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        ROW("%s", files[i]);
        json_t *root = json_loads(read_back(t, files[i]), 0, NULL);
        assert_non_null(root);
        json_decref(root);
    }
}

static void an_errorfile_is_a_whole_response(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "export $DIR/out --formats html");
    const char *file, *body;

    command_ends(&c, 0);
    file = read_back(t, "out/snippets/haproxy/503.http");
    body = strstr(file, "\r\n\r\n");
    assert_non_null(body);
    body += 4;
    assert_string_equal(body, read_back(t, "out/503.html"));
    assert_int_equal(strncmp(file, "HTTP/1.1 503 Service Unavailable\r\n", 34),
                     0);
    pages_holds(file,
                apr_psprintf(t->pool,
                             "\r\nContent-Length: %" APR_SIZE_T_FMT "\r\n",
                             strlen(body)));
    pages_holds(read_back(t, "out/snippets/haproxy.cfg"),
                "errorfile 503 /etc/haproxy/errors/503.http");
    pages_holds(read_back(t, "out/snippets/nginx.conf"),
                "error_page 404 /errors/404.html;");
}

static void a_wrong_call_writes_nothing(void **state)
{
    static const char *const calls[] = {
        "export", "export $DIR/a $DIR/b", "export $DIR/a --formats pdf",
        "export $DIR/a --languages tlh", "export $DIR/a --var accent=nope"};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        ROW("%s", calls[i]);
        command_t c = command_run(t, "%s", calls[i]);
        command_ends(&c, 2);
    }
    assert_false(sp_file_is_folder(apr_pstrcat(t->pool, t->folder, "/a", NULL),
                                   t->pool));
}

static void a_folder_that_cannot_be_made_is_told(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "file", "x");
    c = command_run(t, "export $DIR/file/out");
    command_ends(&c, 1);
    pages_holds(c.err, "cannot be made");
}

/* Whoever may write to the folder does not decide where pages go; the folder
 * itself is the caller's word. */
static void no_link_in_the_folder_leads_out_of_it(void **state)
{
    static const struct {
        const char *link, *target, *file; /* what must be as it was */
    } rows[] = {
        {"404.html", "../mine", "mine"},
        {"fr", "../theirs", "theirs/400.html"},
        {"snippets", "../theirs", "theirs/nginx.conf"},
        {"snippets/haproxy", "../../theirs", "theirs/400.http"},
        {"snippets/nginx.conf", "../../mine", "mine"},
        {"index.html", "../new", "new"},
    };
    files_t *t = *state;
    command_t c;
    size_t i;

    files_put(t, "theirs/file", "x");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%d", (int)i);
        const char *out = apr_psprintf(t->pool, "out%d", (int)i);
        const char *link =
            files_path(t, apr_pstrcat(t->pool, out, "/", rows[i].link, NULL));

        files_put(t, "mine", "mine");
        files_put(t,
                  apr_pstrcat(t->pool, out,
                              strchr(rows[i].link, '/') ? "/snippets/x" : "/x",
                              NULL),
                  "x");
        assert_int_equal(symlink(rows[i].target, link), 0);
        c = command_run(t, "export $DIR/%s --formats html --languages en,fr",
                        out);
        command_ends(&c, 1);
        pages_holds(c.err, apr_psprintf(t->pool, "statuspages: DIR/%s/%s", out,
                                        rows[i].link));
        pages_holds(c.err, "no symbolic link is followed there");
        assert_string_equal(read_back(t, "mine"), "mine");
        if (strcmp(rows[i].file, "mine") != 0) {
            assert_int_equal(access(files_path(t, rows[i].file), F_OK), -1);
        }
    }

    assert_int_equal(symlink("theirs", files_path(t, "asked")), 0);
    c = command_run(t, "export $DIR/asked --formats json");
    command_ends(&c, 0);
    read_back(t, "theirs/404.json");
}

static void a_new_theme_passes_the_check(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "new-theme harbour $DIR/themes");

    command_ends(&c, 0);
    pages_holds(c.out, "StatusPagesTheme DIR/themes/harbour");
    c = command_run(t, "check $DIR/themes/harbour");
    command_ends(&c, 0);
    assert_string_equal(c.out, "ok: theme DIR/themes/harbour\n"
                               "statuspages check: 1 checked, no fault\n");
    assert_string_equal(c.err, "");
    c = command_run(t, "new-theme harbour $DIR/themes");
    command_ends(&c, 1); /* what is there is not overwritten */
}

static void a_new_theme_says_what_comes_next(void **state)
{
    static const char *const steps[] = {"render 404 --theme", "check"};
    files_t *t = *state;
    command_t c = command_run(t, "new-theme harbour $DIR/themes");
    const char *said = c.out;
    size_t i;

    for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        ROW("%s", steps[i]);
        pages_holds(said, apr_psprintf(t->pool,
                                       "\n  statuspages %s DIR/themes/harbour",
                                       steps[i]));
    }
    pages_holds(said, "\n  StatusPagesReload On\n");
}

/* It has what a designer would add first: a drawing for each class, the
 * brand's colour, and words that follow the reader. */
static void a_new_theme_is_a_page_to_keep(void **state)
{
    static const struct {
        const char *call, *shown;
    } rows[] = {
        {"404 --lang en", "<p class=\"own\">Sorry for the trouble.</p>"},
        {"503 --lang de", "<p class=\"own\">Bitte entschuldigen Sie die "
                          "Umst\xC3\xA4nde.</p>"},
        {"404 --lang ar", "dir=\"rtl\" class=\"is-4xx\""},
        {"404", "html:not(.is-4xx) .lost, html:not(.is-5xx) .rain { display: "
                "none; }"},
        {"404", "--accent: #1f7a6c;"},
        {"404 --var accent=teal", "--accent: teal;\n}"},
        {"404", "--paper: #111a1d;"},
    };
    files_t *t = *state;
    size_t i;

    command_run(t, "new-theme harbour $DIR");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].call);
        command_t c =
            command_run(t, "render %s --theme $DIR/harbour", rows[i].call);

        command_ends(&c, 0);
        pages_holds(c.out, rows[i].shown);
    }
}

static void a_theme_has_a_name(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "new-theme ../evil $DIR");

    command_ends(&c, 2);
    c = command_run(t, "new-theme harbour");
    command_ends(&c, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(every_page_is_a_file),
        FILES_TEST(so_is_every_page_of_a_problem),
        FILES_TEST(snippets_fit_what_was_written),
        FILES_TEST(json_pages_and_snippets_are_json),
        FILES_TEST(an_errorfile_is_a_whole_response),
        FILES_TEST(a_wrong_call_writes_nothing),
        FILES_TEST(a_folder_that_cannot_be_made_is_told),
        FILES_TEST(no_link_in_the_folder_leads_out_of_it),
        FILES_TEST(a_new_theme_passes_the_check),
        FILES_TEST(a_new_theme_says_what_comes_next),
        FILES_TEST(a_new_theme_is_a_page_to_keep),
        FILES_TEST(a_theme_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
