/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What is loaded: each theme, template and catalogue is loaded once, and who
 * names what is not there is told what is. */
#include "rows.h"
#include "pages_helper.h"

#include <stdlib.h>
#include <unistd.h>

static const sp_catalog_t *catalog(files_t *t, sp_loaded_t *loaded,
                                   const char *name)
{
    const sp_catalog_t *found = NULL;

    if (sp_loaded_catalog(loaded, &found, name, name, &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return found;
}

static const char *catalog_refusal(files_t *t, sp_loaded_t *loaded,
                                   const char *name)
{
    const sp_catalog_t *found = NULL;

    assert_int_not_equal(sp_loaded_catalog(loaded, &found, name, name, &t->err),
                         APR_SUCCESS);
    assert_null(found);
    return files_fault(t);
}

static const char *theme_refusal(files_t *t, sp_loaded_t *loaded,
                                 const char *name)
{
    const sp_theme_t *found = NULL;

    assert_int_not_equal(sp_loaded_theme(loaded, &found, name, name, &t->err),
                         APR_SUCCESS);
    assert_null(found);
    return files_fault(t);
}

static const char *message(const sp_catalog_t *c, int code, const char *tag)
{
    const sp_entry_t *entry = sp_catalog_entry(c, code, tag);

    return entry ? entry->message : "none";
}

static void
a_new_one_has_the_default_theme_and_the_standard_catalogue(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme = NULL;

    assert_string_equal(sp_theme_name(sp_loaded_default_theme(loaded)),
                        "default");
    assert_string_equal(sp_catalog_name(sp_loaded_standard(loaded)),
                        "standard");
    assert_int_equal(
        sp_loaded_theme(loaded, &theme, "default", "/x/default", &t->err),
        APR_SUCCESS);
    assert_ptr_equal(theme, sp_loaded_default_theme(loaded));
    assert_ptr_equal(catalog(t, loaded, "standard"),
                     sp_loaded_standard(loaded));
}

static void every_built_in_theme_and_catalogue_loads(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const apr_array_header_t *names = sp_loaded_catalog_names(t->pool);
    int i;

    assert_true(names->nelts >= 6);
    for (i = 0; i < names->nelts; i++) {
        ROW("%s", APR_ARRAY_IDX(names, i, const char *));
        const char *name = APR_ARRAY_IDX(names, i, const char *);
        assert_string_equal(sp_catalog_name(catalog(t, loaded, name)), name);
    }
    names = sp_loaded_theme_names(t->pool);
    for (i = 0; i < names->nelts; i++) {
        ROW("%s", APR_ARRAY_IDX(names, i, const char *));
        const char *name = APR_ARRAY_IDX(names, i, const char *);
        const sp_theme_t *theme = NULL;
        assert_int_equal(sp_loaded_theme(loaded, &theme, name, name, &t->err),
                         APR_SUCCESS);
        assert_string_equal(sp_theme_name(theme), name);
    }
}

static void names_are_sorted_and_each_is_there_once(void **state)
{
    files_t *t = *state;
    const apr_array_header_t *lists[2];
    int k, i, defaults = 0;

    lists[0] = sp_loaded_theme_names(t->pool);
    lists[1] = sp_loaded_catalog_names(t->pool);
    for (k = 0; k < 2; k++) {
        for (i = 1; i < lists[k]->nelts; i++) {
            ROW("%s", APR_ARRAY_IDX(lists[k], i, const char *));
            assert_true(strcmp(APR_ARRAY_IDX(lists[k], i - 1, const char *),
                               APR_ARRAY_IDX(lists[k], i, const char *)) < 0);
        }
    }
    for (i = 0; i < lists[0]->nelts; i++) {
        defaults +=
            strcmp(APR_ARRAY_IDX(lists[0], i, const char *), "default") == 0;
    }
    assert_int_equal(defaults, 1);
}

static void a_folder_is_loaded_as_a_theme_once(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *first = NULL, *second = NULL;

    files_put(t, "plain.txt", "x");
    assert_int_equal(
        sp_loaded_theme(loaded, &first, "acme", t->folder, &t->err),
        APR_SUCCESS);
    files_put(t, "plain.txt", "{{broken since");
    assert_int_equal(
        sp_loaded_theme(loaded, &second, "other", t->folder, &t->err),
        APR_SUCCESS);
    assert_ptr_equal(first, second);
    assert_string_equal(sp_theme_name(first), t->folder);
}

static void a_built_in_name_goes_before_a_folder_of_that_name(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme = NULL;

    files_put(t, "default/plain.txt", "x");
    assert_int_equal(sp_loaded_theme(loaded, &theme, "default",
                                     files_path(t, "default"), &t->err),
                     APR_SUCCESS);
    assert_ptr_equal(theme, sp_loaded_default_theme(loaded));
}

static void an_unknown_theme_is_told_what_there_is(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const char *fault = theme_refusal(t, loaded, "defautl");

    pages_holds(fault, "unknown theme \"defautl\": it is neither built in (");
    pages_holds(fault, "default");
    pages_holds(fault, ") nor a folder; did you mean \"default\"?");
    fault = theme_refusal(t, loaded, "/no/such/folder");
    pages_holds(fault, "unknown theme \"/no/such/folder\"");
    pages_lacks(fault, "did you mean");
    pages_holds(theme_refusal(t, loaded, files_put(t, "page.html", "x")),
                "unknown theme \"DIR/page.html\": it is neither built in (");
    pages_holds(theme_refusal(t, loaded, files_path(t, "page.html/x")),
                "unknown theme \"DIR/page.html/x\": it is neither built in (");
}

static void an_unknown_catalogue_is_told_what_there_is(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const char *fault = catalog_refusal(t, loaded, "cloud-ap");

    pages_holds(fault, "unknown catalogue \"cloud-ap\": it is neither built in "
                       "(");
    pages_holds(fault, "cloud-core");
    pages_holds(fault, "standard) nor a file or folder; did you mean "
                       "\"cloud-api\"?");
}

/* Nothing of a path may be taken for the name of something built in. */
static void a_path_is_no_built_in_name(void **state)
{
    static const char *const names[] = {
        "",
        "default/",
        "./default",
        "default/page.html",
        "../default",
        "default/../default",
        "Default",
        "standard/en",
        "standard.",
        "cloud-api.json",
        "standard/en.json",
        "defaul",
        "default ",
    };
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        pages_holds(theme_refusal(t, loaded, names[i]), "unknown theme");
        pages_holds(catalog_refusal(t, loaded, names[i]), "unknown catalogue");
    }
}

static void a_theme_with_a_fault_is_not_kept(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme = NULL;

    files_put(t, "plain.txt", "{{staus}}");
    pages_holds(theme_refusal(t, loaded, t->folder), "unknown name 'staus'");
    pages_holds(theme_refusal(t, loaded, t->folder), "unknown name 'staus'");
    files_put(t, "plain.txt", "{{status}}");
    assert_int_equal(
        sp_loaded_theme(loaded, &theme, t->folder, t->folder, &t->err),
        APR_SUCCESS);
}

static void a_template_is_loaded_once_for_each_format(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const char *path = files_put(t, "x.tmpl", "{{status}}");
    const sp_theme_t *text = NULL, *again = NULL, *html = NULL;

    sp_loaded_template(loaded, &text, NULL, path, SP_FORMAT_TEXT, &t->err);
    sp_loaded_template(loaded, &html, NULL, path, SP_FORMAT_HTML, &t->err);
    files_put(t, "x.tmpl", "{{broken since");
    sp_loaded_template(loaded, &again, NULL, path, SP_FORMAT_TEXT, &t->err);
    assert_null(t->err.msg);
    assert_non_null(text);
    assert_ptr_equal(text, again);
    assert_ptr_not_equal(text, html);
    assert_int_equal(
        sp_loaded_template(loaded, &again, NULL, path, SP_FORMAT_TEXT, &t->err),
        APR_SUCCESS);
    assert_int_not_equal(sp_loaded_template(loaded, &again, NULL,
                                            files_path(t, "none"),
                                            SP_FORMAT_TEXT, &t->err),
                         APR_SUCCESS);
    assert_null(again);
    assert_string_equal(files_fault(t), "DIR/none: there is no such file");
}

static void a_file_is_a_catalogue_over_the_standard_one(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_catalog_t *acme =
        catalog(t, loaded,
                files_put(t, "acme.json",
                          "{\"name\":\"acme\",\"language\":\"en\",\"codes\":"
                          "{\"404\":{\"message\":\"Gone fishing\"}}}"));

    assert_string_equal(message(acme, 404, "en"), "Gone fishing");
    assert_string_equal(message(acme, 403, "en"), "Forbidden");
    assert_ptr_equal(sp_catalog_extends(acme), sp_loaded_standard(loaded));
    assert_ptr_equal(catalog(t, loaded, files_path(t, "acme.json")), acme);
}

static const char *put_language(files_t *t, const char *file, const char *tag,
                                const char *text)
{
    return files_put(t, file,
                     apr_pstrcat(t->pool, "{\"name\":\"acme\",\"language\":\"",
                                 tag, "\",\"codes\":{\"404\":{\"message\":\"",
                                 text, "\"}}}", NULL));
}

static void a_folder_is_a_catalogue_with_english_first(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_catalog_t *acme;
    const char *const *tags;

    put_language(t, "de.json", "de", "Nicht da");
    put_language(t, "en.json", "en", "Not here");
    put_language(t, "ar.json", "ar", "x");
    files_put(t, "README.md", "no catalogue");
    files_put(t, ".#en.json", "an editor's");
    files_put(t, "en.json~", "an editor's");
    acme = catalog(t, loaded, t->folder);
    assert_true(sp_catalog_languages(acme, t->pool, &tags) >= 3);
    assert_string_equal(tags[0], "en");
    assert_string_equal(tags[1], "ar"); /* the others by name */
    assert_string_equal(tags[2], "de");
    assert_string_equal(message(acme, 404, "de"), "Nicht da");
    assert_string_equal(message(acme, 404, "en"), "Not here");
    assert_string_equal(sp_catalog_code(acme, 404), "Not here");
    assert_ptr_equal(catalog(t, loaded, t->folder), acme);
}

static void without_english_the_first_by_name_is_first(void **state)
{
    files_t *t = *state;
    const sp_catalog_t *acme;
    const char *const *tags;

    put_language(t, "nl.json", "nl", "Niet hier");
    put_language(t, "de.json", "de", "Nicht da");
    acme = catalog(t, pages_loaded(t), t->folder);
    sp_catalog_languages(acme, t->pool, &tags);
    assert_string_equal(tags[0], "de");
    assert_string_equal(sp_catalog_code(acme, 404), "Nicht da");
}

static void a_catalogue_may_extend_another_built_in_one(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_catalog_t *acme =
        catalog(t, loaded,
                files_put(t, "acme.json",
                          "{\"name\":\"acme\",\"language\":\"en\","
                          "\"extends\":\"cloud-api\",\"codes\":"
                          "{\"404\":{\"message\":\"Gone fishing\"}}}"));

    assert_string_equal(message(acme, 404, "en"), "Gone fishing");
    assert_string_equal(message(acme, 405, "en"), "MethodNotAllowed");
    assert_string_equal(message(acme, 418, "en"),
                        message(sp_loaded_standard(loaded), 418, "en"));
    assert_ptr_equal(sp_catalog_extends(acme), catalog(t, loaded, "cloud-api"));
}

static const char *put_extending(files_t *t, const char *name,
                                 const char *extended)
{
    return files_put(t, name,
                     apr_pstrcat(t->pool,
                                 "{\"name\":\"own\",\"language\":\"en\","
                                 "\"extends\":\"",
                                 extended, "\",\"codes\":{}}", NULL));
}

static void what_can_not_be_extended_is_named_where_it_stands(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const char *path = files_put(t, "acme.json",
                                 "{\"name\":\"acme\",\"language\":\"en\",\n"
                                 " \"extends\":\"standrad\",\"codes\":{}}");
    const char *fault = catalog_refusal(t, loaded, path);

    pages_holds(fault, "DIR/acme.json:2:2: unknown catalogue \"standrad\"");
    pages_holds(fault, "did you mean \"standard\"?");
}

static void two_files_that_extend_each_other_are_refused(void **state)
{
    files_t *t = *state;
    const char *a = put_extending(t, "a.json", "b.json");

    put_extending(t, "b.json", "a.json");
    pages_holds(catalog_refusal(t, pages_loaded(t), a),
                "extends itself, by way of");
}

static void put_base(files_t *t, const char *name, const char *message)
{
    files_put(t, name,
              apr_pstrcat(t->pool,
                          "{\"name\":\"base\",\"language\":\"en\","
                          "\"codes\":{\"404\":{\"message\":\"",
                          message, "\"}}}", NULL));
}

/* What own.json in a folder says about 404, for who works in another, in
 * which a file has the name of what it extends. */
static void a_path_in_extends_starts_at_its_file(void **state)
{
    files_t *t = *state;
    static const char *const paths[] = {"base.json", "./base.json",
                                        "../own/base.json"};
    char *before = getcwd(NULL, 0);
    const char *own =
        apr_pstrcat(t->pool, before, "/", files_path(t, "own/own.json"), NULL);
    size_t i;

    put_base(t, "base.json", "Wrong");
    put_base(t, "own/base.json", "Right");
    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        put_extending(t, "own/own.json", paths[i]);
        assert_int_equal(chdir(t->folder), 0);
        sp_loaded_t *loaded = pages_loaded(t);

        assert_string_equal(message(catalog(t, loaded, own), 404, "en"),
                            "Right");
        assert_string_equal(
            message(catalog(t, loaded, "own/own.json"), 404, "en"), "Right");
        assert_int_equal(chdir(before), 0);
    }
    free(before);
}

