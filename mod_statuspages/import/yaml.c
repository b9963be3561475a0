/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* YAML -> a tree; see tree.h. libyaml tells events, and what stands open is a
 * stack of frames here. An anchor is known when its value has ended, so no
 * value holds itself; and the height of what an alias stands for counts, so
 * that who walks the tree need not fear for the stack. */
#include "import/tree.h"

#include "base/json.h"

#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* A mapping or sequence that has not ended. */
typedef struct frame_t {
    json_t *node;
    json_t *merges;     /* what "<<" names, in order; or NULL */
    const char *key;    /* that a value is due for; NULL: a key is due */
    const char *anchor; /* or NULL */
    int is_merge;       /* the key is "<<" */
    int height;         /* of what it holds so far */
} frame_t;

/* A value that has a name. */
typedef struct anchor_t {
    json_t *node;
    int height;
} anchor_t;

typedef struct reader_t {
    sp_job_t *job;
    apr_pool_t *pool; /* the reading's own */
    apr_hash_t *anchors;
    yaml_event_t event;
    frame_t frames[SP_TREE_MAX_DEPTH];
    int depth; /* how many of them are open */
    int values;
    int documents;
    json_t *root;
} reader_t;

/* At the event's place; always -1. */
static int fault(reader_t *r, const char *what, const char *hint)
{
    const yaml_mark_t *at = &r->event.start_mark;

    sp_job_fault(r->job, (int)at->line + 1, (int)at->column + 1, hint, "%s",
                 what);
    return -1;
}

static int memory_short(reader_t *r)
{
    sp_job_fault(r->job, 0, 0, NULL, "%s", SP_MEMORY_SHORT);
    return -1;
}

static frame_t *top(reader_t *r)
{
    return r->depth > 0 ? &r->frames[r->depth - 1] : NULL;
}

static int key_is_due(reader_t *r)
{
    return r->depth > 0 && json_is_object(top(r)->node) && top(r)->key == NULL;
}

static int count(reader_t *r, size_t values)
{
    if (values > (size_t)(SP_TREE_MAX_VALUES - r->values)) {
        return fault(r, "holds more values than are read (1000000)",
                     "are they merged again and again?");
    }
    r->values += (int)values;
    return 0;
}

static int set_anchor(reader_t *r, const char *name, json_t *node, int height)
{
    anchor_t *anchor = apr_hash_get(r->anchors, name, APR_HASH_KEY_STRING);

    if (anchor == NULL) {
        anchor = apr_pcalloc(r->pool, sizeof(*anchor));
        apr_hash_set(r->anchors, apr_pstrdup(r->pool, name),
                     APR_HASH_KEY_STRING, anchor);
    }
    json_decref(anchor->node);
    anchor->node = json_incref(node);
    anchor->height = height;
    return 0;
}

/* What "<<" has for a value: a mapping, or a sequence of such. */
static int add_merge(reader_t *r, frame_t *f, json_t *node)
{
    size_t i, n = json_is_array(node) ? json_array_size(node) : 1;
    int failed = 0;

    f->merges = f->merges ? f->merges : json_array();
    for (i = 0; i < n; i++) {
        json_t *one = json_is_array(node) ? json_array_get(node, i) : node;

        if (!json_is_object(one)) {
            return fault(r, "\"<<\" merges mappings, and this is none", NULL);
        }
        failed |= json_array_append(f->merges, one);
    }
    return failed || f->merges == NULL ? memory_short(r) : 0;
}

/* Put a value where it belongs. The reference is taken. */
static int add(reader_t *r, json_t *node, int height)
{
    frame_t *f = top(r);
    int rv = 0;

    if (node == NULL) {
        return memory_short(r);
    }
    if (f == NULL) {
        r->root = node;
        return 0;
    }
    f->height = height + 1 > f->height ? height + 1 : f->height;
    if (r->depth + f->height > SP_TREE_MAX_DEPTH) {
        rv = fault(r, "is nested deeper than is read (100)", NULL);
    }
    else if (json_is_array(f->node)) {
        rv = json_array_append(f->node, node) ? memory_short(r) : 0;
    }
    else if (f->is_merge) {
        rv = add_merge(r, f, node);
    }
    else {
        rv = json_object_set(f->node, f->key, node) ? memory_short(r) : 0;
    }
    f->key = NULL;
    f->is_merge = 0;
    json_decref(node);
    return rv;
}

static int add_key(reader_t *r)
{
    frame_t *f = top(r);
    const char *text = (const char *)r->event.data.scalar.value;

    if (r->event.type != YAML_SCALAR_EVENT) {
        return fault(r,
                     "a key is a text here, not a mapping, a list or an "
                     "alias",
                     NULL);
    }
    if (strlen(text) != r->event.data.scalar.length) {
        return fault(r, "a key holds a NUL", NULL);
    }
    if (json_object_get(f->node, text) != NULL) {
        return fault(r, "the key is there already", NULL);
    }
    f->key = apr_pstrdup(r->pool, text);
    f->is_merge = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                  strcmp(text, "<<") == 0;
    return count(r, 1);
}

static int is_integer(const char *s)
{
    size_t n;

    s += *s == '-' || *s == '+';
    n = strspn(s, "0123456789");
    return n > 0 && n < 16 && s[n] == '\0';
}

static int is_one_of(const char *text, const char *words)
{
    sp_slice_t s = {text, strlen(text)};

    return s.len > 0 && sp_slice_is(s, words);
}

