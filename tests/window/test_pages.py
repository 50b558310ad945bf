"""A page is one entry: built when it is first shown, shown an exposure only while it is in sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from inspector.settings import SettingsStore
from inspector.window.intents import GoTo
from inspector.window.jobs import Jobs
from inspector.window.page import Page, PageContext, PageEntry
from inspector.window.page_list import list_pages
from inspector.window.page_stack import PageStack
from tests import archives
from tests.window.palettes import DARK, LIGHT


class Told(Page):
    """A page that remembers what it was told."""

    def __init__(self):
        super().__init__()
        self.told = []
        column = QVBoxLayout(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for _ in range(2):
            self.splitter.addWidget(QWidget())
        column.addWidget(self.splitter)

    def show_exposure(self, exposure):
        self.told.append(exposure)

    def set_theme(self, theme):
        self.told.append(theme.name)

    def show_loading(self, loading):
        self.told.append(loading)

    def go_to(self, target):
        self.told.append(target)


@pytest.fixture
def made():
    return []


@pytest.fixture
def pages(qtbot, made):
    def build(around):
        made.append(Told())
        return made[-1]

    entries = [PageEntry(name, f"&{name}", "overview", build) for name in ("first", "second", "third")]
    shown = PageStack(PageContext(Jobs(), LIGHT, SettingsStore(None)), entries)
    qtbot.addWidget(shown)
    return shown


@pytest.fixture
def exposure():
    return archives.judged(archives.demo(), "DE")


def test_no_page_is_built_before_it_is_turned_to(pages, made, exposure):
    pages.show_exposure(exposure)
    assert made == []
    pages.turn_to("second")
    assert len(made) == 1
    assert pages.current == "second"
    assert made[0].told == ["light", False, exposure]


def test_a_page_out_of_sight_is_shown_the_newest_exposure_when_it_is_turned_to(pages, made, exposure):
    pages.show_exposure(exposure)
    pages.turn_to("first")
    pages.turn_to("second")
    made[0].told.clear()
    others = [archives.judged(archives.demo(), region) for region in ("GB", "US")]
    for other in others:
        pages.show_exposure(other)
    assert made[0].told == []
    assert made[1].told[-2:] == others
    pages.turn_to("first")
    assert made[0].told == [others[-1]]
    pages.turn_to("second")
    pages.turn_to("first")
    assert made[0].told == [others[-1]]


def test_a_target_comes_after_the_exposure(pages, made, exposure):
    pages.show_exposure(exposure)
    pages.turn_to("third", "there")
    assert made[0].told[-2:] == [exposure, "there"]


def test_a_page_that_there_is_not_is_the_first_one(pages):
    pages.turn_to("timeline of another version")
    assert pages.current == "first"


def test_theme_and_loading_reach_every_built_page_and_those_built_later(pages, made, exposure):
    pages.turn_to("first")
    pages.set_theme(DARK)
    pages.show_loading(True)
    assert made[0].told[-2:] == ["dark", True]
    pages.turn_to("second")
    assert made[1].told == ["dark", True]


def test_what_a_page_wants_is_passed_on(qtbot, pages, made):
    pages.turn_to("first")
    with qtbot.waitSignal(pages.intent_requested) as caught:
        made[0].intent_requested.emit(GoTo("second"))
    assert caught.args == [GoTo("second")]


def test_splitters_stand_as_they_were_left(qtbot, pages, made):
    pages.resize(900, 500)
    with qtbot.waitExposed(pages):
        pages.show()
    pages.turn_to("first")
    made[0].splitter.setSizes([500, 200])
    left = made[0].splitter.sizes()
    store = SettingsStore(None)
    store.change(splitters=pages.save_splitters())
    entries = [PageEntry("first", "&first", "overview", lambda _around: Told())]
    again = PageStack(PageContext(Jobs(), LIGHT, store), entries)
    qtbot.addWidget(again)
    again.resize(900, 500)
    with qtbot.waitExposed(again):
        again.show()
    again.turn_to("first")
    ratio = [size / sum(sizes) for sizes in (left, again.page("first").splitter.sizes()) for size in sizes[:1]]
    assert abs(ratio[0] - ratio[1]) < 0.02


def test_every_page_has_a_title_a_picture_and_an_id_of_its_own():
    from inspector.resources import resources_dir

    entries = list_pages()
    assert len({entry.id for entry in entries}) == len(entries)
    assert all("&" in entry.title for entry in entries)
    assert all((resources_dir() / "icons" / f"{entry.icon}.svg").is_file() for entry in entries)
