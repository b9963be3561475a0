/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where which value may stand, as one matrix: a row is a place, and says which
 * kinds of values are accepted there. tests/cases/templates has what each
 * refusal says; here is what is let through. */
#include "rows.h"
#include "safety_helper.h"

#include "safety/parts.h"
#include "vocabulary/vocabulary.h"

/* A letter for each kind, and a name of it. */
static const struct {
    char letter;
    const char *name;
    sp_kind_t kind;
} kinds[] = {
    {'W', "status", SP_KIND_WORD},           {'O', "retry", SP_KIND_OPTION},
    {'C', "vars.accent", SP_KIND_COLOUR},    {'P', "logo", SP_KIND_PICTURE},
    {'A', "reference_url", SP_KIND_ADDRESS}, {'L', "vars.home", SP_KIND_LINK},
    {'T', "message", SP_KIND_TEXT},          {'X', "uri", SP_KIND_LIVE},
};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))
#define ALL "WOCPALTX"

/* A place is written with % for the name of a value. */
typedef struct place_t {
    const char *text;
    const char *accepted;
} place_t;

/* The text with each % made into @a name. */
static const char *put_name(apr_pool_t *pool, const char *text,
                            const char *name)
{
    const char *out = "";
    const char *hit;

    while ((hit = strchr(text, '%')) != NULL) {
        out = apr_pstrcat(pool, out,
                          apr_pstrndup(pool, text, (apr_size_t)(hit - text)),
                          name, NULL);
        text = hit + 1;
    }
    return apr_pstrcat(pool, out, text, NULL);
}

static int check_place(mustache_t *m, sp_format_t format, const place_t *place)
{
    int wrong = 0;
    size_t k;

    for (k = 0; k < KINDS; k++) {
        const char *text = put_name(m->pool, place->text, kinds[k].name);
        int want = strchr(place->accepted, kinds[k].letter) != NULL;
        const char *fault = safety_fault(m, format, 0, text);
        if ((*fault == '\0') != want) {
            print_error("%s: %s, but %s\n", text,
                        want ? "may stand there" : "may not stand there",
                        *fault ? fault : "is accepted");
            wrong++;
        }
    }
    return wrong;
}

static void check_places(void **state, sp_format_t format,
                         const place_t *places, size_t count)
{
    mustache_t *m = mustache_new(*state);
    int wrong = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        ROW("%s", places[i].text);
        wrong += check_place(m, format, &places[i]);
    }
    assert_int_equal(wrong, 0);
}
#define PLACES(state, format, rows)                                            \
    check_places(state, format, rows, sizeof(rows) / sizeof((rows)[0]))

