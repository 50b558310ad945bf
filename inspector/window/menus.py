"""The contents of the menus as data: each command emits an intent."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar

from inspector.window import intents
from inspector.window.commands import Command, Keys, Menu, MenuActions
from inspector.window.localization import translate
from inspector.window.menu_titles import menu_titles
from inspector.window.page_list import list_pages, page_shortcut
from inspector.window.recent import list_recent_archives
from inspector.window.widgets.appearance import theme_titles

if TYPE_CHECKING:
    from inspector.settings import SettingsStore
    from inspector.window.page import PageEntry


IntentHandler = Callable[[intents.Intent], None]
_STANDARD = QKeySequence.StandardKey


def build_menu_actions(bar: QMenuBar, handle_intent: IntentHandler, store: "SettingsStore") -> MenuActions:
    """Put the commands of all menus into ``bar``."""
    return MenuActions.build(bar, build_menus(handle_intent, list_pages(), store))


def build_menus(
    handle_intent: IntentHandler, entries: "Sequence[PageEntry]", store: "SettingsStore"
) -> tuple[Menu, ...]:
    """The menus of the main window."""

    def build_command(
        name: str, title: str, intent: intents.Intent, shortcut: Keys = None, *, needs_archive: bool = False
    ) -> Command:
        return Command(name, title, lambda: handle_intent(intent), shortcut, needs_archive)

    file_commands = (
        build_command("open", translate("&Open archive…"), intents.CHOOSE_ARCHIVE, _STANDARD.Open),
        build_command("open-folder", translate("Open &folder…"), intents.CHOOSE_FOLDER, "Ctrl+Shift+O"),
        Menu(translate("&Recent archives"), make_commands=lambda: _build_recent_commands(handle_intent, store)),
        build_command("demo", translate("Try the &demo"), intents.OPEN_DEMO, "Ctrl+D"),
        None,
        build_command("read-again", translate("Read a&gain"), intents.RELOAD, _STANDARD.Refresh, needs_archive=True),
        build_command("export", translate("&Export…"), intents.EXPORT, "Ctrl+E", needs_archive=True),
        None,
        build_command("close", translate("&Close"), intents.CLOSE, _STANDARD.Close),
        build_command("quit", translate("&Quit"), intents.QUIT, _STANDARD.Quit),
    )
    edit_commands = (
        build_command("undo", translate("&Undo"), intents.UNDO, _STANDARD.Undo),
        build_command("redo", translate("&Redo"), intents.REDO, _STANDARD.Redo),
        None,
        build_command(
            "find",
            translate("&Filter items"),
            intents.GoTo("items", intents.FILTER),
            _STANDARD.Find,
            needs_archive=True,
        ),
        build_command(
            "circumstances",
            translate("C&ircumstances…"),
            intents.SHOW_CIRCUMSTANCES,
            "Ctrl+I",
            needs_archive=True,
        ),
        None,
        build_command("preferences", translate("&Preferences…"), intents.SHOW_PREFERENCES, _preferences_shortcut()),
    )
    page_commands = (
        build_command(f"page-{entry.id}", entry.title, intents.GoTo(entry.id), page_shortcut(index), needs_archive=True)
        for index, entry in enumerate(entries)
    )
    help_commands = (
        build_command(
            "archive-help",
            translate("&How to ask for your archive"),
            intents.SHOW_ARCHIVE_HELP,
            _STANDARD.HelpContents,
        ),
        build_command("shortcuts", translate("&Keyboard shortcuts"), intents.SHOW_SHORTCUTS, "Ctrl+/"),
        None,
        build_command("about", translate("&About Archive Inspector"), intents.SHOW_ABOUT),
    )
    view_commands = (
        *page_commands,
        None,
        Menu(translate("&Theme"), tuple(_build_theme_commands(handle_intent, store.settings.theme))),
    )
    return tuple(
        Menu(title, commands)
        for title, commands in zip(
            menu_titles(), (file_commands, edit_commands, view_commands, help_commands), strict=True
        )
    )


def _preferences_shortcut() -> Keys:
    """The platform's shortcut for preferences, or Ctrl+, where it has none."""
    return _STANDARD.Preferences if QKeySequence.keyBindings(_STANDARD.Preferences) else "Ctrl+,"


def _build_theme_commands(handle_intent: IntentHandler, current_theme: str) -> Iterator[Command]:
    for name, title in theme_titles().items():
        intent = intents.ChooseTheme(name)
        choose = partial(handle_intent, intent)
        yield Command(f"theme-{name}", title, choose, group="theme", checked=name == current_theme)


def _build_recent_commands(handle_intent: IntentHandler, store: "SettingsStore") -> Iterator[Command]:
    """The recent archives; called each time the menu is opened, as files may be gone."""
    recent_archives = list(list_recent_archives(store))
    for index, archive in enumerate(recent_archives):
        intent = intents.OpenPaths(archive.paths)
        yield Command(f"recent-{index}", archive.title.replace("&", "&&"), lambda act=intent: handle_intent(act))  # type: ignore[misc]
    if not recent_archives:
        text = (
            translate("No archive yet")
            if store.settings.keep_recent
            else translate("Not kept; turn it on in Preferences…")
        )
        yield Command("no-recent", text, lambda: handle_intent(intents.SHOW_PREFERENCES))
