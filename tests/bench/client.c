/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Asks one server the same question so and so many times over one keep-alive
 * connection, and looks at every answer: a number from a server that answers
 * something else is worth nothing. wrk counts faster, but neither exactly
 * nor with open eyes. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

#define REQUEST_MAX 8192
#define BODY_MAX 4194304

static const char usage[] =
    "usage: client [options] PORT PATH\n"
    "  -n N      requests (1)\n"
    "  -w N      seconds to wait for the server to listen (0)\n"
    "  -H LINE   a header line, as often as you like\n"
    "  -s N      the status that every answer must have (404)\n"
    "  -t TYPE   what its Content-Type must begin with\n"
    "  -e WORD   its Content-Encoding: gzip, or identity (identity)\n"
    "  -b N      the least bytes of its body, once inflated (0)\n"
    "  -m TEXT   what its body must hold, once inflated\n"
    "  -k N      \"@\" in PATH, LINE and TEXT is the request's number,\n"
    "            counted from 0 to N-1 and round again, in six digits\n"
    "  -o N      counted from N on instead\n"
    "  -v        tell what the last answer was\n";

/* What is asked and what must come. */
typedef struct job_t {
    int port;
    int wait;
    int verbose;
    long requests;
    long round;
    long offset;
    int status;
    size_t least;
    const char *path;
    const char *type;
    const char *encoding;
    const char *marker;
    const char *headers[16];
    int header_count;
} job_t;

static int read_option(job_t *job, int option, const char *value)
{
    switch (option) {
    case 'n':
        job->requests = atol(value);
        return job->requests > 0;
    case 'w':
        job->wait = atoi(value);
        return 1;
    case 'H':
        if (job->header_count == 16) {
            return 0;
        }
        job->headers[job->header_count++] = value;
        return 1;
    case 's':
        job->status = atoi(value);
        return 1;
    case 't':
        job->type = value;
        return 1;
    case 'e':
        job->encoding = value;
        return 1;
    case 'b':
        job->least = (size_t)atol(value);
        return 1;
    case 'm':
        job->marker = value;
        return 1;
    case 'k':
        job->round = atol(value);
        return job->round > 0 && job->round <= 1000000;
    case 'o':
        job->offset = atol(value);
        return job->offset >= 0;
    case 'v':
        job->verbose = 1;
        return 1;
    default:
        return 0;
    }
}

static int read_options(job_t *job, int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "n:w:H:s:t:e:b:m:k:o:v")) != -1) {
        if (!read_option(job, option, optarg)) {
            return 0;
        }
    }
    if (argc - optind != 2) {
        return 0;
    }
    job->port = atoi(argv[optind]);
    job->path = argv[optind + 1];
    return job->port > 0;
}

/* Append text to out, "@" as the number; the new length, past REQUEST_MAX
 * where there is no room. */
static size_t append(char *out, size_t at, const char *text, long number)
{
    for (; *text != '\0' && at + 7 < REQUEST_MAX; text++) {
        if (*text == '@') {
            at += (size_t)snprintf(out + at, 7, "%06ld", number);
        }
        else {
            out[at++] = *text;
        }
    }
    out[at] = '\0';
    return *text == '\0' ? at : REQUEST_MAX;
}

static int names_host(const job_t *job)
{
    int i;

    for (i = 0; i < job->header_count; i++) {
        if (strncasecmp(job->headers[i], "Host:", 5) == 0) {
            return 1;
        }
    }
    return 0;
}

/* The bytes of one request; 0 where they are too many. */
static size_t write_request(const job_t *job, long number, char *out)
{
    size_t at = append(out, 0, "GET ", number);
    int i;

    at = append(out, at, job->path, number);
    at = append(out, at, " HTTP/1.1\r\n", number);
    if (!names_host(job)) {
        at = append(out, at, "Host: localhost\r\n", number);
    }
    for (i = 0; i < job->header_count; i++) {
        at = append(out, at, job->headers[i], number);
        at = append(out, at, "\r\n", number);
    }
    at = append(out, at, "\r\n", number);
    return at < REQUEST_MAX - 7 ? at : 0;
}

