"""Every message that is said has a translation in every language, and the tool that checks it sees what is wrong."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
translating, bundle = map(import_module, ("translating", "bundle"))

MODULE = """
from inspector.i18n import _, plural, text_in_context

SENSE = text_in_context("stated", "by a rule")
ONE = _("closed since {day}", day=DAY)
MANY = plural("{number} row", "{number} rows", rows)
"""
WINDOW = """
from inspector.window.localization import translate, translate_in_context, translate_plural

FILE = translate("&Edit")
FIELD = translate("Reading {step}", step=step)
SETTINGS = translate_in_context("Settings", "of LinkedIn")
FOUND = translate_plural("{number} item found", "{number} items found", items)
"""
TEMPLATE = "<p>{{ _('read by {who}', who=name) }}</p>"
PACK = """
[[use]]
id = "a"
name = "Ads"
recipient = "nobody says this"
"""
CATALOG = """
[[kind]]
id = "a"

[[kind.part]]
remark = "Our reading."
"""
GERMAN = {
    "closed since {day}": "geschlossen seit {day}",
    "{number} row": ("eine Zeile", "{number} Zeilen"),
    "read by {who}": "gelesen von {who}",
    "Ads": "Werbung",
    "Our reading.": "Unsere Lesart.",
    "stated": "ausdrücklich",
    "&Edit": "&Bearbeiten",
    "Reading {step}": "{step} wird gelesen",
    "Settings": "Einstellungen",
    "{number} item found": ("der Eintrag", "{number} Einträge"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose messages are all translated."""
    for name, text in (
        ("inspector/said.py", MODULE),
        ("inspector/window/page.py", WINDOW),
        ("resources/templates/page.html", TEMPLATE),
        ("resources/policies/a/uses.toml", PACK),
        ("resources/catalog/linkedin.toml", CATALOG),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    translate(tmp_path, GERMAN)
    return tmp_path


def translate(root: Path, told: dict[str, str | tuple[str, str]]) -> None:
    """Write these translations into the catalog of the project, and compile it."""
    translating.update_catalog(root, "de")
    catalog = translating.read(root, "de")
    for message in catalog:
        if message.id:
            message.string = told[message.id if isinstance(message.id, str) else message.id[0]]
            message.flags.clear()
    (root / "resources/translations/de.po").write_bytes(translating.po_of(catalog))
    translating.update_catalog(root, "de")


def faults(root: Path) -> list[str]:
    return list(translating.catalog_faults(root, "de"))


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_every_message_of_the_program_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    code = translating.main(["--check"])
    assert capsys.readouterr().out == ""
    assert code == 0


def test_messages_of_modules_pages_and_tables_are_found(project: Path) -> None:
    assert set(translating.messages(project)) == {
        translating.Text("closed since {day}"),
        translating.Text("{number} row", "{number} rows"),
        translating.Text("stated", sense="by a rule"),
        translating.Text("&Edit"),
        translating.Text("Reading {step}"),
        translating.Text("Settings", sense="of LinkedIn"),
        translating.Text("{number} item found", "{number} items found"),
        translating.Text("read by {who}"),
        translating.Text("Ads"),
        translating.Text("Our reading."),
    }
    assert faults(project) == []


@pytest.mark.parametrize(("tag", "forms"), [("pl", 3), ("ja", 1), ("ar", 6)])
def test_a_new_language_has_a_place_for_each_of_its_plurals(project: Path, tag: str, forms: int) -> None:
    translating.update_catalog(project, tag)
    path = project / f"resources/translations/{tag}.po"
    assert len(re.findall(r"^msgstr\[\d\] ", path.read_text("utf-8"), re.MULTILINE)) == 2 * forms
    missing = list(translating.catalog_faults(project, tag))
    assert len(missing) == len(GERMAN)
    assert all(": no translation: " in line for line in missing)


def test_a_message_without_a_translation_is_named(project: Path) -> None:
    change(project, "inspector/said.py", "closed since {day}", "wholly another sentence")
    assert "resources/translations/de.po: no translation: wholly another sentence" in faults(project)
    assert "resources/translations/de.po: obsolete: closed since {day}" in faults(project)


def test_a_changed_plural_wants_a_new_translation(project: Path) -> None:
    change(project, "inspector/said.py", "{number} rows", "{number} lines")
    assert faults(project) == ["resources/translations/de.po: no translation: {number} row"]


def test_a_message_that_was_changed_keeps_its_translation_as_fuzzy(project: Path) -> None:
    change(project, "inspector/said.py", "closed since {day}", "closed ever since {day}")
    translating.update_catalog(project, "de")
    assert faults(project) == ["resources/translations/de.po: fuzzy: closed ever since {day}"]


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        ("closed since {day}", "zu"),
        ("closed since {day}", "zu seit {tag}"),
        ("read by {who}", "von {who"),
        ("&Edit", "Datei"),
        ("&Edit", "&Bearbeiten && &Ordner"),
    ],
)
def test_a_translation_with_other_fields_or_access_keys_is_named(project: Path, message: str, wrong: str) -> None:
    translate(project, {**GERMAN, message: wrong})
    assert faults(project) == [f"resources/translations/de.po: other fields or access keys than the message: {message}"]


def test_a_catalog_that_was_not_compiled_is_named(project: Path) -> None:
    change(project, "resources/translations/de.po", "gelesen von", "eingesehen von")
    assert faults(project) == ["resources/translations/de.mo: is not what the .po makes"]


