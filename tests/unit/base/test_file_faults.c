/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Files that change while they are read, and a system that gives little at a
 * time: open(), read() and readdir() of this program are its own. */
#include "rows.h"
#include "files_helper.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.h"
#include "loaded/loaded.h"

/* APR shall find it here. */
#define OURS __attribute__((visibility("default")))

/* What happens to the file at hand, once, before a call of that kind. */
typedef void event_t(const char *path);

static const char *path;
static event_t *before_open, *before_read, *between_reads;
static int one_at_a_time, interrupted, reads, folder_fails, goes_stale;

static void happen(event_t **event)
{
    event_t *now = *event;

    *event = NULL;
    if (now != NULL) {
        now(path);
    }
}

OURS int open(const char *file, int flags, ...)
{
    va_list args;
    mode_t mode;
    int fd;

    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (path != NULL && strcmp(file, path) == 0) {
        happen(&before_open);
    }
    fd = (int)syscall(SYS_openat, AT_FDCWD, file, flags, mode);
    if (goes_stale) {
        close(fd);
    }
    return fd;
}

OURS ssize_t read(int fd, void *buffer, size_t size)
{
    happen(&before_read);
    if (interrupted && ++reads % 2) {
        errno = EINTR;
        return -1;
    }
    size = one_at_a_time && size > 1 ? 1 : size;
    if (between_reads != NULL) {
        size = size > 2 ? 2 : size;
        before_read = between_reads;
        between_reads = NULL;
    }
    return syscall(SYS_read, fd, buffer, size);
}

OURS struct dirent *readdir(DIR *dir)
{
    static struct dirent *(*real)(DIR * dir);

    if (folder_fails) {
        errno = EIO;
        return NULL;
    }
    if (real == NULL) {
        *(void **)&real = dlsym(RTLD_NEXT, "readdir");
    }
    return real(dir);
}

/* What APR before 1.7 reads folders with. */
OURS int readdir_r(DIR *dir, struct dirent *entry, struct dirent **found)
{
    static int (*real)(DIR * dir, struct dirent * entry,
                       struct dirent * *found);

    if (folder_fails) {
        return EIO;
    }
    if (real == NULL) {
        *(void **)&real = dlsym(RTLD_NEXT, "readdir_r");
    }
    return real(dir, entry, found);
}

static int forget(void **state)
{
    path = NULL;
    before_open = before_read = between_reads = NULL;
    one_at_a_time = interrupted = reads = folder_fails = goes_stale = 0;
    return files_teardown(state);
}

#define FAULT_TEST(test)                                                       \
    cmocka_unit_test_setup_teardown(test, files_setup, forget)

/* The text that is read, or the fault. */
static const char *outcome(files_t *t)
{
    const char *text = NULL;
    apr_size_t len;

    alarm(20); /* nothing may wait for another program */
    if (sp_file_read(path, &text, &len, t->pool, &t->err) != APR_SUCCESS) {
        text = files_fault(t);
    }
    alarm(0);
    return text;
}

static void little_at_a_time_is_read_to_the_end(void **state)
{
    files_t *t = *state;

    path = files_put(t, "x", "0123456789");
    one_at_a_time = 1;
    assert_string_equal(outcome(t), "0123456789");
    interrupted = 1;
    assert_string_equal(outcome(t), "0123456789");
    assert_true(reads > 10);
}

/* As on a file system whose server has gone in between. */
static void a_file_that_is_open_may_be_out_of_reach(void **state)
{
    files_t *t = *state;

    path = files_put(t, "x", "0123456789");
    assert_string_equal(outcome(t), "0123456789");
    goes_stale = 1;
    assert_string_equal(outcome(t),
                        "DIR/x: cannot be read: Bad file descriptor");
}

static void vanish(const char *file)
{
    assert_int_equal(unlink(file), 0);
}

static void become_pipe(const char *file)
{
    vanish(file);
    assert_int_equal(mkfifo(file, 0600), 0);
}

static void become_folder(const char *file)
{
    vanish(file);
    assert_int_equal(mkdir(file, 0700), 0);
}

static void become_device(const char *file)
{
    vanish(file);
    assert_int_equal(symlink("/dev/zero", file), 0);
}

static void become_circle(const char *file)
{
    vanish(file);
    assert_int_equal(symlink("x", file), 0);
}

static void grow(const char *file)
{
    int fd = open(file, O_WRONLY | O_APPEND);

    assert_int_equal(write(fd, "more", 4), 4);
    close(fd);
}

static void shrink(const char *file)
{
    assert_int_equal(truncate(file, 3), 0);
}

static void be_replaced(const char *file)
{
    char other[200];

    snprintf(other, sizeof(other), "%s.other", file);
    assert_int_equal(rename(other, file), 0);
}

