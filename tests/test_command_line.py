"""The command as its user meets it: sentences, exit codes, and nothing else on the terminal."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from pipeline import __version__
from pipeline.batch.status import read_status
from pipeline.errors import UsageError
from tests.answer import Answer, Run
from tests.test_convert import DUMP, contents, put, records
from tests.typeset import hostile


def pages_done(out: Path) -> int:
    """How many pages the ledger has, from beside the conversion."""
    try:
        return read_status(out).done
    except UsageError:
        return 0


def process(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def finished(*arguments: object) -> Answer:
    """Runs the command in a process of its own, its output in pipes."""
    running = process(*arguments)
    out, err = running.communicate(timeout=60)
    return Answer(running.returncode, out, err)


def test_version_and_help_are_quick_because_they_load_no_stage() -> None:
    """Measured by what is imported, not by a clock: none of the heavy libraries."""
    heavy = ["pypdfium2", "pdfplumber", "pandas", "numpy", "jieba", "rapidfuzz", "pydantic", "pipeline.convert"]
    program = f"import sys, pipeline.__main__; sys.exit(bool(set({heavy!r}) & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_version(run: Run) -> None:
    assert run("--version") == Answer(0, f"jiaokan {__version__}\n", "")


def test_help_names_every_command(run: Run) -> None:
    told = run("--help").out
    assert all(name in told for name in ("convert", "inspect", "check", "recipes"))


def test_recipes_are_listed(run: Run) -> None:
    assert "community_scores\t社区专项考评得分明细 / Community assessment scores\n" in run("recipes").out


@pytest.mark.parametrize("arguments", [["nonsense"], ["convert"], ["convert", "x"], ["inspect", "x", "--page", "0"]])
def test_wrong_arguments_are_wrong_use(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


FAULTS = {
    "a missing path": (None, b"", "missing.pdf does not exist."),
    "an empty file": ("x.pdf", b"", "x.pdf is empty."),
    "an encrypted file": ("x.pdf", hostile.encrypted_pdf(), "x.pdf is encrypted."),
    "a file cut off": ("x.pdf", hostile.truncated_pdf(), "x.pdf is cut off before its end."),
    "no PDF at all": ("x.pdf", hostile.not_a_pdf(), "x.pdf is named .pdf but is not a PDF."),
    "a PDF without pages": ("x.pdf", hostile.pageless_pdf(), "x.pdf is a PDF without pages."),
    "an unknown kind": ("x.xlsx", b"PK", "x.xlsx is neither a PDF, a picture nor a text file."),
    "text of no encoding": ("x.txt", b"\xff\xff\xff", "x.txt is neither UTF-8 nor GB 18030 text."),
    "a folder without pages": ("x/notes.csv", b"a", "The folder x holds no PDF, no picture and no text file."),
}
WRONG_USE = ("a missing path", "an unknown kind")


def faulty(folder: Path, name: str | None, content: bytes) -> Path:
    """The path to give to the command."""
    if name is None:
        return folder / "missing.pdf"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path.parent if "/" in name else path


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_alone_is_one_sentence_and_its_exit_code(run: Run, tmp_path: Path, kind: str) -> None:
    name, content, sentence = FAULTS[kind]
    answer = run("convert", faulty(tmp_path, name, content), "--out", tmp_path / "out")
    assert answer.out == ""
    assert sentence in answer.err.replace(f"{tmp_path}/", "")
    assert "Traceback" not in answer.err
    if kind in WRONG_USE:
        assert (answer.code, answer.err.count("\n"), (tmp_path / "out").exists()) == (2, 1, False)
    else:
        assert answer.code == 3
        assert records(tmp_path / "out" / "pages.csv")[0]["error"].startswith(sentence)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_beside_a_good_page_costs_that_page_nothing(run: Run, tmp_path: Path, kind: str) -> None:
    """Exit code 1, the failure is a row, and all that the good page gives is as if it were alone."""
    good = put(tmp_path / "good", page_txt=DUMP)
    assert run("convert", good, "--out", tmp_path / "alone").code == 0
    name, content, sentence = FAULTS[kind]
    answer = run("convert", faulty(tmp_path / "bad", name, content), good, "--out", tmp_path / "out")
    assert answer.code == 1
    assert sentence in answer.err
    failed, fine = records(tmp_path / "out" / "pages.csv")
    assert (failed["status"], failed["error"].startswith(sentence), fine["status"]) == ("failed", True, "ok")
    alone, both = contents(tmp_path / "alone"), contents(tmp_path / "out")
    assert {**both, "pages.csv": ""} == {**alone, "pages.csv": ""}


@pytest.mark.parametrize(
    ("out", "sentence"), [("file", "is a file"), ("file/out", "cannot be written"), ("in", "is the input folder")]
)
def test_an_unfit_output_is_wrong_use(run: Run, tmp_path: Path, out: str, sentence: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    answer = run("convert", put(tmp_path / "in", page_txt=DUMP), "--out", tmp_path / out)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert sentence in answer.err


def test_a_recipe_folder_that_is_none_is_wrong_use(run: Run, tmp_path: Path) -> None:
    answer = run("convert", put(tmp_path / "in", page_txt=DUMP), "--out", tmp_path / "out", "--recipes", tmp_path / "none")
    assert answer.code == 2
    assert "is not a folder of recipes" in answer.err


def test_a_conversion_in_a_pipe_is_silent_when_all_is_well(tmp_path: Path) -> None:
    source = put(tmp_path / "in", page_txt=DUMP)
    assert finished("convert", source, "--out", tmp_path / "out") == Answer(0, "", "")


def test_a_file_given_twice_is_told_once(tmp_path: Path) -> None:
    page = put(tmp_path / "in", page_txt=DUMP) / "page.txt"
    answer = finished("convert", page, page, "--out", tmp_path / "out")
    assert answer == Answer(0, "", "jiaokan: page.txt was given twice (same name, same bytes): the second is left out.\n")


def test_an_interrupt_is_130_and_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C in the middle: no traceback, no half-made output, no staging folder; only the ledger of what is done."""
    files: dict[str, bytes | str] = {f"p{number}_txt": f"{DUMP}\n{number}" for number in range(2000)}
    running = process("convert", put(tmp_path / "in", **files), "--out", tmp_path / "out")
    while not pages_done(tmp_path / "out") and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, "Traceback" in err, "interrupted" in err) == (130, "", False, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".jiaokan"]
    assert sorted(path.name for path in (tmp_path / "out" / ".jiaokan").iterdir()) == ["ledger.sqlite", "lock"]


