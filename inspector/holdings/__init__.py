"""Everything that the opened archives contain, read once. Knows no policy."""

from inspector.holdings.holdings import File, Holdings
from inspector.holdings.reader import read, read_stages

__all__ = ["File", "Holdings", "read", "read_stages"]