/* The body in clear, in a buffer of its own; NULL where it is no gzip. */
static const char *inflate_body(const reply_t *reply, size_t *length)
{
    static char clear[BODY_MAX];
    z_stream z;
    int rv;

    memset(&z, 0, sizeof(z));
    z.next_in = (unsigned char *)(size_t)reply->body;
    z.avail_in = (unsigned)reply->length;
    z.next_out = (unsigned char *)clear;
    z.avail_out = sizeof(clear);
    if (inflateInit2(&z, 15 + 16) != Z_OK) {
        return NULL;
    }
    rv = inflate(&z, Z_FINISH);
    *length = z.total_out;
    inflateEnd(&z);
    return rv == Z_STREAM_END && z.avail_in == 0 ? clear : NULL;
}

static int holds(const char *body, size_t length, const char *marker)
{
    size_t len = strlen(marker);
    size_t i;

    for (i = 0; len <= length && i <= length - len; i++) {
        if (body[i] == marker[0] && memcmp(body + i, marker, len) == 0) {
            return 1;
        }
    }
    return 0;
}

/* NULL where the head is the one meant, else what is wrong with it. */
static const char *check_head(const job_t *job, const reply_t *reply)
{
    static char fault[512];
    const char *encoding = reply->encoding[0] ? reply->encoding : "identity";

    if (reply->status != job->status) {
        snprintf(fault, sizeof(fault), "status %d, not %d", reply->status,
                 job->status);
    }
    else if (strncasecmp(reply->type, job->type, strlen(job->type)) != 0) {
        snprintf(fault, sizeof(fault), "Content-Type \"%s\", not \"%s\"",
                 reply->type, job->type);
    }
    else if (strcmp(encoding, job->encoding) != 0) {
        snprintf(fault, sizeof(fault), "Content-Encoding \"%s\", not \"%s\"",
                 encoding, job->encoding);
    }
    else {
        return NULL;
    }
    return fault;
}

/* The same for the body, and the head before. */
static const char *check(const job_t *job, long number, const reply_t *reply)
{
    static char fault[512];
    char marker[REQUEST_MAX] = "";
    const char *wrong = check_head(job, reply);
    const char *body = reply->body;
    size_t length = reply->length;

    if (wrong != NULL) {
        return wrong;
    }
    if (strcmp(reply->encoding, "gzip") == 0 &&
        (body = inflate_body(reply, &length)) == NULL) {
        return "the body is no gzip";
    }
    append(marker, 0, job->marker, number);
    if (length < job->least) {
        snprintf(fault, sizeof(fault), "%lu bytes, fewer than %lu",
                 (unsigned long)length, (unsigned long)job->least);
        return fault;
    }
    if (!holds(body, length, marker)) {
        snprintf(fault, sizeof(fault), "the body lacks \"%.200s\"", marker);
        return fault;
    }
    return NULL;
}

/* One line for the report: status, type, encoding, bytes. */
static void tell(const job_t *job, const reply_t *reply)
{
    printf("%ld answers, the last: %d, %s, %s, %lu bytes of body\n",
           job->requests, reply->status, reply->type,
           reply->encoding[0] ? reply->encoding : "identity",
           (unsigned long)reply->length);
}

static const char *ask_all(const job_t *job, http_t *http, long *number)
{
    char request[REQUEST_MAX];
    reply_t reply;
    const char *fault;
    long i;

    for (i = 0; i < job->requests; i++) {
        long shown = job->offset + i % job->round;
        size_t length = write_request(job, shown, request);
        *number = i;
        fault = length ? http_ask(http, request, length, &reply)
                       : "the request is too long";
        if (fault == NULL) {
            fault = check(job, shown, &reply);
        }
        if (fault != NULL) {
            return fault;
        }
    }
    if (job->verbose) {
        tell(job, &reply);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    job_t job = {.requests = 1,
                 .round = 1000000,
                 .status = 404,
                 .type = "",
                 .encoding = "identity",
                 .marker = ""};
    const char *fault;
    long number = 0;
    http_t http;

    if (!read_options(&job, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    if (http_open(&http, job.port, job.wait) != 0) {
        fprintf(stderr, "client: nobody listens on port %d\n", job.port);
        return 1;
    }
    fault = ask_all(&job, &http, &number);
    http_close(&http);
    if (fault != NULL) {
        fprintf(stderr, "client: port %d, %s, answer %ld: %s\n", job.port,
                job.path, number + 1, fault);
        return 1;
    }
    return 0;
}
