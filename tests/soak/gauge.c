/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Memory and descriptors, from Linux's /proc. Judged is memory of a process's
 * own ("Anonymous"): of its parent under restarts, of its child where that
 * lives all the time. One sample may catch a request at its height, so the
 * medians of the first and the last tenth are compared. */
#include "soak.h"
#include "text.h"

#include <dirent.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLES 8192
#define GROWTH_KB                                                              \
    1536 /* 1 KB a request is more than that after two minutes                 \
          */
#define GROWTH_FDS 8

typedef struct sample_t {
    int rss, pss, own, fds; /* KB, KB, KB, number */
} sample_t;

enum { PARENT, CHILD, PARTS };
static sample_t samples[SITES][PARTS][SAMPLES];
static int count;

static int entries(const char *path)
{
    DIR *folder = opendir(path);
    int n = 0;

    while (folder != NULL && readdir(folder) != NULL) {
        n++;
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return n;
}

int gauge_children(int pid, int *children, int room)
{
    char path[64];
    FILE *file;
    int child, n = 0;

    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", pid, pid);
    file = fopen(path, "r");
    while (file != NULL && n < room && fscanf(file, "%d", &child) == 1) {
        snprintf(path, sizeof(path), "/proc/%d/task", child);
        if (entries(path) > 3) { /* . and .. and more than one */
            children[n++] = child;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return n;
}

static sample_t measure(int pid)
{
    sample_t s = {0, 0, 0, 0};
    char path[64], line[256];
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%d/fd", pid);
    s.fds = entries(path);
    snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", pid);
    file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "Rss:", 4) == 0) {
            s.rss = atoi(line + 4);
        }
        else if (strncmp(line, "Pss:", 4) == 0) {
            s.pss = atoi(line + 4);
        }
        else if (strncmp(line, "Anonymous:", 10) == 0) {
            s.own = atoi(line + 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return s;
}

/* A calm site keeps the child that it began with. */
static int child_of(site_t *site)
{
    int children[16];
    int n = gauge_children((int)site->server->pid, children, 16);

    if (n > 0 && site->child == 0) {
        site->child = children[0];
    }
    if (!site->stormy && site->child != 0 &&
        (n != 1 || children[0] != site->child)) {
        mistake(site->name, "its child is another", NULL, NULL);
    }
    return n > 0 ? children[0] : 0;
}

void gauge_sample(void)
{
    int i;

    for (i = 0; count < SAMPLES && i < SITES; i++) {
        samples[i][PARENT][count] = measure((int)sites[i].server->pid);
        samples[i][CHILD][count] = measure(child_of(&sites[i]));
    }
    count += count < SAMPLES;
}

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The median of one number of @a n samples. */
static int median(const sample_t *from, int n, size_t member)
{
    int *sorted = calloc((size_t)n, sizeof(*sorted));
    int i, middle;

    for (i = 0; i < n; i++) {
        sorted[i] =
            *(const int *)(const void *)((const char *)(from + i) + member);
    }
    qsort(sorted, (size_t)n, sizeof(*sorted), ascending);
    middle = sorted[n / 2];
    free(sorted);
    return middle;
}

#define AT(from, member) median(from, tenth, offsetof(sample_t, member))

static void judge_part(site_t *site, const char *part, const sample_t *from,
                       int n, int judged)
{
    int tenth = n / 10 > 0 ? n / 10 : 1;
    const sample_t *last = from + n - tenth;
    int grown = AT(last, own) - AT(from, own);
    int opened = AT(last, fds) - AT(from, fds);

    printf("%s, %s: RSS %d -> %d KB, PSS %d -> %d KB, own %d -> %d KB, "
           "descriptors %d -> %d%s\n",
           site->name, part, AT(from, rss), AT(last, rss), AT(from, pss),
           AT(last, pss), AT(from, own), AT(last, own), AT(from, fds) - 2,
           AT(last, fds) - 2, judged ? "" : " (a new one each time)");
    if (judged && AT(last, own) == 0) {
        mistake(site->name, "no memory was measured", NULL, NULL);
    }
    if (judged && grown > GROWTH_KB) {
        mistake(site->name, "its memory has grown", NULL, NULL);
    }
    if (judged && opened > GROWTH_FDS) {
        mistake(site->name, "its descriptors have become more", NULL, NULL);
    }
}

void gauge_judge(int warm)
{
    int i;

    if (count - warm < 10) {
        mistake("soak", "too few samples to judge memory", NULL, NULL);
        return;
    }
    for (i = 0; i < SITES; i++) {
        judge_part(&sites[i], "parent", samples[i][PARENT] + warm, count - warm,
                   1);
        judge_part(&sites[i], "child", samples[i][CHILD] + warm, count - warm,
                   !sites[i].stormy);
    }
}
