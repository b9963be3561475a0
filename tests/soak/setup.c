/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The sites of the soak, and the backends behind them. The cache of pages is
 * small, so that it is full, and memory flat, within the warm-up. */
#include "backend.h"
#include "soak.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

site_t sites[SITES] = {
    {.name = "stormy", .stormy = 1, .clients = 3},
    {.name = "calm", .clients = 3},
    {.name = "designer", .reload = 1, .clients = 1},
};

static server_t *up;
static backend_t *bad;

static const reply_t replies[] = {
    {"/garbage", "HTTP/1.1 200 OK\r\nno header at all\r\n\r\n", "", 0,
     BACKEND_RAW, 0, 0, 0},
    {"/gone", "", "", 0, BACKEND_RAW, 0, 0, 0},
    {"/short",
     "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"
     "Content-Length: 5000\r\nConnection: close\r\n\r\n",
     "foreign", 0, BACKEND_RAW, 0, 0, 0},
    {"/endless",
     "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"
     "Connection: close\r\n\r\n",
     "foreign", 0, BACKEND_RAW, -1, 20, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static const char conf[] =
    "Protocols h2c http/1.1\n"
    "MaxMemFree 128\n"
    "AddDefaultCharset Off\n"
    "StatusPages On\n"
    "StatusPagesCacheSize 3000000\n"
    "StatusPagesUpstream Html\n"
    "StatusPagesDrain 65536 1\n"
    "StatusPagesVar name \"Soak\"\n"
    "<Directory @ROOT@/htdocs/ht>\nAllowOverride FileInfo\n</Directory>\n"
    "<Location /seen>\nStatusPagesDetails On\n</Location>\n"
    "<Location /live>\nStatusPagesTheme plain\n"
    "StatusPagesVar name \"%{req:X-Token}\"\n"
    "StatusPagesVar home \"/%{req:X-Token}\"\n</Location>\n"
    "<Location /theme>\nStatusPagesTheme conf/theme\n</Location>\n"
    "<Location /words>\nStatusPagesCatalog conf/words.json\n</Location>\n"
    "<Location /still>\n"
    "StatusPagesTemplate html conf/still.html\n"
    "StatusPagesTemplate json conf/still.json\n"
    "StatusPagesTemplate xml conf/still.xml\n"
    "StatusPagesTemplate text conf/still.txt\n"
    "StatusPagesTemplate markdown conf/still.txt\n</Location>\n"
    "<Location /private>\nAuthType Basic\nAuthName soak\n"
    "AuthUserFile conf/users\nRequire valid-user\n</Location>\n"
    "<Location /h>\nSetHandler sp-test\nStatusPagesUpstream All\n</Location>\n"
    "<Location /doc>\nErrorDocument 404 /document.html\n</Location>\n"
    "<Location /status>\nSetHandler statuspages\n</Location>\n"
    "RedirectMatch 403 ^/no/\n"
    "RedirectMatch 410 ^/gone/\n"
    "AliasMatch ^/file/ @ROOT@/htdocs/file.txt\n"
    "ScriptAliasMatch ^/cgi/[^/]+/fail$ @ROOT@/cgi-bin/fail\n"
    "ProxyPassMatch ^/dead/ http://127.0.0.1:@DEAD@/ retry=0\n"
    "ProxyPassMatch ^/bad/([a-z]+)/ http://127.0.0.1:@BAD@/$1 retry=0\n"
    "ProxyPassMatch ^/up/[^/]+/(.*)$ http://127.0.0.1:@UP@/$1 retry=0\n";

static void write_files(server_t *s)
{
    server_file(s, "conf/still.html",
                "<!doctype html>\n<title>{{status}}"
                "</title>\n<p>Still\n</html>\n");
    server_file(s, "conf/still.json",
                "{\"status\": {{status}}, \"title\": \"Still\"}\n");
    server_file(s, "conf/still.xml",
                "<p><status>{{status}}</status>Still</p>\n");
    server_file(s, "conf/still.txt", "{{status}} Still\n");
    server_file(s, "conf/theme/page.html",
                "<!doctype html>\n<html lang=\"{{language}}\"><title>{{status}}"
                "</title>\n<p>Theme-0 {{uri}}\n</html>\n");
    server_file(s, "conf/words.json",
                "{\"name\": \"words\", \"language\": \"en\", \"codes\": "
                "{\"404\": {\"message\": \"Words-0\"}}}\n");
    server_file(s, "conf/users", "");
    server_file(s, "htdocs/ht/.htaccess", "");
    server_file(s, "htdocs/file.txt", "a file\n");
    server_file(s, "htdocs/document.html", "the document\n");
    server_script(s, "cgi-bin/fail",
                  "#!/bin/sh\n"
                  "printf 'Status: 404 Lost\\nContent-Type: text/html\\n\\n'\n"
                  "head -c 20000 /dev/zero 2>/dev/null\n");
}

static void start(site_t *site)
{
    server_t *s = server_new(site->name);

    site->server = s;
    pthread_mutex_init(&site->htaccess.lock, NULL);
    pthread_mutex_init(&site->kills.lock, NULL);
    pthread_mutex_init(&site->gracefuls.lock, NULL);
    server_modules(s, "alias cgid http2 proxy proxy_http authn_core authn_file "
                      "authz_user auth_basic setenvif");
    server_var_int(s, "DEAD", backend_dead_port());
    server_var_int(s, "BAD", backend_port(bad));
    server_var_int(s, "UP", up->port);
    write_files(s);
    server_conf(s, conf);
    if (site->reload) {
        server_conf(s, "StatusPagesReload On");
    }
    server_start(s);
}

void setup_sites(void)
{
    int i;

    up = server_new_plain("up");
    server_modules(up, "sp_test");
    server_conf(up, "MaxMemFree 128");
    server_start(up);
    bad = backend_start(up->pool, replies);
    for (i = 0; i < SITES; i++) {
        start(&sites[i]);
    }
}

void setup_stop(void)
{
    int i;

    for (i = 0; i < SITES; i++) {
        judge_log(&sites[i]);
        if (server_stop(sites[i].server) != 0) {
            mistake(sites[i].name, "it did not stop in good order", NULL, NULL);
        }
    }
    backend_stop(bad);
    server_stop(up);
}
