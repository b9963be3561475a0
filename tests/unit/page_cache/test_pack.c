/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Copies in one block: they say the same as the source, fill exactly the
 * bytes that were measured, and point nowhere but into the block or to what
 * is shared by design. */
#include "rows.h"
#include "pages_helper.h"

#include "gzip/gzip.h"
#include "page_cache/pack.h"

/* A block of exactly that size, from the allocator, so that a sanitizer sees
 * the byte before and the byte behind. */
static void *block(apr_size_t size)
{
    void *room = malloc(size);

    assert_non_null(room);
    memset(room, 0x5a, size);
    return room;
}

static int is_inside(const void *what, const void *from, apr_size_t size)
{
    return (const char *)what >= (const char *)from &&
           (const char *)what < (const char *)from + size;
}

/* An appearance with lists of every length. */
static sp_appearance_t *full_appearance(files_t *t, int length)
{
    sp_appearance_t *appearance = pages_appearance(t);
    int i;

    for (i = 0; i < length; i++) {
        sp_message_t *m = apr_pcalloc(t->pool, sizeof(*m));
        sp_replacement_t *r = apr_pcalloc(t->pool, sizeof(*r));
        sp_var_t *v = apr_pcalloc(t->pool, sizeof(*v));
        m->next = appearance->messages;
        m->code = 400 + i;
        m->message = "m";
        appearance->messages = m;
        r->next = appearance->replacements;
        r->format = (sp_format_t)(i % SP_FORMAT_COUNT);
        r->theme = appearance->theme;
        appearance->replacements = r;
        v->next = appearance->vars;
        v->name = apr_psprintf(t->pool, "v%d", i);
        v->value = "value";
        v->fact = i;
        appearance->vars = v;
    }
    appearance->logo = "data:,x";
    appearance->reference = "/status/";
    appearance->formats[0] = SP_FORMAT_XML;
    appearance->format_count = 3;
    return appearance;
}

/* Walk two lists and their nodes; each node of the copy is inside. */
static void lists_are_equal(const sp_appearance_t *a, const sp_appearance_t *b,
                            apr_size_t size)
{
    const sp_message_t *m = a->messages, *n = b->messages;
    const sp_replacement_t *r = a->replacements, *s = b->replacements;
    const sp_var_t *v = a->vars, *w = b->vars;

    for (; m != NULL; m = m->next, n = n->next) {
        assert_true(is_inside(n, b, size));
        assert_int_equal(n->code, m->code);
        assert_ptr_equal(n->message, m->message);
    }
    assert_null(n);
    for (; r != NULL; r = r->next, s = s->next) {
        assert_true(is_inside(s, b, size));
        assert_int_equal(s->format, r->format);
        assert_ptr_equal(s->theme, r->theme);
    }
    assert_null(s);
    for (; v != NULL; v = v->next, w = w->next) {
        assert_true(is_inside(w, b, size));
        assert_ptr_equal(w->name, v->name);
        assert_int_equal(w->fact, v->fact);
    }
    assert_null(w);
}

static void an_appearance_is_copied_with_its_lists(void **state)
{
    files_t *t = *state;
    int length, i;

    for (length = 0; length < 6; length++) {
        ROW("length %d", length);
        sp_appearance_t *appearance = full_appearance(t, length);
        apr_size_t size = sp_pack_appearance_size(appearance);
        sp_appearance_t *copy = block(size);
        sp_pack_appearance(copy, appearance);
        lists_are_equal(appearance, copy, size);
        assert_ptr_equal(copy->theme, appearance->theme);
        assert_ptr_equal(copy->catalog, appearance->catalog);
        assert_ptr_equal(copy->logo, appearance->logo);
        assert_ptr_equal(copy->reference, appearance->reference);
        assert_int_equal(copy->format_count, 3);
        assert_int_equal(copy->formats[0], SP_FORMAT_XML);
        assert_int_equal(copy->language_count, appearance->language_count);
        assert_true(is_inside(copy->languages, copy, size));
        for (i = 0; i < appearance->language_count; i++) {
            ROW("%s", copy->languages[i]);
            assert_ptr_equal(copy->languages[i], appearance->languages[i]);
        }
        assert_true((const char *)(copy->languages + copy->language_count) ==
                    (const char *)copy + size);
        free(copy);
    }
}

/* The source's lists may go or change; nothing of the copy does. */
static void a_copied_appearance_makes_the_same_pages(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = full_appearance(t, 5);
    sp_appearance_t *copy = block(sp_pack_appearance_size(appearance));
    sp_message_t *own = (sp_message_t *)appearance->messages;
    const char *before;

    appearance->replacements = NULL;
    sp_pack_appearance(copy, appearance);
    before = pages_text(t, appearance, 404, SP_FORMAT_HTML, "de");
    own->message = "changed";
    own->next = NULL;
    appearance->messages = NULL;
    appearance->vars = NULL;
    appearance->languages = NULL;
    assert_string_equal(pages_text(t, copy, 404, SP_FORMAT_HTML, "de"), before);
    free(copy);
}

