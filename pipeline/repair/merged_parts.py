"""Two parts printed as one: 57.6 and 0, where no part can exceed 40. Their sum is split in proportion to their shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipeline.model import CellStatus
from pipeline.numbers import format_number
from pipeline.repair.changes import Change
from pipeline.repair.fit import Fit
from pipeline.repair.ink import is_open
from pipeline.rules import Context
from pipeline.rules.checks.row_sum import added_up
from pipeline.rules.kinds import MergedParts
from pipeline.sentences import joined, say

RULE = "merged_parts"


def split_merged(context: Context, repairs: Iterable[MergedParts]) -> list[Change]:
    """The split of every row where it keeps all rules and the steps of both columns. The total is never touched."""
    fit = Fit(context)
    return [
        change
        for repair in repairs
        for row in context.data_rows
        if not context.broken_sums(row) and not is_open(context, row)
        for change in _split(context, fit, repair, row)
    ]


def _split(context: Context, fit: Fit, repair: MergedParts, row: int) -> list[Change]:
    numbers, caps = context.numbers[row], context.caps
    over = [column for column in repair.parts if column in caps and (numbers[column] or 0) > caps[column]]
    nothing = [column for column in repair.parts if numbers[column] == 0 or context.blank(row, column)]
    if len(over) != 1 or len(nothing) != 1 or nothing[0] not in caps:
        return []
    pair = (over[0], nothing[0])
    whole = numbers[over[0]] or Decimal(0)
    shares = sum(caps[column] for column in pair)
    values = {column: whole * caps[column] / shares for column in pair}
    if sum(values.values()) != whole or not fit.holds(row, values, steps=False):
        return []
    evidence = joined("; ", (_evidence(context, repair, row, pair), *_off_step(fit, values)))
    texts = {column: fit.lattice(column).texts(value)[0] for column, value in values.items()}
    return [Change(row, column, CellStatus.IMPUTED, RULE, texts[column], evidence) for column in sorted(pair)]


def _evidence(context: Context, repair: MergedParts, row: int, pair: tuple[int, int]) -> str:
    """The arithmetic, the shares, the convention, and how often the two parts are equal elsewhere."""
    over, nothing = pair
    sums = joined("; ", (added_up(context, row, rule) for rule in context.sums if set(pair) <= set(rule.parts)))
    shares = joined(" and ", (f"{context.title(column)} {format_number(context.caps[column])}" for column in pair))
    pairs = [[context.numbers[other][column] for column in pair] for other in context.data_rows if other != row]
    others = [both for both in pairs if None not in both]
    equal = sum(one == two for one, two in others)
    return say(
        "because.merged",
        sums=sums,
        printed=context.texts[row][over],
        most=format_number(context.caps[over]),
        nothing=context.title(nothing),
        empty=context.texts[row][nothing] or say("word.vacant"),
        shares=shares,
        reason=repair.reason,
        equal=equal,
        rows=len(others),
    )


def _off_step(fit: Fit, values: dict[int, Decimal]) -> list[str]:
    """Said where the split is a mean and cannot be a mark: the convention still stands, but nobody should take it for one."""
    steps = {fit.lattice(column).step for column, value in values.items() if value % fit.lattice(column).step}
    return [say("because.off_step", steps=joined(", ", map(format_number, sorted(steps))))] if steps else []
