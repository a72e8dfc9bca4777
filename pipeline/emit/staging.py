"""The output folder. Files are made in a hidden folder inside it and moved into place at the end, each whole.

What an earlier conversion published and this one did not make goes; nothing else in the folder is ever removed or overwritten.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from pipeline.emit.datapackage import FILE_NAME, REPORT, published_before
from pipeline.errors import UsageError
from pipeline.visible import in_one_line

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


def refuse_foreign(out: Path, names: Iterable[str], known: Collection[str] = ()) -> None:
    """Raises UsageError when ``out`` is no folder, or holds a file of one of ``names`` that no conversion published; ``known``
    are names of files that one did, the package aside."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"The output {out} is a file.", "Give a folder.")
    if out.exists() and not os.access(out, os.W_OK | os.X_OK):  # told before pages are made for hours
        raise UsageError(f"The output folder {out} cannot be written (Permission denied).", "Choose another folder.")
    doubtful = [name for name in (*names, FILE_NAME) if name not in known and (out / name).exists()]
    if not doubtful:  # the package of a large archive is not read for nothing
        return
    before = published_before(out)
    ours = set() if before is None else {*before, FILE_NAME}
    foreign = [name for name in doubtful if name not in ours]
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


def put(staging: Path, name: str, data: bytes | memoryview) -> None:
    """Stage a file; raises OSError, and UsageError where no published file can be called so."""
    if not OURS.fullmatch(name):
        problem = f"The ledger in {staging.parent} names a file that is none of ours ({in_one_line(name)})."
        raise UsageError(problem, "Remove that folder; all pages are made anew then.")
    path = staging / name
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def publish(staging: Path, out: Path, stale: Callable[[], Iterable[str]]) -> None:
    """Remove what is stale, then move every staged file into place, the package first: from then on the folder is known as
    ours. Raises OSError."""
    if hasattr(os, "sync"):
        os.sync()  # a power cut after the first move must not find names without their contents
    remove(out, stale())
    if (staging / FILE_NAME).exists():
        os.replace(staging / FILE_NAME, out / FILE_NAME)  # noqa: PTH105 - the usual name for what it does
    for where, _, files in os.walk(staging):
        place = out / Path(where).relative_to(staging)
        if files:
            place.mkdir(parents=True, exist_ok=True)
        for name in files:
            os.replace(f"{where}/{name}", f"{place}/{name}")  # noqa: PTH105 - as above


def remove(out: Path, names: Iterable[str]) -> None:
    """Remove published files, and the folders that are empty then. Names that no published file can have point nowhere."""
    left: set[Path] = set()
    inside: dict[Path, bool] = {}
    root = out.resolve()
    for name in names:
        stale = out / name
        within = inside.setdefault(stale.parent, False) or stale.parent.resolve().is_relative_to(root)
        inside[stale.parent] = within
        if OURS.fullmatch(name) and within:
            stale.unlink(missing_ok=True)
            left.update(folder for folder in stale.parents if folder != out and folder.is_relative_to(out))
    for folder in sorted(left, reverse=True):  # what lies within a folder goes before it
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def left_over(staging: Path, out: Path) -> Iterator[str]:
    """What an earlier conversion published, as its package says, and this one does not."""
    return (name for name in published_files(out) - {FILE_NAME} if not (staging / name).exists())


def published_files(out: Path) -> set[str]:
    """What a conversion published in ``out``; where it wrote a report, all files of that."""
    before = set(published_before(out) or ())
    if REPORT in before:
        before.update(path.relative_to(out).as_posix() for path in (out / "report").rglob("*") if path.is_file())
    return before


def discard(staging: Path) -> None:
    """Remove the staging folder, and the folders it stood in where nothing else is in them."""
    shutil.rmtree(staging, ignore_errors=True)
    for folder in (staging.parent, staging.parent.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def cannot_write(out: Path, fault: OSError) -> UsageError:
    return UsageError(f"The output folder {out} cannot be written ({fault.strerror or fault}).", "Choose another folder.")
