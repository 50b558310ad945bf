"""The entries of a catalog, as its TOML file holds them: one entry a file kind, no code for any of them."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from inspector.taxonomy import Audience, Author


class AuthorRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a row tells who wrote it; the fields that are given decide which way is taken.

    ``is``: always that author. ``column`` and ``values``: by the word in a column. ``address``, ``name`` and
    ``direction``: compared with the owner, by address first, then by name; a column of directions says it
    outright. ``filled``, ``then``, ``otherwise``: by whether a column holds anything.
    """

    always: Author | None = msgspec.field(name="is", default=None)
    column: str | None = None
    values: dict[str, Author] = {}
    address: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    filled: str | None = None
    then: Author = Author.UNKNOWN
    otherwise: Author = Author.UNKNOWN


class AudienceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a row tells who could see it; a limited audience may make it another data category."""

    always: Audience = msgspec.field(name="is", default=Audience.UNKNOWN)
    column: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    limited_category: str | None = None


class RecipientColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the recipients of a message stand, and the data category of a message to several.

    A message that does not tell its recipients is read as one to several, which leaves more open. ``sponsored``
    are the words by which a column of ``titles`` marks a paid message.
    """

    addresses: tuple[str, ...]
    names: tuple[str, ...]
    several_category: str
    titles: tuple[str, ...] = ()
    sponsored: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a file kind: the columns that are one item of each row, and what is known of it.

    ``columns`` empty: all that no other part names. ``text`` empty: all columns of the part. ``ai_chat``: its items
    are turns of a chat with an assistant.
    """

    author: AuthorRule
    data_category: str | None = None
    columns: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    audience: AudienceRule = AudienceRule()
    recipients: RecipientColumns | None = None
    ai_chat: bool = False
    remark: str = ""


class OwnerColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a file tells who the archive belongs to: columns of the name, or addresses by direction."""

    name: tuple[str, ...] = ()
    direction: str | None = None
    outgoing: tuple[str, ...] = ()
    incoming: tuple[str, ...] = ()


class PersonColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of one person in a row: of a name, of addresses of every kind; ``names`` hold several, by comma.

    ``whose`` says that these are the owner's own.
    """

    name: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    whose: Literal["other", "owner"] = "other"


class HintColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column that suggests a fact about the member; a hint never becomes a fact by itself."""

    fact: Literal["region", "phone", "birth", "age", "registered"]
    column: str


class FileKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of file, across all its eras: names, headers, parts, traps.

    ``other_dates`` are columns with dates that do not date the row, such as the end of a job. ``looks`` says of
    some columns what their cells look like in every language: "profile" for an address of a profile, "link" for
    one of LinkedIn's pages, or the words of the service that may stand there, joined by "|". ``absent_means``
    tells why the file may be missing from a download, "" where that is worth no word; it is not missed where one
    of the kinds in ``instead`` is there. ``every_account`` has it. ``identity`` names the columns that together
    tell one row from every other, whatever else in it was edited; empty where only all cells can.
    """

    id: str
    title: str
    files: tuple[str, ...]
    attested_by: int
    confidence: Literal["measured", "documented", "name only"]
    era: str
    form: Literal["table", "page", "media", "junk", "inner archive"] = "table"
    headers: tuple[tuple[str, ...], ...] = ()
    part: tuple[Part, ...] = ()
    note: str = ""
    expects_duplicates: bool = False
    repairs: tuple[str, ...] = ()
    preferred: bool = False
    absent_means: str = ""
    instead: tuple[str, ...] = ()
    every_account: bool = False
    owner: OwnerColumns | None = None
    people: tuple[PersonColumns, ...] = ()
    registered: tuple[str, ...] = ()
    hints: tuple[HintColumn, ...] = ()
    other_dates: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    looks: dict[str, str] = {}

    @property
    def dates(self) -> frozenset[str]:
        """The names of all columns that hold dates."""
        return frozenset(self.other_dates).union(*(part.date for part in self.part))

    @property
    def first_year(self) -> int | None:
        """The first year in which the file was seen."""
        return min(map(int, re.findall(r"\d{4}", self.era)), default=None)

    @property
    def identifies_owner(self) -> bool:
        """Whether the file is read first, because it tells who the owner is."""
        return self.owner is not None or bool(self.registered)


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What holds for a whole download of the platform.

    A download is complete where it holds one of ``complete_kinds``, else basic where it holds one of
    ``basic_kinds`` (ids). ``export_name`` is a regular expression with the groups year, month and day that finds the
    day of the export in a file name. ``page_folders`` are the folders, in lower case, whose web pages only this
    platform writes. ``cell_patterns`` are regular expressions by the names that ``FileKind.looks`` uses.
    ``request_address`` is the page on which a member asks for the download.
    """

    name: str
    request_address: str
    complete_kinds: frozenset[str]
    basic_kinds: frozenset[str]
    export_name: str
    page_folders: tuple[str, ...] = ()
    cell_patterns: dict[str, str] = {}

    def parse_export_date(self, name: str) -> dt.date | None:
        """The day in the name of a download; a hint only, because anyone can rename a file."""
        match = re.search(self.export_name, name)
        if match is None:
            return None
        try:
            return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:  # digits that are no date
            return None

    def find_latest_export(self, names: Iterable[str]) -> dt.date | None:
        """The latest day in the names of several downloads."""
        return max(filter(None, map(self.parse_export_date, names)), default=None)


class CatalogFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    checked: dt.date
    title: str
    platform: Platform
    kind: tuple[FileKind, ...]
