/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Beside modules that turn requests away: mod_security2 with the OWASP core
 * rules, mod_evasive, mod_qos, mod_ratelimit. Each has a server of its own,
 * because each would count or block what the others' tests send. */
#include "neighbour.h"
#include "rows.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CORE_RULES "/usr/share/modsecurity-crs/owasp-crs.load"
#define INJECTION "/t?ok&id=1%27%20OR%20%271%27=%271%27--%20UNION%20SELECT"

/* Nothing of the rule that has spoken stands in what a client gets. */
static const char *const rules_words[] = {"ModSecurity", "SQL", "OWASP",
                                          "UNION",       "942", NULL};

static const char security[] =
    "SecRuleEngine On\n"
    "SecRequestBodyAccess On\n"
    "SecResponseBodyAccess On\n"
    "SecResponseBodyMimeType text/plain text/html application/json\n"
    "SecDataDir @ROOT@/data\nSecTmpDir @ROOT@/data\n"
    "SecUnicodeMapFile /etc/modsecurity/unicode.mapping 20127\n"
    "SecAuditEngine RelevantOnly\n"
    "SecAuditLogRelevantStatus ^4\n"
    "SecAuditLogParts ABIJDEFHZ\n"
    "SecAuditLogType Serial\nSecAuditLog @ROOT@/logs/audit_log\n";

/* Rules of a site's own, with the codes that it wants. */
static const char own_rules[] =
    "SecRule ARGS:code \"@streq 429\" "
    "\"id:10429,phase:1,deny,status:429,log,msg:'own words'\"\n"
    "SecRule ARGS:code \"@streq 404\" "
    "\"id:10404,phase:2,deny,status:404,log,msg:'own words'\"\n"
    "SecRule ARGS:code \"@streq 503\" "
    "\"id:10503,phase:2,deny,status:503,log,msg:'own words'\"\n"
    "SecRule RESPONSE_STATUS \"@streq 409\" "
    "\"id:10409,phase:3,deny,status:404,log,msg:'own words'\"\n"
    "SecRule RESPONSE_BODY \"topsecret\" "
    "\"id:10403,phase:4,deny,status:403,log,msg:'own words'\"\n";

static server_t *security_server(const char *name)
{
    server_t *s =
        neighbour_server(name, "security2", "libapache2-mod-security2");

    server_modules(s, "unique_id headers");
    server_folder(s, "data");
    server_conf(s, "StatusPages On\nStatusPagesUpstream Html\n");
    server_conf(s, security);
    return s;
}

static server_t *core_rules_server(void)
{
    server_t *s = security_server("security");

    if (access(CORE_RULES, R_OK) != 0) {
        rows_skip("the OWASP core rules", "Debian: modsecurity-crs");
    }
    server_conf(s, "Include " CORE_RULES "\n");
    server_start(s);
    errorlog_allow(s->log, "ModSecurity: (Warning|Access denied)");
    return s;
}

/* The audit log's records are whole: as many ends as beginnings, and the
 * answer's status is the one that went out. */
static void check_audit(server_t *s, int records, const char *status)
{
    const char *path = server_path(s, "logs/audit_log"), *text;
    long until = text_now() + text_patience(5000);

    do {
        text = text_read(s->pool, path, NULL);
        text_sleep(20);
    } while (text_count(text, "-Z--\n") < records && text_now() < until);
    assert_int_equal(text_count(text, "-A--\n"), records);
    assert_int_equal(text_count(text, "-F--\n"), records);
    assert_int_equal(text_count(text, "-Z--\n"), records);
    assert_int_equal(text_count(text, status), records);
}

static void what_the_core_rules_block_is_403_in_each_form(void **state)
{
    server_t *s = core_rules_server();
    wire_t *w = wire_open(s);

    neighbour_pages(s, INJECTION, 403, rules_words);
    check_audit(s, 5, "\nHTTP/1.1 403 Forbidden\n");
    assert_page(neighbour_ask(w, INJECTION, "Accept: text/html\r\n"), 403);
    assert_in_step(w);
    wire_close(w);
    assert_int_equal(server_stop(s), 0);
}

