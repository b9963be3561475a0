/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages render": the page that a server would send, each option, and
 * each mistake that one can make with it. */
#include "rows.h"
#include "command.h"
#include "pages_helper.h"

static void the_output_is_the_page_to_the_byte(void **state)
{
    static const char *const tags[] = {"en", "de"};
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int format, k;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        for (k = 0; k < 2; k++) {
            command_t c =
                command_run(t, "render 429 --format %s --lang %s",
                            sp_format_info((sp_format_t)format)->name, tags[k]);
            command_ends(&c, 0);
            assert_string_equal(
                c.out,
                pages_text(t, appearance, 429, (sp_format_t)format, tags[k]));
        }
    }
}

static void html_in_the_first_language_is_what_is_not_said(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "render 404");

    command_ends(&c, 0);
    assert_string_equal(
        c.out, pages_text(t, pages_appearance(t), 404, SP_FORMAT_HTML, "en"));
}

static void options_may_stand_before_or_behind_the_code(void **state)
{
    static const char *const calls[] = {
        "render --format text 404",
        "render 404 --format text",
        "render 404 --format=text",
        "render --format TEXT -- 404",
    };
    files_t *t = *state;
    const char *want =
        pages_text(t, pages_appearance(t), 404, SP_FORMAT_TEXT, "en");
    size_t i;

    for (i = 0; i < 4; i++) {
        command_t c = command_run(t, "%s", calls[i]);
        command_ends(&c, 0);
        assert_string_equal(c.out, want);
    }
}

static void facts_and_variables_are_shown(void **state)
{
    files_t *t = *state;
    json_t *root;
    command_t c = command_run(
        t, "render 503 --format json --set request_id=a=b --set uri=/x "
           "--set retry_after=17 --set details=1 --set 'detail.client=\"1'");

    command_ends(&c, 0);
    root = pages_json(c.out, t->pool);
    assert_string_equal(pages_member(root, "request_id"), "a=b");
    assert_string_equal(pages_member(root, "instance"), "/x");
    assert_int_equal(json_integer_value(json_object_get(root, "retry_after")),
                     17);
    assert_string_equal(
        pages_member(json_object_get(root, "details"), "client"), "\"1");
    c = command_run(t, "render 404 --var 'name=Shop <1>' --var home=/ "
                       "--var accent=teal --var name=Later");
    command_ends(&c, 0);
    pages_holds(c.out, "<span>Later</span>");
    pages_holds(c.out, "--accent: teal;");
    pages_holds(c.out, "href=\"/\"");
}

static void themes_catalogues_and_logos_are_used(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "theme/theme.json", "{\"vars\":{\"motto\":\"none\"}}");
    files_put(t, "theme/plain.txt",
              "{{status}} {{message}} {{vars.motto}} {{logo}}\n");
    files_put(t, "own.json",
              "{\"name\":\"own\",\"language\":\"en\",\"codes\":"
              "{\"404\":{\"message\":\"Vanished\"}}}");
    files_put(t, "logo.svg", "<svg/>");
    c = command_run(t, "render 404 --format text --theme $DIR/theme "
                       "--catalog $DIR/own.json");
    command_ends(&c, 0);
    assert_string_equal(c.out, "404 Vanished none \n");
    c = command_run(t, "render 404 --format text --theme $DIR/theme "
                       "--var motto=x --logo $DIR/logo.svg");
    command_ends(&c, 0);
    assert_string_equal(c.out,
                        "404 Not Found x data:image/svg+xml;base64,PHN2Zy8+\n");
    c = command_run(t, "render 404 --format text --catalog cloud-api");
    command_ends(&c, 0);
    pages_holds(c.out, "404 NotFound");
}

static void every_fact_is_told_and_can_be_set(void **state)
{
    files_t *t = *state;
    command_t c, help = command_run(t, "render --help");
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        const char *name = sp_fact_name(i);

        pages_holds(help.out, apr_psprintf(t->pool, " %s%s", name,
                                           i < SP_FACT_COUNT - 1 ? "," : "\n"));
        files_put(t, "theme/plain.txt",
                  apr_psprintf(t->pool,
                               "{{#details}}{{/details}}{{#%s}}<{{%s}}>{{/%s}}",
                               name, name, name));
        c = command_run(t,
                        "render 429 --format text --theme $DIR/theme "
                        "--set %s=17%s",
                        name, i >= SP_FACT_DETAILS ? " --set details=1" : "");
        command_ends(&c, 0);
        assert_string_equal(c.out, i == SP_FACT_DETAILS ? "<1>" : "<17>");
    }
}

