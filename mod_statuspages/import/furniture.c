/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The furniture of a documentation page: what stands around a table and is
 * no part of it; see job.h. What is before the first row needs no
 * recognising, it is all furniture; these are the lines that stand between
 * rows or behind the last one, where a description could go on. */
#include "import/job.h"

#include <apr_lib.h>

/* Lines that are the head of a table, or of one of its columns. */
static const char heads[] =
    "status code|status codes|code|codes|http status code|http status codes|"
    "message|messages|description|descriptions|status code description|"
    "status code code description|status code message description|"
    "reason phrase|meaning";

/* Lines behind the last row, ... */
static const char footers[] =
    "feedback|send feedback|chatbot|chat with us|was this helpful?|"
    "rate this page|edit this page|print|share|share this page|back to top|"
    "to top|yes|no|related topics|related information|previous|next|"
    "table of contents|on this page|in this article|privacy policy|"
    "cookie settings|cookie preferences|all rights reserved.";

/* ... and how such lines begin. */
static const char footer_starts[] =
    "was this page|was this article|was this topic|was this document|"
    "did you find this|did this page|provide feedback|give feedback|"
    "is this page|how helpful|parent topic|previous topic|next topic|"
    "previous article|next article|previous page|next page|copyright |\xC2\xA9|"
    "(c) |updated on |last updated|last modified|page last|"
    "for any further questions|if you have any questions|"
    "thank you for your feedback|thank you very much for your feedback|"
    "help us improve|edit on github|edit this page on|"
    "report an issue with this|share your feedback|related topics:|"
    "download as pdf";

/* The longest caption, or name of a class of codes. */
#define LONGEST 80

/* "Table 2 Status codes"; no sentence, which could be a description's. */
static int is_caption(sp_slice_t s)
{
    static const char tables[] =
        "table |tabelle |tableau |tabla |tabela |tabella ";
    apr_size_t n = sp_slice_starts(s, tables);

    return n > 0 && s.len > n && s.len <= LONGEST && apr_isdigit(s.p[n]) &&
           !sp_slice_is_sentence(s);
}

/* A Markdown heading, or the line that underlines one. */
static int is_heading(sp_slice_t s)
{
    sp_slice_t rest = sp_slice_skip(s, "#");

    if (rest.len > 0 && rest.p > s.p && rest.p <= s.p + 6) {
        return rest.p[0] == ' ';
    }
    return s.len >= 3 && sp_slice_skip(s, "-|=|_|*").len == 0;
}

int sp_is_class(sp_slice_t s)
{
    s = sp_slice_skip(s, "#|*|_|`| |(");
    return s.len >= 3 && s.len <= LONGEST && s.p[0] >= '1' && s.p[0] <= '5' &&
           apr_tolower(s.p[1]) == 'x' && apr_tolower(s.p[2]) == 'x' &&
           (s.len == 3 || !apr_isalnum(s.p[3])) && !sp_slice_is_sentence(s);
}

int sp_is_title(sp_slice_t line)
{
    return sp_slice_is(line, heads) || is_caption(line) || is_heading(line) ||
           sp_is_class(line);
}

int sp_is_footer(sp_slice_t line)
{
    return sp_slice_is(line, footers) ||
           sp_slice_starts(line, footer_starts) > 0;
}
