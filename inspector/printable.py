"""Text from an archive, made harmless to look at: what cannot be seen becomes a visible mark.

Patterns are compiled when first met: the first picture needs none of them.
"""

import re

_UNSEEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with control, bidi, zero-width and unpaired characters as marks such as ``<U+202E>``.

    CR LF is one line break.
    """
    if text.isprintable():  # as most are: letters, signs and plain blanks hold nothing to mark
        return str(text)
    return re.sub(_UNSEEN, lambda found: f"<U+{ord(found[0]):04X}>", text.replace("\r\n", "\n"))


def one_line(text: str, width: int) -> str:
    """The text on one line of at most ``width`` characters, cut with an ellipsis."""
    flat = " ".join(visible(text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


_MEMBER_ID = r"_\d{4,}(?=(?:_\d{1,3})?(?: ?\(\d+\))?(?:\.\w+)?(?:#|$))"


def member_label(name: str) -> str:
    """A member's name for people to read: visible, and without the number of the account that LinkedIn adds to it.

    ``Comments_34875879.csv`` becomes ``Comments_….csv``. The number of a part, ``_3``, stays: parts of one file
    have at most three digits. Addresses for programs keep the whole name.
    """
    folder, slash, base = name.rpartition("/")
    return visible(folder + slash + re.sub(_MEMBER_ID, "_…", base))
