"""Where the processor time of a scanned page goes, stage by stage, with one thread; and how much the networks are given.

usage: python -m benchmarks.scan_stages PICTURE [PICTURE …]

Widths are pixels given to the recogniser, over all lines, 48 pixels high. The first page also loads the models.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # read when the engine starts

from pipeline.extract import ocr, read_page, scan
from pipeline.extract.ocr import rapid
from pipeline.ingest import page_sources
from pipeline.model import PageSource
from pipeline.settings import EngineName, Settings

STAGES = (
    "pictures_of", "parted_at_gutters", "image_rulings", "with_small_print", "smoothed", "cell_lines", "passed_over",
    "line_cuttings",    "text_line_of", "sized_alike", "joined_pieces", "parted_heads", "with_pieces",
)  # fmt: skip
spent: Counter[str] = Counter()
given: Counter[str] = Counter()


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def measured(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            spent[name] += time.process_time() - began  # type: ignore[assignment]

    return measured


class Session:
    """A session of a network that is timed."""

    def __init__(self, name: str, session: Any) -> None:
        self._name, self._session = name, session

    def __call__(self, batch: Any) -> Any:
        given[self._name] += batch.shape[3] * (batch.shape[2] if self._name == "detector" else batch.shape[0])
        given[f"{self._name}, questions"] += 1
        return timed(f"  {self._name}, network", self._session)(batch)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def watch() -> None:
    for name in STAGES:
        setattr(scan, name, timed(name, getattr(scan, name)))
    engine = ocr.engine(EngineName.RAPIDOCR)
    assert isinstance(engine, rapid.RapidEngine)
    exact = engine._exact

    def watched(model: Any, threads: int) -> Any:
        model = exact(model, threads)
        model.session = Session("recogniser" if hasattr(model, "rec_image_shape") else "detector", model.session)
        return model

    for name in ("find_lines", "read_lines"):
        setattr(engine, name, timed(name, getattr(engine, name)))
    engine._exact = watched  # type: ignore[method-assign]
    rapid._reading = timed("  recogniser, decoding", rapid._reading)
    rapid.batch_of = timed("  recogniser, pictures", rapid.batch_of)  # type: ignore[attr-defined]


def main() -> None:
    watch()
    settings = Settings(engine=EngineName.RAPIDOCR)
    for path in map(Path, sys.argv[1:]):
        source = next(iter(page_sources([path], settings)))
        assert isinstance(source, PageSource)
        spent.clear()
        given.clear()
        timed("all", read_page)(source, settings)
        print(f"{path}: {dict(given)}")
        for name, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
            print(f"  {seconds:6.2f} s  {name}")


if __name__ == "__main__":
    main()
