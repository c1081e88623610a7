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
from detector.languages.distinct import contains_hashes, find, join_bits
from detector.languages.hashing import hash_rows, hash_strings
from detector.languages.stemming import hash_stems, stem_words
from detector.languages.word_table import WordColumns, WordTable
from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.languages import Pack
    from detector.languages.hashing import Hashes, Runs

LONGEST_PHRASE = 6
_CACHED_WORDS = 400_000
_NOT_PHRASES = ("stopwords", "stock_headings", "abbreviations", "examples")
PHRASE_LISTS = tuple(name for name in sorted(LEXICONS) if name not in _NOT_PHRASES)
NAME_LISTS = ("given_names", "places")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Table(NamedTuple):
    """Sorted hashes, each with a set as bits."""

    keys: Hashes
    bits: NDArray[np.uint64]

    def look_up(self, keys: Hashes) -> NDArray[np.uint64]:
        """Return the bits of each key, 0 for one that is not in the table."""
        found, bits = find(self.keys, keys), np.zeros(len(keys), np.uint64)
        bits[found.key] = self.bits[found.place]
        return bits


class Compiled(NamedTuple):
    """The lists of a pack as sorted hashes of words, and of phrases of any number of words.

    `anywhere` and `opening` hold phrases, each with the lexicons that it is in; `heads` the stems
    that any of them begins with, each with the numbers of words of such phrases (bit n: n words).
    `names` are the words of `NAME_LISTS` with what may stand attached before them, in scripts
    without case: a name has no other forms, but shares its stem with plain words.
    """

    has_case: NDArray[np.bool_]
    stopwords: Hashes
    names: Hashes
    abbreviations: Hashes
    heads: Table
    anywhere: Table
    opening: Table
    stock_whole: Hashes
    stock_start: Hashes
    stock_end: Hashes


class Lexicon:
    """The phrases and the word cache of one language."""

    def __init__(self, lang: Language, compiled: Compiled) -> None:
        self.lang = lang
        self.names = PHRASE_LISTS
        self.has_case = bool(compiled.has_case)
        self.stopwords, self.abbreviations = compiled.stopwords, compiled.abbreviations
        self.name_words = compiled.names
        self.heads = compiled.heads
        self.anywhere, self.opening = compiled.anywhere, compiled.opening
        self.stock_whole = compiled.stock_whole
        self.stock_start, self.stock_end = compiled.stock_start, compiled.stock_end
        self._known = WordTable()

    def bit(self, name: str) -> np.uint64:
        """Return the bit that stands for a lexicon in every table."""
        return np.uint64(1 << self.names.index(name))

    def describe(self, keys: Hashes, words: Runs) -> WordColumns:
        """Look up distinct words; one that is new is stemmed once and remembered.

        Args:
            keys: distinct hashes of folded words.
            words: the words, in their order.
        """
        if len(self._known) > _CACHED_WORDS:
            self._known = WordTable()
        self._known.make_room(len(keys))
        slot, known = self._known.find(keys)
        new = np.flatnonzero(~known)
        if len(new):
            runs = words._replace(start=words.start[new], end=words.end[new])
            slot[new] = self._learn(keys[new], runs)
        return self._known.at(slot)

    def _learn(self, keys: Hashes, runs: Runs) -> NDArray[np.int64]:
        """Put in new words; return their slots."""
        stem = hash_stems(runs, self.lang)
        stop, name = (contains_hashes(words, keys) for words in (self.stopwords, self.name_words))
        return self._known.add(keys, WordColumns(stem, stop, name))


@cache
def load_lexicon(lang: Language) -> Lexicon:
    """Return the language's lexicon: the compiled one that ships, unless the pack was changed."""
    return Lexicon(lang, read_compiled(lang) or compile_pack(lang))


def compile_pack(lang: Language) -> Compiled:
    """Stem and hash all lists of a pack."""
    pack = load_pack(lang)
    lexicons = pack.lexicons
    entries = [(name, entry) for name in PHRASE_LISTS for entry in lexicons[name]]
    anywhere = _in_lists([e for e in entries if not e[1].startswith("^ ")], lang)
    opening = _in_lists([(name, e[2:]) for name, e in entries if e.startswith("^ ")], lang)
    stock = lexicons["stock_headings"]
    return Compiled(
        has_case=np.array(pack.has_case),
        stopwords=np.sort(_word_hashes(lexicons["stopwords"])),
        names=_name_hashes([entry for name in NAME_LISTS for entry in lexicons[name]], pack),
        abbreviations=np.sort(_word_hashes(lexicons["abbreviations"])),
        heads=_heads((anywhere, opening)),
        anywhere=Table(*join_bits(anywhere.key, anywhere.bit)),
        opening=Table(*join_bits(opening.key, opening.bit)),
        stock_whole=_keys([e for e in stock if "..." not in e], lang),
        stock_start=_keys([e[:-4] for e in stock if e.endswith(" ...")], lang),
        stock_end=_keys([e[4:] for e in stock if e.startswith("... ")], lang),
    )


