/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a message ends and its description begins when both share a line.
 * Knows the messages that the world uses, and how sentences begin; refuses to
 * know lines and rows. */
#ifndef SP_IMPORT_PHRASES_H
#define SP_IMPORT_PHRASES_H

#include "import/slice.h"

/** How sure a split is, from not at all upwards. */
typedef enum sp_split_t {
    SP_SPLIT_NUMBER,   /* the number was no code: "300 seconds" */
    SP_SPLIT_NONE,     /* no message here */
    SP_SPLIT_SENTENCE, /* "404 Not Found is sent when ..." */
    SP_SPLIT_GUESS,    /* no known phrase, but it looks like one */
    SP_SPLIT_GOOD,     /* a known phrase, or a tab behind the message */
    SP_SPLIT_CERTAIN   /* the known phrase of this very code */
} sp_split_t;

/**
 * The length of the longest known phrase that @a text begins with; spaces,
 * hyphens, case and the like aside. 0 where there is none. *@a sure gets
 * SP_SPLIT_CERTAIN for the code's own, SP_SPLIT_GOOD for another one's of
 * several words, and SP_SPLIT_GUESS for a single word as "Found".
 */
apr_size_t sp_phrase_match(sp_slice_t text, int code, sp_split_t *sure);

/** Whether all of @a text is one known phrase. */
int sp_phrase_is(sp_slice_t text);

/** Whether the world uses that code. */
int sp_phrase_knows(int code);

/** The phrase that the world uses for a code, or NULL. */
const char *sp_phrase_of(int code, apr_pool_t *pool);

/** The code of a text that is one known phrase ("NotFound",
 * "too_many_requests"), or 0. */
int sp_phrase_code(const char *text);

/** Cut what stands behind a code in message and description. */
sp_split_t sp_message_split(sp_slice_t text, int code, sp_slice_t *message,
                            sp_slice_t *rest);

/**
 * Whether a whole line, or cell, can be a message: short, no sentence, and
 * not beginning in lower case.
 */
int sp_is_message(sp_slice_t text);

#endif /* SP_IMPORT_PHRASES_H */
