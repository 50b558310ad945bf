"""The pins, the layout, the README's commands and the gate of the window tests."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Joined here, so that this file mentions neither a registry nor somebody's folder.
REGISTRY = "pypi" + ".org"
SOMEBODY = "/home" + "/somebody/work"

HASH, OTHER_HASH, LAST_HASH = (f"--hash=sha256:{letter * 64}" for letter in "abc")
PYPROJECT = """
[project]
dependencies = ["alpha>=2"]
optional-dependencies.test = ["Beta_Tool>=1,!=1.5"]
"""
CONSTRAINTS = "alpha==2.1\nbeta-tool==1.4 ; sys_platform == 'win32'\n"
LOCK = f"""alpha==2.1 \\
    {HASH} \\
    {OTHER_HASH}
beta-tool==1.4 ; sys_platform == 'win32' \\
    {LAST_HASH}
"""
README = "| `alpha` | reads letters |\n| `Beta_Tool` | checks letters |\n"


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = spec_from_file_location("packaging_check", ROOT / "packaging" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project without a fault."""
    root = tmp_path / "project"
    texts = {
        ".gitignore": ".venv/\nuv.lock\n*.pyc\n",
        "LICENSE": "as you like\n",
        "README.md": README,
        "pyproject.toml": PYPROJECT,
        "inspector/__init__.py": "",
        "resources/demo/Profile.csv": "First Name\n",
        "tests/test_letters.py": "",
        "packaging/constraints.txt": CONSTRAINTS,
        "packaging/requirements.lock": LOCK,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_the_project_itself_has_no_fault(check: ModuleType) -> None:
    assert list(check.faults_of(ROOT, [])) == []


def test_a_small_project_has_no_fault(check: ModuleType, project: Path) -> None:
    assert list(check.faults_of(project, [])) == []


PINS, LOCKED = "packaging/constraints.txt", "packaging/requirements.lock"


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (PINS, "alpha==2.1", "alpha==2.2", f"{LOCKED}: lacks alpha==2.2"),
        (LOCKED, "beta-tool==1.4", "beta-tool==1.3", f"{PINS}: lacks beta-tool==1.3"),
        (LOCKED, "'win32'", "'linux'", f"{LOCKED}: lacks beta-tool==1.4 ; sys_platform == 'win32'"),
        (LOCKED, LAST_HASH, "", "beta-tool==1.4 ; sys_platform == 'win32' has no hash"),
        (PINS, "alpha==2.1", f"alpha==2.1\n{HASH}", f"{PINS}: alpha==2.1 has a hash"),
        (PINS, "alpha", "--index-url x\nalpha", f"{PINS}:1: neither a pin nor a hash"),
        (LOCKED, "alpha==2.1", "alpha @ file:x", f"{LOCKED}:1: neither a pin nor a hash"),
        ("pyproject.toml", "alpha>=2", "alpha>=3", "alpha==2.1 is not what pyproject.toml asks for, alpha>=3"),
        ("pyproject.toml", "!=1.5", "!=1.4", "is not what pyproject.toml asks for, Beta_Tool"),
        ("pyproject.toml", '"alpha>=2"', '"alpha>=2", "gamma"', f"{PINS}: no pin for gamma"),
        (
            "pyproject.toml",
            '["alpha>=2"]',
            '["alpha>=2"]\noptional-dependencies.benchmark = ["gamma>=1"]',
            "pyproject.toml: gamma>=1 is measured against and not pinned by ==",
        ),
        ("README.md", "reads letters", " ", "README.md: the table of dependencies gives no reason for alpha"),
        ("tests/test_letters.py", "", f"# from https://{REGISTRY}/project", "letters.py:1: names a registry"),
        ("tests/test_letters.py", "", "\n# https://mirror.example/" + "simple", "letters.py:2: names a registry"),
        ("tests/test_letters.py", "", f"# see {SOMEBODY}/notes", "letters.py:1: names a path of one machine"),
    ],
)
def test_a_fault_is_named_with_its_file(
    check: ModuleType, project: Path, name: str, old: str, new: str, fault: str
) -> None:
    path = project / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert any(fault in found for found in check.faults_of(project, []))


