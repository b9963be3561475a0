/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See sheet.h. */
#include "httpd/sheet.h"

#include "httpd/facts.h"
#include "httpd/precedence.h"

#include <http_protocol.h>

void sp_sheet_fill(sp_sheet_t *sheet, request_rec *r,
                   const sp_appearance_t *appearance, const sp_page_t *page)
{
    sp_facts_t facts;
    char *body;

    sp_facts_find(&facts, r, appearance, page);
    sheet->len = sp_plan_size(page->plan, &facts);
    body = apr_palloc(r->pool, sheet->len + 1);
    *sp_plan_write(page->plan, &facts, body) = '\0';
    sheet->body = body;
    apr_table_setn(r->headers_out, "Content-Language", page->content_language);
    if (sp_config_headers(sp_config_of(r))) {
        apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
        apr_table_setn(r->headers_out, "Content-Security-Policy", page->csp);
    }
}

int sp_sheet_send(request_rec *r, const sp_sheet_t *sheet)
{
    sp_precedence_offer(r);
    ap_set_content_type(r, sheet->type);
    ap_set_content_length(r, (apr_off_t)sheet->len);
    ap_rwrite(sheet->body, (int)sheet->len, r);
    return OK;
}
