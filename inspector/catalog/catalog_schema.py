"""The schema of a catalog's TOML file: one entry for each kind of file. No kind has code of its own."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from inspector.taxonomy import Audience, Author


class AuthorRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a row shows who wrote it; the fields that are set decide which method is used.

    ``is``: always that author. ``column`` and ``values``: by the word in a column. ``address``, ``name`` and
    ``direction``: by comparison with the owner, the address before the name; a column of directions overrides both.
    ``to_address``, ``to_name`` and ``conversation`` are the columns of the other side: the owner takes part in every
    conversation. ``filled``, ``then``, ``otherwise``: by whether a column is filled; where the column ``opposite`` is
    filled too that is no proof, and the persons in both are compared with the owner and the words of the platform.
    """

    always: Author | None = msgspec.field(name="is", default=None)
    column: str | None = None
    values: dict[str, Author] = {}
    address: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    to_address: tuple[str, ...] = ()
    to_name: tuple[str, ...] = ()
    conversation: tuple[str, ...] = ()
    filled: str | None = None
    opposite: str | None = None
    then: Author = Author.UNKNOWN
    otherwise: Author = Author.UNKNOWN

    @property
    def depends_on_owner(self) -> bool:
        """Whether knowing more of the owner can change the answer."""
        return bool(self.address or self.name)


class AudienceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a row shows who could see it; items with a limited audience may be of another data category."""

    always: Audience = msgspec.field(name="is", default=Audience.UNKNOWN)
    column: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    limited_category: str | None = None


class StatusRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a row shows that its item stands on nobody's profile, and the data category of such an item.

    A row whose ``column`` holds something other than one of the words ``shown`` is not shown; a blank cell says
    nothing, and the item counts as shown.
    """

    column: str
    shown: tuple[str, ...]
    hidden_category: str


class RecipientColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The columns with the recipients of a message, and the data category of a message to several.

    A message without recipients counts as one to several, because that is the more permissive reading.
    ``sponsored`` are the words in a column of ``titles`` that mark a paid message.
    """

    addresses: tuple[str, ...]
    names: tuple[str, ...]
    several_category: str
    titles: tuple[str, ...] = ()
    sponsored: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a file kind: the columns that make one item of each row, and how the item is classified.

    Without ``columns`` it has all that no other part names; without ``text`` all its columns are text. ``ai_chat``
    says that its items are turns of a chat with an assistant.
    """

    author: AuthorRule
    data_category: str | None = None
    columns: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    audience: AudienceRule = AudienceRule()
    status: StatusRule | None = None
    recipients: RecipientColumns | None = None
    ai_chat: bool = False
    remark: str = ""


class OwnerColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The columns that identify the owner of the archive: names, mail addresses, or profile addresses by direction.

    ``former`` are columns with a family name of before, in place of the last of ``name``.
    """

    name: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    direction: str | None = None
    outgoing: tuple[str, ...] = ()
    incoming: tuple[str, ...] = ()


class PersonColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of one person in a row: the name, and addresses of every kind.

    ``names`` are columns that hold several names, separated by commas. ``whose`` tells the owner's own columns.
    """

    name: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    whose: Literal["other", "owner"] = "other"


class HintColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column that suggests a fact about the member; a hint is shown and never applied."""

    fact: Literal["region", "phone", "birth", "age", "registered"]
    column: str


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A header in another language: for each known column its words there, as far as they were seen.

    ``language`` is a BCP 47 tag; ``attested_by`` counts the independent sources.
    """

    language: str
    attested_by: int
    columns: dict[str, tuple[str, ...]]


