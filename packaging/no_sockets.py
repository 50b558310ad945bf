"""Runs first in the bundle: modules that others import and never call are empty here, as they could open a connection.

pyarrow imports ``socket``, Python's XML helpers import ``urllib.request``. The real ones, and what of them is written
in C, are not in the bundle (``bundle.py`` names them).
"""

import sys
from types import ModuleType

for name in ("socket", "urllib.request"):
    sys.modules[name] = ModuleType(name, "Empty: this program opens no connection.")
