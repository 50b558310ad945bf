"""The window in other languages: German, and one made up that is longer, bracketed, and may run from right to left."""

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QLocale, QTranslator

from inspector.i18n import ENGLISH, PSEUDO, Language, load_language, lookup
from inspector.window import localization

_RIGHT = "\u05d0"
"""A letter that runs from right to left: a text that begins with it does."""


class _Mirrored(gettext.NullTranslations):
    """The made-up language, from right to left."""

    def gettext(self, message: str) -> str:
        return _RIGHT + PSEUDO.catalog.gettext(message)

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


MIRRORED = replace(PSEUDO, tag="he-XB", right_to_left=True, catalog=_Mirrored())
LANGUAGES = {"en": ENGLISH, "de": load_language("de"), "pseudo": PSEUDO, "mirrored": MIRRORED}
_QT_FIELD = re.compile(r"(%L?[0-9n]|&(?=\w))")
"""What a text of Qt holds that is not for people: fields, the mark of an access key."""


class PseudoQtTexts(QTranslator):
    """Gives Qt's own texts in brackets, with accents, and longer by a third, as ``PSEUDO`` does with ours."""

    _ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")

    def __init__(self, begin: str = "") -> None:
        super().__init__()
        self._begin = begin

    def isEmpty(self) -> bool:  # noqa: N802
        """Asked by Qt: it knows all texts."""
        return False

    def translate(self, _context: str, text: str, _comment: str | None = None, n: int = -1) -> str:
        """Called by Qt for each text."""
        if not text or text.startswith("QT_"):
            return ""
        parts = _QT_FIELD.split(text)
        accented = "".join(part if place % 2 else part.translate(self._ACCENTS) for place, part in enumerate(parts))
        return f"{self._begin}[{accented}{' ~' * -(-len(text) // 6)}]"


def speak(spoken: Language) -> None:
    """Have the application speak a language; the made-up ones say Qt's texts too."""
    made_up = {PSEUDO.tag: "", MIRRORED.tag: _RIGHT}
    localization.set_language(spoken, [PseudoQtTexts(made_up[spoken.tag])] if spoken.tag in made_up else None)


@contextmanager
def speaking(spoken: Language) -> Iterator[None]:
    """Speak a language for a while, and then English as if nothing had ever been said."""
    speak(spoken)
    try:
        yield
    finally:
        localization.set_language(ENGLISH, ())
        QLocale.setDefault(QLocale.system())


def ours(text: str) -> str:
    """A text of the window in its language now, without the marks of access keys."""
    return localization.localize(lookup(text)).replace("&", "")
