"""The parts of the window that are imported when they are first needed: dialogs, and what shows an archive.

Each is large or brings numpy, pyarrow, the rules or the report with it. With ``page_list`` this is the only module that
imports inside functions to make the first window faster. Import small modules of the window plainly.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

    from inspector.exposure import Exposure
    from inspector.policy import Circumstances
    from inspector.progress import Monitor
    from inspector.settings import SettingsStore
    from inspector.window.archive_watcher import ArchiveWatcher
    from inspector.window.commands import MenuActions
    from inspector.window.details.circumstances_undo import CircumstancesUndoStack
    from inspector.window.dialogs.export_dialog import ExportDialog
    from inspector.window.dialogs.export_job import Exporter
    from inspector.window.dialogs.open_link_dialog import OpenLinkDialog
    from inspector.window.dialogs.preferences_dialog import Preferences
    from inspector.window.dialogs.text_dialog import ContentDialog
    from inspector.window.jobs import Jobs
    from inspector.window.menus import IntentHandler
    from inspector.window.open_request import OpenRequest
    from inspector.window.page_stack import PageStack
    from inspector.window.widgets.appearance import Appearance


def build_opening_work(request: "OpenRequest") -> "Callable[[Monitor], Iterator[Exposure]]":
    """The work of opening, for ``Jobs``: yields an exposure of what has been read so far; the last is of everything."""

    def work(monitor: "Monitor") -> "Iterator[Exposure]":
        # The worker imports it, so that the window answers while half a second of modules is loaded.
        from inspector.window.opening_work import open_in_stages

        return open_in_stages(request, monitor)

    return work


def load_jobs() -> "type[Jobs]":
    """What runs long work; the first window has none."""
    from inspector.window.jobs import Jobs

    return Jobs


def load_archive_watcher() -> "type[ArchiveWatcher]":
    """What notices that an opened archive changes or moves."""
    from inspector.window.archive_watcher import ArchiveWatcher

    return ArchiveWatcher


def build_menu_actions(bar: "QMenuBar", handle_intent: "IntentHandler", store: "SettingsStore") -> "MenuActions":
    """The commands of all menus, put into ``bar``."""
    from inspector.window import menus

    return menus.build_menu_actions(bar, handle_intent, store)


def load_page_stack() -> "type[PageStack]":
    """The pages of an archive."""
    from inspector.window.page_stack import PageStack

    return PageStack


def load_circumstances_undo() -> "type[CircumstancesUndoStack]":
    """The circumstances of an archive, and their undo."""
    from inspector.window.details.circumstances_undo import CircumstancesUndoStack

    return CircumstancesUndoStack


def judge_again(exposure: "Exposure", circumstances: "Circumstances") -> "Exposure":
    """The exposure of the same holdings under other circumstances; nothing is read again."""
    from inspector.exposure import judge

    return judge(exposure.holdings, exposure.pack, circumstances)


def load_exporter() -> "type[Exporter]":
    """The writer of exports."""
    from inspector.window.dialogs.export_job import Exporter

    return Exporter


def build_export_dialog(
    exposure: "Exposure",
    pages: "PageStack",
    input_paths: "tuple[Path, ...]",
    jobs: "Jobs",
    exporter: "Exporter",
    parent: "QWidget",
) -> "ExportDialog":
    """The dialog that exports what ``pages`` show."""
    from inspector.window.dialogs.export_dialog import ExportDialog, ExportInput

    export_input = ExportInput(exposure, pages.query(), pages.selected_items(), input_paths)
    return ExportDialog(export_input, jobs, exporter, parent)


def load_open_link_dialog() -> "type[OpenLinkDialog]":
    """The dialog that asks before an address is opened in the browser."""
    from inspector.window.dialogs.open_link_dialog import OpenLinkDialog

    return OpenLinkDialog


def build_preferences_dialog(
    store: "SettingsStore", appearance: "Appearance", parent: "QWidget"
) -> "tuple[ContentDialog, Preferences]":
    """The dialog of the preferences, and its content."""
    from inspector.window.dialogs import preferences_dialog

    return preferences_dialog.build_preferences_dialog(store, appearance, parent)


def build_shortcuts_dialog(parent: "QWidget", actions: "Mapping[str, QAction]") -> "ContentDialog":
    """The list of keyboard shortcuts."""
    from inspector.window.dialogs import help_dialogs

    return help_dialogs.build_shortcuts_dialog(parent, actions)


def build_about_dialog(parent: "QWidget") -> "ContentDialog":
    """What the program is and stands on."""
    from inspector.window.dialogs import help_dialogs

    return help_dialogs.build_about_dialog(parent)


def build_archive_help_dialog(parent: "QWidget") -> "ContentDialog":
    """How to ask LinkedIn for the download."""
    from inspector.window.dialogs import help_dialogs

    return help_dialogs.build_archive_help_dialog(parent)


def install_crash_handler(application: "QApplication", window: "QWidget", store: "SettingsStore") -> None:
    """Have unexpected errors shown and logged."""
    from inspector.window.dialogs import crash_dialog

    crash_dialog.install_crash_handler(application, window, store)
