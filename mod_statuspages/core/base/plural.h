/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which form of a noun a whole number takes: the categories of Unicode's CLDR,
 * for the languages of the standard catalogue and their closest kin. */
#ifndef SP_PLURAL_H
#define SP_PLURAL_H

#include <apr.h>

typedef enum sp_plural_t {
    SP_PLURAL_OTHER, /* every language has it */
    SP_PLURAL_ONE,
    SP_PLURAL_TWO,
    SP_PLURAL_FEW,
    SP_PLURAL_MANY,
    SP_PLURAL_COUNT
} sp_plural_t;

/** The form for @a n, which is at least 1; SP_PLURAL_OTHER for languages that
 *  are not known. Only the tag's first subtags count: "de-AT" is "de". */
sp_plural_t sp_plural(const char *language, apr_int64_t n);

/** Whether a language has a form for some number from 1 on. */
int sp_plural_has(const char *language, sp_plural_t form);

/** "other", "one", "two", "few", "many". */
const char *sp_plural_name(sp_plural_t form);

#endif /* SP_PLURAL_H */