def write_compiled(lang: Language) -> Path:
    """Compile a pack and write it where scoring finds it; return the file."""
    arrays: dict[str, NDArray[np.generic]] = {"pack": np.array(fingerprint(lang))}
    for part, value in compile_pack(lang)._asdict().items():
        columns = value._asdict() if isinstance(value, Table) else {"": value}
        arrays |= {f"{part}.{name}".rstrip("."): column for name, column in columns.items()}
    np.savez(_compiled_file(lang), **arrays)  # type: ignore[arg-type]  # its stub takes a flag too
    return _compiled_file(lang)


def read_compiled(lang: Language) -> Compiled | None:
    """Read the compiled pack, or None where it is missing or made of other lists."""
    if not _compiled_file(lang).exists():
        return None
    with np.load(_compiled_file(lang), allow_pickle=False) as arrays:
        if str(arrays["pack"]) != fingerprint(lang):
            return None
        found: dict[str, Any] = {part: arrays[part] for part in arrays.files if "." not in part}
        for part in ("heads", "anywhere", "opening"):
            found[part] = Table(arrays[f"{part}.keys"], arrays[f"{part}.bits"])
    found.pop("pack")
    return Compiled(**found)


def _compiled_file(lang: Language) -> Path:
    return MODELS / f"lexicon-{lang}.npz"


def split_words(text: str) -> list[str]:
    """Split a folded phrase into words, as articles are split."""
    return _WORD.findall(text)


class _Phrases(NamedTuple):
    """Phrases by number of words: hashes, first stems, words, and a bit for each one's list."""

    key: Hashes
    head: Hashes
    words: NDArray[np.int64]
    bit: NDArray[np.uint64]


def _in_lists(entries: Sequence[tuple[str, str]], lang: Language) -> _Phrases:
    """Stem and hash phrases, given with the names of their lists."""
    phrases = [split_words(line) for line in fold_lines([entry for _, entry in entries])]
    size = np.fromiter(map(len, phrases), np.int64, len(phrases))
    begin = np.cumsum(size) - size
    stems = hash_strings(stem_words([word for words in phrases for word in words], lang))
    bit = np.array([1 << PHRASE_LISTS.index(name) for name, _ in entries], np.uint64)
    found = []
    for length in range(1, LONGEST_PHRASE + 1):
        chosen = np.flatnonzero(size == length)
        words = stems[begin[chosen][:, None] + np.arange(length)]
        found.append(_Phrases(hash_rows(words), words[:, 0], size[chosen], bit[chosen]))
    return _Phrases._make(np.concatenate(columns) for columns in zip(*found, strict=True))


def _heads(parts: tuple[_Phrases, ...]) -> Table:
    sizes = np.concatenate([part.words for part in parts])
    bits = np.left_shift(np.uint64(1), sizes.astype(np.uint64))
    return Table(*join_bits(np.concatenate([part.head for part in parts]), bits))


def _keys(entries: Sequence[str], lang: Language) -> Hashes:
    """Hashes of phrases that are in no list with a bit."""
    return np.unique(_in_lists([(PHRASE_LISTS[0], entry) for entry in entries], lang).key)


def _name_hashes(entries: Sequence[str], pack: Pack) -> Hashes:
    """Hashes of single names with what may stand attached; none where a capital tells a name."""
    from detector.languages.arabic_affixes import attached_forms  # noqa: PLC0415  (packs compiled anew)

    words = [] if pack.has_case else [split_words(line) for line in fold_lines(entries)]
    forms = [form for found in words if len(found) == 1 for form in attached_forms(found[0])]
    return np.unique(hash_strings(forms))


def _word_hashes(entries: Sequence[str]) -> Hashes:
    words = [split_words(line) for line in fold_lines(entries)]
    return hash_strings(sorted({found[0] for found in words if len(found) == 1}))
