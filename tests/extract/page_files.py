"""Pages of one file each, as ingest hands them on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline.model import PageSource, Source, SourceKind
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.random_page import random_page


@cache
def printed(seed: int) -> TypesetPage:
    return typeset(random_page(seed))


def source_of(data: bytes, folder: Path, name: str = "page.pdf", kind: SourceKind = SourceKind.PDF) -> PageSource:
    path = folder / name
    path.write_bytes(data)
    return PageSource(Source(path, name, hashlib.sha256(data).hexdigest(), kind, 1), 1, "p1")
