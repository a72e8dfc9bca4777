"""How long the rules of a table of 65 rows take to be inferred, and the table to be collated by them, reading aside.

usage: python -m benchmarks.collation [RUNS]     (default 21; medians of wall and of processor time)

The table is the score table of the first page, misprints included, once under its recipe and once unknown. ``cold``: nothing is
remembered of its texts from the run before.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path
from statistics import median

from pipeline import names, numbers
from pipeline.model import Column, Page, Table
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()
SCORES = next(recipe for recipe in RECIPES if recipe.name == "community_scores")
TRUTH = Path(__file__).parent.parent / "tests" / "typeset" / "hengshui_scores.csv"


def tables() -> dict[str, Page]:
    """The table as a page has it, with and without its recipe."""
    lines = [line for line in TRUTH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *rows = csv.reader(lines)
    shares = ("", "", "", "20", "40", "40")
    roles = ("rank", "name", "total", "part", "part", "part")
    columns = tuple(Column(t, t, role=r, share=s) for t, r, s in zip(header, roles, shares, strict=True))
    unknown = Table("t1", columns=columns, rows=make.cells(rows))
    return {"inferred": make.page_of(unknown), "recipe": make.page_of(make.recipe_table(SCORES, rows))}


def forget() -> None:
    for remembered in (numbers.parse_value, numbers.is_blank, names.squeeze):
        remembered.cache_clear()


def main(runs: int) -> None:
    print(f"{'rules':12}{'state':8}{'wall ms':>9}{'cpu ms':>9}")
    for kind, page in tables().items():
        for state in ("cold", "warm"):
            spent = []
            for _ in range(runs + 1):
                if state == "cold":
                    forget()
                wall, cpu = time.perf_counter(), time.process_time()
                repair_page(validate_page(page, RECIPES), RECIPES)
                spent.append((time.perf_counter() - wall, time.process_time() - cpu))
            wall_ms, cpu_ms = (median(each[place] for each in spent[1:]) * 1000 for place in (0, 1))
            print(f"{kind:12}{state:8}{wall_ms:9.1f}{cpu_ms:9.1f}")


if __name__ == "__main__":
    main(next((int(word) for word in sys.argv[1:] if word.isdigit()), 21))
