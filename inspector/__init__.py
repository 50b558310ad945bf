"""Archive Inspector: what in a LinkedIn data archive could be used, on what ground, since when."""

__version__ = "0.1.0"
