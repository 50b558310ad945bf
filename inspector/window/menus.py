"""What the menus hold, as data: every command says what is wanted, the window does it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from inspector.window import intents
from inspector.window.commands import Command, Keys, Menu
from inspector.window.menu_titles import titles
from inspector.window.pages.page_list import keys
from inspector.window.widgets.appearance import look_titles

if TYPE_CHECKING:
    from inspector.settings import Store
    from inspector.window.pages.page import PageEntry

translate = QCoreApplication.translate

Want = Callable[[intents.Intent], None]
_STANDARD = QKeySequence.StandardKey


def menu_list(want: Want, entries: "Sequence[PageEntry]", store: "Store") -> tuple[Menu, ...]:
    """The menus of the main window."""

    def say(
        name: str, title: str, intent: intents.Intent, held: Keys = None, *, needs_archive: bool = False
    ) -> Command:
        return Command(name, title, lambda: want(intent), held, needs_archive)

    file = (
        say("open", translate("Menus", "&Open archive…"), intents.CHOOSE_ARCHIVE, _STANDARD.Open),
        say("open-folder", translate("Menus", "Open &folder…"), intents.CHOOSE_FOLDER, "Ctrl+Shift+O"),
        Menu(translate("Menus", "&Recent archives"), fresh=lambda: _recent(want, store)),
        say("demo", translate("Menus", "Try the &demo"), intents.OPEN_DEMO, "Ctrl+D"),
        None,
        say("read-again", translate("Menus", "Read a&gain"), intents.READ_AGAIN, _STANDARD.Refresh, needs_archive=True),
        say("export", translate("Menus", "&Export…"), intents.EXPORT, "Ctrl+E", needs_archive=True),
        None,
        say("close", translate("Menus", "&Close"), intents.CLOSE, _STANDARD.Close),
        say("quit", translate("Menus", "&Quit"), intents.QUIT, _STANDARD.Quit),
    )
    edit = (
        say("undo", translate("Menus", "&Undo"), intents.UNDO, _STANDARD.Undo),
        say("redo", translate("Menus", "&Redo"), intents.REDO, _STANDARD.Redo),
        None,
        say(
            "find",
            translate("Menus", "&Filter items"),
            intents.GoTo("items", intents.FILTER),
            _STANDARD.Find,
            needs_archive=True,
        ),
        say(
            "circumstances",
            translate("Menus", "C&ircumstances…"),
            intents.SHOW_CIRCUMSTANCES,
            "Ctrl+I",
            needs_archive=True,
        ),
        None,
        say("preferences", translate("Menus", "&Preferences…"), intents.SHOW_PREFERENCES, _preferences_keys()),
    )
    pages = (
        say(f"page-{entry.id}", entry.title, intents.GoTo(entry.id), keys(place), needs_archive=True)
        for place, entry in enumerate(entries)
    )
    helping = (
        say(
            "archive-help",
            translate("Menus", "&How to ask for your archive"),
            intents.SHOW_ARCHIVE_HELP,
            _STANDARD.HelpContents,
        ),
        say("shortcuts", translate("Menus", "&Keyboard shortcuts"), intents.SHOW_SHORTCUTS, "Ctrl+/"),
        None,
        say("about", translate("Menus", "&About Archive Inspector"), intents.SHOW_ABOUT),
    )
    view = (*pages, None, Menu(translate("Menus", "&Theme"), tuple(_themes(want, store.kept.theme))))
    return tuple(Menu(title, held) for title, held in zip(titles(), (file, edit, view, helping), strict=True))


def _preferences_keys() -> Keys:
    """The system's keys for preferences, and those that most use where it has none."""
    return _STANDARD.Preferences if QKeySequence.keyBindings(_STANDARD.Preferences) else "Ctrl+,"


def _themes(want: Want, chosen: str) -> Iterator[Command]:
    for name, title in look_titles().items():
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
        said = (
            translate("Menus", "No archive yet")
            if store.kept.keep_recent
            else translate("Menus", "Not kept; turn it on in Preferences…")
        )
        yield Command("no-recent", said, lambda: want(intents.SHOW_PREFERENCES))
