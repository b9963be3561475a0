/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The names that templates may use: all that pages offer, and for a mistyped
 * one its neighbour. */
#include "rows.h"
#include "files_helper.h"

#include "vocabulary/vocabulary.h"

static const char *const labels[] = {"home", "what_to_do", "request_id"};

static const char *const words[] = {"motto", "hours"};

static const char *declared; /* the one variable */

static int declares(void *baton, const char *name)
{
    return strcmp(name, declared) == 0;
}

static int has_file(void *baton, const char *name)
{
    return strcmp(name, "hero.webp") == 0;
}

static const char *near_file(void *baton, const char *name)
{
    return strcmp(name, "hero.wepb") == 0 ? "hero.webp" : NULL;
}

static sp_names_t names_of(const char *variable)
{
    sp_names_t names = {labels, 3, declares, NULL,     0,
                        words,  2, has_file, near_file};

    declared = variable;
    return names;
}

static void all_that_an_error_page_offers_is_known(void **state)
{
    static const char *const names[] = {
        "status",      "class",         "message",        "description",
        "paragraphs",  "code",          "retry",          "retry.modify",
        "retry.later", "retry.after",   "language",       "dir",
        "mixed",       "text_language", "text_dir",       "logo",
        "theme",       "catalog",       "reference_url",  "detail",
        "labels",      "vars",          "labels.home",    "labels.what_to_do",
        "vars.name",   "vars.home",     "vars.support",   "vars.status",
        "vars.accent", "vars.footer",   "vars.tagline",   "words.motto",
        "words.hours", "file",          "file.hero.webp",
    };
    sp_names_t known = names_of("tagline");
    sp_vocabulary_t v = sp_vocabulary(&known);
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        if (!v.knows(v.baton, names[i])) {
            fail_msg("%s is not known", names[i]);
        }
        assert_int_equal(sp_kind_is_number(names[i]),
                         strcmp(names[i], "status") == 0);
    }
    for (i = 0; i < SP_FACT_COUNT; i++) {
        ROW("fact %d", (int)i);
        assert_true(v.knows(v.baton, sp_fact_name((int)i)));
        assert_int_equal(sp_kind_is_number(sp_fact_name((int)i)),
                         i == SP_FACT_RETRY_AFTER);
    }
}

/* JSON has them without quotes. */
static void two_names_are_numbers_and_no_other(void **state)
{
    int count, i;
    const sp_name_t *table = sp_vocabulary_table(&count);

    for (i = 0; i < count; i++) {
        const char *name = table[i].name;

        ROW("%s", name);
        assert_int_equal(sp_kind_is_number(name),
                         strcmp(name, "status") == 0 ||
                             strcmp(name, "retry_after") == 0);
    }
}

static void no_other_name_is_known(void **state)
{
    static const char *const names[] = {
        "",
        "staus",
        "Status",
        "status ",
        "status.x",
        "retry.modified",
        "labels.",
        "labels.hom",
        "labels.x.y",
        "words.",
        "words.moto",
        "words.motto.x",
        "motto",
        "words.Motto",
        "vars.",
        "vars.motto",
        "vars.name.x",
        "detail.",
        "detail.quer",
        "client",
        "labels.vars.name",
        ".status",
        "statuspages",
        "labels.Home",
        "detail.query.x",
    };
    sp_names_t known = names_of("tagline");
    sp_vocabulary_t v = sp_vocabulary(&known);
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        if (v.knows(v.baton, names[i])) {
            fail_msg("'%s' is known", names[i]);
        }
    }
}

static void the_reference_has_names_of_its_own(void **state)
{
    static const char *const names[] = {
        "base",    "single", "classes", "class_name", "codes",
        "anchor",  "url",    "tag",     "languages",  "themes",
        "formats", "name",   "current", "catalogs",   "headers",
        "value",   "body",   "shown",   "last",       "query"};
    sp_names_t page = names_of("tagline"), reference = page;
    sp_vocabulary_t v = sp_vocabulary(&page), r;
    size_t i;

    reference.reader = 1;
    r = sp_vocabulary(&reference);
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        assert_true(r.knows(r.baton, names[i]));
        assert_false(v.knows(v.baton, names[i]));
        assert_false(sp_kind_is_number(names[i]));
    }
    assert_true(r.knows(r.baton, "status"));
    assert_true(v.knows(v.baton, "reference_url"));
}

