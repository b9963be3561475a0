/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON -> values: for `statuspages render --data` and for tests that keep
 * their data in files. Knows jansson; refuses to know files. */
#ifndef SP_CLI_VALUE_JSON_H
#define SP_CLI_VALUE_JSON_H

#include "template/template.h"

#include <jansson.h>

/**
 * The value of @a json, copied into @a pool. Numbers become the shortest text
 * that means the same number: 85, 1.21. NULL gives a null. Never fails: the
 * depth is bounded by jansson's own limit for what it reads.
 */
sp_value_t *sp_value_json(apr_pool_t *pool, json_t *json);

#endif /* SP_CLI_VALUE_JSON_H */
