/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What stands in the columns of a table, counted over the rows that hold a
 * code. Refuses to know what that makes of a column; columns.c does. */
#ifndef SP_IMPORT_COUNTS_H
#define SP_IMPORT_COUNTS_H

#include "import/table.h"

typedef struct sp_words_at_t {
    const char *language; /* NULL: that of the document */
    int message;          /* a column, or -1 */
    int description;
} sp_words_at_t;

/** The columns of a table by their numbers, or -1; columns.c finds them. */
typedef struct sp_columns_t {
    int count;
    int status;
    int name; /* the API's own codes */
    int retry;
    int url;
    sp_words_at_t words[SP_IMPORT_LANGUAGES];
    int languages; /* of them; at least 1 */
    int rows;      /* that hold a code */
    int phrases;   /* of them, those with words that the world uses */
    int told;      /* the head says status or code */
    int sentences; /* rows that have a sentence */
} sp_columns_t;

/* What was counted in a column, over the rows that hold a code. */
typedef struct sp_count_t {
    int filled;
    int names;    /* could be an API's own code */
    int strong;   /* can hardly be anything else */
    int phrases;  /* what the world calls a status */
    int messages; /* short, and no sentence */
    int sentences;
    int letters; /* no mere number, version or date */
    int addresses;
    int links;
    int advice; /* "modify", "later", "after" */
    int taken;  /* it is known what it is */
    sp_slice_t head;
} sp_count_t;

typedef struct sp_look_t {
    const sp_table_t *table;
    const sp_cells_t *rows;
    int row_count;
    sp_count_t count[SP_IMPORT_COLUMNS];
    sp_columns_t *c;
    int repeated; /* a status stands in several rows */
} sp_look_t;

/** The code of a row by a column, or its class; 0 where it has none. */
int sp_counts_code(const sp_cells_t *row, int column, sp_slice_t *rest);

/** The head of a column; empty where it has a sentence. */
sp_slice_t sp_counts_head(const sp_look_t *look, int column);

/** Count the rows that hold a code, and what stands in them. */
void sp_counts_rows(sp_look_t *look);

#endif /* SP_IMPORT_COUNTS_H */
