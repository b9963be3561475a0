/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Beside applications inside of httpd or next to it: mod_lua, mod_wsgi,
 * mod_php, PHP-FPM. One table: an application returns a code, writes a body of
 * its own, breaks, or breaks after its body has begun; StatusPagesUpstream
 * Html and Keep tell what goes out. */
#include "neighbour.h"
#include "rows.h"

#include "serverroot.h"

#include <apr_strings.h>
#include <glob.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

/* What each application does for these paths, in its own language. */
static const struct {
    const char *path;
    int status;
    char html; /* under Html: 'P' our page, 'K' the application's body */
    char keep; /* under Keep: 'E' an empty body; 'p' that, or our page where
                  the application can make httpd fail the request */
} cases[] = {
    {"ok", 200, 'K', 'K'},    {"html", 404, 'P', 'K'},
    {"json", 422, 'K', 'K'},  {"empty", 404, 'P', 'E'},
    {"code", 403, 'P', 'p'},  {"breaks", 500, 'P', 'p'},
    {"large", 500, 'P', 'K'},
};

static const char lua[] =
    "require 'apache2'\n"
    "function handle(r)\n"
    "  local what = r.uri:match('[^/]*$')\n"
    "  r.content_type = 'text/html'\n"
    "  if what == 'ok' then r:puts('mine') return apache2.OK end\n"
    "  if what == 'code' then return 403 end\n"
    "  if what == 'breaks' then error('topsecret') end\n"
    "  if what == 'empty' then r.status = 404 return apache2.OK end\n"
    "  if what == 'large' then r.status = 500\n"
    "    for i = 1, 4000 do r:puts('mine, mine, mine, mine, mine\\n') end\n"
    "    return apache2.OK end\n"
    "  if what == 'json' then r.content_type = 'application/json'\n"
    "    r.status = 422 else r.status = 404 end\n"
    "  r:puts('mine') return apache2.OK\n"
    "end\n";

static const char wsgi[] =
    "def application(environ, start_response):\n"
    "    what = environ['PATH_INFO'].split('/')[-1]\n"
    "    html = [('Content-Type', 'text/html')]\n"
    "    if what == 'breaks':\n"
    "        raise Exception('topsecret')\n"
    "    if what == 'json':\n"
    "        start_response('422 Mine', [('Content-Type', "
    "'application/json')])\n"
    "        return [b'mine']\n"
    "    status = {'ok': '200 OK', 'large': '500 Mine', 'code': '403 Mine'}\n"
    "    start_response(status.get(what, '404 Mine'), html)\n"
    "    if what in ('empty', 'code'):\n"
    "        return []\n"
    "    return [b'mine'] * (30000 if what == 'large' else 1)\n";

static const char php[] =
    "<?php\n"
    "$what = basename(strtok($_SERVER['REQUEST_URI'], '?'));\n"
    "$codes = ['ok' => 200, 'json' => 422, 'large' => 500, 'code' => 403, "
    "'breaks' => 200];\n"
    "http_response_code($codes[$what] ?? 404);\n"
    "if ($what == 'json') header('Content-Type: application/json');\n"
    "if ($what == 'breaks') { no_such_function('topsecret'); }\n"
    "if ($what == 'empty' || $what == 'code') exit;\n"
    "echo str_repeat('mine', $what == 'large' ? 30000 : 1);\n";

static void check(server_t *s, const char *place, char expected, size_t i)
{
    wire_t *w = wire_open(s);
    response_t *r =
        neighbour_ask(w, apr_pstrcat(s->pool, place, cases[i].path, NULL), "");

    if (expected == 'P') {
        assert_page(r, cases[i].status);
        assert_no_body(r, "mine");
        assert_no_header(r, "X-Powered-By");
    }
    else {
        assert_kept(r, cases[i].status, expected == 'K' ? "mine" : "");
        assert_true(expected == 'K' || r->length == 0);
    }
    assert_no_body(r, "topsecret");
    neighbour_goes_on(w, r);
    wire_close(w);
}

/* @a dies: what "code" and "breaks" come to under Keep, one letter each. */
static void check_all(server_t *s, const char *dies)
{
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        char keep = cases[i].keep;

        if (keep == 'p') {
            keep = dies[strcmp(cases[i].path, "breaks") == 0];
        }
        check(s, "/html/", cases[i].html, i);
        check(s, "/keep/", keep, i);
    }
    neighbour_pages(s, "/html/html", 404, NULL);
    neighbour_pages(s, "/html/breaks", 500, NULL);
}

static void policies(server_t *s, const char *places)
{
    server_modules(s, "alias mime env dir");
    server_conf(s, "StatusPages On\n");
    neighbour_places(s, places);
}

static void mod_lua_s_handlers(void **state)
{
    server_t *s = neighbour_server("lua", "lua", "apache2-bin");

    server_file(s, "conf/app.lua", lua);
    policies(s, "LuaMapHandler ^/@P@/ @ROOT@/conf/app.lua handle\n");
    server_start(s);
    errorlog_expect(s->log, "AH01482: .*topsecret|topsecret");
    check_all(s, "PP");
    assert_int_equal(server_stop(s), 0);
}

