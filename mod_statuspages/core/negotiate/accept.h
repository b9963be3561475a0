/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The grammar that Accept, Accept-Language and Accept-Encoding share: a list
 * of tokens with weights. Lenient, single pass, allocates nothing. */
#ifndef SP_NEGOTIATE_ACCEPT_H
#define SP_NEGOTIATE_ACCEPT_H

#include <apr.h>
#include <string.h>

#define SP_ACCEPT_Q_MAX 1000

typedef struct sp_accept_t {
    const char *name;  /* the token, as the client wrote it; not terminated */
    apr_size_t len;    /* may be 0 where there are only parameters */
    const char *slash; /* the slash in it, or NULL */
    int bad;           /* it has characters that HTTP forbids there */
    int q;             /* 0 to SP_ACCEPT_Q_MAX: thousandths */
} sp_accept_t;

/**
 * Read the next element of a list. *@a cursor moves on; it starts at the
 * value of the header. Returns 0 at the end. A weight that is missing, bad or
 * above 1 counts as 1; other parameters are skipped.
 */
int sp_accept_next(const char **cursor, sp_accept_t *element);

/** What SP_ACCEPT_SAME() calls where the bytes differ. */
int sp_accept_same_folded(const char *name, const char *word, apr_size_t len);

/** Whether @a len bytes at @a name and @a word are the same, case of the name
 *  aside; the word is in lower case and len is not 0. Mostly they are the
 *  very same or begin otherwise, and then nothing is called. */
#define SP_ACCEPT_SAME(name, word, len)                                        \
    (((name)[0] | 0x20) == (word)[0] &&                                        \
     (memcmp(name, word, len) == 0 || sp_accept_same_folded(name, word, len)))

/** Whether the name of an element is the literal @a word. */
#define SP_ACCEPT_IS(element, word)                                            \
    ((element)->len == sizeof(word) - 1 &&                                     \
     SP_ACCEPT_SAME((element)->name, word, sizeof(word) - 1))

#endif /* SP_NEGOTIATE_ACCEPT_H */
