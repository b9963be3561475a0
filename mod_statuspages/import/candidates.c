/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which lines begin a row; see candidates.h. "503 Service Unavailable
 * is sent when ..." may stand in the description of 502, and "300 Requests a
 * minute" in that of 429, so no line is judged alone: its code may have a
 * better row elsewhere, rows of a document look alike, and codes ascend as a
 * rule. What stays unclear is said to be so, never guessed away. */
#include "import/candidates.h"

#include <apr_lib.h>
#include <string.h>

/* What has no message and is shorter is "KiB", or "Hz". */
#define SHORT 12

/* What is known of the whole document while its lines are judged. */
typedef struct bench_t {
    sp_candidate_t *list;
    int count;
    int alone;  /* most rows have their number on a line of its own */
    int lower;  /* descriptions begin in lower case */
    int *after; /* the code of the next sure row, by candidate */
    char claimed[SP_CODE_COUNT]; /* a sure row has that code */
} bench_t;

sp_slice_t sp_import_undecorated(sp_slice_t line)
{
    sp_slice_t s = line;

    while (s.len > 1 && s.p[0] == '#') {
        s = sp_slice_from(s, 1);
    }
    if (s.len > 2 && strchr("-*+>", s.p[0]) != NULL && s.p[1] == ' ') {
        s = sp_slice_from(s, 2);
    }
    else if (s.len > 3 && memcmp(s.p, "\xE2\x80\xA2", 3) == 0) {
        s = sp_slice_from(s, 3);
    }
    s = sp_slice_trim(s);
    while (s.len > 1 && strchr("*_`", s.p[0]) != NULL) {
        s = sp_slice_from(s, 1);
    }
    return s;
}

/* What stands behind the number, without the mark that divides. */
static sp_slice_t behind_code(sp_slice_t s, apr_size_t size)
{
    s = sp_slice_from(s, size);
    while (s.len > 0 && strchr(":.)*_`", s.p[0]) != NULL) {
        s = sp_slice_from(s, 1);
    }
    s = sp_slice_trim(s);
    if (s.len > 1 && (s.p[0] == '-' || s.p[0] == ':') && s.p[1] == ' ') {
        s = sp_slice_from(s, 1);
    }
    else if (s.len > 3 && (memcmp(s.p, "\xE2\x80\x93", 3) == 0 ||
                           memcmp(s.p, "\xE2\x80\x94", 3) == 0)) {
        s = sp_slice_from(s, 3);
    }
    return sp_slice_trim(s);
}

/* The number stands alone: the next line must be the message. */
static void read_alone(const sp_import_job_t *job, sp_candidate_t *c)
{
    apr_size_t size;
    sp_slice_t next;

    c->alone = 1;
    c->split = SP_SPLIT_NONE;
    if (c->line + 1 >= job->line_count) {
        return;
    }
    next = job->lines[c->line + 1].text;
    if (sp_slice_code(sp_import_undecorated(next), &size) != 0) {
        return;
    }
    c->next = c->line + 2;
    c->split = sp_import_split(next, c->code, &c->message, &c->rest);
    if (c->split >= SP_SPLIT_GOOD) {
        return;
    }
    c->split = sp_import_is_message(next) && !sp_import_is_title(next)
                   ? SP_SPLIT_GUESS
                   : SP_SPLIT_NONE;
    c->message = next;
    c->rest.len = 0;
}

/* "300 seconds", "128 KiB", "100 % of": a number with a unit, or a sentence. */
static int is_plain(sp_slice_t rest)
{
    unsigned char first = (unsigned char)rest.p[0];

    return apr_islower(first) || (first < 0x80 && !apr_isalpha(first)) ||
           rest.len < SHORT;
}

