/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Lines of pipe tables; see pipes.h. Knows one line at a time and
 * refuses to know rows. */
#include "import/pipes.h"

#include <string.h>

/* The next pipe that is no "\|", or the end. */
apr_size_t sp_pipe_find(sp_slice_t s, apr_size_t at)
{
    while (at < s.len && s.p[at] != '|') {
        at += s.p[at] == '\\' && at + 1 < s.len ? 2 : 1;
    }
    return at;
}

int sp_pipe_ends(sp_slice_t s)
{
    return s.len > 0 && s.p[s.len - 1] == '|' &&
           (s.len == 1 || s.p[s.len - 2] != '\\');
}

int sp_pipe_in(sp_slice_t s)
{
    return sp_pipe_find(s, 0) < s.len;
}

sp_slice_t sp_pipe_cut(sp_slice_t s)
{
    s.len -= sp_pipe_ends(s);
    return sp_slice_trim(s);
}

/* "\|" stands for a pipe; nothing else is changed. */
sp_slice_t sp_pipe_unescape(sp_slice_t s, apr_pool_t *pool)
{
    char *text, *out;
    apr_size_t i;

    for (i = 0; i + 1 < s.len; i++) {
        if (s.p[i] == '\\' && s.p[i + 1] == '|') {
            break;
        }
    }
    if (i + 1 >= s.len) {
        return s;
    }
    text = out = apr_palloc(pool, s.len);
    for (i = 0; i < s.len; i++) {
        if (s.p[i] == '\\' && i + 1 < s.len && s.p[i + 1] == '|') {
            i++;
        }
        *out++ = s.p[i];
    }
    s.p = text;
    s.len = (apr_size_t)(out - text);
    return s;
}

/* "---|:--:|", "|---|---|"; the number of columns, or 0. */
int sp_pipe_dashes(sp_slice_t s)
{
    apr_size_t i;
    int columns = 0, dashes = 0;

    for (i = 0; i < s.len; i++) {
        if (strchr("-:| =+", s.p[i]) == NULL) {
            return 0;
        }
        dashes += s.p[i] == '-' || s.p[i] == '=';
        columns += (s.p[i] == '|' || s.p[i] == '+') && i > 0;
    }
    if (dashes == 0 || (!sp_pipe_in(s) && s.p[0] != '+')) {
        return 0;
    }
    return columns + (strchr("|+", s.p[s.len - 1]) == NULL);
}

/* Whether the first cell of a line holds a code. */
int sp_pipe_code(const sp_import_line_t *line)
{
    sp_slice_t s = line->text, rest;

    if (s.len > 0 && s.p[0] == '|') {
        s = sp_slice_from(s, 1);
    }
    s.len = sp_pipe_find(s, 0) < s.len ? sp_pipe_find(s, 0) : s.len;
    return sp_cells_code(s, &rest) != 0;
}
