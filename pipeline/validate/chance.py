"""How likely chance alone is."""

from __future__ import annotations

from math import comb


def binomial_tail(trials: int, hits: int, chance: float) -> float:
    """The probability of ``hits`` or more in ``trials``.

    >>> round(binomial_tail(3, 2, 0.5), 3)
    0.5
    """
    return sum(comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(hits, trials + 1))
