"""Anchors: the tokens that tie a sentence to something that can be looked up.

Names, figures, dates, places and the words that mark them, told by the language pack's lists
and, where the script has case, by capitals. In Arabic a name is a word of the pack's lists, a word
in another script, or what follows a title or a kinship word, if that holds a given name, a word of
descent or a very rare word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features.background import stem_rarity
from detector.features.columns import by_unit, column, is_content, token_stem
from detector.features.ngrams import grams
from detector.features.phrases import tokens_of
from detector.languages.characters import fold_lines
from detector.languages.distinct import contains
from detector.languages.hashing import hash_strings
from detector.languages.lexicon import load_lexicon
from detector.languages.runs import count_between, runs_of

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Ints
    from detector.languages.hashing import Hashes

NAME_REACH = 3  # words behind a title that may belong to the name
_DESCENT = "بن ابن أبو أبي آل عبد"
RARE_NAME = 9.0  # bits: one document in 512 has the word


@column
def token_in_unit(batch: Batch) -> Ints:
    """Index of each token inside its unit."""
    place: Ints = np.arange(len(batch.tokens.unit)) - batch.units.tokens.take(batch.tokens.unit)
    return place


@column
def is_figure(batch: Batch) -> Flags:
    """Numbers in digits, and number words beside a unit or a currency."""
    worded = tokens_of(batch, "numerals")
    measured = tokens_of(batch, "units", "currencies")
    beside = np.concatenate((measured[1:], [False])) | np.concatenate(([False], measured[:-1]))
    return batch.tokens.number | (worded & beside)


@column
def is_date(batch: Batch) -> Flags:
    """Names of months and weekdays, and numbers of four digits that can be years."""
    width = batch.tokens.end - batch.tokens.start
    named = tokens_of(batch, "months", "weekdays")
    beside = np.concatenate((named[1:], [False])) | np.concatenate(([False], named[:-1]))
    dated = named | (batch.tokens.number & (beside | (width == 4)))
    return np.asarray(dated & _dated(batch, named))


def _dated(batch: Batch, named: Flags) -> Flags:
    """English month names that are also plain words (may, march) count with a capital only."""
    if load_lexicon(batch.lang).has_case:
        return ~named | batch.tokens.capital
    return np.ones(len(named), np.bool_)


@column
def is_name(batch: Batch) -> Flags:
    """Words of names: persons, places, organisations, products."""
    listed = tokens_of(batch, "given_names", "places")
    if load_lexicon(batch.lang).has_case:
        return _capital_names(batch, listed)
    return (listed | _behind_titles(batch) | batch.tokens.latin) & is_content(batch)


def _capital_names(batch: Batch, listed: Flags) -> Flags:
    """Capitalised words inside a sentence; at its beginning those that are names elsewhere."""
    tokens = batch.tokens
    inside = (token_in_unit(batch) > 0) & ~_in_title_case(batch).take(tokens.unit)
    capital = tokens.capital & is_content(batch) & ~tokens.number
    sure = capital & inside
    known = grams(batch, 1).shared(sure)
    return sure | (capital & (listed | known))


def _in_title_case(batch: Batch) -> Flags:
    """Units most of whose content words are capitalised: headings, captions, shouting."""
    content = is_content(batch) & ~batch.tokens.number
    words, capitals = by_unit(batch, content), by_unit(batch, content & batch.tokens.capital)
    mostly = capitals >= 0.7 * words
    titled: Flags = (batch.units.kind == Kind.HEADING) | (mostly & (words >= 3))
    return titled


def _behind_titles(batch: Batch) -> Flags:
    """Content words that follow a title or kinship word without a break, up to a few."""
    title = tokens_of(batch, "titles")
    content = is_content(batch) & ~batch.tokens.number
    unit, found, reach = batch.tokens.unit, np.zeros(len(title), np.bool_), title
    for _ in range(NAME_REACH):
        same = np.concatenate(([False], unit[1:] == unit[:-1]))
        reach = np.concatenate(([False], reach[:-1])) & same & content
        found |= reach
    return _telling(batch, found & ~title)


def _telling(batch: Batch, found: Flags) -> Flags:
    """Keep the runs that hold a given name, a word behind one of descent, or a very rare word."""
    rare = stem_rarity(batch)[token_stem(batch)] >= RARE_NAME
    of_descent = contains(_descent(), batch.words.key)[batch.tokens.word]
    behind = np.concatenate(([False], of_descent[:-1]))
    start, end = runs_of(found)
    telling = found & (rare | behind | tokens_of(batch, "given_names"))
    kept = count_between(np.flatnonzero(telling), start, end) > 0
    names = np.zeros(len(found), np.bool_)
    names[found] = np.repeat(kept, end - start)
    return names


@cache
def _descent() -> Hashes:
    return np.sort(hash_strings(fold_lines(_DESCENT.split())))


@column
def is_institution(batch: Batch) -> Flags:
    """Head words of organisations; with case, only capitalised ones."""
    listed = tokens_of(batch, "institutions")
    return listed & batch.tokens.capital if load_lexicon(batch.lang).has_case else listed


@column
def is_anchor(batch: Batch) -> Flags:
    """Any of them."""
    found: Flags = is_figure(batch) | is_date(batch) | is_name(batch) | is_institution(batch)
    return found
