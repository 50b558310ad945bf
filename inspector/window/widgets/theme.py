"""The colours and marks of the window: the colours are read from ``resources/themes``, one file a theme.

An outcome is told apart three ways at once, by the shape of its mark, by its word and by its colour, so that
nothing is lost in print, on a poor screen or to a person who sees colours differently. No outcome is green
but ``excluded``, and "not stated" is grey with a question mark: it is never shown as safe.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPalette, QPen, QPolygonF

from inspector.resources import resources_dir

OUTSIDE = "outside"
"""The key of the items dated after the as-of day, which have no outcome."""
LIMITED = "limited"
"""The key of the hatch of items that are open for one purpose only."""


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one look as ``#rrggbb``; ``outcomes``: (colour of mark and bar, colour of words on ``base``).

    ``edge`` is that of inputs, ``border`` that of surfaces. ``hatch`` says how strongly a pattern stands out of its
    colour, 0 to 255. ``contrast`` marks a look for people who need the strongest contrast.
    """

    name: str
    title: str
    dark: bool
    contrast: bool
    hatch: int
    window: str
    base: str
    alternate: str
    text: str
    muted: str
    accent: str
    accent_text: str
    border: str
    edge: str
    warning: str
    outcomes: Mapping[str, tuple[str, str]]


_THEME_SUFFIX = ".toml"
_MID_LIGHTNESS = 128
_FUSION_DARKENING = 140
"""By how many hundredths the Fusion style darkens a colour for an edge."""
_BUILTIN_THEMES = ("light", "dark", "contrast", "contrast-dark")
_SYSTEM_THEMES = {
    (False, False): "light",
    (True, False): "dark",
    (False, True): "contrast",
    (True, True): "contrast-dark",
}
"""The theme for what the system asks for: (dark, high contrast)."""


def list_theme_names() -> tuple[str, ...]:
    """The themes to choose from: those that come with the program in their order, then any other file."""
    names = {each.name.removesuffix(_THEME_SUFFIX) for each in _folder().iterdir() if each.name.endswith(_THEME_SUFFIX)}
    return (*(name for name in _BUILTIN_THEMES if name in names), *sorted(names.difference(_BUILTIN_THEMES)))


@cache
def load_theme(name: str) -> Theme:
    """A theme by its name; raises ``KeyError`` where there is none."""
    path = _folder() / f"{name}{_THEME_SUFFIX}"
    if not path.is_file():
        raise KeyError(name)
    data = tomllib.loads(path.read_text("utf-8"))
    colours, outcomes = data.pop("colours"), data.pop("outcomes")
    return Theme(name=name, outcomes={key: (mark, words) for key, (mark, words) in outcomes.items()}, **data, **colours)


def _folder() -> Path:
    return resources_dir() / "themes"


HATCHES: dict[str, Qt.BrushStyle] = {
    "could_be_used": Qt.BrushStyle.NoBrush,
    "could_have_been_used": Qt.BrushStyle.FDiagPattern,
    "aggregate_only": Qt.BrushStyle.Dense6Pattern,
    "not_stated": Qt.BrushStyle.HorPattern,
    "stopped": Qt.BrushStyle.VerPattern,
    "excluded": Qt.BrushStyle.DiagCrossPattern,
    OUTSIDE: Qt.BrushStyle.Dense7Pattern,
    LIMITED: Qt.BrushStyle.BDiagPattern,
}
"""What is drawn over the colour of a bar, by outcome; ``LIMITED`` comes in place of the outcome's own."""


def system_theme() -> Theme:
    """The look that the system asks for, as far as it says: light or dark, ordinary or of high contrast."""
    hints = QGuiApplication.styleHints()
    scheme, contrast = hints.colorScheme(), prefers_high_contrast()
    dark = scheme is Qt.ColorScheme.Dark
    if scheme is Qt.ColorScheme.Unknown and contrast:  # Windows says no more than that, and gives its colours
        dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < _MID_LIGHTNESS
    return load_theme(_SYSTEM_THEMES[dark, contrast])


