"""The measures that everything else on a page is relative to."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import TextLine


@dataclass(frozen=True, slots=True)
class Measures:
    """``body_size`` and ``leading`` (from baseline to baseline) of the page's running text, in points."""

    body_size: float
    leading: float


def measure(lines: Sequence[TextLine]) -> Measures:
    """The size in which most characters of the page are set, and the usual step between its lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if len(line.text) >= 5:
            sizes[round(line.size * 4) / 4] += len(line.text)
    if not sizes:
        return Measures(10.0, 14.0)
    body_size = max(sizes.items(), key=lambda pair: (pair[1], -pair[0]))[0] or 10.0
    return Measures(body_size, _leading(lines, body_size))


def _leading(lines: Sequence[TextLine], body_size: float) -> float:
    """The commonest step from a body line to the next one under it with the same left edge."""
    edges: dict[int, list[float]] = {}
    for line in lines:
        if abs(line.size - body_size) <= 0.1 * body_size and not line.vertical:
            edges.setdefault(round(line.box.x0), []).append(line.box.y1)
    steps: Counter[float] = Counter()
    for bottoms in edges.values():
        bottoms.sort()
        for upper, lower in itertools.pairwise(bottoms):
            if body_size < lower - upper < 2.5 * body_size:
                steps[round((lower - upper) * 2) / 2] += 1
    return max(steps.items(), key=lambda pair: (pair[1], -pair[0]))[0] if steps else 1.4 * body_size
