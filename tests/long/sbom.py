#!/usr/bin/env python3
"""What a build ships and links, as a CycloneDX 1.5 bill of materials.

Usage: sbom.py BUILD           writes it for a finished build, from what the files really are and need
       sbom.py --check FILE    shape, references and hashes; by CycloneDX's own schema where it is installed

The date is that of SOURCE_DATE_EPOCH, else of the last commit: the same build gives the same text.
SPDX-License-Identifier: Apache-2.0
"""
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
LICENCES = {"libyaml": "MIT", "glibc": "LGPL-2.1-or-later"}  # debian/copyright of libyaml 0.2.5-1, glibc 2.36
SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 4122, appendix C: names that are URLs


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def digest(path):
    return [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}]


def timestamp():
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or output("git", "log", "-1", "--format=%ct")
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def needed(path):
    """The libraries that a shared object names, by the dynamic section."""
    return sorted(re.findall(r"\(NEEDED\).*\[(.*?)\]", output("readelf", "-dW", str(path))))


def library(soname):
    """The component behind a needed library; anything not known here stops the bill."""
    if soname.startswith("libyaml-0."):
        name, version = "libyaml", output("pkg-config", "--modversion", "yaml-0.1")
        reference = f"pkg:generic/libyaml@{version}?download_url=https://pyyaml.org/download/libyaml/yaml-{version}.tar.gz"
    elif soname in ("libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"):
        name, version = "glibc", os.confstr("CS_GNU_LIBC_VERSION").split()[-1]
        reference = f"pkg:generic/glibc@{version}"
    else:
        sys.exit(f"sbom.py: the library needs {soname}, which it should not")
    return {"type": "library", "bom-ref": name, "name": name, "version": version, "purl": reference, "scope": "required",
            "licenses": [{"license": {"id": LICENCES[name]}}],
            "properties": [{"name": "libcapacity:soname", "value": soname}]}


def data(path):
    content = json.loads(path.read_text())
    entry = {"type": "data", "bom-ref": f"data/{path.name}", "name": path.name, "version": content.get("as_of", "undated"),
             "hashes": digest(path), "licenses": [{"license": {"id": "Apache-2.0"}}]}
    description = content.get("source") or " ".join(str(content[key]) for key in ("catalog", "region") if key in content)
    if description:
        entry["description"] = description
    return entry


def shipped(build):
    """(place without the prefix, file) of each installed file, symbolic links aside."""
    installed = json.loads((build / "meson-info/intro-installed.json").read_text())
    prefix = next(option["value"] for option in json.loads((build / "meson-info/intro-buildoptions.json").read_text())
                  if option["name"] == "prefix")
    for source, place in sorted(installed.items(), key=lambda item: item[1]):
        path = pathlib.Path(source)
        if path.is_file() and not path.is_symlink():
            yield os.path.relpath(place, prefix), path


def bill(build):
    project = json.loads((build / "meson-info/intro-projectinfo.json").read_text())
    files, libraries = [], {}
    for place, path in shipped(build):
        files.append({"type": "file", "bom-ref": f"file/{place}", "name": place, "hashes": digest(path)})
        if path.name.startswith("libcapacity.so"):
            libraries.update({part["bom-ref"]: part for part in map(library, needed(path))})
    if not any("libcapacity.so" in file["name"] for file in files) or "glibc" not in libraries:
        sys.exit("sbom.py: the build has no shared library, or it needs nothing: is it finished?")
    tables = [data(path) for path in sorted((ROOT / "lib/data").glob("*.json"))]
    main = f"libcapacity@{project['version']}"
    inside = json.dumps([files, tables, libraries], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(SPACE, inside)}",
        "version": 1,
        "metadata": {
            "timestamp": timestamp(),
            "tools": {"components": [{"type": "application", "name": "tests/long/sbom.py"}]},
            "component": {"type": "library", "bom-ref": main, "name": "libcapacity", "version": project["version"],
                          "licenses": [{"license": {"id": "Apache-2.0"}}], "components": files},
        },
        "components": list(libraries.values()) + tables,
        "dependencies": [{"ref": main, "dependsOn": sorted(libraries) + [table["bom-ref"] for table in tables]}]
        + [{"ref": name, "dependsOn": []} for name in sorted(libraries)],
    }


def findings(found):
    if (found.get("bomFormat"), found.get("specVersion"), found.get("version")) != ("CycloneDX", "1.5", 1):
        yield "not a CycloneDX 1.5 document"
    if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found.get("serialNumber", "")):
        yield "serialNumber is no UUID"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["metadata"]["timestamp"]):
        yield "timestamp has another form"
    main = found["metadata"]["component"]
    parts = [main, *main["components"], *found["components"]]
    references = [part["bom-ref"] for part in parts]
    if len(references) != len(set(references)):
        yield "a bom-ref stands twice"
    for dependency in found["dependencies"]:
        for reference in (dependency["ref"], *dependency["dependsOn"]):
            if reference not in references:
                yield f"a dependency names {reference}, which is no component"
    for part in parts:
        for one in part.get("hashes", []):
            if one["alg"] != "SHA-256" or not re.fullmatch("[0-9a-f]{64}", one["content"]):
                yield f"{part['name']} has a malformed hash"
        if part["type"] != "file" and part is not main and not part.get("version"):
            yield f"{part['name']} has no version"
    if not {"glibc"} <= set(references):
        yield "the C library is missing"


def by_schema(text):
    """None where CycloneDX's package is not installed, else what its strict validator says, "" for nothing."""
    try:
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator
        return str(JsonStrictValidator(SchemaVersion.V1_5).validate_str(text) or "")
    except Exception as error:  # its optional parts are imported as late as on use
        if type(error).__name__ in ("ImportError", "ModuleNotFoundError", "MissingOptionalDependencyException"):
            return None
        raise


def check(path):
    text = pathlib.Path(path).read_text()
    found = json.loads(text)
    wrong = list(findings(found))
    said = by_schema(text)
    if said:
        wrong.append(said)
    for line in wrong:
        print(line)
    how = "own checks only: CycloneDX's validator is missing (pip install 'cyclonedx-python-lib[json-validation]')"
    print(f"{path}: {len(found['components'])} components, {len(found['metadata']['component']['components'])} files; "
          + (how if said is None else "valid by CycloneDX's schema" if not said else "refused by CycloneDX's schema"))
    return 1 if wrong else 0


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        return check(sys.argv[2])
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    print(json.dumps(bill(pathlib.Path(sys.argv[1]).resolve()), indent=2))
    return 0


sys.exit(main())