static void in_html_each_place_has_its_kinds(void **state)
{
    static const place_t places[] = {
        {"{{%}}", ALL},
        {"<p>{{%}}</p>", ALL},
        {"a < {{%}}", ALL},
        {"a << {{%}}", ALL},
        {"a <<{{%}}", ""},
        {"a <{{%}}", ""},
        {"</{{%}}", ""},
        {"<title>{{%}}</title>", ALL},
        {"<title>a<{{%}}</title>", ""},
        {"<title>a</{{%}}</title>", ""},
        {"<textarea>{{%}}</textarea>", ALL},
        {"<p title=\"{{%}}\">", ALL},
        {"<p title='{{%}}'>", ALL},
        {"<p title = \"a {{%}} b\" >", ALL},
        {"<input value=\"{{%}}\"/>", ALL},
        {"<meta name=\"a\" content=\"{{%}}\">", ALL},
        {"<p title={{%}}>", ""},
        {"<p title=a{{%}}>", ""},
        {"<p title= {{%}}>", ""},
        {"<p {{%}}>", ""},
        {"<p{{%}}>", ""},
        {"<p a{{%}}>", ""},
        {"<p a {{%}}>", ""},
        {"<p a=\"b\"{{%}}>", ""},
        {"<p/{{%}}>", ""},
        {"<p {{#mixed}}class=\"a\"{{/mixed}} title=\"{{%}}\">", ALL},
        {"<p {{#mixed}}class=\"a\" {{/mixed}}title=\"{{%}}\">", ALL},
        {"<p {{#mixed}}hidden {{/mixed}}title=\"{{%}}\">", ALL},
        {"<p {{#mixed}}hidden{{/mixed}}title=\"{{%}}\">", ""},
        {"<p{{#mixed}} hidden{{/mixed}} title=\"{{%}}\">", ALL},
        {"<p {{#mixed}}class=\"a\"><b {{/mixed}}title=\"{{%}}\">", ""},
        {"</p {{#mixed}}><p {{/mixed}}title=\"{{%}}\">", ""},
        {"<p title=\"a{{#mixed}}\" title='b{{/mixed}}{{%}}'>", ""},
        {"<path d=\"a{{#mixed}}\" fill=\"b{{/mixed}}{{%}}\">", ""},
        {"</p {{%}}>", ""},
        {"</p{{%}}>", ""},
        {"<!{{%}}>", ""},
        {"<!doctype {{%}}>", ""},
        {"<!-- {{%}} -->", "W"},
        {"<!--{{%}}-->", "W"},
        {"<!-->{{%}}", ALL},
        {"<!--->{{%}}", ALL},
        {"<!-- --!>{{%}}", ALL},
        {"<!--!>{{%}}-->", "W"},
        {"<!-- --!-->{{%}}", ALL},
        {"<!-- --!->{{%}}-->", "W"},
        {"<!-- <!-->{{%}}", ALL},
        {"<!---->{{%}}", ALL},
        {"<!-- a-b--->{{%}}", ALL},
        {"<!-- ->{{%}}-->", "W"},
        {"<style>{{%}}</style>", "WOC"},
        {"<style>{{%}}</STYLE >", "WOC"},
        {"<style></style>{{%}}", ALL},
        {"<STYLE media=\"print\">a{{%}}</style>", "WOC"},
        {"<style>/* {{%}} */</style>", "WOC"},
        {"<style>a::after { content: \"{{%}}\" }</style>", "WOC"},
        {"<style>a < {{%}}</style>", "WOC"},
        {"<style>{{^retry}}a{{/retry}}{{%}}</style>", "WOC"},
        {"<style>{{^detail}}a{{/detail}}{{%}}</style>", ""},
        {"<style>a <{{%}}</style>", ""},
        {"<style>url({{%}})</style>", "P"},
        {"<style>URL( \"{{%}}\")</style>", "P"},
        {"<style>url('{{%}}')</style>", "P"},
        {"<style>url(#{{%}})</style>", ""},
        {"<style>url(data:image/{{%}})</style>", ""},
        {"<style>url(data:image/a) {{%}}</style>", "WOC"},
        {"<style>\"\\{{%}}\"</style>", ""},
        {"<svg/><p>{{%}}</p>", ALL},
        {"<svg><title>{{%}}</title></svg>", ALL},
        {"<svg fill=\"{{%}}\"></svg>", "WOC"},
        {"<svg fill=\"url({{%}})\"></svg>", "P"},
        {"<svg><animate values=\"{{%}}\"/></svg>", "WO"},
        {"<svg><set attributeName=\"{{%}}\"/></svg>", ""},
        {"<svg><set attributeName=\"fill\" to=\"{{%}}\"/></svg>", "WO"},
        {"<svg><set attributeName=href to=\"{{%}}\"/></svg>", ""},
        {"<a rel=\"{{%}}\">", "WO"},
        {"<p style=\"{{%}}\">", ""},
        {"<p onclick=\"{{%}}\">", ""},
        {"<p srcdoc=\"{{%}}\">", ""},
        {"<script>{{%}}</script>", ""},
        {"<svg><style>{{%}}</style></svg>", ""},
        {"<svg><g "
         "data-name-of-many-letters=\"\"><style>{{%}}</style></g></svg>",
         ""},
    };

    PLACES(state, SP_FORMAT_HTML, places);
}