static void a_code_that_no_table_has_is_rendered(void **state)
{
    files_t *t = *state;
    command_t c = command_run(t, "render 555 --format text");

    command_ends(&c, 0);
    pages_holds(c.out, "555 Server error");
}

static void mistakes_in_the_call_end_with_2_and_a_way_on(void **state)
{
    static const command_row_t rows[] = {
        {"", "which code? Name one, as 404"},
        {"abc", "\"abc\" is one word too many, or no code from 100 to 599"},
        {"99", "\"99\" is one word too many"},
        {"600", "\"600\" is one word too many"},
        {"404 405", "\"405\" is one word too many"},
        {"4xx", "\"4xx\" is one word too many"},
        {"404 --bogus", "\"--bogus\" is no option, or lacks its value"},
        {"404 -q", "\"-q\" is no option, or lacks its value"},
        {"404 --lang", "\"--lang\" is no option, or lacks its value"},
        {"404 --format pdf", "unknown format \"pdf\"; the formats are html, "
                             "json, xml, text, markdown"},
        {"404 --lang tlh",
         "the catalogue \"standard\" has no language \"tlh\""},
        {"404 --var name", "--var wants NAME=VALUE, not \"name\""},
        {"404 --var =x", "--var wants NAME=VALUE, not \"=x\""},
        {"404 --var accent=re", "--var: \"re\" is no colour for 'accent'"},
        {"404 --var home=javascript:alert",
         "--var: \"javascript:alert\" is no address for 'home'"},
        {"404 --set uri", "--set wants FACT=VALUE with a known fact, not "
                          "\"uri\""},
        {"404 --set reqest_id=1", "not \"reqest_id=1\""},
        {"404 --set status=200", "not \"status=200\""},
        {"404 --set URI=1", "not \"URI=1\""},
        {"404 --set detail=1", "not \"detail=1\""},
        {"404 --set client=1", "not \"client=1\""},
        {"404 --set detail.client.=1", "not \"detail.client.=1\""},
        {"404 --set retry_after=soon", "retry_after is a number of seconds"},
        {"404 --data x.json", "--data and --partials go with --template"},
        {"404 --partials x", "--data and --partials go with --template"},
        {"--template x", "which code? Name one, as 404; or --data, for"},
        {"404 --template x --data y", "a page of a code has no --data"},
        {"404 --template x --partials y", "a page of a code has no --data"},
    };
    files_t *t = *state;

    command_rows(t, "render", rows, sizeof(rows) / sizeof(rows[0]), 2);
}

static void faults_of_what_is_named_end_with_1(void **state)
{
    static const command_row_t rows[] = {
        {"404 --theme defualt", "unknown theme \"defualt\""},
        {"404 --theme \"\"", "unknown theme \"\""},
        {"404 --theme $DIR/bad",
         "DIR/bad/plain.txt:2:2: unknown name 'staus'; did you mean "
         "'status'?"},
        {"404 --catalog standrad", "did you mean \"standard\"?"},
        {"404 --catalog $DIR/bad.json",
         "DIR/bad.json: a catalogue is a JSON object, not a list"},
        {"404 --logo $DIR/none.png",
         "DIR/none.png: cannot be read: No such file or directory"},
        {"404 --logo $DIR/bad.json", "is no picture of a known kind"},
        {"404 --var nmae=x", "unknown variable \"nmae\": it is neither a "
                             "standard one nor declared by the theme; did you "
                             "mean \"name\"?"},
    };
    files_t *t = *state;

    files_put(t, "bad/plain.txt", "\n {{staus}}");
    files_put(t, "bad.json", "[]");
    command_rows(t, "render", rows, sizeof(rows) / sizeof(rows[0]), 1);
}

static void any_template_is_rendered_with_any_data(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "x.mustache",
              "{{#list}}<{{name}}>{{> part}}{{/list}}"
              "{{{raw}}}{{missing}}\n");
    files_put(t, "x.json",
              "{\"list\":[{\"name\":\"a&b\"},{\"name\":1.50}],"
              "\"raw\":\"<i>\"}");
    files_put(t, "parts/part.mustache", "[{{name}}]");
    c = command_run(t, "render --template $DIR/x.mustache --data $DIR/x.json "
                       "--partials $DIR/parts");
    command_ends(&c, 0);
    assert_string_equal(c.out, "<a&amp;b>[a&amp;b]<1.5>[1.5]<i>\n");
    c = command_run(t, "render --template $DIR/x.mustache --data $DIR/x.json");
    command_ends(&c, 0);
    assert_string_equal(c.out, "<a&amp;b><1.5><i>\n");
    c = command_run(t, "render --template $DIR/x.mustache --partials $DIR");
    command_ends(&c, 0);
    assert_string_equal(c.out, "\n");
}

