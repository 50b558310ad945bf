"""Names of people, compared as people write them: titles, degrees, initials, accents and the order of words vary.

The words that are no part of a name are data: ``resources/catalog/person_names.toml``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import msgspec

from inspector.resources import resources_dir

_MAX_LENGTH = 300
"""A longer text is no name."""
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SEPARATORS = re.compile(r"[\s,;/|_\u2010-\u2015-]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`\u2019\u2018\u00b4\u02bc"))
_LETTERS = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_MIN_WORDS = 2
"""How many words must agree before one name says whose another one is."""
_MIN_SHORT_FORM = 3
"""How many letters a short form of a given name has at least."""
_Spellings = frozenset[str]
"""The ways in which one word is written."""


class Likeness(IntEnum):
    """How two names compare.

    ``RELATED`` is a sort of difference: the given names agree, as where somebody married, or one is short for the
    other. ``COMPATIBLE``: all words of the one stand in the other. ``SAME``: the same words but for titles, single
    letters and their order.
    """

    DIFFERENT = 0
    RELATED = 1
    COMPATIBLE = 2
    SAME = 3


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that stand beside names, folded, and letters that are written in several ways."""

    titles: tuple[str, ...]
    suffixes: tuple[str, ...]
    letters: dict[str, str]
    digraphs: dict[str, str]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart: its words in order, each with its spellings, without titles, emoji and accents.

    ``initials`` are single letters, ``former`` the words in brackets, ``given`` the given name as far as it can be
    told: the first word, or the word behind the comma of "Last, First". A text without any name has no words.
    """

    words: tuple[_Spellings, ...] = ()
    initials: frozenset[str] = frozenset()
    former: tuple[_Spellings, ...] = ()
    given: _Spellings = frozenset()
    joined: str = ""

    @property
    def key(self) -> str:
        """What names with the same words in any order share; "" for a text without a name."""
        return " ".join(sorted(map(min, self.words)))


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """The words beside names as one set, and the tables that fold letters."""

    beside: frozenset[str]
    letters: dict[int, str]
    digraphs: dict[int, str]


@cache
def _load_alphabet() -> _Alphabet:
    text = (resources_dir() / "catalog" / "person_names.toml").read_text(encoding="utf-8")
    words = msgspec.convert(tomllib.loads(text), NameWords)
    return _Alphabet(
        frozenset((*words.titles, *words.suffixes)), str.maketrans(words.letters), str.maketrans(words.digraphs)
    )


def fold_name(name: str) -> str:
    """A person's name without case and repeated blanks."""
    return " ".join(name.casefold().split())


def parse_name(name: str) -> PersonName:
    """Take a name apart; a text without any word of a name gives one without words."""
    text = unicodedata.normalize("NFKC", name[:_MAX_LENGTH].translate(_APOSTROPHES)).casefold()
    former_texts = [first or second for first, second in _BRACKETS.findall(text)]
    text = _BRACKETS.sub(" ", text)
    before_comma, _, after_comma = text.partition(",")
    last_words, first_words = _find_words(before_comma), _find_words(after_comma)
    all_words = [*last_words, *first_words]
    words = _drop_titles(all_words)
    given_first = _drop_titles(first_words, keep=0) if len(_drop_titles(last_words, keep=0)) == 1 else []
    names = [word for word in words if not _is_initial(word)]
    full_words = tuple(map(_list_spellings, names))
    given = [*given_first, *words][:1]
    return PersonName(
        full_words,
        frozenset(filter(_is_initial, words)),
        tuple(_list_spellings(word) for part in former_texts for word in _drop_titles(_find_words(part), keep=0)),
        _list_spellings(given[0]) if given and not _is_initial(given[0]) else frozenset(),
        "".join(map(min, full_words)),
    )


def compare_names(name: PersonName, other: PersonName) -> Likeness:
    """Compare two names; one without words is different from every other."""
    if not name.words or not other.words:
        return Likeness.DIFFERENT
    if name.joined == other.joined or (_contains(name.words, other.words) and _contains(other.words, name.words)):
        contradict = name.initials and other.initials and name.initials.isdisjoint(other.initials)
        return Likeness.RELATED if contradict else Likeness.SAME
    if _is_part(name, other) or _is_part(other, name):
        return Likeness.COMPATIBLE
    return Likeness.RELATED if _agree_in_given(name, other) else Likeness.DIFFERENT


def compare_with_names(name: PersonName, others: Iterable[PersonName]) -> Likeness:
    """The nearest likeness of a name to any of several."""
    return max((compare_names(name, other) for other in others), default=Likeness.DIFFERENT)


