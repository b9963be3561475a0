/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which words become the catalogue's where a document has several for one
 * code; see openapi.h. A shared response comes first, then what is said most
 * often, then what stands first; the others are noted. Below 400 a response
 * tells what its operation did, so its words are the code's only where it is
 * shared, or where several operations say the same and none says otherwise. */
#include "import/openapi.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* All strings of a row in one, so that equal rows have equal ones. */
static const char *key_of(sp_openapi_t *o, const sp_import_row_t *row)
{
    return apr_psprintf(o->pool, "said %d\1%s\1%s\1%s\1%s\1%s", row->code,
                        row->name ? row->name : "",
                        row->message ? row->message : "", row->description,
                        row->retry ? row->retry : "", row->url ? row->url : "");
}

static const char *copy(sp_openapi_t *o, const char *text)
{
    return text != NULL ? apr_pstrdup(o->pool, text) : NULL;
}

/* One line, without what would steer a terminal. */
static const char *one_line(sp_openapi_t *o, const char *text)
{
    char *line = apr_pstrdup(o->pool, text ? text : ""), *p;

    for (p = line; *p != '\0'; p++) {
        int latin = (unsigned char)p[0] == 0xC2 &&
                    (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0;

        if (latin) {
            memset(p++, ' ', 2);
        }
        else if ((unsigned char)*p < ' ' || *p == 0x7F) {
            *p = ' ';
        }
    }
    return line;
}

static const char *problem_key(sp_openapi_t *o, const char *name)
{
    char *key = apr_pstrcat(o->pool, "problem ", name, NULL), *p;

    for (p = key; *p != '\0'; p++) {
        *p = (char)apr_tolower(*p); /* two names may not differ in case alone */
    }
    return key;
}

const sp_said_t *sp_openapi_problem(sp_openapi_t *o, const char *name)
{
    return apr_hash_get(o->known, problem_key(o, name), APR_HASH_KEY_STRING);
}

static void add_problem(sp_openapi_t *o, sp_said_t *said)
{
    const sp_said_t *other = sp_openapi_problem(o, said->row.name);

    if (other != NULL) {
        sp_openapi_note(o, said->place, SP_IMPORT_LEFT_OUT,
                        apr_psprintf(o->pool, "%s: %s %s", said->row.name,
                                     said->row.message, said->row.description),
                        apr_psprintf(o->pool,
                                     "the problem is told otherwise at %s",
                                     other->place));
        return;
    }
    if (o->problems->nelts == SP_OPENAPI_MAX_PROBLEMS) {
        sp_job_fault(o->job, 0, 0, NULL,
                     "has more than 2000 problems, the most that are read");
        return;
    }
    apr_hash_set(o->known, problem_key(o, said->row.name), APR_HASH_KEY_STRING,
                 said);
    APR_ARRAY_PUSH(o->problems, sp_said_t *) = said;
}

void sp_openapi_say(sp_openapi_t *o, const sp_said_t *what)
{
    const char *key;
    sp_said_t *said;
    sp_import_row_t row = what->row;

    row.message = one_line(o, row.message);
    key = key_of(o, &row);
    o->words += strlen(key);
    said = apr_hash_get(o->known, key, APR_HASH_KEY_STRING);
    if (said != NULL) {
        said->times += what->times;
        said->shared |= what->shared;
        return;
    }
    said = apr_pmemdup(o->pool, what, sizeof(*what));
    said->row.message = row.message;
    said->row.description = copy(o, row.description);
    said->row.name = copy(o, row.name);
    said->row.retry = copy(o, row.retry);
    said->row.url = copy(o, row.url);
    apr_hash_set(o->known, key, APR_HASH_KEY_STRING, said);
    if (row.name != NULL) {
        add_problem(o, said);
        return;
    }
    if (o->codes[row.code] == NULL) {
        o->codes[row.code] = said;
    }
    else {
        o->last[row.code]->next = said;
    }
    o->last[row.code] = said;
}

static int is_better(const sp_said_t *a, const sp_said_t *b)
{
    return a->shared != b->shared ? a->shared : a->times > b->times;
}

static void leave_out(sp_openapi_t *o, const sp_said_t *said, const char *why)
{
    sp_openapi_note(o, said->place, SP_IMPORT_LEFT_OUT,
                    said->words[0] != '\0' ? said->words : said->row.message,
                    why);
}

static void choose(sp_openapi_t *o, sp_said_t *first)
{
    sp_said_t *said, *best = first;

    for (said = first->next; said != NULL; said = said->next) {
        best = is_better(said, best) ? said : best;
    }
    if (best->row.code < 400 && !best->shared &&
        (first->next != NULL || best->times < 2)) {
        for (said = first; said != NULL; said = said->next) {
            leave_out(o, said,
                      "tells what one operation did, not what the code means");
        }
        return;
    }
    sp_job_keep(o->job, &best->row, best->place);
    for (said = first; said != NULL; said = said->next) {
        if (said != best) {
            leave_out(o, said,
                      best->shared
                          ? apr_pstrcat(o->pool, best->place, " is taken", NULL)
                          : apr_psprintf(o->pool,
                                         "said %d time%s; what %s says is "
                                         "taken, said %d time%s",
                                         said->times,
                                         said->times > 1 ? "s" : "",
                                         best->place, best->times,
                                         best->times > 1 ? "s" : ""));
        }
    }
}

void sp_openapi_choose(sp_openapi_t *o)
{
    int i;

    for (i = 0; i < 600; i++) {
        if (o->codes[i] != NULL) {
            choose(o, o->codes[i]);
        }
    }
    for (i = 0; i < o->problems->nelts; i++) {
        const sp_said_t *said = APR_ARRAY_IDX(o->problems, i, sp_said_t *);

        sp_job_keep(o->job, &said->row, said->place);
    }
}
