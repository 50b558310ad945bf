"""The titles of the menu bar: the first paint shows no more of the menus."""

from inspector.window.localization import translate


def menu_titles() -> tuple[str, str, str, str]:
    """The titles in order."""
    return (
        translate("&File"),
        translate("&Edit"),
        translate("&View"),
        translate("&Help"),
    )
