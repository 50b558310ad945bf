"""Reads a pack from a folder, or from a folder laid over the built-in pack, and validates the whole."""

import datetime as dt
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from inspector.i18n import _
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_errors import InvalidPack, PackError
from inspector.policy.pack.pack_loader import PackDraft, read_draft
from inspector.policy.pack.pack_schema import ENTRY_TYPES, Roles
from inspector.policy.pack.pack_validation import find_errors, find_unknown_roles
from inspector.resources import resources_dir


def find_builtin_folder() -> Traversable:
    """The folder of the pack that comes with the program."""
    return resources_dir() / "policies" / "linkedin"


def read(folder: Traversable) -> Pack:
    """Read and check a pack; raises ``InvalidPack`` with all errors, or ``Refused`` where no pack is there.

    A pack whose ``[pack]`` says ``over = "linkedin"`` is laid over the built-in one.
    """
    draft = read_draft(folder)
    layers: tuple[str, ...] = ()
    if "over" in draft.head:
        base = read_draft(find_builtin_folder())
        if draft.head["over"] != base.head["id"]:
            message = _("unknown pack; known: {known}", known=str(base.head["id"]))
            draft.errors.append(PackError("pack.toml", "over", message))
        entry_ids = ", ".join(entry.id for kind in ENTRY_TYPES for entry in draft.entries[kind])
        base_label = _("{title}, edition {edition}", title=str(base.head["title"]), edition=str(base.head["edition"]))
        layers = (base_label, _("your own entries: {entries}", entries=entry_ids))
        draft = draft.lay_over(base)
    pack = replace(_assemble(draft), layers=layers)
    pack_errors = (
        *draft.list_errors(),
        *(PackError("pack.toml", "roles", message) for message in find_unknown_roles(pack)),
        *(draft.locate_error(entry, message) for entry, message in find_errors(pack) if draft.is_independent(message)),
    )
    if pack_errors:
        raise InvalidPack(pack_errors)
    return pack


def _assemble(draft: PackDraft) -> Pack:
    """Build the pack from validated entries."""

    def index_by_id(kind: str) -> Any:  # noqa: ANN401 - the type follows from the kind
        return {entry.id: entry for entry in draft.entries[kind]}

    def list_entries(kind: str) -> Any:  # noqa: ANN401
        return tuple(draft.entries[kind])

    try:
        roles = draft.read_roles()
    except msgspec.ValidationError:  # listed among the errors of the draft
        roles = Roles()
    return Pack(
        id=str(draft.head.get("id", "")),
        title=str(draft.head.get("title", "")),
        edition=str(draft.head.get("edition", "")),
        check_date=min(draft.check_dates, default=dt.date.min),
        sources=index_by_id("source"),
        regions=index_by_id("region"),
        territories=index_by_id("territory"),
        settings=index_by_id("setting"),
        categories=index_by_id("category"),
        uses=index_by_id("use"),
        regimes=list_entries("regime"),
        scopes=list_entries("scope"),
        gates=list_entries("gate"),
        notes=list_entries("note"),
        conflicts=list_entries("conflict"),
        claims=list_entries("claim"),
        limits=list_entries("limit"),
        groups=list_entries("group"),
        authorities=list_entries("authority"),
        rights=list_entries("right"),
        events=list_entries("event"),
        roles=roles,
    )
