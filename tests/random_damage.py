"""The ways a random table is printed wrong. Each kind of damage changes printed texts, marks the cells, and answers whether it
could be done; where it answers False the table may be half changed and is to be thrown away."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from pipeline.numbers import format_number
from tests.random_tables import Specimen


def _place(rng: random.Random, specimen: Specimen) -> tuple[int, int, str]:
    row, column = rng.randrange(len(specimen.true)), rng.choice((specimen.total, *specimen.parts))
    return row, column, specimen.true[row][column]


def _set(specimen: Specimen, row: int, column: int, text: str) -> bool:
    if text == specimen.true[row][column] or (row, column) in specimen.damage:
        return False
    if not any(character.isalpha() for character in text) and Decimal(text) == Decimal(specimen.true[row][column]):
        return False
    specimen.printed[row][column] = text
    specimen.damage.add((row, column))
    return True


def digit(rng: random.Random, specimen: Specimen) -> bool:
    row, column, text = _place(rng, specimen)
    place = rng.choice([i for i, character in enumerate(text) if character.isdigit()])
    other = rng.choice([c for c in "0123456789" if c != text[place] and not (c == "0" and place == 0)])
    return _set(specimen, row, column, text[:place] + other + text[place + 1 :])


_ALIKE = ("68", "06", "89", "09", "58", "35", "08", "38", "23", "56", "59", "39", "69", "17", "27")


def alike_digit(rng: random.Random, specimen: Specimen) -> bool:
    """A digit for one that looks like it."""
    row, column, text = _place(rng, specimen)
    place = rng.choice([i for i, character in enumerate(text) if character.isdigit()])
    others = [(set(pair) - {text[place]}).pop() for pair in _ALIKE if text[place] in pair]
    if not others:
        return False
    other = rng.choice(others)
    return (place > 0 or other != "0") and _set(specimen, row, column, text[:place] + other + text[place + 1 :])


def transposed(rng: random.Random, specimen: Specimen) -> bool:
    row, column, text = _place(rng, specimen)
    places = [i for i in range(len(text) - 1) if (text[i : i + 2]).isdigit() and text[i] != text[i + 1] and text[i + 1] != "0"]
    if not places:
        return False
    i = rng.choice(places)
    return _set(specimen, row, column, text[:i] + text[i + 1] + text[i] + text[i + 2 :])


def lost_point(rng: random.Random, specimen: Specimen) -> bool:
    row, column, text = _place(rng, specimen)
    return "." in text and _set(specimen, row, column, text.replace(".", ""))


def lost_digit(rng: random.Random, specimen: Specimen) -> bool:
    row, column, text = _place(rng, specimen)
    i = rng.randrange(len(text))
    left = text[:i] + text[i + 1 :]
    return text[i].isdigit() and left[:1].isdigit() and left[-1:].isdigit() and _set(specimen, row, column, left)


def added_digit(rng: random.Random, specimen: Specimen) -> bool:
    row, column, text = _place(rng, specimen)
    i = rng.randrange(1, len(text) + 1)
    return _set(specimen, row, column, text[:i] + rng.choice("0123456789") + text[i:])


def garbled(rng: random.Random, specimen: Specimen) -> bool:
    row, column, text = _place(rng, specimen)
    pairs = [(i, {"0": "O", "1": "l", ".": ","}[c]) for i, c in enumerate(text) if c in "01."]
    if not pairs:
        return False
    i, other = rng.choice(pairs)
    specimen.printed[row][column] = text[:i] + other + text[i + 1 :]
    specimen.damage.add((row, column))
    return True


def lost_value(rng: random.Random, specimen: Specimen) -> bool:
    row, column, _ = _place(rng, specimen)
    specimen.printed[row][column] = ""
    specimen.damage.add((row, column))
    return Decimal(specimen.true[row][column]) != 0


def merged(rng: random.Random, specimen: Specimen) -> bool:
    """Two parts of equal shares printed as one; the truth is the even split, as the recipe's convention says."""
    if len(specimen.caps) < 2 or len(set(specimen.caps.values())) == len(specimen.caps):
        return False
    row, (one, two) = rng.randrange(len(specimen.true)), specimen.parts[-2:]
    whole = Decimal(specimen.true[row][one]) + Decimal(specimen.true[row][two])
    specimen.true[row][one] = specimen.true[row][two] = format_number(whole / 2)
    specimen.printed[row][one], specimen.printed[row][two] = format_number(whole), "0"
    specimen.damage |= {(row, one), (row, two)}
    return True