/* The core rules look at each answer as well: ours says nothing to them. */
static void the_core_rules_find_no_fault_with_our_pages(void **state)
{
    static const char *const paths[] = {"/nothing", "/t?die=500", "/t?die=503",
                                        "/t?status=500&body=x&type=text/html"};
    server_t *s = core_rules_server();
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        response_t *r = client_get(
            s, paths[i], "Accept: text/html\nUser-Agent: Mozilla/5.0 x");

        assert_page(
            r, atoi(strpbrk(paths[i], "45") ? strpbrk(paths[i], "45") : "404"));
    }
    assert_int_equal(errorlog_count(s->log, "ModSecurity: Access denied"), 0);
    assert_int_equal(server_stop(s), 0);
}

static void a_rule_in_each_phase_gets_the_page_of_its_code(void **state)
{
    static const char *const words[] = {"own words", "topsecret", NULL};
    static const struct {
        const char *path;
        int code;
        int closed; /* httpd hangs up when a request was refused so early */
    } cases[] = {
        {"/t?ok&code=429", 429, 1},
        {"/t?ok&code=404", 404, 0},
        {"/t?ok&code=503", 503, 0},
        {"/t?status=409&type=text/plain&body=own", 404, 0},
        {"/t?status=200&type=text/plain&body=topsecret", 403, 0},
        {"/t?status=404&type=text/plain&body=topsecret", 403, 0},
    };
    server_t *s = security_server("phases");
    size_t i;

    server_conf(s, own_rules);
    server_start(s);
    errorlog_allow(s->log, "ModSecurity: Access denied");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        wire_t *w = wire_open(s);
        response_t *r;

        neighbour_pages(s, cases[i].path, cases[i].code, words);
        r = neighbour_ask(w, cases[i].path, "");
        assert_page(r, cases[i].code);
        if (cases[i].closed) {
            assert_true(wire_is_closed(w, text_patience(3000)));
        }
        else {
            neighbour_goes_on(w, r);
        }
        wire_close(w);
    }
    assert_int_equal(server_stop(s), 0);
}

/* By a variable that it sets; another rule that sets none says nothing. */
static void a_rule_of_security2_names_a_problem(void **state)
{
    static const struct {
        const char *path, *code;
    } cases[] = {{"/t?ok&rude=1", "TOO_RUDE"},
                 {"/t?ok&code=429", "Too Many Requests"}};
    server_t *s = security_server("named");
    size_t i;

    server_file(s, "conf/rude.json",
                "{\"name\": \"rude\", \"language\": \"en\", \"problems\": "
                "{\"TOO_RUDE\": {\"status\": 429, \"message\": \"Mind your "
                "words\", \"description\": \"Then try again.\"}}}\n");
    server_conf(s, own_rules);
    server_conf(s, "SecRule ARGS:rude \"@streq 1\" \"id:10428,phase:1,deny,"
                   "status:429,log,setenv:PROBLEM=TOO_RUDE\"\n"
                   "StatusPagesCatalog conf/rude.json\n"
                   "StatusPagesProblem \"%{reqenv:PROBLEM}\"\n");
    server_start(s);
    errorlog_allow(s->log, "ModSecurity: Access denied");
    for (i = 0; i < 2; i++) {
        ROW("%s", cases[i].path);
        assert_member(assert_problem(client_json(s, cases[i].path), 429),
                      "code", cases[i].code);
    }
    assert_int_equal(server_stop(s), 0);
}

static const char evasive[] = "DOSHashTableSize 3097\n"
                              "DOSPageCount 3\nDOSPageInterval 60\n"
                              "DOSSiteCount 500\nDOSSiteInterval 60\n"
                              "DOSBlockingPeriod 60\n"
                              "DOSLogDir @ROOT@/data\n";

static void mod_evasive_s_403_is_a_page_in_each_form(void **state)
{
    server_t *s =
        neighbour_server("evasive", "evasive20", "libapache2-mod-evasive");
    response_t *r;
    wire_t *w;
    int i;

    server_folder(s, "data");
    server_mpm(s, "prefork"); /* each child of it counts for itself */
    server_conf(s, "StatusPages On\nServerLimit 1\nMaxRequestWorkers 1\n"
                   "StatusPagesUpstream Html\n");
    server_conf(s, evasive);
    server_start(s);
    errorlog_allow(s->log, "AH01797|evasive20:error|client denied|AH00161");
    for (i = 0; i < 6; i++) {
        r = client_get(s, "/t?ok", NULL);
    }
    assert_page(r, 403);
    neighbour_pages(s, "/t?ok", 403, NULL);
    w = wire_open(s);
    assert_page(neighbour_ask(w, "/t?ok", ""), 403);
    assert_page(neighbour_ask(w, "/t?ok", ""), 403);
    assert_string_equal(wire_rest(w, 100), "");
    wire_close(w);
    assert_int_equal(server_stop(s), 0);
}

