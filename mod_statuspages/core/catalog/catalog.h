/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Catalogues: code -> message, description and retry advice, in one or many
 * languages, each extending another; and the same for problems, which have a
 * name beside their code. Reads JSON with jansson, when the configuration is
 * read; look-ups allocate nothing. Knows the words for codes and problems;
 * refuses to know files, pages and who asks.
 *
 * A problem is a number beyond the codes: who looks up what a code says may
 * give that of a problem in its place. It counts in the catalogue that gave it
 * and in no other. */
#ifndef SP_CATALOG_H
#define SP_CATALOG_H

#include "base/codes.h"
#include "base/diag.h"

#include <apr_hash.h>
#include <apr_tables.h>

typedef enum sp_retry_t {
    SP_RETRY_NONE,   /* the table says nothing */
    SP_RETRY_MODIFY, /* not again without a change */
    SP_RETRY_LATER,  /* again, unchanged, at a later time */
    SP_RETRY_AFTER   /* again after the time in Retry-After */
} sp_retry_t;

typedef struct sp_entry_t {
    const char *message;     /* never NULL */
    const char *description; /* "" where there is none; paragraphs are
                                separated by an empty line */
    sp_retry_t retry;
    const char *language; /* the tag of this text */
    const char *url;      /* of its documentation, or NULL */
    int status;           /* the code, also of a problem */
    const char *name;     /* of a problem; NULL: it is a code's */
} sp_entry_t;

/** The number of the first problem; the others follow. */
#define SP_PROBLEM_MIN 10000

/** The longest name of a problem. */
#define SP_PROBLEM_MAX_NAME 64

typedef struct sp_catalog_t sp_catalog_t;

/** The sentences of one language that say when to come back. */
typedef struct sp_come_back_t sp_come_back_t;

/** What one file says: the texts of one language. Only to be read. */
typedef struct sp_catalog_language_t {
    const char *tag;
    const char *file;                       /* where it came from */
    const char *title;                      /* of the catalogue, or NULL */
    const sp_entry_t *codes[SP_CODE_COUNT]; /* by code - SP_CODE_MIN */
    apr_array_header_t *problems;           /* const sp_entry_t *, in order */
    apr_hash_t *problem_names;              /* name in small letters -> same */
    apr_hash_t *labels;                     /* name -> text */
    apr_array_header_t *label_names;        /* const char *, in order */
    const sp_come_back_t *come_back;        /* or NULL */
} sp_catalog_language_t;

/** A catalogue's title and its language. */
typedef struct sp_title_t {
    const char *text; /* NULL where it has none */
    const char *language;
} sp_title_t;

/** What every catalogue extends unless it says otherwise. */
#define SP_CATALOG_ROOT "standard"

/** Finds the catalogue that another extends; see sp_catalog_parse(). */
typedef const sp_catalog_t *(*sp_catalog_fn)(void *baton, const char *name,
                                             sp_error_t *err);

/**
 * An empty catalogue. @a name and @a extends are kept as pointers; @a extends
 * is NULL at the root.
 */
sp_catalog_t *sp_catalog_create(apr_pool_t *pool, const char *name,
                                const sp_catalog_t *extends);

/**
 * Read one language of a catalogue, a JSON file (conf/README.md, "Catalogue
 * files"), from memory. Where *@a catalog is NULL it is created, else the
 * language is added to it, and the file must have the same name and extend
 * the same. "extends" is resolved by @a find; a file that says nothing extends
 * "standard", unless it is that, or @a find is NULL (a root), or *@a catalog
 * is there already. One that extends null has no codes but its own; the
 * page's own words are those of "standard". @a find may call this function for
 * another file; a circle is found and refused. What it finds gets no further
 * language afterwards. A translation that leaves "retry", "url" or a problem's
 * "status" out takes it from the languages before it. Faults name @a file, line
 * and column; nothing is changed then. Texts are copied to the catalogue's
 * pool.
 */
apr_status_t sp_catalog_parse(sp_catalog_t **catalog, const char *file,
                              const char *text, apr_size_t len,
                              sp_catalog_fn find, void *baton, apr_pool_t *pool,
                              sp_error_t *err);

