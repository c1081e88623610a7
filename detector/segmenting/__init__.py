"""From texts to a batch: lines, headings, items, sentences and words, all with offsets.

`make_batch` is the only way in. Everything is done for all articles at once on arrays of
characters; Python loops run over articles at most, and over distinct new words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Batch, Kind, Sections, Tokens, Units, Words
from detector.languages.characters import Class, fold_text
from detector.languages.lexicon import load_lexicon
from detector.segmenting.blocks import find_blocks
from detector.segmenting.characters import read_characters
from detector.segmenting.sections import find_sections
from detector.segmenting.sentences import sentence_starts
from detector.segmenting.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.article import Language, Source
    from detector.languages.hashing import Hashes
    from detector.languages.lexicon import Lexicon
    from detector.segmenting.blocks import Blocks
    from detector.segmenting.characters import Characters
    from detector.segmenting.tokens import Tokens as RawTokens

__all__ = ["make_batch"]


def make_batch(sources: Sequence[Source], lang: Language) -> Batch:
    """Segment articles of one language.

    Args:
        sources: the articles; their order is kept.
        lang: the language whose abbreviations, function words and stems are used.

    Returns:
        The batch; offsets count characters of each source's own text.
    """
    lexicon = load_lexicon(lang)
    titled = [_with_title(source) for source in sources]
    chars = read_characters(titled)
    given = np.array([len(t) - len(s.text) for t, s in zip(titled, sources, strict=True)])
    blocks = find_blocks(chars, given > 0)
    tokens = read_tokens(chars)
    starts = sentence_starts(
        chars, tokens, blocks.end, lexicon.abbreviations, lexicon.stopwords
    )
    pieces = _cut(blocks, starts)
    words, stems, word = _distinct(chars, tokens, lexicon)
    shift = _shifts(titled, given)
    columns = _columns(chars, blocks, tokens, pieces, word, shift, given)
    unit_tokens = columns.units.tokens
    sections = find_sections(columns.units, unit_tokens, columns.tokens.word, words, stems, lexicon)
    units = columns.units._replace(section=_section_of(sections, len(columns.units.start)))
    order = np.arange(len(sources) + 1)
    return Batch(
        lang=lang,
        sources=tuple(sources),
        tokens=columns.tokens,
        words=words,
        stems=stems,
        units=units,
        sections=sections,
        token_bounds=np.searchsorted(columns.tokens.article, order),
        unit_bounds=np.searchsorted(units.article, order),
        section_bounds=np.searchsorted(sections.article, order),
    )


def _with_title(source: Source) -> str:
    """Put a given title before the text, unless the text begins with it."""
    title = " ".join((source.title or "").split())
    if not title:
        return source.text
    first = next((line for line in source.text[:2000].splitlines() if line.strip()), "")
    same = fold_text(first).strip("#*_ \t:") == fold_text(title).strip("#*_ \t:")
    return source.text if same else f"{title}\n\n{source.text}"


class _Pieces(NamedTuple):
    """Units as positions among the characters that count, with the block each came from."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    block: NDArray[np.int64]


def _cut(blocks: Blocks, starts: NDArray[np.int64]) -> _Pieces:
    """Cut blocks of prose at the beginnings of sentences."""
    block = np.searchsorted(blocks.start, starts, side="right") - 1
    inside = (starts > blocks.start[block]) & blocks.splits[block]
    cut, owner = starts[inside], block[inside]
    start = np.concatenate((blocks.start, cut))
    order = np.argsort(start, kind="stable")
    start = start[order]
    owner = np.concatenate((np.arange(len(blocks.start)), owner))[order]
    following = np.append(start[1:], 0)
    same = np.append(owner[1:] == owner[:-1], False)
    return _Pieces(start, np.where(same, following, blocks.end[owner]), owner)


