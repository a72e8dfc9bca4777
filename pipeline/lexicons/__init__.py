"""Word lists as data: each file of this folder is a TOML or CSV file that names its source. Read once a process."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

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
