"""Tells kinds with the same header apart by their rows: a private message from a chat with an AI, for example.

The name decides as long as no row proves the contrary. Where neither name nor rows decide and the kinds differ in
what their items are, none is chosen: a wrong kind is worse than none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.catalog.catalog_schema import FileKind, RowSign
from inspector.catalog.column_names import fold_column_name

SAMPLE_ROWS = 2_000
"""How many rows of a table are looked at."""
_PUNCTUATION = ".,;:!?()'\"\u2019"
_MIN_NAME_LETTERS = 3
"""A shorter given name is not looked for in a text: it may be part of any word."""


_SENTENCE_END = re.compile(r"[.!?](?:\s+|$)|[\r\n]+")
_MAX_SIGNATURE_WORDS = 4


@dataclass(frozen=True, slots=True)
class RowSample:
    """Rows by columns: the cells of each folded column, all of the same length.

    ``word_lists`` are the platform's, ``owner_names`` the owner's names.
    """

    columns: Mapping[str, Sequence[str]]
    row_count: int
    word_lists: Mapping[str, frozenset[str]]
    owner_names: frozenset[str] = frozenset()

    def list_cells(self, column: str) -> Sequence[str]:
        """The cells of a column; blank ones where there is none."""
        return self.columns.get(fold_column_name(column), [""] * self.row_count)

    def list_words(self, column: str) -> list[str]:
        """The cells of a column without case and outer blanks."""
        return [cell.strip().casefold() for cell in self.list_cells(column)]


def sample_records(
    names: Sequence[str], records: Sequence[Sequence[str]], word_lists: Mapping[str, frozenset[str]]
) -> RowSample:
    """The records below a header as a sample; short ones count as filled up with blank cells."""
    width = len(names)
    rows = [(*record, *("",) * (width - len(record)))[:width] for record in records if len(record) > 1 or width == 1]
    columns: dict[str, Sequence[str]] = {}
    for place, name in enumerate(names):
        columns.setdefault(fold_column_name(name), [row[place] for row in rows])
    return RowSample(columns, len(rows), word_lists)


def choose_rival(
    family: Sequence[FileKind], named_kind: FileKind | None, sample: RowSample
) -> tuple[FileKind | None, bool]:
    """The kind among those with the same header, and whether the rows told it; ``None`` where it stays open.

    ``named_kind`` is the one of the family that the file's name says.
    """
    proved = [kind for kind in family if any(any(_find_rows(sign, sample)) for sign in kind.row_signs if sign.proves)]
    if proved and named_kind in proved:
        return named_kind, False
    if proved:
        return (proved[0], True) if judge_alike(proved) else (None, True)
    if named_kind is not None:
        return named_kind, False
    shown = [kind for kind in family if any(_find_shown_rows(kind, sample))]
    if shown and judge_alike(shown):
        return _prefer(shown), True
    if not sample.row_count or judge_alike(family):
        return _prefer(family), False
    return None, False


def find_shown_kind(kinds: Sequence[FileKind], sample: RowSample) -> FileKind | None:
    """The first kind whose sign every row has; ``None`` without rows."""
    return next((kind for kind in kinds if sample.row_count and all(_find_shown_rows(kind, sample))), None)


def list_sign_columns(kinds: Sequence[FileKind]) -> frozenset[str]:
    """The folded columns that the signs of some kinds look at."""
    names: set[str] = set()
    for kind in kinds:
        names.update(kind.one_party or ())
        for sign in kind.row_signs:
            names.update(sign.filled, sign.blank, sign.words, sign.other_words, sign.contains, sign.mentions or ())
            names.update((sign.mentions_owner,) if sign.mentions_owner is not None else ())
    return frozenset(map(fold_column_name, names))


def _prefer(kinds: Sequence[FileKind]) -> FileKind:
    return next((kind for kind in kinds if kind.preferred), kinds[0])


def judge_alike(kinds: Sequence[FileKind]) -> bool:
    """Whether the items of all kinds are the same to every rule."""
    natures = [
        [(part.data_category, part.author, part.audience, part.columns, part.recipients) for part in kind.part]
        for kind in kinds
    ]
    return all(nature == natures[0] for nature in natures)


def _find_shown_rows(kind: FileKind, sample: RowSample) -> list[bool]:
    """For each row whether it has a sign of the kind."""
    if kind.one_party is not None and _has_one_party(kind.one_party, sample):
        return [True] * sample.row_count
    shown = [False] * sample.row_count
    for sign in kind.row_signs:
        shown = [a or b for a, b in zip(shown, _find_rows(sign, sample), strict=True)]
    return shown


def _find_rows(sign: RowSign, sample: RowSample) -> list[bool]:
    """For each row whether it has a sign."""
    return [all(tests) for tests in zip(*_list_tests(sign, sample), strict=True)]


def _list_tests(sign: RowSign, sample: RowSample) -> Iterator[list[bool]]:
    """For each thing that a sign asks for, which rows have it."""
    for column in sign.filled:
        yield [bool(cell) for cell in sample.list_words(column)]
    for column in sign.blank:
        yield [not cell for cell in sample.list_words(column)]
    for column, word_list in sign.words.items():
        yield [cell in sample.word_lists[word_list] for cell in sample.list_words(column)]
    for column, word_list in sign.other_words.items():
        yield [cell not in sample.word_lists[word_list] for cell in sample.list_words(column)]
    for column, texts in sign.contains.items():
        yield [any(text in cell for text in texts) for cell in sample.list_words(column)]
    if sign.mentions is not None:
        names, mentions_texts = (sample.list_cells(column) for column in sign.mentions)
        yield [_mentions(text, frozenset((name,))) for name, text in zip(names, mentions_texts, strict=True)]
    if sign.mentions_owner is not None:
        yield [_mentions(text, sample.owner_names) for text in sample.list_cells(sign.mentions_owner)]


def _mentions(text: str, names: frozenset[str]) -> bool:
    """Whether a text holds one of some given names as a word, apart from a signature."""
    words = {
        word.strip(_PUNCTUATION).removesuffix("'s").removesuffix("\u2019s")
        for word in _remove_signature(text).casefold().split()
    }
    given_names = {name.casefold().split()[0] for name in names if name.strip()}
    return not words.isdisjoint(name for name in given_names if len(name) >= _MIN_NAME_LETTERS)


def _remove_signature(text: str) -> str:
    """The text without its last few words, where they stand after the last sentence or in a line of their own."""
    *sentences, last = [part for part in _SENTENCE_END.split(text) if part.strip()] or [""]
    return " ".join(sentences) if sentences and len(last.split()) <= _MAX_SIGNATURE_WORDS else text


def _has_one_party(columns: tuple[str, str], sample: RowSample) -> bool:
    """Whether each row fills at most one of two columns, both are filled somewhere, and all name the same person."""
    first, second = map(sample.list_words, columns)
    if any(a and b for a, b in zip(first, second, strict=True)) or not (any(first) and any(second)):
        return False
    return len({*first, *second} - {""}) == 1


def shows_one_party(columns: tuple[str, str], sample: RowSample) -> bool:
    """Whether two columns name somebody, and nobody but one person and the service.

    Where the owner's names are known, a person who stands in one column only must have one of them.
    """
    cells = [set(sample.list_words(column)) - {""} for column in columns]
    first, second = (words - sample.word_lists.get("not_persons", frozenset()) for words in cells)
    given_names = {name.casefold().split()[0] for name in sample.owner_names if name.strip()}
    has_stranger = bool(given_names) and any(given_names.isdisjoint(person.split()) for person in first ^ second)
    return any(cells) and len(first | second) <= 1 and not has_stranger
