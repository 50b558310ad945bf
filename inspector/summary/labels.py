"""What ids are called where people read them. In formats for programs an id stays what it is.

Each table is complete for what the program knows by itself; an id that a pack of one's own brings stays as it is.
"""

from collections.abc import Mapping

from inspector.i18n import meant, words

CATEGORY_HEADS: Mapping[str, str] = {
    "profile": words("Profile"),
    "posts": words("Posts"),
    "jobs": words("Jobs"),
    "messages": words("Messages"),
    "payment": words("Payment"),
    "ai_conversations": words("AI conversations"),
    "activity": words("Activity"),
    "network": words("Network"),
    "ads_inferences": words("Ads and inferences"),
    "learning": words("Learning"),
    "account_security": words("Account security"),
    "unsorted": words("Unsorted"),
}
"""A category as a heading."""

CATEGORIES: Mapping[str, str] = {
    "profile": words("profile"),
    "posts": words("posts"),
    "jobs": words("jobs"),
    "messages": words("messages"),
    "payment": words("payment"),
    "ai_conversations": words("ai conversations"),
    "activity": words("activity"),
    "network": words("network"),
    "ads_inferences": words("ads inferences"),
    "learning": words("learning"),
    "account_security": words("account security"),
    "unsorted": words("unsorted"),
}
"""A category in a list, where it stands for its id."""

DATA_CATEGORIES: Mapping[str, str] = {
    "profile_core": words("profile core"),
    "profile_endorsements": words("profile endorsements"),
    "profile_other": words("profile other"),
    "contact_details": words("contact details"),
    "content_public": words("content public"),
    "content_restricted": words("content restricted"),
    "media": words("media"),
    "reactions": words("reactions"),
    "groups": words("groups"),
    "private_messages": words("private messages"),
    "private_messages_multi": words("private messages multi"),
    "invitations": words("invitations"),
    "genai_inputs": words("genai inputs"),
    "ai_coach_messages": words("ai coach messages"),
    "feedback_support": words("feedback support"),
    "jobs_saved": words("jobs saved"),
    "jobs_applications": words("jobs applications"),
    "jobs_preferences": words("jobs preferences"),
    "salary": words("salary"),
    "credentials_security": words("credentials security"),
    "login_history": words("login history"),
    "payment": words("payment"),
    "receipts": words("receipts"),
    "connections": words("connections"),
    "imported_contacts": words("imported contacts"),
    "follows": words("follows"),
    "search_history": words("search history"),
    "ads_interactions": words("ads interactions"),
    "inferences": words("inferences"),
    "learning": words("learning"),
    "events": words("events"),
    "verification": words("verification"),
    "demographics": words("demographics"),
    "device_usage": words("device usage"),
    "page_admin": words("page admin"),
    "services_marketplace": words("services marketplace"),
    "others_about_me": words("others about me"),
}
"""A data category in a list, where it stands for its id."""

AUTHORS: Mapping[str, str] = {
    "member": words("member"),
    "other": words("other"),
    "linkedin": words("linkedin"),
    "unknown": words("unknown"),
}
AUDIENCES: Mapping[str, str] = {
    "public": words("public"),
    "limited": words("limited"),
    "unknown": words("unknown"),
}

ANSWERS: Mapping[str, str] = {
    "could_be_used": words("could be used"),
    "could_have_been_used": words("could have been used"),
    "aggregate_only": words("aggregate only"),
    "not_stated": words("not stated"),
    "stopped": words("stopped"),
    "excluded": words("excluded"),
}
"""What a day's own answer, or the outcome under another reading, is called."""

FILE_STATES: Mapping[str, str] = {
    "read": words("read"),
    "empty": words("empty"),
    "unknown": words("unknown"),
    "unreadable": words("unreadable"),
    "ignored": words("ignored"),
    "media": words("media"),
}
"""What became of a file, in a word."""

STATES: Mapping[str, str] = {
    "read": words("read"),
    "empty": words("empty: a header and no rows"),
    "unknown": words("not known to the catalog; listed as unsorted"),
    "unreadable": words("could not be read"),
    "ignored": words("left out by rule"),
    "media": words("listed, not opened"),
}
"""What became of a file, in words."""

KNOWN_BY: Mapping[str, str] = {
    "header": words("header"),
    "name": words("name"),
    "both": words("both"),
    "none": meant("none", "known by"),
}
"""By what a file was known."""

SEVERITIES: Mapping[str, str] = {"note": words("note"), "warning": words("warning")}

FACTS: Mapping[str, str] = {
    "age": words("age"),
    "region": words("region"),
    "audience": words("audience"),
}
"""The facts about a person that are no settings."""

VALUES: Mapping[str, str] = {
    "on": words("on"),
    "off": words("off"),
    "unknown": words("unknown"),
    "adult": words("adult"),
    "minor": words("minor"),
    "public": words("public"),
}
"""How a setting stands, and the values of other facts."""


def category(identifier: str) -> str:
    """A category in a list."""
    return CATEGORIES.get(identifier) or plain(identifier)


def data_category(identifier: str | None) -> str:
    """A data category in a list."""
    if identifier is None:
        return words("unknown")
    return DATA_CATEGORIES.get(identifier) or plain(identifier)


def plain(identifier: str) -> str:
    """An id without a name of its own, readable."""
    return identifier.replace("_", " ")
