/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading the configuration while memory is short: what can't be read is
 * refused, memory is blamed and not the file, and nothing of it is kept. */
#include "memory_helper.h"

#include "brand/brand.h"

/* What one turn reads, and what must be in it then. */
static sp_loaded_t *loaded;
static const char *path;

static const char english[] =
    "{\"name\": \"acme\", \"language\": \"en\",\n"
    " \"labels\": {\"home\": \"Start\"},\n"
    " \"codes\": {\"404\": {\"message\": \"No such page\",\n"
    "   \"description\": \"Caf\\u00e9 d\\u00e9j\\u00e0\", \"retry\": "
    "\"modify\"},\n"
    "  \"503\": {\"message\": \"Busy\"}}}\n";
static const char german[] =
    "{\"name\": \"acme\", \"language\": \"de\",\n"
    " \"codes\": {\"404\": {\"message\": \"Nichts\"}}}";

static void prepare(files_t *t)
{
    loaded = pages_loaded(t);
}

/* Whether a text came out as it must: in German where there is a file of it. */
static int is_acme(const sp_catalog_t *catalog)
{
    const sp_entry_t *en = sp_catalog_entry(catalog, 404, "en");
    const sp_entry_t *de = sp_catalog_entry(catalog, 404, "de");

    return en != NULL && strcmp(en->message, "No such page") == 0 &&
           strcmp(sp_catalog_entry(catalog, 503, "en")->message, "Busy") == 0 &&
           (strstr(path, ".json") != NULL ||
            (de != NULL && strcmp(de->message, "Nichts") == 0));
}

static memory_end_t read_catalog(files_t *t)
{
    const sp_catalog_t *catalog = NULL;
    apr_status_t rv;

    memory_fails();
    rv = sp_loaded_catalog(loaded, &catalog, path, path, &t->err);
    memory_is_back();
    if (rv == APR_SUCCESS) {
        MEMORY_EXPECT(t, is_acme(catalog));
        return MEMORY_WHOLE;
    }
    MEMORY_EXPECT(t, catalog == NULL && memory_is_blamed(t));
    MEMORY_EXPECT(t, sp_loaded_catalog(loaded, &catalog, path, path, &t->err) ==
                         APR_SUCCESS);
    MEMORY_EXPECT(t, is_acme(catalog));
    return MEMORY_REFUSED;
}

static void a_catalogue_is_read_or_refused(void **state)
{
    files_t *t = *state;

    prepare(t);
    path = files_put(t, "en.json", english);
    memory_turns(t, read_catalog, 1, 1);
}

static void so_is_a_folder_of_them(void **state)
{
    files_t *t = *state;

    prepare(t);
    files_put(t, "acme/en.json", english);
    files_put(t, "acme/de.json", german);
    path = files_path(t, "acme");
    memory_turns(t, read_catalog, 1, 1);
}

/* Whether the page of what was read is there in each format. */
static int is_mine(files_t *t, const sp_theme_t *theme)
{
    sp_appearance_t *a =
        sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
    sp_page_t *page;
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        if (sp_page_make(&page, a, 404, (sp_format_t)format, "en", t->pool,
                         &t->err) != APR_SUCCESS ||
            strstr(pages_fill(page, NULL, t->pool), "mine") == NULL) {
            return 0;
        }
    }
    return 1;
}

static memory_end_t read_theme(files_t *t)
{
    const sp_theme_t *theme = NULL;
    apr_status_t rv;

    memory_fails();
    rv = sp_loaded_theme(loaded, &theme, path, path, &t->err);
    memory_is_back();
    if (rv == APR_SUCCESS) {
        MEMORY_EXPECT(t, is_mine(t, theme));
        return MEMORY_WHOLE;
    }
    MEMORY_EXPECT(t, theme == NULL && memory_is_blamed(t));
    MEMORY_EXPECT(t, sp_loaded_theme(loaded, &theme, path, path, &t->err) ==
                         APR_SUCCESS);
    MEMORY_EXPECT(t, is_mine(t, theme));
    return MEMORY_REFUSED;
}

