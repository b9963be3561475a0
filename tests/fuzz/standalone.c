/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A fuzzing target without a fuzzer: every file named, or found in a folder
 * named, is one case, in the order of names. Says what it did in cmocka's
 * words, for tests/count.sh.inc; a case that fails ends the program, as the
 * fuzzer would, and its name is the last one told. */
#include "bytes.h"

#include <dirent.h>
#include <sys/stat.h>

static int cases;

static void run_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size + 1);

    printf("[ RUN      ] %s\n", path);
    fflush(stdout);
    FUZZ_HOLDS(file != NULL && data != NULL);
    FUZZ_HOLDS(fread(data, 1, size, file) == size);
    fclose(file);
    data = realloc(data, size ? size : 1); /* without a byte to spare */
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    printf("[       OK ] %s\n", path);
    cases++;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void run_path(const char *path)
{
    struct dirent **entries;
    struct stat info;
    int i, n;

    FUZZ_HOLDS(stat(path, &info) == 0, "%s", path);
    if (!S_ISDIR(info.st_mode)) {
        run_file(path, (size_t)info.st_size);
        return;
    }
    n = scandir(path, &entries, visible, alphasort);
    FUZZ_HOLDS(n >= 0, "%s", path);
    for (i = 0; i < n; i++) {
        size_t room = strlen(path) + strlen(entries[i]->d_name) + 2;
        char *below = malloc(room);

        FUZZ_HOLDS(below != NULL);
        snprintf(below, room, "%s/%s", path, entries[i]->d_name);
        run_path(below);
        free(below);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    int i;

    for (i = 1; i < argc; i++) {
        run_path(argv[i]);
    }
    printf("%d of %d were accepted\n", fuzz_accepted, cases);
    FUZZ_HOLDS(fuzz_accepted >= cases / 8);
    printf("[==========] %d test(s) run.\n[  PASSED  ] %d test(s).\n", cases,
           cases);
    return cases == 0;
}
