"""Blame on as few positions as possible."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.sequences import most_in_order, out_of_order, out_of_sequence


def _longest(values: list[int]) -> int:
    """The length of the longest run that never rises, by looking at every choice: slow and plainly right."""
    best = 0
    for choice in range(1 << len(values)):
        chosen = [value for place, value in enumerate(values) if choice >> place & 1]
        if all(one >= two for one, two in pairwise(chosen)):
            best = max(best, len(chosen))
    return best


@given(st.lists(st.integers(0, 6), max_size=9))
def test_as_few_as_possible_are_blamed(values: list[int]) -> None:
    """What is kept is as long as can be and in order; blamed, doubtful and the rest are told rightly."""
    blame = out_of_order([Decimal(value) for value in values], [1] * len(values))
    kept = [values[place] for place in blame.kept]
    assert kept == sorted(kept, reverse=True)
    assert len(kept) == _longest(values)
    assert not set(blame.blamed) & set(blame.doubtful)
    for place in range(len(values)):
        rest = values[:place] + values[place + 1 :]
        needed = _longest(rest) < _longest(values)
        assert needed == (place not in blame.blamed and place not in blame.doubtful)


@given(st.integers(2, 30), st.data())
def test_one_wrong_rank_is_found(length: int, data: st.DataObject) -> None:
    """A rank in the middle that is too large or too small is blamed alone."""
    place = data.draw(st.integers(1, max(1, length - 2)))
    ranks = list(range(1, length + 2))
    ranks[place] = data.draw(st.sampled_from([ranks[place] + length + 5, 0]))
    blame = out_of_sequence(ranks, lambda _i, _j: False)
    assert blame.blamed == (place,)
    assert not blame.doubtful


@given(st.lists(st.integers(0, 9), max_size=12), st.booleans())
def test_as_many_stand_in_order_as_can_be_kept(values: list[int], rising: bool) -> None:
    """Counted by another way than the chains."""
    numbers = [Decimal(value) for value in values]
    assert most_in_order(numbers, rising=rising) == len(out_of_order(numbers, [1] * len(values), rising=rising).kept)
