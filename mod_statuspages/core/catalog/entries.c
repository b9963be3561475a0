/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads what a catalogue file says about one code or one problem. Knows what
 * may stand there, what a problem may be called, and that everything but words
 * must not differ between languages. */
#include "catalog/reader.h"

#include "brand/brand.h"
#include "catalog/problems.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

/* A problem is an error. */
#define STATUS_MIN 400

/* What is read: a code, or a problem. */
typedef struct subject_t {
    const char *what;        /* "code 404", "problem QUOTA_EXCEEDED" */
    const sp_entry_t *other; /* the same in a language before, or NULL */
    sp_entry_t *entry;
} subject_t;

static apr_status_t read_status(sp_reader_t *r, const json_t *value,
                                const subject_t *s)
{
    json_int_t status = json_integer_value(value);

    if (!json_is_integer(value)) {
        return sp_reader_fault(r, "'status' must be a whole number, not %s",
                               sp_reader_kind(value));
    }
    if (status < STATUS_MIN || status > SP_CODE_MAX) {
        return sp_reader_fault(r,
                               "the status of %s is %" APR_INT64_T_FMT
                               "; it must be a number from %d to %d",
                               s->what, (apr_int64_t)status, STATUS_MIN,
                               SP_CODE_MAX);
    }
    s->entry->status = (int)status;
    return APR_SUCCESS;
}

static apr_status_t read_message(sp_reader_t *r, const json_t *value,
                                 const subject_t *s)
{
    return sp_reader_text(r, value, 0, &s->entry->message);
}

static apr_status_t read_description(sp_reader_t *r, const json_t *value,
                                     const subject_t *s)
{
    return sp_reader_text(r, value, 1, &s->entry->description);
}

static apr_status_t read_retry(sp_reader_t *r, const json_t *value,
                               const subject_t *s)
{
    const char *word = json_string_value(value);
    int i;

    if (word == NULL) {
        return sp_reader_fault(r, "'retry' must be a string, not %s",
                               sp_reader_kind(value));
    }
    for (i = SP_RETRY_MODIFY; i <= SP_RETRY_AFTER; i++) {
        if (strcmp(word, sp_retry_name((sp_retry_t)i)) == 0) {
            s->entry->retry = (sp_retry_t)i;
            return APR_SUCCESS;
        }
    }
    return sp_reader_fault(r,
                           "the retry advice of %s is '%s'; it must be modify, "
                           "later or after, or left out",
                           s->what, sp_reader_shown(r, word));
}

/* Pages link to it from wherever they stand: no address that is relative to
 * that, and no mail. */
static apr_status_t read_url(sp_reader_t *r, const json_t *value,
                             const subject_t *s)
{
    apr_status_t rv = sp_reader_text(r, value, 0, &s->entry->url);
    const char *url = s->entry->url;

    if (rv == APR_SUCCESS &&
        (!sp_brand_is_url(url) ||
         (url[0] != '/' && strncasecmp(url, "http://", 7) != 0 &&
          strncasecmp(url, "https://", 8) != 0))) {
        return sp_reader_fault(
            r,
            "the url of %s is '%s'; it must start with https://, http:// "
            "or one /",
            s->what, sp_reader_shown(r, url));
    }
    return rv;
}

/* The first is a problem's alone. */
static const struct member_t {
    const char *name;
    apr_status_t (*read)(sp_reader_t *r, const json_t *value,
                         const subject_t *s);
} members[] = {
    {"status", read_status},
    {"message", read_message},
    {"description", read_description},
    {"retry", read_retry},
    {"url", read_url},
};

static apr_status_t read_member(sp_reader_t *r, const char *key,
                                const json_t *value, const subject_t *s)
{
    const int first = s->entry->name == NULL;
    const char *names[SP_COUNT(members)];
    int i;

    sp_reader_at(r, 2, key);
    for (i = first; i < SP_COUNT(members); i++) {
        if (strcmp(key, members[i].name) == 0) {
            return members[i].read(r, value, s);
        }
        names[i] = members[i].name;
    }
    return sp_reader_unknown(
        r, "member", key, names + first, SP_COUNT(members) - first,
        first ? "; a code has message, description, retry and url"
              : "; a problem has status, message, description, retry and url");
}

/* A fault where a translation contradicts. */
static apr_status_t agree(sp_reader_t *r, const subject_t *s,
                          const char *member, const char *what,
                          const char *here, const char *there)
{
    if (strcmp(here, there) == 0) {
        return APR_SUCCESS;
    }
    sp_reader_at(r, 2, member);
    return sp_reader_fault(
        r,
        "the %s of %s is '%s' here, but '%s' in language '%s'; leave it out, "
        "or make them the same",
        what, s->what, here, *there ? there : "none", s->other->language);
}

/* What is no word does not depend on the language: a translation may leave it
 * out, but not contradict. */
