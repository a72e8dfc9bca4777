"""Pages that do to their worker what hostile files do to readers: told by the name of the file."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

from pipeline import extract
from pipeline.batch.ledger import Entry
from pipeline.convert import _make
from pipeline.model import PageSource
from pipeline.recipes.schema import Recipe
from pipeline.settings import Settings
from tests.batch import tasks


def make(recipes: Sequence[Recipe], settings: Settings, page_source: PageSource) -> Entry:
    match page_source.source.name:
        case "hang.txt":
            tasks.sometimes_hang(3)
        case "segfault.txt":
            tasks.sometimes_segfault(3)
        case "memory.txt":
            with patch.object(extract, "read_pages", lambda *_: bytearray(50 * tasks.GIGABYTE)):
                return _make(recipes, settings, page_source)
    return _make(recipes, settings, page_source)
