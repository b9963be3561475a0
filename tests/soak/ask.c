/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One request: its token, form, language, encoding and version by chance, its
 * bytes for the wire and its parts for libcurl. */
#include "soak.h"
#include "text.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

const char *const forms[FORMS] = {"text/html", "application/json",
                                  "application/xml", "text/plain",
                                  "text/markdown"};

/* all of the standard catalogue's */
static const char *const languages[] = {
    "ar", "cs", "da", "de", "el", "en", "es", "fa",    "fi",   "fr", "he",
    "hi", "hu", "id", "it", "ja", "ko", "nb", "nl",    "pl",   "pt", "pt-BR",
    "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"};

#define LANGUAGES ((int)(sizeof(languages) / sizeof(languages[0])))

static int chance(client_t *c, int of)
{
    return rand_r(&c->seed) % of;
}

/* @T becomes the token. */
static const char *fill(apr_pool_t *pool, const char *text, const char *token)
{
    const char *at, *out = "";

    while ((at = strstr(text, "@T")) != NULL) {
        out = apr_pstrcat(pool, out,
                          apr_pstrmemdup(pool, text, (apr_size_t)(at - text)),
                          token, NULL);
        text = at + 2;
    }
    return apr_pstrcat(pool, out, text, NULL);
}

void ask_compose(ask_t *ask, client_t *c, const kind_t *kind)
{
    const char *version;

    memset(ask, 0, sizeof(*ask));
    ask->kind = kind;
    ask->before = "";
    ask->token =
        apr_psprintf(c->pool, "tok-%02d-%08ld-kot", c->number, ++c->asked);
    /* half in the language that most pages are kept in, as gzip */
    ask->form = chance(c, FORMS);
    ask->language = chance(c, 2) ? "en" : languages[chance(c, LANGUAGES)];
    ask->gzip = chance(c, 2);
    ask->http = chance(c, 20) == 0 ? 10 : 11;
    if (ask->http == 10 && (kind->is & WIRE_ONLY)) {
        ask->http = 11; /* chunks and expectations are HTTP/1.1's */
    }
    ask->path = fill(c->pool, kind->path, ask->token);
    ask->headers =
        apr_pstrcat(c->pool, "Accept: ", forms[ask->form],
                    "\nAccept-Language: ", ask->language,
                    "\nX-Token: ", ask->token, "\nReferer: http://", ask->token,
                    "/", ask->gzip ? "\nAccept-Encoding: gzip" : "", NULL);
    version = ask->http == 10 ? "HTTP/1.0" : "HTTP/1.1";
    ask->text = apr_psprintf(
        c->pool,
        "%s %s %s\r\n%sAccept: %s\r\nAccept-Language: %s\r\nX-Token: %s\r\n"
        "Referer: http://%s/\r\n%s%s%s",
        kind->method, ask->path, version,
        kind->more && strncmp(kind->more, "Host:", 5) == 0
            ? ""
            : "Host: localhost\r\n",
        forms[ask->form], ask->language, ask->token, ask->token,
        ask->gzip ? "Accept-Encoding: gzip\r\n" : "",
        kind->more ? fill(c->pool, kind->more, ask->token) : "",
        kind->more && strstr(kind->more, "\r\n\r\n") ? "" : "\r\n");
    ask->began = text_now();
}