def test_a_reader_that_goes_away_is_no_fault_to_print(tmp_path: Path) -> None:
    """``jiaokan inspect … | head -1``."""
    page = put(tmp_path / "in", page_txt=DUMP + "字\n\n" * 3000) / "page.txt"
    running = process("inspect", page)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert "Traceback" not in running.stderr.read()
    running.stderr.close()
    running.wait(timeout=60)


def test_debug_tells_where_a_page_failed(tmp_path: Path) -> None:
    source = put(tmp_path / "in", blank_txt=" ")
    assert "Traceback" in finished("--debug", "convert", source, "--out", tmp_path / "out").err
    assert "Traceback" not in finished("convert", source, "--out", tmp_path / "out").err


def test_inspect_shows_what_is_on_a_page(run: Run, tmp_path: Path) -> None:
    """Plain text of 80 columns where no terminal is."""
    answer = run("inspect", put(tmp_path / "in", page_txt=DUMP) / "page.txt")
    assert (answer.code, answer.err) == (0, "")
    for told in (
        "page.txt",
        "衡水日报",
        "2020-01-01",
        "plain_text",
        "社区考评得分明细",
        "community_scores",
        "石桥通车",
        "桃城区古柳社区",
    ):
        assert told in answer.out
    assert "\x1b" not in answer.out
    assert max(map(cell_len, answer.out.splitlines())) <= 80


def test_inspect_lets_no_control_character_through(run: Run, tmp_path: Path) -> None:
    """What a page holds cannot steer the terminal, nor be taken for markup."""
    page = put(tmp_path / "in", page_txt=DUMP.replace("古柳", "古\x1b[2J柳[bold]")) / "page.txt"
    answer = run("inspect", page)
    assert "\x1b" not in answer.out
    assert "[bold]" in answer.out.replace("\n", "")


def test_inspect_of_a_bad_page_says_why(run: Run, tmp_path: Path) -> None:
    answer = run("inspect", put(tmp_path / "in", x_pdf=hostile.truncated_pdf()) / "x.pdf")
    assert (answer.code, answer.out, answer.err) == (3, "", "jiaokan: x.pdf is cut off before its end. Fetch the file again.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["in"], "is a folder"), (["in/page.txt", "--page", "2"], "has 1 pages, and no page 2"), (["no.pdf"], "does not exist")],
)
def test_inspect_wants_one_page_that_is_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    put(tmp_path / "in", page_txt=DUMP)
    monkeypatch.chdir(tmp_path)
    answer = run("inspect", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err


def test_rows_of_the_output_can_be_read_by_the_csv_module(tmp_path: Path) -> None:
    """A dump full of quotes, commas and formula starts comes out as columns that line up."""
    text = DUMP.replace("石桥通车。", '"石桥",=1+1\t通车。')
    finished("convert", put(tmp_path / "in", page_txt=text), "--out", tmp_path / "out")
    for path in (tmp_path / "out").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert len({len(row) for row in csv.reader(file)}) == 1, path.name


def test_the_help_names_the_extras_that_an_option_wants(run: Run) -> None:
    told = run("convert", "--help").out
    assert all(f"jiaokan[{extra}]" in told for extra in ("s3", "dask", "slurm"))