static void in_an_address_what_is_decided_counts(void **state)
{
    static const place_t places[] = {
        {"<a href=\"{{%}}\">", "WOAL"},
        {"<a href=\" {{%}}\">", "WOAL"},
        {"<a href=\"#{{%}}\">", ALL},
        {"<a href=\"?{{%}}\">", ALL},
        {"<a href=\"/{{%}}\">", "WO"},
        {"<a href=\"\\{{%}}\">", "WO"},
        {"<a href=\"/a{{%}}\">", ALL},
        {"<a href=\"//{{%}}\">", "WO"},
        {"<a href=\"//a{{%}}\">", "WO"},
        {"<a href=\"/\\a{{%}}\">", "WO"},
        {"<a href=\"//a/{{%}}\">", ALL},
        {"<a href=\"///a{{%}}\">", "WO"},
        {"<a href=\"https:{{%}}\">", "WO"},
        {"<a href=\"https:/{{%}}\">", "WO"},
        {"<a href=\"HTTP://{{%}}\">", "WO"},
        {"<a href=\"https://a{{%}}\">", "WO"},
        {"<a href=\"https://a:80{{%}}\">", "WO"},
        {"<a href=\"https://a?{{%}}\">", ALL},
        {"<a href=\"mailto:{{%}}\">", ALL},
        {"<a href=\"tel:{{%}}\">", ALL},
        {"<a href=\"a{{%}}\">", "WO"},
        {"<a href=\"a.b{{%}}\">", "WO"},
        {"<a href=\"a/{{%}}\">", ALL},
        {"<a href=\"../{{%}}\">", ALL},
        {"<a href=\"{{language}}{{%}}\">", "WO"},
        {"<a href=\"{{language}}/{{%}}\">", ALL},
        {"<a href=\"{{retry}}/{{%}}\">", "WO"},
        {"<a href=\"/{{retry}}{{%}}\">", "WO"},
        {"<a href=\"/{{language}}{{%}}\">", ALL},
        {"<a href=\"//{{language}}{{%}}\">", "WO"},
        {"<a href=\"{{vars.home}}{{%}}\">", ""},
        {"<a href=\"{{vars.home}}/{{%}}\">", ""}, /* it is often "/" */
        {"<a href=\"{{vars.home}}/a{{%}}\">", ""},
        {"<a href=\"{{reference_url}}/{{%}}\">", "WO"},
        {"<a href=\"{{reference_url}}/a{{%}}\">", ALL},
        {"<a href=\"/&#47;{{%}}\">", ""},
        {"<a href=\"/&sol;a{{%}}\">", ""},
        {"<a href=\"https:&#47;&#47;a/{{%}}\">", ""},
        {"<a href=\"https://a&#112;/{{%}}\">", ""},
        {"<a href=\"/a&amp;{{%}}\">", ALL},
        {"<a href=\"/{{#mixed}}a{{/mixed}}b{{%}}\">", "WO"},
        /* nothing between two slashes: the second begins a host */
        {"<a href=\"/{{#mixed}}a{{/mixed}}/b{{%}}\">", ""},
        {"<a href=\"/{{#mixed}}/{{/mixed}}b{{%}}\">", ""},
        {"<a href=\"{{#mixed}}/{{/mixed}}/b{{%}}\">", ""},
        {"<a href=\"{{#mixed}}{{#retry}}/{{/retry}}{{/mixed}}/b{{%}}\">", ""},
        {"<a href=\"{{#mixed}}/a{{/mixed}}//b{{%}}\">", ""},
        {"<a href=\"{{#mixed}}/a{{/mixed}}/b{{%}}\">", "WO"},
        {"<a href=\"{{#mixed}}\\{{/mixed}} /b{{%}}\">", ""},
        {"<a href=\"/{{retry}}/{{%}}\">", ""},
        {"<a href=\"/{{retry}}a/{{%}}\">", ALL},
        {"<a href=\"/{{language}}/{{%}}\">", ALL},
        {"<a href=\"{{#mixed}}/{{/mixed}}{{^mixed}}/{{/mixed}}{{%}}\">", "WO"},
        {"<a href=\"/{{#mixed}}a{{/mixed}}{{^mixed}}b{{/mixed}}/{{%}}\">", ""},
        {"<a href=\"{{#vars.home}}{{vars.home}}{{/vars.home}}{{%}}\">", ""},
        {"<a href=\"{{#vars.home}}{{vars.home}}{{/vars.home}}/{{%}}\">", ""},
        {"<a href=\"{{#vars.home}}{{vars.home}}{{/vars.home}}a{{%}}\">", ""},
        {"<a href=\"{{#vars.home}}{{vars.home}}{{/vars.home}}?{{%}}\">", "WO"},
        {"<a href=\"{{#mixed}}{{vars.home}}{{/mixed}}{{^mixed}}/a{{/mixed}}"
         "?{{%}}\">",
         "WO"},
        {"<a href=\"{{#mixed}}{{vars.home}}{{/mixed}}{{^mixed}}/a{{/mixed}}"
         "/{{%}}\">",
         ""},
        {"<a href=\"{{#mixed}}{{vars.home}}{{/mixed}}{{^retry}}/a{{/retry}}"
         "{{%}}\">",
         ""},
        {"<a href=\"{{#mixed}}{{vars.home}}{{/mixed}}{{#mixed}}/a{{/mixed}}"
         "{{%}}\">",
         ""},
        {"<a href=\"{{#mixed}}{{reference_url}}{{/mixed}}/{{%}}\">", "WO"},
        {"<a href=\"{{#mixed}}{{reference_url}}{{/mixed}}//{{%}}\">", ""},
        {"<a href=\"{{#mixed}}{{reference_url}}{{/mixed}}a{{%}}\">", ""},
        {"<a href=\"{{vars.home}}#{{%}}\">", ALL},
        {"<a href=\"{{reference_url}}?{{%}}\">", ALL},
        {"<a href=\"{{#retry}}/a/{{/retry}}{{%}}\">", "WO"},
        {"<a href=\"/a{{#retry}}/b{{/retry}}{{%}}\">", ALL},
        {"<a href=\"{{#mixed}}{{%}}{{/mixed}}{{^mixed}}/{{/mixed}}\">", "WOAL"},
        /* a list: what is decided once is not decided again */
        {"<a href=\"a{{#message}}/{{%}}{{/message}}\">", "WO"},
        {"<a href=\"a{{#mixed}}/{{%}}{{/mixed}}\">", ALL},
        {"<area href='{{%}}'>", "WOAL"},
        {"<form action=\"{{%}}\">", "WOAL"},
        {"<button formaction=\"{{%}}\">", "WOAL"},
        {"<q cite=\"{{%}}\">", "WOAL"},
        {"<svg><a xlink:href=\"{{%}}\"/></svg>", "WOAL"},
        {"<img src=\"{{%}}\">", "P"},
        {"<img src=\"data:{{%}}\">", ""},
        {"<img src=\"data:image/{{%}}\">", "WO"},
        {"<img src=\"{{logo}}{{%}}\">", ""},
        {"<img srcset=\"{{%}}\">", "P"},
        {"<img srcset=\"{{logo}} {{%}}x\">", "WO"},
        {"<link href=\"{{%}}\">", "P"},
        {"<svg><image href=\"{{%}}\"/></svg>", "P"},
        {"<svg><use href=\"{{%}}\"/></svg>", ""},
        {"<svg><use href=\"#{{%}}\"/></svg>", ALL},
        {"<div data=\"{{%}}\" >", "P"},
    };

    PLACES(state, SP_FORMAT_HTML, places);
}

