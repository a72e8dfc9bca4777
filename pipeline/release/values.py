"""Published text as typed values: what a field of a data package may hold, and what it does."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

INTEGER = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
LARGEST = 2**63
"""Integers of Parquet and SQLite have 64 bits."""


class UnfitValue(ValueError):  # noqa: N818 - told as a sentence
    """A value that its field cannot hold."""


def typed(text: str, field: dict[str, Any]) -> Any:
    """The value of a field; None where nothing stands. Lists are tuples; arrays and objects stay JSON text.

    >>> typed("93.6", {"name": "total", "type": "number"}), typed("", {"name": "total", "type": "number"})
    (93.6, None)

    Raises UnfitValue where the text is not of the field's type.
    """
    if text == "":
        return None
    match field.get("type", "string"):
        case "integer":
            value = int(text) if INTEGER.fullmatch(text) else None
            return _or_unfit(value if value is not None and -LARGEST <= value < LARGEST else None, text, "an integer")
        case "number":
            return _or_unfit(float(text) if NUMBER.fullmatch(text) else None, text, "a number")
        case "date":
            return _date(text)
        case "list":
            return tuple(text.split(field.get("delimiter", ",")))
        case "array" | "object":
            return _json(text)
        case _:
            return text


def _or_unfit(value: Any, text: str, what: str) -> Any:
    if value is None:
        raise UnfitValue(f"{text!r} is not {what}")
    return value


def _date(text: str) -> date:
    try:
        if len(text) == len("2000-01-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UnfitValue(f"{text!r} is not a date")


def _json(text: str) -> str:
    try:
        json.loads(text)
    except ValueError:
        raise UnfitValue(f"{text[:40]!r} is not JSON") from None
    return text


def breach(text: str, field: dict[str, Any]) -> str:
    """What of a field's type or constraints its text breaks, or ""; ``unique`` is a matter of all rows and not asked here."""
    rules = field.get("constraints", {})
    if text == "":
        return "is empty" if rules.get("required") else ""
    try:
        value = typed(text, field)
    except UnfitValue as fault:
        return f": {fault}"
    if "enum" in rules and text not in rules["enum"]:
        return f"is {text!r}, none of {', '.join(rules['enum'])}"
    if "minimum" in rules and value < rules["minimum"]:
        return f"is {text}, less than {rules['minimum']}"
    if "maximum" in rules and value > rules["maximum"]:
        return f"is {text}, more than {rules['maximum']}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"is {text[:40]!r}, not of the pattern {rules['pattern']}"
    return ""
