/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Partial evaluation held against plain evaluation. Random templates (of a
 * fixed seed) are rendered twice: with values that are known, and with live
 * values of which the plan is filled with the same texts afterwards. Both must
 * give the same bytes. And random rubbish must never crash. */
#include "rows.h"
#include "mustache_helper.h"

#define TEMPLATES 4000
#define ASSIGNMENTS 5
#define RUBBISH 20000
#define LEAVES 9
#define PARTIALS 4

typedef struct source_t {
    apr_uint64_t random;
    char text[65536];
    size_t len;
    int tags;  /* that may still be written */
    int level; /* partials may include those of higher levels alone */
} source_t;

/* A number below @a n; xorshift, the same on every machine. */
static unsigned below(source_t *s, unsigned n)
{
    s->random ^= s->random << 13;
    s->random ^= s->random >> 7;
    s->random ^= s->random << 17;
    return (unsigned)(s->random >> 33) % n;
}

static void add(source_t *s, const char *text)
{
    size_t len = strlen(text);

    assert_true(s->len + len < sizeof(s->text));
    memcpy(s->text + s->len, text, len + 1);
    s->len += len;
}

#define PICK(s, list) ((list)[below(s, sizeof(list) / sizeof((list)[0]))])

static const char *const names[] = {
    "a",         "b", "c", "d", "e",       "o",      "o.x", "o.y",
    "o.z.x",     "x", "y", "l", "q",       "s",      "n",   "t",
    "f",         "u", ".", "r", "r.later", "r.none", "a.x", "missing",
    "missing.x", "a", "b", "a", "b",
};

static const char *pick_text(source_t *s)
{
    static const char *const texts[] = {
        "x",   " ",  "\n", "\n  ",     "  ", "\n\n",        "\r\n",
        "<p>", "{ ", "} ", "\xc3\xa4", "\t", "word word\n", "\n    y\n  z\n",
    };

    return PICK(s, texts);
}

static void generate(source_t *s, int depth);

/* A pair of tags around something; now and then on lines of their own. */
static void add_pair(source_t *s, char sigil, const char *name, int depth)
{
    static const char *const before[] = {"", "", "\n", "\n  ", "\n\t"};
    static const char *const after[] = {"", "", "\n", " \n", "\r\n"};
    char tag[40];

    add(s, PICK(s, before));
    apr_snprintf(tag, sizeof(tag), "{{%c%s}}", sigil, name);
    add(s, tag);
    add(s, PICK(s, after));
    generate(s, depth + 1);
    add(s, PICK(s, before));
    apr_snprintf(tag, sizeof(tag), "{{/%s}}", name);
    add(s, tag);
    add(s, PICK(s, after));
}

static const char *pick_block(source_t *s)
{
    static const char *const blocks[] = {"one", "two", "three"};

    return PICK(s, blocks);
}

/* A parent with up to three arguments. */
static void add_parent(source_t *s, const char *name, int depth)
{
    char tag[40];
    unsigned i, count = below(s, 4);

    apr_snprintf(tag, sizeof(tag), "{{<%s}}", name);
    add(s, tag);
    for (i = 0; i < count; i++) {
        add(s, pick_text(s));
        add_pair(s, '$', pick_block(s), depth);
    }
    apr_snprintf(tag, sizeof(tag), "{{/%s}}", name);
    add(s, tag);
    add(s, below(s, 2) ? "\n" : "");
}

/* A partial or a parent, of those that don't include this one. */
static void add_inclusion(source_t *s, int depth)
{
    char name[8], tag[40];

    if (s->level == PARTIALS) {
        return;
    }
    apr_snprintf(name, sizeof(name), "p%d",
                 s->level + 1 + (int)below(s, PARTIALS - s->level));
    add(s, below(s, 2) ? "\n  " : "");
    if (below(s, 2)) {
        add_parent(s, name, depth);
        return;
    }
    apr_snprintf(tag, sizeof(tag), "{{>%s}}%s", name, below(s, 2) ? "\n" : "");
    add(s, tag);
}

static void add_value(source_t *s)
{
    static const char *const forms[] = {
        "{{%s}}",   "{{%s}}",  "{{ %s }}",
        "{{{%s}}}", "{{&%s}}", "{{=<%% %%>=}}{{<%%%s%%><%%={{ }}=%%>",
    };
    char tag[80];

    apr_snprintf(tag, sizeof(tag), PICK(s, forms), PICK(s, names));
    add(s, tag);
}

static void add_item(source_t *s, int depth)
{
    unsigned what = below(s, 16);

    s->tags--;
    if (what < 5) {
        add_value(s);
    }
    else if (what < 9) {
        add_pair(s, '#', PICK(s, names), depth);
    }
    else if (what < 11) {
        add_pair(s, '^', PICK(s, names), depth);
    }
    else if (what < 13) {
        add_inclusion(s, depth);
    }
    else if (what < 15) {
        add_pair(s, '$', pick_block(s), depth);
    }
    else {
        add(s, "\n {{! nothing }}\n");
    }
}

