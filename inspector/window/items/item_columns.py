"""The columns of the items page, and the labels of an item's author, audience and flags."""

from enum import IntEnum

from inspector.window.localization import translate


class ItemColumn(IntEnum):
    """The columns, in their order."""

    OUTCOME = 0
    DATE = 1
    FILE = 2
    CATEGORY = 3
    AUTHOR = 4
    AUDIENCE = 5
    TEXT = 6


def column_title(column: ItemColumn) -> str:
    """The head of a column."""
    return {
        ItemColumn.OUTCOME: translate("Outcome"),
        ItemColumn.DATE: translate("Date"),
        ItemColumn.FILE: translate("File"),
        ItemColumn.CATEGORY: translate("Category"),
        ItemColumn.AUTHOR: translate("Author"),
        ItemColumn.AUDIENCE: translate("Audience"),
        ItemColumn.TEXT: translate("Text"),
    }[column]


def author_label(author: str) -> str:
    """An author as it is shown."""
    return {
        "member": translate("member"),
        "other": translate("other"),
        "linkedin": translate("LinkedIn"),
    }.get(author, translate("unknown"))


def audience_label(audience: str) -> str:
    """An audience as it is shown."""
    return {
        "public": translate("public"),
        "limited": translate("limited"),
    }.get(audience, translate("unknown"))


def flag_label(flag: str) -> str:
    """What an item may be marked as, as it is shown."""
    return {
        "disputed": translate("disputed: sources disagree"),
        "assumed": translate("assumed: hangs on a fact not stated"),
        "undated": translate("date unknown"),
        "limited": translate("for one purpose only"),
    }.get(flag, translate("dated after the as-of day"))