def missing_name(rng: random.Random, specimen: Specimen) -> bool:
    if specimen.rank < 0 or not specimen.lists:
        return False
    row = len(specimen.true) - 1 - rng.randrange(3)
    specimen.printed[row][specimen.name] = ""
    specimen.damage.add((row, specimen.name))
    return True


def wrong_rank(rng: random.Random, specimen: Specimen) -> bool:
    if specimen.rank < 0:
        return False
    row = rng.randrange(len(specimen.true))
    return _set(specimen, row, specimen.rank, str(int(specimen.true[row][specimen.rank]) + rng.choice((-10, -1, 1, 6, 20))))


def two_in_a_row(rng: random.Random, specimen: Specimen) -> bool:
    """Two numbers of one row, each one digit wrong: nothing can prove what they were."""
    row = rng.randrange(len(specimen.true))
    columns = rng.sample((specimen.total, *specimen.parts), 2)
    for column in columns:
        text = specimen.true[row][column]
        place = rng.choice([i for i, character in enumerate(text) if character.isdigit()])
        other = rng.choice([c for c in "123456789" if c != text[place]])
        _set(specimen, row, column, text[:place] + other + text[place + 1 :])
    if any(not specimen.printed[row][column].replace(".", "").isdigit() for column in (specimen.total, *specimen.parts)):
        return False
    wrong = [Decimal(specimen.printed[row][column]) for column in (specimen.total, *specimen.parts)]
    return wrong[0] != sum(wrong[1:])


def random_value(rng: random.Random, specimen: Specimen) -> bool:
    """Another value of the same column: no error of print explains it."""
    row, column, text = _place(rng, specimen)
    others = [each[column] for each in specimen.true if each[column] != text]
    return bool(others) and _set(specimen, row, column, rng.choice(others))


def two_slips(rng: random.Random, specimen: Specimen) -> bool:
    """Two digits of one number wrong: no single error explains it."""
    row, column, text = _place(rng, specimen)
    places = [i for i, character in enumerate(text) if character.isdigit()]
    if len(places) < 2:
        return False
    for place in rng.sample(places, 2):
        text = text[:place] + rng.choice([c for c in "123456789" if c != text[place]]) + text[place + 1 :]
    return _set(specimen, row, column, text)


def swapped_cells(rng: random.Random, specimen: Specimen) -> bool:
    """Two neighbouring cells of a row changed places."""
    row = rng.randrange(len(specimen.true))
    columns = sorted((specimen.total, *specimen.parts))
    place = rng.randrange(len(columns) - 1)
    one, two = columns[place : place + 2]
    true = specimen.true[row]
    return _set(specimen, row, one, true[two]) and _set(specimen, row, two, true[one])


def wrong_total(rng: random.Random, specimen: Specimen) -> bool:
    """A carry forgotten or made twice."""
    row = rng.randrange(len(specimen.true))
    true = Decimal(specimen.true[row][specimen.total])
    off = Decimal(10) ** rng.randint(-specimen.decimals, max(0, true.adjusted())) * rng.choice((1, -1))
    return true + off > 0 and _set(specimen, row, specimen.total, format_number(true + off))


def wrong_ratio(rng: random.Random, specimen: Specimen) -> bool:
    """A percentage worked out wrong."""
    if specimen.ratio < 0:
        return False
    row = rng.randrange(len(specimen.true))
    true = Decimal(specimen.true[row][specimen.ratio].rstrip("%"))
    return _set(specimen, row, specimen.ratio, str(true + rng.choice((-1, 1)) * Decimal(rng.randint(3, 200)) / 10))


DAMAGES: dict[str, Callable[[random.Random, Specimen], bool]] = {
    "digit": digit,
    "alike digit": alike_digit,
    "transposed": transposed,
    "lost point": lost_point,
    "lost digit": lost_digit,
    "added digit": added_digit,
    "garbled": garbled,
    "lost value": lost_value,
    "merged": merged,
    "missing name": missing_name,
    "wrong rank": wrong_rank,
    "two in a row": two_in_a_row,
    "swapped cells": swapped_cells,
    "wrong total": wrong_total,
    "wrong ratio": wrong_ratio,
    "random value": random_value,
    "two slips": two_slips,
}
