/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* An appearance: everything about a page that is decided before the request:
 * theme, catalogue, brand, languages, formats. The module resolves one from its
 * configuration, the command from its options. Plain data; what it points to
 * outlives it. Knows what a code says there; refuses to know how pages are
 * made of it and where it was configured. */
#ifndef SP_APPEARANCE_H
#define SP_APPEARANCE_H

#include "catalog/catalog.h"
#include "base/codes.h"
#include "vocabulary/vocabulary.h"
#include "theme/theme.h"

/** A message of the administrator's own for one code or problem. */
typedef struct sp_message_t {
    const struct sp_message_t *next; /* later ones are weaker */
    int code;
    const char *language; /* NULL: whatever the language */
    const char *message;
    const char *description; /* NULL: the catalogue's */
    const char *problem;     /* its name, where the code is 0 */
} sp_message_t;

/** A template that replaces one format for some codes. */
typedef struct sp_replacement_t {
    const struct sp_replacement_t *next; /* later ones are weaker */
    sp_format_t format;
    const sp_codes_t *codes; /* NULL: all */
    const sp_theme_t *theme; /* of the single file, or */
    int whole; /* a theme of its own, with its words and variables */
} sp_replacement_t;

/** A brand variable. */
typedef struct sp_var_t {
    const struct sp_var_t *next; /* later ones are weaker */
    const char *name;
    const char *value; /* as written; the constant where fact is -1 */
    int fact;          /* -1, or the live fact that holds its value */
    void *expression;  /* the glue's own, where it is live */
    const char *file;  /* where it was set, for what is told later */
    int line;
} sp_var_t;

/** What stands for a code in the address of a reference that is not ours. */
#define SP_REFERENCE_CODE "{code}"

typedef struct sp_appearance_t {
    const sp_theme_t *theme;
    const sp_catalog_t *catalog;
    const sp_replacement_t *replacements;
    const sp_message_t *messages;
    const sp_var_t *vars;
    const char *logo;      /* a data: URI, or NULL */
    const char *reference; /* URL of the reference, ends with /; or one with
                              SP_REFERENCE_CODE in it; or NULL */
    sp_format_t formats[SP_FORMAT_COUNT];
    int format_count;
    const char *const *languages; /* the first is the default */
    int language_count;
    int no_details; /* nobody is ever shown any: pages have no place for them */
} sp_appearance_t;

/** The default appearance: default theme, standard catalogue, every format and
 *  language. */
sp_appearance_t *sp_appearance_create(apr_pool_t *pool, const sp_theme_t *theme,
                                      const sp_catalog_t *catalog);

/** Offer all languages of the catalogue; call it when that is set. */
void sp_appearance_all_languages(sp_appearance_t *appearance, apr_pool_t *pool);

/** The variable in force, or NULL. */
const sp_var_t *sp_appearance_var(const sp_appearance_t *appearance,
                                  const char *name);

/** What a code or problem says in a language: messages of the administrator's
 * own, then the catalogue, then words that suit any code of its class. */
sp_entry_t sp_appearance_entry(const sp_appearance_t *appearance, int code,
                               const char *language);

/** The same for programs, whatever the reader's language: a message of the
 *  administrator's for any language, or that of the catalogue's first one. A
 *  problem is known by its name. */
sp_entry_t sp_appearance_code(const sp_appearance_t *appearance, int code);

/** What a code or problem is called in an address: "404", "QUOTA_EXCEEDED". */
const char *sp_appearance_id(const sp_appearance_t *appearance, int code,
                             apr_pool_t *pool);

/** Whether anybody has words for a code: the administrator, or a catalogue of
 *  the chain. */
int sp_appearance_knows(const sp_appearance_t *appearance, int code);

/** Whether a code is one of the document: the catalogue's own ones, and those
 *  that the administrator has a message for. */
int sp_appearance_documents(const sp_appearance_t *appearance, int code);

/** What the document is called, in a language: its title, or a label. */
sp_title_t sp_appearance_title(const sp_appearance_t *appearance,
                               const char *language);

/**
 * Where the reference tells of a code: an address at which it does, also where
 * the code is not one of the document ("?all"). NULL without a reference, and
 * for a code that nobody has words for.
 */
const char *sp_appearance_reference(const sp_appearance_t *appearance, int code,
                                    apr_pool_t *pool);

#endif /* SP_APPEARANCE_H */
