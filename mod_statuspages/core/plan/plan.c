/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plans: filling one, which is the hot path of every error response, and
 * making one; see plan.h. Knows steps and bytes; refuses to know templates,
 * values and where facts come from. */
#include "plan/plan.h"

#include <apr_strings.h>
#include <string.h>

/* While a plan is made its literals stand in one growing buffer, in order; a
 * step knows where in it, so that the buffer may move. */
struct sp_plan_builder_t {
    apr_pool_t *pool;
    sp_step_t *steps;
    int count;
    int room;
    int barrier; /* steps before this one are done: a jump leads here */
    char *text;
    apr_size_t len;
    apr_size_t size;
    apr_size_t lasting; /* bytes that are not in the buffer */
    int full;
};

#define FIRST_STEPS 64
#define FIRST_TEXT 4096

/* What is shorter costs as much to tell as to copy. */
#define LASTING_LEAST 256

/* What a hole is taken to write before it is known. */
#define USUAL_HOLE 32

apr_size_t sp_plan_size(const sp_plan_t *plan, const sp_facts_t *facts)
{
    sp_plan_walk_t walk = sp_plan_walk(plan, facts);
    const sp_step_t *step;
    apr_size_t size = 0;

    while ((step = sp_plan_next(&walk)) != NULL) {
        size += step->kind == SP_STEP_LITERAL
                    ? step->len
                    : sp_escape_size(step->escape, walk.fact, walk.len);
    }
    return size;
}

/* NULL where the holes might take more than @a room bytes. */
static char *write_all(const sp_plan_t *plan, const sp_facts_t *facts,
                       apr_size_t room, char *out)
{
    sp_plan_walk_t walk = sp_plan_walk(plan, facts);
    const sp_step_t *step;

    while ((step = sp_plan_next(&walk)) != NULL) {
        if (step->kind == SP_STEP_LITERAL) {
            memcpy(out, step->text, step->len);
            out += step->len;
            continue;
        }
        if (SP_ESCAPE_MOST * walk.len > room) {
            return NULL;
        }
        room -= SP_ESCAPE_MOST * walk.len;
        out = sp_escape_write(step->escape, out, walk.fact, walk.len);
    }
    return out;
}

char *sp_plan_write(const sp_plan_t *plan, const sp_facts_t *facts, char *out)
{
    return write_all(plan, facts, APR_SIZE_MAX, out);
}

int sp_plan_is_long(const sp_plan_t *plan, const sp_facts_t *facts,
                    apr_size_t least)
{
    apr_size_t before = 0; /* the first fact: as a rule that tells */
    int i;

    for (i = 0; i < plan->count && plan->steps[i].kind == SP_STEP_LITERAL;
         i++) {
        before += plan->steps[i].len;
        if (before >= least) {
            return 1;
        }
    }
    return sp_plan_size(plan, facts) >= least;
}

apr_size_t sp_plan_usual_size(const sp_plan_t *plan)
{
    apr_size_t size = plan->literals;
    int i;

    for (i = 0; i < plan->count; i++) {
        size += plan->steps[i].kind == SP_STEP_HOLE ? USUAL_HOLE : 0;
    }
    return size;
}

/* Whether a jump leads to a step. */
static int is_target(const sp_plan_t *plan, int step)
{
    int i;

    for (i = 0; i < step; i++) {
        if (plan->steps[i].kind >= SP_STEP_UNLESS &&
            plan->steps[i].target == step) {
            return 1;
        }
    }
    return 0;
}

int sp_plan_run_end(const sp_plan_t *plan, int first)
{
    int end = first + 1;

    while (end < plan->count && plan->steps[end].kind == SP_STEP_LITERAL &&
           !is_target(plan, end)) {
        end++;
    }
    return end;
}

apr_uint64_t sp_plan_facts_without(const sp_plan_t *plan, int fact)
{
    apr_uint64_t facts = 0;
    int i = 0;

    while (i < plan->count) {
        const sp_step_t *step = &plan->steps[i++];

        if (step->kind == SP_STEP_LITERAL) {
            continue;
        }
        facts |= APR_UINT64_C(1) << step->fact;
        if (step->kind == SP_STEP_UNLESS && step->fact == fact) {
            i = step->target;
        }
    }
    return facts;
}

const char *sp_plan_fill(const sp_plan_t *plan, const sp_facts_t *facts,
                         apr_size_t *len, apr_pool_t *pool)
{
    char *out = apr_palloc(pool, plan->literals + SP_PLAN_USUAL);
    char *end = write_all(plan, facts, SP_PLAN_USUAL, out);

    if (end == NULL) {
        out = apr_palloc(pool, sp_plan_size(plan, facts));
        end = sp_plan_write(plan, facts, out);
    }
    *len = (apr_size_t)(end - out);
    return out;
}

sp_plan_builder_t *sp_plan_builder(apr_pool_t *pool)
{
    sp_plan_builder_t *b = apr_pcalloc(pool, sizeof(*b));

    b->pool = pool;
    b->room = FIRST_STEPS;
    b->steps = apr_palloc(pool, sizeof(*b->steps) * FIRST_STEPS);
    b->size = FIRST_TEXT;
    b->text = apr_palloc(pool, b->size);
    return b;
}

