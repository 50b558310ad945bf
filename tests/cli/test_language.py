"""The language of the commands: the chosen one, else English. Output for programs is the same in all."""

import re
from pathlib import Path
from typing import Any

import pytest

from inspector.i18n import LANGUAGE_NAMES
from tests.archives import zipped
from tests.cli.running import COMMANDS, FILES, STATED, Ran

Capture = pytest.CaptureFixture[str]
GERMAN = ("--language", "de")


def words_of(command: str, archive: Path) -> tuple[str, ...]:
    """The arguments of a command that can run."""
    return {
        "demo": ("demo", "--out", "demo.txt"),
        "check": ("check", str(archive)),
        "report": ("report", str(archive), *STATED, "--out", "r.txt"),
        "items": ("items", str(archive), *STATED),
        "explain": ("explain", str(archive), "Comments.csv#1", *STATED),
        "policy": ("policy", "list"),
    }[command]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("demo", "„Könnte verwendet werden“ ist, was veröffentlichte Bedingungen erlauben."),
        ("check", "Alle bekannten Dateien darin konnten gelesen werden, Zeile für Zeile."),
        ("report", "Geschrieben: r.txt"),
        ("items", "02.01.2026 LinkedIn trainiert KI: könnte seit 02.01.2026 verwendet werden"),
        ("explain", "Darf LinkedIn damit eigene KI-Modelle trainieren, die Inhalte erzeugen?"),
        ("policy", "weil es keine geprüfte Übersetzung gibt"),
    ],
)
def test_a_command_speaks_the_language_that_is_asked_for(
    capsys: Capture, archive: Path, command: str, sentence: str
) -> None:
    ran = Ran(capsys, *words_of(command, archive), *GERMAN)

    assert sentence in " ".join((ran.out + ran.err).split())


@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_the_system_speaks_a_command_speaks_english(
    capsys: Capture, archive: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    english = Ran(capsys, *words_of(command, archive))
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "de_DE.UTF-8")
    abroad = Ran(capsys, *words_of(command, archive))

    assert (abroad.out, abroad.err) == (english.out, english.err)


@pytest.mark.parametrize("command", ["check", "items", "explain", "policy"])
def test_what_is_printed_for_programs_is_the_same_in_every_language(
    capsys: Capture, archive: Path, command: str
) -> None:
    english = Ran(capsys, *words_of(command, archive), "--json")
    german = Ran(capsys, *words_of(command, archive), "--json", *GERMAN)

    assert (german.code, german.out) == (english.code, english.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_language_that_is_not_known_is_refused_with_those_that_are(
    capsys: Capture, archive: Path, command: str
) -> None:
    ran = Ran(capsys, *words_of(command, archive), "--language", "tlh")

    assert ran.code == 2
    assert ran.out == ""
    assert (
        ran.err == f"inspector: E_USAGE: The language 'tlh' is not known. Give one of: {', '.join(LANGUAGE_NAMES)}.\n"
    )


def test_without_a_display_the_report_is_printed_in_the_language(capsys: Capture, archive: Path) -> None:
    ran = Ran(capsys, archive, *STATED, *GERMAN)

    assert ran.err == "Kein Fenster, weil es hier keine Anzeige gibt; dies ist der Bericht als Text.\n"
    assert "Stichtag: 22.11.2026 (angegeben)" in ran.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("report", "fehlt.zip", "--out", "r.txt"), "E_NOT_FOUND: „fehlt.zip“ wurde nicht gefunden."),
        (
            ("items", "ARCHIVE", "--use", "x"),
            "E_USAGE: Die Verwendung „x“ ist nicht bekannt. Geben Sie eines davon an:",
        ),
        (("items", "ARCHIVE", "--region", "XX"), "E_CIRCUMSTANCES: Die Region „XX“ ist nicht bekannt."),
        (("explain", "ARCHIVE", "Comments.csv#99"), "E_NO_ITEM: Es gibt keinen Eintrag „Comments.csv#99“."),
        (("report", "ARCHIVE", "--out", "r.doc"), "X_FORMAT: „r.doc“ nennt kein bekanntes Format."),
        (
            ("report", "ARCHIVE", "--out", "r.txt", "--items", "filtered"),
            "E_USAGE: --items filtered braucht einen Filter.",
        ),
        (("policy", "show", "nichts"), "E_USAGE: Das Regelwerk hat keinen Eintrag „nichts“."),
        (("report", "ARCHIVE"), "E_USAGE: Diese Angaben fehlen: --out. Siehe: inspector report --help"),
        (("check", "ARCHIVE", "--nichts"), "E_USAGE: Unbekannte Angaben: --nichts."),
        (("items", "ARCHIVE", "--use"), "E_USAGE: --use: Es fehlt eine Angabe."),
        (("unsinn",), "E_NOT_FOUND: „unsinn“ ist weder ein Befehl noch eine vorhandene Datei."),
    ],
)
def test_a_refusal_is_said_in_the_language(
    capsys: Capture, archive: Path, words: tuple[str, ...], sentence: str
) -> None:
    ran = Ran(capsys, *(str(archive) if word == "ARCHIVE" else word for word in words), *GERMAN)

    assert ran.code == 2
    assert ran.out == ""
    assert sentence in ran.err