static void generate(source_t *s, int depth)
{
    unsigned count = 1 + below(s, 5);

    while (count-- > 0) {
        if (below(s, 2)) {
            add(s, pick_text(s));
        }
        if (s->tags > 0 && depth < 6) {
            add_item(s, depth);
        }
    }
}

/* The text of a new template of a level. */
static const char *template_text(source_t *s, int level)
{
    s->len = 0;
    s->level = level;
    s->tags = level == 0 ? 25 : 10;
    generate(s, 0);
    return s->text;
}

/* A leaf: live where its bit is set in @a live, else known. */
static sp_value_t *leaf(apr_pool_t *pool, const sp_facts_t *facts, int i,
                        unsigned live)
{
    return live >> i & 1 ? sp_value_live(pool, i)
                         : sp_value_string(pool, facts->value[i]);
}

/* Lists: l of strings, q of objects, s of leaves, n of nothing. */
static void set_lists(sp_value_t *root, apr_pool_t *pool,
                      const sp_facts_t *facts, unsigned live)
{
    sp_value_t *l = sp_value_list(pool), *q = sp_value_list(pool);
    sp_value_t *s = sp_value_list(pool);
    int i;

    sp_value_append(l, sp_value_string(pool, "1"));
    sp_value_append(l, sp_value_string(pool, "<2>"));
    for (i = 0; i < 2; i++) {
        sp_value_t *object = sp_value_object(pool);

        sp_value_set(object, "a", leaf(pool, facts, 5 + i, live));
        sp_value_set(object, "n", sp_value_string(pool, "N"));
        sp_value_append(q, object);
        sp_value_append(s, leaf(pool, facts, 7 + i, live));
    }
    sp_value_set(root, "l", l);
    sp_value_set(root, "q", q);
    sp_value_set(root, "s", s);
    sp_value_set(root, "n", sp_value_list(pool));
}

static sp_value_t *make_root(apr_pool_t *pool, const sp_facts_t *facts,
                             unsigned live)
{
    static const char *const leaves[] = {"a", "b", "c", "d", "e"};
    sp_value_t *root = sp_value_object(pool), *o = sp_value_object(pool);
    sp_value_t *z = sp_value_object(pool), *r = sp_value_object(pool);
    int i;

    for (i = 0; i < 5; i++) {
        sp_value_set(root, leaves[i], leaf(pool, facts, i, live));
    }
    sp_value_set(z, "x", leaf(pool, facts, 2, live));
    sp_value_set(o, "x", leaf(pool, facts, 0, live));
    sp_value_set(o, "y", leaf(pool, facts, 6, live));
    sp_value_set(o, "z", z);
    sp_value_set(root, "o", o);
    sp_value_set_text(r, "later");
    sp_value_set(r, "later", sp_value_bool(pool, 1));
    sp_value_set(r, "none", leaf(pool, facts, 8, live));
    sp_value_set(root, "r", r);
    sp_value_set(root, "t", sp_value_bool(pool, 1));
    sp_value_set(root, "f", sp_value_bool(pool, 0));
    sp_value_set(root, "u", sp_value_null(pool));
    set_lists(root, pool, facts, live);
    return root;
}

static void pick_facts(source_t *s, sp_facts_t *facts)
{
    static const char *const texts[] = {
        NULL,           "",         "",     "v",     "<&>\"'",
        "two\nlines\n", "\xc3\xbc", "\xff", "{{a}}", " ",
    };
    int i;

    memset(facts, 0, sizeof(*facts));
    for (i = 0; i < LEAVES; i++) {
        facts->value[i] = PICK(s, texts);
    }
}

/* What the run has seen, so that a generator gone dull is noticed. */
typedef struct seen_t {
    int compared;
    int with_jumps;
    int with_text;
    int too_much;
} seen_t;

static int has_jumps(const sp_plan_t *plan)
{
    int i;

    for (i = 0; i < plan->count; i++) {
        if (plan->steps[i].kind == SP_STEP_IF ||
            plan->steps[i].kind == SP_STEP_UNLESS) {
            return 1;
        }
    }
    return 0;
}

static sp_plan_t *plan_with(mustache_t *m, const sp_template_t *tpl,
                            const sp_facts_t *facts, unsigned live)
{
    return mustache_plan(m, tpl, make_root(m->pool, facts, live));
}

/* One template, one plan with everything live and one with some of it; for
 * each assignment all three ways must agree. */
