"""rapidocr: PP-OCR detection and recognition, models out of its wheel, run by OpenVINO (or onnxruntime where that is missing).

Lines are read in batches of one width (``batches``); two recognisers of one thread each use two cores better than one of two
threads. The recogniser's raw answer is decoded here, because its second choices and its places are wanted.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidocr import EngineType, RapidOCR

from pipeline.extract.ocr.batches import batch_of, batches, line_width
from pipeline.extract.ocr.detection import find_text_lines
from pipeline.extract.ocr.memory import give_back_at_once
from pipeline.extract.ocr.reading import Character, LineReading, Pixels, parts_thousands
from pipeline.geometry import Box

SMALLEST = 2
"""Pixels: a lower or narrower picture holds nothing to read."""
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
        if hasattr(self._detector.session, "release"):
            self._detector.session.release()
        return found

    def read_lines(self, pictures: Sequence[Pixels]) -> list[LineReading]:
        readings = [LineReading(())] * len(pictures)
        whole = {index: picture for index, picture in enumerate(pictures) if min(picture.shape) >= SMALLEST}
        order = batches({index: line_width(picture) for index, picture in whole.items()})
        read = self._pool.map(lambda batch: self._read([pictures[index] for index in batch]), order)
        for batch, answers in zip(order, read, strict=True):
            for index, reading in zip(batch, answers, strict=True):
                readings[index] = reading
        return readings

    def _load(self, threads: int) -> Any:
        runtime = EngineType(self._runtime)
        openvino = self._runtime == "openvino"
        thread_key = "inference_num_threads" if openvino else "intra_op_num_threads"
        return RapidOCR(
            params={
                "Det.engine_type": runtime,
                "Rec.engine_type": runtime,
                f"EngineConfig.{self._runtime}.{thread_key}": threads,
                "Global.use_cls": False,
                "Global.log_level": "error",
                "Det.max_candidates": 100_000,
            }
        )

    def _exact(self, model: Any, threads: int) -> Any:
        """The model computed in full precision."""
        if self._runtime == "openvino":
            from pipeline.extract.ocr.network import Network

            model.session = Network(model.session.model, threads)
        return model

    def _recogniser(self) -> Any:
        """This thread's own recogniser: a session answers one question at a time."""
        if not hasattr(self._own, "recogniser"):
            self._own.recogniser = self._exact(self._load(1)._load_rec_model(), 1)
        return self._own.recogniser

    def _read(self, pictures: Sequence[Pixels]) -> list[LineReading]:
        """Readings of pictures of one width."""
        recogniser = self._recogniser()
        answers = recogniser.session(batch_of(pictures))
        return [_reading(scores, recogniser.postprocess_op.character) for scores in answers]


def _cores() -> int:
    """The processors this process may use (``OMP_NUM_THREADS`` where processes share them, as in batch/worker.py); where the
    system does not say, those it has."""
    if (told := os.environ.get("OMP_NUM_THREADS", "")).isdecimal():
        return max(1, int(told))
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _reading(scores: NDArray[np.float32], alphabet: Sequence[str]) -> LineReading:
    """What a CTC answer, (steps, classes), says, and what it would say of a number."""
    reading = LineReading(tuple(_decoded(scores, alphabet)))
    if len(reading.characters) > LONGEST_NUMBER:
        return reading
    numbers = scores[:, _number_classes(alphabet)]
    number = _decoded(numbers, NUMBER_ALPHABET)
    if not parts_thousands("".join(character.text for character in number)):
        numbers[:, COMMA] = 0
        number = _decoded(numbers, NUMBER_ALPHABET)
    return replace(reading, as_number=tuple(number))


def _decoded(scores: NDArray[np.float32], alphabet: Sequence[str]) -> list[Character]:
    """The characters of a CTC answer, (steps, classes): runs of one class, blanks left out, at their surest step."""
    steps = len(scores)
    best = scores.argmax(axis=1)
    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), steps]
    characters = []
    for start, end in pairwise(edges):
        kind = int(best[start])
        if kind == BLANK:
            continue
        row = scores[start + int(scores[start:end, kind].argmax())]
        second = _second_best(row, kind)
        characters.append(
            Character(
                alphabet[kind],
                ((start + end) / 2) / steps,
                float(row[kind]),
                alphabet[second] if second != BLANK else "",
                float(row[second]),
            )
        )
    return characters


def _number_classes(alphabet: Sequence[str]) -> list[int]:
    """The classes of the blank and of what numbers are made of, in the order of NUMBER_ALPHABET."""
    return [BLANK, *(alphabet.index(character) for character in NUMBER_ALPHABET[1:])]


def _second_best(row: NDArray[np.float32], best: int) -> int:
    before, after = row[:best], row[best + 1 :]
    if not before.size or (after.size and after.max() > before.max()):
        return best + 1 + int(after.argmax())
    return int(before.argmax())
