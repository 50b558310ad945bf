"""What the program keeps on the computer between two starts, all of it in one folder of its own, and nothing else.

No Qt and no archive in here: ``Kept`` is a plain value, ``Store`` keeps it. See ``Store`` for what happens when the
disk is full, the folder is read-only, the file is damaged, or two windows run at once.
"""

from inspector.kept.crash import Fault, Guard
from inspector.kept.log import Log
from inspector.kept.store import THEMES, Filter, Forgotten, Kept, Recent, Store, Theme, home

__all__ = ["THEMES", "Fault", "Filter", "Forgotten", "Guard", "Kept", "Log", "Recent", "Store", "Theme", "home"]
