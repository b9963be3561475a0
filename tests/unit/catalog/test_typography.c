/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What can be said of the letters and marks of all languages of the standard
 * catalogue, text by text, as their files hold them: which quotation marks a
 * language has, how its sentences end, where its spaces stand. Whether the
 * words are right only a reader can tell. */
#include "rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/builtin.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define PATH "conf/catalogs/standard/"
#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"

/* One language: how its sentences end, the quotation marks that it may use,
 * and what would be another language's habit or a typist's. NULL: the usual
 * full stop, none. */
static const struct rules_t {
    const char *tag;
    const char *end;
    const char *quotes;
    const char *never[10];
} rules[] = {
    {"ar", ".", "«»", {",", ";", "?", "ی", "ک", "٪"}},
    {"cs", ".", "„“", {NULL}},
    {"da", ".", "»«", {NULL}},
    {"de", ".", "„“", {NULL}},
    {"el", ".", "«»", {"?"}},
    {"en", ".", "“”", {NULL}},
    {"es", ".", "«»", {NULL}},
    {"fa", ".", "«»", {",", ";", "?", "ي", "ك", " می ", " نمی ", " ها "}},
    {"fi", ".", "”", {NULL}},
    {"fr", ".", "«»", {" ;", " :", " !", " ?", " »", "« "}},
    {"he", ".", "״", {NULL}},
    {"hi", "।", "“”", {". "}},
    {"hu", ".", "„”", {NULL}},
    {"id", ".", "“”", {NULL}},
    {"it", ".", "«»", {NULL}},
    {"ja", "。", "「」", {", ", ". ", "?", "!", ";", "，", "．", "(", ")"}},
    {"ko", ".", "“”", {"。", "、"}},
    {"nb", ".", "«»", {NULL}},
    {"nl", ".", "‘’“”", {"ĳ"}},
    {"pl", ".", "„”", {NULL}},
    {"pt", ".", "«»", {NULL}},
    {"pt-BR", ".", "“”", {NULL}},
    {"ro", ".", "„”", {"ş", "ţ", "Ş", "Ţ"}},
    {"ru", ".", "«»", {NULL}},
    {"sv", ".", "”", {NULL}},
    {"th", "", "“”", {". ", ","}},
    {"tr", ".", "“”", {NULL}},
    {"uk", ".", "«»", {"ы", "э", "ё", "ъ"}},
    {"vi", ".", "“”", {NULL}},
    {"zh-CN", "。", "“”", {", ", ". ", "?", "!", ";", "、，", "(", ")"}},
    {"zh-TW", "。", "「」", {", ", ". ", "?", "!", ";", "“", "(", ")"}},
};
#define RULES (sizeof(rules) / sizeof(rules[0]))

/* What no language writes here. */
static const char *const nobody[] = {
    "\"",
    "'",
    "`",
    "  ",
    "...",
    "\t",
    "\n",
    " ,",
    " .",
    ",,",
    "´",
    "\xC2\xAD" /* soft hyphen */,
    "\xE2\x80\x8B" /* zero width */,
    "\xEF\xBB\xBF",
    "\xE2\x80\xA8",
    "\xEF\xBF\xBD",
};

/* Every quotation mark that some language has. */
static const char *const quotes[] = {"„", "“", "”",  "«",  "»",  "‘",  "‚",
                                     "‹", "›", "「", "」", "『", "』", "״"};

typedef void (*check_t)(const struct rules_t *rules, const char *path,
                        const char *text);

static void each_text(const struct rules_t *r, const char *path, json_t *value,
                      check_t check)
{
    const char *key;
    json_t *member;
    char below[200];

    if (json_is_string(value)) {
        ROW("%s %s: %s", r->tag, path, json_string_value(value));
        check(r, path, json_string_value(value));
        return;
    }
    json_object_foreach(value, key, member)
    {
        snprintf(below, sizeof(below), "%s/%s", path, key);
        each_text(r, below, member, check);
    }
}

static json_t *read_language(const char *tag)
{
    char path[80];
    const sp_builtin_t *file;
    json_t *root;

    snprintf(path, sizeof(path), PATH "%s.json", tag);
    file = sp_builtin_find(path);
    assert_non_null(file);
    root = json_loadb(file->text, file->len, 0, NULL);
    assert_non_null(root);
    return root;
}

/* Labels, sentences, messages and descriptions of every language. */
static void all_texts(check_t check)
{
    static const char *const members[] = {"labels", "come_back", "codes"};
    size_t i, m;

    for (i = 0; i < RULES; i++) {
        ROW("%s", rules[i].tag);
        json_t *root = read_language(rules[i].tag);
        for (m = 0; m < 3; m++) {
            json_t *value = json_object_get(root, members[m]);
            assert_non_null(value);
            each_text(&rules[i], members[m], value, check);
        }
        json_decref(root);
    }
}

