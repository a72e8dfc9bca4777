"""The command line: exceptions become exit codes here and nowhere else."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from pipeline.errors import INTERRUPTED, JiaokanError
from pipeline.visible import in_one_line


def main() -> None:
    """Run the command; an error of ours is one sentence on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        from pipeline.commands.app import app  # here, for Ctrl-C may come before all is loaded

        app(prog_name="jiaokan")
    except JiaokanError as fault:
        sys.stderr.write(f"jiaokan: {in_one_line(str(fault))}\n")
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
