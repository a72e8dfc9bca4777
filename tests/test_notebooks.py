"""Every notebook runs from top to bottom on what ``jiaokan convert data/raw`` writes, and is kept without outputs."""

from __future__ import annotations

import copy
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from pipeline.convert import convert
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STRICT = """
import sys, warnings
warnings.filterwarnings("error", message="Glyph .* missing")
sys.executable
"""
"""A box where a character should be is an error. Matplotlib warns when it draws, which is after the cell: see ``faults``."""
SAID = {
    "01-load-and-look": ("57.6", "28.8", "衡水高新区达观社区", "equal in 11 of 65 rows"),
    "02-anomalies": ("57.6", "merged_parts", "equal in 11 of 64 rows as printed", "ranks by total that change: 0"),
    "03-articles": ("冬季安全提醒", "入冬安全提醒", "184", "柳荫社区"),
    "04-across-issues": ("桃城区古愧社区", "0.857", "returned", "16.2 + 37 + 32.8 = 86, printed 886"),
}
"""What each notebook must come to."""
ONLY_LATIN_FONTS = """
from matplotlib import font_manager
fonts = font_manager.fontManager.ttflist
font_manager.fontManager.ttflist = [font for font in fonts if font.name.startswith("DejaVu")]
"""


@pytest.fixture(scope="module")
def beside_clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``notebooks`` with data where a notebook expects it, data/clean written by the code as it is now."""
    root = tmp_path_factory.mktemp("project")
    convert([ROOT / "data" / "raw"], root / "data" / "clean", Settings())
    for name in ("raw", "issues"):
        shutil.copytree(ROOT / "data" / name, root / "data" / name)
    (root / "notebooks").mkdir()
    return root / "notebooks"


def load(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def code_cells(*sources: str) -> list[Any]:
    return [nbformat.v4.new_code_cell(source) for source in sources]  # type: ignore[no-untyped-call]


def executed(notebook: Any, folder: Path, *setup: str) -> Any:
    """The notebook run in ``folder`` by the interpreter of the tests, after the cells of ``setup``."""
    notebook = copy.deepcopy(notebook)
    notebook.cells[:0] = code_cells(*setup)
    specs = KernelSpecManager()
    specs.kernel_dirs = []  # no kernel that is installed elsewhere: ipykernel's own is of this interpreter
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
    client = NotebookClient(notebook, km=manager, timeout=120, resources={"metadata": {"path": str(folder)}})
    return client.execute()


def outputs(notebook: Any, kind: str) -> list[Any]:
    return [output for cell in notebook.cells for output in cell.get("outputs", ()) if output["output_type"] == kind]


def faults(notebook: Any) -> list[str]:
    """Errors that stopped no cell (a figure is drawn after its cell), and all that was said on stderr."""
    raised = [f"{output['ename']}: {output['evalue']}" for output in outputs(notebook, "error")]
    return raised + [output["text"] for output in outputs(notebook, "stream") if output["name"] == "stderr"]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    """Outputs would make every diff unreadable, and could be older than the data."""
    notebook = load(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


@pytest.mark.parametrize("fonts", [(), (ONLY_LATIN_FONTS,)], ids=["fonts of this machine", "no Chinese font"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_no_glyph_is_missing(path: Path, fonts: tuple[str, ...], beside_clean: Path) -> None:
    done = executed(load(path), beside_clean, STRICT, *fonts)
    assert faults(done) == []
    assert any("image/png" in output["data"] for output in outputs(done, "display_data"))
    said = "".join(output["data"].get("text/plain", "") for output in outputs(done, "execute_result"))
    said += "".join(output["text"] for output in outputs(done, "stream"))
    if fonts:
        assert "No Chinese font is installed" in said
    assert [told for told in SAID[path.stem] if told not in said] == []
    assert list(beside_clean.iterdir()) == [], "a notebook reads, it writes nothing"


def test_a_notebook_without_clean_data_says_what_to_run(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    with pytest.raises(CellExecutionError, match="run `make run` first"):
        executed(load(NOTEBOOKS[0]), folder)


def test_a_missing_glyph_is_found_and_the_kernel_is_ours(tmp_path: Path) -> None:
    """The check can fail: a Chinese title in a font that has no Chinese. And the interpreter is the tests' own."""
    cells = code_cells("import matplotlib.pyplot as plt\nplt.title('校')\nplt.show()")
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    latin = "import matplotlib\nmatplotlib.rcParams['font.family'] = ['DejaVu Sans']"
    done = executed(notebook, tmp_path, STRICT, ONLY_LATIN_FONTS, latin)
    assert any("Glyph" in fault for fault in faults(done))
    assert outputs(done, "execute_result")[0]["data"]["text/plain"] == repr(sys.executable)
