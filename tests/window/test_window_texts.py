"""Every text of the window is seen by the tool that collects texts, and translated; what is wrong with one is told."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import GUI_REQUIRED

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
translating, window_texts = map(import_module, ("translating", "window_texts"))

MODULE = """
class Page(QWidget):
    def __init__(self):
        self.tr("Close")
        translate("Items", "&Use")

    def show(self, number):
        return plural("Items", "{0} items", None, number, number)
"""
GERMAN = {"Close": "Schließen", "&Use": "&Verwendung"}


@pytest.fixture(scope="module", autouse=True)
def _tools():
    """Qt's tools want libraries of the system that its windows do not."""
    try:
        window_texts.run("lrelease", "-version", at=ROOT)
    except window_texts.NotRun as fault:
        if GUI_REQUIRED:
            raise
        pytest.skip(str(fault))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small window whose texts are all translated."""
    modules = tmp_path / "inspector" / "window"
    modules.mkdir(parents=True)
    (modules / "page.py").write_text(MODULE, "utf-8")
    window_texts.update(tmp_path, "de")
    ts = window_texts.ts_of(tmp_path, "de")
    written = ts.read_text("utf-8")
    for english, german in GERMAN.items():
        escaped = english.replace("&", "&amp;")
        before = f'<source>{escaped}</source>\n        <translation type="unfinished"></translation>'
        assert before in written
        after = f"<source>{escaped}</source>\n        <translation>{german.replace('&', '&amp;')}</translation>"
        written = written.replace(before, after)
    forms = '<translation type="unfinished">\n            <numerusform></numerusform>\n            <numerusform>'
    assert forms in written
    one = "<translation>\n            <numerusform>ein Eintrag</numerusform>\n            <numerusform>"
    ts.write_text(written.replace(forms, one + "{0} Einträge"), "utf-8")
    window_texts.update(tmp_path, "de")
    return tmp_path


def change(project: Path, old: str, new: str, name: str = "inspector/window/page.py") -> None:
    path = project / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def faults(project: Path) -> list[str]:
    return list(window_texts.faults(project, "de"))


@pytest.mark.parametrize("tag", translating.LANGUAGE_NAMES)
def test_every_text_of_the_window_is_translated(tag):
    assert list(window_texts.faults(ROOT, tag)) == []


@pytest.mark.parametrize("tag", translating.LANGUAGE_NAMES)
def test_the_files_are_what_the_tools_make_of_the_window(tag):
    assert list(window_texts.stale(ROOT, tag)) == []


def test_the_tool_sees_what_the_window_says(tmp_path):
    collected = tmp_path / "collected.ts"
    window_texts.collect(ROOT, collected, "de")
    assert set(window_texts.told(collected)) == window_texts.texts(ROOT)[0]


def test_a_window_that_is_translated_has_no_fault(project):
    assert faults(project) == []
    assert list(window_texts.stale(project, "de")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Close"', '"Put away"', "no translation: Page: Put away"),
        ('"&Use"', '"Use"', "vanished: Items: &Use"),
        ('"{0} items"', '"{0} of {1} items"', "no translation: Items: {0} of {1} items"),
    ],
)
def test_a_text_that_was_changed_is_named(project, old, new, fault):
    change(project, old, new)
    assert f"resources/translations/window_de.ts: {fault}" in faults(project)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('self.tr("Close")', "self.tr(name)"),
        ('translate("Items", "&Use")', 'translate("Items", f"{name}")'),
        ("None, number, number", "None, len(number), number"),
        ("None, number, number", "None, number, written(number), number"),
    ],
)
def test_a_text_that_no_tool_sees_is_named(project, old, new):
    change(project, old, new)
    assert [line for line in faults(project) if "inspector/window/page.py:" in line] != []


@pytest.mark.parametrize(
    ("old", "new"), [("&amp;Verwendung", "Verwendung"), ("{0} Einträge", "{1} Einträge")], ids=["key", "field"]
)
def test_a_translation_without_the_key_or_with_another_field_is_named(project, old, new):
    change(project, old, new, "resources/translations/window_de.ts")
    assert [line for line in faults(project) if "other fields or keys" in line] != []


def test_an_unfinished_translation_is_none(project):
    change(
        project,
        "<translation>Schließen",
        '<translation type="unfinished">Schließen',
        "resources/translations/window_de.ts",
    )
    assert faults(project) == ["resources/translations/window_de.ts: no translation: Page: Close"]


def test_the_translations_of_both_sides_of_a_conflict_are_kept(project):
    ts = window_texts.ts_of(project, "de")
    written = ts.read_text("utf-8")
    none = '        <translation type="unfinished"></translation>\n'
    for german, ours in (("Schließen", True), ("&amp;Verwendung", False)):
        told = f"        <translation>{german}</translation>\n"
        one, other = (told, none) if ours else (none, told)
        assert told in written
        written = written.replace(told, f"<<<<<<< ours\n{one}=======\n{other}>>>>>>> theirs\n")
    ts.write_text(written, "utf-8")
    window_texts.update(project, "de")
    assert faults(project) == []


def test_a_changed_source_leaves_the_compiled_file_stale(project):
    change(project, "Schließen", "Zumachen", "resources/translations/window_de.ts")
    assert list(window_texts.stale(project, "de")) == [
        "resources/translations/window_de.qm: is not what Qt's tools make of it"
    ]
