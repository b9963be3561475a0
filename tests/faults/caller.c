/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whose allocation it is; see alloc.h. jansson, zlib and expat work for
 * mod_statuspages.so alone in the servers under test; APR works for all, so
 * that there the whole stack is asked. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dl_iterate_phdr(), dladdr() */
#endif
#include "alloc.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <stdint.h>
#include <string.h>

#define FRAMES 64

typedef enum owner_t { OTHERS, OURS, APR } owner_t;

typedef struct search_t {
    uintptr_t address;
    owner_t owner;
} search_t;

static const struct {
    const char *name;
    owner_t owner;
} objects[] = {
    {"mod_statuspages.so", OURS}, {"libjansson.so", OURS}, {"libz.so", OURS},
    {"libexpat.so", OURS},        {"libapr", APR},
};

static owner_t owner_named(const char *path)
{
    size_t i;

    for (i = 0; i < sizeof(objects) / sizeof(*objects); i++) {
        if (strstr(path, objects[i].name) != NULL) {
            return objects[i].owner;
        }
    }
    return OTHERS;
}

static int visit(struct dl_phdr_info *info, size_t size, void *baton)
{
    search_t *s = baton;
    int i;

    for (i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];

        if (segment->p_type == PT_LOAD &&
            s->address - (info->dlpi_addr + segment->p_vaddr) <
                segment->p_memsz) {
            s->owner = owner_named(info->dlpi_name);
            return 1;
        }
    }
    return 0;
}

static owner_t owner_of(const void *address)
{
    search_t s = {(uintptr_t)address, OTHERS};

    dl_iterate_phdr(visit, &s);
    return s.owner;
}

/* A bucket without memory is nobody's fault but APR-util's: apr_bucket_alloc()
 * gives NULL to apr_brigade_writev(), apr_bucket_pool_create() and their kin,
 * which write there. A child of bare httpd 2.4 crashes in the same way. */
static int is_bucket(void *address)
{
    Dl_info info;

    return dladdr(address, &info) != 0 && info.dli_sname != NULL &&
           strcmp(info.dli_sname, "apr_bucket_alloc") == 0;
}

int alloc_caller_is_ours(const void *address)
{
    owner_t owner = owner_of(address);
    void *frames[FRAMES];
    int n, i;

    if (owner != APR && alloc_plan->on) {
        return owner == OURS;
    }
    n = backtrace(frames, FRAMES);
    for (i = 0; i < n && !is_bucket(frames[i]); i++) {
        if (owner_of(frames[i]) == OURS) {
            return 1;
        }
    }
    return 0;
}
