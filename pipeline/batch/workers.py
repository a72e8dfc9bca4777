"""Who does the work: this process, a pool of worker processes, or the workers of a Dask cluster. The answers are the same."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Protocol, TypeVar

from pipeline.batch.pool import Lost, Pool
from pipeline.batch.worker import Limits
from pipeline.settings import Settings

T = TypeVar("T")
R = TypeVar("R")


class Run(Protocol):
    """Each task with the function's answer, or with why there is none, as they are done."""

    def __call__(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]: ...


@contextmanager
def workers(
    settings: Settings, tasks: int, preload: Iterable[str] = (), address: Callable[[], str] | None = None
) -> Iterator[Run]:
    """The workers that the settings ask for, no more than there are tasks; ``preload`` are the modules they need, ``address``
    answers with the scheduler's where the settings do not have it. Nobody is started or asked before there is a task.

    The cores are shared out among them: a scan alone is read by threads on all of them, many scans by one thread each.
    """
    with ExitStack() as stack:
        yield _AtFirstTask(lambda: stack.enter_context(_started(settings, tasks, preload, address)))


@dataclass(slots=True)
class _AtFirstTask:
    start: Callable[[], Run]
    run: Run | None = None

    def __call__(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        todo = iter(tasks)
        for first in todo:
            self.run = self.run or self.start()
            yield from self.run(function, chain([first], todo))


@contextmanager
def _started(settings: Settings, tasks: int, preload: Iterable[str], address: Callable[[], str] | None) -> Iterator[Run]:
    if settings.scheduler:
        from pipeline.batch.cluster import connected

        with connected(replace(settings, scheduler=address()) if address else settings, preload) as run:
            yield run
    elif settings.jobs:
        jobs = max(1, min(settings.jobs, tasks))
        level = logging.getLogger("pipeline").getEffectiveLevel()
        limits = Limits(settings.page_seconds, settings.page_memory, max(1, cores() // jobs), level)
        with Pool(jobs, limits, preload) as pool:
            yield pool.run
    else:
        yield _here


def _here(function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    return ((task, function(task)) for task in tasks)


def cores() -> int:
    """The processors this process may use; where the system does not say, those it has."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
