/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What designers try first, from other template languages or by guessing, and
 * how it is written here: one table. See vocabulary.h. */
#include "vocabulary/vocabulary.h"

#include <apr_fnmatch.h>
#include <stddef.h>

#define BY_CODE                                                                \
    "for one code write a page of its own, as page.404.html, or rules for a "  \
    "class that holds {{status}}, as class=\"art-{{status}}\""
#define BY_CLASS                                                               \
    "<html> has the class is-4xx, is-5xx and so on: write rules for .is-5xx"
#define BY_LANGUAGE                                                            \
    "words in several languages go into theme.json under \"words\"; rules "    \
    "for a language are :lang(ja) { ... }"
#define NO_CONDITION                                                           \
    "{{#x}}...{{/x}} shows what is in it where there is an x, {{^x}}...{{/x}}" \
    " where there is none; nothing is compared"
#define NO_CLOCK                                                               \
    "a page is made once and kept, so it knows no date; {{time}} is the "      \
    "request's, within {{#details}}"

/* The first row that fits; patterns are those of a shell. */
static const struct {
    const char *pattern;
    const char *advice;
} rows[] = {
    {"*{{*", "the name of a file is fixed; " BY_CODE},
    {"* | *", "a tag has no filters: write {{x}}, and what letters look like "
              "as a rule, as text-transform: uppercase"},
    {"status[ =!<>]*", BY_CODE},
    {"class[ =!<>]*", BY_CLASS},
    {"lang*[ =!<>]*", BY_LANGUAGE},
    {"if *", NO_CONDITION},
    {"unless *", NO_CONDITION},
    {"else*", NO_CONDITION},
    {"each *", "write {{#x}}...{{/x}}: it is written once for each item of x"},
    {"for *", "write {{#x}}...{{/x}}: it is written once for each item of x"},
    {"*[=!<>]*", NO_CONDITION},
    {"if", NO_CONDITION},
    {"unless", NO_CONDITION},
    {"end*", NO_CONDITION},
    {"status.*", BY_CODE},
    {"status_[0-9]*", BY_CODE},
    {"is[._-][0-9][0-9][0-9]", BY_CODE},
    {"is[0-9][0-9][0-9]", BY_CODE},
    {"[1-5][0-9][0-9]", BY_CODE},
    {"code.*", BY_CODE},
    {"class.*", BY_CLASS},
    {"is[._-][1-5]xx", BY_CLASS},
    {"[1-5]xx", BY_CLASS},
    {"is_*_error", BY_CLASS},
    {"language.*", BY_LANGUAGE},
    {"lang.*", BY_LANGUAGE},
    {"lang", "write {{language}}; " BY_LANGUAGE},
    {"locale", "write {{language}}; " BY_LANGUAGE},
    {"title", "write {{message}}; the page's <title> is the layout's block "
              "'title'"},
    {"heading", "write {{message}}; the layout's <h1> is its block 'heading'"},
    {"error", "write {{message}}, {{description}} or {{status}}"},
    {"error_code", "write {{status}}"},
    {"status_code", "write {{status}}"},
    {"statuscode", "write {{status}}"},
    {"status_text", "write {{message}}"},
    {"text", "write {{description}}, or {{#paragraphs}}<p>{{.}}</p>"
             "{{/paragraphs}}"},
    {"path", "write {{uri}}: the path, percent-encoded and without the query"},
    {"url", "write {{uri}}: the path, percent-encoded and without the query"},
    {"request_uri",
     "write {{uri}}: the path, percent-encoded and without the query"},
    {"year", NO_CLOCK},
    {"date", NO_CLOCK},
    {"now", NO_CLOCK},
    {"timestamp", NO_CLOCK},
    {"id", "write {{request_id}}"},
    {"trace_id", "write {{request_id}}"},
    {"ip", "write {{detail.client}}, within {{#details}}"},
    {"site", "write {{vars.name}}, the site's name"},
    {"site_name", "write {{vars.name}}, the site's name"},
    {"brand", "write {{vars.name}}, the site's name, or {{logo}}"},
    {"email", "write {{vars.support}}, an address such as mailto:..."},
    {"contact", "write {{vars.support}}, an address such as mailto:..."},
    {"words", "write {{words.x}}, with the name of one of theme.json"},
    {"words.*", "words go into theme.json under \"words\", as "
                "{\"motto\": {\"en\": \"...\", \"de\": \"...\"}}"},
    {"file.*", "put a file of that name into the theme's folder: PNG, JPEG, "
               "GIF, WebP, AVIF, SVG or WOFF2, of 64 KB at most"},
};

const char *sp_name_advice(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (apr_fnmatch(rows[i].pattern, name, APR_FNM_CASE_BLIND) ==
            APR_SUCCESS) {
            return rows[i].advice;
        }
    }
    return NULL;
}
