"""Files in an object store, S3 or what else fsspec reaches: listed, told apart, and fetched to be read.

Readers need a file on a disk: what is fetched to be looked at is kept for the processes of this machine that will read it, up
to ``KEPT_BYTES`` in all; beyond that each process keeps the one it fetched last, in a temporary folder of its own. Who may read
is said by the environment (``AWS_…``, ``~/.aws``, fsspec's own settings). An address that holds a password is refused, and of a
fault only the kind is told, never its text: no key comes into a ledger, a log or an output.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import JiaokanError, PageError, UnreachableSourceError, UnreadableSourceError, UsageError
from pipeline.sentences import say
from pipeline.visible import in_one_line

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
AT_ONCE = 16 << 20
"""Bytes asked for at a time: most pages come with one request."""
KEPT_BYTES = 2 << 30
"""Of fetched files that are kept until the conversion ends: an issue a day, or a year of text layers, is fetched once."""
STAMPS = ("ETag", "etag", "LastModified", "last_modified", "mtime", "created")
"""What a store says of a file that changes with it, the surest first."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of an object store, as it was listed; ``stamp`` is empty where the store tells nothing that changes."""

    url: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class _Copy:
    file: RemoteFile
    path: Path
    sha256: str


_last: list[tuple[_Copy, tempfile.TemporaryDirectory[str]]] = []


def given_path(text: str | Path) -> Path | str:
    """What a user gave: an address of an object store as text, anything else as a path."""
    if isinstance(text, Path) or not ADDRESS.match(text):
        return Path(text)
    return Path(text[7:]) if text.startswith("file:///") else text


def refuse_as_folder(folder: Path, remedy: str) -> None:
    """Raises UsageError where an address stands for a folder of this machine; as a path it has lost a stroke. ``{}`` in the
    remedy is the address."""
    if re.match(ADDRESS.pattern.removesuffix("/"), str(folder), re.IGNORECASE):
        address = str(folder).replace(":/", "://", 1)
        problem = f"{address} is no folder: the ledger is a SQLite file, which an object store cannot hold."
        raise UsageError(problem, remedy.format(address))


def wrong_address(url: str) -> PageError | None:
    """Why nothing stands at this address, or nothing that may be read; raises UsageError where it is no address."""
    system, path = store(url)
    try:
        with told(url):
            system.info(path)
    except PageError as fault:
        return fault
    return None


def last_part(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).name or urlsplit(url).netloc


def found(url: str) -> Iterator[tuple[RemoteFile, str, Callable[[int], bytes]]]:
    """The files at and under an address, each with its name under it and what reads its first bytes; in the order of a folder's
    files, without hidden ones.

    Raises UnreadableSourceError where there are none, UsageError where it cannot be listed.
    """
    system, root = store(url)
    try:
        with told(url):
            listed = system.find(root, detail=True)
    except UnreachableSourceError as fault:  # else the pages that are done would leave the dataset
        raise UsageError(fault.problem, fault.remedy) from fault
    for path, name in sorted(_named(listed, root.rstrip("/")), key=lambda each: each[1].encode(errors="surrogateescape")):
        file = RemoteFile(f"{url.partition('://')[0]}://{path}", _stamp(listed[path]))
        yield file, name, partial(_head, system, path)


def _named(listed: dict[str, dict[str, Any]], root: str) -> Iterator[tuple[str, str]]:
    """The paths of files with their names; a key that cannot be a path in a folder has none."""
    for path, info in listed.items():
        name = PurePosixPath(path).name if path == root else path[len(root) + 1 :]
        parts = name.split("/")
        if info.get("type") != "file" or name.endswith("/") or (any(part.startswith(".") for part in parts[:-1])):
            continue
        if "" in parts or "\0" in name:
            log.warning("%s is left out: its name is no path.", in_one_line(name))
        elif path == root or not parts[-1].startswith("."):
            yield path, name


def _head(system: Any, path: str, count: int) -> bytes:
    with told(path):
        return bytes(system.cat_file(path, start=0, end=count))


@contextmanager
def keeping(folder: Path, paths: Iterable[Path | str]) -> Iterator[Path | None]:
    """A folder where fetched files are kept as long as this lasts; none where there is no address among the paths."""
    if not any(isinstance(path, str) for path in paths):
        yield None
        return
    shutil.rmtree(folder, ignore_errors=True)  # of one that was killed
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fetched(file: RemoteFile, name: str, most: int, keep: Path | None = None) -> tuple[Path, str]:
    """A copy of the file on this machine and its hash. It stays until this process fetches the next, or, where there is room
    in ``keep``, for all of this machine until that goes. ``most`` is in bytes. Raises PageError where it cannot be had.
    """
    copy = _kept(file, keep) or next((copy for copy, _ in _last if copy.file == file and file.stamp), None)
    if copy is None:
        while _last:
            _last.pop()[1].cleanup()
        copy = _fetch(file, name, most, keep)
    return copy.path, copy.sha256


