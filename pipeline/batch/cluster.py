"""The workers of a Dask cluster: any machines that see the source files under the same paths and run this very program.

Pages travel in shards. On the cluster's worker a shard goes through a pool of one process, so that a page's limits, and what is
said of one that breaks them, are those of a single machine: the bytes that come out are the same. A shard whose machine is lost
runs again elsewhere (Dask sees to that); the ledger stays with the process that was started by hand.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import local
from typing import Any

from pipeline.batch.fingerprint import program
from pipeline.batch.pool import Lost, Pool
from pipeline.batch.worker import Limits
from pipeline.errors import Cause, UsageError
from pipeline.settings import Settings

SHARD = 16
"""Pages: half a minute to two of a worker's time, which is what a lost machine costs."""
AHEAD = 2
"""Shards that are under way for each thread of the cluster: one in work, one waiting."""
CONNECT_SECONDS = 20
_own = local()


class OtherProgramError(Exception):
    """A worker runs another version of this program, or of a library it reads with."""


class DaemonError(Exception):
    """A worker may not start processes."""


@contextmanager
def connected(settings: Settings, preload: Iterable[str] = ()) -> Iterator[Callable[..., Iterator[tuple[Any, Any]]]]:
    """What runs tasks on the cluster; raises UsageError where there is none, or it is not fit for this."""
    try:
        from distributed import Client
    except ImportError as fault:
        raise UsageError("Dask is not installed.", "Install it: pip install 'jiaokan[dask]'.") from fault
    try:
        client = Client(settings.scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise UsageError(
            f"No Dask scheduler answers at {settings.scheduler}.", "Start one: dask scheduler; then dask worker ADDRESS."
        ) from fault
    with client:
        yield _Cluster(client, Limits(settings.page_seconds, settings.page_memory), tuple(preload)).run


class _Cluster:
    def __init__(self, client: Any, limits: Limits, preload: tuple[str, ...]) -> None:
        self._client = client
        self._preload = preload
        self._limits = limits

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its result, as they are done."""
        from distributed import KilledWorker, as_completed

        todo = iter(tasks)
        shards: dict[Any, Sequence[Any]] = {}
        done = as_completed(loop=self._client.loop)

        def submit(shard: Sequence[Any]) -> None:
            future = self._client.submit(run_shard, program(), function, shard, self._limits, self._preload, pure=False)
            shards[future] = shard
            done.add(future)

        def refill() -> None:
            while len(shards) < max(1, AHEAD * self._threads()) and (shard := list(islice(todo, SHARD))):
                submit(shard)

        refill()
        for future in done:
            shard = shards.pop(future)
            try:
                answers = future.result()
            except KilledWorker:
                if len(shard) > 1:
                    for task in shard:
                        submit([task])
                    continue
                answers = [(shard[0], Lost(Cause.CRASH, "its machine was lost again and again"))]
            except OtherProgramError as fault:
                raise UsageError(
                    f"A worker of the cluster runs another program ({fault}).", "Install the same everywhere."
                ) from fault
            except DaemonError as fault:
                raise UsageError(
                    "The workers of the cluster may not start processes.",
                    "Start them with DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment.",
                ) from fault
            refill()
            yield from answers

    def _threads(self) -> int:
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(int(each["nthreads"]) for each in workers.values())


def run_shard(
    expected: Sequence[str], function: Callable[[Any], Any], shard: Sequence[Any], limits: Limits, preload: tuple[str, ...]
) -> list[tuple[Any, Any]]:
    """Run on the cluster: the shard's tasks with their results. Each thread of the worker keeps a process of its own."""
    differing = set(expected) ^ set(program())
    if differing:
        raise OtherProgramError(", ".join(sorted(differing)))
    if multiprocessing.current_process().daemon:
        raise DaemonError
    if getattr(_own, "limits", None) != limits:
        _own.pool, _own.limits = Pool(1, limits, preload), limits
    return list(_own.pool.run(function, shard))