static void a_partial_stays_in_its_folder(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "secret.mustache", "secret");
    files_put(t, "parts/a/b.mustache", "below");
    files_put(t, "x.mustache",
              apr_psprintf(t->pool,
                           "{{> ../secret}}{{> a/../../secret}}"
                           "{{> /%s/secret}}{{> a/b}}",
                           t->folder));
    c = command_run(t, "render --template $DIR/x.mustache --partials "
                       "$DIR/parts");
    command_ends(&c, 0);
    assert_string_equal(c.out, "below");
}

static void faults_of_template_and_data_say_where(void **state)
{
    static const command_row_t rows[] = {
        {"--partials $DIR --template $DIR/none",
         "DIR/none: cannot be read: No such file"},
        {"--partials $DIR --template $DIR", "DIR: is no regular file"},
        {"--partials $DIR --template $DIR/open",
         "DIR/open:2:4: unclosed section 'a'"},
        {"404 --template $DIR/none", "DIR/none: there is no such file"},
        {"404 --template $DIR/open", "DIR/open:2:4: unclosed section 'a'"},
        {"404 --template $DIR/bad.html",
         "DIR/bad.html:1:1: unknown name 'staus'; did you mean 'status'?"},
        {"404 --template $DIR/good --theme nosuch", "unknown theme \"nosuch\""},
        {"--template $DIR/good --data $DIR/none", "DIR/none: cannot be read"},
        {"--template $DIR/good --data $DIR/bad.json", "DIR/bad.json:2:"},
        {"--template $DIR/part --partials $DIR",
         "DIR/broken.mustache:1:1: the tag is not closed"},
        {"--template $DIR/loop.mustache --partials $DIR", "loop"},
    };
    files_t *t = *state;

    files_put(t, "open", "{{#a}}\nabc");
    files_put(t, "good", "x");
    files_put(t, "bad.html", "{{staus}}");
    files_put(t, "bad.json", "{\n\"a\" 1}");
    files_put(t, "part", "{{> broken}}");
    files_put(t, "broken.mustache", "{{x");
    files_put(t, "loop.mustache", "{{> loop}}");
    command_rows(t, "render", rows, sizeof(rows) / sizeof(rows[0]), 1);
}

/* In the theme that is named, with its parts, its variables and the words of
 * the code, and not a byte more or less than with the file as its page. */
static void a_template_is_shown_as_the_page_of_a_code(void **state)
{
    static const char page[] = "{{<layout}}\n{{$main}}\n<p>{{status}} "
                               "{{message}} {{vars.motto}}</p>\n{{> art}}\n"
                               "{{/main}}\n{{/layout}}\n";
    files_t *t = *state;
    command_t c, whole;

    files_put(t, "theme/theme.json", "{\"vars\":{\"motto\":\"Aye\"}}");
    files_put(t, "theme/tokens.css", ":root { --paper: #123456; }");
    files_put(t, "theme/art.html", "<i>boat</i>");
    files_put(t, "theme/page.html", page);
    files_put(t, "down.html", page);
    whole = command_run(t, "render 503 --lang de --theme $DIR/theme");
    command_ends(&whole, 0);
    pages_holds(whole.out, "--paper: #123456");
    pages_holds(whole.out, "<p>503 Dienst nicht verf\xc3\xbcgbar Aye</p>");
    pages_holds(whole.out, "<i>boat</i>");
    c = command_run(t, "render 503 --lang de --theme $DIR/theme --template "
                       "$DIR/down.html");
    assert_int_equal(c.code, 0);
    assert_string_equal(c.out, whole.out);
}

/* The end of its name tells a file's format, unless a format is named. */
static void a_template_has_the_format_of_its_name(void **state)
{
    files_t *t = *state;
    command_t c;

    files_put(t, "x.txt", "{{status}} <{{request_id}}>\n");
    c = command_run(t, "render 404 --template $DIR/x.txt --set "
                       "'request_id=<&>'");
    command_ends(&c, 0);
    assert_string_equal(c.out, "404 <<&>>\n");
    files_put(t, "x.text", "{{status}} <p>{{request_id}}</p>\n");
    c = command_run(t, "render 404 --template $DIR/x.text --set "
                       "'request_id=<&>'");
    command_ends(&c, 0);
    assert_string_equal(c.out, "404 <p>&lt;&amp;&gt;</p>\n");
    c = command_run(t, "render 404 --template $DIR/x.text --format text "
                       "--set 'request_id=<&>'");
    command_ends(&c, 0);
    assert_string_equal(c.out, "404 <p><&></p>\n");
}

