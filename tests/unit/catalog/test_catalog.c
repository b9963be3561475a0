/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Catalogues: what is found in which language, and what stands in for what
 * is not there. Faults are in test_catalog_faults.c and its neighbours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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

/* The root of all tests: English, German and two kinds of Portuguese. */
static const char root_en[] =
    "{\"name\":\"root\",\"language\":\"en\","
    "\"labels\":{\"home\":\"Home page\",\"time\":\"Time\",\"host\":\"Host\"},"
    "\"codes\":{"
    "\"100\":{\"message\":\"Continue\"},"
    "\"404\":{\"message\":\"Not Found\",\"description\":\"Nothing here.\","
    "\"retry\":\"modify\"},"
    "\"503\":{\"message\":\"Unavailable\",\"description\":\"One.\\n\\nTwo.\","
    "\"retry\":\"after\"},"
    "\"599\":{\"message\":\"Last\",\"retry\":\"later\"}}}";
static const char root_de[] =
    "{\"name\":\"root\",\"language\":\"de\","
    "\"labels\":{\"home\":\"Startseite\",\"time\":\"Zeit\"},"
    "\"codes\":{"
    "\"404\":{\"message\":\"Nicht gefunden\",\"retry\":\"modify\"},"
    "\"418\":{\"message\":\"Teekanne\"}}}";
static const char root_pt[] =
    "{\"name\":\"root\",\"language\":\"pt\","
    "\"labels\":{\"home\":\"Início\",\"time\":\"Hora\"},"
    "\"codes\":{\"404\":{\"message\":\"Não encontrado\"},"
    "\"503\":{\"message\":\"Indisponível\"}}}";
static const char root_br[] =
    "{\"name\":\"root\",\"language\":\"pt-BR\","
    "\"labels\":{\"time\":\"Horário\"},"
    "\"codes\":{\"404\":{\"message\":\"Página não encontrada\"}}}";

/* What extends it: French first, then German. */
static const char own_fr[] =
    "{\"name\":\"own\",\"language\":\"fr\",\"extends\":\"root\","
    "\"labels\":{\"home\":\"Chez nous\"},"
    "\"codes\":{\"404\":{\"message\":\"Introuvable\"},"
    "\"450\":{\"message\":\"Bloqué\",\"retry\":\"later\"}}}";
static const char own_de[] =
    "{\"name\":\"own\",\"language\":\"de\",\"extends\":\"root\","
    "\"codes\":{\"404\":{\"message\":\"Bei uns nicht\"},"
    "\"451\":{\"message\":\"Gesperrt\"}}}";

static const sp_catalog_t *find_root(void *baton, const char *name,
                                     sp_error_t *err)
{
    return strcmp(name, "root") == 0 ? baton : NULL;
}

