/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Content-Security-Policy; see csp.h. */
#include "csp.h"

#include "sha256.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static const char *find(const char *from, const char *end, const char *word)
{
    size_t n = strlen(word);

    for (; from + n <= end; from++) {
        if (strncasecmp(from, word, n) == 0) {
            return from;
        }
    }
    return NULL;
}

/* Hashes of the style elements that lie whole within one literal. */
static const char *hashes_of(const char *text, apr_size_t len, apr_pool_t *pool)
{
    const char *end = text + len;
    const char *hashes = "";

    while ((text = find(text, end, "<style")) != NULL) {
        const char *stop;
        text = memchr(text, '>', (size_t)(end - text));
        if (text == NULL) {
            break;
        }
        text++;
        stop = find(text, end, "</style");
        if (stop == NULL) {
            break;
        }
        hashes = apr_pstrcat(
            pool, hashes, " 'sha256-",
            sp_sha256_base64(pool, text, (apr_size_t)(stop - text)), "'", NULL);
        text = stop;
    }
    return hashes;
}

/* "default-src 'none'; style-src ...; img-src data:" */
static const char *base_policy(const sp_plan_t *plan, apr_pool_t *pool)
{
    const char *hashes = "";
    int i;

    for (i = 0; i < plan->count; i++) {
        if (plan->steps[i].kind == SP_STEP_LITERAL) {
            hashes = apr_pstrcat(
                pool, hashes,
                hashes_of(plan->steps[i].text, plan->steps[i].len, pool), NULL);
        }
    }
    return apr_pstrcat(pool, "default-src 'none';", *hashes ? " style-src" : "",
                       hashes, *hashes ? ";" : "", " img-src data:", NULL);
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
