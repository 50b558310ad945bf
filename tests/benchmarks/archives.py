"""Invented archives of any size: the same seed gives the same bytes of text, whatever the machine.

True headers of the catalog, texts of several lines in many scripts, the shapes in which each file writes its
dates. messages.csv is about two thirds of the bytes, as it is for members who write a lot. Texts pack to about a
third, as those of people do: how hard they are to inflate decides what everything else is compared with.

    python -m tests.benchmarks.archives heavy FILE
"""

import base64
import csv
import io
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from inspector import catalog
from inspector.catalog import FileKind

ROWS = {"typical": 20_000, "heavy": 300_000, "extreme": 3_000_000}
"""The sizes by name, in rows of all tables together, roughly."""
SEED = 8
EDITION = 3
"""To be raised when what is written changes, so that no archive of an earlier edition is measured."""
STORE = Path(tempfile.gettempdir()) / "archive-inspector-benchmarks"
"""Where archives are kept once written."""

_SCRIPTS = (
    (" ", "etaoinshrdlucmfwypvbgk"),
    (" ", "enisratdhulcgmobwfkzäüößp"),
    (" ", "оеаинтсрвлкмдпуяыьгзбчйхж"),
    (" ", "αοιεητνσρκμπλυωγδχθφβξζς"),
    (" ", "اليمونرتبهفدعسقكحجشصطخز"),
    ("", "".join(chr(0x4E00 + 31 * place) for place in range(600))),
    (" ", "कानीपरसूमेजलधदतोहियगबवचखशु"),
)
"""What stands between words, and the letters by how common they are."""
_WORDS = 9000
"""How many words each script has; some are as common as in any language, most are rare."""
_LATIN = 14
"""How many of twenty sentences are in the first script."""
_MARKS = ("🌊", "👏", "✅", "🎉")
_FIRST, _LAST = 15_706, 20_770  # days since 1970: 2013 to November 2026


@dataclass(frozen=True)
class Pool:
    """What rows are put together from."""

    sentences: tuple[str, ...]
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    days: tuple[tuple[int, int, int], ...]
    clocks: tuple[str, ...]


Row = tuple[str, ...]
Maker = Callable[[random.Random, Pool, int], Iterator[Row]]


def archive(size: str) -> Path:
    """The zip archive of a size, written if it is not there yet."""
    path = STORE / f"{size}-{SEED}-{EDITION}" / "Complete_LinkedInDataExport_11-21-2026.zip"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_suffix(".part")
        write(begun, ROWS[size])
        begun.replace(path)
    return path


