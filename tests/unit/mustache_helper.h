/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the tests of the Mustache engine share: a set of named partials, and
 * from a template to its bytes in one call. Asserts on the way that a plan
 * writes exactly as many bytes as it says. */
#ifndef SP_MUSTACHE_HELPER_H
#define SP_MUSTACHE_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <apr_general.h>
#include <apr_hash.h>
#include <apr_strings.h>

#include "template/template.h"

/** One template with its partials; all from one pool. */
typedef struct mustache_t {
    apr_pool_t *pool;
    apr_hash_t *partials; /* name -> const sp_template_t * */
    sp_escape_t escape;
    sp_error_t err;
} mustache_t;

static inline mustache_t *mustache_new(apr_pool_t *pool)
{
    mustache_t *m = apr_pcalloc(pool, sizeof(*m));

    m->pool = pool;
    m->partials = apr_hash_make(pool);
    m->escape = SP_ESCAPE_HTML;
    return m;
}

static inline const sp_template_t *mustache_find(void *baton, const char *name)
{
    mustache_t *m = baton;

    return apr_hash_get(m->partials, name, APR_HASH_KEY_STRING);
}

/** Compile; NULL and m->err on a fault. */
static inline sp_template_t *mustache_compile(mustache_t *m, const char *file,
                                              const char *text)
{
    sp_template_t *tpl = NULL;
    apr_status_t rv =
        sp_template_compile(&tpl, file, text, strlen(text), m->pool, &m->err);

    assert_int_equal(rv == APR_SUCCESS, tpl != NULL);
    assert_int_equal(rv == APR_SUCCESS, m->err.msg == NULL);
    return tpl;
}

/** Compile a partial that must be right. */
static inline void mustache_add(mustache_t *m, const char *name,
                                const char *text)
{
    sp_template_t *tpl = mustache_compile(m, name, text);

    assert_non_null(tpl);
    apr_hash_set(m->partials, name, APR_HASH_KEY_STRING, tpl);
}

/** Fill a plan. */
static inline char *mustache_fill(const sp_plan_t *plan,
                                  const sp_facts_t *facts, apr_pool_t *pool)
{
    static const sp_facts_t none;
    apr_size_t size = sp_plan_size(plan, facts ? facts : &none);
    char *out = apr_palloc(pool, size + 2);
    char *end;

    out[size] = '\x7f';
    end = sp_plan_write(plan, facts ? facts : &none, out);
    assert_int_equal(end - out, size);
    assert_int_equal(out[size], '\x7f');
    *end = '\0';
    return out;
}

/** Render to a plan; NULL and m->err on a fault. */
static inline sp_plan_t *mustache_plan(mustache_t *m, const sp_template_t *tpl,
                                       const sp_value_t *root)
{
    sp_plan_t *plan = NULL;
    apr_status_t rv = sp_render(&plan, tpl, root, m->escape, mustache_find, m,
                                m->pool, &m->err);

    assert_int_equal(rv == APR_SUCCESS, plan != NULL);
    assert_int_equal(rv == APR_SUCCESS, m->err.msg == NULL);
    return plan;
}

/** From text to bytes; on a fault its diagnosis. */
static inline const char *mustache_run(mustache_t *m, const char *text,
                                       const sp_value_t *root,
                                       const sp_facts_t *facts)
{
    sp_template_t *tpl = mustache_compile(m, "t", text);
    sp_plan_t *plan = tpl != NULL ? mustache_plan(m, tpl, root) : NULL;

    return plan != NULL ? mustache_fill(plan, facts, m->pool)
                        : sp_error_text(&m->err, m->pool);
}

/** One pool for each test. */
static inline int mustache_setup(void **state)
{
    apr_pool_t *pool;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    *state = pool;
    return 0;
}

static inline int mustache_teardown(void **state)
{
    apr_pool_destroy(*state);
    apr_terminate();
    return 0;
}

#define MUSTACHE_TEST(test)                                                    \
    cmocka_unit_test_setup_teardown(test, mustache_setup, mustache_teardown)

#endif /* SP_MUSTACHE_HELPER_H */
