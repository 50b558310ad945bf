"""Whose download an archive is, told once it has been read; refuses what is not LinkedIn's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.catalog import find_archive_owner
from inspector.errors import Refused
from inspector.holdings.holdings import File, Holdings
from inspector.i18n import LazyText, _, join_texts


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """An archive that has been read, and whether any file in it shows that it is the platform's."""

    holdings: Holdings
    shows_platform: bool

    @property
    def name(self) -> str:
        """The base name of the archive."""
        return self.holdings.archives[0].name

    @property
    def other_platform(self) -> str | None:
        """The platform that most files belong to that are another's; ``None`` where there are none."""
        counts = Counter(file.other_platform for file in self.holdings.files if file.other_platform is not None)
        return min(counts, key=lambda platform: (-counts[platform], platform), default=None)

    def find_unreadable(self, *forms: str) -> list[File]:
        """The files that have a name of the platform's and could not be read, of some forms of kinds."""
        return [
            file
            for file in self.holdings.files
            if file.state == "unreadable"
            and file.other_platform is None
            and file.kind is not None
            and file.kind.form in forms
        ]


def check_origin(archives: Sequence[ReadArchive]) -> None:
    """Raise ``Refused`` where an archive is another platform's, or where none shows that it is LinkedIn's.

    The codes: E_OTHER_PLATFORM; E_NOTHING_READABLE and E_NESTED_ARCHIVE where what is LinkedIn's could not be read;
    E_NOT_LINKEDIN.
    """
    for archive in archives:
        platform = archive.other_platform
        if platform is not None and not archive.shows_platform and not archive.find_unreadable("table"):
            raise _refuse_other_platform(archive.name, platform, is_alone=len(archives) == 1)
    if any(archive.shows_platform for archive in archives):
        return
    for archive in archives:
        if archive.find_unreadable("table"):
            raise _refuse_unreadable(archive)
    for archive in archives:
        if archive.find_unreadable("inner archive"):
            hint = _("Unpack it once, then open the zip file that comes out; several can be opened together.")
            message = _('"{name}" contains another zip archive, which was not opened.', name=archive.name)
            raise Refused("E_NESTED_ARCHIVE", message, hint, archive.name)
    for archive in archives:
        platform = find_archive_owner(archive.name)
        if platform is not None:
            raise _refuse_other_platform(archive.name, platform, is_alone=len(archives) == 1)
    raise Refused("E_NOT_LINKEDIN", _("No file in it is one that LinkedIn puts into a data download."), _CHOOSE_ARCHIVE)


_CHOOSE_ARCHIVE = _(
    "Choose the .zip that LinkedIn sent: its first level holds files such as Profile.csv and Connections.csv."
)


def _refuse_other_platform(name: str, platform: str, *, is_alone: bool) -> Refused:
    hint = _CHOOSE_ARCHIVE if is_alone else _("Open the others again without it.")
    message = _('"{name}" looks like a download from {platform}, not from LinkedIn.', name=name, platform=platform)
    return Refused("E_OTHER_PLATFORM", message, hint, name)


def _refuse_unreadable(archive: ReadArchive) -> Refused:
    """The refusal of an archive whose files have LinkedIn's names and cannot be read, with the reason of the first."""
    members = {file.member for file in archive.find_unreadable("table")}
    reasons = {p.member: p for p in archive.holdings.problems if p.member in members}
    sentences: list[LazyText] = [
        _('The files in "{name}" have LinkedIn\'s names, but none of them could be read.', name=archive.name)
    ]
    if reasons:
        first = min(reasons)
        sentences.append(_('"{member}": {reason}', member=first, reason=reasons[first].message))
    if reasons and {reason.code for reason in reasons.values()} == {"W_ENCRYPTED_MEMBER"}:
        hint = _("Unpack it with its password, then open the folder.")
    else:
        hint = _("Download the archive from LinkedIn again, or unpack it with another program and open the folder.")
    return Refused("E_NOTHING_READABLE", join_texts(sentences, " "), hint, archive.name)
