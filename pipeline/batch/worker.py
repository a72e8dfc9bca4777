"""One worker process: it takes a task, answers, and takes the next, under the limits of one page."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

ALARM_AFTER = 10.0
"""Seconds beyond the time limit after which the system ends a worker by itself: its parent may be gone."""
WORN = 0.5
"""A worker whose memory once was this part of the limit is replaced after its page: what it holds was not given back."""
MOST_TASKS = 500
"""A worker is replaced after so many: whatever a library leaves behind goes with it, and another worker costs a fork."""
GARBAGE_AFTER = (1_000_000, 50, 50)
"""A page makes some hundred thousand small values and drops them; looking for cycles among them as often as Python does takes a
fifth of its time (BENCHMARKS.md, "Many pages"). So that is done between pages, when next to nothing is left to look through."""
CLEARED_AFTER = 20
"""Tasks after which all cycles are looked for: what a page leaves in them, some 0.1 MB, would else lie about for 300 pages."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: ``seconds`` of time, ``memory`` in bytes (0: no limit), ``threads`` for its libraries.
    ``log_level`` is that of the parent."""

    seconds: float
    memory: int
    threads: int = 1
    log_level: int = logging.WARNING


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded its libraries."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``result`` of a task, or the ``fault`` that came out of the function; a worker that is ``leaving`` takes no more."""

    result: Any = None
    fault: str = ""
    leaving: bool = False


def work(connection: Connection, limits: Limits, preload: Iterable[str], scratch: str) -> None:
    """Answer tasks, ``(function or None for the same one, argument)`` each, until the parent says None or is gone. The modules
    of ``preload`` are there before the first: what it takes to load them is no task's time. Temporary files go into
    ``scratch``, which is removed when there are no more workers: one that is killed removes none of its own."""
    for name in preload:
        import_module(name)
    _prepare(limits, scratch)
    function: Callable[[Any], Any] | None = None
    done = 0
    try:
        connection.send(Ready())
        while (task := connection.recv()) is not None:
            function = task[0] or function
            assert function is not None  # noqa: S101 - the first task brings one
            _alarm(limits.seconds + ALARM_AFTER)
            answer = _answer(function, task[1])
            _alarm(0)
            done += 1
            answer = replace(answer, leaving=done == MOST_TASKS or 0 < WORN * limits.memory < most_memory())
            connection.send(answer)
            if answer.leaving:
                return
            clear(done)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        parent = multiprocessing.parent_process()
        if parent is None or not parent.is_alive():
            shutil.rmtree(scratch, ignore_errors=True)


def clear(done: int) -> None:
    """Drop what ``done`` tasks left in cycles: of the last one, or of all."""
    gc.collect(2 if done % CLEARED_AFTER == 0 else 1)


def _answer(function: Callable[[Any], Any], argument: Any) -> Answer:
    try:
        return Answer(function(argument))
    except Exception as fault:  # noqa: BLE001 - the process goes on, whatever a task does
        return Answer(fault=f"{type(fault).__name__}: {fault}")


def _prepare(limits: Limits, scratch: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear
    # Read by OpenMP, OpenBLAS, tesseract and our own OCR adapter when they start.
    os.environ.update(OMP_NUM_THREADS=str(limits.threads), OMP_THREAD_LIMIT=str(limits.threads))
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    gc.freeze()  # what is loaded stays
    gc.set_threshold(*GARBAGE_AFTER)
    logging.basicConfig(format="jiaokan: %(message)s", level=logging.WARNING)
    logging.getLogger("pipeline").setLevel(limits.log_level)
    if "cv2" in sys.modules:
        sys.modules["cv2"].setNumThreads(limits.threads)
    if sys.platform != "win32":
        import resource

        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process even within native code
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        if limits.memory and (most == resource.RLIM_INFINITY or limits.memory < most):
            resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def most_memory() -> int:
    """The most memory this process ever held, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
