"""Which rows break a sequence, blamed on as few rows as possible.

Both questions are longest-subsequence questions: the rows that can stay are kept, the rows left out are to blame. Where several
choices are equally good, the rows they differ in are *doubtful*: one of them is to blame, and the sequence cannot say which.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

_FARTHEST = 500
"""Rows: the next of a chain is not looked for farther on. No column has so many misprints in a row, and longer tables than
newspapers print take a time that grows with them."""


@dataclass(frozen=True, slots=True)
class Blame:
    """Positions in no best choice (``blamed``), and in some but not in all (``doubtful``)."""

    blamed: tuple[int, ...]
    doubtful: tuple[int, ...]
    kept: tuple[int, ...]
    """One best choice, the earliest."""


def out_of_order(values: Sequence[Decimal], weights: Sequence[int], *, rising: bool = False) -> Blame:
    """The positions that break a never rising (or never falling) order; heavier positions are kept before lighter ones.

    >>> out_of_order([Decimal(9), Decimal(3), Decimal(8), Decimal(7)], [1, 1, 1, 1]).blamed
    (1,)
    """
    if rising:
        return _heaviest(len(values), weights, lambda i, j: values[i] <= values[j], _free)
    return _heaviest(len(values), weights, lambda i, j: values[i] >= values[j], _free)


def most_in_order(values: Sequence[Decimal], *, rising: bool = False) -> int:
    """How many of the values at most never rise (or never fall), the others left out.

    >>> most_in_order([Decimal(9), Decimal(3), Decimal(8), Decimal(7)])
    3
    """
    ends: list[Decimal] = []
    """Of all sequences of each length the least last value."""
    for value in values:
        value = value if rising else -value
        place = bisect_right(ends, value)
        ends[place : place + 1] = [value]
    return len(ends)


def _free(_i: int, _j: int) -> int:
    return 0


def out_of_sequence(ranks: Sequence[int], tied: Callable[[int, int], bool], start: int = 1) -> Blame:
    """The positions whose rank does not fit between the others: from ``start`` ranks count up by at least one a row (lost rows
    leave gaps), or are equal where ``tied`` allows it. Among equally long choices the one with the fewest gaps is kept.

    >>> out_of_sequence([1, 2, 13, 4, 5], lambda i, j: False).blamed
    (2,)
    """

    ties: list[int] = []
    """How many rows up to each are tied with the one before; counted when first asked for."""

    def may_follow(i: int, j: int) -> bool:
        step = ranks[j] - ranks[i]
        if step == 0:
            return tied(i, j)
        if step < 0 or step >= j - i:
            return step > 0
        if not ties:
            ties.extend(accumulate((tied(k, k + 1) for k in range(len(ranks) - 1)), initial=0))
        return ties[j] > ties[i]

    def cost(i: int, j: int) -> int:
        return int(ranks[j] - ranks[i] > j - i)

    # A rank that is too small for its row cannot stay: it weighs so little that no other gives way to it.
    length = len(ranks)
    weights = [length + 1 if rank >= start else -length for rank in ranks]
    return _heaviest(length, weights, may_follow, cost)


def _heaviest(
    length: int,
    weights: Sequence[int],
    may_follow: Callable[[int, int], bool],
    cost: Callable[[int, int], int],
) -> Blame:
    """The heaviest chain of positions, and how many chains are as heavy through each position: dynamic programming from both
    ends, each row held against all others near it. Where nothing is wrong, which is the rule, one look is enough."""
    if min(weights, default=1) > 0 and all(may_follow(i, i + 1) and not cost(i, i + 1) for i in range(length - 1)):
        return Blame((), (), tuple(range(length)))
    ahead, ways_ahead = _chains(range(length), weights, may_follow, cost)
    behind, ways_behind = _chains(range(length - 1, -1, -1), weights, lambda i, j: may_follow(j, i), lambda i, j: cost(j, i))
    best = max(ahead, default=0)
    total = sum(ways for weight, ways in zip(ahead, ways_ahead, strict=True) if weight == best)
    through = [ahead[i] + behind[i] - weights[i] == best for i in range(length)]
    ways = [ways_ahead[i] * ways_behind[i] if through[i] else 0 for i in range(length)]
    blamed = tuple(i for i in range(length) if not ways[i])
    doubtful = tuple(i for i in range(length) if 0 < ways[i] < total)
    return Blame(blamed, doubtful, _one_chain(ahead, behind, weights, best, may_follow, cost))


def _chains(
    order: range, weights: Sequence[int], may_follow: Callable[[int, int], bool], cost: Callable[[int, int], int]
) -> tuple[list[int], list[int]]:
    """For each position the weight of the heaviest chain that ends there, and the number of such chains."""
    heaviest = [0] * len(order)
    ways = [1] * len(order)
    for place, j in enumerate(order):
        heaviest[j] = weights[j]
        for i in order[max(0, place - _FARTHEST) : place]:
            if not may_follow(i, j):
                continue
            weight = heaviest[i] + weights[j] - cost(i, j)
            if weight > heaviest[j]:
                heaviest[j], ways[j] = weight, ways[i]
            elif weight == heaviest[j]:
                ways[j] += ways[i]
    return heaviest, ways


def _one_chain(
    ahead: Sequence[int],
    behind: Sequence[int],
    weights: Sequence[int],
    best: int,
    may_follow: Callable[[int, int], bool],
    cost: Callable[[int, int], int],
) -> tuple[int, ...]:
    chain: list[int] = []
    for j in range(len(ahead)):
        if ahead[j] + behind[j] - weights[j] != best:
            continue
        if not chain:
            if ahead[j] == weights[j]:
                chain.append(j)
        elif may_follow(chain[-1], j) and ahead[chain[-1]] + weights[j] - cost(chain[-1], j) == ahead[j]:
            chain.append(j)
    return tuple(chain)
