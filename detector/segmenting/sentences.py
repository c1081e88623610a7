"""Where sentences end, in Arabic and English prose.

The rules follow the usual ones of rule-based splitters (Kiss and Strunk 2006 name the cases): a
mark followed by space ends a sentence, unless it belongs to an abbreviation, an initial or a
number, or what follows begins low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.languages.characters import Class, Script

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters
    from detector.languages.hashing import Hashes
    from detector.segmenting.tokens import Tokens

_STOP = ord(".")
_EMPHASIS = [ord(c) for c in "*_"]


def sentence_starts(
    chars: Characters,
    tokens: Tokens,
    block_end: NDArray[np.int64],
    abbreviations: Hashes,
    starters: Hashes,
) -> NDArray[np.int64]:
    """Positions at which a new sentence begins inside a block.

    Args:
        chars: the characters.
        tokens: the words among them.
        block_end: sorted ends of the blocks; no sentence crosses one.
        abbreviations: sorted hashes of words that a full stop abbreviates.
        starters: sorted hashes of function words, which may begin a sentence after one.
    """
    mark = np.flatnonzero(chars.kind == Class.TERMINATOR)
    if not len(mark) or not len(tokens):
        return np.zeros(0, np.int64)
    follows, spaced = _what_follows(chars, mark)
    ends = spaced | _glued(chars, mark)
    ends &= follows < block_end[np.searchsorted(block_end, mark, side="right")]
    mark, follows = mark[ends], follows[ends]
    low = _is_low(chars, _skip_opening(chars, follows))
    stop = chars.fold[mark] == _STOP
    doubled = stop & (chars.kind[np.maximum(mark - 1, 0)] == Class.TERMINATOR)
    held = stop & ~doubled & _is_abbreviated(chars, tokens, mark, follows, abbreviations, starters)
    return np.unique(follows[~(held | low)])


def _what_follows(
    chars: Characters, mark: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the first visible character behind the mark and its closers, and if space parts them."""
    closing = (chars.kind == Class.TERMINATOR) | (chars.kind == Class.CLOSER)
    closing |= np.isin(chars.fold, _EMPHASIS)
    rest = np.append(np.flatnonzero(~closing), len(chars.kind) - 1)
    behind = rest[np.searchsorted(rest[:-1], mark, side="right")]
    blank = (chars.kind == Class.SPACE) | (chars.kind == Class.NEWLINE)
    visible = np.append(np.flatnonzero(~blank), len(chars.kind))
    follows = visible[np.searchsorted(visible[:-1], behind)]
    return follows, blank[behind]


def _glued(chars: Characters, mark: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell marks with no space behind them that still part two sentences: `كلمة.كلمة`, `end.Next`."""
    before, after = np.maximum(mark - 1, 0), np.minimum(mark + 1, len(chars.kind) - 1)
    letters = (chars.kind[before] == Class.LETTER) & (chars.kind[after] == Class.LETTER)
    arabic = (chars.script[before] == Script.ARABIC) & (chars.script[after] == Script.ARABIC)
    arabic &= chars.kind[np.maximum(mark - 2, 0)] == Class.LETTER
    cased = ~chars.upper[before] & chars.upper[after]
    cased &= chars.kind[np.maximum(mark - 3, 0)] == Class.LETTER
    cased &= (chars.script[before] == Script.LATIN) & (chars.script[after] == Script.LATIN)
    return letters & (arabic | cased)


def _skip_opening(chars: Characters, place: NDArray[np.int64]) -> NDArray[np.int64]:
    opening = (chars.kind == Class.OPENER) | (chars.kind == Class.CLOSER)
    return np.minimum(place + opening[np.minimum(place, len(opening) - 1)], len(opening) - 1)


def _is_low(chars: Characters, place: NDArray[np.int64]) -> NDArray[np.bool_]:
    latin = (chars.kind[place] == Class.LETTER) & (chars.script[place] == Script.LATIN)
    return latin & ~chars.upper[place]


def _is_abbreviated(  # noqa: PLR0913 - the two word lists belong to the question
    chars: Characters,
    tokens: Tokens,
    mark: NDArray[np.int64],
    follows: NDArray[np.int64],
    abbreviations: Hashes,
    starters: Hashes,
) -> NDArray[np.bool_]:
    """Tell full stops that belong to an abbreviation or an initial and so end nothing."""
    word = np.maximum(np.searchsorted(tokens.start, mark, side="left") - 1, 0)
    touching = tokens.end[word] == mark
    single = touching & (tokens.end[word] - tokens.start[word] == 1) & ~tokens.number[word]
    single &= tokens.capital[word] | tokens.arabic[word] | (chars.fold[mark - 2] == _STOP)
    known = touching & _contains(abbreviations, tokens.key[word])
    following = np.minimum(np.searchsorted(tokens.start, follows), len(tokens) - 1)
    starts = tokens.capital[following] & _contains(starters, tokens.key[following])
    initial = single & (tokens.key[word] != _first_person())
    return (known | initial) & ~(starts & ~_is_title(chars, tokens, word))


def _is_title(
    chars: Characters, tokens: Tokens, word: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Short capitalised abbreviations (Mr., Dr., St.) hold on to whatever follows."""
    short = tokens.end[word] - tokens.start[word] <= 2
    dotted = chars.fold[np.maximum(tokens.start[word] - 1, 0)] == _STOP
    return short & tokens.capital[word] & ~dotted & ~tokens.shout[word]


def _first_person() -> np.uint64:
    from detector.languages.hashing import hash_strings

    return np.uint64(hash_strings(["i"])[0])


def _contains(table: Hashes, keys: Hashes) -> NDArray[np.bool_]:
    if not len(table):
        return np.zeros(len(keys), np.bool_)
    place = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    found: NDArray[np.bool_] = table[place] == keys
    return found