/* In a process of its own, as its documentation advises. Embedded, Python
 * keeps httpd's child from ending after a graceful stop, with us as without
 * (AH00045, mod_wsgi 4.9.4). */
static void mod_wsgi_s_applications(void **state)
{
    server_t *s = neighbour_server("wsgi", "wsgi", "libapache2-mod-wsgi-py3");

    server_file(s, "conf/app.wsgi", wsgi);
    server_conf(s, "WSGIRestrictEmbedded On\nWSGISocketPrefix run/wsgi\n"
                   "WSGIDaemonProcess app threads=2\n"
                   "WSGIProcessGroup app\n");
    policies(s, "WSGIScriptAlias /@P@ @ROOT@/conf/app.wsgi\n");
    server_start(s);
    errorlog_expect(s->log, "wsgi:error|topsecret|Traceback");
    check_all(s, "EP");
    assert_int_equal(server_stop(s), 0);
}

/* A PHP that is not made for threads refuses any other MPM. */
static void mod_php_s_scripts(void **state)
{
    server_t *s = neighbour_server("php", "php", "libapache2-mod-php");

    server_mpm(s, "prefork");
    server_file(s, "htdocs/app.php", php);
    policies(s, "AliasMatch ^/@P@/ @ROOT@/htdocs/app.php\n"
                "<Location /@P@/>\nSetHandler application/x-httpd-php\n"
                "php_admin_flag display_errors Off\n"
                "php_admin_flag log_errors On\n</Location>\n");
    server_start(s);
    errorlog_expect(s->log, "no_such_function|PHP Fatal|Stack trace|#0|thrown");
    check_all(s, "EE");
    assert_int_equal(server_stop(s), 0);
}

static const char fpm_conf[] = "[global]\n"
                               "error_log = @ROOT@/run/fpm.log\n"
                               "daemonize = no\n"
                               "[app]\n"
                               "user = @USER@\n"
                               "listen = 127.0.0.1:@FPM@\n"
                               "pm = static\npm.max_children = 2\n"
                               "php_admin_flag[display_errors] = off\n"
                               "php_admin_value[error_log] = "
                               "@ROOT@/data/php.log\n"
                               "php_admin_flag[log_errors] = on\n";

static const char *fpm_program(server_t *s)
{
    glob_t found;
    const char *path;

    if (glob("/usr/sbin/php-fpm[0-9]*", 0, NULL, &found) != 0) {
        rows_skip("PHP-FPM", "Debian: php-fpm");
    }
    path = apr_pstrdup(s->pool, found.gl_pathv[found.gl_pathc - 1]);
    globfree(&found);
    return path;
}

/* A process manager of our own, on a port of its own, until it is ready. */
static pid_t start_fpm(server_t *s)
{
    const char *argv[] = {fpm_program(s), "-F", "-R", "-n", "-y", NULL, NULL};
    const char *log = server_path(s, "run/fpm.log");
    long until = text_now() + text_patience(30000);
    pid_t pid;

    server_folder(s, "data");
    server_var_int(s, "FPM", serverroot_free_port());
    server_var(s, "USER",
               geteuid() == 0 ? "nobody" : getpwuid(geteuid())->pw_name);
    server_file(s, "conf/fpm.conf", text_fill(s->pool, fpm_conf, s->vars));
    argv[5] = server_path(s, "conf/fpm.conf");
    pid = process_spawn(argv, NULL, server_path(s, "run/fpm.out"));
    while (strstr(text_read(s->pool, log, NULL), "ready to handle") == NULL) {
        if (text_now() > until || !process_alive(pid)) {
            text_die("php-fpm does not start:\n%s%s",
                     text_read(s->pool, log, NULL),
                     text_read(s->pool, server_path(s, "run/fpm.out"), NULL));
        }
        text_sleep(20);
    }
    return pid;
}

static void php_fpm_s_scripts(void **state)
{
    server_t *s = server_new("fpm");
    pid_t pid = start_fpm(s);
    response_t *r;

    server_modules(s, "proxy proxy_fcgi");
    server_file(s, "htdocs/app.php", php);
    policies(s, "AliasMatch ^/@P@/ @ROOT@/htdocs/app.php\n"
                "<Location /@P@/>\n"
                "SetHandler proxy:fcgi://127.0.0.1:@FPM@\n</Location>\n");
    server_start(s);
    check_all(s, "EE");
    process_end(pid, 5000);
    errorlog_expect(s->log, "AH00957: |AH01079: ");
    r = client_get(s, "/html/ok", NULL);
    assert_page(r, 503);
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mod_lua_s_handlers),
        cmocka_unit_test(mod_wsgi_s_applications),
        cmocka_unit_test(mod_php_s_scripts),
        cmocka_unit_test(php_fpm_s_scripts),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
