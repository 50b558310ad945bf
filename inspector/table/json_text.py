"""JSON text (RFC 8259), read value by value: damage in one value loses no other, and the text never stands in memory
twice.

The text is looked at through a window, which grows only where one value is larger. Values keep what the common
parsers give up: a number is the digits that are written, an object all its members in order, also those of one name.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import TypeAlias, Union, cast

from inspector.progress import Monitor
from inspector.table.encoding import DecodedText

WINDOW_SIZE = 1 << 20
"""Bytes that are decoded at a time."""
_BLANKS = " \t\r\n\ufeff\x1e"
"""Blanks, a byte order mark between two answers, and the record separator of JSON text sequences (RFC 7464)."""
_SPACE = re.compile(f"[{_BLANKS}]*")
_STRUCTURE = re.compile(r'["\[\]{}]')
_STRING_MARK = re.compile(r'["\\]')
_BARE_WORD = re.compile(r"[^ \t\r\n,\[\]{}\":]*")
_CLOSING = {"[": "]", "{": "}"}
_MAX_NESTING = 100_000
"""A value nested deeper is no value of a program; following it to its end takes a second for each megabyte."""
_ERROR_MARGIN = 16
"""Characters before the end of the window within which a fault may come from the cut: longer than any bare word."""

JsonValue: TypeAlias = Union[str, bool, "list[JsonValue]", "JsonObject", None]


class JsonNumber(str):
    """A number as it is written."""

    __slots__ = ()


class JsonObject(list[tuple[str, "JsonValue"]]):
    """The members of an object in their order; a name may stand there twice."""

    __slots__ = ()


class UnreadableValue(Exception):
    """A value that is no JSON or nested too deep. The text stands where it begins, and ``skip`` may find its end."""


class BrokenJson(Exception):
    """The text goes on in no way that can be made out, or ends too early."""


_decoder = json.JSONDecoder(
    object_pairs_hook=JsonObject, parse_float=JsonNumber, parse_int=JsonNumber, parse_constant=JsonNumber, strict=False
)


class JsonText:
    """A text and a place in it."""

    def __init__(self, text: DecodedText, monitor: Monitor, name: str) -> None:
        self._data = memoryview(text.data)
        self._offset = text.start
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._monitor = monitor
        self._name = name
        self._window = ""
        self._start = 0
        self._index = 0
        self._line = 1
        self._counted_index = 0
        self.may_hold_nul = False

    @property
    def is_decoded(self) -> bool:
        """Whether the window reaches to the end of the text."""
        return self._offset >= len(self._data)

    @property
    def line(self) -> int:
        """The physical line of the place, from 1."""
        self._line += self._window.count("\n", self._counted_index, self._index)
        self._counted_index = self._index
        return self._line

    @property
    def last_text(self) -> str:
        """The value that was read or skipped last, as it is written."""
        return self._window[self._start : self._index]

    @property
    def last_size(self) -> int:
        """The characters of the value that was read or skipped last."""
        return self._index - self._start

    def take_rest(self) -> str:
        """Everything from here to the end; the text is then used up."""
        while not self.is_decoded:
            self._extend()
        rest = self._window[self._index :]
        self._index = len(self._window)
        return rest

    def peek(self) -> str:
        """The next character that is not blank; "" at the end."""
        if self._index < len(self._window) and self._window[self._index] not in _BLANKS:  # most often
            return self._window[self._index]
        while True:
            match = _SPACE.match(self._window, self._index)
            self._index = match.end() if match is not None else self._index
            if self._index < len(self._window):
                return self._window[self._index]
            if self.is_decoded:
                return ""
            self._extend()

    def iterate_items(self) -> Iterator[None]:
        """Stop before each item of the array that begins here; the caller reads or skips it.

        Raises ``BrokenJson`` where what follows an item is neither a comma nor the end.
        """
        yield from self._iterate("[")

    def iterate_names(self) -> Iterator[str]:
        """Yield the names of the members of the object that begins here; the caller reads or skips each value.

        Raises ``BrokenJson`` as ``iterate_items`` does.
        """
        for _item in self._iterate("{"):
            try:
                name = self.read() if self.peek() == '"' else None
            except UnreadableValue:
                name = None
            if not isinstance(name, str) or self.peek() != ":":
                raise BrokenJson
            self._index += 1
            yield name

    def _iterate(self, opening: str) -> Iterator[None]:
        closing = _CLOSING[opening]
        self._index += 1
        while True:
            if self.peek() == closing:  # also behind a comma too many
                break
            yield
            character = self.peek()
            if character == ",":
                self._index += 1
            elif character != closing:
                raise BrokenJson
        self._index += 1

    def read(self) -> JsonValue:
        """Read the value that begins here; raises ``UnreadableValue``."""
        self.peek()
        while True:
            try:
                value, end = _decoder.raw_decode(self._window, self._index)
            except RecursionError:
                raise UnreadableValue from None
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated") or error.pos >= len(self._window) - _ERROR_MARGIN
                if self.is_decoded or not is_cut:
                    raise UnreadableValue from None
            else:
                # A number may go on behind the window.
                if end < len(self._window) or self.is_decoded:
                    self._start, self._index = self._index, end
                    return value  # type: ignore[no-any-return]
            self._extend()

    def skip(self) -> str:
        """Pass over the value that begins here, whatever is in it, and give its text; raises ``BrokenJson``.

        Nothing is built, so the depth of nesting does not matter.
        """
        if not self.peek():
            raise BrokenJson
        while True:
            end = self._find_end(self._index)
            if end is not None and (end < len(self._window) or self.is_decoded):
                break
            if self.is_decoded:
                raise BrokenJson
            self._extend()
        if end == self._index:  # a comma, a colon or a bracket that closes nothing
            raise BrokenJson
        self._start, self._index = self._index, end
        return self.last_text

    def _find_end(self, index: int) -> int | None:
        """Where the value that begins at an index ends; None behind the window. Raises ``BrokenJson`` for a bomb."""
        if self._window[index] not in '"[{':
            match = _BARE_WORD.match(self._window, index)
            return match.end() if match is not None else index
        depth = 0
        while (match := _STRUCTURE.search(self._window, index)) is not None:
            index = match.end()
            character = match[0]
            if character == '"':
                end = self._find_string_end(index)
                if end is None:
                    return None
                index = end
            else:
                depth += 1 if character in "[{" else -1
            if depth > _MAX_NESTING:
                raise BrokenJson
            if depth <= 0:
                return index
        return None

    def _find_string_end(self, index: int) -> int | None:
        """Where a string ends whose text begins at an index; None where that lies behind the window."""
        while (match := _STRING_MARK.search(self._window, index)) is not None:
            if match[0] == '"':
                return match.end()
            index = match.end() + 1
        return None

    def _extend(self) -> None:
        """Leave out of the window what lies behind, and decode at least as much again as remains."""
        line = self.line
        rest = self._window[self._index :]
        size = max(WINDOW_SIZE, len(rest))
        piece = bytes(self._data[self._offset : self._offset + size])
        self._offset += len(piece)
        self._window = rest + self._decoder.decode(piece, self.is_decoded)
        self.may_hold_nul = self.may_hold_nul or "u0000" in self._window or "\0" in self._window
        self._start = self._index = self._counted_index = 0
        self._line = line
        self._monitor.step(min(self._offset, len(self._data)), len(self._data), self._name)


_PendingText: TypeAlias = "list[tuple[bool, JsonValue]]"


def render_json(value: JsonValue) -> str:
    """Write a value as compact JSON, numbers as they were written, however deep it is nested."""
    pieces: list[str] = []
    pending: _PendingText = [(False, value)]
    """What is still to be written, the next last; true marks text that stands as it is."""
    while pending:
        is_text, item = pending.pop()
        if isinstance(item, JsonObject):
            pending.append((True, "}"))
            for index in range(len(item) - 1, -1, -1):
                name, member = item[index]
                comma = "," if index else ""
                pending.append((False, member))
                pending.append((True, f"{comma}{json.dumps(name, ensure_ascii=False)}:"))
            pending.append((True, "{"))
        elif isinstance(item, list):
            pending.append((True, "]"))
            for index in range(len(item) - 1, -1, -1):
                pending.append((False, cast("JsonValue", item[index])))
                pending.append((True, "," if index else ""))
            pending.append((True, "["))
        elif is_text or isinstance(item, JsonNumber):
            pieces.append(str(item))
        else:
            pieces.append(json.dumps(item, ensure_ascii=False))
    return "".join(pieces)
