"""Checks what a release stands on: pins, layout, the README's table, mentions, and the descriptions for each system.

Run as ``python packaging/check.py [PLACE...] [--bundle FOLDER] [--offline [--record]]`` from anywhere. Each PLACE is a
further folder whose path may not appear in the tree (the checkout that a fresh clone was made of). ``--bundle`` looks
at a folder that ``build.py bundle`` made; ``--offline`` runs the program under a trace of its system calls and in a
namespace without a network (minutes, Linux), and ``--record`` writes the day of a proof that held into
``resources/offline.toml``, which the program shows. Prints one line a fault, and one for each check that could not be
made with the tool it lacks; exit code 1 if there is any fault.
"""

import argparse
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle
import descriptions
import proving

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = frozenset({"LICENSE", "README.md", "inspector", "packaging", "pyproject.toml", "resources", "tests"})
RELEASE_EXTRA = "package"
BENCHMARK_EXTRA = "benchmark"
"""What is measured against: nobody else installs it, so that it stands in no list of pins and is pinned itself."""
FOREIGN_LOCKS = frozenset({"uv.lock", "pylock.toml"})
CONSTRAINTS = "packaging/constraints.txt"
LOCK = "packaging/requirements.lock"
RELEASE_LOCK = "packaging/release.lock"

_PIN = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[0-9][\w.!+]*)(?: ; (?P<marker>[^\\]*[^\\ ]))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|anaconda)\.org\b|\b\w+://[^\s\"'<>]+/simple\b", re.IGNORECASE)
_HOME = re.compile(r"(?<![\w.:/-])(?:/home/|/Users/|[A-Za-z]:\\{1,2}Users\\{1,2})\w+[/\\]")

# Folders that many machines have: naming one of them tells nothing about the machine at hand.
_ORDINARY = frozenset({"/", "/home", "/mnt", "/opt", "/root", "/srv", "/tmp", "/usr/src", "/var/tmp"})  # noqa: S108


@dataclass(frozen=True, slots=True)
class Pin:
    """One distribution at one version; ``marker`` is empty where it holds on every system. ``hashes`` counts."""

    name: str
    version: str
    marker: str
    hashes: int = 0

    @property
    def text(self) -> str:
        """The pin as ``constraints.txt`` writes it."""
        return f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else "")


def pins_of(name: str, text: str) -> tuple[list[Pin], list[str]]:
    """Read pins and hashes; every other line, such as an address or an option, is a fault."""
    pins: list[Pin] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.removesuffix("\\").strip()
        if not said:
            continue
        found = _PIN.fullmatch(said)
        if found is not None:
            pins.append(Pin(found["name"], found["version"], found["marker"] or ""))
        elif pins and _HASH.fullmatch(said):
            last = pins[-1]
            pins[-1] = Pin(last.name, last.version, last.marker, last.hashes + 1)
        else:
            faults.append(f"{name}:{number}: neither a pin nor a hash")
    return pins, faults


def pin_faults(constraints: str, lock: str) -> Iterator[str]:
    """Where the two lists of pins are not the same list, with hashes in the lock and none in the constraints."""
    plain, plain_faults = pins_of(CONSTRAINTS, constraints)
    hashed, hashed_faults = pins_of(LOCK, lock)
    yield from plain_faults
    yield from hashed_faults
    texts, locked = {pin.text for pin in plain}, {pin.text for pin in hashed}
    yield from (f"{LOCK}: lacks {text}, which {CONSTRAINTS} has" for text in sorted(texts - locked))
    yield from (f"{CONSTRAINTS}: lacks {text}, which {LOCK} has" for text in sorted(locked - texts))
    yield from (f"{LOCK}: {pin.text} has no hash" for pin in hashed if not pin.hashes)
    # pip refuses to install a checkout as soon as one constraint has a hash.
    yield from (f"{CONSTRAINTS}: {pin.text} has a hash" for pin in plain if pin.hashes)


def requirements_of(pyproject: str) -> list[Requirement]:
    """What the program and its tests ask for, as ``pyproject.toml`` says."""
    project = tomllib.loads(pyproject)["project"]
    extras = project.get("optional-dependencies", {})
    tested = [extras[name] for name in extras if name not in (RELEASE_EXTRA, BENCHMARK_EXTRA)]
    groups = [project["dependencies"], *tested]
    return [Requirement(text) for group in groups for text in group]


