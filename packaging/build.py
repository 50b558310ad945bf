"""Builds what a release consists of. Run as ``python packaging/build.py WHAT... [--out FOLDER]``.

``wheel``   the wheel, the same bytes each time
``icons``   every size and form of icon, from the one drawing
``bundle``  one folder with the program, Python and Qt, for the system it is run on; licences and bill of materials
``tree``    the bundle laid out as below /usr, with menu entry, icons and manual page (Linux)
``deb``     the same as a package for Debian 12 and later

Wants the environment of ``packaging/release.lock``; writes below ``build/`` unless told otherwise. The time that is
written into files is that of the last commit, or ``SOURCE_DATE_EPOCH``.
"""

import argparse
import gzip
import hashlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import bundle
import inventory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ID = "io.github.archive_inspector.ArchiveInspector"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def version() -> str:
    """The version of the program."""
    text = (ROOT / "inspector" / "__init__.py").read_text("utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def run(*words: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; raises ``CalledProcessError``."""
    subprocess.run([str(word) for word in words], check=True, cwd=cwd, env=environment())  # noqa: S603 - fixed words


def environment() -> dict[str, str]:
    """The caller's, with what makes a build come out the same each time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _last_commit() or "1790000000"
    return {**os.environ, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def _last_commit() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    words = [git, "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


# ---- wheel and icons


def wheel(out: Path) -> Path:
    """Build the wheel; the same tree gives the same bytes."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out)
    return next(out.glob(f"archive_inspector-{version()}-*.whl"))


def icons(out: Path) -> Path:
    """Draw the icon at all sizes: PNG for Linux and MSIX, ICO for Windows, ICNS for macOS."""
    folder = out / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: _png(size) for size in (*PNG_SIZES, 44, 150)}
    for size, picture in drawn.items():
        (folder / f"{size}.png").write_bytes(picture)
    (folder / "archive-inspector.ico").write_bytes(_ico([drawn[size] for size in PNG_SIZES[:-1]]))
    parts = b"".join(kind + struct.pack(">I", 8 + len(drawn[size])) + drawn[size] for size, kind in _ICNS.items())
    (folder / "archive-inspector.icns").write_bytes(b"icns" + struct.pack(">I", 8 + len(parts)) + parts)
    return folder


def _png(size: int) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "archive-inspector.svg")).render(painter)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return bytes(held.data().data())


def _ico(pictures: Sequence[bytes]) -> bytes:
    entries, content = b"", b""
    for picture in pictures:
        width = struct.unpack(">I", picture[16:20])[0]
        at = 6 + 16 * len(pictures) + len(content)
        entries += struct.pack("<BBBBHHII", width % 256, width % 256, 0, 0, 1, 32, len(picture), at)
        content += picture
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + content


# ---- the bundle


def make_bundle(out: Path) -> Path:
    """Build the folder; raises ``SystemExit`` where something is inside that may not be."""
    icons(out)
    os.environ["INSPECTOR_ICONS"] = str(out / "icons")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    run(*command, "--distpath", out / "dist", "--workpath", out / "work", HERE / "inspector.spec")
    folder = out / "dist" / "archive-inspector"
    components = inventory.shipped()
    text = inventory.licences(components)
    (folder / "_internal" / "inspector" / "_resources" / "licences.txt").write_text(text, "utf-8")
    (folder / "sbom.cdx.json").write_text(inventory.sbom(components, version()), "utf-8")
    strip = shutil.which("strip")
    if sys.platform == "linux" and strip is not None:
        # Python's own library may hold 16 MB of symbols; stripping others' libraries breaks some of them.
        for library in (folder / "_internal").glob("libpython3*.so*"):
            run(strip, "--strip-unneeded", library)
    faults = list(bundle.content_faults(bundle.files_of(folder)))
    if faults:
        raise SystemExit("\n".join(faults))
    return folder


# ---- Debian


def tree(out: Path) -> Path:
    """Lay the bundle out as it is installed on Linux; builds the bundle where there is none."""
    source = out / "dist" / "archive-inspector"
    if not source.is_dir():
        make_bundle(out)
    root = out / "tree"
    shutil.rmtree(root, ignore_errors=True)
    usr = root / "usr"
    shutil.copytree(source, usr / "lib" / "archive-inspector", symlinks=True)
    (usr / "bin").mkdir()
    for name in ("archive-inspector", "inspector"):
        (usr / "bin" / name).symlink_to("../lib/archive-inspector/inspector")
    share = usr / "share"
    _put(HERE / "linux" / f"{ID}.desktop", share / "applications")
    _put(HERE / "linux" / f"{ID}.metainfo.xml", share / "metainfo")
    for size in PNG_SIZES:
        _put(out / "icons" / f"{size}.png", share / "icons" / "hicolor" / f"{size}x{size}" / "apps", f"{ID}.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    _put(ROOT / "resources" / "icons" / "archive-inspector.svg", scalable, f"{ID}.svg")
    documents = share / "doc" / "archive-inspector"
    _put(HERE / "linux" / "copyright", documents)
    _zip(usr / "lib/archive-inspector/_internal/inspector/_resources/licences.txt", documents / "licences.txt.gz")
    _put(usr / "lib" / "archive-inspector" / "sbom.cdx.json", documents)
    _zip(ROOT / ".github" / "CHANGELOG.md", documents / "NEWS.gz")
    (share / "man" / "man1").mkdir(parents=True)
    _zip(HERE / "linux" / "archive-inspector.1", share / "man" / "man1" / "archive-inspector.1.gz")
    (share / "man" / "man1" / "inspector.1.gz").symlink_to("archive-inspector.1.gz")
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name == "inspector" else 0o644)
    return root


def _put(source: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / (name or source.name))


def _zip(source: Path, target: Path) -> None:
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def deb(out: Path) -> Path:
    """Build the package for Debian 12 and later; wants ``dpkg-deb``."""
    root = tree(out)
    control = root / "DEBIAN"
    control.mkdir()
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"],  # noqa: S607 - Debian's own
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    text = (HERE / "linux" / "control").read_text("utf-8")
    size = sum(path.stat().st_size for path in files) // 1024
    for name, value in (("VERSION", version()), ("ARCHITECTURE", architecture), ("SIZE", str(size))):
        text = text.replace(f"@{name}@", value)
    (control / "control").write_text(text, "utf-8")
    sums = [f"{hashlib.md5(p.read_bytes(), usedforsecurity=False).hexdigest()}  {p.relative_to(root)}" for p in files]
    (control / "md5sums").write_text("\n".join(sums) + "\n", "utf-8")
    target = out / f"archive-inspector_{version()}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", root, target)
    return target


BUILDS: dict[str, Callable[[Path], Path]] = {
    "wheel": wheel,
    "icons": icons,
    "bundle": make_bundle,
    "tree": tree,
    "deb": deb,
}


def main(arguments: Sequence[str]) -> int:
    """Build what is named, in order, and say where it lies."""
    parser = argparse.ArgumentParser(description="Builds what a release consists of.")
    parser.add_argument("what", nargs="+", choices=list(BUILDS))
    parser.add_argument("--out", type=Path, default=ROOT / "build", metavar="FOLDER")
    options = parser.parse_args(arguments)
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    for what in options.what:
        sys.stdout.write(f"{what}: {BUILDS[what](out)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
