"""What workers of the tests are told to do: to answer, to hang, to die, to take all memory."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

GIGABYTE = 1 << 30


def twice(number: int) -> int:
    return 2 * number


def sometimes_hang(number: int) -> int:
    if number == 3:
        time.sleep(3600)
    return number


def sometimes_segfault(number: int) -> int:
    if number == 3:
        ctypes.string_at(0)
    return number


def take_memory(gigabytes: int) -> int:
    try:
        return len(bytearray(gigabytes * GIGABYTE)) // GIGABYTE
    except MemoryError:
        return -1


def die_once(mark: Path) -> str:
    """The first time as by the system's out-of-memory killer."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def own_pid(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def raising(number: int) -> int:
    raise ValueError(f"no {number}")


def threads(_: int) -> str:
    return os.environ["OMP_NUM_THREADS"]


def own_pid_at_once(_: int) -> int:
    return os.getpid()
