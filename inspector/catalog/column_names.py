"""Names of columns, compared as LinkedIn spells them from year to year."""

from functools import lru_cache


@lru_cache(maxsize=4096)  # the same few names are compared for every table
def fold_column_name(name: str) -> str:
    """A column's name without case, blanks and underscores: ``Sent At``, ``sentAt`` and ``SENT_AT`` are one."""
    return "".join(name.replace("_", " ").split()).casefold()
