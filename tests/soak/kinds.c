/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Everything that the soak asks for. What makes a line in the error log each
 * time is rare, so that an hour's log stays readable. */
#include "soak.h"

#define BODY "Content-Length: 9\r\n\r\nunread it"
#define CHUNKS "Transfer-Encoding: chunked\r\n\r\n9\r\nunread it\r\n0\r\n\r\n"

const kind_t kinds[] = {
    {"404", "GET", "/nothing/@T", 0, 404, PAGE, 0, 40},
    {"404 head", "HEAD", "/nothing/@T", 0, 404, PAGE, 0, 10},
    {"404 post", "POST", "/nothing/@T", BODY, 404, PAGE | WIRE_ONLY, 0, 6},
    {"404 chunks", "POST", "/nothing/@T", CHUNKS, 404, PAGE | WIRE_ONLY, 0, 6},
    {"404 details", "GET", "/seen/@T?q=@T", 0, 404, PAGE, 0, 20},
    {"404 live", "GET", "/live/@T", 0, 404, PAGE, 0, 20},
    {"404 theme", "GET", "/theme/@T", 0, 404, PAGE, 0, 20},
    {"404 words", "GET", "/words/@T", 0, 404, PAGE | ENGLISH, "Words-", 20},
    {"404 still", "GET", "/still/@T", 0, 404, PAGE | NO_TOKEN, "Still", 20},
    {"htaccess", "GET", "/ht/@T", 0, 404, PAGE | HTACCESS, 0, 20},
    {"401", "GET", "/private/@T", 0, 401, PAGE, 0, 10},
    {"403", "GET", "/no/@T", 0, 403, PAGE, 0, 10},
    {"405", "DELETE", "/file/@T", 0, 405, PAGE, 0, 10},
    {"410", "GET", "/gone/@T", 0, 410, PAGE, 0, 10},
    {"416", "GET", "/file/@T", "Range: bytes=99999-\r\n", 416, PAGE, 0, 10},
    {"417", "GET", "/nothing/@T", "Expect: nonsense\r\n", 417,
     PAGE | CLOSES | WIRE_ONLY, 0, 5}, /* httpd closes without saying so */
    {"400", "GET", "/nothing/@T", "Host: a b\r\n", 400,
     PAGE | EARLY | NO_TOKEN | CLOSES | WIRE_ONLY, 0, 5},
    {"500", "GET", "/h/@T?die=500", 0, 500, PAGE | CLOSES, 0, 5},
    {"503 retry", "GET", "/h/@T?retry", 0, 503, PAGE | CLOSES, 0, 5},
    {"418", "GET", "/h/@T?status=418", 0, 418, PAGE, 0, 5},
    {"599", "GET", "/h/@T?status=599", 0, 599, PAGE, 0, 5},
    {"late 403", "GET", "/h/@T?die404", 0, 404, PAGE, 0, 10},
    {"by hand", "GET", "/h/@T?status=502&n=90000", 0, 502, PAGE, 0, 10},
    {"cgi", "GET", "/cgi/@T/fail", 0, 404, PAGE, 0, 4},
    {"dead", "GET", "/dead/@T", 0, 503, PAGE | CLOSES, 0, 1},
    {"garbage", "GET", "/bad/garbage/@T", 0, 502, PAGE, 0, 1},
    {"early end", "GET", "/bad/gone/@T", 0, 502, PAGE | GIVES_UP | WIRE_ONLY, 0,
     1},
    {"truncated", "GET", "/bad/short/@T", 0, 404, PAGE, 0, 4},
    {"endless", "GET", "/bad/endless/@T", 0, 404, PAGE, 0, 2},
    {"backend's", "GET", "/up/@T/t?status=404&body=foreign", 0, 404, PAGE, 0,
     20},
    {"backend 502", "GET", "/up/@T/t?status=502&n=90000", 0, 502, PAGE, 0, 6},
    {"kept json", "GET",
     "/up/@T/t?status=404&type=application/json&body={\"mine\":\"@T\"}", 0, 404,
     0, "{\"mine\":\"@T\"}", 10},
    {"kept html", "GET",
     "/up/@T/t?status=404&header=Status-Pages:keep&body=mine+@T", 0, 404, 0,
     "@T", 10},
    {"document", "GET", "/doc/@T", 0, 404, NO_TOKEN, "the document\n", 10},
    {"200", "GET", "/h/@T?status=200&body=@T", 0, 200, 0, "@T", 20},
    {"200 file", "GET", "/file/@T", 0, 200, NO_TOKEN, "a file\n", 20},
    {"204", "GET", "/h/@T?status=204", 0, 204, NO_TOKEN, 0, 5},
    {"304", "GET", "/file/@T", "If-None-Match: *\r\n", 304, NO_TOKEN, 0, 10},
    {"reference", "GET", "/status/404?@T", 0, 200, NO_TOKEN, "404", 5},
};

int kinds_count(void)
{
    return (int)(sizeof(kinds) / sizeof(kinds[0]));
}
