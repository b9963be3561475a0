/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The grammar that Accept, Accept-Language and Accept-Encoding share: a list
 * of names with weights. Lenient, single pass, allocates nothing. */
#ifndef SP_NEGOTIATE_ACCEPT_H
#define SP_NEGOTIATE_ACCEPT_H

#include <apr.h>

#define SP_ACCEPT_Q_MAX 1000

typedef struct sp_accept_t {
    const char *name; /* as the client wrote it; not terminated */
    apr_size_t len;   /* may be 0 where there are only parameters */
    int q;            /* 0 to SP_ACCEPT_Q_MAX: thousandths */
} sp_accept_t;

/**
 * Read the next element of a list. *@a cursor moves on; it starts at the
 * value of the header. Returns 0 at the end. A weight that is missing, bad or
 * above 1 counts as 1; other parameters are skipped.
 */
int sp_accept_next(const char **cursor, sp_accept_t *element);

/** A name that we know, in lower case. */
typedef struct sp_accept_name_t {
    const char *text;
    apr_size_t len;
} sp_accept_name_t;

#define SP_ACCEPT_NAME(text)                                                   \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }

/** Which of the names the element has, case aside; -1: none. */
int sp_accept_find(const sp_accept_t *element, const sp_accept_name_t *names,
                   int count);

/** Whether @a len bytes of a name are those of @a word, which is in lower
 *  case; case aside, whatever the locale. */
int sp_accept_same(const char *name, const char *word, apr_size_t len);

#endif /* SP_NEGOTIATE_ACCEPT_H */
