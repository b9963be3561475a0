/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The catalogue "standard" in English, held against a table of the test's
 * own: the IANA registry of HTTP status codes (RFC 9110 and those beside it)
 * and the unofficial codes that are widely met. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "base/builtin.h"
#include "catalog/catalog.h"
#include "cli/complete.h"

static const struct {
    int code;
    const char *message;
    const char *retry;
} expected[] = {
    {100, "Continue", ""},
    {101, "Switching Protocols", ""},
    {102, "Processing", ""},
    {103, "Early Hints", ""},
    {104, "Upload Resumption Supported", ""},
    {200, "OK", ""},
    {201, "Created", ""},
    {202, "Accepted", ""},
    {203, "Non-Authoritative Information", ""},
    {204, "No Content", ""},
    {205, "Reset Content", ""},
    {206, "Partial Content", ""},
    {207, "Multi-Status", ""},
    {208, "Already Reported", ""},
    {226, "IM Used", ""},
    {300, "Multiple Choices", ""},
    {301, "Moved Permanently", ""},
    {302, "Found", ""},
    {303, "See Other", ""},
    {304, "Not Modified", ""},
    {305, "Use Proxy", ""},
    {306, "(Unused)", ""},
    {307, "Temporary Redirect", ""},
    {308, "Permanent Redirect", ""},
    {400, "Bad Request", "modify"},
    {401, "Unauthorized", "modify"},
    {402, "Payment Required", "modify"},
    {403, "Forbidden", "modify"},
    {404, "Not Found", "modify"},
    {405, "Method Not Allowed", "modify"},
    {406, "Not Acceptable", "modify"},
    {407, "Proxy Authentication Required", "modify"},
    {408, "Request Timeout", "later"},
    {409, "Conflict", "modify"},
    {410, "Gone", "modify"},
    {411, "Length Required", "modify"},
    {412, "Precondition Failed", "modify"},
    {413, "Content Too Large", "modify"},
    {414, "URI Too Long", "modify"},
    {415, "Unsupported Media Type", "modify"},
    {416, "Range Not Satisfiable", "modify"},
    {417, "Expectation Failed", "modify"},
    {418, "I'm a teapot", "modify"},       /* RFC 2324; "(Unused)" at IANA */
    {419, "Page Expired", "modify"},       /* Laravel */
    {420, "Enhance Your Calm", "after"},   /* Twitter */
    {421, "Misdirected Request", "later"}, /* on another connection */
    {422, "Unprocessable Content", "modify"},
    {423, "Locked", "later"},
    {424, "Failed Dependency", "modify"},
    {425, "Too Early", "later"},
    {426, "Upgrade Required", "modify"},
    {428, "Precondition Required", "modify"},
    {429, "Too Many Requests", "after"},
    {431, "Request Header Fields Too Large", "modify"},
    {440, "Login Time-out", "modify"}, /* IIS */
    {444, "No Response", ""},          /* nginx */
    {449, "Retry With", "modify"},     /* IIS */
    {450, "Blocked by Windows Parental Controls", ""},
    {451, "Unavailable For Legal Reasons", ""},
    {460, "Client Closed Connection", "later"},         /* AWS load balancer */
    {463, "Too Many Forwarded IP Addresses", "modify"}, /* the same */
    {494, "Request Header Too Large", "modify"},        /* nginx, up to 497 */
    {495, "SSL Certificate Error", "modify"},
    {496, "SSL Certificate Required", "modify"},
    {497, "HTTP Request Sent to HTTPS Port", "modify"},
    {498, "Invalid Token", "modify"},        /* Esri */
    {499, "Client Closed Request", "later"}, /* nginx */
    {500, "Internal Server Error", "later"},
    {501, "Not Implemented", "modify"},
    {502, "Bad Gateway", "later"},
    {503, "Service Unavailable", "after"},
    {504, "Gateway Timeout", "later"},
    {505, "HTTP Version Not Supported", "modify"},
    {506, "Variant Also Negotiates", "later"},
    {507, "Insufficient Storage", "later"},
    {508, "Loop Detected", "modify"},
    {509, "Bandwidth Limit Exceeded", "later"}, /* cPanel */
    {510, "Not Extended", "modify"},
    {511, "Network Authentication Required", "later"},
    {520, "Web Server Returned an Unknown Error", "later"}, /* Cloudflare */
    {521, "Web Server Is Down", "later"},
    {522, "Connection Timed Out", "later"},
    {523, "Origin Is Unreachable", "later"},
    {524, "A Timeout Occurred", "later"},
    {525, "SSL Handshake Failed", "later"},
    {526, "Invalid SSL Certificate", "later"},
    {527, "Railgun Error", "later"},
    {529, "Site Is Overloaded", "later"}, /* Qualys */
    {530, "Site Is Frozen", "later"},     /* Pantheon */
    {561, "Unauthorized", "modify"},      /* AWS load balancer */
    {598, "Network Read Timeout Error", "later"},
    {599, "Network Connect Timeout Error", "later"},
};