static void a_theme_may_declare_nothing(void **state)
{
    files_t *t = *state;
    sp_names_t none = {NULL, 0, NULL, NULL, 0, NULL, 0, NULL, NULL};
    sp_vocabulary_t v = sp_vocabulary(&none);

    assert_true(v.knows(v.baton, "vars.name"));
    assert_false(v.knows(v.baton, "vars.tagline"));
    assert_false(v.knows(v.baton, "labels.home"));
    assert_true(v.knows(v.baton, "status"));
    assert_false(v.knows(v.baton, "file.x.png"));
    assert_false(v.knows(v.baton, "words.x"));
    assert_non_null(
        strstr(v.hint(v.baton, "file.x.png", t->pool), "PNG, JPEG"));
}

static void a_mistyped_name_finds_its_neighbour_among_its_kind(void **state)
{
    static const struct {
        const char *typed;
        const char *meant;
    } rows[] = {
        {"staus", "status"},
        {"mesage", "message"},
        {"desciption", "description"},
        {"requst_id", "request_id"},
        {"retryafter", "retry.after"},
        {"upstrem", "upstream"},
        {"retry.latter", "retry.later"},
        {"detail.user_agnet", "detail.user_agent"},
        {"labels.what_todo", "labels.what_to_do"},
        {"labels.request_ids", "labels.request_id"},
        {"vars.suport", "vars.support"},
        {"vars.acent", "vars.accent"},
        {"completely_different", NULL},
        {"file.hero.wepb", "file.hero.webp"},
        {"words.mottoo", "words.motto"},
        {"motto", "words.motto"},
        {"hours", "words.hours"},
        {"labels.xyzzy", NULL},
        {"vars.xyzzy", NULL},
        {"", NULL},
    };
    files_t *t = *state;
    sp_names_t known = names_of("tagline");
    sp_vocabulary_t v = sp_vocabulary(&known);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].typed);
        const char *hint = v.hint(v.baton, rows[i].typed, t->pool);
        if (rows[i].meant == NULL) {
            assert_null(hint);
        }
        else {
            assert_non_null(hint);
            assert_string_equal(
                hint,
                apr_psprintf(t->pool, "did you mean '%s'?", rows[i].meant));
        }
    }
}

/* What designers try first; the names alone are not enough, where a page of the
 * reference has one of them. */
static void what_is_written_elsewhere_gets_the_way_to_write_it(void **state)
{
    static const struct {
        const char *typed;
        const char *way;
    } rows[] = {
        {"status=404", "page.404.html"},
        {"status == 404", "page.404.html"},
        {"status.404", "class=\"art-{{status}}\""},
        {"is_404", "page.404.html"},
        {"404", "page.404.html"},
        {"art-{{status", "the name of a file is fixed"},
        {"is_5xx", ".is-5xx"},
        {"class.5xx", ".is-5xx"},
        {"language.ja", ":lang(ja)"},
        {"lang", "{{language}}"},
        {"title", "{{message}}"},
        {"path", "{{uri}}"},
        {"url", "{{uri}}"},
        {"year", "a page is made once and kept"},
        {"Year", "a page is made once and kept"},
        {"if x", "{{^x}}"},
        {"else", "{{^x}}"},
        {"retry_after > 60", "nothing is compared"},
        {"message | upper", "text-transform"},
        {"site_name", "{{vars.name}}"},
        {"file.none.png", "into the theme's folder"},
        {"words.xyzzy", "into theme.json under \"words\""},
        /* A variable of the theme's own is the better guess. */
        {"tagline", "did you mean 'vars.tagline'?"},
    };
    files_t *t = *state;
    sp_names_t known = names_of("tagline");
    sp_vocabulary_t v = sp_vocabulary(&known);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *hint = v.hint(v.baton, rows[i].typed, t->pool);

        ROW("%s", rows[i].typed);
        assert_false(v.knows(v.baton, rows[i].typed));
        assert_non_null(hint);
        assert_non_null(strstr(hint, rows[i].way));
    }
    known = names_of("year");
    v = sp_vocabulary(&known);
    assert_string_equal(v.hint(v.baton, "year", t->pool),
                        "did you mean 'vars.year'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(all_that_an_error_page_offers_is_known),
        FILES_TEST(two_names_are_numbers_and_no_other),
        FILES_TEST(no_other_name_is_known),
        FILES_TEST(the_reference_has_names_of_its_own),
        FILES_TEST(a_theme_may_declare_nothing),
        FILES_TEST(a_mistyped_name_finds_its_neighbour_among_its_kind),
        FILES_TEST(what_is_written_elsewhere_gets_the_way_to_write_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
