/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads the catalogue files that are built in, at each reading of a server's
 * configuration: thirty languages in less time than jansson needs for one. Can
 * do so because a test has seen these files read by parse.c to the same end.
 * Texts stay where they are, in one copy of the file. Knows objects of strings
 * and the members of a catalogue; whatever else there is, it leaves the file to
 * parse.c. */
#include "catalog/come_back.h"

#include <apr_strings.h>
#include <string.h>

/* A file while it is read. */
typedef struct scan_t {
    char *at; /* in the copy */
    apr_pool_t *pool;
    const sp_catalog_t *before; /* its languages so far; or NULL */
    const char *file;
    const char *name;
    const char *extends;
    sp_catalog_language_t *language;
    sp_come_back_t *come_back;
    const char *unit;  /* of come_back */
    sp_entry_t *entry; /* of the code at hand */
} scan_t;

/* Reads the value of a member; 0 where it can't. */
typedef int (*take_fn)(scan_t *s, const char *key);

static int take_mark(scan_t *s, char mark)
{
    s->at += strspn(s->at, " \t\r\n");
    if (*s->at != mark) {
        return 0;
    }
    s->at++;
    return 1;
}

/* A string, ended where it stands; NULL where there is none, or one with an
 * escape that is not known here. */
static const char *take_string(scan_t *s)
{
    static const char escapes[] = "n\n\"\"\\\\//";
    char *begin, *to;

    if (!take_mark(s, '"')) {
        return NULL;
    }
    for (begin = to = s->at;;) {
        apr_size_t n = strcspn(s->at, "\"\\");
        const char *escape;

        if (to != s->at) {
            memmove(to, s->at, n);
        }
        to += n;
        s->at += n;
        if (*s->at == '"') {
            break;
        }
        escape = *s->at != '\0' && s->at[1] != '\0' ? strchr(escapes, s->at[1])
                                                    : NULL;
        if (escape == NULL) {
            return NULL;
        }
        *to++ = escape[1];
        s->at += 2;
    }
    s->at++;
    *to = '\0';
    return begin;
}

static int take_members(scan_t *s, take_fn take)
{
    if (!take_mark(s, '{')) {
        return 0;
    }
    do {
        const char *key = take_string(s);

        if (key == NULL || !take_mark(s, ':') || !take(s, key)) {
            return 0;
        }
    } while (take_mark(s, ','));
    return take_mark(s, '}');
}

static int take_label(scan_t *s, const char *key)
{
    const char *text = take_string(s);

    apr_hash_set(s->language->labels, key, APR_HASH_KEY_STRING, text);
    APR_ARRAY_PUSH(s->language->label_names, const char *) = key;
    return text != NULL;
}

static int take_sentence(scan_t *s, const char *member, const char *form)
{
    const char **place = sp_come_back_place(s->come_back, member, form);

    return place != NULL && (*place = take_string(s)) != NULL;
}

static int take_form(scan_t *s, const char *key)
{
    return take_sentence(s, s->unit, key);
}

static int take_unit(scan_t *s, const char *key)
{
    s->unit = key;
    s->at += strspn(s->at, " \t\r\n");
    return *s->at == '{' ? take_members(s, take_form)
                         : take_sentence(s, key, NULL);
}

static int take_entry(scan_t *s, const char *key)
{
    const char *text = take_string(s);
    int retry = SP_RETRY_MODIFY;

    if (text == NULL) {
        return 0;
    }
    if (strcmp(key, "message") == 0) {
        s->entry->message = text;
        return 1;
    }
    if (strcmp(key, "description") == 0) {
        s->entry->description = text;
        return 1;
    }
    while (retry <= SP_RETRY_AFTER &&
           strcmp(text, sp_retry_name((sp_retry_t)retry)) != 0) {
        retry++;
    }
    s->entry->retry = (sp_retry_t)retry;
    return strcmp(key, "retry") == 0 && retry <= SP_RETRY_AFTER;
}

static int take_code(scan_t *s, const char *key)
{
    int code = sp_code_parse(key);
    const sp_entry_t *other;

    if (code == 0) {
        return 0;
    }
    other = s->before != NULL ? sp_catalog_any(s->before, code) : NULL;
    s->entry = apr_pcalloc(s->pool, sizeof(*s->entry));
    s->entry->language = s->language->tag;
    s->entry->description = "";
    s->entry->status = code;
    s->entry->retry = other != NULL ? other->retry : SP_RETRY_NONE;
    s->language->codes[code - SP_CODE_MIN] = s->entry;
    return take_members(s, take_entry) && s->entry->message != NULL;
}

static int take_head(scan_t *s, const char *key)
{
    const char *text = take_string(s);

    if (text != NULL && strcmp(key, "language") == 0) {
        s->language = sp_catalog_language_create(s->pool, text, s->file);
        return 1;
    }
    if (strcmp(key, "name") == 0) {
        s->name = text;
        return text != NULL;
    }
    if (s->language != NULL && strcmp(key, "title") == 0) {
        s->language->title = text;
        return text != NULL;
    }
    s->extends = text;
    return text != NULL && strcmp(key, "extends") == 0;
}

/* What is in a language stands behind its tag. */
static int take_file(scan_t *s, const char *key)
{
    if (s->language != NULL && strcmp(key, "labels") == 0) {
        return take_members(s, take_label);
    }
    if (s->language != NULL && strcmp(key, "codes") == 0) {
        return take_members(s, take_code);
    }
    if (s->language != NULL && strcmp(key, "come_back") == 0) {
        s->come_back = sp_come_back_create(s->pool, s->language->tag);
        s->language->come_back = s->come_back;
        return take_members(s, take_unit);
    }
    return take_head(s, key);
}

/* The catalogue that the file begins; NULL where what it extends is missing. */
static sp_catalog_t *begin(const scan_t *s, sp_catalog_fn find, void *baton)
{
    const sp_catalog_t *extended = NULL;
    sp_error_t err = {0};

    if (find != NULL && strcmp(s->name, SP_CATALOG_ROOT) != 0) {
        extended = find(baton, s->extends ? s->extends : SP_CATALOG_ROOT, &err);
        if (extended == NULL) {
            return NULL;
        }
    }
    return sp_catalog_create(s->pool, s->name, extended);
}

int sp_catalog_trust(sp_catalog_t **catalog, const char *file, const char *text,
                     apr_size_t len, sp_catalog_fn find, void *baton,
                     apr_pool_t *pool)
{
    scan_t s = {.at = apr_pstrmemdup(pool, text, len),
                .pool = pool,
                .before = *catalog,
                .file = file};
    sp_catalog_t *to = *catalog;

    if (!take_members(&s, take_file) || s.name == NULL || s.language == NULL) {
        return 0;
    }
    if (to == NULL) {
        to = begin(&s, find, baton);
    }
    if (to == NULL) {
        return 0;
    }
    sp_catalog_add(to, s.language);
    *catalog = to;
    return 1;
}
