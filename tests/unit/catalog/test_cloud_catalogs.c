/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The five catalogues of documented tables: that each has the codes, messages
 * and retry advice of its document, no more and no less, and that each
 * description states the facts that its document states for the code, and
 * none that only another document knows. Whose words they are is the matter
 * of test_cloud_wording.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "cloud_books.h"

/* Facts, as words parted by bars, case aside. All of "says" must be there,
 * none of "silent". Only what every wording needs stands here; a slash parts
 * wordings of one fact, and one of them is enough. */
static const struct fact {
    int code;
    int in;
    const char *says;
    const char *silent;
} facts[] = {
    {100, API, "client should|temporary|some requests|not reject", "part"},
    {100, CLASSIC, "client should|interim|part|not rejected", "some req"},
    {100, ORCH, "client should|interim|some requests|rejected", "part"},
    {100, INTL, "client|provisional|part|not rejected", "should|some req"},
    {101, API, "only|later version|latest version", "newer|should"},
    {101, CLASSIC, "should|only|newer|version of HTTP", "latest"},
    {101, ORCH, "should|only|newer|later version", "latest|of HTTP"},
    {101, INTL, "switch|more advanced|source|later HTTP", "latest|newer"},
    {200, CORE, "process|succeeded/successfully", "fulfil"},
    {200, API | INTL, "request", "process|success"},
    {201, CORE, "create|resource|task", ""},
    {201, WIDE, "creat|resource", "task"},
    {201, CLASSIC, "new resource|fulfilled", ""},
    {201, ORCH, "resources", ""},
    {202, ALL, "request|accepted", "fulfil"},
    {202, CORE | CLASSIC | ORCH | INTL, "process", "under way"},
    {202, API, "still", ""},
    {203, API, "fulfilled|authoritative|missing|HTTP response", "source"},
    {203, CLASSIC, "success|may|another source", "authoritative"},
    {203, ORCH | INTL, "succe|non-authoritative", "source|missing"},
    {204, ALL, "HTTP OPTIONS request", ""},
    {204, CORE, "success|no content", "body"},
    {204, WIDE, "fulfilled|HTTP response|body", "success"},
    {205, API, "client|reset the content", "requester|success"},
    {205, ORCH | INTL, "fulfil|requester|reset the content", "client"},
    {205, CLASSIC, "success|no content", "reset|client|requester"},
    {206, API, "fulfilled|part of the GET", "success|partial"},
    {206, CLASSIC | ORCH, "success|partial GET", "fulfilled|part of"},
    {206, INTL, "success|part of the GET", "partial"},
    {300, WIDE, "option|list|characteristics|addresses|browser|response", ""},
    {300, API | INTL, "the user|user agent", "terminal"},
    {300, CLASSIC | ORCH, "user terminal", "agent"},
    {301, WIDE, "new|permanent|URI|response|resource", "temporar"},
    {302, WIDE, "resource|URI", "permanent|retr"},
    {302, CLASSIC | ORCH | INTL, "temporar", ""},
    {302, API, "for the time being", ""},
    {303, WIDE, "response|URI|GET or POST|should", ""},
    {304, API, "modified|no resource", "copy|no resources"},
    {304, CLASSIC, "unmodified|sent again|client|copy|downloaded", "return"},
    {304, ORCH | INTL, "modif|no resources", "copy"},
    {305, WIDE, "resource|proxy", ""},
    {305, CLASSIC, "only|available", "must"},
    {305, ORCH | INTL, "must", "available|only"},
    {306, WIDE, "HTTP status code|use", "reserve"},
    {400, ALL, "request|valid", "understand|syntax"},
    {401, ALL, "client|authentication information|valid", "log in|must"},
    {401, WIDE, "incorrect or invalid", ""},
    {402, WIDE, "reserve|future", "pay"},
    {403, CORE, "understood|declines/refuses", "deny|denied|reject|receive"},
    {403, API, "rejected|arrived/received|understood|refused|deny access",
     "carry"},
    {403, CLASSIC, "receive|understand/understood|respond|deny access",
     "reject"},
    {403, ORCH, "access|denied|understands|refuses", "reject|receive|set to"},
    {403, INTL, "rejected|received|understood|refused|deny access", "carry"},
    {404, ALL, "resource|request", "deleted|URI|address"},
    {404, CLASSIC, "could not be found/could not find", ""},
    {405, ALL, "method|resource|support", "Allow"},
    {405, API, "contains", ""},
    {405, CORE, "specifies for", ""},
    {405, ORCH, "specifies", "one or more"},
    {405, INTL, "one or more of the methods", ""},
    {406, ALL, "server|content characteristics|fulfil", "Accept"},
    {407, WIDE, "401|proxy|authenticat|client", "header"},
    {407, CLASSIC | ORCH | INTL, "first", ""},
    {407, API, "", "first|itself"},
    {408, API, "client|repeat|exactly", "later|server|wait"},
    {408, CLASSIC, "server|wait|same|unmodified|any later time", ""},
    {408, ORCH, "client sent no|ready to wait|later|unmodified", "any"},
    {408, INTL, "time-out|any time later/any later time|unmodified",
     "server|wait"},
    {409, ALL, "conflict|creat|client|process", "version"},
    {409, API | INTL, "current state|requested update|exist", "conflicting"},
    {409, CORE | CLASSIC | ORCH, "conflicting|update", "state"},
    {409, CLASSIC, "conflict in the request", ""},
    {410, WIDE, "resource|permanen|delet", ""},
    {410, API, "not available any more", "found"},
    {410, INTL, "ceased to be available/no longer available", "found"},
    {410, CLASSIC | ORCH, "found", "available"},
    {411, WIDE, "Content-Length|defin|server", "header"},
    {411, CLASSIC, "refusing", ""},
    {411, API | INTL, "refuse", ""},
    {412, WIDE, "preconditions|requester|server|one", "header"},
    {413, ALL, "server|response|Retry-After", "again|upload"},
    {413, CORE | API | INTL, "client|connection|clos", "disable"},
    {413, CLASSIC | ORCH, "client|disable|connection", "clos"},
    {413, API, "entity|rejected", ""},
    {413, CLASSIC | ORCH, "entity|refuse", "reject"},
    {413, CORE | INTL, "may be closed/may close|size|temporar",
     "entity|refus|reject"},
    {413, CORE | API | CLASSIC | INTL, "header field", ""},
    {413, ORCH, "Retry-After field", "header"},
    {414, WIDE, "URI|server|process|long", "query"},
    {414, CLASSIC | ORCH, "Request-URI", ""},
    {415, CORE | API | ORCH | INTL, "media format|server", "type"},
    {415, CLASSIC, "media type|support", "format"},
    {416, WIDE, "range|valid|request", "resource"},
    {417, WIDE, "server|requir|Expect|header field", "100"},
    {417, CLASSIC | ORCH | INTL, "request-header field", ""},
    {422, WIDE, "well-formed|semantic errors", "syntax"},
    {422, CLASSIC, "follow", "process"},
    {422, API | ORCH | INTL, "process", "follow"},
    {429, WIDE,
     "client|within a given time|limit|access frequency|server"
     "|Retry-After header|response|should",
     "unchanged|close"},
    {429, API, "capable", ""},
    {429, CLASSIC | ORCH | INTL, "capability", ""},
    {500, ALL, "server|receiv|underst", "error|unexpected|later"},
    {501, ALL, "server|function|support", "method"},
    {501, ORCH, "required|fulfil", ""},
    {501, CORE | API | CLASSIC | INTL, "requested", "fulfil|required"},
    {502, WIDE, "gateway or proxy|remote|invalid", "upstream|timeout"},
    {502, API | CLASSIC | INTL, "request", "response"},
    {502, CLASSIC, "the remote server|was", ""},
    {502, API | ORCH | INTL, "a remote server", ""},
    {502, ORCH, "response", "request"},
    {503, ALL, "request|service|invalid/not valid",
     "later|overload|maintenance"},
    {504, WIDE, "time|fulfil|client|only|specifie|Timeout parameter|code",
     "gateway|upstream"},
    {505, WIDE, "server|HTTP protocol|version|support", "upgrade"},
    /* The one document that puts its advice in two ways. */
    {403, CLASSIC, "must not|again before", ""},
    {403, API | ORCH | CORE | INTL, "", "must not"},
};
#define FACTS ((int)(sizeof(facts) / sizeof(facts[0])))