static void in_data_values_stand_in_strings_and_text(void **state)
{
    static const place_t json[] = {
        {"\"{{%}}\"", ALL},
        {"{\"a\": [\"b\\\"{{%}}\"]}", ALL},
        {"\"\\u0041{{%}}\"", ALL},
        {"\"\\\\{{%}}\"", ALL},
        {"[\"{{%}}\"{{#mixed}},[[]]{{/mixed}}]", ALL},
        {"[\"{{%}}\"{{#mixed}},{\"a\":[]}{{/mixed}}]", ALL},
        {"[{\"{{%}}\":1{{#mixed}}},[1{{/mixed}}]]", ""},
        {"[[\"{{%}}\"{{#mixed}}],{\"a\":1{{/mixed}}}]", ""},
        {"{{%}}", "W"},
        {"[{{%}}]", "W"},
        {"\"\\{{%}}\"", ""},
        {"\"\\u00{{%}}\"", ""},
        {"\"{{{%}}}\"", ""},
        {"\"{{&%}}\"", ""},
    };
    static const place_t xml[] = {
        {"<a>{{%}}</a>", ALL},
        {"<a b=\"{{%}}\" c='{{%}}'/>", ALL},
        {"<a type=\"{{%}}\"/>", ALL},
        {"<a b={{%}}/>", ""},
        {"<a b=c\"{{%}}\"/>", ""},
        {"<{{%}}/>", ""},
        {"<a {{%}}/>", ""},
        {"<a><![CDATA[{{%}}]]></a>", ""},
        {"<a><![CDATA[b>]>{{%}}]]></a>", ""},
        {"<a><![CDATA[]]]]>{{%}}</a>", ALL},
        {"<a><!-- {{%}} --></a>", "W"},
        {"<a><!-->{{%}}--></a>", "W"}, /* not so short in XML */
        {"<?xml {{%}}?><a/>", ""},
        {"<?xml a?>{{%}}", ALL},
        {"<a href=\"{{%}}\"/>", "WOAL"},
        {"<a href=\"urn:{{%}}\"/>", ALL},
        {"<a href=\"a.b:{{%}}\"/>", ALL}, /* behind a colon, whatever it is */
        {"<a onclick=\"{{%}}\"/>", "WO"},
        {"<style>{{%}}</style>", ALL}, /* no HTML */
        {"<a>{{{%}}}</a>", ""},
    };

    PLACES(state, SP_FORMAT_JSON, json);
    PLACES(state, SP_FORMAT_XML, xml);
}

