"""Files and folders become pages to read; what cannot be read says why, once, and never stops the others.

A file's kind is told by its content: a PDF has ``%PDF-`` within its first 1024 bytes (PDF Reference 1.7, appendix H, note 13);
a picture begins with the mark of its format; a text dump is a ``.txt`` or ``.text`` file that decodes as UTF-8, GB 18030, or
UTF-16 with its mark. What is looked at in folders, and in what order, is told by ``source_files``.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import remote
from pipeline.errors import ChangedSourceError, DamagedSourceError, PageError, UnreadableSourceError, UsageError
from pipeline.image_file import IMAGE_SUFFIXES, has_image_mark, image_page_count
from pipeline.model import PageResult, PageSource, Source, SourceKind
from pipeline.pdf_file import PDF_MARK, pdf_page_count
from pipeline.remote import RemoteFile
from pipeline.sentences import say
from pipeline.settings import Settings
from pipeline.source_files import TEXT_SUFFIXES, first_bytes, found_files, may_be_page
from pipeline.text_encoding import decoded
from pipeline.visible import in_one_line, one_line

SLUG_LENGTH = 40
HASH_LENGTH = 12
NOT_IN_SLUG = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")

log = logging.getLogger(__name__)


def page_sources(
    paths: Sequence[Path | str], settings: Settings, leave_out: Path | None = None
) -> Iterator[PageSource | PageResult]:
    """Every page of ``paths`` in their order, folders by the bytes of their files' names; ``leave_out`` is never entered.

    A file that cannot be read is one PageResult with its error, under page number 1. A page id is made of a file's name and
    bytes: when the same name with the same bytes comes a second time (a file given twice, or copies in two given folders), the
    second is left out, with a warning in the log. Raises UsageError, before anything is read, when ``paths`` holds nothing but
    missing paths and files of unknown kinds.
    """
    refuse_wrong_use(paths)
    return _all_pages(paths, settings, leave_out)


def refuse_wrong_use(paths: Sequence[Path | str]) -> None:
    """Raises UsageError when ``paths`` holds nothing but missing paths and files of unknown kinds."""
    faults = [fault for path in paths if (fault := _wrong_use(path, str(path))) is not None]
    if not paths:
        raise UsageError("Nothing to read was given.", "Give PDF, picture or text files, or folders that hold them.")
    if len(faults) == len(paths):
        raise UsageError(faults[0].problem, faults[0].remedy)


def _all_pages(paths: Sequence[Path | str], settings: Settings, leave_out: Path | None) -> Iterator[PageSource | PageResult]:
    seen: set[str] = set()
    for path, name in found_files(paths, leave_out):
        source, fault = look_at(path, name, settings)
        pages = pages_of(source)
        if pages[0].page_id in seen:
            warn_of_second(pages[0])
            continue
        seen.add(pages[0].page_id)
        yield from [failed_file(pages[0], fault)] if fault else pages


def failed_file(page: PageSource, fault: PageError) -> PageResult:
    """What is published of a file that cannot be read: its one page, and why."""
    return PageResult(page, error=one_line(fault.sentence), cause=fault.cause)


def warn_of_second(page: PageSource) -> None:
    log.warning("%s was given twice (same name, same bytes): the second is left out.", in_one_line(page.source.name))


def _wrong_use(path: Path | str, called: str) -> PageError | None:
    """Why a given path is a fault in use rather than in a file: it is missing, or of a kind we do not read."""
    if isinstance(path, str):
        return remote.wrong_address(path)
    try:
        if not path.exists():
            return UnreadableSourceError(say("fault.missing", name=called), say("remedy.path"))
        if path.is_dir() or (path.is_file() and (path.stat().st_size == 0 or may_be_page(path))):
            return None
    except OSError as fault:
        return UnreadableSourceError(say("fault.not_reached", name=called, why=fault.strerror), say("remedy.path_rights"))
    return UnreadableSourceError(say("fault.other_kind", name=called), say("remedy.kinds"))


def look_at(file: Path | RemoteFile, name: str, settings: Settings) -> tuple[Source, PageError | None]:
    """What kind of file it is, its hash and how many pages it has; or none, and why it cannot be read."""
    if isinstance(file, Path):
        return _look_at(file, name, settings)
    unread = Source(Path(name), name, "", _kind_by_name(Path(name)), 0, file.stamp, file.url)
    try:
        if file.url.endswith("/"):
            raise remote.wrong_address(file.url) or _holds_nothing(name)
        path, _ = remote.fetched(file, name, settings.max_file_bytes, settings.fetched)
    except PageError as fault:
        return unread, fault
    source, told = _look_at(path, name, settings)
    return replace(source, path=unread.path, stamp=file.stamp, url=file.url), told


def at_hand(page_source: PageSource, settings: Settings) -> PageSource:
    """The page of a file that can be read here: one in an object store is fetched. Raises PageError where it cannot be, or is
    another file by now."""
    source = page_source.source
    if not source.url:
        return page_source
    path, sha256 = remote.fetched(RemoteFile(source.url, source.stamp), source.name, settings.max_file_bytes, settings.fetched)
    if sha256 != source.sha256:
        raise _changed(source)
    return replace(page_source, source=replace(source, path=path))


def _look_at(path: Path, name: str, settings: Settings) -> tuple[Source, PageError | None]:
    digest = stamp = ""
    kind = _kind_by_name(path)
    try:
        _refuse_by_look(path, name, settings)
        stamp = file_stamp(path)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        kind = _kind(path, name)
        count = _page_count(path, name, kind, settings)
        if count > settings.max_pages_per_file:
            problem = say("fault.too_many_pages", name=name, count=count, most=settings.max_pages_per_file)
            raise UnreadableSourceError(problem, say("remedy.split"))
    except OSError as fault:
        problem = say("fault.not_read", name=name, why=fault.strerror or type(fault).__name__)
        return Source(path, name, digest, kind, 0, stamp), UnreadableSourceError(problem, say("remedy.rights"))
    except PageError as fault:
        return Source(path, name, digest, kind, 0, stamp), fault
    return Source(path, name, digest, kind, count, stamp), None


def pages_of(source: Source) -> list[PageSource]:
    """The pages of a file; of one that cannot be read, the one that says so."""
    return [_page_source(source, number) for number in range(1, max(1, source.page_count) + 1)]


def file_stamp(file: Path | RemoteFile) -> str:
    """What changes when a file is written to or replaced: its size and time, as ``make`` and ``rsync`` tell it."""
    if isinstance(file, RemoteFile):
        return file.stamp
    it = file.stat()
    return f"{it.st_size}-{it.st_mtime_ns}"


def refuse_if_changed(source: Source) -> None:
    """Raises ChangedSourceError where the file is not the one that was hashed: its pages would stand under a wrong hash."""
    if not source.stamp or source.url:  # a fetched copy was compared by its hash
        return
    try:
        same = file_stamp(source.path) == source.stamp
    except OSError as fault:
        told = fault.strerror or type(fault).__name__
        raise ChangedSourceError(say("fault.went_away", name=source.name, why=told), say("remedy.when_there")) from fault
    if not same:
        raise _changed(source)


def _changed(source: Source) -> ChangedSourceError:
    return ChangedSourceError(say("fault.changed", name=source.name), say("remedy.when_at_rest"))


def _refuse_by_look(path: Path, name: str, settings: Settings) -> None:
    """Refuse what its directory entry says enough about."""
    if (fault := _wrong_use(path, name)) is not None:
        raise fault
    if path.is_dir():
        os.listdir(path)  # noqa: PTH208 - raises where the folder cannot be listed
        raise _holds_nothing(name)
    size = path.stat().st_size
    if size == 0:
        raise UnreadableSourceError(say("fault.empty", name=name), say("remedy.fetch"))
    if size > settings.max_file_bytes:
        raise remote.too_large(name, size, settings.max_file_bytes)


def _holds_nothing(name: str) -> UnreadableSourceError:
    return UnreadableSourceError(say("fault.holds_nothing", name=name), say("remedy.folder_of_kinds"))


def _kind_by_name(path: Path) -> SourceKind:
    suffix = path.suffix.lower()
    return SourceKind.TEXT if suffix in TEXT_SUFFIXES else SourceKind.IMAGE if suffix in IMAGE_SUFFIXES else SourceKind.PDF


def _kind(path: Path, name: str) -> SourceKind:
    head = first_bytes(path)
    if has_image_mark(head):
        return SourceKind.IMAGE
    if PDF_MARK in head:
        return SourceKind.PDF
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        claimed = say(
            "fault.no_pdf" if _kind_by_name(path) is SourceKind.PDF else "fault.named_picture", name=name, suffix=suffix
        )
        raise DamagedSourceError(claimed, say("remedy.right_name"))
    if decoded(path.read_bytes()) is None:
        raise DamagedSourceError(say("fault.encoding", name=name), say("remedy.utf8"))
    return SourceKind.TEXT


def _page_count(path: Path, name: str, kind: SourceKind, settings: Settings) -> int:
    match kind:
        case SourceKind.PDF:
            return pdf_page_count(path, name)
        case SourceKind.IMAGE:
            return image_page_count(path, name, settings)
        case SourceKind.TEXT:
            return 1


def _page_source(source: Source, number: int) -> PageSource:
    identity = hashlib.sha256(f"{source.name}\0{source.sha256}".encode()).hexdigest()[:HASH_LENGTH]
    slug = NOT_IN_SLUG.sub("-", Path(source.name).stem)[:SLUG_LENGTH].strip("-") or "page"
    return PageSource(source, number, f"{slug}-{identity}-p{number}")
