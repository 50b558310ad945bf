"""Checks and names all members of an archive together, from a zip file or from a folder.

Removes the common top folder from the labels, makes them unique, checks the sizes and refuses archives that
cannot be a download.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inspector.archive.file_types import find_form, says_form
from inspector.archive.limits import Limits
from inspector.archive.member import Content, Member
from inspector.archive.member_names import (
    FolderLayout,
    Label,
    find_common_folder,
    find_download_folders,
    fold_file_system_name,
)
from inspector.archive.system_files import (
    find_awaited_name,
    find_backup_rule,
    find_junk_rule,
    find_link_rule,
    is_partial_download,
)
from inspector.archive.zip.end_record import encrypted_refusal, too_large_refusal
from inspector.errors import Problem, Refused, Severity
from inspector.i18n import LazyText, _, join_texts

_MAX_FOLDERS = 6
"""The most folders that a refusal names."""
CodedMessage = tuple[str, LazyText]
"""A ``W_`` code and one complete sentence."""

_NESTED_ZIP: CodedMessage = ("W_NESTED", _("This file is a zip archive itself and was not opened."))
ENCRYPTED: CodedMessage = ("W_ENCRYPTED_MEMBER", _("This file is protected by a password and was not read."))
LINK: CodedMessage = ("W_LINK_MEMBER", _("This is a link to another file, which is not followed."))
NOT_REGULAR: CodedMessage = ("W_NOT_REGULAR", _("This is a device or a pipe, not a file, and was not read."))
BAD_NAME_ENCODING: CodedMessage = (
    "W_NAME_ENCODING",
    _("The name of this file is not valid text; some characters may be wrong."),
)
FOLDER_AS_TABLE: CodedMessage = ("W_DIR_AS_FILE", _("This is a folder with the name of a table."))
NOT_FETCHED: CodedMessage = (
    "W_NOT_FETCHED",
    _(
        "This file has not been fetched from the cloud, so it was not read. Open it once in its folder, wait until it "
        "is there, then open the download again."
    ),
)
_TOO_LARGE: CodedMessage = ("W_OVERSIZE_MEMBER", _("This file is larger than any honest table and was not read."))
_RATIO_TOO_HIGH: CodedMessage = (
    "W_OVERSIZE_MEMBER",
    _("This file would swell out of all proportion and was not read."),
)


@dataclass(frozen=True, slots=True)
class MemberCandidate:
    """A member before the checks that need all members. ``compressed_size`` is ``None`` where nothing is compressed."""

    label: Label
    size: int
    compressed_size: int | None
    refusal: CodedMessage | None
    content: Content


def build_problem(number: int, member: str | None, message: CodedMessage) -> Problem:
    """Build the problem for a member, or for the whole archive where ``member`` is ``None``."""
    return Problem(message[0], message[1], Severity.WARNING, number, member)


def assemble_members(
    number: int, name: str, candidates: Sequence[MemberCandidate], limits: Limits, layout: FolderLayout
) -> tuple[tuple[Member, ...], tuple[Problem, ...], tuple[str, ...]]:
    """Return the members in the order of ``candidates``, all problems with them, and the folders around all of them.

    ``number`` and ``name`` are those of the archive. Raises ``Refused``.
    """
    names = frozenset(candidate.label.text.casefold() for candidate in candidates)
    junk_rules = [_find_ignore_rule(candidate.label.text, names) for candidate in candidates]
    proper_candidates = [
        _refuse_unread(candidate) for candidate, rule in zip(candidates, junk_rules, strict=True) if rule is None
    ]
    _refuse_unreadable(name, proper_candidates)
    top_folder = find_common_folder((candidate.label.text for candidate in proper_candidates), layout)
    original_names = (candidate.label.text.removeprefix(top_folder) for candidate in proper_candidates)
    download_folders = find_download_folders(original_names, layout)
    if len(download_folders) > 1:
        raise _refuse_several_downloads(name, download_folders)
    checked_candidates = iter(_check_sizes(name, proper_candidates, limits))
    all_candidates = [
        candidate if rule else next(checked_candidates) for candidate, rule in zip(candidates, junk_rules, strict=True)
    ]
    members: list[Member] = []
    problems: list[Problem] = []
    label_allocator = _LabelAllocator()
    for candidate, rule in zip(all_candidates, junk_rules, strict=True):
        original_name = candidate.label.text.removeprefix(top_folder)
        if rule is None and candidate.refusal is not None and candidate.refusal[0] == NOT_FETCHED[0]:
            original_name = find_awaited_name(original_name) or original_name
        label, label_messages = label_allocator.allocate(candidate.label.text.removeprefix(top_folder))
        messages = (
            []
            if rule
            else [*candidate.label.warnings, *label_messages, *((candidate.refusal,) if candidate.refusal else ())]
        )
        member_problems = [build_problem(number, label, message) for message in messages]
        refusal_problem = member_problems[-1] if member_problems and candidate.refusal else None
        problems += member_problems
        members.append(Member(number, label, original_name, candidate.size, rule, refusal_problem, candidate.content))
    return tuple(members), tuple(problems), tuple(filter(None, top_folder.split("/")))


def _refuse_several_downloads(name: str, folders: Sequence[str]) -> Refused:
    shown_folders = join_texts(_('"{name}"', name=folder) for folder in folders[:_MAX_FOLDERS])
    hint = _(
        "If they belong to one person, unpack them and open these folders together: {folders}. If not, open them one "
        "at a time.",
        folders=shown_folders,
    )
    message = _('"{name}" contains several downloads side by side.', name=name)
    return Refused("E_AMBIGUOUS_ROOT", message, hint, name)


def _find_ignore_rule(name: str, names: frozenset[str]) -> str | None:
    """The rule by which a file is left aside: a system's, a link, an editor's copy, a placeholder beside its file."""
    awaited_name = find_awaited_name(name)
    if awaited_name is not None and awaited_name.casefold() in names:
        return "*" + name.removeprefix(awaited_name)
    if awaited_name is not None and not says_form(awaited_name) and (rule := find_link_rule(name)) is not None:
        return rule
    return find_junk_rule(name) or find_backup_rule(name, names)


def _refuse_unread(candidate: MemberCandidate) -> MemberCandidate:
    """Refuse a zip within the archive, and what stands in for a file that has not been fetched."""
    name = candidate.label.text
    if candidate.refusal is not None:
        return candidate
    if name.casefold().endswith(".zip"):
        return replace(candidate, refusal=_NESTED_ZIP)
    awaited_name = find_awaited_name(name)
    if awaited_name is None or not (says_form(awaited_name) or is_partial_download(name)):
        return candidate
    message = _(
        '"{name}" has not been fetched, or not to its end; this file only stands in for it. Open it once where it is '
        "stored, or download it again, then open the download again.",
        name=awaited_name.rpartition("/")[2],
    )
    return replace(candidate, refusal=(NOT_FETCHED[0], message))


def _refuse_unreadable(name: str, candidates: Sequence[MemberCandidate]) -> None:
    """Refuse an archive in which no member can be read, for one reason that the person can do something about."""
    refusals = [candidate.refusal for candidate in candidates]
    if refusals and all(refusal == _NESTED_ZIP for refusal in refusals):
        hint = _("Unpack it once, then open the zip file that comes out; several can be opened together.")
        message = _('"{name}" holds nothing but another zip archive.', name=name)
        raise Refused("E_NESTED_ARCHIVE", message, hint, name)
    if refusals and all(refusal is not None and refusal[0] == NOT_FETCHED[0] for refusal in refusals):
        message = _('"{name}" holds only files that have not been fetched, or not to their end.', name=name)
        hint = _("Open them once where they are stored, or download them again, and wait until they are there.")
        raise Refused("E_NOTHING_READABLE", message, hint, name)
    other_refusals = [refusal for refusal in refusals if refusal != _NESTED_ZIP]
    if other_refusals and all(refusal == ENCRYPTED for refusal in other_refusals):
        raise encrypted_refusal(name)


def _check_sizes(name: str, candidates: Iterable[MemberCandidate], limits: Limits) -> list[MemberCandidate]:
    """Refuse oversized tables; raises ``Refused`` if no table is left or the total size is too large."""
    checked_candidates: list[MemberCandidate] = []
    tables: list[MemberCandidate] = []
    for candidate in candidates:
        if candidate.refusal is None and find_form(candidate.label.text) is not None:
            candidate = replace(candidate, refusal=_find_size_error(candidate.size, candidate.compressed_size, limits))
            if says_form(candidate.label.text):
                tables.append(candidate)
        checked_candidates.append(candidate)
    accepted = [candidate for candidate in tables if candidate.refusal is None]
    total_size = sum(candidate.size for candidate in accepted)
    total_compressed_size = (
        None
        if any(candidate.compressed_size is None for candidate in accepted)
        else sum(candidate.compressed_size or 0 for candidate in accepted)
    )
    if any(candidate.refusal == _RATIO_TOO_HIGH for candidate in tables) and not accepted:
        raise _bomb_refusal(name)
    if (tables and not accepted) or total_size > limits.total_bytes:
        raise too_large_refusal(name, _("its tables hold more than can be shown"))
    if _exceeds_ratio(total_size, total_compressed_size, limits):
        raise _bomb_refusal(name)
    return checked_candidates


def _find_size_error(size: int, compressed_size: int | None, limits: Limits) -> CodedMessage | None:
    if _exceeds_ratio(size, compressed_size, limits):
        return _RATIO_TOO_HIGH
    return _TOO_LARGE if size > limits.table_bytes else None


def _exceeds_ratio(size: int, compressed_size: int | None, limits: Limits) -> bool:
    return compressed_size is not None and size > limits.ratio_floor and size > limits.ratio * compressed_size


def _bomb_refusal(name: str) -> Refused:
    hint = _("Do not open this file; download the archive from LinkedIn again.")
    message = _('"{name}" would swell out of all proportion when unpacked.', name=name)
    return Refused("E_BOMB_RATIO", message, hint, name)


class _LabelAllocator:
    """Allocates unique labels and warns of names that are equal or differ only in case."""

    def __init__(self) -> None:
        self._labels: set[str] = set()
        self._names_by_folded: dict[str, str] = {}
        self._duplicate_counts: Counter[str] = Counter()

    def allocate(self, name: str) -> tuple[str, tuple[CodedMessage, ...]]:
        """Return the label for ``name`` and the warnings about it."""
        label = name
        while label in self._labels:
            self._duplicate_counts[name] += 1
            label = f"{name} ({self._duplicate_counts[name] + 1})"
        self._labels.add(label)
        first_name = self._names_by_folded.setdefault(fold_file_system_name(name), name)
        if label != name:
            message = _('The archive holds "{name}" more than once; each is shown.', name=name)
            return label, (("W_DUPLICATE", message),)
        if first_name != name:
            message = _(
                'The names "{one}" and "{other}" are the same to some programs; both are shown.',
                one=first_name,
                other=name,
            )
            return label, (("W_NAME_COLLISION", message),)
        return label, ()
