/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which responses get a page, and how; see setters.h. */
#include "httpd/setters.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <http_config.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

const char *sp_set_on(cmd_parms *cmd, void *dir, int on)
{
    const char *fault = NULL;

    if (sp_config_loaded(&fault) == NULL) {
        return sp_setter_sentence(cmd, fault);
    }
    ((sp_dir_t *)dir)->on = on ? SP_ON : SP_OFF;
    return NULL;
}

const char *sp_set_codes(cmd_parms *cmd, void *dir, int argc,
                         char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_codes_t *codes = apr_pcalloc(cmd->pool, sizeof(*codes));
    int i;

    if (argc == 0) {
        return "StatusPagesCodes: name at least one code or class, as 4xx 5xx";
    }
    if (argv[0][0] == '!') { /* "all but": starts from the default */
        sp_codes_add(codes, "4xx", cmd->temp_pool);
        sp_codes_add(codes, "5xx", cmd->temp_pool);
    }
    for (i = 0; i < argc; i++) {
        const char *fault = sp_codes_add(codes, argv[i], cmd->pool);
        if (fault == NULL && argv[i][0] < '3' && argv[i][0] != '!') {
            fault = apr_psprintf(cmd->pool,
                                 "\"%s\" has no page: pages are for codes "
                                 "from 300 to 599",
                                 argv[i]);
        }
        if (fault != NULL) {
            return sp_setter_sentence(cmd, fault);
        }
    }
    section->codes = codes;
    return NULL;
}

static const char *upstream_policy(cmd_parms *cmd, const char *word,
                                   unsigned char *policy)
{
    static const struct {
        const char *name;
        sp_upstream_t policy;
    } policies[] = {{"Keep", SP_UPSTREAM_KEEP},
                    {"Empty", SP_UPSTREAM_EMPTY},
                    {"Html", SP_UPSTREAM_HTML},
                    {"All", SP_UPSTREAM_ALL}};
    size_t i;

    for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
        if (strcasecmp(word, policies[i].name) == 0) {
            *policy = (unsigned char)policies[i].policy;
            return NULL;
        }
    }
    return apr_psprintf(cmd->pool,
                        "StatusPagesUpstream: unknown policy \"%s\"; it is "
                        "Keep, Empty, Html or All",
                        word);
}

const char *sp_set_upstream(cmd_parms *cmd, void *dir, int argc,
                            char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    unsigned char *policies = section->upstream;
    const sp_codes_t *codes = NULL;
    unsigned char policy = 0;
    const char *fault;
    int code;

    if (argc == 0) {
        return "StatusPagesUpstream: takes Keep, Empty, Html or All, and the "
               "codes where it is for some only";
    }
    fault = upstream_policy(cmd, argv[0], &policy);
    if (fault == NULL) {
        fault = sp_setter_codes(cmd, argc, argv, 1, &codes);
    }
    if (fault != NULL) {
        return fault;
    }
    if (policies == NULL) {
        policies = apr_pcalloc(cmd->pool, SP_CODE_COUNT);
    }
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        if (codes == NULL || sp_codes_has(codes, code)) {
            policies[code - SP_CODE_MIN] = policy;
        }
    }
    section->upstream = policies;
    return NULL;
}

/* A whole number from 0 to most, or -1. */
static apr_int64_t number(const char *word, apr_int64_t most)
{
    char *end;
    apr_int64_t n;

    if (!apr_isdigit(word[0])) {
        return -1; /* a sign or a blank, which the next line would take */
    }
    n = apr_strtoi64(word, &end,
                     10); /* too many digits: the largest there is */
    return *end == '\0' && n <= most ? n : -1;
}

const char *sp_set_drain(cmd_parms *cmd, void *dir, const char *bytes,
                         const char *seconds)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    apr_int64_t n = number(bytes, 1 << 30);
    apr_int64_t t = seconds ? number(seconds, 3600) : 2;

    if (n < 0 || t < 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesDrain: \"%s\" is no %s; write bytes "
                            "up to 1073741824 and seconds up to 3600, as "
                            "65536 2",
                            n < 0 ? bytes : seconds,
                            n < 0 ? "number of bytes" : "number of seconds");
    }
    section->drain_bytes = n;
    section->drain_time = apr_time_from_sec(t);
    return NULL;
}

