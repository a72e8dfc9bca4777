"""Which rules a table is held to: its recipe's, or else those it shows itself."""

from __future__ import annotations

from pipeline.model import Table
from pipeline.recipes.schema import Recipe
from pipeline.rules.from_recipe import recipe_rules
from pipeline.rules.inference import inferred_rules, summary_rules
from pipeline.rules.kinds import RuleSet, SumRule


def rules_for(table: Table, recipe: Recipe | None, page_tables: tuple[Table, ...] = ()) -> RuleSet:
    """The table's rules. They rest on what is printed, never on what was repaired: the same before and after."""
    if recipe is None:
        return inferred_rules(table, page_tables)
    known = recipe_rules(table, recipe)
    sums = summary_rules(table, [rule for rule in known.rules if isinstance(rule, SumRule)])
    return RuleSet((*known.rules, *sums.rules), known.repairs, sums.support, known.unchecked)
