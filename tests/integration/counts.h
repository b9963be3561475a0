/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What preload_counts.c counts in httpd's processes, all of them together. */
#ifndef COUNTS_H
#define COUNTS_H

typedef struct counts_t {
    unsigned long files; /* opened, looked at, folders too */
    unsigned long locks; /* mutexes and read-write locks taken */
    unsigned long bytes; /* asked of pools */
    unsigned long heap;  /* asked of malloc(), by pools as well */
} counts_t;

#endif /* COUNTS_H */
