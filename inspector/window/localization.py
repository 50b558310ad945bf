"""What language the application speaks, and how everything is said in it that is no literal of the window itself.

The window's own texts are literals, translated by Qt (``QCoreApplication.translate``, ``self.tr``) from
``resources/translations/window_TAG.qm``. Texts from below the window are said by ``say``, numbers and days by
``written``. The language belongs to the application, as its palette, its font and its direction do; ``speak`` sets it,
and whatever is built after that speaks it.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCollator, QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from inspector.i18n import ENGLISH, LANGUAGES, Language, language
from inspector.resources import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QCollatorSortKey

    from inspector.i18n import Value

_SPOKEN, _TRANSLATORS = "spoken_language", "spoken_translators"
"""Under which names the application keeps its language and what translates its texts."""
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_FIELD = re.compile(r"\{(year|month|day):[0-9]*\}")


# ---- which language


def wanted(tag: str) -> Language:
    """The language of a tag as it is kept; for none, or one that is not known, the first of the system's that is."""
    for name in (tag, *QLocale.system().uiLanguages()):
        for known in (name, name.partition("-")[0]):
            if known in LANGUAGES:
                return language(known)
    return ENGLISH


def speak(spoken: Language, translators: "Sequence[QTranslator] | None" = None) -> None:
    """Have the application speak a language from now on; ``translators`` stand in for those that it would load."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("there is no application to speak")
    for old in application.property(_TRANSLATORS) or ():
        application.removeTranslator(old)
    made = tuple(_translators(spoken) if translators is None else translators)
    application.setProperty(_SPOKEN, spoken)
    application.setProperty(_TRANSLATORS, made)
    QLocale.setDefault(_locale(spoken))
    side = Qt.LayoutDirection
    QGuiApplication.setLayoutDirection(side.RightToLeft if spoken.right_to_left else side.LeftToRight)
    for translator in made:
        application.installTranslator(translator)


def _translators(spoken: Language) -> list[QTranslator]:
    """Qt's texts and ours; what cannot be loaded stays English."""
    ours = QTranslator()
    found = [ours] if ours.load(str(resources() / "translations" / f"window_{spoken.tag}.qm")) else []
    if spoken is not ENGLISH:
        standard = QTranslator()
        if standard.load(f"qtbase_{spoken.tag}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            found.insert(0, standard)
    return found


def _locale(spoken: Language) -> QLocale:
    """How the system writes, where it speaks this language too; else as the language is written where most speak it."""
    system, usual = QLocale.system(), QLocale(spoken.tag)
    return system if system.language() is usual.language() else usual


# ---- how things are said in it


def spoken() -> Language:
    """The language that the application speaks."""
    application = QCoreApplication.instance()
    found = application.property(_SPOKEN) if application is not None else None
    return found if isinstance(found, Language) else ENGLISH


def say(text: str) -> str:
    """A text from below the window in the language; one that is nobody's sentence stays as it is."""
    return spoken().say(text)


def written(value: "Value") -> str:
    """A whole number or a day as the language writes it."""
    return spoken().written(value)


def written_day(text: str) -> str:
    """A day, month or year that was written ``YYYY[-MM[-DD]]``, as the language writes it; another text as it is."""
    found = _DAY.fullmatch(text)
    if found is None or spoken() is ENGLISH:
        return text
    year, month, day = (int(part) if part is not None else None for part in found.groups())
    if year is None or month is None:
        return text
    try:
        whole = written(dt.date(year, month, day or 1))
    except ValueError:
        return text
    return whole if day is not None else _without_day(spoken().day).format(year=year, month=month)


def _without_day(pattern: str) -> str:
    """A pattern of days with no day in it, and without the sign that stood beside it."""
    return re.sub(r"\{day:[0-9]*\}[-./]|[-./]\{day:[0-9]*\}", "", pattern)


def day_format() -> str:
    """How the language writes a day, as Qt wants to be told."""
    letters = {"year": "yyyy", "month": "MM", "day": "dd"}
    return _FIELD.sub(lambda found: letters[found[1]], spoken().day)


def plural(context: str, message: str, comment: str | None, number: int, *values: "Value") -> str:
    """A text about so many things, in the form for that number, filled with values as the language writes them.

    ``lupdate`` reads these calls too, and understands less than Python: context, message and comment are literals, the
    number is a plain name, and after it comes one name at most, with a star or without.
    """
    said = QCoreApplication.translate(context, message, comment, number)
    return said.format(*(written(value) for value in values))


def in_order() -> "Callable[[str], QCollatorSortKey]":
    """What texts are ordered by in the language, made from each: letters as it orders them, whatever their case."""
    collator = QCollator(QLocale(spoken().tag))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return collator.sortKey


def rules_note() -> str:
    """That texts of rules are in another language than the window; empty where they are not."""
    if spoken().tag == ENGLISH.tag:
        return ""
    return QCoreApplication.translate("Saying", "Texts of rules and sources are quoted in English.")
