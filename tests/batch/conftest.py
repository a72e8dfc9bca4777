"""What workers are forked from is started once, with all that any test needs: else the first test decides what is loaded."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver

import pytest

from pipeline.convert import PRELOAD


@pytest.fixture(scope="session", autouse=True)
def warm_forkserver() -> None:
    if "forkserver" in multiprocessing.get_all_start_methods():
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(PRELOAD))
        forkserver.ensure_running()
