"""A library that does nothing but have the ABI of a header: for abidiff, and for tests of the guard.

SPDX-License-Identifier: Apache-2.0
"""
import ctext

HEAD = """/* A library without a behaviour, with the ABI that capacity.api.json describes. */
#include <capacity/capacity.h>
"""


def text(api):
    """Every function of the API, doing nothing; every handle, holding nothing."""
    parts = [HEAD]
    parts += [f"struct {handle['name']} {{\n    int32_t inside;\n}};" for handle in api["handles"]]
    parts += [_function(function) for function in api["functions"]]
    return "\n".join(parts) + "\n"


def _function(function):
    params = ", ".join(ctext.declare(param["type"], param["name"]) for param in function["params"]) or "void"
    unused = "".join(f"    (void){param['name']};\n" for param in function["params"])
    returned = function["ret"]["type"]
    value = "" if returned["kind"] == "void" and not returned["ptr"] else "    return 0;\n"
    return f"{ctext.declare(returned, function['name'])}({params})\n{{\n{unused}{value}}}"