static const char *const labels[] = {
    "status_code",
    "request_id",
    "uri",
    "what_to_do",
    "separator",
    "retry_later",
    "details",
    "time",
    "method",
    "host",
    "upstream",
    "query",
    "client",
    "server",
    "protocol",
    "handler",
    "user_agent",
    "referer",
    "reason",
    "home",
    "support",
    "status",
    "reference",
    "documentation",
    "reference_title",
    "code",
    "message",
    "description",
    "retry",
    "language",
    "format",
    "theme",
    "headers",
    "body",
    "gallery",
    "language_name",
    "all_codes",
    "class_1xx",
    "class_2xx",
    "class_3xx",
    "class_4xx",
    "class_5xx",
    "unknown_4xx",
    "unknown_4xx_text",
    "unknown_5xx",
    "unknown_5xx_text",
};

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define PATH "conf/catalogs/standard/"

static sp_catalog_t *standard;
static apr_pool_t *pool;

static void read_builtin(const sp_builtin_t *b)
{
    sp_error_t err = {0};

    assert_non_null(b);
    sp_catalog_parse(&standard, b->path, b->text, b->len, NULL, NULL, pool,
                     &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
}

static int setup(void **state)
{
    apr_pool_create(&pool, NULL);
    standard = NULL;
    read_builtin(sp_builtin_find(PATH "en.json"));
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(pool);
    return 0;
}

static void it_is_the_root_and_english(void **state)
{
    const char *const *tags;

    assert_string_equal(sp_catalog_name(standard), "standard");
    assert_null(sp_catalog_extends(standard));
    assert_int_equal(sp_catalog_languages(standard, pool, &tags), 1);
    assert_string_equal(tags[0], "en");
}

static void messages_and_advice_are_those_of_the_table(void **state)
{
    int i;

    for (i = 0; i < COUNT(expected); i++) {
        const sp_entry_t *e =
            sp_catalog_entry(standard, expected[i].code, "en");

        ROW("%d", expected[i].code);
        assert_non_null(e);
        assert_string_equal(e->message, expected[i].message);
        assert_string_equal(sp_retry_name(e->retry), expected[i].retry);
        assert_string_equal(sp_catalog_code(standard, expected[i].code),
                            expected[i].message);
    }
}

static void there_is_no_other_code(void **state)
{
    int code, next = 0;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        int known = next < COUNT(expected) && expected[next].code == code;

        ROW("%d", code);
        assert_int_equal(sp_catalog_entry(standard, code, "en") != NULL, known);
        next += known;
    }
    assert_int_equal(next, COUNT(expected));
}

static int has_control(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            return 1;
        }
    }
    return 0;
}

static void each_description_is_a_sentence_or_two(void **state)
{
    int i;

    for (i = 0; i < COUNT(expected); i++) {
        const char *text =
            sp_catalog_entry(standard, expected[i].code, "en")->description;
        size_t len = strlen(text);

        ROW("%d: %s", expected[i].code, text);
        assert_in_range(len, 20, 400);
        assert_int_equal(text[len - 1], '.');
        assert_false(has_control(text));
        assert_null(strstr(text, "  "));
        assert_null(strstr(text, "Oops"));
        assert_null(strchr(text, '\'')); /* that is ’ in good English */
    }
}

static void no_two_descriptions_are_the_same(void **state)
{
    int i, j;

    for (i = 0; i < COUNT(expected); i++) {
        for (j = 0; j < i; j++) {
            ROW("%d and %d", expected[i].code, expected[j].code);
            assert_string_not_equal(
                sp_catalog_entry(standard, expected[i].code, "en")->description,
                sp_catalog_entry(standard, expected[j].code, "en")
                    ->description);
        }
    }
}

static void every_label_that_a_page_may_use_is_there(void **state)
{
    const char *const *names;
    int i;

    for (i = 0; i < COUNT(labels); i++) {
        const char *text = sp_catalog_label(standard, "en", labels[i]);

        ROW("%s", labels[i]);
        assert_non_null(text);
        assert_in_range(strlen(text), 1, 200);
        assert_false(has_control(text));
    }
    /* one more would have to be known here, too */
    assert_int_equal(sp_catalog_labels(standard, pool, &names), COUNT(labels));
}

static void advice_labels_are_sentences_and_the_others_are_not(void **state)
{
    static const char *const sentences[] = {"retry_later", "unknown_4xx_text",
                                            "unknown_5xx_text"};
    int i, j;

    for (i = 0; i < COUNT(labels); i++) {
        const char *text = sp_catalog_label(standard, "en", labels[i]);
        int sentence = 0;

        for (j = 0; j < COUNT(sentences); j++) {
            sentence |= strcmp(labels[i], sentences[j]) == 0;
        }
        ROW("%s", labels[i]);
        assert_int_equal(text[strlen(text) - 1] == '.', sentence);
    }
}

static void every_translation_is_read_and_complete(void **state)
{
    sp_error_t err = {0};
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        if (strncmp(all[i].path, PATH, strlen(PATH)) == 0 &&
            strcmp(all[i].path, PATH "en.json") != 0) {
            read_builtin(&all[i]);
        }
    }
    sp_complete_check(standard, pool, &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(it_is_the_root_and_english),
        T(messages_and_advice_are_those_of_the_table),
        T(there_is_no_other_code),
        T(each_description_is_a_sentence_or_two),
        T(no_two_descriptions_are_the_same),
        T(every_label_that_a_page_may_use_is_there),
        T(advice_labels_are_sentences_and_the_others_are_not),
        T(every_translation_is_read_and_complete),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
