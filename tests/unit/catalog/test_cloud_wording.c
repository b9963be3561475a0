/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The words of the five catalogues of documented tables are our own. Where
 * the documents lie beside the project, an additional test sees that no
 * description holds one of their sentences or a long run of their words;
 * everywhere, each catalogue has sentences of its own. What the words say is
 * test_cloud_catalogs.c's. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <apr_file_io.h>
#include <apr_hash.h>

#include "rows.h"
#include "cloud_books.h"

#define SEEDS "../shared/seeds"
#define RUN 6   /* so many words in a row are no accident */
#define SHORT 5 /* a sentence below this is found only as a whole one */

/* Only letters, digits and hyphens, in lower case, with one space before,
 * between and behind the words. */
static char *words(apr_pool_t *pool, const char *text, apr_size_t len)
{
    char *out = apr_palloc(pool, len + 3), *end = out;
    apr_size_t i;

    *end++ = ' ';
    for (i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        if (isalnum(c) || c == '-') {
            *end++ = (char)tolower(c);
        }
        else if (end[-1] != ' ') {
            *end++ = ' ';
        }
    }
    if (end[-1] != ' ') {
        *end++ = ' ';
    }
    *end = '\0';
    return out;
}

static int word_count(const char *text)
{
    int n = -1;

    for (; *text != '\0'; text++) {
        n += *text == ' ';
    }
    return n;
}

/* Past a code and its message, as the third document begins its lines. */
static const char *after_message(const char *piece)
{
    const struct row *row = NULL;

    piece += strspn(piece, " ");
    if (strspn(piece, "0123456789") == 3 && piece[3] == ' ') {
        row = find_row(WIDE, piece);
        piece += 4;
    }
    if (row != NULL && !strncmp(piece, row->message, strlen(row->message))) {
        piece += strlen(row->message);
    }
    return piece;
}

/* The sentences of a text as words(): each ends in a full stop and begins
 * behind one, or at a line or a cell of a table. */
static apr_array_header_t *sentences(apr_pool_t *pool, const char *text)
{
    apr_array_header_t *list = apr_array_make(pool, 64, sizeof(char *));

    while (*text != '\0') {
        const char *from = after_message(text);
        apr_size_t len = strcspn(from, ".|\n");

        text = from + len;
        if (*text == '.' && len > 0) {
            APR_ARRAY_PUSH(list, char *) = words(pool, from, len);
        }
        text += *text != '\0';
    }
    return list;
}

static const char *read_seed(apr_pool_t *pool, const char *name)
{
    const char *path = apr_pstrcat(pool, SEEDS "/", name, NULL);
    apr_file_t *file;
    apr_finfo_t info;
    apr_size_t len;
    char *text;

    if (apr_file_open(&file, path, APR_READ, 0, pool) != APR_SUCCESS ||
        apr_file_info_get(&info, APR_FINFO_SIZE, file) != APR_SUCCESS) {
        fail_msg("%s can't be read", path);
    }
    len = (apr_size_t)info.size;
    text = apr_pcalloc(pool, len + 1);
    assert_int_equal(apr_file_read_full(file, text, len, NULL), APR_SUCCESS);
    return text;
}

/* Fails on a run of words of a description that the document has, too. */
static void check_runs(apr_pool_t *pool, const char *where, const char *own,
                       const char *document)
{
    const char *from;

    for (from = own; word_count(from) >= RUN; from = strchr(from + 1, ' ')) {
        const char *end = from;
        int i;

        for (i = 0; i < RUN; i++) {
            end = strchr(end + 1, ' ');
        }
        if (strstr(document, apr_pstrndup(pool, from, end - from + 1))) {
            fail_msg("%s copies '%.*s'", where, (int)(end - from), from);
        }
    }
}

