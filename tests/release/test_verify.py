"""A release that was touched is told, with the name of the file."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from pipeline.release import verify
from pipeline.release.checksums import changed_files, write_checksums
from tests.answer import Run


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    shutil.copytree(released, tmp_path / "release")
    return tmp_path / "release"


def test_a_release_is_sound(released: Path, with_alto: Path, run: Run) -> None:
    for folder in (released, with_alto):
        answer = run("verify", str(folder))
        assert (answer.code, answer.err) == (0, "")
        assert ": sound; " in answer.out


def test_sha256sum_reads_the_list(released: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_one_changed_byte_names_the_file_wherever_it_is(copy: Path) -> None:
    """In every file: its first, its middle and its last byte."""
    paths = sorted(path for path in copy.rglob("*") if path.is_file())
    assert len(paths) > 50
    for path in paths:
        data = path.read_bytes()
        for place in (0, len(data) // 2, len(data) - 1):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            told = [name for name, _ in changed_files(copy)]
            assert told == [path.relative_to(copy).as_posix()], place
        path.write_bytes(data)
    assert list(changed_files(copy)) == []


def test_the_command_names_it_too(copy: Path, run: Run) -> None:
    file = copy / "csv" / "cells.csv"
    file.write_bytes(file.read_bytes().replace(b"57.6", b"57.5", 1))
    answer = run("verify", str(copy))
    assert answer.code == 1
    assert "csv/cells.csv: is not as it was released." in answer.out


def test_missing_and_added_files_are_told(copy: Path) -> None:
    (copy / "LICENSE").unlink()
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    assert set(changed_files(copy)) == {("LICENSE", "is missing"), ("notes.txt", "is no part of the release")}


def test_a_list_and_a_file_changed_together_are_both_told(copy: Path) -> None:
    """Whoever changes a value and its checksum: the other records still speak against it."""
    before = (copy / "SHA256SUMS").read_bytes()
    file = copy / "csv" / "community_scores.csv"
    file.write_bytes(file.read_bytes().replace(b",93.6,", b",39.6,", 1))
    (copy / "SHA256SUMS").write_bytes(before.replace(b"a", b"b", 1))
    assert {name for name, _ in changed_files(copy)} >= {"SHA256SUMS", "csv/community_scores.csv"}


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("csv/cells.csv", b",as_printed,", b",as_guessed,", "none of as_printed"),
        ("csv/community_scores.csv", b",93.6,", b",93.7,", "community_scores"),
        ("csv/rules.csv", b",6,0,0.9692", b",0,0,1.0000", "counted again"),
        ("csv/findings.csv", b"-p1-t1,,63", b"-p1-t9,,63", "is nowhere"),
        ("csv/grids.csv", b"57.6", b"57.7", "counted again"),
        ("recipes/community_scores.json", b'"share": "40"', b'"share": "70"', "counted again"),
    ],
)
def test_a_forger_with_new_checksums_is_found_out(copy: Path, file: str, before: bytes, after: bytes, told: str) -> None:
    """Checksums made anew: schemas, keys, rules and the other forms of the tables tell what was changed."""
    data = (copy / file).read_bytes()
    assert before in data
    (copy / file).write_bytes(data.replace(before, after, 1))
    write_checksums(copy)
    assert list(changed_files(copy)) == []
    verdict = verify(copy)
    assert not verdict.sound
    assert any(told in f"{path} {fault}" for path, fault in verdict.problems), verdict.problems


def test_a_changed_database_is_found_out(copy: Path) -> None:
    database = sqlite3.connect(copy / "jiaokan.sqlite")
    with database:
        database.execute("UPDATE community_scores SET total = total + 1 WHERE rank = 7")
    database.close()
    write_checksums(copy)
    assert ("jiaokan.sqlite", "the table community_scores is not that of csv/community_scores.csv") in verify(copy).problems


def test_what_is_no_release_is_wrong_use(tmp_path: Path, run: Run) -> None:
    answer = run("verify", str(tmp_path))
    assert answer.code == 2
    assert "no release" in answer.err


def test_without_pyarrow_the_rest_is_still_checked(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    verdict = verify(released)
    assert verdict.sound
    assert any("pyarrow" in said for said in verdict.unchecked)
