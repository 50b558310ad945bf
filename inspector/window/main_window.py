"""The main window: builds its parts and connects their signals.

What the first paint does not show is built when it is first needed or after that paint.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from inspector.printable import to_one_line
from inspector.window import accessibility, intents, late_imports
from inspector.window.dialogs import file_dialogs
from inspector.window.localization import (
    localize,
    resolve_language,
    set_language,
    translate,
    translate_plural,
)
from inspector.window.menu_titles import menu_titles
from inspector.window.notice import NoticeBar
from inspector.window.open_request import OpenRequest
from inspector.window.opening_bar import OpeningBar
from inspector.window.page import PageContext
from inspector.window.page_list import list_pages
from inspector.window.pages.welcome_page import WelcomePage
from inspector.window.recent import list_recent_archives, remember_archive
from inspector.window.widgets import text_widgets
from inspector.window.widgets.appearance import Appearance
from inspector.window.widgets.focus_ring import FocusRing
from inspector.window.widgets.tab_order import focus_next_area
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.query import Query
    from inspector.settings import SettingsStore
    from inspector.window.archive_watcher import ArchiveChange, ArchiveWatcher
    from inspector.window.commands import MenuActions
    from inspector.window.details.circumstances_undo import CircumstancesUndoStack
    from inspector.window.dialogs.export_dialog import ExportDialog
    from inspector.window.dialogs.export_job import Exporter
    from inspector.window.dialogs.text_dialog import ContentDialog
    from inspector.window.jobs import Jobs
    from inspector.window.page_stack import PageStack

_PROGRAM_NAME = "Archive Inspector"
_MAX_TITLE_LENGTH = 60


class MainWindow(QMainWindow):
    """The main window; it opens one request at a time, and ``open`` cancels a running one.

    ``painted`` is emitted after the first paint.
    """

    painted = Signal()

    def __init__(self, store: "SettingsStore") -> None:
        super().__init__()
        self._store = store
        self._appearance = Appearance(store, self)
        self._appearance.theme_changed.connect(self._apply_theme)
        self._appearance.text_scale_changed.connect(self._rebuild)
        self._request = OpenRequest()
        self._exposure: Exposure | None = None
        self._pages: PageStack | None = None
        self._circumstances_undo: CircumstancesUndoStack | None = None
        self._export_job: Exporter | None = None
        self._export_dialog: ExportDialog | None = None
        self._archive_watcher: ArchiveWatcher | None = None
        self._dialogs: dict[str, ContentDialog] = {}
        self._built_menus: MenuActions | None = None
        self._focus_ring: FocusRing | None = None
        self.setWindowTitle(_PROGRAM_NAME)
        self.resize(1200, 800)
        self.setMinimumSize(QSize(720, 480))
        self.setAcceptDrops(True)
        self._build()
        self._build_menu_bar()
        if store.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(store.settings.geometry.encode()))

    @property
    def exposure(self) -> "Exposure | None":
        """What is shown; ``None`` while nothing is open."""
        return self._exposure

    # ---- parts

    def _build(self) -> None:
        self._notice = NoticeBar()
        self._welcome = self._build_welcome()
        self._body = QStackedWidget()
        self._body.addWidget(self._welcome)
        self._opening_bar = OpeningBar(lambda: self._jobs)
        self._opening_bar.partial_ready.connect(self._show_partial)
        self._opening_bar.opened.connect(self._finish_opening)
        self._opening_bar.failed.connect(self._show_opening_error)
        self._opening_bar.cancelled.connect(self._show_cancellation)
        central_widget = QWidget()
        column = QVBoxLayout(central_widget)
        column.addWidget(self._notice)
        column.addWidget(self._opening_bar)
        column.addWidget(self._body, 1)
        self.setCentralWidget(central_widget)
        self._status = text_widgets.ElidedLabel()
        self._problems_button, self._privacy_label = QPushButton(), text_widgets.build_line_label()
        self._problems_button.clicked.connect(lambda: self.handle_intent(intents.GoTo("coverage", "problems")))
        self._problems_button.hide()
        self.statusBar().addWidget(self._status)
        self.statusBar().addWidget(self._problems_button)
        self.statusBar().addPermanentWidget(self._privacy_label)
        self._retranslate()

    def _build_welcome(self) -> WelcomePage:
        page = WelcomePage()
        page.intent_requested.connect(self.handle_intent)
        page.painted.connect(self.painted)
        return page

    @cached_property
    def _jobs(self) -> "Jobs":
        return late_imports.load_jobs()(self)

    def _build_menu_bar(self) -> None:
        """Replace the menu bar, in the current language; the menus are filled when first needed."""
        bar = QMenuBar()
        for title in menu_titles():
            bar.addMenu(title)
        self._built_menus = None
        self.setMenuBar(bar)

    @property
    def _menus(self) -> "MenuActions":
        if self._built_menus is None:
            self._built_menus = late_imports.build_menu_actions(self.menuBar(), self.handle_intent, self._store)
            self._built_menus.enable(has_archive=self._exposure is not None)
            for name in ("undo", "redo"):
                self._built_menus[name].setEnabled(False)
        return self._built_menus

    def finish_startup(self) -> None:
        """Build what the first key press needs and the first paint does not: menus, shortcuts and the focus ring."""
        self._menus  # noqa: B018 - made by being asked for
        if self._focus_ring is None:
            self._focus_ring = FocusRing(self)
            for keys, step in (("F6", 1), ("Shift+F6", -1)):
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(lambda step=step: focus_next_area(self._focus_areas(), step))

    def _focus_areas(self) -> tuple[QWidget, ...]:
        """The areas that F6 cycles through."""
        pages = self._pages
        content_areas = (
            (self._welcome,)
            if pages is None
            else (self._welcome, pages.navigation, pages.strip, pages.page(pages.current))
        )
        return (self._notice, self._opening_bar, *content_areas)

    def _retranslate(self) -> None:
        self._problems_button.setText(translate("Show problems"))
        self._privacy_label.setText(translate("Nothing leaves this computer"))

    def _rebuild(self) -> None:
        """Build everything anew after a change of language or text size; page and filters are kept."""
        exposure, page = self._exposure, self._pages.current if self._pages is not None else ""
        queries: dict[str, Query] = {}
        if self._pages is not None:
            queries = self._pages.queries()
            self._store.change(splitters={**self._store.settings.splitters, **self._pages.save_splitters()})
        old_widgets = (self._welcome, self._pages)
        self._welcome, self._pages = self._build_welcome(), None
        self._body.insertWidget(0, self._welcome)
        self._show_recent()
        if self._circumstances_undo is not None:
            self._circumstances_undo.discard_dialog()
        if exposure is not None:
            self._show(exposure, page)
            for name, query in queries.items():
                self._ensure_pages().page(name).go_to(query)
        for widget in old_widgets:
            if widget is not None:
                self._body.removeWidget(widget)
                widget.deleteLater()

    # ---- intents

    @cached_property
    def _intent_handlers(self) -> dict[object, Callable[[Any], object]]:
        """The handler of each intent, by its class, or by itself for an ``Action``."""
        return {
            intents.GoTo: lambda it: self._go_to_page(it.page, it.target),
            intents.ChangeCircumstances: lambda it: self._ensure_circumstances_undo().set_circumstances(
                it.circumstances, it.label
            ),
            intents.OpenLink: lambda it: self._ask_to_open_link(it.address),
            intents.OpenPaths: lambda it: self._open_paths(it.paths),
            intents.ChooseTheme: lambda it: self._appearance.choose_theme(it.name),
            intents.ChooseLanguage: lambda it: self._change_language(it.tag),
            intents.CHOOSE_ARCHIVE: lambda _it: self._open_paths(file_dialogs.ask_for_archives(self)),
            intents.CHOOSE_FOLDER: lambda _it: self._open_paths(file_dialogs.ask_for_folder(self)),
            intents.OPEN_DEMO: lambda _it: self.open(self._request.with_paths((), None)),
            intents.RELOAD: lambda _it: self._read_again(),
            intents.EXPORT: lambda _it: self.show_export_dialog(),
            intents.UNDO: lambda _it: self._ensure_circumstances_undo().undo(),
            intents.REDO: lambda _it: self._ensure_circumstances_undo().redo(),
            intents.SHOW_CIRCUMSTANCES: lambda _it: self._ensure_circumstances_undo().show_dialog(
                self._appearance.theme
            ),
            intents.SHOW_PREFERENCES: lambda _it: self._show_dialog("preferences"),
            intents.SHOW_SHORTCUTS: lambda _it: self._show_dialog("shortcuts"),
            intents.SHOW_ABOUT: lambda _it: self._show_dialog("about"),
            intents.SHOW_ARCHIVE_HELP: lambda _it: self._show_dialog("archive"),
            intents.CLOSE: lambda _it: self.close(),
            intents.QUIT: lambda _it: QApplication.quit(),
        }

    def handle_intent(self, intent: intents.Intent) -> None:
        """Carry out an intent of a page or a menu."""
        key: object = intent if isinstance(intent, intents.Action) else type(intent)
        self._intent_handlers[key](intent)

    # ---- opening

    def _open_paths(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.open(self._request.with_paths(paths, self._carry_over_circumstances()))

    def _carry_over_circumstances(self) -> Any:
        """The circumstances for the next archive: those set in the window, but not those of the sample."""
        if self._request.is_demo:
            return None
        return self._request.circumstances if self._exposure is None else self._exposure.circumstances

    def _read_again(self) -> None:
        if self._exposure is not None:
            self.open(self._request.with_paths(self._request.paths, self._exposure.circumstances))

    def open(self, request: OpenRequest) -> None:
        """Open a request in the background."""
        self._opening_bar.cancel()
        self._show_welcome_page()
        self._request = request
        self._notice.hide()
        self._status.setText("")
        self._welcome.set_busy(True)
        self._opening_bar.open(request)

    def _show_cancellation(self) -> None:
        self._show_welcome_page()
        self._show_status(translate("Cancelled"))

    def _show_welcome_page(self) -> None:
        """Return to the welcome page: what was open can no longer be seen, changed or exported."""
        self._exposure = None
        self._welcome.set_busy(False)
        self._menus.enable(has_archive=False)
        self._menus["undo"].setEnabled(False)
        self._menus["redo"].setEnabled(False)
        self._problems_button.hide()
        if self._circumstances_undo is not None:
            self._circumstances_undo.clear()
        if self._archive_watcher is not None:
            self._archive_watcher.end()
        self._body.setCurrentWidget(self._welcome)
        self.setWindowTitle(_PROGRAM_NAME)

    def _show_partial(self, exposure: "Exposure") -> None:
        """Show a partial result; circumstances changed since the start of reading apply to it too."""
        if self._exposure is not None and exposure.circumstances != self._exposure.circumstances:
            exposure = late_imports.judge_again(exposure, self._exposure.circumstances)
        self._show(exposure)
        self._ensure_pages().show_loading(self._opening_bar.busy)

    def _finish_opening(self, exposure: "Exposure") -> None:
        self._welcome.set_busy(False)
        self._show_partial(exposure)
        self._show_read_summary(exposure)
        accessibility.announce(self, self._status.text())
        self._problems_button.setVisible(exposure.holdings.warning_count > 0)
        remember_archive(self._store, self._request.title, self._request.paths)
        self._show_recent()
        self._ensure_archive_watcher().begin(self._request.paths)

    def _show_status(self, message: str) -> None:
        """Show a message in the status bar and announce it."""
        self._status.setText(message)
        accessibility.announce(self, message)

    def _show_read_summary(self, exposure: "Exposure") -> None:
        holdings = exposure.holdings
        files, items, warnings = len(holdings.files), holdings.item_count, holdings.warning_count
        self._status.setText(
            translate(
                "Read {files}, {items}, {warnings}",
                files=translate_plural("{number} file", "{number} files", files),
                items=translate_plural("{number} item", "{number} items", items),
                warnings=translate_plural("{number} warning", "{number} warnings", warnings),
            )
        )

    def _show_opening_error(self, error: Exception) -> None:
        self._show_welcome_page()
        self._status.setText("")
        self._notice.show_error(error)

    def _ensure_archive_watcher(self) -> "ArchiveWatcher":
        if self._archive_watcher is None:
            self._archive_watcher = late_imports.load_archive_watcher()(self._jobs, self)
            self._archive_watcher.archives_changed.connect(self._show_archive_change)
        return self._archive_watcher

    def _show_archive_change(self, change: "ArchiveChange") -> None:
        """Report that an archive has moved or changed, and offer to read it again."""
        missing_names = ", ".join(change.missing_names)
        names = to_one_line(missing_names or ", ".join(change.changed_names), _MAX_TITLE_LENGTH)
        keep_action = (translate("Keep what is shown"), lambda: None)
        reread_action = (translate("Read again (F5)"), lambda: self.handle_intent(intents.RELOAD))
        if missing_names:
            message = translate("{archives} is no longer where it was.", archives=names)
            self._notice.show_note(message, translate("What is shown was read before, and stays."), (keep_action,))
        else:
            message = translate("{archives} has changed since it was read.", archives=names)
            self._notice.show_note(
                message, translate("What is shown is how it was before."), (reread_action, keep_action)
            )

    # ---- showing

    def _ensure_pages(self) -> "PageStack":
        if self._pages is None:
            context = PageContext(self._jobs, self._appearance.theme, self._store)
            self._pages = late_imports.load_page_stack()(context, list_pages())
            self._pages.intent_requested.connect(self.handle_intent)
            self._pages.failed.connect(self.show_error)
            self._pages.strip.change_requested.connect(lambda: self.handle_intent(intents.SHOW_CIRCUMSTANCES))
            self._body.addWidget(self._pages)
        return self._pages

    def _ensure_circumstances_undo(self) -> "CircumstancesUndoStack":
        if self._circumstances_undo is None:
            undo_stack = late_imports.load_circumstances_undo()
            self._circumstances_undo = undo_stack(self, self._menus["undo"], self._menus["redo"])
            self._circumstances_undo.changed.connect(self._judge_again)
        return self._circumstances_undo

    def _show(self, exposure: "Exposure", page: str = "") -> None:
        self._exposure = exposure
        pages = self._ensure_pages()
        pages.show_exposure(exposure)
        if not pages.current:
            pages.turn_to(page or self._store.settings.page)
        self._ensure_circumstances_undo().show_exposure(exposure)
        self._body.setCurrentWidget(pages)
        self.setWindowTitle(f"{to_one_line(self._request.title, _MAX_TITLE_LENGTH)} - {_PROGRAM_NAME}")
        self._menus.enable(has_archive=True)

    def _go_to_page(self, page: str, target: object) -> None:
        if self._exposure is not None:
            self._ensure_pages().turn_to(page, target)

    def _judge_again(self, circumstances: Any) -> None:
        """Judge the open archive under other circumstances; nothing is read again."""
        if self._exposure is not None:
            self._show(late_imports.judge_again(self._exposure, circumstances))
            if accessibility.is_active():
                accessibility.announce(self, self._ensure_pages().headline())

    def _show_recent(self) -> None:
        self._welcome.show_recent(list(list_recent_archives(self._store)))

    def show_recent_and_notices(self) -> None:
        """Show what needs the disk: the recent archives, and problems of the settings folder."""
        self._show_recent()
        for problem in self._store.notices:
            self._notice.show_note(f"{localize(problem.message)} ({problem.code})")

    # ---- dialogs

    def _show_dialog(self, name: str) -> None:
        if name not in self._dialogs:
            self._dialogs[name] = {
                "preferences": self._build_preferences,
                "shortcuts": self._build_shortcuts,
                "about": self._build_about,
                "archive": self._build_archive_help,
            }[name]()
        self._dialogs[name].setObjectName(name)
        self._dialogs[name].bring_to_front()

    def _build_preferences(self) -> "ContentDialog":
        dialog, content = late_imports.build_preferences_dialog(self._store, self._appearance, self)
        content.recent_archives_changed.connect(self._show_recent)
        content.language_chosen.connect(lambda tag: self.handle_intent(intents.ChooseLanguage(tag)))
        return dialog

    def _build_shortcuts(self) -> "ContentDialog":
        return late_imports.build_shortcuts_dialog(self, self._menus.actions)

    def _build_about(self) -> "ContentDialog":
        return late_imports.build_about_dialog(self)

    def _build_archive_help(self) -> "ContentDialog":
        return late_imports.build_archive_help_dialog(self)

    def _ask_to_open_link(self, address: str) -> None:
        late_imports.load_open_link_dialog()(address, self).open()

    # ---- export

    def _ensure_export_job(self) -> "Exporter":
        if self._export_job is None:
            self._export_job = late_imports.load_exporter()(self._jobs, self)
            self._export_job.message_changed.connect(self._show_status)
            self._export_job.failed.connect(self._notice.show_error)
        return self._export_job

    def show_export_dialog(self) -> None:
        """Open the export dialog."""
        if self._exposure is None:
            return
        if self._export_dialog is not None:
            self._export_dialog.close()
            self._export_dialog.deleteLater()
        self._export_dialog = late_imports.build_export_dialog(
            self._exposure, self._ensure_pages(), self._request.paths, self._jobs, self._ensure_export_job(), self
        )
        self._export_dialog.show()

    def export(self, target: Path) -> None:
        """Write the items that the filter shows to a file, in the background."""
        if self._exposure is not None:
            query = self._ensure_pages().query()
            self._ensure_export_job().write_items(self._exposure, query, target, self._request.paths)

    def show_error(self, error: Exception) -> None:
        """Show an internal error."""
        self._notice.show_error(error)

    def _apply_theme(self, theme: Theme) -> None:
        """Apply a theme to all parts."""
        self._menus[f"theme-{self._appearance.theme_choice}"].setChecked(True)
        if self._pages is not None:
            self._pages.set_theme(theme)
        if self._circumstances_undo is not None:
            self._circumstances_undo.set_theme(theme)

    def _change_language(self, tag: str) -> None:
        """Switch the language of all parts; archive, circumstances and page are kept."""
        self._store.change(language=tag)
        set_language(resolve_language(tag))
        self._retranslate()
        self._build_menu_bar()
        was_dialog_visible = False
        if self._circumstances_undo is not None:
            self._circumstances_undo.set_actions(self._menus["undo"], self._menus["redo"])
            was_dialog_visible = (
                self._circumstances_undo.dialog is not None and self._circumstances_undo.dialog.isVisible()
            )
        self._rebuild()
        if was_dialog_visible:
            self.handle_intent(intents.SHOW_CIRCUMSTANCES)
        if self._exposure is not None and not self._opening_bar.busy:
            self._show_read_summary(self._exposure)
        if self._export_dialog is not None:
            self._export_dialog.close()
            self._export_dialog.deleteLater()
            self._export_dialog = None
        for name, dialog in tuple(self._dialogs.items()):
            self._rebuild_dialog(name, dialog)

    def _rebuild_dialog(self, name: str, dialog: "ContentDialog") -> None:
        """Build a visible dialog anew at its place, with the same focus; discard a hidden one."""
        del self._dialogs[name]
        if dialog.isVisible():
            self._show_dialog(name)
            self._dialogs[name].move(dialog.pos())
            focus_widget = dialog.focusWidget()
            focus_target = (
                self._dialogs[name].findChild(QWidget, focus_widget.objectName())
                if focus_widget and focus_widget.objectName()
                else None
            )
            if focus_target is not None:
                focus_target.setFocus()
        dialog.close()
        dialog.deleteLater()

    # ---- Qt events

    def changeEvent(self, event: QEvent) -> None:
        """Check the archives when the window becomes active."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._archive_watcher is not None:
            self._archive_watcher.check()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._welcome.set_drag_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._welcome.set_drag_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._welcome.set_drag_over(False)
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.handle_intent(intents.OpenPaths(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all jobs and save the state of the window."""
        self._jobs.close()
        if self._archive_watcher is not None:
            self._archive_watcher.end()
        window_state: dict[str, Any] = {"geometry": bytes(self.saveGeometry().toBase64().data()).decode()}
        if self._pages is not None and self._pages.current:
            window_state |= {
                "page": self._pages.current,
                "splitters": {**self._store.settings.splitters, **self._pages.save_splitters()},
            }
        self._store.change(**window_state)
        for closable in (
            *self._dialogs.values(),
            *((self._circumstances_undo,) if self._circumstances_undo is not None else ()),
        ):
            closable.close()
        super().closeEvent(event)
