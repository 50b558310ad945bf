"""What the program keeps on the computer between two starts, all of it in one folder of its own, and nothing else.

No Qt and no archive in here: ``Kept`` is a plain value, ``Store`` keeps it. See ``Store`` for what happens when the
disk is full, the folder is read-only, the file is damaged, or two windows run at once. The log and what catches faults
are asked for by their modules, ``log`` and ``crash``: the first window is painted without them.
"""

from inspector.kept.store import Forgotten, Store, home
from inspector.kept.values import Filter, Kept, Recent

__all__ = ["Filter", "Forgotten", "Kept", "Recent", "Store", "home"]
