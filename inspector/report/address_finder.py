"""Finds the addresses of people in texts: e-mail, and those on the platform that lead to a person.

An address may be percent-encoded, once or more often, as it is within the query of another address (RFC 3986,
section 2.1), or have escaped slashes as in JSON. The local part of an e-mail address may hold all that RFC 5322 calls
atext, or stand in quotes; its domain may lack a dot. Every pattern here takes time in proportion to the text: a run of
characters is taken whole and without a way back, and only from its beginning.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from inspector.catalog.catalog_schema import PersonAddresses

_ENCODED = re.compile(r"%(?:25)*+([0-9A-Fa-f]{2})|\\(?=/)")
_LOCAL = r"\w.!#$%&'*+/=?^`{|}~-"
_MAIL = re.compile(
    rf"""(?:(?<![{_LOCAL}])([{_LOCAL}]++)|"([^"\r\n]{{1,64}}+)")[@\uff20\ufe6b]"""
    r"(\[[0-9A-Za-z.:]{1,45}\]|[\w-]++(?:\.[\w-]++)*+)"
)
_NOT_IN_LOCAL_START = re.compile(r"\w")
_PART_OF_QUERY = re.compile(r"[/?=&#|]")
_HOST = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?:|)(?://|)(?<![A-Za-z0-9.-])([A-Za-z0-9.-]++)(?::[0-9]{0,5})?(?=/)", re.IGNORECASE
)
_NOT_IN_PATH = (
    "\\s\"'<>()\\[\\],;|\u2018-\u201f\u00ab\u00bb\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
)
_PATH = re.compile(f"[^{_NOT_IN_PATH}]*+")
_PATH_START = re.compile(f"(?:/++[^/{_NOT_IN_PATH}]*+){{1,6}}+")
"""The first segments of a path: a path may hold further addresses, so that it is looked at more than once."""
_SENTENCE_END = ".!?:*_~"
_MAX_DECODING = 4
_MAX_PREFIXES = 3


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address in a text: where it stands, and how it is written when nothing is encoded or in the way."""

    start: int
    stop: int
    plain: str


@dataclass(frozen=True, slots=True)
class _View:
    """A text with what is encoded in it decoded; places in it lead back to the text."""

    text: str
    places: Sequence[int]
    shifts: Sequence[int]

    def find_source(self, place: int) -> int:
        """The place in the text that a place in the view stands for."""
        index = bisect_right(self.places, place) - 1
        return place + self.shifts[index] if index >= 0 else place


def find_addresses(text: str, rules: PersonAddresses) -> list[FoundAddress]:
    """Find the addresses of people in a text, in order; none overlaps another."""
    view = _decode_view(text)
    found = sorted(
        (*_find_profiles(text, view, rules), *_find_mails(text, view)),
        key=lambda address: (address.start, -address.stop),
    )
    separate: list[FoundAddress] = []
    for address in found:
        if not separate or address.start >= separate[-1].stop:
            separate.append(address)
    return separate


def build_sign_pattern(rules: PersonAddresses) -> str:
    """Build a regular expression (RE2) for what every text with an address holds; case does not matter."""
    words = {re.escape(host.partition(".")[0]) for host in rules.hosts}
    return "|".join(("@", "%(?:25)*40", r"\x{FF20}", r"\x{FE6B}", *sorted(words)))


def write_plainly(address: str, rules: PersonAddresses) -> str:
    """An address as ``find_addresses`` writes it, where the text is one; any other text as it is."""
    found = find_addresses(address, rules)
    return found[0].plain if len(found) == 1 and found[0].stop - found[0].start >= len(address.strip()) else address


def _decode_view(text: str) -> _View:
    """Decode percent-encoding and escaped slashes; a byte beyond ASCII becomes a letter of its own."""
    if "%" not in text and "\\" not in text:
        return _View(text, (), ())
    pieces: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    copied_end = size = 0
    for match in _ENCODED.finditer(text):
        code = int(match[1], 16) if match[1] else None
        character = "" if code is None else chr(code) if code < 0x80 else "x"
        pieces += (text[copied_end : match.start()], character)
        size += match.start() - copied_end + len(character)
        copied_end = match.end()
        places.append(size)
        shifts.append(copied_end - size)
    pieces.append(text[copied_end:])
    return _View("".join(pieces), places, shifts)


def _find_mails(text: str, view: _View) -> Iterator[FoundAddress]:
    if not any(sign in view.text for sign in "@\uff20\ufe6b"):
        return
    for match in _MAIL.finditer(view.text):
        if not match[3].startswith("[") and not any(map(str.isalpha, match[3])):
            continue
        start = match.start() if match[2] else _find_local_start(view.text, match.start(), match.end(1))
        if start is None:
            continue
        source_start, source_stop = view.find_source(start), view.find_source(match.end())
        local = _decode(text[source_start : view.find_source(match.end(1))]) if match[1] else match[2]
        yield FoundAddress(source_start, source_stop, f"{_PART_OF_QUERY.split(local)[-1] or local}@{match[3]}")


def _find_local_start(text: str, start: int, stop: int) -> int | None:
    """Where the local part begins in a run of characters: not with a sign, and not with the host of another address."""
    if text.startswith("//", start):
        start = max(text.rfind(sign, start, stop) for sign in "/?=&#") + 1
    first = _NOT_IN_LOCAL_START.search(text, start, stop)
    return first.start() if first else None


def _find_profiles(text: str, view: _View, rules: PersonAddresses) -> Iterator[FoundAddress]:
    found_end = 0
    for match in _HOST.finditer(view.text):
        host = match[1].lower().strip(".")
        if match.start() < found_end or not any(host == own or host.endswith(f".{own}") for own in rules.hosts):
            continue
        path_start = _PATH_START.match(view.text, match.end())
        path_end = path_start.end() if path_start else match.end()
        path = text[view.find_source(match.end()) : view.find_source(path_end)].rstrip(_SENTENCE_END)
        plain = _find_person(_decode(path), rules)
        if plain is not None:
            found_end = match.end() + len(_take_path(view.text, match.end()))
            yield FoundAddress(
                view.find_source(match.start()), view.find_source(found_end), f"{rules.hosts[0]}/{plain}"
            )


def _take_path(text: str, start: int = 0) -> str:
    """The path at a place, with its query, without what ends a sentence."""
    match = _PATH.match(text, start)
    return match[0].rstrip(_SENTENCE_END) if match else ""


def _find_person(path: str, rules: PersonAddresses) -> str | None:
    """The path that a person's address has at its shortest; ``None`` where the path leads to no person."""
    whole, _, query = path.partition("?")
    segments = [segment for segment in whole.partition("#")[0].split("/") if segment]
    for _ in range(_MAX_PREFIXES + 1):
        if not segments:
            break
        first, rest = segments[0].casefold(), segments[1:]
        if first in rules.profiles and rest:
            return f"{rules.profiles[0]}/{rest[0]}"
        if first in rules.shares and rest:
            name, underscore, _title = rest[0].partition("_")
            return f"{rules.profiles[0]}/{name}" if underscore else "/".join(segments)
        folded_path = "/".join(segments).casefold() + "/"
        if any(folded_path.startswith(f"{other}/") and (folded_path != f"{other}/" or query) for other in rules.others):
            return "/".join((*segments, query) if query else segments)
        if first not in rules.prefixes:
            return None
        segments = rest
    return None


def _decode(text: str) -> str:
    """Decode until nothing is encoded any more."""
    text = text.replace("\\/", "/")
    for _ in range(_MAX_DECODING):
        decoded = unquote(text, errors="replace")
        if decoded == text:
            break
        text = decoded
    return text
