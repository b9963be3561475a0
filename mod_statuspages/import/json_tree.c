/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON -> a tree; see tree.h. jansson knows no bounds but its own depth, so
 * what a text will cost is counted before. */
#include "import/tree.h"

#include "base/json.h"
#include "base/json_place.h"

/* What stands before a value: an upper bound for them, and the depth. */
static int is_too_much(const char *text, apr_size_t len, apr_size_t *at)
{
    int values = 1, depth = 0, in_string = 0;

    for (*at = 0; *at < len; ++*at) {
        char c = text[*at];

        if (in_string) {
            *at += c == '\\';
            in_string = c != '"';
            continue;
        }
        in_string = c == '"';
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        values += c == ',' || c == '[' || c == '{' || c == ':';
        if (values > SP_TREE_MAX_VALUES || depth > SP_TREE_MAX_DEPTH) {
            return 1;
        }
    }
    return 0;
}

json_t *sp_json_tree(sp_job_t *job, const char *text, apr_size_t len)
{
    json_error_t why;
    json_t *root;
    apr_size_t at;
    int line, col;

    if (is_too_much(text, len, &at)) {
        sp_text_place(text, len, at, &line, &col);
        sp_job_fault(job, line, col, NULL,
                     "holds more than is read: 1000000 values, nested 100 "
                     "deep");
        return NULL;
    }
    root = sp_json_load(text, len,
                        JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &why);
    if (root == NULL && why.line == 0) {
        sp_job_fault(job, 0, 0, NULL, "%s", why.text);
    }
    else if (root == NULL) {
        /* jansson stands behind the last byte that it took */
        sp_text_place(text, len,
                      why.position > 0 ? (apr_size_t)why.position - 1 : 0,
                      &line, &col);
        sp_job_fault(job, line, col, NULL, "not valid JSON: %s", why.text);
    }
    return root;
}
