"""Menus as data, and the ``QAction`` objects built from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Keys = QKeySequence | QKeySequence.StandardKey | str | None


@dataclass(frozen=True, slots=True)
class Command:
    """An entry of a menu; ``title`` marks its access key with ``&``.

    ``needs_archive``: it is enabled only while an archive is open. Commands of one ``group`` exclude each other, and
    ``checked`` says whether this one is on.
    """

    id: str
    title: str
    handler: Callable[[], object]
    keys: Keys = None
    needs_archive: bool = False
    group: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: commands, submenus, and ``None`` for a separator.

    ``make_commands`` gives further commands each time the menu is opened.
    """

    title: str
    entries: Sequence["Command | Menu | None"] = ()
    make_commands: Callable[[], Iterable[Command]] | None = None


@dataclass(slots=True)
class MenuActions:
    actions: dict[str, QAction] = field(default_factory=dict)
    _archive_actions: list[QAction] = field(default_factory=list)

    @classmethod
    def build(cls, bar: QMenuBar, menus: Sequence[Menu]) -> "MenuActions":
        """Fill a menu bar; menus that it has already are filled, further ones added."""
        menu_actions = cls()
        existing_menus = {action.text(): action.menu() for action in bar.actions()}
        for menu in menus:
            existing_menu = existing_menus.get(menu.title)
            menu_actions._fill_menu(
                existing_menu if isinstance(existing_menu, QMenu) else bar.addMenu(menu.title), menu, bar
            )
        return menu_actions

    def _fill_menu(self, menu_widget: QMenu, menu: Menu, owner: QWidget) -> None:
        if menu.make_commands is not None:
            make_commands = menu.make_commands
            menu_widget.aboutToShow.connect(lambda: self._refill(menu_widget, make_commands()))
        groups: dict[str, QActionGroup] = {}
        for entry in menu.entries:
            if entry is None:
                menu_widget.addSeparator()
            elif isinstance(entry, Menu):
                self._fill_menu(menu_widget.addMenu(entry.title), entry, owner)
            else:
                action = self._make_action(entry, owner)
                menu_widget.addAction(action)
                if entry.group:
                    action.setCheckable(True)
                    action.setChecked(entry.checked)
                    groups.setdefault(entry.group, QActionGroup(owner)).addAction(action)

    @staticmethod
    def _refill(menu_widget: QMenu, commands: Iterable[Command]) -> None:
        for action in menu_widget.actions():
            menu_widget.removeAction(action)
            action.deleteLater()
        for command in commands:
            action = QAction(command.title, menu_widget)
            action.triggered.connect(lambda _checked=False, act=command.handler: act())
            menu_widget.addAction(action)

    def _make_action(self, command: Command, owner: QWidget) -> QAction:
        action = QAction(command.title, owner)
        action.setObjectName(command.id)
        action.triggered.connect(lambda _checked=False: command.handler())
        if isinstance(command.keys, QKeySequence.StandardKey):
            action.setShortcuts(command.keys)
        elif command.keys is not None:
            action.setShortcut(QKeySequence(command.keys))
        self.actions[command.id] = action
        if command.needs_archive:
            self._archive_actions.append(action)
        return action

    def enable(self, has_archive: bool) -> None:
        """Enable the commands that need an archive, or disable them."""
        for action in self._archive_actions:
            action.setEnabled(has_archive)

    def __getitem__(self, command: str) -> QAction:
        return self.actions[command]


def list_shortcuts(actions: Mapping[str, QAction]) -> Iterator[tuple[str, str]]:
    """The title and first shortcut of every action that has one, as the platform writes it."""
    for action in actions.values():
        if action.shortcuts():
            key_text = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield action.text().replace("&", "").rstrip(" …"), key_text
