/*
 * Writing the output: to standard output, or to a file whole or not at all.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "files.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void occupy_standard_streams(void)
{
    int fd;

    for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) /* opened so that its use still fails */
            if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
                _exit(EXIT_INTERNAL);
}

int write_all(int fd, const char *data, size_t size)
{
    while (size) {
        const ssize_t written = write(fd, data, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        data += written;
        size -= (size_t)written;
    }
    return 0;
}

static int complain_unwritten(const char *name)
{
    complain("cannot write %.*s: %s", 4096, name, strerror(errno));
    return EXIT_INTERNAL;
}

static int write_standard_output(const text *content)
{
    if (write_all(STDOUT_FILENO, content->data, content->size))
        return complain_unwritten("to standard output");
    return EXIT_FINE;
}

/* A device or a pipe cannot be replaced by a file: write into it. */
static int write_into(const char *name, const text *content)
{
    const int fd = open(name, O_WRONLY | O_CLOEXEC);
    int failed;

    if (fd < 0)
        return complain_unwritten(name);
    failed = write_all(fd, content->data, content->size);
    if (failed) {
        const int status = complain_unwritten(name);

        close(fd);
        return status;
    }
    return close(fd) ? complain_unwritten(name) : EXIT_FINE;
}

mode_t new_file_mode(void)
{
    const mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

/* The mode that the file has, or that a new file would get. */
static mode_t mode_for(const struct stat *old)
{
    return old ? old->st_mode & 07777 : new_file_mode();
}

/* A sibling gets the content and then takes the name, so nobody ever sees half a file. */
static int write_sibling(const char *name, const struct stat *old, const text *content)
{
    static const char suffix[] = ".XXXXXX";
    char *sibling = need_memory(strlen(name) + sizeof suffix, 1);
    int fd, failed;

    strcat(strcpy(sibling, name), suffix);
    fd = mkstemp(sibling);
    if (fd < 0) {
        failed = complain_unwritten(name);
        free(sibling);
        return failed;
    }
    failed = write_all(fd, content->data, content->size) || fchmod(fd, mode_for(old)) || fsync(fd);
    if (failed)
        failed = complain_unwritten(name);
    if (close(fd) && !failed)
        failed = complain_unwritten(name);
    if (!failed && rename(sibling, name))
        failed = complain_unwritten(name);
    if (failed)
        unlink(sibling);
    free(sibling);
    return failed;
}

int write_file(const char *name, const text *content)
{
    struct stat old;
    char *real;
    int status;

    if (!name || !strcmp(name, "-"))
        return write_standard_output(content);
    if (stat(name, &old))
        return errno == ENOENT ? write_sibling(name, NULL, content) : complain_unwritten(name);
    if (S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return complain_unwritten(name);
    }
    if (!S_ISREG(old.st_mode))
        return write_into(name, content);
    real = realpath(name, NULL); /* replace what a link points to, not the link */
    if (!real)
        return complain_unwritten(name);
    status = write_sibling(real, &old, content);
    free(real);
    return status;
}
