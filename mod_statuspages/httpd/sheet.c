/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See sheet.h. */
#include "httpd/sheet.h"

#include "httpd/facts.h"
#include "httpd/headers.h"
#include "httpd/precedence.h"

#include <apr_allocator.h>
#include <apr_strings.h>
#include <http_protocol.h>

apr_pool_t *sp_sheet_scratch(request_rec *r)
{
    apr_allocator_t *allocator;
    apr_pool_t *pool;

    if (apr_allocator_create(&allocator) != APR_SUCCESS) {
        allocator = NULL; /* the parent's: too short of memory to be choosy */
    }
    apr_pool_create_ex(&pool, r->pool, NULL, allocator);
    if (allocator != NULL) {
        apr_allocator_owner_set(allocator, pool);
    }
    return pool;
}

void sp_sheet_fill(sp_sheet_t *sheet, request_rec *r,
                   const sp_appearance_t *appearance, const sp_page_t *page)
{
    const sp_headers_t headers = {r->headers_out, r->err_headers_out,
                                  r->headers_out};
    sp_settings_t settings = sp_config_settings(sp_config_of(r), r->status);
    sp_header_t own[SP_HEADER_COUNT];
    sp_facts_t facts;
    int i, count = sp_page_headers(page, 0, settings.headers, own);

    sp_facts_find(&facts, r, appearance, page, &settings);
    sheet->body = sp_plan_fill(page->plan, &facts, &sheet->len, r->pool);
    sheet->shared = page->plan->facts == 0;
    for (i = 0; i < count; i++) {
        own[i].value = apr_pstrdup(r->pool, own[i].value);
    }
    sp_headers_set(&headers, own, count);
}

int sp_sheet_send(request_rec *r, const sp_sheet_t *sheet)
{
    sp_precedence_offer(r);
    ap_set_content_type(r, sheet->type);
    ap_set_content_length(r, (apr_off_t)sheet->len);
    ap_rwrite(sheet->body, (int)sheet->len, r);
    return OK;
}
