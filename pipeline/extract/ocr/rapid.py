"""rapidocr: PP-OCR detection and recognition, models out of its wheel, run by OpenVINO (or onnxruntime where that is missing).

One line at a time is fastest on a CPU (DESIGN, "OCR"); two recognisers of one thread each use two cores better than one of two
threads. The recogniser's raw answer is decoded here, because its second choices and its places are wanted.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from threading import local
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import EngineType, RapidOCR

from pipeline.extract.ocr.detection import find_text_lines
from pipeline.extract.ocr.memory import give_back_at_once
from pipeline.extract.ocr.reading import Character, LineReading, Pixels, parts_thousands
from pipeline.geometry import Box

LINE_HEIGHT = 48
"""Pixels: the height that the recogniser was trained on (``rec_img_shape``)."""
NARROWEST = 24
BLANK = 0
"""The class of the CTC blank."""


NUMBER_ALPHABET = ("", *"0123456789.,-%")
COMMA = NUMBER_ALPHABET.index(",")
LONGEST_NUMBER = 12


class RapidEngine:
    """PP-OCR through rapidocr. Raises ImportError when rapidocr or every runtime for it is missing."""

    name = "rapidocr"

    def __init__(self, threads: int | None = None) -> None:
        runtimes = [name for name in ("openvino", "onnxruntime") if find_spec(name)]
        if not runtimes:
            raise ImportError("neither openvino nor onnxruntime is installed")
        give_back_at_once()
        self._runtime = runtimes[0]
        self._threads = threads or _cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="ocr")
        self._own = local()
        self._detector: Any = None

    @property
    def version(self) -> str:
        return f"{version('rapidocr')} ({self._runtime} {version(self._runtime)})"

    def find_lines(self, pixels: Pixels, text_height: float) -> list[Box]:
        if self._detector is None:
            self._detector = self._exact(self._load(self._threads)._load_det_model(), self._threads)
        found = find_text_lines(self._detector, pixels, text_height)
        self._release(self._detector)
        return found

    def read_lines(self, pictures: Sequence[Pixels]) -> list[LineReading]:
        # wide lines first, so that no thread ends with a long one alone
        order = sorted(range(len(pictures)), key=lambda index: -pictures[index].shape[1] / max(1, pictures[index].shape[0]))
        read = self._pool.map(lambda index: (index, self._read(pictures[index])), order)
        return [reading for _, reading in sorted(read, key=lambda pair: pair[0])]

    def _load(self, threads: int) -> Any:
        runtime = EngineType(self._runtime)
        openvino = self._runtime == "openvino"
        thread_key = "inference_num_threads" if openvino else "intra_op_num_threads"
        # pinned, two sessions of one thread each would share the first core
        pinning = {"EngineConfig.openvino.enable_cpu_pinning": False} if openvino else {}
        return RapidOCR(
            params={
                **pinning,
                "Det.engine_type": runtime,
                "Rec.engine_type": runtime,
                f"EngineConfig.{self._runtime}.{thread_key}": threads,
                "Global.use_cls": False,
                "Global.log_level": "error",
                "Det.max_candidates": 100_000,
            }
        )

    def _exact(self, model: Any, threads: int) -> Any:
        """The model computed in full precision, nothing kept for widths seen before. A processor that can would take 16 bits:
        faster, a little less right, and not the readings of other processors; what is kept grows with every page and saves no
        time (BENCHMARKS.md, "Scans"). rapidocr hands no such settings on."""
        if self._runtime == "openvino":
            from openvino import Core

            settings = {
                "INFERENCE_PRECISION_HINT": "f32",
                "INFERENCE_NUM_THREADS": threads,
                "ENABLE_CPU_PINNING": False,
                "CPU_RUNTIME_CACHE_CAPACITY": "0",
            }
            model.session.session = Core().compile_model(model.session.model, "CPU", settings).create_infer_request()
        return model

    def _release(self, model: Any) -> None:
        """Give back what the model computed with: OpenVINO keeps it until the next question, for the detector 0.8 GB a page
        (BENCHMARKS.md, "Scans"). Before 2025.1 it could not."""
        if self._runtime == "openvino":
            compiled = model.session.session.get_compiled_model()
            if hasattr(compiled, "release_memory"):
                compiled.release_memory()

    def _recogniser(self) -> Any:
        """This thread's own recogniser: a session answers one question at a time."""
        if not hasattr(self._own, "recogniser"):
            self._own.recogniser = self._exact(self._load(1)._load_rec_model(), 1)
        return self._own.recogniser

    def _read(self, picture: Pixels) -> LineReading:
        if min(picture.shape) < 2:
            return LineReading(())
        recogniser = self._recogniser()
        scores = recogniser.session(_normalised(picture))[0]
        alphabet = recogniser.postprocess_op.character
        scores = np.asarray(scores)
        reading = LineReading(tuple(_decoded(scores, alphabet)))
        if len(reading.characters) > LONGEST_NUMBER:
            return reading
        numbers = scores[:, _number_classes(alphabet)]
        number = _decoded(numbers, NUMBER_ALPHABET)
        if not parts_thousands("".join(character.text for character in number)):
            numbers[:, COMMA] = 0
            number = _decoded(numbers, NUMBER_ALPHABET)
        return replace(reading, as_number=tuple(number))


def _cores() -> int:
    """The processors this process may use (``OMP_NUM_THREADS`` where processes share them, as in batch/worker.py); where the
    system does not say, those it has."""
    if (told := os.environ.get("OMP_NUM_THREADS", "")).isdecimal():
        return max(1, int(told))
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _normalised(picture: Pixels) -> NDArray[np.float32]:
    """A line picture as the recogniser wants it: three equal channels, 48 pixels high, values from -1 to 1."""
    height, width = picture.shape
    width = _even(max(NARROWEST, round(width * LINE_HEIGHT / height)))
    shrunk = height > LINE_HEIGHT
    resized = cv2.resize(picture, (width, LINE_HEIGHT), interpolation=cv2.INTER_AREA if shrunk else cv2.INTER_CUBIC)
    values = resized.astype(np.float32) / 127.5 - 1
    return np.ascontiguousarray(np.broadcast_to(values, (1, 3, *values.shape)))


def _even(width: int) -> int:
    """One of few widths, a few per cent from the given one: the runtime keeps a compiled model for every shape it has seen."""
    step = 8 if width < 128 else 16 if width < 384 else 32
    return -(-width // step) * step


def _decoded(scores: NDArray[np.float32], alphabet: Sequence[str]) -> list[Character]:
    """The characters of a CTC answer, (steps, classes): runs of one class, blanks left out, at their surest step."""
    steps = len(scores)
    best = scores.argmax(axis=1)
    characters = []
    start = 0
    for step in range(1, steps + 1):
        if step < steps and best[step] == best[start]:
            continue
        if best[start] != BLANK:
            peak = start + int(scores[start:step, best[start]].argmax())
            row = scores[peak]
            second = _second_best(row, int(best[start]))
            characters.append(
                Character(
                    alphabet[best[start]],
                    ((start + step) / 2) / steps,
                    float(row[best[start]]),
                    alphabet[second] if second != BLANK else "",
                    float(row[second]),
                )
            )
        start = step
    return characters


def _number_classes(alphabet: Sequence[str]) -> list[int]:
    """The classes of the blank and of what numbers are made of, in the order of NUMBER_ALPHABET."""
    return [BLANK, *(alphabet.index(character) for character in NUMBER_ALPHABET[1:])]


def _second_best(row: NDArray[np.float32], best: int) -> int:
    two = np.argpartition(row, -2)[-2:]
    return int(two[0] if two[1] == best else two[1])
