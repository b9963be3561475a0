/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "Not Found The page is not here." -> message and description; see
 * phrases.h. A known phrase is sure; without one there are signs: a
 * tab, a dash, the beginning of a sentence. What shows no sign is left for
 * the caller to report. */
#include "import/phrases.h"

#include "import/import.h"

#include <apr_lib.h>
#include <string.h>

/* No message that had to be guessed is longer, in bytes and words. */
#define GUESS_BYTES 80
#define GUESS_WORDS 8

/* Words that begin sentences and seldom stand in a message. */
static const char starters[] =
    "the|this|that|these|those|a|an|if|when|while|you|your|it|its|there|please|"
    "we|because|our|all|some|use|try|der|die|das|ein|eine|es|sie|wenn|bitte|le|"
    "la|les|un|une|il|vous|si|el|los|las|una|su|lo|i|o|os|as|um|uma|het|de|een";

/* Words that are in lower case in a title: "Out of Stock". */
static const char joints[] =
    "a|an|and|as|at|by|for|from|in|of|on|or|the|to|with";

/* "128 KiB" is a size, "300 Seconds" a time. */
static const char units[] =
    "b|kb|kib|mb|mib|gb|gib|tb|bytes|ms|s|sec|h|min|seconds|minutes|hours|days|"
    "%|px|mhz|ghz|usd|eur";

/* What divides a message that nobody else uses from its description. */
static const char dashes[] =
    " - | -- | \xE2\x80\x93 | \xE2\x80\x94 |: |\xEF\xBC\x9A|** |**: |__ |` |"
    "`: |  ";

/* Nothing but an emoji, of those that people put before a text. */
static int is_emoji(sp_slice_t s)
{
    return s.len <= 8 && sp_slice_starts(s, "\xF0\x9F|\xE2\x98|\xE2\x99|"
                                            "\xE2\x9A|\xE2\x9B|\xE2\x9C|"
                                            "\xE2\x9D") > 0;
}

int sp_is_message(sp_slice_t text)
{
    sp_slice_t rest = text, first = sp_slice_word(&rest);
    int words = 1;

    if (text.len == 0 || text.len > GUESS_BYTES || sp_slice_is_lower(first) ||
        apr_isdigit(text.p[0]) || sp_slice_is_sentence(text) ||
        sp_slice_is(first, units) || is_emoji(text)) {
        return 0;
    }
    while (sp_slice_word(&rest).len > 0) {
        words++;
    }
    return words <= GUESS_WORDS;
}

static void cut(sp_slice_t text, apr_size_t at, sp_slice_t *message,
                sp_slice_t *rest)
{
    message->p = text.p;
    message->len = at;
    *message = sp_slice_trim(*message);
    *rest = sp_slice_trim(sp_slice_from(text, at));
}

/* Behind a known phrase: a description, or does the sentence go on? *@a rest
 * loses the mark that divides. */
static sp_split_t judge(sp_slice_t *rest, sp_split_t sure)
{
    static const char wide[] = "\xE2\x80\x93|\xE2\x80\x94|\xEF\xBC\x9A";
    sp_split_t good = sure > SP_SPLIT_GOOD ? sure : SP_SPLIT_GOOD;
    sp_slice_t s = sp_slice_trim(sp_slice_skip(*rest, "*|_|`"));
    char mark = s.len > 0 ? s.p[0] : ' ';
    apr_size_t n = strchr(":-|", mark) ? 1 : sp_slice_starts(s, wide);
    char stop = strchr(".,;", mark) != NULL ? mark : ' ';

    *rest = sp_slice_trim(sp_slice_from(s, n > 0 ? n : stop != ' '));
    if (n > 0 || (stop == ' ' && !sp_slice_is_lower(*rest))) {
        return good;
    }
    return stop == '.' && rest->len > 0 && !sp_slice_is_lower(*rest)
               ? SP_SPLIT_GOOD
               : SP_SPLIT_SENTENCE;
}

/* "Quota Spent - The quota ...", "Quota Spent: ..." */
static int split_at_dash(sp_slice_t text, sp_slice_t *message, sp_slice_t *rest)
{
    apr_size_t at, n;

    for (at = 1; at < text.len && at <= GUESS_BYTES; at++) {
        n = sp_slice_starts(sp_slice_from(text, at), dashes);
        if (n > 0) {
            cut(text, at, message, rest);
            *rest = sp_slice_trim(sp_slice_from(text, at + n));
            return sp_is_message(*message);
        }
    }
    return 0;
}

/* Whether a description goes on at a word in lower case: "Out of Stock". */
static int goes_on(sp_slice_t word, sp_slice_t next)
{
    return sp_slice_is_lower(word) &&
           (!sp_slice_is(word, joints) || sp_slice_is_lower(next));
}

/* Where a description begins without a mark, 0 where there is no sign of it:
 * at a word that begins sentences and stands behind another one; or, as
 * @a by_case, at the last word in capitals before the first that isn't:
 * "Quota Spent Requests are ..." -> at "Requests". */
static apr_size_t sentence_start(sp_slice_t text, int by_case)
{
    sp_slice_t left = text, word = sp_slice_word(&left), next;
    apr_size_t at = 0, before = 0;
    int words;

    for (words = 0; word.len > 0 && words <= GUESS_WORDS; words++) {
        next = sp_slice_word(&left);
        at = (apr_size_t)(word.p - text.p);
        if (by_case && goes_on(word, next)) {
            return before;
        }
        if (!by_case && at > 0 && !sp_slice_is_lower(word) &&
            sp_slice_is(word, starters)) {
            return at;
        }
        if (sp_slice_is_sentence(word)) {
            return 0;
        }
        before = at;
        word = next;
    }
    return 0;
}

static sp_split_t guess(sp_slice_t text, sp_slice_t *message, sp_slice_t *rest)
{
    apr_size_t at;

    if (split_at_dash(text, message, rest)) {
        return SP_SPLIT_GUESS;
    }
    at = sentence_start(text, 0);
    if (at == 0 && sp_is_message(text)) {
        at = text.len;
    }
    if (at == 0) {
        at = sentence_start(text, 1);
    }
    if (at == 0 && (unsigned char)text.p[0] >= 0xE3) { /* CJK */
        sp_slice_t left = text;

        at = sp_slice_word(&left).len;
    }
    cut(text, at, message, rest);
    return sp_is_message(*message) ? SP_SPLIT_GUESS : SP_SPLIT_NONE;
}

sp_split_t sp_message_split(sp_slice_t text, int code, sp_slice_t *message,
                            sp_slice_t *rest)
{
    const char *tab = memchr(text.p, '\t', text.len);
    sp_split_t sure;
    apr_size_t n = sp_phrase_match(text, code, &sure);

    if (tab != NULL && tab > text.p && tab - text.p <= SP_IMPORT_MAX_MESSAGE) {
        cut(text, (apr_size_t)(tab - text.p), message, rest);
        return n == message->len && sure == SP_SPLIT_CERTAIN ? SP_SPLIT_CERTAIN
                                                             : SP_SPLIT_GOOD;
    }
    if (n > 0 && (sure > SP_SPLIT_GUESS || n == text.len)) {
        cut(text, n, message, rest);
        return judge(rest, sure);
    }
    return text.len > 0 ? guess(text, message, rest) : SP_SPLIT_NONE;
}
