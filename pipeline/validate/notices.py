"""Findings that blame nobody: what was recomputed, which rules were inferred, what is more alike than chance makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from pipeline.model import Finding, Severity
from pipeline.rules import Context
from pipeline.sentences import joined, say
from pipeline.validate.chance import binomial_tail
from pipeline.validate.oddities import oddities

_LEAST_EQUAL = 3
_REMARKABLE = 0.01
"""Two parts that are equal this rarely by chance are worth a line."""


def notices(context: Context) -> Iterator[Finding]:
    """All notices of one table."""
    yield from _inferred(context)
    yield from _recomputed(context)
    yield from _equal_parts(context)
    yield from oddities(context)


def _inferred(context: Context) -> Iterator[Finding]:
    for support in context.rules.support:
        message = say("rule-inferred.table", rule=support.text)
        if support.column is not None:
            message = say("rule-inferred.column", title=context.title(support.column), rule=support.text)
        yield context.finding("rule-inferred", Severity.NOTICE, message, None, support.column, support.text)
    for text in context.rules.unchecked:
        yield context.finding("rule-not-checked", Severity.NOTICE, say("rule-not-checked.table", why=text), None)


def _recomputed(context: Context) -> Iterator[Finding]:
    for rule in context.sums:
        rows = range(len(context.texts))
        holding = sum(context.sum_holds(row, rule, context.numbers[row]) for row in rows)
        parts = joined(", ", (context.title(column) for column in rule.parts))
        title = context.title(rule.total)
        message = say("totals-recomputed.column", title=title, parts=parts, holding=holding, rows=len(rows))
        evidence = say("evidence.of", some=holding, all=len(rows))
        yield context.finding("totals-recomputed", Severity.NOTICE, message, None, rule.total, evidence)


def _equal_parts(context: Context) -> Iterator[Finding]:
    """Two parts with the same share that are equal in more rows than chance explains: one may have been copied, or both may
    be halves of one mark."""
    for rule in context.sums:
        for one, two in combinations(rule.parts, 2):
            if context.caps.get(one) != context.caps.get(two):
                continue
            pairs = [
                (a, b)
                for row in context.data_rows
                if (a := context.numbers[row][one]) is not None and (b := context.numbers[row][two]) is not None
            ]
            equal = sum(a == b for a, b in pairs)
            chance = _chance_equal(Counter(a for a, _ in pairs), Counter(b for _, b in pairs), len(pairs))
            p_value = binomial_tail(len(pairs), equal, chance)
            remarkable = _REMARKABLE if one in context.caps else _REMARKABLE / 10
            if equal >= _LEAST_EQUAL and p_value < remarkable:
                message = say(
                    "parts-often-equal.pair",
                    one=context.title(one),
                    two=context.title(two),
                    equal=equal,
                    rows=len(pairs),
                    expected=f"{len(pairs) * chance:.1f}",
                )
                evidence = say("evidence.equal_by_chance", equal=equal, rows=len(pairs), p=p_value, chance=chance)
                yield context.finding("parts-often-equal", Severity.NOTICE, message, None, two, evidence)


def _chance_equal(ones: Counter[object], twos: Counter[object], rows: int) -> float:
    """How often two values drawn from the two columns are equal."""
    return sum(count * twos[value] for value, count in ones.items()) / rows**2 if rows else 0.0
