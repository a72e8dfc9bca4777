"""The ratios, percentages, growth rates and shares of an unknown table: which column is which over which.

A rule is believed where chance cannot have made it: a wrong pair of columns hits the printed figure with a probability of about
one over the number of values the figure takes in the table. Only columns whose header speaks of a rate or a mean, or whose
cells print a percent sign, are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from pipeline.headers import is_percent, is_ratio
from pipeline.numbers import parse_percent
from pipeline.rules.context import Context
from pipeline.rules.kinds import ColumnSumRule, RatioRule, RuleSet, Support
from pipeline.rules.ratios import agrees, last_place
from pipeline.sentences import say

_LEAST_ROWS = 4
_MOSTLY = 0.8
_FEW = 2
"""Or but so many rows that do not hold, and more that do: two misprints are a fifth of a table of nine rows, and more."""
_CHANCE = 1e-9
"""For all rows together. With up to a thousand pairs tried that leaves one false rule in a million tables."""


def infer_ratios(
    context: Context, measures: list[int], sums: tuple[ColumnSumRule, ...]
) -> tuple[list[RatioRule], list[Support]]:
    """The best rule of each column that can be a ratio."""
    rules: list[RatioRule] = []
    support: list[Support] = []
    rates = [column for column in measures if _may_be_rate(context, column)]
    base = [column for column in measures if column not in rates] or measures
    whole = Context(context.table, RuleSet(tuple(sums)), context.page_tables)
    for column in rates:
        best: tuple[int, RatioRule] | None = None
        tried = 0
        for rule in _trials(context, column, [other for other in base if other != column]):
            hits, rows = _hits(whole, rule)
            if (
                rows >= _LEAST_ROWS
                and (hits >= _MOSTLY * rows or (rows - hits <= _FEW and 2 * hits > rows))
                and (best is None or hits > best[0])
                and _chance(whole, rule, hits)
            ):
                best, tried = (hits, rule), rows
        if best is not None:
            rules.append(best[1])
            told = say("rule.ratio_in", rule=_words(context, best[1]), holding=best[0], rows=tried)
            support.append(Support(column, told))
    return rules, support


def _may_be_rate(context: Context, column: int) -> bool:
    if is_ratio(context.title(column)):
        return True
    return sum(parse_percent(context.texts[row][column]) is not None for row in context.data_rows) * 2 > len(context.data_rows)


def _trials(context: Context, column: int, others: list[int]) -> Iterator[RatioRule]:
    percent = is_percent(context.title(column)) or any(
        parse_percent(context.texts[row][column]) is not None for row in context.data_rows
    )
    for above in others:
        yield RatioRule(column, above, None, 100)
    for above, below in permutations(others, 2):
        if percent:
            yield RatioRule(column, above, below, 100)
            yield RatioRule(column, above, below, 100, growth=True)
        else:
            yield from (RatioRule(column, above, below, scale) for scale in (1, 10, 1000, 10000))


def _hits(context: Context, rule: RatioRule) -> tuple[int, int]:
    """In how many rows the ratio holds, and in how many it can be worked out. Zeros tell nothing."""
    hits = rows = 0
    for row in context.data_rows:
        printed = context.numbers[row][rule.column]
        if not printed:
            continue
        bounds = context.ratio_bounds(row, rule)
        if bounds is None:
            continue
        rows += 1
        hits += agrees(printed, context.texts[row][rule.column], bounds)
        if rows > 2 * (hits + 2) + 1:  # hopeless
            return hits, rows
    return hits, rows


def _chance(context: Context, rule: RatioRule, hits: int) -> bool:
    """Whether chance makes so many hits less often than it may."""
    values = sorted({value for row in context.data_rows if (value := context.numbers[row][rule.column]) is not None})
    if len(values) < _LEAST_ROWS:
        return False
    cut = len(values) // 10
    place = max(last_place(context.texts[row][rule.column]) for row in context.data_rows if context.texts[row][rule.column])
    spread = (values[-1 - cut] - values[cut]) / place + 1
    one = min(1.0, float(Decimal("2") / spread))
    return bool(one ** min(hits, len(values)) < _CHANCE)


def _words(context: Context, rule: RatioRule) -> str:
    above = context.title(rule.above)
    if rule.below is None:
        return say("rule.share_of", above=above)
    times = f" x {rule.scale}" if rule.scale != 1 else ""
    return f"{above} / {context.title(rule.below)}{times}" + (f" - {rule.scale}" if rule.growth else "")