def test_what_the_archive_suggests_is_said_in_the_language(capsys: Capture, archive: Path) -> None:
    ran = Ran(capsys, "items", archive, "--as-of", "2026-12-24", *GERMAN)

    assert "Das Archiv legt --region DE nahe (Profile.csv, Geo Location)" in ran.err
    assert "Es ist keine Region angegeben: Angenommen wird die übrige Welt." in ran.err
    assert "Der Stichtag liegt nach dem 22.11.2026" in ran.err


def test_every_format_of_a_report_is_written_in_the_language(capsys: Capture, archive: Path) -> None:
    names = [f"r{suffix}" for suffix in (".xlsx", ".csv", ".json", ".html", ".txt", ".dat")]
    ran = Ran(capsys, "report", archive, *STATED, *GERMAN, "--out", *names)

    assert ran.code == 0
    assert re.findall(r"Geschrieben: (\S+)", ran.err) == names
    assert Path("r.csv").read_text("utf-8-sig").startswith('"Kennung","Datei"')
    assert Path("r.dat").read_text("utf-8-sig").startswith("\u00feControl number\u00fe")
    assert "r.dat enthält für jeden aufgeführten Eintrag eine Zeile." in Path("r.dat.txt").read_text("utf-8")


def test_the_language_may_stand_before_what_policy_is_to_do(capsys: Capture) -> None:
    before, after = (Ran(capsys, *words) for words in (("policy", *GERMAN, "list"), ("policy", "list", *GERMAN)))
    assert before.out == after.out


def test_a_fault_of_the_program_is_told_in_the_language(
    capsys: Capture, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("inspector.holdings.reader.read", fail)
    ran = Ran(capsys, "check", archive, *GERMAN)

    assert ran.code == 3
    assert "Im Programm selbst ist ein Fehler aufgetreten: ZeroDivisionError bei " in ran.err


@pytest.mark.parametrize(("given", "tag"), [((), None), (GERMAN, "de")])
@pytest.mark.parametrize("command", [(), ("demo", "--window")])
def test_the_window_is_told_the_language_if_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], tag: str | None, command: tuple[str, ...], tmp_path: Path
) -> None:
    pytest.importorskip("PySide6.QtWidgets", reason="Qt cannot be imported", exc_type=ImportError)
    from inspector import cli

    told: list[Any] = []
    monkeypatch.setattr("inspector.window.display.explain_missing_window", lambda: None)
    monkeypatch.setattr("inspector.window.app.run", lambda _request, language=None: told.append(language) or 0)
    archives = () if command else (str(zipped(tmp_path, FILES)),)

    assert cli.main([*command, *archives, *given]) == 0
    assert [language and language.tag for language in told] == [tag]


def test_damage_on_the_way_is_answered_with_the_advice_to_download_again(capsys: Capture, tmp_path: Path) -> None:
    path = zipped(tmp_path, FILES)
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = data.index(mark) + place
        data[at] ^= 0xFF
    path.write_bytes(data)

    ran = Ran(capsys, "check", path)

    assert "[W_CRC]" in ran.out
    advice = " ".join(ran.out[ran.out.index("What to do") :].split())
    assert "Fetch the archive from LinkedIn's link again: part of it was damaged on the way" in advice
