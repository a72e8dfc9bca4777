"""Ratios, percentages, growth rates and shares: between which bounds the printed figure must lie.

A printed ratio is rounded, and so may be what it was made of: a whole number is taken to be counted, a number with decimals
to be rounded in its last place. Papers round half up or cut off; both are let pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.numbers import narrow
from pipeline.rules.kinds import RatioRule

Bounds = tuple[Decimal, Decimal]
_HALF = Decimal("0.5")
_NOTHING = Decimal(0)


def last_place(text: str) -> Decimal:
    """The unit of the last printed place: 0.1 for 12.3% and for 12.3.

    >>> last_place("12.3%"), last_place("1,204")
    (Decimal('0.1'), Decimal('1'))
    """
    fraction = narrow(text).rstrip("%").partition(".")[2]
    return Decimal(1).scaleb(-sum(character.isdigit() for character in fraction))


def operand_bounds(value: Decimal, text: str) -> Bounds:
    """Between which values the number lies that is printed so."""
    place = last_place(text)
    give = place * _HALF if place < 1 else _NOTHING
    return value - give, value + give


def ratio_bounds(rule: RatioRule, above: Bounds, below: Bounds) -> Bounds | None:
    """Between which values the ratio lies, or None where it cannot be told (nothing, or a sign change, below the line)."""
    if below[0] <= 0 <= below[1]:
        return None
    quotients = [rule.scale * one / other for one in above for other in below]
    less = rule.scale if rule.growth else 0
    return min(quotients) - less, max(quotients) - less


def agrees(printed: Decimal, text: str, bounds: Bounds) -> bool:
    """Whether a figure printed so is the ratio, rounded or cut off.

    >>> agrees(Decimal("66.6"), "66.6", (Decimal("66.67"), Decimal("66.67"))), agrees(Decimal(66), "66.0", (Decimal(67),) * 2)
    (True, False)
    """
    place = last_place(text)
    half = place * _HALF
    low = bounds[0] - (place if bounds[0] > 0 else half)
    high = bounds[1] + (place if bounds[1] < 0 else half)
    return low <= printed <= high and printed not in (bounds[0] - place, bounds[1] + place)


def rounds(printed: Decimal, text: str, bounds: Bounds) -> bool | None:
    """Whether a printed ratio was rounded (True) or cut off (False); None where it may be either, or neither.

    >>> rounds(Decimal("66.7"), "66.7", (Decimal("66.67"),) * 2), rounds(Decimal("66.6"), "66.6", (Decimal("66.67"),) * 2)
    (True, False)
    """
    place = last_place(text)
    half = place * _HALF
    is_rounded = bounds[0] - half <= printed <= bounds[1] + half
    is_cut = bounds[0] - place < printed <= bounds[1] if printed >= 0 else bounds[0] <= printed < bounds[1] + place
    return is_rounded if is_rounded != is_cut else None


def rounded(bounds: Bounds, text: str) -> str | None:
    """The ratio as it should have been printed, with as many decimals as ``text``; None where the bounds leave two."""
    place = last_place(text)
    low, high = (_half_up(value, place) for value in bounds)
    if low != high:
        return None
    return f"{low}%" if narrow(text).endswith("%") else str(low)


def _half_up(value: Decimal, place: Decimal) -> Decimal:
    return value.quantize(place, rounding=ROUND_HALF_UP)


def column_total(rule: RatioRule, numbers: Sequence[Sequence[Decimal | None]], rows: Sequence[int]) -> Decimal:
    """What a share is a share of: all rows of the column together."""
    return sum((numbers[row][rule.above] or _NOTHING for row in rows), start=_NOTHING)
