"""What the Checklist says of a setting: how it stands, what it stops, what it does not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from inspector.window.localization import plural, say, written

if TYPE_CHECKING:
    from inspector.exposure import Check, Reach
    from inspector.policy import Pack

translate = QCoreApplication.translate


def stands(check: "Check") -> str:
    """How the setting stands on the as-of day, and how that is known."""
    from inspector.policy import days

    position = _position(check)
    if not check.turn.known:
        return translate("Checklist", "Assumed: {0}").format(position)
    if check.turn.since is not None and check.turn.day_known:
        return translate("Checklist", "Stated: {0} since {1}").format(position, written(days.date(check.turn.since)))
    return translate("Checklist", "Stated: {0}").format(position)


def _position(check: "Check") -> str:
    on = check.turn.position == "on"
    if check.setting.kind in ("form", "signal"):
        return translate("Checklist", "sent") if on else translate("Checklist", "not sent")
    if check.setting.kind == "consent":
        return translate("Checklist", "consent given") if on else translate("Checklist", "no consent")
    return translate("Checklist", "on") if on else translate("Checklist", "off")


def done(check: "Check") -> str:
    """The words of the box that says it is done."""
    return {
        "switch": translate("Checklist", "Turned off on"),
        "consent": translate("Checklist", "Consent refused or withdrawn on"),
        "form": translate("Checklist", "Form sent on"),
        "signal": translate("Checklist", "Signal sent since"),
    }[check.setting.kind]


def stops(check: "Check", pack: "Pack") -> Iterator[str]:
    """What closing it stops, a sentence for each use that the rules speak of."""
    if not check.reaches:
        yield translate("Checklist", "No rule that was read lets it stop one of the uses shown here.")
    for reach in check.reaches:
        use, items = say(pack.uses[reach.use].name), reach.closes
        if items:
            said = use, items
            yield plural("Checklist", "{0}: {1} items could no longer be used from that day on.", None, items, *said)
        else:
            yield translate("Checklist", "{0}: no item in this archive.").format(use)


def leaves(check: "Check", pack: "Pack") -> Iterator[str]:
    """What closing it does not stop."""
    earlier = [reach for reach in check.reaches if reach.earlier]
    if earlier:
        most = max(reach.earlier for reach in earlier)
        yield plural(
            "Checklist", "Before: up to {0} items could have been used already; that stays so.", None, most, most
        )
    for reach in check.reaches:
        if reach.leaves:
            yield _left(reach, pack)
    reached = {reach.use for reach in check.reaches}
    others = [say(use.short) for use in pack.leading_uses if use.id not in reached]
    if check.reaches and others:
        yield translate("Checklist", "Other uses: {0}.").format(", ".join(others))


def _left(reach: "Reach", pack: "Pack") -> str:
    items = reach.leaves
    said = say(pack.uses[reach.use].name), items
    return plural("Checklist", "{0}: {1} items could still be used.", None, items, *said)


def labels(check: "Check") -> str:
    """Under which other names the setting goes on the screen."""
    others = [label for label in check.setting.labels if label != check.setting.name]
    return translate("Checklist", "Also seen as: {0}").format(", ".join(others)) if others else ""
