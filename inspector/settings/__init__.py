"""What the program keeps on the computer between two starts, all of it in one folder of its own, and nothing else.

No Qt and no archive in here. The log and the crash guard are imported by their modules, ``log`` and ``crash``: the
first window is painted without them.
"""

from inspector.private_dir import config_dir
from inspector.settings.settings_schema import RecentArchives, SavedFilter, Settings
from inspector.settings.store import SettingsStore

__all__ = ["RecentArchives", "SavedFilter", "Settings", "SettingsStore", "config_dir"]
