"""All cases, by group."""

from tests.corpus import (
    bomb,
    container,
    content,
    control,
    encoding,
    filesystem,
    foreign,
    identity,
    interface,
    name,
    table,
)
from tests.corpus.case import Case

GROUPS: dict[str, tuple[Case, ...]] = {
    "control": control.CASES,
    "container": container.CASES,
    "bomb": bomb.CASES,
    "name": name.CASES,
    "identity": identity.CASES,
    "encoding": encoding.CASES,
    "table": table.CASES,
    "content": content.CASES,
    "foreign": foreign.CASES,
    "filesystem": filesystem.CASES,
    "interface": interface.CASES,
}
