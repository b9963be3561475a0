/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Starting caches; see front.h. */
#include "front.h"

#include "client.h"
#include "serverroot.h"
#include "text.h"

#include <apr_strings.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_START 60000 /* ms: Varnish compiles its rules */

static const char nginx_conf[] =
    "daemon off;\n"
    "worker_processes 1;\n"
    "pid @ROOT@/nginx/pid;\n"
    "error_log @ROOT@/nginx/error_log;\n"
    "events { worker_connections 64; }\n"
    "http {\n"
    "access_log off;\n"
    "client_body_temp_path @ROOT@/nginx/tmp;\n"
    "proxy_temp_path @ROOT@/nginx/tmp;\n"
    "fastcgi_temp_path @ROOT@/nginx/tmp;\n"
    "scgi_temp_path @ROOT@/nginx/tmp;\n"
    "uwsgi_temp_path @ROOT@/nginx/tmp;\n"
    "proxy_cache_path @ROOT@/nginx/cache keys_zone=pages:1m;\n"
    "server {\n"
    "listen 127.0.0.1:@FRONT@;\n"
    "proxy_cache pages;\n"
    "proxy_cache_valid any 10m;\n"
    "proxy_cache_lock on;\n"
    "proxy_cache_use_stale error timeout updating http_500 http_502\n"
    "    http_503 http_504;\n"
    "add_header X-Nginx $upstream_cache_status always;\n"
    "location / { proxy_pass http://127.0.0.1:@PORT@; }\n"
    "}\n"
    "}\n";

/* Its built-in rules decide what is stored. */
static const char varnish_vcl[] =
    "vcl 4.1;\n"
    "backend default { .host = \"127.0.0.1\"; .port = \"@PORT@\"; }\n";

static const char httpd_conf[] =
    "CacheRoot @ROOT@/cache\n"
    "CacheEnable disk /\n"
    "CacheLock On\n"
    "CacheLockPath @ROOT@/run/lock\n"
    "CacheIgnoreNoLastMod On\n"
    "CacheDefaultExpire 600\n"
    "CacheStaleOnError On\n"
    "ProxyPass / http://127.0.0.1:@ORIGIN@/ retry=0\n";

static const struct {
    const char *name;
    const char *package;
    const char *places[3];
} programs[] = {
    {"nginx",
     "Debian: nginx-light",
     {"/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"}},
    {"varnish",
     "Debian: varnish",
     {"/usr/sbin/varnishd", "/usr/local/sbin/varnishd", "/usr/bin/varnishd"}},
    {"httpd", "itself", {SP_HTTPD, SP_HTTPD, SP_HTTPD}},
};
#define PROGRAMS (sizeof(programs) / sizeof(programs[0]))

static size_t find(const char *name)
{
    size_t i = 0;

    while (i < PROGRAMS && strcmp(programs[i].name, name) != 0) {
        i++;
    }
    if (i == PROGRAMS) {
        text_die("there is no cache named %s", name);
    }
    return i;
}

const char *front_program(const char *name)
{
    size_t i, at = find(name);

    for (i = 0; i < 3; i++) {
        if (access(programs[at].places[i], X_OK) == 0) {
            return programs[at].places[i];
        }
    }
    return NULL;
}

const char *front_package(const char *name)
{
    return programs[find(name)].package;
}

static pid_t spawn_nginx(server_t *s)
{
    const char *argv[] = {front_program("nginx"), "-c",
                          server_path(s, "nginx/conf"), NULL};

    server_folder(s, "nginx");
    server_file(s, "nginx/conf", text_fill(s->pool, nginx_conf, s->vars));
    return process_spawn(argv, NULL, server_path(s, "nginx/output"));
}

static pid_t spawn_varnish(server_t *s, int port)
{
    const char *argv[] = {front_program("varnish"),
                          "-F",
                          "-n",
                          server_path(s, "varnish/n"),
                          "-j",
                          "none",
                          "-a",
                          apr_psprintf(s->pool, "127.0.0.1:%d", port),
                          "-f",
                          server_path(s, "varnish/vcl"),
                          "-s",
                          "malloc,8m",
                          NULL};

    server_folder(s, "varnish");
    server_file(s, "varnish/vcl", text_fill(s->pool, varnish_vcl, s->vars));
    return process_spawn(argv, NULL, server_path(s, "varnish/output"));
}

static server_t *start_httpd(const server_t *origin)
{
    server_t *s = server_new_plain("front");

    server_modules(s, "proxy proxy_http cache cache_disk");
    server_var_int(s, "ORIGIN", origin->port);
    server_folder(s, "cache");
    server_folder(s, "run/lock");
    server_conf(s, httpd_conf);
    server_start(s);
    return s;
}

static void wait_for_answer(server_t *s, const front_t *front)
{
    long until = text_now() + text_patience(LONGEST_START);
    request_t q = {0};

    q.path = "/t?ok";
    q.port = front->port;
    while (client_send(s, &q)->status != 200) {
        if (text_now() > until ||
            (front->pid != 0 && !process_alive(front->pid))) {
            text_die("%s does not start:\n%s", front->name,
                     text_read(s->pool,
                               apr_pstrcat(s->pool, s->root, "/", front->name,
                                           "/output", NULL),
                               NULL));
        }
        text_sleep(20);
    }
}

front_t *front_start(server_t *s, const char *name)
{
    front_t *front = apr_pcalloc(s->pool, sizeof(*front));

    front->name = programs[find(name)].name;
    if (strcmp(name, "httpd") == 0) {
        front->server = start_httpd(s);
        front->port = front->server->port;
    }
    else {
        front->port = serverroot_free_port();
        server_var_int(s, "FRONT", front->port);
        front->pid = strcmp(name, "nginx") == 0 ? spawn_nginx(s)
                                                : spawn_varnish(s, front->port);
    }
    wait_for_answer(s, front);
    return front;
}

int front_stop(front_t *front)
{
    return front->server != NULL ? server_stop(front->server)
                                 : !process_end(front->pid, 15000);
}
