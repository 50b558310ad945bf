"""What a release is made from and made into: no dangerous call, the same wheel each time, a true inventory."""

import ast
import importlib.util
import json
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
inventory, descriptions, build, bundle = map(import_module, ("inventory", "descriptions", "build", "bundle"))

MODULES = frozenset(
    {"pickle", "marshal", "shelve", "subprocess", "multiprocessing", "socket", "ssl", "http", "ftplib", "smtplib"}
    | {"telnetlib", "xmlrpc", "webbrowser", "asyncio", "socketserver", "yaml", "dill", "cloudpickle", "pty", "imaplib"}
    | {"urllib.request", "logging.handlers", "QtNetwork", "QtPdf", "QtQml", "QtWebEngineCore", "QtWebEngineWidgets"}
)
CALLS = frozenset({"eval", "exec", "compile", "__import__", "system", "popen", "extractall", "extract", "execfile"})
"""Called nowhere in the program, bare or as an attribute."""
QUIET = (".compile", ".exec", "QLocale.system")
"""None of these: a pattern is compiled, a dialog shown, the system asked for its language."""


def dangers(source: str) -> Iterator[str]:
    """What in a piece of Python could run or fetch what it was given."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_denied(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            yield from (name for name in names if _is_denied(name))
        elif isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in CALLS:
                yield called.id
            elif isinstance(called, ast.Attribute) and called.attr in CALLS and not ast.unparse(called).endswith(QUIET):
                yield called.attr
            yield from ("shell" for word in node.keywords if word.arg == "shell")


def _is_denied(name: str) -> bool:
    return name in MODULES or name.partition(".")[0] in MODULES or name.rpartition(".")[2] in MODULES


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("eval('1')", ["eval"]),
        ("import pickle", ["pickle"]),
        ("from urllib import request", ["urllib.request"]),
        ("import subprocess as s\ns.run('x', shell=True)", ["subprocess", "shell"]),
        ("archive.extractall(place)", ["extractall"]),
        ("import os\nos.system('x')", ["system"]),
        ("import yaml\nyaml.load(text)", ["yaml"]),
        ("from PySide6 import QtNetwork", ["PySide6.QtNetwork"]),
        ("import re\nre.compile('x')", []),
        ("QLocale.system()", []),
        ("from urllib.parse import urlsplit", []),
    ],
)
def test_a_dangerous_call_is_seen(source: str, found: list[str]) -> None:
    assert list(dangers(source)) == found


def test_nothing_in_the_program_runs_or_fetches_what_it_is_given() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): list(dangers(path.read_text("utf-8")))
        for path in sorted((ROOT / "inspector").rglob("*.py"))
    }
    assert len(found) > 100
    assert {name: what for name, what in found.items() if what} == {}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The descriptions, where a test may change them."""
    for name in ("inspector/__init__.py", "inspector/window/display.py", "README.md", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("linux", "windows", "macos"):
        shutil.copytree(ROOT / "packaging" / name, tmp_path / "packaging" / name)
    return tmp_path


def faults(root: Path) -> list[str]:
    return [fault for check in descriptions.CHECKS if not check.tool for fault in check.faults(root)]


def test_the_descriptions_have_no_fault(copied: Path) -> None:
    assert faults(copied) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("linux/*.yml", "--share=ipc", "--share=network", "flatpak: asks for --share=network"),
        ("linux/*.yml", "--device=dri", "--filesystem=home", "flatpak: asks for --filesystem=home"),
        ("linux/*.desktop", "application/zip", "application/x-tar", "menu entry: lacks the line MimeType"),
        ("linux/*.metainfo.xml", 'release version="', 'release version="9', "software entry: has no release"),
        ("linux/control", "libxcb-cursor0, ", "", "deb: does not depend on libxcb-cursor0"),
        ("windows/*.iss", "PrivilegesRequired=lowest", "", "windows installer: lacks PrivilegesRequired"),
        ("windows/AppxManifest.xml", "runFullTrust", "internetClient", "msix: asks for internetClient"),
        ("windows/AppxManifest.xml", '.0" Proc', '.9" Proc', "msix: its version is not"),
        ("macos/Info.plist", "public.zip-archive", "public.png", "Info.plist: does not open a zip"),
        (
            "macos/entitlements.plist",
            "app-sandbox",
            "network.client",
            "entitlements: asks for com.apple.security.network",
        ),
    ],
)
def test_a_fault_in_a_description_is_named(copied: Path, file: str, old: str, new: str, fault: str) -> None:
    (path,) = (copied / "packaging").glob(file)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert any(found.startswith(fault) for found in faults(copied)), faults(copied)


def test_the_property_lists_are_ones() -> None:
    for path in (ROOT / "packaging" / "macos").glob("*.plist"):
        assert plistlib.loads(path.read_bytes())


def test_every_library_is_in_the_inventory_with_its_licence() -> None:
    found = {each.name: each for each in inventory.shipped()}

    assert {"jinja2", "msgspec", "numpy", "openpyxl", "pyarrow", "pyside6-essentials", "shiboken6"} <= set(found)
    assert "pandas" not in found
    assert all(each.licence for each in found.values())
    assert found["pyside6-essentials"].licence == "LGPL-3.0-only"
    page = inventory.licences(list(found.values()))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in page
    assert "jinja2 " in page


def test_the_bill_of_materials_is_cyclonedx_and_the_same_each_time() -> None:
    text = inventory.sbom(inventory.shipped(), "1.0")
    told = json.loads(text)

    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5")
    references = [each["bom-ref"] for each in told["components"]]
    assert len(references) == len(set(references))
    assert "pkg:pypi/openpyxl@" in " ".join(each.get("purl", "") for each in told["components"])
    assert inventory.sbom(inventory.shipped(), "1.0") == text


def test_a_bundle_that_lacks_the_rules_or_holds_a_network_module_is_refused() -> None:
    found = list(bundle.content_faults(["inspector", "_internal/PySide6/QtNetwork.abi3.so"]))

    assert any("*QtNetwork* forbids" in fault for fault in found)
    assert any("pack.toml" in fault for fault in found)


def test_an_icon_holds_a_picture_of_each_size(tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtSvg", reason="drawing needs Qt's system libraries", exc_type=ImportError)
    folder = build.icons(tmp_path)

    ico = (folder / "archive-inspector.ico").read_bytes()
    assert ico[:6] == b"\0\0\1\0\7\0"
    assert ico.count(b"\x89PNG") == 7
    assert (folder / "archive-inspector.icns").read_bytes().count(b"\x89PNG") == 6
    assert (folder / "512.png").stat().st_size > 2000


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed")
def test_two_builds_of_the_wheel_are_the_same_bytes(tmp_path: Path) -> None:
    copies = []
    for number in (1, 2):
        out = tmp_path / f"out{number}"
        words = [sys.executable, str(ROOT / "packaging" / "build.py"), "wheel", "--out", str(out)]
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - the test's own words
        copies += [path.read_bytes() for path in out.glob("*.whl")]
    assert len(copies) == 2
    assert copies[0] == copies[1]
