"""The published columns, as ``fields.toml`` tells them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """A column, as its descriptor in Data Package v2 says it."""

    name: str
    title: str
    type: str = "string"
    description: str = ""
    unit: str = ""
    delimiter: str = ""
    constraints: dict[str, Any] = field(default_factory=dict)
    role: str = ""
    """Of a table's column, as of the two after it: what it is to the rules (``model.Column``)."""
    share: str = ""
    derived_from: str = ""

    def descriptor(self, type_name: str = "") -> dict[str, Any]:
        said = {
            "name": self.name,
            "type": type_name or self.type,
            "title": self.title,
            "description": self.description,
            "unit": self.unit,
            "delimiter": self.delimiter,
            "constraints": self.constraints,
            "role": self.role,
            "share": self.share,
            "derivedFrom": self.derived_from,
        }
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class FileFields:
    """One published file: its columns in their order, its keys."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[str, str], ...] = ()
    """(column, file): the column names a row of the file by that file's column of the same name."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields)


@cache
def published_files() -> dict[str, FileFields]:
    """The files that every conversion writes, by name, in their order."""
    said = tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))
    shared = said.pop("shared")
    return {
        name: FileFields(
            name=name,
            title=both(file["title"]),
            description=file["description"],
            fields=tuple(_field({**shared.get(each["name"], {}), **each}) for each in file["fields"]),
            primary_key=tuple(file["primary_key"]),
            foreign_keys=tuple((key["fields"], key["resource"]) for key in file.get("foreign_keys", ())),
        )
        for name, file in said.items()
    }


def _field(said: dict[str, Any]) -> Field:
    return Field(**{**said, "title": both(said["title"])})


def both(title: dict[str, str]) -> str:
    """A title in two languages."""
    return f"{title['zh']} / {title['en']}"


_SHAPES = {"integer": re.compile(r"[+-]?[0-9]+"), "number": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")}


def holds(type_name: str, value: str) -> bool:
    """Whether a value, or the lack of one, can stand in a column of this type."""
    if not value or type_name == "string":
        return True
    if type_name == "date":
        return len(value) == len("2000-01-01") and _is_date(value)
    return _SHAPES[type_name].fullmatch(value) is not None


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Names that can head columns: an empty one becomes its number, the second ``合计`` 合计_2."""
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        stem = unique = name or f"column_{number}"
        count = 1
        while unique in taken:
            count += 1
            unique = f"{stem}_{count}"
        taken.add(unique)
        yield unique
