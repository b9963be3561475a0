/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The command on a machine that has no memory or no room on its disk: what it
 * gives is whole, or it says why not and its exit code is 1; and what was there
 * before is still there. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "../faults/alloc.h"

static const char document[] = "404 Not Found\nNothing is here.\n\n"
                               "503 Service Unavailable\nTry again.\n";

/* The plan that a preloaded alloc.so reads; made anew for each test. */
static alloc_plan_t *share_plan(files_t *t)
{
    static const alloc_plan_t none;
    const char *path =
        files_put_bytes(t, "plan", (const char *)&none, sizeof(none));
    int fd = open(path, O_RDWR);
    void *map =
        mmap(NULL, sizeof(none), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    assert_true(map != MAP_FAILED);
    close(fd);
    return map;
}

/* A sanitizer wants to be first, and does not need to be. */
static const char preload[] =
    "ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 "
    "SP_ALLOC_PLAN=\"$DIR/plan\" "
    "LD_PRELOAD=\"$(dirname \"$SP_RUN\")/faults/alloc.so\" \"$SP_RUN\" ";

static command_t run_without(files_t *t, alloc_plan_t *plan, const char *words,
                             long nth)
{
    command_t c;

    plan->on = 1;
    plan->nth = nth;
    plan->count = plan->fired = 0;
    c = command_shell(t, apr_pstrcat(t->pool, preload, words, NULL));
    plan->on = 0;
    return c;
}

static int blames_memory(const command_t *c)
{
    return strstr(c->err, "memory is short") != NULL ||
           strstr(c->err, "Cannot allocate memory") != NULL;
}

/* The first ones and the last ones, and some between: the built-in catalogue
 * takes some 40,000, and tests of core try them. */
static long after(long nth, long total)
{
    const long each = 16, step = total / 5;

    if (nth < each || nth >= total - each || step <= each) {
        return nth + 1;
    }
    return nth + step < total - each ? nth + step : total - each;
}

static void a_command_does_its_work_or_says_that_memory_is_short(void **state)
{
    static const char *const rows[] = {
        "import $DIR/doc.txt",
        "codes --json",
        "render 404 --format html",
        "render --template $DIR/t --data $DIR/d.json",
        "check $DIR/acme.json $DIR/theme",
    };
    files_t *t = *state;
    alloc_plan_t *plan;
    size_t i;

    /* the command's pools ask malloc() for each block then, before it could
     * say what is to happen when there is none */
    if (getenv("SP_ASAN") != NULL) {
        rows_skip("pools of APR's own", "make check");
    }
    plan = share_plan(t);
    files_put(t, "doc.txt", document);
    files_put(t, "t", "{{a}} {{#b}}x{{/b}}\n");
    files_put(t, "d.json", "{\"a\": \"words\", \"b\": [1, 2.5, null]}");
    files_put(t, "theme/plain.txt", "{{status}}\n");
    files_put(t, "acme.json",
              "{\"name\": \"acme\", \"language\": \"en\", \"codes\": {\"404\": "
              "{\"message\": \"No\"}}}");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i]);
        command_t whole = run_without(t, plan, rows[i], 0), c;
        long total = plan->count, nth, refused = 0;

        assert_int_equal(whole.code, 0);
        assert_true(total > 0); /* it was preloaded */
        for (nth = 1; nth <= total; nth = after(nth, total)) {
            ROW("allocation %ld of %ld", nth, total);
            c = run_without(t, plan, rows[i], nth);
            if (c.code == 1 && blames_memory(&c)) {
                refused++;
            }
            else if (c.code != 0 || strcmp(c.out, whole.out) != 0) {
                fail_msg("exit code %d\n%s\n%s", c.code, c.out, c.err);
            }
        }
        assert_true(refused > 0);
    }
    munmap(plan, sizeof(*plan));
}

/* Run it where a file can't grow past 512 bytes; what it says, and "exit N".
 * That goes through a pipe, which has no such bound. */
static const char *run_on_full_disk(files_t *t, const char *words)
{
    command_shell(
        t, apr_pstrcat(t->pool, "(trap '' XFSZ; ulimit -f 1; \"$SP_RUN\" ",
                       words, "; echo exit $?) 2>&1 | cat >$DIR/said", NULL));
    return command_output(t, "said");
}

