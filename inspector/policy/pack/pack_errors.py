"""The errors of a pack, reported all at once."""

from dataclasses import dataclass

from inspector.errors import Refused
from inspector.i18n import _, join_texts


@dataclass(frozen=True, slots=True)
class PackError:
    """An error in a pack: the file, the entry and one sentence with the remedy."""

    file: str
    entry: str
    message: str

    @property
    def description(self) -> str:
        """One line: file, entry, what is wrong."""
        return join_texts((self.file, self.entry, self.message), ": ")

    def __str__(self) -> str:
        """The line."""
        return self.description


_MAX_LISTED = 5


class InvalidPack(Refused):
    """Raised for a pack that cannot be used; holds every error found in it."""

    def __init__(self, errors: tuple[PackError, ...]) -> None:
        listed_errors = join_texts((error.description for error in errors[:_MAX_LISTED]), "; ")
        if len(errors) > _MAX_LISTED:
            listed_errors = _("{faults} (and {number} more)", faults=listed_errors, number=len(errors) - _MAX_LISTED)
        super().__init__(
            "E_POLICY",
            _("The policy pack has {number} fault(s): {faults}", number=len(errors), faults=listed_errors),
            _("Run: inspector policy check"),
        )
        self.errors = errors