/* As who stands in the folder names it. */
static void so_it_does_where_the_file_has_no_folder(void **state)
{
    files_t *t = *state;
    char *before = getcwd(NULL, 0);

    put_base(t, "base.json", "Right");
    put_extending(t, "own.json", "base.json");
    assert_int_equal(chdir(t->folder), 0);
    assert_string_equal(
        message(catalog(t, pages_loaded(t), "own.json"), 404, "en"), "Right");
    assert_int_equal(chdir(before), 0);
    free(before);
}

static void a_folder_without_a_catalogue_and_a_bad_file_are_faults(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);

    assert_string_equal(catalog_refusal(t, loaded, t->folder),
                        "DIR: holds no catalogue; it needs a file "
                        "LANGUAGE.json, as en.json");
    pages_holds(catalog_refusal(t, loaded, files_put(t, "x.json", "{,}")),
                "DIR/x.json:1:2: not valid JSON");
    pages_holds(catalog_refusal(t, loaded, t->folder),
                "DIR/x.json:1:2: not valid JSON");
    put_language(t, "x.json", "de", "eins");
    put_language(t, "y.json", "de", "zwei");
    pages_holds(catalog_refusal(t, loaded, t->folder),
                "language 'de' of the catalogue 'acme' was read from");
}

/* An operator may serve only what was loaded, so this counts what was. */
static void
a_language_is_spoken_once_a_catalogue_with_it_is_loaded(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);

    assert_true(sp_loaded_speaks(loaded, "en", t->pool));
    assert_true(sp_loaded_speaks(loaded, "DE", t->pool));
    assert_false(sp_loaded_speaks(loaded, "tlh", t->pool));
    assert_false(sp_loaded_speaks(loaded, "", t->pool));
    catalog(t, loaded, put_language(t, "tlh.json", "tlh", "x"));
    assert_true(sp_loaded_speaks(loaded, "tlh", t->pool));
}

