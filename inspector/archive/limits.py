"""Limits above which an archive is refused as an attack or a mistake."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, checked against what an archive declares and again while its bytes are read.

    ``members``, ``directory_bytes`` and ``names_bytes`` bound the list of files, ``name_chars`` one name as
    shown. ``table_bytes`` bounds one inflated table and ``total_bytes`` all of them. ``ratio`` (inflated to
    packed bytes) is checked only above ``ratio_floor`` bytes, because small repetitive tables compress well.
    """

    members: int = 50_000
    directory_bytes: int = 64 << 20
    names_bytes: int = 16 << 20
    name_chars: int = 1024
    table_bytes: int = 1 << 30
    total_bytes: int = 2 << 30
    ratio: int = 200
    ratio_floor: int = 256 << 20
