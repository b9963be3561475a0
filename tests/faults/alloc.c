/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See alloc.h. free() and munmap() are left alone: what comes from here is
 * the C library's own memory, or a sanitizer's where that is there. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* syscall(), RTLD_NEXT */
#endif
#include "alloc.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What stands behind: a sanitizer's allocator, or the C library's. */
extern void *__interceptor_malloc(size_t size) __attribute__((weak));
extern void *__interceptor_calloc(size_t n, size_t s) __attribute__((weak));
extern void *__interceptor_realloc(void *p, size_t s) __attribute__((weak));
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static alloc_plan_t own;
alloc_plan_t *alloc_plan = &own;

/* Looking for the caller may allocate. */
static __thread int busy;

__attribute__((constructor)) static void find_plan(void)
{
    const char *path = getenv("SP_ALLOC_PLAN");
    int fd = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *map = fd >= 0 ? mmap(NULL, sizeof(own), PROT_READ | PROT_WRITE,
                               MAP_SHARED, fd, 0)
                        : MAP_FAILED;

    if (map != MAP_FAILED) {
        busy = 1;
        alloc_caller_is_ours(map); /* loads what that needs */
        busy = 0;
        alloc_plan = map;
    }
    if (fd >= 0) {
        close(fd);
    }
}

static int fails(const void *caller, int pool)
{
    alloc_plan_t *plan = alloc_plan;
    int ours;

    if (!plan->on || busy || (plan->pools && !pool)) {
        return 0;
    }
    if (plan->ours) {
        busy = 1;
        ours = alloc_caller_is_ours(caller);
        busy = 0;
        if (!ours) {
            return 0;
        }
    }
    if (__atomic_add_fetch(&plan->count, 1, __ATOMIC_SEQ_CST) != plan->nth) {
        return 0;
    }
    plan->fired = 1;
    errno = ENOMEM;
    return 1;
}

__attribute__((visibility("default"))) void *malloc(size_t size)
{
    if (fails(__builtin_return_address(0), 0)) {
        return NULL;
    }
    return __interceptor_malloc ? __interceptor_malloc(size)
                                : __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t n, size_t size)
{
    if (fails(__builtin_return_address(0), 0)) {
        return NULL;
    }
    return __interceptor_calloc ? __interceptor_calloc(n, size)
                                : __libc_calloc(n, size);
}

__attribute__((visibility("default"))) void *realloc(void *p, size_t size)
{
    if (fails(__builtin_return_address(0), 0)) {
        return NULL;
    }
    return __interceptor_realloc ? __interceptor_realloc(p, size)
                                 : __libc_realloc(p, size);
}

/* Debian's APR has the blocks of its pools from here. */
__attribute__((visibility("default"))) void *
mmap(void *at, size_t size, int prot, int flags, int fd, off_t offset)
{
    if (fd == -1 && (flags & MAP_ANONYMOUS) &&
        fails(__builtin_return_address(0), 1)) {
        return MAP_FAILED;
    }
#ifdef SYS_mmap2
    return (void *)syscall(SYS_mmap2, at, size, prot, flags, fd, offset >> 12);
#else
    return (void *)syscall(SYS_mmap, at, size, prot, flags, fd, offset);
#endif
}

/* What is done at a library's end is not its work: gcov writes its counters
 * then, and can't do without memory. */
__attribute__((visibility("default"))) int dlclose(void *library)
{
    int (*next)(void *) = (int (*)(void *))dlsym(RTLD_NEXT, "dlclose");
    int was = busy;
    int result;

    busy = 1;
    result = next(library);
    busy = was;
    return result;
}

__attribute__((visibility("default"))) void exit(int code)
{
    void (*next)(int) = (void (*)(int))dlsym(RTLD_NEXT, "exit");

    busy = 1;
    next(code);
    abort();
}
