/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Catalogues that extend others: what is missing, broken or never ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <apr_strings.h>

#include "rows.h"
#include "catalog/catalog.h"

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

struct fault_case {
    const char *name;
    const char *fault;
};

/* Files that extend each other, read while they are asked for. */
struct file {
    const char *name, *text;
};

struct files {
    const struct file *file;
    apr_pool_t *pool;
    int reads;
};

static const sp_catalog_t *read_file(void *baton, const char *name,
                                     sp_error_t *err)
{
    struct files *files = baton;
    const struct file *f;
    sp_catalog_t *made = NULL;

    for (f = files->file; f->name != NULL; f++) {
        if (strcmp(f->name, name) == 0) {
            assert_true(++files->reads < 100);
            sp_catalog_parse(&made, f->name, f->text, strlen(f->text),
                             read_file, files, files->pool, err);
            return made;
        }
    }
    if (strncmp(name, "no", 2) == 0) {
        sp_error_set(err, files->pool, NULL, 0, 0, "there is no '%s'", name);
    }
    return NULL;
}

#define FILE_TEXT(name, extends)                                               \
    "{\"name\":\"" name "\",\"language\":\"en\",\"codes\":{},\n"               \
    "\"extends\":\"" extends "\"}"

static void what_is_extended_must_be_there_and_end(void **state)
{
    static const struct file files[] = {
        {"standard", "{\"name\":\"standard\",\"language\":\"en\","
                     "\"codes\":{}}"},
        {"good", FILE_TEXT("good", "standard")},
        {"better", FILE_TEXT("better", "good")},
        {"a", FILE_TEXT("a", "b")},
        {"b", FILE_TEXT("b", "c")},
        {"c", FILE_TEXT("c", "a")},
        {"lost", FILE_TEXT("lost", "gone")},
        {"lost2", FILE_TEXT("lost2", "nothing")},
        {"broken", FILE_TEXT("broken", "bad")},
        {"bad", "{"},
        {NULL, NULL},
    };
    static const struct fault_case cases[] = {
        {"good", "no fault"},
        {"better", "no fault"},
        {"a", "a: extends itself, by way of c"},
        {"b", "b: extends itself, by way of a"},
        {"lost", "lost:2:1: extends 'gone', which is not a known catalogue"},
        {"lost2", "lost2:2:1: there is no 'nothing'"},
        {"broken", "bad:1:1: not valid JSON: string or '}' expected near end "
                   "of file"},
        /* after all these faults the next file is read as if nothing was */
        {"better", "no fault"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].name);
        struct files baton = {files, *state, 0};
        sp_error_t err = {0};
        const sp_catalog_t *made = read_file(&baton, cases[i].name, &err);

        assert_string_equal(sp_error_text(&err, *state), cases[i].fault);
        assert_true((made != NULL) == (err.msg == NULL));
    }
}

static const sp_catalog_t *give(void *baton, const char *name, sp_error_t *err)
{
    return baton;
}

static void a_long_chain_is_refused(void **state)
{
    const sp_catalog_t *last = NULL;
    int i;

    for (i = 1; i <= 17; i++) {
        ROW("level %d", i);
        const char *text = apr_psprintf(
            *state, "{\"name\":\"n%d\",\"language\":\"en\",\"codes\":{}%s}", i,
            i > 1 ? ",\"extends\":\"before\"" : "");
        sp_catalog_t *made = NULL;
        sp_error_t err = {0};

        sp_catalog_parse(&made, "n", text, strlen(text), last ? give : NULL,
                         (void *)last, *state, &err);
        assert_string_equal(sp_error_text(&err, *state),
                            i <= 16 ? "no fault"
                                    : "n:1:42: extends 'before', and so the "
                                      "last of more than 16 catalogues");
        last = made;
    }
}

/* Reads another file for each that it is asked for, under ever new names. */
static const sp_catalog_t *endless(void *baton, const char *name,
                                   sp_error_t *err)
{
    static const char text[] = "{\"name\":\"x\",\"language\":\"en\","
                               "\"codes\":{},\"extends\":\"y\"}";
    struct files *files = baton;
    sp_catalog_t *made = NULL;

    assert_true(++files->reads < 100);
    sp_catalog_parse(&made, apr_psprintf(files->pool, "f%d", files->reads),
                     text, strlen(text), endless, files, files->pool, err);
    return made;
}

