"""One release for all tests that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.convert import convert
from pipeline.recipes import read_recipes
from pipeline.release import ReleaseOptions, release
from pipeline.release.about import About
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent.parent
CLEAN = ROOT / "data" / "clean"
SAMPLE = ROOT / "data" / "raw" / "hengshui-2022-04-28-02.pdf"


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of data/clean, with files for Excel."""
    out = tmp_path_factory.mktemp("release") / "release"
    release(CLEAN, out, ReleaseOptions(About(license="CC-BY-4.0"), read_recipes(), excel=True))
    return out


@pytest.fixture(scope="session")
def with_alto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of one page with its ALTO file."""
    folder = tmp_path_factory.mktemp("alto")
    convert([SAMPLE], folder / "clean", Settings(alto=True))
    release(folder / "clean", folder / "release", ReleaseOptions(recipes=read_recipes()))
    return folder / "release"
