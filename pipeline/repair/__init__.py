"""What can be proved is mended; what cannot stays as printed and says so.

The order of trials is by what they rest on: what the ink reads where a text layer lies, ranks on their place alone (names are
looked up by them), a name on a list printed elsewhere on the page, a convention stated in the recipe, one error of print that
alone explains the row. Then every rule is asked again about the clean values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pipeline.model import Finding, Page, Repair, Severity, Table
from pipeline.recipes.schema import Recipe
from pipeline.repair.changes import Change, apply, undo
from pipeline.repair.crossing import mend_crossings
from pipeline.repair.doubled_character import doubled_characters
from pipeline.repair.dropped_character import dropped_characters
from pipeline.repair.ink import reread_ink
from pipeline.repair.merged_parts import split_merged
from pipeline.repair.name_assignment import assign_names
from pipeline.repair.name_from_list import names_from_list
from pipeline.repair.name_readings import reread_names
from pipeline.repair.rank_from_sequence import mend_ranks
from pipeline.repair.rereading import reread_rows
from pipeline.repair.single_cell import leave_open, mend_columns, mend_rows
from pipeline.rules import Context, RuleSet, check, rules_for, still_broken
from pipeline.rules.kinds import DoubledCharacter, DroppedCharacter, MergedParts, NameFromList, RankFromSequence, SingleCell

__all__ = ["repair_page", "repair_table", "undo"]

_Kind = TypeVar("_Kind")

_ROUNDS = 2
"""A row that was mended helps to judge the order of its neighbour; a third round has never found more."""


def repair_page(page: Page, recipes: Iterable[Recipe]) -> Page:
    """The page with its tables repaired, and what was done and what stays open on the record."""
    known = {recipe.name: recipe for recipe in recipes}
    tables, repairs, findings = [], list(page.repairs), list(page.findings)
    for table in page.tables:
        rules = rules_for(table, known.get(table.recipe), page.tables)
        mended, made, found = repair_table(table, rules, page.tables)
        tables.append(mended)
        repairs += made
        findings += found
    return replace(page, tables=tuple(tables), repairs=tuple(repairs), findings=tuple(findings))


def repair_table(
    table: Table, rules: RuleSet, page_tables: tuple[Table, ...] = ()
) -> tuple[Table, tuple[Repair, ...], tuple[Finding, ...]]:
    """One table mended, its repairs, and the findings about what is left."""
    repairs: list[Repair] = []
    findings: list[Finding] = []

    known: list[Context] = []

    def context() -> Context:
        """The table as it stands; what was worked out of it serves until it changes."""
        if not known or known[-1].table is not table:
            known.append(Context(table, rules, page_tables, clean=True))
        return known[-1]

    def make(found: Iterable[Change | Finding | Repair]) -> None:
        nonlocal table
        each_found = list(found)
        changes = [each for each in each_found if isinstance(each, Change)]
        table, made = apply(table, changes) if changes else (table, ())
        repairs.extend((*made, *(each for each in each_found if isinstance(each, Repair))))
        findings.extend(each for each in each_found if isinstance(each, Finding))

    singles = _of(rules, SingleCell)
    make(reread_ink(context()))
    make(mend_ranks(context(), _of(rules, RankFromSequence)))
    make(reread_names(context(), _of(rules, NameFromList)))
    make(names_from_list(context(), _of(rules, NameFromList)))
    make(assign_names(context(), _of(rules, NameFromList)))
    make(split_merged(context(), _of(rules, MergedParts)))
    make(reread_rows(context()))
    make(mend_crossings(context()))
    for _ in range(_ROUNDS):
        make(mend_rows(context(), singles))
        make(mend_columns(context()))
    make(leave_open(context(), singles))
    make(doubled_characters(context(), _of(rules, DoubledCharacter)))
    make(dropped_characters(context(), _of(rules, DroppedCharacter)))
    return table, tuple(repairs), (*findings, *_still_broken(context()))


def _of(rules: RuleSet, kind: type[_Kind]) -> list[_Kind]:
    return [repair for repair in rules.repairs if isinstance(repair, kind)]


def _still_broken(context: Context) -> list[Finding]:
    """One error for each row whose clean values still break a rule."""
    broken: dict[int, list[Finding]] = {}
    for finding in check(context):
        if finding.severity is Severity.ERROR and finding.where.row is not None:
            broken.setdefault(finding.where.row, []).append(finding)
    return [still_broken(context, row, found) for row, found in sorted(broken.items())]
