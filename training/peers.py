"""Score texts with one other tool; run by `compare.py`, perhaps with another interpreter.

    python training/peers.py NAME < texts.json > answer.json

Reads a list of texts and answers `{"version", "scores", "seconds"}`, a higher score for more
padding, null where the tool gives none; seconds are of the processor. Ends with 3 when the tool is
not installed. It imports nothing of this package, so that the tools may live in an environment of
their own.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Score = Callable[[str], float | None]

NOT_INSTALLED = 3


def slopscore() -> Score:
    """Formulaic and generic writing, 0-100."""
    from slopscore import SlopScorer  # noqa: PLC0415 - each tool is optional

    scan = SlopScorer().scan_text

    def score(text: str) -> float | None:
        found = scan(text).score.slop_score
        return None if found is None else float(found)

    return score


def slop_guard() -> Score:
    """Formulaic writing, where 100 is clean."""
    from slop_guard import analyze_text  # noqa: PLC0415

    return lambda text: 100.0 - float(analyze_text(text)["score"])


def coleman_liau() -> Score:
    """School years needed to read an English text (Coleman and Liau 1975)."""
    from textstat import coleman_liau_index  # noqa: PLC0415

    return lambda text: float(coleman_liau_index(text))


def osman() -> Score:
    """The tool's own reading ease of an Arabic text."""
    from textstat import osman  # noqa: PLC0415

    return lambda text: float(osman(text))


TOOLS: dict[str, tuple[str, Callable[[], Score]]] = {
    "slopscore-lint": ("slopscore-lint", slopscore),
    "slop-guard": ("slop-guard", slop_guard),
    "textstat-en": ("textstat", coleman_liau),
    "textstat-ar": ("textstat", osman),
}


def main() -> int:
    """Answer; the first text is scored once before the clock starts."""
    package, load = TOOLS[sys.argv[1]]
    try:
        score = load()
    except ImportError:
        return NOT_INSTALLED
    texts = json.load(sys.stdin)
    score(texts[0])
    start = time.process_time()
    scores = [score(text) for text in texts]
    seconds = time.process_time() - start
    json.dump({"version": version(package), "scores": scores, "seconds": seconds}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
