"""The titles in the menu bar: all that the first picture shows of the menus, which are filled once it is there."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def menu_titles() -> tuple[str, str, str, str]:
    """What the menus are called, in their order."""
    return (
        translate("Menus", "&File"),
        translate("Menus", "&Edit"),
        translate("Menus", "&View"),
        translate("Menus", "&Help"),
    )
