"""The panel that says why: everything behind a verdict, as plain text."""

import pytest
from PySide6.QtGui import QGuiApplication

from inspector.policy import Outcome, explain
from inspector.query import Query, select
from inspector.window.items.why_panel import WhyPanel
from inspector.window.items.why_text import PREVIEW_LENGTH, WhyRequest, build_citation, explain_item
from tests.window import items_samples as samples
from tests.window.drivers import drive
from tests.window.palettes import DARK, LIGHT

USE = "genai_training_linkedin"


@pytest.fixture
def panel(qtbot):
    made = WhyPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(320, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def first(exposure, query):
    return next(iter(select(exposure, query)))


def post(exposure, words):
    return first(exposure, Query(categories=frozenset({"posts"}), words=tuple(words.split())))


def test_the_chain_its_rules_and_its_sources_are_all_there(panel):
    exposure = samples.demo("DE")
    for outcome in (Outcome.COULD_BE_USED, Outcome.NOT_STATED, Outcome.EXCLUDED):
        item = first(exposure, Query(USE, frozenset({outcome})))
        panel.show_item(exposure, USE, item)
        found = explain(exposure.evaluator, USE, item.item_class, exposure.find_first_day(item))
        for answered in found.chain:
            assert answered.question in panel.text
            for rule in answered.rules:
                assert rule.id in panel.text
                assert rule.sentence in panel.text
                for source in rule.sources:
                    assert f"{source.title}, {source.publisher}, {source.published}" in panel.text
                    assert source.address in panel.text


def test_the_verdict_comes_first_with_its_use(panel):
    exposure = samples.demo("DE")
    panel.show_item(exposure, USE, first(exposure, Query(USE, frozenset({Outcome.COULD_BE_USED}))))
    assert panel.text.startswith("LinkedIn trains AI: could be used since ")


def test_conflicts_assumptions_changes_and_other_uses_are_named(panel):
    exposure = samples.demo("DE")
    disputed = next(
        item
        for item in select(exposure, Query())
        if exposure.verdict(USE, item).disputed and exposure.assumptions(USE, item)
    )
    panel.show_item(exposure, USE, disputed)
    found = explain(exposure.evaluator, USE, disputed.item_class, exposure.find_first_day(disputed))
    for conflict in found.conflicts:
        assert conflict.topic in panel.text
    for change in found.changes:
        assert change.change in panel.text
    for heading in ("Disputed", "Assumed", "Other uses", "Sources", "The whole row"):
        assert heading in panel.text.splitlines()
    for short in ("Microsoft trains AI: ", "Microsoft ads: ", "Other models: "):
        assert short in panel.text
    assert "It does not mean that anything was used." in panel.text


def test_the_whole_row_is_there_column_by_column(panel):
    exposure = samples.demo("DE")
    item = post(exposure, "carousel")
    panel.show_item(exposure, USE, item)
    lines = panel.text.splitlines()
    for name, text in item.block.record(item.index):
        if text:
            assert lines[lines.index(name) + 1] == text.splitlines()[0]


def test_hostile_text_is_text(panel, tmp_path):
    exposure = samples.hostile(tmp_path)
    for words, wanted in (("img", samples.IMAGE), ("invoice", "invoice<U+202E>gpj.exe")):
        panel.show_item(exposure, USE, post(exposure, words))
        assert wanted in panel.text
        assert not any(_formats(panel, lambda shape: shape.isImageFormat() or shape.isAnchor()))
    odd = first(exposure, Query(categories=frozenset({"unsorted"})))
    panel.show_item(exposure, USE, odd)
    assert "Odd <img src=x>.csv#1" in panel.text
    assert "<h1>Left</h1>" in panel.text
    assert "//host.invalid/share/x.png" in panel.text


def _formats(panel, asked):
    block = drive(panel).text.document().begin()
    while block.isValid():
        for fragment in block.begin():
            yield asked(fragment.fragment().charFormat() if hasattr(fragment, "fragment") else fragment.charFormat())
        block = block.next()


def test_nothing_that_a_text_names_is_ever_loaded(panel):
    assert drive(panel).text.loadResource(2, "file:///etc/hostname") is None


def test_a_long_cell_is_cut_until_asked_for(qtbot, panel, tmp_path):
    exposure = samples.hostile(tmp_path)
    panel.show_item(exposure, USE, post(exposure, "long"))
    assert drive(panel).more_button.isVisible()
    assert f"… {len(samples.LONG) - PREVIEW_LENGTH:,} more bytes" in panel.text
    assert len(panel.text) < 15_000
    drive(panel).more_button.click()
    assert samples.LONG.strip() in panel.text
    assert not drive(panel).more_button.isVisible()
    panel.show_item(exposure, USE, post(exposure, "invoice"))
    panel.show_item(exposure, USE, post(exposure, "long"))
    assert len(panel.text) < 15_000


def test_the_same_item_judged_anew_does_not_scroll(qtbot, panel):
    item = post(samples.demo("DE"), "carousel")
    panel.show_item(samples.demo("DE"), USE, item)
    bar = drive(panel).text.verticalScrollBar()
    bar.setValue(120)
    panel.show_item(samples.demo("US"), USE, item)
    assert bar.value() == 120
    panel.set_theme(DARK)
    assert bar.value() == 120


def test_the_citation_names_item_label_rules_and_dated_sources(panel):
    exposure = samples.demo("DE")
    item = first(exposure, Query(USE, frozenset({Outcome.COULD_BE_USED})))
    panel.show_item(exposure, USE, item)
    drive(panel).copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == build_citation(WhyRequest(exposure, USE, item))
    verdict = exposure.verdict(USE, item)
    assert verdict.label in copied
    assert all(f"{rule}: {exposure.pack.find_statement(rule)}" in copied for rule in verdict.rules)
    for name in verdict.sources:
        source = exposure.pack.sources[name]
        assert source.published in copied
        assert source.address in copied
    assert "2026-11-22" in copied


def test_without_an_item_there_is_nothing_to_copy(panel):
    QGuiApplication.clipboard().setText("as before")
    panel.copy_citation()
    assert QGuiApplication.clipboard().text() == "as before"
    assert not drive(panel).copy_button.isEnabled()
    assert panel.text.strip() == "Choose an item to see why."


def test_every_item_of_the_sample_can_be_explained_for_every_use():
    exposure = samples.demo("DE", settings=("genai_improvement=off@2026-01-15",))
    met = set()
    for item in select(exposure, Query()):
        for use in exposure.pack.uses:
            key = (
                use,
                item.item_class,
                exposure.evaluator.timeline(use, item.item_class).find_step(exposure.find_first_day(item)),
            )
            if key not in met:
                met.add(key)
                assert all(line.runs for line in explain_item(WhyRequest(exposure, use, item), PREVIEW_LENGTH))
    assert len(met) > 50