/* Fails where a sentence of a document is, or is in, a description. */
static void check_sentences(apr_pool_t *pool, const char *where,
                            const char *text, const apr_array_header_t *copied)
{
    const apr_array_header_t *own = sentences(pool, text);
    const char *all = words(pool, text, strlen(text));
    int i, j;

    for (i = 0; i < copied->nelts; i++) {
        const char *sentence = APR_ARRAY_IDX(copied, i, const char *);

        if (word_count(sentence) >= SHORT && strstr(all, sentence)) {
            fail_msg("%s copies the sentence '%s'", where, sentence);
        }
        for (j = 0; j < own->nelts; j++) {
            if (!strcmp(APR_ARRAY_IDX(own, j, const char *), sentence)) {
                fail_msg("%s copies the sentence '%s'", where, sentence);
            }
        }
    }
}

/* Holds all descriptions against one document, which may be another's, too. */
static void check_document(apr_pool_t *pool, const char *text)
{
    const char *flat = words(pool, text, strlen(text));
    const apr_array_header_t *copied = sentences(pool, text);
    int b;

    assert_true(copied->nelts >= 16);
    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(pool, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            const char *own = description(entry);
            const char *where =
                apr_pstrcat(pool, books[b].name, " ", code, NULL);

            check_sentences(pool, where, own, copied);
            check_runs(pool, where, words(pool, own, strlen(own)), flat);
        }
    }
}

static void no_description_copies_a_document(void **state)
{
    int d;

    for (d = 0; d < BOOKS; d++) {
        ROW("%s", books[d].document);
        check_document(*state, read_seed(*state, books[d].document));
    }
}

static void catalogues_share_no_sentence(void **state)
{
    apr_hash_t *first = apr_hash_make(*state);
    int b, i;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            apr_array_header_t *own = sentences(*state, description(entry));

            for (i = 0; i < own->nelts; i++) {
                const char *sentence = APR_ARRAY_IDX(own, i, const char *);
                const struct book *by = apr_hash_get(first, sentence, -1);

                if (by != NULL && by != &books[b]) {
                    fail_msg("%s %s has the sentence '%s' of %s", books[b].name,
                             code, sentence, by->name);
                }
                apr_hash_set(first, sentence, -1, &books[b]);
            }
        }
    }
}

/* Capital letter first, full stop last in each paragraph, single spaces. */
static void descriptions_are_whole_sentences(void **state)
{
    int b;

    for (b = 0; b < BOOKS; b++) {
        ROW("%s", books[b].name);
        json_t *codes = load_codes(*state, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            const char *text = description(entry), *gap;

            if (!isupper((unsigned char)text[0]) ||
                text[strlen(text) - 1] != '.' || strstr(text, "  ")) {
                fail_msg("%s %s: '%s'", books[b].name, code, text);
            }
            for (gap = strchr(text, '\n'); gap; gap = strchr(gap + 2, '\n')) {
                if (gap[-1] != '.' || gap[1] != '\n' ||
                    !isupper((unsigned char)gap[2])) {
                    fail_msg("%s %s: a bad paragraph", books[b].name, code);
                }
            }
        }
    }
}

/* The checker itself, on text in which the answer is known. */
static void sentences_are_found_in_each_shape_of_document(void **state)
{
    static const char text[] =
        "416 Requested range not satisfiable One. Two more.\n404 |\nNotFound "
        "|\nThree, then Retry-After. |\n\nFour\n";
    apr_array_header_t *list = sentences(*state, text);

    assert_int_equal(list->nelts, 3);
    assert_string_equal(APR_ARRAY_IDX(list, 0, char *), " one ");
    assert_string_equal(APR_ARRAY_IDX(list, 1, char *), " two more ");
    assert_string_equal(APR_ARRAY_IDX(list, 2, char *),
                        " three then retry-after ");
    assert_int_equal(word_count(" three then retry-after "), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(sentences_are_found_in_each_shape_of_document),
        T(descriptions_are_whole_sentences),
        T(catalogues_share_no_sentence),
        T(no_description_copies_a_document),
    };
    int failed;

    rows_additional("no_description_copies_a_document", SEEDS);
    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
