"""A ratio, a percentage, a growth rate or a share that is not what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Severity
from pipeline.numbers import format_number
from pipeline.rules.context import Context
from pipeline.rules.kinds import RatioRule
from pipeline.sentences import joined, say


def check_ratio(context: Context, rule: RatioRule) -> Iterator[Finding]:
    """``ratio-mismatch``. Totals rows are left out: the rate of a total is printed there, or the mean of the rates."""
    for row in context.data_rows:
        if context.ratio_holds(row, rule):
            continue
        message = say("ratio-mismatch.row", title=context.title(rule.column), rule=described(context, rule))
        yield context.finding("ratio-mismatch", Severity.ERROR, message, row, rule.column, divided(context, row, rule))


def described(context: Context, rule: RatioRule) -> str:
    """The rule in words."""
    above = context.title(rule.above)
    below = say("rule.sum_of", above=above) if rule.below is None else context.title(rule.below)
    times = "" if rule.scale == 1 else f" x {rule.scale}"
    return joined("", (above, " / ", below, times, f" - {rule.scale}" if rule.growth else ""))


def divided(context: Context, row: int, rule: RatioRule) -> str:
    """The row's arithmetic: ``120 / 480 x 100 = 25, printed 52%``."""
    bounds = context.ratio_bounds(row, rule)
    value = "?" if bounds is None else format_number(round((bounds[0] + bounds[1]) / 2, 4))
    below = say("word.the_column") if rule.below is None else context.texts[row][rule.below]
    times = "" if rule.scale == 1 else f" x {rule.scale}"
    less = f" - {rule.scale}" if rule.growth else ""
    terms = joined("", (context.texts[row][rule.above], " / ", below, times, less))
    return say("evidence.arithmetic", terms=terms, result=value, printed=context.texts[row][rule.column])