static void raw_is_for_fixed_words_where_nothing_is_markup(void **state)
{
    static const place_t html[] = {{"{{{%}}}", ""}, {"<p>{{&%}}", ""}};
    static const place_t text[] = {
        {"{{{%}}}", "WOCPAT"}, {"a{{&%}}", "WOCPAT"}, {"<a {{%}}", ALL}};

    PLACES(state, SP_FORMAT_HTML, html);
    PLACES(state, SP_FORMAT_TEXT, text);
    PLACES(state, SP_FORMAT_MARKDOWN, text);
}

static void a_dot_is_what_the_section_around_it_is(void **state)
{
    static const place_t places[] = {
        {"{{#%}}<a href=\"{{.}}\">{{/%}}", "WOAL"},
        {"{{#%}}{{^retry}}<a href=\"{{.}}\">{{/retry}}{{/%}}", "WOAL"},
        {"{{#uri}}{{#%}}<a href=\"{{.}}\">{{/%}}{{/uri}}", "WOAL"},
        {"{{#%}}{{#uri}}<p title=\"{{.}}\">{{/uri}}{{/%}}", ALL},
        {"{{#%}}{{#.}}<a href=\"{{.}}\">{{/.}}{{/%}}", "WOAL"},
        {"{{#%}}{{/%}}<p title='{{.}}'>", ALL},
    };
    mustache_t *m = mustache_new(*state);

    PLACES(state, SP_FORMAT_HTML, places);
    /* it goes into partials */
    mustache_add(m, "part", "<a href=\"{{.}}\">");
    assert_string_equal(safety_fault(m, SP_FORMAT_HTML, 0,
                                     "{{#vars.home}}{{> part}}{{/vars.home}}"),
                        "");
    assert_string_not_equal(
        safety_fault(m, SP_FORMAT_HTML, 0, "{{#uri}}{{> part}}{{/uri}}"), "");
}

