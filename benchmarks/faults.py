"""Conversions that are disturbed at random moments, then run again: is the output that of an undisturbed run?

usage: python -m benchmarks.faults [--runs 40] [--pages 60]

kill -9 of a worker and of the parent, Ctrl-C, and (where this may mount one) disks of random sizes that are full.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.batch import made, watched
from tests.test_convert import DUMP, contents

DISTURBED = {"worker": 0, "parent": -signal.SIGKILL, "Ctrl-C": 128 + signal.SIGINT, "disk": 2}
"""What is killed, pressed or full, and the exit code of the run that this happens to."""


def faults(folder: Path, runs: int, pages: int) -> int:
    """Disturb a conversion at a random moment, run it again, compare with an undisturbed one; a run that was done before its
    moment came is not counted and begun anew. Answers how many differ, or did not end as what disturbed them makes them end."""
    source = made(folder / "in", pages, ".txt", lambda number: f"{DUMP}\n{number}".encode())
    undisturbed_run = watched(source, "--out", folder / "undisturbed", "--jobs", "2")
    undisturbed = contents(folder / "undisturbed")
    size = sum(path.stat().st_size for path in (folder / "undisturbed").rglob("*") if path.is_file())
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where this runs in the background, which is handed on
    chance, wrong, hits = random.Random(6), 0, 0  # noqa: S311 - no secret
    kinds = [kind for kind in DISTURBED if kind != "disk" or may_mount(folder / "disk")]
    while hits < runs:
        kind = kinds[hits % len(kinds)]
        with tempfile.TemporaryDirectory(dir=folder) as name:
            out = Path(name) / "out"
            command = [sys.executable, "-m", "pipeline", "convert", str(source), "--out", str(out), "--jobs", "2"]
            if kind == "disk":
                first = filled(command, Path(name), int(size * chance.uniform(0.05, 0.95)))
            else:
                first = disturbed(kind, command, chance, undisturbed_run.wall)
            if first is not None:
                again = subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
                same, expected = contents(out) == undisturbed, DISTURBED[kind]
                wrong += not same or first != expected or again != 0
                hits += 1
                print(f"{hits}: {kind}: exit {first} (expected: {expected}), then {again}, same bytes: {same}", flush=True)
            if kind == "disk":
                subprocess.run(["umount", "--lazy", name], check=False)  # whoever still looks at it
    print(f"{runs} disturbed runs, {wrong} differ")
    return wrong


def disturbed(kind: str, command: list[str], chance: random.Random, wall: float) -> int | None:
    """Run it and disturb it; its exit code, or None where it was done before."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    parent, began, wait = psutil.Process(process.pid), time.monotonic(), chance.uniform(0.0, 1.0) * wall
    victim: psutil.Process | None = None
    ledger = Path(command[command.index("--out") + 1]) / ".jiaokan"
    while process.poll() is None and (time.monotonic() - began < wait or victim is None or not ledger.exists()):
        time.sleep(0.02)  # before there is a ledger, Python itself is loaded, and nothing is begun
        victim = parent if kind != "worker" else chance.choice(_workers(parent) or [None])
    hit = False
    with suppress(psutil.Error):
        if process.poll() is None and victim is not None:
            victim.send_signal(signal.SIGINT if kind == "Ctrl-C" else signal.SIGKILL)  # asks first whether it is still the same
            hit = True
    code = process.wait()
    return None if not hit or (kind == "Ctrl-C" and code == 0) else code


def may_mount(folder: Path) -> bool:
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=False, capture_output=True).returncode == 0
    return mounted and subprocess.run(["umount", str(folder)], check=False).returncode == 0


def filled(command: list[str], disk: Path, size: int) -> int | None:
    """Run it on a disk of this size, which is made large enough then; its exit code, or None where there was room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
    code = subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
    subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
    return code or None


def _workers(parent: psutil.Process) -> list[psutil.Process]:
    """What the fork server of ``parent`` has forked."""
    try:
        return [each for child in parent.children() for each in child.children()]
    except psutil.Error:
        return []


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=40)
    options.add_argument("--pages", type=int, default=60)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return faults(Path(name), given.runs, given.pages)


if __name__ == "__main__":
    sys.exit(main())
