/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Facts: the five formats tell the same ones, a fact that is not there leaves
 * no hole, and none can break out of its place, whatever its bytes. */
#include "rows.h"
#include "pages_helper.h"

/* What a fact is called in data, and by which label elsewhere. */
static const struct {
    int fact;
    const char *member;
    const char *label;
    const char *value;
    int detail; /* only told to who may see details */
} facts[] = {
    {SP_FACT_REQUEST_ID, "request_id", "request_id", "rid<&>\"'*_7f3a", 0},
    {SP_FACT_URI, "instance", "uri", "/a%20b/_c_*d*&e='f'", 0},
    {SP_FACT_RETRY_AFTER, "retry_after", NULL, "7321", 0},
    {SP_FACT_COME_BACK, NULL, NULL, "Kommen Sie <um> 12:00 wieder.", 0},
    {SP_FACT_TIME, "time", "time", "2026-01-02T03:04:05Z", 1},
    {SP_FACT_METHOD, "method", "method", "PROPFIND", 1},
    {SP_FACT_HOST, "host", "host", "shop.example", 1},
    {SP_FACT_DETAIL_QUERY, "query", "query", "q=<script>&x=`y`", 1},
    {SP_FACT_DETAIL_CLIENT, "client", "client", "2001:db8::17", 1},
    {SP_FACT_DETAIL_SERVER, "server", "server", "backend-7.example", 1},
    {SP_FACT_DETAIL_PROTOCOL, "protocol", "protocol", "HTTP/1.1", 1},
    {SP_FACT_DETAIL_HANDLER, "handler", "handler", "proxy-server", 1},
    {SP_FACT_DETAIL_UPSTREAM, "upstream", "upstream", "fcgi://127.0.0.9", 1},
    {SP_FACT_DETAIL_USER_AGENT, "user_agent", "user_agent", "Agent/9 (x; *)",
     1},
    {SP_FACT_DETAIL_REFERER, "referer", "referer", "https://ref.example/?a&b",
     1},
    {SP_FACT_DETAIL_REASON, "reason", "reason", "File not found: [x](y)", 1},
};
#define FACTS (sizeof(facts) / sizeof(facts[0]))

/* All facts, for who may see details or not. */
static sp_facts_t all_facts(int details)
{
    sp_facts_t f = {{NULL}};
    size_t i;

    for (i = 0; i < FACTS; i++) {
        f.value[facts[i].fact] = facts[i].value;
    }
    f.value[SP_FACT_DETAILS] = details ? "1" : NULL;
    return f;
}

/* The kind of backend is for templates of one's own: ours tell the address,
 * among the details. The encoded id stands in the address of a mail alone. */
static void the_table_has_every_fact(void **state)
{
    sp_facts_t f = all_facts(1);
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        ROW("fact %d", i);
        assert_int_equal(f.value[i] != NULL,
                         i != SP_FACT_UPSTREAM &&
                             i != SP_FACT_REQUEST_ID_ENCODED);
    }
}

/* How a value looks in a format, where it belongs: behind its label, in its
 * element, as its member. */
static const char *expected(const sp_appearance_t *appearance,
                            sp_format_t format, const char *member,
                            const char *label, const char *value,
                            apr_pool_t *pool)
{
    sp_escape_t kind = sp_format_info(format)->escape;
    const char *shown = pages_escaped(pool, kind, value);
    const char *name =
        label
            ? pages_escaped(pool, kind,
                            sp_catalog_label(appearance->catalog, "de", label))
            : "";

    switch (format) {
    case SP_FORMAT_HTML:
        return apr_pstrcat(pool, ">", shown, "<", NULL);
    case SP_FORMAT_JSON:
        return strcmp(member, "retry_after") == 0 ||
                       strcmp(member, "status") == 0
                   ? apr_pstrcat(pool, "\"", member, "\": ", shown, NULL)
                   : apr_pstrcat(pool, "\"", member, "\": \"", shown, "\"",
                                 NULL);
    case SP_FORMAT_XML:
        return apr_pstrcat(pool, "<", member, ">", shown, "</", member, ">",
                           NULL);
    case SP_FORMAT_MARKDOWN:
        return label ? apr_pstrcat(pool, "**", name, "**: ", shown, NULL)
                     : shown;
    default:
        return label ? apr_pstrcat(pool, name, ": ", shown, NULL) : shown;
    }
}

