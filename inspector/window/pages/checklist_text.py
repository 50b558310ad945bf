"""What the Checklist says of a setting: how it stands, what it stops, what it does not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inspector.policy import days
from inspector.window.localization import localize, translate, translate_plural

if TYPE_CHECKING:
    from inspector.exposure import SettingAdvice, SettingImpact
    from inspector.policy import Pack


def describe_status(advice: "SettingAdvice") -> str:
    """How the setting stands on the as-of day, and how that is known."""
    position = _describe_position(advice)
    if not advice.change.known:
        return translate("Assumed: {position}", position=position)
    if advice.change.since is not None and advice.change.day_known:
        return translate("Stated: {position} since {day}", position=position, day=days.to_date(advice.change.since))
    return translate("Stated: {position}", position=position)


def _describe_position(advice: "SettingAdvice") -> str:
    is_on = advice.change.position == "on"
    if advice.setting.kind in ("form", "signal"):
        return translate("sent") if is_on else translate("not sent")
    if advice.setting.kind == "consent":
        return translate("consent given") if is_on else translate("no consent")
    return translate("on") if is_on else translate("off")


def done_label(advice: "SettingAdvice") -> str:
    """The words of the box that says it is done."""
    return {
        "switch": translate("Turned off on"),
        "consent": translate("Consent refused or withdrawn on"),
        "form": translate("Form sent on"),
        "signal": translate("Signal sent since"),
    }[advice.setting.kind]


def describe_effects(advice: "SettingAdvice", pack: "Pack") -> Iterator[str]:
    """What closing it stops, a sentence for each use that the rules speak of."""
    if not advice.impacts:
        yield translate("No rule that was read lets it stop one of the uses shown here.")
    for impact in advice.impacts:
        use, items = localize(pack.uses[impact.use].name), impact.closed_items
        if items:
            yield translate_plural(
                "{use}: {number} item could no longer be used from that day on.",
                "{use}: {number} items could no longer be used from that day on.",
                items,
                use=use,
            )
        else:
            yield translate("{use}: no item in this archive.", use=use)


def describe_dispute(advice: "SettingAdvice", pack: "Pack") -> Iterator[str]:
    """What sources disagree about: whether an opt-out that comes late reaches what was there before."""
    impact = advice.disputed_impact
    if impact is None:
        return
    yield translate(
        "{use}: sources disagree ({conflicts}). This stops {most} items (view A) or {least} items (view B).",
        conflicts=", ".join(conflict.id for conflict in advice.conflicts),
        most=impact.closed_items,
        least=impact.certain_items,
        use=localize(pack.uses[impact.use].name),
    )
    for conflict in advice.conflicts:
        yield translate("View A: {reading}", reading=conflict.reading_a)
        yield translate("View B: {reading}", reading=conflict.reading_b)


def describe_limits(advice: "SettingAdvice", pack: "Pack") -> Iterator[str]:
    """What closing it does not stop."""
    past_impacts = [reach for reach in advice.impacts if reach.earlier_items]
    if past_impacts:
        max_items = max(reach.earlier_items for reach in past_impacts)
        yield translate_plural(
            "Before: up to {number} item could have been used already; that stays so.",
            "Before: up to {number} items could have been used already; that stays so.",
            max_items,
        )
    for impact in advice.impacts:
        if impact.remaining_items:
            yield _describe_remaining_items(impact, pack)
    affected_uses = {reach.use for reach in advice.impacts}
    other_uses = [localize(use.short) for use in pack.leading_uses if use.id not in affected_uses]
    if advice.impacts and other_uses:
        yield translate("Other uses: {uses}.", uses=", ".join(other_uses))


def _describe_remaining_items(impact: "SettingImpact", pack: "Pack") -> str:
    items = impact.remaining_items
    use = localize(pack.uses[impact.use].name)
    return translate_plural(
        "{use}: {number} item could still be used.", "{use}: {number} items could still be used.", items, use=use
    )


def describe_other_names(advice: "SettingAdvice") -> str:
    """Under which other names the setting goes on the screen."""
    other_names = [label for label in advice.setting.labels if label != advice.setting.name]
    return translate("Also seen as: {names}", names=", ".join(other_names)) if other_names else ""
