/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which pages are parsed, and what is said of one that is wrong; see
 * sample.h. Refuses to know what the examples are. */
#include "sample/sample.h"

#include "base/json.h"
#include "sample/example.h"
#include "sample/parse.h"

#include <apr_strings.h>
#include <string.h>

/* Parsed in all: some 100 pages of a common size are 100 KB. */
#define BYTES_MAX ((apr_size_t)4 * 1024 * 1024)
/* How much is shown of a line, before and behind the fault. */
#define SHOWN 40

#define BIT(fact) ((apr_uint64_t)1 << (fact))
/* detail.*: nothing is there of it where the reader may not see details, which
 * is most readers' page. */
#define DETAIL (BIT(SP_FACT_COUNT) - BIT(SP_FACT_DETAIL_QUERY))
#define ALL_DETAILS (DETAIL | BIT(SP_FACT_DETAILS))

typedef sp_parsed_t parse_t(const char *text, apr_size_t len, sp_flaw_t *flaw,
                            apr_pool_t *pool);

typedef struct check_t {
    const sp_template_t *tpl;
    const sp_sample_t *sample;
    sp_partial_fn partial;
    void *baton;
    parse_t *parse;
    sp_example_t example;
    sp_plan_t *plan; /* of the variant */
    int variant;
    apr_size_t bytes;    /* parsed so far */
    int memory_short;    /* for a parser: then no page is right or wrong */
    apr_uint64_t bad;    /* what was there in the page that is wrong */
    apr_pool_t *scratch; /* of one page */
    apr_pool_t *pool;
    sp_error_t *err;
} check_t;

/* The page with these facts, until the next is asked for. */
static char *page_of(check_t *c, apr_uint64_t there, apr_size_t *len)
{
    sp_facts_t facts = {{NULL}};
    char *text;
    int i;

    for (i = 0; i < SP_LIVE_MAX; i++) {
        facts.value[i] = there & BIT(i) ? sp_example_fact(i) : NULL;
    }
    *len = sp_plan_size(c->plan, &facts);
    apr_pool_clear(c->scratch);
    text = apr_palloc(c->scratch, *len + 1);
    *sp_plan_write(c->plan, &facts, text) = '\0';
    return text;
}

static int is_enough(const check_t *c)
{
    return c->bytes >= BYTES_MAX;
}

/* Whether the page with these facts is right. */
static int is_right(check_t *c, apr_uint64_t there)
{
    apr_size_t len;
    const char *text;
    sp_parsed_t parsed;

    if (SP_PLAN_READS(c->plan, SP_FACT_DETAILS) &&
        !(there & BIT(SP_FACT_DETAILS))) {
        there &= ~DETAIL;
    }
    text = page_of(c, there, &len);
    parsed = c->parse(text, len, NULL, c->scratch);
    c->bytes += len;
    if (parsed == SP_PARSED_NOT) {
        c->memory_short = 1;
    }
    if (parsed != SP_PARSED_RIGHT) {
        c->bad = there;
    }
    return parsed == SP_PARSED_RIGHT;
}

/* The facts of the plan in which a bit of their number among them is set: two
 * facts differ in one bit at least, so that all of these and what they leave
 * out have each pair both ways. */
static apr_uint64_t half(const sp_plan_t *plan, int bit)
{
    apr_uint64_t mask = 0;
    int i, number = 0;

    for (i = 0; i < SP_LIVE_MAX; i++) {
        if (SP_PLAN_READS(plan, i)) {
            mask |= number >> bit & 1 ? BIT(i) : 0;
            number++;
        }
    }
    return mask;
}

static int pairs_are_right(check_t *c)
{
    const apr_uint64_t all = c->plan->facts;
    const apr_uint64_t details = all & BIT(SP_FACT_DETAILS);
    int bit;

    for (bit = 0; bit < 6 && !is_enough(c); bit++) {
        apr_uint64_t mask = half(c->plan, bit);
        if (mask != 0 &&
            !(is_right(c, mask) && is_right(c, all & ~mask) &&
              (details == 0 || (is_right(c, mask | details) &&
                                is_right(c, (all & ~mask) | details))))) {
            return 0;
        }
    }
    return 1;
}