def compare_texts(texts: Iterable[str], names: Sequence[PersonName]) -> list[Likeness]:
    """The nearest likeness of each text to any of several names; texts that share no word with them cost little."""
    words = frozenset(spelling for name in names for word in (*name.words, *name.former) for spelling in word)
    joined = tuple(name.joined for name in names if name.joined)
    return [
        compare_with_names(parse_name(text), names) if _may_agree(text, words, joined) else Likeness.DIFFERENT
        for text in texts
    ]


def _may_agree(text: str, words: frozenset[str], joined: tuple[str, ...]) -> bool:
    """Whether a text can be like a name at all: one of its words is the name's, or the name stands in it unspaced."""
    folded = text[:_MAX_LENGTH].casefold()
    if "." in folded or not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded.translate(_APOSTROPHES).replace(".", "")).casefold()
        alphabet = _load_alphabet()
        spellings = {folded.translate(alphabet.letters), folded.translate(alphabet.digraphs)}
        folded = " ".join(_MARKS.sub("", unicodedata.normalize("NFKD", spelling)) for spelling in spellings).casefold()
    tokens = _LETTERS.findall(folded.replace("'", ""))
    return not words.isdisjoint(tokens) or any(name in "".join(tokens) for name in joined)


def share_script(name: PersonName, other: PersonName) -> bool:
    """Whether two names can be compared at all: a name in Cyrillic and one in Latin letters may be one name."""
    return bool(_find_scripts(name) & _find_scripts(other))


def _find_scripts(name: PersonName) -> set[str]:
    """The first words of the Unicode names of the letters: LATIN, CYRILLIC, CJK."""
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in name.joined}


def _contains(words: Iterable[_Spellings], parts: Iterable[_Spellings]) -> bool:
    words = tuple(words)
    return all(any(part & word for word in words) for part in parts)


def _is_part(part: PersonName, whole: PersonName) -> bool:
    """Whether a name is contained in another: every word, and every initial as a word's first letter or as itself."""
    words = (*whole.words, *whole.former)
    if not _contains(words, part.words):
        return False
    rest = [word for word in words if not any(word & own for own in part.words)]
    fitting = {initial for initial in part.initials if any(s.startswith(initial) for word in rest for s in word)}
    is_given_alone = len(part.words) == 1 and bool(part.words[0] & whole.given)
    is_enough = is_given_alone or len(part.words) + len(fitting) >= _MIN_WORDS
    return part.initials <= fitting | whole.initials and is_enough


def _agree_in_given(name: PersonName, other: PersonName) -> bool:
    """Whether the given names agree; a short form of it counts where another word agrees."""
    if name.given & other.given:
        return True
    is_short_form = any(
        len(short) >= _MIN_SHORT_FORM and long.startswith(short)
        for one, two in ((name.given, other.given), (other.given, name.given))
        for short in one
        for long in two
    )
    return is_short_form and any(word & other_word for word in name.words for other_word in other.words)


def _find_words(text: str) -> list[str]:
    """The words of a text in lower case and composed, each with letters in it; "ph.d." is one word, "j.r.r." three."""
    words = []
    for token in _SEPARATORS.split(text):
        joined = token.replace(".", "")
        pieces = [joined] if _fold_letters(joined) in _load_alphabet().beside else token.split(".")
        words += [piece for piece in pieces if _fold_letters(piece)]
    return words


def _drop_titles(words: list[str], keep: int = _MIN_WORDS) -> list[str]:
    """The words without titles; the first ones behind a name stay where fewer than ``keep`` would remain (Jack Ma)."""
    beside = _load_alphabet().beside
    places = [place for place, word in enumerate(words) if _fold_letters(word) not in beside]
    missing = keep - sum(not _is_initial(words[place]) for place in places)
    if missing > 0 and places:
        places += [place for place in range(places[0] + 1, len(words)) if place not in places][:missing]
    return [words[place] for place in sorted(places)]


def _is_initial(word: str) -> bool:
    """Whether a word is a single letter of an alphabet; an ideograph is a whole word."""
    folded = _fold_letters(word)
    return len(folded) == 1 and unicodedata.category(folded) != "Lo"


def _list_spellings(word: str) -> _Spellings:
    return frozenset({_fold_letters(word), _fold_letters(word.translate(_load_alphabet().digraphs))})


def _fold_letters(word: str) -> str:
    """A word as plain letters: without accents and signs, and "" where nothing but signs is in it."""
    if word.isascii() and word.isalpha():
        return word
    plain = unicodedata.normalize("NFKD", word.translate(_load_alphabet().letters)).casefold()
    letters = [letter for letter in plain if unicodedata.category(letter)[0] in "LN"]
    return "".join(letters) if any(map(str.isalpha, letters)) else ""
