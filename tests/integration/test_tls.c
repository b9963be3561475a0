/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plain HTTP on a port that speaks TLS: the one thing that httpd's own page
 * says there is what the reader needs. */
#include "checks.h"
#include "rows.h"
#include "serverroot.h"

#include <apr_strings.h>

/* Each has a port, and its own form to answer in. */
static const struct {
    const char *format;
    const char *type;
} forms[] = {
    {"html", "^text/html"},
    {"json", "^application/problem.json"},
    {"xml", "^application/problem.xml"},
    {"text", "^text/plain"},
    {"markdown", "^text/markdown"},
};
#define FORMS (sizeof(forms) / sizeof(forms[0]))

/* Each alone on its port: whether it can be a host's name. */
static const struct {
    const char *name;
    int good;
} names[] = {
    {"www.x-ray.example", 1}, {"a.b-c.example", 1}, {"9.x--y.example", 1},
    {"un_der.example", 0},    {"a.-b.example", 0},  {"-a.example", 0},
    {"a..example", 0},        {".a.example", 0},    {"a&b.example", 0},
};
#define NAMES (sizeof(names) / sizeof(names[0]))

static int ports[FORMS], name_ports[NAMES], shared_port;

static void add_host(server_t *s, int port, const char *name, const char *more)
{
    server_conf(s, apr_psprintf(s->pool,
                                "<VirtualHost 127.0.0.1:%d>\nServerName %s\n"
                                "SSLEngine On\n%s\n</VirtualHost>\n",
                                port, name, more));
}

static int add_port(server_t *s)
{
    int port = serverroot_free_port();

    server_conf(s, apr_psprintf(s->pool, "Listen 127.0.0.1:%d\n", port));
    return port;
}

static int start(void **state)
{
    server_t *s = server_new("tls");
    size_t i;

    server_modules(s, "socache_shmcb ssl");
    server_certificate(s);
    server_conf(s, "StatusPages On\n");
    for (i = 0; i < FORMS; i++) {
        ports[i] = add_port(s);
        add_host(
            s, ports[i], "shop.example",
            apr_psprintf(s->pool, "StatusPagesFormats %s", forms[i].format));
    }
    shared_port = add_port(s);
    add_host(s, shared_port, "one.example", "StatusPagesLanguages de");
    add_host(s, shared_port, "two.example", "");
    for (i = 0; i < NAMES; i++) {
        name_ports[i] = add_port(s);
        add_host(s, name_ports[i], names[i].name, "");
    }
    errorlog_allow(s->log, "ssl:warn"); /* of our certificate's names */
    server_start(s);
    *state = s;
    return 0;
}

static response_t *ask(server_t *s, int port)
{
    server_t there = *s;

    there.port = port;
    return wire_exchange(&there,
                         "GET /path?<x> HTTP/1.1\r\nHost: evil.example\r\n"
                         "Connection: close\r\n\r\n",
                         0);
}

static void it_says_what_497_says_in_every_form(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < FORMS; i++) {
        ROW("%s", forms[i].format);
        response_t *r = ask(s, ports[i]);

        assert_page(r, 400);
        assert_header_like(r, "Content-Type", forms[i].type);
        assert_body(r, "HTTP Request Sent to HTTPS Port");
        assert_no_body(r, "evil.example");
    }
}

static void it_tells_the_right_address(void **state)
{
    server_t *s = *state;
    const char *address;
    size_t i;

    for (i = 0; i < FORMS; i++) {
        ROW("%s", forms[i].format);
        address = apr_psprintf(s->pool, "shop.example:%d/", ports[i]);
        assert_body(ask(s, ports[i]), address);
    }
}

/* Which of them was asked for went with the request. */
static void where_hosts_share_a_port_it_tells_none(void **state)
{
    response_t *r = ask(*state, shared_port);

    assert_page(r, 400);
    assert_body(r, "HTTP-Anfrage an HTTPS-Port gesendet");
    assert_no_body(r, ".example");
}

static void nor_where_the_name_is_no_host_s(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < NAMES; i++) {
        ROW("%s", names[i].name);
        const char *address =
            apr_psprintf(s->pool, "%s:%d/", names[i].name, name_ports[i]);
        response_t *r = ask(s, name_ports[i]);

        assert_page(r, 400);
        assert_body(r, "HTTP Request Sent to HTTPS Port");
        if (names[i].good) {
            assert_body(r, address);
        }
        else {
            assert_no_body(r, address);
        }
    }
}

/* The plain port knows nothing of this. */
static void another_400_keeps_its_words(void **state)
{
    response_t *r = wire_exchange(*state, "GET / HTTP/1.1\r\n\r\n", 0);

    assert_page(r, 400);
    assert_no_body(r, "HTTPS");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(it_says_what_497_says_in_every_form),
        TEST(it_tells_the_right_address),
        TEST(where_hosts_share_a_port_it_tells_none),
        TEST(nor_where_the_name_is_no_host_s),
        TEST(another_400_keeps_its_words),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