static int singles_are_right(check_t *c)
{
    const apr_uint64_t all = c->plan->facts;
    int i;

    for (i = 0; i < SP_LIVE_MAX && !is_enough(c); i++) {
        apr_uint64_t bit = all & BIT(i);
        apr_uint64_t with = bit & DETAIL ? all & BIT(SP_FACT_DETAILS) : 0;
        if (bit != 0 && !(is_right(c, all & ~bit) && is_right(c, bit | with))) {
            return 0;
        }
    }
    return 1;
}

/* Add what is no part of the fault, so that what is not there is. */
static void blame(check_t *c)
{
    apr_uint64_t bad = c->bad;
    int i;

    for (i = 0; i < SP_LIVE_MAX; i++) {
        if ((c->plan->facts & BIT(i)) && !(bad & BIT(i)) &&
            !is_right(c, bad | BIT(i)) && (c->bad & BIT(i))) {
            bad = c->bad;
        }
    }
    c->bad = bad;
}

/* "a, b and c", of what is there and mends the page if it goes, or of what is
 * not there. */
static const char *names(check_t *c, int there)
{
    const apr_uint64_t bad = c->bad;
    const char *text = "", *last = NULL;
    int i;

    for (i = 0; i < SP_LIVE_MAX; i++) {
        if ((c->plan->facts & BIT(i)) == 0 || ((bad & BIT(i)) != 0) != there ||
            (there && !is_right(c, bad & ~BIT(i)))) {
            continue;
        }
        if (last != NULL) {
            text = apr_pstrcat(c->pool, text, *text ? ", " : "", last, NULL);
        }
        last = c->example.live[i];
    }
    c->bad = bad;
    return last == NULL ? NULL
           : *text      ? apr_pstrcat(c->pool, text, " and ", last, NULL)
                        : last;
}

/* "where a is there, and b is not". */
static const char *circumstances(check_t *c)
{
    const char *with, *without,
        *lacks = sp_example_lacks(&c->example, c->variant);

    blame(c);
    with = names(c, 1);
    without = names(c, 0);
    if (*lacks != '\0') {
        without = without == NULL
                      ? lacks
                      : apr_pstrcat(c->pool, without, ", ", lacks, NULL);
    }
    if (with == NULL && without == NULL) {
        return "whatever is there";
    }
    return apr_pstrcat(c->pool, with ? "with " : "", with ? with : "",
                       with && without ? " and " : "",
                       without ? "without " : "", without ? without : "", NULL);
}

/* What of the templates looks most like the page where it is wrong. */
typedef struct search_t {
    const char *page;
    apr_size_t offset;
    apr_size_t len;
    apr_size_t best; /* bytes that are alike */
    sp_spot_t at;
} search_t;

static apr_size_t alike(const search_t *s, const char *text, apr_size_t len,
                        apr_size_t i)
{
    apr_size_t before = 0, behind = 0;

    while (before < SHOWN && before < i && before < s->offset &&
           text[i - before - 1] == s->page[s->offset - before - 1]) {
        before++;
    }
    while (behind < SHOWN && i + behind < len && s->offset + behind < s->len &&
           text[i + behind] == s->page[s->offset + behind]) {
        behind++;
    }
    return before + behind;
}

static apr_status_t search_text(void *baton, const sp_spot_t *at,
                                const char *text, apr_size_t len)
{
    search_t *s = baton;
    sp_spot_t here = *at;
    apr_size_t i;

    for (i = 0; i <= len; i++) {
        apr_size_t n = alike(s, text, len, i);
        if (n > s->best) {
            s->best = n;
            s->at = here;
        }
        here.col++;
        if (i < len && text[i] == '\n') {
            here.line++;
            here.col = 1;
        }
    }
    return APR_SUCCESS;
}

static sp_spot_t spot_of(check_t *c, const char *page, apr_size_t len,
                         apr_size_t offset)
{
    search_t s = {page, offset, len, 0, {c->sample->file, 0, 0}};
    sp_visitor_t visitor = {search_text, NULL, NULL, NULL, &s};

    sp_template_walk(c->tpl, c->partial, c->baton, &visitor, c->scratch, NULL);
    return s.at;
}

