/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a single cell may be; see cell.h. */
#include "import/cell.h"

#include "base/codes.h"
#include "import/job.h"
#include "import/phrases.h"

#include <apr_lib.h>
#include <string.h>

int sp_is_name(sp_slice_t s)
{
    apr_size_t i;

    for (i = 0; i < s.len && (apr_isalnum(s.p[i]) ||
                              (i > 0 && strchr("_.-", s.p[i]) != NULL));
         i++) {
    }
    return i == s.len && s.len > 0 && s.len <= 64 && apr_isalpha(s.p[0]);
}

int sp_is_address(sp_slice_t s)
{
    apr_size_t i;

    if (sp_slice_starts(s, "https://|http://") == 0 &&
        !(s.len > 1 && s.p[0] == '/' && s.p[1] != '/')) {
        return 0;
    }
    for (i = 0; i < s.len && !apr_isspace(s.p[i]); i++) {
    }
    return i == s.len && s.len < 2000;
}

/* A code that ends there: no digit or letter goes on. */
static int code_at(sp_slice_t s)
{
    return s.len >= 3 && (s.len == 3 || !apr_isalnum(s.p[3])) ? sp_code_at(s.p)
                                                              : 0;
}

/* "/ 403", ", 403", "and 403" -> the slice that begins with the next code;
 * *@a range is set behind a dash. Empty where there is none. */
static sp_slice_t next_code(sp_slice_t s, int *range)
{
    static const char dashes[] = "-|\xE2\x80\x93|\xE2\x80\x94|to |bis ";
    static const char joints[] = "/|,|;|&|+|and |or |und |oder |ou |et ";
    int feed = s.len > 0 && s.p[0] == '\n';
    apr_size_t n;

    s = sp_slice_trim(s);
    *range = sp_slice_starts(s, dashes) > 0;
    n = sp_slice_starts(s, *range ? dashes : joints);
    if (n == 0 && !feed) {
        return sp_slice_from(s, s.len);
    }
    s = sp_slice_trim(sp_slice_from(s, n));
    s = sp_slice_skip(s, "*|`");
    return code_at(s) != 0 ? s : sp_slice_from(s, s.len);
}

static int add_code(int *codes, int n, int most, int code)
{
    int i;

    for (i = 0; i < n && codes[i] != code; i++) {
    }
    if (i == n && n < most) {
        codes[n++] = code;
    }
    return n;
}

/* "500-504": those of the range that the world uses. */
static int add_range(int *codes, int n, int most, int to)
{
    int code;

    for (code = codes[n - 1] + 1; code <= to; code++) {
        if (code == to || sp_phrase_knows(code)) {
            n = add_code(codes, n, most, code);
        }
    }
    return n;
}

static int class_of(sp_slice_t s, sp_slice_t *rest)
{
    *rest = sp_slice_from(s, s.len);
    if (!sp_is_class(s)) {
        return 0;
    }
    s = sp_slice_skip(s, "*|_|`|(");
    *rest = sp_slice_trim(sp_slice_skip(sp_slice_from(s, 3), ":|.|)|*|_|`"));
    return s.p[0] - '0';
}

int sp_cell_codes(sp_slice_t cell, int *codes, int most, int *class_,
                  sp_slice_t *rest)
{
    sp_slice_t s = sp_slice_skip(sp_slice_trim(cell), "*|_|`"), next;
    int n = 0, range = 0, all = 0;

    *class_ = class_of(cell, rest);
    if (*class_ != 0 || code_at(s) == 0) {
        return 0;
    }
    n = add_code(codes, n, most, code_at(s));
    while (next = next_code(sp_slice_from(s, 3), &range), next.len > 0) {
        int code = code_at(next);

        if (range && codes[n - 1] % 100 == 0 && code == codes[n - 1] + 99) {
            *class_ = code / 100;
        }
        n = range && code > codes[n - 1] ? add_range(codes, n, most, code)
                                         : add_code(codes, n, most, code);
        s = next;
        all++;
    }
    if (sp_slice_code(all > 0 ? s : cell, rest) == 0) {
        return 0;
    }
    return *class_ != 0 ? 0 : n;
}