/* Between the look at a file and its opening. */
static void a_file_may_become_anything_before_it_is_opened(void **state)
{
    static const struct {
        const char *name;
        event_t *event;
        const char *says;
    } rows[] = {
        {"gone", vanish, "DIR/x: cannot be read: No such file or directory"},
        {"pipe", become_pipe, "DIR/x: is no regular file"},
        {"folder", become_folder, "DIR/x: is no regular file"},
        {"device", become_device, "DIR/x: is no regular file"},
        {"circle", become_circle,
         "DIR/x: cannot be read: Too many levels of symbolic links"},
        {"other file", be_replaced, "other"},
        {"grown", grow, "0123456789more"},
        {"shrunk", shrink, "012"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].name);
        path = files_put(t, "x", "0123456789");
        files_put(t, "x.other", "other");
        before_open = rows[i].event;
        assert_string_equal(outcome(t), rows[i].says);
        files_remove(path, t->pool);
    }
}

/* Once it is open: another file in its place is none of its business. */
static void a_file_that_changes_is_not_taken(void **state)
{
    static const char changed[] =
        "DIR/x: changed while it was read; read it again when it is whole";
    static const struct {
        const char *name;
        event_t *event;
        const char *says;
    } rows[] = {
        {"gone", vanish, "0123456789"},
        {"other file", be_replaced, "0123456789"},
        {"grown", grow, changed},
        {"shrunk", shrink, changed},
    };
    files_t *t = *state;
    size_t i;
    int late;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (late = 0; late <= 1; late++) {
            ROW("%s, late: %d", rows[i].name, late);
            path = files_put(t, "x", "0123456789");
            files_put(t, "x.other", "other");
            *(late ? &between_reads : &before_read) = rows[i].event;
            assert_string_equal(outcome(t), rows[i].says);
            files_remove(path, t->pool);
        }
    }
}

static void what_never_was_a_file_is_refused_at_once(void **state)
{
    files_t *t = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    path = files_path(t, "socket");
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    assert_string_equal(outcome(t), "DIR/socket: is no regular file");
    close(fd);
    path = files_path(t, "x");
    assert_int_equal(symlink("x", path), 0);
    assert_string_equal(
        outcome(t), "DIR/x: cannot be read: Too many levels of symbolic links");
}

static void without_a_descriptor_it_says_so(void **state)
{
    files_t *t = *state;
    struct rlimit old, none;

    path = files_put(t, "x", "0123456789");
    getrlimit(RLIMIT_NOFILE, &old);
    none = old;
    none.rlim_cur = 3; /* those that are open */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    assert_string_equal(outcome(t),
                        "DIR/x: cannot be read: Too many open files");
    setrlimit(RLIMIT_NOFILE, &old);
    assert_string_equal(outcome(t), "0123456789");
}

static const char *catalog_fault(files_t *t, const char *name)
{
    const sp_catalog_t *found = NULL;
    sp_loaded_t *loaded;

    if (t->loaded == NULL) {
        assert_int_equal(sp_loaded_create(&loaded, t->pool, &t->err),
                         APR_SUCCESS);
        t->loaded = loaded;
    }
    assert_int_not_equal(
        sp_loaded_catalog(t->loaded, &found, name, name, &t->err), APR_SUCCESS);
    assert_null(found);
    return files_fault(t);
}

/* What can't be looked at is not called unknown: it is there. */
static void a_circle_of_links_is_told(void **state)
{
    static const char says[] =
        "DIR/x: cannot be read: Too many levels of symbolic links";
    files_t *t = *state;
    const sp_theme_t *theme = NULL;
    const char *name = files_path(t, "x");

    assert_int_equal(symlink("x", name), 0);
    assert_string_equal(catalog_fault(t, name), says);
    assert_int_not_equal(
        sp_loaded_theme(t->loaded, &theme, name, name, &t->err), APR_SUCCESS);
    assert_string_equal(files_fault(t), says);
}

/* Half of a folder is not taken for all of it. */
static void a_folder_that_breaks_off_is_no_catalogue(void **state)
{
    files_t *t = *state;
    const char *name;

    files_put(t, "acme/en.json",
              "{\"name\": \"acme\", \"language\": \"en\", "
              "\"codes\": {}}");
    name = files_path(t, "acme");
    folder_fails = 1;
    assert_string_equal(catalog_fault(t, name),
                        "DIR/acme: cannot be read: Input/output error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULT_TEST(little_at_a_time_is_read_to_the_end),
        FAULT_TEST(a_file_that_is_open_may_be_out_of_reach),
        FAULT_TEST(a_file_may_become_anything_before_it_is_opened),
        FAULT_TEST(a_file_that_changes_is_not_taken),
        FAULT_TEST(what_never_was_a_file_is_refused_at_once),
        FAULT_TEST(without_a_descriptor_it_says_so),
        FAULT_TEST(a_circle_of_links_is_told),
        FAULT_TEST(a_folder_that_breaks_off_is_no_catalogue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
