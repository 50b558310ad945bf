"""The words that the catalog and the policy share. Neither package imports the other."""

from dataclasses import dataclass
from enum import StrEnum


class Author(StrEnum):
    """Who wrote the content of an item. ``LINKEDIN`` means that the service itself recorded or inferred it."""

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
    """What sort of message an item is, as far as the archive says."""

    ONE_TO_ONE = "one_to_one"
    SEVERAL = "several"
    SPONSORED = "sponsored"
    AI_CHAT = "ai_chat"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemClass:
    """The two properties of an item that the rules look at.

    ``data_category`` is ``None`` where the catalog does not know the file.
    """

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
"""The categories that a person looks for, in the order in which the faces show them."""

UNSORTED = "unsorted"
