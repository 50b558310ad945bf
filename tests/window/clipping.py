"""Finds every text that a shown widget cuts, with how much room it needs and how much it has.

    for cut in cuts(window):
        print(cut)

Each kind of widget is judged by the room that its style really gives to the text. What stands in a scroll area is
judged by its own rectangle, not by what is scrolled into sight. Texts of an archive in the cells of tables and trees
are let be. A widget may shorten what it shows only where it says so (``plain.may_shorten``) and its tool tip holds
the whole text. A painted widget tells of its texts by a method ``painted_texts`` that yields ``plain.Painted``.
"""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMenuBar,
    QProgressBar,
    QStatusBar,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QStyleOptionTab,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItemIterator,
    QWidget,
)

from inspector.window.widgets.text_widgets import ELIDES_PROPERTY

Room = tuple[str, float, float]
"""A text, the pixels that it needs and those that it has, in whichever direction it is worse off."""
_SLACK = 1.0
"""Rounding between metrics and layouts, in pixels."""
_WORLD = 100_000
_DEPTH = 4
"""How many layouts that stand in one another are waited for."""
_MNEMONIC = int(Qt.TextFlag.TextShowMnemonic)
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that is cut: which widget shows it, the text, the pixels needed and given."""

    where: str
    text: str
    needed: int
    given: int

    def __str__(self) -> str:
        return f"{self.where}: {self.text!r} needs {self.needed} px, has {self.given}"


def cuts(top: QWidget) -> list[Cut]:
    """Every text in sight in a shown widget that is cut, in the order of the widgets."""
    for _turn in range(_DEPTH):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return [
        Cut(_path(widget, top), text, round(needed), round(given))
        for widget in (top, *top.findChildren(QWidget))
        if (widget is top or widget.isVisibleTo(top)) and widget.window() is top.window()
        for text, needed, given in (*_own(widget), *_outside(widget, top))
        if needed > given + _SLACK and not _shortened(widget, text)
    ]


def _own(widget: QWidget) -> Iterator[Room]:
    """The texts of a widget, by its kind."""
    if hasattr(widget, "painted_texts"):
        yield from widget.painted_texts()
    for kind, rooms in _KINDS:
        if isinstance(widget, kind):
            yield from rooms(widget)
            return


def _shortened(widget: QWidget, text: str) -> bool:
    """Whether a widget may shorten its text, and tells the whole of it otherwise."""
    whole = html.unescape(widget.toolTip())
    return bool(widget.property(ELIDES_PROPERTY)) and text in whole


def _path(widget: QWidget, top: QWidget) -> str:
    """The widgets from the top down to one, plain containers left out."""
    chain = [widget]
    while chain[-1] is not top and chain[-1].parentWidget() is not None:
        chain.append(chain[-1].parentWidget())
    names = [
        type(each).__name__ + (f"#{each.objectName()}" if each.objectName() else "")
        for each in reversed(chain)
        if type(each) is not QWidget or each is widget or each is top
    ]
    return "/".join(names)


# ---- what lies outside of the widgets around it


def _outside(widget: QWidget, top: QWidget) -> Iterator[Room]:
    """A widget with a text, part of which lies outside of what it stands in."""
    text = _said(widget)
    if not text:
        return
    for inner, outer in pairwise(_around(widget, top)):
        where = QRect(inner.mapTo(outer, QPoint(0, 0)), inner.size())
        scroll = _scrolls(outer)
        seen = where.intersected(outer.rect())
        sideways = scroll is None or scroll.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if sideways and seen.width() < where.width():
            yield text, where.width(), max(0, seen.width())
            return
        if scroll is not None:
            return
        if seen.height() < where.height():
            yield text, where.height(), max(0, seen.height())
            return


def _said(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return str(widget.text())
    if isinstance(widget, QComboBox):
        return str(widget.currentText())
    return ""


def _around(widget: QWidget, top: QWidget) -> Iterator[QWidget]:
    """A widget and what it stands in, from the inside outwards."""
    yield widget
    while widget is not top and widget.parentWidget() is not None:
        widget = widget.parentWidget()
        yield widget


def _scrolls(viewport: QWidget) -> QAbstractScrollArea | None:
    area = viewport.parentWidget()
    return area if isinstance(area, QAbstractScrollArea) and area.viewport() is viewport else None


# ---- kind by kind


def _label(label: QLabel) -> Iterator[Room]:
    text = label.text()
    if not text:
        return
    if label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and QtGui.Qt.mightBeRichText(text)
    ):
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(text)
        text = document.toPlainText()
        document.setTextWidth(1 if label.wordWrap() else -1)  # as narrow as the longest word lets it be
        yield text, document.size().width() if label.wordWrap() else document.idealWidth(), _inside(label).width()
    elif label.wordWrap():
        for word in text.replace("\u200b", " ").split():
            yield word, label.fontMetrics().horizontalAdvance(word), _inside(label).width()
    else:
        yield text, label.sizeHint().width(), label.width()
    high = label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.sizeHint().height()
    yield text, high, label.height()


def _inside(label: QLabel) -> QRect:
    margin = label.margin()
    return label.contentsRect().adjusted(margin, margin, -margin, -margin)


def _button(button: QAbstractButton) -> Iterator[Room]:
    icon_only = (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        and not button.icon().isNull()
    )
    if button.text() and not icon_only:
        yield button.text(), button.sizeHint().width(), button.width()
        yield button.text(), button.sizeHint().height(), button.height()


def _group(box: QGroupBox) -> Iterator[Room]:
    beside = box.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 8 if box.isCheckable() else 8
    words = box.fontMetrics().size(_MNEMONIC, box.title()).width()
    yield box.title(), words + beside, box.width()


def _tabs(bar: QTabBar) -> Iterator[Room]:
    for place in range(bar.count()):
        option = QStyleOptionTab()
        bar.initStyleOption(option, place)
        room = bar.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, bar)
        if bar.isTabVisible(place):
            words = bar.fontMetrics().size(_MNEMONIC, bar.tabText(place)).width()
            yield bar.tabText(place), words, room.width()
            if not bar.usesScrollButtons():
                yield bar.tabText(place), bar.tabRect(place).right(), bar.width()


def _heads(header: QHeaderView) -> Iterator[Room]:
    model = header.model()
    if model is None:
        return
    for section in range(header.count()):
        text = model.headerData(section, header.orientation(), Qt.ItemDataRole.DisplayRole)
        told = html.unescape(model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        shortens = bool(header.parentWidget() and header.parentWidget().property(ELIDES_PROPERTY)) and str(text) in told
        if text and not header.isSectionHidden(section) and not shortens:
            yield from _head(header, section, str(text))


def _head(header: QHeaderView, section: int, text: str) -> Iterator[Room]:
    """A head, with room for the arrow where the rows are sorted by it."""
    across = header.orientation() is Qt.Orientation.Horizontal
    size = header.sectionSize(section)
    option = QStyleOptionHeader()
    header.initStyleOption(option)
    option.rect = QRect(0, 0, size, header.height()) if across else QRect(0, 0, header.width(), size)
    if header.isSortIndicatorShown() and header.sortIndicatorSection() == section:
        option.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
    room = header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, option, header)
    metrics = header.fontMetrics()
    aligned = header.model().headerData(section, header.orientation(), Qt.ItemDataRole.TextAlignmentRole)
    flags = int(aligned) if aligned is not None else header.defaultAlignment().value
    if flags & _WRAP:
        needed = metrics.boundingRect(0, 0, room.width(), _WORLD, _WRAP, text)
        yield text, needed.width(), room.width()
        yield text, needed.height(), header.height() if across else size
    else:
        yield text, metrics.size(0, text).width(), room.width()
        yield text, metrics.height(), room.height()


def _combo(combo: QComboBox) -> Iterator[Room]:
    text = combo.currentText() or combo.placeholderText()
    if not text or combo.isEditable():
        return
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    area = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, area, combo)
    icon = combo.iconSize().width() + 4 if combo.currentIndex() >= 0 and not option.currentIcon.isNull() else 0
    yield text, combo.fontMetrics().horizontalAdvance(text) + icon, room.width()
    yield text, combo.fontMetrics().height(), combo.height()


def _line(line: QLineEdit) -> Iterator[Room]:
    """What stands in an empty line; what was typed can be scrolled, but for a number or a day."""
    counted = isinstance(line.parentWidget(), QAbstractSpinBox)
    text = line.displayText() if counted else "" if line.displayText() else line.placeholderText()
    if not text:
        return
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    given = room.width() - margins.left() - margins.right() - 4  # Qt's own margin of 2 at both sides
    yield text, line.fontMetrics().horizontalAdvance(text), given
    yield text, line.fontMetrics().height(), line.height()


def _rows(view: QListWidget) -> Iterator[Room]:
    """The rows of a list, as wide as the delegate asks for; what can be scrolled sideways is not cut."""
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        room, text = view.visualRect(index), str(index.data() or "")
        if text and not room.isEmpty() and not _tipped(view, index, text):
            scrolled = view.horizontalScrollBar().maximum() > 0
            seen = room.width() if scrolled else min(room.right() + 1, view.viewport().width()) - room.left()
            yield text, view.sizeHintForIndex(index).width(), seen
            yield text, view.sizeHintForIndex(index).height(), room.height()


def _branches(view: QTreeWidget) -> Iterator[Room]:
    """The rows of a tree, as far as they are unfolded, each with its box and icon."""
    nodes = QTreeWidgetItemIterator(view)
    while (node := nodes.value()) is not None:
        nodes += 1
        for column in range(view.columnCount()):
            index, text = view.indexFromItem(node, column), node.text(column)
            if text and not view.visualRect(index).isEmpty() and not _tipped(view, index, text):
                yield _cell(view, index, text)


def _cell(view: QTreeWidget, index: QModelIndex, text: str) -> Room:
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = view.visualRect(index)
    view.itemDelegateForIndex(index).initStyleOption(option, index)
    room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
    margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
    return text, option.fontMetrics.horizontalAdvance(text), room.width() - 2 * margin


def _tipped(view: QWidget, index: QModelIndex, text: str) -> bool:
    return bool(view.property(ELIDES_PROPERTY)) and text in html.unescape(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def _menu(menu: QMenu) -> Iterator[Room]:
    for action in menu.actions():
        if action.text() and action.isVisible():
            room = menu.actionGeometry(action)
            yield action.text(), room.right(), menu.width()
            yield action.text(), _menu_words(menu.fontMetrics(), action.text()), room.width()


def _menu_words(metrics: QFontMetrics, text: str) -> int:
    words, _tab, keys = text.partition("\t")
    return metrics.size(_MNEMONIC, words).width() + metrics.size(0, keys).width()


def _menu_bar(bar: QMenuBar) -> Iterator[Room]:
    """Titles that the bar has no room for go behind an arrow: there they are not seen."""
    for action in bar.actions():
        if action.text() and action.isVisible():
            room = bar.actionGeometry(action)
            words = _menu_words(bar.fontMetrics(), action.text())
            seen = room.intersected(bar.rect())
            yield action.text(), words, seen.width() if seen.right() >= room.right() else 0


def _status(bar: QStatusBar) -> Iterator[Room]:
    beside = sum(child.width() for child in bar.findChildren(QWidget) if child.isVisibleTo(bar))
    yield bar.currentMessage(), bar.fontMetrics().horizontalAdvance(bar.currentMessage()), bar.width() - beside - 6


def _progress(bar: QProgressBar) -> Iterator[Room]:
    if bar.isTextVisible():
        yield bar.text(), bar.fontMetrics().horizontalAdvance(bar.text()), bar.width()


_KINDS: tuple[tuple[type, Callable[..., Iterator[Room]]], ...] = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QGroupBox, _group),
    (QTabBar, _tabs),
    (QHeaderView, _heads),
    (QComboBox, _combo),
    (QLineEdit, _line),
    (QListWidget, _rows),
    (QTreeWidget, _branches),
    (QMenu, _menu),
    (QMenuBar, _menu_bar),
    (QStatusBar, _status),
    (QProgressBar, _progress),
)
