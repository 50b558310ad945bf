"""What the menus hold, as data: every command says what is wanted, the window does it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from inspector.window import intents
from inspector.window.commands import Command, Keys, Menu
from inspector.window.pages import keys

if TYPE_CHECKING:
    from inspector.kept import Store
    from inspector.window.page import PageEntry

Want = Callable[[intents.Intent], None]
_STANDARD = QKeySequence.StandardKey


def _words(text: str) -> str:
    return QCoreApplication.translate("Menus", text)


def menu_list(want: Want, entries: "Sequence[PageEntry]", store: "Store") -> tuple[Menu, ...]:
    """The menus of the main window."""

    def say(
        name: str, title: str, intent: intents.Intent, held: Keys = None, *, needs_archive: bool = False
    ) -> Command:
        return Command(name, title, lambda: want(intent), held, needs_archive)

    file = (
        say("open", _words("&Open archive…"), intents.CHOOSE_ARCHIVE, _STANDARD.Open),
        say("open-folder", _words("Open &folder…"), intents.CHOOSE_FOLDER, "Ctrl+Shift+O"),
        Menu(_words("&Recent archives"), fresh=lambda: _recent(want, store)),
        say("demo", _words("Try the &demo"), intents.OPEN_DEMO, "Ctrl+D"),
        None,
        say("read-again", _words("Read a&gain"), intents.READ_AGAIN, _STANDARD.Refresh, needs_archive=True),
        say("export", _words("&Export…"), intents.EXPORT, "Ctrl+E", needs_archive=True),
        None,
        say("close", _words("&Close"), intents.CLOSE, _STANDARD.Close),
        say("quit", _words("&Quit"), intents.QUIT, _STANDARD.Quit),
    )
    edit = (
        say("undo", _words("&Undo"), intents.UNDO, _STANDARD.Undo),
        say("redo", _words("&Redo"), intents.REDO, _STANDARD.Redo),
        None,
        say("find", _words("&Filter items"), intents.GoTo("items", intents.FILTER), _STANDARD.Find, needs_archive=True),
        say("circumstances", _words("C&ircumstances…"), intents.SHOW_CIRCUMSTANCES, "Ctrl+I", needs_archive=True),
        None,
        say("preferences", _words("&Preferences…"), intents.SHOW_PREFERENCES, _preferences_keys()),
    )
    pages = (
        say(f"page-{entry.id}", entry.title, intents.GoTo(entry.id), keys(place), needs_archive=True)
        for place, entry in enumerate(entries)
    )
    helping = (
        say("archive-help", _words("&How to ask for your archive"), intents.SHOW_ARCHIVE_HELP, _STANDARD.HelpContents),
        say("shortcuts", _words("&Keyboard shortcuts"), intents.SHOW_SHORTCUTS, "Ctrl+/"),
        None,
        say("about", _words("&About Archive Inspector"), intents.SHOW_ABOUT),
    )
    return (
        Menu(_words("&File"), file),
        Menu(_words("&Edit"), edit),
        Menu(_words("&View"), (*pages, None, Menu(_words("&Theme"), tuple(_themes(want, store.kept.theme))))),
        Menu(_words("&Help"), helping),
    )


def _preferences_keys() -> Keys:
    """The system's keys for preferences, and those that most use where it has none."""
    return _STANDARD.Preferences if QKeySequence.keyBindings(_STANDARD.Preferences) else "Ctrl+,"


def _themes(want: Want, chosen: str) -> Iterator[Command]:
    for name, title in (("system", _words("&System")), ("light", _words("&Light")), ("dark", _words("&Dark"))):
        act = intents.ChooseTheme(name)
        yield Command(f"theme-{name}", title, lambda act=act: want(act), one_of="theme", chosen=name == chosen)  # type: ignore[misc]


def _recent(want: Want, store: "Store") -> Iterator[Command]:
    """The recent archives, looked for each time the menu is opened."""
    from inspector.window.recent import offered

    found = list(offered(store))
    for place, one in enumerate(found):
        act = intents.OpenPaths(one.paths)
        yield Command(f"recent-{place}", one.words.replace("&", "&&"), lambda act=act: want(act))  # type: ignore[misc]
    if not found:
        said = _words("No archive yet") if store.kept.keep_recent else _words("Not kept; turn it on in Preferences…")
        yield Command("no-recent", said, lambda: want(intents.SHOW_PREFERENCES))
