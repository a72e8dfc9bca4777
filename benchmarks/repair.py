"""How many misprints are found, mended, mended wrongly, left open; how many sound rows are flagged.

usage: python -m benchmarks.repair [TABLES] [-v]     (default 2000; seeded, the same figures every time)

Each table is damaged in one to three rows, each with its own kind of damage; a third of the tables are left sound. Figures by
kind of damage, for the recipe's rules and for inferred ones.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal, InvalidOperation

from pipeline.model import CellStatus, Page, Severity, Table
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make
from tests.random_damage import DAMAGES

VERBOSE = "-v" in sys.argv
RECIPES = read_recipes()
KNOWN = {recipe.name: recipe for recipe in RECIPES}
REPAIRED = (CellStatus.CORRECTED, CellStatus.IMPUTED, CellStatus.REREAD)

KINDS: dict[str, Callable[[random.Random], make.Specimen]] = {
    "recipe": lambda rng: make.scores(rng, recipe=KNOWN["community_scores"]),
    "scores": make.scores,
    "scores of 4": lambda rng: make.scores(rng, (10, 20, 30, 40)),
    "medals": make.medals,
    "population": make.population,
    "budget": make.budget,
}


def main(count: int) -> None:
    rng = random.Random(20220428)  # noqa: S311 - figures, not secrets
    for kind, specimen_of in KINDS.items():
        figures: dict[str, Counter[str]] = defaultdict(Counter)
        started = time.perf_counter()
        for _ in range(count):
            specimen = specimen_of(rng)
            done = damage(rng, specimen)
            score(specimen, done, convert(specimen), figures)
        report(kind, figures, (time.perf_counter() - started) / count)


def damage(rng: random.Random, specimen: make.Specimen) -> dict[int, str]:
    """One to three damaged rows, or none; row to kind."""
    done: dict[int, str] = {}
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        name = rng.choice(list(DAMAGES))
        before = deepcopy(specimen)
        worked = DAMAGES[name](rng, specimen)
        rows = {row for row, _ in specimen.damage - before.damage}
        if not worked or len(rows) != 1 or rows & done.keys():
            specimen.__dict__.update(before.__dict__)
            continue
        done[rows.pop()] = name
    return done


def convert(specimen: make.Specimen) -> Page:
    tables = [specimen.table()]
    if specimen.lists:
        rows = [red + black for red, black in specimen.lists]
        tables.append(make.recipe_table(KNOWN["red_black_list"], rows, "t2"))
    return repair_page(validate_page(make.page_of(*tables), RECIPES), RECIPES)


def score(specimen: make.Specimen, done: dict[int, str], page: Page, figures: dict[str, Counter[str]]) -> None:
    table = page.tables[0]
    loud = {Severity.ERROR, Severity.WARNING}
    flagged = {
        f.where.row for f in page.findings if f.severity in loud and f.where.table_id == "t1" and f.where.row is not None
    }
    figures["all"]["tables"] += 1
    figures["all"]["false alarms"] += len(flagged - done.keys())
    figures["all"]["sound rows"] += len(table.rows) - len(done)
    for row, name in done.items():
        outcome = figures[name]
        outcome["rows"] += 1
        outcome["flagged"] += row in flagged
        right = all(same(table.rows[row][column].clean, text) for column, text in enumerate(specimen.true[row]))
        outcome["repaired"] += right
        outcome["wrong repair"] += any(wrong(table, row, column, text) for column, text in enumerate(specimen.true[row]))
        if VERBOSE and (
            row not in flagged or any(wrong(table, row, column, text) for column, text in enumerate(specimen.true[row]))
        ):
            print(
                name, [cell.printed for cell in table.rows[row]], specimen.true[row], [cell.clean for cell in table.rows[row]]
            )
        outcome["silent"] += not right and row not in flagged
    for row in range(len(table.rows)):
        if row not in done:
            figures["all"]["sound rows changed"] += any(
                wrong(table, row, column, text) for column, text in enumerate(specimen.true[row])
            )


def wrong(table: Table, row: int, column: int, true: str) -> bool:
    cell = table.rows[row][column]
    return cell.status in REPAIRED and not same(cell.clean, true)


def same(one: str, two: str) -> bool:
    try:
        return one == two or Decimal(one) == Decimal(two)
    except InvalidOperation:
        return False


def report(kind: str, figures: dict[str, Counter[str]], seconds: float) -> None:
    every = figures.pop("all")
    print(
        f"\n{kind}: {every['tables']} tables, {seconds * 1000:.1f} ms a table; {every['sound rows']} sound rows, "
        f"false alarms {every['false alarms']}, changed {every['sound rows changed']}"
    )
    print(f"  {'damage':14}{'rows':>7}{'flagged':>9}{'repaired':>10}{'wrong':>7}{'left alone':>12}{'silent':>8}")
    for name, outcome in sorted(figures.items()):
        left = outcome["rows"] - outcome["repaired"] - outcome["wrong repair"]
        print(
            f"  {name:14}{outcome['rows']:7}{outcome['flagged']:9}{outcome['repaired']:10}{outcome['wrong repair']:7}"
            f"{left:12}{outcome['silent']:8}"
        )


if __name__ == "__main__":
    main(next((int(word) for word in sys.argv[1:] if word.isdigit()), 2000))