def program_requirements_of(pyproject: str) -> list[Requirement]:
    """What the program itself asks for."""
    return [Requirement(text) for text in tomllib.loads(pyproject)["project"]["dependencies"]]


def extra_requirements_of(pyproject: str, extra: str) -> list[Requirement]:
    """What one of the extras asks for, as ``pyproject.toml`` says."""
    extras = tomllib.loads(pyproject)["project"].get("optional-dependencies", {})
    return [Requirement(text) for text in extras.get(extra, [])]


def benchmark_faults(requirements: Iterable[Requirement]) -> Iterator[str]:
    """What is measured against at no version in particular: its figures could not be had again."""
    for requirement in requirements:
        if not re.fullmatch(r"==[0-9][0-9.]*", str(requirement.specifier)):
            yield f"pyproject.toml: {requirement} is measured against and not pinned by =="


def release_faults(wanted: Sequence[Requirement], constraints: str, lock: str) -> Iterator[str]:
    """What a release would be built with that is not pinned by hash, or at another version than was tested."""
    pins, faults = pins_of(RELEASE_LOCK, lock)
    yield from faults
    yield from (f"{RELEASE_LOCK}: {pin.text} has no hash" for pin in pins if not pin.hashes)
    yield from (fault.replace(CONSTRAINTS, RELEASE_LOCK) for fault in requirement_faults(wanted, lock))
    tested = {
        pin.name: {each.version for each in pins_of(CONSTRAINTS, constraints)[0] if each.name == pin.name}
        for pin in pins
    }
    for pin in pins:
        if tested[pin.name] and pin.version not in tested[pin.name]:
            yield f"{RELEASE_LOCK}: {pin.text} is not the version that {CONSTRAINTS} has"


def requirement_faults(requirements: Iterable[Requirement], constraints: str) -> Iterator[str]:
    """Requirements without a pin, and pins that break the requirement they are for."""
    pins, _ = pins_of(CONSTRAINTS, constraints)
    for requirement in requirements:
        name = canonicalize_name(requirement.name)
        own = [pin for pin in pins if pin.name == name]
        if not own:
            yield f"{CONSTRAINTS}: no pin for {requirement}, which pyproject.toml asks for"
        for pin in own:
            if pin.version not in requirement.specifier:
                yield f"{CONSTRAINTS}: {pin.text} is not what pyproject.toml asks for, {requirement}"


def readme_faults(requirements: Iterable[Requirement], readme: str) -> Iterator[str]:
    """Requirements for which the table of dependencies in the README gives no reason."""
    rows = set(re.findall(r"^\| `([^`]+)` \|[^|]*\w[^|]*\|$", readme, re.MULTILINE))
    for requirement in requirements:
        if requirement.name not in rows:
            yield f"README.md: the table of dependencies gives no reason for {requirement.name}"


def files_of(root: Path) -> list[str]:
    """The files of the project, relative to ``root``: what git keeps or would keep; without git, all not ignored."""
    git = shutil.which("git")
    if git is not None and (root / ".git").exists():
        command = [git, "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        answer = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed words, no shell
        if answer.returncode == 0:
            names = answer.stdout.decode().split("\0")[:-1]
            return sorted(name for name in set(names) if (root / name).is_file())
    return sorted(_walked(root))


def _walked(root: Path) -> Iterator[str]:
    """All files but those that ``.gitignore`` names (it holds one plain name or pattern a line)."""
    ignore = root / ".gitignore"
    lines = ignore.read_text("utf-8").split() if ignore.exists() else []
    patterns = [".git", *(line.strip("/") for line in lines)]

    def kept(names: list[str]) -> list[str]:
        return [name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)]

    for folder, folders, names in os.walk(root):
        folders[:] = kept(folders)
        yield from ((Path(folder) / name).relative_to(root).as_posix() for name in kept(names))


def layout_faults(files: Iterable[str]) -> Iterator[str]:
    """What is visible at the top beyond the design, what lacks there, and lock files that hold addresses."""
    names = list(files)
    top = {name.partition("/")[0] for name in names}
    visible = {name for name in top if not name.startswith(".")}
    yield from (f"{name}: visible at the top level, which is not foreseen" for name in sorted(visible - TOP_LEVEL))
    yield from (f"{name}: is missing at the top level" for name in sorted(TOP_LEVEL - visible))
    yield from (f"{name}: writes the address of a registry on every line" for name in names if _is_foreign_lock(name))


def _is_foreign_lock(name: str) -> bool:
    return name.rpartition("/")[2] in FOREIGN_LOCKS


