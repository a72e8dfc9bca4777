"""Writes pages into the published files as they come; the files grow, the memory does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType

from pipeline.emit import staging
from pipeline.emit.csv import CsvFile
from pipeline.emit.datapackage import (
    FILE_NAME,
    REPORT,
    as_line,
    file_resource,
    page_file_resource,
    report_resource,
    table_resources,
    write_package,
)
from pipeline.emit.fields import FileFields, holds, published_files
from pipeline.emit.page_files import PageFile
from pipeline.emit.recipe_rows import RecipeRows, recipe_file
from pipeline.emit.rows import DEFAULTS, PageRows, Row, TableFiles
from pipeline.model import OutputFile
from pipeline.recipes.schema import Recipe
from pipeline.settings import Settings


def refuse_unfit(out: Path, recipes: Sequence[Recipe], *, report: bool = False) -> dict[str, FileFields]:
    """The columns of each recipe's file; raises UsageError where ``out`` is unfit, RecipeError where names are taken."""
    fields = {recipe.name: recipe_file(recipe) for recipe in recipes}
    names = [f"{name}.csv" for name in (*published_files(), *fields)]
    staging.refuse_foreign(out, [*names, REPORT] if report else names)
    return fields


@dataclass(slots=True)
class _RecipeFile:
    """The growing file of one recipe; ``misfits`` are the columns that hold a value not of their type."""

    fields: FileFields
    file: CsvFile
    misfits: set[str] = field(default_factory=set)

    def add(self, rows: Sequence[Row]) -> None:
        self.file.add(rows)
        for row in rows:
            self.misfits.update(
                each.name for each, value in zip(self.fields.fields, row, strict=True) if not holds(each.type, value)
            )


class Writer:
    """The published files of one conversion, as a context: left in peace it publishes them, left by an exception it leaves the
    output folder as it was.

    Raises UsageError where the output folder cannot be written, RecipeError where a recipe's names are taken.
    """

    def __init__(
        self,
        out: Path,
        recipes: Sequence[Recipe],
        settings: Settings = DEFAULTS,
        report: Callable[[Path], Iterable[OutputFile]] | None = None,
    ) -> None:
        """``report`` makes, of the folder of finished files, what the report has beside the pages' own parts."""
        self._out = out
        self._report = report
        self._open = partial(CsvFile, spreadsheet_safe=settings.spreadsheet_safe)
        self._recipe_fields = refuse_unfit(out, recipes, report=report is not None)
        self._recipes: dict[str, _RecipeFile] = {}
        folder = staging.prepare(out)
        self._staging = folder
        try:
            self._files = {name: self._open(folder / f"{name}.csv", file.columns) for name, file in published_files().items()}
            self._resources = (folder / "resources").open("w+", encoding="utf-8", newline="")
        except OSError as fault:
            staging.discard(folder)
            raise staging.cannot_write(out, fault) from fault

    def __enter__(self) -> Writer:
        return self

    def add(self, rows: PageRows) -> None:
        """Add a page, its row of ``pages`` included. Raises UsageError where the output folder cannot be written."""
        try:
            for name, file_rows in rows.files.items():
                self._files[name].add(file_rows)
            for table in rows.tables:
                self._add_table(table)
            for recipe in rows.recipes:
                self._add_recipe(recipe)
            for file in rows.own:
                self._add_page_file(file)
            for part in rows.report:
                self._add_report_file(part)
        except OSError as fault:
            raise staging.cannot_write(self._out, fault) from fault

    def _add_table(self, files: TableFiles) -> None:
        raw, clean = table_resources(files)
        folder = self._staging / "tables"
        with self._open(folder / f"{files.table.table_id}.raw.csv") as file:
            file.add(files.raw)
        with self._open(folder / f"{files.table.table_id}.csv", files.columns) as file:
            file.add(files.clean)
        self._resources.write(as_line(raw) + as_line(clean))

    def _add_recipe(self, recipe: RecipeRows) -> None:
        known = self._recipes.get(recipe.recipe)
        if known is None:
            fields = self._recipe_fields[recipe.recipe]
            known = _RecipeFile(fields, self._open(self._staging / f"{recipe.recipe}.csv", fields.columns))
            self._recipes[recipe.recipe] = known
        known.add(recipe.rows)

    def _add_page_file(self, file: PageFile) -> None:
        (self._staging / file.path).write_bytes(file.data)
        self._resources.write(as_line(page_file_resource(file)))

    def _add_report_file(self, file: OutputFile) -> None:
        path = self._staging / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None) -> None:
        try:
            if kind is None:
                self._publish()
        except OSError as error:
            raise staging.cannot_write(self._out, error) from error
        finally:
            for close in (*(file.close for file in self._open_files()), self._resources.close):
                with suppress(OSError):  # what a full disk has to say was said: no traceback takes the place of the sentence
                    close()
            staging.discard(self._staging)

    def _publish(self) -> None:
        self._close()
        if self._report is not None:
            for file in self._report(self._staging):
                self._add_report_file(file)
            self._resources.write(as_line(report_resource()))
        self._resources.seek(0)
        fixed = [file_resource(file) for file in published_files().values()]
        known = [file_resource(each.fields, each.misfits) for _, each in sorted(self._recipes.items())]
        write_package(self._staging / FILE_NAME, chain(map(as_line, [*fixed, *known]), self._resources))
        staging.publish(self._staging, self._out)

    def _close(self) -> None:
        for file in self._open_files():
            file.close()

    def _open_files(self) -> tuple[CsvFile, ...]:
        return (*self._files.values(), *(recipe.file for recipe in self._recipes.values()))
