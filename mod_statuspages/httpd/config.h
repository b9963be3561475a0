/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The configuration of a place. Each section that sets anything is a layer;
 * merging strings layers together and copies nothing else, because httpd
 * merges during each request, 200s included. A setting is looked up in the
 * layers, the most specific first, when a page is due. */
#ifndef SP_HTTPD_CONFIG_H
#define SP_HTTPD_CONFIG_H

#include "httpd/sp_private.h"

#include "loaded/loaded.h"
#include "appearance/appearance.h"

#include <ap_expr.h>

typedef enum sp_upstream_t {
    SP_UPSTREAM_UNSET,
    SP_UPSTREAM_KEEP,  /* a handler's body stays */
    SP_UPSTREAM_EMPTY, /* an empty one is replaced */
    SP_UPSTREAM_HTML,  /* one of HTML or of no type, too */
    SP_UPSTREAM_ALL    /* whatever it is */
} sp_upstream_t;

typedef enum sp_switch_t { SP_UNSET, SP_OFF, SP_ON, SP_ASK } sp_switch_t;

/** What fits into one packet gains nothing from being smaller. */
#define SP_COMPRESS_LEAST 860

/** What StatusPagesProblem says. */
typedef struct sp_problem_rule_t {
    const char *text; /* a name, or an expression; "" takes both away */
    const ap_expr_info_t *expression; /* NULL: it is a name */
    const sp_codes_t *codes;          /* NULL: all */
} sp_problem_rule_t;

/** A problem that a directive names, to be looked for in its catalogue. */
typedef struct sp_named_t {
    const struct sp_named_t *next;
    const char *directive;
    const char *name;
    const sp_codes_t *codes; /* that it is tied to, or NULL */
    const server_rec *server;
    int inside; /* a section of the server's */
    const char *file;
    int line;
} sp_named_t;

/** What one section says. Unset is NULL, 0 or -1 as noted. */
typedef struct sp_section_t {
    unsigned
        serial; /* of the appearance it sets; 0 = sets none, or .htaccess */
    int sets_appearance; /* it takes part in the identity of an appearance */
    const sp_codes_t *codes;
    unsigned char *upstream; /* sp_upstream_t by code - 100, or NULL */
    int *retry_after;        /* seconds + 1 by code - 100, or NULL */
    const sp_theme_t *theme;
    const sp_replacement_t *replacements;
    const sp_catalog_t *catalog;
    const sp_message_t *messages;
    apr_array_header_t *problems; /* const sp_problem_rule_t *, or NULL */
    const sp_named_t *named;
    const sp_var_t *vars;
    const char *reference;              /* "" takes an inherited one away */
    const server_rec *reference_server; /* where it was set */
    const char *reference_file;
    int reference_line;
    const char *logo; /* "" takes an inherited one away */
    int format_count; /* 0 = unset */
    sp_format_t formats[SP_FORMAT_COUNT];
    const char *const *languages;
    int language_count;         /* 0 = unset */
    const char *languages_file; /* where they were set */
    int languages_line;
    sp_switch_t details;
    const ap_expr_info_t *details_expr;
    sp_switch_t headers;
    sp_switch_t gallery;
    const char *const *keep; /* foreign headers, NULL-terminated, or NULL */
    sp_switch_t compress;
    apr_size_t compress_least;
    apr_off_t drain_bytes; /* -1 = unset */
    apr_interval_time_t drain_time;
} sp_section_t;

/** The configuration in force somewhere. */
typedef struct sp_dir_t {
    sp_switch_t on;
    int count;
    const sp_section_t *const *layers; /* the most specific last */
    sp_section_t *own; /* while it is read: the one for setters to fill */
} sp_dir_t;

/** httpd's own calls: an empty configuration of a place, and one over
 *  another. */
void *sp_config_create(apr_pool_t *pool, char *dir);
void *sp_config_merge(apr_pool_t *pool, void *base, void *add);

/** The configuration of a request; never NULL. */
const sp_dir_t *sp_config_of(const request_rec *r);

/** The section that a directive stands in, for its setter to fill. */
sp_section_t *sp_config_section(cmd_parms *cmd, void *dir);

/** Whether a directive stands in .htaccess. */
int sp_config_in_htaccess(const cmd_parms *cmd);

/** Call before setting a part of the appearance: gives the section its serial.
 */
void sp_config_sets_appearance(cmd_parms *cmd, sp_section_t *section);

/**
 * What this reading of the configuration has loaded; made when first asked
 * for. NULL with a sentence in *@a fault where the built-in files are broken.
 */
sp_loaded_t *sp_config_loaded(const char **fault);

/** Start a new reading of the configuration; for pre_config. */
void sp_config_reset(apr_pool_t *pconf);

/** Every section made since the reset (sp_section_t *), .htaccess aside. */
const apr_array_header_t *sp_config_sections(void);

/** Settings in force for one status code, each with its default. */
typedef struct sp_settings_t {
    const sp_codes_t *codes;
    sp_upstream_t upstream;
    int retry_after;         /* seconds, or -1 where none are to be added */
    int headers;             /* the protective ones are sent */
    int gallery;             /* it is there to be looked at */
    const char *const *keep; /* foreign headers that may stay, or NULL */
    apr_off_t drain_bytes;
    apr_interval_time_t drain_time;
    sp_switch_t details;
    const ap_expr_info_t *details_expr; /* where that is SP_ASK */
    apr_size_t compress_least; /* bytes of a page; 0 = none is compressed */
    const char *problem;       /* that errors of this code are, or NULL */
    const sp_problem_rule_t *problem_expression; /* that says it, or NULL */
} sp_settings_t;

/** What the layers of a place say about a status code. */
sp_settings_t sp_config_settings(const sp_dir_t *dir, int code);

/** The least bytes of a page that is compressed anywhere. */
apr_size_t sp_config_compress_floor(void);
void sp_config_lower_compress_floor(apr_size_t bytes);
/** Whether templates are read anew for each error (development). */
int sp_config_reload(void);
void sp_config_set_reload(int on);

/**
 * Whether a gallery is On in any section. Then everything that is built in is
 * loaded at the end of the configuration, so that requests load nothing.
 */
int sp_config_has_gallery(void);
void sp_config_add_gallery(void);

/** The catalogue in force. */
const sp_catalog_t *sp_config_catalog(const sp_dir_t *dir,
                                      const sp_loaded_t *loaded);

/** Whether any section may show details. */
int sp_config_has_details(void);
void sp_config_add_details(void);

/** The appearance in force, made in @a pool; NULL where none was loaded. */
const sp_appearance_t *sp_config_appearance(const sp_dir_t *dir,
                                            apr_pool_t *pool);

/**
 * The serials of the layers that make the appearance, its identity: at most
 * @a room of them. Returns their number, or -1 where it has none because it
 * comes from .htaccess, or has more than @a room.
 */
int sp_config_identity(const sp_dir_t *dir, unsigned *serials, int room);

/** The bytes that a child may keep of appearances and pages. */
apr_size_t sp_config_cache_size(void);
void sp_config_set_cache_size(apr_size_t bytes);

#endif /* SP_HTTPD_CONFIG_H */
