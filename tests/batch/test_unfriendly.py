"""File systems that are in the way: what may not be read or written, what goes away, what is no file. Each is a failed page, or
one sentence with a remedy; nothing hangs, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.batch import ledger_file
from pipeline.batch.ledger import FILE_NAME, FOLDER
from pipeline.convert import convert
from pipeline.errors import DONE, NOTHING_READ, SOME_FAILED, UsageError
from pipeline.settings import Settings
from pipeline.summary import Phase, Progress
from tests.answer import Run
from tests.test_convert import DUMP, contents, put, records

HERE = Settings()
UNPRIVILEGED = """
import ctypes, os, sys
for capability in (1, 2):  # of root: to write and to read whatever the rights of a file say
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Starts Python without root's power over files, where it is root that runs the tests."""


def unprivileged(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", UNPRIVILEGED, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def errors(out: Path) -> dict[str, str]:
    return {row["source"]: row["error"] for row in records(out / "pages.csv")}


def test_what_may_not_be_read_costs_itself_alone(tmp_path: Path) -> None:
    """A file, a folder that cannot be listed, and one whose names can be seen and nothing else."""
    source = put(tmp_path / "in", a_txt=DUMP, b_txt=DUMP)
    rights = {source / "b.txt": 0, put(source / "closed", c_txt=DUMP): 0, put(source / "listed", d_txt=DUMP): 0o444}
    for path, mode in rights.items():
        path.chmod(mode)
    try:
        told = unprivileged("-m", "pipeline", "convert", source, "--out", tmp_path / "out", "--jobs", "0", "--no-report")
    finally:
        for path in rights:
            path.chmod(0o755)
    assert (told.returncode, "Traceback" in told.stderr) == (SOME_FAILED, False), told.stderr
    assert errors(tmp_path / "out") == {
        "a.txt": "",
        "b.txt": "b.txt cannot be read (Permission denied). Check the file and its permissions.",
        "closed": "closed cannot be read (Permission denied). Check the file and its permissions.",
        "listed/d.txt": "listed/d.txt cannot be reached (Permission denied). Check the path and its permissions.",
    }
    convert([source], tmp_path / "out", Settings(retry_failed=True))
    assert set(errors(tmp_path / "out").values()) == {""}


def test_an_output_folder_that_may_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    """The folder itself, the one of the ledger, the ledger, one that is to be made: what stands there stays. What may not be
    looked at has no traceback either."""
    source = put(tmp_path / "in", a_txt=DUMP)
    shut = {
        "folder": ("", 0o555),
        "hidden": (FOLDER, 0),
        "ledger": (f"{FOLDER}/{FILE_NAME}", 0o444),
        "closed": (f"{FOLDER}/{FILE_NAME}", 0),
    }
    for name in shut:
        convert([source], tmp_path / name, HERE)
    before = contents(tmp_path / "folder")
    put(source, a_txt=f"{DUMP}\nother")
    for name, (path, mode) in shut.items():
        (tmp_path / name / path).chmod(mode)
    script = """
import json, sys
from pathlib import Path
from pipeline.convert import convert
from pipeline.batch.status import read_status
from pipeline.errors import UsageError
from pipeline.settings import Settings
told = {}
folder = Path(sys.argv[1])
for name in sys.argv[2:]:
    for what in (lambda: convert([folder / "in"], folder / name, Settings()), lambda: read_status(folder / name)):
        try:
            what()
        except UsageError as fault:
            told.setdefault(name, []).append([fault.problem, fault.remedy])
print(json.dumps(told))
"""
    try:
        answer = unprivileged("-c", script, tmp_path, *shut, "folder/new")
    finally:
        for name, (path, _) in shut.items():
            (tmp_path / name / path).chmod(0o755)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert set(told) == {*shut, "folder/new"}
    for name, sentences in told.items():
        problem, remedy = sentences[0]
        assert "cannot be written" in problem, name
        assert remedy, name
    for name in shut:
        assert contents(tmp_path / name) == before
        assert convert([source], tmp_path / name, HERE).exit_code == DONE


def test_what_is_no_file_is_passed_over_and_hangs_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A pipe nobody writes into, a socket, a device, links in a ring, to nothing and to the folder itself."""
    source = put(tmp_path / "in", a_txt=DUMP)
    os.mkfifo(source / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening, tempfile.TemporaryDirectory(prefix="t-") as short:
        listening.bind(f"{short}/s")
        os.rename(f"{short}/s", source / "socket.txt")  # noqa: PTH104 - its own path is too long to be bound to
    (source / "zero.txt").symlink_to("/dev/zero")
    (source / "ring.txt").symlink_to("ring.txt")
    (source / "nothing.txt").symlink_to("gone.txt")
    (source / "again").symlink_to(".")
    assert convert([source], tmp_path / "out", HERE).pages == 1
    assert "2 no files" in caplog.text
    assert "4 links" in caplog.text


@pytest.mark.parametrize("name", ["pipe.txt", "ring.txt", "/dev/zero"])
def test_what_is_no_file_is_refused_where_it_is_given(tmp_path: Path, run: Run, name: str) -> None:
    source = put(tmp_path / "in")
    os.mkfifo(source / "pipe.txt")
    (source / "ring.txt").symlink_to("ring.txt")
    answer = run("convert", source / name, "--out", tmp_path / "out", "--jobs", "0")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    answer = run("convert", put(tmp_path / "good", a_txt=DUMP), "--out", source / "pipe.txt")
    assert (answer.code, "is a file. Give a folder." in answer.err) == (2, True)


def test_folders_deeper_than_any_path_are_told(tmp_path: Path) -> None:
    """Deeper also than Python calls itself: the page above them is read, what lies there is one failed page."""
    source = put(tmp_path / "in", a_txt=DUMP)
    begun, name = Path.cwd(), "depth"
    os.chdir(source)
    try:
        for _ in range(1100):
            os.mkdir(name)  # noqa: PTH102 - no path reaches it
            os.chdir(name)
        os.chdir(begun)
        summary = convert([source], tmp_path / "out", HERE)
    finally:
        os.chdir(begun)
        subprocess.run(["rm", "-rf", str(source / name)], check=True)  # rmtree calls itself
    assert (summary.pages, summary.failed) == (2, 1)
    assert "File name too long" in records(tmp_path / "out" / "pages.csv")[1]["error"]


def test_names_as_long_as_a_file_system_bears_are_read(tmp_path: Path) -> None:
    source = put(tmp_path / "in")
    for name in ("石" * 83 + ".txt", "a" * 251 + ".txt"):
        (source / name).write_text(DUMP, encoding="utf-8")
    assert convert([source], tmp_path / "out", Settings(report=True, alto=True)).exit_code == DONE


def test_an_output_folder_that_goes_away_is_one_sentence(tmp_path: Path) -> None:
    """While pages are made, and while they are published."""
    source, out = put(tmp_path / "in", a_txt=DUMP, b_txt=DUMP), tmp_path / "out"
    for phase in (Phase.CONVERTING, Phase.PUBLISHING):

        def gone(progress: Progress, phase: Phase = phase) -> None:
            if progress.phase is phase:
                shutil.rmtree(out)

        with pytest.raises(UsageError, match="cannot be written") as told:
            convert([source], out, HERE, gone)
        assert told.value.remedy
    assert convert([source], out, HERE).exit_code == DONE


def test_a_source_that_goes_away_is_tried_again_when_it_is_back(tmp_path: Path) -> None:
    source, out = put(tmp_path / "in", a_txt=DUMP, b_txt=f"{DUMP}\nb"), tmp_path / "out"

    def gone(progress: Progress) -> None:
        if progress.phase is Phase.CONVERTING and not progress.done:
            source.rename(tmp_path / "elsewhere")

    assert convert([source], out, HERE, gone).exit_code == NOTHING_READ
    told = "went away while it was read (No such file or directory). Convert it again when it is there."
    assert errors(out) == {"a.txt": f"a.txt {told}", "b.txt": f"b.txt {told}"}
    (tmp_path / "elsewhere").rename(source)
    assert convert([source], out, HERE).exit_code == DONE


def test_a_disk_that_is_not_mounted_costs_no_page_that_was_done(tmp_path: Path) -> None:
    """Its folder is there and empty: nothing is read, and what was done is still known when it is back."""
    source, out = put(tmp_path / "in", a_txt=DUMP), tmp_path / "out"
    convert([source], out, HERE)
    whole = contents(out)
    source.rename(tmp_path / "disk")
    source.mkdir()
    assert convert([source], out, HERE).exit_code == NOTHING_READ
    source.rmdir()
    (tmp_path / "disk").rename(source)
    assert convert([source], out, HERE).reused == 1
    assert contents(out) == whole


def test_a_damaged_ledger_is_one_sentence(tmp_path: Path, run: Run) -> None:
    """Its head is whole and its pages are not: what to do is said, and done, all is as it was."""
    source, out = put(tmp_path / "in", a_txt=DUMP), tmp_path / "out"
    convert([source], out, HERE)
    whole, ledger = contents(out), out / FOLDER / FILE_NAME
    data = bytearray(ledger.read_bytes())
    data[4096:] = bytes(255 - byte for byte in data[4096:])
    ledger.write_bytes(data)
    for command in (("convert", source, "--out", out, "--jobs", "0", "--no-report"), ("status", out)):
        answer = run(*command)
        assert (answer.code, answer.err.count("\n")) == (2, 1), answer.err
        assert "malformed" in answer.err
    ledger.unlink()
    assert convert([source], out, HERE).exit_code == DONE
    assert contents(out) == whole


def test_a_ledger_that_another_program_holds_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = put(tmp_path / "in", a_txt=DUMP), tmp_path / "out"
    convert([source], out, HERE)
    monkeypatch.setattr(ledger_file, "PATIENCE", 0.1)
    with closing(sqlite3.connect(out / FOLDER / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match="Another program holds the ledger"):
            convert([source], out, HERE)
    assert convert([source], out, HERE).reused == 1


def test_a_clock_that_went_back_changes_nothing(tmp_path: Path) -> None:
    """Files from the future are at rest like others: nothing is read or written again."""
    source, out = put(tmp_path / "in", a_txt=DUMP), tmp_path / "out"
    os.utime(source / "a.txt", (4e9, 4e9))
    convert([source], out, HERE)
    before = {path: path.stat().st_ino for path in out.rglob("*.csv")}
    assert convert([source], out, HERE).reused == 1
    assert {path: path.stat().st_ino for path in out.rglob("*.csv")} == before


def test_no_folder_for_temporary_files_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(UsageError, match="No folder for temporary files") as told:
        convert([put(tmp_path / "in", a_txt=DUMP)], tmp_path / "out", Settings(jobs=1))
    assert "TMPDIR" in told.value.remedy
