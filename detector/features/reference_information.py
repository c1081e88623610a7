"""How much a text says by information theory: compression, entropy, surprisal, densities.

**Compression.** UTF-8 spends two bytes on an Arabic letter and one on a Latin one, so ratios of
bytes cannot be compared across scripts. Here each folded letter or digit is one byte, words are
parted by one space, and everything else is left out; `compressed` is the size by raw DEFLATE at
level 6 (no header). The ratio still grows with length, so a second measure divides by a
reference of the same length and letters: the article's own words in a fixed, mixed order.

    compression_ratio        = characters / compressed(words in order)
    compression_vs_shuffled  = compressed(words mixed) / compressed(words in order)
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from detector.features.background import load_background, stem_rarity
from detector.features.columns import column, is_content, token_stem
from detector.features.reference_common import (
    each_article,
    prose_texts,
    prose_tokens,
    prose_words,
    share,
)
from detector.features.spec import Feature
from detector.languages.characters import code_points
from detector.languages.hashing import mix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Floats, Ints

LEVEL = 6
FEWEST_WORDS = 50  # below, the coder's own tables outweigh the text
_STEP = np.uint64(0x9E3779B97F4A7C15)


def one_byte(text: str) -> bytes:
    """Folded text with one byte for each character: ASCII as it is, Arabic letters above it.

    Characters of other scripts share the bytes that are left.
    """
    code = code_points(text).astype(np.int64)
    arabic = (code >= 0x621) & (code <= 0x64A)
    other = 0xCB + code % 0x35
    return (
        np.where(code < 0x80, code, np.where(arabic, code - 0x580, other))
        .astype(np.uint8)
        .tobytes()
    )


def compressed(data: bytes) -> int:
    """Bytes of `data` after raw DEFLATE at level 6."""
    coder = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return len(coder.compress(data) + coder.flush())


def mixed(words: Sequence[bytes]) -> list[bytes]:
    """The words in an order that depends on their number alone."""
    order = np.argsort(mix((np.arange(len(words), dtype=np.uint64) + np.uint64(1)) * _STEP))
    return [words[place] for place in order.tolist()]


@column
def _byte_words(batch: Batch) -> list[list[bytes]]:
    """The folded words of each article's prose, one byte a character."""
    return [one_byte(" ".join(words)).split() for words in prose_texts(batch)]


def _of_bytes(measure: Callable[[list[bytes]], float]) -> Callable[[Batch], Floats]:
    def values(batch: Batch) -> Floats:
        def one(article: int) -> float:
            words = _byte_words(batch)[article]
            return measure(words) if len(words) >= FEWEST_WORDS else float("nan")

        return each_article(batch, one)

    return values


def _ratio(words: list[bytes]) -> float:
    text = b" ".join(words)
    return len(text) / compressed(text)


def _against_mixed(words: list[bytes]) -> float:
    return compressed(b" ".join(mixed(words))) / compressed(b" ".join(words))


def entropy(counts: NDArray[np.int64]) -> float:
    """Return −Σ p log₂ p of a distribution given by counts, in bits; NaN for none."""
    if not len(counts):
        return float("nan")
    p = counts / counts.sum()
    return max(0.0, float(-(p * np.log2(p)).sum()))


def _word_entropy(batch: Batch) -> Floats:
    def one(article: int) -> float:
        return entropy(np.unique(prose_words(batch)[article], return_counts=True)[1])

    return each_article(batch, one)


def _character_entropy(batch: Batch) -> Floats:
    def one(article: int) -> float:
        letters = np.frombuffer(b"".join(_byte_words(batch)[article]), np.uint8)
        counts = np.bincount(letters, minlength=1)
        return entropy(counts[counts > 0])

    return each_article(batch, one)


@column
def _stem_surprisal(batch: Batch) -> Floats:
    """−log₂ p of each distinct stem, p being its share of all document frequencies."""
    whole = float(np.log2(np.exp2(-load_background(batch.lang).rarity).sum()))
    return stem_rarity(batch) + whole


def _surprisal(batch: Batch) -> Floats:
    bits = _stem_surprisal(batch)[token_stem(batch)]

    def one(article: int) -> float:
        at = prose_tokens(batch)[article]
        return share(float(bits[at].sum()), len(at))

    return each_article(batch, one)


