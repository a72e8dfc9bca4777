"""What single columns of an unknown table show: that they hold numbers, count up, are sorted."""

from __future__ import annotations

from itertools import pairwise

from pipeline.headers import is_rank
from pipeline.numbers import is_garbled
from pipeline.rules.checks.order import ordered_rows
from pipeline.rules.checks.rank_sequence import out_of_rank, ranks
from pipeline.rules.context import Context
from pipeline.rules.kinds import OrderRule, RankRule, Support
from pipeline.rules.sequences import most_in_order
from pipeline.sentences import say

_LEAST_NUMBERS = 3
_MOSTLY_NUMBERS = 0.8
_LEAST_RANKED = 0.8
_LEAST_SORTED = 8
"""Rows in order before a column counts as sorted: 8 in falling order by chance is 1 in 40,320."""
_NEARLY_SORTED = 0.9


def number_columns(context: Context) -> list[int]:
    """Columns in which four of five cells that hold anything are numbers, or were before they were garbled."""
    found = []
    for column in range(len(context.table.columns)):
        filled = [row for row in context.data_rows if not context.blank(row, column)]
        numbers = sum(context.numbers[row][column] is not None for row in filled)
        garbled = sum(is_garbled(context.texts[row][column]) for row in filled)
        enough = _LEAST_NUMBERS + garbled  # names such as A1, B2 are no garbled numbers
        if numbers >= enough and numbers + garbled >= _MOSTLY_NUMBERS * len(filled):
            found.append(column)
    return found


def infer_rank(context: Context, numeric: list[int]) -> tuple[int | None, list[Support]]:
    """The column whose header says rank and whose numbers count up; a list of telephone numbers under 编号 does not."""
    for column in numeric:
        spec = context.table.columns[column]
        if spec.role != "rank" and not is_rank(spec.title or spec.name):
            continue
        rule = RankRule(column, ties=True)
        ranked = ranks(context, rule)
        steps = sum(later[1] - earlier[1] in (0, 1) for earlier, later in pairwise(ranked))
        kept = len(out_of_rank(context, rule, ranked).kept)
        if kept >= _LEAST_RANKED * len(context.data_rows) and 2 * steps >= len(ranked) - 1:
            return column, [Support(column, say("rule.counts_up", kept=kept, rows=len(context.data_rows)))]
    return None, []


def infer_order(
    context: Context, measures: list[int], *, ranked: bool, totals: list[int]
) -> tuple[list[OrderRule], list[Support]]:
    """The column the table is sorted by: a total, or in a ranked table the first column that is in perfect order.

    Rows whose sum is broken have no say. A row that adds up and is out of order speaks against the rule, for a misprint would
    have broken its sum as well; a total in nine rows of ten is believed only in a ranked table in which no column does better.
    """
    chosen = [column for column in measures if column in totals or context.table.columns[column].role == "total"]
    others = [column for column in measures if column not in chosen] if ranked else []
    nearly = []
    for column in (*chosen, *others):
        for rising in (False, True) if column in chosen else (False,):
            rule = OrderRule(column, rising)
            rows = [row for row in ordered_rows(context, rule) if row in context.sound_rows]
            values = [value for row in rows if (value := context.numbers[row][column]) is not None]
            kept, varied = most_in_order(values, rising=rising), len(set(values))
            if varied < _LEAST_SORTED or len(rows) * 2 < len(context.data_rows):
                continue
            support = Support(column, say("rule.never_falls" if rising else "rule.never_rises", kept=kept, rows=len(rows)))
            if kept == len(rows):
                return [rule], [support]
            if ranked and not rising and column in chosen and kept >= _NEARLY_SORTED * len(rows):
                nearly.append((rule, support))
    return ([nearly[0][0]], [nearly[0][1]]) if nearly else ([], [])
