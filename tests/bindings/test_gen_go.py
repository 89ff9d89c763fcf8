#!/usr/bin/env python3
"""What prints the Go package: names, documentation, and how sources share a part of the bundle.

Usage: test_gen_go.py
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bindings/generator"))

import gen_bundle  # noqa: E402
import gen_go  # noqa: E402
import go_names  # noqa: E402
import lower  # noqa: E402

API = json.loads((ROOT / "bindings/capacity.api.json").read_text(encoding="utf-8"))


class Names(unittest.TestCase):
    def test_identifiers(self):
        for c, go in (("spike_buffer_ppm", "SpikeBufferPPM"), ("1y_no_upfront", "1YNoUpfront"), ("node_type", "NodeType"),
                      ("llm_tokens_quota_tpm", "LLMTokensQuotaTPM")):
            self.assertEqual(go_names.camel(c), go)
        self.assertEqual(go_names.local("cpu_request_mcpu"), "cpuRequestMCPU")
        self.assertEqual(go_names.local("type"), "type_")
        self.assertEqual(go_names.typed("memory_request_bytes", "bytes"), "memory_request")
        self.assertEqual(go_names.typed("pods", "1"), "pods")
        self.assertEqual(go_names.enumerator("CAPACITY_E_NOT_FOUND"), "ErrNotFound")
        self.assertEqual(go_names.enumerator("CAPACITY_OK"), "OK")

    def test_documentation(self):
        known = go_names.Names(API, lower.plans(API))
        self.assertEqual(known.words("As capacity_plan_get; CAPACITY_FIELD_NONE or NULL."), "As [Plan.Get]; [FieldNone] or nil.")
        self.assertEqual(known.words('For example "CAPACITY_E_RANGE".'), 'For example "CAPACITY_E_RANGE".')
        with self.assertRaisesRegex(ValueError, "names capacity_gone, which Go does not have"):
            known.words("As capacity_gone does.")
        self.assertEqual(go_names.lower_first("Pods by CPU."), "pods by CPU.")
        self.assertEqual(go_names.lower_first("CPU of a pod."), "CPU of a pod.")
        self.assertEqual(go_names.lower_first("DynamoDB units."), "DynamoDB units.")

    def test_clashes(self):
        with self.assertRaisesRegex(ValueError, "Go has two of Plan.Nodes"):
            gen_go._unique("func (p *Plan) Nodes() int64 {\nfunc (p *Plan) Nodes() int64 {\n")
        gen_go._unique("func (p *Plan) Nodes() int64 {\nfunc (p *Profile) Nodes() int64 {\nfunc Nodes() int64 {\n")
        with self.assertRaisesRegex(ValueError, "Go has two of Kind"):
            gen_go._unique("type Kind int32\nfunc Kind() int {\n")

    def test_every_function_is_printed(self):
        texts = gen_go.outputs(API, lower.plans(API))
        code = texts["bindings/go/capacity_gen.go"]
        by_hand = {"capacity_error_clear", "capacity_error_format"}
        for function in API["functions"]:
            if "skip" not in function and function["name"] not in by_hand:
                self.assertIn(f"C.{function['name']}(", code)
        self.assertEqual(len([field for field in API["fields"] if field["kind"] == "input"]),
                         texts["bindings/go/fields_gen.go"].count(") Setting {"))


class Bundle(unittest.TestCase):
    def test_names_of_a_file(self):
        found = gen_bundle.names_of('''
#include <string.h>
#define MACRO(x) \\
    static int from_macro_##x
enum { FIRST = 1 << SHIFT, SECOND };
typedef enum kind { KIND_A, KIND_B = 7 } kind;
typedef struct row { int member; const char *text; } row;
/* commented */ static const row rows[] = {{.member = inner, "quoted"}};
static int64_t count(const row *param, size_t n)
{
    int local = FIRST;
    return local;
}
int (*pointer)(int unnamed);
NAMES(made, 1, "one", two);
''')
        self.assertEqual(found, {"FIRST", "SECOND", "kind", "KIND_A", "KIND_B", "row", "rows", "count", "NAMES", "made"})

    def test_files_whose_names_meet_are_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            lib = pathlib.Path(folder)
            files = {
                "meson.build": "subdir('base')\n",
                "base/meson.build": "lib_sources += files('a.c', 'b.c', 'c.c')\n",
                "base/own.h": "#ifndef H\n#define H\ntypedef struct own own;\n#endif\n",
                "base/list.def": "ROW(1)\n",
                "base/a.c": '#include "base/own.h"\n#define SIZE 4\nstatic int shared(own *o)\n{\n    return 1;\n}\n',
                "base/b.c": '#include "base/own.h"\nstatic int other(own *o)\n{\n    return 2;\n}\n',
                "base/c.c": 'static int shared(void)\n{\n#define ROW(x) x\n    return\n#include "base/list.def"\n    ;\n}\n',
            }
            (lib / "base").mkdir()
            for name, text in files.items():
                (lib / name).write_text(text, encoding="utf-8")
            bundle = gen_bundle.Bundle(lib)
            parts = bundle.parts(set())
            self.assertEqual(parts, [["base/a.c", "base/b.c"], ["base/c.c"]])
            first, second = map(bundle.part, parts)
        self.assertTrue(first.startswith("//go:build capacity_bundled\n\n"))
        self.assertEqual(bundle.private().count("typedef struct own own;"), 1)
        self.assertNotIn("typedef struct own own;", first + second)
        self.assertLess(first.index("#undef SIZE"), first.index("static int other"))
        self.assertIn("ROW(1)", second)
        self.assertNotIn("#include \"base/", first + second)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
