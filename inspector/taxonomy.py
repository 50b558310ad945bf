"""The words that the catalog and the policy share: they know nothing else of each other.

``Facts`` is all that the law may look at in one item. ``Ref`` is the one address of a member, a row or a
part of it: item ids, warnings and reports all speak it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Author(StrEnum):
    """Who wrote what an item holds. ``LINKEDIN``: recorded or inferred by the service itself."""

    MEMBER = "member"
    OTHER = "other"
    LINKEDIN = "linkedin"
    UNKNOWN = "unknown"


class Audience(StrEnum):
    """Who could see an item, as far as the archive says."""

    PUBLIC = "public"
    LIMITED = "limited"
    UNKNOWN = "unknown"


class MessageType(StrEnum):
    """Which sort of message an item is, as far as the archive says."""

    ONE_TO_ONE = "one_to_one"
    SEVERAL = "several"
    SPONSORED = "sponsored"
    AI_CHAT = "ai_chat"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemClass:
    """What the law looks at: the data category (``None`` where nothing is known of the file) and the author."""

    data_category: str | None
    author: Author


CATEGORIES = (
    "profile",
    "posts",
    "jobs",
    "messages",
    "payment",
    "ai_conversations",
    "activity",
    "network",
    "ads_inferences",
    "learning",
    "account_security",
    "unsorted",
)
"""The categories a person looks for, in the order in which they are shown."""

UNSORTED = "unsorted"

_REF_PATTERN = re.compile(
    r"(?:(?P<archive>[1-9][0-9]{0,5})!)?(?P<member>.+)#(?P<row>[1-9][0-9]{0,11})(?:/(?P<part>[a-z_]+))?", re.DOTALL
)


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The address of an item: ``[ARCHIVE!]MEMBER#ROW[/PART]``.

    ``archive`` and ``row`` count from 1; ``row`` is the number of the record in its table. The archive is
    written only where several were opened, the part only where a row of that kind has several.
    """

    member: str
    row: int
    part: str | None = None
    archive: int | None = None

    def __str__(self) -> str:
        """The address as one text, ``[ARCHIVE!]MEMBER#ROW[/PART]``."""
        archive = f"{self.archive}!" if self.archive is not None else ""
        part = f"/{self.part}" if self.part else ""
        return f"{archive}{self.member}#{self.row}{part}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read an address as ``str`` writes it; raises ``ValueError`` on anything else."""
        match = _REF_PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        archive = match["archive"]
        return cls(match["member"], int(match["row"]), match["part"], int(archive) if archive else None)