static json_t *scalar_value(const reader_t *r)
{
    const char *text = (const char *)r->event.data.scalar.value;
    size_t len = r->event.data.scalar.length;

    if (r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
        r->event.data.scalar.tag == NULL) {
        if (len == 0 || is_one_of(text, "~|null")) {
            return json_null();
        }
        if (is_one_of(text, "true|false")) {
            return json_boolean(apr_tolower(*text) == 't');
        }
        if (is_integer(text)) {
            return json_integer(strtoll(text, NULL, 10));
        }
    }
    return json_stringn(text, len);
}

static int add_scalar(reader_t *r)
{
    const char *anchor = (const char *)r->event.data.scalar.anchor;
    json_t *value;

    if (memchr(r->event.data.scalar.value, '\0', r->event.data.scalar.length)) {
        return fault(r, "holds a NUL", NULL);
    }
    value = scalar_value(r);
    if (value != NULL && anchor != NULL) {
        set_anchor(r, anchor, value, 0);
    }
    return count(r, 1) || value == NULL ? (json_decref(value), -1)
                                        : add(r, value, 0);
}

static int add_alias(reader_t *r)
{
    const anchor_t *anchor = apr_hash_get(
        r->anchors, r->event.data.alias.anchor, APR_HASH_KEY_STRING);

    if (anchor == NULL) {
        return fault(r, "is an alias of what is not there, or has not ended",
                     NULL);
    }
    return count(r, 1) ? -1 : add(r, json_incref(anchor->node), anchor->height);
}

static int begin(reader_t *r, json_t *node, const yaml_char_t *anchor)
{
    frame_t *f;

    if (r->depth == SP_TREE_MAX_DEPTH) {
        json_decref(node);
        return fault(r, "is nested deeper than is read (100)", NULL);
    }
    f = &r->frames[r->depth++];
    memset(f, 0, sizeof(*f));
    f->node = node;
    f->anchor =
        anchor != NULL ? apr_pstrdup(r->pool, (const char *)anchor) : NULL;
    return node == NULL ? memory_short(r) : count(r, 1);
}

static int end(reader_t *r)
{
    frame_t f = *top(r);
    json_t *one;
    size_t i;
    int rv = 0;

    r->depth--;
    json_array_foreach(f.merges, i, one)
    {
        if (rv == 0) {
            rv = count(r, json_object_size(one));
        }
        if (rv == 0 && json_object_update_missing(f.node, one) != 0) {
            rv = memory_short(r);
        }
    }
    json_decref(f.merges);
    if (rv == 0 && f.anchor != NULL) {
        set_anchor(r, f.anchor, f.node, f.height);
    }
    if (rv != 0) {
        json_decref(f.node);
        return rv;
    }
    return add(r, f.node, f.height);
}

/* 0 to go on, 1 at the end, -1 with the job's fault. */
static int take(reader_t *r)
{
    const yaml_event_t *e = &r->event;

    if (key_is_due(r) && e->type != YAML_MAPPING_END_EVENT) {
        return add_key(r);
    }
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        return r->documents++ > 0 ? fault(r, "a second document begins here",
                                          "import one document at a time")
                                  : 0;
    case YAML_SCALAR_EVENT:
        return add_scalar(r);
    case YAML_ALIAS_EVENT:
        return add_alias(r);
    case YAML_MAPPING_START_EVENT:
        return begin(r, json_object(), e->data.mapping_start.anchor);
    case YAML_SEQUENCE_START_EVENT:
        return begin(r, json_array(), e->data.sequence_start.anchor);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        return end(r);
    default:
        return e->type == YAML_STREAM_END_EVENT;
    }
}

static void syntax_fault(reader_t *r, const yaml_parser_t *parser)
{
    const yaml_mark_t *at = &parser->problem_mark;

    if (parser->error == YAML_MEMORY_ERROR) {
        memory_short(r);
        return;
    }
    sp_job_fault(r->job, (int)at->line + 1, (int)at->column + 1, NULL,
                 "not valid YAML: %s",
                 parser->problem ? parser->problem : "it breaks off");
}

/* What a reading that failed has left. */
static void forget(reader_t *r)
{
    for (; r->depth > 0; r->depth--) {
        json_decref(top(r)->node);
        json_decref(top(r)->merges);
    }
    json_decref(r->root);
    r->root = NULL;
}

static void forget_anchors(reader_t *r)
{
    apr_hash_index_t *hi;

    for (hi = apr_hash_first(r->pool, r->anchors); hi; hi = apr_hash_next(hi)) {
        anchor_t *anchor = apr_hash_this_val(hi);
        json_decref(anchor->node);
    }
}

static int read_events(reader_t *r, yaml_parser_t *parser)
{
    int rv = 0;

    while (rv == 0) {
        if (!yaml_parser_parse(parser, &r->event)) {
            syntax_fault(r, parser);
            return -1;
        }
        rv = take(r);
        yaml_event_delete(&r->event);
    }
    return rv;
}

json_t *sp_yaml_tree(sp_job_t *job, const char *text, apr_size_t len)
{
    reader_t *r;
    yaml_parser_t parser;
    apr_pool_t *pool;
    json_t *root;

    apr_pool_create(&pool, job->pool);
    r = apr_pcalloc(pool, sizeof(*r));
    r->job = job;
    r->pool = pool;
    r->anchors = apr_hash_make(pool);
    if (!yaml_parser_initialize(&parser)) {
        memory_short(r);
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
    if (read_events(r, &parser) < 0) {
        forget(r);
    }
    yaml_parser_delete(&parser);
    forget_anchors(r);
    root = r->root;
    apr_pool_destroy(pool);
    return root;
}
