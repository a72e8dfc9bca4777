"""A network of PP-OCR run by OpenVINO, in full precision."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from openvino import Core

CACHED = "400"
"""Layers made ready that are kept: those of one shape, many of which are alike, so that a new shape takes 9 ms and not 13; with
more the process grows by 2 MB for each shape (BENCHMARKS.md, "Scans")."""


LARGE = 2_000_000
"""Numbers in a question: one as large is worth being compiled for (0.2 s)."""


class Network:
    """A network compiled for so many threads. It answers with its own memory, which is good until the next question: a copy of
    a line's answer, 6 MB, would take a tenth of the time of computing it.

    Full precision is asked for: a processor that can would take 16 bits, faster, a little less right, and not the readings of
    other processors. rapidocr hands no such settings on.
    """

    def __init__(self, model: Any, threads: int) -> None:
        self._model = model
        self._settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": threads,
            "ENABLE_CPU_PINNING": False,  # pinned, two sessions of one thread each would share the first core
            "CPU_RUNTIME_CACHE_CAPACITY": CACHED,
        }
        self._any: Any = None
        self._large: Any = None
        self._shape: tuple[int, ...] = ()

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        request = self._for_large(batch.shape) if batch.size >= LARGE else self._for_any()
        request.infer([batch], share_inputs=True, share_outputs=True)
        answer: NDArray[np.float32] = request.get_output_tensor().data
        return answer

    def _for_any(self) -> Any:
        self._any = self._any or self._request(self._model)
        return self._any

    def _for_large(self, shape: tuple[int, ...]) -> Any:
        """Compiled for this shape alone, as the last one was, it takes a third of the memory."""
        if shape != self._shape:
            model = self._model.clone()
            model.reshape(list(shape))
            self._large, self._shape = None, shape
            self._large = self._request(model)
        return self._large

    def _request(self, model: Any) -> Any:
        return Core().compile_model(model, "CPU", self._settings).create_infer_request()

    def release(self) -> None:
        """Give back what was computed with: OpenVINO keeps it until the next question (BENCHMARKS.md, "Scans"). Before 2025.1
        it could not."""
        for request in (self._any, self._large):
            compiled = request and request.get_compiled_model()
            if hasattr(compiled, "release_memory"):
                compiled.release_memory()
