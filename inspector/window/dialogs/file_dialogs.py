"""The dialogs that ask for files and folders. Qt builds a class when it is first named: not before the window."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.window.localization import translate


def ask_for_archives(parent: QWidget) -> tuple[Path, ...]:
    """Ask for one or more archives; empty where the person thought better of it."""
    file_filters = f"{translate('LinkedIn archives')} (*.zip *.csv *.json);;{translate('All files')} (*)"
    names, _kind = QFileDialog.getOpenFileNames(parent, translate("Open archive"), "", file_filters)
    return tuple(map(Path, names))


def ask_for_folder(parent: QWidget) -> tuple[Path, ...]:
    """Ask for an unpacked archive; empty where the person thought better of it."""
    name = QFileDialog.getExistingDirectory(parent, translate("Open folder"))
    return (Path(name),) if name else ()
