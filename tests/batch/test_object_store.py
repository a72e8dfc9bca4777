"""Sources in an S3-compatible store: what comes out is what comes of the same files in a folder."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import pipeline
from pipeline import convert as conversion
from pipeline import remote
from pipeline.batch.ledger import FILE_NAME, FOLDER
from pipeline.batch.status import read_status
from pipeline.convert import convert
from pipeline.errors import NOTHING_READ, SOME_FAILED, UsageError
from pipeline.settings import Settings
from tests.answer import Run
from tests.batch.object_store import KEY, SECRET, fill, server, store
from tests.batch.test_resume import dumps, read
from tests.test_convert import DUMP, contents, put, records
from tests.typeset import hostile

pytest.importorskip("s3fs")
pytest.importorskip("moto")
__all__ = ["read", "server", "store"]  # fixtures
HERE = Settings()


def mixed(folder: Path) -> Path:
    """Pages of each kind, files that cannot be read, files that are none of ours, names of all sorts."""
    put(folder, page_txt=DUMP, story_pdf=hostile.plain_pdf(), bad_pdf=hostile.truncated_pdf(), note_md=b"# none of ours")
    put(folder, empty_txt=b"", odd_dat=hostile.plain_pdf())
    put(folder / "1998" / "一月", page_txt=f"{DUMP}\n1998")
    put(folder / ".hidden", page_txt=DUMP)
    (folder / "1998" / "版 #1?.txt").write_text(f"{DUMP}\n版", encoding="utf-8")
    return folder


def three_pages() -> bytes:
    with pikepdf.open(io.BytesIO(hostile.plain_pdf())) as pdf:
        for _ in range(2):
            pdf.pages.append(pdf.pages[0])
        file = io.BytesIO()
        pdf.save(file, static_id=True)
    return file.getvalue()


def test_the_bytes_are_those_of_a_folder(tmp_path: Path, store: Any) -> None:
    source = mixed(tmp_path / "in")
    fill(store, source, "1998/in")
    summary = convert(["s3://archive/1998/in"], tmp_path / "store", HERE)
    assert replace(convert([source], tmp_path / "folder", HERE), out=summary.out) == summary
    assert contents(tmp_path / "store") == contents(tmp_path / "folder")
    names = [row["source"] for row in records(tmp_path / "store" / "pages.csv")]
    assert names == ["1998/一月/page.txt", "1998/版 #1?.txt", "bad.pdf", "empty.txt", "odd.dat", "page.txt", "story.pdf"]


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder with a short path: sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="t-") as folder:
        yield Path(folder)


def test_worker_processes_fetch_for_themselves_and_leave_nothing(tmp_path: Path, store: Any, scratch: Path) -> None:
    """Also no key: neither on the screen, nor in the log, the ledger or any output."""
    source = mixed(tmp_path / "in")
    fill(store, source, "in")
    command = [sys.executable, "-m", "pipeline", "--debug", "convert", "s3://archive/in/", "--out", str(tmp_path / "out")]
    command += ["--jobs", "2", "--no-report", "--log", str(tmp_path / "log")]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": str(scratch)})
    assert told.returncode == SOME_FAILED, told.stderr
    convert([source], tmp_path / "folder", HERE)
    assert contents(tmp_path / "out") == contents(tmp_path / "folder")
    assert {path.name for path in scratch.iterdir()} <= {"jieba.cache"}
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    said = told.stderr + told.stdout + (tmp_path / "log").read_text(encoding="utf-8")
    assert not any(key in said or key.encode() in written for key in (KEY, SECRET))


def test_workers_of_a_cluster_fetch_for_themselves(tmp_path: Path, store: Any) -> None:
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    source = mixed(tmp_path / "in")
    fill(store, source, "in")
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local,
    ):
        convert(["s3://archive/in"], tmp_path / "out", Settings(scheduler=local.scheduler_address))
    convert([source], tmp_path / "folder", HERE)
    assert contents(tmp_path / "out") == contents(tmp_path / "folder")


def test_only_what_is_new_or_changed_is_fetched(
    tmp_path: Path, store: Any, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = dumps(tmp_path / "in", 3), tmp_path / "out"
    fill(store, source, "in")
    convert(["s3://archive/in"], out, HERE)
    put(source, p001_txt=f"{DUMP}\nother", p009_txt=DUMP)
    (source / "p002.txt").unlink()
    store.rm("archive/in/p002.txt")
    for name in ("p001.txt", "p009.txt"):
        store.pipe_file(f"archive/in/{name}", (source / name).read_bytes())
    read.clear()
    fetched: list[str] = []
    whole = remote.fetched
    monkeypatch.setattr(remote, "fetched", lambda file, name, *rest: fetched.append(name) or whole(file, name, *rest))
    summary = convert(["s3://archive/in"], out, HERE)
    assert (read, sorted(set(fetched)), summary.reused) == (["p001.txt", "p009.txt"], ["p001.txt", "p009.txt"], 1)
    convert([source], tmp_path / "folder", HERE)
    assert contents(out) == contents(tmp_path / "folder")
    assert read_status(out).done == 3


def test_a_single_file_and_the_interface(tmp_path: Path, store: Any) -> None:
    source = dumps(tmp_path / "in", 1)
    fill(store, source, "in")
    pipeline.convert("s3://archive/in/p000.txt", tmp_path / "out")
    assert records(tmp_path / "out" / "pages.csv")[0]["source"] == "p000.txt"
    pipeline.convert(f"file://{source}", tmp_path / "out")
    assert records(tmp_path / "out" / "pages.csv")[0]["source"] == "p000.txt"


def test_the_pages_of_a_file_cost_one_fetch(tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, put(tmp_path / "in", issue_pdf=three_pages()), "in")
    convert(["s3://archive/in"], tmp_path / "out", HERE)
    remote._last.clear()
    opened: list[str] = []
    system, _ = remote.store("s3://archive/in")
    whole = system.open
    monkeypatch.setattr(system, "open", lambda path, *rest, **more: opened.append(path) or whole(path, *rest, **more))
    assert convert(["s3://archive/in"], tmp_path / "out", Settings(force=True)).pages == 3
    assert opened == ["archive/in/issue.pdf"]


@pytest.mark.parametrize(("room", "times"), [(1 << 20, 1), (0, 2)])
def test_a_file_is_fetched_once_where_there_is_room_for_it(
    tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch, room: int, times: int
) -> None:
    """To be looked at and to be read; where there is none, once for each. Nothing of it stays."""
    source, out = dumps(tmp_path / "in", 3), tmp_path / "out"
    fill(store, source, "in")
    monkeypatch.setattr(remote, "KEPT_BYTES", room)
    system, _ = remote.store("s3://archive/in")
    opened: list[str] = []
    whole = system.open
    monkeypatch.setattr(system, "open", lambda path, *rest, **more: opened.append(path) or whole(path, *rest, **more))
    convert(["s3://archive/in"], out, HERE)
    assert sorted(opened) == sorted(times * [f"archive/in/p{number:03}.txt" for number in range(3)])
    assert sorted(path.name for path in (out / ".jiaokan").iterdir()) == ["ledger.sqlite", "lock"]
    convert([source], tmp_path / "folder", HERE)
    assert contents(out) == contents(tmp_path / "folder")


def test_a_file_that_is_replaced_before_it_is_read_fails_and_is_tried_again_unasked(
    tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, dumps(tmp_path / "in", 1), "in")
    monkeypatch.setattr(remote, "KEPT_BYTES", 0)
    whole = conversion.at_hand

    def late(*given: Any) -> Any:
        store.pipe_file("archive/in/p000.txt", b"another")
        remote._last.clear()
        return whole(*given)

    monkeypatch.setattr(conversion, "at_hand", late)
    convert(["s3://archive/in"], tmp_path / "out", HERE)
    assert "changed while it was read" in records(tmp_path / "out" / "pages.csv")[0]["error"]
    monkeypatch.setattr(conversion, "at_hand", whole)
    assert convert(["s3://archive/in"], tmp_path / "out", HERE).failed == 0


def test_a_file_over_the_limit_is_not_fetched(tmp_path: Path, store: Any) -> None:
    source = put(dumps(tmp_path / "in", 1), large_txt=b"x" * 5000)
    fill(store, source, "in")
    limited = Settings(max_file_bytes=3000)
    convert(["s3://archive/in"], tmp_path / "out", limited)
    convert([source], tmp_path / "folder", limited)
    large, small = records(tmp_path / "out" / "pages.csv")
    assert (large["error"], small["status"]) == ("large.txt has 5000 bytes, more than the 3000 allowed. Split the file.", "ok")
    rows = [{**row, "seconds": "", "sha256": ""} for row in records(tmp_path / "folder" / "pages.csv")]
    assert rows[0]["error"] == large["error"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://archive/none", "s3://archive/none does not exist. Check the bucket and the path."),
        ("s3://no-such-bucket", "s3://no-such-bucket does not exist. Check the bucket and the path."),
        ("s3://me:secret@archive/in", "The address s3://… holds a user's name. Give credentials by the environment instead."),
        ("zip://page.txt::s3://archive/in.zip", "The address zip://… is a chain of addresses. Give the last of them."),
        ("gopher://archive/in", "gopher:// cannot be read (ValueError). Give s3://BUCKET/FOLDER, or mount it as a folder."),
    ],
)
def test_an_address_that_cannot_be_read_is_one_sentence(tmp_path: Path, store: Any, run: Run, address: str, told: str) -> None:
    answer = run("convert", address, "--out", tmp_path / "out")
    assert (answer.code, answer.err) == (2, f"jiaokan: {told}\n")
    assert not (tmp_path / "out" / "pages.csv").exists()


def test_a_prefix_with_nothing_of_ours_is_told_as_a_folder_is(tmp_path: Path, store: Any) -> None:
    fill(store, put(tmp_path / "in", note_md=b"# none of ours"), "in")
    assert convert(["s3://archive/in"], tmp_path / "out", HERE).exit_code == NOTHING_READ
    assert records(tmp_path / "out" / "pages.csv")[0]["error"].startswith("The folder in holds no PDF, no picture")


def test_a_key_that_is_no_path_is_left_out_and_said(tmp_path: Path, store: Any, caplog: pytest.LogCaptureFixture) -> None:
    fill(store, dumps(tmp_path / "in", 1), "in")
    store.pipe_file("archive/in//etc/passwd.txt", DUMP.encode())
    assert convert(["s3://archive/in"], tmp_path / "out", HERE).pages == 1
    assert "/etc/passwd.txt is left out: its name is no path." in caplog.text


def test_a_store_that_denies_or_is_gone_stops_before_anything_is_lost(
    tmp_path: Path, store: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the pages that are done would leave the dataset for a network that was down."""
    fill(store, dumps(tmp_path / "in", 1), "in")
    local, out = put(tmp_path / "local", page_txt=DUMP), tmp_path / "out"
    convert([local, "s3://archive/in"], out, HERE)
    before = contents(out)

    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError("the key testing-secret-access-key is not allowed")

    system, _ = remote.store("s3://archive")
    monkeypatch.setattr(system, "find", refused)
    monkeypatch.setattr(system, "info", refused)
    answer = run("convert", local, "s3://archive/in", "--out", out, "--jobs", "0", "--no-report")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "Access to s3://archive/in is denied" in answer.err
    assert SECRET not in answer.err
    with pytest.raises(UsageError, match="is denied"):  # also where it is not the only thing that was given
        convert([local, "s3://archive/in"], out, HERE)
    assert contents(out) == before


