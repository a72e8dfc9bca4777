"""Random tables of the kinds newspapers print, and the ways they are printed wrong. Used by tests and by benchmarks/repair.py.

A table is made true (it obeys every rule of its kind), then printed, then damaged; what was damaged is known.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pipeline.model import Cell, CellStatus, Column, Page, PageSource, Route, Source, SourceKind, Table
from pipeline.numbers import format_number
from pipeline.recipes.schema import Recipe

DISTRICTS = ("桃城区", "冀州区", "枣强县", "武邑县", "景县", "安平县")
_SYLLABLES = "安福泰昌荣春兴里竹云光明和新梅禄康夏秋阳河湖桥松苑坊"


@dataclass
class Specimen:
    """A printed table and its truth: rows of texts. ``damage`` lists (row, column) of the cells that are printed wrong."""

    columns: tuple[Column, ...]
    true: list[list[str]]
    recipe: str = ""
    decimals: int = 0
    caps: dict[int, Decimal] = field(default_factory=dict)
    total: int = -1
    parts: tuple[int, ...] = ()
    name: int = -1
    rank: int = -1
    printed: list[list[str]] = field(default_factory=list)
    damage: set[tuple[int, int]] = field(default_factory=set)
    lists: list[tuple[list[str], list[str]]] = field(default_factory=list)

    def table(self, table_id: str = "t1") -> Table:
        return Table(table_id, recipe=self.recipe, columns=self.columns, rows=cells(self.printed))


def cells(rows: Sequence[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(Cell(text, text, CellStatus.AS_PRINTED if text else CellStatus.MISSING) for text in row) for row in rows
    )


def recipe_table(recipe: Recipe, rows: Sequence[Sequence[str]], table_id: str = "t1") -> Table:
    """A table of a recipe, as the tables stage would hand it on."""
    return Table(table_id, recipe=recipe.name, columns=recipe_columns(recipe), rows=cells(rows))


def recipe_columns(recipe: Recipe) -> tuple[Column, ...]:
    return tuple(
        Column(spec.name, spec.title.zh, spec.type, spec.role, spec.unit, "" if spec.share is None else str(spec.share))
        for spec in recipe.printed_columns
    )


def page_of(*tables: Table) -> Page:
    source = Source(Path("page.pdf"), "page.pdf", "0" * 64, SourceKind.PDF, 1)
    return Page("page", PageSource(source, 1, "page"), Route.TEXT_LAYER, tables=tables)


def _names(rng: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join((rng.choice(DISTRICTS), *rng.sample(_SYLLABLES, rng.choice((2, 2, 3))), "社区"))] = None
    return list(found)


def scores(rng: random.Random, shares: Sequence[int] = (20, 40, 40), recipe: Recipe | None = None) -> Specimen:
    """A score table: rank, name, total and parts with shares, sorted by the total."""
    step = {10: Decimal("0.05"), 20: Decimal("0.2"), 30: Decimal("0.15"), 40: Decimal("0.2")}
    rows = []
    for name in _names(rng, rng.randint(12, 66)):
        parts = [step[share] * rng.randint(int(share / step[share] * Decimal("0.6")), int(share / step[share])) for share in shares]
        rows.append((sum(parts, Decimal(0)), name, parts))
    rows.sort(key=lambda row: -row[0])
    texts = [
        [str(rank), name, format_number(total), *map(format_number, parts)] for rank, (total, name, parts) in enumerate(rows, 1)
    ]
    places = tuple(range(3, 3 + len(shares)))
    titles = ("社区得分", "小区得分", "小巷得分", "广场得分")
    columns = recipe_columns(recipe) if recipe else (
        Column("序号", "序号", role="rank"),
        Column("社区名称", "社区名称", role="name"),
        Column("总分", "总分", role="total"),
        *(Column(title, title, role="part", share=str(share)) for title, share in zip(titles, shares, strict=False)),
    )
    lists = [(texts[place][:2], texts[place - 3][:2]) for place in range(3)]
    caps = {place: Decimal(share) for place, share in zip(places, shares, strict=True)}
    return _printed(Specimen(columns, texts, recipe.name if recipe else "", 1, caps, 2, places, 1, 0, lists=lists))


def medals(rng: random.Random) -> Specimen:
    """A medal table, sorted by gold."""
    rows = sorted(([rng.randint(3, 30), rng.randint(3, 30), rng.randint(3, 30)] for _ in range(rng.randint(8, 16))), reverse=True)
    names = _names(rng, len(rows))
    texts = [[str(i + 1), names[i][:3] + "代表队", *map(str, row), str(sum(row))] for i, row in enumerate(rows)]
    titles = (("名次", "rank"), ("代表队", "name"), ("金牌", "part"), ("银牌", "part"), ("铜牌", "part"), ("总数", "total"))
    columns = tuple(Column(title, title, role=role) for title, role in titles)
    return _printed(Specimen(columns, texts, total=5, parts=(2, 3, 4), name=1, rank=0))


def population(rng: random.Random) -> Specimen:
    """People by county and sex, at times with a totals row."""
    rows = [[rng.randint(80_000, 400_000), rng.randint(80_000, 400_000)] for _ in range(rng.randint(7, 14))]
    names = [name[:3] + name[3:5] for name in _names(rng, len(rows))]
    texts = [[name, str(men + women), str(men), str(women)] for name, (men, women) in zip(names, rows, strict=True)]
    if rng.random() < 0.5:
        texts.append(["合计", *(str(sum(int(row[column]) for row in texts)) for column in (1, 2, 3))])
    titles = (("县市区", "name"), ("常住人口", "total"), ("男", "part"), ("女", "part"))
    columns = tuple(Column(title, title, role=role) for title, role in titles)
    return _printed(Specimen(columns, texts, total=1, parts=(2, 3), name=0))


def budget(rng: random.Random) -> Specimen:
    """Money with two decimals, all printed: the total in the last column, roles unknown."""
    width = rng.randint(2, 5)
    rows = [[Decimal(rng.randint(0, 99_999)) / 100 for _ in range(width)] for _ in range(rng.randint(8, 20))]
    texts = [[f"项目{i}", *(f"{value:.2f}" for value in row), f"{sum(row):.2f}"] for i, row in enumerate(rows)]
    titles = ("项目", *(f"第{i}季" for i in range(1, width + 1)), "全年")
    columns = tuple(Column(title, title, role="" if i == 0 else "value") for i, title in enumerate(titles))
    return _printed(Specimen(columns, texts, decimals=2, total=width + 1, parts=tuple(range(1, width + 1)), name=0))


def _printed(specimen: Specimen) -> Specimen:
    specimen.printed = [list(row) for row in specimen.true]
    return specimen


# Damage. Each kind changes printed texts, says which cells, and answers whether it could be done.


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


DAMAGES: dict[str, Callable[[random.Random, Specimen], bool]] = {
    "digit": digit,
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
}
