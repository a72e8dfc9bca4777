"""SLURM through dask-jobqueue, with commands that stand for SLURM's: ``sbatch`` runs the job that dask-jobqueue made.

A real SLURM is no part of the tests; what was seen with one is told in docs/scale.md.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.batch import cluster, slurm
from pipeline.convert import convert
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.summary import Phase, Progress
from tests.batch.test_resume import dumps
from tests.test_convert import contents

dask = pytest.importorskip("dask")
pytest.importorskip("dask_jobqueue")

SBATCH = """#!/bin/sh
test "$1" = --test-only && exit 0
grep -q DAEMON=False "$1" || exit 1
number=$(ls "{folder}"/job-* 2>/dev/null | wc -l)
cp "$1" "{folder}/job-$number.sh"
setsid sh "{folder}/job-$number.sh" >"{folder}/log-$number" 2>&1 &
echo $! >"{folder}/pid-$number"
echo "Submitted batch job $!"
"""
SCANCEL = """#!/bin/sh
kill -- "-$1" 2>/dev/null || true
"""


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the jobs that were handed in lie; SLURM's commands are on the path, and a job is described."""
    commands, folder = tmp_path / "bin", tmp_path / "jobs"
    folder.mkdir()
    put_commands(commands, sbatch=SBATCH.format(folder=folder), scancel=SCANCEL)
    monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    described = {"cores": 2, "memory": "2GB", "walltime": "00:10:00", "queue": "long", "interface": "lo"}
    said = {f"jobqueue.slurm.{name}": value for name, value in described.items()}
    with dask.config.set({**said, "distributed.deploy.lost-worker-timeout": "1s"}):
        yield folder


def put_commands(folder: Path, **commands: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in commands.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)


def test_a_job_whose_time_is_over_is_followed_by_another(tmp_path: Path, jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the bytes are those of this machine; the job is the one that dask's configuration describes."""
    monkeypatch.setattr(cluster, "SHARD", 2)
    source, ended = dumps(tmp_path / "in", 20), []

    def end_first(progress: Progress) -> None:
        if progress.phase is Phase.CONVERTING and progress.result and not ended:
            ended.append(int((jobs / "pid-0").read_text(encoding="utf-8")))
            os.killpg(ended[0], signal.SIGKILL)

    assert convert([source], tmp_path / "out", Settings(scheduler="slurm", jobs=1), end_first).failed == 0
    convert([source], tmp_path / "here", Settings())
    assert contents(tmp_path / "out") == contents(tmp_path / "here")
    scripts = sorted(jobs.glob("job-*.sh"))
    assert len(scripts) >= 2
    told = scripts[0].read_text(encoding="utf-8")
    for line in ("#SBATCH -p long", "#SBATCH --cpus-per-task=2", "#SBATCH -t 00:10:00", slurm.MAY_START_PROCESSES):
        assert line in told.splitlines()
    assert "--nthreads 2" in told
    assert sys.executable in told


def test_where_nothing_is_new_no_job_is_handed_in(tmp_path: Path, jobs: Path) -> None:
    """One page converted elsewhere is done; the next one needs a job."""
    source, settings = dumps(tmp_path / "in", 1), Settings(scheduler="slurm", jobs=1)
    convert([source], tmp_path / "out", Settings())
    assert convert([source], tmp_path / "out", settings).reused == 1
    assert not list(jobs.iterdir())
    dumps(tmp_path / "in", 2)
    assert convert([source], tmp_path / "out", settings).reused == 1
    assert list(jobs.glob("job-*.sh"))


def test_a_job_that_is_refused_is_one_sentence(tmp_path: Path, jobs: Path) -> None:
    """Seen as it is on a screen: the scheduler in the same process says nothing of its own."""
    put_commands(
        tmp_path / "bin", sbatch="#!/bin/sh\necho 'allocation failure: Invalid partition name specified' >&2; exit 1\n"
    )
    command = [sys.executable, "-m", "pipeline", "convert", str(dumps(tmp_path / "in", 1)), "--out", str(tmp_path / "out")]
    described = {"DASK_JOBQUEUE__SLURM__CORES": "2", "DASK_JOBQUEUE__SLURM__MEMORY": "2GB"}
    environment = {**os.environ, **described, "DASK_JOBQUEUE__SLURM__INTERFACE": "lo"}
    answer = subprocess.run([*command, "--scheduler", "slurm"], capture_output=True, text=True, check=False, env=environment)
    told = f"jiaokan: SLURM refuses the job (Invalid partition name specified). Look at {slurm.WHERE}.\n"
    assert (answer.returncode, answer.stderr) == (2, told)


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("dask_jobqueue", "dask-jobqueue is not installed. Install it: pip install 'jiaokan[slurm]'."),
        ("sbatch", "There is no sbatch here: SLURM takes no jobs from this machine. Run it on a machine of the cluster."),
        ("cores", f"Cores and memory of a SLURM job are not given. Give them in {slurm.WHERE}."),
    ],
)
def test_what_is_missing_is_one_sentence(
    tmp_path: Path, jobs: Path, monkeypatch: pytest.MonkeyPatch, missing: str, told: str
) -> None:
    if missing == "dask_jobqueue":
        for name in (missing, f"{missing}.slurm"):  # another test may have loaded it
            monkeypatch.setitem(sys.modules, name, None)
    if missing == "sbatch":
        monkeypatch.setattr("shutil.which", lambda _: None)
    with dask.config.set({"jobqueue.slurm.cores": None if missing == "cores" else 2}), pytest.raises(UsageError) as fault:
        convert([dumps(tmp_path / "in", 1)], tmp_path / "out", Settings(scheduler="slurm"))
    assert str(fault.value) == told
