/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Content-Security-Policy; see policy.h. */
#include "page/policy.h"

#include "base/sha256.h"
#include "brand/brand.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static int starts(const char *from, const char *end, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(end - from) >= n && strncasecmp(from, word, n) == 0;
}

/* A word in small letters, whatever the text's are. */
static const char *find(const char *from, const char *end, const char *word)
{
    for (; from < end; from++) {
        if (apr_tolower(*from) == *word && starts(from, end, word)) {
            return from;
        }
    }
    return NULL;
}

/* Whether a tag stands there: "<style>" or "<style ", but not "<styled>". */
static int is_tag(const char *from, const char *end, const char *name)
{
    size_t n = strlen(name);

    return starts(from, end, name) && from + n < end &&
           strchr(" \t\r\n\f/>", from[n]) != NULL && from[n] != '\0';
}

/* A browser ends a comment at "-->" and at "--!>". */
static const char *comment_end(const char *from, const char *end)
{
    for (; (from = find(from, end, "--")) != NULL; from++) {
        const char *stop = from + 2;

        stop += stop < end && *stop == '!';
        if (stop < end && *stop == '>') {
            return from;
        }
    }
    return NULL;
}

/* The next tag of that name; in a comment there is none. */
static const char *find_tag(const char *from, const char *end, const char *name,
                            int comments)
{
    while (from < end &&
           (from = memchr(from, '<', (size_t)(end - from))) != NULL) {
        if (is_tag(from, end, name)) {
            return from;
        }
        if (comments && starts(from, end, "<!--")) {
            from = comment_end(from + 2, end);
            if (from == NULL) {
                break;
            }
        }
        from++;
    }
    return NULL;
}

/* The hash of a style. A browser has turned each CR LF, and CR, into a line
 * feed before it makes its own. */
static const char *hash_of(const char *css, const char *end, apr_pool_t *pool)
{
    apr_size_t len = (apr_size_t)(end - css);
    char *lines, *out;

    if (memchr(css, '\r', len) == NULL) {
        return sp_sha256_base64(pool, css, len);
    }
    lines = out = apr_palloc(pool, len);
    for (; css < end; css++) {
        if (*css == '\r') {
            *out++ = '\n';
            css += css + 1 < end && css[1] == '\n';
        }
        else {
            *out++ = *css;
        }
    }
    return sp_sha256_base64(pool, lines, (apr_size_t)(out - lines));
}

/* Behind the tag that begins here; quotes may hold a ">". */
static const char *tag_end(const char *from, const char *end)
{
    char quote = '\0';

    for (; from < end; from++) {
        if (quote != '\0') {
            quote = *from == quote ? '\0' : quote;
        }
        else if (*from == '"' || *from == '\'') {
            quote = *from;
        }
        else if (*from == '>') {
            return from + 1;
        }
    }
    return NULL;
}

/* Hashes of the style elements that lie whole within a text. */
static const char *hashes_of(const char *text, apr_size_t len, apr_pool_t *pool)
{
    const char *end = text + len;
    const char *hashes = "";

    while ((text = find_tag(text, end, "<style", 1)) != NULL) {
        const char *stop;
        text = tag_end(text, end);
        if (text == NULL) {
            break;
        }
        stop = find_tag(text, end, "</style", 0);
        if (stop == NULL) {
            break;
        }
        hashes = apr_pstrcat(pool, hashes, " 'sha256-",
                             hash_of(text, stop, pool), "'", NULL);
        text = stop;
    }
    return hashes;
}

/* A style that holds a font: no value but a theme's own file can be one. */
static int has_font(const char *text, apr_size_t len)
{
    static const char font[] = "data:" SP_MEDIA_FONT;
    const char *end = text + len;

    while ((text = find_tag(text, end, "<style", 1)) != NULL) {
        const char *stop = find_tag(text, end, "</style", 0);

        if (stop == NULL || find(text, stop, font) != NULL) {
            return stop != NULL;
        }
        text = stop;
    }
    return 0;
}

/* The text of the literals from step @a first up to @a end. */
static const char *text_of(const sp_plan_t *plan, int first, int end,
                           apr_size_t *len, apr_pool_t *pool)
{
    const sp_step_t *steps = plan->steps;
    char *text, *out;
    int i;

    for (*len = 0, i = first; i < end; i++) {
        *len += steps[i].len;
    }
    if (end == first + 1) {
        return steps[first].text;
    }
    text = out = apr_palloc(pool, *len);
    for (i = first; i < end; i++) {
        out = (char *)memcpy(out, steps[i].text, steps[i].len) + steps[i].len;
    }
    return text;
}

/* "default-src 'none'; style-src ...; img-src data:", and "; font-src data:" */
static const char *base_policy(const sp_plan_t *plan, apr_pool_t *pool)
{
    const char *hashes = "";
    int i, end, font = 0;

    for (i = 0; i < plan->count; i = end) {
        const char *text;
        apr_size_t len;

        end = i + 1;
        if (plan->steps[i].kind == SP_STEP_LITERAL) {
            end = sp_plan_run_end(plan, i);
            text = text_of(plan, i, end, &len, pool);
            hashes =
                apr_pstrcat(pool, hashes, hashes_of(text, len, pool), NULL);
            font = font || has_font(text, len);
        }
    }
    return apr_pstrcat(pool, "default-src 'none';", *hashes ? " style-src" : "",
                       hashes, *hashes ? ";" : "",
                       " img-src data:", font ? "; font-src data:" : "", NULL);
}

const char *sp_csp_for_html(const sp_plan_t *plan, apr_pool_t *pool)
{
    return base_policy(plan, pool);
}

const char *sp_csp_for_gallery(const sp_plan_t *plan, apr_pool_t *pool)
{
    return apr_pstrcat(pool, base_policy(plan, pool),
                       "; base-uri 'none'; form-action 'self'; "
                       "frame-src 'self'; frame-ancestors 'none'",
                       NULL);
}

const char *sp_csp_for_data(void)
{
    return "default-src 'none'";
}
