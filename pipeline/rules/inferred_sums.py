"""The sums of an unknown table: which column is the sum of which, and which row of all the others.

A sum is believed where chance cannot have made it. In one row a wrong set of parts hits the total with a probability of about
one over the number of values the total takes in the table (its spread), or as often as the parts of one row hit the total of
another, whichever is more; rows that say the same count once. With up to a thousand sets
tried, a chance of 1e-7 for all rows together leaves one false rule in ten thousand tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import permutations

from pipeline.headers import is_difference
from pipeline.lexicons import read_toml
from pipeline.rules.consistency import consistent
from pipeline.rules.context import Context, residual
from pipeline.rules.kinds import SumRule, Support
from pipeline.sentences import Bilingual, say

_CHANCE = 1e-7
_CHANCE_BY_HEADER = 1e-5
"""Where the header names the total and all its parts there is one set to try."""
_LEAST_ROWS = 3
_MOSTLY = 0.8
_HALF = 0.55
_FEW = 2
"""Down to little more than half of the rows: a bad scan breaks as many. Where the header says 其中 (of these) a part may not
be printed, and all totals that do not hold are too large: below four rows in five that is believed rather than so many
one-sided misprints."""
_WITHIN_ROUNDING = 0.95


@dataclass(frozen=True, slots=True)
class _Trial:
    """One set of parts tried for one total."""

    rule: SumRule
    holding: int
    tried: int

    @property
    def merit(self) -> tuple[int, int]:
        return self.holding, len(self.rule.parts)


def infer_sums(context: Context, measures: list[int]) -> tuple[list[SumRule], list[Support]]:
    """The sums, each total's best set of parts first, then other sets of the same total that share no part with it."""
    rules: list[SumRule] = []
    support: list[Support] = []
    for total in sorted(measures, key=lambda column: (context.table.columns[column].role != "total", column)):
        trials = [trial for parts in _part_sets(context, measures, total) if (trial := _try(context, total, parts))]
        taken: set[int] = set()
        for trial in sorted(trials, key=lambda trial: trial.merit, reverse=True):
            if taken & set(trial.rule.parts) or _contradicts(trial.rule, rules):
                continue
            taken |= set(trial.rule.parts)
            rules.append(trial.rule)
            support.append(Support(total, _words(context, trial)))
    for trial in _differences(context, measures, rules):
        rules.append(trial.rule)
        support.append(Support(trial.rule.total, _words(context, trial)))
    return _kept(context, rules, support)


def _words(context: Context, trial: _Trial) -> Bilingual:
    rule = trial.rule
    names = (" - " if rule.minus else " + ").join(context.title(column) for column in rule.parts)
    told = say("rule.difference" if rule.minus else "rule.sum", names=names, holding=trial.holding, rows=trial.tried)
    return say("rule.within", rule=told, tolerance=rule.tolerance) if rule.tolerance else told


def _differences(context: Context, measures: list[int], known: list[SumRule]) -> Iterator[_Trial]:
    """Columns that are one column less another: those whose header says so, tried against every pair, the nearest first. One
    that a known sum has already said (今年 = 去年 + 增减) is not said again."""
    said = {frozenset(rule.columns) for rule in known}
    for column in measures:
        if not is_difference(context.title(column)):
            continue
        others = sorted((other for other in measures if other != column), key=lambda other: abs(other - column))
        for one, two in permutations(others, 2):
            if frozenset((column, one, two)) in said:
                break
            rule = SumRule(column, (one, two), minus=(two,))
            offs = list(_residuals(context, rule))
            holding = offs.count(Decimal(0))
            if len(offs) >= _LEAST_ROWS and _believed(context, rule, offs, holding) and _by_chance(context, rule) < _CHANCE:
                said.add(frozenset(rule.columns))
                yield _Trial(rule, holding, len(offs))
                break


def _kept(context: Context, rules: list[SumRule], support: list[Support]) -> tuple[list[SumRule], list[Support]]:
    """The rules that say something new and contradict no rule before them."""

    def is_zero(column: int) -> bool:
        return not any(context.numbers[row][column] for row in context.data_rows)

    kept = consistent(rules, is_zero).kept
    pairs = [(rule, reason) for rule, reason in zip(rules, support, strict=True) if rule in kept]
    return [rule for rule, _ in pairs], [reason for _, reason in pairs]


def _contradicts(rule: SumRule, rules: Iterable[SumRule]) -> bool:
    """Whether a known sum has this total as a part and one of these parts as its total: only zeros make both true."""
    return any(rule.total in known.parts and known.total in rule.parts for known in rules)


def _part_sets(context: Context, measures: list[int], total: int) -> list[tuple[int, ...]]:
    """Columns that may add up to the total: those of role part, every run of columns beside it, the other totals, all."""
    place = measures.index(total)
    roles = {column: context.table.columns[column].role for column in measures}
    sets = [
        tuple(column for column in measures if roles[column] == "part" and column != total),
        tuple(column for column in measures if roles[column] == "total" and column != total),
        tuple(column for column in measures if column != total),
    ]
    right, left = measures[place + 1 :], measures[:place]
    sets += [tuple(right[start:end]) for start in range(2) for end in range(start + 2, len(right) + 1)]
    sets += [tuple(left[start : len(left) - end]) for end in range(2) for start in range(len(left) - end - 1)]
    sets += _declared(context, total)
    return [parts for parts in dict.fromkeys(sets) if len(parts) >= 2]


