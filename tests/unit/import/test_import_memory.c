/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Importing while memory is short: the catalogue is whole, to the byte, or
 * there is none. jansson alone would write one that lacks a row or a key. */
#include "memory_helper.h"

#include "import/import.h"

static const char document[] = "404 Not Found\nNothing is here.\n\n"
                               "409 Conflict\nSomebody was quicker.\n\n"
                               "503 Service Unavailable\nTry again.\n";
static const char *whole;

static const char *convert(files_t *t)
{
    static const sp_import_about_t about = {
        .name = "acme", .language = "en", .extends = "standard"};
    const sp_import_t *result;

    return sp_import(&result, "doc", document, strlen(document), t->pool,
                     &t->err) == APR_SUCCESS
               ? sp_import_json(result, &about, t->pool)
               : "";
}

static memory_end_t import(files_t *t)
{
    const char *text;

    memory_fails();
    text = convert(t);
    memory_is_back();
    if (text == NULL) {
        return MEMORY_REFUSED;
    }
    MEMORY_EXPECT(t, strcmp(text, whole) == 0);
    return MEMORY_WHOLE;
}

static void a_catalogue_is_whole_or_is_not_there(void **state)
{
    files_t *t = *state;

    whole = convert(t);
    pages_holds(whole, "Somebody was quicker.");
    memory_turns(t, import, 1, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(a_catalogue_is_whole_or_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
