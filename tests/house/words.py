#!/usr/bin/env python3
"""Names and forms that have no place in lib/, by token, so that comments and literals may mention them.

Usage: words.py
SPDX-License-Identifier: Apache-2.0
"""
import re

from house import files, finish, read, tokens

# Functions: the host process, its streams, locale, clock and files are not ours, and neither is text
# without a bound.
CALLS = """
printf fprintf sprintf snprintf vprintf vfprintf vsprintf vsnprintf dprintf asprintf vasprintf puts fputs putchar perror
scanf sscanf fscanf gets fgets getline fopen fdopen freopen fclose fread fwrite fseek ftell fflush open read write close
remove rename tmpfile mkstemp
strtod strtof strtold strtol strtoll strtoul strtoull strtoimax strtoumax atof atoi atol atoll
isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper
setlocale localeconv strcoll strxfrm wcstombs mbstowcs
strcpy strcat strncpy strncat strtok strtok_r strerror strdup strndup alloca
getenv secure_getenv setenv putenv system popen fork execve
time clock clock_gettime gettimeofday localtime gmtime mktime strftime rand srand random rand_r
abort exit _exit _Exit quick_exit atexit assert signal raise setjmp longjmp
pthread_create thrd_create mtx_lock call_once
""".split()
MEMORY = "malloc calloc realloc free aligned_alloc".split()
WORDS = "float double _Thread_local __thread asm __asm__ register".split()
# Where doubles are part of what is computed: decisions 0008, 0010 and 0012 say under which rules.
DOUBLES = re.compile(r"lib/kernel/(hpa|queue|law|headroom|histogram|usl|fit)\w*\.[ch]$")

# Numbers in messages are int64_t (PRId64) or size_t: lib/base/format.c reads nothing else, and what it does
# read of an int is 32 bits of something else on some machines.
NUMBER = re.compile(r"%[-+0-9.]*[dioxXuhljt]")


def check_code(name, code, findings):
    for line, kind, token in tokens(code):
        place = f"{name}:{line}"
        if kind == "comment":
            if token.startswith("//"):
                findings.append(f"{place}: // comment")
            continue
        if kind == "text" and NUMBER.search(token.replace("%%", "")):
            findings.append(f"{place}: a number in {token}, which is neither PRId64 nor %zu")
        if kind != "word":
            continue
        if token in WORDS and not (token == "double" and DOUBLES.match(name)):
            findings.append(f"{place}: {token}")
    stripped = re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\])*"', lambda m: re.sub(r"[^\n]", " ", m[0]), code, flags=re.S)
    for match in re.finditer(r"(?<![\w.>])([A-Za-z_]\w*)\s*\(", stripped):
        place = f"{name}:{stripped.count(chr(10), 0, match.start()) + 1}"
        if match[1] in CALLS or (match[1] in MEMORY and name != "lib/base/alloc.c"):
            findings.append(f"{place}: {match[1]}()")
    for match in re.finditer(r"\bgoto\s+(\w+)|^(\w+):(?!:)", stripped, re.M):
        label = match[1] or match[2]
        if label not in ("out", "default", "public", "private"):
            findings.append(f"{name}: goto or label {label}, only `out` is used")


def check_file(name, code, findings):
    if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(code.split("\n")[:6]):
        findings.append(f"{name}: no SPDX line in the first comment")
    for number, line in enumerate(code.split("\n"), 1):
        if line.rstrip() != line or "\t" in line:
            findings.append(f"{name}:{number}: tab or trailing blank")
    if not code.endswith("\n") or code.endswith("\n\n"):
        findings.append(f"{name}: must end in one newline")


def main():
    findings = []
    names = files("lib", ends=(".c", ".h", ".def"))
    for name in names:
        code = read(name)
        check_code(name, code, findings)
    others = names + files("include", "examples", "tests")
    for name in others:
        check_file(name, read(name), findings)
    finish(f"{len(others)} files", findings)


main()
