"""What Python code is given: one page, and settings. ``pipeline/__init__.py`` lists all public names."""

from __future__ import annotations

from pathlib import Path

from pipeline import convert
from pipeline.errors import UnreadableSourceError, UsageError
from pipeline.ingest import page_sources
from pipeline.model import Page, PageResult
from pipeline.recipes import read_recipes
from pipeline.sentences import in_both
from pipeline.settings import Settings

DEFAULTS = Settings()


def read_page(file: str | Path, number: int = 1, settings: Settings = DEFAULTS) -> Page:
    """One page of a file, all the way through: its tables, articles, findings and repairs, nothing written.

    ``number`` counts from 1. Raises UsageError where the file has no such page, PageError where it cannot be read.
    """
    path = Path(file)
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", "Give one file.")
    sources = list(page_sources([path], settings))
    if isinstance(sources[0], PageResult):
        raise UnreadableSourceError(in_both(sources[0].error))
    if not 1 <= number <= len(sources):
        raise UsageError(f"{path} has {len(sources)} pages, and no page {number}.", f"Give 1 to {len(sources)}.")
    source = sources[number - 1]
    if isinstance(source, PageResult):
        raise UnreadableSourceError(in_both(source.error))
    return convert.read_page(source, read_recipes(settings.recipe_folders), settings)