static void an_endless_chain_ends(void **state)
{
    struct files files = {NULL, *state, 0};
    sp_error_t err = {0};

    assert_null(endless(&files, "x", &err));
    assert_string_equal(sp_error_text(&err, *state),
                        "f17: extends itself, by way of f16");
}

/* All files of a catalogue extend the same. */
static void
a_second_file_may_repeat_what_is_extended_but_not_change_it(void **state)
{
    static const char first[] = "{\"name\":\"x\",\"language\":\"en\","
                                "\"codes\":{},\"extends\":\"good\"}";
    static const struct file files[] = {
        {"good", "{\"name\":\"standard\",\"language\":\"en\","
                 "\"codes\":{}}"},
        {"other", "{\"name\":\"standard\",\"language\":\"en\","
                  "\"codes\":{}}"},
        {NULL, NULL},
    };
    static const struct fault_case cases[] = {
        {",\"extends\":\"standard\"", "no fault"},
        {"", "no fault"},
        {",\"extends\":\"other\"",
         "y:2:13: extends 'other', but the catalogue 'x' extends 'standard'"},
        {",\"extends\":\"missing\"",
         "y:2:13: extends 'missing', which is not a known catalogue"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].name);
        struct files baton = {files, *state, 0};
        const char *text = apr_pstrcat(
            *state, "{\"name\":\"x\",\"language\":\"de\",\n\"codes\":{ }",
            cases[i].name, "}", NULL);
        const sp_catalog_t *extends;
        sp_catalog_t *made = NULL;
        sp_error_t err = {0};

        sp_catalog_parse(&made, "x", first, strlen(first), read_file, &baton,
                         *state, &err);
        assert_string_equal(sp_error_text(&err, *state), "no fault");
        extends = sp_catalog_extends(made);
        sp_catalog_parse(&made, "y", text, strlen(text), read_file, &baton,
                         *state, &err);
        assert_string_equal(sp_error_text(&err, *state), cases[i].fault);
        assert_ptr_equal(sp_catalog_extends(made), extends);
    }
}

static void a_root_does_not_begin_to_extend_later(void **state)
{
    static const char root[] = "{\"name\":\"standard\",\"language\":\"en\","
                               "\"codes\":{}}";
    static const char late[] = "{\"name\":\"own\",\"language\":\"de\","
                               "\"codes\":{},\"extends\":\"standard\"}";
    static const char silent[] = "{\"name\":\"own\",\"language\":\"de\","
                                 "\"codes\":{}}";
    static const struct file files[] = {{"standard", root}, {NULL, NULL}};
    struct files baton = {files, *state, 0};
    sp_catalog_t *own = sp_catalog_create(*state, "own", NULL);
    sp_error_t err = {0};

    sp_catalog_parse(&own, "own", late, strlen(late), read_file, &baton, *state,
                     &err);
    assert_string_equal(sp_error_text(&err, *state),
                        "own:1:42: extends 'standard', but the catalogue "
                        "'own' extends none");
    memset(&err, 0, sizeof(err));
    sp_catalog_parse(&own, "own", silent, strlen(silent), read_file, &baton,
                     *state, &err);
    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_null(sp_catalog_extends(own));
}

/* Read one after the other into one catalogue. */
static sp_catalog_t *read_all(struct files *baton, sp_error_t *err, ...)
{
    sp_catalog_t *made = NULL;
    const char *text;
    va_list texts;

    va_start(texts, err);
    while ((text = va_arg(texts, const char *)) != NULL) {
        sp_catalog_parse(&made, "x", text, strlen(text), read_file, baton,
                         baton->pool, err);
    }
    va_end(texts);
    return made;
}

static const struct file standard_alone[] = {
    {"standard", "{\"name\":\"standard\",\"language\":\"en\","
                 "\"labels\":{\"home\":\"Home\"},"
                 "\"codes\":{\"404\":{\"message\":\"Not Found\"}}}"},
    {"own", "{\"name\":\"own\",\"language\":\"en\",\"extends\":null,"
            "\"codes\":{\"429\":{\"message\":\"Slow Down\"}}}"},
    {NULL, NULL},
};