/* As a terminal and a log may have it. */
static const char *shown(apr_pool_t *pool, const char *text, apr_size_t len)
{
    char *out = apr_palloc(pool, sp_escape_size(SP_ESCAPE_TEXT, text, len) + 1);

    *sp_escape_write(SP_ESCAPE_TEXT, out, text, len) = '\0';
    return out;
}

/* The line that comes out, as much of it as stands around the fault. */
static const char *line_of(const check_t *c, const char *page,
                           apr_size_t offset)
{
    apr_size_t from = offset, n;
    int cut;

    while (from > 0 && page[from - 1] != '\n' && offset - from < SHOWN) {
        from--;
    }
    cut = from > 0 && page[from - 1] != '\n';
    while (from < offset && (page[from] & 0xC0) == 0x80) {
        from++; /* within a character */
    }
    n = strcspn(page + from, "\n");
    n = n < offset - from + SHOWN ? n : offset - from + SHOWN;
    return apr_pstrcat(c->pool, cut ? "..." : "",
                       shown(c->pool, page + from, n), NULL);
}

static apr_status_t tell(check_t *c)
{
    const int json = c->sample->format == SP_FORMAT_JSON;
    const char *when = c->memory_short ? "" : circumstances(c);
    sp_flaw_t flaw = {"", 0};
    apr_size_t len;
    const char *page;
    sp_spot_t at;

    page = page_of(c, c->bad, &len);
    if (c->memory_short ||
        c->parse(page, len, &flaw, c->pool) != SP_PARSED_WRONG) {
        return sp_error_set(c->err, c->pool, c->sample->file, 0, 0,
                            "cannot be checked: %s", SP_MEMORY_SHORT);
    }
    flaw.offset = flaw.offset < len ? flaw.offset : len;
    at = spot_of(c, page, len, flaw.offset);
    sp_error_set(c->err, c->pool, at.file, at.line, at.col,
                 "is no %s %s: %s; it comes out as: %s", json ? "JSON" : "XML",
                 when, shown(c->pool, flaw.words, strlen(flaw.words)),
                 line_of(c, page, flaw.offset));
    return sp_error_hint(
        c->err, c->pool, "%s",
        json ? "what may be missing takes its comma and its name with it, as "
               "{{#retry_after}}, \"after\": {{retry_after}}{{/retry_after}}"
             : "open and close each tag, and name each attribute of it once");
}

static apr_status_t check_variant(check_t *c, int variant)
{
    apr_status_t rv;

    c->variant = variant;
    rv = sp_render(&c->plan, c->tpl,
                   sp_example_values(&c->example, variant, c->example.pool),
                   sp_format_info(c->sample->format)->escape, c->partial,
                   c->baton, c->example.pool, c->err);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    return is_right(c, c->plan->facts) && is_right(c, 0) &&
                   is_right(c, c->plan->facts & ~ALL_DETAILS) &&
                   (variant > 0 || singles_are_right(c)) && pairs_are_right(c)
               ? APR_SUCCESS
               : tell(c);
}

apr_status_t sp_sample_check(const sp_template_t *tpl,
                             const sp_sample_t *sample, sp_partial_fn partial,
                             void *baton, apr_pool_t *pool, sp_error_t *err)
{
    static parse_t *const parsers[SP_FORMAT_COUNT] = {
        [SP_FORMAT_JSON] = sp_parse_json, [SP_FORMAT_XML] = sp_parse_xml};
    check_t c = {.tpl = tpl,
                 .sample = sample,
                 .partial = partial,
                 .baton = baton,
                 .parse = parsers[sample->format],
                 .pool = pool,
                 .err = err};
    apr_status_t rv;
    int i;

    if (c.parse == NULL) {
        return APR_SUCCESS;
    }
    apr_pool_create(&c.example.pool, pool);
    apr_pool_create(&c.scratch, c.example.pool);
    c.example.reader = sample->reader;
    rv = sp_example_learn(&c.example, tpl, partial, baton, err);
    for (i = 0; rv == APR_SUCCESS && !is_enough(&c) &&
                i < (c.example.varies ? SP_EXAMPLE_VARIANTS : 1);
         i++) {
        rv = check_variant(&c, i);
    }
    apr_pool_destroy(c.example.pool);
    return rv;
}
