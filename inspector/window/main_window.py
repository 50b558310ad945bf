"""The window: it builds its parts and connects them, and decides nothing.

What the first picture does not show is imported and built when it is first needed, or once that picture is painted.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from inspector.printable import one_line
from inspector.window import accessibility, intents
from inspector.window.localization import plural, say, speak, spoken, wanted
from inspector.window.menu_titles import titles
from inspector.window.notice import NoticeBar
from inspector.window.open_request import Request
from inspector.window.opening_bar import OpeningBar
from inspector.window.pages.welcome_page import WelcomePage
from inspector.window.widgets import text_widgets
from inspector.window.widgets.appearance import Looks
from inspector.window.widgets.tab_order import to_next_part
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.query import Query
    from inspector.settings import Store
    from inspector.window.archive_watcher import Difference, Watch
    from inspector.window.commands import Menus
    from inspector.window.details.circumstances_undo import Changes
    from inspector.window.dialogs.export_dialog import ExportSheet
    from inspector.window.dialogs.export_job import Exporter
    from inspector.window.dialogs.text_dialog import Sheet
    from inspector.window.jobs import Jobs
    from inspector.window.pages.page_list import Pages
    from inspector.window.widgets.focus_ring import FocusRing

_NAME = "Archive Inspector"
_LONGEST = 60


class MainWindow(QMainWindow):
    """One window for one opening at a time; ``open`` starts it, anything under way is put away first.

    ``painted`` says that the first picture is there.
    """

    painted = Signal()

    def __init__(self, store: "Store") -> None:
        super().__init__()
        self._store = store
        self._looks = Looks(store, self)
        self._looks.themed.connect(self._put_on)
        self._looks.scaled.connect(self._build_anew)
        self._request = Request()
        self._exposure: Exposure | None = None
        self._pages: Pages | None = None
        self._changes: Changes | None = None
        self._exporting: Exporter | None = None
        self._export_sheet: ExportSheet | None = None
        self._watching: Watch | None = None
        self._sheets: dict[str, Sheet] = {}
        self._filled: Menus | None = None
        self._ring: FocusRing | None = None
        self.setWindowTitle(_NAME)
        self.resize(1200, 800)
        self.setMinimumSize(QSize(720, 480))
        self.setAcceptDrops(True)
        self._build()
        self._put_menus()
        if store.kept.geometry:
            self.restoreGeometry(QByteArray.fromBase64(store.kept.geometry.encode()))

    # ---- what the window is made of

    def _build(self) -> None:
        self._notice = NoticeBar()
        self._welcome = self._made_welcome()
        self._body = QStackedWidget()
        self._body.addWidget(self._welcome)
        self._opening = OpeningBar(lambda: self._jobs)
        self._opening.arrived.connect(self._arrived)
        self._opening.opened.connect(self._opened)
        self._opening.failed.connect(self._not_opened)
        self._opening.cancelled.connect(self._cancelled)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(self._notice)
        column.addWidget(self._opening)
        column.addWidget(self._body, 1)
        self.setCentralWidget(middle)
        self._status = text_widgets.Shortened()
        self._to_problems, self._promise = QPushButton(), text_widgets.line()
        self._to_problems.clicked.connect(lambda: self.want(intents.GoTo("coverage", "problems")))
        self._to_problems.hide()
        self.statusBar().addWidget(self._status)
        self.statusBar().addWidget(self._to_problems)
        self.statusBar().addPermanentWidget(self._promise)
        self._say()

    def _made_welcome(self) -> WelcomePage:
        made = WelcomePage()
        made.wanted.connect(self.want)
        made.painted.connect(self.painted)
        return made

    @cached_property
    def _jobs(self) -> "Jobs":
        """The runner of long work."""
        from inspector.window.jobs import Jobs

        return Jobs(self)

    def _put_menus(self) -> None:
        """Put in the menus, in the place of those of another language; what they hold is made when it is needed."""
        bar = QMenuBar()
        for title in titles():
            bar.addMenu(title)
        self._filled = None
        self.setMenuBar(bar)

    @property
    def _menus(self) -> "Menus":
        if self._filled is None:
            from inspector.window.commands import Menus
            from inspector.window.menus import menu_list
            from inspector.window.pages.page_list import page_list

            self._filled = Menus.fill(self.menuBar(), menu_list(self.want, page_list(), self._store))
            self._filled.enable(archive=self._exposure is not None)
            for name in ("undo", "redo"):
                self._filled[name].setEnabled(False)
        return self._filled

    def settle(self) -> None:
        """Make what the first picture can do without, and the first key cannot: menus, and what shows the focus."""
        from inspector.window.widgets.focus_ring import FocusRing

        self._menus  # noqa: B018 - made by being asked for
        if self._ring is None:
            self._ring = FocusRing(self)
            for keys, step in (("F6", 1), ("Shift+F6", -1)):
                going_on = QShortcut(QKeySequence(keys), self)
                going_on.activated.connect(lambda step=step: to_next_part(self._parts(), step))

    def _parts(self) -> tuple[QWidget, ...]:
        """The parts between which F6 goes."""
        pages = self._pages
        shown = (
            (self._welcome,) if pages is None else (self._welcome, pages.list, pages.strip, pages.page(pages.current))
        )
        return (self._notice, self._opening, *shown)

    def _say(self) -> None:
        self._to_problems.setText(self.tr("Show problems"))
        self._promise.setText(self.tr("Nothing leaves this computer"))

    def _build_anew(self) -> None:
        """With letters of another size or another language everything is laid out anew; a page and a filter stay."""
        exposure, page = self._exposure, self._pages.current if self._pages is not None else ""
        queries: dict[str, Query] = {}
        if self._pages is not None:
            queries = self._pages.queries()
            self._store.change(splitters={**self._store.kept.splitters, **self._pages.splitters()})
        old = (self._welcome, self._pages)
        self._welcome, self._pages = self._made_welcome(), None
        self._body.insertWidget(0, self._welcome)
        self._show_recent()
        if self._changes is not None:
            self._changes.let_go()
        if exposure is not None:
            self._show(exposure, page)
            for name, query in queries.items():
                self._shown_pages().page(name).go_to(query)
        for widget in old:
            if widget is not None:
                self._body.removeWidget(widget)
                widget.deleteLater()

    # ---- what the person wants

    @cached_property
    def _acts(self) -> dict[object, Callable[[Any], object]]:
        """What is done for each intent: by its kind, or by itself where it needs no further word."""
        from inspector.window.dialogs import file_dialogs

        return {
            intents.GoTo: lambda it: self._turn_to(it.page, it.target),
            intents.StateFacts: lambda it: self._stating().state(it.circumstances, it.what),
            intents.Visit: lambda it: self._ask_to_visit(it.address),
            intents.OpenPaths: lambda it: self._open_paths(it.paths),
            intents.ChooseTheme: lambda it: self._looks.choose(it.name),
            intents.ChooseLanguage: lambda it: self._speak(it.tag),
            intents.CHOOSE_ARCHIVE: lambda _it: self._open_paths(file_dialogs.archives(self)),
            intents.CHOOSE_FOLDER: lambda _it: self._open_paths(file_dialogs.folder(self)),
            intents.OPEN_DEMO: lambda _it: self.open(self._request.again((), None)),
            intents.READ_AGAIN: lambda _it: self._read_again(),
            intents.EXPORT: lambda _it: self.choose_target(),
            intents.UNDO: lambda _it: self._stating().undo(),
            intents.REDO: lambda _it: self._stating().redo(),
            intents.SHOW_CIRCUMSTANCES: lambda _it: self._stating().show_sheet(self._looks.theme),
            intents.SHOW_PREFERENCES: lambda _it: self._show_sheet("preferences"),
            intents.SHOW_SHORTCUTS: lambda _it: self._show_sheet("shortcuts"),
            intents.SHOW_ABOUT: lambda _it: self._show_sheet("about"),
            intents.SHOW_ARCHIVE_HELP: lambda _it: self._show_sheet("archive"),
            intents.CLOSE: lambda _it: self.close(),
            intents.QUIT: lambda _it: QApplication.quit(),
        }

    def want(self, intent: intents.Intent) -> None:
        """Do what a page or a menu asks for."""
        known: object = intent if isinstance(intent, intents.Plainly) else type(intent)
        self._acts[known](intent)

    # ---- opening

    def _open_paths(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.open(self._request.again(paths, self._stated()))

    def _stated(self) -> Any:
        """The circumstances set in the window stay for the next archive; those of the sample do not."""
        if self._request.is_demo:
            return None
        return self._request.circumstances if self._exposure is None else self._exposure.circumstances

    def _read_again(self) -> None:
        if self._exposure is not None:
            self.open(self._request.again(self._request.paths, self._exposure.circumstances))

    def open(self, request: Request) -> None:
        """Open in the background what was asked for; what was open before goes when the first files arrive."""
        self._opening.cancel()
        self._show_nothing()
        self._request = request
        self._notice.hide()
        self._status.setText("")
        self._welcome.set_busy(True)
        self._opening.open(request)

    def _cancelled(self) -> None:
        self._show_nothing()
        self._tell(self.tr("Cancelled"))

    def _show_nothing(self) -> None:
        """Back to the first page: what was shown can no longer be seen, changed or exported."""
        self._exposure = None
        self._welcome.set_busy(False)
        self._menus.enable(archive=False)
        self._menus["undo"].setEnabled(False)
        self._menus["redo"].setEnabled(False)
        self._to_problems.hide()
        if self._changes is not None:
            self._changes.show_nothing()
        if self._watching is not None:
            self._watching.end()
        self._body.setCurrentWidget(self._welcome)
        self.setWindowTitle(_NAME)

    def _arrived(self, exposure: "Exposure") -> None:
        """Files have been read; a fact that was stated meanwhile holds for them too."""
        if self._exposure is not None and exposure.circumstances != self._exposure.circumstances:
            from inspector.exposure import judge

            exposure = judge(exposure.holdings, exposure.pack, self._exposure.circumstances)
        self._show(exposure)
        self._shown_pages().show_loading(self._opening.busy)

    def _opened(self, exposure: "Exposure") -> None:
        from inspector.window.recent import remember

        self._welcome.set_busy(False)
        self._arrived(exposure)
        self._say_read(exposure)
        accessibility.announce(self, self._status.text())
        self._to_problems.setVisible(exposure.holdings.warnings > 0)
        remember(self._store, self._request.title, self._request.paths)
        self._show_recent()
        self._watch().begin(self._request.paths)

    def _tell(self, said: str) -> None:
        """Show and say what was done."""
        self._status.setText(said)
        accessibility.announce(self, said)

    def _say_read(self, exposure: "Exposure") -> None:
        holdings = exposure.holdings
        files, items, warnings = len(holdings.files), holdings.items, holdings.warnings
        self._status.setText(
            self.tr("Read {0}, {1}, {2}").format(
                plural("MainWindow", "{0} files", None, files, files),
                plural("MainWindow", "{0} items", None, items, items),
                plural("MainWindow", "{0} warnings", None, warnings, warnings),
            )
        )

    def _not_opened(self, error: Exception) -> None:
        self._show_nothing()
        self._status.setText("")
        self._notice.show_error(error)

    def _watch(self) -> "Watch":
        """What notices that an archive changes, built when there is one."""
        if self._watching is None:
            from inspector.window.archive_watcher import Watch

            self._watching = Watch(self._jobs, self)
            self._watching.differs.connect(self._differs)
        return self._watching

    def _differs(self, difference: "Difference") -> None:
        """Tell that an archive has moved or changed; what is shown stays until the person decides."""
        gone = ", ".join(difference.gone)
        names = one_line(gone or ", ".join(difference.changed), _LONGEST)
        keep = (self.tr("Keep what is shown"), lambda: None)
        again = (self.tr("Read again (F5)"), lambda: self.want(intents.READ_AGAIN))
        if gone:
            said = self.tr("{0} is no longer where it was.").format(names)
            self._notice.show_note(said, self.tr("What is shown was read before, and stays."), (keep,))
        else:
            said = self.tr("{0} has changed since it was read.").format(names)
            self._notice.show_note(said, self.tr("What is shown is how it was before."), (again, keep))

    # ---- showing

    def _shown_pages(self) -> "Pages":
        """The pages, built when there is something to show on them."""
        if self._pages is None:
            from inspector.window.pages.page import Surroundings
            from inspector.window.pages.page_list import Pages, page_list

            self._pages = Pages(Surroundings(self._jobs, self._looks.theme, self._store), page_list())
            self._pages.wanted.connect(self.want)
            self._pages.failed.connect(self.show_fault)
            self._pages.strip.change_wanted.connect(lambda: self.want(intents.SHOW_CIRCUMSTANCES))
            self._body.addWidget(self._pages)
        return self._pages

    def _stating(self) -> "Changes":
        """What changes circumstances, built when there are any."""
        if self._changes is None:
            from inspector.window.details.circumstances_undo import Changes

            self._changes = Changes(self, self._menus["undo"], self._menus["redo"])
            self._changes.changed.connect(self._judge_again)
        return self._changes

    def _show(self, exposure: "Exposure", page: str = "") -> None:
        self._exposure = exposure
        pages = self._shown_pages()
        pages.show_exposure(exposure)
        if not pages.current:
            pages.turn_to(page or self._store.kept.page)
        self._stating().show_exposure(exposure)
        self._body.setCurrentWidget(pages)
        self.setWindowTitle(f"{one_line(self._request.title, _LONGEST)} - {_NAME}")
        self._menus.enable(archive=True)

    def _turn_to(self, page: str, target: object) -> None:
        if self._exposure is not None:
            self._shown_pages().turn_to(page, target)

    def _judge_again(self, circumstances: Any) -> None:
        """A changed circumstance is a new exposure at once; nothing is read again."""
        from inspector.exposure import judge
        from inspector.summary.report import Report, now

        if self._exposure is not None:
            exposure = judge(self._exposure.holdings, self._exposure.pack, circumstances)
            self._show(exposure)
            accessibility.announce(self, say(Report(exposure, now()).headline))

    def _show_recent(self) -> None:
        from inspector.window.recent import offered

        self._welcome.show_recent(list(offered(self._store)))

    def tell_kept(self) -> None:
        """What needs the disk and not the first paint: the recent archives, and why nothing is being kept, if so."""
        self._show_recent()
        for problem in self._store.notices:
            self._notice.show_note(f"{say(problem.message)} ({problem.code})")

    # ---- sheets beside the window

    def _show_sheet(self, name: str) -> None:
        if name not in self._sheets:
            self._sheets[name] = {
                "preferences": self._preferences,
                "shortcuts": self._shortcuts,
                "about": self._about,
                "archive": self._archive_help,
            }[name]()
        self._sheets[name].come()

    def _preferences(self) -> "Sheet":
        from inspector.window.dialogs.preferences_dialog import preferences

        sheet, content = preferences(self._store, self._looks, self)
        content.kept_changed.connect(self._show_recent)
        content.language_chosen.connect(lambda tag: self.want(intents.ChooseLanguage(tag)))
        return sheet

    def _shortcuts(self) -> "Sheet":
        from inspector.window.dialogs.help_dialogs import shortcut_list

        return shortcut_list(self, self._menus.actions)

    def _about(self) -> "Sheet":
        from inspector.window.dialogs.help_dialogs import about

        return about(self)

    def _archive_help(self) -> "Sheet":
        from inspector.window.dialogs.help_dialogs import archive_help

        return archive_help(self)

    def _ask_to_visit(self, address: str) -> None:
        from inspector.window.dialogs.open_link_dialog import VisitQuestion

        VisitQuestion(address, self).open()

    # ---- writing

    def _exporter(self) -> "Exporter":
        if self._exporting is None:
            from inspector.window.dialogs.export_job import Exporter

            self._exporting = Exporter(self._jobs, self)
            self._exporting.said.connect(self._tell)
            self._exporting.failed.connect(self._notice.show_error)
        return self._exporting

    def choose_target(self) -> None:
        """Open the sheet that says what an export holds, and writes it."""
        if self._exposure is None:
            return
        from inspector.window.dialogs.export_dialog import ExportSheet, Source

        pages = self._shown_pages()
        source = Source(self._exposure, pages.query(), pages.selected(), self._request.paths)
        if self._export_sheet is not None:
            self._export_sheet.close()
            self._export_sheet.deleteLater()
        self._export_sheet = ExportSheet(source, self._jobs, self._exporter(), self)
        self._export_sheet.show()

    def export(self, target: Path) -> None:
        """Write the current view (its filter and circumstances) to a file, in the background."""
        if self._exposure is not None:
            from inspector.report.options import Choices

            choices = Choices(items=self._shown_pages().query(), language=spoken())
            self._exporter().write(self._exposure, choices, target, self._request.paths)

    def show_fault(self, error: Exception) -> None:
        """Say that the program met a fault of its own."""
        self._notice.show_error(error)

    def _put_on(self, theme: Theme) -> None:
        """Put on a theme, at once and everywhere."""
        self._menus[f"theme-{self._looks.chosen}"].setChecked(True)
        if self._pages is not None:
            self._pages.set_theme(theme)
        if self._changes is not None:
            self._changes.set_theme(theme)

    def _speak(self, tag: str) -> None:
        """Speak another language, at once and everywhere; the archive, its circumstances and the page stay."""
        self._store.change(language=tag)
        speak(wanted(tag))
        self._say()
        self._put_menus()
        stating = False
        if self._changes is not None:
            self._changes.set_actions(self._menus["undo"], self._menus["redo"])
            stating = self._changes.sheet is not None and self._changes.sheet.isVisible()
        self._build_anew()
        if stating:
            self.want(intents.SHOW_CIRCUMSTANCES)
        if self._exposure is not None and not self._opening.busy:
            self._say_read(self._exposure)
        if self._export_sheet is not None:
            self._export_sheet.close()
            self._export_sheet.deleteLater()
            self._export_sheet = None
        for name, sheet in tuple(self._sheets.items()):
            self._build_sheet_anew(name, sheet)

    def _build_sheet_anew(self, name: str, sheet: "Sheet") -> None:
        """A sheet that is in sight comes back where it stood, and the person goes on in it; another one goes."""
        del self._sheets[name]
        if sheet.isVisible():
            self._show_sheet(name)
            self._sheets[name].move(sheet.pos())
            focus = sheet.focusWidget()
            again = self._sheets[name].findChild(QWidget, focus.objectName()) if focus and focus.objectName() else None
            if again is not None:
                again.setFocus()
        sheet.close()
        sheet.deleteLater()

    # ---- Qt's own

    def changeEvent(self, event: QEvent) -> None:
        """Look after the archives when the window comes to the front."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._watching is not None:
            self._watching.look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders that lie on this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._welcome.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing hangs over the window any more."""
        self._welcome.set_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self._welcome.set_over(False)
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.want(intents.OpenPaths(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work before the window goes, and keep how it stood."""
        self._jobs.close()
        if self._watching is not None:
            self._watching.end()
        stood: dict[str, Any] = {"geometry": bytes(self.saveGeometry().toBase64().data()).decode()}
        if self._pages is not None and self._pages.current:
            stood |= {
                "page": self._pages.current,
                "splitters": {**self._store.kept.splitters, **self._pages.splitters()},
            }
        self._store.change(**stood)
        for sheet in (*self._sheets.values(), *((self._changes,) if self._changes is not None else ())):
            sheet.close()
        super().closeEvent(event)
