"""What is published is what a run from nothing would publish, whatever came before; and only what is new is written."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pipeline.batch import ledger_file
from pipeline.batch.ledger import FILE_NAME, FOLDER
from pipeline.batch.ledger_file import LedgerFile
from pipeline.convert import convert
from pipeline.emit import staging
from pipeline.emit.packed import packed
from pipeline.emit.shared_files import SharedFiles
from pipeline.errors import DONE, UsageError
from pipeline.settings import Settings
from tests.test_convert import DUMP, put, records
from tests.typeset import hostile

REPORTED = Settings(report=True)
STEPS = 14
SHARED = {"pages.csv", "articles.csv", "cells.csv", "tables.csv", "findings.csv", "repairs.csv", "community_scores.csv"}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here cuts the power: none waits until the disk has what was written."""
    monkeypatch.setattr(os, "sync", lambda: None)
    opened = ledger_file._opened

    def quick(path: Path) -> sqlite3.Connection:
        db = opened(path)
        db.execute("PRAGMA synchronous = OFF")
        return db

    monkeypatch.setattr(ledger_file, "_opened", quick)


def everything(out: Path) -> dict[str, bytes]:
    """All published files, the report's too; in pages.csv the seconds are left out."""
    found = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and FOLDER not in path.parts
    }
    if "pages.csv" in found:
        found["pages.csv"] = str([{**row, "seconds": ""} for row in records(out / "pages.csv")]).encode()
    return found


def places(out: Path) -> dict[str, int]:
    """Where the published files lie on the disk: one that is written again lies elsewhere."""
    return {name: (out / name).stat().st_ino for name in everything(out)}


class Cut(BaseException):
    """Ends a run like kill -9, as far as that can be done within a process."""


@contextmanager
def cut_short(after: int) -> Iterator[None]:
    """A run is ended after so many of the calls that change the output folder or the ledger."""
    left = iter(range(after))

    def cutting(call):  # type: ignore[no-untyped-def]
        def counted(*given, **named):  # type: ignore[no-untyped-def]
            if next(left, None) is None:
                raise Cut
            return call(*given, **named)

        return counted

    with pytest.MonkeyPatch.context() as patch:
        for where, name in (
            (os, "replace"),
            (Path, "unlink"),
            (staging, "put"),
            (SharedFiles, "add"),
            (LedgerFile, "transaction"),
        ):
            patch.setattr(where, name, cutting(getattr(where, name)))
        patch.setattr(staging, "discard", lambda _: None)
        yield


def change(chance: random.Random, source: Path, out: Path) -> None:
    """Something happens to the sources, or to what is published."""
    name = f"{chance.randrange(6)}_txt"
    match chance.randrange(6):
        case 0 | 1:
            put(source, **{name: f"{DUMP}\n{chance.randrange(3)}"})
        case 2:
            put(source, **{name: f"石桥{chance.randrange(3)}"})
        case 3:
            put(source, bad_pdf=hostile.truncated_pdf())
        case 4:
            for path in sorted(source.iterdir())[1:2]:
                path.unlink()
        case _:
            for path in chance.sample(
                sorted(path for path in out.rglob("*.*") if not {FOLDER, "datapackage.json"} & {*path.parts}), 1
            ):
                if chance.random() < 0.5:
                    path.unlink()
                else:
                    path.write_bytes(b"mine")