def prefers_high_contrast() -> bool:
    """Whether the system asks for high contrast; Qt before 6.10 cannot tell."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)


def build_palette(theme: Theme) -> QPalette:
    """The theme as the palette of the whole application."""
    app_palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.Base: theme.base,
        role.AlternateBase: theme.alternate,
        role.Button: theme.base,
        role.ToolTipBase: theme.base,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipText: theme.text,
        role.BrightText: theme.warning,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Light: theme.base,
        role.Midlight: theme.alternate,
        role.Mid: theme.border,
        role.Dark: theme.edge,
        role.Shadow: theme.border,
    }
    for colour_role, colour in colours.items():
        app_palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        app_palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(theme.muted))
    app_palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.border))
    return app_palette


OUTLINED_WIDGETS = (
    "QAbstractButton",
    "QAbstractItemView",
    "QAbstractSpinBox",
    "QComboBox",
    "QLineEdit",
    "QMenu",
    "QPlainTextEdit",
    "QProgressBar",
    "QScrollBar",
    "QTextEdit",
)
"""The kinds of widget whose edge tells where they are."""


def build_outlined_palette(theme: Theme) -> QPalette:
    """The palette of inputs and lists, in which their edge is seen.

    The style of the application draws an edge in the colour of the window made darker, which on a dark window is none
    at all. These widgets do not show the window's colour, so they can be given one from which the edge comes out.
    """
    outlined_palette = build_palette(theme)
    outlined_palette.setColor(QPalette.ColorRole.Window, QColor(theme.edge).lighter(_FUSION_DARKENING))
    return outlined_palette


def _luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast_ratio(a: str, b: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def choose_text_colour(colour: str) -> str:
    """Near-black or white, whichever reads better on a filled surface of that colour."""
    return max("#101418", "#ffffff", key=lambda ink: contrast_ratio(ink, colour))


def paint_mark(painter: QPainter, rect: QRectF, outcome: str, theme: Theme) -> None:
    """Draw the mark of an outcome (or ``OUTSIDE``) as the largest square in the middle of ``rect``."""
    side = min(rect.width(), rect.height())
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    colour = QColor(theme.outcomes[outcome][0])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.4, side / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = side * 0.12
    _MARK_PAINTERS[outcome](painter, box.adjusted(inset, inset, -inset, -inset), colour)
    painter.restore()


def _paint_filled_circle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(box)


def _paint_half_circle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(box)
    half = QPainterPath(box.center())
    half.arcTo(box, 90, 180)
    half.closeSubpath()
    painter.fillPath(half, colour)


def _paint_diamond_of_dots(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius, middle = box.width() * 0.19, box.center()
    reach = box.width() / 2 - radius * 0.8
    for across, down in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        painter.drawEllipse(QPointF(middle.x() + across * reach, middle.y() + down * reach), radius, radius)


def _paint_question_in_square(painter: QPainter, box: QRectF, colour: QColor) -> None:
    side = box.width()
    pen = QPen(painter.pen())
    pen.setWidthF(max(1.1, side / 9))
    painter.setPen(pen)
    painter.drawRoundedRect(box, side * 0.14, side * 0.14)
    x, y = box.left(), box.top()
    hook = QPainterPath(QPointF(x + side * 0.34, y + side * 0.38))
    hook.cubicTo(
        QPointF(x + side * 0.34, y + side * 0.13),
        QPointF(x + side * 0.70, y + side * 0.13),
        QPointF(x + side * 0.67, y + side * 0.38),
    )
    hook.quadTo(QPointF(x + side * 0.65, y + side * 0.50), QPointF(x + side * 0.5, y + side * 0.60))
    painter.drawPath(hook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x + side * 0.5, y + side * 0.79), side * 0.075, side * 0.075)


def _paint_bar_in_octagon(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    cut, side = box.width() * 0.29, box.width()
    x, y = box.left(), box.top()
    corners = ((cut, 0), (side - cut, 0), (side, cut), (side, side - cut))
    opposite = tuple((side - across, side - down) for across, down in corners)
    painter.drawPolygon(QPolygonF([QPointF(x + across, y + down) for across, down in corners + opposite]))
    middle = box.center()
    painter.drawLine(
        QPointF(middle.x() - side * 0.2, middle.y()),
        QPointF(middle.x() + side * 0.2, middle.y()),
    )


def _paint_cross(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.topRight(), box.bottomLeft())


def _paint_dash(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    middle, reach = box.center(), box.width() * 0.3
    painter.drawLine(QPointF(middle.x() - reach, middle.y()), QPointF(middle.x() + reach, middle.y()))


_MARK_PAINTERS: dict[str, Callable[[QPainter, QRectF, QColor], None]] = {
    "could_be_used": _paint_filled_circle,
    "could_have_been_used": _paint_half_circle,
    "aggregate_only": _paint_diamond_of_dots,
    "not_stated": _paint_question_in_square,
    "stopped": _paint_bar_in_octagon,
    "excluded": _paint_cross,
    OUTSIDE: _paint_dash,
}