static apr_status_t agree_all(sp_reader_t *r, const json_t *value,
                              const subject_t *s)
{
    const sp_entry_t *other = s->other;
    sp_entry_t *entry = s->entry;
    apr_status_t rv;

    if (other == NULL) {
        return APR_SUCCESS;
    }
    if (json_object_get(value, "retry") == NULL) {
        entry->retry = other->retry;
    }
    if (entry->url == NULL) {
        entry->url = other->url;
    }
    if ((rv = agree(r, s, "status", "status", apr_itoa(r->pool, entry->status),
                    apr_itoa(r->pool, other->status))) == APR_SUCCESS &&
        (rv = agree(r, s, "retry", "retry advice", sp_retry_name(entry->retry),
                    sp_retry_name(other->retry))) == APR_SUCCESS) {
        rv = agree(r, s, "url", "url", entry->url ? entry->url : "",
                   other->url ? other->url : "");
    }
    return rv;
}

static apr_status_t read_entry(sp_reader_t *r, json_t *value,
                               const subject_t *s)
{
    const char *key;
    json_t *member;
    apr_status_t rv;

    if (!json_is_object(value)) {
        return sp_reader_fault(
            r,
            "%s must be an object with message, description and retry, not "
            "%s",
            s->what, sp_reader_kind(value));
    }
    s->entry->language = r->language->tag;
    s->entry->description = "";
    json_object_foreach(value, key, member)
    {
        rv = read_member(r, key, member, s);
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    r->depth = 2;
    if (s->entry->message == NULL) {
        return sp_reader_fault(r, "%s has no 'message'", s->what);
    }
    if (s->entry->status == 0) {
        return sp_reader_fault(r, "%s has no 'status', such as \"status\": 429",
                               s->what);
    }
    return agree_all(r, value, s);
}

apr_status_t sp_catalog_read_code(sp_reader_t *r, const char *key,
                                  json_t *value)
{
    sp_entry_t *entry = apr_pcalloc(r->keep, sizeof(*entry));
    int code = sp_code_parse(key);
    subject_t s = {.entry = entry};

    if (code == 0) {
        return sp_reader_fault(r,
                               "'%s' is not a status code; a code is a "
                               "number from %d to %d",
                               sp_reader_shown(r, key), SP_CODE_MIN,
                               SP_CODE_MAX);
    }
    s.what = apr_psprintf(r->pool, "code %d", code);
    s.other = sp_catalog_any(r->catalog, code);
    entry->status = code;
    r->language->codes[code - SP_CODE_MIN] = entry;
    return read_entry(r, value, &s);
}

/* The same name in this file, in another language of the catalogue, or in one
 * that it extends; whatever the case of its letters. */
static const sp_entry_t *same_problem(const sp_reader_t *r, const char *name)
{
    const sp_entry_t *same = sp_catalog_problem_in(r->language, name);
    const sp_catalog_t *c;

    for (c = r->catalog; c != NULL && same == NULL; c = sp_catalog_extends(c)) {
        same = sp_catalog_any_problem(c, name);
    }
    return same;
}

static apr_status_t check_name(sp_reader_t *r, const char *name,
                               const sp_entry_t *same)
{
    if (!sp_problem_is_name(name)) {
        return sp_reader_fault(
            r,
            "'%s' can't be the name of a problem; it starts with a letter, is "
            "made of letters, digits, dots, _ and -, at most %d, and is "
            "neither 'gallery' nor 'none'",
            sp_reader_shown(r, name), SP_PROBLEM_MAX_NAME);
    }
    if (same != NULL && strcmp(same->name, name) != 0) {
        return sp_reader_fault(r,
                               "the problems '%s' and '%s' differ in the case "
                               "of letters alone; write both in one way",
                               name, same->name);
    }
    return APR_SUCCESS;
}

apr_status_t sp_catalog_read_problem(sp_reader_t *r, const char *key,
                                     json_t *value)
{
    sp_entry_t *entry = apr_pcalloc(r->keep, sizeof(*entry));
    const sp_entry_t *same = same_problem(r, key);
    subject_t s = {.entry = entry};
    char folded[SP_PROBLEM_SIZE];
    apr_status_t rv = check_name(r, key, same);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    sp_problem_fold(folded, key);
    s.what = apr_psprintf(r->pool, "problem %s", key);
    s.other = sp_catalog_any_problem(r->catalog, key);
    entry->name = apr_pstrdup(r->keep, key);
    if (json_object_get(value, "status") == NULL && same != NULL) {
        entry->status = same->status;
    }
    rv = read_entry(r, value, &s);
    if (rv == APR_SUCCESS) {
        APR_ARRAY_PUSH(r->language->problems, const sp_entry_t *) = entry;
        apr_hash_set(r->language->problem_names, apr_pstrdup(r->keep, folded),
                     APR_HASH_KEY_STRING, entry);
    }
    return rv;
}
