/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Negotiation. Input: how the formats and languages are turned (two numbers),
 * then Accept, Sec-Fetch-Dest, Accept-Language, Accept-Encoding ("-": none).
 * Oracles: every answer is one that was offered; neither the case of letters
 * nor an empty element at the end change it; elements lie in the header. */
#include "bytes.h"

#include <ctype.h>

#include "negotiate/accept.h"
#include "negotiate/negotiate.h"

#define LANGUAGES 9
static const char *const all_languages[2 * LANGUAGES] = {
    "en",      "de",      "pt-BR",      "pt", "zh-Hans", "zh-Hant",
    "sr-Latn", "es-419",  "x-klingon",  "en", "de",      "pt-BR",
    "pt",      "zh-Hans", "zh-Hant-TW", "sr", "es",      "ja"};

static void walk_elements(const char *header)
{
    const char *end = header + strlen(header);
    const char *cursor = header;
    sp_accept_t element;

    for (;;) {
        const char *before = cursor;

        if (!sp_accept_next(&cursor, &element)) {
            break;
        }
        FUZZ_HOLDS(cursor > before && cursor <= end);
        FUZZ_HOLDS(element.q >= 0 && element.q <= SP_ACCEPT_Q_MAX);
        FUZZ_HOLDS(element.len == 0 || (element.name >= before &&
                                        element.name + element.len <= cursor));
    }
}

static char *changed(const fuzz_bytes_t *b, const char *header)
{
    size_t len = strlen(header), i;
    char *out = apr_palloc(b->pool, len + 3);

    for (i = 0; i < len; i++) {
        out[i] = (char)((unsigned char)header[i] < 0x80
                            ? (isupper((unsigned char)header[i])
                                   ? tolower((unsigned char)header[i])
                                   : toupper((unsigned char)header[i]))
                            : header[i]);
    }
    return out;
}

/* An odd number of quotes would swallow what is appended. */
static char *with_an_empty_element(const fuzz_bytes_t *b, const char *header)
{
    char *out = changed(b, header);
    size_t len = strlen(header);

    strcpy(out + len, strchr(header, '"') == NULL ? ", " : "");
    return out;
}

static void ask_format(const fuzz_bytes_t *b, const char *accept,
                       const char *dest, const sp_format_t *offered, int count)
{
    sp_format_choice_t choice =
        sp_negotiate_format(accept, dest, offered, count);
    int i, found = 0;

    for (i = 0; i < count; i++) {
        found |= offered[i] == choice.format;
    }
    FUZZ_HOLDS(found && choice.type != NULL && strchr(choice.type, '/'));
    if (accept != NULL) {
        sp_format_choice_t again = sp_negotiate_format(
            with_an_empty_element(b, accept), dest, offered, count);
        FUZZ_HOLDS(*accept == '\0' || again.format == choice.format);
        FUZZ_HOLDS(*accept == '\0' || strcmp(again.type, choice.type) == 0);
        walk_elements(accept);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    unsigned turn = fuzz_number(&b, 25), from = fuzz_number(&b, LANGUAGES);
    const char *accept = fuzz_header(&b), *dest = fuzz_header(&b);
    const char *language = fuzz_header(&b), *encoding = fuzz_header(&b);
    sp_format_t offered[SP_FORMAT_COUNT];
    int i, chosen;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        offered[i] = (sp_format_t)((turn + (unsigned)i) % SP_FORMAT_COUNT);
    }
    ask_format(&b, accept, dest, offered, 1 + (int)turn / 5);
    chosen = sp_negotiate_language(language, all_languages + from, LANGUAGES);
    FUZZ_HOLDS(chosen >= 0 && chosen < LANGUAGES);
    chosen = sp_negotiate_gzip(encoding);
    if (language != NULL) {
        walk_elements(language);
        FUZZ_HOLDS(
            sp_negotiate_language(with_an_empty_element(&b, language),
                                  all_languages + from, LANGUAGES) ==
            sp_negotiate_language(language, all_languages + from, LANGUAGES));
    }
    if (encoding != NULL) {
        walk_elements(encoding);
        FUZZ_HOLDS(sp_negotiate_gzip(with_an_empty_element(&b, encoding)) ==
                   chosen);
    }
    fuzz_accepted++; /* it takes whatever comes */
    return fuzz_end(&b);
}
