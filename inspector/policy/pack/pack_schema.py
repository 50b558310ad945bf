"""The schema of a policy pack: the entries of its TOML files, typed and strict, each with an id."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from inspector.i18n import LazyText, _, text_in_context
from inspector.taxonomy import Author

Confidence = Literal["primary", "several secondary", "single secondary", "contradicted"]
Basis = Literal["stated", "by absence", "inferred"]
OutcomeName = Literal["could_be_used", "could_have_been_used", "aggregate_only", "not_stated", "stopped", "excluded"]

CONFIDENCES: tuple[Confidence, ...] = ("primary", "several secondary", "single secondary", "contradicted")
"""From the surest to the least sure."""
BASES: tuple[Basis, ...] = ("stated", "by absence", "inferred")
Reading = Literal["read in full", "read in a mirror", "read in part", "read by quotation", "not read"]
READINGS: tuple[Reading, ...] = ("read in full", "read in a mirror", "read in part", "read by quotation", "not read")
"""How a source was read, from the surest to the least sure."""
VALUE_LABELS: Mapping[str, LazyText] = {
    text: text
    for text in (
        *(_("primary"), _("several secondary"), _("single secondary"), _("contradicted")),
        *(
            _("no source"),
            text_in_context("stated", "by a source that a rule rests on"),
            _("by absence"),
            _("inferred"),
        ),
        *(_("read in full"), _("read in a mirror"), _("read in part"), _("read by quotation"), _("not read")),
        *(_("regulator"), _("secondary"), _("seed")),
        *(_("high"), _("medium"), _("low"), _("unreliable")),
        *(_("agrees"), _("agrees in part"), _("contradicts"), _("not found")),
        *(_("switch"), _("consent"), _("form"), _("signal")),
        *(_("on"), _("off"), _("asked"), _("not stated")),
    )
}
"""The labels of the values that fields of entries take: confidence, basis, kinds, reliability and so on."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of all entries."""

    id: str


class Capture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a public archive of terms keeps the text of a source: repository, file, commit, day of the capture.

    ``commit`` has 40 hexadecimal digits, ``sha256`` is the digest of the file's bytes at that commit.
    """

    archive: str
    file: str
    commit: str
    day: dt.date
    sha256: str


class Source(Entry, frozen=True, kw_only=True):
    """A dated text. ``read_as`` says how much of it was read, and from where."""

    title: str
    publisher: str
    published: str
    kind: Literal["primary", "regulator", "secondary", "seed"]
    read_as: str
    reliability: Literal["high", "medium", "low", "unreliable"]
    address: str = ""
    archived: str = ""
    capture: Capture | None = None
    note: str = ""


class Region(Entry, frozen=True, kw_only=True):
    """A region as the texts divide the world; ``codes`` are its ISO 3166-1 alpha-2 codes.

    ``subdivisions``, where given, are all ISO 3166-2 codes that are accepted within it.
    """

    name: str
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    within: str | None = None
    subdivisions: tuple[str, ...] = ()
    controller: str = ""
    legal_basis: str = ""
    opt_out: str = ""
    supervisor: str = ""
    note: str = ""


class Group(Entry, frozen=True, kw_only=True):
    """A name that a text has for several regions together, such as the Designated Countries."""

    name: str
    regions: tuple[str, ...]
    sources: tuple[str, ...]
    statement: str = ""
    short: str = ""
    at: dict[str, str] = {}
    note: str = ""


class Territory(Entry, frozen=True, kw_only=True):
    """A place that no text puts into a region (``id`` is its ISO 3166-1 code); the nearest region is assumed."""

    name: str
    nearest: str
    note: str = ""


class Default(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The value that a setting has in some regions until the member changes it."""

    regions: tuple[str, ...]
    value: Literal["on", "off", "asked", "not stated"]


