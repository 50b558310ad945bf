"""What can be wrong in a pack, told all at once."""

from dataclasses import dataclass

from inspector.errors import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a pack: the file, the entry and one sentence with the remedy."""

    file: str
    entry: str
    message: str

    def __str__(self) -> str:
        """One line: file, entry, what is wrong."""
        return f"{self.file}: {self.entry}: {self.message}"


class PackFaults(Refused):
    """A pack that cannot be used, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        lines = "; ".join(map(str, faults[:5])) + (f" (and {len(faults) - 5} more)" if len(faults) > 5 else "")
        super().__init__(
            "E_POLICY", f"The policy pack has {len(faults)} fault(s): {lines}", "Run: inspector policy check"
        )
        self.faults = faults
