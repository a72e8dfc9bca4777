"""What the readings of one scanned cell say together: whether it was read surely, and which other readings there are.

A reading's witness is an engine and, behind a comma, how it was asked: "rapidocr", "rapidocr, other scale", "rapidocr, second
choice", "tesseract". Second choices and answers in digits alone are alternatives, no witnesses.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import SURE, Cell, Reading
from pipeline.names import squeeze
from pipeline.sentences import Bilingual, say, witness_name

NEARLY_SURE = 0.95
"""Two readings at different scales that agree, one of them sure and the other so nearly: of 28 such names on thirty scans with
truth none was wrong, nor of 14 where both were only nearly sure; of 46 below that 2 were."""
INK = "rendered glyphs"
"""The witness that looks at what a text layer's page shows (``extract/rendered_glyphs.py``)."""
UNREADABLE = "\u3013"
"""A mark in a reading that could not be told: the geta (JIS X 0213), printed where a type is missing."""
_ALTERNATIVE = ("second choice", "digits")


def engine(reading: Reading) -> str:
    return reading.witness.partition(",")[0]


def witnesses_of(cell: Cell) -> list[Reading]:
    """The readings that were asked what stands there, without restriction."""
    return [reading for reading in cell.readings if not reading.witness.endswith(_ALTERNATIVE)]


def is_sure(cell: Cell) -> bool:
    """Whether the cell was read surely: all readings of the first engine agree and are sure, or another engine agrees."""
    said = witnesses_of(cell)
    if len(said) < 2:
        return cell.confidence is None or cell.confidence >= SURE
    text = squeeze(cell.printed)
    if ink_differs(cell):
        return False
    if any(engine(reading) != engine(said[0]) and squeeze(reading.text) == text for reading in said):
        return True
    mine = [reading for reading in said if engine(reading) == engine(said[0])]
    if any(squeeze(reading.text) != text for reading in mine):
        return False
    sure = [1.0 if reading.confidence is None else reading.confidence for reading in mine]
    return min(sure) >= NEARLY_SURE and max(sure) >= SURE


def ink_differs(cell: Cell) -> bool:
    """Whether the page shows another text than its text layer tells: whatever else reads the same layer is no witness then."""
    return any(reading.witness == INK and squeeze(reading.text) != squeeze(cell.printed) for reading in cell.readings)


def reading_said(reading: Reading) -> Bilingual:
    """A reading as evidence: who read what, and how surely."""
    witness = witness_name(reading.witness)
    return say("evidence.read_as", witness=witness, text=reading.text, confidence=reading.confidence)


def alternatives(cell: Cell) -> Iterator[Reading]:
    """The other readings of the cell, each text once, surest first; answers in digits alone left out."""
    seen = {squeeze(cell.printed)}
    for reading in sorted(cell.readings, key=lambda each: -(each.confidence or 0.0)):
        text = squeeze(reading.text)
        if text and text not in seen and not reading.witness.endswith("digits"):
            seen.add(text)
            yield reading
