/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What is left of a template once everything known ahead is filled in:
 * literals, holes for live facts, and jumps around sections that depend on
 * them. Made once, filled for each request, never changed between. Knows steps
 * and bytes; refuses to know templates, pages and where facts come from. */
#ifndef SP_PLAN_H
#define SP_PLAN_H

#include "format/format.h"
#include "vocabulary/vocabulary.h"

#include <string.h>

typedef enum sp_step_kind_t {
    SP_STEP_LITERAL, /* write text */
    SP_STEP_HOLE,    /* write the fact, escaped */
    SP_STEP_UNLESS,  /* fact not there: go on at step 'target' */
    SP_STEP_IF       /* fact there: go on at step 'target' */
} sp_step_kind_t;

/* There are some seventy in a page, and thousands of pages in a child. */
typedef struct sp_step_t {
    unsigned char kind;    /* sp_step_kind_t */
    unsigned char escape;  /* of a hole: sp_escape_t */
    unsigned char lasting; /* of a literal: its text is not the plan's own */
    signed char fact;      /* of a hole or a jump */
    int target;            /* of a jump: index of a later step, or count; of a
                              literal: its number among the literals */
    const char *text;      /* of a literal */
    apr_size_t len;
} sp_step_t;

typedef struct sp_plan_t {
    const sp_step_t *steps;
    int count;
    int literal_count;
    apr_size_t literals; /* bytes of all of them */
    apr_uint64_t facts;  /* bit i is set where fact i is read */
} sp_plan_t;

/** Whether the plan reads a fact: whoever fills it need not find the others. */
#define SP_PLAN_READS(plan, fact) (((plan)->facts >> (fact)) & 1)

/** On the way through a plan: the one place that knows how jumps go. */
typedef struct sp_plan_walk_t {
    const sp_plan_t *plan;
    const sp_facts_t *facts;
    int next;         /* the step to look at next */
    const char *fact; /* of the hole that was found last, and its length */
    apr_size_t len;
} sp_plan_walk_t;

/** Begin with the first step. */
static inline sp_plan_walk_t sp_plan_walk(const sp_plan_t *plan,
                                          const sp_facts_t *facts)
{
    sp_plan_walk_t walk = {plan, facts, 0, NULL, 0};
    return walk;
}

/** The next step that writes something for these facts: a literal, or a hole
 *  with what walk->fact and walk->len tell. NULL at the end. */
static inline const sp_step_t *sp_plan_next(sp_plan_walk_t *walk)
{
    while (walk->next < walk->plan->count) {
        const sp_step_t *step = &walk->plan->steps[walk->next++];
        const char *fact;

        if (step->kind == SP_STEP_LITERAL) {
            return step;
        }
        fact = walk->facts->value[step->fact];
        if (step->kind == SP_STEP_HOLE) {
            if (fact != NULL) {
                walk->fact = fact;
                walk->len = strlen(fact);
                return step;
            }
        }
        else if ((fact != NULL && *fact != '\0') ==
                 (step->kind == SP_STEP_IF)) {
            walk->next = step->target;
        }
    }
    return NULL;
}

/** The step behind the literals from step @a first on, one itself, that always
 *  come together. */
int sp_plan_run_end(const sp_plan_t *plan, int first);

/** The facts, as bits, that are read where one of them is not there. */
apr_uint64_t sp_plan_facts_without(const sp_plan_t *plan, int fact);

/** Whether the page has at least so many bytes. */
int sp_plan_is_long(const sp_plan_t *plan, const sp_facts_t *facts,
                    apr_size_t least);

/** The bytes that the page has as a rule, before its facts are known. */
apr_size_t sp_plan_usual_size(const sp_plan_t *plan);

/** The room for holes that is asked for before they are measured: as a rule it
 *  is enough. */
#define SP_PLAN_USUAL 3072

/** How many bytes sp_plan_write() writes. */
apr_size_t sp_plan_size(const sp_plan_t *plan, const sp_facts_t *facts);

/** Write the page to @a out, which has room for sp_plan_size() bytes. */
char *sp_plan_write(const sp_plan_t *plan, const sp_facts_t *facts, char *out);

/** The page for these facts, in @a pool: found sooner than by sp_plan_size()
 *  and sp_plan_write(). */
const char *sp_plan_fill(const sp_plan_t *plan, const sp_facts_t *facts,
                         apr_size_t *len, apr_pool_t *pool);

/** The bytes that a plan may hold, its steps included. */
#define SP_PLAN_MAX ((apr_size_t)16 * 1024 * 1024)

/** Making one: steps are appended, neighbouring literals become one. */
typedef struct sp_plan_builder_t sp_plan_builder_t;
/** Begin, in a pool that may go when the plan is finished. */
sp_plan_builder_t *sp_plan_builder(apr_pool_t *pool);
/** Append bytes that every response has. */
void sp_plan_literal(sp_plan_builder_t *b, const char *text, apr_size_t len);
/** The same of bytes that outlive the plan: where they are many they stay a
 *  literal of their own and are not copied, so that pages can share them. */
void sp_plan_lasting(sp_plan_builder_t *b, const char *text, apr_size_t len);
/** A literal of which the escaped form is meant. */
void sp_plan_escaped(sp_plan_builder_t *b, const char *text, apr_size_t len,
                     sp_escape_t escape);
/** Append a place for a fact, written as @a escape says. */
void sp_plan_hole(sp_plan_builder_t *b, int fact, sp_escape_t escape);
/** Open a jump over what follows, taken where the fact's truth is
 *  @a skip_if. Returns a mark for sp_plan_jump_end(). */
int sp_plan_jump(sp_plan_builder_t *b, int fact, int skip_if);
/** What the jump leads over ends here. */
void sp_plan_jump_end(sp_plan_builder_t *b, int mark);
/** Whether SP_PLAN_MAX was reached: then nothing is appended any more, and
 *  sp_plan_finish() gives NULL. */
int sp_plan_full(const sp_plan_builder_t *b);
/** The finished plan, in @a pool; the builder's pool may go then. */
sp_plan_t *sp_plan_finish(sp_plan_builder_t *b, apr_pool_t *pool);

#endif /* SP_PLAN_H */
