"""What may recur across documents: headings, sentences and paragraphs as hashes, and MinHashes.

All documents of a lot stand in one array of characters. Two passages are the same when their
letters and digits are, folded: marks, case and spaces do not count. Sentences are cut at closing
marks only, which is enough to find the same sentence again and needs no language.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import LIMIT, Class, tables
from detector.languages.hashing import hash_runs
from detector.scanning.minhash import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Positions = NDArray[np.int64]

LONGEST = 500_000  # characters of a document that are looked at
_AT_ONCE = 1_000_000  # characters in one array
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
    """Letters and digits, folded; how many stand before each character; words as runs of them."""

    fold: NDArray[np.uint16]
    before: Positions
    wordy: NDArray[np.bool_]


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
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(raw, LIMIT - 1).astype(np.uint16)
    kind = tables().kind[codes]
    ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
    letters = _letters(codes, kind)
    start, end, what = _pieces(kind, letters)
    first, last = letters.before[start], letters.before[end]
    hashes = hash_runs(letters.fold, first, last)
    document = np.searchsorted(ends, end, side="right")
    once = _once(document, hashes)
    return SiteLot(text, hashes[once], what[once], start[once], end[once], _sign(letters, ends))


def _letters(codes: NDArray[np.uint16], kind: NDArray[np.uint8]) -> _Letters:
    wordy = (kind == Class.LETTER) | (kind == Class.DIGIT)
    before = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(wordy, out=before[1:])
    return _Letters(tables().fold[codes[wordy]], before, wordy)


def _pieces(
    kind: NDArray[np.uint8], letters: _Letters
) -> tuple[Positions, Positions, NDArray[np.uint8]]:
    """Cut into sentences, headings and paragraphs that hold enough letters."""
    newline = kind == Class.NEWLINE
    closing = kind == Class.TERMINATOR
    blank = newline | (kind == Class.SPACE)
    stop = np.flatnonzero(newline[1:] | (closing[:-1] & blank[1:])) + 1  # a piece ends before it
    start, end = np.concatenate(([0], stop))[:-1], stop
    line_end = np.flatnonzero(newline)
    line_start = np.concatenate(([0], line_end + 1))[:-1]
    line = np.searchsorted(line_end, start + newline[start])
    size = letters.before[end] - letters.before[start]
    real = size > 0
    pieces = np.bincount(line[real], minlength=len(line_end) + 1)[line]
    heading = (pieces == 1) & ~_closed(closing, blank, end) & (size <= _HEADING)
    enough = size >= np.where(heading, _HEADING_LETTERS, _SENTENCE_LETTERS)
    several = np.flatnonzero(np.bincount(line[real], minlength=len(line_end) + 1) > 1)
    several = several[several < len(line_end)]
    what = np.where(heading, PassageKind.HEADING, PassageKind.SENTENCE)[enough]
    return (
        np.concatenate((start[enough], line_start[several])),
        np.concatenate((end[enough], line_end[several])),
        np.concatenate((what, np.full(len(several), PassageKind.PARAGRAPH))).astype(np.uint8),
    )


def _closed(
    closing: NDArray[np.bool_], blank: NDArray[np.bool_], end: Positions
) -> NDArray[np.bool_]:
    """Say whether the last visible character before each end is a closing mark."""
    places = np.where(blank, -1, np.arange(len(blank)))
    last = np.maximum.accumulate(places)[end - 1]
    return closing[last] & (last >= 0)


def _once(document: Positions, hashes: NDArray[np.uint64]) -> Positions:
    """Indices of the first of equal passages of a document, in reading order."""
    order = np.lexsort((hashes, document))
    new = np.ones(len(order), np.bool_)
    same_document = document[order][1:] == document[order][:-1]
    new[1:] = ~(same_document & (hashes[order][1:] == hashes[order][:-1]))
    return np.sort(order[new])


def _sign(letters: _Letters, ends: Positions) -> NDArray[np.uint16]:
    """Return the MinHashes of the documents that end at `ends`."""
    change = np.flatnonzero(np.diff(letters.wordy.astype(np.int8), prepend=0, append=0))
    start, end = change[::2], change[1::2]
    words = hash_runs(letters.fold, letters.before[start], letters.before[end])
    return sign(words, np.searchsorted(ends, start, side="right"), len(ends))
