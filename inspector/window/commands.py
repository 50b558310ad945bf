"""The menus as data: each command with its words, its keys and what it does; the actions are made from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Keys = QKeySequence | QKeySequence.StandardKey | str | None


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a menu offers; ``title`` holds the letter that chooses it behind ``&``.

    ``needs_archive``: it can only be chosen while an archive is shown. ``one_of``: the commands of a menu that bear
    the same name here exclude each other, and ``chosen`` says whether this is the one.
    """

    id: str
    title: str
    act: Callable[[], object]
    keys: Keys = None
    needs_archive: bool = False
    one_of: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: commands, menus within it, and ``None`` for a line between them.

    ``fresh`` gives further commands each time the menu is opened.
    """

    title: str
    entries: Sequence["Command | Menu | None"] = ()
    fresh: Callable[[], Iterable[Command]] | None = None


@dataclass(slots=True)
class Menus:
    """The actions of all commands, by id."""

    actions: dict[str, QAction] = field(default_factory=dict)
    _needing: list[QAction] = field(default_factory=list)

    @classmethod
    def fill(cls, bar: QMenuBar, menus: Sequence[Menu]) -> "Menus":
        """Put the menus into a menu bar, in those that it has already first."""
        made = cls()
        there = {action.text(): action.menu() for action in bar.actions()}
        for menu in menus:
            place = there.get(menu.title)
            made._add(place if isinstance(place, QMenu) else bar.addMenu(menu.title), menu, bar)
        return made

    def _add(self, place: QMenu, menu: Menu, owner: QWidget) -> None:
        if menu.fresh is not None:
            fresh = menu.fresh
            place.aboutToShow.connect(lambda: self._refill(place, fresh()))
        groups: dict[str, QActionGroup] = {}
        for entry in menu.entries:
            if entry is None:
                place.addSeparator()
            elif isinstance(entry, Menu):
                self._add(place.addMenu(entry.title), entry, owner)
            else:
                action = self._made(entry, owner)
                place.addAction(action)
                if entry.one_of:
                    action.setCheckable(True)
                    action.setChecked(entry.chosen)
                    groups.setdefault(entry.one_of, QActionGroup(owner)).addAction(action)

    @staticmethod
    def _refill(place: QMenu, commands: Iterable[Command]) -> None:
        for action in place.actions():
            place.removeAction(action)
            action.deleteLater()
        for command in commands:
            action = QAction(command.title, place)
            action.triggered.connect(lambda _checked=False, act=command.act: act())
            place.addAction(action)

    def _made(self, command: Command, owner: QWidget) -> QAction:
        action = QAction(command.title, owner)
        action.triggered.connect(lambda _checked=False: command.act())
        if isinstance(command.keys, QKeySequence.StandardKey):
            action.setShortcuts(command.keys)
        elif command.keys is not None:
            action.setShortcut(QKeySequence(command.keys))
        self.actions[command.id] = action
        if command.needs_archive:
            self._needing.append(action)
        return action

    def enable(self, archive: bool) -> None:
        """Only what can be done now can be chosen."""
        for action in self._needing:
            action.setEnabled(archive)

    def __getitem__(self, command: str) -> QAction:
        return self.actions[command]


def shortcuts(actions: Mapping[str, QAction]) -> Iterator[tuple[str, str]]:
    """Every action that has keys: its words and the first of its keys, as this system writes them."""
    for action in actions.values():
        if action.shortcuts():
            written = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield action.text().replace("&", "").rstrip(" …"), written
