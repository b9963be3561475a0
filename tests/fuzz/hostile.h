/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The values of a page twice: harmless ones and those that try to get out.
 * None is blank, so that a section is written with the one if with the other.
 */
#ifndef SP_FUZZ_HOSTILE_H
#define SP_FUZZ_HOSTILE_H

#include "hostile_words.h"
#include "bytes.h"

#include "plan/plan.h"
#include "vocabulary/vocabulary.h"

/** Facts of which those in @a there are there; a number stays a number. */
static inline void hostile_facts(sp_facts_t *facts, unsigned which,
                                 apr_uint64_t there)
{
    int i;

    memset(facts, 0, sizeof(*facts));
    for (i = 0; i < SP_LIVE_MAX; i++) {
        if ((there >> i) & 1) {
            facts->value[i] = i == SP_FACT_RETRY_AFTER ? "30"
                              : i == SP_FACT_DETAILS   ? "1"
                                                       : hostile_word(which);
        }
    }
}

/** The page for these facts, as a string; NULL where it is longer than what
 *  can be looked at. */
static inline char *hostile_page(const sp_plan_t *plan, const sp_facts_t *facts,
                                 apr_pool_t *pool)
{
    apr_size_t size = sp_plan_size(plan, facts), len;
    const char *filled;
    char *out, *end;

    if (size > 200000) {
        return NULL;
    }
    out = apr_palloc(pool, size + 1);
    end = sp_plan_write(plan, facts, out);
    FUZZ_HOLDS((size_t)(end - out) == size);
    *end = '\0';
    filled = sp_plan_fill(plan, facts, &len, pool);
    FUZZ_HOLDS(len == size);
    FUZZ_HOLDS(memcmp(out, filled, len) == 0);
    FUZZ_HOLDS(sp_plan_is_long(plan, facts, size));
    FUZZ_HOLDS(!sp_plan_is_long(plan, facts, size + 1));
    return out;
}

#endif /* SP_FUZZ_HOSTILE_H */
