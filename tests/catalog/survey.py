"""The survey of downloads in ``survey.json``: each entry has its names, its headers and its columns of dates.

The entries are facts about downloads, collected independently of the catalog, which must know them all. ``[0-9]*``
in a name stands for the added number of a member or of a part.
"""

from pathlib import Path

import msgspec


class Surveyed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file or family of files as the survey found it; ``years`` are the first and the last seen."""

    path: str
    other_names: tuple[str, ...]
    headers: tuple[tuple[str, ...], ...]
    dates: tuple[str, ...]
    known: str
    years: tuple[int, ...]


SURVEY = msgspec.json.decode(Path(__file__).with_name("survey.json").read_bytes(), type=tuple[Surveyed, ...])


def sample(pattern: str) -> str:
    """A name that fits the pattern of the survey."""
    named = (
        pattern.replace("[0-9]*", "34875879")
        .replace("Responses*", "Responses_3")
        .replace("**/", "some folder/")
        .replace("/**", "/x/._Profile.csv")
    )
    return named.replace("._*", "._Profile.csv").replace("*", "an invented name")
