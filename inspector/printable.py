"""Text from an archive, made harmless to look at: what cannot be seen becomes a visible mark.

Patterns are compiled when first met: the first picture needs none of them.
"""

import re

_UNPRINTABLE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)


def make_printable(text: str) -> str:
    """The text with control, bidi, zero-width and unpaired characters as marks such as ``<U+202E>``.

    CR LF is one line break.
    """
    if text.isprintable():  # as most are: letters, signs and plain blanks hold nothing to mark
        return str(text)
    return re.sub(_UNPRINTABLE, lambda match: f"<U+{ord(match[0]):04X}>", text.replace("\r\n", "\n"))


def to_one_line(text: str, width: int) -> str:
    """The text on one line of at most ``width`` characters, cut with an ellipsis."""
    line = " ".join(make_printable(text).split())
    return line if len(line) <= width else line[: width - 1] + "…"


_ACCOUNT_NUMBER = r"_\d{4,}(?=(?:_\d{1,3})?(?: ?\(\d+\))?(?:\.\w+)?(?:#|$))"


def mask_account_number(name: str) -> str:
    """A member's name for people to read: visible, and without the number of the account that LinkedIn adds to it.

    ``Comments_34875879.csv`` becomes ``Comments_….csv``. The number of a part, ``_3``, stays: parts of one file
    have at most three digits. Addresses for programs keep the whole name.
    """
    folder, slash, base = name.rpartition("/")
    return make_printable(folder + slash + re.sub(_ACCOUNT_NUMBER, "_…", base))