static void add(sp_catalog_t **catalog, const char *text, void *root,
                apr_pool_t *pool)
{
    sp_error_t err = {0};

    sp_catalog_parse(catalog, "test.json", text, strlen(text),
                     root ? find_root : NULL, root, pool, &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
    assert_non_null(*catalog);
}

static sp_catalog_t *make_root(apr_pool_t *pool)
{
    sp_catalog_t *catalog = NULL;

    add(&catalog, root_en, NULL, pool);
    add(&catalog, root_de, NULL, pool);
    add(&catalog, root_pt, NULL, pool);
    add(&catalog, root_br, NULL, pool);
    return catalog;
}

static sp_catalog_t *make_own(apr_pool_t *pool)
{
    sp_catalog_t *root = make_root(pool), *own = NULL;

    add(&own, own_fr, root, pool);
    add(&own, own_de, root, pool);
    return own;
}

struct entry_case {
    int code;
    const char *language;
    const char *message; /* NULL: there is no entry */
    const char *in;      /* the language of the text */
    const char *retry;
};

static void check_entries(const sp_catalog_t *catalog,
                          const struct entry_case *c, size_t count)
{
    for (; count > 0; count--, c++) {
        const sp_entry_t *e = sp_catalog_entry(catalog, c->code, c->language);

        ROW("%d in %s", c->code, c->language ? c->language : "-");
        if (c->message == NULL) {
            assert_null(e);
            continue;
        }
        assert_non_null(e);
        assert_string_equal(e->message, c->message);
        assert_string_equal(e->language, c->in);
        assert_string_equal(sp_retry_name(e->retry), c->retry);
    }
}

#define CHECK(catalog, table)                                                  \
    check_entries(catalog, table, sizeof(table) / sizeof((table)[0]))

static void a_code_is_found_in_the_language_asked_for(void **state)
{
    static const struct entry_case cases[] = {
        {404, "en", "Not Found", "en", "modify"},
        {404, "de", "Nicht gefunden", "de", "modify"},
        {404, "DE", "Nicht gefunden", "de", "modify"},
        {404, "pt-br", "Página não encontrada", "pt-BR", "modify"},
        {404, "pt", "Não encontrado", "pt", "modify"},
        {503, "en", "Unavailable", "en", "after"},
        {599, "en", "Last", "en", "later"},
        {100, "en", "Continue", "en", ""},
    };

    CHECK(make_root(*state), cases);
}

static void a_missing_text_falls_back_inside_a_catalogue(void **state)
{
    static const struct entry_case cases[] = {
        {503, "pt-BR", "Indisponível", "pt", "after"},
        {599, "pt-BR", "Last", "en", "later"},
        {503, "de", "Unavailable", "en", "after"},
        {404, "de-AT-1996", "Nicht gefunden", "de", "modify"},
        {404, "de-x-foo", "Nicht gefunden", "de", "modify"},
        {404, "fr", "Not Found", "en", "modify"},
        {404, "", "Not Found", "en", "modify"},
        {404, NULL, "Not Found", "en", "modify"},
        /* too long to be a tag of ours */
        {404, "de-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", "Not Found", "en",
         "modify"},
        /* only German has it: better that than nothing */
        {418, "en", "Teekanne", "de", ""},
    };

    CHECK(make_root(*state), cases);
}

static void a_code_that_nobody_has_is_not_there(void **state)
{
    static const struct entry_case cases[] = {
        {405, "en", NULL, NULL, NULL},
        {99, "en", NULL, NULL, NULL},
        {600, "en", NULL, NULL, NULL},
        {0, "en", NULL, NULL, NULL},
        {-404, "en", NULL, NULL, NULL},
        {2147483647, "en", NULL, NULL, NULL},
        {-2147483647, NULL, NULL, NULL, NULL},
    };

    CHECK(make_root(*state), cases);
    assert_null(sp_catalog_code(make_root(*state), 405));
    assert_null(sp_catalog_code(make_root(*state), 1000));
}

static void own_words_come_before_those_that_are_extended(void **state)
{
    static const struct entry_case cases[] = {
        {404, "fr", "Introuvable", "fr", ""},
        {404, "de", "Bei uns nicht", "de", ""},
        /* documented words in their own language, not translated ones */
        {404, "en", "Introuvable", "fr", ""},
        {404, "pt-BR", "Introuvable", "fr", ""},
        {503, "de", "Unavailable", "en", "after"},
        {503, "pt-BR", "Indisponível", "pt", "after"},
        {450, "de", "Bloqué", "fr", "later"},
        {451, "fr", "Gesperrt", "de", ""},
        {418, "fr", "Teekanne", "de", ""},
        {405, "fr", NULL, NULL, NULL},
    };

    CHECK(make_own(*state), cases);
}

static void the_message_for_programs_ignores_the_reader(void **state)
{
    sp_catalog_t *own = make_own(*state);

    assert_string_equal(sp_catalog_code(own, 404), "Introuvable");
    assert_string_equal(sp_catalog_code(own, 503), "Unavailable");
    assert_string_equal(sp_catalog_code(own, 451), "Gesperrt");
    assert_string_equal(sp_catalog_code(sp_catalog_extends(own), 404),
                        "Not Found");
}

static void a_description_keeps_its_paragraphs_or_is_empty(void **state)
{
    sp_catalog_t *root = make_root(*state);

    assert_string_equal(sp_catalog_entry(root, 503, "en")->description,
                        "One.\n\nTwo.");
    assert_string_equal(sp_catalog_entry(root, 599, "en")->description, "");
}

static void a_label_falls_back_along_the_chain(void **state)
{
    static const struct {
        const char *language, *name, *text;
    } cases[] = {
        {"fr", "home", "Chez nous"},
        {"de", "home", "Startseite"},
        {"de-CH", "home", "Startseite"},
        {"DE", "time", "Zeit"},
        {"pt-BR", "time", "Horário"},
        {"pt-BR", "home", "Início"},
        {"en", "home", "Home page"},
        {"de", "host", "Host"},
        {"fr", "host", "Host"},
        {"xx", "home", "Chez nous"},
        {NULL, "time", "Time"},
        {"en", "nobody", NULL},
        {"en", "", NULL},
    };
    sp_catalog_t *own = make_own(*state);
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        const char *text =
            sp_catalog_label(own, cases[i].language, cases[i].name);

        ROW("%s of %s", cases[i].name,
            cases[i].language ? cases[i].language : "-");
        if (cases[i].text == NULL) {
            assert_null(text);
            continue;
        }
        assert_non_null(text);
        assert_string_equal(text, cases[i].text);
    }
}

static void languages_are_told_once_the_own_first_one_first(void **state)
{
    static const char *const expected[] = {"fr", "de", "en", "pt", "pt-BR"};
    const char *const *tags;
    int i;

    assert_int_equal(sp_catalog_languages(make_own(*state), *state, &tags), 5);
    for (i = 0; i < 5; i++) {
        ROW("%s", tags[i]);
        assert_string_equal(tags[i], expected[i]);
    }
}

static void labels_are_those_of_the_root_in_the_order_of_the_file(void **state)
{
    const char *const *names;

    assert_int_equal(sp_catalog_labels(make_own(*state), *state, &names), 3);
    assert_string_equal(names[0], "home");
    assert_string_equal(names[1], "time");
    assert_string_equal(names[2], "host");
}

