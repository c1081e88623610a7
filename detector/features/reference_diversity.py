"""Lexical diversity that does not depend on length: MATTR, MTLD, HD-D and Yule's K.

Each is given for the words as written (folded: case, diacritics and spelling variants aside)
and for their stems, because attached conjunctions, prepositions and pronouns make many written
words of one Arabic word. Numbers count as words; headings and furniture are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.reference_common import each_article, prose_stems, prose_words
from detector.features.spec import Feature

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Batch
    from detector.features.columns import Floats, Ints

FACTOR = 0.72  # type-token ratio below which a factor of MTLD is full
SAMPLE = 42  # words of HD-D's random sample
FEWEST_WORDS = 100  # for MTLD and Yule's K, which vary widely on less


def mattr(words: Ints, window: int) -> float:
    """Return the moving-average type-token ratio; NaN for fewer words than the window.

    A word is a type of all windows that hold it but none of its kind before it, so the types of
    all windows are summed without moving one.
    """
    size = len(words)
    if size < window:
        return float("nan")
    last_begin = size - window
    place = np.arange(size)
    first = np.maximum(_place_before(words) + 1, np.maximum(place - window + 1, 0))
    types = np.maximum(np.minimum(place, last_begin) - first + 1, 0).sum()
    return float(types / (window * (last_begin + 1)))


def _place_before(words: Ints) -> Ints:
    """Where the same word stood last, or −1."""
    order = np.argsort(words, kind="stable")
    same = words[order][1:] == words[order][:-1]
    before = np.full(len(words), -1, np.int64)
    before[order[1:][same]] = order[:-1][same]
    return before


def mtld(words: Ints) -> float:
    """Return the measure of textual lexical diversity: mean of both reading directions.

    NaN when no word comes twice, so that no part of a factor is ever filled.
    """
    listed: list[int] = words.tolist()
    lengths = [_factor_length(listed), _factor_length(listed[::-1])]
    return float(np.mean(lengths))


def _factor_length(words: list[int]) -> float:
    """Words for each factor; the rest at the end counts as the part of a factor it fills."""
    factors, seen, count = 0.0, set[int](), 0
    for word in words:
        seen.add(word)
        count += 1
        if len(seen) / count < FACTOR:
            factors += 1.0
            seen, count = set(), 0
    if count:
        factors += (1.0 - len(seen) / count) / (1.0 - FACTOR)
    return len(words) / factors if factors else float("nan")


def hdd(words: Ints) -> float:
    """Return HD-D: the expected type-token ratio of 42 words drawn without putting back."""
    size = len(words)
    if size < SAMPLE:
        return float("nan")
    frequency, types = np.unique(_frequencies(words), return_counts=True)
    drawn = np.arange(SAMPLE)
    missed = np.maximum(size - frequency[:, None] - drawn, 0) / (size - drawn)
    return float((types * (1.0 - missed.prod(axis=1))).sum() / SAMPLE)


def yules_k(words: Ints) -> float:
    """Return Yule's K: 10⁴ (Σ f² − N) / N² over the frequencies f of the types."""
    size = len(words)
    if not size:
        return float("nan")
    return float(1e4 * ((_frequencies(words) ** 2).sum() - size) / size**2)


def _frequencies(words: Ints) -> Ints:
    return np.unique(words, return_counts=True)[1]


def _values(
    measure: Callable[[Ints], float], words_of: Callable[[Batch], list[Ints]], fewest: int
) -> Callable[[Batch], Floats]:
    def values(batch: Batch) -> Floats:
        def one(article: int) -> float:
            words = words_of(batch)[article]
            return measure(words) if len(words) >= fewest else float("nan")

        return each_article(batch, one)

    return values


