"""The published files in an object store too: what lies in the output folder, under an address.

An object takes its place at once, a folder of them does not. So ``datapackage.json`` comes after all it lists, and until then
``MARK`` lies beside them: what is put there is whole when the package is there and the mark is not. A mark also tells what an
upload was about to put that was cut off, so that the next one knows these files for ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import remote
from pipeline.emit.datapackage import FILE_NAME, GENERATOR, REPORT, published_in
from pipeline.emit.staging import OURS, published_files
from pipeline.errors import PageError, UsageError

MARK = ".jiaokan-upload.json"
AT_ONCE = 500
"""Files handed over together; the store's client sends some of them side by side."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What lies under the address now, by name, with what the store says of it; ``ours`` was put there by an upload."""

    files: dict[str, dict[str, Any]]
    ours: frozenset[str]


def refuse_unfit_address(out: Path, url: str) -> None:
    """Raises UsageError where nothing can be put under the address, or a file that is not ours is in the way."""
    with _told(out, url):
        system, root = remote.store(url)
        _refuse_foreign(_stored(system, root), [FILE_NAME, "pages.csv"], url)


def upload(out: Path, url: str) -> None:
    """Put what is published in ``out`` under the address; files that are there with the same bytes are not sent again, and what
    an earlier upload put there that is published no more goes. Raises UsageError where that cannot be done."""
    with _told(out, url):
        system, root = remote.store(url)
        stored = _stored(system, root)
        names = sorted(published_files(out) - {FILE_NAME})
        _refuse_foreign(stored, [*names, FILE_NAME], url)
        system.pipe_file(f"{root}/{MARK}", _as_package(sorted({*stored.ours, *names})))
        for some in _groups([name for name in names if not _same(out / name, stored.files.get(name))]):
            system.put([str(out / name) for name in some], [f"{root}/{name}" for name in some])
        system.pipe_file(f"{root}/{FILE_NAME}", (out / FILE_NAME).read_bytes())
        gone = [name for name in stored.files if name in stored.ours and OURS.fullmatch(name) and name not in names]
        for some in _groups(gone):
            system.rm([f"{root}/{name}" for name in some])
        system.rm(f"{root}/{MARK}")


def _stored(system: Any, root: str) -> _Stored:
    files = {
        path[len(root) + 1 :]: info for path, info in system.find(root, detail=True).items() if path.startswith(f"{root}/")
    }
    listed = [published_in(system.cat_file(f"{root}/{name}")) for name in (FILE_NAME, MARK) if name in files]
    ours = {name for each in listed if each is not None for name in each}
    if any(each is not None for each in listed):
        ours.add(FILE_NAME)
    if REPORT in ours:
        ours.update(name for name in files if name.startswith("report/"))
    return _Stored(files, frozenset(ours))


def _refuse_foreign(stored: _Stored, names: Iterable[str], url: str) -> None:
    for name in names:
        if name in stored.files and name not in stored.ours:
            raise UsageError(f"{url} holds a {name} of other origin.", "Give an address of its own.")


def _as_package(names: Iterable[str]) -> bytes:
    return json.dumps({"generator": GENERATOR, "resources": [{"path": name} for name in names]}).encode()


def _same(path: Path, info: dict[str, Any] | None) -> bool:
    """Whether a stored file surely has the bytes of this one: S3 tells the MD5 of what was put at once, unless it enciphers."""
    if info is None or info.get("size") != path.stat().st_size:
        return False
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    return str(info.get("ETag", "")).strip('"') == digest


def _groups(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))


@contextmanager
def _told(out: Path, url: str) -> Iterator[None]:
    try:
        with remote.told(url):
            yield
    except PageError as fault:
        remedy = f"{fault.remedy} What is published lies in {out}; the same command puts it there."
        raise UsageError(fault.problem, remedy) from fault
