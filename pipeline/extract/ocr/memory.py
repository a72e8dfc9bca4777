"""Memory that is used for a moment is given back to the system at once.

glibc keeps freed blocks of up to 32 MB for the next use once it has seen one freed: its mmap threshold grows by itself
(mallopt(3)). What a detector and a recogniser compute with is of that size, of other sizes on every page, so that a process
held more with every page it read (BENCHMARKS.md, "Scans"). With a fixed threshold it does not.
"""

from __future__ import annotations

import ctypes
import sys

LARGE = 1 << 20
"""Bytes of a block that is asked of the system by itself, and given back by itself."""
_M_MMAP_THRESHOLD = -3
"""Its number in malloc.h of glibc."""


def give_back_at_once() -> bool:
    """From now on large blocks that are freed are given back to the system; False where the C library knows no such setting."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    return mallopt is not None and mallopt(_M_MMAP_THRESHOLD, LARGE) == 1
