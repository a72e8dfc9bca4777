"""The pages in docs/ are built without a complaint, fetch nothing, and every example on them runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.release.about import read_about
from tests.answer import Run
from tests.dataset.test_accuracy import checked

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_run(page: Path, workplace: Path, run: Run) -> None:
    for line in "".join(blocks(page, "sh")).splitlines():
        arguments = shlex.split(line)
        assert arguments[0] == "jiaokan"
        if arguments[1] == "accuracy":  # by then a person has filled in the sheet
            checked(Path(arguments[2]), wrong=2)
        answer = run(*arguments[1:])
        assert (answer.code, answer.err) == (0, ""), line
    exec("".join(blocks(page, "python")), {})  # noqa: S102 - our own pages
    for number, content in enumerate(blocks(page, "toml")):
        (workplace / f"{number}.toml").write_text(content, encoding="utf-8")
        assert read_about(workplace / f"{number}.toml").version


@pytest.mark.parametrize("chinese", sorted((ROOT / "docs" / "zh").glob("*.md")), ids=lambda page: page.stem)
def test_a_chinese_page_has_the_examples_and_parts_of_the_english_one(chinese: Path) -> None:
    english = ROOT / "docs" / chinese.name
    for parts in (r"^```.*?^```", "^#+ ", r"^\| .* \|$"):
        found = [
            re.findall(parts, page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL if "`" in parts else re.MULTILINE)
            for page in (english, chinese)
        ]
        assert found[0] == found[1] if "`" in parts or "#" in parts else len(found[0]) == len(found[1])


def test_there_are_examples() -> None:
    assert sum(len(blocks(page, "python")) for page in PAGES) >= 8
    assert sum(len(blocks(page, "toml")) for page in PAGES) == 1


def test_the_documentation_is_built_strictly_and_fetches_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    reference = (tmp_path / "site" / "api" / "index.html").read_text(encoding="utf-8")
    for name in ("load", "provenance", "link", "changes", "reprints", "search", "read_page", "TextLine"):
        assert name in reference
    fetched = re.compile(r"<(?:script|img|link)[^>]+(?:src|href)=.?https?://", re.IGNORECASE)
    assert {page.name for page in pages if fetched.search(page.read_text(encoding="utf-8"))} == set()