static void what_a_template_lacks_is_told_in_a_line(void **state)
{
    static const struct {
        const char *set;
        const char *says;
    } rows[] = {
        {"", "vars.home, logo, uri, retry_after, details"},
        {"--var home=/ --set uri=/x --set details=1",
         "logo, retry_after, detail.client"},
        {"--var home= --logo $DIR/l.svg --set retry_after=3",
         "vars.home, uri, details"},
        {"--var home=/ --logo $DIR/l.svg --set uri=/ --set "
         "retry_after=3 --set details=1 --set detail.client=me",
         NULL},
    };
    files_t *t = *state;
    size_t i;

    files_put(t, "theme/theme.json",
              "{\"vars\":{\"motto\":\"Aye\",\"none\":\"\"}}");
    files_put(t, "theme/x.txt",
              "{{status}}{{#vars.home}}{{vars.home}}{{/vars.home}}"
              "{{vars.motto}}{{#logo}}y{{/logo}}{{uri}}{{#retry_after}}"
              "{{come_back}}{{/retry_after}}{{#details}}{{detail.client}}"
              "{{/details}}{{reference_url}}\n");
    files_put(t, "theme/tokens.css", "");
    files_put(t, "l.svg", "<svg/>");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        command_t c = command_run(t,
                                  "render 404 --theme $DIR/theme --template "
                                  "$DIR/theme/x.txt %s",
                                  rows[i].set);
        ROW("%s", rows[i].set);
        assert_int_equal(c.code, 0);
        pages_holds(c.out, "Aye");
        assert_string_equal(
            c.err, rows[i].says == NULL
                       ? ""
                       : apr_psprintf(t->pool,
                                      "statuspages: shown without %s; --var, "
                                      "--logo and --set give values\n",
                                      rows[i].says));
    }
}

static void a_problem_is_rendered_by_its_name(void **state)
{
    static const struct {
        const char *options;
        int code;
        const char *says;
    } rows[] = {
        {"--problem BUSI", 1,
         "the catalogue \"acme\" has no problem \"BUSI\"; "
         "did you mean \"BUSY\"?"},
        {"--problem nothing-like-it", 1, "no problem \"nothing-like-it\"\n"},
        {"--problem BUSY 503", 2, "leave out the code, or --problem"},
        {"--problem BUSY --template x --data y", 2, "no --data"},
        {"", 2, "Name one, as 404; or a problem, by --problem NAME"},
    };
    files_t *t = *state;
    const char *call = "render --catalog $DIR/acme.json";
    command_t c;
    size_t i;

    files_put(t, "acme.json",
              "{\"name\":\"acme\",\"language\":\"en\",\"problems\":{"
              "\"BUSY\":{\"status\":503,\"message\":\"Busy now\"}}}");
    c = command_run(t, "%s --problem BUSY --format text", call);
    command_ends(&c, 0);
    pages_holds(c.out, "503 Busy now\n");
    pages_holds(c.out, "BUSY");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].options);
        c = command_run(t, "%s %s", call, rows[i].options);
        command_ends(&c, rows[i].code);
        pages_holds(c.err, rows[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_output_is_the_page_to_the_byte),
        FILES_TEST(html_in_the_first_language_is_what_is_not_said),
        FILES_TEST(options_may_stand_before_or_behind_the_code),
        FILES_TEST(facts_and_variables_are_shown),
        FILES_TEST(themes_catalogues_and_logos_are_used),
        FILES_TEST(every_fact_is_told_and_can_be_set),
        FILES_TEST(a_code_that_no_table_has_is_rendered),
        FILES_TEST(mistakes_in_the_call_end_with_2_and_a_way_on),
        FILES_TEST(faults_of_what_is_named_end_with_1),
        FILES_TEST(any_template_is_rendered_with_any_data),
        FILES_TEST(a_partial_stays_in_its_folder),
        FILES_TEST(faults_of_template_and_data_say_where),
        FILES_TEST(a_template_is_shown_as_the_page_of_a_code),
        FILES_TEST(a_template_has_the_format_of_its_name),
        FILES_TEST(a_problem_is_rendered_by_its_name),
        FILES_TEST(what_a_template_lacks_is_told_in_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