static int is_data(sp_format_t format)
{
    return format == SP_FORMAT_JSON || format == SP_FORMAT_XML;
}

/* When to come back is a number for programs and a sentence for people. */
static apr_uint64_t told_by(sp_format_t format)
{
    return ~(APR_UINT64_C(1)
             << (is_data(format) ? SP_FACT_COME_BACK : SP_FACT_RETRY_AFTER));
}

static int is_told_by(sp_format_t format, int fact)
{
    return (int)(told_by(format) >> fact) & 1;
}

static void every_format_tells_the_same_facts(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int format, details;
    size_t i;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_page_t *page =
            pages_make(t, appearance, 429, (sp_format_t)format, "de");
        for (details = 0; details < 2; details++) {
            ROW("details %d", details);
            sp_facts_t f = all_facts(details);
            const char *text = pages_fill(page, &f, t->pool);
            for (i = 0; i < FACTS; i++) {
                if (!is_told_by((sp_format_t)format, facts[i].fact)) {
                    continue;
                }
                const char *want =
                    expected(appearance, (sp_format_t)format, facts[i].member,
                             facts[i].label, facts[i].value, t->pool);
                (facts[i].detail > details ? pages_lacks : pages_holds)(text,
                                                                        want);
            }
        }
    }
}

/* The same for what is known ahead; in German, so that the message and its
 * name for programs differ. */
static void every_format_tells_what_the_catalogue_says(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    static const int codes[] = {404, 429, 503, 418, 451, 555};
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        ROW("%d", codes[i]);
        sp_entry_t e = sp_appearance_entry(appearance, codes[i], "de");
        const char *code = sp_catalog_code(appearance->catalog, codes[i]);
        const char *number = apr_itoa(t->pool, codes[i]);
        int format;
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            ROW("%s", sp_format_info((sp_format_t)format)->name);
            sp_escape_t kind = sp_format_info((sp_format_t)format)->escape;
            const char *text =
                pages_text(t, appearance, codes[i], (sp_format_t)format, "de");
            char *rest = apr_pstrdup(t->pool, e.description);
            char *line;
            pages_holds(text, number);
            pages_holds(text, pages_escaped(t->pool, kind, e.message));
            pages_holds(text,
                        pages_escaped(t->pool, kind, code ? code : e.message));
            while ((line = apr_strtok(rest, "\n", &rest)) != NULL) {
                ROW("%s", line);
                pages_holds(text, pages_escaped(t->pool, kind, line));
            }
        }
    }
}

static void every_format_names_its_language(void **state)
{
    static const char *const shown[SP_FORMAT_COUNT] = {
        "<html lang=\"de\"", "\"language\": \"de\"", "<language>de</language>",
        "Sprache: de", "**Sprache**: de"};
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        pages_holds(pages_text(t, appearance, 404, (sp_format_t)format, "de"),
                    shown[format]);
    }
}

/* A word for programs; for people "later" where that helps: where the fault is
 * the server's, or they are too many. */
