"""Workers from SLURM: a Dask scheduler in this process, and jobs that start workers for it, by dask-jobqueue.

What a job is (cores, memory, processes, walltime, partition, account) is said where dask-jobqueue looks for it:
``jobqueue.slurm`` of dask's own configuration. Here it is only said how many jobs, and that their workers may start processes.
A job is one worker: jobs of several are not followed by others when their time is over (distributed, issue 9102).
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.settings import Settings

SLURM = "slurm"
"""What is given as scheduler where SLURM is to start the workers."""
MAY_START_PROCESSES = "export DASK_DISTRIBUTED__WORKER__DAEMON=False"
WHERE = "~/.config/dask/jobqueue.yaml (jobqueue: slurm: …)"
TEST_SECONDS = 60


@contextmanager
def jobs(settings: Settings) -> Iterator[Callable[[], str]]:
    """What answers with the address of the scheduler: at the first question, where SLURM is asked for, one whose workers SLURM
    starts. Its jobs end with the context; one whose time is over before is followed by another. ``settings.jobs`` is how many.

    Raises UsageError, when asked, where SLURM or dask-jobqueue is missing, a job is not described, or SLURM refuses it.
    """
    with ExitStack() as stack:

        @cache
        def address() -> str:
            cluster = stack.enter_context(_cluster())
            _refuse_refused(cluster.job_script())
            number = max(1, settings.jobs)
            cluster.adapt(minimum_jobs=number, maximum_jobs=number)
            return str(cluster.scheduler_address)

        yield address if settings.scheduler == SLURM else lambda: settings.scheduler


def _cluster() -> Any:
    try:
        import dask
        from dask_jobqueue.slurm import SLURMCluster
    except ImportError as fault:
        raise UsageError("dask-jobqueue is not installed.", "Install it: pip install 'jiaokan[slurm]'.") from fault
    if shutil.which("sbatch") is None:
        raise UsageError(
            "There is no sbatch here: SLURM takes no jobs from this machine.", "Run it on a machine of the cluster."
        )
    logging.getLogger("distributed").setLevel(logging.ERROR)  # else the scheduler tells all it does
    said = dask.config.get(f"jobqueue.{SLURM}")
    try:
        return SLURMCluster(
            processes=1,  # with as many threads as cores, each with a page's process of its own (``cluster``)
            job_script_prologue=[*(said["job-script-prologue"] or ()), MAY_START_PROCESSES],
            scheduler_options={"dashboard_address": "127.0.0.1:0", **(said["scheduler-options"] or {})},
        )
    except ValueError as fault:
        raise UsageError("Cores and memory of a SLURM job are not given.", f"Give them in {WHERE}.") from fault


def _refuse_refused(script: str) -> None:
    """Raises UsageError where SLURM would not take this job: dask-jobqueue would try for ever."""
    with tempfile.NamedTemporaryFile("w", suffix=".sh", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        command = ["sbatch", "--test-only", str(Path(file.name))]
        try:
            told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TEST_SECONDS)  # noqa: S603
        except subprocess.TimeoutExpired as fault:
            raise UsageError("SLURM does not answer.", "See what sinfo says.") from fault
    if told.returncode:
        why = (told.stderr.strip().splitlines() or [f"exit code {told.returncode}"])[-1]
        raise UsageError(f"SLURM refuses the job ({why.removeprefix('allocation failure: ')}).", f"Look at {WHERE}.")