static void compare(source_t *s, mustache_t *m, const sp_template_t *tpl,
                    seen_t *seen)
{
    const unsigned all = (1u << LEAVES) - 1;
    sp_facts_t facts = {{NULL}};
    sp_plan_t *live = plan_with(m, tpl, &facts, all);
    int i;

    if (live == NULL) { /* bounds are looser where sections are known */
        seen->too_much++;
        return;
    }
    for (i = 0; i < ASSIGNMENTS; i++) {
        ROW("assignment %d", i);
        const sp_plan_t *known, *mixed;
        const char *want;

        pick_facts(s, &facts);
        known = plan_with(m, tpl, &facts, 0);
        mixed = plan_with(m, tpl, &facts, below(s, all));
        assert_non_null(known);
        assert_non_null(mixed);
        assert_true(known->facts == 0 && known->count <= 1);
        want = mustache_fill(known, NULL, m->pool);
        assert_string_equal(mustache_fill(live, &facts, m->pool), want);
        assert_string_equal(mustache_fill(mixed, &facts, m->pool), want);
        seen->compared++;
        seen->with_jumps += has_jumps(live);
        seen->with_text += *want != '\0';
    }
}

/* A root template and its partials p1 to p4. */
static void try_template(source_t *s, apr_pool_t *pool, seen_t *seen)
{
    static const char *const partials[] = {"p1", "p2", "p3", "p4"};
    mustache_t *m = mustache_new(pool);
    sp_template_t *tpl;
    int i;

    for (i = 0; i < PARTIALS; i++) {
        mustache_add(m, partials[i], template_text(s, i + 1));
    }
    m->escape = (sp_escape_t)below(s, SP_ESCAPE_COUNT);
    tpl = mustache_compile(m, "t", template_text(s, 0));
    assert_non_null(tpl);
    compare(s, m, tpl, seen);
}

static void live_values_fill_in_as_if_they_had_been_known(void **state)
{
    source_t *s = apr_pcalloc(*state, sizeof(*s));
    seen_t seen = {0};
    apr_pool_t *pool;
    int i;

    s->random = 20260601;
    for (i = 0; i < TEMPLATES; i++) {
        apr_pool_create(&pool, *state);
        try_template(s, pool, &seen);
        apr_pool_destroy(pool);
    }
    print_message("%d comparisons, %d with jumps, %d not empty, %d templates "
                  "too large\n",
                  seen.compared, seen.with_jumps, seen.with_text,
                  seen.too_much);
    assert_true(seen.too_much < TEMPLATES / 100);
    assert_true(seen.with_jumps > seen.compared / 2);
    assert_true(seen.with_text > seen.compared / 2);
}

/* Pieces of templates in any order, sense or none. */
static const char *rubbish(source_t *s)
{
    static const char *const pieces[] = {
        "{{",        "}}",     "{{{",      "}}}",      "#",         "^",
        "/",         ">",      "<",        "$",        "=",         "&",
        "!",         "{{#a}}", "{{/a}}",   "{{^b}}",   "{{/b}}",    "{{>p}}",
        "{{<p}}",    "{{/p}}", "{{$one}}", "{{/one}}", "{{=| |=}}", "|a|",
        "|={{ }}=|", "{{.}}",  "a",        "b",        ".",         " ",
        "\n",        "\r",     "\t",       "\xff",     "{{l}}",     "{{#l}}",
        "{{/l}}",    "{{#s}}", "{{/s}}",   "{{q.a}}",
    };
    unsigned count = 1 + below(s, 30);

    s->len = 0;
    while (count-- > 0) {
        add(s, PICK(s, pieces));
    }
    return s->text;
}

static void rubbish_is_refused_or_rendered(void **state)
{
    source_t *s = apr_pcalloc(*state, sizeof(*s));
    int i, compiled = 0, rendered = 0;

    s->random = 4711;
    for (i = 0; i < RUBBISH; i++) {
        ROW("rubbish %d", i);
        sp_facts_t facts;
        apr_pool_t *pool;
        mustache_t *m;
        sp_template_t *tpl;
        sp_plan_t *plan;

        apr_pool_create(&pool, *state);
        m = mustache_new(pool);
        tpl = mustache_compile(m, "p", rubbish(s));
        if (tpl == NULL) {
            assert_true(m->err.line > 0 && m->err.col > 0);
        }
        else {
            compiled++;
            apr_hash_set(m->partials, "p", APR_HASH_KEY_STRING, tpl);
            pick_facts(s, &facts);
            plan = plan_with(m, tpl, &facts, below(s, 1u << LEAVES));
            if (plan != NULL) {
                rendered++;
                mustache_fill(plan, &facts, pool);
            }
            sp_template_check(tpl, NULL, mustache_find, m, pool, NULL);
        }
        apr_pool_destroy(pool);
    }
    print_message("%d of %d compiled, %d rendered\n", compiled, RUBBISH,
                  rendered);
    assert_true(compiled > RUBBISH / 20 && compiled < RUBBISH);
    assert_true(rendered > compiled / 2 && rendered < compiled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(live_values_fill_in_as_if_they_had_been_known),
        MUSTACHE_TEST(rubbish_is_refused_or_rendered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