static void a_full_disk_leaves_what_was_there(void **state)
{
    static const struct {
        const char *words, *file; /* the file that was there */
    } rows[] = {
        {"import $DIR/doc.txt --force --output $DIR/old.json", "old.json"},
        {"import $DIR/doc.txt --force --output $DIR/link.json", "old.json"},
        {"export $DIR/out --formats html", "out/400.html"},
    };
    files_t *t = *state;
    char *text = apr_pcalloc(t->pool, 4 * sizeof(document) * 20);
    size_t i;
    int n;

    for (n = 400; n < 440; n++) { /* more than one block */
        sprintf(text + strlen(text), "%d Nothing Of %d\nIt is so.\n\n", n, n);
    }
    files_put(t, "doc.txt", text);
    assert_int_equal(symlink("old.json", files_path(t, "link.json")), 0);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].words);
        const char *said;
        command_t c;

        files_put(t, rows[i].file, "what was there");
        said = run_on_full_disk(t, rows[i].words);
        pages_holds(said, "cannot be written: File too large\nexit 1\n");
        pages_holds(command_output(t, "said"), "File too large");
        assert_string_equal(command_output(t, rows[i].file), "what was there");
        c = command_shell(t, "ls -A $DIR $DIR/out 2>&1");
        pages_lacks(c.out, ".new"); /* no half of a file is left */
    }
}

static void what_is_new_is_whole_or_is_not_there(void **state)
{
    files_t *t = *state;
    const char *said = run_on_full_disk(t, "new-theme x $DIR");
    command_t c;

    pages_holds(said,
                "x/page.html: cannot be written: File too large\nexit 1\n");
    assert_int_equal(access(files_path(t, "x/page.html"), F_OK), -1);
    c = command_run(t, "new-theme x $DIR"); /* once there is room */
    command_ends(&c, 0);
}

/* What stood there is replaced at once, as what it was. */
static void a_file_that_is_replaced_keeps_its_mode_and_its_name(void **state)
{
    files_t *t = *state;
    struct stat info;
    command_t c;

    files_put(t, "doc.txt", document);
    chmod(files_put(t, "real.json", "old"), 0640);
    assert_int_equal(symlink("real.json", files_path(t, "link.json")), 0);
    c = command_shell(t, "\"$SP_RUN\" import $DIR/doc.txt --force --output "
                         "$DIR/link.json 2>&1");
    assert_int_equal(c.code, 0);
    pages_holds(command_output(t, "real.json"), "\"Nothing is here.\"");
    assert_int_equal(lstat(files_path(t, "link.json"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(files_path(t, "real.json"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_true(info.st_size > 100);
}

static void a_device_is_written_to_and_stays_one(void **state)
{
    files_t *t = *state;
    command_t c;
    struct stat info;

    files_put(t, "doc.txt", document);
    c = command_shell(t, "\"$SP_RUN\" import $DIR/doc.txt --force --output "
                         "/dev/full 2>$DIR/said");
    assert_int_equal(c.code, 1);
    pages_holds(command_output(t, "said"),
                "/dev/full: cannot be written: No space left on device");
    assert_int_equal(stat("/dev/full", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
}

/* Nobody waits for who reads a pipe that somebody has put there. */
static void a_pipe_in_the_folder_holds_nobody_up(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "out/x", "x");
    assert_int_equal(mkfifo(files_path(t, "out/400.txt"), 0600), 0);
    c = command_shell(t, "timeout 60 \"$SP_RUN\" export $DIR/out "
                         "--formats text");
    assert_int_equal(c.code, 1);
    pages_holds(c.err, "DIR/out/400.txt: cannot be written: ");
}

static void a_full_terminal_is_told(void **state)
{
    static const char *const rows[] = {
        "import $DIR/doc.txt", "codes",         "codes --json",
        "render 404",          "render --help", "check $DIR/t.txt"};
    files_t *t = *state;
    size_t i;

    files_put(t, "doc.txt", document);
    files_put(t, "t.txt", "{{status}}\n");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i]);
        command_t c =
            command_shell(t, apr_pstrcat(t->pool, "\"$SP_RUN\" ", rows[i],
                                         " >/dev/full", NULL));

        assert_int_equal(c.code, 1);
        pages_holds(c.err, "could not be written");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_command_does_its_work_or_says_that_memory_is_short),
        FILES_TEST(a_full_disk_leaves_what_was_there),
        FILES_TEST(what_is_new_is_whole_or_is_not_there),
        FILES_TEST(a_file_that_is_replaced_keeps_its_mode_and_its_name),
        FILES_TEST(a_device_is_written_to_and_stays_one),
        FILES_TEST(a_pipe_in_the_folder_holds_nobody_up),
        FILES_TEST(a_full_terminal_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
