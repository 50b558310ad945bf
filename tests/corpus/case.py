"""A case: how to make an archive, and what is true of it; and whether what the program said of it is right."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Make = Callable[[Path], Path | tuple[Path, ...]]
"""Writes the input into an empty folder and gives the path to open, or several."""

EXITS = {"full": 0, "warn": 1, "refuse": 2}
ASIDES = frozenset({"W_PARTIAL_EXPORT", "W_INCOMPLETE"})
"""Notes on the download as a whole that any case may bear."""
CUT = frozenset({"W_QUOTE", "W_RAGGED", "W_EMPTY_TABLE", "W_BAD_DATE"})
"""What may be said of the record in which the damage of a member begins."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One input and the truth about it.

    ``codes`` must all be said, and nothing else of that kind may be; each of ``named`` must be named in a
    finding. ``rows`` holds how many records each member truly has, ``aside`` how many of these cannot be parsed.
    ``lines`` holds the true texts of a damaged member, row by row: any number of them may be shown, at their
    rows, as long as the member is warned about. ``texts`` must each arrive within an item of their member.

    ``seconds`` (of the processor, or by the clock if that is less) and ``mib`` bound the whole run of the
    command. A ``heavy`` case is left out of the quick tests; ``unprivileged`` ones mean nothing to a user who may
    read everything; ``during`` acts on the input once the first table is being read.
    """

    name: str
    make: Make
    status: str = "full"
    codes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 5.0
    mib: int = 500
    heavy: bool = False
    unprivileged: bool = False
    during: Callable[[Path], None] | None = None

    @property
    def asks_items(self) -> bool:
        """Whether the items themselves must be looked at."""
        return bool(self.lines or self.texts)


@dataclass(frozen=True)
class Said:
    """What the program said of an input: ``check --json`` with its exit code, and the (id, text) of the items."""

    exit: int
    document: Mapping[str, Any]
    items: tuple[tuple[str, str], ...] = ()


def faults(case: Case, said: Said) -> list[str]:
    """What is wrong with what was said, in sentences; nothing where all is right."""
    return [*_verdict(case, said), *_findings(case, said), *_rows(case, said), *_items(case, said)]


def _verdict(case: Case, said: Said) -> Iterator[str]:
    status = said.document["status"]
    if status != case.status:
        yield f"it is called {status}, not {case.status} ({sorted(_codes(said))})"
    if said.exit != EXITS[status]:
        yield f"the exit code {said.exit} does not fit {status}"
    error = said.document["error"]
    if (error is None) != (status != "refuse"):
        yield "an error and a refusal must come together"
    if error and not (error["message"].endswith(".") and error["hint"].endswith(".")):
        yield "the refusal lacks a sentence or a way on"


def _codes(said: Said) -> set[str]:
    error = said.document["error"]
    return {finding["code"] for finding in said.document["warnings"]} | ({error["code"]} if error else set())


def _findings(case: Case, said: Said) -> Iterator[str]:
    found = _codes(said)
    if missing := set(case.codes) - found:
        yield f"nothing is said of {sorted(missing)}"
    if surplus := found - set(case.codes) - ASIDES - (CUT if case.lines else set()):
        yield f"{sorted(surplus)} is said without reason"
    told = {finding["member"] for finding in said.document["warnings"]}
    if unnamed := set(case.named) - told:
        yield f"{sorted(unnamed)} is not named in any finding"
    for finding in said.document["warnings"]:
        if not finding["message"].isprintable() or not finding["message"].endswith((".", '."')):
            yield f"{finding['code']} is no finished sentence"


def _rows(case: Case, said: Said) -> Iterator[str]:
    files = {file["member"]: file for file in said.document["files"]}
    warned = {finding["member"] for finding in said.document["warnings"] if finding["severity"] == "warning"}
    for member, true in case.rows.items():
        file = files.get(member)
        if file is None:
            yield f"{member} is not listed"
            continue
        shown, aside = said.document["rows"].get(member, 0), file["set_aside"]
        if member in case.lines:
            if member not in warned:
                yield f"{member} is damaged and not warned about"
            if shown + aside > true:
                yield f"{member}: {shown} shown and {aside} set aside of {true}"
        elif (shown + aside, aside) != (true, case.aside.get(member, 0)):
            yield f"{member}: {shown} shown and {aside} set aside of {true}, {case.aside.get(member, 0)} of them broken"


def _items(case: Case, said: Said) -> Iterator[str]:
    for member, wanted in case.texts.items():
        got = [text for address, text in said.items if _place(address)[0] == member]
        for number, text in enumerate(wanted):
            if not any(text in one for one in got):
                yield f"{member}: text {number + 1} did not arrive"
    for address, text in said.items:
        member, row = _place(address)
        true = case.lines.get(member)
        if true is not None and (row > len(true) or true[row - 1] != text):
            yield f"{address} shows what is not in the file"


def _place(address: str) -> tuple[str, int]:
    """The member and the row in the address of an item."""
    member, _, row = address.rpartition("#")
    return member, int(row.partition("/")[0])
