"""The sheets of the Help menu: how to ask for the archive, the shortcuts, what this program is and stands on."""

import platform
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution, requires

from PySide6.QtCore import qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inspector import __version__
from inspector.resources import resources_dir
from inspector.window.commands import list_shortcuts
from inspector.window.dialogs.text_dialog import ContentDialog, build_paragraphs, build_text_dialog, build_text_view
from inspector.window.localization import localize_day, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.record_table import RecordField, RecordTable

LICENCES_FILE = "licences.txt"
"""The page of licences in ``resources``, made when a release is built."""


PROOF_FILE = "offline.toml"
"""The day of the last proof in ``resources``, written by the check that made it."""


def build_archive_help_dialog(parent: QWidget) -> ContentDialog:
    """How to ask LinkedIn for the download."""
    dialog = ContentDialog(
        translate("How to ask for your archive"),
        build_paragraphs(
            translate("Ask LinkedIn for the larger archive: it is the only one that holds everything."),
            translate("1. On LinkedIn, open Me > Settings & Privacy > Data privacy > Get a copy of your data."),
            translate(
                "2. Choose the larger data archive, not single files, and request it. You may be asked to sign in."
            ),
            translate(
                "3. LinkedIn writes by e-mail. A first part often comes within minutes; it lacks posts, comments and "
                "reactions. The complete download follows, usually within a day. Wait for it."
            ),
            translate("4. Download the .zip from the link in the e-mail. The link holds for some days only."),
            translate(
                "5. Drop the .zip here as it is, or unpack it and drop the folder. Parts can be dropped together."
            ),
            translate("The names of pages and buttons change from time to time; the way has stayed much the same."),
        ),
        parent,
    )
    dialog.setMinimumWidth(520)
    return dialog


def build_shortcuts_dialog(parent: QWidget, actions: Mapping[str, QAction]) -> ContentDialog:
    """Every shortcut of the menus, made from the actions themselves, and the keys of tables and lists."""
    table = RecordTable(
        translate("Keyboard shortcuts"),
        (
            RecordField(translate("What it does"), lambda row: row[0]),
            RecordField(translate("Keys"), lambda row: row[1], 30),
        ),
    )
    table.record_model.show_records((*list_shortcuts(actions), *_list_further_shortcuts()))
    dialog = ContentDialog(translate("Keyboard shortcuts"), table, parent)
    dialog.resize(560, 560)
    return dialog


def _list_further_shortcuts() -> Iterator[tuple[str, str]]:
    """Keys that no menu holds: they act where the focus is."""
    copy = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
    yield translate("In a table: copy the row"), copy
    yield translate("In the items: copy rules and sources"), "Ctrl+Shift+C"
    yield translate("From the filter into the table"), translate("Enter")
    yield translate("From one part to the next, and back"), translate("Tab, Shift+Tab")
    yield translate("Between the list of pages, the circumstances and the page"), "F6"
    yield translate("Close a sheet"), translate("Esc")


def build_about_dialog(parent: QWidget) -> ContentDialog:
    """What the program is, promises and stands on."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(text_widgets.build_title_label(f"Archive Inspector {__version__}"))
    column.addWidget(
        text_widgets.build_label(
            translate(
                "It says for every item of a LinkedIn download what it may be used for, under which dated rule. "
                "It never claims that something was used, and it is no legal advice."
            )
        )
    )
    column.addWidget(
        text_widgets.build_label(
            translate(
                "The archive is never altered. Nothing leaves this computer: the program opens no connection, and "
                "there is no account, update check or statistics. Nothing is lost silently."
            )
        )
    )
    day = read_offline_proof_day()
    if day is not None:
        proof = translate(
            "Last proved on {day}, by tracing every call for a connection: there was none.", day=localize_day(day)
        )
        column.addWidget(text_widgets.build_muted_label(proof))
    column.addWidget(text_widgets.build_muted_label(translate("Licence: Apache-2.0. It stands on:")))
    column.addWidget(build_text_view(translate("Versions"), "\n".join(list_versions())), 1)
    button = QPushButton(translate("Licences…"))
    dialog = ContentDialog(translate("About Archive Inspector"), content, parent, button)
    button.clicked.connect(lambda: build_text_dialog(translate("Licences"), read_licences(), dialog).bring_to_front())
    dialog.resize(600, 520)
    return dialog


def read_offline_proof_day() -> str | None:
    """The day on which it was last proved that no connection is opened, if this build knows one."""
    path = resources_dir() / PROOF_FILE
    return str(tomllib.loads(path.read_text("utf-8"))["proved"]) if path.is_file() else None


def list_versions() -> Iterator[str]:
    """What the program runs on, each with its version."""
    yield f"Python {platform.python_version()}"
    yield f"Qt {qVersion()}"
    for name in _list_dependencies():
        yield f"{name} {distribution(name).version}"


def read_licences() -> str:
    """The page of licences where this build has one, else the licence that each library names itself."""
    path = resources_dir() / LICENCES_FILE
    if path.is_file():
        return path.read_text("utf-8")
    lines = (f"{name}: {_read_licence(name)}" for name in _list_dependencies())
    return "\n".join((translate("Archive Inspector: Apache-2.0"), "Python: PSF-2.0", *lines))


def _read_licence(name: str) -> str:
    get_all = distribution(name).metadata.get_all
    classifiers = [entry.rpartition(" :: ")[2] for entry in get_all("Classifier") or [] if "License ::" in entry]
    expression = "".join(get_all("License-Expression") or get_all("License") or [])
    first_line = next(iter(expression.splitlines()), "")
    return first_line or ", ".join(classifiers) or translate("not named")


def _list_dependencies() -> Iterator[str]:
    """The libraries that the program needs and that are there."""
    try:
        requirements = requires("archive-inspector") or []
    except PackageNotFoundError:
        return
    for requirement in requirements:
        name = requirement.split(";")[0]
        distribution_name = "".join(c if c.isalnum() or c in "-_." else " " for c in name).split()[0]
        if "extra ==" not in requirement:
            try:
                yield distribution(distribution_name).name
            except PackageNotFoundError:
                continue
