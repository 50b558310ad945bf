"""Settings are kept whole or said not to be: damage, other programs, closed folders and full disks lose none."""

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import private_dir
from inspector.settings import RecentArchives, SavedFilter, Settings, SettingsStore, config_dir, store
from inspector.settings.settings_schema import VALIDATORS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "config" / "archive-inspector"


def content(place: Path) -> dict[str, Any]:
    found = json.loads((place / store.SETTINGS_FILE).read_bytes())
    assert isinstance(found, dict)
    return found


def holding(place: Path, text: str) -> SettingsStore:
    """A store over a settings file of this text."""
    place.mkdir(parents=True, mode=0o700)
    with os.fdopen(os.open(place / store.SETTINGS_FILE, os.O_CREAT | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(text)
    return SettingsStore(place)


def codes(kept: SettingsStore) -> list[str]:
    return [notice.code for notice in kept.notices]


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG's rules")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [("/set/here", "/set/here"), ("", "/people/nora/.config"), ("not/absolute", "/people/nora/.config")],
)
def test_the_folder_is_where_the_system_wants_it(monkeypatch: pytest.MonkeyPatch, asked: str, expected: str) -> None:
    monkeypatch.setenv("HOME", "/people/nora")
    monkeypatch.setenv("XDG_CONFIG_HOME", asked)
    assert config_dir() == Path(expected) / "archive-inspector"


def test_without_a_folder_of_ones_own_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert config_dir() is None


def test_nothing_is_written_before_something_is_changed(place: Path) -> None:
    assert SettingsStore(place).settings == Settings()
    assert not place.parent.exists()


def test_a_change_is_there_at_the_next_start(place: Path) -> None:
    changed = SettingsStore(place).change(
        theme="dark",
        text_scale=150,
        keep_recent=True,
        recent=(RecentArchives("mine.zip", ("/a/mine.zip",)),),
        filters=(SavedFilter("leaks", "salary", "ads_affiliate"),),
        splitters={"items": "AAAA"},
    )

    again = SettingsStore(place)
    assert again.settings == changed
    assert again.settings.recent == (RecentArchives("mine.zip", ("/a/mine.zip",)),)
    assert again.notices == ()


def test_only_what_differs_from_the_defaults_is_in_the_file(place: Path) -> None:
    kept = SettingsStore(place)
    kept.change(theme="dark")
    kept.change(theme="system", page="items")

    assert content(place) == {"schema": 1, "page": "items"}


def test_a_wrong_value_is_refused_before_anything_changes(place: Path) -> None:
    kept = SettingsStore(place)

    with pytest.raises(ValueError, match="a name"):
        kept.change(theme="../sepia")
    with pytest.raises(TypeError, match="colour"):
        kept.change(colour="red")
    assert (kept.settings, place.exists()) == (Settings(), False)


def test_the_recent_list_is_kept_only_where_wanted_and_has_ten_entries(place: Path) -> None:
    kept = SettingsStore(place)
    kept.change(recent=(RecentArchives("a.zip", ("/a.zip",)),))
    assert kept.settings.recent == ()

    kept.change(keep_recent=True)
    for number in range(14):
        kept.change(recent=kept.settings.prepend_recent(f"{number}.zip", (f"/{number}.zip",)))
    kept.change(recent=kept.settings.prepend_recent("9.zip", ("/9.zip",)))
    assert [entry.name for entry in kept.settings.recent] == [f"{n}.zip" for n in (9, 13, 12, 11, 10, 8, 7, 6, 5, 4)]

    kept.change(keep_recent=False)
    assert "zip" not in (place / store.SETTINGS_FILE).read_text()


def test_a_name_that_is_no_text_survives(place: Path) -> None:
    entry = RecentArchives("\udcff.zip", ("/\udcff.zip",))
    SettingsStore(place).change(keep_recent=True, recent=(entry,))

    assert SettingsStore(place).settings.recent == (entry,)


def test_what_is_not_understood_stays_in_the_file(place: Path) -> None:
    holding(place, '{"schema": 1, "theme": "dark", "window_colour": {"deep": [1, 2]}}').change(page="items")

    assert content(place) == {"schema": 1, "window_colour": {"deep": [1, 2]}, "theme": "dark", "page": "items"}


WRONG = {
    each.name: value for each, value in zip(fields(Settings), [7, 7, "big", "yes", 7, 7, 7, 7, 7, 7, 7, 7], strict=True)
}


@pytest.mark.parametrize("name", list(WRONG))
def test_a_value_of_the_wrong_type_falls_back_alone_and_the_old_file_is_kept(place: Path, name: str) -> None:
    other = {"language": "de"} if name != "language" else {"page": "items"}
    text = json.dumps({"schema": 1, **other, name: WRONG[name]})
    kept = holding(place, text)

    assert kept.settings == Settings(**other)
    assert codes(kept) == ["S_RECOVERED"]
    assert [path.read_text() for path in place.glob("settings-damaged-*.json")] == [text]
    assert content(place) == {"schema": 1, **other}
    assert SettingsStore(place).notices == ()


INNER_WRONG: list[dict[str, Any]] = [
    {"recent": [{"name": "a"}]},
    {"recent": [{"name": "a", "paths": "/a"}]},
    {"filters": [{"name": "a", "text": 1}]},
    {"filters": ["a"]},
    {"splitters": {"a": 1}},
    {"export": ["a"]},
    {"text_scale": 49},
    {"text_scale": True},
]


@pytest.mark.parametrize("wrong", INNER_WRONG, ids=json.dumps)
def test_a_value_that_is_wrong_deep_inside_is_not_taken_either(place: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"expected|missing"):
        SettingsStore(None).change(**wrong)
    assert codes(holding(place, json.dumps(wrong))) == ["S_RECOVERED"]


def test_every_field_of_the_settings_is_checked() -> None:
    assert set(VALIDATORS) == {each.name for each in fields(Settings)}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"dark"', "\0" * 99, "[" * 100_000, '{"theme": ' + "9" * 5000 + "}"], ids=range(8)
)
def test_a_damaged_file_is_moved_aside_and_said(place: Path, text: str) -> None:
    kept = holding(place, text)

    assert kept.settings == Settings()
    assert codes(kept) == ["S_RECOVERED"]
    aside = list(place.glob("settings-damaged-*.json"))
    assert [path.read_text() for path in aside] == [text]
    assert aside[0].name in kept.notices[0].message
    assert kept.change(theme="dark") == SettingsStore(place).settings


def test_two_damaged_files_in_one_second_are_both_kept(place: Path) -> None:
    holding(place, "first")
    (place / store.SETTINGS_FILE).write_text("second")
    (place / store.SETTINGS_FILE).chmod(0o600)
    SettingsStore(place)

    assert sorted(path.read_text() for path in place.glob("settings-damaged-*.json")) == ["first", "second"]


def test_a_file_too_large_to_be_ours_is_moved_aside(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MAX_FILE_SIZE", 100)
    kept = holding(place, json.dumps({"page": "x" * 200}))

    assert codes(kept) == ["S_RECOVERED"]


def test_a_newer_schema_is_read_and_left_alone(place: Path) -> None:
    text = '{"schema": 2, "theme": "dark", "text_scale": "huge"}'
    kept = holding(place, text)

    assert kept.settings.theme == "dark"
    assert codes(kept) == ["S_NEWER_SCHEMA"]
    assert kept.change(theme="light").theme == "light"
    assert (place / store.SETTINGS_FILE).read_text() == text
    assert list(place.glob("*damaged*")) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_others_can_read_nothing_under_any_umask(place: Path, mask: int) -> None:
    with umask(mask):
        SettingsStore(place).change(theme="dark")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (place.parent, place, *place.iterdir())}
    assert modes == {"config": 0o700, "archive-inspector": 0o700, "lock": 0o600, store.SETTINGS_FILE: 0o600}
    assert SettingsStore(place).settings.theme == "dark"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_rights_that_others_got_are_taken_back_and_said(place: Path) -> None:
    SettingsStore(place).change(theme="dark")
    place.chmod(0o755)
    (place / store.SETTINGS_FILE).chmod(0o644)

    kept = SettingsStore(place)
    assert codes(kept) == ["S_OPEN_TO_OTHERS"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE((place / store.SETTINGS_FILE).stat().st_mode) == 0o600
    assert SettingsStore(place).notices == ()


@pytest.mark.skipif(os.name != "posix", reason="links are POSIX's here")
def test_the_rights_of_what_a_link_points_at_are_left_alone(place: Path, tmp_path: Path) -> None:
    SettingsStore(place).change(theme="dark")
    (outside := tmp_path / "outside").write_text("")
    outside.chmod(0o644)
    (place / "link").symlink_to(outside)

    SettingsStore(place).forget()
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, "S_DISK_FULL"),
        (errno.EDQUOT, "S_DISK_FULL"),
        (errno.EROFS, "S_READ_ONLY"),
        (errno.EACCES, "S_READ_ONLY"),
        (errno.EIO, "S_IO"),
    ],
)
def test_a_disk_that_takes_nothing_is_said_and_made_up_for_later(
    place: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: str
) -> None:
    kept = SettingsStore(place)
    kept.change(theme="dark")

    with monkeypatch.context() as broken:

        def refuse(*_given: object) -> NoReturn:
            raise OSError(code, "invented")

        broken.setattr(os, "fsync", refuse)
        assert kept.change(page="items") == Settings(theme="dark", page="items")
        assert codes(kept) == [expected]
        assert "nothing is being saved" in kept.notices[0].message
        assert SettingsStore(place).settings == Settings(theme="dark")

    assert kept.change(text_scale=120) == Settings(theme="dark", page="items", text_scale=120)
    assert kept.notices == ()
    assert SettingsStore(place).settings == kept.settings