@pytest.mark.parametrize("seed", range(4))
def test_any_runs_come_to_what_one_run_from_nothing_does(tmp_path: Path, seed: int) -> None:
    """Pages come, change and go, files are touched, settings differ, runs are cut short: and every file is whole meanwhile."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    source, out, cuts = put(tmp_path / "in", page_txt=DUMP), tmp_path / "out", 0
    settings = REPORTED
    convert([source], out, settings)
    for step in range(STEPS):
        for _ in range(chance.randint(1, 3)):
            change(chance, source, out)
        settings = Settings(report=chance.random() < 0.8, spreadsheet_safe=chance.random() < 0.2, force=chance.random() < 0.1)
        convert([source], tmp_path / f"new{step}", settings)
        before, new = everything(out), everything(tmp_path / f"new{step}")
        if chance.random() < 0.7:
            with pytest.MonkeyPatch.context(), cut_short(chance.randrange(40)):
                try:
                    convert([source], out, settings)
                except Cut:
                    cuts += 1
            assert all(data in (before.get(name), new.get(name)) for name, data in everything(out).items())
        if chance.random() < 0.7:
            convert([source], out, settings)
            assert everything(out) == new
    convert([source], out, settings)
    assert everything(out) == new
    assert cuts


def test_only_the_files_of_new_pages_and_those_all_share_are_written(tmp_path: Path) -> None:
    source, out = put(tmp_path / "in", a_txt=DUMP, c_txt=f"{DUMP}\nc"), tmp_path / "out"
    convert([source], out, REPORTED)
    before = places(out)
    put(source, b_txt=f"{DUMP}\nb")
    convert([source], out, REPORTED)
    after = places(out)
    changed = {name for name in before if after[name] != before[name]}
    assert changed >= SHARED | {"datapackage.json", "report/index.html"}
    assert not any(name.startswith(("tables/", "report/pages/", "report/desk/")) for name in changed)
    assert {name for name in after if name.startswith("tables/")} > {name for name in before if name.startswith("tables/")}


def test_a_file_of_one_page_that_was_touched_is_written_again_and_no_other(tmp_path: Path) -> None:
    source, out = put(tmp_path / "in", a_txt=DUMP, b_txt=f"{DUMP}\nb"), tmp_path / "out"
    convert([source], out, REPORTED)
    whole, before = everything(out), places(out)
    touched = sorted((out / "tables").iterdir())[0]
    touched.write_bytes(touched.read_bytes().replace(b"93", b"39"))
    convert([source], out, REPORTED)
    page = touched.name.rpartition("-t")[0]
    assert everything(out) == whole
    assert {name for name, place in places(out).items() if before[name] != place} == {name for name in whole if page in name}


@pytest.mark.parametrize("name", ["datapackage.json", "pages.csv", "report/assets/report.css"])
def test_a_shared_file_that_is_gone_is_written_again(tmp_path: Path, name: str) -> None:
    """Also the package, by which the folder is known as ours where there is no ledger."""
    source, out = put(tmp_path / "in", a_txt=DUMP), tmp_path / "out"
    convert([source], out, REPORTED)
    whole = everything(out)
    (out / name).unlink()
    assert convert([source], out, REPORTED).exit_code == DONE
    assert everything(out) == whole


def test_without_its_ledger_a_folder_is_published_as_a_whole(tmp_path: Path) -> None:
    """What the package lists is ours, and goes where it is wanted no more."""
    source, out = put(tmp_path / "in", a_txt=DUMP, b_txt=f"{DUMP}\nb"), tmp_path / "out"
    convert([source], out, REPORTED)
    (out / FOLDER / FILE_NAME).unlink()
    (source / "b.txt").unlink()
    convert([source], out, REPORTED)
    convert([source], tmp_path / "new", REPORTED)
    assert everything(out) == everything(tmp_path / "new")


@pytest.mark.parametrize("path", ["../mine.csv", "letter.txt", "tables/../../mine.csv"])
def test_a_forged_ledger_reaches_nothing_outside(tmp_path: Path, path: str) -> None:
    """Whoever can write into the output folder cannot have other files removed or written."""
    source, out = put(tmp_path / "in", a_txt=DUMP), tmp_path / "out"
    convert([source], out, REPORTED)
    mine = put(tmp_path, mine_csv="mine") / "mine.csv"
    put(out, letter_txt="mine")
    with closing(sqlite3.connect(out / FOLDER / FILE_NAME)) as db, db:
        db.execute("INSERT INTO published VALUES ('gone', '', ?)", (f"{path}\tx",))
        db.execute("UPDATE own SET data = ?", (packed([(path, b"forged")]),))
        db.execute("UPDATE pages SET own_mark = 'other'")
    with pytest.raises(UsageError, match="none of ours"):
        convert([source], out, REPORTED)
    assert (mine.read_text(encoding="utf-8"), (out / "letter.txt").read_text(encoding="utf-8")) == ("mine", "mine")