@pytest.mark.parametrize(
    "call", ['_(f"closed {day}")', "_(name)", 'plural("a row", many, 2)', "_()", 'text_in_context("stated", sense)']
)
def test_a_message_put_together_at_run_time_is_named(project: Path, call: str) -> None:
    change(project, "inspector/said.py", "ONE = ", f"NONE = {call}\nONE = ")
    maker = call.partition("(")[0]
    assert faults(project) == [f"inspector/said.py:5: the message of '{maker}' is not a literal"]


@pytest.mark.parametrize(
    "call",
    ["translate(name)", 'translate(f"{day}")', 'translate_plural("a row", many, 2)', "translate_in_context('a', b)"],
)
def test_a_message_of_the_window_put_together_at_run_time_is_named(project: Path, call: str) -> None:
    change(project, "inspector/window/page.py", "FILE = ", f"NONE = {call}\nFILE = ")
    maker = call.partition("(")[0]
    assert faults(project) == [f"inspector/window/page.py:4: the message of '{maker}' is not a literal"]


def test_a_message_put_together_in_a_page_is_named(project: Path) -> None:
    change(project, "resources/templates/page.html", "'read by {who}'", "'read by ' ~ name")
    assert faults(project) == ["resources/templates/page.html:1: the message of '_' is not a literal"]


def test_the_catalog_comes_out_the_same_each_time_and_merges_by_line(project: Path) -> None:
    folder = project / "resources" / "translations"
    before = [(folder / name).read_bytes() for name in ("de.po", "de.mo")]
    translating.update_catalog(project, "de")
    assert [(folder / name).read_bytes() for name in ("de.po", "de.mo")] == before
    assert b"Date" not in before[0]
    texts = re.findall(r"^msgid (.*)$", before[0].decode("utf-8"), re.MULTILINE)
    assert texts == sorted(texts)


def test_a_merge_of_two_sides_keeps_both_and_the_later_translation_of_what_both_have(project: Path) -> None:
    path = project / "resources/translations/de.po"
    before, told, after = path.read_text("utf-8").partition('msgid "read by {who}"\nmsgstr "gelesen von {who}"\n')
    ours, theirs = (told.replace("gelesen von {who}", other) for other in ("", "gesehen von {who}"))
    path.write_text(f"{before}<<<<<<< one\n{told}\n{theirs}\n=======\n{ours}\n>>>>>>> other\n{after}", "utf-8")
    translating.update_catalog(project, "de")
    assert faults(project) == []
    assert translating.read(project, "de").get("read by {who}").string == "gesehen von {who}"


# ---- what could be done is never told as done, in German either

_DONE = (
    "(?:verwendet|genutzt|trainiert|gefüttert|weitergegeben|geteilt|verkauft|übermittelt|gesammelt|erhoben|"
    "ausgewertet|verarbeitet|kopiert)"
)
_HELPS = "(?:wurden?|hat|haben|hatten?|ist|sind|war|waren|worden)"
AS_A_FACT = re.compile(
    rf"\b{_HELPS}\b(?:[ ,]+[\w„“-]+){{0,5}}?[ ,]+{_DONE}\b|\b{_DONE}\s+{_HELPS}\b(?! können)", re.IGNORECASE
)
"""German that tells the use of something as done. "Hätte verwendet werden können" is not among it."""

HONEST = (
    "What has been trained stays trained",
    "It does not mean that anything was used",
    "It never claims that something was used",
    "rows were copied",
)
"""The messages that may speak so: of models, to say that nothing is known, and of what the reader did themselves."""


def german() -> list[tuple[str, str]]:
    """Every message, with each form of its translation."""
    told = [(message.id, message.string) for message in translating.read(ROOT, "de") if message.id]
    forms = [(one if isinstance(one, str) else one[0], texts) for one, texts in told]
    return [(one, text) for one, texts in forms for text in ((texts,) if isinstance(texts, str) else texts)]


def test_no_german_text_tells_a_use_as_done_but_those_with_a_reason() -> None:
    told = {message for message, text in german() if AS_A_FACT.search(text)}
    assert {message for message in told if not any(part in message for part in HONEST)} == set()


def test_what_could_be_used_is_what_could_be_used_in_german() -> None:
    could = [text for message, text in german() if text and re.search(r"\bcould (?:be|have been) used", message)]
    assert len(could) >= 6
    assert [
        text
        for text in could
        if not re.search(r"\bk[oö]nnte|\bverwendbar\b|\bhätten?\b.*\bkönnen", text, re.IGNORECASE)
    ] == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Ihr Beitrag wurde zum Training verwendet.", True),
        ("Microsoft hat Ihre Daten genutzt.", True),
        ("weil es weitergegeben worden ist", True),
        ("Ihr Beitrag könnte verwendet werden.", False),
        ("Er hätte verwendet werden können.", False),
        ("Die Datei wurde nicht gelesen.", False),
    ],
)
def test_german_that_tells_a_use_as_done_is_noticed(text: str, is_told: bool) -> None:
    assert bool(AS_A_FACT.search(text)) is is_told


def test_a_bundle_holds_the_programs_translations_and_of_qts_only_the_dialogs() -> None:
    ours = "_internal/inspector/_resources/translations"
    theirs = "_internal/PySide6/Qt/translations"
    assert not any(map(bundle.is_denied, (f"{ours}/de.mo", f"{theirs}/qtbase_de.qm")))
    assert all(
        map(bundle.is_denied, (f"{theirs}/qt_de.qm", f"{theirs}/assistant_de.qm", f"{theirs}/qtdeclarative_de.qm"))
    )