def _distinct(
    chars: Characters, tokens: RawTokens, lexicon: Lexicon
) -> tuple[Words, Hashes, NDArray[np.int64]]:
    """Number the distinct words and their stems; new words are spelled out and stemmed."""
    keys, first, word = np.unique(tokens.key, return_index=True, return_inverse=True)

    def spell(which: NDArray[np.int64]) -> list[str]:
        spans = zip(tokens.start[first[which]], tokens.end[first[which]], strict=True)
        return [
            chars.fold[start : min(end, start + 64)].tobytes().decode("utf-16-le", "replace")
            for start, end in spans
        ]

    columns = lexicon.describe(keys, spell)
    stems, stem = np.unique(columns.stem, return_inverse=True)
    return Words(keys, stem, columns.stop), stems, word


def _shifts(titled: list[str], given: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each article's own text begins in the joined texts."""
    lengths = np.fromiter(map(len, titled), np.int64, len(titled)) + 1
    shifts: NDArray[np.int64] = np.cumsum(lengths) - lengths + given
    return shifts


class _Columns(NamedTuple):
    tokens: Tokens
    units: Units


def _columns(  # noqa: PLR0913 - the parts that were found, put side by side
    chars: Characters,
    blocks: Blocks,
    tokens: RawTokens,
    pieces: _Pieces,
    word: NDArray[np.int64],
    shift: NDArray[np.int64],
    given: NDArray[np.int64],
) -> _Columns:
    unit_article = blocks.article[pieces.block]
    unit = np.searchsorted(pieces.start, tokens.start, side="right") - 1
    article = unit_article[unit] if len(unit) else unit
    start, end = _visible(chars, pieces)
    units = Units(
        start=start - shift[unit_article],
        end=end - shift[unit_article],
        kind=blocks.kind[pieces.block],
        article=unit_article,
        section=np.zeros(len(start), np.int64),
        paragraph=pieces.block,
        level=blocks.level[pieces.block],
        title=blocks.title[pieces.block],
        question=_asks(chars, pieces),
        tokens=np.searchsorted(unit, np.arange(len(start) + 1)),
    )
    own = shift[article]
    found = Tokens(
        start=chars.place[tokens.start] - own,
        end=chars.place[tokens.end] - own,
        word=word,
        unit=unit,
        article=article,
        number=tokens.number,
        capital=tokens.capital,
        shout=tokens.shout,
        latin=tokens.latin,
        quoted=_quoted(chars, tokens.start, pieces.start[unit]),
    )
    return _Columns(found, units)


def _visible(
    chars: Characters, pieces: _Pieces
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions in the joined texts, with trailing space left out and ignored marks kept."""
    blank = (chars.kind == Class.SPACE) | (chars.kind == Class.NEWLINE)
    visible = np.flatnonzero(~blank)
    last = visible[np.searchsorted(visible, pieces.end) - 1] + 1
    before = np.maximum(pieces.start - 1, 0)
    lead = (pieces.start > 0) & blank[before]
    start = np.where(lead, chars.place[before] + 1, chars.place[pieces.start])
    start[pieces.start == 0] = 0
    return start, chars.place[last]


def _asks(chars: Characters, pieces: _Pieces) -> NDArray[np.bool_]:
    """Whether a unit holds a question mark."""
    marks = np.isin(chars.fold, [ord("?"), ord("؟")])
    count = np.concatenate(([0], np.cumsum(marks)))
    asks: NDArray[np.bool_] = count[pieces.end] > count[pieces.start]
    return asks


def _quoted(
    chars: Characters, at: NDArray[np.int64], begin: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether a quotation is open at `at` that was opened after its unit's `begin`."""

    def between(signs: str) -> NDArray[np.int64]:
        total = np.concatenate(([0], np.cumsum(np.isin(chars.fold, [ord(c) for c in signs]))))
        counted: NDArray[np.int64] = total[at] - total[begin]
        return counted

    return (between("“«") > between("”»")) | (between('"') % 2 == 1)


def _section_of(sections: Sections, units: int) -> NDArray[np.int64]:
    lengths = np.diff(np.append(sections.units[:-1], units))
    return np.repeat(np.arange(len(lengths)), lengths)
