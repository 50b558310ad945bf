"""The language of the application, and its texts, numbers and days in that language.

The window's own messages are literals in ``translate``, ``translate_in_context`` and ``translate_plural``, which look
them up now, in the gettext catalog of the current language. ``localize`` does the same for a lazy text that was made
below the window. Only Qt's own texts (the buttons of its dialogs) come from Qt's translation files.

The language belongs to the application, as its palette, its font and its direction do. ``set_language`` sets it, and
all that is built or shown after that is in it.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCollator, QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from inspector.i18n import ENGLISH, LANGUAGE_NAMES, Language, _, load_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QCollatorSortKey

    from inspector.i18n import Value

_LANGUAGE_PROPERTY, _TRANSLATORS_PROPERTY = "spoken_language", "spoken_translators"
"""Dynamic properties of the application that hold its language and its translators."""
_DAY_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_FIELD_PATTERN = re.compile(r"\{(year|month|day):[0-9]*\}")


# ---- choosing the language


def resolve_language(tag: str) -> Language:
    """The language of a BCP 47 tag; if unknown, the first known language of the system, else English."""
    for name in (tag, *QLocale.system().uiLanguages()):
        for candidate in (name, name.partition("-")[0]):
            if candidate in LANGUAGE_NAMES:
                return load_language(candidate)
    return ENGLISH


def set_language(ui_language: Language, translators: "Sequence[QTranslator] | None" = None) -> None:
    """Switch the application to a language; ``translators`` replace those that would be loaded (tests)."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("there is no application to speak")
    for old_translator in application.property(_TRANSLATORS_PROPERTY) or ():
        application.removeTranslator(old_translator)
    new_translators = tuple(_load_qt_translators(ui_language) if translators is None else translators)
    application.setProperty(_LANGUAGE_PROPERTY, ui_language)
    application.setProperty(_TRANSLATORS_PROPERTY, new_translators)
    QLocale.setDefault(_choose_locale(ui_language))
    direction = Qt.LayoutDirection
    QGuiApplication.setLayoutDirection(direction.RightToLeft if ui_language.right_to_left else direction.LeftToRight)
    for translator in new_translators:
        application.installTranslator(translator)


def _load_qt_translators(ui_language: Language) -> list[QTranslator]:
    """The translator of Qt's own texts, as PySide6 ships it; none where there is no file for the language."""
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if ui_language is ENGLISH or not translator.load(f"qtbase_{ui_language.tag}", folder):
        return []
    return [translator]


def _choose_locale(ui_language: Language) -> QLocale:
    """The system's locale if it has the same language, else the default locale of the language."""
    system, default_locale = QLocale.system(), QLocale(ui_language.tag)
    return system if system.language() is default_locale.language() else default_locale


# ---- texts, numbers and days


def current_language() -> Language:
    application = QCoreApplication.instance()
    value = application.property(_LANGUAGE_PROPERTY) if application is not None else None
    return value if isinstance(value, Language) else ENGLISH


def localize(text: str) -> str:
    """Translate a lazy text from below the window; a plain text is looked up as a message and else stays."""
    return current_language().translate(text)


def localize_value(value: "Value") -> str:
    """Format a whole number or a day for the current language."""
    return current_language().format_value(value)


def localize_day(text: str) -> str:
    """Format ``YYYY[-MM[-DD]]`` for the current language; any other text is returned unchanged."""
    match = _DAY_PATTERN.fullmatch(text)
    if match is None or current_language() is ENGLISH:
        return text
    year, month, day = (int(part) if part is not None else None for part in match.groups())
    if year is None or month is None:
        return text
    try:
        formatted = localize_value(dt.date(year, month, day or 1))
    except ValueError:
        return text
    return formatted if day is not None else _remove_day(current_language().day).format(year=year, month=month)


def _remove_day(pattern: str) -> str:
    """Remove the day and the separator beside it from a date pattern."""
    return re.sub(r"\{day:[0-9]*\}[-./]|[-./]\{day:[0-9]*\}", "", pattern)


def day_format() -> str:
    """The date format of the current language in Qt's notation, such as ``dd.MM.yyyy``."""
    letters = {"year": "yyyy", "month": "MM", "day": "dd"}
    return _FIELD_PATTERN.sub(lambda match: letters[match[1]], current_language().day)


def translate(message: str, /, **values: "Value") -> str:
    """Look up a message in the current language. ``message`` is a literal; ``values`` fill its named fields.

    Without values the fields stay, so that the text can be filled later by ``str.format``.
    """
    language = current_language()
    return _fill_fields(language, language.catalog.gettext(message), values)


def translate_in_context(message: str, context: str, /, **values: "Value") -> str:
    """Look up a message whose English has several meanings; ``context``, a literal, tells translators which one."""
    language = current_language()
    return _fill_fields(language, language.catalog.pgettext(context, message), values)


def translate_plural(one: str, many: str, number: int, /, **values: "Value") -> str:
    """Look up a message about ``number`` things, shown as ``{number}``. ``one`` and ``many`` are literals."""
    language = current_language()
    return _fill_fields(language, language.catalog.ngettext(one, many, number), {"number": number, **values})


def _fill_fields(language: Language, pattern: str, values: "Mapping[str, Value]") -> str:
    return language.format_message(pattern, values) if values else pattern


def build_collation_key() -> "Callable[[str], QCollatorSortKey]":
    """A sort key function for texts: the current language's order of letters, ignoring case."""
    collator = QCollator(QLocale(current_language().tag))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return collator.sortKey


def rules_language_note() -> str:
    """A note that rules are quoted in English; empty while the window is in English."""
    if current_language().tag == ENGLISH.tag:
        return ""
    return localize(_("Texts of rules and sources are quoted in English."))
