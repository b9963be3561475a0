/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Cells are looked at one by one, and what they could be is counted; see
 * counts.h. */
#include "import/counts.h"

#include "base/codes.h"
#include "import/cell.h"
#include "import/heads.h"
#include "import/phrases.h"
#include "import/retry.h"

#include <apr_lib.h>
#include <string.h>

/* No head of a column is longer. */
#define LONGEST_HEAD 60

/* QUOTA_EXCEEDED, quota-exceeded, E1007; not "NotFound", which is a message
 * to some. */
static int is_strong(sp_slice_t s)
{
    int upper = 0, lower = 0, joints = 0;
    apr_size_t i;

    for (i = 0; i < s.len; i++) {
        upper += apr_isupper(s.p[i]) != 0;
        lower += apr_islower(s.p[i]) != 0;
        joints += i > 0 && strchr("_.-0123456789", s.p[i]) != NULL;
    }
    return joints > 0 ? upper == 0 || lower == 0 || memchr(s.p, '_', s.len)
                      : lower == 0 && upper > 2;
}

/* The phrase of the row's own code, or one of several words. */
static int has_phrase(sp_slice_t s, int code)
{
    sp_split_t sure;
    apr_size_t n = sp_phrase_match(s, code, &sure);

    return n > 0 && sure >= SP_SPLIT_GOOD && n == s.len;
}

static void count_cell(sp_count_t *n, const sp_cell_t *cell, int code)
{
    sp_slice_t s = sp_slice_trim(cell->text);
    apr_size_t i;

    if (s.len == 0 || sp_is_nothing(s)) {
        return;
    }
    n->filled++;
    n->names += sp_is_name(s);
    n->strong += sp_is_name(s) && is_strong(s);
    n->phrases += has_phrase(s, code);
    n->messages += sp_is_message(s);
    n->sentences += sp_slice_is_sentence(s);
    n->addresses += sp_is_address(s);
    n->links += cell->link.len > 0;
    n->advice += sp_retry_word(s) != NULL;
    for (i = 0; i < s.len; i++) {
        if (apr_isalpha(s.p[i]) || ((unsigned char)s.p[i] & 0x80)) {
            n->letters++;
            break;
        }
    }
}

/* The codes of a row, 0 where it has none. */
int sp_counts_code(const sp_cells_t *row, int column, sp_slice_t *rest)
{
    int codes[1], class_ = 0;

    if (sp_cell_codes(sp_cells_at(row, column), codes, 1, &class_, rest) > 0) {
        return codes[0];
    }
    return class_ > 0 && sp_cells_filled(row) > 1 ? class_ : 0;
}

/* A sentence heads no column. */
sp_slice_t sp_counts_head(const sp_look_t *l, int column)
{
    sp_slice_t head = sp_cells_at(&l->table->head, column);

    head.len = head.len <= LONGEST_HEAD ? head.len : 0;
    return head;
}

/* Count the rows that hold a code, and what stands in them. */
void sp_counts_rows(sp_look_t *l)
{
    sp_columns_t *c = l->c;
    char seen[SP_CODE_MAX + 1] = {0};
    sp_slice_t rest;
    int k, i;

    for (k = 0; k < l->row_count; k++) {
        const sp_cells_t *row = &l->rows[k];
        int code = sp_counts_code(row, c->status, &rest), found = 0,
            sentence = 0;

        c->rows += code != 0;
        if (code == 0 || row->count > c->count) {
            continue;
        }
        l->repeated |= seen[code];
        seen[code] = 1;
        if (rest.len > 0) {
            sp_count_t in_code = {0};
            sp_cell_t cell = {rest, {"", 0}, NULL, 0, 0};

            count_cell(&in_code, &cell, code);
            found = in_code.phrases;
            l->count[c->status].messages++;
        }
        for (i = 0; i < row->count && i < c->count; i++) {
            sp_count_t before = l->count[i];

            if (i != c->status) {
                count_cell(&l->count[i], &row->cell[i], code);
                found |= l->count[i].phrases > before.phrases;
                sentence |= l->count[i].sentences > before.sentences;
            }
        }
        c->phrases += found;
        c->sentences += sentence;
    }
}
