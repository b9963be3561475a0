/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which tables of a document say what its status codes mean; see table.h. The
 * others are named. Refuses to know how they become rows. */
#include "import/make.h"

#include "import/phrases.h"

#include <apr_strings.h>
#include <string.h>

/* How sure it is, from not at all upwards. */
typedef enum worth_t {
    NO_CODES,
    NOT_ASKED_FOR,
    NUMBERS, /* that could be codes */
    TOLD,    /* its head says so, and it has sentences */
    CERTAIN  /* its words are those of a status page, or it has own codes */
} worth_t;

typedef struct candidate_t {
    const sp_table_t *table;
    sp_columns_t columns;
    worth_t worth;
} candidate_t;

static worth_t judge(const sp_job_t *job, candidate_t *c)
{
    const sp_import_part_t *part = job->part;
    const sp_columns_t *found = &c->columns;

    if ((part->table > 0 && part->table != c->table->number) ||
        (part->section != NULL &&
         !sp_section_within(job, c->table->section, part->section))) {
        return NOT_ASKED_FOR;
    }
    if (!sp_columns_find(&c->columns, c->table)) {
        return NO_CODES;
    }
    if (c->table->kind == SP_TABLE_GIVEN || found->name >= 0 ||
        found->phrases * 4 > found->rows) {
        return CERTAIN;
    }
    return found->told && found->sentences > 0 ? TOLD : NUMBERS;
}

static const char *why(const sp_job_t *job, const candidate_t *c)
{
    static const char *const reasons[] = {
        "no column of it holds status codes", "another was asked for",
        "its numbers have no words of a status page",
        "another has the words of a status page"};
    const sp_section_t *s = (const sp_section_t *)job->sections->elts;
    const char *below = c->table->section >= 0
                            ? apr_psprintf(job->pool, ", below \"%.80s\"",
                                           s[c->table->section].text)
                            : "";

    return apr_psprintf(job->pool, "table %d%s: %s", c->table->number, below,
                        reasons[c->worth]);
}

/* A table that is not read: the first row says why. A table that holds others
 * is a page's layout. */
static void leave_out(sp_job_t *job, const candidate_t *c)
{
    const sp_cells_t *row = (const sp_cells_t *)c->table->rows->elts;
    const char *reason = why(job, c);
    int i,
        lone = c->table->rows->nelts == 1 &&
               (c->table->head.count == 0 || c->table->head.cell == row->cell);

    for (i = 0; i < c->table->rows->nelts && !c->table->holds_tables; i++) {
        sp_job_note(job, row[i].line, SP_IMPORT_LEFT_OUT, row[i].raw,
                    lone ? NULL : reason);
        reason = NULL;
    }
}

static int is_same_head(const candidate_t *a, const candidate_t *b)
{
    return a->table->head.raw.len > 0 &&
           a->table->head.raw.len == b->table->head.raw.len &&
           memcmp(a->table->head.raw.p, b->table->head.raw.p,
                  a->table->head.raw.len) == 0;
}

/* The tables that are as sure as any, and those with the same head. */
static int is_chosen(const candidate_t *c, const candidate_t *best,
                     worth_t worth)
{
    return c->worth > NOT_ASKED_FOR &&
           (c->worth == worth || is_same_head(c, best));
}

/* Codes of a class that no row is about, by the class's own words. */
static void make_classes(sp_job_t *job)
{
    const sp_made_t *made = (const sp_made_t *)job->classes->elts;
    int i, k, code;

    for (i = 0; i < job->classes->nelts; i++, made++) {
        apr_array_header_t *list =
            apr_array_make(job->pool, 16, sizeof(const char *));
        char has[100] = {0};

        for (k = 0; k < job->rows->nelts; k++) {
            const sp_import_row_t *row =
                &APR_ARRAY_IDX(job->rows, k, sp_import_row_t);

            if (row->name == NULL && row->code / 100 == made->class_) {
                has[row->code % 100] = 1;
            }
        }
        for (k = 0; k < 100 && job->err->msg == NULL; k++) {
            code = made->class_ * 100 + k;
            if (!has[k] && sp_phrase_knows(code)) {
                sp_made_emit(job, made, code, SP_IMPORT_CLASS);
                APR_ARRAY_PUSH(list, const char *) = apr_itoa(job->pool, code);
            }
        }
        sp_job_note(job, made->row->line, SP_IMPORT_KEPT, made->row->raw,
                    apr_pstrcat(job->pool, "stands for ",
                                apr_array_pstrcat(job->pool, list, ' '), NULL));
    }
}

