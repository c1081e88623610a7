"""What a reader types while labelling, as an answer: labels for sentences, or a command."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from detector.learning.rubric import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYS = LABELS.lower()
# The same keys of an Arabic keyboard, so that nobody has to switch. The b key types two letters.
_ARABIC_KEYS = str.maketrans("نقلساءعضى؟ﻻ", "krgshxuqn?b")
_LAM_ALEF = "لا"
_RANGES = re.compile(r"(?P<ranges>[\d,،\s–-]+)?(?P<keys>[a-z]+)")


class Command(Enum):
    """What a reader can ask for instead of labelling; the value is its key."""

    UNDO = "u"
    NEXT = "n"
    QUIT = "q"
    HELP = "?"


class Labels(NamedTuple):
    """Labels for the numbered units (from 0), or for the next unanswered ones (None)."""

    units: tuple[int, ...] | None
    labels: str


def read_answer(line: str, units: int) -> Command | Labels:
    """Read what was typed.

    One or more labels ("g", "kkr") answer for the next sentences; numbers before one label
    ("3 g", "3-7 g", "2,5- g") for those, however they were labelled.

    Args:
        line: what was typed, in Latin letters or with the same keys of an Arabic keyboard.
        units: how many there are; they are numbered from 1.

    Raises:
        ValueError: it is none of these; the message says what would be.
    """
    typed = line.strip().lower().replace(_LAM_ALEF, "b").translate(_ARABIC_KEYS)
    for command in Command:
        if typed == command.value:
            return command
    match = _RANGES.fullmatch(typed)
    if not match or set(match["keys"]) - set(_KEYS):
        raise ValueError(f"type one of {' '.join(_KEYS)}, or ? for help")
    labels = match["keys"].upper()
    if not (match["ranges"] or "").strip():
        return Labels(None, labels)
    if len(labels) > 1:
        raise ValueError("type one label after the numbers, e.g.  3-7 g")
    return Labels(tuple(sorted(set(_read_ranges(match["ranges"], units)))), labels)


def read_verdict(line: str) -> Command | int:
    """Read a verdict 0–3, or a command.

    Raises:
        ValueError: it is neither.
    """
    typed = line.strip().lower().translate(_ARABIC_KEYS)
    for command in Command:
        if typed == command.value:
            return command
    if len(typed) == 1 and typed.isdecimal() and int(typed) <= 3:
        return int(typed)
    raise ValueError("type 0, 1, 2 or 3, or ? for help")


def _read_ranges(text: str, units: int) -> Iterator[int]:
    for part in re.split(r"[,،]", text.replace("–", "-")):
        first, dash, last = part.partition("-")
        low = _read_number(first, 1 if dash else None, units)
        high = _read_number(last, units, units) if dash else low
        if low > high:
            raise ValueError(f"{low}-{high} runs backwards: type the lower number first")
        yield from range(low - 1, high)


def _read_number(text: str, default: int | None, units: int) -> int:
    number = text.strip()
    if not number and default is not None:
        return default
    if not number.isdecimal() or len(number) > 9 or not 1 <= int(number) <= units:
        raise ValueError(f"{number or 'nothing'} is no sentence: they are numbered 1 to {units}")
    return int(number)
