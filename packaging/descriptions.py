"""Checks of what describes the program to a system: menu entries, manifests, property lists.

Each check gives one sentence a fault. Those of another system's files look at the files alone, as they can be read
anywhere; whether that system takes them is said nowhere here. Tools that lack are named by ``check.py``.
"""

import plistlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ID = "io.github.archive_inspector.ArchiveInspector"
NETWORK = re.compile(r"network|internet|--share=net|privateNetwork", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the files below ``packaging/``; ``tool`` is the program that it cannot be made without."""

    name: str
    faults: Callable[[Path], Iterable[str]]
    tool: str = ""

    @property
    def can_run(self) -> bool:
        """Whether the tool is here."""
        return not self.tool or shutil.which(self.tool) is not None


def version_of(root: Path) -> str:
    """The program's version."""
    return (root / "inspector" / "__init__.py").read_text("utf-8").partition('__version__ = "')[2].partition('"')[0]


def _told(*command: str | Path) -> Iterator[str]:
    """What a tool says when it does not like something."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        yield f"{command[0]}: {(done.stdout + done.stderr).strip()}"


def _desktop(root: Path) -> Iterator[str]:
    yield from _told("desktop-file-validate", root / "packaging" / "linux" / f"{ID}.desktop")


def _metainfo(root: Path) -> Iterator[str]:
    yield from _told("appstreamcli", "validate", "--no-net", root / "packaging" / "linux" / f"{ID}.metainfo.xml")


def _script(root: Path) -> Iterator[str]:
    yield from _told("bash", "-n", root / "packaging" / "macos" / "build.sh")


def _menu(root: Path) -> Iterator[str]:
    """What the validators do not look at: that the entries speak of the same program and open a zip."""
    entry = (root / "packaging" / "linux" / f"{ID}.desktop").read_text("utf-8")
    for line in (f"Icon={ID}", "MimeType=application/zip;", "Exec=archive-inspector %F"):
        if line not in entry.splitlines():
            yield f"menu entry: lacks the line {line}"
    tree = ET.parse(root / "packaging" / "linux" / f"{ID}.metainfo.xml").getroot()  # noqa: S314 - our own
    if tree.findtext("id") != ID or tree.findtext("launchable") != f"{ID}.desktop":
        yield "software entry: its id or launchable is not that of the menu entry"
    releases = [release.get("version") for release in tree.iter("release")]
    if version_of(root) not in releases:
        yield f"software entry: has no release {version_of(root)}"


def _flatpak(root: Path) -> Iterator[str]:
    """No network and no folder among the permissions. Read line by line: nothing else here needs YAML."""
    lines = (root / "packaging" / "linux" / f"{ID}.yml").read_text("utf-8").splitlines()
    if f"app-id: {ID}" not in lines:
        yield "flatpak: its id is not that of the menu entry"
    allowed = {"--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"}
    for line in lines:
        word = line.strip().removeprefix("- ")
        if word.startswith("--") and word not in allowed:
            yield f"flatpak: asks for {word}"


def _inno(root: Path) -> Iterator[str]:
    text = (root / "packaging" / "windows" / "archive-inspector.iss").read_text("utf-8")
    sections = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
    for name in ("Setup", "Files", "Icons", "Registry"):
        if name not in sections:
            yield f"windows installer: has no section {name}"
    for line in ("PrivilegesRequired=lowest", "AppVersion={#Version}"):
        if line not in text.splitlines():
            yield f"windows installer: lacks {line}"
    if "[Run]" in text or "Tasks: desktop" in text or NETWORK.search(text):
        yield "windows installer: runs something, or speaks of the network"


def _msix(root: Path) -> Iterator[str]:
    tree = ET.parse(root / "packaging" / "windows" / "AppxManifest.xml").getroot()  # noqa: S314 - our own
    space = "{http://schemas.microsoft.com/appx/manifest/foundation/windows10}"
    identity = tree.find(f"{space}Identity")
    if identity is None or identity.get("Version") != f"{version_of(root)}.0":
        yield f"msix: its version is not {version_of(root)}.0"
    asked = [each.get("Name", "") for each in tree.findall(f"{space}Capabilities/*")]
    yield from (f"msix: asks for {name}" for name in asked if name != "runFullTrust")


def _mac(root: Path) -> Iterator[str]:
    folder = root / "packaging" / "macos"
    info = plistlib.loads((folder / "Info.plist").read_bytes())
    if info["CFBundleIdentifier"] != ID or info["CFBundleShortVersionString"] != version_of(root):
        yield f"Info.plist: its identifier or version is not {ID} {version_of(root)}"
    opened = [kind for each in info["CFBundleDocumentTypes"] for kind in each["LSItemContentTypes"]]
    if "public.zip-archive" not in opened:
        yield "Info.plist: does not open a zip"
    entitled = plistlib.loads((folder / "entitlements.plist").read_bytes())
    if not entitled.get("com.apple.security.app-sandbox"):
        yield "entitlements: not in the sandbox"
    yield from (f"entitlements: asks for {name}" for name in entitled if NETWORK.search(name))


def _control(root: Path) -> Iterator[str]:
    text = (root / "packaging" / "linux" / "control").read_text("utf-8")
    for name in ("Package", "Version", "Architecture", "Maintainer", "Depends", "Description"):
        if not re.search(rf"^{name}: \S", text, re.MULTILINE):
            yield f"deb: control says nothing of {name}"
    shown = (
        (root / "inspector" / "window" / "display.py")
        .read_text("utf-8")
        .partition("_INSTALL_COMMAND = (")[2]
        .partition("\n)")[0]
    )
    needed = set(re.findall(r"lib[a-z0-9.+-]+", shown))
    listed = set(re.findall(r"[a-z0-9.+-]+", text.partition("Depends:")[2].partition("\nRecommends")[0]))
    yield from (f"deb: does not depend on {name}, which the window needs" for name in sorted(needed - listed))


CHECKS = (
    Check("menu entry and software entry", _menu),
    Check("menu entry, by its validator", _desktop, "desktop-file-validate"),
    Check("software entry, by its validator", _metainfo, "appstreamcli"),
    Check("flatpak permissions", _flatpak),
    Check("deb control", _control),
    Check("windows installer", _inno),
    Check("msix manifest", _msix),
    Check("macos property lists", _mac),
    Check("macos build script", _script, "bash"),
)
