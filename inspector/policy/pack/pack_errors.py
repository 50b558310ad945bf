"""What can be wrong in a pack, told all at once."""

from dataclasses import dataclass

from inspector.errors import Refused
from inspector.i18n import joined, words


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a pack: the file, the entry and one sentence with the remedy."""

    file: str
    entry: str
    message: str

    @property
    def words(self) -> str:
        """One line: file, entry, what is wrong."""
        return joined((self.file, self.entry, self.message), ": ")

    def __str__(self) -> str:
        """The line."""
        return self.words


_SHOWN = 5


class PackFaults(Refused):
    """A pack that cannot be used, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = joined((fault.words for fault in faults[:_SHOWN]), "; ")
        if len(faults) > _SHOWN:
            first = words("{faults} (and {number} more)", faults=first, number=len(faults) - _SHOWN)
        super().__init__(
            "E_POLICY",
            words("The policy pack has {number} fault(s): {faults}", number=len(faults), faults=first),
            words("Run: inspector policy check"),
        )
        self.faults = faults
