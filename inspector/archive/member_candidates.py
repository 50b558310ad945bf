"""What holds for all members together, whether they come from a zip or a folder.

Labels lose the one folder around them and become unique, sizes are weighed, and an archive that cannot
be what it should be is refused.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inspector.archive.limits import Limits
from inspector.archive.member import Content, Member
from inspector.archive.member_names import Label, common_top, folded, junk, persons
from inspector.archive.zip.end_record import encrypted, too_large
from inspector.errors import Problem, Refused, Severity
from inspector.i18n import Words, words

Fault = tuple[str, Words]
"""A ``W_`` code and one finished sentence."""

_TABLES = (".csv", ".html", ".htm", ".txt")
_NESTED: Fault = ("W_NESTED", words("This file is a zip archive itself and was not opened."))
ENCRYPTED: Fault = ("W_ENCRYPTED_MEMBER", words("This file is protected by a password and was not read."))
LINK: Fault = ("W_LINK_MEMBER", words("This is a link to another file, which is not followed."))
NO_FILE: Fault = ("W_NOT_REGULAR", words("This is a device or a pipe, not a file, and was not read."))
NO_TEXT: Fault = ("W_NAME_ENCODING", words("The name of this file is not valid text; some characters may be wrong."))
FOLDER_AS_TABLE: Fault = ("W_DIR_AS_FILE", words("This is a folder with the name of a table."))
_OVERSIZE: Fault = ("W_OVERSIZE_MEMBER", words("This file is larger than any honest table and was not read."))
_SWOLLEN: Fault = ("W_OVERSIZE_MEMBER", words("This file would swell out of all proportion and was not read."))


@dataclass(frozen=True, slots=True)
class Draft:
    """A member before it is known what its neighbours are. ``packed`` is ``None`` where nothing is packed."""

    label: Label
    size: int
    packed: int | None
    refusal: Fault | None
    content: Content


def problem(number: int, member: str | None, fault: Fault) -> Problem:
    """The finding ``fault`` about a member, or about the whole of archive ``number``."""
    return Problem(fault[0], fault[1], Severity.WARNING, number, member)


def assemble(
    number: int, name: str, drafts: Sequence[Draft], limits: Limits
) -> tuple[tuple[Member, ...], tuple[Problem, ...]]:
    """Members in the order of ``drafts`` and all problems with them, their refusals included; raises ``Refused``.

    ``number`` and ``name`` are those of the archive.
    """
    rules = [junk(draft.label.text) for draft in drafts]
    kept = [_without_nested(draft) for draft, rule in zip(drafts, rules, strict=True) if rule is None]
    _refuse_shut(name, kept)
    top = common_top(draft.label.text for draft in kept)
    if persons(draft.label.text.removeprefix(top) for draft in kept) > 1:
        hint = words("Open the folder or the download of one person at a time.")
        told = words('"{name}" holds the downloads of several persons.', name=name)
        raise Refused("E_AMBIGUOUS_ROOT", told, hint, name)
    weighed = iter(_weighed(name, kept, limits))
    final = [draft if rule else next(weighed) for draft, rule in zip(drafts, rules, strict=True)]
    members: list[Member] = []
    problems: list[Problem] = []
    labels = _Labels()
    for draft, rule in zip(final, rules, strict=True):
        written = draft.label.text.removeprefix(top)
        shown, clash = labels.take(written)
        faults = [] if rule else [*draft.label.warnings, *clash, *((draft.refusal,) if draft.refusal else ())]
        found = [problem(number, shown, fault) for fault in faults]
        refused = found[-1] if found and draft.refusal else None
        problems += found
        members.append(Member(number, shown, written, draft.size, rule, refused, draft.content))
    return tuple(members), tuple(problems)


def _without_nested(draft: Draft) -> Draft:
    if draft.refusal is None and draft.label.text.casefold().endswith(".zip"):
        return replace(draft, refusal=_NESTED)
    return draft


def _refuse_shut(name: str, kept: Sequence[Draft]) -> None:
    """Refuse an archive in which no member can be read, for one reason that the person can do something about."""
    refusals = [draft.refusal for draft in kept]
    if refusals and all(refusal == _NESTED for refusal in refusals):
        hint = words("Unpack it once, then open the zip file that comes out; several can be opened together.")
        told = words('"{name}" holds nothing but another zip archive.', name=name)
        raise Refused("E_NESTED_ARCHIVE", told, hint, name)
    rest = [refusal for refusal in refusals if refusal != _NESTED]
    if rest and all(refusal == ENCRYPTED for refusal in rest):
        raise encrypted(name)


def _weighed(name: str, kept: Iterable[Draft], limits: Limits) -> list[Draft]:
    """``kept`` with oversized tables refused; raises ``Refused`` if nothing else is left or all is too much."""
    weighed: list[Draft] = []
    tables: list[Draft] = []
    for draft in kept:
        if draft.refusal is None and draft.label.text.casefold().endswith(_TABLES):
            draft = replace(draft, refusal=_excess(draft.size, draft.packed, limits))
            tables.append(draft)
        weighed.append(draft)
    sound = [draft for draft in tables if draft.refusal is None]
    total = sum(draft.size for draft in sound)
    packed = None if any(draft.packed is None for draft in sound) else sum(draft.packed or 0 for draft in sound)
    if any(draft.refusal == _SWOLLEN for draft in tables) and not sound:
        raise _bomb(name)
    if (tables and not sound) or total > limits.total_bytes:
        raise too_large(name, words("its tables hold more than can be shown"))
    if _swells(total, packed, limits):
        raise _bomb(name)
    return weighed


def _excess(size: int, packed: int | None, limits: Limits) -> Fault | None:
    if _swells(size, packed, limits):
        return _SWOLLEN
    return _OVERSIZE if size > limits.table_bytes else None


def _swells(size: int, packed: int | None, limits: Limits) -> bool:
    return packed is not None and size > limits.ratio_floor and size > limits.ratio * packed


def _bomb(name: str) -> Refused:
    hint = words("Do not open this file; download the archive from LinkedIn again.")
    told = words('"{name}" would swell out of all proportion when unpacked.', name=name)
    return Refused("E_BOMB_RATIO", told, hint, name)


class _Labels:
    """Hands out labels that differ, and tells of names that are equal or nearly so."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._folded: dict[str, str] = {}
        self._next: Counter[str] = Counter()

    def take(self, written: str) -> tuple[str, tuple[Fault, ...]]:
        """The label for ``written`` and what is to be said about it."""
        shown = written
        while shown in self._taken:
            self._next[written] += 1
            shown = f"{written} ({self._next[written] + 1})"
        self._taken.add(shown)
        other = self._folded.setdefault(folded(written), written)
        if shown != written:
            twice = words('The archive holds "{name}" more than once; each is shown.', name=written)
            return shown, (("W_DUPLICATE", twice),)
        if other != written:
            said = words(
                'The names "{one}" and "{other}" are the same to some programs; both are shown.',
                one=other,
                other=written,
            )
            return shown, (("W_NAME_COLLISION", said),)
        return shown, ()
