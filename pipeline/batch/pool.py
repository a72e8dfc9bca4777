"""Worker processes that may hang or die: each costs its own task alone.

Every worker has a pipe of its own and shares no lock with the others, so one that is killed in the middle of anything blocks
nobody. That is why this is not pebble, whose workers share one channel under one lock (a killed worker may keep it: its issues
97 and 163), and not ``concurrent.futures``, where one death ends the whole pool.
"""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

from pipeline.batch.worker import Answer, Limits, Ready, work
from pipeline.errors import Cause, UsageError

T = TypeVar("T")
R = TypeVar("R")
TRIES = 2
"""A task whose worker hung or died is tried once more: the machine may have been short of memory."""
START_SECONDS = 120.0
"""A worker that has not loaded its libraries by then never will."""
MOST_FAILED_STARTS = 3
NAMES = {number.value: number.name for number in signal.Signals}


@dataclass(frozen=True, slots=True)
class Lost:
    """No worker could finish a task: TIME, CRASH (``told`` is the signal or exit code) or BUG (``told`` is the exception)."""

    cause: Cause
    told: str = ""


@dataclass(slots=True)
class _Task(Generic[T]):
    argument: T
    tries: int = 0


@dataclass(slots=True)
class _Todo(Generic[T]):
    """The tasks to come; those that are tried again come first."""

    tasks: Iterator[T]
    again: deque[_Task[T]] = field(default_factory=deque)

    def __bool__(self) -> bool:
        if not self.again:
            self.again.extend(_Task(argument) for argument in _first(self.tasks))
        return bool(self.again)

    def take(self) -> _Task[T]:
        return self.again.popleft()


def _first(tasks: Iterator[T]) -> Iterator[T]:
    for task in tasks:
        yield task
        return


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    deadline: float
    """When it must be ready, or its task done (monotonic clock)."""
    ready: bool = False
    task: _Task[Any] | None = None
    function: Callable[[Any], Any] | None = None

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None

    def give(self, function: Callable[[Any], Any], task: _Task[Any], seconds: float) -> bool:
        """Whether it took the task; one that died while it was idle takes none."""
        try:
            self.connection.send((None if function is self.function else function, task.argument))
        except OSError:
            return False
        self.task, self.function, self.deadline = task, function, time.monotonic() + seconds
        return True

    def said(self) -> Ready | Answer | None:
        """What it says; None where it says nothing and never will."""
        try:
            message = self.connection.recv() if self.connection.poll() else None
        except Exception:  # noqa: BLE001 - cut off by its death, wherever it was
            return None
        return message if isinstance(message, Ready | Answer) else None

    def end(self) -> int | None:
        """Make sure that it is gone; its exit code."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()
        code = self.process.exitcode
        self.process.close()
        return code


class Pool:
    """Up to ``jobs`` worker processes, as a context; started when there is work for them, killed at its end.

    ``preload`` are modules that workers need: loaded once and shared, where the system can fork.
    """

    def __init__(self, jobs: int, limits: Limits, preload: Iterable[str] = ()) -> None:
        self._jobs = jobs
        self._preload = tuple(preload)
        self._limits = limits
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        try:
            self._scratch = tempfile.TemporaryDirectory(prefix="jiaokan-", ignore_cleanup_errors=True)
        except OSError as fault:
            problem = f"No folder for temporary files can be written ({fault.strerror})."
            raise UsageError(problem, "Set TMPDIR to one that can.") from fault
        self._context: ForkServerContext | SpawnContext
        if "forkserver" in multiprocessing.get_all_start_methods():
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["__main__", work.__module__, *self._preload])
        else:
            self._context = multiprocessing.get_context("spawn")

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each task with its result, as they are done. ``function`` and tasks are pickled; it should raise nothing.

        Raises UsageError where no worker can be started at all.
        """
        todo = _Todo(iter(tasks))
        while self._hand_out(function, todo):
            for worker in self._heard():
                message = worker.said()
                if isinstance(message, Ready):
                    worker.ready, self._failed_starts = True, 0
                    continue
                task, late = worker.task, time.monotonic() >= worker.deadline
                worker.task = None
                code = None if isinstance(message, Answer) and not message.leaving else self._dismiss(worker)
                if task is None:
                    self._refuse_failed_starts(worker, code)
                elif isinstance(message, Answer):
                    yield task.argument, Lost(Cause.BUG, message.fault) if message.fault else message.result
                elif (task := _Task(task.argument, task.tries + 1)).tries < TRIES:
                    todo.again.append(task)
                else:
                    yield task.argument, Lost(Cause.TIME) if late else _death(code)

    def _hand_out(self, function: Callable[[Any], Any], todo: _Todo[Any]) -> bool:
        """Give every idle worker a task, start workers that are missing; whether anything is under way."""
        for worker in [each for each in self._workers if each.idle]:
            if not todo:
                break
            if not worker.process.is_alive():  # with the fork server, for one: no task's fault
                self._dismiss(worker)
                continue
            task = todo.take()
            if not worker.give(function, task, self._limits.seconds):
                todo.again.appendleft(task)
                self._dismiss(worker)
        starting = sum(not worker.ready for worker in self._workers)
        if todo and not starting and len(self._workers) < self._jobs:
            self._workers.append(self._start())
        return bool(todo) or any(worker.task for worker in self._workers)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(
            target=work, args=(there, self._limits, self._preload, self._scratch.name), daemon=True, name="jiaokan-worker"
        )
        for last in (False,) * 100 + (True,):  # a fork server that was just killed is not started anew at once
            try:
                process.start()
                break
            except (ConnectionError, EOFError):
                if last:
                    raise
                time.sleep(0.1)
            except OSError as fault:  # its socket lies in the folder for temporary files, by a path of some 100 bytes at most
                raise UsageError(
                    f"No worker can be started ({fault.strerror or fault}).",
                    f"Set TMPDIR to a folder with a shorter path than {tempfile.gettempdir()}, or give --jobs 0.",
                ) from fault
        there.close()
        return _Worker(process, here, time.monotonic() + START_SECONDS)

    def _heard(self) -> list[_Worker]:
        """The workers that said something, died, or are late."""
        watched = [worker for worker in self._workers if not worker.idle]
        patience = max(0.0, min(worker.deadline for worker in watched) - time.monotonic())
        found = set(wait([each for worker in watched for each in (worker.connection, worker.process.sentinel)], patience))
        now = time.monotonic()
        return [
            worker
            for worker in watched
            if worker.connection in found or worker.process.sentinel in found or now >= worker.deadline
        ]

    def _dismiss(self, worker: _Worker) -> int | None:
        self._workers.remove(worker)
        return worker.end()

    def _refuse_failed_starts(self, worker: _Worker, code: int | None) -> None:
        if worker.ready:
            return
        self._failed_starts += 1
        if self._failed_starts == MOST_FAILED_STARTS:
            raise UsageError(
                f"Worker processes cannot be started ({_death(code).told}).", "Raise --page-memory, or see what --jobs 0 says."
            )

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._scratch.cleanup()


def _death(code: int | None) -> Lost:
    if code == -getattr(signal, "SIGALRM", 0):  # the worker's own clock was first
        return Lost(Cause.TIME)
    return Lost(Cause.CRASH, NAMES.get(-(code or 0), f"exit code {code}"))
