"""The published files in an S3-compatible store: the bytes of the folder, each file whole, the package last."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import remote
from pipeline.batch.status import read_status
from pipeline.convert import convert
from pipeline.emit import object_store
from pipeline.emit.object_store import MARK
from pipeline.errors import UsageError
from pipeline.settings import Settings
from tests.answer import Run
from tests.batch.object_store import SECRET, fill, server, store
from tests.batch.test_resume import dumps
from tests.test_convert import DUMP, put

pytest.importorskip("s3fs")
pytest.importorskip("moto")
__all__ = ["server", "store"]  # fixtures
THERE = Settings(upload="s3://archive/clean", report=True)


def stored(system: Any) -> dict[str, bytes]:
    return {path.removeprefix("archive/clean/"): system.cat_file(path) for path in system.find("archive/clean")}


def folder(out: Path) -> dict[str, bytes]:
    files = [path for path in out.rglob("*") if path.is_file() and ".jiaokan" not in path.parts]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_what_is_published_lies_there_too_and_what_is_no_more_goes(tmp_path: Path, store: Any) -> None:
    """From a store into a store: with the report, and with files of others left alone."""
    source, out = dumps(tmp_path / "in", 2), tmp_path / "out"
    fill(store, source, "in")
    store.pipe_file("archive/clean/notes.md", b"mine")
    store.pipe_file("archive/cleaner/pages.csv", b"another's")
    convert(["s3://archive/in"], out, THERE)
    assert stored(store) == {**folder(out), "notes.md": b"mine"}
    before = set(stored(store))
    store.rm("archive/in/p001.txt")
    convert(["s3://archive/in"], out, THERE)
    assert stored(store) == {**folder(out), "notes.md": b"mine"}
    assert any(name.startswith("report/pages/") for name in before - set(stored(store)))
    convert(["s3://archive/in"], out, Settings(upload="s3://archive/clean"))
    assert not any(name.startswith("report/") for name in stored(store))
    assert store.cat_file("archive/cleaner/pages.csv") == b"another's"


def test_only_what_changed_is_sent(tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = dumps(tmp_path / "in", 2), tmp_path / "out"
    convert([source], out, THERE)
    sent: list[str] = []
    system, _ = remote.store("s3://archive/clean")
    whole = system.put
    monkeypatch.setattr(system, "put", lambda ours, theirs: sent.extend(theirs) or whole(ours, theirs))
    convert([source], out, THERE)
    assert sent == []
    put(source, p002_txt=DUMP)
    convert([source], out, THERE)
    assert "archive/clean/pages.csv" in sent
    assert len([name for name in sent if name.startswith("archive/clean/tables/")]) == 2  # of one table
    assert stored(store) == folder(out)


@pytest.mark.parametrize("after", range(4))
def test_an_upload_that_is_cut_off_is_marked_and_ended_by_the_next(
    tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Wherever it is cut: until all is there, the mark says so or there is no package; no object is ever half."""
    source, out = dumps(tmp_path / "in", 2), tmp_path / "out"
    monkeypatch.setattr(object_store, "AT_ONCE", 5)
    convert([source], out, THERE)
    (source / "p000.txt").unlink()
    put(source, p007_txt=f"{DUMP}\nother")
    system, _ = remote.store("s3://archive/clean")
    done = iter(range(after))

    def cut(whole: Any, *given: Any) -> Any:
        if next(done, None) is None:
            raise OSError("the cable is pulled")
        return whole(*given)

    with monkeypatch.context() as context:
        for name in ("put", "rm"):
            context.setattr(system, name, partial(cut, getattr(system, name)))
        with pytest.raises(UsageError, match=r"cannot be reached \(OSError\).*What is published lies in"):
            convert([source], out, THERE)
    assert MARK in stored(store)
    assert not read_status(out).published
    convert([source], out, THERE)
    assert stored(store) == folder(out)


def test_files_of_another_origin_are_not_overwritten(tmp_path: Path, store: Any, run: Run) -> None:
    source = dumps(tmp_path / "in", 1)
    store.pipe_file("archive/clean/pages.csv", b"mine")
    answer = run("convert", source, "--out", tmp_path / "out", "--jobs", "0", "--upload", "s3://archive/clean")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "s3://archive/clean holds a pages.csv of other origin. Give an address of its own." in answer.err
    assert stored(store) == {"pages.csv": b"mine"}
    assert not (tmp_path / "out").exists()  # told before an hour's work


def test_a_store_that_denies_is_one_sentence_and_what_is_published_stays(
    tmp_path: Path, store: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(f"{SECRET} is not allowed")

    system, _ = remote.store("s3://archive/clean")
    monkeypatch.setattr(system, "pipe_file", refused)
    out = tmp_path / "out"
    source = dumps(tmp_path / "in", 1)
    answer = run("convert", source, "--out", out, "--jobs", "0", "--upload", "s3://archive/clean")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert answer.err.startswith("jiaokan: Access to s3://archive/clean is denied. Check the credentials")
    assert SECRET not in answer.err
    assert json.loads((out / "datapackage.json").read_bytes())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--out", "s3://archive/clean"], "Give --out DIR --upload s3://archive/clean."),
        (["--out", "out", "--upload", "s3://no-such-bucket/clean"], "s3://no-such-bucket/clean does not exist."),
        (["--out", "out", "--upload", "s3://me:secret@archive/clean"], "holds a user's name"),
    ],
)
def test_an_address_where_nothing_can_be_put_is_one_sentence(
    tmp_path: Path, store: Any, run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("convert", dumps(tmp_path / "in", 1), *options)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert told in answer.err
    assert {path.name for path in tmp_path.iterdir()} == {"in"}


def test_status_of_an_address_says_where_the_ledger_is(run: Run) -> None:
    answer = run("status", "s3://archive/clean")
    assert answer.code == 2
    assert answer.err.endswith("which an object store cannot hold. Give the folder that was --out.\n")