static void an_empty_catalogue_shows_what_it_extends(void **state)
{
    sp_catalog_t *root = make_root(*state);
    sp_catalog_t *own = sp_catalog_create(*state, "own", root);
    const char *const *tags;

    assert_string_equal(sp_catalog_name(own), "own");
    assert_ptr_equal(sp_catalog_extends(own), root);
    assert_null(sp_catalog_extends(root));
    assert_int_equal(sp_catalog_languages(own, *state, &tags), 4);
    assert_string_equal(tags[0], "en");
    assert_string_equal(sp_catalog_entry(own, 404, "de")->message,
                        "Nicht gefunden");
    assert_string_equal(sp_catalog_code(own, 404), "Not Found");
    assert_string_equal(sp_catalog_label(own, "de", "home"), "Startseite");
}

static void nothing_at_all_is_an_answer_too(void **state)
{
    sp_catalog_t *own = sp_catalog_create(*state, "own", NULL);
    static const char *const some[] = {"x"};
    const char *const *names = some;

    assert_null(sp_catalog_entry(own, 404, "en"));
    assert_null(sp_catalog_code(own, 404));
    assert_null(sp_catalog_label(own, "en", "home"));
    assert_int_equal(sp_catalog_labels(own, *state, &names), 0);
    assert_null(names);
    assert_int_equal(sp_catalog_languages(own, *state, &names), 0);
    assert_null(sp_catalog_own(own, 0));
}

static void a_file_may_be_added_to_a_catalogue_of_the_callers(void **state)
{
    static const char text[] = "{\"name\":\"own\",\"language\":\"en\","
                               "\"codes\":{\"404\":{\"message\":\"No\"}}}";
    sp_catalog_t *root = make_root(*state);
    sp_catalog_t *own = sp_catalog_create(*state, "own", root), *same = own;

    add(&own, text, NULL, *state);
    assert_ptr_equal(own, same);
    assert_ptr_equal(sp_catalog_extends(own), root);
    assert_string_equal(sp_catalog_entry(own, 404, "en")->message, "No");
    assert_string_equal(sp_catalog_entry(own, 503, "en")->message,
                        "Unavailable");
}

static const sp_catalog_t *find_standard(void *baton, const char *name,
                                         sp_error_t *err)
{
    return strcmp(name, "standard") == 0 ? baton : NULL;
}

static void a_file_that_says_nothing_extends_standard(void **state)
{
    static const char own_text[] = "{\"name\":\"own\",\"language\":\"en\","
                                   "\"codes\":{}}";
    static const char std_text[] = "{\"name\":\"standard\",\"language\":\"en\","
                                   "\"codes\":{}}";
    sp_catalog_t *root = make_root(*state), *own = NULL, *standard = NULL;
    sp_error_t err = {0};

    sp_catalog_parse(&own, "own.json", own_text, strlen(own_text),
                     find_standard, root, *state, &err);
    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_ptr_equal(sp_catalog_extends(own), root);

    sp_catalog_parse(&standard, "std.json", std_text, strlen(std_text),
                     find_standard, root, *state, &err);
    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_null(sp_catalog_extends(standard));
}

static void a_byte_order_mark_is_overlooked(void **state)
{
    static const char text[] = "\xEF\xBB\xBF{\"name\":\"own\",\"language\":"
                               "\"en\",\"codes\":{}}";
    sp_catalog_t *own = NULL;

    add(&own, text, NULL, *state);
    assert_string_equal(sp_catalog_name(own), "own");
}

/* The text may go away once it was read. */
static void texts_are_copied(void **state)
{
    char text[sizeof(root_en)];
    sp_catalog_t *root = NULL;

    memcpy(text, root_en, sizeof(text));
    add(&root, text, NULL, *state);
    memset(text, 'x', sizeof(text));
    assert_string_equal(sp_catalog_name(root), "root");
    assert_string_equal(sp_catalog_entry(root, 404, "en")->message,
                        "Not Found");
    assert_string_equal(sp_catalog_entry(root, 404, "en")->language, "en");
    assert_string_equal(sp_catalog_label(root, "en", "home"), "Home page");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(a_code_is_found_in_the_language_asked_for),
        T(a_missing_text_falls_back_inside_a_catalogue),
        T(a_code_that_nobody_has_is_not_there),
        T(own_words_come_before_those_that_are_extended),
        T(the_message_for_programs_ignores_the_reader),
        T(a_description_keeps_its_paragraphs_or_is_empty),
        T(a_label_falls_back_along_the_chain),
        T(languages_are_told_once_the_own_first_one_first),
        T(labels_are_those_of_the_root_in_the_order_of_the_file),
        T(an_empty_catalogue_shows_what_it_extends),
        T(nothing_at_all_is_an_answer_too),
        T(a_file_may_be_added_to_a_catalogue_of_the_callers),
        T(a_file_that_says_nothing_extends_standard),
        T(a_byte_order_mark_is_overlooked),
        T(texts_are_copied),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
