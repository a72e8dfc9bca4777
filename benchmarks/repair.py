"""How many misprints are found, mended, mended wrongly, left open; how many sound rows are flagged; and what minimum change
does.

usage: python -m benchmarks.repair [TABLES] [--seed N] [--opponent] [-v]     (default 2000 of each kind; the same figures every
time for one seed)

Each table is damaged in one to three rows, each with its own kind of damage; a third of the tables are left sound. Some
damage is of the catalogue and some is not (another value, two slips in one number, two numbers in one row). ``one fits``
counts the rows in which exactly one edit of one number makes every true rule of the row hold: an oracle that knows the rules
and tries all edits says so. ``rules kept`` are damaged rows that break no rule (parts exchanged): nobody could see them. The
opponent is ``fellegi_holt.py``, on the same rows: what its first solution mends, and what it mends where it changes only
what is unique.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal, InvalidOperation

from pipeline.model import CellStatus, Page, Severity, Table
from pipeline.numbers import parse_value
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.repair.operations import edits
from pipeline.validate import validate_page
from tests import random_tables as make
from tests.random_damage import DAMAGES

VERBOSE = "-v" in sys.argv
OPPONENT = "--opponent" in sys.argv
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
    "rates": make.rates,
    "growth": make.growth,
}
Figures = dict[str, Counter[str]]


def main(count: int, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - figures, not secrets
    together: Figures = defaultdict(Counter)
    for kind, specimen_of in KINDS.items():
        figures: Figures = defaultdict(Counter)
        spent = 0.0
        for _ in range(count):
            specimen = specimen_of(rng)
            done = damage(rng, specimen)
            started = time.perf_counter()
            page = convert(specimen)
            spent += time.perf_counter() - started
            score(specimen, done, page, figures)
        report(kind, figures, spent / count)
        for name, outcome in figures.items():
            together[name].update(outcome)
    report("all kinds", together, 0.0)


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


def score(specimen: make.Specimen, done: dict[int, str], page: Page, figures: Figures) -> None:
    table = page.tables[0]
    loud = {Severity.ERROR, Severity.WARNING}
    flagged = {
        f.where.row for f in page.findings if f.severity in loud and f.where.table_id == "t1" and f.where.row is not None
    }
    totals = {len(specimen.true) - 1} if specimen.true[-1][0] == "合计" and done else set()
    figures["all"]["tables"] += 1
    figures["all"]["cells"] += sum(map(len, specimen.true))
    figures["all"]["false alarms"] += len(flagged - done.keys() - totals)
    figures["all"]["sound rows"] += len(table.rows) - len(done)
    for row, name in done.items():
        outcome = figures[name]
        right = all(same(table.rows[row][column].clean, text) for column, text in enumerate(specimen.true[row]))
        bad = sum(wrong(table, row, column, text) for column, text in enumerate(specimen.true[row]))
        outcome["rows"] += 1
        outcome["flagged"] += row in flagged
        outcome["repaired"] += right
        outcome["wrong repair"] += bool(bad)
        figures["all"]["cells wrong"] += bad
        kept = row not in flagged and breaks_no_rule(specimen, row)
        outcome["rules kept"] += kept
        outcome["silent"] += not right and row not in flagged and not kept
        if only_one_fits(specimen, row):
            outcome["one fits"] += 1
            outcome["one fits, repaired"] += right
        if OPPONENT:
            judge_opponent(specimen, row, outcome)
        if VERBOSE and (bad or (row not in flagged and not kept)):
            print(name, *([cell.printed for cell in table.rows[row]], specimen.true[row], [c.clean for c in table.rows[row]]))
    for row in range(len(table.rows)):
        if row not in done:
            bad = sum(wrong(table, row, column, text) for column, text in enumerate(specimen.true[row]))
            figures["all"]["sound rows changed"] += bool(bad)
            figures["all"]["cells wrong"] += bad


def judge_opponent(specimen: make.Specimen, row: int, outcome: Counter[str]) -> None:
    from benchmarks.fellegi_holt import localise

    solution = localise(specimen, row)
    if solution is None:
        return
    texts = list(specimen.printed[row])
    for column, value in solution.values.items():
        texts[column] = str(value)
    right = all(same(texts[column], true) for column, true in enumerate(specimen.true[row]))
    outcome["minimum change right"] += right
    outcome["minimum change wrong"] += not right
    outcome["unique right"] += right and solution.unique
    outcome["unique wrong"] += solution.unique and not right


def breaks_no_rule(specimen: make.Specimen, row: int) -> bool:
    texts = specimen.printed[row]
    others = [column for column in range(len(texts)) if column not in (specimen.total, *specimen.parts, specimen.ratio)]
    return holds(specimen, row, texts) and all(same(texts[column], specimen.true[row][column]) for column in others)


def holds(specimen: make.Specimen, row: int, texts: list[str]) -> bool:
    """Whether a row keeps the true rules of its table: sum, caps, ratio, order, totals row."""
    numbers = {column: parse_value(texts[column]) for column in (specimen.total, *specimen.parts)}
    values = {column: value for column, value in numbers.items() if value is not None}
    if len(values) < len(numbers) or values[specimen.total] != sum(values[column] for column in specimen.parts):
        return False
    if any(not 0 <= values[column] <= cap for column, cap in specimen.caps.items()):
        return False
    if not specimen.signed and any(value < 0 for value in values.values()):
        return False
    if specimen.ratio >= 0 and not _ratio_holds(specimen, texts, values):
        return False
    if specimen.ordered:
        near = [
            Decimal(specimen.true[place][specimen.total]) for place in (row - 1, row + 1) if 0 <= place < len(specimen.true)
        ]
        if (row and values[specimen.total] > near[0]) or (row + 1 < len(specimen.true) and values[specimen.total] < near[-1]):
            return False
    if specimen.true[-1][0] == "合计":
        return all(value == Decimal(specimen.true[row][column]) for column, value in values.items())
    return True


def _ratio_holds(specimen: make.Specimen, texts: list[str], values: dict[int, Decimal]) -> bool:
    """Both ratios of the kinds here: the first part in the total, or the growth of the total over the first part."""
    printed = parse_value(texts[specimen.ratio])
    total, part = values[specimen.total], values[specimen.parts[0]]
    above, below = (total - part, part) if specimen.signed else (part, total)
    return printed is not None and bool(below) and abs(above * 100 / below - printed) <= Decimal("0.05")


def only_one_fits(specimen: make.Specimen, row: int) -> bool:
    """Whether exactly one edit of one number mends the row, by the true rules and the values the columns take, and it is the
    right one."""
    wrong_ones = [column for _, column in sorted(specimen.damage) if _ == row]
    if len(wrong_ones) != 1 or wrong_ones[0] not in (specimen.total, *specimen.parts):
        return False
    true = Decimal(specimen.true[row][wrong_ones[0]])
    return set(_mends(specimen, row)) == {(wrong_ones[0], true)}


def _mends(specimen: make.Specimen, row: int) -> Iterator[tuple[int, Decimal]]:
    printed = specimen.printed[row]
    for column in (specimen.total, *specimen.parts):
        for text in edits(printed[column]):
            value = parse_value(text)
            texts = [*printed[:column], text, *printed[column + 1 :]]
            exponent = value.as_tuple().exponent if value is not None else None
            fine = isinstance(exponent, int) and -exponent <= max(specimen.decimals, 2)
            if value is not None and fine and holds(specimen, row, texts):
                yield column, value


def wrong(table: Table, row: int, column: int, true: str) -> bool:
    cell = table.rows[row][column]
    return cell.status in REPAIRED and not same(cell.clean, true)


def same(one: str, two: str) -> bool:
    try:
        return one == two or Decimal(one) == Decimal(two)
    except InvalidOperation:
        return False


def report(kind: str, figures: Figures, seconds: float) -> None:
    every = figures["all"]
    print(
        f"\n{kind}: {every['tables']} tables, {seconds * 1000:.1f} ms a table; {every['sound rows']} sound rows, false "
        f"alarms {every['false alarms']}, changed {every['sound rows changed']}; {every['cells wrong']} of "
        f"{every['cells']} cells made "
        f"wrong ({every['cells wrong'] * 10000 / max(1, every['cells']):.2f} in 10,000)"
    )
    head = f"  {'damage':14}{'rows':>7}{'flagged':>9}{'repaired':>10}{'wrong':>7}{'left alone':>12}{'rules kept':>12}"
    head += f"{'silent':>8}{'one fits':>16}"
    print(head + (f"{'minimum change':>20}{'where unique':>16}" if OPPONENT else ""))
    for name, outcome in sorted(figures.items()):
        if name == "all":
            continue
        left = outcome["rows"] - outcome["repaired"] - outcome["wrong repair"] - outcome["rules kept"]
        fits = f"{outcome['one fits, repaired']} / {outcome['one fits']}"
        line = (
            f"  {name:14}{outcome['rows']:7}{outcome['flagged']:9}{outcome['repaired']:10}{outcome['wrong repair']:7}{left:12}"
            f"{outcome['rules kept']:12}{outcome['silent']:8}{fits:>16}"
        )
        if OPPONENT:
            line += f"{outcome['minimum change right']:>10} / {outcome['minimum change wrong']:<7}"
            line += f"{outcome['unique right']:>8} / {outcome['unique wrong']:<5}"
        print(line)


if __name__ == "__main__":
    words = iter(sys.argv[1:])
    options = {"TABLES": 2000, "--seed": 20220428}
    for word in words:
        if word == "--seed":
            options[word] = int(next(words))
        elif word.isdigit():
            options["TABLES"] = int(word)
    main(options["TABLES"], options["--seed"])
