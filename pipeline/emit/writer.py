"""Writes what pages add to the published files into a staging folder, and puts it into place at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.emit import staging
from pipeline.emit.csv import spreadsheet_safe
from pipeline.emit.datapackage import REPORT
from pipeline.emit.fields import FileFields, published_files
from pipeline.emit.page_parts import own_files
from pipeline.emit.recipe_rows import recipe_file
from pipeline.emit.rows import DEFAULTS
from pipeline.emit.shared_files import Report, SharedFiles
from pipeline.recipes.schema import Recipe
from pipeline.settings import Settings

Stale = Callable[[], Iterable[str]]
"""Names the files that an earlier conversion published and this one does not."""


def refuse_unfit(
    out: Path, recipes: Sequence[Recipe], *, report: bool = False, known: Collection[str] = ()
) -> dict[str, FileFields]:
    """The columns of each recipe's file; raises UsageError where ``out`` is unfit, RecipeError where names are taken. ``known``
    are names of files that are surely ours."""
    fields = {recipe.name: recipe_file(recipe) for recipe in recipes}
    names = [f"{name}.csv" for name in (*published_files(), *fields)]
    staging.refuse_foreign(out, [*names, REPORT] if report else names, known)
    return fields


class Writer:
    """The published files of one conversion, as a context: left in peace it publishes them, left by an exception it leaves the
    output folder as it was.

    Raises UsageError where the output folder cannot be written, RecipeError where a recipe's names are taken.
    """

    def __init__(
        self, out: Path, recipes: Sequence[Recipe], settings: Settings = DEFAULTS, report: Report | None = None, *,
        shared: bool = True, stale: Stale | None = None, known: Collection[str] = (),
    ) -> None:  # fmt: skip
        """``shared``: whether the files that all pages share are written too; then each page must be added."""
        self._out = out
        self._safe = settings.spreadsheet_safe
        fields = refuse_unfit(out, recipes, report=report is not None, known=known)
        self._staging = staging.prepare(out)
        self._stale = stale or self.left_over
        self._shared: SharedFiles | None = None
        self._finished = not shared
        if shared:
            try:
                self._shared = SharedFiles(self._staging, fields, report, safe=self._safe)
            except OSError as fault:
                staging.discard(self._staging)
                raise staging.cannot_write(out, fault) from fault

    def __enter__(self) -> Writer:
        return self

    def add(self, shared: bytes) -> None:
        """Add a page's part of the shared files. Raises UsageError where the output folder cannot be written."""
        with self._told():
            if self._shared is not None:
                self._shared.add(shared)

    def add_own(self, own: bytes) -> list[str]:
        """Add the files of a page; answers with their names."""
        names = []
        with self._told():
            for name, data in own_files(own):
                safe = self._safe and name.endswith(".csv")
                staging.put(self._staging, name, spreadsheet_safe(bytes(data)) if safe else data)
                names.append(name)
        return names

    def left_over(self) -> Iterator[str]:
        """What an earlier conversion published, as its package says, and this one does not: all pages being added."""
        return staging.left_over(self._staging, self._out)

    def finish(self) -> list[str]:
        """Complete the shared files, all pages being added; answers with their names."""
        self._finished = True
        with self._told():
            return self._shared.finish() if self._shared else []

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None) -> None:
        try:
            if kind is None:
                if not self._finished:
                    self.finish()
                with self._told():
                    staging.publish(self._staging, self._out, self._stale)
        finally:
            if self._shared:
                self._shared.close()
            staging.discard(self._staging)

    @contextmanager
    def _told(self) -> Any:
        try:
            yield
        except OSError as fault:
            raise staging.cannot_write(self._out, fault) from fault
