"""What README, its Chinese twin and ARCHITECTURE say is so: commands run, quoted rows are real, modules are named."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from pipeline import errors
from pipeline.convert import convert
from pipeline.emit.fields import published_files
from pipeline.model import CellStatus, RepairStatus, Route, Severity
from pipeline.recipes import schema
from pipeline.settings import EngineName, Ocr, Settings
from tests.answer import Run
from tests.test_convert import records
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.spec import Masthead, PageSpec, Style, Table

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
PAGES = (*READMES, "ARCHITECTURE.md", "CHANGELOG.md")
WRITTEN_BY_COMMANDS = ("data/clean", "build/docs")
SAMPLE_PAGE = "hengshui-2022-04-28-02.pdf"


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", read(page), re.MULTILINE | re.DOTALL)


def prose(page: str) -> str:
    """The page without its code blocks."""
    return re.sub(r"^```.*?^```", "", read(page), flags=re.MULTILINE | re.DOTALL)


def code_spans(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", prose(page)))


def tables(page: str) -> Iterator[list[list[str]]]:
    """The tables of a page, header first, without backticks."""
    for found in re.findall(r"(?:^\|.*\n)+", prose(page), re.MULTILINE):
        rows = [[cell.strip().strip("`") for cell in line.strip().strip("|").split("|")] for line in found.splitlines()]
        yield [row for row in rows if not set("".join(row)) <= set("- ")]


def table_with(page: str, first_header: str, rows: int) -> list[list[str]]:
    """The data rows of the table that begins so and has so many rows."""
    return next(found[1:] for found in tables(page) if found[0][0] == first_header and len(found) == rows + 1)


def commands(page: str) -> list[tuple[list[str], int]]:
    """The arguments of each quoted ``jiaokan`` line, and the exit code its comment names, else 0."""
    found = []
    for line in "".join(blocks(page, "sh")).splitlines():
        if line.startswith("jiaokan "):
            told = re.search(r"exit code (\d)", line)
            found.append((shlex.split(line, comments=True)[1:], int(told[1]) if told else errors.DONE))
    return found


def example(language: str) -> tuple[str, str]:
    """File name and content of the README's example; the name is the last code span before it."""
    before, content = re.findall(rf"(.*?)^```{language}\n(.*?)^```", read("README.md"), re.MULTILINE | re.DOTALL)[0]
    return re.findall(r"`([^`\n]+)`", before)[-1], content


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder a reader of the README works in: the sample data, and the example files written down."""
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    for name, content in map(example, ("toml", "csv")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("readme") / "data" / "clean"
    convert([ROOT / "data" / "raw"], out, Settings())
    return out


def cells_of(out: Path, page: str) -> list[list[str]]:
    page_id = next(row["page_id"] for row in records(out / "pages.csv") if row["source"] == page)
    columns = ("row", "column", "printed", "clean", "status", "rule")
    return [[row[name] for name in columns] for row in records(out / "cells.csv") if row["page_id"] == page_id]


def test_both_readmes_say_the_same() -> None:
    """The same sections, commands, examples, names and rows; only the words between them differ."""
    one, other = READMES
    levels = [re.findall(r"^(#+) ", prose(page), re.MULTILINE) for page in READMES]
    assert levels[0] == levels[1]
    assert len(levels[0]) > 10
    assert code_spans(one) == code_spans(other)
    assert commands(one) == commands(other)
    for language in ("toml", "csv", "text", "sh", "python"):
        bare = [[re.sub(r"\s*#.*", "", block) for block in blocks(page, language)] for page in READMES]
        assert bare[0] == bare[1], language
    shapes = [[[len(row) for row in found] for found in tables(page)] for page in READMES]
    assert shapes[0] == shapes[1]
    quoted = [[found for found in tables(page) if found[0][0] == "row"] for page in READMES]
    assert quoted[0] == quoted[1]


def test_every_quoted_command_does_what_is_said(workplace: Path, run: Run) -> None:
    quoted = commands("README.md")
    assert {arguments[0] for arguments, _ in quoted} == {
        "convert",
        "inspect",
        "check",
        "recipes",
        "status",
        "release",
        "verify",
        "sample",
        "review",
        "diff",
    }
    for arguments, code in quoted:
        answer = run(*arguments)
        told = re.sub(r"(?m)^jiaokan: \d+ .*/(s|min).*\n", "", answer.err)  # how far it is, after a minute on a busy machine
        assert (answer.code, told) == (code, ""), arguments
    assert (workplace / "data" / "clean" / "community_scores.csv").exists()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_in_the_text_exists(page: str, run: Run) -> None:
    spans = code_spans(page)
    for span in (each for each in spans if re.match(r"jiaokan( |$)", each)):
        assert run(*span.split()[1:], "--help").code == errors.DONE, span
    lines = [*spans, *"".join(blocks(page, "sh")).splitlines()]
    targets = {found[1] for line in lines if (found := re.match(r"make ([a-z]+)", line))}
    assert targets <= set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_in_the_text_exists(page: str) -> None:
    links = set(re.findall(r"\]\(([^)#:]+)\)", prose(page)))
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    paths = {span for span in code_spans(page) if "/" in span and span.split("/")[0] in folders}
    missing = [name for name in sorted(links | paths) if not (ROOT / name).exists()]
    assert [name for name in missing if not name.startswith(WRITTEN_BY_COMMANDS)] == []


@pytest.mark.parametrize("page", READMES)
def test_the_first_example_is_the_real_output(page: str, clean: Path) -> None:
    quoted = table_with(page, "row", 4)
    real = [row for row in cells_of(clean, SAMPLE_PAGE) if row[4] not in (CellStatus.AS_PRINTED, CellStatus.MISSING)]
    assert quoted == real
    evidence = {row["evidence"] for row in records(clean / "repairs.csv")}
    assert set(blocks(page, "text")[0].splitlines()) <= evidence


@pytest.mark.parametrize("page", READMES)
def test_the_python_example_shows_what_is_said(
    page: str, clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three witnesses of one page stand in the table; the number is told in the comment and among the limits."""
    monkeypatch.chdir(clean.parent.parent)
    shutil.copytree(ROOT / "data" / "raw", Path("data") / "raw", dirs_exist_ok=True)
    example_code = "".join(blocks(page, "python"))
    exec(example_code, {})  # noqa: S102 - our own README
    assert Path("scores.png").read_bytes().startswith(b"\x89PNG")
    assert Path("rank-63.png").read_bytes().startswith(b"\x89PNG")
    told = re.search(r"print\(len\(scores\)\)\s*# (\d+)", example_code)
    assert told is not None
    assert capsys.readouterr().out.splitlines()[0] == told[1]
    assert told[1] in prose(page)


