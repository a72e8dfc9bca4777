"""The files of what a user gives, files and folders here or in an object store, by name and in order.

In folders, files of other kinds are passed over, and so are hidden files, links that lead out of the folder, what is no file
(a pipe, a socket, a device), and the output folder.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline import remote
from pipeline.errors import UnreadableSourceError
from pipeline.image_file import IMAGE_SUFFIXES, has_image_mark
from pipeline.pdf_file import MARK_WITHIN, PDF_MARK
from pipeline.remote import RemoteFile
from pipeline.visible import visible

TEXT_SUFFIXES = (".txt", ".text")
SUFFIXES = (".pdf", *TEXT_SUFFIXES, *IMAGE_SUFFIXES)
ABOUT = ("readme",)
"""Names of files, the suffix aside, that speak of a folder: not told of where they are no pages."""
FILE, FOLDER, LINK, NO_FILE = "", "folder", "links that lead nowhere, out of it or to a folder", "no files"
FEW = 5
"""Kinds of files that were passed over: the commonest are named."""

log = logging.getLogger(__name__)


def found_files(paths: Sequence[Path | str], leave_out: Path | None) -> Iterator[tuple[Path | RemoteFile, str]]:
    """The files of ``paths`` with their names, in the order in which their pages are published."""
    leave_out = leave_out.resolve() if leave_out else None
    for path in paths:
        yield from _remote_files(path) if isinstance(path, str) else _files(path, leave_out)


def _remote_files(url: str) -> Iterator[tuple[RemoteFile, str]]:
    """The files at an address of an object store; one that is not there, or holds none, answers with itself."""
    some = False
    with suppress(UnreadableSourceError):
        for file, name, head in remote.found(url):
            if file.url == url or Path(name).suffix.lower() in SUFFIXES or _has_mark(head(MARK_WITHIN)):
                some = True
                yield file, _readable(name)
    if not some:
        yield RemoteFile(f"{url.rstrip('/')}/"), _readable(remote.last_part(url))


def _files(path: Path, leave_out: Path | None) -> Iterator[tuple[Path, str]]:
    """The files under a given path with their names; a folder without any answers with itself."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on some paths (a name too long)
        yield path, _readable(path.name)
        return
    found = list(_tree(path, leave_out))
    for file in sorted(found, key=lambda file: os.fsencode(file.relative_to(path).as_posix())):
        yield file, _readable(file.relative_to(path).as_posix())
    if not found:
        yield path, _readable(path.resolve().name)


def _tree(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """The files in ``folder`` that may be pages, and the folders in it that cannot be listed (each fails later)."""
    passed_over: Counter[str] = Counter()
    root = os.path.realpath(folder)
    todo = [(str(folder), root)]
    while todo:  # a stack of our own: folders may lie deeper in each other than Python calls itself
        where, real = todo.pop()
        try:
            with os.scandir(where) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            yield Path(where)
            continue
        for entry in found:
            kind = _kind(entry, root)
            if kind == FOLDER and f"{real}/{entry.name}" != str(leave_out):
                todo.append((entry.path, f"{real}/{entry.name}"))
            elif kind == FILE and may_be_page(Path(entry.path)):
                yield Path(entry.path)
            elif kind != FOLDER and Path(entry.name).stem.lower() not in ABOUT:
                passed_over[kind or Path(entry.name).suffix.lower()] += 1
    if passed_over:
        kinds = sorted(passed_over.items(), key=lambda kind: (-kind[1], kind[0]))
        told = [f"{count} {kind or 'without a suffix'}" for kind, count in kinds[:FEW]] + ["…"] * (len(kinds) > FEW)
        where, what = (" ".join(visible(each).split()) for each in (str(folder), ", ".join(told)))
        log.warning("%s: files of other kinds were passed over (%s).", where, what)


def _kind(entry: os.DirEntry[str], root: str) -> str:
    """FILE or FOLDER, or what is said of it: no link is followed to a folder, nor out of ``root``."""
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        within = target.startswith(f"{root.rstrip('/')}/")
        return FILE if within and os.path.isfile(target) else LINK  # noqa: PTH113 - Path.is_file raises on some paths
    if entry.is_dir(follow_symlinks=False):
        return FOLDER
    return FILE if entry.is_file(follow_symlinks=False) else NO_FILE


def may_be_page(file: Path) -> bool:
    """Whether a file of a folder is, or by its name claims to be, of a kind we read."""
    if file.suffix.lower() in SUFFIXES:
        return True
    try:
        head = first_bytes(file)
    except OSError:
        return False
    return _has_mark(head)


def _has_mark(head: bytes) -> bool:
    return PDF_MARK in head or has_image_mark(head)


def first_bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MARK_WITHIN)


def _readable(name: str) -> str:
    """A file name as text that every output can hold: bytes that are no UTF-8 are written as ``\\xNN``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
