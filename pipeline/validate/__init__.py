"""What is wrong, or odd, in what is printed: rules run over every table, their faults given as findings.

validate_page(page, recipes)            every table of a page
check_table(table, recipe, page_tables) one table
doubtful_rows(page)                     the rows found wanting
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Finding, Page, Severity, Table
from pipeline.recipes.schema import Recipe
from pipeline.rules import Context, check, rules_for
from pipeline.validate.notices import notices
from pipeline.validate.readings import doubtful_readings


def validate_page(page: Page, recipes: Iterable[Recipe]) -> Page:
    """The page with the findings of all its tables added. They speak of the printed values, and stay after a repair."""
    known = {recipe.name: recipe for recipe in recipes}
    findings = list(page.findings)
    for table in page.tables:
        findings += check_table(table, known.get(table.recipe), page.tables)
    return replace(page, findings=tuple(findings))


def check_table(table: Table, recipe: Recipe | None, page_tables: tuple[Table, ...] = ()) -> tuple[Finding, ...]:
    """The findings of one table: by its recipe's rules, or by those it shows itself where there is no recipe.

    ``page_tables`` are the tables it may be compared with (a list on the same page).
    """
    context = Context(table, rules_for(table, recipe, page_tables), page_tables)
    return (*check(context), *doubtful_readings(context), *notices(context))


def doubtful_rows(page: Page) -> frozenset[tuple[str, int]]:
    """(table_id, data row) of every row that a warning or an error names: what must be read again before it is judged."""
    return frozenset(
        (finding.where.table_id, finding.where.row)
        for finding in page.findings
        if finding.where.table_id and finding.where.row is not None and finding.severity is not Severity.NOTICE
    )
