/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* When to come back, as a sentence: read from a catalogue file's "come_back",
 * and chosen for a Retry-After. A language writes each sentence whole, in
 * every form that its plural has, since no rule could put one together in all
 * languages. Knows units and rounding; plurals are plural.h's affair. */
#include "catalog/come_back.h"

#include "base/language.h"
#include "base/plural.h"

#include <apr_strings.h>
#include <string.h>

typedef enum unit_t { SECOND, MINUTE, HOUR, DAY, UNITS } unit_t;

static const char *const unit_names[UNITS] = {"second", "minute", "hour",
                                              "day"};

#define NUMBER "{n}"
#define TIME "{time}"

struct sp_come_back_t {
    const char *language;
    const char *now;
    const char *time;                         /* with {time} in it */
    const char *unit[UNITS][SP_PLURAL_COUNT]; /* with {n} in it */
};

/* The text with a value in place of the mark. */
static const char *put(const char *text, const char *mark, const char *value,
                       apr_pool_t *pool)
{
    const char *at = strstr(text, mark);

    return at != NULL
               ? apr_pstrcat(
                     pool, apr_pstrmemdup(pool, text, (apr_size_t)(at - text)),
                     value, at + strlen(mark), NULL)
               : text;
}

/* Rounded up: who comes back too early is sent away again. "90 minutes" says
 * more than "2 hours", and a round number is told in what it is round in. */
static apr_int64_t count_of(apr_int64_t seconds, unit_t *unit)
{
    static const apr_int64_t each[UNITS] = {1, 60, 3600, 86400};
    int u = seconds < each[MINUTE] ? SECOND : DAY;

    while (u > MINUTE && seconds < 2 * each[u] &&
           (seconds < each[u] || seconds % each[u] != 0)) {
        u--;
    }
    *unit = (unit_t)u;
    return (seconds - 1) / each[u] + 1;
}

const char *sp_come_back_in(const sp_come_back_t *words, apr_int64_t seconds,
                            apr_pool_t *pool)
{
    apr_int64_t n;
    unit_t unit;

    if (words == NULL || seconds <= 0) {
        return words != NULL ? words->now : NULL;
    }
    n = count_of(seconds, &unit);
    return put(words->unit[unit][sp_plural(words->language, n)], NUMBER,
               apr_psprintf(pool, "%" APR_INT64_T_FMT, n), pool);
}

/* Behind Arabic letters "2026-11-21" would be shown with its parts turned
 * round, and "2026/11/21" not: UAX #9, W2 to W4. */
static const char *readable(const sp_come_back_t *words, const char *time,
                            apr_pool_t *pool)
{
    char *copy = apr_pstrdup(pool, time), *p = copy;

    if (strcmp(sp_language_dir(words->language), "rtl") == 0) {
        while ((p = strchr(p, '-')) != NULL) {
            *p = '/';
        }
    }
    return copy;
}

const char *sp_come_back_at(const sp_come_back_t *words, const char *time,
                            apr_pool_t *pool)
{
    return words != NULL
               ? put(words->time, TIME, readable(words, time, pool), pool)
               : NULL;
}

static const sp_come_back_t *in_language(const sp_catalog_t *catalog,
                                         const char *tag)
{
    const sp_catalog_language_t *l = sp_catalog_in(catalog, tag);

    return l != NULL ? l->come_back : NULL;
}

const sp_come_back_t *sp_catalog_come_back(const sp_catalog_t *catalog,
                                           const char *language)
{
    const sp_come_back_t *found = NULL;
    const sp_catalog_language_t *first;
    char tag[SP_LANGUAGE_SIZE];
    const sp_catalog_t *c;
    int more = sp_language_fold(tag, language);

    for (; more && found == NULL; more = sp_language_shorten(tag)) {
        for (c = catalog; c != NULL && found == NULL;
             c = sp_catalog_beneath(c)) {
            found = in_language(c, tag);
        }
    }
    first = sp_catalog_own(sp_catalog_root(catalog), 0);
    return found == NULL && first != NULL ? first->come_back : found;
}

static const char *const members[] = {"now",    "time", "second",
                                      "minute", "hour", "day"};

/* A sentence, with its mark once; where @a freely, it may do without: "in one
 * minute" needs no digit. */
static apr_status_t read_sentence(sp_reader_t *r, const json_t *value,
                                  const char *mark, int freely,
                                  const char **text)
{
    apr_status_t rv = sp_reader_text(r, value, 0, text);
    const char *at;

    if (rv != APR_SUCCESS || mark == NULL) {
        return rv;
    }
    at = strstr(*text, mark);
    if ((at == NULL && !freely) ||
        (at != NULL && strstr(at + strlen(mark), mark) != NULL)) {
        return sp_reader_fault(r, "'%s' must hold %s once",
                               sp_reader_shown(r, r->path[r->depth - 1]), mark);
    }
    return APR_SUCCESS;
}

