"""How one printed number can come of another: the operations of ``operations.toml``, each with its test."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.lexicons import read_csv
from pipeline.sentences import Bilingual

_CATALOGUE = Path(__file__).with_name("operations.toml")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to go wrong, as the catalogue has it."""

    name: str
    cost: int
    title: str
    why: str
    zh: str = ""
    """The title in Chinese."""

    @property
    def called(self) -> Bilingual:
        """Its name; in Chinese its title, for names are not translated."""
        return Bilingual(self.name, self.zh or self.name)

    @property
    def explained(self) -> Bilingual:
        """Its title in both languages."""
        return Bilingual(self.title, self.zh or self.title)


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))


def margin() -> int:
    """By how much the next explanation must cost more."""
    return int(_catalogue()["margin"])


def doubt() -> int:
    """How much less it costs to doubt a cell that was read unsurely."""
    return int(_catalogue()["doubt"])


def habit() -> int:
    """How much more a digit costs that looks unlike the other, where something else speaks for those that look alike."""
    return int(_catalogue()["habit"])


@cache
def _likeness() -> dict[str, float]:
    """How much alike two digits look, by the two of them."""
    found = {pair["one"] + pair["other"]: float(pair["likeness"]) for pair in read_csv("digit_shapes")}
    for pair in _catalogue()["digits"]["also_alike"]:
        found[pair] = 1.0
    return {**found, **{pair[::-1]: value for pair, value in found.items()}}


@cache
def operations() -> dict[str, Operation]:
    """The catalogue by name, cheapest first."""
    entries = _catalogue()["operation"]
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


def _digits(printed: str, true: str) -> float | None:
    """How much alike the two digits look that printed and true differ in, or None where they differ otherwise."""
    places = _differing(printed, true)
    return _likeness().get(printed[places[0]] + true[places[0]]) if len(places) == 1 else None


def _misread_digit(printed: str, true: str) -> bool:
    alike = _digits(printed, true)
    return alike is not None and alike >= _catalogue()["digits"]["alike"]


def _wrong_digit(printed: str, true: str) -> bool:
    alike = _digits(printed, true)
    return alike is not None and alike >= _catalogue()["digits"]["unlike"]


def _unlike_digit(printed: str, true: str) -> bool:
    return _digits(printed, true) is not None


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
    return len(true) == len(printed) + 1 > 1 and any(
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
    "wrong_digit": _wrong_digit,
    "unlike_digit": _unlike_digit,
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

OF_SEVERAL_CELLS = ("swapped_cells", "swapped_rows", "wrong_column", "merged_cells")
OF_A_SUM = ("lost_carry", "two_sums", "computed_wrong")
"""Operations that are not seen from one printed text alone; ``explanations.py`` tests them."""


def edits(printed: str) -> Iterator[str]:
    """Every number that one operation can have made this printed text of; for rules that do not name the value they want.

    >>> sorted(edits("1"))[:4], "31" in edits("13"), "1.3" in edits("13")
    (['-1', '0', '01', '10'], True, True)
    """
    digits = "0123456789"
    seen = {printed}
    for place, character in enumerate(printed):
        options = [printed[:place] + printed[place + 1 :]]
        if character.isdigit():
            options += [printed[:place] + other + printed[place + 1 :] for other in digits]
            options.append(printed[:place] + printed[place : place + 2][::-1] + printed[place + 2 :])
        bare = printed.replace(".", "")
        options.append(bare[:place] + "." + bare[place:])
        for text in options:
            if text not in seen and _PLAIN.fullmatch(text):
                seen.add(text)
                yield text
    for place in range(len(printed) + 1):
        for digit in digits:
            text = printed[:place] + digit + printed[place:]
            if text not in seen and _PLAIN.fullmatch(text):
                seen.add(text)
                yield text
    flipped = printed[1:] if printed.startswith("-") else "-" + printed
    if _PLAIN.fullmatch(flipped):
        yield flipped
