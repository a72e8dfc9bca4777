"""Cost of a release: data/clean many times over, released and verified.

python -m benchmarks.release [COPIES]        prints CPU seconds, peak memory and size; each copy has three pages
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pipeline.recipes import read_recipes
from pipeline.release import ReleaseOptions, release, verify

CLEAN = Path(__file__).parent.parent / "data" / "clean"
STEM = "hengshui-2022-04-28-02"
"""All identifiers of the sample begin with it."""


def multiplied(folder: Path, copies: int) -> None:
    """data/clean with its rows ``copies`` times, identifiers renamed."""
    (folder / "tables").mkdir(parents=True)
    package = json.loads((CLEAN / "datapackage.json").read_text(encoding="utf-8"))
    resources: list[dict[str, Any]] = [each for each in package["resources"] if "/" not in each["path"]]
    for each in resources:
        header, _, body = (CLEAN / each["path"]).read_text(encoding="utf-8").partition("\n")
        with (folder / each["path"]).open("w", encoding="utf-8", newline="") as file:
            file.write(header + "\n")
            file.writelines(body.replace(STEM, f"{STEM}x{number}") for number in range(copies))
    for number in range(copies):
        for each in package["resources"]:
            if "/" in each["path"]:
                named = {key: each[key].replace(STEM, f"{STEM}x{number}") for key in ("name", "path")}
                resources.append(each | named)
                shutil.copyfile(CLEAN / each["path"], folder / named["path"])
    (folder / "datapackage.json").write_text(
        json.dumps(package | {"resources": resources}, ensure_ascii=False), encoding="utf-8"
    )


def main(copies: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        data, out = Path(place) / "data", Path(place) / "release"
        multiplied(data, copies)
        for name, step in (
            ("release", lambda: release(data, out, ReleaseOptions(recipes=read_recipes()))),
            ("verify", lambda: verify(out)),
        ):
            started = time.process_time()
            step()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{name}: {3 * copies} pages, {time.process_time() - started:.1f} CPU s, peak so far {peak:.0f} MB")
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
        print(f"size: {size:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
