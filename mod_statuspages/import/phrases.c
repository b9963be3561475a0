/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The messages that the world uses, today's and older ones, and how to know
 * them again whatever their spaces, hyphens and case; see phrases.h.
 * Only for finding where a message ends: what a document says is kept. */
#include "import/phrases.h"

#include "base/codes.h"
#include "import/import.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* A code and its phrases, of which letters and digits count, and where words
 * end. */
static const char phrases[] =
    "100 Continue|101 Switching Protocols|Switching Protocol|102 Processing|"
    "103 Early Hints|104 Upload Resumption Supported|"
    "200 OK|Success|201 Created|202 Accepted|203 Non-Authoritative Information|"
    "Non-Authoritative|Provisional Information|204 No Content|No Response|"
    "205 Reset Content|206 Partial Content|207 Multi-Status|"
    "208 Already Reported|218 This is fine|226 IM Used|"
    "300 Multiple Choices|Multiple Choice|301 Moved Permanently|"
    "Permanently Moved|302 Found|Moved Temporarily|Moved|303 See Other|"
    "304 Not Modified|305 Use Proxy|306 Unused|Switch Proxy|"
    "307 Temporary Redirect|Moved Temporarily|308 Permanent Redirect|"
    "Resume Incomplete|"
    "400 Bad Request|Invalid Request|401 Unauthorized|Unauthorised|"
    "Authorization Required|402 Payment Required|403 Forbidden|Access Denied|"
    "404 Not Found|Page Not Found|File Not Found|Resource Not Found|"
    "405 Method Not Allowed|406 Not Acceptable|"
    "407 Proxy Authentication Required|Proxy Authorization Required|"
    "408 Request Timeout|Request Timed Out|Timeout|409 Conflict|410 Gone|"
    "411 Length Required|412 Precondition Failed|413 Content Too Large|"
    "Payload Too Large|Request Entity Too Large|Request Too Large|"
    "414 URI Too Long|Request-URI Too Large|Request-URI Too Long|"
    "Request URL Too Long|URL Too Long|415 Unsupported Media Type|"
    "416 Range Not Satisfiable|Requested Range Not Satisfiable|"
    "417 Expectation Failed|418 I'm a teapot|I am a teapot|Im a teapot|"
    "419 Page Expired|Authentication Timeout|420 Enhance Your Calm|"
    "Method Failure|Policy Not Fulfilled|421 Misdirected Request|"
    "422 Unprocessable Content|Unprocessable Entity|423 Locked|"
    "424 Failed Dependency|Method Failure|425 Too Early|Unordered Collection|"
    "426 Upgrade Required|428 Precondition Required|429 Too Many Requests|"
    "430 Shopify Security Rejection|431 Request Header Fields Too Large|"
    "440 Login Timeout|Login Time Out|444 No Response|"
    "Connection Closed Without Response|449 Retry With|"
    "450 Blocked by Windows Parental Controls|"
    "451 Unavailable For Legal Reasons|460 Client Closed Connection|"
    "463 Too Many Forwarded IP Addresses|494 Request Header Too Large|"
    "495 SSL Certificate Error|496 SSL Certificate Required|No SSL Certificate|"
    "497 HTTP Request Sent to HTTPS Port|HTTP to HTTPS|498 Invalid Token|"
    "Token Expired/Invalid|499 Client Closed Request|Token Required|"
    "500 Internal Server Error|Internal Error|Server Error|501 Not Implemented|"
    "Method Not Implemented|502 Bad Gateway|Proxy Error|"
    "503 Service Unavailable|Service Temporarily Unavailable|"
    "Temporarily Unavailable|Server Unavailable|504 Gateway Timeout|"
    "Gateway Timed Out|Server Timeout|505 HTTP Version Not Supported|"
    "Version Not Supported|506 Variant Also Negotiates|"
    "507 Insufficient Storage|508 Loop Detected|509 Bandwidth Limit Exceeded|"
    "510 Not Extended|511 Network Authentication Required|"
    "520 Web Server Returned an Unknown Error|"
    "Web Server Is Returning an Unknown Error|Unknown Error|"
    "521 Web Server Is Down|522 Connection Timed Out|523 Origin Is Unreachable|"
    "524 A Timeout Occurred|525 SSL Handshake Failed|"
    "526 Invalid SSL Certificate|527 Railgun Error|"
    "Railgun Listener to Origin Error|529 Site Is Overloaded|"
    "530 Site Is Frozen|Origin DNS Error|561 Unauthorized|"
    "598 Network Read Timeout Error|599 Network Connect Timeout Error";

