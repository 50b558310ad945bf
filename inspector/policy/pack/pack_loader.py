"""A pack while it is being read: entries and faults as they are met, nothing refused before the end."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.i18n import words
from inspector.policy.pack.pack_errors import Fault
from inspector.policy.pack.pack_schema import KINDS, Entry, Rule

CASES = "cases.toml"
_HEAD = ("id", "title", "edition")
_NAME_A_FOLDER = words("Name a folder of .toml files.")


def _sort(kind: str) -> str:
    """Within what an id must be the only one: all rules together, each other kind by itself."""
    return "rule" if issubclass(KINDS[kind], Rule) else kind


@dataclass(slots=True)
class Draft:
    """What has been read of a pack so far, with the faults met on the way.

    ``files`` tells the file of every entry by the entry's own identity, as ids of different sorts may be equal.
    """

    head: dict[str, Any] = field(default_factory=dict)
    checked: list[dt.date] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    files: dict[int, str] = field(default_factory=dict)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def add(self, file: str, document: dict[str, Any]) -> None:
        """Take in the content of one file."""
        day = document.pop("checked", None)
        if type(day) is dt.date:
            self.checked.append(day)
        else:
            missing = words("is missing: give the day on which someone last looked")
            self.faults.append(Fault(file, "checked", missing))
        head = document.pop("pack", self.head)
        if isinstance(head, dict):
            self.head = head
        else:
            self.faults.append(Fault(file, "pack", words("must be one table: write [pack]")))
        for kind, found in document.items():
            if kind not in KINDS:
                unknown = words("is not known; known: {known}", known=", ".join(KINDS))
                self.faults.append(Fault(file, kind, unknown))
            elif not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
                no_list = words("must be a list of tables: write [[{kind}]]", kind=kind)
                self.faults.append(Fault(file, kind, no_list))
            else:
                for entry in found:
                    self._add_entry(file, kind, entry)

    def _add_entry(self, file: str, kind: str, content: dict[str, Any]) -> None:
        name = str(content.get("id", "(no id)"))
        try:
            entry: Entry = msgspec.convert(content, KINDS[kind])
        except msgspec.ValidationError as error:
            self.faults.append(Fault(file, name, str(error)))
            self.failed.add(name)
            return
        key = (_sort(kind), name)
        if key in self.seen:
            twice = words("this id stands in {file} already", file=self.seen[key])
            self.faults.append(Fault(file, name, twice))
        self.seen[key] = self.files[id(entry)] = file
        self.entries[kind].append(entry)

    def over(self, base: "Draft") -> "Draft":
        """This pack laid over another: its entries replace those of the same id, the others are added."""
        joined = Draft(self.head, [*base.checked, *self.checked])
        joined.files = {**base.files, **self.files}
        joined.faults = [*base.faults, *self.faults]
        joined.failed = base.failed | self.failed
        for kind in KINDS:
            kept = [entry for entry in base.entries[kind] if (_sort(kind), entry.id) not in self.seen]
            joined.entries[kind] = [*kept, *self.entries[kind]]
        return joined

    def all_faults(self) -> Iterator[Fault]:
        """The faults of form."""
        yield from self.faults
        missing = [key for key in _HEAD if not isinstance(self.head.get(key), str)]
        if missing:
            yield Fault("pack.toml", "pack", words("lacks {fields}", fields=", ".join(missing)))

    def placed(self, entry: Entry, what: str) -> Fault:
        """A fault of an entry that was read, with its file."""
        return Fault(self.files.get(id(entry), "pack.toml"), entry.id, what)

    def is_own(self, what: str) -> bool:
        """Whether a fault is not just the echo of another entry that could not be read."""
        return not any(f"'{name}'" in what for name in self.failed)


def draft_of(folder: Traversable) -> Draft:
    """Read the files of a pack, whatever is wrong with them; raises ``Refused`` where no pack is there."""
    if not folder.is_dir():
        raise Refused("E_POLICY", words("There is no policy pack in that place."), _NAME_A_FOLDER)
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml") and f.name != CASES), key=lambda f: f.name)
    if not files:
        raise Refused("E_POLICY", words("That folder holds no .toml file."), _NAME_A_FOLDER)
    draft = Draft()
    for file in files:
        try:
            draft.add(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            unreadable = words("cannot be read as TOML: {fault}", fault=str(error))
            draft.faults.append(Fault(file.name, "(file)", unreadable))
    return draft
