"""Texts remember what they were made of, so that a face can say them in the reader's language."""

import datetime as dt
import gettext
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.i18n import ENGLISH, LANGUAGES, PSEUDO, Language, counted, joined, language, meant, named, words


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
    assert words("closed since {day}", day=DAY) == "closed since 2026-01-05"
    assert f"{words('closed')}!" == "closed!"


def test_words_are_said_in_another_language_with_its_days() -> None:
    assert GERMANLIKE.say(words("closed since {day}", day=DAY)) == "05.01.2026: zu"


def test_words_within_words_are_said_too_and_a_plain_text_within_stays() -> None:
    sentence = words("{what}, {name}", what=words("closed"), name="closed")
    assert GERMANLIKE.say(sentence) == "zu, closed"


def test_counted_words_take_the_plural_and_the_thousands_of_the_language() -> None:
    assert counted("{number} row", "{number} rows", 1) == "1 row"
    assert counted("{number} row", "{number} rows", 1200) == "1,200 rows"
    assert GERMANLIKE.say(counted("{number} row", "{number} rows", 1)) == "1 Zeile"
    assert GERMANLIKE.say(counted("{number} row", "{number} rows", 1200)) == "1.200 Zeilen"


def test_a_word_with_several_senses_is_said_in_the_one_that_is_meant() -> None:
    assert meant("stated", "of a rule") == "stated"
    assert GERMANLIKE.say(meant("stated", "of a rule")) == "stated (of a rule)"
    assert PSEUDO.say(meant("stated", "of a rule")) == PSEUDO.say("stated")


def test_joined_words_are_each_said() -> None:
    listed = joined([words("closed"), "Ada"])
    assert listed == "closed, Ada"
    assert GERMANLIKE.say(listed) == "zu, Ada"
    assert PSEUDO.say(listed) == f"{PSEUDO.say('closed')}, Ada"
    assert joined([]) == ""


def test_a_text_of_a_table_is_said_within_a_sentence_as_well() -> None:
    assert named("closed") == "closed"
    assert GERMANLIKE.say(words("{what}!", what=named("closed"))) == "zu!"


@given(st.text(), st.text())
def test_a_text_from_an_archive_is_never_read_as_a_message(text: str, other: str) -> None:
    said = words("'{name}' and '{other}'", name=text, other=other)
    assert said == f"'{text}' and '{other}'"
    assert ENGLISH.say(said) == said


@given(st.text())
def test_a_text_of_a_table_is_never_read_as_a_pattern(text: str) -> None:
    assert named(text) == text
    assert GERMANLIKE.say(named(text)) in (text, "zu")


@given(st.text())
def test_a_plain_text_stays_as_it_is_in_english(text: str) -> None:
    assert ENGLISH.say(text) == text


def test_the_pseudo_language_marks_what_was_said_and_leaves_values_alone() -> None:
    said = PSEUDO.say(words("closed since {day} by {name}", day=DAY, name="Ada"))
    assert said.startswith("[")
    assert "2026-01-05" in said
    assert "Ada" in said
    assert len(said) > 1.3 * len("closed since 2026-01-05 by Ada")


def test_an_unknown_language_is_refused() -> None:
    assert "en" in LANGUAGES
    with pytest.raises(KeyError):
        language("tlh")


def test_the_pseudo_language_is_found_by_its_tag_and_cannot_be_chosen() -> None:
    assert language(PSEUDO.tag) is PSEUDO
    assert PSEUDO.tag not in LANGUAGES


def test_a_catalog_is_read_when_a_first_text_is_said() -> None:
    german = language.__wrapped__("de")
    assert "_texts" not in vars(german.catalog)
    assert german.say(words("excluded")) == "ausgeschlossen"
    assert "_texts" in vars(german.catalog)
