"""A language pack made ready for arrays: words and phrases as hashes of stems.

A phrase is known by the hash of its stems, so that one entry matches all its inflections and,
in Arabic, its attached conjunctions and prepositions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detector.languages import LEXICONS, fingerprint, load_pack
from detector.languages.characters import fold_lines
from detector.languages.distinct import contains
from detector.languages.hashing import hash_ngrams, hash_strings
from detector.languages.stemming import stem_words
from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.languages.hashing import Hashes

LONGEST_PHRASE = 6
_CACHED_WORDS = 400_000
_NOT_PHRASES = ("stopwords", "stock_headings", "abbreviations", "examples")
PHRASE_LISTS = tuple(name for name in sorted(LEXICONS) if name not in _NOT_PHRASES)
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


class Compiled(NamedTuple):
    """The lists of a pack as sorted hashes; tables by the number of words of their phrases."""

    has_case: NDArray[np.bool_]
    stopwords: Hashes
    abbreviations: Hashes
    anywhere: dict[int, Table]
    opening: dict[int, Table]
    stock_whole: dict[int, Hashes]
    stock_start: dict[int, Hashes]
    stock_end: dict[int, Hashes]


class Lexicon:
    """The phrases and the word cache of one language."""

    def __init__(self, lang: Language, compiled: Compiled) -> None:
        self.lang = lang
        self.names = PHRASE_LISTS
        self.has_case = bool(compiled.has_case)
        self.stopwords, self.abbreviations = compiled.stopwords, compiled.abbreviations
        self.anywhere, self.opening = compiled.anywhere, compiled.opening
        self.stock_whole = compiled.stock_whole
        self.stock_start, self.stock_end = compiled.stock_start, compiled.stock_end
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
        stem, stop = hash_strings(stem_words(texts, self.lang)), contains(self.stopwords, keys)
        self._keys = np.insert(self._keys, place, keys)
        self._columns = WordColumns(
            np.insert(self._columns.stem, place, stem), np.insert(self._columns.stop, place, stop)
        )


@cache
def load_lexicon(lang: Language) -> Lexicon:
    """Return the language's lexicon: the compiled one that ships, unless the pack was changed."""
    return Lexicon(lang, read_compiled(lang) or compile_pack(lang))


def compile_pack(lang: Language) -> Compiled:
    """Stem and hash all lists of a pack."""
    pack = load_pack(lang)
    lexicons = pack.lexicons
    bits = [np.uint64(1 << place) for place in range(len(PHRASE_LISTS))]
    entries = [(b, e) for b, name in zip(bits, PHRASE_LISTS, strict=True) for e in lexicons[name]]
    stock = lexicons["stock_headings"]
    return Compiled(
        has_case=np.array(pack.has_case),
        stopwords=np.sort(_word_hashes(lexicons["stopwords"])),
        abbreviations=np.sort(_word_hashes(lexicons["abbreviations"])),
        anywhere=_tables([e for e in entries if not e[1].startswith("^ ")], lang),
        opening=_tables([(bit, e[2:]) for bit, e in entries if e.startswith("^ ")], lang),
        stock_whole=_stock([e for e in stock if "..." not in e], lang),
        stock_start=_stock([e[:-4] for e in stock if e.endswith(" ...")], lang),
        stock_end=_stock([e[4:] for e in stock if e.startswith("... ")], lang),
    )


def write_compiled(lang: Language) -> Path:
    """Compile a pack and write it where scoring finds it; return the file."""
    arrays: dict[str, NDArray[np.generic]] = {"pack": np.array(fingerprint(lang))}
    for part, value in compile_pack(lang)._asdict().items():
        if isinstance(value, dict):
            for size, table in value.items():
                columns = table._asdict() if isinstance(table, Table) else {"keys": table}
                arrays |= {f"{part}.{size}.{name}": column for name, column in columns.items()}
        else:
            arrays[part] = value
    np.savez(_compiled_file(lang), **arrays)  # type: ignore[arg-type]  # its stub takes a flag too
    return _compiled_file(lang)


def read_compiled(lang: Language) -> Compiled | None:
    """Read the compiled pack, or None where it is missing or made of other lists."""
    if not _compiled_file(lang).exists():
        return None
    with np.load(_compiled_file(lang), allow_pickle=False) as arrays:
        if str(arrays["pack"]) != fingerprint(lang):
            return None
        found: dict[str, Any] = {part: {} for part in Compiled._fields}
        for name in arrays.files:
            part, _, rest = name.partition(".")
            if not rest:
                found[part] = arrays[name]
            else:
                size, _, column = rest.partition(".")
                found[part].setdefault(int(size), {})[column] = arrays[name]
    found.pop("pack")
    for part in ("anywhere", "opening"):
        found[part] = {size: Table(**columns) for size, columns in found[part].items()}
    for part in ("stock_whole", "stock_start", "stock_end"):
        found[part] = {size: columns["keys"] for size, columns in found[part].items()}
    return Compiled(**found)


def _compiled_file(lang: Language) -> Path:
    return MODELS / f"lexicon-{lang}.npz"


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