static void advice_is_a_word_for_programs_and_later_for_people(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    const char *later =
        sp_catalog_label(appearance->catalog, "de", "retry_later");
    int code, format, seen = 0;

    for (code = 400; code < 600; code++) {
        ROW("code %d", code);
        sp_entry_t entry = sp_appearance_entry(appearance, code, "de");
        sp_retry_t retry = entry.retry;
        /* what is said of codes that nobody knows ends so */
        int described = strstr(entry.description, later) != NULL;
        const char *word = sp_retry_name(retry);
        int helps =
            retry == SP_RETRY_AFTER || (retry == SP_RETRY_LATER && code >= 500);
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            ROW("%s", sp_format_info((sp_format_t)format)->name);
            const char *text =
                pages_text(t, appearance, code, (sp_format_t)format, "de");
            int data = is_data((sp_format_t)format);
            const char *sentence = pages_escaped(
                t->pool, sp_format_info((sp_format_t)format)->escape, later);
            ((!data && helps) || described ? pages_holds
                                           : pages_lacks)(text, sentence);
            if (data) {
                const char *member = expected(appearance, (sp_format_t)format,
                                              "retry", NULL, word, t->pool);
                (*word ? pages_holds : pages_lacks)(text,
                                                    *word ? member : "retry");
            }
        }
        seen |= 1 << retry;
    }
    assert_int_equal(seen, 15); /* there was one of each kind */
}

/* JSON, member by member, for every set of facts that may be there. The
 * values are what no server should let through. */
static const char *const hostile[SP_FACT_COUNT] = {
    [SP_FACT_REQUEST_ID] = "\",\"status\":200,\"x\":\"",
    [SP_FACT_URI] = "/\\\"\x01\x1f\x7f\r\n\t",
    [SP_FACT_RETRY_AFTER] = "120",
    [SP_FACT_REQUEST_ID_ENCODED] = "%3C",
    [SP_FACT_COME_BACK] = "<b>\"\\</b>",
    [SP_FACT_TIME] = "\xFF\xFE\xC3",
    [SP_FACT_METHOD] = "\xED\xA0\x80", /* half of a surrogate pair */
    [SP_FACT_HOST] = "</script><script>alert(1)</script>",
    [SP_FACT_UPSTREAM] = "<script>",
    [SP_FACT_DETAILS] = "1",
    [SP_FACT_DETAIL_QUERY] = "\xC0\x80",
    [SP_FACT_DETAIL_CLIENT] = "\\u0022\\",
    [SP_FACT_DETAIL_SERVER] = "{{status}}{{{raw}}}",
    [SP_FACT_DETAIL_PROTOCOL] = "]]>&amp;<!--",
    [SP_FACT_DETAIL_HANDLER] = "\xF4\x90\x80\x80",
    [SP_FACT_DETAIL_UPSTREAM] = "\xE2\x80\xA8\xE2\x80\xA9", /* line ends */
    [SP_FACT_DETAIL_USER_AGENT] = "\b\f\v\x1b[31m",
    [SP_FACT_DETAIL_REFERER] = "'\"`\n# h\n",
    [SP_FACT_DETAIL_REASON] = "\xF0\x9F\x92\xA5",
};

static const char *member_of(int fact)
{
    size_t i;

    for (i = 0; i < FACTS; i++) {
        if (facts[i].fact == fact) {
            return facts[i].member;
        }
    }
    return NULL;
}

/* The members that are there are those of the set, and no others. */
static void check_members(const json_t *root, unsigned set)
{
    const json_t *details = json_object_get(root, "details");
    size_t outer = 7, inner = 1; /* type .. language; theme */
    int i;

    assert_int_equal(details != NULL, (set >> SP_FACT_DETAILS) & 1);
    for (i = 0; i < SP_FACT_COUNT; i++) {
        ROW("fact %d", i);
        int detail = i == SP_FACT_TIME || i == SP_FACT_METHOD ||
                     i == SP_FACT_HOST || i > SP_FACT_DETAILS;
        int there = (set >> i) & 1;
        if (i == SP_FACT_DETAILS || i == SP_FACT_UPSTREAM ||
            i == SP_FACT_COME_BACK || i == SP_FACT_REQUEST_ID_ENCODED ||
            (detail && details == NULL)) {
            continue;
        }
        assert_int_equal(
            json_object_get(detail ? details : root, member_of(i)) != NULL,
            there);
        *(detail ? &inner : &outer) += (size_t)there;
    }
    assert_int_equal(json_object_size(root), outer + (details != NULL));
    assert_true(details == NULL || json_object_size(details) == inner);
}

