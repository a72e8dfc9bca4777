"""Text as typed values, and what their fields refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.release.values import UnfitValue, breach, typed


def field(kind: str, **more: Any) -> dict[str, Any]:
    return {"name": "x", "type": kind, **more}


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("7", field("integer"), 7),
        ("007", field("integer"), 7),
        ("93.60", field("number"), 93.6),
        ("2022-04-28", field("date"), date(2022, 4, 28)),
        ("甲;乙", field("list", delimiter=";"), ("甲", "乙")),
        ('[["a", "b", null]]', field("array"), '[["a", "b", null]]'),
        ("", field("number"), None),
        ("NA", field("string"), "NA"),
    ],
)
def test_a_value_has_its_type(text: str, said: dict[str, Any], value: object) -> None:
    assert typed(text, said) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7.0", "integer"),
        ("９", "integer"),
        ("1e5", "number"),
        ("nan", "number"),
        ("1,5", "number"),
        ("2022-4-28", "date"),
        ("20220428", "date"),
        ("2022-02-30", "date"),
        ("[", "array"),
        (str(2**63), "integer"),
    ],
)
def test_what_only_looks_alike_is_refused(text: str, kind: str) -> None:
    with pytest.raises(UnfitValue):
        typed(text, field(kind))
    assert breach(text, field(kind))


@pytest.mark.parametrize(
    ("text", "rules", "told"),
    [
        ("", {"required": True}, "is empty"),
        ("", {}, ""),
        ("1", {"minimum": 0, "maximum": 1}, ""),
        ("1.01", {"minimum": 0, "maximum": 1}, "is 1.01, more than 1"),
        ("-1", {"minimum": 0}, "is -1, less than 0"),
    ],
)
def test_constraints(text: str, rules: dict[str, Any], told: str) -> None:
    assert breach(text, field("number", constraints=rules)) == told


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_value_or_a_breach_and_never_an_accident(text: str) -> None:
    for kind in ("string", "integer", "number", "date", "list", "array", "object"):
        told = breach(text, field(kind))
        if not told:
            typed(text, field(kind))