/**
 * The same for a file that is built in, which a test has read by the function
 * above: nothing in it is checked, and it takes a fiftieth of the time. Returns
 * 0, and changes nothing, where there is anything in it that is not known here
 * or can't be found: then the function above is to read it.
 */
int sp_catalog_trust(sp_catalog_t **catalog, const char *file, const char *text,
                     apr_size_t len, sp_catalog_fn find, void *baton,
                     apr_pool_t *pool);

/** The name that it was created with. */
const char *sp_catalog_name(const sp_catalog_t *catalog);

/** The catalogue whose codes it extends; NULL where its own are all. */
const sp_catalog_t *sp_catalog_extends(const sp_catalog_t *catalog);

/** A language of the catalogue's own by its index from 0; NULL past the last.
 */
const sp_catalog_language_t *sp_catalog_own(const sp_catalog_t *catalog,
                                            int index);

/**
 * The languages that the catalogue and those it extends have, each once; the
 * first is its own first one. @a tags gets room in @a pool.
 */
int sp_catalog_languages(const sp_catalog_t *catalog, apr_pool_t *pool,
                         const char *const **tags);

/**
 * The entry for a code in a language: the catalogue's own in that language (or
 * in a shorter form of its tag: "pt" for "pt-BR"), else its own in its first
 * language (its words are documented words), else what the catalogue that it
 * extends says in that language, and so on; else in any language. NULL where
 * no catalogue of the chain has the code. @a language may be NULL: the first.
 */
const sp_entry_t *sp_catalog_entry(const sp_catalog_t *catalog, int code,
                                   const char *language);

/** Whether a text may be the name of a problem. */
int sp_problem_is_name(const char *text);

/** The number of a problem by its name, which may be any bytes; 0 where no
 *  catalogue of the chain has it. */
int sp_catalog_problem(const sp_catalog_t *catalog, const char *name);

/** The name of a problem that a mistyped one probably meant, or NULL. */
const char *sp_catalog_nearest_problem(const sp_catalog_t *catalog,
                                       const char *name, apr_pool_t *scratch);

/** How many problems the catalogue and those it extends have: their numbers
 *  are SP_PROBLEM_MIN and what follows. */
int sp_catalog_problems(const sp_catalog_t *catalog);

/** The entry of a problem in one language of a catalogue's own, or NULL. */
const sp_entry_t *sp_catalog_problem_in(const sp_catalog_language_t *language,
                                        const char *name);

/** The code that goes with a code (itself) or with a problem's number. */
int sp_catalog_status(const sp_catalog_t *catalog, int code);

/**
 * Whether a code or problem is one of the document that the catalogue is: its
 * own alone, or where it has none, those of the first that it extends with any.
 */
int sp_catalog_documents(const sp_catalog_t *catalog, int code);

/** The title of that document in a language, or a shorter form of its tag, or
 *  the first language that has one. */
sp_title_t sp_catalog_title(const sp_catalog_t *catalog, const char *language);

/**
 * What programs know a code or problem by, whatever the reader's language: the
 * message of sp_catalog_entry() with no language, or the problem's name. NULL
 * where no one has it.
 */
const char *sp_catalog_code(const sp_catalog_t *catalog, int code);

/**
 * A label of the page in a language, falling back along the chain, then to
 * shorter forms of the tag, then to the first language of each catalogue of
 * the chain, the root last; NULL where nobody knows it.
 */
const char *sp_catalog_label(const sp_catalog_t *catalog, const char *language,
                             const char *name);

/** The names of all labels (of the root's first language). */
int sp_catalog_labels(const sp_catalog_t *catalog, apr_pool_t *pool,
                      const char *const **names);

/** The sentences in a language, found as labels are; NULL where nobody has
 *  any. */
const sp_come_back_t *sp_catalog_come_back(const sp_catalog_t *catalog,
                                           const char *language);

/** When to come back after a wait of so many seconds, rounded up to what people
 *  count in; NULL without words. */
const char *sp_come_back_in(const sp_come_back_t *words, apr_int64_t seconds,
                            apr_pool_t *pool);

/** The same for a point in time, which is written as it is to be read. */
const char *sp_come_back_at(const sp_come_back_t *words, const char *time,
                            apr_pool_t *pool);

/** "modify", "later", "after" or "". */
const char *sp_retry_name(sp_retry_t retry);

#endif /* SP_CATALOG_H */
