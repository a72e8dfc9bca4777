"""The rules an unknown table shows itself.

A rule is believed only where chance cannot have made it (``inferred_sums.py`` says how that is judged), and each one says what
supports it. A table of names and dates shows none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.headers import is_name
from pipeline.lexicons import read_lexicon
from pipeline.model import Table
from pipeline.names import split_name
from pipeline.rules import kinds
from pipeline.rules.checks.listed import disagreements, shared
from pipeline.rules.context import Context
from pipeline.rules.from_recipe import read_share
from pipeline.rules.inferred_columns import infer_order, infer_rank, number_columns
from pipeline.rules.inferred_ratios import infer_ratios
from pipeline.rules.inferred_sums import infer_sums
from pipeline.rules.inferred_totals import infer_column_sums
from pipeline.rules.kinds import AnyRepair, AnyRule, RuleSet, Support
from pipeline.sentences import say

DISTRICTS = "hengshui_districts"
ACCEPTED = "hengshui_communities"
LIST = "red_black_list"
LIST_PAIRS = (("red_rank", "red_name"), ("black_rank", "black_name"))

_MOST_EMPTY = {"name": 0.25, "number": 0.1}
"""A column that is empty in more rows than this is not printed in every row (a county's name over its towns)."""
_MOSTLY = 0.9
_LEAST_NAMES = 8


def inferred_rules(table: Table, page_tables: tuple[Table, ...] = ()) -> RuleSet:
    """All rules and repairs of a table that no recipe knows."""
    bare = Context(table, RuleSet(), page_tables)
    numeric = number_columns(bare)
    if not numeric:
        return _names_only(bare)
    rank, rank_support = infer_rank(bare, numeric)
    measures = [column for column in numeric if column != rank and table.columns[column].role != "rank"]
    sums, support = infer_sums(bare, measures)
    caps = _caps(bare, measures)
    column_sums, column_support = infer_column_sums(bare, measures, sums)
    ratios, ratio_support = infer_ratios(bare, measures, tuple(column_sums))
    rules: list[AnyRule] = [*sums, *caps, *column_sums, *ratios]
    summed = Context(table, RuleSet(tuple(rules)))
    order, order_support = infer_order(summed, measures, ranked=rank is not None, totals=[rule.total for rule in sums])
    rules += order
    if rank is not None:
        rules.append(ranked := _rank_rule(bare, rank, order, measures))
    rules.append(kinds.NumberRule(tuple(numeric), lenient=True))
    rules += _required(bare, numeric, rules)
    names, repairs, name_support = _names(bare, rank)
    rules += names
    if rank is not None:
        repairs.append(kinds.RankFromSequence(ranked))
    repairs += _merged(bare, sums)
    repairs += [kinds.SingleCell(rule.total, rule.parts) for rule in sums if not rule.tolerance]
    repairs += [kinds.SingleCell(rule.column, rule.columns[1:]) for rule in ratios]
    reasons = (
        *_of(kinds.RankRule, rank_support),
        *_of(kinds.SumRule, support),
        *_of(kinds.ColumnSumRule, column_support),
        *_of(kinds.RatioRule, ratio_support),
        *_of(kinds.OrderRule, order_support),
        *_of(kinds.ShareCapRule, _cap_support(caps)),
        *name_support,
    )
    return RuleSet(tuple(rules), tuple(repairs), reasons)


def summary_rules(table: Table, sums: Iterable[kinds.SumRule] = ()) -> RuleSet:
    """What a totals row of a known table shows: the recipe need not say it."""
    bare = Context(table, RuleSet())
    if not bare.summary_rows:
        return RuleSet()
    measures = [column for column in number_columns(bare) if table.columns[column].role != "rank"]
    rules, support = infer_column_sums(bare, measures, sums)
    return RuleSet(tuple(rules), (), _of(kinds.ColumnSumRule, support))


def _of(kind: type[AnyRule], support: Iterable[Support]) -> tuple[Support, ...]:
    return tuple(replace(each, kind=kind) for each in support)


def _names_only(bare: Context) -> RuleSet:
    rules, repairs, support = _names(bare, None)
    return RuleSet(tuple(rules), tuple(repairs), tuple(support))


def _caps(bare: Context, measures: Iterable[int]) -> list[kinds.ShareCapRule]:
    """Shares in the header are caps where nearly all values keep them: raw marks of 0-100 under 占比20% do not."""
    caps = []
    shares = []
    for column in measures:
        cap = read_share(bare.table.columns[column].share)
        if cap is None or cap <= 0:
            continue
        rows = [row for row in bare.data_rows if bare.read_surely(row, column)] or bare.data_rows
        values = [value for row in rows if (value := bare.numbers[row][column]) is not None]
        if sum(0 <= value <= cap for value in values) >= 0.8 * len(values):
            caps.append((column, cap))
            shares.append(cap)
    totals = [column for column in measures if bare.table.columns[column].role == "total"]
    if len(totals) == 1 and sum(shares) == 100 and totals[0] not in [column for column, _ in caps]:
        caps.append((totals[0], sum(shares, start=shares[0] * 0)))
    return [kinds.ShareCapRule(tuple(caps))] if caps else []


def _cap_support(caps: Iterable[kinds.ShareCapRule]) -> list[Support]:
    pairs = [pair for rule in caps for pair in rule.caps]
    return [Support(column, say("rule.cap", cap=cap)) for column, cap in pairs]


def _rank_rule(bare: Context, rank: int, order: list[kinds.OrderRule], measures: list[int]) -> kinds.RankRule:
    start = 0 if [bare.numbers[row][rank] for row in bare.data_rows[:2]] == [0, 1] else 1
    totals = [column for column, spec in enumerate(bare.table.columns) if spec.role == "total"]
    measure = order[0].column if order else next(iter(totals), None)
    beside = () if measure is None or measure in totals else tuple(column for column in measures if column != measure)
    return kinds.RankRule(rank, start, measure, ties=True, beside=beside)


def _required(bare: Context, numeric: list[int], rules: list[AnyRule]) -> list[AnyRule]:
    """Columns that are printed in nearly every row. A part of a sum that holds may be empty: nothing is nothing."""
    parts = {column for rule in rules if isinstance(rule, kinds.SumRule) for column in rule.parts}
    wanted = []
    for column, spec in enumerate(bare.table.columns):
        empty = sum(bare.blank(row, column) for row in bare.data_rows)
        dashes = sum(bare.blank(row, column) and bool(bare.texts[row][column]) for row in bare.data_rows)
        named = spec.role == "rank" or _is_name(bare, column)
        most = max(1.0, _MOST_EMPTY["name" if named else "number"] * len(bare.data_rows))
        if (named or column in numeric) and column not in parts and 0 < empty <= most and not dashes:
            wanted.append(column)
    return [kinds.RequiredRule(tuple(wanted), tuple(numeric))] if wanted else []


def _is_name(bare: Context, column: int) -> bool:
    spec = bare.table.columns[column]
    return spec.role == "name" or is_name(spec.title or spec.name)


def _names(bare: Context, rank: int | None) -> tuple[list[AnyRule], list[AnyRepair], list[Support]]:
    """What the names show: districts, no name twice, a list on the page, doubled characters."""
    rules: list[AnyRule] = []
    repairs: list[AnyRepair] = []
    support: list[Support] = []
    districts = read_lexicon(DISTRICTS)
    for column in range(len(bare.table.columns)):
        names = [bare.texts[row][column] for row in bare.data_rows if not bare.blank(row, column)]
        if not names or not _is_name(bare, column):
            continue
        known = sum(bool(split_name(name, districts)[1]) and bool(split_name(name, districts)[0]) for name in names)
        if len(names) >= _LEAST_NAMES and known >= _MOSTLY * len(names):
            rules.append(kinds.DistrictRule(column, DISTRICTS, hint=True))
            told = say("rule.districts", known=known, names=len(names), lexicon=DISTRICTS)
            support.append(Support(column, told, kinds.DistrictRule))
        if known:
            repairs.append(kinds.DoubledCharacter(column, DISTRICTS))
        repairs.append(kinds.DroppedCharacter(column, DISTRICTS, ACCEPTED if known else ""))
        if len(names) >= _LEAST_NAMES and len(set(names)) >= _MOSTLY * len(names):
            rules.append(kinds.UniqueRule(column, hint=True))
        if rank is not None:
            listed = kinds.ListedRule(rank, column, LIST, LIST_PAIRS)
            agreeing = len(shared(bare, listed)) - len(disagreements(bare, listed))
            if agreeing > len(disagreements(bare, listed)):
                rules.append(listed)
                repairs.insert(0, kinds.NameFromList(listed))
                both = len(shared(bare, listed))
                support.append(Support(column, say("rule.listed", agreeing=agreeing, rows=both), kinds.ListedRule))
    return rules, repairs, support


def _merged(bare: Context, sums: Iterable[kinds.SumRule]) -> list[AnyRepair]:
    """Parts of one sum whose header prints the same share can be printed as one."""
    found: list[AnyRepair] = []
    for rule in sums:
        by_share: dict[str, list[int]] = {}
        for column in rule.parts:
            if bare.table.columns[column].share:
                by_share.setdefault(bare.table.columns[column].share, []).append(column)
        found += [
            kinds.MergedParts(rule.total, tuple(parts), say("because.merged_evenly"))
            for parts in by_share.values()
            if len(parts) >= 2
        ]
    return found