/* Whether one of the wordings parted by slashes is in the text. */
static int worded(apr_pool_t *pool, const char *wordings, const char *text)
{
    char *rest, *one = apr_strtok(apr_pstrdup(pool, wordings), "/", &rest);

    for (; one != NULL; one = apr_strtok(NULL, "/", &rest)) {
        if (strcasestr(text, one) != NULL) {
            return 1;
        }
    }
    return 0;
}

/* The first of the words parted by bars that is in the text, or is not. */
static const char *first_word(apr_pool_t *pool, const char *list,
                              const char *text, int present)
{
    char *rest, *word = apr_strtok(apr_pstrdup(pool, list), "|", &rest);

    for (; word != NULL; word = apr_strtok(NULL, "|", &rest)) {
        if (worded(pool, word, text) == present) {
            return word;
        }
    }
    return NULL;
}

static void check_words(apr_pool_t *pool, const struct book *book,
                        const char *code, const char *text, const char *says,
                        const char *silent)
{
    const char *word = first_word(pool, says, text, 0);

    if (word != NULL) {
        fail_msg("%s %s must say '%s': %s", book->name, code, word, text);
    }
    word = first_word(pool, silent, text, 1);
    if (word != NULL) {
        fail_msg("%s %s must not say '%s': %s", book->name, code, word, text);
    }
}

