/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What "httpd -t" says of a StatusPagesReference at whose path nothing is
 * configured, and that it says nothing where something may be. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

#define SET "StatusPagesReference /status\n"
#define HOST "<VirtualHost 127.0.0.1:@PORT@>\n"
#define OTHER "<VirtualHost 127.0.0.1:@PORT@>\nServerName other.example\n"
#define END "</VirtualHost>\n"
#define HANDLER "SetHandler statuspages\n"

static result_t check(const char *conf, const char *file)
{
    server_t *s = server_new("place");
    result_t result;

    server_modules(s, "alias dir rewrite proxy proxy_http");
    if (file != NULL) {
        server_file(s, file, "\n");
    }
    server_conf(s, conf);
    result = server_check(s);
    if (result.exit != 0) {
        print_error("%s\n", result.text);
    }
    assert_int_equal(result.exit, 0);
    return result;
}

static void a_place_with_nothing_is_told(void **state)
{
    static const char *const cases[] = {
        SET,
        "<Location /api>\n" SET "</Location>\n",
        SET "<Location /statusx>\n" HANDLER "</Location>\n",
        SET "<Location /st*>\n" HANDLER "</Location>\n", /* as httpd has it */
        SET "<Location /stat>\n" HANDLER "</Location>\n",
        SET "<Location /status/gallery>\n" HANDLER "</Location>\n",
        SET "<Location /status>\nRequire all granted\n</Location>\n",
        SET "<LocationMatch ^/other>\n" HANDLER "</LocationMatch>\n",
        SET "<FilesMatch \\.php$>\nSetHandler proxy:unix:/x|fcgi://y\n"
            "</FilesMatch>\n",
        SET "ErrorDocument 404 /status/404\n",
        SET "Alias /icons/ /usr/share/icons/\n",
        SET "RedirectMatch 404 /\\.git\n",
        SET "ProxyPass /app http://127.0.0.1:9/\n",
        SET "RewriteEngine On\nRewriteRule ^/old$ /new\n",
        /* another host's is no help */
        HOST SET END OTHER "<Location /status>\n" HANDLER "</Location>\n" END,
        HOST "<Location /x>\n" SET "</Location>\n" END OTHER
             "ProxyPass / http://127.0.0.1:9/\n" END,
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i]);
        result_t r = check(cases[i], NULL);

        if (!text_matches(r.text, "SP0011: StatusPagesReference on line [0-9]+ "
                                  "of .*httpd\\.conf: nothing in the "
                                  "configuration answers at /status, .*write "
                                  "SetHandler statuspages")) {
            fail_msg("%s", r.text);
        }
        assert_int_equal(text_count(r.text, "SP0011"), 1);
    }
    (void)state;
}

static void what_may_answer_is_believed(void **state)
{
    static const char *const cases[][2] = {
        {SET "<Location /status>\n" HANDLER "</Location>\n", NULL},
        {SET "<Location \"/status/\">\n" HANDLER "</Location>\n", NULL},
        {SET "<Location />\n" HANDLER "</Location>\n", NULL},
        {SET "<Location ~ ^/stat>\n" HANDLER "</Location>\n", NULL},
        {SET "<LocationMatch ^/status>\n" HANDLER "</LocationMatch>\n", NULL},
        {SET "<Location /status>\n<If \"true\">\n" HANDLER "</If>\n"
             "</Location>\n",
         NULL},
        {SET "<Location /status>\nSetHandler sp-test\n</Location>\n", NULL},
        {SET "<Directory /srv/x>\n" HANDLER "</Directory>\n", NULL},
        {SET "<FilesMatch ^status>\n" HANDLER "</FilesMatch>\n", NULL},
        {SET "<If \"true\">\nSetHandler %{env:H}\n</If>\n", NULL},
        {SET "<IfModule statuspages_module>\n<Location /status>\n" HANDLER
             "</Location>\n</IfModule>\n",
         NULL},
        {SET "ProxyPass /status http://127.0.0.1:9/status\n", NULL},
        {SET "ProxyPass / http://127.0.0.1:9/\n", NULL},
        {SET "ProxyPassMatch ^/(.*)$ http://127.0.0.1:9/$1\n", NULL},
        {SET "<Location /status>\nProxyPass http://127.0.0.1:9/\n"
             "</Location>\n",
         NULL},
        {SET "<Location /status>\nRedirect https://docs.example.com/\n"
             "</Location>\n",
         NULL},
        {SET "<Location /status>\nAlias /srv/docs\n</Location>\n", NULL},
        {SET "Alias /status /srv/docs\n", NULL},
        {SET "AliasMatch ^/status(.*) /srv/docs$1\n", NULL},
        {SET "Redirect permanent /status https://docs.example.com/\n", NULL},
        {SET "RewriteEngine On\nRewriteRule ^/status/(.*) /errors/$1 [PT]\n",
         NULL},
        {SET "RewriteEngine On\nRewriteRule . /index.php\n", NULL},
        {SET "FallbackResource /index.php\n", NULL},
        {SET, "htdocs/status/404.html"},
        {SET, "htdocs/.htaccess"},
        {HOST SET "<Location /status>\n" HANDLER "</Location>\n" END, NULL},
        {HOST SET END "<Location /status>\n" HANDLER "</Location>\n", NULL},
        /* for all hosts, one of which has it */
        {SET OTHER "<Location /status>\n" HANDLER "</Location>\n" END, NULL},
        /* of these nothing is known */
        {"StatusPagesReference https://docs.example.com/status\n", NULL},
        {"StatusPagesReference /errors#{code}\n", NULL},
        {"StatusPagesReference none\n", NULL},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        result_t r = check(cases[i][0], cases[i][1]);

        if (strstr(r.text, "SP0011") != NULL) {
            fail_msg("%s", r.text);
        }
    }
    (void)state;
}

/* Both ways of a start tell it, and pages go out all the same. */
static void it_is_a_warning_and_no_fault(void **state)
{
    server_t *s = server_new("warned");

    server_conf(s, "StatusPages On\n" SET);
    errorlog_expect(s->log, "SP0011: StatusPagesReference");
    server_start(s);
    assert_page(client_get(s, "/x", NULL), 404);
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_with_nothing_is_told),
        cmocka_unit_test(what_may_answer_is_believed),
        cmocka_unit_test(it_is_a_warning_and_no_fault),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
