/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* An allocator that counts, and lets the n-th allocation fail. Linked into a
 * test program it stands before malloc() of the whole process; as alloc.so it
 * is preloaded into a program, and its plan is a file that both have mapped:
 * the one that the variable SP_ALLOC_PLAN names. */
#ifndef SP_FAULTS_ALLOC_H
#define SP_FAULTS_ALLOC_H

/** What is to fail, and what has happened. All zero: nothing is counted. */
typedef struct alloc_plan_t {
    long on;    /* 1: count */
    long ours;  /* 1: what mod_statuspages.so asks for alone, itself or by way
                   of jansson, zlib, expat and APR */
    long pools; /* 1: mmap() alone, where Debian's APR has its pools from */
    long nth;   /* this one fails; 0: none */
    long count; /* so many there were */
    long fired; /* 1: it has failed */
} alloc_plan_t;

/** The plan of this process. */
extern alloc_plan_t *alloc_plan;

/** Whether it was mod_statuspages.so that asked, by the address that an
 *  allocation returns to. */
int alloc_caller_is_ours(const void *address);

#endif /* SP_FAULTS_ALLOC_H */
