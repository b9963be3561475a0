/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The report of an import; see import_report.h. Knows sentences, and how much
 * of a line is enough to find it again. */
#include "cli/import_report.h"

#include <apr_file_info.h>
#include <stdio.h>
#include <string.h>

/* So much of a line is shown, in bytes. */
#define SHOWN 100

/* A line as one line, cut between characters where it is long. */
static void print_text(const char *text)
{
    size_t len = strlen(text), n = len > SHOWN ? SHOWN : len, i;

    while (n < len && n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) {
        n--;
    }
    for (i = 0; i < n; i++) {
        fputc(text[i] == '\n' || text[i] == '\t' ? ' ' : text[i], stderr);
    }
    fputs(n < len ? " ..." : "", stderr);
}

static void print_note(const sp_import_note_t *note)
{
    static const char *const what[] = {"left out", "please look",
                                       "not understood"};

    if (note->place != NULL) {
        fputs("  ", stderr);
        print_text(note->place);
    }
    else {
        fprintf(stderr, "  line %d", note->line);
    }
    fprintf(stderr, ": %s: ", what[note->kind]);
    print_text(note->text);
    if (note->why != NULL) {
        fprintf(stderr, " (%s)", note->why);
    }
    fputc('\n', stderr);
}

static const char *plural(int n)
{
    return n == 1 ? "" : "s";
}

static void print_rows(const sp_import_t *import, const char *file)
{
    int i, low = 0, high = 0, bare = 0, codes = 0;

    for (i = 0; i < import->row_count; i++) {
        const sp_import_row_t *row = &import->rows[i];

        bare += row->description[0] == '\0';
        if (row->name == NULL) {
            low = row->code < low || codes == 0 ? row->code : low;
            high = row->code > high ? row->code : high;
            codes++;
        }
    }
    fprintf(stderr, "%s, read as %s: %d code%s", file, import->shape, codes,
            plural(codes));
    if (codes > 0) {
        fprintf(stderr, " from %d to %d", low, high);
    }
    if (codes < import->row_count) {
        fprintf(stderr, " and %d problem%s", import->row_count - codes,
                plural(import->row_count - codes));
    }
    if (bare > 0) {
        fprintf(stderr, "; %d without a description", bare);
    }
    fprintf(stderr, ".\n");
}

void sp_import_report(const sp_import_t *import, const char *file, int lenient)
{
    const char *s = plural(import->unclear);
    int i;

    print_rows(import, file);
    for (i = 0; i < import->note_count; i++) {
        print_note(&import->notes[i]);
    }
    if (import->more > 0) {
        fprintf(stderr, "  and %d more", import->more);
        if (import->more_to > 0) {
            fprintf(stderr, ", up to line %d", import->more_to);
        }
        fputc('\n', stderr);
    }
    if (import->unclear > 0 && !lenient) {
        fprintf(stderr,
                "%d row%s could not be understood, so nothing was written. "
                "Next: correct\nthe line%s above (a code, its message and its "
                "description may be divided\nby tabs), or go without with "
                "--lenient.\n",
                import->unclear, s, s);
    }
    else if (import->unclear > 0) {
        fprintf(stderr, "%d row%s could not be understood and %s missing.\n",
                import->unclear, s, import->unclear == 1 ? "is" : "are");
    }
}

void sp_import_report_next(const char *extends, const char *output,
                           apr_pool_t *pool)
{
    char *path = NULL;
    apr_status_t rv;

    if (strcmp(extends, SP_IMPORT_ALONE) == 0) {
        fputs("Codes that the document lacks get words for their class.\n",
              stderr);
    }
    else {
        fprintf(stderr, "Codes that the document lacks come from \"%s\".\n",
                extends);
    }
    if (output == NULL) {
        fprintf(stderr, "Next: write it to a file, with --output FILE.json, "
                        "and name that file in httpd's\nconfiguration:  "
                        "StatusPagesCatalog /path/to/FILE.json\n");
        return;
    }
    rv = apr_filepath_merge(&path, NULL, output, APR_FILEPATH_TRUENAME, pool);
    fprintf(stderr,
            "Wrote %s. Next: in httpd's configuration,\n"
            "  StatusPagesCatalog \"%s\"\nthen \"apachectl configtest\" and "
            "\"apachectl graceful\".\n",
            output, rv == APR_SUCCESS ? path : output);
}
