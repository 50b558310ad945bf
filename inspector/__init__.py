"""Archive Inspector: what in a LinkedIn data archive could be used, on what ground, since when."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("archive-inspector")
except PackageNotFoundError:  # run from a bare copy of the source
    __version__ = "0+unknown"
