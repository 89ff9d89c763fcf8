/*
 * Hands files to a fuzz target, each as an exact heap copy: the corpora are tests without clang.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Usage: TARGET [FILE|DIRECTORY]...   each file, and each of its prefixes up to 64 bytes
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { PREFIXES = 64, PATH_SIZE = 4096 };

static size_t inputs;

static void hand_over(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    HOLDS(copy != NULL);
    memcpy(copy, bytes, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    inputs++;
}

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    HOLDS(file != NULL);
    uint8_t *bytes = malloc((size_t)CAPACITY_CATALOG_TEXT_BYTES);
    HOLDS(bytes != NULL);
    size_t size = fread(bytes, 1, (size_t)CAPACITY_CATALOG_TEXT_BYTES, file);
    (void)fclose(file);
    hand_over(bytes, size);
    for (size_t kept = 0; kept < size && kept < PREFIXES; kept++)
        hand_over(bytes, kept);
    free(bytes);
}

static void replay(const char *path)
{
    struct stat status;
    HOLDS(stat(path, &status) == 0);
    DIR *directory = S_ISDIR(status.st_mode) ? opendir(path) : NULL;
    if (directory == NULL) {
        replay_file(path);
        return;
    }
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        char inner[PATH_SIZE];
        int length = snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        HOLDS(length > 0 && (size_t)length < sizeof inner);
        if (entry->d_name[0] != '.')
            replay_file(inner);
    }
    (void)closedir(directory);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%zu inputs\n", inputs);
    return inputs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
