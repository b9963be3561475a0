/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The live facts: what a page may show that is known only when the request
 * is there. This table is the one place that knows their names. */
#ifndef SP_FACTS_H
#define SP_FACTS_H

#include <apr_pools.h>

typedef enum sp_fact_t {
    SP_FACT_REQUEST_ID,
    SP_FACT_URI,         /* path without query, ASCII, percent-encoded */
    SP_FACT_RETRY_AFTER, /* seconds, digits only */
    SP_FACT_TIME,        /* RFC 3339, UTC */
    SP_FACT_METHOD,
    SP_FACT_HOST,
    SP_FACT_UPSTREAM, /* which kind of backend answered, if one did */
    SP_FACT_DETAILS,  /* "1" where this reader may see detail.* */
    SP_FACT_DETAIL_QUERY,
    SP_FACT_DETAIL_CLIENT,
    SP_FACT_DETAIL_SERVER,
    SP_FACT_DETAIL_PROTOCOL,
    SP_FACT_DETAIL_HANDLER,
    SP_FACT_DETAIL_USER_AGENT,
    SP_FACT_DETAIL_REFERER,
    SP_FACT_DETAIL_REASON,
    SP_FACT_COUNT
} sp_fact_t;

/* Variables whose value is an expression are facts, too: those of one look
 * have the numbers from SP_FACT_COUNT up to here. */
#define SP_LIVE_MAX 64

/** The values of one request; NULL or "" is "not there". */
typedef struct sp_facts_t {
    const char *value[SP_LIVE_MAX];
} sp_facts_t;

/** The dotted name of a fact below SP_FACT_COUNT: "detail.client". */
const char *sp_fact_name(int fact);

/** The number of the fact of that name, or -1. */
int sp_fact_find(const char *name);

#endif /* SP_FACTS_H */