static void a_theme_is_read_or_refused(void **state)
{
    files_t *t = *state;

    prepare(t);
    files_put(t, "theme/theme.json",
              "{\"description\": \"x\", \"vars\": {\"depot\": \"mine\"}}");
    files_put(t, "theme/page.html",
              "<!DOCTYPE html><html "
              "lang=\"{{language}}\"><title>{{vars.depot}}</title>"
              "{{> part}}{{#uri}}<p>{{uri}}</p>{{/uri}}</html>");
    files_put(t, "theme/part.html", "<p>{{message}} {{vars.depot}}</p>");
    files_put(
        t, "theme/problem.json",
        "{\"mine\": \"{{vars.depot}}\"{{#uri}}, \"at\": \"{{uri}}\"{{/uri}}}");
    files_put(t, "theme/problem.xml",
              "<mine>{{message}}{{#uri}}<at>{{uri}}</at>{{/uri}}</mine>");
    files_put(t, "theme/plain.txt", "{{vars.depot}} {{status}}\n");
    files_put(t, "theme/note.md", "# {{vars.depot}}\n");
    path = files_path(t, "theme");
    memory_turns(t, read_theme, 1, 1);
}

static memory_end_t read_template(files_t *t)
{
    const sp_theme_t *theme = NULL;
    apr_status_t rv;

    memory_fails();
    rv = sp_loaded_template(loaded, &theme, NULL, path, SP_FORMAT_XML, &t->err);
    memory_is_back();
    if (rv == APR_SUCCESS) {
        return MEMORY_WHOLE;
    }
    MEMORY_EXPECT(t, theme == NULL && memory_is_blamed(t));
    MEMORY_EXPECT(t, sp_loaded_template(loaded, &theme, NULL, path,
                                        SP_FORMAT_XML, &t->err) == APR_SUCCESS);
    return MEMORY_REFUSED;
}

static void a_template_is_read_or_refused(void **state)
{
    files_t *t = *state;

    prepare(t);
    path = files_put(t, "one.xml",
                     "<a>{{#uri}}<b>{{uri}}</b>{{/uri}}{{message}}</a>");
    memory_turns(t, read_template, 1, 1);
}

static memory_end_t read_logo(files_t *t)
{
    static const char start[] = "data:image/png;base64,iVBORw0KGgp4";
    const char *uri = NULL;
    apr_status_t rv;

    memory_fails();
    rv = sp_logo_load(&uri, path, t->pool, &t->err);
    memory_is_back();
    MEMORY_EXPECT(t, rv == APR_SUCCESS);
    MEMORY_EXPECT(t, strncmp(uri, start, sizeof(start) - 2) == 0);
    return MEMORY_WHOLE;
}

static void a_logo_takes_pools_alone(void **state)
{
    files_t *t = *state;
    char *logo = apr_palloc(t->pool, 60000);

    memset(logo, 'x', 60000);
    memcpy(logo, "\x89PNG\r\n\x1a\n", 8);
    path = files_put_bytes(t, "logo.png", logo, 60000);
    memory_turns(t, read_logo, 1, 0);
}

static memory_end_t read_all(files_t *t)
{
    apr_status_t rv;

    memory_fails();
    rv = sp_loaded_create(&loaded, t->pool, &t->err);
    memory_is_back();
    if (rv == APR_SUCCESS) {
        return MEMORY_WHOLE;
    }
    MEMORY_EXPECT(t, memory_is_blamed(t));
    MEMORY_EXPECT(t,
                  sp_loaded_create(&loaded, t->pool, &t->err) == APR_SUCCESS);
    return MEMORY_REFUSED;
}

static void what_is_built_in_is_read_or_refused(void **state)
{
    memory_turns(*state, read_all, 3, 1);
}

/* With every check, some 40,000 allocations: each 2999th is tried. */
static void so_it_is_where_all_of_it_is_checked(void **state)
{
    files_t *t = *state;

    t->err.all = apr_array_make(t->pool, 8, sizeof(sp_error_t));
    memory_turns(t, read_all, 2999, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(a_catalogue_is_read_or_refused),
        MEMORY_TEST(so_is_a_folder_of_them),
        MEMORY_TEST(a_theme_is_read_or_refused),
        MEMORY_TEST(a_template_is_read_or_refused),
        MEMORY_TEST(a_logo_takes_pools_alone),
        MEMORY_TEST(what_is_built_in_is_read_or_refused),
        MEMORY_TEST(so_it_is_where_all_of_it_is_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
