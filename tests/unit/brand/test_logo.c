/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Logos: the kind is told by the first bytes whatever the name says, and what
 * is no picture, or too large for every page, is refused. */
#include "rows.h"
#include "files_helper.h"

#include <apr_base64.h>

#include "brand/brand.h"

#define BYTES(s) s, sizeof(s) - 1

static const struct {
    const char *name;
    const char *bytes;
    apr_size_t len;
    const char *type;
} pictures[] = {
    {"a.png", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image/png"},
    {"named.gif", BYTES("\x89PNG\r\n\x1a\n"), "image/png"},
    {"a.jpg", BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), "image/jpeg"},
    {"a.gif", BYTES("GIF89a\1\0\1\0"), "image/gif"},
    {"b.gif", BYTES("GIF87a\1\0\1\0"), "image/gif"},
    {"a.webp", BYTES("RIFF\x1a\0\0\0WEBPVP8L"), "image/webp"},
    {"a.ico", BYTES("\0\0\1\0\1\0\x10\x10"), "image/x-icon"},
    {"a.svg", BYTES("<svg xmlns='http://www.w3.org/2000/svg'/>"),
     "image/svg+xml"},
    {"b.svg", BYTES("<?xml version=\"1.0\"?>\n<svg/>"), "image/svg+xml"},
    {"c.svg", BYTES("<!-- by hand -->\n<svg></svg>"), "image/svg+xml"},
    {"d.svg", BYTES("<!DOCTYPE svg>\n<svg></svg>"), "image/svg+xml"},
    {"e.svg", BYTES("\xEF\xBB\xBF<?xml version=\"1.0\"?><svg/>"),
     "image/svg+xml"},
    {"f.svg", BYTES("\n  <svg/>"), "image/svg+xml"},
};

static const struct {
    const char *name;
    const char *bytes;
    apr_size_t len;
} others[] = {
    {"empty.png", BYTES("")},
    {"text.png", BYTES("a text that says <svg in it\n")},
    {"page.svg", BYTES("<!doctype html><title>x</title>")},
    {"half.png", BYTES("\x89PNG\r\n")},
    {"short.gif", BYTES("GIF")},
    {"wave.webp", BYTES("RIFF\x1a\0\0\0WAVEfmt ")},
    {"text.webp", BYTES("This is WEBP, they said")},
    {"a.bmp", BYTES("BM\x1a\0\0\0\0\0")},
    {"a.pdf", BYTES("%PDF-1.7 <svg>")},
    {"zero.ico", BYTES("\0\0\0\0\0\0\0\0<svg")},
    {"hidden.svg", BYTES("<a>\0<svg></a>")},
    {"blank.svg", BYTES(" \n\t ")},
};

/* What stands behind "data:...;base64,", decoded. */
static void holds_the_bytes(files_t *t, const char *uri, const char *bytes,
                            apr_size_t len)
{
    const char *coded = strchr(uri, ',') + 1;
    char *plain = apr_palloc(t->pool, (apr_size_t)apr_base64_decode_len(coded));

    assert_int_equal(strspn(coded, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789+/="),
                     strlen(coded));
    assert_int_equal(apr_base64_decode(plain, coded), len);
    assert_memory_equal(plain, bytes, len);
}

static void the_bytes_tell_the_kind(void **state)
{
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        ROW("%s", pictures[i].name);
        const char *path = files_put_bytes(t, pictures[i].name,
                                           pictures[i].bytes, pictures[i].len);
        const char *start =
            apr_pstrcat(t->pool, "data:", pictures[i].type, ";base64,", NULL);
        const char *uri = NULL;
        if (sp_logo_load(&uri, path, t->pool, &t->err) != APR_SUCCESS) {
            fail_msg("%s", sp_error_text(&t->err, t->pool));
        }
        if (strncmp(uri, start, strlen(start)) != 0) {
            fail_msg("%s is %s", path, uri);
        }
        holds_the_bytes(t, uri, pictures[i].bytes, pictures[i].len);
    }
}

static void what_is_no_picture_is_refused(void **state)
{
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        ROW("%s", others[i].name);
        const char *path =
            files_put_bytes(t, others[i].name, others[i].bytes, others[i].len);
        const char *uri = NULL;
        if (sp_logo_load(&uri, path, t->pool, &t->err) == APR_SUCCESS) {
            fail_msg("%s is %s", path, uri);
        }
        assert_null(uri);
        assert_string_equal(
            files_fault(t),
            apr_pstrcat(t->pool, "DIR/", others[i].name,
                        ": is no picture of a known kind: use PNG, JPEG, GIF, "
                        "WebP, ICO or SVG",
                        NULL));
    }
}

static void
a_picture_of_the_largest_size_is_taken_and_one_byte_more_is_not(void **state)
{
    files_t *t = *state;
    char *bytes = apr_pcalloc(t->pool, SP_LOGO_MAX + 1);
    const char *uri = NULL;

    memcpy(bytes, "\x89PNG\r\n\x1a\n", 8);
    files_put_bytes(t, "most.png", bytes, SP_LOGO_MAX);
    files_put_bytes(t, "more.png", bytes, SP_LOGO_MAX + 1);
    assert_int_equal(
        sp_logo_load(&uri, files_path(t, "most.png"), t->pool, &t->err),
        APR_SUCCESS);
    holds_the_bytes(t, uri, bytes, SP_LOGO_MAX);
    assert_int_not_equal(
        sp_logo_load(&uri, files_path(t, "more.png"), t->pool, &t->err),
        APR_SUCCESS);
    assert_string_equal(
        files_fault(t),
        "DIR/more.png: is 65537 bytes; a logo is part of every page and may "
        "have 65536 at most; make it smaller, or draw it as SVG");
}

static void a_missing_file_and_a_folder_are_faults(void **state)
{
    files_t *t = *state;
    const char *uri = NULL;

    assert_int_not_equal(
        sp_logo_load(&uri, files_path(t, "none.png"), t->pool, &t->err),
        APR_SUCCESS);
    assert_string_equal(
        files_fault(t),
        "DIR/none.png: cannot be read: No such file or directory");
    assert_int_not_equal(sp_logo_load(&uri, t->folder, t->pool, &t->err),
                         APR_SUCCESS);
    assert_string_equal(files_fault(t), "DIR: is no regular file");
    assert_null(uri);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_bytes_tell_the_kind),
        FILES_TEST(what_is_no_picture_is_refused),
        FILES_TEST(
            a_picture_of_the_largest_size_is_taken_and_one_byte_more_is_not),
        FILES_TEST(a_missing_file_and_a_folder_are_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
