"""What is read: files and their pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.model.kinds import Half, SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``name`` is its path under the given folder (a single file's name), with forward slashes."""

    path: Path
    name: str
    sha256: str
    kind: SourceKind
    page_count: int
    stamp: str = field(default="", compare=False)
    """Size and times of the file when it was hashed: one that has others since is not the file of this hash."""
    url: str = ""
    """Where a file in an object store is fetched from; its ``path`` is that of the fetched copy, once there is one."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page of a source; ``page_number`` counts from 1. A spread shows two newspaper pages; each is a ``half`` of it."""

    source: Source
    page_number: int
    page_id: str
    half: Half | None = None