def _fetch(file: RemoteFile, name: str, most: int, keep: Path | None) -> _Copy:
    system, remote_path = store(file.url)
    suffix = PurePosixPath(re.sub(r"[^0-9A-Za-z./]", "", file.url)).suffix
    with told(name), system.open(remote_path, "rb", cache_type="none") as theirs:
        if theirs.size > most:
            raise too_large(name, theirs.size, most)
        if keep is not None and file.stamp and _has_room(keep, theirs.size):
            part = keep / f"{_key(file)}-{os.getpid()}.part"
            sha256 = _copied(theirs, part)
            path = part.rename(keep / f"{_key(file)}.{sha256}{suffix}")
            return _Copy(file, path, sha256)
        folder = tempfile.TemporaryDirectory(prefix="jiaokan-", ignore_cleanup_errors=True)
        path = Path(folder.name) / f"source{suffix}"
        copy = _Copy(file, path, _copied(theirs, path))
    _last.append((copy, folder))
    return copy


def _copied(theirs: Any, path: Path) -> str:
    """The hash of what was written to this path."""
    digest = hashlib.sha256()
    with path.open("wb") as ours:
        while some := theirs.read(AT_ONCE):
            digest.update(some)
            ours.write(some)
    return digest.hexdigest()


def _key(file: RemoteFile) -> str:
    return hashlib.sha256(f"{file.url}\0{file.stamp}".encode()).hexdigest()[:32]


def _kept(file: RemoteFile, keep: Path | None) -> _Copy | None:
    """The copy that a process of this machine fetched; on another machine there is no such folder."""
    found = next(keep.glob(f"{_key(file)}.*"), None) if keep and file.stamp else None
    return _Copy(file, found, found.name.split(".")[1]) if found else None


def _has_room(keep: Path, size: int) -> bool:
    try:
        held = sum(each.stat().st_size for each in os.scandir(keep))
        return held + size <= KEPT_BYTES and shutil.disk_usage(keep).free > size + KEPT_BYTES
    except OSError:
        return False


def too_large(name: str, size: int, most: int) -> UnreadableSourceError:
    return UnreadableSourceError(say("fault.too_many_bytes", name=name, size=size, most=most), say("remedy.split"))


def _stamp(info: dict[str, Any]) -> str:
    for each in STAMPS:
        if info.get(each):
            return f"{info.get('size')}-{str(info[each]).strip(chr(34))}"
    return ""


@contextmanager
def told(name: str) -> Iterator[None]:
    """What goes wrong between here and the store, in our words: raises PageError."""
    try:
        yield
    except JiaokanError:
        raise
    except FileNotFoundError as fault:
        raise UnreadableSourceError(say("fault.missing", name=name), say("remedy.bucket")) from fault
    except PermissionError as fault:
        raise UnreachableSourceError(say("fault.denied", name=name), say("remedy.credentials_allow")) from fault
    except Exception as fault:  # each store has exceptions of its own
        kind = type(fault).__name__
        remedy = say("remedy.credentials" if "Credential" in kind else "remedy.network")
        raise UnreachableSourceError(say("fault.not_reached", name=name, why=kind), remedy) from fault


@cache
def _system(protocol: str) -> Any:
    try:
        import fsspec

        return fsspec.filesystem(protocol, use_listings_cache=False)
    except ImportError as fault:
        raise UsageError(
            f"What reads {protocol}:// is not installed.", "For S3: pip install 'jiaokan[s3]'; for others see fsspec."
        ) from fault
    except Exception as fault:
        raise UsageError(
            f"{protocol}:// cannot be read ({type(fault).__name__}).", "Give s3://BUCKET/FOLDER, or mount it as a folder."
        ) from fault


def store(url: str) -> tuple[Any, str]:
    """The file system of an address and the path in it; raises UsageError where there is none."""
    protocol = url.partition("://")[0].lower()
    if "@" in urlsplit(url).netloc:
        raise UsageError(f"The address {protocol}://… holds a user's name.", "Give credentials by the environment instead.")
    if "::" in url:
        raise UsageError(f"The address {protocol}://… is a chain of addresses.", "Give the last of them.")
    system = _system(protocol)
    return system, str(system._strip_protocol(url))
