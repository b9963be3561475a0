/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "Did you mean …": the known name that a mistyped one probably meant. Knows
 * spelling only; what the names are for is the caller's affair. */
#ifndef SP_SPELLING_H
#define SP_SPELLING_H

/**
 * The entry of @a names that differs from @a name in the fewest places, if it
 * is near enough to be meant: at most three, and a third of its own letters.
 * An inserted, dropped, replaced or swapped letter is one place; case does not
 * count. NULL where there is none; of equals the first wins. Bounded time
 * whatever the lengths; allocates nothing.
 */
const char *sp_spelling_nearest(const char *name, const char *const *names,
                                int count);

/** Whether @a name is one of them, letter for letter. */
int sp_spelling_is_among(const char *name, const char *const *names, int count);

/** The same for words in one string, with a space between each. */
int sp_spelling_is_in(const char *name, const char *words);

#endif /* SP_SPELLING_H */
