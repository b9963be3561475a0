/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Known answers: "... | openssl dgst -sha256 -binary | base64" for each row,
 * the messages of RFC 6234 and the lengths around the padding's edges. The
 * long chain was made with Python's hashlib. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "base/sha256.h"

static int setup(void **state)
{
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    *state = pool;
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

static void known_texts_have_their_known_digests(void **state)
{
    static const struct {
        const char *text;
        const char *digest;
    } cases[] = {
        {"", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {"abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
         "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "z1sWp3ivg4ADbOWeewSSNwskmxHo8HpRr6xFA3r+6dE="},
        {"\xBD", "aDJXIKq9fILzD1VLMT0FcMlazLt9xLWq4RIEwI/+cys="},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].text);
        assert_string_equal(
            sp_sha256_base64(*state, cases[i].text, strlen(cases[i].text)),
            cases[i].digest);
    }
}

static void padding_is_right_around_its_edges(void **state)
{
    static const struct {
        apr_size_t len; /* so many times "a" */
        const char *digest;
    } cases[] = {
        {55, "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="},
        {56, "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o="},
        {63, "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ="},
        {64, "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="},
        {65, "Y1NhxIu56rFBmOduqKt/GkFoXWrWKqkUbTAdTxfrCuA="},
        {119, "MeulHDE6XAgiat8Y1KNZz9/Y0ugWsT9K+VL36mWE3Ps="},
        {120, "Lz0zVDLHC1gK8Ojhs2dKfAINaDql9zqq7f3FWvkEwhw="},
        {1000000, "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA="},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d bytes", (int)cases[i].len);
        char *text = apr_palloc(*state, cases[i].len);

        memset(text, 'a', cases[i].len);
        assert_string_equal(sp_sha256_base64(*state, text, cases[i].len),
                            cases[i].digest);
    }
}

static void a_nul_is_a_byte_like_any_other(void **state)
{
    char all[5 * 256];
    int i;

    for (i = 0; i < (int)sizeof(all); i++) {
        ROW("%d", (int)i);
        all[i] = (char)i;
    }
    assert_string_equal(sp_sha256_base64(*state, all, 1),
                        "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=");
    assert_string_equal(sp_sha256_base64(*state, all, sizeof(all)),
                        "1BSwhYJusGd4SDujVWTchJ5kM1n2ntl0eHi6blSYW+0=");
}

/* The digest of the digests of the first 0 to 300 bytes of a pattern. */
static void every_length_is_right(void **state)
{
    char pattern[300];
    char chain[301 * 44];
    int i;

    for (i = 0; i < 300; i++) {
        pattern[i] = (char)(i * 7 & 255);
    }
    for (i = 0; i <= 300; i++) {
        ROW("%d bytes", i);
        const char *digest = sp_sha256_base64(*state, pattern, (apr_size_t)i);

        assert_int_equal(strlen(digest), 44);
        memcpy(chain + 44 * i, digest, 44);
    }
    assert_string_equal(sp_sha256_base64(*state, chain, sizeof(chain)),
                        "Ye7Ub7aSvRzRj6jMDoaxOLyEsSEuaklh63ICjBx8Fvo=");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(known_texts_have_their_known_digests,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(padding_is_right_around_its_edges,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_nul_is_a_byte_like_any_other, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(every_length_is_right, setup, teardown),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
