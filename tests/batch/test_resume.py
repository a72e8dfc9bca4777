"""A conversion that is taken up again: only what is new is read, and what comes out is what would have come at once."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import conversion as pages
from pipeline import convert as conversion
from pipeline import extract, ingest
from pipeline.batch.ledger import FILE_NAME, FOLDER, Ledger
from pipeline.batch.lock import is_held, only_one
from pipeline.batch.status import read_status
from pipeline.convert import convert
from pipeline.emit.shared_files import SharedFiles
from pipeline.errors import DONE, SOME_FAILED, UsageError
from pipeline.model import Page, PageSource
from pipeline.settings import Settings
from tests.answer import Run
from tests.batch import poison
from tests.test_convert import DUMP, contents, put, records
from tests.typeset import hostile

HERE = Settings()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that are read, as they are."""
    names: list[str] = []
    whole = extract.read_pages

    def reading(source: PageSource, settings: Settings) -> tuple[Page, ...]:
        names.append(source.source.name)
        return whole(source, settings)

    monkeypatch.setattr(extract, "read_pages", reading)
    return names


def dumps(folder: Path, count: int) -> Path:
    return put(folder, **{f"p{number:03}_txt": f"{DUMP}\n{number}" for number in range(count)})


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path: Path, read: list[str]) -> None:
    """Not even the seconds in pages.csv."""
    source, out = dumps(tmp_path / "in", 3), tmp_path / "out"
    convert([source], out, HERE)
    pages, before = (out / "pages.csv").read_bytes(), contents(out)
    read.clear()
    summary = convert([source], out, HERE)
    assert (summary.pages, summary.reused, read) == (3, 3, [])
    assert ((out / "pages.csv").read_bytes(), contents(out)) == (pages, before)


def test_files_that_are_as_they_were_published_are_left_alone(tmp_path: Path) -> None:
    """Also where a file fails that is looked at in every run; and not where a page, a setting or a published file changed."""
    source, out = put(dumps(tmp_path / "in", 3), bad_pdf=hostile.truncated_pdf()), tmp_path / "out"
    first = convert([source], out, Settings(report=True))

    def written(settings: Settings) -> bool:
        """Whether the files are others, by their places on the disk."""
        before = {path: path.stat().st_ino for path in out.rglob("*.csv")}
        summary = convert([source], out, settings)
        assert (summary.pages, summary.counts) == (first.pages, first.counts)
        return before != {path: path.stat().st_ino for path in out.rglob("*.csv")}

    assert not written(Settings(report=True))
    assert not written(Settings(report=True, retry_failed=True))
    assert written(Settings(report=True, force=True))
    assert not written(Settings(report=True))
    assert written(Settings(report=True, spreadsheet_safe=True))
    assert written(Settings(report=True))
    whole = contents(out)
    (out / "findings.csv").write_text("mine", encoding="utf-8")
    assert written(Settings(report=True))
    next((out / "report" / "pages").iterdir()).unlink()
    assert written(Settings(report=True))
    assert contents(out) == whole
    put(source, p001_txt=f"{DUMP}\nother")
    assert written(Settings(report=True))
    assert written(Settings())
    assert not (out / "report").exists()


def test_only_what_is_new_or_changed_is_read(tmp_path: Path, read: list[str]) -> None:
    source, out = dumps(tmp_path / "in", 3), tmp_path / "out"
    convert([source], out, HERE)
    put(source, p001_txt=f"{DUMP}\nother", p009_txt=DUMP)
    (source / "p002.txt").unlink()
    read.clear()
    convert([source], out, HERE)
    assert read == ["p001.txt", "p009.txt"]
    convert([source], tmp_path / "at once", HERE)
    assert contents(out) == contents(tmp_path / "at once")


def test_a_file_that_was_only_touched_is_not_read_again(tmp_path: Path, read: list[str]) -> None:
    source, out = dumps(tmp_path / "in", 1), tmp_path / "out"
    convert([source], out, HERE)
    os.utime(source / "p000.txt", (1, 1))
    read.clear()
    convert([source], out, HERE)
    assert read == []


def test_a_file_at_rest_is_not_hashed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = dumps(tmp_path / "in", 2), tmp_path / "out"
    convert([source], out, HERE)
    hashed: list[str] = []
    whole = ingest.look_at
    monkeypatch.setattr(pages, "look_at", lambda path, *rest: hashed.append(path.name) or whole(path, *rest))
    put(source, p005_txt=DUMP)
    convert([source], out, HERE)
    assert hashed == ["p005.txt"]


