/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* MPMs and protocols; see matrix.h and server.h.
 *
 * mod_http2 lets HTTP/2 be under prefork: "The HTTP/2 protocol will be
 * inactive" (AH10034, since httpd 2.4.27). There is no directive that changes
 * its mind. So prefork with h2c or h2 is what a site has that configures both:
 * clients offer HTTP/2 and are answered over HTTP/1.1, h2 over TLS. */
#include "matrix.h"
#include "rows.h"
#include "text.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *modules;
    int tls;
    int http;
} protocols[] = {
    {"http/1.1", "", 0, 11},
    {"h2c", "http2", 0, 20},
    {"h2", "http2 socache_shmcb ssl", 1, 20},
};
#define PROTOCOLS (sizeof(protocols) / sizeof(protocols[0]))

static const char *const mpms[] = {"event", "worker", "prefork"};
#define MPMS (sizeof(mpms) / sizeof(mpms[0]))

static const char *asked(const char *variable, const char *otherwise)
{
    const char *value = getenv(variable);

    return value != NULL && *value != '\0' ? value : otherwise;
}

static size_t protocol(const char *name)
{
    size_t i;

    for (i = 0; i < PROTOCOLS; i++) {
        if (strcmp(protocols[i].name, name) == 0) {
            return i;
        }
    }
    text_die("SP_PROTO is \"%s\", none of http/1.1, h2c, h2", name);
}

const char *matrix_mpm(void)
{
    const char *name = asked("SP_MPM", mpms[0]);
    size_t i;

    for (i = 0; i < MPMS; i++) {
        if (strcmp(mpms[i], name) == 0) {
            return mpms[i];
        }
    }
    text_die("SP_MPM is \"%s\", none of event, worker, prefork", name);
}

#define CERTIFICATE                                                            \
    "SSLCertificateFile @ROOT@/conf/cert.pem\n"                                \
    "SSLCertificateKeyFile @ROOT@/conf/key.pem\n"

static void make_certificate(server_t *s)
{
    const char *const argv[] = {"openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:prime256v1",
                                "-nodes",
                                "-subj",
                                "/CN=localhost",
                                "-addext",
                                "basicConstraints=critical,CA:FALSE",
                                "-keyout",
                                server_path(s, "conf/key.pem"),
                                "-out",
                                server_path(s, "conf/cert.pem"),
                                NULL};
    result_t result = process_run(s->pool, argv, NULL);

    if (result.exit != 0) {
        text_die("no certificate: %s", result.text);
    }
}

void server_certificate(server_t *s)
{
    make_certificate(s);
    server_conf(s, CERTIFICATE);
}

void matrix_apply(server_t *s)
{
    size_t i = protocol(asked("SP_PROTO", protocols[0].name));

    s->proto = protocols[i].name;
    server_modules(s, protocols[i].modules);
    server_var(s, "SCHEME", protocols[i].tls ? "https" : "http");
    if (protocols[i].tls) {
        make_certificate(s);
    }
}

const char *matrix_conf(const server_t *s)
{
    return server_has_tls(s) ? "SSLEngine On\n" CERTIFICATE : "";
}

void matrix_expect(server_t *s)
{
    /* httpd 2.4.41 warns of that, asked for TLS or not */
    errorlog_allow(s->log, "AH02951: mod_ssl does not seem to be enabled");
    if (server_has_tls(s)) {
        /* of this machine's packages, not of what is under test */
        errorlog_allow(s->log, "AH01882: Init: this version of mod_ssl");
        errorlog_allow(s->log, "AH01909: .* does NOT include an ID");
        errorlog_allow(s->log,
                       "AH01873: Init: Session Cache is not configured");
    }
    if (strcmp(s->mpm, "prefork") == 0) {
        errorlog_allow(s->log, "AH10034: The mpm module \\(prefork.c\\) is not "
                               "supported by mod_http2");
    }
}

int server_has_tls(const server_t *s)
{
    return protocols[protocol(s->proto)].tls;
}

int server_http(const server_t *s)
{
    return strcmp(s->mpm, "prefork") == 0 ? 11
                                          : protocols[protocol(s->proto)].http;
}

int server_http_is_refused(const server_t *s)
{
    return server_http(s) != protocols[protocol(s->proto)].http;
}

void server_only_http_1(const server_t *s, const char *why)
{
    if (server_http(s) == 20) {
        rows_skip("HTTP/1", why);
    }
}

void server_only_plain(const server_t *s, const char *why)
{
    if (server_has_tls(s)) {
        rows_skip("a port without TLS", why);
    }
}
