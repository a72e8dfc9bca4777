"""The output folder. Files are made in a hidden folder inside it and moved into place at the end, each whole.

What an earlier conversion published and this one did not make goes; nothing else in the folder is ever removed or overwritten.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.emit.datapackage import FILE_NAME, REPORT, published_before
from pipeline.errors import UsageError

HIDDEN = ".jiaokan"
"""The folder of what is not published: staged files, and the ledger of ``batch``."""
PREFIX = "staging-"
FOLDERS = {"tables": "csv", "alto": "xml", "pdf": "pdf"}
"""What is published in folders of their own, and how its names end."""
REPORT_FILES = (
    r"report/index(-[0-9]+)?\.html|report/assets/report\.(css|js)|report/pages/[^/\\]+\.html",
    r"report/sheets/[^/\\]+\.jpg|report/(thumbs|ink)/[^/\\]+\.webp|report/desk/[^/\\]+\.json",
)
IN_FOLDERS = (rf"{folder}/[^/\\]+\.{ending}" for folder, ending in FOLDERS.items())
OURS = re.compile("|".join([r"[^/\\]+\.csv", *REPORT_FILES, *IN_FOLDERS]))
"""What a published file may be called. A package that was changed by hand can point nowhere else."""


def refuse_foreign(out: Path, names: Iterable[str]) -> None:
    """Raises UsageError when ``out`` is no folder, or holds a file of one of ``names`` that no conversion published."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"The output {out} is a file.", "Give a folder.")
    before = published_before(out)
    ours = set() if before is None else {*before, FILE_NAME}
    foreign = [name for name in (*names, FILE_NAME) if name not in ours and (out / name).exists()]
    if foreign:
        raise UsageError(f"The output folder {out} holds a {foreign[0]} of other origin.", "Give an empty folder.")


def prepare(out: Path) -> Path:
    """A new staging folder inside ``out``, which is made if need be; what others left that were killed goes.

    Raises UsageError when ``out`` cannot be written into.
    """
    try:
        hidden = out / HIDDEN
        hidden.mkdir(parents=True, exist_ok=True)
        for left in hidden.glob(f"{PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(prefix=PREFIX, dir=hidden))
        for folder in FOLDERS:
            (staging / folder).mkdir()
    except OSError as fault:
        raise cannot_write(out, fault) from fault
    return staging


def publish(staging: Path, out: Path) -> None:
    """Move every staged file into place, the package first: from then on the folder is known as ours."""
    if hasattr(os, "sync"):
        os.sync()  # a power cut after the first move must not find names without their contents
    staged = (path.relative_to(staging).as_posix() for path in staging.rglob("*"))
    new = [FILE_NAME, *sorted(name for name in staged if OURS.fullmatch(name))]
    left: set[Path] = set()
    for name in published_files(out).difference(new):
        stale = out / name
        if OURS.fullmatch(name) and stale.resolve().is_relative_to(out.resolve()):
            stale.unlink(missing_ok=True)
            left.update(folder for folder in stale.parents if folder != out and folder.is_relative_to(out))
    for folder in {Path(name).parent for name in new}:
        (out / folder).mkdir(parents=True, exist_ok=True)
    for name in new:
        os.replace(staging / name, out / name)  # noqa: PTH105 - the usual name for what it does
    for folder in sorted(left, reverse=True):  # what lies within a folder goes before it
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def published_files(out: Path) -> set[str]:
    """What a conversion published in ``out``; where it wrote a report, all files of that."""
    before = set(published_before(out) or ())
    if REPORT in before:
        before.update(path.relative_to(out).as_posix() for path in (out / "report").rglob("*") if path.is_file())
    return before


def files_stamp(out: Path) -> str:
    """What changes when a published file is written to, replaced or removed, or another published; its size and time tell."""
    digest = hashlib.sha256()
    for name in sorted({*published_files(out), FILE_NAME}):
        try:
            it = (out / name).stat()
        except OSError:
            digest.update(f"{name}\0gone\0".encode())
        else:
            digest.update(f"{name}\0{it.st_size}\0{it.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def discard(staging: Path) -> None:
    """Remove the staging folder, and the folders it stood in where nothing else is in them."""
    shutil.rmtree(staging, ignore_errors=True)
    for folder in (staging.parent, staging.parent.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def cannot_write(out: Path, fault: OSError) -> UsageError:
    return UsageError(f"The output folder {out} cannot be written ({fault.strerror or fault}).", "Choose another folder.")
