"""Imports point one way. The law is read off the source text, so an import inside a function counts too."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
STAGES = ("extract", "layout", "tables", "articles", "clean", "validate", "repair", "emit", "report")
MAY_IMPORT_STAGES = ("pipeline.convert", "pipeline.publication", "pipeline.commands")
READERS = {"dataset": ("dataset", "research", "release"), "research": ("research",), "release": ("release",)}
"""Packages that read what was published, with the packages that may import each; and so may the commands."""


def imports_of(root: Path) -> dict[str, set[str]]:
    """Each module of a package named ``pipeline`` with the modules of the package that it imports."""
    files = {_module(path, root): path for path in sorted(root.rglob("*.py"))}
    return {name: set(_imported(name, path, files)) - {name} for name, path in files.items()}


def _module(path: Path, root: Path) -> str:
    parts = ("pipeline", *path.relative_to(root).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, path: Path, files: dict[str, Path]) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = name if path.name == "__init__.py" else name.rpartition(".")[0]
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found += [each if (each := f"{base}.{alias.name}") in files else base for alias in node.names]
    return [each for each in found if each in files]


def violations(imports: dict[str, set[str]]) -> list[str]:
    """What breaks the law, a line each."""
    broken = [
        f"{name} imports {other}" for name, others in imports.items() for other in sorted(others) if _forbidden(name, other)
    ]
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as fault:
        broken.append(f"cycle: {' -> '.join(fault.args[1])}")
    return broken


def _forbidden(name: str, other: str) -> bool:
    if other == "pipeline.__main__":
        return True
    if _within(other, "pipeline.commands"):
        return name != "pipeline.__main__" and not _within(name, "pipeline.commands")
    if _package(other) in READERS:
        return not _within(name, "pipeline.commands") and _package(name) not in READERS[_package(other)]
    stage = _stage(other)
    return stage is not None and _stage(name) != stage and not any(_within(name, each) for each in MAY_IMPORT_STAGES)


def _within(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def _stage(module: str) -> str | None:
    return part if (part := _package(module)) in STAGES else None


def _package(module: str) -> str:
    return f"{module}.".split(".")[1]


def test_imports_of_the_project_point_one_way() -> None:
    """No cycle, no stage that knows another, nobody but convert, publication and the commands that knows one; and nothing that
    makes a dataset knows what reads it."""
    imports = imports_of(PACKAGE)
    assert "pipeline.emit.writer" in imports["pipeline.emit"]  # the reader of imports sees something
    assert violations(imports) == []


LAWFUL = {
    "__init__.py": "",
    "model.py": "",
    "emit/__init__.py": "from pipeline.emit.rows import x",
    "emit/rows.py": "from pipeline import model",
    "clean/__init__.py": "from ..model import x",
    "convert.py": "from pipeline import clean, emit",
    "commands/__init__.py": "",
    "commands/convert.py": "def f():\n    from pipeline.convert import convert",
    "commands/inspect.py": "def f():\n    from pipeline.emit import rows",
    "commands/dataset.py": "def f():\n    from pipeline import release",
    "dataset/frames.py": "from pipeline import model",
    "research/search.py": "from pipeline.dataset.frames import load",
    "release/build.py": "from pipeline.dataset import frames",
    "__main__.py": "from pipeline.commands import convert",
}


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("model.py", "", None),
        ("clean/words.py", "from pipeline.emit import rows", "pipeline.clean.words imports pipeline.emit.rows"),
        ("clean/words.py", "def f():\n    from ..emit.rows import x", "pipeline.clean.words imports pipeline.emit.rows"),
        ("model.py", "import pipeline.clean", "pipeline.model imports pipeline.clean"),
        ("model.py", "import pipeline.__main__", "pipeline.model imports pipeline.__main__"),
        ("model.py", "import pipeline.commands.convert", "pipeline.model imports pipeline.commands.convert"),
        ("__main__.py", "from pipeline.emit import rows", "pipeline.__main__ imports pipeline.emit.rows"),
        ("emit/rows.py", "from pipeline.dataset import frames", "pipeline.emit.rows imports pipeline.dataset.frames"),
        ("dataset/frames.py", "from pipeline.emit import rows", "pipeline.dataset.frames imports pipeline.emit.rows"),
        ("dataset/frames.py", "import pipeline.release.build", "pipeline.dataset.frames imports pipeline.release.build"),
        ("release/build.py", "import pipeline.research.search", "pipeline.release.build imports pipeline.research.search"),
        ("emit/rows.py", "from . import x", "cycle: "),
        ("model.py", "from pipeline import geometry", "cycle: "),
    ],
)
def test_a_breach_is_told(tmp_path: Path, file: str, line: str, complaint: str | None) -> None:
    """The check can fail: each kind of breach, put into a lawful tree, is named."""
    geometry = {"geometry.py": "from pipeline.model import x"}
    for name, text in {**LAWFUL, **geometry, file: line}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    told = violations(imports_of(tmp_path))
    assert (told == []) if complaint is None else any(complaint in each for each in told)