def _content_share(batch: Batch) -> Floats:
    content = is_content(batch)

    def one(article: int) -> float:
        at: Ints = prose_tokens(batch)[article]
        return share(int(content[at].sum()), len(at))

    return each_article(batch, one)


_DIVERSITY = "Shaib et al. 2024 (arXiv:2403.00553)"
_NO_WORDS = "the text has no prose"

FEATURES = (
    Feature(
        id="reference.compression_ratio",
        label="compression ratio, one byte a letter",
        label_ar="نسبة الضغط، بايت واحد لكل حرف",
        summary="Characters of the folded words over their bytes after DEFLATE at level 6.",
        unit="ratio",
        range=(0.0, float("inf")),
        direction=0,
        rationale="The more a text repeats itself, the smaller it gets.",
        misfires="Grows with the length of any text; sees repeated letters, not repeated "
        "thoughts; may differ in the last digit between builds of zlib.",
        source=f"{_DIVERSITY}; Ntoulas et al. 2006; one byte for each letter of either script",
        values=_of_bytes(_ratio),
        unmeasurable="the text has fewer than 50 words",
    ),
    Feature(
        id="reference.compression_vs_shuffled",
        label="compression against the same words mixed",
        label_ar="نسبة الضغط مقارنة بالكلمات نفسها بعد خلطها",
        summary="Compressed size of the article's words in a mixed order over their compressed "
        "size in order.",
        unit="ratio",
        range=(0.0, float("inf")),
        direction=0,
        rationale="What is gained by the order of words is repeated phrases; 1 is none.",
        misfires="Blind to single words used again, and to paraphrase; idioms of any prose give "
        "a little more than 1.",
        source="own: normalised by a reference of the same length, script and words",
        values=_of_bytes(_against_mixed),
        unmeasurable="the text has fewer than 50 words",
    ),
    Feature(
        id="reference.word_entropy",
        label="entropy of words",
        label_ar="إنتروبيا الكلمات",
        summary="−Σ p log₂ p over the article's own words.",
        unit="bits/word",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Few words used often carry few bits each.",
        misfires="Bounded by the logarithm of the length: compare texts of like length only.",
        source="Shannon 1948, plug-in estimate",
        values=_word_entropy,
        unmeasurable=_NO_WORDS,
    ),
    Feature(
        id="reference.character_entropy",
        label="entropy of letters",
        label_ar="إنتروبيا الحروف",
        summary="−Σ p log₂ p over the folded letters and digits of the words.",
        unit="bits/character",
        range=(0.0, 8.0),
        direction=0,
        rationale="Padding has fewer names and figures and spells a little more alike.",
        misfires="Differs little within a language, and moves with digits and foreign names.",
        source="Shannon 1948, plug-in estimate",
        values=_character_entropy,
        unmeasurable=_NO_WORDS,
    ),
    Feature(
        id="reference.unigram_surprisal",
        label="surprisal of words in plain text",
        label_ar="مفاجأة الكلمات قياسا إلى نصوص عادية",
        summary="Mean of −log₂ p over the words, p being the stem's share in the background.",
        unit="bits/word",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Padding is made of words that stand in every other text.",
        misfires="Rare names and typing errors raise it without saying more; simple prose about "
        "everyday things is dense with common words.",
        source="unigram model; shares of document frequencies of the shipped background stand in "
        "for word frequencies, which makes function words look rarer than they are",
        values=_surprisal,
        unmeasurable=_NO_WORDS,
    ),
    Feature(
        id="reference.lexical_density",
        label="lexical density",
        label_ar="الكثافة المعجمية",
        summary="Share of the words that are content words.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Wordy speech spends more of its words on function words; padded web pages do "
        "the opposite and stack abstract nouns, so neither end is good in itself.",
        misfires="Keyword lists score highest; Arabic attaches its function words, so values of "
        "the two languages cannot be compared.",
        source="Ure 1971; content words are those not in the pack's list of function words",
        values=_content_share,
        unmeasurable=_NO_WORDS,
    ),
)
"""Measures of information, in a fixed order."""
