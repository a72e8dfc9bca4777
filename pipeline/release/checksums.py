"""``SHA256SUMS``, in the form that ``sha256sum -c`` reads, and the checksum of that file itself in ``SHA256SUMS.sha256``: so
that one changed byte, wherever it is, is told of the file it is in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from pipeline.release import rocrate
from pipeline.release.inventory import File, files

SUMS = "SHA256SUMS"
SEAL = "SHA256SUMS.sha256"
CHANGED = "is not as it was released"


def write_checksums(folder: Path) -> None:
    sums = _lines(files(folder))
    (folder / SUMS).write_bytes(sums)
    (folder / SEAL).write_bytes(_seal(sums))


def _lines(found: Iterable[File]) -> bytes:
    return "".join(f"{each.sha256}  {each.path}\n" for each in found if each.path not in (SUMS, SEAL)).encode()


def _seal(sums: bytes) -> bytes:
    return f"{hashlib.sha256(sums).hexdigest()}  {SUMS}\n".encode()


def changed_files(folder: Path) -> Iterator[tuple[str, str]]:
    """(path, what is wrong) of every file that is not as it was released, is missing, or was added."""
    found = files(folder)
    missing = [name for name in (SUMS, SEAL) if not (folder / name).is_file()]
    yield from ((name, "is missing") for name in missing)
    if SUMS in missing:
        return
    sums = (folder / SUMS).read_bytes()
    sealed = SEAL in missing or (folder / SEAL).read_bytes() == _seal(sums)
    if sums == _lines(found):
        if not sealed:
            yield SEAL, CHANGED
        return
    if not sealed:
        yield SUMS, CHANGED
    listed = dict(line.split("  ", 1)[::-1] for line in sums.decode(errors="replace").splitlines() if "  " in line)
    vouched = {} if sealed else _vouched(folder)
    for file in found:
        if file.path in (SUMS, SEAL) or listed.get(file.path) == file.sha256 or vouched.get(file.path) == file.sha256:
            continue
        if sealed or file.path in vouched:
            yield file.path, CHANGED if file.path in listed or not sealed else "is no part of the release"
    present = {file.path for file in found}
    yield from ((path, "is missing") for path in sorted(listed) if path not in present and (sealed or path in vouched))


def _vouched(folder: Path) -> dict[str, str]:
    """The checksums that the crate states: asked where the list of checksums itself was changed."""
    try:
        graph = json.loads((folder / rocrate.FILE_NAME).read_text(encoding="utf-8"))["@graph"]
        return {unquote(str(each["@id"])): str(each["sha256"]) for each in graph if "sha256" in each}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
