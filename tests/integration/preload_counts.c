/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Stands before libc and APR in httpd (LD_PRELOAD) and counts for test_costs:
 * files opened or looked at, locks taken, bytes asked of pools and of malloc().
 * The counters lie in a file that SP_COUNTS names; httpd's children share it
 * with the test. What is put before a function has its very type. */
#include "counts.h"

#include <apr_pools.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static counts_t nowhere;
static counts_t *counts = &nowhere;

__attribute__((constructor)) static void share(void)
{
    const char *path = getenv("SP_COUNTS");
    int fd = path != NULL ? open(path, O_RDWR) : -1;
    void *map;

    if (fd < 0) {
        return;
    }
    map =
        mmap(NULL, sizeof(*counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED) {
        counts = map;
    }
    close(fd);
}

static void add(unsigned long *to, unsigned long n)
{
    __atomic_fetch_add(to, n, __ATOMIC_RELAXED);
}

/* Puts NAME of that type before the one behind us, counting N to WHERE. */
#define BEFORE(result, name, declared, passed, where, n)                       \
    EXPORT result name declared                                                \
    {                                                                          \
        static result(*behind) declared;                                       \
        if (behind == NULL) {                                                  \
            void *found = dlsym(RTLD_NEXT, #name);                             \
            memcpy(&behind, &found, sizeof(behind));                           \
        }                                                                      \
        add(&counts->where, n);                                                \
        return behind passed;                                                  \
    }

BEFORE(int, stat, (const char *path, struct stat *to), (path, to), files, 1)
BEFORE(int, lstat, (const char *path, struct stat *to), (path, to), files, 1)
BEFORE(DIR *, opendir, (const char *path), (path), files, 1)
BEFORE(int, pthread_mutex_lock, (pthread_mutex_t * m), (m), locks, 1)
BEFORE(int, pthread_rwlock_rdlock, (pthread_rwlock_t * l), (l), locks, 1)
BEFORE(int, pthread_rwlock_wrlock, (pthread_rwlock_t * l), (l), locks, 1)
BEFORE(void *, apr_palloc, (apr_pool_t * p, apr_size_t n), (p, n), bytes, n)

EXPORT int open(const char *path, int flags, ...)
{
    va_list args;
    int mode;

    va_start(args, flags);
    mode = (flags & O_CREAT) != 0 ? va_arg(args, int) : 0;
    va_end(args);
    add(&counts->files, 1);
    return openat(AT_FDCWD, path, flags, mode);
}

/* dlsym() needs memory itself, so here libc's own names for it. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);

EXPORT void *malloc(size_t n)
{
    add(&counts->heap, n);
    return __libc_malloc(n);
}

EXPORT void *calloc(size_t n, size_t size)
{
    add(&counts->heap, n * size);
    return __libc_calloc(n, size);
}