static void a_variable_is_known_once_a_theme_with_it_is_loaded(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme;

    assert_true(sp_loaded_knows_var(loaded, "name", t->pool));
    assert_true(sp_loaded_knows_var(loaded, "accent", t->pool));
    assert_false(sp_loaded_knows_var(loaded, "tagline", t->pool));
    files_put(t, "theme.json", "{\"vars\":{\"tagline\":\"\",\"b\":\"c\"}}");
    files_put(t, "plain.txt", "x");
    assert_int_equal(
        sp_loaded_theme(loaded, &theme, t->folder, t->folder, &t->err),
        APR_SUCCESS);
    assert_true(sp_loaded_knows_var(loaded, "tagline", t->pool));
    assert_true(sp_loaded_knows_var(loaded, "b", t->pool));
    assert_false(sp_loaded_knows_var(loaded, "", t->pool));
}

static void all_that_is_built_in_is_found_once_it_is_loaded(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const apr_array_header_t *themes = sp_loaded_theme_names(t->pool);
    const apr_array_header_t *catalogs = sp_loaded_catalog_names(t->pool);
    int i;

    assert_ptr_equal(sp_loaded_find_theme(loaded, "default"),
                     sp_loaded_default_theme(loaded));
    assert_null(sp_loaded_find_theme(loaded, "plain"));
    assert_null(sp_loaded_find_catalog(loaded, "cloud-api"));
    assert_int_equal(sp_loaded_everything(loaded, &t->err), APR_SUCCESS);
    for (i = 0; i < themes->nelts; i++) {
        const char *name = APR_ARRAY_IDX(themes, i, const char *);
        ROW("%s", name);
        assert_string_equal(sp_theme_name(sp_loaded_find_theme(loaded, name)),
                            name);
    }
    for (i = 0; i < catalogs->nelts; i++) {
        const char *name = APR_ARRAY_IDX(catalogs, i, const char *);
        ROW("%s", name);
        assert_string_equal(
            sp_catalog_name(sp_loaded_find_catalog(loaded, name)), name);
    }
    assert_null(sp_loaded_find_theme(loaded, "standard"));
    assert_null(sp_loaded_find_catalog(loaded, "plain"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_new_one_has_the_default_theme_and_the_standard_catalogue),
        FILES_TEST(every_built_in_theme_and_catalogue_loads),
        FILES_TEST(all_that_is_built_in_is_found_once_it_is_loaded),
        FILES_TEST(names_are_sorted_and_each_is_there_once),
        FILES_TEST(a_folder_is_loaded_as_a_theme_once),
        FILES_TEST(a_built_in_name_goes_before_a_folder_of_that_name),
        FILES_TEST(an_unknown_theme_is_told_what_there_is),
        FILES_TEST(an_unknown_catalogue_is_told_what_there_is),
        FILES_TEST(a_path_is_no_built_in_name),
        FILES_TEST(a_theme_with_a_fault_is_not_kept),
        FILES_TEST(a_template_is_loaded_once_for_each_format),
        FILES_TEST(a_file_is_a_catalogue_over_the_standard_one),
        FILES_TEST(a_folder_is_a_catalogue_with_english_first),
        FILES_TEST(without_english_the_first_by_name_is_first),
        FILES_TEST(a_catalogue_may_extend_another_built_in_one),
        FILES_TEST(what_can_not_be_extended_is_named_where_it_stands),
        FILES_TEST(two_files_that_extend_each_other_are_refused),
        FILES_TEST(a_path_in_extends_starts_at_its_file),
        FILES_TEST(so_it_does_where_the_file_has_no_folder),
        FILES_TEST(a_folder_without_a_catalogue_and_a_bad_file_are_faults),
        FILES_TEST(a_language_is_spoken_once_a_catalogue_with_it_is_loaded),
        FILES_TEST(a_variable_is_known_once_a_theme_with_it_is_loaded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