static void null_is_extended_for_its_words_alone(void **state)
{
    struct files baton = {standard_alone, *state, 0};
    sp_error_t err = {0};
    const char *const *tags;
    sp_catalog_t *own = read_all(
        &baton, &err, standard_alone[1].text,
        "{\"name\":\"own\",\"language\":\"de\",\"extends\":null,"
        "\"labels\":{\"home\":\"Startseite\"}}",
        "{\"name\":\"own\",\"language\":\"fr\",\"title\":\"Codes\"}", NULL);

    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_null(sp_catalog_extends(own));
    assert_null(sp_catalog_entry(own, 404, "en"));
    assert_string_equal(sp_catalog_entry(own, 429, "de")->message, "Slow Down");
    assert_string_equal(sp_catalog_label(own, "en", "home"), "Home");
    assert_string_equal(sp_catalog_label(own, "de", "home"), "Startseite");
    assert_int_equal(sp_catalog_languages(own, *state, &tags), 3);
}

static void who_extends_one_that_stands_alone_gets_its_codes_only(void **state)
{
    struct files baton = {standard_alone, *state, 0};
    sp_error_t err = {0};
    sp_catalog_t *more = read_all(&baton, &err, FILE_TEXT("more", "own"), NULL);

    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_string_equal(sp_catalog_name(sp_catalog_extends(more)), "own");
    assert_non_null(sp_catalog_entry(more, 429, "en"));
    assert_null(sp_catalog_entry(more, 404, "en"));
    assert_string_equal(sp_catalog_label(more, "en", "home"), "Home");
}

/* As a tool does that looks at one file alone. */
static void null_needs_nobody_who_finds_others(void **state)
{
    sp_error_t err = {0};
    sp_catalog_t *own = NULL;

    sp_catalog_parse(&own, "x", standard_alone[1].text,
                     strlen(standard_alone[1].text), NULL, NULL, *state, &err);
    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_non_null(sp_catalog_entry(own, 429, "en"));
}

static void null_must_be_meant_throughout(void **state)
{
    static const char *const cases[][3] = {
        {"{\"name\":\"x\",\"language\":\"en\",\"codes\":{}}",
         "{\"name\":\"x\",\"language\":\"de\",\"codes\":{},\n"
         "\"extends\":null}",
         "x:2:1: extends null, but the catalogue 'x' extends 'standard'"},
        {"{\"name\":\"x\",\"language\":\"en\",\"extends\":null,"
         "\"codes\":{\"404\":{\"message\":\"a\"}}}",
         "{\"name\":\"x\",\"language\":\"de\",\"codes\":{},\n"
         "\"extends\":\"standard\"}",
         "x:2:1: extends 'standard', but the catalogue 'x' extends none"},
        {"{\"name\":\"x\",\"language\":\"en\",\n\"extends\":null,"
         "\"labels\":{}}",
         NULL,
         "x:2:1: extends null and has no codes of its own, so it says nothing; "
         "give it 'codes' or 'problems', or leave 'extends' out"},
        {"{\"name\":\"x\",\"language\":\"en\",\n\"extends\":false,"
         "\"codes\":{}}",
         NULL, "x:2:1: 'extends' must be a string, not true or false"},
        {"{\"name\":\"x\",\"language\":\"en\",\"extends\":null,"
         "\"problems\":{\"LOST\":{\"status\":404,\"message\":\"a\"}}}",
         NULL, "no fault"},
        {"{\"name\":\"standard\",\"language\":\"en\",\"extends\":null,"
         "\"codes\":{\"404\":{\"message\":\"a\"}}}",
         NULL, "no fault"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][2]);
        struct files baton = {standard_alone, *state, 0};
        sp_error_t err = {0};

        read_all(&baton, &err, cases[i][0], cases[i][1], NULL);
        assert_string_equal(sp_error_text(&err, *state), cases[i][2]);
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(what_is_extended_must_be_there_and_end),
        T(a_long_chain_is_refused),
        T(an_endless_chain_ends),
        T(a_second_file_may_repeat_what_is_extended_but_not_change_it),
        T(a_root_does_not_begin_to_extend_later),
        T(null_is_extended_for_its_words_alone),
        T(who_extends_one_that_stands_alone_gets_its_codes_only),
        T(null_needs_nobody_who_finds_others),
        T(null_must_be_meant_throughout),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
