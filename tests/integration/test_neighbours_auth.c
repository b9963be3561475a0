/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Beside modules that ask who somebody is, and mod_rewrite where it stands in
 * folders: challenges and redirects are theirs, the page is ours. Basic and
 * digest without credentials, and rewriting of a host, are in test_errors.c. */
#include "neighbour.h"
#include "rows.h"

#include <apr_strings.h>
#include <string.h>

/* ann's password is "password"; her digest is of "ann:staff:password". */
static const char guarded[] =
    "<Location /basic/>\nAuthType Basic\nAuthName \"staff\"\n"
    "AuthBasicProvider file\nAuthUserFile @ROOT@/conf/users\n"
    "Require valid-user\n</Location>\n"
    "<Location /digest/>\nAuthType Digest\nAuthName staff\n"
    "AuthDigestProvider file\nAuthUserFile @ROOT@/conf/digests\n"
    "Require valid-user\n</Location>\n"
    "<Location /nobody/>\nAuthType Basic\nAuthName staff\n"
    "AuthBasicProvider file\nAuthUserFile @ROOT@/conf/users\n"
    "Require user bob\n</Location>\n"
    "<Location /lost-file/>\nAuthType Basic\nAuthName staff\n"
    "AuthBasicProvider file\nAuthUserFile @ROOT@/conf/not-there\n"
    "Require valid-user\n</Location>\n";

static const char forms[] =
    "<LocationMatch ^/form/>\nAuthType form\nAuthName staff\n"
    "AuthFormProvider file\nAuthUserFile @ROOT@/conf/users\n"
    "Session On\nSessionCookieName session path=/\n"
    "Require valid-user\n</LocationMatch>\n"
    "<Location /form/redirect/>\n"
    "AuthFormLoginRequiredLocation http://login.example/in\n</Location>\n"
    "<Location /form/inline/>\nErrorDocument 401 /login.html\n</Location>\n"
    "<Location /login>\nSetHandler form-login-handler\nAuthType form\n"
    "Require all granted\n"
    "AuthName staff\nAuthFormProvider file\n"
    "AuthUserFile @ROOT@/conf/users\nSession On\n"
    "SessionCookieName session path=/\n"
    "AuthFormLoginRequiredLocation http://login.example/again\n"
    "AuthFormLoginSuccessLocation http://login.example/welcome\n"
    "</Location>\n";

static const char rules[] = "RewriteEngine On\n"
                            "RewriteRule ^gone - [G]\n"
                            "RewriteRule ^forbidden - [F]\n"
                            "RewriteRule ^lost - [R=404]\n"
                            "RewriteRule ^later - [R=503]\n"
                            "RewriteRule ^away http://far.example/ [R=302]\n"
                            "RewriteRule ^inside gone\n"
                            "RewriteRule ^loop(.*) loop$1x\n";

static int start(void **state)
{
    server_t *s = server_new("auth");

    server_modules(s, "http2 authn_core authn_file authz_user auth_basic "
                      "auth_digest request session session_cookie auth_form "
                      "rewrite alias");
    server_file(s, "conf/users", "ann:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n");
    server_file(s, "conf/digests",
                "ann:staff:5c00d0197a1453ee1949dfd4c89a056d\n");
    server_file(s, "htdocs/login.html", "<form>the login form</form>\n");
    server_file(s, "htdocs/dir/.htaccess", rules);
    server_conf(s, "Protocols h2c http/1.1\nStatusPages On\n"
                   "StatusPagesUpstream Html\n"
                   "<Directory @ROOT@/htdocs>\nAllowOverride All\n"
                   "Options +FollowSymLinks\n</Directory>\n");
    server_conf(s, guarded);
    server_conf(s, forms);
    server_start(s);
    *state = s;
    return 0;
}

/* In each form the challenge is there, once, and the connection goes on. */
static void challenges_stay_in_each_form(void **state)
{
    static const struct {
        const char *path, *challenge;
    } cases[] = {
        {"/basic/x", "^Basic realm=\"staff\"$"},
        {"/digest/x", "^Digest realm=\"staff\", nonce=\"[^\"]+\", "
                      "algorithm=MD5, qop=\"auth\"$"},
        {"/nobody/x", "^Basic realm=\"staff\"$"},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        wire_t *w = wire_open(s);
        response_t *r = neighbour_ask(w, cases[i].path, "");

        neighbour_pages(s, cases[i].path, 401, NULL);
        assert_page(r, 401);
        assert_header_like(r, "WWW-Authenticate", cases[i].challenge);
        assert_int_equal(response_header_count(r, "WWW-Authenticate"), 1);
        neighbour_goes_on(w, r);
        wire_close(w);
    }
}

static void who_is_not_allowed_is_asked_again(void **state)
{
    server_t *s = *state;
    request_t q = {0};
    response_t *r;
    int http;

    errorlog_allow(s->log, "AH01631: user ann");
    q.path = "/nobody/x";
    q.user = "ann:password";
    for (http = 11; http <= 20; http += 9) {
        q.http = http;
        r = client_send(s, &q);
        assert_page(r, 401);
        assert_header(r, "WWW-Authenticate", "Basic realm=\"staff\"");
    }
}