static void blocks_are_followed_to_where_they_are_written(void **state)
{
    static const place_t places[] = {
        {"{{<title}}{{$a}}{{%}}{{/a}}{{/title}}", ALL},
        {"{{<bare}}{{$a}}{{%}}{{/a}}{{/bare}}", ""},
        {"{{<bare}}{{$b}}{{%}}{{/b}}{{/bare}}", ALL}, /* nobody's block */
        {"{{<style}}{{$a}}{{%}}{{/a}}{{/style}}", "WOC"},
        /* a block in an argument is none of the parent's own */
        {"{{<title}}{{$a}}{{$a}}{{%}}{{/a}}{{/a}}{{/title}}", ALL},
        {"{{<bare}}{{$a}}{{$a}}{{%}}{{/a}}{{/a}}{{/bare}}", ""},
        {"{{<outer}}{{$a}}{{%}}{{/a}}{{/outer}}", "WOC"},
        {"{{<own}}{{/own}}{{%}}", ALL},
    };
    mustache_t *m = mustache_new(*state);
    int wrong = 0;
    size_t i;

    mustache_add(m, "title", "<title>{{$a}}{{/a}}</title>");
    mustache_add(m, "bare", "<p title={{$a}}x{{/a}}>");
    mustache_add(m, "style", "<style>{{$a}}{{/a}}</style>");
    mustache_add(m, "outer", "{{<style}}{{$a}}{{uri}}{{/a}}{{/style}}");
    mustache_add(m, "own", "<p\n  {{$a}}title=\"{{uri}}\"{{/a}}\n>");
    for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        ROW("%s", places[i].text);
        wrong += check_place(m, SP_FORMAT_HTML, &places[i]);
    }
    assert_int_equal(wrong, 0);
}

static void a_live_section_may_not_split_a_style_sheet(void **state)
{
    static const place_t places[] = {
        {"<style>{{#%}}a{{/%}}</style>", "WOCPAT"},
        {"<style>{{^%}}a{{/%}}</style>", "WOCPAT"},
        {"{{#%}}<style>a</style>{{/%}}", ALL},
        {"<p title=\"{{#%}}a{{/%}}\">", ALL},
        {"<svg fill=\"{{#%}}red{{/%}}\"></svg>", ALL},
    };

    PLACES(state, SP_FORMAT_HTML, places);
}

static void a_gallery_may_show_a_frame(void **state)
{
    mustache_t *m = mustache_new(*state);
    const char *text = "<iframe src=\"{{url}}?{{query}}\"></iframe>";

    assert_string_equal(safety_fault(m, SP_FORMAT_HTML, 1, text), "");
    assert_string_not_equal(safety_fault(m, SP_FORMAT_HTML, 0, text), "");
    assert_string_not_equal(
        safety_fault(m, SP_FORMAT_HTML, 1, "<iframe src=\"{{uri}}\"></iframe>"),
        "");
}

