"""Announcements for screen readers, of changes that are only to be seen.

Nothing is sent while no screen reader listens.
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

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
    """Put a text on the clipboard, and announce it: nothing on the screen changes."""
    QGuiApplication.clipboard().setText(text)
    announce(widget, translate("Copied"))
