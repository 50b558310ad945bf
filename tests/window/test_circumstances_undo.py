"""Every change of circumstances can be taken back and made again, wherever it was made."""

from inspector.policy import parse_circumstances
from inspector.window import intents
from inspector.window.details.circumstances_words import describe_changes
from tests import archives
from tests.window import hand
from tests.window.drivers import drive


def stated(*regions, **more):
    return parse_circumstances(archives.pack(), regions=regions, as_of="2026-11-22", today=archives.TODAY, **more)


def test_a_change_is_taken_back_and_made_again_by_keys_and_named_in_the_menu(demo_window):
    window = demo_window
    undo, redo = drive(window).menus["undo"], drive(window).menus["redo"]
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    before = window.exposure.circumstances
    after = before.with_region("UK")
    window.handle_intent(intents.ChangeCircumstances(after, ""))
    assert window.exposure.circumstances == after
    assert undo.isEnabled()
    assert undo.text() == "&Undo: Region"
    undo.trigger()
    assert window.exposure.circumstances == before
    assert redo.text() == "&Redo: Region"
    redo.trigger()
    assert window.exposure.circumstances == after


def test_the_sheet_follows_what_is_taken_back(demo_window):
    window = demo_window
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    before = window.exposure.circumstances
    drive(window).circumstances_dialog.changed.emit(stated("GB"))
    assert drive(window).circumstances_dialog.circumstances == stated("GB")
    window.handle_intent(intents.UNDO)
    assert window.exposure.circumstances == before
    assert drive(window).circumstances_dialog.circumstances == before


def test_what_changes_nothing_is_no_step(demo_window):
    demo_window.handle_intent(intents.ChangeCircumstances(demo_window.exposure.circumstances, "Region"))
    assert not drive(demo_window).menus["undo"].isEnabled()


def test_a_done_date_on_the_checklist_is_undone_on_the_page(demo_window):
    window = demo_window
    window.handle_intent(intents.GoTo("checklist"))
    box = drive(drive(drive(window).pages.page("checklist")).cards["genai_improvement"]).done_box
    box.click()
    assert box.isChecked()
    assert drive(window).menus["undo"].text() == "&Undo: Data for Generative AI Improvement"
    window.handle_intent(intents.UNDO)
    assert not box.isChecked()


def test_another_archive_begins_without_steps(demo_window, tmp_path):
    demo_window.handle_intent(intents.ChangeCircumstances(stated("GB"), ""))
    hand.opened(demo_window, archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE}, "other.zip"))
    assert not drive(demo_window).menus["undo"].isEnabled()
    assert drive(demo_window).menus["undo"].text() == "&Undo"


def test_all_facts_that_differ_are_named():
    before, after = (
        stated("DE", age="adult"),
        stated("GB", settings=["genai_improvement=off@2026-01-15"], born="1990-01-01"),
    )
    assert describe_changes(before, after, archives.pack()) == "Region, Age, Data for Generative AI Improvement"
    assert describe_changes(before, before, archives.pack()) == ""