def mention_faults(name: str, text: str, places: Sequence[Path]) -> Iterator[str]:
    """Lines that name a registry of packages or a place on somebody's machine."""
    paths = {str(path) for place in places for path in (place, place.parent)} - _ORDINARY
    local = re.compile("|".join([_HOME.pattern, *(rf"(?<![\w.:/-]){re.escape(path)}(?![\w-])" for path in paths)]))
    for number, line in enumerate(text.splitlines(), 1):
        if _REGISTRY.search(line):
            yield f"{name}:{number}: names a registry of packages"
        if local.search(line):
            yield f"{name}:{number}: names a path of one machine"


def faults_of(root: Path, places: Sequence[Path]) -> Iterator[str]:
    """All faults of the project at ``root``; ``places`` are further folders that it may not mention."""
    files = files_of(root)
    yield from layout_faults(files)
    for name in files:
        content = (root / name).read_bytes()
        # A picture or a font holds zero bytes early; it mentions nothing.
        if b"\0" not in content[:8192] and not _is_foreign_lock(name):
            yield from mention_faults(name, content.decode("utf-8", "replace"), [root, Path.home(), *places])
    sources = [root / name for name in ("pyproject.toml", "README.md", CONSTRAINTS, LOCK)]
    if all(path.is_file() for path in sources):
        pyproject, readme, constraints, lock = (path.read_text("utf-8") for path in sources)
        requirements = requirements_of(pyproject)
        yield from pin_faults(constraints, lock)
        yield from requirement_faults(requirements, constraints)
        further = extra_requirements_of(pyproject, RELEASE_EXTRA)
        measured = extra_requirements_of(pyproject, BENCHMARK_EXTRA)
        yield from readme_faults([*requirements, *further, *measured], readme)
        yield from benchmark_faults(measured)
        if further:
            release = root / RELEASE_LOCK
            text = release.read_text("utf-8") if release.is_file() else ""
            yield from release_faults([*program_requirements_of(pyproject), *further], constraints, text)
    else:
        yield from (f"{path.relative_to(root)}: is missing" for path in sources if not path.is_file())


def description_faults(root: Path) -> Iterator[str]:
    """Faults of the descriptions for each system; checks whose tool lacks are left out."""
    for check in descriptions.CHECKS:
        if check.can_run:
            yield from check.faults(root)


def offline_faults(targets: Sequence[str], skipped: list[str]) -> Iterator[str]:
    """Where the program reaches for a network, or needs one; what cannot be tried here is added to ``skipped``."""
    for run in proving.RUNS:
        lacks = proving.lacking(run)
        if lacks:
            skipped.append(f"{run.name}, as {lacks} is not installed")
        else:
            yield from proving.trace_faults(run)
    yield from bundle.map_faults(proving.map_text())
    if proving.can_be_without_network():
        yield from proving.suite_faults(targets)
    else:
        skipped.append("the tests without a network, as no such namespace can be made here")


def main(arguments: Sequence[str]) -> int:
    """Print the faults; 0 where there is none, else 1."""
    parser = argparse.ArgumentParser(description="Checks what a release stands on.")
    parser.add_argument("place", nargs="*", type=Path, help="a further folder that the tree may not mention")
    parser.add_argument("--bundle", type=Path, metavar="FOLDER", help="a built bundle to look into and to start")
    parser.add_argument("--offline", action="store_true", help="prove that no connection is opened (minutes, Linux)")
    parser.add_argument(
        "--record", action="store_true", help="with --offline: write down the day, if nothing was skipped"
    )
    options = parser.parse_args(arguments)
    skipped = [f"{each.name}, as {each.tool} is not installed" for each in descriptions.CHECKS if not each.can_run]
    faults = list(faults_of(ROOT, [place.resolve() for place in options.place]))
    faults += description_faults(ROOT)
    if options.bundle is not None:
        faults += bundle.content_faults(bundle.files_of(options.bundle))
        faults += proving.bundle_faults(options.bundle.resolve())
    if options.offline:
        left_out: list[str] = []
        found = list(offline_faults(proving.SUITE, left_out))
        if options.record and not found and not left_out:
            proving.record(ROOT / "resources" / "offline.toml", dt.datetime.now(dt.UTC).date())
        faults += found
        skipped += left_out
    sys.stdout.writelines(f"skipped: {each}\n" for each in skipped)
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if not faults:
        sys.stdout.write("packaging: pins, layout, README table, mentions and descriptions are as they should be\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
