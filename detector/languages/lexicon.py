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
from detector.languages.characters import fold_text
from detector.languages.hashing import hash_ngrams, hash_strings
from detector.languages.stemming import stem_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
        entries = [(name, entry) for name in self.names for entry in lexicons[name]]
        self.anywhere = self._tables((n, e) for n, e in entries if not e.startswith("^ "))
        self.opening = self._tables((n, e[2:]) for n, e in entries if e.startswith("^ "))
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
            self._keys, self._columns = self._keys[:0], WordColumns._make(c[:0] for c in self._columns)
        new = np.flatnonzero(np.isin(keys, self._keys, assume_unique=True, invert=True))
        if len(new):
            self._learn(keys[new], texts(new))
        rows = np.searchsorted(self._keys, keys)
        return WordColumns(self._columns.stem[rows], self._columns.stop[rows])

    def _learn(self, keys: Hashes, texts: list[str]) -> None:
        stem = np.concatenate((self._columns.stem, hash_strings(stem_words(texts, self.lang))))
        stop = np.concatenate((self._columns.stop, np.isin(keys, self.stopwords)))
        keys = np.concatenate((self._keys, keys))
        order = np.argsort(keys)
        self._keys = keys[order]
        self._columns = WordColumns(stem[order], stop[order])

    def _tables(self, entries: Iterable[tuple[str, str]]) -> dict[int, Table]:
        """Phrases by their number of words."""
        named = [(self.bit(name), split_words(fold_text(entry))) for name, entry in entries]
        stems = iter(stem_words([word for _, words in named for word in words], self.lang))
        by_size: dict[int, list[tuple[int, int, int]]] = {}
        for bit, words in named:
            hashes = hash_strings([next(stems) for _ in words])
            if 1 <= len(words) <= LONGEST_PHRASE:
                key = int(hash_ngrams(hashes, len(words))[0])
                by_size.setdefault(len(words), []).append((key, int(bit), int(hashes[0])))
        return {size: _sorted_table(found) for size, found in sorted(by_size.items())}


@cache
def load_lexicon(lang: Language) -> Lexicon:
    """Return the language's lexicon, compiled once."""
    return Lexicon(lang)


def _sorted_table(found: list[tuple[int, int, int]]) -> Table:
    bits: dict[int, int] = {}
    for key, bit, _ in found:
        bits[key] = bits.get(key, 0) | bit
    keys = sorted(bits)
    heads = sorted({head for _, _, head in found})
    return Table(
        np.array(keys, np.uint64),
        np.array([bits[key] for key in keys], np.uint64),
        np.array(heads, np.uint64),
    )


def split_words(text: str) -> list[str]:
    """Split a folded phrase into words, as articles are split."""
    return _WORD.findall(text)


def _word_hashes(entries: Sequence[str]) -> Hashes:
    words = [split_words(fold_text(entry)) for entry in entries]
    return hash_strings(sorted({found[0] for found in words if len(found) == 1}))


def _stock(entries: Sequence[str], lang: Language) -> dict[int, Hashes]:
    """Stems of stock headings as sorted hashes by number of words."""
    by_size: dict[int, set[int]] = {}
    for entry in entries:
        stems = hash_strings(stem_words(split_words(fold_text(entry)), lang))
        if len(stems):
            by_size.setdefault(len(stems), set()).add(int(hash_ngrams(stems, len(stems))[0]))
    return {size: np.array(sorted(keys), np.uint64) for size, keys in sorted(by_size.items())}
