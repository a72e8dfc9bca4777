"""Tables of the kinds newspapers print that are no score lists: prices, timetables, leagues, names, budgets with sub-items.

Each maker answers with what is printed, how it looks, and what may be made of each column. All names and figures are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.typeset.stories import invented_name

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is set. ``frame``: full, half (rules between rows), three (three-line), none, dotted, double, head (rules
    around the header alone). ``leading`` and ``gap`` are ems: from row to row, and of white between columns."""

    frame: str = "full"
    size: float = 7.5
    align: str = "c"
    panels: int = 1
    leading: float = 1.6
    gap: float = 1.2
    digits: str = ""
    """A face of reportlab's own for ASCII characters (Times-Roman, Helvetica), else the body's."""
    banded: bool = False
    dark_header: bool = False
    upright_header: bool = False
    turned: int = 0
    """Quarter turns to the left: 1 runs up the page, -1 down."""
    place: str = "between"
    """between paragraphs; boxed, in a frame with text beside it; photo, with a picture beside it."""


@dataclass(frozen=True, slots=True)
class PressTable:
    """A printed table. ``columns`` has a letter a column: n a number, t a text, which also codes, dates and ranges are.

    ``header`` and ``rows`` use LEFT and ABOVE for spans and a newline where a cell's text is wrapped. ``sums`` are columns
    (total, parts…) that add up in every row; ``true_rows`` are what should stand where ``rows`` are misprinted.
    """

    kind: str
    title: str
    header: Rows
    rows: Rows
    columns: str
    look: Look = Look()
    unit: str = ""
    notes: tuple[str, ...] = ()
    sums: tuple[tuple[int, ...], ...] = ()
    true_rows: Rows = ()
    beside: PressTable | None = field(default=None)
    """Another table on its right."""

    @property
    def correct(self) -> Rows:
        return self.true_rows or self.rows


Maker = Callable[[Random], PressTable]
MAKERS: dict[str, Maker] = {}


def maker(make: Maker) -> Maker:
    MAKERS[make.__name__] = make
    return make


def table(kind: str, title: str, header: str, rows: Sequence[Sequence[object]], columns: str, **more: object) -> PressTable:
    """``header`` in one string: cells parted by blanks, rows by |."""
    lines = tuple(tuple("" if cell == "_" else cell for cell in line.split()) for line in header.split("|")) if header else ()
    texts = tuple(tuple(str(cell) for cell in row) for row in rows)
    return PressTable(kind, title, lines, texts, columns, **more)  # type: ignore[arg-type]  # the makers' keywords


def signed(dice: Random, most: float, places: int = 2, *, plus: bool = True) -> str:
    value = dice.uniform(-most, most)
    text = f"{value:.{places}f}"
    return "0." + "0" * places if float(text) == 0 else ("+" if plus and value > 0 else "") + text


def grouped(value: int | Decimal) -> str:
    return f"{value:,}"


def companies(dice: Random, count: int) -> list[str]:
    ends = ("股份", "科技", "电力", "银行", "实业", "重工", "药业")
    return [
        a + b + c
        for a, b, c in zip(
            dice.choices("华东长北泰天金海", k=count),
            dice.choices("河源盛安泽丰", k=count),
            dice.choices(ends, k=count),
            strict=True,
        )
    ]


def people(dice: Random, count: int) -> list[str]:
    return [invented_name(dice) for _ in range(count)]


def misprinted(made: PressTable, dice: Random) -> PressTable:
    """The table with a digit of one summed cell set wrong; the same where no sum could tell."""
    if not made.sums:
        return made
    row, rule = dice.randrange(len(made.rows)), dice.choice(made.sums)
    column = dice.choice(rule)
    text = made.rows[row][column]
    digits = "０１２３４５６７８９" if any(c in "０１２３４５６７８９" for c in text) else "0123456789"
    place = dice.choice([i for i, c in enumerate(text) if c in digits])
    other = dice.choice([c for c in digits[1:] if c != text[place]])
    rows = [list(each) for each in made.rows]
    rows[row][column] = text[:place] + other + text[place + 1 :]
    return replace(made, rows=tuple(map(tuple, rows)), true_rows=made.rows)


def press_table(kind: str, seed: int, *, misprint: bool = False) -> PressTable:
    """The table of a kind from a seed."""
    dice = Random(f"{kind} {seed}")  # noqa: S311 - a table that can be made again, not a secret
    made = MAKERS[kind](dice)
    return misprinted(made, dice) if misprint else made
