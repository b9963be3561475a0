/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Random templates of HTML, the same on every machine: mostly right, with
 * values and sections in every place, and now and then a piece of rubbish. */
#ifndef SP_TEMPLATE_SOURCE_H
#define SP_TEMPLATE_SOURCE_H

#include <string.h>

#include <apr.h>

typedef struct source_t {
    apr_uint64_t random;
    char text[16384];
    size_t len;
    int noise; /* one piece in so many is rubbish */
} source_t;

/* A number source_below @a n; xorshift, the same on every machine. */
static inline unsigned source_below(source_t *s, unsigned n)
{
    s->random ^= s->random << 13;
    s->random ^= s->random >> 7;
    s->random ^= s->random << 17;
    return (unsigned)(s->random >> 33) % n;
}

static inline void source_add(source_t *s, const char *text)
{
    size_t n = strlen(text);

    if (s->len + n < sizeof(s->text)) {
        memcpy(s->text + s->len, text, n + 1);
        s->len += n;
    }
}

#define SOURCE_PICK(s, list)                                                   \
    ((list)[source_below(s, sizeof(list) / sizeof((list)[0]))])

static const char *const source_names[] = {
    "status",        "class",       "dir",
    "retry",         "message",     "description",
    "code",          "vars.accent", "vars.home",
    "vars.support",  "vars.footer", "vars.name",
    "logo",          "uri",         "host",
    "detail.query",  ".",           "detail.referer",
    "reference_url", "labels.home", "request_id"};

static inline void source_value(source_t *s)
{
    source_add(s, "{{");
    source_add(s, SOURCE_PICK(s, source_names));
    source_add(s, "}}");
}

static inline void source_noise(source_t *s)
{
    static const char *const noise[] = {
        "<",           ">",        "\"",       "'",        "=",
        "/",           "-->",      "<!--",     "</",       "<style>",
        "<title>",     "</title>", "</style>", "<svg>",    "</svg>",
        "<p ",         " a=",      "`",        "&",        "<script>",
        "onclick=",    "--",       "--!>",     "<!",       "<?",
        "javascript:", "//",       ":",        "<a href=", "]]>"};

    if (source_below(s, (unsigned)s->noise) == 0) {
        source_add(s, SOURCE_PICK(s, noise));
    }
}

typedef void (*source_part_fn)(source_t *s, int depth);

/* Now and then a part stands in a section. */
static inline void source_section(source_t *s, source_part_fn part, int depth)
{
    const char *name = SOURCE_PICK(s, source_names);
    const char *sigil = source_below(s, 4) ? "{{#" : "{{^";

    if (source_below(s, 4) > 0 || *name == '.') {
        part(s, depth);
        return;
    }
    source_add(s, sigil);
    source_add(s, name);
    source_add(s, "}}");
    part(s, depth);
    source_add(s, "{{/");
    source_add(s, name);
    source_add(s, "}}");
}

static inline void source_words(source_t *s, int depth)
{
    static const char *const words[] = {"word", " ",   " < ", "&amp;", "\n",
                                        "x",    " - ", ">",   "a b",   "4"};
    unsigned i, n = source_below(s, 3) + 1;

    for (i = 0; i < n; i++) {
        source_noise(s);
        if (source_below(s, 2)) {
            source_value(s);
        }
        else {
            source_add(s, SOURCE_PICK(s, words));
        }
    }
}

static inline void source_address(source_t *s, int depth)
{
    static const char *const parts[] = {"/",
                                        "//",
                                        "https:",
                                        "https://a.example",
                                        "/path/",
                                        "?q=",
                                        "#",
                                        "a",
                                        "mailto:",
                                        ":",
                                        "data:image/png;base64,",
                                        "&amp;",
                                        ".",
                                        "\\",
                                        "@"};
    unsigned i, n = source_below(s, 4);

    for (i = 0; i < n; i++) {
        source_noise(s);
        if (source_below(s, 3) == 0) {
            source_value(s);
        }
        else {
            source_add(s, SOURCE_PICK(s, parts));
        }
    }
    if (n < 3 && source_below(s, 2)) {
        source_value(s);
    }
}

static inline void source_addresses(source_t *s, int depth)
{
    source_section(s, source_address, depth);
    if (source_below(s, 3) == 0) {
        source_section(s, source_address, depth);
    }
}

static inline void source_attribute(source_t *s, int depth)
{
    static const char *const plain[] = {"title", "class", "data-x", "lang",
                                        "value", "fill",  "rel",    "id"};
    static const char *const links[] = {"href", "src", "action", "cite",
                                        "srcset"};
    const char *quote = source_below(s, 8) == 0 ? ""
                        : source_below(s, 2)    ? "\""
                                                : "'";
    int link = source_below(s, 2);

    source_add(s, link ? SOURCE_PICK(s, links) : SOURCE_PICK(s, plain));
    if (source_below(s, 8) == 0) {
        return;
    }
    source_add(s, source_below(s, 9) ? "=" : " = ");
    source_add(s, quote);
    source_section(s, link ? source_addresses : source_words, depth);
    source_add(s, quote);
}

static inline void source_style(source_t *s, int depth)
{
    static const char *const css[] = {
        "p { color: ",
        " }",
        "/* ",
        " */",
        "\"",
        "'",
        "url(#a)",
        "url(",
        ")",
        "--a: ",
        ";",
        "\n",
        "a > b ",
        "a < b",
        "teal",
        "@media print { ",
        "url(\"data:image/png,",
    };
    unsigned i, n = source_below(s, 6);

    for (i = 0; i < n; i++) {
        source_noise(s);
        if (source_below(s, 4) == 0) {
            source_value(s);
        }
        else {
            source_add(s, SOURCE_PICK(s, css));
        }
    }
}

static inline void source_nodes(source_t *s, int depth);

static inline void source_element(source_t *s, int depth)
{
    static const char *const tags[] = {
        "p",   "a",     "div",      "img",    "form",   "input", "svg",
        "use", "title", "textarea", "select", "option", "h1"};
    const char *tag = SOURCE_PICK(s, tags);
    unsigned i, n = source_below(s, 3);

    source_add(s, "<");
    source_add(s, tag);
    for (i = 0; i < n; i++) {
        source_add(s, source_below(s, 12) ? " " : "\n/");
        source_noise(s);
        source_section(s, source_attribute, depth);
    }
    source_add(s, source_below(s, 9) ? ">" : "/>");
    source_section(s, source_nodes, depth + 1);
    source_add(s, "</");
    source_add(s, tag);
    source_add(s, ">");
}

static inline void source_node(source_t *s, int depth)
{
    switch (source_below(s, depth > 3 ? 2 : 8)) {
    case 0:
    case 1:
        source_words(s, depth);
        break;
    case 2:
        source_add(s, "<style>");
        source_section(s, source_style, depth);
        source_add(s, "</style>");
        break;
    case 3:
        source_add(s, "<!--");
        if (source_below(s, 3) == 0) {
            source_words(s, depth);
        }
        source_add(s, "-->");
        break;
    default:
        source_element(s, depth);
    }
}

static inline void source_nodes(source_t *s, int depth)
{
    unsigned i, n = source_below(s, 3);

    for (i = 0; i < n; i++) {
        source_noise(s);
        source_section(s, source_node, depth);
    }
}

#endif /* SP_TEMPLATE_SOURCE_H */
