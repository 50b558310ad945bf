"""Profile addresses, compared by what they mean: the same profile has many spellings.

An address is split as RFC 3986 splits it before anything is decoded, so that an encoded slash separates nothing.
Which hosts and paths lead to a profile is data of the catalog (``IdentityRules.profile_paths``).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

import pyarrow as pa

from inspector.catalog.catalog_schema import NO_IDENTITY_RULES, IdentityRules
from inspector.columns import build_string_array, list_texts

_MAX_LENGTH = 2_000
"""A longer text is no address that a browser would open; it is compared as it stands."""
_SCHEME = re.compile(r"^(?:https?:/{0,3}|/{2,3})", re.IGNORECASE)
_ENCODED_SCHEME = re.compile(r"https?%(?:25)?3a", re.IGNORECASE)
_PORT = re.compile(r":\d{0,5}")
_USUAL = re.compile(r"https?://([a-z.]+)/([a-z]+/[a-z0-9_-]+)", re.IGNORECASE | re.ASCII)
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_AROUND = " \t\r\n<>\"'"
_ADDRESS_SEPARATOR = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class _Forms:
    """How addresses of profiles are written, compiled."""

    hosts: re.Pattern[str]
    paths: tuple[tuple[str, re.Pattern[str]], ...]


def fold_address(address: str, rules: IdentityRules = NO_IDENTITY_RULES) -> str:
    """What an address means: equal for every spelling of one profile's address.

    Scheme, ``www.``, the hosts of countries and telephones, port, query, fragment, case, percent-encoding and what
    stands behind the profile's own part of the path make no difference. An address with a user part is no profile's:
    its host is not what it seems. Any other text is only folded: no scheme, ``www.``, query, case, closing slash.
    """
    return _fold(address, _compile_forms(rules))


def fold_addresses(cells: pa.StringArray, rules: IdentityRules) -> pa.StringArray:
    """Fold all addresses of a column as ``fold_address`` does; meant for distinct cells."""
    forms = _compile_forms(rules)
    return build_string_array([_fold(address, forms) for address in list_texts(cells)])


def get_address_sort(folded: str) -> str:
    """The sort of a folded address: two of one sort that differ are two people's, two of different sorts may not be."""
    if folded.startswith("urn:"):
        return folded[: folded.rfind(":") + 1]
    return folded[: max(folded.rfind("/"), folded.rfind("=")) + 1]


def split_addresses(cell: str) -> list[str]:
    """The addresses in a cell that may hold several, separated by commas, semicolons or blanks."""
    return [address for address in _ADDRESS_SEPARATOR.split(cell) if address]


def fold_mail(address: str) -> str:
    """A mail address without case; "" for a text that is none."""
    folded = _compose(address.strip().removeprefix("mailto:"))
    return folded if "@" in folded else ""


def find_contrary_addresses(addresses: Iterable[str], other_addresses: Iterable[str]) -> bool:
    """Whether two people's folded addresses are of a common sort, and none of them is common."""
    first, second = frozenset(addresses), frozenset(other_addresses)
    common_sorts = set(map(get_address_sort, first)) & set(map(get_address_sort, second))
    return bool(common_sorts) and first.isdisjoint(second)


def _compile_forms(rules: IdentityRules) -> _Forms:
    paths = tuple((sort, re.compile(pattern, re.DOTALL)) for sort, pattern in rules.profile_paths.items())
    return _Forms(re.compile(rules.profile_hosts), paths)


def _fold(address: str, forms: _Forms) -> str:
    usual = _USUAL.fullmatch(address)
    if usual is not None:  # nothing to decode: most addresses of a table, and four times as fast
        host, path = usual[1].lower(), usual[2].lower()
        return _find_profile(host, path, forms) or f"{host.removeprefix('www.')}/{path}"
    text = address.strip(_AROUND)
    if len(text) > _MAX_LENGTH:
        return _compose(text)
    if not text.isascii():  # marks of direction and soft hyphens are of category Cf
        text = unicodedata.normalize("NFKC", "".join(c for c in text if unicodedata.category(c) != "Cf"))
        text = text.strip(_AROUND)
    if _ENCODED_SCHEME.match(text):
        text = _decode(text)
    before_fragment = _SCHEME.sub("", text, count=1).partition("#")[0]
    before_query, _, query = before_fragment.partition("?")
    host, *segments = before_query.split("/")
    host, segments = host.casefold(), [_compose(_decode(segment)) for segment in segments if segment]
    if ".." not in segments:
        path = "/".join(segment.replace("/", "%2f").replace("?", "%3f") for segment in segments)
        path += f"?{_compose(_decode(query))}" if query else ""
        profile = _find_profile(_PORT.sub("", host, count=1).rstrip("."), path, forms)
        if profile is not None:
            return profile
    return "/".join((_compose(_decode(host)).removeprefix("www."), *segments))


def _find_profile(host: str, path: str, forms: _Forms) -> str | None:
    """The profile that a host and a path with its query lead to; ``None`` if to none."""
    if forms.hosts.fullmatch(host) is None:
        return None
    matches = ((sort, pattern.fullmatch(path)) for sort, pattern in forms.paths)
    return next((sort + match["name"] for sort, match in matches if match is not None), None)


def _decode(text: str) -> str:
    """Take percent-encoding off, and once more where it was encoded twice; bytes that are no UTF-8 are Latin-1."""
    for _ in range(2):
        if not _ESCAPE.search(text):
            break
        try:
            text = unquote(text, errors="strict")
        except UnicodeDecodeError:
            text = unquote(text, "latin-1")
    return text


def _compose(text: str) -> str:
    """Lower case in the composed form NFKC, which is stable when folded again."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
