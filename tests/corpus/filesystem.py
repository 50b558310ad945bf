"""The file system: links, pipes, devices, closed doors, and an input that changes while it is read."""

import os
from collections.abc import Callable
from pathlib import Path

from tests import archives
from tests.archive.zips import Planned, build, swelling, write
from tests.corpus.case import Case
from tests.corpus.download import COMMENTS, FILES, NAME, ROWS, VICTIM, WORDS, file_of, honest, members
from tests.corpus.table import REACTION

OTHERS = {name: rows for name, rows in ROWS.items() if name != VICTIM}


def unpacked(act: Callable[[Path], object] | None = None) -> Callable[[Path], Path]:
    """The download as a folder, on which something is done."""

    def make(place: Path) -> Path:
        top = archives.folder(place, FILES)
        if act is not None:
            act(top)
        return top

    return make


def zipped(act: Callable[[Path], object]) -> Callable[[Path], Path]:
    """The download as a zip file, on which something is done."""

    def make(place: Path) -> Path:
        path = write(place, honest(), NAME)
        act(path)
        return path

    return make


def beside(act: Callable[[Path, Path], object], name: str = "chosen.zip") -> Callable[[Path], Path]:
    """Something made beside the zip file, which is chosen in its place."""

    def make(place: Path) -> Path:
        act(place / name, write(place, honest(), NAME))
        return place / name

    return make


def refused(name: str, code: str, make: Callable[[Path], Path], **more: object) -> Case:
    return Case(name=name, make=make, status="refuse", codes=(code,), **more)  # type: ignore[arg-type]


def odd(
    name: str, code: str, member: str, act: Callable[[Path], object], rows: dict[str, int] = ROWS, **more: object
) -> Case:
    """A folder in which one entry is not to be read."""
    return Case(name=name, make=unpacked(act), status="warn", codes=(code,), named=(member,), rows=rows, **more)  # type: ignore[arg-type]


def replaced_by(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """The comments of a folder, replaced by something else."""

    def act(top: Path) -> None:
        (top / VICTIM).unlink()
        make(top / VICTIM)

    return act


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(8 << 30)


def large() -> bytes:
    """An archive whose largest table takes a second to be read."""
    head = b"Date,Type,Link\n"
    return build([*members(), Planned("Reactions.csv", **swelling(REACTION.encode() * 100, 10_000, head))])


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(honest())
    other.replace(path)


def in_motion(name: str, act: Callable[[Path], None]) -> Case:
    """An archive that is changed as soon as its reading shows some progress."""
    return refused(name, "E_INPUT_CHANGED", file_of(large, NAME), during=act, heavy=True)


def folder_in_motion(name: str, act: Callable[[Path], object]) -> Case:
    """A folder in which the largest table, which is read last, is changed meanwhile."""

    def grown(top: Path) -> None:
        (top / "Comments_2.csv").write_bytes(COMMENTS * 20_000)

    def meddle(top: Path) -> None:
        act(top / "Comments_2.csv")

    return refused(name, "E_INPUT_CHANGED", unpacked(grown), during=meddle, heavy=True)


def _linked(place: Path) -> Path:
    link = place / "link"
    link.symlink_to(archives.folder(place, FILES), target_is_directory=True)
    return link


def _at(path: Path, act: Callable[[Path], object]) -> Path:
    act(path)
    return path


CASES = (
    Case(name="an unpacked folder", make=unpacked(), rows=ROWS, texts={VICTIM: WORDS}),
    Case(
        name="a table by itself",
        make=lambda place: write(place, COMMENTS, VICTIM),
        rows={VICTIM: 40},
        texts={VICTIM: WORDS},
    ),
    Case(name="a link to a zip file", make=beside(lambda link, path: link.symlink_to(path)), rows=ROWS),
    Case(name="a link to a folder", make=_linked, rows=ROWS),
    Case(
        name="a folder that may not be written to",
        make=unpacked(lambda top: top.chmod(0o555)),
        rows=ROWS,
        unprivileged=True,
    ),
    Case(name="a file that may not be written to", make=zipped(lambda path: path.chmod(0o444)), rows=ROWS),
    Case(
        name="a folder with empty folders and a deep one",
        make=unpacked(lambda top: (top / "a").joinpath(*"b" * 60).mkdir(parents=True)),
        rows=ROWS,
    ),
    refused("a file that is not there", "E_NOT_FOUND", lambda place: place / "missing.zip"),
    refused("a link that leads nowhere", "E_NOT_FOUND", beside(lambda link, _: link.symlink_to("missing"))),
    refused("a link to itself", "E_NOT_FOUND", beside(lambda link, _: link.symlink_to(link))),
    refused("a pipe in place of an archive", "E_NOT_REGULAR_FILE", beside(lambda pipe, _: os.mkfifo(pipe))),
    refused("a link to an endless device", "E_NOT_REGULAR_FILE", beside(lambda link, _: link.symlink_to("/dev/zero"))),
    refused("8 GiB of zeros that take no room", "E_NOT_ZIP", lambda place: _at(place / NAME, sparse)),
    refused("8 GiB of zeros named as a table", "E_TOO_LARGE", lambda place: _at(place / VICTIM, sparse)),
    refused("a file that may not be read", "E_NO_PERMISSION", zipped(lambda path: path.chmod(0)), unprivileged=True),
    refused(
        "a folder that may not be listed", "E_NO_PERMISSION", unpacked(lambda top: top.chmod(0)), unprivileged=True
    ),
    odd(
        "a file in a folder that may not be read",
        "W_NO_PERMISSION",
        VICTIM,
        lambda top: (top / VICTIM).chmod(0),
        OTHERS,
        unprivileged=True,
    ),
    odd(
        "a folder within that may not be listed",
        "W_NO_PERMISSION",
        "Jobs",
        lambda top: (top / "Jobs").mkdir(mode=0),
        unprivileged=True,
    ),
    odd(
        "a link within a folder",
        "W_LINK_MEMBER",
        VICTIM,
        replaced_by(lambda path: path.symlink_to("/etc/passwd")),
        OTHERS,
    ),
    odd("a link to a folder within a folder", "W_LINK_MEMBER", "round", lambda top: (top / "round").symlink_to(top)),
    odd("a pipe within a folder", "W_NOT_REGULAR", VICTIM, replaced_by(os.mkfifo), OTHERS),
    odd(
        "a folder within that is named as a table",
        "W_DIR_AS_FILE",
        "Votes.csv",
        lambda top: (top / "Votes.csv").mkdir(),
    ),
    odd("an archive within a folder", "W_NESTED", "old.zip", lambda top: (top / "old.zip").write_bytes(honest())),
    in_motion("an archive that grows while it is read", append),
    in_motion("an archive that is cut while it is read", lambda path: os.truncate(path, 90)),
    in_motion("an archive that is deleted while it is read", Path.unlink),
    in_motion("an archive that is replaced while it is read", replace),
    folder_in_motion("a table in a folder that grows while it is read", append),
    folder_in_motion("a table in a folder that is deleted while it is read", Path.unlink),
)
