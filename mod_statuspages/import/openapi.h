/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One OpenAPI document while it is read: between the openapi*.c alone. A
 * response is first found (openapi.c), then read (openapi_words.c,
 * openapi_problems.c), then chosen among those that say something about the
 * same code (openapi_choice.c). Nothing here walks the whole tree: aliases may
 * make it endless in all but depth, so each step is counted. */
#ifndef SP_IMPORT_OPENAPI_H
#define SP_IMPORT_OPENAPI_H

#include "import/tree.h"

#include <apr_hash.h>

/** The most steps from one thing to the next. */
#define SP_OPENAPI_MAX_STEPS 1000000
/** The most bytes of descriptions that are read; merged ones count again. */
#define SP_OPENAPI_MAX_WORDS (2 * SP_IMPORT_MAX)
/** The most problems. */
#define SP_OPENAPI_MAX_PROBLEMS 2000
/** The most references that lead one to the next. */
#define SP_OPENAPI_MAX_REFS 16

/** What a catalogue can hold, as some response says it. */
typedef struct sp_said_t {
    sp_import_row_t row;
    const char *words;      /* as they stand, without their markup; or NULL */
    const char *place;      /* where it stands first */
    int shared;             /* in components.responses */
    int times;              /* how often operations say it */
    struct sp_said_t *next; /* what else is said about this code */
} sp_said_t;

/** A response under a code. */
typedef struct sp_use_t {
    const json_t *response;
    int code;          /* 0: "default", or a class */
    const char *place; /* where it stands first */
    int shared;
    int times;
} sp_use_t;

typedef struct sp_openapi_t {
    sp_job_t *job;
    apr_pool_t *pool; /* the job's */
    const json_t *root;
    apr_array_header_t *uses; /* sp_use_t * */
    apr_hash_t *known;        /* what was met before, by a key of many kinds */
    sp_said_t *codes[600], *last[600];
    apr_array_header_t *problems; /* sp_said_t * */
    apr_array_header_t *enums;    /* openapi_problems.c's */
    const char *title;            /* what an example has been asked for */
    int status;                   /* another one */
    int steps;
    apr_size_t words;
} sp_openapi_t;

/** Count a step; 0 and the job's fault where there were too many. */
int sp_openapi_step(sp_openapi_t *o);

/** Say something about a place. */
void sp_openapi_note(sp_openapi_t *o, const char *place, sp_import_kind_t kind,
                     const char *text, const char *why);

/** The string member @a key of an object, or NULL. */
const char *sp_openapi_text(const json_t *object, const char *key);

/** The address that a member is, or NULL where it is none that a page may
 *  link to. */
const char *sp_openapi_url(const json_t *object, const char *key);

/** What is meant by @a node: itself, or what its $ref leads to within this
 *  document; NULL where that is nothing, which is noted. */
const json_t *sp_openapi_resolve(sp_openapi_t *o, const json_t *node,
                                 const char *place);

/** The plain words of a Markdown text; "" for NULL. */
const char *sp_openapi_plain(sp_openapi_t *o, const char *text,
                             const char **link);

/** What a response says about its code: added to o->codes. */
void sp_openapi_words(sp_openapi_t *o, const sp_use_t *use);

/** The status that a shared response is for, by what it says itself; or 0. */
int sp_openapi_status(sp_openapi_t *o, const char *name,
                      const json_t *response);

/** Visit the examples of a response: an object and its Example Object (or
 *  NULL), until one is taken by giving 1. */
typedef int (*sp_example_fn)(sp_openapi_t *o, const sp_use_t *use,
                             const json_t *value, const json_t *example);
int sp_openapi_examples(sp_openapi_t *o, const sp_use_t *use,
                        sp_example_fn visit);

/** The problem that an example names; NULL: it is of its status alone. */
const char *sp_openapi_problem_name(const json_t *value);

/** What a response's examples and enums say about problems. */
void sp_openapi_problems(sp_openapi_t *o, const sp_use_t *use);

/** The problems of enums, when all responses have been read. */
void sp_openapi_enums(sp_openapi_t *o);

/** What a problem's name already stands for, or NULL. */
const sp_said_t *sp_openapi_problem(sp_openapi_t *o, const char *name);

/** Add what is said; the same words twice count twice. */
void sp_openapi_say(sp_openapi_t *o, const sp_said_t *said);

/** Rows, of what was said; the rest is noted. */
void sp_openapi_choose(sp_openapi_t *o);

#endif /* SP_IMPORT_OPENAPI_H */