class RowSign(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a row looks like that shows its file to be of this kind and of none with the same header.

    All that is given must hold: the columns of ``filled`` hold text, those of ``blank`` none, the cells of ``words``
    are in this list of the platform's and those of ``other_words`` are not, the cells of ``contains`` hold one of these
    texts (case never matters). ``mentions``: the text in the second column names the person in the first one;
    ``mentions_owner``: the text in this column names the owner. ``proves``: one such row outweighs the file's name.
    """

    filled: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    words: dict[str, str] = {}
    other_words: dict[str, str] = {}
    contains: dict[str, tuple[str, ...]] = {}
    mentions: tuple[str, str] | None = None
    mentions_owner: str | None = None
    proves: bool = False


class FileKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of file in all its versions: names, headers, parts, known difficulties.

    ``other_dates`` are columns with dates that do not date the row, such as the end of a job. With ``slash_dates`` the
    service itself writes this kind's dates with slashes, the month first. ``looks`` says what
    the cells of some columns look like in every language: the name of a pattern of the platform, or the words that
    the service writes there, joined by "|". ``absent_means`` says what it means if the file is missing; a file
    without it, or with a kind of ``instead`` present, is not missed. With ``every_account`` every member has it.
    ``identity`` names the columns that together tell one row from every other, whatever else in it was edited; empty
    where only all cells can.

    ``row_signs`` tell the kind from others with the same header; ``one_party``: every row fills just one of these two
    columns, always with the same person, and both occur. ``may_look_like`` are kinds whose header says nothing
    against this one, because its own is not known. With ``needs_name`` the header alone is no proof of the kind.
    ``translations`` are its headers in other languages. ``volatile`` are columns that differ from one download to the
    next for the same row, such as links that expire.

    ``domains`` are the names under which the portability interface gives the same table, ``mixed_domains`` those that
    hold it beside other kinds: a row is of this kind where it fills a column that none of the others has, or where a
    column that none of them knows holds one of ``direction_words``.
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
    slash_dates: bool = False
    identity: tuple[str, ...] = ()
    looks: dict[str, str] = {}
    domains: tuple[str, ...] = ()
    mixed_domains: tuple[str, ...] = ()
    direction_words: tuple[str, ...] = ()
    row_signs: tuple[RowSign, ...] = ()
    one_party: tuple[str, str] | None = None
    may_look_like: tuple[str, ...] = ()
    needs_name: bool = False
    translations: tuple[Translation, ...] = ()
    volatile: tuple[str, ...] = ()

    @property
    def known_columns(self) -> frozenset[str]:
        """The names of all columns that the catalog knows of this kind, as it spells them."""
        names: set[str] = {*self.other_dates, *self.registered, *self.looks}
        names.update(*self.headers, *((*part.columns, *part.text, *part.date) for part in self.part))
        names.update(*((*person.name, *person.names, *person.addresses) for person in self.people))
        for part in self.part:
            if part.recipients is not None:
                names.update(part.recipients.addresses, part.recipients.names, part.recipients.titles)
            names.update(part.author.address, part.author.name, part.author.direction, part.audience.column)
        return frozenset(filter(None, names))

    @property
    def dates(self) -> frozenset[str]:
        """The names of all columns that hold dates."""
        return frozenset(self.other_dates).union(*(part.date for part in self.part))

    @property
    def is_rest_of_domain(self) -> bool:
        """Whether no file is of this kind, only the rows of a domain that could be of several."""
        return bool(self.domains) and not self.files

    @property
    def first_year(self) -> int | None:
        """The first year in which the file was seen."""
        return min(map(int, re.findall(r"\d{4}", self.era)), default=None)

    @property
    def identifies_owner(self) -> bool:
        """Whether the file identifies the owner; such files are read first."""
        return self.owner is not None or bool(self.registered)


class IdentityRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the platform writes who somebody is.

    ``profile_hosts`` is a regular expression for the hosts of profiles. ``profile_paths`` are regular expressions for
    the path and query behind them, with the group ``name``: each gives one sort of address, which is written as its
    key and the name. All match addresses in lower case, decoded, with single slashes. ``member_words`` stand for the
    member in a chat with an assistant, ``assistant_words`` for the assistant, ``nameless`` for closed accounts.
    """

    profile_hosts: str = "(?!)"
    profile_paths: dict[str, str] = {}
    member_words: tuple[str, ...] = ()
    assistant_words: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()


NO_IDENTITY_RULES = IdentityRules()
"""The rules of no platform: addresses are only folded as text."""


class PersonAddresses(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which addresses on the platform lead to a person, in lower case.

    ``hosts`` are its hosts; hosts that end in one of them count too. Behind a segment of ``profiles`` stands the name
    of a profile, behind one of ``shares`` that name and an underscore; ``others`` are the beginnings of paths that
    name a person in another way. ``prefixes`` are segments that may stand before any of them.
    """

    hosts: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What holds for a whole download of the platform.

    A download is complete where it holds one of ``complete_kinds``, else basic where it holds one of
    ``basic_kinds`` (ids). ``export_name`` is a regular expression with the groups year, month and day that finds the
    day of the export in a file name. ``own_folders`` are folders within a download, ``personal_tables`` base names
    of which every person's download holds one at its top, ``page_folders`` the folders whose web pages only this
    platform writes; all in lower case. ``cell_patterns`` are regular expressions by the names that
    ``FileKind.looks`` uses. ``common_columns`` are names that files of many sorts have and that tell none of them,
    ``word_lists`` words in cells by the names that ``RowSign`` uses. ``list_separators`` are what its
    tables put between the items of a list, by column. ``person_addresses`` are the addresses that pseudonyms hide.
    """

    name: str
    complete_kinds: frozenset[str]
    basic_kinds: frozenset[str]
    export_name: str
    person_addresses: PersonAddresses = PersonAddresses()
    own_folders: frozenset[str] = frozenset()
    personal_tables: frozenset[str] = frozenset()
    page_folders: tuple[str, ...] = ()
    cell_patterns: dict[str, str] = {}
    list_separators: dict[str, str] = {}
    identity: IdentityRules = NO_IDENTITY_RULES
    common_columns: frozenset[str] = frozenset()
    word_lists: dict[str, frozenset[str]] = {}

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
    """The content of a catalog file."""

    checked: dt.date
    title: str
    platform: Platform
    kind: tuple[FileKind, ...]