static int ends_with(const char *path, const char *end)
{
    size_t n = strlen(path), m = strlen(end);

    return n >= m && strcmp(path + n - m, end) == 0;
}

static int is_separator(const char *path)
{
    return strcmp(path, "labels/separator") == 0;
}

static void has_nobodys_marks(const struct rules_t *r, const char *path,
                              const char *text)
{
    size_t i;

    /* the name that others gave 418 */
    if (strcmp(text, "I'm a teapot") == 0 || is_separator(path)) {
        return;
    }
    for (i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++) {
        ROW("holds %s", nobody[i]);
        assert_null(strstr(text, nobody[i]));
    }
    assert_true(text[0] != ' ' && !ends_with(text, " "));
}

static void no_text_holds_a_typists_marks(void **state)
{
    all_texts(has_nobodys_marks);
}

static void has_its_own_quotes(const struct rules_t *r, const char *path,
                               const char *text)
{
    size_t i;

    for (i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
        ROW("%s", quotes[i]);
        assert_true(strstr(text, quotes[i]) == NULL ||
                    strstr(r->quotes, quotes[i]) != NULL);
    }
    for (i = 0; i < sizeof(r->never) / sizeof(r->never[0]) && r->never[i];
         i++) {
        ROW("never %s", r->never[i]);
        assert_true(strstr(text, r->never[i]) == NULL || is_separator(path));
    }
}

static void a_language_has_its_own_marks(void **state)
{
    all_texts(has_its_own_quotes);
}

static int is_sentence(const char *path)
{
    return (ends_with(path, "/description") && path[0] == 'c') ||
           ends_with(path, "_text") || strncmp(path, "come_back/", 10) == 0 ||
           strcmp(path, "labels/retry_later") == 0;
}

static void ends_as_it_should(const struct rules_t *r, const char *path,
                              const char *text)
{
    static const char *const ends[] = {".", "。", "।", "!", "！", "…"};
    size_t i;

    if (is_sentence(path) && *r->end != '\0') {
        assert_true(ends_with(text, r->end));
        return;
    }
    for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        ROW("ends with %s", ends[i]);
        assert_true(!ends_with(text, ends[i]) || is_separator(path));
    }
}

static void sentences_end_and_names_do_not(void **state)
{
    all_texts(ends_as_it_should);
}

/* French has a space before these, one that doesn't break; nobody else any. */
static void has_french_spaces(const struct rules_t *r, const char *path,
                              const char *text)
{
    static const char *const high[] = {";", ":", "!", "?", "»"};
    int french = strcmp(r->tag, "fr") == 0;
    const char *at;
    size_t i;

    for (i = 0; i < sizeof(high) / sizeof(high[0]); i++) {
        for (at = strstr(text, high[i]); at != NULL;
             at = strstr(at + 1, high[i])) {
            int spaced = at - text >= 2 &&
                         (memcmp(at - 2, NBSP, 2) == 0 ||
                          (at - text >= 3 && memcmp(at - 3, NARROW, 3) == 0));
            ROW("%s", at);
            if (strncmp(at, "://", 3) != 0) {
                assert_int_equal(spaced, french);
            }
        }
    }
}

static void high_marks_have_a_space_in_french_alone(void **state)
{
    all_texts(has_french_spaces);
}

/* A language that the table forgot would pass unseen. */
static void every_language_has_its_rules(void **state)
{
    int count, i, found = 0;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        found += strncmp(all[i].path, PATH, strlen(PATH)) == 0;
    }
    assert_int_equal(found, (int)RULES);
}

/* The separator stands between a label and its value, in plain text. */
static void a_separator_is_a_colon_with_its_spaces(void **state)
{
    size_t i;

    for (i = 0; i < RULES; i++) {
        ROW("%s", rules[i].tag);
        json_t *root = read_language(rules[i].tag);
        const char *text = json_string_value(
            json_object_get(json_object_get(root, "labels"), "separator"));
        const char *want = strncmp(rules[i].tag, "zh", 2) == 0 ||
                                   strcmp(rules[i].tag, "ja") == 0
                               ? "："
                           : strcmp(rules[i].tag, "fr") == 0 ? NBSP ": "
                                                             : ": ";
        assert_string_equal(text, want);
        json_decref(root);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_has_its_rules),
        cmocka_unit_test(no_text_holds_a_typists_marks),
        cmocka_unit_test(a_language_has_its_own_marks),
        cmocka_unit_test(sentences_end_and_names_do_not),
        cmocka_unit_test(high_marks_have_a_space_in_french_alone),
        cmocka_unit_test(a_separator_is_a_colon_with_its_spaces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
