/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The five forms of an answer. This table is the one place that knows their
 * names, files, media types and escapers. */
#ifndef SP_FORMAT_H
#define SP_FORMAT_H

#include "escape.h"

typedef enum sp_format_t {
    SP_FORMAT_HTML,
    SP_FORMAT_JSON,
    SP_FORMAT_XML,
    SP_FORMAT_TEXT,
    SP_FORMAT_MARKDOWN,
    SP_FORMAT_COUNT
} sp_format_t;

typedef struct sp_format_info_t {
    const char *name;      /* as directives and --format spell it: "html" */
    const char *file;      /* the template in a theme: "page.html" */
    const char *extension; /* of exported pages and partials: "html" */
    const char *type;      /* Content-Type where the client has no own label */
    sp_escape_t escape;    /* what {{x}} means in this form */
} sp_format_info_t;

/** The entry of one form; never NULL for a value below SP_FORMAT_COUNT. */
const sp_format_info_t *sp_format_info(sp_format_t format);

/**
 * Find a form by its name, case aside. Returns 0 and leaves @a format alone
 * where there is none of that name, else 1.
 */
int sp_format_find(const char *name, sp_format_t *format);

/** "html, json, xml, text, markdown": for messages. */
const char *sp_format_names(void);

#endif /* SP_FORMAT_H */
