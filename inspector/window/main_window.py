"""The window: it builds the pages and connects them, and decides nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.monitor import Step
from inspector.visible import one_line
from inspector.window import plain
from inspector.window.jobs import Job, Jobs
from inspector.window.notice import NoticeBar
from inspector.window.opening import Request, opening, saving
from inspector.window.theme import DARK, LIGHT, Theme, palette, system_theme
from inspector.window.welcome_page import WelcomePage

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.window.circumstances_sheet import CircumstancesSheet
    from inspector.window.pages import Pages

_NAME = "Archive Inspector"


class MainWindow(QMainWindow):
    """One window for one opening at a time; ``open`` starts it, anything under way is put away first."""

    def __init__(self, theme: Theme | None = None) -> None:
        super().__init__()
        self._chosen_theme = theme
        self._theme = theme or system_theme()
        self._jobs = Jobs(self)
        self._opening: Job | None = None
        self._exporting: Job | None = None
        self._request = Request()
        self._exposure: Exposure | None = None
        self._sheet: CircumstancesSheet | None = None
        self._pages: Pages | None = None
        self.setWindowTitle(_NAME)
        self.resize(1200, 800)
        self.setMinimumSize(QSize(720, 480))
        self.setAcceptDrops(True)
        self._build()
        self._build_menus()
        self.set_theme(self._theme)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    # ---- what the window is made of

    def _build(self) -> None:
        self._notice = NoticeBar()
        self._welcome = WelcomePage()
        self._welcome.open_wanted.connect(self.choose_archive)
        self._welcome.folder_wanted.connect(self.choose_folder)
        self._welcome.demo_wanted.connect(self._open_demo)
        self._body = QStackedWidget()
        self._body.addWidget(self._welcome)
        self._progress = QProgressBar()
        self._progress.setRange(0, 100)
        self._progress.setAccessibleName(self.tr("Progress of opening"))
        self._progress_line = plain.line()
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_opening)
        self._opening_bar = QWidget()
        row = QHBoxLayout(self._opening_bar)
        row.addWidget(self._progress_line, 1)
        row.addWidget(self._progress)
        row.addWidget(self._cancel)
        self._opening_bar.hide()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(self._notice)
        column.addWidget(self._opening_bar)
        column.addWidget(self._body, 1)
        self.setCentralWidget(middle)
        self._status = plain.line()
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().addPermanentWidget(plain.line(self.tr("Nothing leaves this computer")))

    def _build_menus(self) -> None:
        standard = QKeySequence.StandardKey
        file = self.menuBar().addMenu(self.tr("&File"))
        self._add(file, self.tr("&Open archive…"), self.choose_archive, standard.Open)
        self._add(file, self.tr("Open &folder…"), self.choose_folder, "Ctrl+Shift+O")
        self._add(file, self.tr("Try the &demo"), self._open_demo, "Ctrl+D")
        file.addSeparator()
        self._export = self._add(file, self.tr("&Export…"), self.choose_target, "Ctrl+E")
        file.addSeparator()
        self._add(file, self.tr("&Close"), self.close, standard.Close)
        self._add(file, self.tr("&Quit"), QApplication.quit, standard.Quit)
        edit = self.menuBar().addMenu(self.tr("&Edit"))
        self._find = self._add(edit, self.tr("&Filter items"), self._focus_filter, standard.Find)
        self._circumstances = self._add(edit, self.tr("C&ircumstances…"), self.show_circumstances, "Ctrl+I")
        view = self.menuBar().addMenu(self.tr("&View"))
        self._page_actions = [
            self._add(view, title, lambda page=page: self.show_page(page), f"Ctrl+{page + 1}")
            for page, title in enumerate((self.tr("&Overview"), self.tr("&Items"), self.tr("&Problems")))
        ]
        view.addSeparator()
        self._build_themes(view.addMenu(self.tr("&Theme")))
        helping = self.menuBar().addMenu(self.tr("&Help"))
        self._add(helping, self.tr("&About Archive Inspector"), self._about, None)
        self._enable()

    def _build_themes(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        for title, theme in ((self.tr("&System"), None), (self.tr("&Light"), LIGHT), (self.tr("&Dark"), DARK)):
            action = self._add(menu, title, lambda theme=theme: self.choose_theme(theme), None)
            action.setCheckable(True)
            action.setChecked(theme is self._chosen_theme)
            group.addAction(action)

    def _add(self, menu: QMenu, title: str, act: Any, keys: QKeySequence.StandardKey | str | None) -> QAction:
        action = QAction(title, self)
        action.triggered.connect(lambda _checked=False: act())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        menu.addAction(action)
        return action

    def _enable(self) -> None:
        """Only what can be done now can be chosen."""
        shown = self._exposure is not None
        for action in (self._export, self._find, self._circumstances, *self._page_actions):
            action.setEnabled(shown)

    # ---- opening

    def choose_archive(self) -> None:
        """Ask for one or more archives and open them."""
        from PySide6.QtWidgets import QFileDialog  # Qt builds each class when it is first named: not before the window

        names, _filter = QFileDialog.getOpenFileNames(
            self, self.tr("Open archive"), "", self.tr("LinkedIn archives (*.zip *.csv);;All files (*)")
        )
        if names:
            self.open(self._request.again(tuple(map(Path, names)), self._stated()))

    def choose_folder(self) -> None:
        """Ask for an unpacked archive and open it."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self, self.tr("Open folder"))
        if name:
            self.open(self._request.again((Path(name),), self._stated()))

    def _stated(self) -> Any:
        """The circumstances set in the window stay for the next archive; those of the sample do not."""
        if self._request.is_demo:
            return None
        return self._request.circumstances if self._exposure is None else self._exposure.circumstances

    def _open_demo(self) -> None:
        self.open(self._request.again((), None))

    def open(self, request: Request) -> None:
        """Open in the background what was asked for; what was open before goes when the first files arrive."""
        self.cancel_opening()
        self._show_nothing()
        self._request = request
        self._notice.hide()
        self._status.setText("")
        self._progress.setRange(0, 0)
        self._progress_line.setText(self.tr("Opening {0}").format(one_line(request.title, 60)))
        self._opening_bar.show()
        self._welcome.set_busy(True)
        self._opening = self._jobs.start(opening(request), self._opened, self._failed, self._progressed, self._arrived)

    def cancel_opening(self) -> None:
        """Stop what is being opened; nothing of it is shown any more."""
        if self._opening is None:
            return
        self._jobs.cancel(self._opening)
        self._end_opening()
        self._show_nothing()
        self._status.setText(self.tr("Cancelled"))

    def _show_nothing(self) -> None:
        """Back to the first page: what was shown can no longer be seen, changed or exported."""
        self._exposure = None
        self._enable()
        if self._sheet is not None:
            self._sheet.hide()
        self._body.setCurrentWidget(self._welcome)
        self.setWindowTitle(_NAME)

    def _end_opening(self) -> None:
        self._opening = None
        self._opening_bar.hide()
        self._welcome.set_busy(False)

    def _progressed(self, step: Step) -> None:
        self._progress.setRange(0, 100)
        self._progress.setValue(100 * step.done // step.total if step.total else 0)
        self._progress_line.setText(self.tr("Reading {0}").format(one_line(step.label, 60)))

    def _arrived(self, exposure: "Exposure") -> None:
        self._show(exposure)
        self._all_pages().overview.show_loading(True)

    def _opened(self, exposure: "Exposure") -> None:
        self._end_opening()
        self._show(exposure)
        self._all_pages().overview.show_loading(False)
        files, problems = exposure.holdings.files, exposure.holdings.problems
        warnings = sum(problem.severity.value == "warning" for problem in problems)
        self._status.setText(
            self.tr("Read {0} files, {1} items, {2} warnings").format(len(files), exposure.holdings.items, warnings)
        )

    def _failed(self, error: Exception) -> None:
        self._end_opening()
        self._show_nothing()
        self._status.setText("")
        self._notice.show_error(error)

    # ---- showing

    def _all_pages(self) -> "Pages":
        """The pages, built when there is something to show on them."""
        if self._pages is None:
            from inspector.window.pages import Pages

            self._pages = Pages(self, self._jobs, self._theme)
            self._body.addWidget(self._pages)
            self._pages.strip.change_wanted.connect(self.show_circumstances)
            self._pages.overview.category_chosen.connect(self._show_category)
            self._pages.items.failed.connect(self.show_fault)
        return self._pages

    def _show(self, exposure: "Exposure") -> None:
        self._exposure = exposure
        pages = self._all_pages()
        pages.show_exposure(exposure)
        if self._sheet is not None:
            self._sheet.show_exposure(exposure)
        self._body.setCurrentWidget(pages)
        self.setWindowTitle(f"{one_line(self._request.title, 60)} - {_NAME}")
        self._enable()

    def show_page(self, page: int) -> None:
        """Turn to a page: 0 Overview, 1 Items, 2 Problems."""
        if self._exposure is not None:
            self._all_pages().list.setCurrentRow(page)

    def _show_category(self, category: str, use: str) -> None:
        self._all_pages().items.show_category(category, use)
        self.show_page(1)

    def _focus_filter(self) -> None:
        self.show_page(1)
        self._all_pages().items.focus_filter()

    def show_circumstances(self) -> None:
        """Open the sheet of circumstances beside the window."""
        if self._exposure is None:
            return
        if self._sheet is None:
            from inspector.window.circumstances_sheet import CircumstancesSheet

            self._sheet = CircumstancesSheet(self._exposure.pack, self._theme, self)
            self._sheet.changed.connect(self._judge_again)
        self._sheet.show_exposure(self._exposure)
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def _judge_again(self, circumstances: object) -> None:
        """A changed circumstance is a new exposure at once; nothing is read again."""
        from inspector.exposure import judge
        from inspector.policy import Circumstances

        if self._exposure is None or not isinstance(circumstances, Circumstances):
            return
        self._show(judge(self._exposure.holdings, self._exposure.pack, circumstances))

    # ---- writing

    def choose_target(self) -> None:
        """Ask for a file and write the current view to it."""
        if self._exposure is None:
            return
        from PySide6.QtWidgets import QFileDialog

        name, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Export"),
            "exposure.xlsx",
            self.tr("Excel workbook (*.xlsx);;Web page (*.html);;JSON (*.json);;Text (*.txt)"),
        )
        if name:
            self.export(Path(name))

    def export(self, target: Path) -> None:
        """Write the current view (its filter and circumstances) to a file, in the background."""
        if self._exposure is None:
            return
        if not target.suffix:
            target = target.with_suffix(".xlsx")
        query = self._all_pages().items.query()
        self._status.setText(self.tr("Writing {0}").format(one_line(target.name, 60)))
        self._exporting = self._jobs.start(
            saving(self._exposure, query, target, self._request.paths), self._exported, self._not_exported
        )

    def _exported(self, name: str) -> None:
        self._exporting = None
        self._status.setText(self.tr("Written: {0}").format(one_line(name, 60)))

    def _not_exported(self, error: Exception) -> None:
        self._exporting = None
        self._status.setText("")
        self._notice.show_error(error)

    def show_fault(self, error: Exception) -> None:
        """Say that the program met a fault of its own."""
        self._notice.show_error(error)

    def _about(self) -> None:
        from inspector import __version__

        self._notice.show_note(
            f"{_NAME} {__version__}",
            self.tr("It reads your archive, never alters it, and sends nothing anywhere. Licence: Apache-2.0."),
        )

    # ---- looks

    def choose_theme(self, theme: Theme | None) -> None:
        """Take a theme, or follow the system again."""
        self._chosen_theme = theme
        self.set_theme(theme or system_theme())

    def _follow_system(self) -> None:
        if self._chosen_theme is None:
            self.set_theme(system_theme())

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme, at once and everywhere."""
        self._theme = theme
        QApplication.setPalette(palette(theme))
        if self._pages is not None:
            self._pages.set_theme(theme)
        if self._sheet is not None:
            self._sheet.set_theme(theme)

    # ---- Qt's own

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders that lie on this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.open(self._request.again(paths, self._stated()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work before the window goes."""
        self._jobs.close()
        if self._sheet is not None:
            self._sheet.close()
        super().closeEvent(event)
