"""How a command line ends: one line for every error, and an exit code that scripts can read."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from detector.errors import DetectorError, MissingExtraError, UsageError
from detector.reading.names import visible

if TYPE_CHECKING:
    from typing import NoReturn

_WrongUsage: type[Exception] = typer.BadParameter.__bases__[0]
"""Typer's own class for a command line that cannot be understood."""


class Code(IntEnum):
    """Exit codes. 0 to 3 are the interface; the others follow the customs of Unix."""

    DONE = 0
    EXCEEDED = 1
    USAGE = 2
    UNREADABLE = 3
    BUG = 70
    NOT_WRITTEN = 74
    INTERRUPTED = 130
    CLOSED_PIPE = 141


def complain(message: object) -> None:
    """Print one line to standard error, with everything escaped that a terminal might obey."""
    print(f"detector: {visible(str(message))}", file=sys.stderr)  # noqa: T201  (that is its work)


def run_to_end(group: Any, arguments: Any) -> NoReturn:
    """Run a command line and leave this process with its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (kept open)
    sys.exit(_run(group, sys.argv[1:] if arguments is None else list(arguments)))


def _run(group: Any, arguments: list[str]) -> Code | int:
    try:
        with group.make_context("detector", arguments) as context:
            group.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        return _flushed(end.exit_code)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (nobody sees a traceback)
        return _end(error)
    return Code.DONE


def _flushed(code: int) -> Code | int:
    try:
        sys.stdout.flush()
    except OSError as error:
        return _end(error)
    return code


def _end(error: BaseException) -> Code:
    """Say what went wrong and choose the exit code."""
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return Code.CLOSED_PIPE
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        complain("interrupted")
        return Code.INTERRUPTED
    if isinstance(error, DetectorError):
        complain(error)
        usage = isinstance(error, UsageError | MissingExtraError)
        return Code.USAGE if usage else Code.UNREADABLE
    if isinstance(error, _WrongUsage):
        complain(_usage(error))
        return Code.USAGE
    if isinstance(error, OSError):
        _drop_output()
        where = visible(str(error.filename)) if error.filename else "the output"
        complain(f"{where} cannot be written ({error.strerror}): check the disk and permissions")
        return Code.NOT_WRITTEN
    complain(_bug(error))
    return Code.BUG


def _usage(error: Any) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "detector"
    message = error.format_message().strip().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}: see  {command} --help"


def _bug(error: BaseException) -> str:
    place, trace = "", error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        place = f" in {Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    kind = type(error).__name__
    return f"this is a fault of the program ({kind}{place}): please report it with the command"


def _drop_output() -> None:
    """Let nothing be written when Python flushes standard output at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stand-in without a descriptor
        return
