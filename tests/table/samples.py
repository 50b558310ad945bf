"""Members made of bytes, and short ways to read them."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.progress import Monitor
from inspector.table import Head, Layout, Table, peek, read


@dataclass(frozen=True)
class Bytes:
    """A member that is nothing but its bytes, handed out in small blocks."""

    content: bytes
    name: str = "Invented.csv"
    step: int = 1 << 16

    @property
    def size(self) -> int:
        return len(self.content)

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        for start in range(0, len(self.content), self.step):
            monitor.step(start, self.size, self.name)
            yield self.content[start : start + self.step]


def look(content: bytes) -> Head:
    return peek(Bytes(content), Monitor())


def table(
    content: bytes, header: int | None = 0, repairs: tuple[str, ...] = (), columns: tuple[str, ...] = ()
) -> Table:
    member = Bytes(content)
    head = peek(member, Monitor())
    if not head.records:
        header = None
    return read(member, head, Layout(header, columns, repairs), Monitor())


def cells(read_table: Table) -> list[list[str]]:
    columns = [read_table.column(i).to_pylist() for i in range(len(read_table.columns))]
    return [list(row) for row in zip(*columns, strict=True)]


def written(rows: Sequence[Sequence[str]], delimiter: str = ",", terminator: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=terminator).writerows(rows)
    return out.getvalue().encode()


def codes(read_table: Table) -> list[str]:
    return [problem.code for problem in read_table.problems]


def rows_of(read_table: Table, code: str) -> tuple[int, ...]:
    return next(problem.rows for problem in read_table.problems if problem.code == code)
