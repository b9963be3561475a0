/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Edit distance over short names; see spelling.h. */
#include "base/spelling.h"

#include <apr_lib.h>
#include <string.h>

/* No name of ours is longer; a longer one can't be near. */
#define LONGEST 48

/* What differs in more places was not meant. */
#define FARTHEST 3

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int same(char a, char b)
{
    return apr_tolower(a) == apr_tolower(b);
}

/* Inserted, dropped, replaced and swapped letters from a to b; both fit. */
static int differences(const char *a, const char *b)
{
    int rows[3][LONGEST + 1], *before = rows[0], *above = rows[1];
    int *row = rows[2], *spare;
    int alen = (int)strlen(a), blen = (int)strlen(b), i, j;

    for (j = 0; j <= blen; j++) {
        above[j] = j;
    }
    for (i = 1; i <= alen; i++) {
        row[0] = i;
        for (j = 1; j <= blen; j++) {
            row[j] = least(least(row[j - 1], above[j]) + 1,
                           above[j - 1] + !same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
                same(a[i - 2], b[j - 1])) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[blen];
}

static void try(const char *word, const char *known, const char **best,
                int *distance)
{
    apr_size_t len = strnlen(known, LONGEST + 1);
    int d;

    if (len > LONGEST || strnlen(word, LONGEST + 1) > LONGEST) {
        return;
    }
    d = differences(word, known);
    if (d < *distance && d * 3 <= (int)len) {
        *distance = d;
        *best = known;
    }
}

const char *sp_spelling_nearest(const char *name, const char *const *names,
                                int count)
{
    const char *best = NULL;
    int distance = FARTHEST + 1, i;

    for (i = 0; i < count; i++) {
        try(name, names[i], &best, &distance);
    }
    return best;
}

int sp_spelling_is_among(const char *name, const char *const *names, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return 1;
        }
    }
    return 0;
}

int sp_spelling_is_in(const char *name, const char *words)
{
    size_t len = strlen(name), n;

    for (; *words != '\0'; words += n + (words[n] == ' ')) {
        n = strcspn(words, " ");
        if (n == len && memcmp(words, name, n) == 0) {
            return 1;
        }
    }
    return 0;
}
