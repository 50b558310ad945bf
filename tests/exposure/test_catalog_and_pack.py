"""The catalog and the rules meet when holdings are judged: what does not fit is refused, and nothing crashes."""

import json
from pathlib import Path

import pytest

from inspector.cli import main
from inspector.errors import Refused
from inspector.exposure import count_by_month, judge, list_what_ifs
from inspector.policy import find_builtin_folder, parse_circumstances, read
from tests.archives import TODAY, demo, known, pack
from tests.policy.packs import CATEGORIES, entry, scope, small_pack, written


def all_categories() -> list[str]:
    """Entries for every data category of the catalog that the small pack lacks."""
    missing = sorted(known().data_categories - CATEGORIES.keys())
    return [entry("category", name, name=name, category="profile", fides=[], dpv=[]) for name in missing]


def test_the_rules_that_come_with_the_program_know_every_data_category_of_the_catalog() -> None:
    assert known().data_categories <= pack().categories.keys()


def test_rules_without_a_data_category_of_the_catalog_are_refused_by_name(tmp_path: Path) -> None:
    small = small_pack(tmp_path, scope("S1"))
    circumstances = parse_circumstances(small, regions=("DE",), today=TODAY)

    with pytest.raises(Refused) as refused:
        judge(demo(), small, circumstances)

    assert refused.value.code == "E_PACK_MISMATCH"
    assert "profile_core" in str(refused.value.message)


@pytest.mark.parametrize("ending", [".txt", ".json"])
def test_a_report_on_rules_that_do_not_fit_is_refused_with_the_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    folder = written(tmp_path / "pack", scope("S1"))
    out = tmp_path / f"report{ending}"

    code = main(["demo", "--region", "DE", "--policy", str(folder), "--out", str(out)])

    assert (code, out.exists()) == (2, False)
    assert "E_PACK_MISMATCH" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".txt", ".json", ".html", ".xlsx"])
def test_a_report_on_small_rules_that_fit_is_written(tmp_path: Path, ending: str) -> None:
    folder = written(tmp_path / "pack", scope("S1"), *all_categories())
    out = tmp_path / f"report{ending}"

    code = main(["demo", "--region", "DE", "--age", "adult", "--policy", str(folder), "--out", str(out)])

    assert code in (0, 1)
    assert out.stat().st_size
    if ending == ".json":
        assert json.loads(out.read_text("utf-8"))


def test_rules_without_roles_have_what_ifs_and_months(tmp_path: Path) -> None:
    small = small_pack(tmp_path, scope("S1", since="2025-03-05"), *all_categories())
    circumstances = parse_circumstances(small, regions=("DE",), today=TODAY)
    exposure = judge(demo(), small, circumstances)

    assert "never_on" not in {question.id for question in list_what_ifs(small, circumstances)}
    assert str(min(month.month for month in count_by_month(exposure, "train"))) == "2025-03-01"


@pytest.mark.parametrize(
    "roles",
    ['leading_setting = "nothing"', 'public_content = "nothing"', "first_month = 5", 'unheard_of = "nothing"'],
)
def test_a_role_for_what_the_rules_do_not_hold_is_an_error(tmp_path: Path, roles: str) -> None:
    folder = written(tmp_path)
    text = (folder / "base.toml").read_text("utf-8")
    (folder / "base.toml").write_text(text.replace("[pack.roles]\n", f"[pack.roles]\n{roles}\n", 1), "utf-8")

    with pytest.raises(Exception, match="roles"):
        read(folder)


def test_rules_laid_over_the_built_in_ones_keep_their_roles(tmp_path: Path) -> None:
    head = '[pack]\nid = "mine"\ntitle = "Ours"\nedition = "1"\nover = "linkedin"\n'
    (tmp_path / "pack.toml").write_text("checked = 2026-11-20\n" + head, encoding="utf-8")

    assert read(tmp_path).roles == read(find_builtin_folder()).roles
