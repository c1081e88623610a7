"""The columns of a batch, put together from blocks, words and sentence beginnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Tokens, Units, Words
from detector.compiled import compiled
from detector.languages.distinct import number_sorted
from detector.languages.hashing import Runs
from detector.languages.runs import count_before, span_at
from detector.segmenting.characters import BLANK, QUESTION, trim_blanks
from detector.segmenting.tokens import quoted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes
    from detector.languages.lexicon import Lexicon
    from detector.segmenting.blocks import Blocks
    from detector.segmenting.characters import Characters
    from detector.segmenting.tokens import Tokens as RawTokens

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

LONGEST_STEMMED = 64  # characters of a word that its stem is taken from


class Pieces(NamedTuple):
    """Units as positions among the characters that count, with the block each came from."""

    start: Positions
    end: Positions
    block: Positions


def cut_blocks(blocks: Blocks, starts: Positions) -> Pieces:
    """Cut blocks of prose at the beginnings of sentences."""
    block = span_at(blocks.start, starts)
    inside = (starts > blocks.start[block]) & blocks.splits[block]
    start = np.concatenate((blocks.start, starts[inside]))
    order = np.argsort(start, kind="stable")
    owner = np.concatenate((np.arange(len(blocks.start)), block[inside]))[order]
    start = start[order]
    end = blocks.end[owner]
    same = owner[1:] == owner[:-1]
    end[:-1][same] = start[1:][same]
    return Pieces(start, end, owner)


def unit_columns(
    chars: Characters, blocks: Blocks, pieces: Pieces, words: Positions, shift: Positions
) -> Units:
    """Return the units; `words` are the words' beginnings, `shift` the articles' beginnings."""
    article = blocks.article[pieces.block]
    start, end = _visible(chars, pieces)
    return Units(
        start=start - shift[article],
        end=end - shift[article],
        kind=blocks.kind[pieces.block],
        article=article,
        section=np.zeros(len(start), np.int64),
        paragraph=pieces.block,
        level=blocks.level[pieces.block],
        title=blocks.title[pieces.block],
        question=_asks(chars, pieces),
        tokens=np.append(count_before(words, pieces.start), len(words)),
    )


def token_columns(
    chars: Characters,
    tokens: RawTokens,
    word: Positions,
    begin: Positions,
    units: Units,
    shift: Positions,
) -> Tokens:
    """Return the words; `word` numbers them, units begin at `begin` and texts at `shift`."""
    bounds = tokens.start, tokens.end
    start, end, unit, article = place_tokens(
        chars.place, bounds, units.tokens, units.article, shift
    )
    return Tokens(
        start=start,
        end=end,
        word=word,
        unit=unit,
        article=article,
        number=tokens.number,
        capital=tokens.capital,
        shout=tokens.shout,
        latin=tokens.latin,
        quoted=quoted(chars, tokens.start, begin),
    )


@compiled
def place_tokens(
    place: NDArray[np.int32],
    bounds: tuple[Positions, Positions],
    units: Positions,
    article: Positions,
    shift: Positions,
) -> tuple[Positions, Positions, Positions, Positions]:
    """Tell where words stand.

    Args:
        place: each character's position in the joined texts.
        bounds: among the characters, where the words begin and end.
        units: among the words, where each unit's begin, and the end.
        article: the article of each unit.
        shift: where each article begins in the joined texts.

    Returns:
        `start`, `end`, `unit` and `article` of the batch's `Tokens`.
    """
    unit = np.repeat(np.arange(len(article)), np.diff(units))
    of_units = article[unit]
    own = shift[of_units]
    start, end = (place[edge] - own for edge in bounds)
    return start, end, unit, of_units


class Numbered(NamedTuple):
    """The distinct words and stems, and each token's word."""

    words: Words
    stems: Hashes
    word: Positions


def number_words(chars: Characters, tokens: RawTokens, lexicon: Lexicon) -> Numbered:
    """Number the distinct words and their stems; new words are stemmed."""
    words = number_sorted(tokens.key)
    keys, start = tokens.key[words.place], tokens.start[words.place]
    end = np.minimum(tokens.end[words.place], start + LONGEST_STEMMED)
    known = lexicon.describe(keys, Runs(chars.fold, start, end))
    stems = number_sorted(known.stem)
    described = Words(keys, stems.number, known.stop, known.name)
    return Numbered(described, known.stem[stems.place], words.number)


def _visible(chars: Characters, pieces: Pieces) -> tuple[Positions, Positions]:
    """Positions in the joined texts, with trailing space left out and ignored marks kept."""
    before = np.maximum(pieces.start - 1, 0)
    lead = chars.has(BLANK, before) & (pieces.start > 0)
    start = np.where(lead, chars.place[before] + 1, chars.place[pieces.start])
    start[pieces.start == 0] = 0
    return start, chars.place[trim_blanks(chars.bits, pieces.end, BLANK)]


def _asks(chars: Characters, pieces: Pieces) -> Flags:
    """Whether a unit holds a question mark."""
    asks = np.zeros(len(pieces.start), np.bool_)
    marks = chars.where(QUESTION)
    asks[span_at(pieces.start, marks)] = True
    return asks
