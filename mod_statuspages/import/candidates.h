/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The lines of a plain text that begin with the number of a status code:
 * which of them begin a row, and which are a sentence with a number in front.
 * Between text.c and candidates.c. */
#ifndef SP_IMPORT_CANDIDATES_H
#define SP_IMPORT_CANDIDATES_H

#include "import/phrases.h"

typedef enum sp_verdict_t {
    SP_VERDICT_TEXT,   /* belongs to what stands before it */
    SP_VERDICT_ROW,    /* begins a row */
    SP_VERDICT_UNCLEAR /* begins something, but what it says is unclear */
} sp_verdict_t;

typedef struct sp_candidate_t {
    int line; /* its index */
    int next; /* the index of the line behind its head */
    int code;
    int alone; /* the number is all that the line holds */
    int plain; /* the number clearly belongs to a sentence */
    sp_split_t split;
    sp_slice_t message;
    sp_slice_t rest; /* of the description, on the same line */
    sp_verdict_t verdict;
} sp_candidate_t;

/** Find and judge them, in the document's order. */
const sp_candidate_t *sp_import_candidates(const sp_import_job_t *job,
                                           int *count);

/** A line without what Markdown puts before its words: "## ", "- ", "**". */
sp_slice_t sp_import_undecorated(sp_slice_t line);

#endif /* SP_IMPORT_CANDIDATES_H */
