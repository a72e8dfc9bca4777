"""What a page's result depends on besides the page: this program, the libraries that read, the settings, the recipes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from pipeline.settings import Settings

PACKAGE = Path(__file__).parent.parent
DISTRIBUTION = "jiaokan"
NAME = re.compile(r"[A-Za-z0-9._-]+")


def fingerprint(settings: Settings, more: Iterable[str]) -> str:
    """A digest that changes where another result may come of the same page. ``more`` is what was read from files of the user:
    recipes and whatever else decides a page."""
    said = [program(), _deciding(settings), list(more)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


def _deciding(settings: Settings) -> dict[str, Any]:
    return {each.name: getattr(settings, each.name) for each in fields(settings) if each.metadata.get("decides", True)}


@cache
def program() -> list[str]:
    """The code and data of this package, byte by byte: within a release the version stays and the code does not."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return [digest.hexdigest(), *_libraries()]


def _libraries() -> Iterator[str]:
    try:
        required = requires(DISTRIBUTION) or []
    except PackageNotFoundError:  # run from its source folder
        return
    for name in sorted(found.group() for each in required if "extra ==" not in each and (found := NAME.match(each))):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name
