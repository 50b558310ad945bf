"""An archive that moves or changes while it is shown is told of; what is shown stays until the person decides."""

import os
import shutil

import pytest
from PySide6.QtWidgets import QPushButton

from inspector.progress import Monitor
from inspector.window import intents
from inspector.window.archive_watcher import compute_fingerprint
from tests import archives
from tests.window import hand
from tests.window.drivers import drive


@pytest.fixture
def archive(tmp_path):
    return archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE, "Skills.csv": "Name\nKnitting\n"}, "mine.zip")


@pytest.fixture
def opened(window, archive):
    hand.opened(window, archive)
    return window


def look(window):
    window._archive_watcher.check()
    hand.settle(window)


def offers(window):
    return {b.text(): b for b in drive(window).notice.findChildren(QPushButton) if b.isVisibleTo(drive(window).notice)}


def grown(archive):
    archives.zipped(
        archive.parent, {"Profile.csv": archives.PROFILE, "Skills.csv": "Name\nKnitting\nChess\n"}, "new.zip"
    )
    (archive.parent / "new.zip").replace(archive)


def test_nothing_is_said_while_nothing_changes(opened):
    look(opened)
    assert drive(opened).notice.text == ""


def test_a_changed_archive_is_told_and_read_again_under_the_same_circumstances(opened, archive):
    stated = opened.exposure.circumstances.with_region("UK")
    opened.handle_intent(intents.ChangeCircumstances(stated, ""))
    items = opened.exposure.holdings.item_count
    grown(archive)
    look(opened)
    assert "mine.zip has changed since it was read." in drive(opened).notice.text
    assert opened.exposure.holdings.item_count == items
    offers(opened)["Read again (F5)"].click()
    hand.settle(opened)
    assert opened.exposure.holdings.item_count == items + 1
    assert opened.exposure.circumstances == stated
    assert drive(opened).notice.text == ""


def test_what_is_shown_can_be_kept_and_is_not_asked_about_again(opened, archive):
    grown(archive)
    look(opened)
    offers(opened)["Keep what is shown"].click()
    look(opened)
    assert drive(opened).notice.text == ""
    assert drive(opened).pages.isVisible()


def test_an_archive_that_is_gone_is_told_and_stays_in_sight(opened, archive):
    archive.rename(archive.with_name("elsewhere.zip"))
    look(opened)
    assert "mine.zip is no longer where it was." in drive(opened).notice.text
    assert set(offers(opened)) == {"Keep what is shown", "Close"}
    assert drive(opened).pages.isVisible()


def test_the_system_itself_tells_of_a_change(opened, archive):
    grown(archive)
    hand.wait_until(lambda: "has changed" in drive(opened).notice.text, "the notice")


def test_a_change_deep_in_a_folder_is_seen(window, tmp_path):
    files = {"Profile.csv": archives.PROFILE, "Jobs/Saved Jobs.csv": "Saved Date,Job Url,Job Title,Company Name\n"}
    place = archives.folder(tmp_path, files)
    hand.opened(window, place)
    (place / "Jobs" / "Saved Jobs.csv").write_text("changed\n")
    look(window)
    assert "has changed since it was read" in drive(window).notice.text


def test_nothing_of_an_archive_that_was_closed_is_watched(window, archive):
    hand.opened(window, archive)
    window.handle_intent(intents.OPEN_DEMO)
    hand.settle(window)
    grown(archive)
    look(window)
    assert drive(window).notice.text == ""


def test_a_mark_follows_no_link_and_knows_what_is_not_there(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    outside = tmp_path / "outside"
    outside.write_text("one")
    (folder / "link").symlink_to(outside)
    before = compute_fingerprint(folder, Monitor())
    outside.write_text("another text")
    assert compute_fingerprint(folder, Monitor()) == before
    assert compute_fingerprint(tmp_path / "nowhere", Monitor()) is None
    os.utime(folder / "link", (1, 1), follow_symlinks=False)
    assert compute_fingerprint(folder, Monitor()) != before
    shutil.rmtree(folder)
    assert compute_fingerprint(folder, Monitor()) is None
