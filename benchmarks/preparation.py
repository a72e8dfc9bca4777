"""What the preparation of a scan costs, step by step, and how well it undoes a turn by a known angle.

usage: python -m benchmarks.preparation [PICTURE …] [--runs 5] [--angles 0.4 -1.7 3.3 -4.8]

Without a picture: the first PDF page in data/raw, drawn at 200 dpi. Times are medians in milliseconds, on one core. Each
prepared page is turned by each angle and levelled again; the residual is what is left of the angle.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from pathlib import Path

import cv2

from pipeline.errors import JiaokanError
from pipeline.extract import image as preparation
from pipeline.extract.affine import at
from pipeline.extract.deskew import SIDE, skew
from pipeline.extract.ink import ink, reduced
from pipeline.extract.lettering import lettering_of
from pipeline.extract.pdf_picture import read_pdf_picture
from pipeline.extract.picture import Grey, Picture, read_picture
from pipeline.ingest import page_sources
from pipeline.model import PageSource, SourceKind
from pipeline.settings import Settings

DEFAULT = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.pdf"))[:1]
Times = dict[str, list[float]]


def prepare(source: PageSource, times: Times) -> preparation.PageImage:
    """What ``page_images`` does to a single page, with a clock."""
    started = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal started
        now = time.perf_counter()
        times[name].append(1000 * (now - started))
        started = now

    read = read_pdf_picture if source.source.kind is SourceKind.PDF else read_picture
    picture = read(source, Settings())
    lap("read")
    for step in (preparation.dark_on_light, preparation.without_bed, preparation.levelled):
        picture = step(picture)
        lap(step.__name__)
    lettering = lettering_of(picture.pixels)
    lap("lettering_of")
    picture, lettering = preparation.upright(picture, lettering)
    lap("upright")
    picture = preparation.evenly_lit(picture)
    lap("evenly_lit")
    dpi, findings = preparation.looked_over(picture, lettering)
    lap("looked_over")
    return preparation.PageImage(picture.pixels, dpi, picture.to_source, picture.source_size, (*picture.findings, *findings))


def turned(pixels: Grey, degrees: float) -> Grey:
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=235)  # type: ignore[return-value]


def residual(pixels: Grey, degrees: float) -> float:
    """What is left of an angle by which a prepared page was turned once it is levelled again."""
    page = turned(pixels, degrees)
    image = preparation.levelled(Picture(page, None, (page.shape[1], page.shape[0])))
    (x0, y0), (x1, y1) = at(image.to_source, 0, 0), at(image.to_source, 1, 0)
    angle = cv2.fastAtan2(y1 - y0, x1 - x0)
    return degrees - (angle if angle < 180 else angle - 360)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("picture", nargs="*", type=Path, default=DEFAULT)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--angles", nargs="*", type=float, default=[0.4, -1.7, 3.3, -4.8])
    given = options.parse_args()
    cv2.setNumThreads(1)
    residuals: list[float] = []
    for source in page_sources(given.picture, Settings()):
        if not isinstance(source, PageSource):
            print(source.error)
            continue
        if source.source.kind is SourceKind.TEXT:
            continue
        times: Times = defaultdict(list)
        try:
            image = [prepare(source, times) for _ in range(given.runs)][-1]
        except JiaokanError as fault:
            print(fault)
            continue
        steps = {name: statistics.median(values) for name, values in times.items()}
        codes = ", ".join(finding.code for finding in image.findings) or "nothing to say"
        name = f"{source.source.path.parent.name}/{source.source.path.name}"
        print(f"{name}: {image.pixels.shape[1]} by {image.pixels.shape[0]}, {image.dpi:.0f} dpi; {codes}")
        print(f"  {sum(steps.values()):.0f} ms: " + ", ".join(f"{name} {value:.0f}" for name, value in steps.items()))
        left = skew(ink(reduced(image.pixels, SIDE).pixels))
        found = [residual(image.pixels, angle) + left for angle in given.angles]
        residuals += found
        print(
            f"  estimated skew of the prepared page {left:+.3f}°; residuals " + ", ".join(f"{value:+.3f}°" for value in found)
        )
    if residuals:
        sizes = sorted(map(abs, residuals))
        print(f"residual of {len(sizes)} turned pages: median {statistics.median(sizes):.3f}°, worst {sizes[-1]:.3f}°")


if __name__ == "__main__":
    main()
