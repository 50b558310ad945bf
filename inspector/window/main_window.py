"""The window: it builds its parts and connects them, and decides nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from inspector.visible import one_line
from inspector.window import choosing, intents, plain
from inspector.window.commands import Command, Menu, Menus
from inspector.window.jobs import Jobs
from inspector.window.looks import Looks
from inspector.window.notice import NoticeBar
from inspector.window.opening import Request
from inspector.window.opening_bar import OpeningBar
from inspector.window.page import Surroundings
from inspector.window.pages import Pages, keys, page_list
from inspector.window.theme import Theme
from inspector.window.welcome_page import WelcomePage

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.kept import Store
    from inspector.window.changes import Changes
    from inspector.window.exporting import Exporter

_NAME = "Archive Inspector"
_STANDARD = QKeySequence.StandardKey


class MainWindow(QMainWindow):
    """One window for one opening at a time; ``open`` starts it, anything under way is put away first."""

    def __init__(self, store: "Store") -> None:
        super().__init__()
        self._store = store
        self._jobs = Jobs(self)
        self._looks = Looks(store, self)
        self._looks.themed.connect(self._put_on)
        self._request = Request()
        self._exposure: Exposure | None = None
        self._pages: Pages | None = None
        self._changes: Changes | None = None
        self._exporting: Exporter | None = None
        self._acts = self._intents()
        self._entries = page_list()
        self.setWindowTitle(_NAME)
        self.resize(1200, 800)
        self.setMinimumSize(QSize(720, 480))
        self.setAcceptDrops(True)
        self._build()
        self._menus = Menus.fill(self.menuBar(), self._menu_list())
        self._show_nothing()

    # ---- what the window is made of

    def _build(self) -> None:
        self._notice = NoticeBar()
        self._welcome = WelcomePage()
        self._welcome.wanted.connect(self.want)
        self._body = QStackedWidget()
        self._body.addWidget(self._welcome)
        self._opening = OpeningBar(self._jobs)
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
        self._status = plain.line()
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().addPermanentWidget(plain.line(self.tr("Nothing leaves this computer")))

    def _menu_list(self) -> tuple[Menu, ...]:
        tr, chosen = self.tr, self._looks.chosen
        themes = (("system", tr("&System")), ("light", tr("&Light")), ("dark", tr("&Dark")))
        return (
            Menu(
                tr("&File"),
                (
                    Command("open", tr("&Open archive…"), lambda: self.want(intents.ChooseArchive()), _STANDARD.Open),
                    Command(
                        "open-folder", tr("Open &folder…"), lambda: self.want(intents.ChooseFolder()), "Ctrl+Shift+O"
                    ),
                    Command("demo", tr("Try the &demo"), lambda: self.want(intents.OpenDemo()), "Ctrl+D"),
                    None,
                    Command("export", tr("&Export…"), self.choose_target, "Ctrl+E", needs_archive=True),
                    None,
                    Command("close", tr("&Close"), self.close, _STANDARD.Close),
                    Command("quit", tr("&Quit"), QApplication.quit, _STANDARD.Quit),
                ),
            ),
            Menu(
                tr("&Edit"),
                (
                    Command("undo", tr("&Undo"), lambda: self._stating().undo(), _STANDARD.Undo),
                    Command("redo", tr("&Redo"), lambda: self._stating().redo(), _STANDARD.Redo),
                    None,
                    Command("find", tr("&Filter items"), self._find, _STANDARD.Find, needs_archive=True),
                    Command(
                        "circumstances",
                        tr("C&ircumstances…"),
                        lambda: self.want(intents.ShowCircumstances()),
                        "Ctrl+I",
                        needs_archive=True,
                    ),
                ),
            ),
            Menu(
                tr("&View"),
                (
                    *(
                        Command(
                            f"page-{entry.id}",
                            entry.title,
                            lambda page=entry.id: self.want(intents.GoTo(page)),  # type: ignore[misc]
                            keys(place),
                            needs_archive=True,
                        )
                        for place, entry in enumerate(self._entries)
                    ),
                    None,
                    Menu(
                        tr("&Theme"),
                        tuple(
                            Command(
                                f"theme-{name}",
                                words,
                                lambda name=name: self._looks.choose(name),  # type: ignore[misc]
                                one_of="theme",
                                chosen=name == chosen,
                            )
                            for name, words in themes
                        ),
                    ),
                ),
            ),
            Menu(tr("&Help"), (Command("about", tr("&About Archive Inspector"), self._about),)),
        )

    # ---- what the person wants

    def _intents(self) -> dict[type, Any]:
        """What is done for each intent."""
        return {
            intents.GoTo: lambda it: self._turn_to(it.page, it.target),
            intents.StateFacts: lambda it: self._stating().state(it.circumstances, it.what),
            intents.ShowCircumstances: lambda _it: self._stating().show_sheet(self._looks.theme),
            intents.OpenPaths: lambda it: self._open_paths(it.paths),
            intents.ChooseArchive: lambda _it: self._open_paths(choosing.archives(self)),
            intents.ChooseFolder: lambda _it: self._open_paths(choosing.folder(self)),
            intents.OpenDemo: lambda _it: self.open(self._request.again((), None)),
        }

    def want(self, intent: intents.Intent) -> None:
        """Do what a page or a menu asks for."""
        self._acts[type(intent)](intent)

    # ---- opening

    def _open_paths(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.open(self._request.again(paths, self._stated()))

    def _stated(self) -> Any:
        """The circumstances set in the window stay for the next archive; those of the sample do not."""
        if self._request.is_demo:
            return None
        return self._request.circumstances if self._exposure is None else self._exposure.circumstances

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
        self._status.setText(self.tr("Cancelled"))

    def _show_nothing(self) -> None:
        """Back to the first page: what was shown can no longer be seen, changed or exported."""
        self._exposure = None
        self._welcome.set_busy(False)
        self._menus.enable(archive=False)
        self._menus["undo"].setEnabled(False)
        self._menus["redo"].setEnabled(False)
        if self._changes is not None:
            self._changes.show_nothing()
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
        self._welcome.set_busy(False)
        self._arrived(exposure)
        files, problems = exposure.holdings.files, exposure.holdings.problems
        warnings = sum(problem.severity.value == "warning" for problem in problems)
        self._status.setText(
            self.tr("Read {0} files, {1} items, {2} warnings").format(len(files), exposure.holdings.items, warnings)
        )

    def _not_opened(self, error: Exception) -> None:
        self._show_nothing()
        self._status.setText("")
        self._notice.show_error(error)

    # ---- showing

    def _shown_pages(self) -> Pages:
        """The pages, built when there is something to show on them."""
        if self._pages is None:
            self._pages = Pages(Surroundings(self._jobs, self._looks.theme, self._store), self._entries)
            self._pages.wanted.connect(self.want)
            self._pages.failed.connect(self.show_fault)
            self._pages.strip.change_wanted.connect(lambda: self.want(intents.ShowCircumstances()))
            self._body.addWidget(self._pages)
        return self._pages

    def _stating(self) -> "Changes":
        """What changes circumstances, built when there are any."""
        if self._changes is None:
            from inspector.window.changes import Changes

            self._changes = Changes(self, self._menus["undo"], self._menus["redo"])
            self._changes.changed.connect(self._judge_again)
        return self._changes

    def _show(self, exposure: "Exposure") -> None:
        self._exposure = exposure
        pages = self._shown_pages()
        pages.show_exposure(exposure)
        if not pages.current:
            pages.turn_to(self._store.kept.page)
        self._stating().show_exposure(exposure)
        self._body.setCurrentWidget(pages)
        self.setWindowTitle(f"{one_line(self._request.title, 60)} - {_NAME}")
        self._menus.enable(archive=True)

    def _turn_to(self, page: str, target: object) -> None:
        if self._exposure is not None:
            self._shown_pages().turn_to(page, target)

    def _find(self) -> None:
        self.want(intents.GoTo("items", intents.FILTER))

    def _judge_again(self, circumstances: Any) -> None:
        """A changed circumstance is a new exposure at once; nothing is read again."""
        from inspector.exposure import judge

        if self._exposure is not None:
            self._show(judge(self._exposure.holdings, self._exposure.pack, circumstances))

    # ---- writing

    def _exporter(self) -> "Exporter":
        if self._exporting is None:
            from inspector.window.exporting import Exporter

            self._exporting = Exporter(self._jobs, self)
            self._exporting.said.connect(self._status.setText)
            self._exporting.failed.connect(self._notice.show_error)
        return self._exporting

    def choose_target(self) -> None:
        """Ask for a file and write the current view to it."""
        target = self._exporter().ask(self) if self._exposure is not None else None
        if target is not None:
            self.export(target)

    def export(self, target: Path) -> None:
        """Write the current view (its filter and circumstances) to a file, in the background."""
        if self._exposure is not None:
            self._exporter().write(self._exposure, self._shown_pages().query(), target, self._request.paths)

    def show_fault(self, error: Exception) -> None:
        """Say that the program met a fault of its own."""
        self._notice.show_error(error)

    def _about(self) -> None:
        from inspector import __version__

        self._notice.show_note(
            f"{_NAME} {__version__}",
            self.tr("It reads your archive, never alters it, and sends nothing anywhere. Licence: Apache-2.0."),
        )

    def _put_on(self, theme: Theme) -> None:
        """Put on a theme, at once and everywhere."""
        if self._pages is not None:
            self._pages.set_theme(theme)
        if self._changes is not None:
            self._changes.set_theme(theme)

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
            self.want(intents.OpenPaths(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work before the window goes."""
        self._jobs.close()
        if self._changes is not None:
            self._changes.close()
        super().closeEvent(event)
