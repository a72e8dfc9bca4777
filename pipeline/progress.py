"""What the command says while it converts: a line that moves on a terminal, and each failed page in any case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipeline.model import PageResult


@contextmanager
def page_progress(stream: TextIO) -> Iterator[Callable[[PageResult], None]]:
    """What to call with each page that is done."""
    console = Console(file=stream)
    columns = (SpinnerColumn(), TextColumn("{task.completed} pages 版"), TimeElapsedColumn(), TextColumn("{task.fields[last]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, last="")

        def done(result: PageResult) -> None:
            if result.error:
                console.print(Text(f"jiaokan: {result.error}"), soft_wrap=True)
            bar.update(task, advance=1, last=Text(result.source.source.name).plain.replace("[", "\\["))

        yield done