static void json_is_valid_whichever_facts_are_there(void **state)
{
    files_t *t = *state;
    sp_page_t *page =
        pages_make(t, pages_appearance(t), 429, SP_FORMAT_JSON, "en");
    unsigned set;

    for (set = 0; set < 1u << SP_FACT_COUNT; set++) {
        sp_facts_t f = {{NULL}};
        json_error_t why;
        const char *text;
        json_t *root;
        apr_pool_t *pool;
        int i;
        if (((set >> SP_FACT_UPSTREAM) & 1) ||
            ((set >> SP_FACT_COME_BACK) & 1) ||
            ((set >> SP_FACT_REQUEST_ID_ENCODED) & 1)) {
            continue; /* JSON reads none of them */
        }
        apr_pool_create(&pool, t->pool);
        for (i = 0; i < SP_FACT_COUNT; i++) {
            f.value[i] = (set >> i) & 1 ? hostile[i] : (i & 1 ? "" : NULL);
        }
        text = pages_fill(page, &f, pool);
        root = json_loads(text, JSON_REJECT_DUPLICATES, &why);
        if (root == NULL) {
            fail_msg("%s in\n%s", why.text, text);
        }
        check_members(root, set);
        json_decref(root);
        apr_pool_destroy(pool);
    }
}

static void json_gives_back_what_was_put_in(void **state)
{
    files_t *t = *state;
    sp_facts_t f = all_facts(1);
    sp_page_t *page =
        pages_make(t, pages_appearance(t), 429, SP_FORMAT_JSON, "en");
    json_t *root = pages_json(pages_fill(page, &f, t->pool), t->pool);
    json_t *details = json_object_get(root, "details");
    size_t i;

    assert_int_equal(json_integer_value(json_object_get(root, "status")), 429);
    assert_string_equal(pages_member(root, "title"), "Too Many Requests");
    assert_string_equal(pages_member(root, "code"), "Too Many Requests");
    assert_string_equal(pages_member(root, "retry"), "after");
    assert_int_equal(json_integer_value(json_object_get(root, "retry_after")),
                     7321);
    for (i = 0; i < FACTS; i++) {
        ROW("%s", sp_fact_name(facts[i].fact));
        if (facts[i].fact != SP_FACT_RETRY_AFTER && facts[i].member != NULL) {
            assert_string_equal(
                pages_member(facts[i].detail ? details : root, facts[i].member),
                facts[i].value);
        }
    }
}

static void no_value_leaves_its_place(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_facts_t f = {{NULL}};
    const char *text;
    int i, format;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        f.value[i] = hostile[i];
    }
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        text = pages_fill(
            pages_make(t, appearance, 429, (sp_format_t)format, "en"), &f,
            t->pool);
        pages_lacks(text, "\x1b");
        pages_lacks(text, "\xFF");
        pages_lacks(text, "\x01");
        if (format != SP_FORMAT_TEXT && format != SP_FORMAT_JSON) {
            pages_lacks(text, "<script>");
        }
    }
    text = pages_fill(pages_make(t, appearance, 429, SP_FORMAT_MARKDOWN, "en"),
                      &f, t->pool);
    pages_lacks(text, "\n# h");
}

/* Texts of the administrator's own are as hostile to a format as any. */
static void own_messages_are_escaped_too(void **state)
{
    static const char evil[] = "\"</title><script>alert('1')</script>\x01\xFF";
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m = {NULL, 404, NULL, evil, evil, NULL};
    sp_var_t footer = pages_var(NULL, "footer", evil);
    sp_var_t name = pages_var(&footer, "name", evil);
    int format;

    appearance->messages = &m;
    appearance->vars = &name;
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        const char *text =
            pages_text(t, appearance, 404, (sp_format_t)format, "en");
        pages_lacks(text, "\x01");
        pages_lacks(text, "\xFF");
        if (format == SP_FORMAT_JSON) {
            pages_json(text, t->pool);
        }
        else if (format != SP_FORMAT_TEXT) {
            pages_lacks(text, "<script>");
        }
    }
}