static int form_of(const char *name)
{
    int form = 0;

    while (form < SP_PLURAL_COUNT &&
           strcmp(name, sp_plural_name((sp_plural_t)form)) != 0) {
        form++;
    }
    return form;
}

sp_come_back_t *sp_come_back_create(apr_pool_t *pool, const char *language)
{
    sp_come_back_t *words = apr_pcalloc(pool, sizeof(*words));

    words->language = language;
    return words;
}

const char **sp_come_back_place(sp_come_back_t *words, const char *member,
                                const char *form)
{
    int plural = form != NULL ? form_of(form) : SP_PLURAL_COUNT;
    int unit;

    if (form == NULL) {
        return strcmp(member, "now") == 0    ? &words->now
               : strcmp(member, "time") == 0 ? &words->time
                                             : NULL;
    }
    for (unit = 0; unit < UNITS && plural < SP_PLURAL_COUNT; unit++) {
        if (strcmp(member, unit_names[unit]) == 0) {
            return &words->unit[unit][plural];
        }
    }
    return NULL;
}

static apr_status_t read_form(sp_reader_t *r, const char *key,
                              const json_t *value, const char **forms)
{
    int form = form_of(key);

    sp_reader_at(r, 2, key);
    if (form == SP_PLURAL_COUNT ||
        !sp_plural_has(r->language->tag, (sp_plural_t)form)) {
        return sp_reader_fault(r, "'%s' is no plural form of language '%s'",
                               sp_reader_shown(r, key), r->language->tag);
    }
    return read_sentence(r, value, NUMBER,
                         form == SP_PLURAL_ONE || form == SP_PLURAL_TWO,
                         &forms[form]);
}

/* All forms of the language must be there; 'other' for numbers that have no
 * other, too, as a fraction would. */
static apr_status_t read_unit(sp_reader_t *r, json_t *value, const char **forms)
{
    const char *name = r->path[r->depth - 1], *key;
    json_t *each;
    apr_status_t rv = APR_SUCCESS;
    int form;

    if (!json_is_object(value)) {
        return sp_reader_fault(r, "'%s' must be an object, not %s", name,
                               sp_reader_kind(value));
    }
    json_object_foreach(value, key, each)
    {
        rv = read_form(r, key, each, forms);
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    r->depth = 2;
    for (form = 0; form < SP_PLURAL_COUNT; form++) {
        if (forms[form] == NULL &&
            sp_plural_has(r->language->tag, (sp_plural_t)form)) {
            return sp_reader_fault(
                r, "'%s' lacks the form '%s' of language '%s'", name,
                sp_plural_name((sp_plural_t)form), r->language->tag);
        }
    }
    return rv;
}

static apr_status_t read_member(sp_reader_t *r, const char *key, json_t *value,
                                sp_come_back_t *words)
{
    int unit;

    sp_reader_at(r, 1, key);
    if (strcmp(key, "now") == 0) {
        return read_sentence(r, value, NULL, 1, &words->now);
    }
    if (strcmp(key, "time") == 0) {
        return read_sentence(r, value, TIME, 0, &words->time);
    }
    for (unit = 0; unit < UNITS; unit++) {
        if (strcmp(key, unit_names[unit]) == 0) {
            return read_unit(r, value, words->unit[unit]);
        }
    }
    return sp_reader_unknown(r, "member", key, members, SP_COUNT(members),
                             "; come_back has now, time, second, minute, "
                             "hour and day");
}

/* The first member that is missing, or NULL. */
static const char *missing(const json_t *object)
{
    int i = 0;

    while (i < SP_COUNT(members) &&
           json_object_get(object, members[i]) != NULL) {
        i++;
    }
    return i < SP_COUNT(members) ? members[i] : NULL;
}

apr_status_t sp_catalog_read_come_back(sp_reader_t *r, const json_t *root)
{
    json_t *object = json_object_get(root, "come_back"), *value;
    sp_come_back_t *words = sp_come_back_create(r->keep, r->language->tag);
    apr_status_t rv = APR_SUCCESS;
    const char *key;

    if (object == NULL) {
        return APR_SUCCESS;
    }
    sp_reader_at(r, 0, "come_back");
    if (!json_is_object(object)) {
        return sp_reader_fault(r, "'come_back' must be an object, not %s",
                               sp_reader_kind(object));
    }
    if (missing(object) != NULL) {
        return sp_reader_fault(r, "'come_back' has no '%s'", missing(object));
    }
    json_object_foreach(object, key, value)
    {
        rv = read_member(r, key, value, words);
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    r->language->come_back = words;
    return rv;
}
