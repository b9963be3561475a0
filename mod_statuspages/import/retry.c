/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Words -> retry advice; see retry.h. What the five documents have in common
 * is what is looked for, sentence by sentence: a client that must not repeat
 * or has to change its request, one that may repeat it later, and one that is
 * told to wait for Retry-After. "If the problem is temporary, the response has
 * a Retry-After" tells no client to repeat anything. */
#include "import/retry.h"

#include <apr_lib.h>
#include <string.h>

static const char modify[] =
    "modify the request|change the request|correct the request|"
    "fix the request|without modif|without chang|before modif|before chang|"
    "without a change|instead of re-init|instead of repeating|"
    "do not retry|don't retry|should not retry|must not retry|"
    "do not repeat|should not repeat|must not repeat|unless it has been chang";

static const char again[] =
    "repeat|retry|retries|try again|again|resend|re-send|resubmit";

static const char later[] = "later|at any time|some time|a moment|"
                            "few minutes|few seconds|backoff|back-off|"
                            "free to repeat|as it was";

static const char after[] = "retry-after|retry after";

/* One that may send the same again does not have to change it. */
static const char unchanged[] = "later|may repeat|can repeat|may retry|"
                                "may send|can send";

static const char *sentence(sp_slice_t s)
{
    if (sp_slice_has(s, modify) &&
        !(sp_slice_has(s, unchanged) && !sp_slice_has(s, "not |n't "))) {
        return "modify";
    }
    if (sp_slice_has(s, after)) {
        return !sp_slice_has(s, "if the |if it") &&
                       sp_slice_has(s, "repeat|try again|again|resend|wait|"
                                       "retry the|retry after")
                   ? "after"
                   : NULL;
    }
    return sp_slice_has(s, again) && sp_slice_has(s, later) &&
                   !sp_slice_has(s, "do not|not be ")
               ? "later"
               : NULL;
}

const char *sp_retry_words(sp_slice_t s)
{
    const char *found = NULL;

    while (s.len > 0 && found == NULL) {
        sp_slice_t one = {s.p, 0};

        while (one.len < s.len &&
               !(strchr(".!?;", s.p[one.len]) != NULL &&
                 (one.len + 1 == s.len ||
                  strchr(" \n", s.p[one.len + 1]) != NULL))) {
            one.len++;
        }
        found = sentence(one);
        s = sp_slice_from(s, one.len + (one.len < s.len));
    }
    return found;
}

const char *sp_retry_word(sp_slice_t s)
{
    return sp_slice_is(s, "modify")              ? "modify"
           : sp_slice_is(s, "later")             ? "later"
           : sp_slice_is(s, "after|retry-after") ? "after"
                                                 : NULL;
}

/* Whether the cell's first word is one of them. */
static int begins(sp_slice_t s, const char *words)
{
    apr_size_t n = sp_slice_starts(s, words);

    return n > 0 && (n == s.len || !apr_isalpha(s.p[n]));
}

const char *sp_retry_cell(sp_slice_t s)
{
    const char *found = sp_retry_word(s);

    found = found != NULL ? found : sp_retry_words(s);
    if (found != NULL || s.len == 0) {
        return found;
    }
    if (begins(s, "no|nein|false|never|non|\xE2\x9C\x97|\xE2\x9D\x8C")) {
        return "modify";
    }
    if (sp_slice_has(s, "retry-after|after")) {
        return "after";
    }
    return begins(s, "yes|ja|true|oui|s\xC3\xAD|\xE2\x9C\x93|"
                     "\xE2\x9C\x85")
               ? "later"
               : NULL;
}
