"""A network of PP-OCR run by OpenVINO, in full precision."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from openvino import Core

CACHED = "400"
"""Layers made ready that are kept: those of one shape, many of which are alike, so that a new shape takes 9 ms and not 13; with
more the process grows by 2 MB for each shape (BENCHMARKS.md, "Scans")."""


class Network:
    """A network compiled for so many threads. It answers with its own memory, which is good until the next question: a copy of
    a line's answer, 6 MB, would take a tenth of the time of computing it.

    Full precision is asked for: a processor that can would take 16 bits, faster, a little less right, and not the readings of
    other processors. rapidocr hands no such settings on.
    """

    def __init__(self, model: Any, threads: int) -> None:
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": threads,
            "ENABLE_CPU_PINNING": False,  # pinned, two sessions of one thread each would share the first core
            "CPU_RUNTIME_CACHE_CAPACITY": CACHED,
        }
        self._request = Core().compile_model(model, "CPU", settings).create_infer_request()

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        self._request.infer([batch], share_inputs=True, share_outputs=True)
        answer: NDArray[np.float32] = self._request.get_output_tensor().data
        return answer

    def release(self) -> None:
        """Give back what was computed with: OpenVINO keeps it until the next question, for the detector 0.8 GB a page
        (BENCHMARKS.md, "Scans"). Before 2025.1 it could not."""
        compiled = self._request.get_compiled_model()
        if hasattr(compiled, "release_memory"):
            compiled.release_memory()
