"""What comes with the program: its licences in full, and the same as a bill of materials (CycloneDX 1.5).

Both are made from the environment that the program is built in, so neither can say anything else than what is inside.
"""

import json
import sysconfig
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LEFT_OUT = frozenset({"pandas", "python-dateutil", "six", "tzdata"})
"""Required by the program as a library, and not in the bundle: nothing that it does there asks for a data frame."""

# Qt's wheels carry no licence texts and say nothing of what is linked into them. As of Qt 6.11, from its own pages.
QT_PARTS = (
    ("double-conversion", "BSD-3-Clause"),
    ("FreeType", "FTL"),
    ("HarfBuzz", "MIT"),
    ("ICU", "Unicode-3.0"),
    ("libjpeg-turbo", "IJG AND BSD-3-Clause"),
    ("libpng", "libpng-2.0"),
    ("MD4C", "MIT"),
    ("PCRE2", "BSD-3-Clause"),
    ("SHA-1, SHA-3, BLAKE2 and MD5 of Qt Core", "CC0-1.0 AND BSD-2-Clause"),
    ("XKB and XCB helpers", "MIT"),
    ("zlib", "Zlib"),
)
QT = frozenset({"pyside6-essentials", "shiboken6"})
QT_TERMS = """Qt, and PySide6 and Shiboken6 which bring it to Python, are used under the GNU Lesser General Public
License, version 3. They lie in this folder as libraries of their own, unchanged, and may be replaced by other builds of
the same interface. Their source is published by The Qt Company under the same version numbers."""


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that comes with the program; ``texts`` are the licences as the wheel holds them."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = ()
    part_of: str = ""

    @property
    def purl(self) -> str:
        """Its address in the words of package registries; empty for a part that no registry knows."""
        return "" if self.part_of else f"pkg:pypi/{self.name}@{self.version}"


def shipped(root: Path = ROOT) -> list[Component]:
    """Everything that the bundle holds, by name; raises ``PackageNotFoundError`` where the environment lacks it."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    names = sorted(_closure(Requirement(text) for text in project["dependencies"]))
    found = [_of_wheel(distribution(name)) for name in names]
    qt = next(each.version for each in found if each.name in QT)
    parts = [Component(name, "", licence, part_of=f"Qt {qt}") for name, licence in QT_PARTS]
    return sorted([*found, _python(), *parts], key=lambda each: (bool(each.part_of), each.name.lower()))


def _closure(requirements: Iterable[Requirement]) -> set[str]:
    """The names of all wheels that these need here, and those need in turn."""
    found: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if name in found | LEFT_OUT or not wanted:
            continue
        found.add(name)
        waiting += [Requirement(text) for text in distribution(name).requires or ()]
    return found


def _of_wheel(wheel: Distribution) -> Component:
    told = wheel.metadata
    name = canonicalize_name(told["Name"])
    licence = told.get("License-Expression") or _from_classifiers(told.get_all("Classifier") or ())
    texts = tuple(_texts(wheel))
    if name in QT:
        licence = "LGPL-3.0-only"
        texts = (QT_TERMS,)
    if not licence:
        licence = (told.get("License") or "see its text").splitlines()[0][:80]
    return Component(name, wheel.version, licence, texts)


def _from_classifiers(classifiers: Sequence[str]) -> str:
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    return " AND ".join(name for name in names if name != "OSI Approved")


def _texts(wheel: Distribution) -> Iterator[str]:
    for file in wheel.files or ():
        name = file.name.upper()
        if ".dist-info" in file.as_posix() and name.startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")):
            yield Path(str(file.locate())).read_text("utf-8", "replace").strip()


def _python() -> Component:
    """The interpreter that the program is built with."""
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path("/usr/share/doc/python3/copyright")]
    texts = [place.read_text("utf-8", "replace").strip() for place in places if place.is_file()][:1]
    return Component(
        "python", sysconfig.get_config_var("py_version"), "PSF-2.0", tuple(texts), part_of="the interpreter"
    )


def licences(components: Sequence[Component]) -> str:
    """One text for people: a table, then each licence in full."""
    lines = ["What comes with Archive Inspector, and under which licence", ""]
    for each in components:
        inside = f" (in {each.part_of})" if each.part_of.startswith("Qt") else ""
        lines.append(f"  {f'{each.name} {each.version}'.strip()}{inside}: {each.licence}")
    for each in components:
        for text in each.texts:
            lines += ["", "=" * 100, f"{each.name} {each.version}", "=" * 100, "", text]
    for name in ("LGPL-3.txt", "GPL-3.txt"):
        lines += ["", "=" * 100, (HERE / "licences" / name).read_text("utf-8").strip()]
    return "\n".join(lines) + "\n"


def sbom(components: Sequence[Component], version: str) -> str:
    """The bill of materials; the same components give the same bytes."""
    parts = [_as_cyclonedx(each) for each in components]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, parts]))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "archive-inspector",
                "name": "archive-inspector",
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": "archive-inspector", "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    return json.dumps(document, indent=1) + "\n"


def _as_cyclonedx(each: Component) -> dict[str, object]:
    known = {"type": "library", "bom-ref": each.purl or f"{each.part_of}/{each.name}", "name": each.name}
    version = {"version": each.version} if each.version else {}
    address = {"purl": each.purl} if each.purl else {}
    return {**known, **version, **address, "licenses": [{"license": {"name": each.licence}}]}