/* Count @a bytes more against the bound; 0 where they do not fit. */
static int afford(sp_plan_builder_t *b, apr_size_t bytes)
{
    apr_size_t held =
        b->len + b->lasting + (apr_size_t)b->count * sizeof(sp_step_t);

    if (b->full || bytes > SP_PLAN_MAX || held > SP_PLAN_MAX - bytes) {
        b->full = 1;
        return 0;
    }
    return 1;
}

/* A new step of a kind, or NULL where the plan is full. */
static sp_step_t *add_step(sp_plan_builder_t *b, sp_step_kind_t kind)
{
    sp_step_t *step;

    if (!afford(b, sizeof(*step))) {
        return NULL;
    }
    if (b->count == b->room) {
        apr_size_t size = (apr_size_t)b->room * sizeof(*step);
        sp_step_t *steps = apr_palloc(b->pool, 2 * size);

        memcpy(steps, b->steps, size);
        b->steps = steps;
        b->room *= 2;
    }
    step = &b->steps[b->count++];
    *step = (sp_step_t){.kind = (unsigned char)kind};
    return step;
}

/* Room for @a len bytes at the end of the text, or NULL. */
static char *reserve(sp_plan_builder_t *b, apr_size_t len)
{
    if (!afford(b, len)) {
        return NULL;
    }
    if (b->size - b->len < len) {
        char *text;

        b->size = 2 * (b->len + len);
        text = apr_palloc(b->pool, b->size);
        memcpy(text, b->text, b->len);
        b->text = text;
    }
    return b->text + b->len;
}

/* The last @a len bytes of the text are a literal: a part of the last step
 * where that is one, and no jump leads behind it. */
static void commit(sp_plan_builder_t *b, apr_size_t len)
{
    int goes_on = b->count > b->barrier &&
                  b->steps[b->count - 1].kind == SP_STEP_LITERAL &&
                  !b->steps[b->count - 1].lasting;
    sp_step_t *last =
        goes_on ? &b->steps[b->count - 1] : add_step(b, SP_STEP_LITERAL);

    if (last != NULL) {
        last->len += len;
        b->len += len;
    }
}

void sp_plan_literal(sp_plan_builder_t *b, const char *text, apr_size_t len)
{
    char *room = len > 0 ? reserve(b, len) : NULL;

    if (room != NULL) {
        memcpy(room, text, len);
        commit(b, len);
    }
}

void sp_plan_lasting(sp_plan_builder_t *b, const char *text, apr_size_t len)
{
    sp_step_t *step;

    if (len < LASTING_LEAST) {
        sp_plan_literal(b, text, len);
        return;
    }
    step = afford(b, len) ? add_step(b, SP_STEP_LITERAL) : NULL;
    if (step != NULL) {
        step->lasting = 1;
        step->text = text;
        step->len = len;
        b->lasting += len;
    }
}

void sp_plan_escaped(sp_plan_builder_t *b, const char *text, apr_size_t len,
                     sp_escape_t escape)
{
    apr_size_t size = sp_escape_size(escape, text, len);
    char *room = size > 0 ? reserve(b, size) : NULL;

    if (room != NULL) {
        sp_escape_write(escape, room, text, len);
        commit(b, size);
    }
}

void sp_plan_hole(sp_plan_builder_t *b, int fact, sp_escape_t escape)
{
    sp_step_t *step = add_step(b, SP_STEP_HOLE);

    if (step != NULL) {
        step->fact = (signed char)fact;
        step->escape = (unsigned char)escape;
    }
}

int sp_plan_jump(sp_plan_builder_t *b, int fact, int skip_if)
{
    sp_step_t *step = add_step(b, skip_if ? SP_STEP_IF : SP_STEP_UNLESS);

    if (step == NULL) {
        return -1;
    }
    step->fact = (signed char)fact;
    return b->count - 1;
}

void sp_plan_jump_end(sp_plan_builder_t *b, int mark)
{
    if (mark < 0) {
        return;
    }
    if (mark == b->count - 1) {
        b->count = mark; /* it would jump over nothing */
        return;
    }
    b->steps[mark].target = b->count;
    b->barrier = b->count;
}

int sp_plan_full(const sp_plan_builder_t *b)
{
    return b->full;
}

sp_plan_t *sp_plan_finish(sp_plan_builder_t *b, apr_pool_t *pool)
{
    sp_plan_t *plan;
    sp_step_t *steps;
    const char *text;
    int i;

    if (b->full) {
        return NULL;
    }
    plan = apr_pcalloc(pool, sizeof(*plan));
    steps = apr_pmemdup(pool, b->steps, (apr_size_t)b->count * sizeof(*steps));
    text = apr_pmemdup(pool, b->text, b->len);
    for (i = 0; i < b->count; i++) {
        if (steps[i].kind != SP_STEP_LITERAL) {
            plan->facts |= APR_UINT64_C(1) << steps[i].fact;
            continue;
        }
        steps[i].target = plan->literal_count++;
        if (!steps[i].lasting) {
            steps[i].text = text;
            text += steps[i].len;
        }
    }
    plan->steps = steps;
    plan->count = b->count;
    plan->literals = b->len + b->lasting;
    return plan;
}