@pytest.mark.parametrize(
    ("settings", "again"),
    [
        (Settings(alto=True), True),
        (Settings(max_pixels=5), True),
        (Settings(page_seconds=5, page_memory=0, spreadsheet_safe=True), False),
        (Settings(force=True), True),
        (Settings(retry_failed=True), False),
    ],
)
def test_a_page_is_read_again_where_the_settings_may_change_it(
    tmp_path: Path, read: list[str], settings: Settings, again: bool
) -> None:
    source = dumps(tmp_path / "in", 1)
    convert([source], tmp_path / "out", HERE)
    read.clear()
    convert([source], tmp_path / "out", settings)
    assert bool(read) == again


def test_a_page_is_read_again_where_a_recipe_changed(tmp_path: Path, read: list[str]) -> None:
    source, recipes = dumps(tmp_path / "in", 1), tmp_path / "recipes"
    recipe = 'name = "mine"\ntitle = {{ zh = "表", en = "t" }}\nsource = "{}"\n[match]\ntitle = "无"\n'
    recipe += '[[columns]]\nname = "a"\ntitle = {{ zh = "列", en = "c" }}\nheader = "列"\n'
    for text, times in (("one", 1), ("one", 1), ("two", 2)):
        put(recipes, mine_toml=recipe.format(text))
        convert([source], tmp_path / "out", Settings(recipe_folders=(recipes,)))
        assert len(read) == times


