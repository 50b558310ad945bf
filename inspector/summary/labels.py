"""The labels of ids, for people. Formats for programs write the ids themselves.

Each table holds every id that the program and its own pack know. An id of another pack is shown with blanks for its
underscores.
"""

from collections.abc import Mapping

from inspector.i18n import _, text_in_context
from inspector.policy import Origin
from inspector.taxonomy import MessageType

CATEGORY_HEADINGS: Mapping[str, str] = {
    "profile": _("Profile"),
    "posts": _("Posts"),
    "jobs": _("Jobs"),
    "messages": _("Messages"),
    "payment": _("Payment"),
    "ai_conversations": _("AI conversations"),
    "activity": _("Activity"),
    "network": _("Network"),
    "ads_inferences": _("Ads and inferences"),
    "learning": _("Learning"),
    "account_security": _("Account security"),
    "unsorted": _("Unsorted"),
}
"""A category as a heading."""

CATEGORY_LABELS: Mapping[str, str] = {
    "profile": _("profile"),
    "posts": _("posts"),
    "jobs": _("jobs"),
    "messages": _("messages"),
    "payment": _("payment"),
    "ai_conversations": _("ai conversations"),
    "activity": _("activity"),
    "network": _("network"),
    "ads_inferences": _("ads inferences"),
    "learning": _("learning"),
    "account_security": _("account security"),
    "unsorted": _("unsorted"),
}
"""A category within a list: close to its id, which the query language uses."""

DATA_CATEGORY_LABELS: Mapping[str, str] = {
    "profile_core": _("profile core"),
    "profile_endorsements": _("profile endorsements"),
    "profile_other": _("profile other"),
    "contact_details": _("contact details"),
    "content_public": _("content public"),
    "content_restricted": _("content restricted"),
    "media": _("media"),
    "reactions": _("reactions"),
    "groups": _("groups"),
    "private_messages": _("private messages"),
    "private_messages_multi": _("private messages multi"),
    "invitations": _("invitations"),
    "genai_inputs": _("genai inputs"),
    "ai_coach_messages": _("ai coach messages"),
    "feedback_support": _("feedback support"),
    "jobs_saved": _("jobs saved"),
    "jobs_applications": _("jobs applications"),
    "jobs_preferences": _("jobs preferences"),
    "salary": _("salary"),
    "credentials_security": _("credentials security"),
    "login_history": _("login history"),
    "payment": _("payment"),
    "receipts": _("receipts"),
    "connections": _("connections"),
    "imported_contacts": _("imported contacts"),
    "follows": _("follows"),
    "search_history": _("search history"),
    "ads_interactions": _("ads interactions"),
    "inferences": _("inferences"),
    "learning": _("learning"),
    "events": _("events"),
    "verification": _("verification"),
    "demographics": _("demographics"),
    "device_usage": _("device usage"),
    "page_admin": _("page admin"),
    "services_marketplace": _("services marketplace"),
    "others_about_me": _("others about me"),
}
"""A data category within a list: close to its id."""

AUTHOR_LABELS: Mapping[str, str] = {
    "member": _("member"),
    "other": _("other"),
    "linkedin": _("linkedin"),
    "unknown": _("unknown"),
}
AUDIENCE_LABELS: Mapping[str, str] = {
    "public": _("public"),
    "limited": _("limited"),
    "unknown": _("unknown"),
}

OUTCOME_LABELS: Mapping[str, str] = {
    "could_be_used": _("could be used"),
    "could_have_been_used": _("could have been used"),
    "aggregate_only": _("aggregate only"),
    "not_stated": _("not stated"),
    "stopped": _("stopped"),
    "excluded": _("excluded"),
}
"""An outcome, a day's own answer, or the outcome under another reading."""

FILE_STATE_LABELS: Mapping[str, str] = {
    "read": _("read"),
    "empty": _("empty"),
    "unknown": _("unknown"),
    "unreadable": _("unreadable"),
    "ignored": _("ignored"),
    "media": _("media"),
}
"""The state of a file, in a word."""

FILE_STATE_DESCRIPTIONS: Mapping[str, str] = {
    "read": _("read"),
    "empty": _("empty: a header and no rows"),
    "unknown": _("not known to the catalog; listed as unsorted"),
    "unreadable": _("could not be read"),
    "ignored": _("left out by rule"),
    "media": _("listed, not opened"),
}
"""The state of a file, with what it means."""

MATCH_BASIS_LABELS: Mapping[str, str] = {
    "header": _("header"),
    "name": _("name"),
    "both": _("both"),
    "none": text_in_context("none", "known by"),
}
"""By what the catalog recognised a file."""

COMPLETENESS_LABELS: Mapping[str, str] = {
    "complete": _("a complete download, as far as its content shows"),
    "basic": _("LinkedIn's basic download: posts, comments and reactions are not in it"),
    "unknown": _("a download of which only parts are here"),
}
"""Whether a download is complete, at the end of a sentence."""
SNAPSHOT_LABEL = _("what LinkedIn's portability interface gave")

MESSAGE_TYPE_LABELS: Mapping[MessageType, str] = {
    MessageType.ONE_TO_ONE: _("to one person"),
    MessageType.SEVERAL: _("to several people"),
    MessageType.SPONSORED: _("sponsored"),
    MessageType.AI_CHAT: _("in a chat with AI"),
    MessageType.UNKNOWN: _("to whom is unknown; it is read as one to several people, which leaves more open"),
}
"""What kind of message an item is."""

RULE_KIND_LABELS: Mapping[str, str] = {
    "regime": _("regime"),
    "scope": _("scope"),
    "gate": _("gate"),
    "note": _("note"),
}
"""A kind of rule, by the name of its table in the pack."""

RULE_ANSWER_LABELS: Mapping[str, str] = {
    "open": _("open"),
    "closed": _("closed"),
    "not_stated": _("not stated"),
    "covered": _("covered"),
    "excluded": _("excluded"),
    "aggregate": _("aggregate"),
    "stopped": _("stopped"),
}
"""The answer of a rule."""

SEVERITY_LABELS: Mapping[str, str] = {"note": _("note"), "warning": _("warning")}

FACT_LABELS: Mapping[str, str] = {
    "age": _("age"),
    "region": _("region"),
    "audience": _("audience"),
}
"""The facts that are no settings."""

ORIGIN_LABELS: Mapping[Origin, str] = {Origin.STATED: _("stated"), Origin.ASSUMED: _("assumed")}
"""How a fact is known; the other origins do not occur yet."""

FACT_VALUE_LABELS: Mapping[str, str] = {
    "on": _("on"),
    "off": _("off"),
    "unknown": _("unknown"),
    "adult": _("adult"),
    "minor": _("minor"),
    "public": _("public"),
}
"""The position of a setting, and the values of other facts."""


def title_category(category: str) -> str:
    """A category as a heading."""
    return CATEGORY_HEADINGS.get(category) or humanize_id(category).capitalize()


def label_category(identifier: str) -> str:
    """A category within a list."""
    return CATEGORY_LABELS.get(identifier) or humanize_id(identifier)


def label_data_category(identifier: str | None) -> str:
    """A data category within a list; ``None``: the catalog does not know the file."""
    if identifier is None:
        return _("unknown")
    return DATA_CATEGORY_LABELS.get(identifier) or humanize_id(identifier)


def humanize_id(identifier: str) -> str:
    """An id without a label, with blanks for underscores."""
    return identifier.replace("_", " ")