def _try(context: Context, total: int, parts: tuple[int, ...]) -> _Trial | None:
    """The rule if it is believed: exactly, or else within rounding."""
    exact = SumRule(total, parts)
    offs = list(_residuals(context, exact))
    if len(offs) < _LEAST_ROWS:
        return None
    holding = offs.count(Decimal(0))
    rounding = _rounding(context, exact)
    most = _most_chance(context, exact)
    if not _is_rounded(offs, rounding) and _believed(context, exact, offs, holding) and _by_chance(context, exact) < most:
        return _Trial(exact, holding, len(offs))
    near = sum(abs(off) <= rounding for off in offs)
    rounded = SumRule(total, parts, rounding)
    if rounding and near >= _WITHIN_ROUNDING * len(offs) and _by_chance(context, rounded) < _CHANCE:
        return _Trial(rounded, near, len(offs))
    return None


def _most_chance(context: Context, rule: SumRule) -> float:
    """How likely chance may make the rule: the header's words weigh, and a sum that they declare needs no other proof."""
    if rule.parts in _declared(context, rule.total):
        return 1.1
    roles = [context.table.columns[column].role for column in rule.columns]
    return _CHANCE_BY_HEADER if roles == ["total"] + ["part"] * len(rule.parts) else _CHANCE


def _declared(context: Context, total: int) -> list[tuple[int, ...]]:
    """The parts of this total that the words of the header declare."""
    titles = [column.title for column in context.table.columns]
    found = []
    for words, parts in _declarations():
        columns = [[column for column, title in enumerate(titles) if part.fullmatch(title)] for part in parts]
        if words.fullmatch(titles[total]) and all(len(fits) == 1 for fits in columns):
            found.append(tuple(sorted(fits[0] for fits in columns)))
    return found[:1]


@cache
def _declarations() -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    sums = read_toml("header_words")["sums"]
    return tuple((re.compile(each["total"]), tuple(re.compile(part) for part in each["parts"])) for each in sums)


def _residuals(context: Context, rule: SumRule) -> Iterator[Decimal]:
    """By how much every data row is off that can be added up. A row of a scan that does not add up and has a number that was
    read unsurely is left out: it says more of the scan than of the table."""
    for row in context.data_rows:
        off = residual(rule, context.numbers[row], context.blanks[row])
        if off is not None and (not off or all(context.read_surely(row, column) for column in rule.columns)):
            yield off


def _believed(context: Context, rule: SumRule, offs: list[Decimal], holding: int) -> bool:
    broken = [off for off in offs if off]
    if holding < _LEAST_ROWS or holding < _HALF * len(offs):
        return False
    if holding >= _MOSTLY * len(offs) or len(broken) <= _FEW or any(off > 0 for off in broken):
        return True
    return not any("其中" in context.title(column) for column in rule.columns)


def _is_rounded(offs: list[Decimal], rounding: Decimal) -> bool:
    """Whether the rows that do not hold are off as rounding would have it: nearly all of them by a step, and more than two, or
    two in a table so short that they are a fifth of it."""
    broken = [abs(off) for off in offs if off]
    many = len(broken) > _FEW or (len(broken) == _FEW and (1 - _MOSTLY) * len(offs) < _FEW)
    return many and sum(off <= rounding for off in broken) >= _MOSTLY * len(broken)


def _by_chance(context: Context, rule: SumRule) -> float:
    """The probability that as many rows add up by chance. Rows with fewer than two parts that are not 0 tell nothing."""
    told: dict[tuple[Decimal, Decimal], bool] = {}
    totals: Counter[Decimal] = Counter()
    for row in context.data_rows:
        values = context.numbers[row]
        off = residual(rule, values, context.blanks[row])
        total = values[rule.total]
        if off is not None and total is not None and sum(bool(values[column]) for column in rule.parts) >= 2:
            told[total, total + off] = abs(off) <= rule.tolerance
            totals[total] += 1
    hits = sum(told.values())
    step = _last_place(totals)
    middle = sorted(totals.elements())
    middle = middle[len(middle) // 10 : len(middle) - len(middle) // 10]
    spread = int((middle[-1] - middle[0]) / step) + 1 if middle else 1
    crossing = sum(totals[result] for total, result in told if total != result)
    pairs = len(told) * (totals.total() - 1)
    width = 2 * int(rule.tolerance / step) + 1
    return float(min(1.0, max(width / spread, crossing / pairs if pairs else 1.0)) ** hits)


def _last_place(values: Iterable[Decimal]) -> Decimal:
    exponents = [exponent for value in values if isinstance(exponent := value.as_tuple().exponent, int)]
    return Decimal(1).scaleb(min(exponents, default=0))


def _rounding(context: Context, rule: SumRule) -> Decimal:
    """How far rounded parts can be from their rounded total: half a step each. None for whole numbers, which are counted."""
    step = min(context.last_places[column] for column in rule.columns)
    return step * ((len(rule.parts) + 1) // 2) if step < 1 else Decimal(0)