def test_failed_pages_are_tried_again_when_asked(tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = dumps(tmp_path / "in", 2), tmp_path / "out"
    reading = extract.read_pages
    monkeypatch.setattr(extract, "read_pages", lambda *_: 1 / 0)
    convert([source], out, HERE)
    monkeypatch.setattr(extract, "read_pages", reading)
    summary = convert([source], out, HERE)
    assert (summary.failed, summary.reused, summary.reused_failed, read) == (2, 2, 2, [])
    assert convert([source], out, Settings(retry_failed=True)).failed == 0
    assert len(read) == 2


def test_a_file_that_changes_while_it_is_read_fails_and_is_tried_again_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows would stand under the hash of other bytes."""
    source, out = dumps(tmp_path / "in", 1), tmp_path / "out"
    whole = extract.read_pages

    def growing(page_source: PageSource, *rest: object) -> tuple[Page, ...]:
        with page_source.source.path.open("a", encoding="utf-8") as file:
            file.write("more")
        return whole(page_source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "read_pages", growing)
    convert([source], out, HERE)
    assert "changed while it was read" in records(out / "pages.csv")[0]["error"]
    monkeypatch.setattr(extract, "read_pages", whole)
    assert convert([source], out, HERE).failed == 0


def test_the_jobs_do_not_show_in_the_output(tmp_path: Path) -> None:
    source = put(
        dumps(tmp_path / "in", 12), story_pdf=hostile.plain_pdf(), bad_pdf=hostile.truncated_pdf(), cut_png=b"\x89PNG\r\n\x1a\n"
    )
    for jobs in (0, 1, 3):
        assert convert([source], tmp_path / str(jobs), Settings(jobs=jobs, alto=True)).exit_code == SOME_FAILED
    assert contents(tmp_path / "0") == contents(tmp_path / "1") == contents(tmp_path / "3")


def test_a_poisoned_page_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that hangs and one that ends its process: two rows that say so, and every other page as if they were not there."""
    source = dumps(tmp_path / "in", 4)
    convert([source], tmp_path / "sound", HERE)
    put(source, hang_txt=DUMP, segfault_txt=DUMP)
    monkeypatch.setattr(conversion, "_make", poison.make)
    summary = convert([source], tmp_path / "out", Settings(jobs=2, page_seconds=20))
    assert (summary.pages, summary.failed, summary.exit_code) == (6, 2, SOME_FAILED)
    hang, *others, segfault = records(tmp_path / "out" / "pages.csv")
    assert hang["error"].startswith("Page 1 of hang.txt took longer than 20 s.")
    assert segfault["error"].startswith("Page 1 of segfault.txt ended the process that read it, twice (SIGSEGV).")
    sound = contents(tmp_path / "sound")
    assert {name: text for name, text in contents(tmp_path / "out").items() if name != "pages.csv"} == {
        name: text for name, text in sound.items() if name != "pages.csv"
    }
    assert all(page["status"] == "ok" for page in others)
    assert dict(read_status(tmp_path / "out").causes) == {"crash": 1, "time": 1}


def started(source: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "convert", str(source), "--out", str(out), "--no-report", *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def test_a_conversion_killed_at_any_moment_is_taken_up_again(tmp_path: Path) -> None:
    """Whenever the parent is killed: what stands in the folder is whole, and the next run ends as an undisturbed one does."""
    source, out = dumps(tmp_path / "in", 60), tmp_path / "out"
    convert([source], tmp_path / "undisturbed", HERE)
    chance = random.Random(6)  # noqa: S311 - no secret
    for _ in range(4):
        running = started(source, out, "--jobs", "2")
        time.sleep(chance.uniform(0.3, 3.0))
        running.kill()
        running.wait()
        assert not (out / "pages.csv").exists() or len(records(out / "pages.csv")) == 60
    assert started(source, out, "--jobs", "2").wait(timeout=300) == DONE
    assert contents(out) == contents(tmp_path / "undisturbed")
    assert sorted(path.name for path in (out / FOLDER).iterdir()) == ["ledger.sqlite", "lock"]


def test_a_kill_between_two_moves_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power is cut in the middle of publishing: every file is the old or the new one, and the next run sets all right."""
    source, out = dumps(tmp_path / "in", 2), tmp_path / "out"
    convert([source], out, HERE)
    old = contents(out)
    put(source, p000_txt=f"{DUMP}\nother")
    convert([source], tmp_path / "new", HERE)
    new = contents(tmp_path / "new")
    move, moves = os.replace, iter(range(3))

    def cut(*names: Path) -> None:
        next(moves)
        move(*names)

    monkeypatch.setattr("os.replace", cut)
    with pytest.raises(StopIteration):
        convert([source], out, HERE)
    monkeypatch.setattr("os.replace", move)
    assert all(text in (old.get(name), new.get(name)) for name, text in contents(out).items())
    convert([source], out, HERE)
    assert contents(out) == new


def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the ledger cannot grow beyond it."""
    source, out = dumps(tmp_path / "in", 60), tmp_path / "out"
    convert([source], tmp_path / "undisturbed", HERE)

    # Not by preexec_fn, which may hang where this process has threads.
    small = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000)); os.execv(sys.executable, "
    small += "[sys.executable, '-m', 'pipeline', *sys.argv[1:]])"
    command = [sys.executable, "-c", small, "convert", str(source), "--out", str(out), "--jobs", "0"]
    full = subprocess.run(command, capture_output=True, text=True, check=False)
    assert full.returncode == 2
    assert full.stderr.count("\n") == 1
    assert "cannot be written" in full.stderr
    assert not (out / "pages.csv").exists()
    assert convert([source], out, HERE).exit_code == DONE
    assert contents(out) == contents(tmp_path / "undisturbed")


def test_a_small_disk_that_is_full_is_one_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """A real one: a file system of 300 kB in memory, first full, then made larger."""
    source, out, disk = dumps(tmp_path / "in", 30), tmp_path / "disk" / "out", tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("who runs this may not mount a file system")
    try:
        command = [sys.executable, "-m", "pipeline", "convert", str(source), "--out", str(out), "--jobs", "0"]
        full = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (full.returncode, full.stderr.count("\n")) == (2, 1), full.stderr
        assert "cannot be written" in full.stderr
        assert not (out / "pages.csv").exists()
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert convert([source], out, HERE).exit_code == DONE
        convert([source], tmp_path / "undisturbed", HERE)
        assert contents(out) == contents(tmp_path / "undisturbed")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_full_while_publishing_is_one_sentence(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small files come to the disk when they are closed: each of them then says that it is full."""
    source, out, room = dumps(tmp_path / "in", 2), tmp_path / "out", []
    finish = SharedFiles.finish

    def full(files: SharedFiles) -> list[str]:
        if not room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return finish(files)

    monkeypatch.setattr(SharedFiles, "finish", full)
    answer = run("convert", source, "--out", out, "--jobs", "0", "--no-report")
    assert (answer.code, answer.err.count("\n"), "No space left on device" in answer.err) == (2, 1, True)
    assert [path.name for path in out.iterdir()] == [FOLDER]
    room.append("more")
    assert run("convert", source, "--out", out, "--jobs", "0", "--no-report").code == DONE


def gone(group: int) -> bool:
    """Whether nobody of a group of processes is left; the fork server needs a moment to see that its parent is."""
    for _ in range(6000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


POISONED = """
import pipeline.convert, pipeline.__main__
from tests.batch import poison
pipeline.convert._make = poison.make
pipeline.__main__.main()
"""


def test_ctrl_c_ends_the_workers_and_keeps_what_is_done(tmp_path: Path) -> None:
    """The signal itself, as a terminal sends it: to the parent and to its workers. A page hangs: it is never too late."""
    source, out, log = put(dumps(tmp_path / "in", 60), hang_txt=f"{DUMP}\nhang"), tmp_path / "out", tmp_path / "log"
    command = ["convert", str(source), "--out", str(out), "--jobs", "2", "--no-report"]
    running = subprocess.Popen(
        [sys.executable, "-c", POISONED, *command, "--log", str(log)], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while running.poll() is None and (not log.exists() or log.read_bytes().count(b'"page"') < 20):
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=300)
    assert running.returncode == 128 + signal.SIGINT, told
    assert told == "jiaokan: interrupted; what was done is kept, and the same command takes it up again.\n"
    status = read_status(out)
    assert 0 < status.done < status.total == 61
    assert gone(running.pid)
    assert subprocess.run([sys.executable, "-m", "pipeline", *command], check=False).returncode == DONE
    convert([source], tmp_path / "undisturbed", HERE)
    assert contents(out) == contents(tmp_path / "undisturbed")


def test_a_page_that_takes_all_memory_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dumps(tmp_path / "in", 3)
    convert([source], tmp_path / "sound", HERE)
    put(source, memory_txt=DUMP)
    with monkeypatch.context() as context:
        context.setattr(conversion, "_make", poison.make)
        assert convert([source], tmp_path / "out", Settings(jobs=2)).failed == 1
    memory, *others = records(tmp_path / "out" / "pages.csv")
    assert memory["error"].startswith("Page 1 of memory.txt needs more than 4096 MB of memory.")
    assert all(page["status"] == "ok" for page in others)
    (source / "memory.txt").unlink()
    convert([source], tmp_path / "out", HERE)
    assert contents(tmp_path / "out") == contents(tmp_path / "sound")


def test_two_conversions_do_not_write_into_one_folder(tmp_path: Path) -> None:
    source, out = dumps(tmp_path / "in", 1), tmp_path / "out"
    with only_one(out):
        assert is_held(out)
        with pytest.raises(UsageError, match="Another conversion is writing"):
            convert([source], out, HERE)
    assert not is_held(out)
    assert convert([source], out, HERE).exit_code == DONE


@pytest.mark.parametrize("content", [b"no database at all", b""])
def test_a_ledger_that_is_none_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    source, out = dumps(tmp_path / "in", 1), tmp_path / "out"
    (out / FOLDER).mkdir(parents=True)
    (out / FOLDER / FILE_NAME).write_bytes(content)
    assert convert([source], out, HERE).exit_code == DONE
    assert convert([source], out, HERE).reused == 1


def test_a_ledger_of_another_layout_is_begun_anew(tmp_path: Path) -> None:
    source, out = dumps(tmp_path / "in", 1), tmp_path / "out"
    convert([source], out, HERE)
    with sqlite3.connect(out / FOLDER / FILE_NAME) as db:
        db.execute("PRAGMA user_version = 999")
    assert convert([source], out, HERE).reused == 0


def test_what_is_wanted_no_more_leaves_the_ledger(tmp_path: Path) -> None:
    source, out = dumps(tmp_path / "in", 3), tmp_path / "out"
    convert([source], out, HERE)
    (source / "p001.txt").unlink()
    convert([source], out, HERE)
    with Ledger(out) as ledger:
        assert [ledger.db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in ("own", "shared")] == [(2,), (2,)]  # noqa: S608


def test_status_tells_how_far_it_is(tmp_path: Path, run: Run) -> None:
    source, out = put(tmp_path / "in", page_txt=DUMP, bad_pdf=hostile.truncated_pdf()), tmp_path / "out"
    assert run("status", out).code == 2
    run("convert", source, "--out", out, "--jobs", "0")
    answer = run("status", out)
    assert answer.code == 1
    assert answer.out.splitlines() == [
        f"{out}: published",
        "2 of 2 pages done 完成, 1 of them failed 失败, 0 left 剩余",
        "  1 failed: damaged 残缺",
        f"  each with its reason 缘由: column error of {out / 'pages.csv'}",
    ]
    (source / "bad.pdf").unlink()
    run("convert", source, "--out", out, "--jobs", "0")
    assert run("status", out).code == 0


def test_status_of_a_conversion_that_was_broken_off(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = dumps(tmp_path / "in", 4), tmp_path / "out"
    whole = extract.read_pages
    reads = iter(range(3))

    def interrupted(*given: object) -> tuple[Page, ...]:
        if next(reads, None) is None:
            raise KeyboardInterrupt
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "read_pages", interrupted)
    assert run("convert", source, "--out", out, "--jobs", "0").code == 128 + signal.SIGINT
    told = run("status", out).out
    assert "broken off" in told
    assert "3 of 4 pages done 完成, 0 of them failed 失败, 1 left 剩余" in told
    assert "time for the rest with 1 jobs" in told


def test_temporary_files_too_deep_for_sockets_are_one_sentence(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    command = [sys.executable, "-m", "pipeline", "convert", str(dumps(tmp_path / "in", 1)), "--out", str(tmp_path / "out")]
    told = subprocess.run(
        [*command, "--jobs", "2"], capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": str(deep)}
    )
    assert told.returncode == UsageError.exit_code
    assert "Set TMPDIR to a folder with a shorter path" in told.stderr
    assert "Traceback" not in told.stderr
