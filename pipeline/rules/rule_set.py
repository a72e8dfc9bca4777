"""Which rules a table is held to: its recipe's, or else those it shows itself."""

from __future__ import annotations

from collections.abc import Hashable

from pipeline.model import Table
from pipeline.recipes.schema import Recipe
from pipeline.rules.context import printed_text
from pipeline.rules.from_recipe import recipe_rules
from pipeline.rules.inference import LIST, inferred_rules, summary_rules
from pipeline.rules.kinds import RuleSet, SumRule
from pipeline.witnesses import is_sure

_MOST = 16
_inferred: dict[Hashable, RuleSet] = {}
"""Of the tables of a page, by what they show: validation, repair and the report ask for the same."""


def rules_for(table: Table, recipe: Recipe | None, page_tables: tuple[Table, ...] = ()) -> RuleSet:
    """The table's rules. They rest on what is printed, never on what was repaired: the same before and after."""
    if recipe is None:
        shown = (_shown(table), *(_shown(other) for other in page_tables if other.recipe == LIST))
        if shown not in _inferred:
            if len(_inferred) >= _MOST:
                _inferred.clear()
            _inferred[shown] = inferred_rules(table, page_tables)
        return _inferred[shown]
    known = recipe_rules(table, recipe)
    sums = summary_rules(table, [rule for rule in known.rules if isinstance(rule, SumRule)])
    return RuleSet((*known.rules, *sums.rules), known.repairs, sums.support, known.unchecked)


def _shown(table: Table) -> Hashable:
    """All of a table that its rules are inferred from, or those of another table on the page."""
    texts = tuple(tuple(map(printed_text, row)) for row in table.rows)
    unsure = frozenset(
        (number, column)
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if cell.readings and not is_sure(cell)
    )
    return table.table_id, table.columns, texts, unsure