@pytest.mark.parametrize("page", READMES)
def test_the_routes_are_those_of_the_sample(page: str, clean: Path) -> None:
    told = {
        route
        for found in tables(page)
        if found[0][-1] == "route"
        for row in found[1:]
        for route in re.findall("[a-z_]+", row[-1])
    }
    assert told == set(Route)
    read = {row["source"]: row for row in records(clean / "pages.csv")}
    assert {row["status"] for row in read.values()} == {"ok"}
    assert {row["route"] for row in read.values()} == told
    assert all(row["route_reason"] for row in read.values())


def test_every_option_and_its_values_are_named(run: Run) -> None:
    rows = [row for table in tables("README.md") if table[0][0] == "option" for row in table[1:]]
    named = {option for row in rows for option in re.findall(r"--[a-z-]+", row[0])}
    commands_with_options = ("convert", "inspect", "check", "release", "sample", "review")
    helped = {command: run(command, "--help").out for command in commands_with_options}
    offered = {option for told in helped.values() for option in re.findall(r"--[a-z]+(?:-[a-z]+)*", told)}
    assert named == offered - {"--help", "--out", "--page", "--recipe"}
    for page in READMES:
        assert {*Ocr, *EngineName} <= code_spans(page)
        spans = {found[0] for span in code_spans(page) if (found := re.match(r"--[a-z]+", span))}
        known = {*re.findall(r"--[a-z]+", "".join(helped.values())), "--help", "--debug"}
        assert spans <= known, page


