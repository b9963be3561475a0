/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of live facts, against a table of the test's own: templates of
 * users depend on these names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "rows.h"
#include "vocabulary/vocabulary.h"

static const struct {
    int fact;
    const char *name;
} expected[] = {
    {SP_FACT_REQUEST_ID, "request_id"},
    {SP_FACT_REQUEST_ID_ENCODED, "request_id_encoded"},
    {SP_FACT_URI, "uri"},
    {SP_FACT_RETRY_AFTER, "retry_after"},
    {SP_FACT_COME_BACK, "come_back"},
    {SP_FACT_TIME, "time"},
    {SP_FACT_METHOD, "method"},
    {SP_FACT_HOST, "host"},
    {SP_FACT_UPSTREAM, "upstream"},
    {SP_FACT_DETAILS, "details"},
    {SP_FACT_DETAIL_QUERY, "detail.query"},
    {SP_FACT_DETAIL_CLIENT, "detail.client"},
    {SP_FACT_DETAIL_SERVER, "detail.server"},
    {SP_FACT_DETAIL_PROTOCOL, "detail.protocol"},
    {SP_FACT_DETAIL_HANDLER, "detail.handler"},
    {SP_FACT_DETAIL_UPSTREAM, "detail.upstream"},
    {SP_FACT_DETAIL_USER_AGENT, "detail.user_agent"},
    {SP_FACT_DETAIL_REFERER, "detail.referer"},
    {SP_FACT_DETAIL_REASON, "detail.reason"},
};

#define COUNT (sizeof(expected) / sizeof(expected[0]))

static void every_fact_has_its_name(void **state)
{
    size_t i;

    assert_int_equal(COUNT, SP_FACT_COUNT);
    for (i = 0; i < COUNT; i++) {
        ROW("%s", expected[i].name);
        assert_string_equal(sp_fact_name(expected[i].fact), expected[i].name);
    }
}

/* A plan keeps the facts it reads as bits of 64. */
static void there_is_room_for_live_variables(void **state)
{
    sp_facts_t facts;

    assert_true(SP_FACT_COUNT < SP_LIVE_MAX);
    assert_true(SP_LIVE_MAX <= 64);
    assert_int_equal(sizeof(facts.value) / sizeof(facts.value[0]), SP_LIVE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_has_its_name),
        cmocka_unit_test(there_is_room_for_live_variables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
