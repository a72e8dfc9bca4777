"""The values a column can take: multiples of its step, 0.2 for marks of 40 in steps of half a point of a hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from pipeline.numbers import format_number
from pipeline.rules import Context

_CHANCE = 1e-4
"""A finer step is ruled out when it would have missed all its own places in the observed values with this probability."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """``step`` is the largest that fits all observed values, ``observed`` the number of different ones."""

    step: Decimal
    observed: int
    negative: bool
    decimals: int | None
    """How many decimals every value is printed with, where trailing zeros show that it is so."""

    def allows(self, value: Decimal) -> bool:
        """Whether the value is a multiple of the step, or of a finer step that the observed values do not rule out."""
        if value < 0 and not self.negative:
            return False
        if not self.observed:
            return True
        most = int((1 / _CHANCE) ** (1 / self.observed))
        return any(value * part % self.step == 0 for part in range(1, most + 1))

    def allows_decimals(self, value: Decimal) -> bool:
        """Whether the value needs no more decimals than the observed values have."""
        return value >= 0 and (value / self.unit) % 1 == 0

    @property
    def unit(self) -> Decimal:
        """The last place of the step: 0.1 for a step of 0.2."""
        return Decimal(1).scaleb(-len(format_number(self.step).partition(".")[2]))

    def text(self, value: Decimal) -> str:
        """The value as the column prints it."""
        text = format_number(value)
        if self.decimals is None or len(text.partition(".")[2]) > self.decimals:
            return text
        return f"{value:.{self.decimals}f}"


def lattice_of(context: Context, column: int) -> Lattice:
    """The lattice of a column, from the rows that hold."""
    rows = sorted(context.sound_rows)
    values = {value for row in rows if (value := context.numbers[row][column])}
    texts = [context.texts[row][column] for row in rows if context.numbers[row][column] is not None]
    return Lattice(_step(values), len(values), any(value < 0 for value in values), _decimals(texts))


def _step(values: Iterable[Decimal]) -> Decimal:
    """The greatest common divisor.

    >>> _step([Decimal("37.2"), Decimal("36")])
    Decimal('1.2')
    """
    fractions = [abs(value).as_integer_ratio() for value in values]
    scale = 1
    for _, denominator in fractions:
        scale = scale * denominator // gcd(scale, denominator)
    divisor = 0
    for numerator, denominator in fractions:
        divisor = gcd(divisor, numerator * (scale // denominator))
    return Decimal(divisor) / Decimal(scale) if divisor else Decimal(1)


def _decimals(texts: Iterable[str]) -> int | None:
    """The number of decimals all texts have, if any of them ends in a zero that need not be there."""
    lengths = {len(text.partition(".")[2]) for text in texts}
    padded = any("." in text and text.endswith("0") for text in texts)
    return lengths.pop() if len(lengths) == 1 and padded else None
