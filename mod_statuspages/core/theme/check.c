/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The checks that a page goes through, in their order; see check.h. Refuses
 * to know files and what each check looks for. */
#include "theme/check.h"

#include "theme/folder.h"
#include "safety/safety.h"
#include "sample/sample.h"
#include "vocabulary/vocabulary.h"

#include <apr_lib.h>

static int declares(void *baton, const char *name)
{
    return sp_theme_var(baton, name) != NULL;
}

apr_status_t sp_theme_check(sp_theme_t *theme, int page,
                            const sp_theme_template_t *t,
                            const sp_theme_source_t *source, apr_pool_t *pool,
                            sp_error_t *err)
{
    const int reader = page >= SP_FORMAT_COUNT;
    sp_names_t names = {source->labels,
                        source->label_count,
                        declares,
                        theme,
                        reader,
                        NULL,
                        0,
                        sp_folder_has_media,
                        sp_folder_near_media};
    sp_vocabulary_t vocabulary = sp_vocabulary(&names);
    sp_safety_t context = {
        sp_theme_page_format(page), page == SP_THEME_GALLERY, reader,
        sp_theme_names_code(apr_filepath_name_get(sp_template_file(t->tpl)))};
    apr_status_t rv;

    names.word_count = sp_theme_words(theme, pool, &names.words);
    rv =
        sp_template_check(t->tpl, &vocabulary, t->partial, t->baton, pool, err);

    if (theme->builtin && err->all == NULL) {
        return rv; /* what no administrator wrote is known to be safe */
    }
    if (rv == APR_SUCCESS || sp_error_goes_on(err)) {
        rv = sp_safety_check(t->tpl, &context, t->partial, t->baton, pool, err);
    }
    return err->msg ? APR_EGENERAL : rv; /* a partial may have been bad */
}

apr_status_t sp_theme_parse(const sp_theme_template_t *t, int page,
                            const char *file, apr_pool_t *pool, sp_error_t *err)
{
    sp_sample_t sample = {file, sp_theme_page_format(page),
                          page >= SP_FORMAT_COUNT};

    return file == NULL ? APR_SUCCESS
                        : sp_sample_check(t->tpl, &sample, t->partial, t->baton,
                                          pool, err);
}
