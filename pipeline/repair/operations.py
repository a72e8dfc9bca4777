"""How one printed number can come of another: the operations of ``operations.toml``, each with its test."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CATALOGUE = Path(__file__).with_name("operations.toml")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to go wrong, as the catalogue has it."""

    name: str
    cost: int
    title: str
    why: str


@cache
def operations() -> dict[str, Operation]:
    """The catalogue by name, cheapest first."""
    entries = tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))["operation"]
    return {entry["name"]: Operation(**entry) for entry in sorted(entries, key=lambda entry: entry["cost"])}


def explain(printed: str, true: str) -> Operation | None:
    """The cheapest operation that makes ``printed`` of ``true``, both plain numbers' texts (``printed`` may be garbled).

    >>> explain("38", "88").name, explain("372", "37.2").name, explain("1O.5", "10.5").name, explain("38", "99")
    ('misread_digit', 'lost_point', 'misread_character', None)
    """
    if printed == true:
        return None
    for name, operation in operations().items():
        test = TESTS.get(name)
        if test is not None and test(printed, true):
            return operation
    return None


def _misread_digit(printed: str, true: str) -> bool:
    places = _differing(printed, true)
    return len(places) == 1 and printed[places[0]].isdigit() and true[places[0]].isdigit()


def _misread_character(printed: str, true: str) -> bool:
    places = _differing(printed, true)
    return len(places) == 1 and not _PLAIN.fullmatch(printed) and true[places[0]] != "-"


def _differing(printed: str, true: str) -> list[int]:
    """Where two texts of one length differ."""
    if len(printed) != len(true):
        return []
    return [place for place, (one, two) in enumerate(zip(printed, true, strict=True)) if one != two]


def _lost_point(printed: str, true: str) -> bool:
    return "." in true and "." not in printed and true.replace(".", "") == printed


def _added_point(printed: str, true: str) -> bool:
    return _lost_point(true, printed)


def _moved_point(printed: str, true: str) -> bool:
    return "." in printed and "." in true and printed.replace(".", "") == true.replace(".", "")


def _transposed(printed: str, true: str) -> bool:
    places = _differing(printed, true)
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    one, two = places
    return printed[one] == true[two] and printed[two] == true[one]


def _lost_digit(printed: str, true: str) -> bool:
    return len(true) == len(printed) + 1 and any(
        character.isdigit() and true[:place] + true[place + 1 :] == printed for place, character in enumerate(true)
    )


def _added_digit(printed: str, true: str) -> bool:
    return _lost_digit(true, printed)


def _lost_sign(printed: str, true: str) -> bool:
    return true == "-" + printed


def _added_sign(printed: str, true: str) -> bool:
    return printed == "-" + true


def _lost_value(printed: str, true: str) -> bool:
    return printed == "" and true != ""


TESTS: dict[str, Callable[[str, str], bool]] = {
    "misread_digit": _misread_digit,
    "misread_character": _misread_character,
    "lost_point": _lost_point,
    "moved_point": _moved_point,
    "added_point": _added_point,
    "transposed_neighbours": _transposed,
    "lost_digit": _lost_digit,
    "added_digit": _added_digit,
    "lost_sign": _lost_sign,
    "added_sign": _added_sign,
    "lost_value": _lost_value,
}
