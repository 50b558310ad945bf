"""What is said aloud to a person who does not see that something changed: a screen reader speaks it, whatever it is at.

Where none listens nothing is done.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from inspector.csv_injection import escape_pasted_text
from inspector.window.localization import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessible


def announce(widget: QWidget, text: str) -> None:
    """Have a text said once what is being said has ended; ``about`` is the widget that changed."""
    from PySide6.QtGui import QAccessible

    _send_announcement(widget, text, QAccessible.AnnouncementPoliteness.Polite)


def announce_urgently(widget: QWidget, text: str) -> None:
    """Have a text said at once: something went wrong."""
    from PySide6.QtGui import QAccessible

    _send_announcement(widget, text, QAccessible.AnnouncementPoliteness.Assertive)


def _send_announcement(widget: QWidget, text: str, politeness: "QAccessible.AnnouncementPoliteness") -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

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
