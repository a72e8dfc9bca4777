"""The values a column can take: multiples of its step, 0.2 for marks of 40 in steps of half a point of a hundred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from pipeline.numbers import format_number
from pipeline.rules import Context

_CHANCE = 1e-4
"""A finer step is ruled out when it would have missed all its own places in the observed values with this probability."""

_LEAST_ALIKE = 5
"""Values with the same number of decimals, one at least: of tenths and hundredths mixed, five that all have two are rare."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """``step`` is the largest that fits all observed values, ``observed`` the number of different ones."""

    step: Decimal
    observed: int
    negative: bool
    decimals: int
    """How many decimals values may be filled up to with zeros; 0 where the column plainly prints none it does not need."""
    padded: bool
    """Whether trailing zeros show that values are filled up to that many."""
    most_decimals: int | None = None
    """More than these are never printed: every one of several values has just so many. None where that is not seen."""

    def allows(self, value: Decimal) -> bool:
        """Whether the value is a multiple of the step, or of a finer step that the observed values do not rule out."""
        if not self.observed:
            return True
        if value < 0 and not self.negative:
            return False
        if self.most_decimals is not None and value % Decimal(1).scaleb(-self.most_decimals):
            return False
        most = int((1 / _CHANCE) ** (1 / self.observed))
        return any(value * part % self.step == 0 for part in range(1, most + 1))

    def allows_decimals(self, value: Decimal) -> bool:
        """Whether the value needs no more decimals than the observed values have."""
        return value >= 0 and (value / self.unit) % 1 == 0

    @property
    def unit(self) -> Decimal:
        """The last place of the step: 0.1 for a step of 0.2."""
        return Decimal(1).scaleb(-len(format_number(self.step).partition(".")[2]))

    def texts(self, value: Decimal) -> tuple[str, ...]:
        """How the column may print the value, the likelier way first: 36, or 36.0 where most values have one decimal."""
        plain = format_number(value)
        if len(plain.partition(".")[2]) >= self.decimals:
            return (plain,)
        filled = f"{value:.{self.decimals}f}"
        return (filled, plain) if self.padded else (plain, filled)


def lattice_of(context: Context, column: int) -> Lattice:
    """The lattice of a column, from the rows that hold."""
    rows = sorted(context.sound_rows)
    values = {value for row in rows if (value := context.numbers[row][column])}
    texts = [context.texts[row][column] for row in rows if context.numbers[row][column] is not None]
    decimals = _decimals(texts)
    shorter = any(len(text.partition(".")[2]) < decimals for text in texts)
    padded = any(text.endswith("0") and len(text.partition(".")[2]) == decimals > 0 for text in texts)
    negative = any(value < 0 for value in values)
    alike = len(texts) >= _LEAST_ALIKE and decimals > 0 and all(len(text.partition(".")[2]) == decimals for text in texts)
    return Lattice(
        _step(values), len(values), negative, 0 if shorter and not padded else decimals, padded, decimals if alike else None
    )


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


def _decimals(texts: Sequence[str]) -> int:
    """The number of decimals that more than half of the texts have."""
    (length, count), *_ = Counter(len(text.partition(".")[2]) for text in texts).most_common(1) or [(0, 0)]
    return length if 2 * count > len(texts) else 0
