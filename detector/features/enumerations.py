"""Enumerations: runs of short members between commas and conjunctions, or of short list items.

A member has at most six words, four of them content words: names and search phrases are that
short, clauses rarely. A short list item is one member, whatever stands in it; rows of tables are
none. A longer piece that ends in a first member (“We serve all of Dallas, Plano, …”) gives what
stands behind its last function word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Kind
from detector.features.columns import column, is_content, is_prose
from detector.languages.characters import code_points, fold_lines
from detector.languages.hashing import hash_strings
from detector.languages.runs import count_between
from detector.languages.stemming import stem_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Flags, Ints

FEWEST = 5  # members of an enumeration; sentences of plain prose have three or four
LONGEST = 6  # words of a member
MOST_CONTENT = 4
LIST_SIGNS = ",،、•·"
BREAKS = ":;؛()[]{}—–"
CONJUNCTIONS = ("and", "or", "و", "او")  # folded
WAW = "و"


class Members(NamedTuple):
    """Members of all enumerations of a batch, in reading order.

    `first` and `last` are tokens, `owner` numbers the enumerations from 0, `waw` tells a member
    that begins with an attached و.
    """

    first: Ints
    last: Ints
    owner: Ints
    waw: Flags


class _Pieces(NamedTuple):
    """Pieces of units between signs and conjunctions; `linked` to the piece before or not."""

    first: Ints
    last: Ints
    linked: Flags


@column
def members(batch: Batch) -> Members:
    """Find the members of every enumeration of five or more."""
    pieces = _without_leads(batch, _pieces(batch))
    fits = _fits(batch, pieces.first, pieces.last)
    follows = pieces.linked & fits
    follows[1:] &= fits[:-1]
    run = np.cumsum(~follows)[fits]
    enough = np.bincount(run, minlength=1)[run] >= FEWEST
    owner = np.unique(run[enough], return_inverse=True)[1]
    first = pieces.first[fits][enough]
    return Members(first, pieces.last[fits][enough], owner, _has_waw(batch)[first])


def number_inside(flags: Flags, first: Ints, last: Ints) -> Ints:
    """Count the flagged tokens from `first` to `last` (inclusive), for every pair."""
    return count_between(np.flatnonzero(flags), first, last + 1)


def _fits(batch: Batch, first: Ints, last: Ints) -> Flags:
    """Tell the pieces that are as short as a member."""
    words = last - first + 1
    content = number_inside(is_content(batch), first, last)
    return (words > 0) & (words <= LONGEST) & (content <= MOST_CONTENT)


def _pieces(batch: Batch) -> _Pieces:
    unit = batch.tokens.unit
    item = _is_short_item(batch)[unit]
    joint = _is_conjunction(batch) & ~item
    word = np.flatnonzero(_is_read(batch)[unit] & ~joint)
    before = np.concatenate(([-1], word[:-1]))[: len(word)]
    within = (before >= 0) & (unit[before] == unit[word])
    alone = item[word]

    def between(flags: Flags) -> Flags:
        return number_inside(flags, before + 1, word) > 0

    broken = within & between(_behind_sign(batch, BREAKS))
    listed = between(joint | _behind_sign(batch, LIST_SIGNS)) | _has_waw(batch)[word]
    listed &= within
    begins = ~within | ((listed | broken) & ~alone)
    linked = (listed & ~broken) | (~within & _behind_item(batch, item, before, word))
    start = np.flatnonzero(begins)
    end = np.append(start[1:], len(word))[: len(start)] - 1
    return _Pieces(word[start], word[end], linked[start])


def _behind_item(batch: Batch, item: Flags, before: Ints, word: Ints) -> Flags:
    """Tell the words of a short item whose word before stands in the item just before."""
    unit, article = batch.tokens.unit, batch.tokens.article
    near = (unit[before] + 1 == unit[word]) & (article[before] == article[word])
    found: Flags = (before >= 0) & near & item[before] & item[word]
    return found


def _without_leads(batch: Batch, pieces: _Pieces) -> _Pieces:
    """Cut pieces that are too long behind their last function word; such a piece begins anew."""
    stop = batch.words.stop[batch.tokens.word]
    behind = np.maximum.accumulate(np.where(stop, np.arange(len(stop)) + 1, 0))
    fits = _fits(batch, pieces.first, pieces.last)
    lead = np.minimum(np.maximum(pieces.first, behind[pieces.last]), pieces.last + 1)
    first = np.where(fits, pieces.first, lead)
    return _Pieces(first, pieces.last, pieces.linked & fits)


def _is_read(batch: Batch) -> Flags:
    """Units in which enumerations are looked for: prose, but no rows of tables."""
    return np.asarray(is_prose(batch) & (batch.units.kind != Kind.ROW))


def _is_short_item(batch: Batch) -> Flags:
    """List items that are as short as a member."""
    bound = batch.units.tokens
    fits = _fits(batch, bound[:-1], bound[1:] - 1)
    return np.asarray((batch.units.kind == Kind.ITEM) & fits)


def _is_conjunction(batch: Batch) -> Flags:
    keys = hash_strings(CONJUNCTIONS)
    found: Flags = np.isin(batch.words.key, keys)[batch.tokens.word]
    return found


class _Letters(NamedTuple):
    """The characters of all texts one after the other, and where each text begins."""

    codes: NDArray[np.uint32]
    begin: Ints


@column
def _letters(batch: Batch) -> _Letters:
    texts = [source.text for source in batch.sources]
    codes = code_points("".join(texts))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return _Letters(codes, np.cumsum(lengths) - lengths)


def _behind_sign(batch: Batch, signs: str) -> Flags:
    """Tell the words that have one of the signs between them and the word before."""
    letters, tokens = _letters(batch), batch.tokens
    at = np.flatnonzero(np.isin(letters.codes, [ord(sign) for sign in signs]))
    word = np.flatnonzero(_is_read(batch)[tokens.unit])
    shift = letters.begin[tokens.article[word]]
    start, end = tokens.start[word] + shift, tokens.end[word] + shift
    behind = np.searchsorted(start, at, side="right")
    outside = at >= np.concatenate(([0], end))[behind]  # a comma inside 3,000 joins nothing
    found = np.zeros(len(tokens.unit) + 1, np.bool_)
    found[np.append(word, len(tokens.unit))[behind[outside]]] = True
    return found[:-1]


@column
def _has_waw(batch: Batch) -> Flags:
    """Tell the words that begin with an attached و: without it their stem is the same."""
    letters, tokens = _letters(batch), batch.tokens
    read = np.flatnonzero(_is_read(batch)[tokens.unit])
    first = letters.codes[tokens.start[read] + letters.begin[tokens.article[read]]]
    word, place = np.unique(tokens.word[read[first == ord(WAW)]], return_index=True)
    rest = _spelled(batch, read[first == ord(WAW)][place])
    same = hash_strings(stem_words(rest, batch.lang)) == batch.stems[batch.words.stem[word]]
    found = np.zeros(len(batch.words.key), np.bool_)
    found[word[same & np.array([bool(text) for text in rest], np.bool_)]] = True
    return found[tokens.word]


def _spelled(batch: Batch, token: Ints) -> list[str]:
    """Folded words without their first letter."""
    tokens = batch.tokens
    columns = (tokens.article[token], tokens.start[token], tokens.end[token])
    places = zip(*(column.tolist() for column in columns), strict=True)
    words = [batch.sources[article].text[start:end] for article, start, end in places]
    return [word[1:] for word in fold_lines(words)] if words else []
