"""A pack while it is being read: entries and faults as they are met, nothing refused before the end."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.i18n import _
from inspector.policy.pack.pack_errors import PackError
from inspector.policy.pack.pack_schema import ENTRY_TYPES, Entry, Roles, Rule

CASES_FILE = "cases.toml"
_HEAD_FIELDS = ("id", "title", "edition")
_FOLDER_HINT = _("Name a folder of .toml files.")


def _find_id_namespace(kind: str) -> str:
    """Within what an id must be the only one: all rules together, each other kind by itself."""
    return "rule" if issubclass(ENTRY_TYPES[kind], Rule) else kind


@dataclass(slots=True)
class PackDraft:
    """What has been read of a pack so far, with the faults met on the way.

    ``files`` tells the file of every entry by the entry's own identity, as ids of different sorts may be equal.
    """

    head: dict[str, Any] = field(default_factory=dict)
    check_dates: list[dt.date] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in ENTRY_TYPES})
    file_by_entry: dict[int, str] = field(default_factory=dict)
    file_by_id: dict[tuple[str, str], str] = field(default_factory=dict)
    unreadable_ids: set[str] = field(default_factory=set)
    errors: list[PackError] = field(default_factory=list)

    def add(self, file: str, document: dict[str, Any]) -> None:
        """Take in the content of one file."""
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
        self.file_by_id[key] = self.file_by_entry[id(entry)] = file
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
        """The faults of form."""
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
        """A fault of an entry that was read, with its file."""
        return PackError(self.file_by_entry.get(id(entry), "pack.toml"), entry.id, message)

    def is_independent(self, message: str) -> bool:
        """Whether a fault is not just the echo of another entry that could not be read."""
        return not any(f"'{name}'" in message for name in self.unreadable_ids)


def read_draft(folder: Traversable) -> PackDraft:
    """Read the files of a pack, whatever is wrong with them; raises ``Refused`` where no pack is there."""
    if not folder.is_dir():
        raise Refused("E_POLICY", _("There is no policy pack in that place."), _FOLDER_HINT)
    files = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".toml") and f.name != CASES_FILE), key=lambda f: f.name
    )
    if not files:
        raise Refused("E_POLICY", _("That folder holds no .toml file."), _FOLDER_HINT)
    draft = PackDraft()
    for file in files:
        try:
            draft.add(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            message = _("cannot be read as TOML: {fault}", fault=str(error))
            draft.errors.append(PackError(file.name, "(file)", message))
    return draft
