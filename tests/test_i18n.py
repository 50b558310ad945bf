"""Texts remember what they were made of, so that a face can say them in the reader's language."""

import datetime as dt
import gettext
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.i18n import (
    ENGLISH,
    LANGUAGE_NAMES,
    PSEUDO,
    Language,
    _,
    join_texts,
    load_language,
    lookup,
    plural,
    text_in_context,
)


class _Told(gettext.NullTranslations):
    """A catalog of two messages."""

    _TOLD: ClassVar = {"closed since {day}": "{day}: zu", "closed": "zu"}

    def gettext(self, message: str) -> str:
        return self._TOLD.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} ({context})"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{number} Zeile" if n == 1 else "{number} Zeilen"


GERMANLIKE = Language("xx", "X", thousands=".", day="{day:02}.{month:02}.{year}", catalog=_Told())
DAY = dt.date(2026, 1, 5)


def test_words_are_an_english_text() -> None:
    assert _("closed since {day}", day=DAY) == "closed since 2026-01-05"
    assert f"{_('closed')}!" == "closed!"


def test_words_are_said_in_another_language_with_its_days() -> None:
    assert GERMANLIKE.translate(_("closed since {day}", day=DAY)) == "05.01.2026: zu"


def test_words_within_words_are_said_too_and_a_plain_text_within_stays() -> None:
    sentence = _("{what}, {name}", what=_("closed"), name="closed")
    assert GERMANLIKE.translate(sentence) == "zu, closed"


def test_counted_words_take_the_plural_and_the_thousands_of_the_language() -> None:
    assert plural("{number} row", "{number} rows", 1) == "1 row"
    assert plural("{number} row", "{number} rows", 1200) == "1,200 rows"
    assert GERMANLIKE.translate(plural("{number} row", "{number} rows", 1)) == "1 Zeile"
    assert GERMANLIKE.translate(plural("{number} row", "{number} rows", 1200)) == "1.200 Zeilen"


def test_a_word_with_several_senses_is_said_in_the_one_that_is_meant() -> None:
    assert text_in_context("stated", "of a rule") == "stated"
    assert GERMANLIKE.translate(text_in_context("stated", "of a rule")) == "stated (of a rule)"
    assert PSEUDO.translate(text_in_context("stated", "of a rule")) == PSEUDO.translate("stated")


def test_joined_words_are_each_said() -> None:
    listed = join_texts([_("closed"), "Ada"])
    assert listed == "closed, Ada"
    assert GERMANLIKE.translate(listed) == "zu, Ada"
    assert PSEUDO.translate(listed) == f"{PSEUDO.translate('closed')}, Ada"
    assert join_texts([]) == ""


def test_a_text_of_a_table_is_said_within_a_sentence_as_well() -> None:
    assert lookup("closed") == "closed"
    assert GERMANLIKE.translate(_("{what}!", what=lookup("closed"))) == "zu!"


@given(st.text(), st.text())
def test_a_text_from_an_archive_is_never_read_as_a_message(text: str, other: str) -> None:
    said = _("'{name}' and '{other}'", name=text, other=other)
    assert said == f"'{text}' and '{other}'"
    assert ENGLISH.translate(said) == said


@given(st.text())
def test_a_text_of_a_table_is_never_read_as_a_pattern(text: str) -> None:
    assert lookup(text) == text
    assert GERMANLIKE.translate(lookup(text)) in (text, "zu")


@given(st.text())
def test_a_plain_text_stays_as_it_is_in_english(text: str) -> None:
    assert ENGLISH.translate(text) == text


def test_the_pseudo_language_marks_what_was_said_and_leaves_values_alone() -> None:
    said = PSEUDO.translate(_("closed since {day} by {name}", day=DAY, name="Ada"))
    assert said.startswith("[")
    assert "2026-01-05" in said
    assert "Ada" in said
    assert len(said) > 1.3 * len("closed since 2026-01-05 by Ada")


def test_an_unknown_language_is_refused() -> None:
    assert "en" in LANGUAGE_NAMES
    with pytest.raises(KeyError):
        load_language("tlh")


def test_the_pseudo_language_is_found_by_its_tag_and_cannot_be_chosen() -> None:
    assert load_language(PSEUDO.tag) is PSEUDO
    assert PSEUDO.tag not in LANGUAGE_NAMES


def test_a_catalog_is_read_when_a_first_text_is_said() -> None:
    german = load_language.__wrapped__("de")
    assert "_translations" not in vars(german.catalog)
    assert german.translate(_("excluded")) == "ausgeschlossen"
    assert "_translations" in vars(german.catalog)
