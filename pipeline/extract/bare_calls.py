"""Functions of pdfium that are called ten thousand times a page: plain addresses for pointers halve the time of a call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any


def bare(function: Any, *arguments: Any, answer: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of ``pypdfium2.raw`` whose first argument is a handle's address, the others of these C types."""
    return ctypes.PYFUNCTYPE(answer, ctypes.c_void_p, *arguments)(address_of(function))


def address_of(pointer: Any) -> int:
    """Where a pointer, or a function, of ctypes points to; 0 for nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
