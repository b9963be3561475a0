/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Files that vanish, change or become something else while httpd needs them:
 * with StatusPagesReload the page tells it at once, and one line of the log;
 * "httpd -t" and graceful refuse, and the pages in force stay. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEMPLATE "conf/mine/plain.txt"

static void vanish(const char *path)
{
    assert_int_equal(unlink(path), 0);
}

static void become_pipe(const char *path)
{
    vanish(path);
    assert_int_equal(mkfifo(path, 0666), 0);
}

static void become_folder(const char *path)
{
    vanish(path);
    assert_int_equal(mkdir(path, 0777), 0);
}

static void become_device(const char *path)
{
    vanish(path);
    assert_int_equal(symlink("/dev/zero", path), 0);
}

static void become_circle(const char *path)
{
    vanish(path);
    assert_int_equal(symlink("plain.txt", path), 0);
}

static void become_huge(const char *path)
{
    assert_int_equal(truncate(path, 5 * 1024 * 1024), 0);
}

static void become_empty(const char *path)
{
    assert_int_equal(truncate(path, 0), 0);
}

static void become_half(const char *path)
{
    text_write(path, "mine {{#retry}}", 0644);
}

/* What happens to the template of a theme, and what is said then. A file that
 * is gone is none: the default theme's is taken, as the theme's author knows.
 */
static const struct {
    const char *name;
    void (*event)(const char *path);
    const char *says;
} rows[] = {
    {"a pipe", become_pipe, "plain.txt: is no regular file"},
    {"a folder", become_folder, "plain.txt: is no regular file"},
    {"a device", become_device, "plain.txt: is no regular file"},
    {"a circle", become_circle,
     "plain.txt: cannot be read: Too many levels of symbolic links"},
    {"huge", become_huge, "plain.txt: is larger than 4194304 bytes"},
    {"empty", become_empty, "plain.txt: is empty, and would be an empty page"},
    {"half", become_half, "plain.txt:1:16: unclosed section 'retry'"},
};
#define ROWS (sizeof(rows) / sizeof(*rows))

static void mend(server_t *s)
{
    const char *path = server_path(s, TEMPLATE);

    if (unlink(path) != 0) {
        rmdir(path);
    }
    server_file(s, TEMPLATE, "mine {{status}}\n");
    server_file(s, "conf/mine/note.md", "# {{status}}\n");
}

static server_t *described(const char *name, const char *more)
{
    server_t *s = server_new(name);

    mend(s);
    server_conf(s, "StatusPages On\nStatusPagesTheme conf/mine\n"
                   "StatusPagesFormats text");
    server_conf(s, more);
    return s;
}

/* The page tells the fault, and one line of the log does. */
static void is_told(server_t *s, const response_t *r, int lines,
                    const char *says)
{
    assert_status(r, 404);
    assert_body(r, "The theme has a fault");
    assert_body(r, says);
    assert_within(r, text_patience(5000));
    assert_non_null(errorlog_wait(s->log, "SP0009", 5000));
    assert_int_equal(errorlog_count(s->log, "SP0009"), lines + 1);
}

static void reload_tells_what_has_become_of_a_file(void **state)
{
    server_t *s = *state;
    size_t i;

    errorlog_allow(s->log, "SP0009");
    for (i = 0; i < ROWS; i++) {
        ROW("%s", rows[i].name);
        int lines = errorlog_count(s->log, "SP0009");

        rows[i].event(server_path(s, TEMPLATE));
        is_told(s, client_get(s, "/x", NULL), lines, rows[i].says);
        mend(s);
        assert_body(client_get(s, "/x", NULL), "mine 404");
    }
}

static void reload_tells_what_it_may_not_read(void **state)
{
    server_t *s = *state;

    if (geteuid() != 0) {
        rows_skip("root, whose children have another user", "sudo");
    }
    errorlog_allow(s->log, "SP0009");
    chmod(server_path(s, TEMPLATE), 0);
    is_told(s, client_get(s, "/x", NULL), errorlog_count(s->log, "SP0009"),
            "plain.txt: cannot be read: Permission denied");
    mend(s);
}

static void reload_goes_on_without_a_file_and_tells_of_a_folder(void **state)
{
    server_t *s = *state;
    const char *folder = server_path(s, "conf/mine");
    const char *away = server_path(s, "conf/away");

    errorlog_allow(s->log, "SP0009");
    vanish(server_path(s, TEMPLATE));
    assert_page(client_get(s, "/x", NULL), 404); /* the default theme's */
    mend(s);
    assert_int_equal(rename(folder, away), 0);
    is_told(s, client_get(s, "/x", NULL), errorlog_count(s->log, "SP0009"),
            "unknown theme");
    assert_int_equal(rename(away, folder), 0);
    assert_body(client_get(s, "/x", NULL), "mine 404");
}