def test_the_folder_of_the_project_may_not_be_mentioned(check: ModuleType, project: Path) -> None:
    (project / "inspector" / "paths.py").write_text(f'DATA = "{project}/data"\n', "utf-8")
    assert list(check.faults_of(project, [])) == ["inspector/paths.py:1: names a path of one machine"]


def test_a_further_folder_may_not_be_mentioned_either(check: ModuleType, project: Path) -> None:
    (project / "inspector" / "paths.py").write_text("# written beside /srv/desk/notes\n", "utf-8")
    assert list(check.faults_of(project, [])) == []
    assert list(check.faults_of(project, [Path("/srv/desk/main")])) == [
        "inspector/paths.py:1: names a path of one machine"
    ]


def test_an_address_with_a_path_like_ours_is_no_path_of_a_machine(check: ModuleType, project: Path) -> None:
    (project / "inspector" / "links.py").write_text("# https://www.example.com/srv/desk/main\n", "utf-8")
    assert list(check.faults_of(project, [Path("/srv/desk/main")])) == []


def test_something_more_at_the_top_level_is_a_fault(check: ModuleType, project: Path) -> None:
    (project / "notes.txt").write_text("", "utf-8")
    assert list(check.faults_of(project, [])) == ["notes.txt: visible at the top level, which is not foreseen"]


def test_something_missing_at_the_top_level_is_a_fault(check: ModuleType, project: Path) -> None:
    (project / "LICENSE").unlink()
    assert list(check.faults_of(project, [])) == ["LICENSE: is missing at the top level"]


def test_a_missing_lock_is_a_fault(check: ModuleType, project: Path) -> None:
    (project / "packaging" / "requirements.lock").unlink()
    assert list(check.faults_of(project, [])) == ["packaging/requirements.lock: is missing"]


def test_what_git_ignores_is_not_looked_at(check: ModuleType, project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "pip.conf").write_text(REGISTRY, "utf-8")
    (project / "uv.lock").write_text(REGISTRY, "utf-8")
    assert list(check.faults_of(project, [])) == []


def test_a_lock_file_with_addresses_is_a_fault_wherever_it_lies(check: ModuleType) -> None:
    foreign = [f for f in check.layout_faults(["uv.lock", "packaging/pylock.toml"]) if "every line" in f]
    assert len(foreign) == 2


def test_the_readme_starts_with_exactly_the_two_commands() -> None:
    block = re.search(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert block is not None
    assert block[1].splitlines() == [
        "python3 -m venv --without-pip .venv"
        " && python3 -m pip --python .venv install -q -e '.[test]' -c packaging/constraints.txt"
        " && .venv/bin/inspector demo",
        ".venv/bin/python -m pytest",
    ]


def run_without_qt(folder: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the gate in a project of one core test and one window test, where importing Qt fails."""
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    window = folder / "tests" / "window"
    window.mkdir(parents=True)
    (folder / "PySide6").mkdir()
    (folder / "PySide6" / "__init__.py").write_text("raise ImportError('libglib is not there')\n", "utf-8")
    for name in ("conftest.py", "window/conftest.py"):
        (folder / "tests" / name).write_text((ROOT / "tests" / name).read_text("utf-8"), "utf-8")
    (folder / "tests" / "test_core.py").write_text("def test_core():\n    pass\n", "utf-8")
    (window / "test_window.py").write_text("def test_window(qtbot):\n    pass\n", "utf-8")
    # The folder of the run comes first on the path, so its broken PySide6 is the one that is found.
    return subprocess.run(  # noqa: S603 - the same interpreter
        [sys.executable, "-m", "pytest", *arguments],
        cwd=folder,
        env={**os.environ, "INSPECTOR_REQUIRE_GUI": "0", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("arguments", [(), ("-n", "0")], ids=["workers", "one process"])
def test_without_qt_the_window_tests_are_left_out_and_the_header_says_why(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    run = run_without_qt(tmp_path, {}, *arguments)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "window tests: left out, Qt cannot be imported (libglib is not there)" in run.stdout
    assert "1 passed" in run.stdout


def test_without_qt_the_run_fails_where_the_window_tests_are_required(tmp_path: Path) -> None:
    run = run_without_qt(tmp_path, {"INSPECTOR_REQUIRE_GUI": "1"})
    assert run.returncode != 0
    assert "libglib is not there" in run.stdout + run.stderr
