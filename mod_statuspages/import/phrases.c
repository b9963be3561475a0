/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The messages that the world uses, today's and older ones, and how to know
 * them again whatever their spaces, hyphens and case; see phrases.h.
 * Only for finding where a message ends: what a document says is kept. */
#include "import/phrases.h"

#include <apr_lib.h>
#include <string.h>

static const struct {
    int code;
    const char *text; /* letters and digits count, and where words end */
} phrases[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {101, "Switching Protocol"},
    {102, "Processing"},
    {103, "Early Hints"},
    {104, "Upload Resumption Supported"},
    {200, "OK"},
    {200, "Success"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {203, "Non-Authoritative"},
    {203, "Provisional Information"},
    {204, "No Content"},
    {204, "No Response"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {218, "This is fine"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {300, "Multiple Choice"},
    {301, "Moved Permanently"},
    {301, "Permanently Moved"},
    {302, "Found"},
    {302, "Moved Temporarily"},
    {302, "Moved"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {306, "Unused"},
    {306, "Switch Proxy"},
    {307, "Temporary Redirect"},
    {307, "Moved Temporarily"},
    {308, "Permanent Redirect"},
    {308, "Resume Incomplete"},
    {400, "Bad Request"},
    {400, "Invalid Request"},
    {401, "Unauthorized"},
    {401, "Unauthorised"},
    {401, "Authorization Required"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {403, "Access Denied"},
    {404, "Not Found"},
    {404, "Page Not Found"},
    {404, "File Not Found"},
    {404, "Resource Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {407, "Proxy Authorization Required"},
    {408, "Request Timeout"},
    {408, "Request Timed Out"},
    {408, "Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {413, "Payload Too Large"},
    {413, "Request Entity Too Large"},
    {413, "Request Too Large"},
    {414, "URI Too Long"},
    {414, "Request-URI Too Large"},
    {414, "Request-URI Too Long"},
    {414, "Request URL Too Long"},
    {414, "URL Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {416, "Requested Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {418, "I'm a teapot"},
    {418, "I am a teapot"},
    {418, "Im a teapot"},
    {419, "Page Expired"},
    {419, "Authentication Timeout"},
    {420, "Enhance Your Calm"},
    {420, "Method Failure"},
    {420, "Policy Not Fulfilled"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {422, "Unprocessable Entity"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {424, "Method Failure"},
    {425, "Too Early"},
    {425, "Unordered Collection"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {430, "Shopify Security Rejection"},
    {431, "Request Header Fields Too Large"},
    {440, "Login Timeout"},
    {440, "Login Time Out"},
    {444, "No Response"},
    {444, "Connection Closed Without Response"},
    {449, "Retry With"},
    {450, "Blocked by Windows Parental Controls"},
    {451, "Unavailable For Legal Reasons"},
    {460, "Client Closed Connection"},
    {463, "Too Many Forwarded IP Addresses"},
    {494, "Request Header Too Large"},
    {495, "SSL Certificate Error"},
    {496, "SSL Certificate Required"},
    {496, "No SSL Certificate"},
    {497, "HTTP Request Sent to HTTPS Port"},
    {497, "HTTP to HTTPS"},
    {498, "Invalid Token"},
    {498, "Token Expired/Invalid"},
    {499, "Client Closed Request"},
    {499, "Token Required"},
    {500, "Internal Server Error"},
    {500, "Internal Error"},
    {500, "Server Error"},
    {501, "Not Implemented"},
    {501, "Method Not Implemented"},
    {502, "Bad Gateway"},
    {502, "Proxy Error"},
    {503, "Service Unavailable"},
    {503, "Service Temporarily Unavailable"},
    {503, "Temporarily Unavailable"},
    {503, "Server Unavailable"},
    {504, "Gateway Timeout"},
    {504, "Gateway Timed Out"},
    {504, "Server Timeout"},
    {505, "HTTP Version Not Supported"},
    {505, "Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {509, "Bandwidth Limit Exceeded"},
    {510, "Not Extended"},
    {511, "Network Authentication Required"},
    {520, "Web Server Returned an Unknown Error"},
    {520, "Web Server Is Returning an Unknown Error"},
    {520, "Unknown Error"},
    {521, "Web Server Is Down"},
    {522, "Connection Timed Out"},
    {523, "Origin Is Unreachable"},
    {524, "A Timeout Occurred"},
    {525, "SSL Handshake Failed"},
    {526, "Invalid SSL Certificate"},
    {527, "Railgun Error"},
    {527, "Railgun Listener to Origin Error"},
    {529, "Site Is Overloaded"},
    {530, "Site Is Frozen"},
    {530, "Origin DNS Error"},
    {561, "Unauthorized"},
    {598, "Network Read Timeout Error"},
    {599, "Network Connect Timeout Error"},
};
#define PHRASES (sizeof(phrases) / sizeof(phrases[0]))

/* What may stand between the letters of a phrase, of either side. */
static apr_size_t filler(sp_slice_t s)
{
    static const char *const wide[] = {
        "\xC2\xA0",     "\xE2\x80\x90", "\xE2\x80\x91",
        "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x99",
    };
    size_t i;

    if (s.len > 0 && strchr(" -_'/()", s.p[0]) != NULL && s.p[0] != '\0') {
        return 1;
    }
    for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        apr_size_t n = strlen(wide[i]);

        if (s.len >= n && memcmp(s.p, wide[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

static void skip_filler(sp_slice_t *s)
{
    apr_size_t n;

    while ((n = filler(*s)) > 0) {
        *s = sp_slice_from(*s, n);
    }
}

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
static apr_size_t match_one(sp_slice_t text, const char *phrase)
{
    sp_slice_t t = text, p = {phrase, strlen(phrase)};
    int open = text.len > 0 && text.p[0] == '(';

    for (;;) {
        skip_filler(&p);
        if (p.len == 0) {
            break;
        }
        skip_filler(&t);
        if (t.len == 0 || apr_tolower(t.p[0]) != apr_tolower(p.p[0])) {
            return 0;
        }
        t = sp_slice_from(t, 1);
        p = sp_slice_from(p, 1);
    }
    if (open && t.len > 0 && t.p[0] == ')') {
        t = sp_slice_from(t, 1);
    }
    return goes_on(t) ? 0 : text.len - t.len;
}

apr_size_t sp_phrase_match(sp_slice_t text, int code, sp_phrase_kind_t *kind)
{
    apr_size_t best = 0;
    sp_slice_t start = text;
    size_t i;

    *kind = SP_PHRASE_WORD;
    skip_filler(&start);
    if (text.len > SP_IMPORT_MAX_MESSAGE) {
        text.len = SP_IMPORT_MAX_MESSAGE;
    }
    for (i = 0; i < PHRASES && start.len > 0; i++) {
        apr_size_t n;
        sp_phrase_kind_t k;

        if (apr_tolower(start.p[0]) != apr_tolower(phrases[i].text[0])) {
            continue; /* most of them: the loop runs for each line */
        }
        n = match_one(text, phrases[i].text);
        k = phrases[i].code == code                ? SP_PHRASE_OWN
            : strchr(phrases[i].text, ' ') != NULL ? SP_PHRASE_OTHER
                                                   : SP_PHRASE_WORD;

        if (n > best || (n == best && n > 0 && k > *kind)) {
            best = n;
            *kind = k;
        }
    }
    return best;
}

int sp_phrase_is(sp_slice_t text)
{
    sp_phrase_kind_t kind;

    return text.len > 0 && sp_phrase_match(text, 0, &kind) == text.len;
}

int sp_phrase_knows(int code)
{
    size_t i;

    for (i = 0; i < PHRASES && phrases[i].code <= code; i++) {
        if (phrases[i].code == code) {
            return 1;
        }
    }
    return 0;
}