static void a_digest_that_is_wrong_is_401(void **state)
{
    server_t *s = *state;
    request_t q = {0};
    response_t *r;

    server_only_http_1(s, "libcurl's digest, whose first answer it may lose");
    errorlog_allow(s->log, "AH01794: |AH01792: |AH01776: |AH01790: |AH01782: ");
    q.path = "/digest/x";
    q.user = "ann:wrong";
    q.digest = 1;
    r = client_send(s, &q);
    assert_page(r, 401);
    assert_header_like(r, "WWW-Authenticate", "^Digest realm=\"staff\"");
    q.user = "ann:password"; /* who may come in finds nothing there */
    assert_page(client_send(s, &q), 404);
    r = client_get(s, "/digest/x", "Authorization: Digest nonsense");
    assert_page(r, 401);
}

static void a_file_of_users_that_is_missing_is_500_and_not_told(void **state)
{
    static const char *const secrets[] = {"not-there", "AuthUserFile", NULL};
    server_t *s = *state;
    request_t q = {0};
    response_t *r;
    size_t i;

    errorlog_expect(s->log, "AH01620: Could not open password file");
    q.path = "/lost-file/x";
    q.user = "ann:password";
    r = client_send(s, &q);
    assert_page(r, 500);
    for (i = 0; secrets[i] != NULL; i++) {
        assert_no_body(r, secrets[i]);
    }
}

/* Without a place to go to, the form is asked for by a 401. */
static void a_form_s_401_is_a_page(void **state)
{
    server_t *s = *state;

    errorlog_allow(s->log, "AH01811|AH01807|AH01808|auth_form:error");
    neighbour_pages(s, "/form/plain/x", 401, NULL);
}

/* As mod_auth_form's documentation has it: the document comes before us. */
static void a_login_form_in_its_place_stays(void **state)
{
    assert_kept(client_get(*state, "/form/inline/x", "Accept: text/html"), 401,
                "the login form");
}

static void a_form_s_redirects_stay(void **state)
{
    server_t *s = *state;
    request_t q = {0};
    response_t *r = client_get(s, "/form/redirect/x", "Accept: text/html");

    assert_kept(r, 302, "");
    assert_header(r, "Location", "http://login.example/in");
    q.path = "/login";
    q.method = "POST";
    q.headers = "Content-Type: application/x-www-form-urlencoded";
    q.body = "httpd_username=ann&httpd_password=wrong";
    errorlog_allow(s->log, "AH01807|AH01808|AH01617|auth_form:error");
    r = client_send(s, &q);
    assert_kept(r, 302, "");
    assert_header(r, "Location", "http://login.example/again");
    q.body = "httpd_username=ann&httpd_password=password";
    r = client_send(s, &q);
    assert_kept(r, 302, "");
    assert_header(r, "Location", "http://login.example/welcome");
    assert_header_like(r, "Set-Cookie", "session=");
}

/* Who has logged in meets errors as anybody, and keeps the session. */
static void who_has_logged_in_keeps_the_session(void **state)
{
    server_t *s = *state;
    request_t q = {0};
    const char *cookie;
    response_t *r;

    q.path = "/login";
    q.method = "POST";
    q.headers = "Content-Type: application/x-www-form-urlencoded";
    q.body = "httpd_username=ann&httpd_password=password";
    r = client_send(s, &q);
    cookie = response_header(r, "Set-Cookie");
    assert_non_null(cookie);
    cookie = apr_pstrmemdup(s->pool, cookie, strcspn(cookie, ";"));
    r = client_get(s, "/form/plain/nothing",
                   apr_pstrcat(s->pool, "Cookie: ", cookie, NULL));
    assert_page(r, 404);
    assert_no_body(r, "password");
}

static void rewriting_in_a_folder_makes_errors(void **state)
{
    static const struct {
        const char *path;
        int status;
    } cases[] = {
        {"/dir/gone", 410},    {"/dir/forbidden", 403}, {"/dir/lost", 404},
        {"/dir/later", 503},   {"/dir/inside", 410},    {"/dir/loop", 500},
        {"/dir/nothing", 404},
    };
    server_t *s = *state;
    response_t *r;
    size_t i;

    errorlog_allow(s->log, "AH00124: |AH10502|AH00122");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        wire_t *w = wire_open(s);

        r = neighbour_ask(w, cases[i].path, "");
        assert_page(r, cases[i].status);
        assert_no_header(r, "Location");
        neighbour_goes_on(w, r);
        wire_close(w);
        neighbour_pages(s, cases[i].path, cases[i].status, NULL);
    }
    r = client_get(s, "/dir/away", NULL);
    assert_kept(r, 302, "");
    assert_header(r, "Location", "http://far.example/");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(challenges_stay_in_each_form),
        TEST(who_is_not_allowed_is_asked_again),
        TEST(a_digest_that_is_wrong_is_401),
        TEST(a_file_of_users_that_is_missing_is_500_and_not_told),
        TEST(a_form_s_401_is_a_page),
        TEST(a_login_form_in_its_place_stays),
        TEST(a_form_s_redirects_stay),
        TEST(who_has_logged_in_keeps_the_session),
        TEST(rewriting_in_a_folder_makes_errors),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
