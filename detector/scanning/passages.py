"""What may recur across documents: headings, sentences and paragraphs as hashes, and MinHashes.

All documents of a lot stand in one array of characters. Two passages are the same when their
letters and digits are, folded: marks, case and spaces do not count. Sentences are cut at closing
marks only, which is enough to find the same sentence again and needs no language.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.characters import LIMIT, Class, code_points, tables
from detector.languages.distinct import number_keys
from detector.languages.hashing import hash_runs, mix
from detector.scanning.minhash import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Positions = NDArray[np.int64]

LONGEST = 500_000  # characters of a document that are looked at
_AT_ONCE = 100_000  # characters in one array: they fit a processor's cache
_HEADING_LETTERS, _SENTENCE_LETTERS = 4, 20  # fewer say too little to be a template
_HEADING = 80  # letters of a line without a closing mark that may be a heading


class PassageKind(IntEnum):
    """What recurs."""

    HEADING = 0
    SENTENCE = 1
    PARAGRAPH = 2


class SiteLot(NamedTuple):
    """The passages of a lot, each once a document, and the signatures of its documents.

    `start` and `end` count in `text`, all documents of the lot one after another; `signatures`
    has a row of MinHashes for each document.
    """

    text: str
    hash: NDArray[np.uint64]
    kind: NDArray[np.uint8]
    start: Positions
    end: Positions
    signatures: NDArray[np.uint16]


class _Letters(NamedTuple):
    """What each character is, one bit a trait; how many letters and digits stand before each."""

    bits: NDArray[np.uint8]
    before: Positions


_WORDY, _NEWLINE, _CLOSING, _BLANK = (np.uint8(1 << bit) for bit in range(4))


@cache
def _bits() -> NDArray[np.uint8]:
    kind = tables().kind
    space = kind == Class.SPACE
    newline = kind == Class.NEWLINE
    wordy = (kind == Class.LETTER) | (kind == Class.DIGIT)
    bits = np.zeros(LIMIT, np.uint8)
    bits[wordy] = _WORDY
    bits[space] = _BLANK
    bits[newline] = _NEWLINE | _BLANK
    bits[kind == Class.TERMINATOR] = _CLOSING
    return bits


def read_passages(texts: Sequence[str]) -> SiteLot:
    """Return the passages and signatures of some documents."""
    parts: list[SiteLot] = []
    group: list[str] = []
    size = 0
    for text in texts:
        if group and size + len(text) > _AT_ONCE:
            parts.append(_read(group))
            group, size = [], 0
        group.append(text[:LONGEST])
        size += len(group[-1])
    parts.append(_read(group))
    return _join(parts)


def _join(parts: list[SiteLot]) -> SiteLot:
    if len(parts) == 1:
        return parts[0]
    shift = np.cumsum([0, *(len(part.text) for part in parts)])
    starts = [part.start + by for part, by in zip(parts, shift, strict=False)]
    ends = [part.end + by for part, by in zip(parts, shift, strict=False)]
    return SiteLot(
        "".join(part.text for part in parts),
        np.concatenate([part.hash for part in parts]),
        np.concatenate([part.kind for part in parts]),
        np.concatenate(starts),
        np.concatenate(ends),
        np.concatenate([part.signatures for part in parts]),
    )


def _read(texts: list[str]) -> SiteLot:
    text = "".join(f"{text}\n" for text in texts)
    codes = np.minimum(code_points(text), LIMIT - 1).astype(np.uint16)
    ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
    bits, before, fold = fold_letters(codes, _bits(), tables().fold, _WORDY)
    letters = _Letters(bits, before)
    start, end, kind = _pieces(letters)
    word_start, word_end = _words(letters)
    first = letters.before[np.concatenate((start, word_start))]
    last = letters.before[np.concatenate((end, word_end))]
    passages, words = np.split(hash_runs(fold, first, last), [len(start)])
    once = _once(np.searchsorted(ends, end, side="right"), passages)
    signatures = sign(words, np.searchsorted(ends, word_start, side="right"), len(ends))
    return SiteLot(text, passages[once], kind[once], start[once], end[once], signatures)


@compiled
def fold_letters(
    codes: NDArray[np.uint16], bits: NDArray[np.uint8], fold: NDArray[np.uint16], wordy: np.uint8
) -> tuple[NDArray[np.uint8], Positions, NDArray[np.uint16]]:
    """Return the columns of `_Letters`, and the letters and digits alone, folded.

    Args:
        codes: the characters.
        bits: the traits of each character that there is.
        fold: its folded form.
        wordy: the bit of letters and digits.
    """
    of_codes = bits[codes]
    some = (of_codes & wordy) != 0
    return of_codes, np.append(0, np.cumsum(some)), fold[codes[some]]


def _words(letters: _Letters) -> tuple[Positions, Positions]:
    """Return where words begin and end; the text ends with a newline."""
    wordy = letters.bits & _WORDY
    change = np.flatnonzero(wordy[1:] != wordy[:-1]) + 1
    if len(wordy) and wordy[0]:
        change = np.concatenate(([0], change))
    return change[::2], change[1::2]


def _pieces(letters: _Letters) -> tuple[Positions, Positions, NDArray[np.uint8]]:
    """Cut into sentences, headings and paragraphs that hold enough letters."""
    bits, before = letters
    marks = np.flatnonzero(bits & (_NEWLINE | _CLOSING))
    newline = (bits[marks] & _NEWLINE) != 0
    ends_piece = newline | ((bits[np.minimum(marks + 1, len(bits) - 1)] & _BLANK) != 0)
    end = (marks + ~newline)[ends_piece]  # before a newline, behind a closing mark
    start = np.concatenate(([0], end))[:-1]
    line_end = marks[newline]
    line_start = np.concatenate(([0], line_end + 1))[:-1]
    line = np.searchsorted(line_end, end)
    size = before[end] - before[start]
    pieces = np.bincount(line[size > 0], minlength=len(line_end))
    closed = (bits[np.maximum(end - 1, 0)] & _CLOSING) != 0
    heading = (pieces[line] == 1) & ~closed & (size <= _HEADING)
    enough = size >= np.where(heading, _HEADING_LETTERS, _SENTENCE_LETTERS)
    several = pieces > 1
    kind = np.where(heading, PassageKind.HEADING, PassageKind.SENTENCE)[enough]
    return (
        np.concatenate((start[enough], line_start[several])),
        np.concatenate((end[enough], line_end[several])),
        np.concatenate((kind, np.full(several.sum(), PassageKind.PARAGRAPH))).astype(np.uint8),
    )


def _once(document: Positions, hashes: NDArray[np.uint64]) -> Positions:
    """Indices of the first of equal passages of a document."""
    return np.sort(number_keys(mix(hashes + mix(document.astype(np.uint64)))).place)
