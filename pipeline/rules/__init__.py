"""What a table's rows obey, and whether they do: shared by validation and repair.

kinds       the rules and repairs as values, columns by index
from_recipe a recipe's rules for one table          inference  the rules an unknown table shows itself
context     one table's texts and numbers, what is sound in it
checks/     one module a kind of rule: Context -> Findings
"""

from pipeline.rules.checks import check, still_broken
from pipeline.rules.context import Context
from pipeline.rules.kinds import RuleSet
from pipeline.rules.rule_set import rules_for

__all__ = ["Context", "RuleSet", "check", "rules_for", "still_broken"]