static void no_such_part(sp_job_t *job)
{
    if (job->part->section != NULL) {
        sp_job_fault(job, 0, 0, "its headings are those of the document",
                     "no table or list of status codes stands below a heading "
                     "\"%s\"",
                     job->part->section);
        return;
    }
    sp_job_fault(job, 0, 0, NULL,
                 "table %d was asked for; %d %s found, and that one is none "
                 "of status codes",
                 job->part->table, job->tables->nelts,
                 job->tables->nelts == 1 ? "was" : "were");
}

/* Read one table; its languages must be those of the tables before it. */
static void make_table(sp_job_t *job, const candidate_t *c, int first)
{
    sp_import_t *r = job->result;
    const sp_columns_t *columns = &c->columns;
    int i, same = columns->languages == r->language_count;

    for (i = 0; i < columns->languages && first; i++) {
        r->languages[i] = columns->words[i].language;
    }
    r->language_count = first ? columns->languages : r->language_count;
    if (!first && !same) {
        const sp_cells_t *row = (const sp_cells_t *)c->table->rows->elts;

        sp_job_fault(job, row->line, 0, "--table N chooses one of them",
                     "this table has %d language%s and the one before it %d",
                     columns->languages, columns->languages == 1 ? "" : "s",
                     r->language_count);
        return;
    }
    sp_table_make(job, c->table, columns);
}

/* A table whose head is no more than a row: the last one before the first that
 * has a code. */
static void find_head(sp_table_t *table)
{
    const sp_cells_t *row = (const sp_cells_t *)table->rows->elts;
    int i;

    if (table->head.count > 0 || table->kind == SP_TABLE_GIVEN) {
        return;
    }
    for (i = 0; i < table->rows->nelts && sp_cells_find_code(&row[i]) < 0;
         i++) {
        if (sp_cells_filled(&row[i]) > 1) {
            table->head = row[i];
        }
    }
}

/* Several tables of numbers, none of which says that they are codes. */
static void check_doubt(sp_job_t *job, const candidate_t *c, int count,
                        const candidate_t *best)
{
    int i;

    for (i = 0; i < count && best->worth == NUMBERS; i++) {
        if (&c[i] != best && c[i].worth == NUMBERS &&
            !is_same_head(&c[i], best)) {
            const sp_cells_t *row = (const sp_cells_t *)c[i].table->rows->elts;

            sp_job_fault(job, row->line, 0,
                         "--table N or --section \"Heading\" chooses one",
                         "tables %d and %d both hold numbers that could be "
                         "status codes",
                         best->table->number, c[i].table->number);
        }
    }
}

void sp_tables_read(sp_job_t *job)
{
    int count = job->tables->nelts, i, made = 0;
    candidate_t *c =
        apr_pcalloc(job->pool, (apr_size_t)(count + 1) * sizeof(*c));
    const candidate_t *best = c;

    for (i = 0; i < count; i++) {
        find_head(APR_ARRAY_IDX(job->tables, i, sp_table_t *));
        c[i].table = APR_ARRAY_IDX(job->tables, i, sp_table_t *);
        c[i].worth = judge(job, &c[i]);
        best = c[i].worth > best->worth ? &c[i] : best;
    }
    check_doubt(job, c, count, best);
    for (i = 0; i < count && job->err->msg == NULL; i++) {
        if (is_chosen(&c[i], best, best->worth)) {
            make_table(job, &c[i], !made++);
        }
        else {
            leave_out(job, &c[i]);
        }
    }
    make_classes(job);
    if (made == 0 && (job->part->table > 0 || job->part->section != NULL)) {
        no_such_part(job);
    }
}
