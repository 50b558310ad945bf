"""The strip of circumstances: always in sight, because every answer rests on it."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.printable import one_line
from inspector.window.details.circumstances_words import first_hints, hint_words
from inspector.window.localization import say, written_day
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.mirroring import placed
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.summary.report import Fact

translate = QCoreApplication.translate

_SETTINGS = 2
"""How many settings the strip shows: the first ones of the pack."""
_LONGEST, _VALUE, _FEW = 80, 24, 11
_FIRST, _GAP, _EDGES = 2, 22, 24
"""How many facts stay in the first row where there are two; what stands between the facts and around them."""


class _Cell(QWidget):
    """One fact: its name and origin in small letters, its value below; cut where the room ends, whole in the tip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = self._value = self._origin = self._tail = ""
        self._assumed = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("CircumstancesStrip", "Circumstance"))
        text_widgets.may_shorten(self)

    def show_fact(self, name: str, value: str, origin: str, assumed: bool, tail: str = "") -> None:
        """Show a fact and how it is known; ``tail`` (what the archive suggests) stands where there is room for it."""
        self._name, self._value = one_line(name, _LONGEST), one_line(value, _LONGEST)
        self._origin, self._tail = origin, one_line(tail, _LONGEST)
        self._assumed = assumed
        whole = f"{self._name}: {self._value} ({self._known()})"
        self.setAccessibleName(whole)
        text_widgets.tip(self, whole)
        self.setMaximumWidth(max(self.sizeHint().width(), self._width_of(self._known())))
        self.updateGeometry()
        self.update()

    def _known(self) -> str:
        return f"{self._origin}; {self._tail}" if self._tail else self._origin

    def _width_of(self, origin: str) -> int:
        return round(QFontMetricsF(self._small()).horizontalAdvance(f"{self._name} · {origin}")) + 4

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    def sizeHint(self) -> QSize:
        """Room for all but the tail."""
        small, normal = QFontMetricsF(self._small()), QFontMetricsF(self.font())
        width = max(self._width_of(self._origin), round(normal.horizontalAdvance(self._value)) + 4)
        return QSize(width, round(small.height() + normal.height()) + 3)

    def minimumSizeHint(self) -> QSize:
        """Room for a short value, such as a day: what does not fit is cut with an ellipsis.

        Where there is a tail Qt counts from here and not from the hint, so a value of ordinary length has its room.
        """
        letters = _VALUE if self._tail else _FEW
        width = min(self.fontMetrics().horizontalAdvance("x" * letters) + 4, self.sizeHint().width())
        return QSize(width, self.sizeHint().height())

    def painted_texts(self) -> Iterator[text_widgets.Painted]:
        """Both lines; the tail stands only where there is room, so it is not spoken of here."""
        yield text_widgets.Painted(self._origin, self._width_of(self._origin) - 4, self.width())
        yield text_widgets.Painted(self._value, QFontMetricsF(self.font()).horizontalAdvance(self._value), self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both lines."""
        painter = QPainter(self)
        small, normal = QFontMetricsF(self._small()), QFontMetricsF(self.font())
        width, cut = float(self.width()), Qt.TextElideMode.ElideRight
        painter.setFont(self._small())
        painter.setPen(QColor(self._theme.muted))
        left = f"{self._name} · "
        name = small.elidedText(left if self._origin else self._name, cut, width)
        top = QRectF(0, 0, width, small.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, name)
        used = small.horizontalAdvance(left)
        if used < width:
            painter.setPen(QColor(self._theme.warning if self._assumed else self._theme.muted))
            rest = QRectF(used, 0, width - used, small.height())
            rest = placed(rest, QRectF(self.rect()), self.layoutDirection())
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft, small.elidedText(self._known(), cut, width - used))
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.text))
        below = QRectF(0, small.height() + 2, width, normal.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, normal.elidedText(self._value, cut, width))
        painter.end()


class CircumstancesStrip(Card):
    """Region, age, the main settings and the as-of day, each with its origin; ``change_wanted`` asks for the sheet."""

    change_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._cells: list[_Cell] = []
        self._rows = (QHBoxLayout(), QHBoxLayout())
        self._broken = False
        column = QVBoxLayout()
        column.setSpacing(6)
        for line in self._rows:
            line.setSpacing(_GAP)
            line.addStretch(1)
            column.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(_GAP)
        row.addLayout(column, 1)
        self._change = Segment(translate("CircumstancesStrip", "Change…"))
        text_widgets.tip(
            self._change, translate("CircumstancesStrip", "Change the circumstances; the answers follow at once")
        )
        self._change.clicked.connect(lambda: self.change_wanted.emit())
        self._change.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._change)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the circumstances of an exposure."""
        from inspector.policy.circumstances import AGE, AS_OF, REGION
        from inspector.summary.report import Report

        facts = {fact.id: fact for fact in Report(exposure, dt.datetime.now(dt.UTC)).facts}
        settings = [name for name in exposure.pack.settings if name in facts][:_SETTINGS]
        shown = [REGION, AGE, *settings, AS_OF]
        while len(self._cells) < len(shown):
            self._cells.append(_Cell(self._theme))
            self._rows[0].insertWidget(len(self._cells) - 1, self._cells[-1])
            self._broken = False
        for place, name in enumerate(shown):
            fact, tail = facts[name], _suggested(exposure, facts[name])
            assumed = fact.origin != "stated"
            origin = (
                translate("CircumstancesStrip", "assumed") if assumed else translate("CircumstancesStrip", "stated")
            )
            self._cells[place].show_fact(_short(fact), written_day(say(fact.value)), origin, assumed, tail)
            policy = self._cells[place].sizePolicy()
            policy.setHorizontalStretch(10 if tail else 0)
            self._cells[place].setSizePolicy(policy)
        self._fit()

    def _fit(self) -> None:
        """All facts in one row; where it does not hold them, the settings and the day go into a second one."""
        wanted = sum(cell.sizeHint().width() + _GAP for cell in self._cells) + self._change.sizeHint().width()
        broken = wanted + _EDGES > self.width()
        if broken is self._broken:
            return
        self._broken = broken
        leaves, takes = self._rows if broken else reversed(self._rows)
        for place, cell in enumerate(self._cells[_FIRST:]):
            leaves.removeWidget(cell)
            takes.insertWidget(place if broken else _FIRST + place, cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        self._fit()
        super().resizeEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        for cell in self._cells:
            cell.set_theme(theme)


def _short(fact: "Fact") -> str:
    """A name that leaves room for the value."""
    return {
        "genai_improvement": translate("CircumstancesStrip", "AI setting"),
        "affiliate_ads_sharing": translate("CircumstancesStrip", "Ad sharing"),
    }.get(fact.id) or say(fact.name)


def _suggested(exposure: "Exposure", fact: "Fact") -> str:
    """What the archive suggests of a fact that is only assumed."""
    hints = first_hints(exposure.holdings.hints, fact.id)
    return hint_words(exposure.pack, hints[0]) if hints and fact.origin != "stated" else ""
