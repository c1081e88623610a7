"""Many texts as one array of characters, with those that carry no letter left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import LIMIT, Class, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

# Addresses, link targets and tags are no words. None of these can backtrack far.
_MASKED = re.compile(
    r"\]\([^()\s]{1,2000}\)|\bhttps?://[^\s)\]>]{1,2000}|\bwww\.[^\s)\]>]{1,2000}"
    r"|<!--[^<>]{0,2000}-->|</?[A-Za-z][^<>\n]{0,500}>|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
_MASK_SIGNS = ("](", "://", "www.", "<", "@")


class Characters(NamedTuple):
    """The characters that count, in order.

    `place` is each one's position in the joined texts and has one more entry, the end.
    `kind` and `fold` are its class and folded form, `upper` whether it is a capital.
    `bounds` holds where each text begins among these characters, and the end: texts + 1.
    """

    place: NDArray[np.int64]
    kind: NDArray[np.uint8]
    fold: NDArray[np.uint16]
    script: NDArray[np.uint8]
    upper: NDArray[np.bool_]
    bounds: NDArray[np.int64]


def read_characters(texts: Sequence[str]) -> Characters:
    """Join the texts, each closed by a line end, and leave out what carries no letter."""
    joined = "\n".join([*texts, ""])
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(raw, LIMIT - 1).astype(np.uint16)
    table = tables()
    kind = table.kind[codes]
    _free_lone_marks(kind)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.concatenate(([0], np.cumsum(lengths)))
    for start, end in _masked_spans(texts, starts):
        _mask(kind[start:end])
    kept = np.flatnonzero(kind != Class.IGNORED)
    return Characters(
        place=np.append(kept, len(raw)),
        kind=kind[kept],
        fold=table.fold[codes[kept]],
        script=table.script[codes[kept]],
        upper=table.upper[codes[kept]],
        bounds=np.searchsorted(kept, starts),
    )


def _free_lone_marks(kind: NDArray[np.uint8]) -> None:
    """Make ignored characters that stand between spaces symbols, so that lines keep them."""
    ignored = np.flatnonzero(kind == Class.IGNORED)
    if not len(ignored):
        return
    first = ignored[np.flatnonzero(np.diff(ignored, prepend=-2) != 1)]
    last = ignored[np.flatnonzero(np.diff(ignored, append=len(kind) + 2) != 1)]
    blank = (Class.SPACE, Class.NEWLINE)
    before = (first == 0) | np.isin(kind[first - 1], blank)
    after = (last == len(kind) - 1) | np.isin(kind[np.minimum(last + 1, len(kind) - 1)], blank)
    kind[first[before & after]] = Class.SYMBOL


def _masked_spans(
    texts: Sequence[str], starts: NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    for text, start in zip(texts, starts, strict=False):
        if any(sign in text for sign in _MASK_SIGNS):
            for match in _MASKED.finditer(text):
                yield int(start) + match.start(), int(start) + match.end()


def _mask(kind: NDArray[np.uint8]) -> None:
    words = (kind == Class.LETTER) | (kind == Class.DIGIT) | (kind == Class.TERMINATOR)
    kind[words] = Class.SYMBOL