/* A connection that is open already is served without a new descriptor. */
static void reload_tells_that_descriptors_are_out(void **state)
{
    static const struct {
        const char *path, *says;
        int told;
    } steps[] = {
        {"/x", "mine 404", 0},
        {"/t?few-files", "limited", 0},
        {"/x", "cannot be read: Too many open files", 1},
        {"/t?many-files", "limited", 0},
        {"/x", "mine 404", 0},
    };
    server_t *s = *state;
    wire_t *w = wire_open(s);
    size_t i;

    errorlog_allow(s->log, "SP0009");
    for (i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
        ROW("%d: %s", (int)i, steps[i].path);
        int lines = errorlog_count(s->log, "SP0009");
        response_t *r;

        wire_send(w,
                  apr_psprintf(s->pool, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n",
                               steps[i].path),
                  0);
        r = wire_read(w, "GET");
        if (steps[i].told) {
            is_told(s, r, lines, steps[i].says);
        }
        else {
            assert_body(r, steps[i].says);
        }
    }
    wire_close(w);
}

/* Writes two templates of unlike size in turn, as the worst of editors does. */
static void write_on(const char *path)
{
    static char text[2][3000];
    int i;

    memset(text[0], 'a', 2000);
    memset(text[1], 'b', 2990);
    strcpy(text[0] + 2000, " {{status}}\n");
    strcpy(text[1] + 2984, " {{status}}\n");
    for (i = 0;; i = !i) {
        text_write(path, text[i], 0644);
        usleep(300);
    }
}

static void a_file_that_is_written_on_is_never_shown_by_half(void **state)
{
    server_t *s = *state;
    int i, whole = 0;
    pid_t writer = fork();

    if (writer == 0) {
        write_on(server_path(s, TEMPLATE));
    }
    errorlog_allow(s->log, "SP0009");
    for (i = 0; i < 80; i++) {
        ROW("request %d", i);
        response_t *r = client_get(s, "/x", NULL);

        assert_status(r, 404);
        if (text_matches(r->body, "^(a{2000}|b{2984}) 404\n$")) {
            whole++;
        }
        else if (!text_matches(r->body, "^mine 404\n$")) {
            assert_body(r, "The theme has a fault");
            assert_true(
                text_matches(r->body, "changed while it was read|is empty"));
        }
    }
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
    mend(s);
    assert_true(whole > 0);
}

/* Without Reload no file is looked at: not for a page that was never made. */
static void pages_need_no_file_once_httpd_has_started(void **state)
{
    server_t *s = described("faults-away", "");

    server_start(s);
    vanish(server_path(s, TEMPLATE));
    vanish(server_path(s, "conf/mine/note.md"));
    rmdir(server_path(s, "conf/mine"));
    assert_body(client_get(s, "/t?die=404", NULL), "mine 404");
    assert_body(client_get(s, "/t?die=410", NULL), "mine 410");
    assert_int_equal(server_stop(s), 0);
}

static void a_graceful_restart_is_refused_and_the_old_pages_stay(void **state)
{
    server_t *s = described("faults-graceful", "");
    size_t i;

    server_start(s);
    for (i = 0; i < ROWS; i++) {
        ROW("%s", rows[i].name);
        result_t result;

        rows[i].event(server_path(s, TEMPLATE));
        result = server_check(s);
        assert_int_equal(result.exit, 1);
        assert_true(text_matches(result.text, "Syntax error on line [0-9]+"));
        assert_non_null(strstr(result.text, "StatusPagesTheme: "));
        assert_non_null(strstr(result.text, rows[i].says));
        result = server_graceful(s);
        assert_int_equal(result.exit, 1);
        assert_non_null(strstr(result.text, rows[i].says));
        assert_body(client_get(s, "/x", NULL), "mine 404");
        mend(s);
    }
    server_file(s, TEMPLATE, "new {{status}}\n");
    assert_int_equal(server_graceful(s).exit, 0);
    assert_body(client_get(s, "/x", NULL), "new 404");
    assert_int_equal(server_stop(s), 0);
}

static int start(void **state)
{
    server_t *s = described("faults", "StatusPagesReload On");

    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    return server_stop(*state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(reload_tells_what_has_become_of_a_file),
        TEST(reload_tells_what_it_may_not_read),
        TEST(reload_goes_on_without_a_file_and_tells_of_a_folder),
        TEST(reload_tells_that_descriptors_are_out),
        TEST(a_file_that_is_written_on_is_never_shown_by_half),
        TEST(pages_need_no_file_once_httpd_has_started),
        TEST(a_graceful_restart_is_refused_and_the_old_pages_stay),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
