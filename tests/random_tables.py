"""Random tables of the kinds newspapers print, each true to every rule of its kind. Used by tests and by benchmarks/repair.py;
``random_damage.py`` prints them wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence
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
    ratio: int = -1
    signed: bool = False
    ordered: bool = False
    printed: list[list[str]] = field(default_factory=list)
    damage: set[tuple[int, int]] = field(default_factory=set)
    lists: list[tuple[list[str], list[str]]] = field(default_factory=list)

    def table(self, table_id: str = "t1") -> Table:
        return Table(table_id, recipe=self.recipe, columns=self.columns, rows=cells(self.printed))


def cells(rows: Sequence[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(Cell(text, text, CellStatus.AS_PRINTED if text else CellStatus.MISSING) for text in row) for row in rows)


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
        parts = [
            step[share] * rng.randint(int(share / step[share] * Decimal("0.6")), int(share / step[share])) for share in shares
        ]
        rows.append((sum(parts, Decimal(0)), name, parts))
    rows.sort(key=lambda row: -row[0])
    texts = [
        [str(rank), name, format_number(total), *map(format_number, parts)] for rank, (total, name, parts) in enumerate(rows, 1)
    ]
    places = tuple(range(3, 3 + len(shares)))
    titles = ("社区得分", "小区得分", "小巷得分", "广场得分")
    columns = (
        recipe_columns(recipe)
        if recipe
        else (
            Column("序号", "序号", role="rank"),
            Column("社区名称", "社区名称", role="name"),
            Column("总分", "总分", role="total"),
            *(Column(title, title, role="part", share=str(share)) for title, share in zip(titles, shares, strict=False)),
        )
    )
    lists = [(texts[place][:2], texts[place - 3][:2]) for place in range(3)]
    caps = {place: Decimal(share) for place, share in zip(places, shares, strict=True)}
    return _printed(
        Specimen(columns, texts, recipe.name if recipe else "", 1, caps, 2, places, 1, 0, lists=lists, ordered=True)
    )


def medals(rng: random.Random) -> Specimen:
    """A medal table, sorted by gold."""
    rows = sorted(
        ([rng.randint(3, 30), rng.randint(3, 30), rng.randint(3, 30)] for _ in range(rng.randint(8, 16))), reverse=True
    )
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


def rates(rng: random.Random) -> Specimen:
    """Examinations by school: candidates, passed, failed, and the pass rate in per cent."""
    rows = [[rng.randint(60, 900), rng.randint(5, 200)] for _ in range(rng.randint(10, 24))]
    texts = [
        [name, str(passed + failed), str(passed), str(failed), f"{Decimal(passed * 100) / (passed + failed):.1f}"]
        for name, (passed, failed) in zip(_names(rng, len(rows)), rows, strict=True)
    ]
    titles = (("学校", "name"), ("参考人数", "value"), ("及格人数", "value"), ("不及格人数", "value"), ("及格率(%)", "value"))
    columns = tuple(Column(title, title, role=role) for title, role in titles)
    return _printed(Specimen(columns, texts, total=1, parts=(2, 3), name=0, ratio=4))


def growth(rng: random.Random) -> Specimen:
    """This year, last year, the difference and the growth in per cent, which may be negative."""
    texts = []
    for number in range(rng.randint(10, 24)):
        before, now = rng.randint(200, 9000), rng.randint(200, 9000)
        rate = Decimal((now - before) * 100) / before
        texts.append([f"产品{number}", str(now), str(before), str(now - before), f"{rate:.1f}"])
    titles = (("产品", "name"), ("今年", "value"), ("去年", "value"), ("增减", "value"), ("增幅%", "value"))
    columns = tuple(Column(title, title, role=role) for title, role in titles)
    return _printed(Specimen(columns, texts, total=1, parts=(2, 3), name=0, ratio=4, signed=True))


def _printed(specimen: Specimen) -> Specimen:
    specimen.printed = [list(row) for row in specimen.true]
    return specimen
