"""Reading a pack: the files of a folder, or those of a folder laid over the built-in pack, checked as a whole."""

import datetime as dt
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

from inspector.i18n import words
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_errors import Fault, PackFaults
from inspector.policy.pack.pack_loader import Draft, draft_of
from inspector.policy.pack.pack_schema import KINDS
from inspector.policy.pack.pack_validation import wrong
from inspector.resources import resources


def builtin() -> Traversable:
    """The folder of the pack that comes with the program."""
    return resources() / "policies" / "linkedin"


def read(folder: Traversable) -> Pack:
    """Read and check a pack; raises ``PackFaults`` with all faults, or ``Refused`` where no pack is there.

    A pack whose ``[pack]`` says ``over = "linkedin"`` is laid over the built-in one.
    """
    draft = draft_of(folder)
    layers: tuple[str, ...] = ()
    if "over" in draft.head:
        base = draft_of(builtin())
        if draft.head["over"] != base.head["id"]:
            unknown = words("unknown pack; known: {known}", known=str(base.head["id"]))
            draft.faults.append(Fault("pack.toml", "over", unknown))
        changed = ", ".join(entry.id for kind in KINDS for entry in draft.entries[kind])
        below = words("{title}, edition {edition}", title=str(base.head["title"]), edition=str(base.head["edition"]))
        layers = (below, words("your own entries: {entries}", entries=changed))
        draft = draft.over(base)
    pack = replace(_assemble(draft), layers=layers)
    faults = (*draft.all_faults(), *(draft.placed(entry, what) for entry, what in wrong(pack) if draft.is_own(what)))
    if faults:
        raise PackFaults(faults)
    return pack


def _assemble(draft: Draft) -> Pack:
    """Put the checked entries together."""

    def by_id(kind: str) -> Any:  # noqa: ANN401 - the type follows from the kind
        return {entry.id: entry for entry in draft.entries[kind]}

    def in_order(kind: str) -> Any:  # noqa: ANN401
        return tuple(draft.entries[kind])

    return Pack(
        id=str(draft.head.get("id", "")),
        title=str(draft.head.get("title", "")),
        edition=str(draft.head.get("edition", "")),
        checked=min(draft.checked, default=dt.date.min),
        sources=by_id("source"),
        regions=by_id("region"),
        territories=by_id("territory"),
        settings=by_id("setting"),
        categories=by_id("category"),
        uses=by_id("use"),
        regimes=in_order("regime"),
        scopes=in_order("scope"),
        gates=in_order("gate"),
        notes=in_order("note"),
        conflicts=in_order("conflict"),
        claims=in_order("claim"),
        limits=in_order("limit"),
    )
