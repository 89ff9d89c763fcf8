/*
 * Several files into one folder: all of them or none.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "folder.h"
#include "files.h"
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHOWN = 4096 };

static char *join(const char *folder, const char *before, const char *name, const char *after)
{
    const size_t size = strlen(folder) + strlen(before) + strlen(name) + strlen(after) + 2;
    char *path = need_memory(size, 1);

    snprintf(path, size, "%s/%s%s%s", folder, before, name, after);
    return path;
}

/* The folder, made if there is none; *made says so. */
static int open_folder(const char *folder, int *made)
{
    struct stat there;

    *made = 0;
    if (stat(folder, &there) == 0 && S_ISDIR(there.st_mode))
        return EXIT_FINE;
    if (mkdir(folder, 0777) == 0) {
        *made = 1;
        return EXIT_FINE;
    }
    complain("cannot make the folder %.*s: %s", SHOWN, folder,
             errno == EEXIST ? "a file of that name is there" : strerror(errno));
    return EXIT_BAD_INPUT;
}

static int refuse_present(const char *folder, const folder_file *files, size_t n)
{
    struct stat there;
    size_t i;

    for (i = 0; i < n; i++) {
        if (lstat(files[i].path, &there))
            continue;
        complain("%.*s/%s is there already", SHOWN, folder, files[i].name);
        advise("--force overwrites it and the others");
        return EXIT_BAD_INPUT;
    }
    return EXIT_FINE;
}

/* A folder in which no file can be made is the user's; a full disk is not. */
static int write_temporary(const char *folder, folder_file *file)
{
    const int fd = mkstemp(file->temporary);
    int failed;

    if (fd < 0) {
        complain("cannot write into %.*s: %s", SHOWN, folder, strerror(errno));
        free(file->temporary);
        file->temporary = NULL;
        return EXIT_BAD_INPUT;
    }
    failed = write_all(fd, file->content.data, file->content.size) || fchmod(fd, new_file_mode()) ||
             fsync(fd);
    if (failed)
        complain("cannot write %.*s: %s", SHOWN, file->path, strerror(errno));
    if (close(fd) && !failed) {
        failed = 1;
        complain("cannot write %.*s: %s", SHOWN, file->path, strerror(errno));
    }
    return failed ? EXIT_INTERNAL : EXIT_FINE;
}

static int write_temporaries(const char *folder, folder_file *files, size_t n)
{
    size_t i;
    int status = EXIT_FINE;

    for (i = 0; i < n && !status; i++) {
        files[i].temporary = join(folder, ".", files[i].name, ".XXXXXX");
        status = write_temporary(folder, &files[i]);
    }
    return status;
}

/* A folder that stands where a file belongs is seen before the first file takes its name. */
static int refuse_folders(const folder_file *files, size_t n)
{
    struct stat there;
    size_t i;

    for (i = 0; i < n; i++)
        if (!lstat(files[i].path, &there) && S_ISDIR(there.st_mode)) {
            complain("cannot write %.*s: %s", SHOWN, files[i].path, strerror(EISDIR));
            return EXIT_BAD_INPUT;
        }
    return EXIT_FINE;
}

static int take_names(folder_file *files, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (rename(files[i].temporary, files[i].path)) {
            complain("cannot write %.*s: %s", SHOWN, files[i].path, strerror(errno));
            return EXIT_INTERNAL;
        }
        free(files[i].temporary);
        files[i].temporary = NULL;
    }
    return EXIT_FINE;
}

static int write_into_folder(const char *folder, folder_file *files, size_t n, int force)
{
    int status = force ? refuse_folders(files, n) : refuse_present(folder, files, n);

    if (!status)
        status = write_temporaries(folder, files, n);
    return status ? status : take_names(files, n);
}

int write_folder(const char *folder, folder_file *files, size_t n, int force)
{
    size_t i;
    int made, status = open_folder(folder, &made);

    if (status)
        return status;
    for (i = 0; i < n; i++)
        files[i].path = join(folder, "", files[i].name, "");
    status = write_into_folder(folder, files, n, force);
    for (i = 0; i < n; i++) {
        if (files[i].temporary)
            unlink(files[i].temporary);
        free(files[i].temporary);
        free(files[i].path);
        files[i].temporary = files[i].path = NULL;
    }
    if (status && made)
        rmdir(folder);
    return status;
}
