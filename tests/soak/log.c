/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The error logs of the sites, judged line by line as they grow. What the
 * harness calls a crash is one here, too, but for the children that were
 * killed on purpose. */
#include "soak.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUIET "^\\[[^]]*\\] \\[[a-z0-9_]*:(notice|info|debug)\\]"

/* What failing backends and bad edits say. */
static const char *const allowed[] = {
    "AH00957|AH01114",                 /* the dead backend */
    "AH01102|AH01097|AH00898|AH01106", /* what is no HTTP, an early end */
    "AH01110|AH02608|AH10397|AH10501", /* a body that ends too early */
    "\\.htaccess: ",                   /* the broken ones */
    "AH00135: Invalid method",         /* a request within another, cut off */
    NULL};

/* On a server of designers alone. */
static const char designer[] = "conf/theme/page.html";

/* What SIGTERM does to httpd's threaded MPMs: see stop() in server.c. Of a
 * child that ends by SIGTERM or SIGKILL itself httpd says nothing. */
static const char teardown[] =
    "AH00051|AH00052|AH03092|AH03093|AH00045|AH00046|AH10517";

static int was_killed(const site_t *site, const char *line)
{
    const char *pid = strstr(line, "child pid ");
    int i;

    for (i = 0; pid != NULL && i < site->pids_count && i < 4096; i++) {
        if (atoi(pid + 10) == site->pids_killed[i]) {
            return 1;
        }
    }
    return 0;
}

/* 0: as it should be */
static int is_surprise(site_t *site, const char *line)
{
    int i;

    if (strstr(line, "exit signal") != NULL || text_matches(line, teardown)) {
        site->teardowns++;
        return strstr(line, "child pid ") != NULL ? !was_killed(site, line)
                                                  : site->kill_count == 0;
    }
    if (text_matches(line, QUIET) || *line == '\0') {
        return 0;
    }
    for (i = 0; allowed[i] != NULL; i++) {
        if (text_matches(line, allowed[i])) {
            return 0;
        }
    }
    return !(site->reload && text_matches(line, designer));
}

void judge_log(site_t *site)
{
    FILE *log = fopen(site->server->log->path, "r");
    char line[8192];

    if (log == NULL || fseek(log, site->log_read, SEEK_SET) != 0) {
        text_die("can't read %s", site->server->log->path);
    }
    while (fgets(line, sizeof(line), log) != NULL) {
        char *end = strchr(line, '\n');

        if (end == NULL) {
            break; /* it is still being written */
        }
        *end = '\0';
        site->log_read += (long)(end - line) + 1;
        if (is_surprise(site, line)) {
            mistake(site->name, line, NULL, NULL);
        }
    }
    fclose(log);
    site->server->log->read = site->log_read;
}
