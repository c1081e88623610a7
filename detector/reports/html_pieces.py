"""A sentence cut into the pieces that can be highlighted, linked or isolated.

Nothing here escapes: the template does. Texts are only made harmless to their neighbours:
control characters become visible, marks that reorder text go, foreign runs are isolated.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detector.reports.safe import make_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detector.reports.safe import Direction
    from detector.results import Span

Mark: TypeAlias = "tuple[Span, str]"

_RTL_LETTER = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_LATIN_LETTER = r"[A-Za-z\u00c0-\u024f]"
_FOREIGN: dict[Direction, re.Pattern[str]] = {
    "rtl": re.compile(rf"{_LATIN_LETTER}(?:[!-~\u00c0-\u024f ]*[0-9A-Za-z\u00c0-\u024f+#%/])?"),
    "ltr": re.compile(rf"{_RTL_LETTER}(?:[^A-Za-z\u00c0-\u024f\r\n]*{_RTL_LETTER})?"),
}
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'()\[\]{}«»“”]{1,2000}", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class Piece(NamedTuple):
    """A stretch of text with the ids of the highlights that it belongs to."""

    text: str
    groups: str
    href: str | None


class Run(NamedTuple):
    """Pieces of one direction; a foreign run is isolated from what stands around it."""

    foreign: bool
    pieces: tuple[Piece, ...]


def safe_href(address: str) -> str | None:
    """Return an address that may stand in a link, or None: only web pages and mail.

    >>> safe_href("https://example.org/a"), safe_href("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    plain = make_safe(address) == address
    return address if plain and _ALLOWED.match(address) else None


def cut_runs(
    text: str, start: int, end: int, marks: Sequence[Mark], way: Direction
) -> Iterator[Run]:
    """Go through text[start:end] by direction, cut where a mark or a link begins or ends.

    Args:
        text: the article.
        start: where the sentence begins.
        end: where it ends.
        marks: spans with the id of their highlight; they may overlap and reach beyond.
        way: the article's direction; runs of the other one are foreign.
    """
    turns = list(_by_direction(text, start, end, way))
    links = [found.span() for found in _LINK.finditer(text, start, end)]
    spans = (span for span, _ in marks if span[0] < span[1])
    edges = sorted({e for span in (*turns, *links, *spans) for e in span if start <= e <= end})
    pieces = (
        (i, Piece(_clean(text[i:j]), groups, _link(text, i, links)))
        for (i, j), groups in zip(pairwise(edges), _sweep(edges, marks), strict=False)
    )
    foreign = [_FOREIGN[way].match(text, a) is not None for a, _ in turns]
    for turn, inside in groupby(pieces, key=lambda piece: bisect_right(turns, (piece[0], end)) - 1):
        yield Run(foreign[turn], tuple(piece for _, piece in inside))


def _by_direction(text: str, start: int, end: int, way: Direction) -> Iterator[Span]:
    """Part a text into foreign runs and what stands between them."""
    at = start
    for found in _FOREIGN[way].finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        yield found.span()
        at = found.end()
    if at < end:
        yield at, end


def _sweep(edges: Sequence[int], marks: Sequence[Mark]) -> Iterator[str]:
    """Go through the edges and name the marks that stand open after each."""
    begin: dict[int, list[str]] = defaultdict(list)
    cease: dict[int, list[str]] = defaultdict(list)
    for (start, end), name in marks:
        if end > edges[0]:
            begin[max(start, edges[0])].append(name)
            cease[end].append(name)
    active: Counter[str] = Counter()
    for edge in edges:
        active.update(begin[edge])
        active.subtract(cease[edge])
        yield " ".join(name for name, number in active.items() if number > 0)


def _link(text: str, at: int, links: Sequence[Span]) -> str | None:
    index = bisect_right(links, at, key=lambda span: span[0]) - 1
    if index < 0 or at >= links[index][1]:
        return None
    return safe_href(text[slice(*links[index])])


def _clean(piece: str) -> str:
    """Make a piece safe and keep the spaces at its ends, where other pieces join."""
    safe = make_safe(piece)
    if not safe:
        return " " if piece[:1].isspace() else ""
    return f"{' ' * piece[0].isspace()}{safe}{' ' * piece[-1].isspace()}"
