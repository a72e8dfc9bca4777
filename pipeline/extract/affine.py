"""Affine maps between pictures of one page: where a point of the prepared picture lies in the source picture.

A map is (a, b, c, d, e, f): x' = a*x + b*y + c and y' = d*x + e*y + f. Coordinates run along the edges of pixels, as in
``geometry.Box``: the first pixel of a row spans 0 to 1, its middle is 0.5.
"""

from __future__ import annotations

from math import cos, radians, sin

from pipeline.geometry import Box

Affine = tuple[float, float, float, float, float, float]
IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def then(first: Affine, second: Affine) -> Affine:
    """The map that does ``first``, then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (p * a + q * d, p * b + q * e, p * c + q * f + r, s * a + t * d, s * b + t * e, s * c + t * f + u)


def inverse(affine: Affine) -> Affine:
    a, b, c, d, e, f = affine
    unit = a * e - b * d
    return (e / unit, -b / unit, (b * f - c * e) / unit, -d / unit, a / unit, (c * d - a * f) / unit)


def shifted(dx: float, dy: float) -> Affine:
    return (1.0, 0.0, dx, 0.0, 1.0, dy)


def turned(quarters: int, width: float, height: float) -> Affine:
    """From a picture turned clockwise by so many quarters back to the unturned one of this width and height."""
    match quarters % 4:
        case 1:
            return (0.0, 1.0, 0.0, -1.0, 0.0, height)
        case 2:
            return (-1.0, 0.0, width, 0.0, -1.0, height)
        case 3:
            return (0.0, -1.0, width, 1.0, 0.0, 0.0)
        case _:
            return IDENTITY


def mirrored(width: float) -> Affine:
    return (-1.0, 0.0, width, 0.0, 1.0, 0.0)


def rotated(degrees: float, x: float, y: float) -> Affine:
    """A turn about (x, y), clockwise as one looks at the page."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (c, -s, x - c * x + s * y, s, c, y - s * x - c * y)


def at(affine: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = affine
    return a * x + b * y + c, d * x + e * y + f


def box_at(affine: Affine, box: Box) -> Box:
    """The upright box around where the four corners of ``box`` come to lie."""
    corners = [at(affine, x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