def test_a_file_in_the_place_of_the_folder_is_no_obstacle_to_the_program(place: Path) -> None:
    place.parent.mkdir()
    place.write_text("mine")
    kept = SettingsStore(place)

    assert kept.change(theme="dark").theme == "dark"
    assert codes(kept) == ["S_READ_ONLY"]
    assert place.read_text() == "mine"


def test_a_file_that_cannot_be_read_is_not_written_over(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SettingsStore(place).change(theme="dark")
    with monkeypatch.context() as broken:

        def refuse(*_given: object) -> NoReturn:
            raise PermissionError(errno.EACCES, "invented")

        broken.setattr(store, "_load_file", refuse)
        kept = SettingsStore(place)
        kept.change(page="items")
        assert codes(kept) == ["S_READ_ONLY"]
    assert content(place) == {"schema": 1, "theme": "dark"}


def test_a_private_store_touches_no_disk(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise AssertionError("the disk was touched")

    for name in ("open", "mkdir", "stat", "lstat", "unlink", "replace"):
        monkeypatch.setattr(os, name, refuse)
    kept = SettingsStore(None)

    assert kept.change(theme="dark", keep_recent=True, recent=(RecentArchives("a", ("/a",)),)).theme == "dark"
    assert kept.forget().removed == ()
    assert kept.notices == ()


def test_turning_privacy_on_is_the_last_thing_written_until_it_is_turned_off(place: Path) -> None:
    kept = SettingsStore(place)
    kept.change(keep_recent=True, recent=(RecentArchives("a", ("/a",)),), page="items", theme="dark")
    kept.change(private=True)
    assert content(place) == {"schema": 1, "keep_recent": True, "theme": "dark", "private": True}

    before = {path: path.stat().st_mtime_ns for path in (place, *place.iterdir())}
    again = SettingsStore(place)
    again.change(theme="light", page="problems")
    assert {path: path.stat().st_mtime_ns for path in (place, *place.iterdir())} == before

    again.change(private=False, page="items")
    assert content(place) == {"schema": 1, "keep_recent": True, "theme": "dark", "page": "items"}


def test_two_windows_keep_what_each_of_them_changed(place: Path) -> None:
    SettingsStore(place).change(keep_recent=True, recent=(RecentArchives("old", ("/old",)),))
    one, other = SettingsStore(place), SettingsStore(place)

    one.change(theme="dark", recent=one.settings.prepend_recent("a", ("/a",)), splitters={"items": "1"})
    other.change(language="de", recent=other.settings.prepend_recent("b", ("/b",)), splitters={"why": "2"})
    one.change(filters=one.settings.prepend_filter(SavedFilter("f", "x")))
    other.change(filters=other.settings.prepend_filter(SavedFilter("g", "y")))

    found = SettingsStore(place).settings
    assert (found.theme, found.language) == ("dark", "de")
    assert [entry.name for entry in found.recent] == ["b", "old", "a"]
    assert [entry.name for entry in found.filters] == ["g", "f"]
    assert found.splitters == {"items": "1", "why": "2"}


def test_what_one_window_removed_does_not_come_back_from_another(place: Path) -> None:
    SettingsStore(place).change(
        keep_recent=True,
        recent=(RecentArchives("a", ("/a",)), RecentArchives("b", ("/b",))),
        export={"format": "xlsx", "text": "no"},
    )
    one, other = SettingsStore(place), SettingsStore(place)

    one.change(recent=(RecentArchives("b", ("/b",)),), export={"format": "xlsx"})
    other.change(recent=other.settings.prepend_recent("c", ("/c",)), export={**other.settings.export, "format": "csv"})

    assert [entry.name for entry in SettingsStore(place).settings.recent] == ["c", "b"]
    assert SettingsStore(place).settings.export == {"format": "csv"}


HOLDER = """
import sys, time
from pathlib import Path
from inspector import private_dir
with private_dir.lock_folder(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(place: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen(  # noqa: S603 - the test's own code
        [sys.executable, "-c", HOLDER, str(place)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_lock_that_another_process_holds_is_said_and_one_of_a_killed_process_is_no_obstacle(place: Path) -> None:
    kept = SettingsStore(place)
    kept.change(theme="dark")
    with holder(place) as other:
        kept.change(page="items")
        assert codes(kept) == ["S_IN_USE"]
        assert SettingsStore(place).settings == Settings(theme="dark")
        other.kill()
        other.wait()
        kept.change(language="de")

    assert kept.notices == ()
    assert SettingsStore(place).settings == Settings(theme="dark", page="items", language="de")


def test_changes_from_many_threads_are_all_kept(place: Path) -> None:
    kept = SettingsStore(place)
    changes: list[dict[str, Any]] = [{"theme": "dark"}, {"language": "de"}, {"page": "items"}, {"text_scale": 120}]
    threads = [Thread(target=kept.change, kwargs=change) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (
        SettingsStore(place).settings
        == kept.settings
        == Settings(theme="dark", language="de", page="items", text_scale=120)
    )


def test_temporaries_of_a_killed_run_are_swept_at_the_start(place: Path) -> None:
    SettingsStore(place).change(theme="dark")
    (place / ".inspector-abc.part").write_text("half")
    (place / ".inspector-abc.part").chmod(0o600)
    SettingsStore(place)

    assert sorted(path.name for path in place.iterdir()) == ["lock", store.SETTINGS_FILE]


def test_forgetting_removes_everything_lists_it_and_keeps_nothing_more(place: Path) -> None:
    kept = holding(place, "damaged")
    kept.change(theme="dark")
    (place / "logs").mkdir(mode=0o700)
    (place / "logs" / "log.txt").write_text("")
    names = {path.relative_to(place).as_posix() for path in place.rglob("*")}

    gone = kept.forget()

    assert set(gone.removed) == names | {"."}
    assert (gone.remaining, place.exists()) == ((), False)
    assert kept.settings == Settings()
    kept.change(theme="light")
    assert not place.exists()


def test_what_could_not_be_removed_is_listed_as_left(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = SettingsStore(place)
    kept.change(theme="dark")

    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "invented")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", refuse)
        gone = kept.forget()

    assert set(gone.remaining) == {"lock", store.SETTINGS_FILE, "."}


def test_a_lock_file_that_was_removed_meanwhile_is_not_mistaken_for_the_lock(place: Path) -> None:
    private_dir.create_folder(place)
    with private_dir.lock_folder(place):
        (place / private_dir.LOCK_FILE).unlink()
        with private_dir.lock_folder(place):
            assert (place / private_dir.LOCK_FILE).exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*WRONG, "schema", "other"]), JSON))
def test_any_object_is_understood_without_a_fault_and_written_back(found: dict[str, Any]) -> None:
    understood = store._parse_document(dict(found))

    again = store._parse_document(json.loads(store._encode_content(understood)))
    assert (again.settings, again.unknown_values, again.invalid_names) == (
        understood.settings,
        understood.unknown_values,
        (),
    )


@pytest.mark.parametrize(
    "document",
    [
        {"geometry": "\ud800"},
        {"geometry": "\u00e4"},
        {"splitters": {"items": "\ud800"}},
        {"filters": [{"name": "\ud800", "text": ""}]},
        {"recent": [{"name": "a", "paths": ["a\0b"]}], "keep_recent": True},
        {"page": "\ud800"},
        {"export": {"\ud800": "x"}},
    ],
)
def test_a_text_that_cannot_be_used_is_set_aside_and_said(place: Path, document: dict[str, Any]) -> None:
    kept = holding(place, json.dumps({"schema": 1, "theme": "dark", **document}))

    assert "S_RECOVERED" in codes(kept)
    assert (kept.settings.theme, kept.settings.recent, kept.settings.geometry) == ("dark", (), "")


@pytest.mark.parametrize("depth", [60, 900, 100_000])
def test_settings_nested_so_deep_that_they_could_not_be_written_again_are_set_aside(place: Path, depth: int) -> None:
    kept = holding(place, '{"other": ' + "[" * depth + "]" * depth + "}")

    assert codes(kept) == ["S_RECOVERED"]
    kept.change(theme="dark")
    assert SettingsStore(place).settings.theme == "dark"