static const char qos[] = "QS_ErrorResponseCode 503\n"
                          "QS_LocRequestLimit /t 1\n"
                          "<Location /filtered>\n"
                          "QS_DenyPath +two deny \"evil\"\n"
                          "QS_DenyQuery +three deny \"evil\"\n"
                          "</Location>\n";

/* Debian 12's mod_qos needs libpcre and is not linked with it. */
static server_t *qos_server(void)
{
    server_t *s = server_new("qos");
    glob_t pcre;

    if (!server_has_module(s, "qos")) {
        rows_skip("mod_qos", "Debian: libapache2-mod-qos");
    }
    if (glob("/usr/lib/*/libpcre.so.3", 0, NULL, &pcre) == 0) {
        server_var(s, "PCRE", pcre.gl_pathv[0]);
        server_conf(s, "LoadFile \"@PCRE@\"\n");
        globfree(&pcre);
    }
    server_conf(s, "LoadModule qos_module " SP_LIBEXECDIR "/mod_qos.so\n");
    return s;
}

static void mod_qos_s_refusals_are_pages(void **state)
{
    server_t *s = qos_server();
    response_t *r;
    wire_t *busy, *w;

    server_conf(s, "StatusPages On\n");
    server_conf(s, qos);
    server_start(s);
    errorlog_allow(s->log, "mod_qos\\(");
    neighbour_pages(s, "/filtered/evil", 403, NULL);
    neighbour_pages(s, "/filtered?evil", 403, NULL);
    busy = wire_open(s);
    wire_send(busy, "GET /t?endless HTTP/1.1\r\nHost: localhost\r\n\r\n", 0);
    assert_string_not_equal(wire_rest(busy, 300), "");
    w = wire_open(s);
    r = neighbour_ask(w, "/t?ok", "");
    assert_page(r, 503);
    neighbour_goes_on(w, r);
    wire_close(busy);
    wire_close(w);
    assert_int_equal(server_stop(s), 0);
}

/* Slow, but whole: the page leaves in pieces. */
static void mod_ratelimit_only_slows_a_page_down(void **state)
{
    server_t *s = neighbour_server("ratelimit", "ratelimit", "apache2-bin");
    response_t *plain, *slow;

    server_modules(s, "env");
    server_conf(s, "StatusPages On\nStatusPagesUpstream Html\n"
                   "<LocationMatch ^/slow>\nSetOutputFilter RATE_LIMIT\n"
                   "SetEnv rate-limit 8\n</LocationMatch>\n"
                   "<LocationMatch /t$>\nSetHandler sp-test\n"
                   "</LocationMatch>\n");
    server_start(s);
    plain = client_get(s, "/quick/t?status=404&body=x&type=text/html",
                       "Accept: text/html");
    slow = client_get(s, "/slowy/t?status=404&body=x&type=text/html",
                      "Accept: text/html");
    assert_page(plain, 404);
    assert_page(slow, 404);
    assert_int_equal(slow->length, plain->length);
    assert_true(slow->total_ms > plain->total_ms + 300);
    assert_page(client_get(s, "/slowy/nothing", NULL), 404);
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_core_rules_block_is_403_in_each_form),
        cmocka_unit_test(the_core_rules_find_no_fault_with_our_pages),
        cmocka_unit_test(a_rule_in_each_phase_gets_the_page_of_its_code),
        cmocka_unit_test(a_rule_of_security2_names_a_problem),
        cmocka_unit_test(mod_evasive_s_403_is_a_page_in_each_form),
        cmocka_unit_test(mod_qos_s_refusals_are_pages),
        cmocka_unit_test(mod_ratelimit_only_slows_a_page_down),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
