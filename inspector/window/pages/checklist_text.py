"""What the Checklist says of a setting: how it stands, what it stops, what it does not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from inspector.window.localization import localize, localize_value, plural

if TYPE_CHECKING:
    from inspector.exposure import SettingAdvice, SettingImpact
    from inspector.policy import Pack

translate = QCoreApplication.translate


def describe_status(advice: "SettingAdvice") -> str:
    """How the setting stands on the as-of day, and how that is known."""
    from inspector.policy import days

    position = _describe_position(advice)
    if not advice.change.known:
        return translate("Checklist", "Assumed: {0}").format(position)
    if advice.change.since is not None and advice.change.day_known:
        return translate("Checklist", "Stated: {0} since {1}").format(
            position, localize_value(days.to_date(advice.change.since))
        )
    return translate("Checklist", "Stated: {0}").format(position)


def _describe_position(advice: "SettingAdvice") -> str:
    is_on = advice.change.position == "on"
    if advice.setting.kind in ("form", "signal"):
        return translate("Checklist", "sent") if is_on else translate("Checklist", "not sent")
    if advice.setting.kind == "consent":
        return translate("Checklist", "consent given") if is_on else translate("Checklist", "no consent")
    return translate("Checklist", "on") if is_on else translate("Checklist", "off")


def done_label(advice: "SettingAdvice") -> str:
    """The words of the box that says it is done."""
    return {
        "switch": translate("Checklist", "Turned off on"),
        "consent": translate("Checklist", "Consent refused or withdrawn on"),
        "form": translate("Checklist", "Form sent on"),
        "signal": translate("Checklist", "Signal sent since"),
    }[advice.setting.kind]


def describe_effects(advice: "SettingAdvice", pack: "Pack") -> Iterator[str]:
    """What closing it stops, a sentence for each use that the rules speak of."""
    if not advice.impacts:
        yield translate("Checklist", "No rule that was read lets it stop one of the uses shown here.")
    for impact in advice.impacts:
        use, items = localize(pack.uses[impact.use].name), impact.closed_items
        if items:
            values = use, items
            yield plural("Checklist", "{0}: {1} items could no longer be used from that day on.", None, items, *values)
        else:
            yield translate("Checklist", "{0}: no item in this archive.").format(use)


def describe_limits(advice: "SettingAdvice", pack: "Pack") -> Iterator[str]:
    """What closing it does not stop."""
    past_impacts = [reach for reach in advice.impacts if reach.earlier_items]
    if past_impacts:
        max_items = max(reach.earlier_items for reach in past_impacts)
        yield plural(
            "Checklist",
            "Before: up to {0} items could have been used already; that stays so.",
            None,
            max_items,
            max_items,
        )
    for impact in advice.impacts:
        if impact.remaining_items:
            yield _describe_remaining_items(impact, pack)
    affected_uses = {reach.use for reach in advice.impacts}
    other_uses = [localize(use.short) for use in pack.leading_uses if use.id not in affected_uses]
    if advice.impacts and other_uses:
        yield translate("Checklist", "Other uses: {0}.").format(", ".join(other_uses))


def _describe_remaining_items(impact: "SettingImpact", pack: "Pack") -> str:
    items = impact.remaining_items
    values = localize(pack.uses[impact.use].name), items
    return plural("Checklist", "{0}: {1} items could still be used.", None, items, *values)


def describe_other_names(advice: "SettingAdvice") -> str:
    """Under which other names the setting goes on the screen."""
    other_names = [label for label in advice.setting.labels if label != advice.setting.name]
    return translate("Checklist", "Also seen as: {0}").format(", ".join(other_names)) if other_names else ""
