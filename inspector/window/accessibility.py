"""Announcements for screen readers, of changes that are only to be seen.

Nothing is sent while no screen reader listens.
"""

from collections.abc import Iterable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from inspector.csv_injection import escape_pasted_text
from inspector.window.localization import translate


def is_active() -> bool:
    """Whether a screen reader listens; ask before making a text that is only announced."""
    return QAccessible.isActive()


def announce(widget: QWidget, text: str) -> None:
    """Announce ``text`` when the screen reader has finished what it is saying; ``widget`` is what changed."""
    _send_announcement(widget, text, QAccessible.AnnouncementPoliteness.Polite)


def announce_urgently(widget: QWidget, text: str) -> None:
    """Announce an error at once."""
    _send_announcement(widget, text, QAccessible.AnnouncementPoliteness.Assertive)


def _send_announcement(widget: QWidget, text: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
    if text and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)


def copy_to_clipboard(widget: QWidget, text: str) -> None:
    """Put a text on the clipboard and announce it.

    Every line may hold words of an archive and may be pasted into a spreadsheet, so formulas are escaped.
    """
    _set_clipboard(widget, escape_pasted_text(text))


def copy_rows_to_clipboard(widget: QWidget, rows: Iterable[str]) -> None:
    """Put rows on the clipboard and announce it; ``csv_injection.format_pasted_row`` makes each row."""
    _set_clipboard(widget, "\n".join(rows))


def _set_clipboard(widget: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    announce(widget, translate("Copied"))
