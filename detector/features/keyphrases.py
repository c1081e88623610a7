"""The phrases an article is stuffed with, found without being told.

A phrase is a run of one to four stems between content words, so that in Arabic its forms with
attached conjunctions, prepositions and the article are one phrase. An article of n words needs a
phrase about 2 + n/120 times; mentions above that are *excess*, and the phrase whose excess takes
most words is the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features.columns import article_words, column, token_stem
from detector.features.ngrams import bounded_by_content, covered, grams
from detector.languages.characters import fold_text
from detector.languages.hashing import hash_strings
from detector.languages.lexicon import split_words
from detector.languages.runs import first_of_each
from detector.languages.stemming import stem_words

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats, Ints

LONGEST = 4
FREE_MENTIONS = 2
WORDS_A_MENTION = 120.0
MOST_PHRASES = 10
_WEIGHTS = {1: 0.5, 2: 1.0, 3: 1.0, 4: 1.0}  # a single word is often just the subject


class Phrases(NamedTuple):
    """Candidates of every article, the most over-used first within each article.

    `token` is the first mention's first token, `excess` the share of the article's words in
    mentions beyond those that its length needs.
    """

    article: Ints
    size: Ints
    group: Ints
    token: Ints
    mentions: Ints
    excess: Floats


@column
def phrases(batch: Batch) -> Phrases:
    """Find the phrases that stand in an article more often than its length needs."""
    parts = [_repeated(batch, size) for size in range(1, LONGEST + 1)]
    size, group, token, mentions = (np.concatenate(part) for part in zip(*parts, strict=True))
    article = batch.tokens.article[token]
    excess = excess_of(mentions, size, article_words(batch)[article])
    kept = np.flatnonzero((excess > 0) & bounded_by_content(batch, token, size))
    columns = (article, size, group, token, mentions, excess)
    found = Phrases._make(values[kept] for values in columns)
    weight = np.array([_WEIGHTS[size] for size in range(1, LONGEST + 1)])[found.size - 1]
    order = np.lexsort((found.token, -found.size, -found.excess * weight, found.article))
    return Phrases._make(values[order] for values in found)


def _repeated(batch: Batch, size: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Size, group, first token and mentions of the runs that stand there more than is free."""
    found = grams(batch, size)
    group = np.flatnonzero(found.counts > FREE_MENTIONS)
    token = found.token[found.place[group]]
    return np.full(len(group), size), group, token, found.counts[group]


def excess_of(mentions: Ints, size: int | Ints, words: Floats) -> Floats:
    """Share of an article's words in mentions beyond those that its length needs.

    Mentions stand in headings too, whose words do not count: there may be more than all words.
    """
    beyond = np.maximum(mentions - FREE_MENTIONS - words / WORDS_A_MENTION, 0.0)
    share = np.minimum(beyond * size / np.maximum(words, 1.0), 1.0)
    return np.asarray(np.where(words > 0, share, 0.0))


class Focus(NamedTuple):
    """The focus phrase of every article: its excess (0 where there is none), and its tokens."""

    excess: Floats
    tokens: Flags


@column
def focus(batch: Batch) -> Focus:
    """Return the phrase that each article is most stuffed with, or the one the user named."""
    found = phrases(batch)
    first = np.flatnonzero(first_of_each(found.article))
    excess = np.zeros(len(batch))
    excess[found.article[first]] = found.excess[first]
    tokens = np.zeros(len(batch.tokens.unit), np.bool_)
    for size in range(1, LONGEST + 1):
        runs = grams(batch, size)
        mine = np.zeros(len(runs.counts), np.bool_)
        mine[found.group[first[found.size[first] == size]]] = True
        tokens |= covered(batch, runs.token[mine[runs.group]], size)
    for article, source in enumerate(batch.sources):
        if source.keyphrase:
            excess[article] = _name(batch, article, source.keyphrase, tokens)
    return Focus(excess, tokens)


def _name(batch: Batch, article: int, keyphrase: str, tokens: Flags) -> float:
    """Mark the mentions of the phrase that the user named instead of the one found; its excess."""
    tokens[slice(*batch.token_bounds[article : article + 2])] = False
    starts, size = named_mentions(batch, article, keyphrase)
    for offset in range(size):
        tokens[starts + offset] = True
    words = article_words(batch)[article : article + 1]
    return float(excess_of(np.array([len(starts)]), size, words)[0])


def named_mentions(batch: Batch, article: int, keyphrase: str) -> tuple[Ints, int]:
    """First tokens of the mentions of a phrase that the user named, and its number of words."""
    span = slice(*batch.token_bounds[article : article + 2])
    wanted = hash_strings(stem_words(split_words(fold_text(keyphrase)), batch.lang))
    stems = batch.stems[token_stem(batch)[span]]
    size = len(wanted)
    if not 0 < size <= len(stems):
        return np.zeros(0, np.int64), size
    windows = np.lib.stride_tricks.sliding_window_view(stems, size)
    return span.start + np.flatnonzero((windows == wanted).all(axis=1)), size


def mentions(batch: Batch, size: int, group: int) -> Ints:
    """First tokens of every mention of a phrase."""
    runs = grams(batch, size)
    found: Ints = runs.token[runs.group == group]
    return found
