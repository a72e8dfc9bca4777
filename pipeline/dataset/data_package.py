"""A data package as it lies in a folder: its resources, their columns, their rows. Of a conversion and of a release alike."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import UsageError

FILE_NAME = "datapackage.json"
GENERATOR = "jiaokan"
Row = Sequence[str]
csv.field_size_limit(sys.maxsize // 2**32)
"""An article may be longer than the 128 KiB that the csv module reads by itself; the limit has to fit a C long of 32 bits."""


class UnfitPackage(UsageError):  # noqa: N818 - a fault in use, told in a sentence
    """A folder that holds no package of ours, or one that does not say what its files hold."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package; ``descriptor`` is what the package says of it."""

    folder: Path
    descriptor: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.descriptor["name"])

    @property
    def path(self) -> str:
        return str(self.descriptor["path"])

    @property
    def file(self) -> Path:
        return self.folder / self.path

    @property
    def tabular(self) -> bool:
        return "schema" in self.descriptor

    @property
    def fields(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.descriptor["schema"]["fields"]
        return found

    @property
    def columns(self) -> list[str]:
        return [str(field["name"]) for field in self.fields]

    @property
    def primary_key(self) -> list[str]:
        return list(self.descriptor["schema"].get("primaryKey", ()))

    @property
    def foreign_keys(self) -> list[tuple[str, str, str]]:
        """(column, other resource, its column)."""
        keys = self.descriptor["schema"].get("foreignKeys", ())
        return [(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0]) for key in keys]

    @property
    def of_one_table(self) -> bool:
        """Whether it is one of the two files that a table has for itself."""
        return PurePosixPath(self.path).parent.name == "tables"

    def rows(self) -> Iterator[list[str]]:
        """The data rows, as text; raises UnfitPackage where the file is not what the package says."""
        try:
            with self.file.open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file, strict=True)
                if self.descriptor.get("dialect", {}).get("header", True) and next(reader, None) != self.columns:
                    raise UnfitPackage(f"{self.file} has not the columns that {FILE_NAME} states.", "Convert again.")
                for row in reader:
                    if len(row) != len(self.fields):
                        raise UnfitPackage(
                            f"Line {reader.line_num} of {self.file} has {len(row)} values under {len(self.fields)} columns.",
                            "Convert again.",
                        )
                    yield row
        except (OSError, UnicodeDecodeError, csv.Error) as fault:
            raise UnfitPackage(f"{self.file} cannot be read ({fault}).", "Convert again.") from fault


@dataclass(frozen=True, slots=True)
class Package:
    """The package in ``folder``."""

    folder: Path
    descriptor: dict[str, Any]
    resources: tuple[Resource, ...]

    @property
    def tables(self) -> tuple[Resource, ...]:
        """The files with rows of many pages: not those of single tables, nor copies of them in other formats."""
        return tuple(each for each in self.resources if each.tabular and not each.of_one_table)

    def find(self, name: str) -> Resource | None:
        return next((each for each in self.resources if each.name == name), None)

    def __getitem__(self, name: str) -> Resource:
        found = self.find(name)
        if found is None:
            raise UnfitPackage(f"{self.folder} holds no {name}.", "Give a folder that `jiaokan convert … --out` wrote.")
        return found

    def records(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of a resource by column."""
        resource = self[name]
        columns = resource.columns
        return (dict(zip(columns, row, strict=True)) for row in resource.rows())


def read_package(folder: Path) -> Package:
    """The package that lies in a folder; raises UnfitPackage where there is none of ours, or a path leads out of it."""
    try:
        said = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        ours = str(said["generator"]).startswith(GENERATOR)
        resources = tuple(Resource(folder, each) for each in said["resources"])
        inside = all(_inside(each.path) for each in resources)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UnfitPackage(f"{folder} holds no data package.", "Give a folder that `jiaokan convert … --out` wrote.") from fault
    if not ours or not inside:
        raise UnfitPackage(f"{folder} holds a data package of other origin.", "Give a folder that `jiaokan convert` wrote.")
    return Package(folder, said, resources)


def _inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and "\\" not in path and ".." not in parts


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], *, excel: bool = False) -> None:
    """A CSV file (RFC 4180) with line feeds; for Excel with its mark and CR LF, without which 汉字 come out as Latin."""
    ending = "\r\n" if excel else "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        plain = csv.writer(file, lineterminator=ending)
        quoted = csv.writer(file, lineterminator=ending, quoting=csv.QUOTE_ALL)
        for row in (header, *rows) if header else rows:
            bare_cr = any("\r" in value or "\n" in value for value in row)  # before 3.13 csv quotes its own line end only
            (quoted if bare_cr else plain).writerow(row)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
