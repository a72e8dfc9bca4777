"""The files that all pages share, growing page by page in a staging folder: the memory does not grow."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.emit.csv import csv_bytes, spreadsheet_safe
from pipeline.emit.datapackage import FILE_NAME, PACKAGE_END, as_item, file_resource, package_head, report_resource
from pipeline.emit.fields import FileFields, published_files
from pipeline.emit.page_parts import LISTED, MISFITS, shared_parts
from pipeline.model import OutputFile

Report = Callable[[Path], Iterable[OutputFile]]
"""Makes, of a file with a line for each page, what the report has beside the pages' own parts."""
SPOOLED = (FILE_NAME, LISTED)
"""What stands behind something that is known at the end alone."""
SPOOL = ".pages"


class SharedFiles:
    """The shared files of one conversion; raises OSError where they cannot be written."""

    def __init__(self, folder: Path, recipes: dict[str, FileFields], report: Report | None, *, safe: bool) -> None:
        """``recipes`` are the columns of each recipe's file; ``safe`` for spreadsheets."""
        self._folder = folder
        self._report = report
        self._safe = spreadsheet_safe if safe else bytes
        self._fields = {**published_files(), **recipes}
        self._misfits: defaultdict[str, set[str]] = defaultdict(set)
        self._first = True
        self._files: dict[str, BinaryIO] = {}
        for name in published_files():
            self._file(f"{name}.csv")
        for name in SPOOLED:
            self._file(name)

    def add(self, data: bytes) -> None:
        """Add the shared part of a page."""
        for name, part in shared_parts(data):
            if name == MISFITS:
                for recipe, column in json.loads(bytes(part)):
                    self._misfits[recipe].add(column)
                continue
            file = self._file(name)
            if name == FILE_NAME:
                file.write(b"" if self._first else b",")
                self._first = False
            file.write(part if self._safe is bytes or name in SPOOLED else self._safe(bytes(part)))

    def _file(self, name: str) -> BinaryIO:
        """The file of this name, begun with its header line where it has one."""
        file = self._files.get(name)
        if file is None:
            file = (self._folder / (f"{name}{SPOOL}" if name in SPOOLED else name)).open("w+b")
            self._files[name] = file
            if name not in SPOOLED:
                file.write(self._safe(csv_bytes([self._fields[name.removesuffix(".csv")].columns])))
        return file

    def finish(self) -> list[str]:
        """Write what is known at the end alone; answers with the names of all shared files."""
        names = [name for name in self._files if name not in SPOOLED]
        self._files[LISTED].flush()
        for file in self._report(self._folder / f"{LISTED}{SPOOL}") if self._report else ():
            path = self._folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
            names.append(file.path)
        with (self._folder / FILE_NAME).open("wb") as package:
            package.write(package_head().encode())
            package.write(",".join(map(as_item, self._resources())).encode())
            package.write(b"" if self._first else b",")
            self._files[FILE_NAME].seek(0)
            shutil.copyfileobj(self._files[FILE_NAME], package)
            package.write(("," + as_item(report_resource()) if self._report else "").encode() + PACKAGE_END.encode())
        for file_ in self._files.values():
            file_.close()
        for name in SPOOLED:
            (self._folder / f"{name}{SPOOL}").unlink()
        return [FILE_NAME, *names]

    def _resources(self) -> Iterator[dict[str, object]]:
        fixed = published_files()
        known = sorted(name for name in (file.removesuffix(".csv") for file in self._files) if name in self._fields)
        for name in [*fixed, *(name for name in known if name not in fixed)]:
            yield file_resource(self._fields[name], self._misfits[name])

    def close(self) -> None:
        """Let go of the files, whatever state they are in."""
        for file in self._files.values():
            with suppress(OSError):  # what a full disk has to say was said: no traceback takes the place of the sentence
                file.close()
