/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What bytes of text are, whoever wrote them: the one rule for control
 * characters. Formats with a rule of their own (JSON, URLs) say it where they
 * are read. */
#ifndef SP_TEXT_H
#define SP_TEXT_H

#include <apr.h>
#include <string.h>

/** Whether a byte is a control character of ASCII: below the space, or DEL. */
static inline int sp_text_is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7f;
}

/**
 * Whether none of @a len bytes is a control character, but for those in
 * @a but: nothing else may go into a message, where it could steer the
 * reader's terminal.
 */
static inline int sp_text_is_plain(const char *text, apr_size_t len,
                                   const char *but)
{
    apr_size_t i;

    for (i = 0; i < len; i++) {
        if (sp_text_is_control(text[i]) &&
            (text[i] == '\0' || strchr(but, text[i]) == NULL)) {
            return 0;
        }
    }
    return 1;
}

/** Whether a text is white space alone, or nothing. */
static inline int sp_text_is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

#endif /* SP_TEXT_H */