/* The next phrase, and whose it is; empty at the end. */
static sp_slice_t next_phrase(const char **list, int *code)
{
    sp_slice_t phrase = sp_words_next(list);
    int own = sp_code_at(phrase.p);

    *code = own != 0 ? own : *code;
    return sp_slice_from(phrase, own != 0 ? sizeof("404 ") - 1 : 0);
}

/* What may stand between the letters of a phrase, of either side. */
static const char fillers[] =
    " |-|_|'|/|(|)|\xC2\xA0|\xE2\x80\x90|\xE2\x80\x91|\xE2\x80\x92|"
    "\xE2\x80\x93|\xE2\x80\x99";

/* A word goes on here: "OKs", "Gone-ish", and letters beyond ASCII but CJK,
 * which knows no spaces, and punctuation (from E2 on). */
static int goes_on(sp_slice_t s)
{
    if (s.len > 1 && strchr("-'/", s.p[0]) != NULL) {
        return apr_isalnum(s.p[1]);
    }
    return s.len > 0 &&
           (apr_isalnum(s.p[0]) ||
            ((unsigned char)s.p[0] >= 0xC3 && (unsigned char)s.p[0] < 0xE2));
}

/* How much of the text one phrase takes, or 0. */
static apr_size_t match_one(sp_slice_t text, sp_slice_t phrase)
{
    sp_slice_t t = text, p = sp_slice_skip(phrase, fillers);

    while (p.len > 0) {
        t = sp_slice_skip(t, fillers);
        if (t.len == 0 || apr_tolower(t.p[0]) != apr_tolower(p.p[0])) {
            return 0;
        }
        t = sp_slice_from(t, 1);
        p = sp_slice_skip(sp_slice_from(p, 1), fillers);
    }
    if (text.p[0] == '(' && t.len > 0 && t.p[0] == ')') {
        t = sp_slice_from(t, 1);
    }
    return goes_on(t) ? 0 : text.len - t.len;
}

apr_size_t sp_phrase_match(sp_slice_t text, int code, sp_split_t *sure)
{
    sp_slice_t start = sp_slice_skip(text, fillers), phrase;
    const char *list = start.len > 0 ? phrases : "";
    apr_size_t best = 0, n;
    int owner = 0;

    *sure = SP_SPLIT_NONE;
    if (text.len > SP_IMPORT_MAX_MESSAGE) {
        text.len = SP_IMPORT_MAX_MESSAGE;
    }
    while ((phrase = next_phrase(&list, &owner)).len > 0) {
        sp_split_t split = owner == code ? SP_SPLIT_CERTAIN
                           : memchr(phrase.p, ' ', phrase.len) != NULL
                               ? SP_SPLIT_GOOD
                               : SP_SPLIT_GUESS;

        if (apr_tolower(start.p[0]) != apr_tolower(phrase.p[0])) {
            continue; /* most of them: the loop runs for each line */
        }
        n = match_one(text, phrase);
        if (n > best || (n == best && n > 0 && split > *sure)) {
            best = n;
            *sure = split;
        }
    }
    return best;
}

int sp_phrase_is(sp_slice_t text)
{
    sp_split_t sure;

    return text.len > 0 && sp_phrase_match(text, 0, &sure) == text.len;
}

int sp_phrase_knows(int code)
{
    const char *list = phrases;
    int owner = 0;

    while (owner != code && next_phrase(&list, &owner).len > 0) {
    }
    return owner == code && code != 0;
}

const char *sp_phrase_of(int code, apr_pool_t *pool)
{
    const char *list = phrases;
    sp_slice_t phrase;
    int owner = 0;

    while ((phrase = next_phrase(&list, &owner)).len > 0) {
        if (owner == code) {
            return apr_pstrmemdup(pool, phrase.p, phrase.len);
        }
    }
    return NULL;
}

int sp_phrase_code(const char *text)
{
    const sp_slice_t s = {text, strlen(text)};
    const char *list = phrases;
    sp_slice_t phrase;
    int owner = 0;

    while (s.len > 0 && (phrase = next_phrase(&list, &owner)).len > 0) {
        if (match_one(s, phrase) == s.len) {
            return owner;
        }
    }
    return 0;
}
