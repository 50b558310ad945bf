"""The JSON schemas: the program's output is valid, and wrong documents are not."""

import json
import re
from typing import Any

import pytest

from inspector.errors import Refused
from inspector.report.formats import json_format
from inspector.report.item_record import build_item_record
from inspector.resources import resources_dir
from tests.archives import demo, items, judged, pack
from tests.report.reports import report

TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((resources_dir() / "schemas" / f"{name}.json").read_text("utf-8"))
    return found


def is_of(value: Any, kind: str) -> bool:
    return (
        isinstance(value, int) and not isinstance(value, bool) if kind == "integer" else isinstance(value, TYPES[kind])
    )


def faults(value: Any, rule: dict[str, Any], at: str = "$") -> list[str]:
    """Where a value is not valid. Only the keywords of JSON Schema 2020-12 that these schemas use are known."""
    assert rule.keys() <= {
        *("$schema", "title", "type", "properties", "required", "additionalProperties", "items", "minItems"),
        *("maxItems", "enum", "const", "pattern", "minimum", "anyOf"),
    }
    found = []
    kinds = rule.get("type", [])
    if kinds and not any(is_of(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return [f"{at}: type"]
    if "enum" in rule and value not in rule["enum"]:
        found.append(f"{at}: enum")
    if "const" in rule and value != rule["const"]:
        found.append(f"{at}: const")
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        found.append(f"{at}: pattern")
    if is_of(value, "integer") and value < rule.get("minimum", value):
        found.append(f"{at}: minimum")
    if "anyOf" in rule and all(faults(value, one, at) for one in rule["anyOf"]):
        found.append(f"{at}: anyOf")
    return found + within(value, rule, at)


def within(value: Any, rule: dict[str, Any], at: str) -> list[str]:
    """The faults of the members of a list or an object."""
    found = []
    if isinstance(value, list):
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            found.append(f"{at}: length")
        for place, one in enumerate(value):
            found += faults(one, rule.get("items", {}), f"{at}[{place}]")
    if isinstance(value, dict):
        found += [f"{at}: lacks {name}" for name in rule.get("required", ()) if name not in value]
        for name, one in value.items():
            own = rule.get("properties", {}).get(name, rule.get("additionalProperties", {}))
            found += [f"{at}.{name}: surplus"] if own is False else faults(one, own, f"{at}.{name}")
    return found


@pytest.mark.parametrize("as_of", ["2026-11-22", "2019-01-01"])
def test_what_is_written_keeps_to_the_schemas(as_of: str) -> None:
    exposure = judged(demo(), "GB", as_of=as_of)

    assert faults(json_format.build_document(report(demo(), "GB", as_of=as_of)), schema("report")) == []
    assert faults(json_format.build_check_document(demo(), pack()), schema("check")) == []
    assert (
        faults(json_format.build_refusal_document(Refused("E_IO", "No.", "Try."), iter(["a.zip"])), schema("check"))
        == []
    )
    for item in items(demo())[::7]:
        assert faults(build_item_record(exposure, item), schema("item")) == []


def test_the_schemas_refuse_what_is_not_promised() -> None:
    found = json_format.build_document(report(demo(), "DE"))

    assert faults({**found, "more": 1}, schema("report")) == ["$.more: surplus"]
    assert faults({name: value for name, value in found.items() if name != "pack"}, schema("report")) == [
        "$: lacks pack"
    ]
    assert faults({**found, "summary": [{**found["summary"][0], "outcome": "safe"}]}, schema("report"))
