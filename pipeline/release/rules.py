"""The rules as data, and in how many rows each holds: counted anew from the published cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.dataset.data_package import Package
from pipeline.model import Cell, CellStatus, Column, Reading, Severity, Table
from pipeline.recipes.schema import Recipe, Rule
from pipeline.release.inferred_rules import inferred_rows
from pipeline.rules import Context
from pipeline.rules.checks import CHECKS
from pipeline.rules.from_recipe import recipe_rules
from pipeline.rules.kinds import AnyRule, NumberRule, RuleSet

Record = dict[str, Any]
COLUMNS = ("column", "columns", "total", "parts", "key", "value")
"""Where a recipe's rule names columns, in the order in which they are told."""


@dataclass(slots=True)
class Tally:
    """How a rule fares."""

    tables: int = 0
    rows: int = 0
    broken: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    """By whether the clean values are meant."""


def rule_rows(package: Package, recipes: Sequence[Recipe]) -> list[list[str]]:
    """The rows of ``rules``: every rule of every recipe that a table of the package has; then those of tables."""
    by_name = {recipe.name: recipe for recipe in recipes}
    tallies: dict[tuple[str, int], Tally] = {}
    inferred: list[list[str]] = []
    for tables in page_tables(package, by_name):
        for table in tables:
            if (recipe := by_name.get(table.recipe)) is not None:
                _count(table, recipe, tables, tallies)
            if recipe is not None or not table.recipe:
                inferred += inferred_rows(table, recipe, tables)
    stated = [
        _row(recipe, number, rule, tallies.get((recipe.name, number), Tally()))
        for recipe in sorted(recipes, key=lambda recipe: recipe.name)
        if any(name == recipe.name for name, _ in tallies)
        for number, rule in enumerate(recipe.rules, start=1)
    ]
    return stated + inferred


def page_tables(package: Package, recipes: dict[str, Recipe]) -> Iterator[tuple[Table, ...]]:
    """The tables of each page, with the printed and the clean value of every cell, as the rules need them."""
    known = {row["table_id"]: row for row in package.records("tables")}
    fields = {each.name: each.fields for each in package.resources if each.of_one_table}
    for _, cells in groupby(package.records("cells"), key=lambda row: row["page_id"]):
        yield tuple(
            _table(known[table_id], list(rows), recipes, fields.get(table_id, []))
            for table_id, rows in groupby(cells, key=lambda row: row["table_id"])
            if table_id in known
        )


def _table(said: dict[str, str], cells: list[dict[str, str]], recipes: dict[str, Recipe], fields: Sequence[Record]) -> Table:
    recipe = recipes.get(said["recipe"])
    names = {int(cell["column_index"]): cell["column"] for cell in cells}
    columns = tuple(_column(names[place], fields[place] if place < len(fields) else {}, recipe) for place in sorted(names))
    rows = groupby(cells, key=lambda cell: int(cell["row"]))
    return Table(
        said["table_id"],
        title=said["title"],
        recipe=said["recipe"],
        columns=columns,
        rows=tuple(tuple(_cell(cell) for cell in row) for _, row in rows),
    )


def _cell(said: dict[str, str]) -> Cell:
    """What was unsurely read has a smaller say in what a table shows, so that the readings belong to it."""
    readings = tuple(Reading(text, witness, sure) for witness, text, sure in json.loads(said["readings"] or "[]"))
    confidence = float(said["confidence"]) if said["confidence"] else None
    return Cell(said["printed"], said["clean"], CellStatus(said["status"]), confidence, said["rule"], readings)


def _column(name: str, said: Record, recipe: Recipe | None) -> Column:
    spec = next((each for each in recipe.columns if each.name == name), None) if recipe else None
    title = str(said.get("title", ""))
    if spec is None:
        more = [str(said.get(key, "")) for key in ("role", "unit", "share")]
        return Column(name, title, said.get("type", "string"), *more)
    share = "" if spec.share is None else str(spec.share)
    return Column(name, title, spec.type, spec.role, spec.unit, share)


def _count(table: Table, recipe: Recipe, tables: tuple[Table, ...], tallies: dict[tuple[str, int], Tally]) -> None:
    whole = recipe_rules(table, recipe)
    contexts = {clean: Context(table, whole, tables, clean=clean) for clean in (False, True)}
    for number, rule in _stated(table, recipe, whole):
        tally = tallies.setdefault((recipe.name, number), Tally())
        tally.tables += 1
        for clean, context in contexts.items():
            found = CHECKS[type(rule)](context, rule)
            named = {each.where.row for each in found if each.severity is not Severity.NOTICE}
            tally.broken[clean] += len(named.intersection(context.data_rows))
        tally.rows += len(contexts[False].data_rows)


def _stated(table: Table, recipe: Recipe, whole: RuleSet) -> Iterable[tuple[int, AnyRule]]:
    """The rules of the table with their numbers in the recipe; those that lack a column are left out, as in ``whole``."""
    present = [
        number
        for number, rule in enumerate(recipe.rules, start=1)
        if not recipe_rules(table, recipe.model_copy(update={"rules": (rule,), "repairs": ()})).unchecked
    ]
    return zip(present, (rule for rule in whole.rules if not isinstance(rule, NumberRule)), strict=True)


def _row(recipe: Recipe, number: int, rule: Rule, tally: Tally) -> list[str]:
    rates = [f"{1 - tally.broken[clean] / tally.rows:.4f}" if tally.rows else "" for clean in (False, True)]
    return [
        f"{recipe.name}-{number}",
        recipe.name,
        rule.kind,
        ";".join(dict.fromkeys(_named(rule))),
        json.dumps(rule.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False),
        rule.source,
        str(tally.tables),
        str(tally.rows),
        str(tally.broken[False]),
        str(tally.broken[True]),
        *rates,
        "recipe",
        "",
        "",
    ]


def _named(rule: Rule) -> Iterator[str]:
    for name in COLUMNS:
        value = getattr(rule, name, ())
        yield from (value,) if isinstance(value, str) else value
