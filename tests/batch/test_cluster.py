"""Two workers of a Dask cluster instead of a pool: the same bytes, also where one is killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import convert as conversion
from pipeline.batch import cluster
from pipeline.convert import convert
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.summary import Phase, Progress
from tests.batch import poison
from tests.batch.test_resume import dumps
from tests.test_convert import DUMP, contents, put, records

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def dask() -> Iterator[distributed.LocalCluster]:
    import dask

    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local,
    ):
        yield local


def test_a_worker_killed_in_the_middle_does_not_show(
    tmp_path: Path, dask: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SHARD", 4)
    source = put(dumps(tmp_path / "in", 40), bad_pdf=b"")
    convert([source], tmp_path / "undisturbed", Settings())
    killed = []

    def kill(progress: Progress) -> None:
        if progress.phase is Phase.CONVERTING and progress.result and not killed:
            killed.append(next(iter(dask.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    summary = convert([source], tmp_path / "out", Settings(scheduler=dask.scheduler_address), kill)
    assert (len(killed), summary.pages, summary.failed) == (1, 41, 1)
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_limits_hold_on_the_cluster_too(
    tmp_path: Path, dask: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that ends its process says so in the words of a single machine, and no other is touched."""
    source = put(dumps(tmp_path / "in", 3), segfault_txt=DUMP)
    monkeypatch.setattr(conversion, "_make", poison.make)
    convert([source], tmp_path / "out", Settings(scheduler=dask.scheduler_address))
    convert([source], tmp_path / "pool", Settings(jobs=2))
    assert [page["status"] for page in records(tmp_path / "out" / "pages.csv")] == ["ok", "ok", "ok", "failed"]
    assert contents(tmp_path / "out") == contents(tmp_path / "pool")


def test_workers_of_another_program_are_refused(
    tmp_path: Path, dask: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "program", lambda: ["another"])
    with pytest.raises(UsageError, match="runs another program"):
        convert([dumps(tmp_path / "in", 1)], tmp_path / "out", Settings(scheduler=dask.scheduler_address))


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        convert([dumps(tmp_path / "in", 1)], tmp_path / "out", Settings(scheduler="tcp://127.0.0.1:9"))


def test_where_nothing_is_new_no_scheduler_is_asked(tmp_path: Path) -> None:
    source = dumps(tmp_path / "in", 1)
    convert([source], tmp_path / "out", Settings())
    assert convert([source], tmp_path / "out", Settings(scheduler="tcp://127.0.0.1:9")).reused == 1