static void each_file_names_itself_and_extends_standard(void **state)
{
    int b;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *root = load(*state, &books[b]);

        assert_int_equal(json_object_size(root), 5);
        assert_string_equal(member(root, "name"), books[b].name);
        assert_string_equal(member(root, "language"), "en");
        assert_string_equal(member(root, "extends"), "standard");
        assert_int_equal(
            strncmp(member(root, "title"), "Status codes of the ", 20), 0);
        assert_int_equal(json_object_size(json_object_get(root, "codes")),
                         books[b].codes);
    }
}

static void each_catalogue_has_the_codes_of_its_document(void **state)
{
    int b, r;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]);
        int expected = 0;

        for (r = 0; r < ROWS; r++) {
            ROW("%d", rows[r].code);
            const char *code = apr_itoa(*state, rows[r].code);

            if (!(rows[r].in & books[b].bit)) {
                continue;
            }
            expected++;
            if (json_object_get(codes, code) == NULL) {
                fail_msg("%s lacks %s", books[b].name, code);
            }
        }
        assert_int_equal(expected, books[b].codes);
    }
}

static void no_catalogue_has_a_code_that_its_document_lacks(void **state)
{
    int b;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            const struct row *row = find_row(books[b].bit, code);

            /* "0404" would be found, but is no code. */
            if (row == NULL || strlen(code) != 3) {
                fail_msg("%s must not have %s", books[b].name, code);
            }
        }
    }
}

static void check_entry(const struct book *book, const char *code,
                        const json_t *entry)
{
    const struct row *row = find_row(book->bit, code);
    const char *message = member(entry, "message");
    const char *retry = member(entry, "retry");

    assert_non_null(row);
    if (message == NULL || strcmp(message, row->message)) {
        fail_msg("%s %s must be '%s', not '%s'", book->name, code, row->message,
                 message ? message : "(none)");
    }
    if (strcmp(retry ? retry : "", row->retry ? row->retry : "")) {
        fail_msg("%s %s: retry must be '%s', not '%s'", book->name, code,
                 row->retry ? row->retry : "", retry ? retry : "");
    }
    /* message, description and perhaps retry: nothing else. */
    if (json_object_size(entry) != (row->retry ? 3 : 2)) {
        fail_msg("%s %s has a stray member", book->name, code);
    }
}

static void messages_and_retry_advice_are_those_of_the_document(void **state)
{
    int b;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            check_entry(&books[b], code, entry);
        }
    }
}

static void each_description_states_the_facts_of_its_document(void **state)
{
    int b, f;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]);

        for (f = 0; f < FACTS; f++) {
            ROW("%s", facts[f].says);
            const char *code = apr_itoa(*state, facts[f].code);
            json_t *entry = json_object_get(codes, code);

            if (!(facts[f].in & books[b].bit) || entry == NULL) {
                continue;
            }
            check_words(*state, &books[b], code, description(entry),
                        facts[f].says, facts[f].silent);
        }
    }
}

static void advice_is_in_the_words_where_it_is_in_the_data(void **state)
{
    int b;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            const char *retry = member(entry, "retry");
            const char *says = "", *silent = "";

            if (retry == NULL) {
                silent = "do not retry|repeat|try again|should not";
            }
            else if (!strcmp(retry, "modify")) {
                says = books[b].modify;
            }
            check_words(*state, &books[b], code, description(entry), says,
                        silent);
        }
    }
}

/* The tables above are complete: no code of a catalogue is without facts. */
static void the_facts_cover_every_code_of_every_catalogue(void **state)
{
    int b, r, f;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        for (r = 0; r < ROWS; r++) {
            ROW("%d", rows[r].code);
            int seen = !(rows[r].in & books[b].bit);

            for (f = 0; f < FACTS && !seen; f++) {
                seen = facts[f].code == rows[r].code && *facts[f].says &&
                       (facts[f].in & books[b].bit);
            }
            if (!seen) {
                fail_msg("no facts of %s %d", books[b].name, rows[r].code);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(each_file_names_itself_and_extends_standard),
        T(each_catalogue_has_the_codes_of_its_document),
        T(no_catalogue_has_a_code_that_its_document_lacks),
        T(messages_and_retry_advice_are_those_of_the_document),
        T(each_description_states_the_facts_of_its_document),
        T(advice_is_in_the_words_where_it_is_in_the_data),
        T(the_facts_cover_every_code_of_every_catalogue),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