static void sections_may_stand_where_both_ways_meet(void **state)
{
    static const char *const good[] = {
        "<p{{#a}} b=\"c\"{{/a}}>",
        "<p {{#a}}b=\"c\"{{/a}} d>",
        "<p b{{#a}} c{{/a}} d=\"e\">",
        "<p b {{#a}}c{{/a}}>",
        "<br{{! x }}{{#a}} b{{/a}}/>",
        "<p b=\"{{#a}}c{{/a}}d\">",
        "{{#a}}<p>{{/a}}x{{#a}}</p>{{/a}}",
        "<style>{{#message}}a{{/message}}</style>",
        "<!-- {{#a}} - {{/a}}-->x",
        "<!--{{#a}}x{{/a}}-->",
        "<svg>{{#a}}<g>{{/a}}</svg>",
        "{{#a}}<svg><g/></svg>{{/a}}",
        "{{#a}}{{/a}}",
    };
    static const char *const bad[] = {
        "<svg {{#a}}/{{/a}}>",
        "<p b{{#a}}c{{/a}}>",
        "<p b{{#a}} c{{/a}}=\"\">",
        "<p b {{#a}} {{/a}}=\"\">",
        "<p b={{#a}}c{{/a}}>",
        "<{{#a}}p{{/a}}>",
        "<h{{#a}}1{{/a}}>",
        "<h{{#a}} b{{/a}}1>",
        "<script{{#a}} b{{/a}}>",
        "{{#a}}<svg>{{/a}}</svg>",
        "<p b {{#a}}=\"\"{{/a}}>",
        "<!{{#a}}-- -->{{/a}}",
        "<style>{{#message}}\"{{/message}}</style>",
        "<style><{{#message}}a{{/message}}</style>",
        "<title><{{#message}}a{{/message}}</title>",
        "<p {{#message}}b{{/message}}>", /* a list: bb */
    };
    mustache_t *m = mustache_new(*state);
    int wrong = 0;
    size_t i;

    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        ROW("%d", (int)i);
        const char *fault = safety_fault(m, SP_FORMAT_HTML, 0, good[i]);
        if (*fault != '\0') {
            print_error("%s: %s\n", good[i], fault);
            wrong++;
        }
    }
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (*safety_fault(m, SP_FORMAT_HTML, 0, bad[i]) == '\0') {
            print_error("%s: is accepted\n", bad[i]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void a_section_that_meets_elsewhere_says_where(void **state)
{
    static const char *const cases[][2] = {
        {"{{#retry}}<svg>{{/retry}}", "begins in text and ends in another "},
        {"{{#retry}}<svg><!--{{/retry}}", "in text and ends in a comment,"},
        {"<title>{{#retry}}</title><textarea>{{/retry}}",
         "an element that holds words alone, as title and ends in an element "
         "that holds words alone"},
    };
    mustache_t *m = mustache_new(*state);
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *fault = safety_fault(m, SP_FORMAT_HTML, 0, cases[i][0]);
        ROW("%s: %s", cases[i][0], fault);
        assert_non_null(strstr(fault, cases[i][1]));
    }
}

/* A quote in a comment is none. */
static void a_comment_in_a_style_sheet_ends_at_its_end(void **state)
{
    static const char *const bad[] = {
        "<style>/* / \" */ @import 'x'</style>",
        "<style>/* * / \" */ @import 'x'</style>",
        "<style>/* *x/ \" */ @import 'x'</style>",
        "<style>/*/ \" */ @import 'x'</style>",
    };
    mustache_t *m = mustache_new(*state);
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ROW("%s", bad[i]);
        assert_string_not_equal(safety_fault(m, SP_FORMAT_HTML, 0, bad[i]), "");
    }
    assert_string_equal(
        safety_fault(m, SP_FORMAT_HTML, 0, "<style>/* / **/ a{}</style>"), "");
}

/* There it would depend on the place of the element whether it is a tag. */
static void a_name_holds_no_sign_of_markup(void **state)
{
    static const char *const bad[] = {
        "<p\"x>", "<p'>",      "<p<b>",     "<p=x>",    "<p a\"b=1>",
        "<p a'>", "<p a<b=1>", "<p \"a=1>", "<p 'a=1>", "<p <b>",
    };
    mustache_t *m = mustache_new(*state);
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ROW("%s", bad[i]);
        assert_string_not_equal(safety_fault(m, SP_FORMAT_HTML, 0, bad[i]), "");
    }
    assert_string_equal(safety_fault(m, SP_FORMAT_HTML, 0, "<p a=1 b>"), "");
}

