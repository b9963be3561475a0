/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Brand variables and their values; see brand.h. */
#include "brand/brand.h"

#include "base/spelling.h"
#include "base/text.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

typedef struct brand_var_t {
    const char *name;
    sp_brand_kind_t kind;
} brand_var_t;

/* All of them; ends with a NULL name. */
static const brand_var_t vars[] = {
    {"name", SP_BRAND_TEXT},     {"home", SP_BRAND_URL},
    {"support", SP_BRAND_URL},   {"status", SP_BRAND_URL},
    {"accent", SP_BRAND_COLOUR}, {"footer", SP_BRAND_TEXT},
    {NULL, SP_BRAND_TEXT},
};

static const brand_var_t *find(const char *name)
{
    const brand_var_t *v = vars;

    while (v->name != NULL &&
           (*v->name != *name || strcmp(v->name, name) != 0)) {
        v++;
    }
    return v;
}

int sp_brand_has(const char *name)
{
    return find(name)->name != NULL;
}

sp_brand_kind_t sp_brand_kind(const char *name)
{
    return find(name)->kind; /* the row at the end is a text */
}

const char *sp_brand_nearest(const char *name)
{
    const char *names[sizeof(vars) / sizeof(vars[0])];
    int n;

    for (n = 0; vars[n].name != NULL; n++) {
        names[n] = vars[n].name;
    }
    return sp_spelling_nearest(name, names, n);
}

/* "help@example.com" as an address is a file of the folder that one is in. */
static int is_mail(const char *value)
{
    size_t n = strcspn(value, "@:/?#");

    return n > 0 && value[n] == '@' && value[n + 1] != '\0';
}

/* Browsers drop tabs and line ends inside a URL and spaces before it: none
 * of those may hide a scheme from us. They read a back slash as a slash, and
 * two slashes as the start of another host. */
int sp_brand_is_url(const char *value)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    const char *stop = value + strcspn(value, ":/?#");
    size_t i;

    if (*value == '\0' || strpbrk(value, " \\") != NULL ||
        !sp_text_is_plain(value, strlen(value), "") ||
        strncmp(value, "//", 2) == 0 || is_mail(value)) {
        return 0;
    }
    if (*stop != ':') {
        return 1;
    }
    for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        size_t n = strlen(schemes[i]);
        if (strncasecmp(value, schemes[i], n) == 0) {
            return value[n] != '\0' && value[n] != '/';
        }
    }
    return 0;
}

static int is_hex_colour(const char *s)
{
    size_t n = strspn(s, "0123456789abcdefABCDEF");

    return s[n] == '\0' && (n == 3 || n == 4 || n == 6 || n == 8);
}

/* rgb(…), hsl(…) and their kin: digits and separators alone inside. */
static int is_function_colour(const char *value)
{
    static const char *const names[] = {"rgb(",  "rgba(",  "hsl(",
                                        "hsla(", "oklch(", "hwb(",
                                        "lab(",  "lch(",   "oklab("};
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t n = strlen(names[i]);
        if (strncasecmp(value, names[i], n) == 0) {
            const char *end = value + n;
            end += strspn(end, "0123456789.,%/ -degturna");
            return strpbrk(value, "0123456789") != NULL &&
                   strcmp(end, ")") == 0;
        }
    }
    return 0;
}

/* The names of CSS Color Module Level 4. */
static const char colour_names[] =
    " aliceblue antiquewhite aqua aquamarine azure beige bisque black "
    "blanchedalmond blue blueviolet brown burlywood cadetblue chartreuse "
    "chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan "
    "darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta "
    "darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen "
    "darkslateblue darkslategray darkslategrey darkturquoise darkviolet "
    "deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite "
    "forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green "
    "greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender "
    "lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan "
    "lightgoldenrodyellow lightgray lightgreen lightgrey lightpink "
    "lightsalmon lightseagreen lightskyblue lightslategray lightslategrey "
    "lightsteelblue lightyellow lime limegreen linen magenta maroon "
    "mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen "
    "mediumslateblue mediumspringgreen mediumturquoise mediumvioletred "
    "midnightblue mintcream mistyrose moccasin navajowhite navy oldlace "
    "olive olivedrab orange orangered orchid palegoldenrod palegreen "
    "paleturquoise palevioletred papayawhip peachpuff peru pink plum "
    "powderblue purple rebeccapurple red rosybrown royalblue saddlebrown "
    "salmon sandybrown seagreen seashell sienna silver skyblue slateblue "
    "slategray slategrey snow springgreen steelblue tan teal thistle tomato "
    "turquoise violet wheat white whitesmoke yellow yellowgreen ";

static int is_named_colour(const char *value)
{
    char word[32] = " ";
    size_t n = strlen(value);
    size_t i;

    if (n == 0 || n > sizeof(word) - 3) {
        return 0;
    }
    for (i = 0; i < n; i++) {
        if (!apr_isalpha(value[i])) {
            return 0;
        }
        word[i + 1] = (char)apr_tolower(value[i]);
    }
    word[n + 1] = ' ';
    word[n + 2] = '\0';
    return strstr(colour_names, word) != NULL;
}

static int is_colour(const char *value)
{
    if (value[0] == '#') {
        return is_hex_colour(value + 1);
    }
    return is_function_colour(value) || is_named_colour(value);
}

const char *sp_brand_check(apr_pool_t *pool, const char *name,
                           const char *value)
{
    sp_brand_kind_t kind = sp_brand_kind(name);

    if (*value == '\0') {
        return NULL; /* "" means: not set here */
    }
    if (kind == SP_BRAND_URL && is_mail(value)) {
        return apr_psprintf(pool,
                            "\"%s\" is a mail address and would be a link to "
                            "a file: write mailto:%s for '%s'",
                            value, value, name);
    }
    if (kind == SP_BRAND_URL && !sp_brand_is_url(value)) {
        return apr_psprintf(pool,
                            "\"%s\" is no address for '%s': write one that "
                            "starts with http://, https://, mailto: or /",
                            value, name);
    }
    if (kind == SP_BRAND_COLOUR && !is_colour(value)) {
        return apr_psprintf(pool,
                            "\"%s\" is no colour for '%s': write one like "
                            "#0a7c5a, teal or rgb(10, 124, 90)",
                            value, name);
    }
    return NULL;
}
