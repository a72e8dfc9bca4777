"""Word lists as data: each file of this folder is a TOML or CSV file that names its source. Read once a process."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import RecipeError

FOLDER = Path(__file__).parent


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The tables of ``<name>.toml``; the value is shared, do not change it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv`` by its header line."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def read_lexicon(name: str) -> tuple[str, ...]:
    """The words of ``<name>.csv``, its first column, longest first; raises RecipeError when there is no such lexicon.

    >>> read_lexicon("hengshui_districts")[0]
    '衡水高新区'
    """
    try:
        found = {next(iter(row.values())) for row in read_csv(name)}
    except OSError as fault:
        known = ", ".join(sorted(path.stem for path in FOLDER.glob("*.csv")))
        raise RecipeError(f"There is no lexicon {name}.", f"Known lexicons: {known}.") from fault
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
