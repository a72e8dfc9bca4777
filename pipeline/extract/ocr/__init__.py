"""OCR engines, one adapter each, all answering in the same values.

``engine(name)`` gives the first reader: rapidocr, or tesseract where rapidocr is not installed. ``second_engine`` gives the
other one, the witness of doubtful cells. Engines are loaded once a process and kept.
"""

from __future__ import annotations

from functools import cache

from pipeline.errors import SILENCE, Cause, PageError
from pipeline.extract.ocr.reading import Engine
from pipeline.extract.ocr.tesseract import TesseractEngine, tesseract_problem
from pipeline.sentences import in_a_row, say
from pipeline.settings import EngineName


class NoEngineError(PageError):
    """No OCR engine is installed that was asked for."""

    cause = Cause.ENGINE


@cache
def engine(name: EngineName) -> Engine:
    """The engine of this name, loaded; raises NoEngineError with the remedy."""
    problem = SILENCE
    if name in (EngineName.AUTO, EngineName.RAPIDOCR):
        try:
            from pipeline.extract.ocr.rapid import RapidEngine

            return RapidEngine()
        except ImportError as fault:
            problem = say("fault.no_rapidocr", why=fault)
            if name is EngineName.RAPIDOCR:
                raise NoEngineError(problem, say("remedy.rapidocr")) from fault
    missing = tesseract_problem()
    if missing:
        raise NoEngineError(in_a_row(problem, missing), say("remedy.tesseract"))
    return TesseractEngine()


@cache
def second_engine(name: EngineName) -> TesseractEngine | None:
    """The second witness beside the first engine: tesseract, where it is installed and no engine was asked for by name."""
    if name is not EngineName.AUTO or engine(name).name == TesseractEngine.name or tesseract_problem():
        return None
    return TesseractEngine()