def write(path: Path, rows: int, seed: int = SEED) -> None:
    """Write an archive of about so many rows."""
    pool = _pool(random.Random(seed))  # noqa: S311 - nothing here is secret
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
        for number, (member, header, made) in enumerate(_tables(pool, rows, seed)):
            quoting = csv.QUOTE_ALL if member == "messages.csv" else csv.QUOTE_MINIMAL
            info = zipfile.ZipInfo(member, (2026, 11, 21, 8, 0, number % 60))
            info.compress_type = zipfile.ZIP_DEFLATED
            with into.open(info, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
                if member == "Connections.csv":
                    text.write('Notes:\n"Some addresses are missing from this list."\n\n')
                writer = csv.writer(text, quoting=quoting, lineterminator="\n")
                writer.writerow(header)
                writer.writerows(made)


def _tables(pool: Pool, rows: int, seed: int) -> Iterator[tuple[str, Sequence[str], Iterator[Row]]]:
    """Each member with its header and rows; those that grow with the archive first."""
    known = catalog.load_catalog()
    for place, (member, share, maker) in enumerate(_GROWING):
        kind = known.find_by_name(member)
        if kind is None:
            raise LookupError(member)
        count = max(2, rows * share // 1000)
        header = _MESSAGES if member == "messages.csv" else kind.headers[0]
        yield member, header, maker(random.Random(seed + place), pool, count)  # noqa: S311
    taken = {member for member, _share, _maker in _GROWING}
    for place, kind in enumerate(known.kinds):
        member = next(iter(kind.files), "*")
        if kind.form == "table" and kind.headers and member not in taken and "*" not in member:
            rows = _OWNER.get(kind.id) or _small(random.Random(seed + 100 + place), pool, kind)  # noqa: S311
            yield member, kind.headers[0], iter(rows)


_OWNER: dict[str, Sequence[Row]] = {
    "profile": [("Nora", "Beispiel", "", "", "Mar 14, 1986", "Invents", "", "Testing", "", "Ulm, Germany", "", "", "")],
    "registration": [("2/7/11, 7:20 PM", "192.0.2.44", "Basic")],
}
"""The files that tell who the owner is, by kind."""


def _pool(chance: random.Random) -> Pool:
    words = [list(_words(chance, letters)) for _gap, letters in _SCRIPTS]
    common = list(accumulate(1 / (rank + 200) for rank in range(_WORDS)))
    sentences = []
    for number in range(30_000):
        script = 0 if number % 20 < _LATIN else chance.randrange(1, len(_SCRIPTS))
        text = _SCRIPTS[script][0].join(chance.choices(words[script], cum_weights=common, k=chance.randrange(4, 22)))
        mark = chance.choice(_MARKS) if chance.random() < 0.04 else ""
        sentences.append(f'"{text}", {mark}' if chance.random() < 0.03 else f"{text}.{mark}")
    names, addresses = ["Nora Beispiel"], ["https://www.linkedin.com/in/nora-beispiel"]
    for number in range(4000):
        first, last = (chance.choice(words[0 if number % 3 else 1]).title() for _ in range(2))
        names.append(f"{first} {last}")
        addresses.append(f"https://www.linkedin.com/in/{first}-{last}-{number:x}".lower())
    days = []
    for day in range(_FIRST, _LAST):
        year, of_year = divmod(day, 365)
        days.append((1970 + year, of_year // 31 + 1, of_year % 28 + 1))
    clocks = [f"{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}" for _ in range(5000)]
    return Pool(tuple(sentences), tuple(names), tuple(addresses), tuple(days), tuple(clocks))


def _words(chance: random.Random, letters: str) -> Iterator[str]:
    common = list(accumulate(1 / (place + 4) for place in range(len(letters))))
    lengths = (2, 3, 3, 4, 4, 5, 6, 7, 8, 10) if len(letters) < 100 else (1, 2, 2, 3)
    for _ in range(_WORDS):
        yield "".join(chance.choices(letters, cum_weights=common, k=chance.choice(lengths)))


# ---- dates, in the shapes that the files use


def _dashed(chance: random.Random, pool: Pool) -> str:
    year, month, day = chance.choice(pool.days)
    return f"{year}-{month:02}-{day:02} {chance.choice(pool.clocks)}"


def _slashed(chance: random.Random, pool: Pool) -> str:
    year, month, day = chance.choice(pool.days)
    return f"{year}/{month:02}/{day:02} {chance.choice(pool.clocks)} UTC"


def _american(chance: random.Random, pool: Pool) -> str:
    year, month, day = chance.choice(pool.days)
    return f"{month}/{day}/{year % 100:02}, {chance.randrange(1, 13)}:{chance.randrange(60):02} {chance.choice('AP')}M"


def _weekday(chance: random.Random, pool: Pool) -> str:
    year, month, day = chance.choice(pool.days)
    name = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[month - 1]
    return f"Tue {name} {day:02} {chance.choice(pool.clocks)} UTC {year}"


# ---- rows


def _text(chance: random.Random, pool: Pool, most: int) -> str:
    found = chance.choices(pool.sentences, k=chance.randrange(1, most))
    return ("\n" if chance.random() < 0.3 else " ").join(found)


def _update(chance: random.Random) -> str:
    return f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7{chance.getrandbits(59):018}"


_MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip


def _messages(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    left = count
    while left > 0:
        code = f"2-{base64.b64encode(chance.randbytes(40)).decode()}"
        people = [0, *chance.sample(range(1, len(pool.names)), 1 if chance.random() < 0.9 else chance.randrange(2, 6))]
        for _ in range(min(left, chance.randrange(1, 25))):
            sender = chance.choice(people)
            others = [person for person in people if person != sender]
            yield (
                code, "", pool.names[sender], pool.addresses[sender], ", ".join(pool.names[p] for p in others),
                ",".join(pool.addresses[p] for p in others), f"{_dashed(chance, pool)} UTC", "",
                _text(chance, pool, 8), "INBOX", "", "No", "No",
            )  # fmt: skip
            left -= 1


def _reactions(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _dashed(chance, pool), chance.choice(("LIKE", "LIKE", "PRAISE", "EMPATHY")), _update(chance)


def _comments(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _dashed(chance, pool), _update(chance), _text(chance, pool, 4)


def _shares(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        lines = chance.choices(pool.sentences, k=chance.randrange(1, 7))  # each line in quotes of its own, as written
        seen = chance.choice(("MEMBER_NETWORK", "MEMBER_NETWORK", "CONNECTIONS"))
        yield _dashed(chance, pool), _update(chance), '"\n"'.join(lines), "", "", seen


def _searches(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _slashed(chance, pool), chance.choice(pool.sentences)[: chance.randrange(5, 40)]


def _connections(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        person = chance.randrange(len(pool.names))
        first, last = pool.names[person].split()
        work = pool.sentences[chance.randrange(300)][:28]
        year, month, day = chance.choice(pool.days)
        name = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[month - 1]
        yield first, last, pool.addresses[person], "", work, work[::-1], f"{day:02} {name} {year}"


def _invitations(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        other, out = chance.randrange(1, len(pool.names)), chance.random() < 0.5
        pair = (0, other) if out else (other, 0)
        note = chance.choice(pool.sentences) if chance.random() < 0.3 else ""
        way = "OUTGOING" if out else "INCOMING"
        yield (
            pool.names[pair[0]], pool.names[pair[1]], _american(chance, pool), note, way,
            pool.addresses[pair[0]], pool.addresses[pair[1]],
        )  # fmt: skip


def _ads(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _slashed(chance, pool), str(chance.randrange(400_000_000, 520_000_000))


def _shown_ads(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        number = str(chance.randrange(400_000_000, 520_000_000))
        yield chance.choice(("View", "View", "Click")), _slashed(chance, pool), number, "weather.example.com"


def _follows(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _dashed(chance, pool), chance.choice(("Active", "Active", "Unfollow")), chance.choice(pool.names)


def _companies(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield chance.choice(pool.sentences)[:30], _weekday(chance, pool)


def _votes(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _dashed(chance, pool), _update(chance), chance.choice(pool.sentences)[:24]


def _reposts(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _dashed(chance, pool), _update(chance)


def _saved(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        yield _update(chance), _dashed(chance, pool)


def _logins(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    agents = ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "LinkedInApp/4.1 (Demo Phone)")
    for _ in range(count):
        where = f"198.51.100.{chance.randrange(256)}"
        yield _weekday(chance, pool), where, chance.choice(agents), "Login"


def _endorsements(chance: random.Random, pool: Pool, count: int) -> Iterator[Row]:
    for _ in range(count):
        person = chance.randrange(1, len(pool.names))
        first, last = pool.names[person].split()
        skill = pool.sentences[chance.randrange(60)][:20]
        yield _slashed(chance, pool), skill, first, last, pool.addresses[person][8:], "ACCEPTED"


_GROWING: tuple[tuple[str, int, Maker], ...] = (
    ("messages.csv", 300, _messages),
    ("Reactions.csv", 310, _reactions),
    ("SearchQueries.csv", 100, _searches),
    ("Comments.csv", 56, _comments),
    ("LAN Ads Engagement.csv", 40, _shown_ads),
    ("Connections.csv", 30, _connections),
    ("Invitations.csv", 30, _invitations),
    ("Shares.csv", 20, _shares),
    ("Ads Clicked.csv", 20, _ads),
    ("Endorsement_Received_Info.csv", 20, _endorsements),
    ("Member_Follows.csv", 16, _follows),
    ("Company Follows.csv", 14, _companies),
    ("Saved_Items.csv", 14, _saved),
    ("Votes.csv", 10, _votes),
    ("InstantReposts.csv", 10, _reposts),
    ("Logins.csv", 10, _logins),
)
"""The members that grow with the archive, with their share of its rows in thousandths."""


def _small(chance: random.Random, pool: Pool, kind: FileKind) -> Iterator[Row]:
    """A few rows for a file that stays small: what stands in a column goes by its name."""
    dated = {name for part in kind.part for name in part.date}
    for turn in range(8):
        # Of a chat with an assistant each row names the member on one side only.
        blank = (
            {} if kind.one_party is None else {kind.one_party[turn % 2], "SENDER PROFILE URL", "RECIPIENT PROFILE URLS"}
        )
        sides = dict.fromkeys(kind.one_party or (), "Nora Beispiel") | dict.fromkeys(blank, "")
        yield tuple(
            sides[name] if name in sides else _dashed(chance, pool) if name in dated else _cell(chance, pool, name)
            for name in kind.headers[0]
        )


def _cell(chance: random.Random, pool: Pool, name: str) -> str:
    folded = name.casefold()
    if "url" in folded or "link" in folded:
        return _update(chance)
    return chance.choice(pool.names) if "name" in folded else chance.choice(pool.sentences)[:60]


if __name__ == "__main__":
    write(Path(sys.argv[2]), ROWS[sys.argv[1]])