const char *sp_set_details(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    const char *fault = NULL;

    if (strcasecmp(arg, "on") == 0 || strcasecmp(arg, "off") == 0) {
        section->details = strcasecmp(arg, "on") == 0 ? SP_ON : SP_OFF;
        if (section->details == SP_ON) {
            sp_config_add_details();
        }
        return NULL;
    }
    if (strncasecmp(arg, "expr=", 5) != 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesDetails: \"%s\" is neither On, Off "
                            "nor an expression as \"expr=-R '127.0.0.1'\"",
                            arg);
    }
    section->details_expr = ap_expr_parse_cmd(cmd, arg + 5, 0, &fault, NULL);
    if (section->details_expr == NULL) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesDetails: \"%s\" is no valid "
                            "expression: %s",
                            arg + 5, fault);
    }
    section->details = SP_ASK;
    sp_config_add_details();
    return NULL;
}

const char *sp_set_retry_after(cmd_parms *cmd, void *dir, const char *code,
                               const char *seconds)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    int *table = section->retry_after;
    int c = sp_code_parse(code);
    apr_int64_t n = number(seconds, 31536000);

    if (c < 300) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesRetryAfter: \"%s\" is no status code "
                            "from 300 to 599",
                            code);
    }
    if (n < 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesRetryAfter: \"%s\" is no number of "
                            "seconds from 0 to 31536000, a year",
                            seconds);
    }
    if (table == NULL) {
        table = apr_pcalloc(cmd->pool, SP_CODE_COUNT * sizeof(*table));
    }
    table[c - SP_CODE_MIN] = (int)n + 1;
    section->retry_after = table;
    return NULL;
}

const char *sp_set_headers(cmd_parms *cmd, void *dir, int on)
{
    sp_config_section(cmd, dir)->headers = on ? SP_ON : SP_OFF;
    return NULL;
}

const char *sp_set_gallery(cmd_parms *cmd, void *dir, int on)
{
    if (sp_config_in_htaccess(cmd)) {
        return "StatusPagesGallery: .htaccess can't open or close the gallery; "
               "write it in the server's own configuration, as in a <Location>";
    }
    sp_config_section(cmd, dir)->gallery = on ? SP_ON : SP_OFF;
    if (on) {
        sp_config_add_gallery();
    }
    return NULL;
}

/* What may stand before the colon of a header, but for a *, which could be
 * taken for a pattern. */
static int is_header_name(const char *word)
{
    return word[0] != '\0' &&
           word[strspn(word, "!#$%&'+-.^_`|~0123456789"
                             "abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

const char *sp_set_keep_headers(cmd_parms *cmd, void *dir, int argc,
                                char *const argv[])
{
    const char **names =
        apr_pcalloc(cmd->pool, ((apr_size_t)argc + 1) * sizeof(*names));
    int none = argc == 1 && strcasecmp(argv[0], "none") == 0;
    int i;

    if (argc == 0) {
        return "StatusPagesKeepHeaders: name at least one header, or none";
    }
    for (i = 0; i < argc && !none; i++) {
        if (!is_header_name(argv[i])) {
            return apr_psprintf(cmd->pool,
                                "StatusPagesKeepHeaders: \"%s\" is no name "
                                "of a header; write each whole and without a "
                                "colon, as X-Error-Code",
                                argv[i]);
        }
        names[i] = argv[i];
    }
    sp_config_section(cmd, dir)->keep = names;
    return NULL;
}

const char *sp_set_compress(cmd_parms *cmd, void *dir, const char *on,
                            const char *least)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    apr_int64_t n = least ? number(least, 1 << 30) : SP_COMPRESS_LEAST;

    if (strcasecmp(on, "on") != 0 && strcasecmp(on, "off") != 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesCompress: \"%s\" is neither On nor "
                            "Off",
                            on);
    }
    if (n < 1) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesCompress: \"%s\" is no number of "
                            "bytes from 1 to 1073741824, the least that is "
                            "compressed",
                            least);
    }
    section->compress = strcasecmp(on, "on") == 0 ? SP_ON : SP_OFF;
    section->compress_least = (apr_size_t)n;
    sp_config_lower_compress_floor((apr_size_t)n);
    return NULL;
}

const char *sp_set_reload(cmd_parms *cmd, void *dir, int on)
{
    const char *fault = ap_check_cmd_context(cmd, GLOBAL_ONLY);

    if (fault == NULL) {
        sp_config_set_reload(on);
    }
    return fault;
}

const char *sp_set_cache_size(cmd_parms *cmd, void *dir, const char *arg)
{
    const char *fault = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    apr_int64_t n = number(arg, (apr_int64_t)1 << 36);

    if (fault != NULL) {
        return fault;
    }
    if (n < 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesCacheSize: \"%s\" is no number of "
                            "bytes; write one up to 68719476736, as 16777216",
                            arg);
    }
    sp_config_set_cache_size((apr_size_t)n);
    return NULL;
}
