"""A language pack made ready for arrays: words and phrases as hashes of stems.

A phrase is known by the hash of its stems, so that one entry matches all its inflections and,
in Arabic, its attached conjunctions and prepositions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages import load_pack
from detector.languages.characters import fold_lines
from detector.languages.hashing import hash_ngrams, hash_strings
from detector.languages.stemming import stem_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.languages.hashing import Hashes

LONGEST_PHRASE = 6
_CACHED_WORDS = 400_000
_NOT_PHRASES = ("stopwords", "stock_headings", "abbreviations", "examples")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Table(NamedTuple):
    """Sorted hashes of phrases, each with the set of lexicons (as bits) that hold it.

    `heads` are the sorted hashes of the stems that any of the phrases begins with.
    """

    keys: Hashes
    bits: NDArray[np.uint64]
    heads: Hashes

    def look_up(self, keys: Hashes) -> NDArray[np.uint64]:
        """Return the bits of each key, 0 for one that is not in the table."""
        if not len(self.keys):
            return np.zeros(len(keys), np.uint64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.bits[place], np.uint64(0))


class WordColumns(NamedTuple):
    """What is known of each distinct word: its stem's hash, whether it is a function word."""

    stem: Hashes
    stop: NDArray[np.bool_]


class Lexicon:
    """The phrases and the word cache of one language."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        lexicons = load_pack(lang).lexicons
        self.names = tuple(name for name in sorted(lexicons) if name not in _NOT_PHRASES)
        self.stopwords = np.sort(_word_hashes(lexicons["stopwords"]))
        self.abbreviations = np.sort(_word_hashes(lexicons["abbreviations"]))
        entries = [(self.bit(name), entry) for name in self.names for entry in lexicons[name]]
        self.anywhere = _tables([e for e in entries if not e[1].startswith("^ ")], lang)
        self.opening = _tables([(bit, e[2:]) for bit, e in entries if e.startswith("^ ")], lang)
        stock = lexicons["stock_headings"]
        self.stock_whole = _stock([e for e in stock if "..." not in e], lang)
        self.stock_start = _stock([e[:-4] for e in stock if e.endswith(" ...")], lang)
        self.stock_end = _stock([e[4:] for e in stock if e.startswith("... ")], lang)
        self._keys = np.zeros(0, np.uint64)
        self._columns = WordColumns(np.zeros(0, np.uint64), np.zeros(0, np.bool_))

    def bit(self, name: str) -> np.uint64:
        """Return the bit that stands for a lexicon in every table."""
        return np.uint64(1 << self.names.index(name))

    def describe(
        self, keys: Hashes, texts: Callable[[NDArray[np.int64]], list[str]]
    ) -> WordColumns:
        """Look up distinct words; one that is new is stemmed once and remembered.

        Args:
            keys: sorted distinct hashes of folded words.
            texts: gives the folded words at some indices of `keys`; called for new ones only.
        """
        if len(self._keys) > _CACHED_WORDS:
            self._keys = self._keys[:0]
            self._columns = WordColumns._make(column[:0] for column in self._columns)
        place = np.searchsorted(self._keys, keys)
        known = np.append(self._keys, 0)[place] == keys
        new = np.flatnonzero(~known | (place == len(self._keys)))
        if len(new):
            self._learn(place[new], keys[new], texts(new))
            place = np.searchsorted(self._keys, keys)
        return WordColumns(self._columns.stem[place], self._columns.stop[place])

    def _learn(self, place: NDArray[np.int64], keys: Hashes, texts: list[str]) -> None:
        """Put new words where they belong among the known ones."""
        stem, stop = hash_strings(stem_words(texts, self.lang)), np.isin(keys, self.stopwords)
        self._keys = np.insert(self._keys, place, keys)
        self._columns = WordColumns(
            np.insert(self._columns.stem, place, stem), np.insert(self._columns.stop, place, stop)
        )


@cache
def load_lexicon(lang: Language) -> Lexicon:
    """Return the language's lexicon, compiled once."""
    return Lexicon(lang)


def split_words(text: str) -> list[str]:
    """Split a folded phrase into words, as articles are split."""
    return _WORD.findall(text)


class _Phrases(NamedTuple):
    """Phrases of one number of words: their places among the entries, hashes, first stems."""

    entry: NDArray[np.int64]
    key: Hashes
    head: Hashes


def _by_size(entries: Sequence[str], lang: Language) -> dict[int, _Phrases]:
    """Stem and hash phrases, by their number of words."""
    phrases = [split_words(line) for line in fold_lines(entries)]
    size = np.fromiter(map(len, phrases), np.int64, len(phrases))
    begin = np.cumsum(size) - size
    stems = hash_strings(stem_words([word for words in phrases for word in words], lang))
    found = {}
    for length in range(1, LONGEST_PHRASE + 1):
        entry = np.flatnonzero(size == length)
        if len(entry):
            words = stems[begin[entry] + np.arange(length)[:, None]]
            found[length] = _Phrases(entry, hash_ngrams(words, length)[0], words[0])
    return found


def _tables(entries: Sequence[tuple[np.uint64, str]], lang: Language) -> dict[int, Table]:
    """Tables of phrases with the bits of their lexicons, by number of words."""
    bit = np.array([bit for bit, _ in entries], np.uint64)
    tables = {}
    for size, found in _by_size([entry for _, entry in entries], lang).items():
        keys, place = np.unique(found.key, return_inverse=True)
        bits = np.zeros(len(keys), np.uint64)
        np.bitwise_or.at(bits, place, bit[found.entry])
        tables[size] = Table(keys, bits, np.unique(found.head))
    return tables


def _word_hashes(entries: Sequence[str]) -> Hashes:
    words = [split_words(line) for line in fold_lines(entries)]
    return hash_strings(sorted({found[0] for found in words if len(found) == 1}))


def _stock(entries: Sequence[str], lang: Language) -> dict[int, Hashes]:
    """Stems of stock headings as sorted hashes by number of words."""
    return {size: np.unique(found.key) for size, found in _by_size(entries, lang).items()}