static int read_line(const sp_import_job_t *job, int i, sp_candidate_t *c)
{
    sp_slice_t text = sp_import_undecorated(job->lines[i].text), rest;
    apr_size_t size;

    memset(c, 0, sizeof(*c));
    c->code = sp_slice_code(text, &size);
    if (c->code == 0) {
        return 0;
    }
    c->line = i;
    c->next = i + 1;
    rest = behind_code(text, size);
    if (rest.len == 0) {
        read_alone(job, c);
    }
    else {
        c->split = sp_import_split(rest, c->code, &c->message, &c->rest);
        c->plain = c->split == SP_SPLIT_NONE && is_plain(rest) &&
                   text.p == job->lines[i].text.p;
    }
    if (i > 0 && c->split < SP_SPLIT_CERTAIN &&
        sp_import_is_cut(&job->lines[i - 1], &job->lines[i], job->width,
                         c->split > SP_SPLIT_SENTENCE)) {
        c->split = SP_SPLIT_NONE;
        c->plain = 1;
    }
    return 1;
}

static void find(const sp_import_job_t *job, bench_t *b)
{
    apr_size_t size;
    int i, room = 0;

    for (i = 0; i < job->line_count; i++) {
        room += sp_slice_code(sp_import_undecorated(job->lines[i].text),
                              &size) != 0;
    }
    b->list = apr_palloc(job->pool, (apr_size_t)room * sizeof(*b->list) + 1);
    b->after = apr_palloc(job->pool, (apr_size_t)room * sizeof(int) + 1);
    for (i = 0; i < job->line_count && b->count < room; i++) {
        b->count += read_line(job, i, &b->list[b->count]);
    }
}

/* What most rows look like, by those that there is no doubt about. */
static void learn_style(bench_t *b)
{
    int i, alone = 0, shared = 0, lower = 0;

    for (i = 0; i < b->count; i++) {
        const sp_candidate_t *c = &b->list[i];

        if (c->split == SP_SPLIT_CERTAIN) {
            alone += c->alone;
            shared += !c->alone;
        }
        lower += c->split == SP_SPLIT_SENTENCE && !c->alone;
    }
    b->alone = alone > shared;
    b->lower = lower > alone + shared;
}

static void claim(bench_t *b)
{
    int i, pass;

    for (pass = 0; pass < 2; pass++) { /* the usual rows first */
        for (i = 0; i < b->count; i++) {
            sp_candidate_t *c = &b->list[i];
            int usual = c->alone == b->alone;
            int sure = pass == 0 ? usual && c->split >= SP_SPLIT_GOOD
                                 : !usual && c->split == SP_SPLIT_CERTAIN &&
                                       !b->claimed[c->code - SP_CODE_MIN];

            if (sure) {
                c->verdict = SP_VERDICT_ROW;
            }
        }
        for (i = 0; i < b->count; i++) {
            if (b->list[i].verdict == SP_VERDICT_ROW) {
                b->claimed[b->list[i].code - SP_CODE_MIN] = 1;
            }
        }
    }
}

static void look_ahead(bench_t *b)
{
    int i, code = SP_CODE_MAX + 1;

    for (i = b->count - 1; i >= 0; i--) {
        b->after[i] = code;
        if (b->list[i].verdict == SP_VERDICT_ROW) {
            code = b->list[i].code;
        }
    }
}

static sp_verdict_t judge(const bench_t *b, const sp_candidate_t *c, int before,
                          int after)
{
    int ascends = before < c->code && c->code < after;
    int known = sp_phrase_knows(c->code);

    if (b->claimed[c->code - SP_CODE_MIN] || c->plain) {
        return SP_VERDICT_TEXT;
    }
    if (c->split == SP_SPLIT_SENTENCE && b->lower) {
        return SP_VERDICT_ROW;
    }
    if (c->split == SP_SPLIT_GUESS && (ascends || (c->alone && known))) {
        return SP_VERDICT_ROW;
    }
    return ascends && (known || before > 0) ? SP_VERDICT_UNCLEAR
                                            : SP_VERDICT_TEXT;
}

const sp_candidate_t *sp_import_candidates(const sp_import_job_t *job,
                                           int *count)
{
    bench_t *b = apr_pcalloc(job->pool, sizeof(*b));
    int i, before = 0;

    find(job, b);
    learn_style(b);
    claim(b);
    look_ahead(b);
    for (i = 0; i < b->count; i++) {
        sp_candidate_t *c = &b->list[i];

        if (c->verdict == SP_VERDICT_TEXT) {
            c->verdict = judge(b, c, before, b->after[i]);
        }
        if (c->verdict != SP_VERDICT_TEXT) {
            before = c->code;
        }
    }
    *count = b->count;
    return b->list;
}
