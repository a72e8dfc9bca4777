"""The files of a release: what each is, how long it is, and its checksum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.dataset.data_package import sha256

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".json": "application/json",
    ".md": "text/markdown",
    ".cff": "application/yaml",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".html": "text/html",
    "": "text/plain",
}


@dataclass(frozen=True, slots=True)
class File:
    path: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(PurePosixPath(self.path).suffix, "application/octet-stream")


def files(folder: Path) -> list[File]:
    """Every file under a folder, in the order of their paths."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [File(path, (folder / path).stat().st_size, sha256(folder / path)) for path in paths]
