/*
 * Several files into one folder: all of them or none.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include <capacity/capacity.h>

#include "text.h"

typedef struct folder_file {
    char name[CAPACITY_NAME_SIZE];
    text content;
    char *temporary, *path; /* write_folder's own */
} folder_file;

/*
 * Each file gets another name first; when all are written they take their names. The folder is made
 * if it is missing. What is there already is refused unless `force`. Returns the exit status; after
 * a failure the folder is as it was.
 */
int write_folder(const char *folder, folder_file *files, size_t n, int force);

#endif
