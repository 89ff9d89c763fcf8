"""Builds the wheel: the package with the shared library inside, libyaml linked statically into it.

A PEP 517 back end in the tree, standard library only, so that `pip wheel --no-index` works without a network. It
needs a C compiler and libyaml's headers and archive (Debian: gcc libyaml-dev); meson is used if it is there.
LIBCAPACITY_SYSTEM=1 leaves the library out: the package then uses the system's.
SPDX-License-Identifier: Apache-2.0
"""
import base64
import gzip
import hashlib
import io
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = HERE / "libcapacity"
# The C sources: this checkout, or what an sdist carries.
ROOT = HERE.parents[1] if (HERE.parents[1] / "lib/capacity.map").exists() else HERE / "source"
DIALECT = ["-std=c11", "-O2", "-fPIC", "-fvisibility=hidden", "-ffp-contract=off", "-fno-strict-aliasing",
           "-fno-delete-null-pointer-checks", "-fstack-protector-strong", "-ffunction-sections",
           "-DCAPACITY_BUILDING", "-DCAPACITY_TEXT=1"]
LINK = ["-shared", "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,--as-needed", "-Wl,--gc-sections",
        "-Wl,-Bsymbolic-functions", "-Wl,--exclude-libs,ALL"]
OLDEST_GLIBC = (2, 17)
RELR_GLIBC = (2, 36)  # the first that knows GLIBC_ABI_DT_RELR


# --- what it is -------------------------------------------------------------------------------------------

def version():
    """Version and SONAME as the binding has them."""
    text = (PACKAGE / "_ffi.py").read_text(encoding="utf-8")
    numbers = re.search(r"^VERSION = \((\d+), (\d+), (\d+)\)$", text, re.MULTILINE).groups()
    soname = re.search(r'^SONAME_VERSION = "([\d.]+)"$', text, re.MULTILINE).group(1)
    return ".".join(numbers), f"libcapacity.so.{soname}"


def metadata():
    """The text of METADATA."""
    lines = [
        "Metadata-Version: 2.1", "Name: libcapacity", f"Version: {version()[0]}",
        "Summary: Sizes a workload on Kubernetes and DynamoDB and says what it costs, exactly",
        "License: Apache-2.0", "Requires-Python: >=3.9",
        "Classifier: License :: OSI Approved :: Apache Software License",
        "Classifier: Operating System :: POSIX :: Linux", "Classifier: Programming Language :: C",
        "Classifier: Programming Language :: Python :: 3", "Classifier: Typing :: Typed",
    ]
    manual = ROOT / "docs/python.md"
    if manual.exists():
        lines += ["Description-Content-Type: text/markdown", "", manual.read_text(encoding="utf-8")]
    return "\n".join(lines) + "\n"


# --- the shared library -----------------------------------------------------------------------------------

def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command[:4]))} … failed:\n{done.stdout}\n"
                         "A compiler and libyaml with its archive are needed (Debian: apt-get install gcc libyaml-dev).")
    return done.stdout


def by_meson(folder, soname):
    run("meson", "setup", folder, ROOT, "--buildtype=release", "--prefer-static", "-Dexamples=false",
        "-Dtests=disabled", "-Ddocs=disabled", "-Dtext=enabled")
    name = f"libcapacity.so.{version()[0]}"
    run("ninja", "-C", folder, f"lib/{name}")
    return folder / "lib" / name


def by_compiler(folder, soname):
    """The same without meson, as lib/meson.build does it."""
    compiler = os.environ.get("CC", "cc").split()
    data = ROOT / "lib/data"
    run(sys.executable, data / "generate.py", *(data / name for name in (
        "catalog.us-east-1.json", "tiers.guide.json", "guide.json")), ROOT / "lib/model/meters.def", folder)
    sources = sorted((ROOT / "lib").glob("*/*.c")) + sorted(folder.glob("*_builtin.c"))
    include = ["-I", ROOT / "include", "-I", ROOT / "lib"]
    objects = []
    for source in sources:
        objects.append(folder / f"{source.parent.name}_{source.stem}.o")
        run(*compiler, *DIALECT, *include, "-c", source, "-o", objects[-1])
    library = folder / soname
    run(*compiler, *LINK, f"-Wl,-soname,{soname}", f"-Wl,--version-script={ROOT / 'lib/capacity.map'}",
        "-o", library, *objects, "-Wl,-Bstatic", "-lyaml", "-Wl,-Bdynamic")
    return library


