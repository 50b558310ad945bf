"""An unpacked folder and a single table read like a zip."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from inspector.archive import MemberError
from inspector.errors import Refused
from inspector.progress import Monitor
from tests.archive.zips import CONNECTIONS, build, codes, content, opened, write

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor free links")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "My export"
    (root / "Jobs").mkdir(parents=True)
    write(root, CONNECTIONS, "Connections.csv")
    write(root / "Jobs", b"Job Url\r\nx\r\n", "Saved Jobs.csv")
    write(root, b"junk", ".DS_Store")
    return root


def test_a_folder_reads_in_the_order_of_names(folder: Path) -> None:
    with opened(folder) as archive:
        assert (archive.number, archive.name, archive.compute_digest(Monitor())) == (1, "My export", None)
        assert [member.name for member in archive.members] == [".DS_Store", "Connections.csv", "Jobs/Saved Jobs.csv"]
        assert archive.members[0].junk_rule == ".DS_Store"
        member = archive.members[1]
        assert content(member) == CONNECTIONS
        assert (member.size, member.sha256) == (len(CONNECTIONS), hashlib.sha256(CONNECTIONS).hexdigest())
        assert archive.problems == ()
        archive.check_unchanged()


def test_a_folder_around_the_folder_is_taken_off(folder: Path) -> None:
    with opened(folder.parent) as archive:
        assert [member.name for member in archive.members][1:] == ["Connections.csv", "Jobs/Saved Jobs.csv"]


def test_the_folder_one_stands_in_has_its_own_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with opened(Path()) as archive:
        assert archive.name == "My export"


def test_a_single_table_is_a_folder_of_one(tmp_path: Path) -> None:
    with opened(write(tmp_path, CONNECTIONS, "Connections.csv")) as archive:
        (member,) = archive.members
        assert (archive.name, archive.compute_digest(Monitor()), member.name) == (
            "Connections.csv",
            None,
            "Connections.csv",
        )
        assert content(member) == CONNECTIONS
        assert member.sha256 == hashlib.sha256(CONNECTIONS).hexdigest()
        archive.check_unchanged()


@posix
def test_links_and_pipes_are_named_and_not_followed(folder: Path) -> None:
    (folder / "Shares.csv").symlink_to(folder / "Connections.csv")
    (folder / "Loop").symlink_to(folder)
    os.mkfifo(folder / "messages.csv")
    with opened(folder) as archive:
        refusals = {member.name: member.refusal.code for member in archive.members if member.refusal}
        assert refusals == {"Shares.csv": "W_LINK_MEMBER", "Loop": "W_LINK_MEMBER", "messages.csv": "W_NOT_REGULAR"}
        for member in archive.members:
            if member.refusal:
                with pytest.raises(MemberError):
                    content(member)


def test_a_file_that_may_not_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "Connections.csv")
    with opened(folder) as archive:
        assert [(found.code, found.member) for found in archive.problems] == [("W_NO_PERMISSION", "Connections.csv")]
        assert content(archive.members[2])


def test_a_file_that_turns_out_unreadable_is_a_fault_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(13, "no")

    with opened(folder) as archive:
        monkeypatch.setattr("inspector.archive.folder.open_file", forbidden)
        with pytest.raises(MemberError, match="W_NO_PERMISSION"):
            content(archive.members[1])


@pytest.mark.skipif(os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="needs an ordinary user")
def test_a_folder_that_may_not_be_listed_is_refused_or_named(folder: Path) -> None:
    (folder / "Jobs").chmod(0)
    with opened(folder) as archive:
        assert [(found.code, found.member) for found in archive.problems] == [("W_NO_PERMISSION", "Jobs")]
    (folder / "Jobs").chmod(0o700)
    folder.chmod(0)
    with pytest.raises(Refused, match="E_NO_PERMISSION"):
        opened(folder)
    folder.chmod(0o700)


def test_a_subfolder_that_may_not_be_listed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "Jobs":
            raise PermissionError(13, "no")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    with opened(folder) as archive:
        assert [(found.code, found.member) for found in archive.problems] == [("W_NO_PERMISSION", "Jobs")]


@pytest.mark.parametrize("act", ["append", "replace", "delete"])
def test_a_file_that_changes_after_listing_is_noticed(folder: Path, act: str) -> None:
    path = folder / "Connections.csv"
    with opened(folder) as archive:
        if act == "append":
            with path.open("ab") as target:
                target.write(b"x")
        elif act == "replace":
            write(folder.parent, CONNECTIONS, "other").replace(path)
        else:
            path.unlink()
        with pytest.raises(Refused, match="E_INPUT_CHANGED"):
            content(archive.members[1])
        with pytest.raises(Refused, match="E_INPUT_CHANGED"):
            archive.check_unchanged()


def test_a_folder_named_as_a_table_is_told(folder: Path) -> None:
    (folder / "Shares.csv").mkdir()
    with opened(folder) as archive:
        assert codes(archive) == ["W_DIR_AS_FILE"]


def test_a_folder_that_holds_only_zips_says_to_open_those(tmp_path: Path) -> None:
    write(tmp_path, build([]), "one.zip")
    with pytest.raises(Refused, match="E_NESTED_ARCHIVE"):
        opened(tmp_path)


def test_an_empty_folder_has_no_members(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        assert archive.members == ()


@pytest.mark.skipif(os.name != "posix", reason="names are bytes only there")
def test_a_file_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"Caf\xff.csv")).write_bytes(b"a")
    except OSError:
        pytest.skip("this file system takes text only")
    with opened(tmp_path) as archive:
        assert codes(archive) == ["W_NAME_ENCODING"]
        assert content(archive.members[0]) == b"a"


def test_the_folder_is_left_as_it_was(folder: Path) -> None:
    def state() -> list[tuple[str, int, bytes]]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return [(path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in files]

    before = state()
    with opened(folder) as archive:
        content(archive.members[1])
    assert state() == before


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENAMETOOLONG, "W_IO"),
        (errno.EACCES, "W_NO_PERMISSION"),
        (errno.EIO, "W_IO"),
        (errno.ENOENT, "W_IO"),
    ],
)
def test_an_entry_that_cannot_be_looked_at_is_named_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    write(folder, CONNECTIONS, "Lost.csv")
    lstat = Path.lstat

    def guarded(path: Path) -> os.stat_result:
        if path.name == "Lost.csv":
            raise OSError(number, "no")
        return lstat(path)

    with opened(folder) as whole:
        names = [member.name for member in whole.members]
    monkeypatch.setattr(Path, "lstat", guarded)
    with opened(folder) as archive:
        assert [(found.code, found.member) for found in archive.problems] == [(code, "Lost.csv")]
        assert [member.name for member in archive.members] == [name for name in names if name != "Lost.csv"]
        archive.check_unchanged()


@posix
def test_a_path_longer_than_the_system_allows_is_named_and_the_rest_is_read(folder: Path) -> None:
    with opened(folder) as archive:
        names = [member.name for member in archive.members]
    descriptor = os.open(folder, os.O_RDONLY)
    for _level in range(21):
        os.mkdir("d" * 200, dir_fd=descriptor)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(os.open("deep.csv", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
    os.close(descriptor)
    with opened(folder) as archive:
        assert codes(archive) == ["W_IO"]
        assert [member.name for member in archive.members] == names
        archive.check_unchanged()


@pytest.mark.parametrize("depth", range(5))
def test_folders_within_folders_around_a_download_are_taken_off(folder: Path, tmp_path: Path, depth: int) -> None:
    with opened(folder) as archive:
        names = [member.name for member in archive.members]
    outer = tmp_path / "outer"
    inner = outer.joinpath(*(f"unpacked {number}" for number in range(depth)))
    inner.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(inner)
    if depth:
        write(outer, b"left by the system", ".DS_Store")
    with opened(outer) as archive:
        proper = [member.name for member in archive.members if member.junk_rule is None]
        assert [name for name in names if name != ".DS_Store"] == proper