class Setting(Entry, frozen=True, kw_only=True):
    """Something a member can switch, give or send; ``name`` and ``path`` are as on LinkedIn's screen."""

    name: str
    kind: Literal["switch", "consent", "form", "signal"]
    path: str
    effect: str
    since: str
    regions: tuple[str, ...]
    defaults: tuple[Default, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    labels: tuple[str, ...] = ()
    address: str = ""
    note: str = ""

    def is_offered_in(self, region: str, within: str | None) -> bool:
        """Whether a text offers it in ``region``, or in the region it lies within."""
        return region in self.regions or (within is not None and within in self.regions)


class Category(Entry, frozen=True, kw_only=True):
    """A data category, as the texts divide what a member gives: it belongs to one category of the program."""

    name: str
    category: str
    fides: tuple[str, ...]
    dpv: tuple[str, ...]


class Use(Entry, frozen=True, kw_only=True):
    """A purpose with a recipient.

    ``regime``: "entries" (closed to view unless an entry speaks for the region and day) or "by scope" (open
    wherever the scope covers, unless an entry closes it). ``default_rule`` is cited for a day on which no
    entry speaks. ``fides``, ``dpv`` and ``aipref`` are its ids in other vocabularies; the last is a draft of the IETF.
    """

    name: str
    short: str
    recipient: str
    question: str
    regime: Literal["entries", "by scope"]
    default_rule: str
    default_statement: str
    leads: bool
    fides: tuple[str, ...]
    dpv: tuple[str, ...]
    aipref: tuple[str, ...] = ()


class Rule(Entry, frozen=True, kw_only=True):
    """What the entries that speak of a use have in common; ``start`` and ``until`` are inclusive days.

    ``start_says`` and ``until_says`` hold what the sources add to an edge, such as "or earlier". ``short`` is the
    statement in one sentence of at most 20 words; ``at`` says for each source which section, paragraph or row of a
    table carries the rule.
    """

    use: str
    statement: str
    sources: tuple[str, ...]
    confidence: Confidence
    basis: Basis
    regions: tuple[str, ...]
    start: dt.date | None = msgspec.field(name="from", default=None)
    until: dt.date | None = None
    start_says: str = msgspec.field(name="from_says", default="")
    until_says: str = ""
    short: str = ""
    at: dict[str, str] = {}
    label: str = ""
    note: str = ""

    def names_region(self, region: str, within: str | None) -> bool:
        """Whether the entry speaks of ``region``, by itself or by the region it lies within."""
        return region in self.regions or (within is not None and within in self.regions)


class Regime(Rule, frozen=True, kw_only=True):
    """Whether the use is in force in a region."""

    answer: Literal["open", "closed", "not_stated"]
    legal_basis: str = ""


class Need(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A setting that must stand at a value for the entry to hold."""

    setting: str
    value: Literal["on", "off"] = msgspec.field(name="is")


class Scope(Rule, frozen=True, kw_only=True):
    """Whether the texts of a use cover data categories; ``otherwise`` speaks for all that no entry names."""

    answer: Literal["covered", "excluded", "aggregate", "not_stated"]
    categories: tuple[str, ...] = ()
    author: Author | None = None
    otherwise: bool = False
    limited_to: str | None = None
    needs: Need | None = None
    legal_basis: str = ""


class Gate(Rule, frozen=True, kw_only=True):
    """A fact about a person that closes a use: an age, a setting that is off, a signal that is sent."""

    fact: Literal["age", "setting", "signal"]
    closes_at: Literal["minor", "off", "on"]
    answer: Literal["stopped", "not_stated"] = "stopped"
    setting: str | None = None
    categories: tuple[str, ...] = ()
    exempt: tuple[str, ...] = msgspec.field(name="except", default=())
    whose: Literal["member", "author"] = "member"


class Note(Rule, frozen=True, kw_only=True):
    """A remark to read beside a verdict; it never changes one."""

    categories: tuple[str, ...] = ()


class Conflict(Entry, frozen=True, kw_only=True):
    """Two sources that disagree, and what the outcome would be under the reading not followed.

    ``when``: "always" (whenever one of the rules decided), "off after open" (the use had opened for the item
    before the setting was turned off), or "never" (it concerns something else than the outcome).
    """

    topic: str
    reading_a: str
    reading_b: str
    followed: str
    sources: tuple[str, ...]
    rules: tuple[str, ...] = ()
    when: Literal["always", "off after open", "never"] = "always"
    categories: tuple[str, ...] = ()
    other_outcome: OutcomeName | None = None


class Claim(Entry, frozen=True, kw_only=True):
    """What one of the two seed articles says, and how the primary texts stand to it."""

    seed: str
    says: str
    stands: Literal["agrees", "agrees in part", "contradicts", "not found"]
    finding: str
    sources: tuple[str, ...]


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The setting and the data categories that have a role of their own; a role that a pack leaves out plays no part.

    ``leading_setting`` is what the what-ifs turn for the whole past. For ``endorsements`` the member's own gates
    count, whoever wrote them; items ``about_member`` are another person's. An item of ``public_content`` whose
    audience is unknown may be of ``restricted_content``. ``first_month`` is the first day of the month with which
    the picture over time begins; without it, that of the oldest rule.
    """

    leading_setting: str | None = None
    endorsements: tuple[str, ...] = ()
    about_member: tuple[str, ...] = ()
    public_content: str | None = None
    restricted_content: str | None = None
    first_month: dt.date | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """All data categories that have a role."""
        content = (self.public_content, self.restricted_content)
        return (*self.endorsements, *self.about_member, *(name for name in content if name is not None))


class Limit(Entry, frozen=True, kw_only=True):
    """Something that no rule of the pack can answer; every report says so."""

    statement: str


class RegionFact(Entry, frozen=True, kw_only=True):
    """What is known of the law of some regions; it stands beside the results and never changes one."""

    regions: tuple[str, ...]
    statement: str
    sources: tuple[str, ...]
    short: str = ""
    at: dict[str, str] = {}
    start: dt.date | None = msgspec.field(name="from", default=None)
    until: dt.date | None = None
    note: str = ""


class Authority(RegionFact, frozen=True, kw_only=True):
    """A supervisor of data protection; ``law`` names what it supervises, ``address`` is a web address."""

    name: str
    address: str = ""
    law: str = ""


class Right(RegionFact, frozen=True, kw_only=True):
    """A right of a member; ``article`` names where it is written, ``time_limit`` how long an answer may take."""

    article: str
    time_limit: str = ""


NONE_KNOWN = "none known"


class Event(RegionFact, frozen=True, kw_only=True):
    """A change that somebody announced; ``day`` is a date, or "none known" where nothing is announced."""

    day: Any


ENTRY_TYPES: dict[str, type[Entry]] = {
    "source": Source,
    "region": Region,
    "territory": Territory,
    "setting": Setting,
    "category": Category,
    "use": Use,
    "regime": Regime,
    "scope": Scope,
    "gate": Gate,
    "note": Note,
    "conflict": Conflict,
    "claim": Claim,
    "limit": Limit,
    "group": Group,
    "authority": Authority,
    "right": Right,
    "event": Event,
}
