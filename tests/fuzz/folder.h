/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A folder for the files of an input: in memory where the machine has such a
 * place, and gone with the program. */
#ifndef SP_FUZZ_FOLDER_H
#define SP_FUZZ_FOLDER_H

#include "bytes.h"

#include <dirent.h>
#include <unistd.h>

#include <apr_strings.h>

static char folder_path[] = "/tmp/sp-fuzz-XXXXXX\0....";

static inline void folder_empty(void)
{
    DIR *dir = opendir(folder_path);
    struct dirent *entry;
    char path[300];

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof(path), "%.30s/%.255s", folder_path,
                 entry->d_name);
        if (entry->d_name[0] != '.') {
            unlink(path);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
}

static inline void folder_remove(void)
{
    folder_empty();
    rmdir(folder_path);
}

/** The folder, made at the first call. */
static inline const char *folder(void)
{
    static int made;

    if (!made) {
        if (access("/dev/shm", W_OK) == 0) {
            strcpy(folder_path, "/dev/shm/sp-fuzz-XXXXXX");
        }
        FUZZ_HOLDS(mkdtemp(folder_path) != NULL, "%s", folder_path);
        atexit(folder_remove);
        made = 1;
    }
    return folder_path;
}

/** Write a file there, of a name without a slash; gives its path. */
static inline const char *folder_write(apr_pool_t *pool, const char *name,
                                       const char *bytes, size_t len)
{
    const char *path = apr_pstrcat(pool, folder(), "/", name, NULL);
    FILE *file = fopen(path, "wb");

    FUZZ_HOLDS(file != NULL, "%s", path);
    fwrite(bytes, 1, len, file);
    fclose(file);
    return path;
}

#endif /* SP_FUZZ_FOLDER_H */
