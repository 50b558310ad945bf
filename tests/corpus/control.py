"""Honest archives: what must open without a word."""

import io
import zipfile

from tests.archive.zips import Planned
from tests.corpus.case import Case
from tests.corpus.download import FILES, ROWS, VICTIM, WORDS, file_of, members, zip_of


def _by_zipfile() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    return out.getvalue()


CASES = (
    Case(name="a plain download", make=zip_of(members()), rows=ROWS, texts={VICTIM: WORDS}),
    Case(
        name="a download stored without packing",
        make=zip_of([Planned(name, data, method=0) for name, data in FILES.items()]),
        rows=ROWS,
        texts={VICTIM: WORDS},
    ),
    Case(name="a download written by another program", make=file_of(_by_zipfile), rows=ROWS, texts={VICTIM: WORDS}),
)