/* Who fills a page may be told what it will need. */
static void a_page_reads_only_the_facts_of_the_table(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    apr_uint64_t all = ((APR_UINT64_C(1) << SP_FACT_COUNT) - 1) &
                       ~(APR_UINT64_C(1) << SP_FACT_UPSTREAM) &
                       ~(APR_UINT64_C(1) << SP_FACT_REQUEST_ID_ENCODED);
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_page_t *page =
            pages_make(t, appearance, 429, (sp_format_t)format, "en");
        assert_int_equal(page->plan->facts, all & told_by((sp_format_t)format));
    }
}

static void without_details_a_page_needs_no_details(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    apr_uint64_t wanted = APR_UINT64_C(1) << SP_FACT_DETAILS;
    size_t i;
    int format;

    for (i = 0; i < FACTS; i++) {
        wanted |= (apr_uint64_t)!facts[i].detail << facts[i].fact;
    }
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_page_t *page =
            pages_make(t, appearance, 429, (sp_format_t)format, "en");
        assert_int_equal(page->public_facts,
                         wanted & told_by((sp_format_t)format));
    }
}

/* What a mail to support begins with, where there is one to write: a name
 * can't begin another field of it, and what is known at the request only
 * is not read ahead. */
static void a_mail_to_support_names_the_request(void **state)
{
    static const struct {
        const char *support, *name, *href;
    } rows[] = {
        {"mailto:a@b.example", "Shop", "?subject=Shop%20404%20r%26d"},
        {"MailTo:a@b.example", "", "?subject=404%20r%26d"},
        {"mailto:a@b.example", "B&B?\"ä", "?subject=B%26B%3F%22%C3%A4%20404"},
        {"mailto:a@b.example?cc=c@d.example", "Shop", "\""},
        {"mailto:a@b.example#x", "Shop", "\""},
        {"https://b.example/mailto:", "Shop", "\""},
        {"/help", "Shop", "\""},
    };
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_facts_t live = {{[SP_FACT_REQUEST_ID_ENCODED] = "r%26d"}};
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s, %s", rows[i].support, rows[i].name);
        sp_var_t name = pages_var(NULL, "name", rows[i].name);
        sp_var_t support = pages_var(&name, "support", rows[i].support);
        const char *text;

        appearance->vars = &support;
        text = pages_fill(pages_make(t, appearance, 404, SP_FORMAT_HTML, "en"),
                          &live, t->pool);
        assert_non_null(
            strstr(text, apr_psprintf(t->pool, "href=\"%s%s", rows[i].support,
                                      rows[i].href)));
        name.fact = SP_FACT_COUNT;
        live.value[name.fact] = rows[i].name;
        text = pages_fill(pages_make(t, appearance, 404, SP_FORMAT_HTML, "en"),
                          &live, t->pool);
        assert_int_equal(strstr(text, "?subject=404%20r%26d\"") != NULL,
                         *rows[i].href == '?');
        support.fact = SP_FACT_COUNT + 1;
        live.value[support.fact] = rows[i].support;
        text = pages_fill(pages_make(t, appearance, 404, SP_FORMAT_HTML, "en"),
                          &live, t->pool);
        assert_null(strstr(text, "?subject="));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_table_has_every_fact),
        FILES_TEST(a_mail_to_support_names_the_request),
        FILES_TEST(every_format_tells_the_same_facts),
        FILES_TEST(every_format_tells_what_the_catalogue_says),
        FILES_TEST(every_format_names_its_language),
        FILES_TEST(advice_is_a_word_for_programs_and_later_for_people),
        FILES_TEST(json_is_valid_whichever_facts_are_there),
        FILES_TEST(json_gives_back_what_was_put_in),
        FILES_TEST(no_value_leaves_its_place),
        FILES_TEST(own_messages_are_escaped_too),
        FILES_TEST(a_page_reads_only_the_facts_of_the_table),
        FILES_TEST(without_details_a_page_needs_no_details),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
