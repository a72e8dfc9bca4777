"""Worker processes: every task has its answer, whatever one of them does to its worker."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.pool import Lost, Pool
from pipeline.batch.worker import MOST_TASKS, Limits
from pipeline.errors import Cause
from tests.batch import tasks

LIMITS = Limits(seconds=30, memory=2 << 30)


def answers(function: Callable[[Any], Any], arguments: list[Any], limits: Limits = LIMITS, jobs: int = 2) -> dict[Any, Any]:
    with Pool(jobs, limits) as pool:
        return dict(pool.run(function, arguments))


def test_every_task_is_answered() -> None:
    assert answers(tasks.twice, list(range(100))) == {number: 2 * number for number in range(100)}


def test_no_task_is_no_worker() -> None:
    assert answers(tasks.twice, []) == {}


def test_workers_stay_from_task_to_task() -> None:
    """Two functions one after the other, and never more processes than were asked for."""
    with Pool(2, LIMITS) as pool:
        first = {pid for _, pid in pool.run(tasks.own_pid, range(20))}
        second = {pid for _, pid in pool.run(tasks.own_pid, range(20))}
        assert len(first | second) <= 2
        assert list(pool.run(tasks.twice, [4])) == [(4, 8)]
    assert not any(_runs(pid) for pid in first | second)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_task_that_hangs_is_given_up_alone() -> None:
    found = answers(tasks.sometimes_hang, list(range(6)), Limits(seconds=2, memory=0))
    assert found == {0: 0, 1: 1, 2: 2, 3: Lost(Cause.TIME), 4: 4, 5: 5}


def test_a_task_that_ends_its_process_is_lost_alone() -> None:
    found = answers(tasks.sometimes_segfault, list(range(6)))
    assert found == {0: 0, 1: 1, 2: 2, 3: Lost(Cause.CRASH, "SIGSEGV"), 4: 4, 5: 5}


def test_a_task_whose_worker_was_killed_is_tried_again(tmp_path: Path) -> None:
    assert answers(tasks.die_once, [tmp_path / "mark"]) == {tmp_path / "mark": "done"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not hold processes to it")
def test_memory_is_bounded() -> None:
    assert answers(tasks.take_memory, [1, 50]) == {1: 1, 50: -1}


def test_an_exception_is_told() -> None:
    assert answers(tasks.raising, [7]) == {7: Lost(Cause.BUG, "ValueError: no 7")}


def test_libraries_are_told_how_many_threads_to_use() -> None:
    assert answers(tasks.threads, [1], Limits(30, 0, threads=3)) == {1: "3"}


def killing(pool_answers: Iterator[tuple[int, int]], times: int) -> list[int]:
    """The tasks that were answered, while a worker that just answered is killed now and then."""
    done = []
    for number, pid in pool_answers:
        done.append(number)
        if number % 7 == 0 and times and _runs(pid):
            os.kill(pid, signal.SIGKILL)
            times -= 1
    return done


def test_workers_killed_from_outside_cost_nothing() -> None:
    """Also one that is killed while it waits, or is about to take its next task."""
    with Pool(2, LIMITS) as pool:
        assert sorted(killing(pool.run(tasks.own_pid, range(120)), 8)) == list(range(120))


def test_a_worker_is_replaced_in_time() -> None:
    """What pages leave behind does not add up for ever, and no task is lost at the change."""
    with Pool(1, LIMITS) as pool:
        pids = dict(pool.run(tasks.own_pid_at_once, range(2 * MOST_TASKS + 1)))
    assert len(pids) == 2 * MOST_TASKS + 1
    assert len(set(pids.values())) == 3


def test_the_end_of_the_fork_server_costs_no_task() -> None:
    """All workers seem gone at once then; a task is not blamed twice for it."""
    server = forkserver._forkserver
    with Pool(2, LIMITS) as pool:
        answers = pool.run(tasks.own_pid, range(60))
        done = dict([next(answers)])
        assert server._forkserver_pid is not None
        os.kill(server._forkserver_pid, signal.SIGKILL)
        done.update(answers)
    assert sorted(done) == list(range(60))
    assert all(isinstance(pid, int) for pid in done.values())
