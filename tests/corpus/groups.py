"""All cases, by group."""

from tests.corpus import container, control
from tests.corpus.case import Case

GROUPS: dict[str, tuple[Case, ...]] = {
    "control": control.CASES,
    "container": container.CASES,
}
