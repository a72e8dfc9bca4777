"""A recipe's rules for one table: its column names looked up in the table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pipeline.model import Table
from pipeline.recipes import schema
from pipeline.rules import kinds
from pipeline.sentences import Bilingual, say


class _Absent(Exception):  # noqa: N818 - not an error: an optional column that this issue did not print
    """The table has no column of this name."""


def recipe_rules(table: Table, recipe: schema.Recipe) -> kinds.RuleSet:
    """All rules and repairs of the recipe that this table has the columns for."""
    rules: list[kinds.AnyRule] = []
    repairs: list[kinds.AnyRepair] = []
    unchecked: list[Bilingual] = []
    numbers = tuple(j for j, column in enumerate(table.columns) if column.type in ("integer", "number"))
    if numbers:
        rules.append(kinds.NumberRule(numbers))
    for rule in recipe.rules:
        try:
            rules.append(_rule(table, recipe, rule))
        except _Absent as absent:
            unchecked.append(say("rule.absent", kind=rule.kind, column=absent))
    for repair in recipe.repairs:
        try:
            repairs.append(_repair(table, recipe, repair))
        except _Absent as absent:
            unchecked.append(say("rule.absent", kind=repair.kind, column=absent))
    return kinds.RuleSet(tuple(rules), tuple(repairs), unchecked=tuple(unchecked))


def _rule(table: Table, recipe: schema.Recipe, rule: schema.Rule) -> kinds.AnyRule:
    match rule:
        case schema.SumRule():
            return kinds.SumRule(_index(table, rule.total), _present(table, recipe, rule.parts), rule.tolerance)
        case schema.DifferenceRule():
            minuend, subtrahend = _index(table, rule.minuend), _index(table, rule.subtrahend)
            return kinds.SumRule(_index(table, rule.result), (minuend, subtrahend), rule.tolerance, minus=(subtrahend,))
        case schema.RatioRule():
            below = None if rule.below is None else _index(table, rule.below)
            return kinds.RatioRule(_index(table, rule.column), _index(table, rule.above), below, rule.scale, rule.growth)
        case schema.ShareCapRule():
            return kinds.ShareCapRule(_caps(table, recipe, rule.columns))
        case schema.RankSequenceRule():
            return _rank_rule(table, recipe, rule.column)
        case schema.OrderRule():
            return kinds.OrderRule(_index(table, rule.column), rule.direction == "never_falls")
        case schema.UniqueRule():
            return kinds.UniqueRule(_index(table, rule.column))
        case schema.KnownDistrictRule():
            return kinds.DistrictRule(_index(table, rule.column), rule.lexicon)
        case schema.RequiredRule():
            return kinds.RequiredRule(_present(table, recipe, rule.columns))
        case schema.ListedRule():
            return _listed(table, rule)


def _repair(table: Table, recipe: schema.Recipe, repair: schema.RepairSpec) -> kinds.AnyRepair:
    match repair:
        case schema.RankFromSequence():
            return kinds.RankFromSequence(_rank_rule(table, recipe, repair.column))
        case schema.NameFromList():
            return kinds.NameFromList(_listed(table, repair))
        case schema.MergedParts():
            parts = tuple(_index(table, name) for name in repair.parts)
            reason = say("because.reason_of_recipe", en=repair.reason.en, zh=repair.reason.zh)
            return kinds.MergedParts(_index(table, repair.total), parts, reason)
        case schema.SingleCell():
            return kinds.SingleCell(_index(table, repair.total), tuple(_index(table, name) for name in repair.parts))
        case schema.DoubledCharacter():
            return kinds.DoubledCharacter(_index(table, repair.column), repair.lexicon)
        case schema.DroppedCharacter():
            return kinds.DroppedCharacter(_index(table, repair.column), repair.lexicon, repair.accepted)


def _listed(table: Table, rule: schema.ListedRule | schema.NameFromList) -> kinds.ListedRule:
    return kinds.ListedRule(_index(table, rule.key), _index(table, rule.value), rule.list.recipe, rule.list.pairs)


def _index(table: Table, name: str) -> int:
    index = table.column_index(name)
    if index is None:
        raise _Absent(name)
    return index


def _present(table: Table, recipe: schema.Recipe, names: Iterable[str]) -> tuple[int, ...]:
    """The columns of these names; an optional one may be absent."""
    return tuple(
        _index(table, name) for name in names if table.column_index(name) is not None or not recipe.column(name).optional
    )


def _rank_rule(table: Table, recipe: schema.Recipe, name: str) -> kinds.RankRule:
    rules = [rule for rule in recipe.rules if isinstance(rule, schema.RankSequenceRule) and rule.column == name]
    return kinds.RankRule(_index(table, name), rules[0].start if rules else 1, measure=_measure(table, recipe))


def _measure(table: Table, recipe: schema.Recipe) -> int | None:
    """The column that the ranks rank: the one that the recipe's order rule names."""
    for rule in recipe.rules:
        if isinstance(rule, schema.OrderRule):
            return table.column_index(rule.column)
    return None


def _caps(table: Table, recipe: schema.Recipe, names: Iterable[str]) -> tuple[tuple[int, Decimal], ...]:
    """Each column's cap: the share its own header prints, else the recipe's."""
    caps = []
    for index in _present(table, recipe, names):
        cap = read_share(table.columns[index].share)
        known = recipe.column(table.columns[index].name).share
        cap = known if cap is None else cap
        if cap is not None:
            caps.append((index, cap))
    return tuple(caps)


def read_share(text: str) -> Decimal | None:
    """A share as the tables stage writes it, or None.

    >>> read_share("20"), read_share("")
    (Decimal('20'), None)
    """
    try:
        return Decimal(text.rstrip("%％")) if text else None
    except InvalidOperation:
        return None
