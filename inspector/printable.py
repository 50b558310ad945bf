"""Replaces characters that cannot be seen by visible placeholders, in text and in file names.

Patterns are strings that ``re`` compiles at first use, because the first window needs none of them.
"""

import re

_UNPRINTABLE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)
"""Control, bidirectional, zero-width and unpaired surrogate characters, except tab and line feed."""
_MAX_BLANK_SHARE = 50
"""Of how many characters at most one remains when the blanks of a line are joined."""
_UNPRINTABLE_IN_NAMES = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
"""Control characters, line separators, bidirectional controls and unpaired surrogates."""


def make_printable(text: str) -> str:
    """Return ``text`` with unprintable characters replaced by placeholders such as ``<U+202E>``.

    Tab and line feed stay. CR LF becomes one line feed.
    """
    if text.isprintable():  # true for most texts, and faster than the search
        return str(text)
    return re.sub(_UNPRINTABLE, lambda match: f"<U+{ord(match[0]):04X}>", text.replace("\r\n", "\n"))


def make_name_printable(name: str) -> str:
    """Return a file name with unprintable characters replaced, tab and line feed included.

    C0 controls become control pictures (U+2400 to U+241F), the others placeholders such as ``[U+202E]``.
    """
    return re.sub(_UNPRINTABLE_IN_NAMES, _format_name_placeholder, name)


def is_name_printable(name: str) -> bool:
    """Tell whether ``make_name_printable`` would leave the name as it is."""
    return re.search(_UNPRINTABLE_IN_NAMES, name) is None


def _format_name_placeholder(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else f"[U+{code:04X}]"


def to_one_line(text: str, width: int) -> str:
    """Return the text on one line of at most ``width`` characters, cut with an ellipsis.

    Only the beginning of a long text is looked at, so the cost does not grow with the text.
    """
    if len(text) > _MAX_BLANK_SHARE * width:
        text = text[: _MAX_BLANK_SHARE * width] + "…"
    line = " ".join(make_printable(text).split())
    return line if len(line) <= width else line[: width - 1] + "…"


_ACCOUNT_NUMBER = r"_\d{4,}(?=(?:_\d{1,3})?(?: ?\(\d+\))?(?:\.\w+)?(?:#|$))"


def mask_account_number(name: str) -> str:
    """Return the printable name of a member without the account number that LinkedIn adds to it.

    ``Comments_34875879.csv`` becomes ``Comments_….csv``. A part number such as ``_3`` stays: it has at most three
    digits. Output for programs holds the whole name.
    """
    folder, slash, base = name.rpartition("/")
    return make_printable(folder + slash + re.sub(_ACCOUNT_NUMBER, "_…", base))
