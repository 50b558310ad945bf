"""The web page: it is harmless, accessible, complete, and agrees with the exposure."""

import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from inspector.exposure import Exposure, judge
from inspector.policy import Outcome
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.progress import Monitor
from inspector.query import Query
from inspector.report.formats import html_format, registry
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.report import Report
from tests.archives import INVITATIONS, PROFILE, demo, folder, items, judged, pack, read, table, zipped
from tests.demo_figures import ITEMS, OPEN_IN_GERMANY
from tests.report.reports import of

COMMENTS = ["Date", "Link", "Message"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOW, EARLIER, STOPPED = ("DE", "2026-11-22"), ("GB", "2026-06-01"), ("US", "2025-06-01")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass
class Node:
    """An HTML element."""

    tag: str
    attributes: dict[str, str | None]
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def all(self, tag: str) -> list["Node"]:
        below = [found for child in self.children for found in child.all(tag)]
        return ([self] if self.tag == tag else []) + below


class Tree(HTMLParser):
    """Parses a page into nodes. It fails where a tag is not closed in the order of nesting."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Node("", {})
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of <{tag}> stands twice"
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def source(report: Report) -> str:
    stream = io.BytesIO()
    html_format.write(report, stream, Monitor())
    return stream.getvalue().decode("utf-8")


def parsed(text: str) -> Node:
    tree = Tree()
    tree.feed(text)
    tree.close()
    assert tree.open == [tree.top]
    return tree.top


@cache
def exposed(region: str, as_of: str) -> Exposure:
    """The exposure of the sample under these circumstances."""
    return judged(demo(), region, as_of=as_of)


@cache
def sample(region: str = NOW[0], as_of: str = NOW[1]) -> Node:
    """The page on the sample, written and parsed once for all tests."""
    return parsed(source(of(exposed(region, as_of))))


def tables(top: Node, kind: str) -> list[Node]:
    return [node for node in top.all("table") if node.attributes.get("class") == kind]


def cells(row: Node) -> list[str]:
    return [node.text for node in row.children]


def uses_of(top: Node) -> list[Node]:
    return [node for node in top.all("section") if node.attributes.get("class") == "use"]


def section(top: Node, name: str) -> Node:
    return next(node for node in top.all("section") if node.attributes["aria-labelledby"] == name)


def commented(place: Path, *texts: str) -> Report:
    """A report on an archive with one comment for each text."""
    made = [["2026-01-02 03:04:05", "l", text] for text in texts]
    files = {"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, *made, quoted=True)}
    return of(judged(read(folder(place, files)), "DE"))


HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src="https://example.org/x.png">',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<a href='javascript:alert(1)'>click</a>",
    "javascript:alert(1)",
    "<iframe src=https://example.org></iframe>",
    "<style>body{display:none}</style>",
    "</style><b>out</b>",
    "</title><b>out</b>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href=https://example.org>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<form action=https://example.org><input name=q></form>",
    "]]><b>out</b>",
    "--><b>out</b><!--",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&amp;#60;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_and_does_nothing(tmp_path: Path, text: str) -> None:
    top = parsed(source(commented(tmp_path, text)))

    assert Counter(node.tag for node in walk(top)) == harmless_tags()
    listed = [cells(row) for listing in tables(top, "items") for row in listing.all("tr")]
    assert any(row[3] == " ".join(text.split()) for row in listed)


@cache
def harmless_tags() -> Counter[str]:
    """How often each tag occurs in a page about one harmless comment."""
    with tempfile.TemporaryDirectory() as place:
        return Counter(node.tag for node in walk(parsed(source(commented(Path(place), "harmless")))))


def walk(node: Node) -> list[Node]:
    return [node, *(found for child in node.children for found in walk(child))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("turned \u202e round", "turned <U+202E> round"),
        ("isolate \u2066 open", "isolate <U+2066> open"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("escape \x1b[31m", "escape <U+001B>[31m"),
        ("bell \x07", "bell <U+0007>"),
        ("next\x85line", "next<U+0085>line"),
        ("\ufeffmark", "<U+FEFF>mark"),
        ("no\uffffcharacter", "no<U+FFFF>character"),
    ],
)
def test_a_character_that_cannot_be_seen_is_shown_as_a_mark(tmp_path: Path, text: str, shown: str) -> None:
    written = source(commented(tmp_path, text))

    assert any(cells(row)[3] == shown for listing in tables(parsed(written), "items") for row in listing.all("tr"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\uffff]", written)


def test_a_nul_and_a_lone_surrogate_become_marks_by_the_same_net(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_format, "_shorten_text", lambda _text: "nul \x00 half \ud83d")

    written = source(of(exposed(*NOW), Query(words=("puddle",))))

    assert "nul &lt;U+0000&gt; half &lt;U+D83D&gt;" in written
    assert "\x00" not in written


def test_hostile_names_of_files_and_of_the_archive_are_escaped_and_isolated(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "<img src=x onerror=y>\u202e.csv": "A,B\na,b\n"}
    name = "<b>bold<b>.zip"

    top = parsed(source(of(judged(read(zipped(tmp_path, files, name)), "DE"))))

    assert not top.all("img")
    isolated = {node.text for node in top.all("bdi")}
    assert {name, "<img src=x onerror=y>[U+202E].csv"} <= isolated


def test_every_text_of_an_item_is_isolated_from_its_surroundings() -> None:
    for listing in tables(sample(), "items"):
        for row in listing.all("tbody")[0].all("tr"):
            assert [child.tag for child in (row.children[0].children + row.children[3].children)] == ["bdi", "bdi"]


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    written = source(of(exposed(*NOW)))
    top = parsed(written)

    tags = {node.tag for node in walk(top)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "use"}
    assert "<script" not in written.lower()
    policies = [n for n in top.all("meta") if n.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert [node.attributes["content"] for node in policies] == [POLICY]
    style = top.all("style")[0].text
    assert "@import" not in style
    assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)\)", style))
    for node in walk(top):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            assert "http" not in (value or "") or (node.tag, name) == ("a", "href")


def test_a_link_to_the_web_is_an_address_of_the_pack_shown_as_text_without_a_referrer() -> None:
    known = {address for s in pack().sources.values() for address in (s.address, s.archived)}
    known |= {setting.address for setting in pack().settings.values()}
    links = [node for node in sample().all("a") if not (node.attributes["href"] or "").startswith("#")]

    assert links
    for link in links:
        assert link.attributes["href"] in known
        assert link.text == link.attributes["href"]
        assert link.attributes["rel"] == "noreferrer"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/hosts", "https://[bad"])
def test_an_address_that_leads_elsewhere_than_to_the_web_is_text_only(address: str) -> None:
    own = replace(pack(), sources={k: msgspec.structs.replace(s, address=address) for k, s in pack().sources.items()})
    top = parsed(source(of(judge(demo(), own, exposed(*NOW).circumstances))))

    assert address in section(top, "sources").text
    assert address not in {node.attributes["href"] for node in top.all("a")}


def test_every_link_within_the_page_leads_somewhere_and_every_id_stands_once() -> None:
    ids = Counter(node.attributes["id"] for node in walk(sample()) if "id" in node.attributes)

    assert set(ids.values()) == {1}
    for node in walk(sample()):
        href = node.attributes.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((node.attributes.get(name) or "").split()) <= set(ids)


@pytest.mark.parametrize("stated", [NOW, EARLIER, STOPPED])
def test_the_counts_of_the_tables_are_those_of_the_exposure(stated: tuple[str, str]) -> None:
    exposure = exposed(*stated)
    shown = tables(sample(*stated), "counts")

    assert len(shown) == len(pack().uses)
    for use, found in zip(pack().uses, shown, strict=True):
        heads = cells(found.all("thead")[0].all("tr")[0])
        counted: Counter[tuple[str, str]] = Counter()
        for tally in (tally for tally in exposure.tallies if tally.use == use):
            words = tally.verdict.outcome.label if tally.verdict.outcome else OUTSIDE_REASON
            words += ", for one purpose only" if tally.verdict.limited_to else ""
            counted[html_format.title_category(pack().find_category(tally.item_class.data_category)), words] += (
                tally.items
            )
        listed = {}
        for row in found.all("tbody")[0].all("tr"):
            name, *counts = cells(row)
            numbers = [int(count.replace(",", "")) for count in counts]
            assert sum(numbers[:-1]) == numbers[-1]
            listed |= {(name, head): n for head, n in zip(heads[1:-1], numbers, strict=False) if n}
        assert listed == counted


@pytest.mark.parametrize("stated", [NOW, EARLIER, STOPPED])
def test_each_use_sums_to_all_items(stated: tuple[str, str]) -> None:
    for found in tables(sample(*stated), "counts"):
        name, *totals = cells(found.all("tfoot")[0].all("tr")[0])
        assert name == "All"
        assert sum(map(int, totals[:-1])) == int(totals[-1]) == demo().item_count


def test_each_chart_says_in_words_what_its_table_says_in_numbers() -> None:
    charts = [node for node in sample().all("svg") if node.attributes.get("role") == "img"]

    for chart, twin in zip(charts, tables(sample(), "counts"), strict=True):
        assert [child.tag for child in chart.children[:2]] == ["title", "desc"]
        words = chart.children[1].text
        heads = cells(twin.all("thead")[0].all("tr")[0])
        for row in twin.all("tbody")[0].all("tr"):
            name, *counts, total = cells(row)
            there = [f"{n} {head}" for head, n in zip(heads[1:], counts, strict=False) if n != "0"]
            assert f"{name}, {total} items: {', '.join(there)}." in words


def test_disputed_items_are_counted_for_each_use() -> None:
    for use, found in zip(pack().uses, uses_of(sample()), strict=True):
        tallies = [tally for tally in exposed(*NOW).tallies if tally.use == use and tally.verdict.disputed]
        disputed = sum(tally.items for tally in tallies)
        assert (f"Disputed: {disputed:,} items" in found.text) == bool(disputed)


@pytest.mark.parametrize("stated", [NOW, EARLIER, STOPPED])
def test_every_rule_that_decided_is_cited_with_its_statement_and_its_sources(stated: tuple[str, str]) -> None:
    used = of(exposed(*stated)).summary.used_rule_ids
    rows = [cells(row) for row in tables(sample(*stated), "rules")[0].all("tbody")[0].all("tr")]
    listed = {row.all("th")[0].text for row in tables(sample(*stated), "sources")[0].all("tbody")[0].all("tr")}

    assert [row[0] for row in rows] == list(used)
    for name, _use, statement, _days, _regions, confidence, basis, sources in rows:
        assert " ".join(pack().find_statement(name).split()) in statement
        rule = pack().rules.get(name)
        assert (confidence, basis) == ((rule.confidence, rule.basis) if rule else ("no source", "by absence"))
        assert sources == (", ".join(rule.sources) if rule else "none")
        assert set(rule.sources if rule else ()) <= listed


def test_conflicts_circumstances_method_and_limits_are_told() -> None:
    top = sample()

    for conflict in of(exposed(*NOW)).summary.conflicts:
        assert " ".join(conflict.reading_b.split()) in section(top, "conflicts").text
    facts = {cells(row)[0]: cells(row) for row in section(top, "circumstances").all("tbody")[0].all("tr")}
    assert len(facts) == 3 + len(pack().settings)
    assert facts["Region"][2] == "stated"
    assert "DE" in facts["Region"][3]
    assert facts["Data for Generative AI Improvement"][2] == "assumed"
    method = section(top, "method").text
    for told in (pack().edition, pack().check_date.isoformat(), demo().archives[0].name, demo().archives[0].sha256):
        assert told is not None
        assert told in method
    for limit in pack().limits:
        assert " ".join(limit.statement.split()) in section(top, "limits").text


def test_layers_of_a_pack_of_ones_own_are_named() -> None:
    own = replace(pack(), layers=("the built-in one", "your own entries: <rule>"))

    top = parsed(source(of(judge(demo(), own, exposed(*NOW).circumstances))))

    assert "the built-in one; your own entries: <rule>" in section(top, "method").text


def test_every_file_and_every_finding_is_listed() -> None:
    listed = [cells(row) for row in section(sample(), "coverage").all("tr")]

    for file in demo().files:
        assert any(row[0] == file.member and row[-1] == (file.sha256 or "") for row in listed)
    for problem in demo().problems:
        assert any(row[-1] == problem.code and " ".join(problem.message.split()) in row for row in listed)


def test_the_items_are_listed_by_category_with_the_label_of_each_leading_use() -> None:
    exposure = exposed(*EARLIER)
    listed = {
        cells(row)[0]: cells(row)
        for found in tables(sample(*EARLIER), "items")
        for row in found.all("tbody")[0].all("tr")
    }

    assert len(listed) == demo().item_count
    for item in items(demo()):
        row = listed[str(item.block.ref(item.index, with_archive=False))]
        assert row[1:3] == [item.block.date(item.index) or "unknown", item.item_class.author.value]
        verdicts = [exposure.verdict(use.id, item) for use in pack().leading_uses]
        assert row[4:] == [verdict.label if verdict.outcome else OUTSIDE_REASON for verdict in verdicts]


def test_a_long_list_ends_with_how_many_more_the_workbook_holds(tmp_path: Path) -> None:
    top = parsed(
        source(
            commented(tmp_path, *(f"comment {number}" for number in range(html_format.MAX_ITEMS_PER_CATEGORY + 1_234)))
        )
    )

    posts = next(node for node in top.all("details") if node.text.startswith("Posts: 3,234 items"))
    assert len(posts.all("tbody")[0].all("tr")) == html_format.MAX_ITEMS_PER_CATEGORY
    assert "1,234 more are in the Excel workbook." in posts.text


@pytest.mark.parametrize("length", [300, 301, 50_000])
def test_a_long_text_is_cut_and_says_so(tmp_path: Path, length: int) -> None:
    top = parsed(source(commented(tmp_path, "x" * length)))

    shown = next(cells(row)[3] for found in tables(top, "items") for row in found.all("tr") if "xxx" in cells(row)[3])
    assert shown == ("x" * 300 + ("…" if length > 300 else ""))


def test_a_choice_of_items_is_listed_but_all_are_counted() -> None:
    query = Query(use="genai_training_linkedin", outcomes=frozenset({Outcome.EXCLUDED}))

    top = parsed(source(of(exposed(*NOW), query)))

    assert sum(len(found.all("tbody")[0].all("tr")) for found in tables(top, "items")) == 53
    assert cells(tables(top, "counts")[0].all("tfoot")[0].all("tr")[0])[-1] == str(ITEMS)
    assert f"53 of {ITEMS} items are listed" in section(top, "items").text
    assert "This is a choice of items" not in section(sample(), "items").text


def test_a_choice_of_nothing_still_gives_a_whole_page() -> None:
    top = parsed(source(of(exposed(*NOW), Query(words=("no such word anywhere",)))))

    assert tables(top, "items") == []
    assert "No item was chosen." in section(top, "items").text


def test_the_page_can_be_walked_by_its_headings_and_tables() -> None:
    top = sample()

    assert top.all("html")[0].attributes["lang"] == "en"
    assert len(top.all("h1")) == len(top.all("main")) == 1
    levels = [int(node.tag[1]) for node in walk(top) if re.fullmatch("h[1-6]", node.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for found in top.all("table"):
        assert len(found.all("caption")) == 1
        assert all(head.attributes.get("scope") in ("col", "row") for head in found.all("th"))


def test_the_headline_comes_first_and_says_that_nothing_was_used_for_certain() -> None:
    first, second, *_rest = (node.text for node in sample().all("p"))

    assert first == of(exposed(*NOW)).summary.headline
    assert "It does not mean that anything was used." in second


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_words_and_bars_stand_out_in_light_and_in_dark() -> None:
    looks = re.findall(r":root \{(.*?)\}", sample().all("style")[0].text)

    assert len(looks) == 2
    for look in looks:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", look))
        for ground in ("page", "sunken"):
            assert all(_contrast(colours[ink], colours[ground]) >= 4.5 for ink in ("text", "muted", "link"))
        for outcome in (*(outcome.value for outcome in Outcome), "outside"):
            assert _contrast(colours[outcome], colours["page"]) >= 3


def test_two_pages_of_one_report_are_the_same_bytes() -> None:
    fresh = judged(demo(), NOW[0], as_of=NOW[1])

    assert source(of(fresh)) == source(of(exposed(*NOW)))


def test_the_template_engine_is_not_loaded_before_a_page_is_written() -> None:
    code = "import sys, inspector.report; sys.exit('jinja2' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)  # noqa: S603 - the test's own code

    assert done.returncode == 0


def test_the_format_is_known_by_its_ending(tmp_path: Path) -> None:
    registry.save(of(exposed(*NOW)), tmp_path / "REPORT.HTML", [])

    assert (registry.FORMATS[".html"].suffix, registry.FORMATS[".html"].title) == (".html", "Web page")
    assert (tmp_path / "REPORT.HTML").read_bytes().startswith(b"<!DOCTYPE html>")


def test_who_could_use_what_since_when_stands_before_the_counts() -> None:
    (table,) = tables(sample(), "who")
    lines = [cells(row) for row in table.all("tbody")[0].all("tr")]

    posts = next(line for line in lines if line[:2] == ["LinkedIn trains AI", "Posts"])
    assert posts == ["LinkedIn trains AI", "Posts", "could be used", "2025-11-03", "open-ended", "86", "93", "0", "86"]


def test_what_to_do_is_said_with_its_place_and_its_effect() -> None:
    said = section(sample(), "steps").text

    assert "Turn off 'Data for Generative AI Improvement'." in said
    assert f"{OPEN_IN_GERMANY} items no longer open" in said


def test_the_matter_and_the_privilege_head_the_page_and_every_sheet_of_paper() -> None:
    text = source(of(exposed(*NOW), matter='A "quoted" } </style> matter', privilege="Privileged"))
    top = parsed(text)

    marks = [node.text for node in top.all("p") if node.attributes.get("class") == "mark"]
    assert marks == ['Matter: A "quoted" } </style> matter', "Privileged"]
    (running,) = re.findall(r'@top-left \{ content: "([^"]*)"', text)
    assert re.fullmatch(r"[A-Za-z0-9\\ ]+", running)
    decoded = re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), running)
    assert decoded == 'Matter: A "quoted" } </style> matter · Privileged'


def test_other_people_may_stand_behind_pseudonyms(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS}
    exposure = judged(read(folder(tmp_path, files)), "DE")
    hidden = source(of(exposure, pseudonym_key=PseudonymKey(b"a secret of the test, 32 bytes..")))

    assert "Otto Probe" in source(of(exposure))
    assert "Otto Probe" not in hidden
    assert "Not replaced are first names" in hidden


def test_texts_may_be_left_out(tmp_path: Path) -> None:
    found = commented(tmp_path, "a text of mine")
    without = of(found.exposure, include_texts=False)

    assert "a text of mine" in source(found)
    assert "a text of mine" not in source(without)
    assert "Their texts are left out." in section(parsed(source(without)), "items").text
