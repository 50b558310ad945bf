"""The titles in the menu bar: all that the first picture shows of the menus, which are filled once it is there."""

from inspector.window.localization import translate


def menu_titles() -> tuple[str, str, str, str]:
    """What the menus are called, in their order."""
    return (
        translate("&File"),
        translate("&Edit"),
        translate("&View"),
        translate("&Help"),
    )
