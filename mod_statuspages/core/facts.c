/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of live facts; see facts.h. */
#include "facts.h"

#include <string.h>

static const char *const names[SP_FACT_COUNT] = {
    "request_id",     "uri",
    "retry_after",    "time",
    "method",         "host",
    "upstream",       "details",
    "detail.query",   "detail.client",
    "detail.server",  "detail.protocol",
    "detail.handler", "detail.user_agent",
    "detail.referer", "detail.reason",
};

const char *sp_fact_name(int fact)
{
    return names[fact];
}

int sp_fact_find(const char *name)
{
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        if (strcmp(name, names[i]) == 0) {
            return i;
        }
    }
    return -1;
}
