"""Finds the shared library and makes sure that it fits.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import ctypes
import os
from typing import List, Tuple

VARIABLE = "LIBCAPACITY_LIBRARY"


def load(version: Tuple[int, int, int], soname_version: str) -> ctypes.CDLL:
    """The library: what $LIBCAPACITY_LIBRARY names, else the one beside this package, else the system's.

    Raises:
        ImportError: None fits; the message lists what was tried and what was found.
    """
    name = f"libcapacity.so.{soname_version}"
    chosen = os.environ.get(VARIABLE)
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    places = [(chosen, f"${VARIABLE}")] if chosen else [(beside, "beside the package"), (name, "the system's")]
    tried: List[str] = []
    for path, where in places:
        try:
            return _open(path, version)
        except OSError as error:
            tried.append(f"  {path} ({where}): {error}")
    wanted = ".".join(str(part) for part in version)
    raise ImportError(f"libcapacity needs the shared library of version {wanted}; tried\n" + "\n".join(tried),
                      name="libcapacity", path=places[0][0])


def _open(path: str, version: Tuple[int, int, int]) -> ctypes.CDLL:
    if os.sep in path and not os.path.exists(path):
        raise OSError("no such file")
    library = ctypes.CDLL(path)
    try:
        check, text = library.capacity_version_check, library.capacity_version_string
    except AttributeError:
        raise OSError("is not libcapacity: it has no capacity_version_check()") from None
    check.argtypes, check.restype = [ctypes.c_uint32, ctypes.c_void_p], ctypes.c_int
    text.argtypes, text.restype = [], ctypes.c_char_p
    major, minor, patch = version
    if check(major * 1000000 + minor * 1000 + patch, None) < 0:
        raise OSError(f"is version {text().decode()}, which does not fit")
    return library