_MISFIRES = (
    "Technical and legal prose keeps to its terms on purpose; padding that looks for synonyms "
    "scores as diverse."
)
_MATTR = Feature(
    id="reference.mattr_50",
    label="MATTR, window of 50 words",
    label_ar="المتوسط المتحرك لنسبة الكلمات المختلفة، نافذة من 50 كلمة (MATTR)",
    summary="Mean share of distinct words in all windows of 50 words.",
    unit="share",
    range=(0.0, 1.0),
    direction=0,
    rationale="Text that goes round in circles uses the same words again within a paragraph.",
    misfires=_MISFIRES,
    source="Covington and McFall 2010 (Journal of Quantitative Linguistics 17)",
    values=_values(lambda words: mattr(words, 50), prose_words, 50),
    unmeasurable="the text has fewer than 50 words",
)
_SURFACE = (
    _MATTR,
    _MATTR._replace(
        id="reference.mattr_100",
        label="MATTR, window of 100 words",
        label_ar="المتوسط المتحرك لنسبة الكلمات المختلفة، نافذة من 100 كلمة (MATTR)",
        summary="Mean share of distinct words in all windows of 100 words.",
        values=_values(lambda words: mattr(words, 100), prose_words, 100),
        unmeasurable="the text has fewer than 100 words",
    ),
    Feature(
        id="reference.mtld",
        label="MTLD",
        label_ar="مقياس التنوع المعجمي النصي (MTLD)",
        summary="Mean number of words in a row that keep the share of distinct words at 0.72 or "
        "above, read forwards and backwards.",
        unit="words",
        range=(0.0, float("inf")),
        direction=0,
        rationale="The sooner words come again, the shorter the runs.",
        misfires=_MISFIRES,
        source="McCarthy and Jarvis 2010 (Behavior Research Methods 42), factor 0.72, parts of "
        "factors counted",
        values=_values(mtld, prose_words, FEWEST_WORDS),
        unmeasurable="the text has fewer than 100 words, or no word twice",
    ),
    Feature(
        id="reference.hdd",
        label="HD-D",
        label_ar="التنوع بالتوزيع فوق الهندسي (HD-D)",
        summary="Expected share of distinct words among 42 words drawn at random.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Words that come again all over the text lower it.",
        misfires=_MISFIRES,
        source="McCarthy and Jarvis 2007 (Language Testing 24), sample of 42",
        values=_values(hdd, prose_words, SAMPLE),
        unmeasurable="the text has fewer than 42 words",
    ),
    Feature(
        id="reference.yules_k",
        label="Yule's K",
        label_ar="معامل يول K لتكرار المفردات",
        summary="10,000 times the chance that two words of the text, drawn at random, are of one "
        "kind, less that of drawing the same one.",
        unit="score",
        range=(0.0, 10_000.0),
        direction=0,
        rationale="High when a few words, as a stuffed phrase, make up much of the text.",
        misfires="Mostly counts function words; English has more of them than Arabic, whose "
        "conjunctions and prepositions are attached.",
        source="Yule 1944, The Statistical Study of Literary Vocabulary",
        values=_values(yules_k, prose_words, FEWEST_WORDS),
        unmeasurable="the text has fewer than 100 words",
    ),
)

_ON_STEMS = {
    "reference.mattr_50": _values(lambda words: mattr(words, 50), prose_stems, 50),
    "reference.mattr_100": _values(lambda words: mattr(words, 100), prose_stems, 100),
    "reference.mtld": _values(mtld, prose_stems, FEWEST_WORDS),
    "reference.hdd": _values(hdd, prose_stems, SAMPLE),
    "reference.yules_k": _values(yules_k, prose_stems, FEWEST_WORDS),
}


def _on_stems(feature: Feature) -> Feature:
    return feature._replace(
        id=f"{feature.id}_stems",
        label=f"{feature.label}, on stems",
        label_ar=f"{feature.label_ar} على الجذوع",
        summary=f"{feature.summary} Forms of one word count as one.",
        source=f"{feature.source}; on stems",
        values=_ON_STEMS[feature.id],
    )


FEATURES = (*_SURFACE, *map(_on_stems, _SURFACE))
"""Diversity on written words, then on stems."""
