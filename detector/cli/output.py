"""Standard output for programs and files."""

from __future__ import annotations

import sys


def emit(text: str) -> None:
    """Write to standard output in UTF-8, whatever the terminal's encoding, line ends untouched."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
