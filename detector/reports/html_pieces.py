"""A sentence cut into the pieces that can be highlighted, linked or isolated.

Nothing here escapes: the template does. Texts are only made harmless to their neighbours:
control characters become visible, marks that reorder text go, foreign runs are isolated.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detector.reports.safe import make_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    links = [(found.span(), found.group()) for found in _LINK.finditer(text, start, end)]
    for a, b, foreign in _by_direction(text, start, end, way):
        bounds = {a, b, *_inside(a, b, (s for s, _ in (*marks, *links)))}
        edges = sorted(bounds)
        pieces = tuple(
            Piece(_clean(text[i:j]), _groups(i, j, marks), _link(i, j, links))
            for i, j in pairwise(edges)
        )
        yield Run(foreign, pieces)


def _by_direction(
    text: str, start: int, end: int, way: Direction
) -> Iterator[tuple[int, int, bool]]:
    at = start
    for found in _FOREIGN[way].finditer(text, start, end):
        if found.start() > at:
            yield at, found.start(), False
        yield found.start(), found.end(), True
        at = found.end()
    if at < end:
        yield at, end, False


def _inside(start: int, end: int, spans: Iterable[Span]) -> Iterator[int]:
    return (edge for span in spans for edge in span if start < edge < end)


def _groups(start: int, end: int, marks: Sequence[Mark]) -> str:
    return " ".join(dict.fromkeys(name for (a, b), name in marks if a <= start and end <= b))


def _link(start: int, end: int, links: Sequence[Mark]) -> str | None:
    found = (address for (a, b), address in links if a <= start and end <= b)
    address = next(found, None)
    return None if address is None else safe_href(address)


def _clean(piece: str) -> str:
    """Make a piece safe and keep the spaces at its ends, where other pieces join."""
    safe = make_safe(piece)
    if not safe:
        return " " if piece[:1].isspace() else ""
    return f"{' ' * piece[0].isspace()}{safe}{' ' * piece[-1].isspace()}"
