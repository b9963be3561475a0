/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading whole files: what is there is read to the byte, and what is no
 * regular file is refused at once, a pipe without a writer too. */
#include "files_helper.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* Read a file that must be refused; gives the fault. */
static const char *refusal(files_t *t, const char *path)
{
    const char *text = "untouched";
    apr_size_t len = 77;
    apr_status_t rv = sp_file_read(path, &text, &len, t->pool, &t->err);

    assert_int_not_equal(rv, APR_SUCCESS);
    assert_string_equal(text, "untouched");
    return files_fault(t);
}

static void a_file_is_read_to_the_byte(void **state)
{
    static const char bytes[] = "a\0b\r\n\xFF\x1A\xEF\xBB\xBFz";
    files_t *t = *state;
    const char *path = files_put_bytes(t, "x", bytes, sizeof(bytes) - 1);
    const char *text;
    apr_size_t len;

    assert_int_equal(sp_file_read(path, &text, &len, t->pool, &t->err),
                     APR_SUCCESS);
    assert_int_equal(len, sizeof(bytes) - 1);
    assert_memory_equal(text, bytes, sizeof(bytes)); /* the NUL behind it */
    assert_null(t->err.msg);
}

static void an_empty_file_is_an_empty_text(void **state)
{
    files_t *t = *state;
    const char *text;
    apr_size_t len = 7;

    assert_int_equal(
        sp_file_read(files_put(t, "empty", ""), &text, &len, t->pool, &t->err),
        APR_SUCCESS);
    assert_int_equal(len, 0);
    assert_string_equal(text, "");
}

static void a_missing_file_is_told_from_other_faults(void **state)
{
    files_t *t = *state;
    const char *text;
    apr_size_t len;

    assert_true(APR_STATUS_IS_ENOENT(
        sp_file_read(files_path(t, "none"), &text, &len, t->pool, &t->err)));
    assert_string_equal(files_fault(t),
                        "DIR/none: cannot be read: No such file or directory");
    assert_false(APR_STATUS_IS_ENOENT(
        sp_file_read(t->folder, &text, &len, t->pool, &t->err)));
}

static void a_folder_is_no_file(void **state)
{
    files_t *t = *state;

    assert_string_equal(refusal(t, t->folder), "DIR: is no regular file");
}

/* Opening it for reading would wait for a writer; the alarm is for that. */
static void a_pipe_and_a_device_are_refused_at_once(void **state)
{
    files_t *t = *state;
    const char *path = files_path(t, "pipe");

    assert_int_equal(mkfifo(path, 0600), 0);
    alarm(10);
    assert_string_equal(refusal(t, path), "DIR/pipe: is no regular file");
    assert_string_equal(refusal(t, "/dev/zero"),
                        "/dev/zero: is no regular file");
    alarm(0);
}

static void a_file_below_a_file_and_a_dangling_link_are_refused(void **state)
{
    files_t *t = *state;
    const char *file = files_put(t, "x", "x");

    assert_string_equal(refusal(t, apr_pstrcat(t->pool, file, "/y", NULL)),
                        "DIR/x/y: cannot be read: Not a directory");
    assert_int_equal(symlink("nowhere", files_path(t, "link")), 0);
    assert_string_equal(refusal(t, files_path(t, "link")),
                        "DIR/link: is a link to a file that is not there; mend "
                        "the link, or take it away");
}

static void a_link_to_a_file_is_that_file(void **state)
{
    files_t *t = *state;
    const char *text;
    apr_size_t len;

    files_put(t, "x", "linked");
    assert_int_equal(symlink("x", files_path(t, "link")), 0);
    assert_int_equal(
        sp_file_read(files_path(t, "link"), &text, &len, t->pool, &t->err),
        APR_SUCCESS);
    assert_string_equal(text, "linked");
}

/* Sparse: nothing is written, and nothing of it may be read. */
static const char *put_sparse(files_t *t, const char *name, apr_off_t size)
{
    const char *path = files_put(t, name, "");
    apr_file_t *file;

    assert_int_equal(apr_file_open(&file, path, APR_FOPEN_WRITE, 0, t->pool),
                     APR_SUCCESS);
    assert_int_equal(apr_file_trunc(file, size), APR_SUCCESS);
    apr_file_close(file);
    return path;
}

static void the_bound_is_the_last_size_that_is_read(void **state)
{
    files_t *t = *state;
    const char *text;
    apr_size_t len;

    assert_string_equal(
        refusal(t, put_sparse(t, "large", SP_FILE_MAX + 1)),
        "DIR/large: is larger than 4194304 bytes, the most that is read");
    refusal(t, put_sparse(t, "huge", (apr_off_t)1 << 40));
    assert_int_equal(sp_file_read(put_sparse(t, "most", SP_FILE_MAX), &text,
                                  &len, t->pool, &t->err),
                     APR_SUCCESS);
    assert_int_equal(len, SP_FILE_MAX);
    assert_int_equal(text[SP_FILE_MAX], '\0');
}

static void a_folder_is_told_from_all_else(void **state)
{
    files_t *t = *state;

    assert_true(sp_file_is_folder(t->folder, t->pool));
    assert_true(
        sp_file_is_folder(apr_pstrcat(t->pool, t->folder, "/", NULL), t->pool));
    assert_false(sp_file_is_folder(files_put(t, "x", ""), t->pool));
    assert_false(sp_file_is_folder(files_path(t, "none"), t->pool));
    assert_false(sp_file_is_folder("", t->pool));
    assert_int_equal(symlink(".", files_path(t, "link")), 0);
    assert_true(sp_file_is_folder(files_path(t, "link"), t->pool));
}

static void an_error_is_not_asked_for_by_all(void **state)
{
    files_t *t = *state;
    const char *text;
    apr_size_t len;

    assert_int_not_equal(
        sp_file_read(files_path(t, "none"), &text, &len, t->pool, NULL),
        APR_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_file_is_read_to_the_byte),
        FILES_TEST(an_empty_file_is_an_empty_text),
        FILES_TEST(a_missing_file_is_told_from_other_faults),
        FILES_TEST(a_folder_is_no_file),
        FILES_TEST(a_pipe_and_a_device_are_refused_at_once),
        FILES_TEST(a_file_below_a_file_and_a_dangling_link_are_refused),
        FILES_TEST(a_link_to_a_file_is_that_file),
        FILES_TEST(the_bound_is_the_last_size_that_is_read),
        FILES_TEST(a_folder_is_told_from_all_else),
        FILES_TEST(an_error_is_not_asked_for_by_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
