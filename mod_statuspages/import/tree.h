/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Documents that are trees: JSON, and YAML as JSON. Knows both notations and
 * what they may cost; refuses to know what a tree says. */
#ifndef SP_IMPORT_TREE_H
#define SP_IMPORT_TREE_H

#include "import/job.h"

/** The most values that a tree has, those of merged mappings among them. */
#define SP_TREE_MAX_VALUES 1000000
/** The deepest nesting, what aliases stand for included. */
#define SP_TREE_MAX_DEPTH 100

/**
 * The tree of a JSON text; integers are reals in it. NULL with the job's fault
 * where it is none, or larger than is read. The caller's reference.
 */
json_t *sp_json_tree(sp_job_t *job, const char *text, apr_size_t len);

/**
 * The tree of a YAML document: keys are strings as they stand, null, true,
 * false and integers what YAML 1.2 says, all other scalars strings. An alias
 * is the very value that it names, so that it costs nothing; "<<" merges. NULL
 * with the job's fault where it is none, or larger than is read. The
 * caller's reference.
 */
json_t *sp_yaml_tree(sp_job_t *job, const char *text, apr_size_t len);

#endif /* SP_IMPORT_TREE_H */
