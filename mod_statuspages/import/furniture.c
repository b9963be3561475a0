/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The furniture of a documentation page: what stands around a table and is
 * no part of it; see job.h. What is before the first row needs no
 * recognising, it is all furniture; these are the lines that stand between
 * rows or behind the last one, where a description could go on. */
#include "import/job.h"

#include <apr_lib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const heads[] = {
    "status code",
    "status codes",
    "code",
    "codes",
    "http status code",
    "http status codes",
    "message",
    "messages",
    "description",
    "descriptions",
    "status code description",
    "status code code description",
    "status code message description",
    "reason phrase",
    "meaning",
};

/* Whole lines behind the last row ... */
static const char *const footers[] = {
    "feedback",
    "send feedback",
    "chatbot",
    "chat with us",
    "was this helpful?",
    "rate this page",
    "edit this page",
    "print",
    "share",
    "share this page",
    "back to top",
    "to top",
    "yes",
    "no",
    "related topics",
    "related information",
    "previous",
    "next",
    "table of contents",
    "on this page",
    "in this article",
    "privacy policy",
    "cookie settings",
    "cookie preferences",
    "all rights reserved.",
};

/* ... and how they begin. */
static const char *const footer_starts[] = {
    "was this page",
    "was this article",
    "was this topic",
    "was this document",
    "did you find this",
    "did this page",
    "provide feedback",
    "give feedback",
    "is this page",
    "how helpful",
    "parent topic",
    "previous topic",
    "next topic",
    "previous article",
    "next article",
    "previous page",
    "next page",
    "copyright ",
    "\xC2\xA9",
    "(c) ",
    "updated on ",
    "last updated",
    "last modified",
    "page last",
    "for any further questions",
    "if you have any questions",
    "thank you for your feedback",
    "thank you very much for your feedback",
    "help us improve",
    "edit on github",
    "edit this page on",
    "report an issue with this",
    "share your feedback",
    "related topics:",
    "download as pdf",
};

static int is_one_of(sp_slice_t s, const char *const *names, size_t count,
                     int (*same)(sp_slice_t, const char *))
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (same(s, names[i])) {
            return 1;
        }
    }
    return 0;
}

/* "Table 2 Status codes", but no sentence: that could be a description's. */
static int is_caption(sp_slice_t s)
{
    static const char *const words[] = {"table ", "tabelle ", "tableau ",
                                        "tabla ", "tabela ",  "tabella "};
    size_t i;

    for (i = 0; i < COUNT(words); i++) {
        apr_size_t n = strlen(words[i]);

        if (sp_slice_starts(s, words[i]) && s.len > n && s.len <= 80 &&
            apr_isdigit(s.p[n])) {
            return !sp_slice_is_sentence(s);
        }
    }
    return 0;
}

/* A Markdown heading, or the line that underlines one. */
static int is_heading(sp_slice_t s)
{
    apr_size_t i = 0;

    while (i < s.len && i < 6 && s.p[i] == '#') {
        i++;
    }
    if (i > 0 && i < s.len && s.p[i] == ' ') {
        return 1;
    }
    for (i = 0; i < s.len && strchr("-=_*", s.p[i]) != NULL; i++) {
    }
    return i == s.len && s.len >= 3;
}

int sp_import_is_class(sp_slice_t s)
{
    while (s.len > 0 && strchr("#*_` (", s.p[0]) != NULL) {
        s = sp_slice_from(s, 1);
    }
    return s.len >= 3 && s.len <= 80 && s.p[0] >= '1' && s.p[0] <= '5' &&
           apr_tolower(s.p[1]) == 'x' && apr_tolower(s.p[2]) == 'x' &&
           (s.len == 3 || !apr_isalnum(s.p[3])) && !sp_slice_is_sentence(s);
}

int sp_import_is_title(sp_slice_t line)
{
    return is_one_of(line, heads, COUNT(heads), sp_slice_is) ||
           is_caption(line) || is_heading(line) || sp_import_is_class(line);
}

int sp_import_is_footer(sp_slice_t line)
{
    return is_one_of(line, footers, COUNT(footers), sp_slice_is) ||
           is_one_of(line, footer_starts, COUNT(footer_starts),
                     sp_slice_starts);
}