static void what_looks_like_a_tag_in_words_is_refused(void **state)
{
    static const char *const bad[] = {
        "<title><b></title>",      "<title><!-- --></title>",
        "<title></p></title>",     "<textarea></title></textarea>",
        "<style><p></style>",      "<style></p></style>",
        "<style><!-- --></style>", "<title><?x></title>",
    };
    mustache_t *m = mustache_new(*state);
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ROW("%s", bad[i]);
        assert_non_null(strstr(safety_fault(m, SP_FORMAT_HTML, 0, bad[i]),
                               "what looks like a tag"));
    }
    assert_string_equal(
        safety_fault(m, SP_FORMAT_HTML, 0,
                     "<title>< a <3 <<= </title><style>(a <= b) "
                     "< </style>"),
        "");
}

static void each_live_fact_and_each_unknown_name_is_live(void **state)
{
    size_t i;
    int fact;

    (void)state;
    for (fact = 0; fact < SP_FACT_COUNT; fact++) {
        ROW("fact %d", fact);
        assert_true(sp_kind_is_live(sp_kind_of(sp_fact_name(fact))));
    }
    for (i = 0; i < KINDS; i++) {
        ROW("%s", kinds[i].name);
        assert_int_equal(sp_kind_of(kinds[i].name), kinds[i].kind);
    }
    assert_true(sp_kind_is_live(sp_kind_of("forgotten")));
    assert_true(sp_kind_is_live(sp_kind_of("vars.name")));
    assert_true(sp_kind_is_live(sp_kind_of("vars.of_a_theme")));
    assert_true(sp_kind_is_live(sp_kind_of("vars.support")));
    assert_false(sp_kind_is_live(sp_kind_of("vars.accent")));
    assert_int_equal(sp_kind_of("labels.home"), SP_KIND_TEXT);
}

/* Whether the same may follow at both, which decides about each section: what
 * differs in one member only is not the same place. */
static void places_that_differ_in_anything_are_two(void **state)
{
    sp_url_t a, b;
    sp_css_t c = {0}, d = {0};

    sp_url_begin(&a, SP_ATTR_LINK);
    b = a;
    assert_true(sp_url_equal(&a, &b));
    b.state++;
    assert_false(sp_url_equal(&a, &b));
    b = a;
    b.joint = 1;
    assert_false(sp_url_equal(&a, &b));
    b = a;
    b.may = 1;
    assert_false(sp_url_equal(&a, &b));
    sp_url_text(&a, 'h');
    b = a;
    assert_true(sp_url_equal(&a, &b));
    b.scheme[0] = 'j';
    assert_false(sp_url_equal(&a, &b));
    b = a;
    sp_url_text(&b, 't');
    assert_false(sp_url_equal(&a, &b));

    assert_true(sp_css_equal(&c, &d));
    d.state++;
    assert_false(sp_css_equal(&c, &d));
    d = c;
    d.quote = '"';
    assert_false(sp_css_equal(&c, &d));
    d = c;
    d.seen = 1;
    assert_false(sp_css_equal(&c, &d));
    d = c;
    d.escaped = 1;
    assert_false(sp_css_equal(&c, &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(in_html_each_place_has_its_kinds),
        MUSTACHE_TEST(in_an_address_what_is_decided_counts),
        MUSTACHE_TEST(in_data_values_stand_in_strings_and_text),
        MUSTACHE_TEST(raw_is_for_fixed_words_where_nothing_is_markup),
        MUSTACHE_TEST(a_dot_is_what_the_section_around_it_is),
        MUSTACHE_TEST(blocks_are_followed_to_where_they_are_written),
        MUSTACHE_TEST(a_live_section_may_not_split_a_style_sheet),
        MUSTACHE_TEST(a_gallery_may_show_a_frame),
        MUSTACHE_TEST(sections_may_stand_where_both_ways_meet),
        MUSTACHE_TEST(a_section_that_meets_elsewhere_says_where),
        MUSTACHE_TEST(a_comment_in_a_style_sheet_ends_at_its_end),
        MUSTACHE_TEST(a_name_holds_no_sign_of_markup),
        MUSTACHE_TEST(what_looks_like_a_tag_in_words_is_refused),
        MUSTACHE_TEST(each_live_fact_and_each_unknown_name_is_live),
        MUSTACHE_TEST(places_that_differ_in_anything_are_two),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
