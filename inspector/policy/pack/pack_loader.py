"""Loads a pack: collects entries and errors, and refuses nothing before all files are read."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.i18n import _
from inspector.policy.pack.pack_errors import PackError
from inspector.policy.pack.pack_schema import ENTRY_TYPES, Entry, Roles, Rule
from inspector.safe_open import UnusableFile, read_file

CASES_FILE, CASES_FOLDER = "cases.toml", "cases"
_HEAD_FIELDS = ("id", "title", "edition")
_FOLDER_HINT = _("Name a folder of .toml files.")
_PLAIN_FILE_HINT = _("Put the file itself there: no link, no pipe and no folder.")
_MEND_HINT = _("Mend the file.")
_MAX_FILE_SIZE = 16 << 20
"""Bytes of one file of a pack; the built-in pack's largest has less than a hundredth of it."""


def _find_id_namespace(kind: str) -> str:
    """The namespace in which an id must be unique: one for all rules, one for each other kind."""
    return "rule" if issubclass(ENTRY_TYPES[kind], Rule) else kind


@dataclass(slots=True)
class PackDraft:
    """The entries of a pack that were read, and the errors.

    ``files`` tells the file of every entry by the entry's own identity, as ids of different sorts may be equal.
    """

    head: dict[str, Any] = field(default_factory=dict)
    check_dates: list[dt.date] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in ENTRY_TYPES})
    file_by_entry: dict[tuple[type[Entry], str], str] = field(default_factory=dict)
    file_by_id: dict[tuple[str, str], str] = field(default_factory=dict)
    unreadable_ids: set[str] = field(default_factory=set)
    errors: list[PackError] = field(default_factory=list)

    def add(self, file: str, document: dict[str, Any]) -> None:
        """Add the content of one file."""
        day = document.pop("checked", None)
        if type(day) is dt.date:
            self.check_dates.append(day)
        else:
            message = _("is missing: give the day on which someone last looked")
            self.errors.append(PackError(file, "checked", message))
        head = document.pop("pack", self.head)
        if isinstance(head, dict):
            self.head = head
        else:
            self.errors.append(PackError(file, "pack", _("must be one table: write [pack]")))
        for kind, tables in document.items():
            if kind not in ENTRY_TYPES:
                unknown_kind = _("is not known; known: {known}", known=", ".join(ENTRY_TYPES))
                self.errors.append(PackError(file, kind, unknown_kind))
            elif not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
                no_list = _("must be a list of tables: write [[{kind}]]", kind=kind)
                self.errors.append(PackError(file, kind, no_list))
            else:
                for entry in tables:
                    self._add_entry(file, kind, entry)

    def _add_entry(self, file: str, kind: str, content: dict[str, Any]) -> None:
        name = str(content.get("id", "(no id)"))
        try:
            entry: Entry = msgspec.convert(content, ENTRY_TYPES[kind])
        except msgspec.ValidationError as error:
            self.errors.append(PackError(file, name, str(error)))
            self.unreadable_ids.add(name)
            return
        key = (_find_id_namespace(kind), name)
        if key in self.file_by_id:
            message = _("this id stands in {file} already", file=self.file_by_id[key])
            self.errors.append(PackError(file, name, message))
        self.file_by_id[key] = self.file_by_entry[type(entry), entry.id] = file
        self.entries[kind].append(entry)

    def lay_over(self, base: "PackDraft") -> "PackDraft":
        """This pack laid over another: its entries replace those of the same id, the others are added."""
        roles = {"roles": base.head["roles"]} if "roles" in base.head else {}
        merged = PackDraft({**roles, **self.head}, [*base.check_dates, *self.check_dates])
        merged.file_by_entry = {**base.file_by_entry, **self.file_by_entry}
        merged.errors = [*base.errors, *self.errors]
        merged.unreadable_ids = base.unreadable_ids | self.unreadable_ids
        for kind in ENTRY_TYPES:
            base_entries = [
                entry for entry in base.entries[kind] if (_find_id_namespace(kind), entry.id) not in self.file_by_id
            ]
            merged.entries[kind] = [*base_entries, *self.entries[kind]]
        return merged

    def list_errors(self) -> Iterator[PackError]:
        """The errors of form."""
        yield from self.errors
        missing = [key for key in _HEAD_FIELDS if not isinstance(self.head.get(key), str)]
        if missing:
            yield PackError("pack.toml", "pack", _("lacks {fields}", fields=", ".join(missing)))
        try:
            self.read_roles()
        except msgspec.ValidationError as error:
            yield PackError("pack.toml", "roles", str(error))

    def read_roles(self) -> Roles:
        """The roles that the head names; raises ``msgspec.ValidationError``."""
        return msgspec.convert(self.head.get("roles", {}), Roles)

    def locate_error(self, entry: Entry, message: str) -> PackError:
        """An error of an entry that was read, with its file."""
        return PackError(self.file_by_entry.get((type(entry), entry.id), "pack.toml"), entry.id, message)

    def is_independent(self, message: str) -> bool:
        """Whether an error is not only a consequence of an entry that could not be read."""
        return not any(f"'{name}'" in message for name in self.unreadable_ids)


def read_draft(folder: Traversable) -> PackDraft:
    """Read the files of a pack and collect what is wrong; raises ``Refused`` if the folder holds no pack."""
    try:
        entries = list(folder.iterdir())
    except (OSError, ValueError):
        raise Refused("E_POLICY", _("There is no policy pack in that place."), _FOLDER_HINT) from None
    files = sorted((f for f in entries if f.name.endswith(".toml") and f.name != CASES_FILE), key=lambda f: f.name)
    if not files:
        raise Refused("E_POLICY", _("That folder holds no .toml file."), _FOLDER_HINT)
    draft = PackDraft()
    for file in files:
        try:
            draft.add(file.name, read_document(file))
        except Refused as refused:
            draft.errors.append(PackError(file.name, "(file)", refused.message))
    return draft


def read_document(file: Traversable) -> dict[str, Any]:
    """Read a file of a pack as TOML; raises ``Refused`` with what is wrong with it, to be said after its name."""
    try:
        content = read_file(file, _MAX_FILE_SIZE) if isinstance(file, Path) else file.read_bytes()
        return tomllib.loads(content.decode("utf-8"))
    except UnusableFile:
        message = _("is no plain file of at most {size} MB", size=_MAX_FILE_SIZE >> 20)
        raise Refused("E_POLICY", message, _PLAIN_FILE_HINT) from None
    except OSError:
        raise Refused("E_POLICY", _("cannot be read from its disk"), _PLAIN_FILE_HINT) from None
    except RecursionError:
        message = _("cannot be read as TOML: its tables or lists are nested too deep")
        raise Refused("E_POLICY", message, _MEND_HINT) from None
    except ValueError as error:  # no TOML, no UTF-8, a number of too many digits
        raise Refused("E_POLICY", _("cannot be read as TOML: {fault}", fault=str(error)), _MEND_HINT) from None
