"""Reports: one exposure, written in the format that the file's ending asks for; see ``formats``.

What is named here is loaded when it is first asked for: the rules in words (``packs``) need no archive, and so neither
tables nor what reads them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.report.choices import Choices, Totals
    from inspector.report.formats import FORMATS, Format, refuse, refuse_key, save, save_key
    from inspector.report.people import Key
    from inspector.report.report import Report, item_record, now, stamped
    from inspector.visible import one_line, visible

__all__ = [
    "FORMATS",
    "Choices",
    "Format",
    "Key",
    "Report",
    "Totals",
    "item_record",
    "now",
    "one_line",
    "refuse",
    "refuse_key",
    "save",
    "save_key",
    "stamped",
    "visible",
]

_FROM = {
    "Choices": "inspector.report.choices",
    "Totals": "inspector.report.choices",
    "FORMATS": "inspector.report.formats",
    "Format": "inspector.report.formats",
    "refuse": "inspector.report.formats",
    "refuse_key": "inspector.report.formats",
    "save": "inspector.report.formats",
    "save_key": "inspector.report.formats",
    "Key": "inspector.report.people",
    "Report": "inspector.report.report",
    "item_record": "inspector.report.report",
    "now": "inspector.report.report",
    "stamped": "inspector.report.report",
    "one_line": "inspector.visible",
    "visible": "inspector.visible",
}
"""The module of each name."""


def __getattr__(name: str) -> object:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_FROM[name]), name)
    return found
