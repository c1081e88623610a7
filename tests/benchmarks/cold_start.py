"""CPU time of a cold `detector score FILE`, beside what the libraries alone take in the same run.

python tests/benchmarks/cold_start.py [ROUNDS]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "detector" / "samples"
_COMMAND = ("-c", "import sys; from detector.cli import main; sys.exit(main())")  # as installed
COMMANDS = {
    "libraries": ("-c", "import numpy, typer, rich.console"),
    "English": (*_COMMAND, "score", str(SAMPLES / "en.txt")),
    "Arabic": (*_COMMAND, "score", str(SAMPLES / "ar.txt")),
}
# Byte code is kept, and numpy starts one thread everywhere, as it does in the command line.
_ENV = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
_ENV["OPENBLAS_NUM_THREADS"] = "1"


def cpu(arguments: tuple[str, ...]) -> float:
    """Return the CPU time (s) that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=_ENV, capture_output=True, check=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int) -> None:
    """Print the least time of each, and how many times that of the libraries it is.

    The commands take turns, so that a machine that is slow for a while is slow for all of them.
    """
    turns = [{name: cpu(line) for name, line in COMMANDS.items()} for _ in range(rounds)]
    least = {name: min(turn[name] for turn in turns) for name in COMMANDS}
    for name, seconds in least.items():
        print(f"{name:<10} {seconds:.3f} s  {seconds / least['libraries']:.2f} x")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