static void plans_are_equal(const sp_plan_t *a, const sp_plan_t *b,
                            const void *room, apr_size_t size)
{
    int i;

    assert_int_equal(b->count, a->count);
    assert_int_equal(b->facts, a->facts);
    assert_true(is_inside(b, room, size));
    for (i = 0; i < a->count; i++) {
        ROW("step %d", i);
        assert_true(is_inside(&b->steps[i], room, size));
        assert_int_equal(b->steps[i].kind, a->steps[i].kind);
        assert_int_equal(b->steps[i].escape, a->steps[i].escape);
        assert_int_equal(b->steps[i].fact, a->steps[i].fact);
        assert_int_equal(b->steps[i].target, a->steps[i].target);
        assert_int_equal(b->steps[i].len, a->steps[i].len);
        if (a->steps[i].kind == SP_STEP_LITERAL) {
            /* what a template has at length is shared */
            assert_int_equal(is_inside(b->steps[i].text, room, size),
                             !a->steps[i].lasting);
            assert_memory_equal(b->steps[i].text, a->steps[i].text,
                                a->steps[i].len);
        }
    }
}

static void a_page_is_copied_with_all_its_texts(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int format, i;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_page_t *page =
            pages_make(t, appearance, 503, (sp_format_t)format, "de");
        apr_size_t size = sp_pack_page_size(page);
        sp_page_t *copy = block(size);
        sp_pack_page(copy, page);
        plans_are_equal(page->plan, copy->plan, copy, size);
        assert_true(is_inside(copy->content_language, copy, size));
        assert_string_equal(copy->content_language, page->content_language);
        assert_true(is_inside(copy->csp, copy, size));
        assert_string_equal(copy->csp, page->csp);
        for (i = 0; i < 2; i++) {
            ROW("line %d", i);
            assert_true(is_inside(copy->lines[i], copy, size));
            assert_string_equal(copy->lines[i], page->lines[i]);
            assert_true(is_inside(copy->vary[i], copy, size));
            assert_string_equal(copy->vary[i], page->vary[i]);
        }
        assert_true(is_inside(copy->guard_lines, copy, size));
        assert_string_equal(copy->guard_lines, page->guard_lines);
        /* to the last byte */
        assert_int_equal(((const char *)copy)[size - 1], '\0');
        assert_ptr_equal(copy->guard_lines + copy->guard_lines_len + 1,
                         (const char *)copy + size);
        free(copy);
    }
}

/* What was prepared for gzip writes the same member from the copy. */
static void a_prepared_page_is_copied_with_its_preparation(void **state)
{
    files_t *t = *state;
    sp_facts_t facts = {{[SP_FACT_URI] = "/a", [SP_FACT_REQUEST_ID] = "x"}};
    sp_page_t *page =
        pages_make(t, pages_appearance(t), 404, SP_FORMAT_HTML, "en");
    sp_page_t *copy;
    apr_size_t size, a_len, b_len;
    const char *a, *b;

    page->gzip = sp_gzip_prepare(page->plan, 1, t->pool);
    assert_non_null(page->gzip);
    size = sp_pack_page_size(page);
    copy = block(size);
    sp_pack_page(copy, page);
    assert_true(is_inside(copy->gzip, copy, size));
    a = sp_gzip_fill(page->gzip, page->plan, &facts, &a_len, t->pool);
    b = sp_gzip_fill(copy->gzip, copy->plan, &facts, &b_len, t->pool);
    assert_int_equal(a_len, b_len);
    assert_memory_equal(a, b, a_len);
    plans_are_equal(page->plan, copy->plan, copy, size);
    free(copy);
}

static void a_page_without_texts_and_steps_is_copied_too(void **state)
{
    files_t *t = *state;
    sp_page_t page;
    sp_page_t *copy;
    apr_size_t size;

    memset(&page, 0, sizeof(page));
    page.plan = sp_plan_finish(sp_plan_builder(t->pool), t->pool);
    size = sp_pack_page_size(&page);
    copy = block(size);
    sp_pack_page(copy, &page);
    assert_int_equal(copy->plan->count, 0);
    assert_null(copy->content_language);
    assert_null(copy->csp);
    assert_string_equal(pages_fill(copy, NULL, t->pool), "");
    free(copy);
}

/* Bytes that are no text: a literal may hold a NUL. */
static void literals_are_bytes(void **state)
{
    static const char bytes[] = "a\0b\xFF";
    files_t *t = *state;
    sp_plan_builder_t *b = sp_plan_builder(t->pool);
    sp_page_t page;
    sp_page_t *copy;
    char out[16];

    memset(&page, 0, sizeof(page));
    sp_plan_literal(b, bytes, 4);
    page.plan = sp_plan_finish(b, t->pool);
    copy = block(sp_pack_page_size(&page));
    sp_pack_page(copy, &page);
    assert_ptr_equal(sp_plan_write(copy->plan, &(sp_facts_t){{NULL}}, out),
                     out + 4);
    assert_memory_equal(out, bytes, 4);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(an_appearance_is_copied_with_its_lists),
        FILES_TEST(a_copied_appearance_makes_the_same_pages),
        FILES_TEST(a_page_is_copied_with_all_its_texts),
        FILES_TEST(a_prepared_page_is_copied_with_its_preparation),
        FILES_TEST(a_page_without_texts_and_steps_is_copied_too),
        FILES_TEST(literals_are_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