def build_library():
    """(name, content) of the stripped library."""
    soname = version()[1]
    meson = shutil.which("meson") and shutil.which("ninja") and (ROOT / "meson.build").exists()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "build"
        folder.mkdir()
        library = (by_meson if meson else by_compiler)(folder, soname)
        stripped = folder / "stripped"
        run("strip", "--strip-unneeded", "-R", ".comment", "-R", ".note.gnu.build-id", "-o", stripped, library)
        content = stripped.read_bytes()
    if b"libyaml-0.so" in content:
        raise SystemExit("libyaml was linked dynamically: its archive libyaml.a is missing (Debian: libyaml-dev)")
    return soname, content


def platform_tag(content):
    """The oldest C library that has all that the shared library asks for."""
    machine = platform.machine()
    found = [tuple(map(int, match)) for match in re.findall(rb"\0GLIBC_(\d+)\.(\d+)", content)]
    if not found:
        return f"linux_{machine}"
    if b"\0GLIBC_ABI_DT_RELR" in content:
        found.append(RELR_GLIBC)
    major, minor = max(found + [OLDEST_GLIBC])
    return f"manylinux_{major}_{minor}_{machine}"


# --- archives that are the same every time ----------------------------------------------------------------

def package_files():
    return {f"libcapacity/{path.name}": path.read_bytes() for path in sorted(PACKAGE.iterdir())
            if path.suffix == ".py" or path.name == "py.typed"}


def info_folder():
    return f"libcapacity-{version()[0]}.dist-info"


def wheel_text(tag, pure):
    return (f"Wheel-Version: 1.0\nGenerator: libcapacity_build\nRoot-Is-Purelib: {'true' if pure else 'false'}\n"
            f"Tag: py3-none-{tag}\n")


def record(files):
    """The RECORD of a wheel."""
    lines = []
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    return "\n".join(lines + [f"{info_folder()}/RECORD,,"]) + "\n"


def write_wheel(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """PEP 517."""
    files, tag, pure = package_files(), "any", True
    if os.environ.get("LIBCAPACITY_SYSTEM") != "1":
        name, content = build_library()
        files[f"libcapacity/{name}"] = content
        tag, pure = platform_tag(content), False
    info = info_folder()
    files[f"{info}/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    files[f"{info}/METADATA"] = metadata().encode()
    files[f"{info}/WHEEL"] = wheel_text(tag, pure).encode()
    files[f"{info}/RECORD"] = record(files).encode()
    name = f"libcapacity-{version()[0]}-py3-none-{tag}.whl"
    write_wheel(os.path.join(wheel_directory, name), files)
    return name


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    """PEP 517: the metadata without compiling anything."""
    folder = pathlib.Path(metadata_directory) / info_folder()
    folder.mkdir()
    (folder / "METADATA").write_text(metadata(), encoding="utf-8")
    (folder / "WHEEL").write_text(wheel_text("any", True), encoding="utf-8")
    return folder.name


def sdist_files():
    files = {name: content for name, content in package_files().items()}
    files["pyproject.toml"] = (HERE / "pyproject.toml").read_bytes()
    files["build/libcapacity_build.py"] = pathlib.Path(__file__).read_bytes()
    files["PKG-INFO"] = metadata().encode()
    for pattern in ("LICENSE", "docs/python.md", "include/capacity/*.h", "lib/**/*"):
        for path in ROOT.glob(pattern):
            if path.is_file() and "__pycache__" not in path.parts:
                files[f"source/{path.relative_to(ROOT).as_posix()}"] = path.read_bytes()
    return dict(sorted(files.items()))


def build_sdist(sdist_directory, config_settings=None):
    """PEP 517: package and C sources, built without meson."""
    base = f"libcapacity-{version()[0]}"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in sdist_files().items():
            entry = tarfile.TarInfo(f"{base}/{name}")
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    path = os.path.join(sdist_directory, base + ".tar.gz")
    with open(path, "wb") as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        packed.write(buffer.getvalue())
    return os.path.basename(path)