def test_a_store_that_does_not_answer_is_one_sentence(
    tmp_path: Path, store: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3fs

    gone = s3fs.S3FileSystem(
        endpoint_url="http://127.0.0.1:9", skip_instance_cache=True, config_kwargs={"retries": {"max_attempts": 0}}
    )
    gone.retries = 1
    monkeypatch.setattr(remote, "_system", lambda _: gone)
    answer = run("convert", "s3://archive/in", "--out", tmp_path / "out")
    told = "s3://archive/in cannot be reached (EndpointConnectionError). Check the network and its address."
    assert (answer.code, answer.err) == (2, f"jiaokan: {told}\n")


def test_a_store_that_drops_out_costs_pages_that_are_tried_again_unasked(
    tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = dumps(tmp_path / "in", 2)
    fill(store, source, "in")
    whole = remote.fetched

    def cut(file: remote.RemoteFile, name: str, *rest: Any) -> Any:
        if name == "p001.txt":
            with remote.told(name):
                raise TimeoutError
        return whole(file, name, *rest)

    monkeypatch.setattr(remote, "fetched", cut)
    convert(["s3://archive/in"], tmp_path / "out", HERE)
    assert dict(read_status(tmp_path / "out").causes) == {"unreachable": 1}
    monkeypatch.setattr(remote, "fetched", whole)
    assert convert(["s3://archive/in"], tmp_path / "out", HERE).failed == 0
    convert([source], tmp_path / "folder", HERE)
    assert contents(tmp_path / "out") == contents(tmp_path / "folder")
    assert b"s3://archive/in/p001.txt" in (tmp_path / "out" / FOLDER / FILE_NAME).read_bytes()


def test_a_missing_library_is_one_sentence(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    remote._system.cache_clear()
    answer = run("convert", "s3://archive/in", "--out", tmp_path / "out")
    assert answer.code == 2
    assert (
        answer.err == "jiaokan: What reads s3:// is not installed. For S3: pip install 'jiaokan[s3]'; for others see fsspec.\n"
    )
