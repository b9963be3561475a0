/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table cases/hostile.tsv as data, for tests and fuzzing targets alike. */
#ifndef SP_HOSTILE_WORDS_H
#define SP_HOSTILE_WORDS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SP_SOURCE
#define SP_SOURCE "." /* tests run in the project's folder */
#endif

#define HOSTILE_TABLE SP_SOURCE "/tests/cases/hostile.tsv"

/** A row. */
typedef struct hostile_t {
    const char *kind;
    const char *name;
    const char *bytes; /* a NUL follows them, and may be in them */
    size_t len;
    const char *word; /* the same without NUL: what a string can hold */
} hostile_t;

static inline void hostile_die(const char *what, const char *text)
{
    fprintf(stderr, HOSTILE_TABLE ": %s: %s\n", what, text);
    abort();
}

static inline void *hostile_room(void *old, size_t size)
{
    void *room = realloc(old, size);

    if (room == NULL) {
        hostile_die("no memory", "");
    }
    return room;
}

/* A character in UTF-8. */
static inline char *hostile_utf8(char *out, unsigned long cp)
{
    int more = cp < 0x80 ? 0 : cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
    static const int lead[] = {0, 0xC0, 0xE0, 0xF0};
    int i;

    *out++ = (char)(lead[more] | (int)(cp >> (6 * more)));
    for (i = more - 1; i >= 0; i--) {
        *out++ = (char)(0x80 | (int)((cp >> (6 * i)) & 0x3F));
    }
    return out;
}

/* So many digits of a number in hexadecimal, from @a p on. */
static inline unsigned long hostile_hex(const char *p, size_t digits)
{
    char copy[9];
    char *end;
    unsigned long n;

    snprintf(copy, sizeof(copy), "%.*s", (int)digits, p);
    n = strtoul(copy, &end, 16);
    if (end != copy + digits) {
        hostile_die("too few digits", p);
    }
    return n;
}

/* What stands behind a backslash; returns where the text goes on. */
static inline const char *hostile_escape(const char *p, char **out)
{
    static const char plain[] = "0tnr\\", meant[] = {0, '\t', '\n', '\r', '\\'};
    const char *found = *p ? strchr(plain, *p) : NULL;
    size_t digits = *p == 'x' ? 2 : *p == 'u' ? 4 : *p == 'U' ? 8 : 0;

    if (found != NULL) {
        *(*out)++ = meant[found - plain];
    }
    else if (digits == 2) {
        *(*out)++ = (char)hostile_hex(p + 1, digits);
    }
    else if (digits > 0) {
        *out = hostile_utf8(*out, hostile_hex(p + 1, digits));
    }
    else {
        hostile_die("an escape is unknown", p);
    }
    return p + 1 + digits;
}

#define HOSTILE_LONGEST 20000

/* The bytes that a cell stands for, up to its end or to "}" in it. */
static inline const char *hostile_read(const char *p, char **out, int inner)
{
    while (*p != '\0' && !(inner && *p == '}')) {
        if (p[0] == '\\' && p[1] == '{') {
            char *rest;
            long times = strtol(p + 2, &rest, 10);
            while (times-- > 0) {
                p = hostile_read(rest + 1, out, 1);
            }
            p++;
        }
        else if (*p == '\\') {
            p = hostile_escape(p + 1, out);
        }
        else {
            *(*out)++ = *p++;
        }
    }
    return p;
}

static inline void hostile_row(hostile_t *row, char *line)
{
    char *room = hostile_room(NULL, 2 * HOSTILE_LONGEST);
    char *end = room, *word;
    const char *cell;
    size_t i;

    row->kind = strtok(line, "\t\n");
    row->name = strtok(NULL, "\t\n");
    cell = strtok(NULL, "\t\n");
    if (cell == NULL || strtok(NULL, "\t\n") == NULL) {
        hostile_die("four columns, please", line);
    }
    hostile_read(cell, &end, 0);
    row->bytes = room;
    row->len = (size_t)(end - room);
    row->word = word = end + 1;
    *end = '\0';
    for (i = 0; i < row->len; i++) {
        if (room[i] != '\0') {
            *word++ = room[i];
        }
    }
    *word = '\0';
    if (row->len >= HOSTILE_LONGEST || *row->word == '\0') {
        hostile_die("too long, or empty", row->name);
    }
}

/** All rows; the first is harmless. Read once, kept for good. */
static inline const hostile_t *hostile_table(size_t *count)
{
    static hostile_t *rows;
    static size_t n;
    char line[1024];
    FILE *f = rows ? NULL : fopen(HOSTILE_TABLE, "r");

    if (rows == NULL && f == NULL) {
        hostile_die("can't be read", "tests run in the project's folder");
    }
    while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
        if (*line != '#') {
            rows = hostile_room(rows, (n + 1) * sizeof(*rows));
            hostile_row(&rows[n++], strcpy(hostile_room(NULL, 1024), line));
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    *count = n;
    return rows;
}

/** How many of them a number of the fuzzer's, one byte, can name. */
#define HOSTILE_WORDS 256

/** One as a string; 0 is harmless. Behind the first rows it is every second
 *  one, and none of those that only are long: they make fuzzing slow. */
static inline const char *hostile_word(unsigned which)
{
    size_t count;
    const hostile_t *rows = hostile_table(&count);
    const hostile_t *row = &rows[which < 18 ? which : (2 * which) % count];

    return row->len > 600 ? rows[1].word : row->word;
}

#endif /* SP_HOSTILE_WORDS_H */
