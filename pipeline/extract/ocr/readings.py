"""Every cutting of a page read, once or more often, and all that was read in one place told as readings.

Running text is read at part of its width first, which costs half as much and is as right (BENCHMARKS.md, "Scans"), and in full
where that is not sure. Cells and short lines are read in full; cells always, others where they are doubtful, are read again at
another scale.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from pipeline.extract.ocr.cuttings import Cutting
from pipeline.extract.ocr.page_lines import shows_blank
from pipeline.extract.ocr.reading import Character, Engine, LineReading, Pixels, stepped
from pipeline.hanzi import MARKS
from pipeline.model import SURE, Reading

RUNNING = 7.0
"""Heights of its picture: a longer line is running text (ten characters or more), not a word or number of a table."""
NARROW = 0.6
"""Of its width, at which running text is read first: two and a half of the recogniser's steps a character."""
CONDENSED = 0.55
"""Heights of its picture that a character is wide, at least, to be read narrow: two steps."""
PERHAPS = 0.3
"""Ems more than usual between two characters that may be a blank, where places are told to half an em only."""
DOUBTFUL = 0.9
"""A line with a less sure character is read a second time."""
UNLIKELY = 0.01
"""A second choice that the engine gives less than this is no reading."""
_MARKS = frozenset(MARKS + ",.;:?!()[]-\"'* ")
"""Marks in either width: which of the two it is the recogniser doubts in every other line, and nothing hangs on it."""


def read_cuttings(
    engine: Engine, cuttings: Sequence[Cutting], unsmoothed: Pixels | None
) -> list[tuple[LineReading, tuple[Reading, ...]]]:
    """What stands in each cutting, with all readings where there are several. Of a smoothed page, whose pixels as scanned are
    ``unsmoothed``, cells that are still doubtful are read a third time, as they were scanned."""
    narrow = engine.reads_narrow
    running = [narrow and _is_running(cutting) for cutting in cuttings]
    first = engine.read_lines([cutting.picture for cutting in cuttings], [NARROW if each else 1.0 for each in running])
    in_full = [index for index, each in enumerate(running) if each and _is_doubtful_when_narrow(cuttings[index], first[index])]
    second = {index: first[index] for index in in_full}
    for index, reading in _again(engine, in_full, lambda index: cuttings[index].picture).items():
        first[index] = reading
    again = [
        index
        for index, (cutting, reading) in enumerate(zip(cuttings, first, strict=True))
        if not running[index] and (cutting.in_table or reading.confidence < DOUBTFUL)
    ]
    second |= _again(engine, again, lambda index: cuttings[index].at_another_scale())
    third: dict[int, LineReading] = {}
    if unsmoothed is not None:
        doubtful = [index for index in again if cuttings[index].in_table and _differ(first[index], second[index])]
        third = _again(engine, doubtful, lambda index: cuttings[index].as_scanned(unsmoothed))
    return [
        (
            reading if reading.text.strip() else second.get(index, reading),
            _readings(engine.name, reading, second.get(index), third.get(index)),
        )
        for index, reading in enumerate(first)
    ]


def _is_running(cutting: Cutting) -> bool:
    height, width = cutting.picture.shape
    return not cutting.in_table and not cutting.upright and width >= RUNNING * height


def _is_doubtful_when_narrow(cutting: Cutting, reading: LineReading) -> bool:
    """Whether a reading at part of the width may be wrong: a doubtful character, characters too narrow to be told apart, or
    perhaps a blank."""
    height, width = cutting.picture.shape
    ems = sum(1.0 if unicodedata.east_asian_width(each.text[0]) in "WF" else 0.5 for each in reading.characters)
    if width < CONDENSED * height * ems or not reading.text.strip():
        return True
    doubtful = any(each.confidence < DOUBTFUL and each.text not in _MARKS for each in reading.characters)
    return doubtful or shows_blank(cutting, reading, PERHAPS)


def _again(engine: Engine, indexes: Sequence[int], picture: Callable[[int], Pixels]) -> dict[int, LineReading]:
    return dict(zip(indexes, engine.read_lines([picture(index) for index in indexes]), strict=True))


def _differ(first: LineReading, second: LineReading) -> bool:
    return first.text.strip() != second.text.strip() or min(first.confidence, second.confidence) < SURE


def _readings(name: str, first: LineReading, second: LineReading | None, third: LineReading | None) -> tuple[Reading, ...]:
    """All that was read in one place: every scale, what the first would have read next, and what it reads as a number."""
    if second is None:
        return ()
    if not first.text.strip():
        first = second
    readings = [_reading(first, name), _reading(second, f"{name}, other scale")]
    if third is not None:
        readings.append(_reading(third, f"{name}, unsmoothed"))
    choices: dict[str, float] = {}
    for text, confidence in (*first.second_choices(), *second.second_choices()):
        choices[text.strip()] = max(confidence, choices.get(text.strip(), UNLIKELY))
    readings += [
        Reading(text, f"{name}, second choice", stepped(confidence))
        for text, confidence in sorted(choices.items(), key=lambda choice: -choice[1])
        if confidence > UNLIKELY and text not in (first.text.strip(), second.text.strip())
    ]
    number = max((each.as_number for each in (first, second) if each.as_number), key=_surety, default=())
    if number:
        readings.append(Reading("".join(each.text for each in number), f"{name}, digits", stepped(_surety(number))))
    return tuple(readings)


def _reading(line: LineReading, witness: str) -> Reading:
    return Reading(line.text.strip(), witness, stepped(line.confidence))


def _surety(characters: Sequence[Character]) -> float:
    return min(character.confidence for character in characters)