@pytest.mark.parametrize("page", [*READMES, "CHANGELOG.md"])
def test_every_code_of_a_finding_is_one_of_ours(page: str) -> None:
    package = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    codes = {span for span in code_spans(page) if re.fullmatch(r"[a-z]+(-[a-z]+)+", span)}
    assert "doubtful-reading" in codes
    assert {code for code in codes if f'"{code}"' not in package} == set()


def test_the_recipe_example_works_on_a_page(workplace: Path, run: Run) -> None:
    """The table of the README's CSV, typeset on a page and as a text dump: known, mended and left open as is said."""
    header, *rows = (tuple(row) for row in csv.reader(example("csv")[1].splitlines()))
    spec = PageSpec(
        Masthead("山泉晚报", date(2021, 9, 12)),
        (Table("第三届社区运动会奖牌榜", (header,), tuple(rows), span=1),),
        Style(width=420, height=400, columns=1),
    )
    (workplace / "pages").mkdir()
    (workplace / "pages" / "sports.pdf").write_bytes(render_pdf(typeset(spec)))
    dump = ["山泉晚报", "", "第三届社区运动会奖牌榜", *("\t".join(row) for row in (header, *rows))]
    (workplace / "pages" / "sports.txt").write_text("\n".join(dump), encoding="utf-8")
    assert run("convert", "pages", "--out", "out", "--recipes", "my-recipes").code == errors.DONE
    assert [row["recipe"] for row in records(workplace / "out" / "tables.csv")] == ["medal_table"] * 2
    assert len(records(workplace / "out" / "medal_table.csv")) == 2 * len(rows)
    for page in ("sports.pdf", "sports.txt"):
        told = [row for row in cells_of(workplace / "out", page) if row[4] != CellStatus.AS_PRINTED]
        assert told == table_with("README.md", "row", 5)


def test_the_contract_names_files_columns_and_words() -> None:
    """Every published file has a row, every column named there is published, every status has a row."""
    files = published_files()
    contract = next(found[1:] for found in tables("README.md") if found[0][0] == "file")
    told = {row[0].removesuffix(".csv"): re.findall(r"[a-z_0-9]+", row[2]) for row in contract}
    for name, file in files.items():
        assert told[name], name
        assert [column for column in file.columns if column in told[name]] == told[name], name
    assert [row[0] for row in table_with("README.md", "status", len(CellStatus))] == list(CellStatus)
    assert {*RepairStatus, *Severity} <= code_spans("README.md")
    codes = {errors.DONE, errors.SOME_FAILED, errors.WRONG_USE, errors.NOTHING_READ}
    assert [int(row[0]) for row in table_with("README.md", "exit code", len(codes))] == sorted(codes)


def kinds(union: object) -> set[str]:
    """The ``kind`` of each class of a union of the recipe schema."""
    classes = get_args(get_args(union)[0])
    return {get_args(each.model_fields["kind"].annotation)[0] for each in classes}


def test_every_kind_of_rule_and_repair_is_named() -> None:
    for page in (*READMES, "CHANGELOG.md"):
        assert kinds(schema.Rule) | kinds(schema.RepairSpec) <= code_spans(page), page


def test_architecture_names_every_module_and_no_other() -> None:
    package = ROOT / "pipeline"
    modules = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if path.name != "__init__.py"}
    folders = {f"{path.parent.relative_to(package).as_posix()}/" for path in package.rglob("*/__init__.py")}
    named = re.findall(r"[`*]([\w/]+(?:\.py|/))[`*]", read("ARCHITECTURE.md"))
    assert sorted(modules - set(named)) == []
    assert sorted(folders - set(named)) == []
    assert [name for name in named if not (package / name).exists() and not (ROOT / name).exists()] == []
