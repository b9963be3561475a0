/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading and finding a theme's words; see words.h. Knows what a word, a
 * language and a text may be; refuses to know templates and readers. */
#include "theme/words.h"

#include "base/json_place.h"
#include "base/language.h"
#include "base/spelling.h"
#include "base/text.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* The object while it is read, and how far that has come. */
typedef struct source_t {
    sp_words_t *words;
    const char *path;
    const char *text;
    apr_size_t len;
    const char *name;     /* the word at hand */
    const char *language; /* its language at hand, or NULL */
    apr_pool_t *pool;
    sp_error_t *err;
} source_t;

sp_words_t sp_words_none(apr_pool_t *pool)
{
    sp_words_t none = {apr_hash_make(pool), apr_hash_make(pool),
                       apr_array_make(pool, 4, sizeof(const char *)),
                       apr_array_make(pool, 4, sizeof(const char *)),
                       apr_array_make(pool, 4, sizeof(const char *))};
    return none;
}

static void place(const source_t *s, int *line, int *col)
{
    const char *keys[] = {"words", s->name, s->language};

    sp_json_place(s->text, s->len, keys, s->language == NULL ? 2 : 3, line,
                  col);
}

static void fault(const source_t *s, const char *what, const char *hint)
{
    int line, col;

    place(s, &line, &col);
    sp_error_set(s->err, s->pool, s->path, line, col, "%s", what);
    sp_error_hint(s->err, s->pool, "%s", hint);
}

static int is_name(const char *name)
{
    return apr_islower(name[0]) &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static void add_text(const source_t *s, apr_hash_t *texts, const char *tag,
                     const char *text)
{
    sp_words_t *w = s->words;

    if (apr_hash_count(texts) == 0) {
        apr_hash_set(w->first, s->name, APR_HASH_KEY_STRING, text);
    }
    apr_hash_set(texts, tag, APR_HASH_KEY_STRING, text);
    if (!sp_spelling_is_among(tag, (const char *const *)w->languages->elts,
                              w->languages->nelts)) {
        APR_ARRAY_PUSH(w->languages, const char *) = tag;
    }
}

/* One text of the word at hand, in the language at hand. */
static void read_text(const source_t *s, apr_hash_t *texts, const char *text)
{
    char tag[SP_LANGUAGE_SIZE];

    sp_language_fold(tag, s->language);
    if (!sp_language_valid(s->language)) {
        fault(s, "this is no language tag", "write one as de or pt-BR");
    }
    else if (apr_hash_get(texts, tag, APR_HASH_KEY_STRING) != NULL) {
        fault(s, "the word has a text in this language already",
              "write one of them");
    }
    else if (text == NULL) {
        fault(s, "a text must be a string", "write it in quotes");
    }
    else if (sp_text_is_blank(text)) {
        fault(s, "the text is empty",
              "leave the language out, and its readers get English");
    }
    else if (!sp_text_is_plain(text, strlen(text), "\n")) {
        fault(s, "the text holds a control character",
              "write words and line ends alone");
    }
    else {
        add_text(s, texts, apr_pstrdup(s->pool, tag),
                 apr_pstrdup(s->pool, text));
    }
}

/* The word at hand. */
static void read_word(source_t *s, json_t *languages)
{
    apr_hash_t *texts = apr_hash_make(s->pool);
    const char *key;
    json_t *value;

    if (!is_name(s->name)) {
        fault(s,
              "a word's name is made of small letters, digits and _, "
              "and begins with a letter",
              "{{words.NAME}} shows it");
        return;
    }
    if (!json_is_object(languages) || json_object_size(languages) == 0) {
        fault(s, "a word must be an object of languages and its texts",
              "write {\"en\": \"...\", \"de\": \"...\"}");
        return;
    }
    json_object_foreach(languages, key, value)
    {
        s->language = apr_pstrdup(s->pool, key);
        read_text(s, texts, json_string_value(value));
    }
    s->language = NULL;
    apr_hash_set(s->words->texts, s->name, APR_HASH_KEY_STRING, texts);
    APR_ARRAY_PUSH(s->words->names, const char *) = s->name;
}

/* The text for a language or a shorter tag of it, or NULL. */
static const char *text_for(apr_hash_t *texts, const char *language)
{
    char tag[SP_LANGUAGE_SIZE];
    const char *text = NULL;
    int more = sp_language_fold(tag, language);

    for (; more && text == NULL; more = sp_language_shorten(tag)) {
        text = apr_hash_get(texts, tag, APR_HASH_KEY_STRING);
    }
    return text;
}

/* A language that the others have and the word at hand lacks: no fault, its
 * readers get English, but seldom meant. */
static void find_gaps(const source_t *s)
{
    const sp_words_t *w = s->words;
    apr_hash_t *texts = apr_hash_get(w->texts, s->name, APR_HASH_KEY_STRING);
    const char *lacks = "";
    int i, line, col;

    for (i = 0; i < w->languages->nelts; i++) {
        const char *tag = APR_ARRAY_IDX(w->languages, i, const char *);
        if (text_for(texts, tag) == NULL) {
            lacks = apr_pstrcat(s->pool, lacks, *lacks ? ", " : "", tag, NULL);
        }
    }
    if (*lacks) {
        place(s, &line, &col);
        APR_ARRAY_PUSH(w->gaps, const char *) = apr_psprintf(
            s->pool, "%s:%d:%d: words.%s has no text in %s, as others have",
            s->path, line, col, s->name, lacks);
    }
}

void sp_words_read(sp_words_t *words, json_t *object, const char *path,
                   const char *text, apr_size_t len, apr_pool_t *pool,
                   sp_error_t *err)
{
    source_t s = {words, path, text, len, NULL, NULL, pool, err};
    const char *key;
    json_t *value;
    int i;

    json_object_foreach(object, key, value)
    {
        s.name = apr_pstrdup(pool, key);
        read_word(&s, value);
    }
    for (i = 0; err->msg == NULL && i < words->names->nelts; i++) {
        s.name = APR_ARRAY_IDX(words->names, i, const char *);
        find_gaps(&s);
    }
}

const char *sp_words_find(const sp_words_t *words, const char *name,
                          const char *language)
{
    apr_hash_t *texts = apr_hash_get(words->texts, name, APR_HASH_KEY_STRING);
    const char *text = texts != NULL ? text_for(texts, language) : NULL;

    if (texts != NULL && text == NULL) {
        text = text_for(texts, "en");
    }
    return text != NULL ? text
                        : apr_hash_get(words->first, name, APR_HASH_KEY_STRING);
}
