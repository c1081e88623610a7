"""Yoast SEO's measures of a keyphrase: density, distribution, share of headings, with its bands.

They need the phrase that the user names; the phrases found without one are in the family
`keywords`. A sentence mentions the phrase as often as the rarest of its content words stands in
it, in any order and form: stems are compared, as Yoast does with word forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from detector.article import Kind
from detector.features.columns import column, token_stem
from detector.features.reference_common import each_article, share
from detector.features.spec import Feature
from detector.languages.characters import fold_text
from detector.languages.hashing import hash_strings
from detector.languages.lexicon import load_lexicon, split_words
from detector.languages.stemming import stem_words

if TYPE_CHECKING:
    from detector.article import Batch, Language
    from detector.features.columns import Floats, Ints
    from detector.languages.hashing import Hashes

DensityBand: TypeAlias = Literal["none", "low", "good", "over", "far over"]
DistributionBand: TypeAlias = Literal["good", "uneven", "bad"]
HeadingsBand: TypeAlias = Literal["few", "good", "many"]

FEWEST_WORDS = 100
FEWEST_SENTENCES = 15
LONG_PHRASE = 4  # content words from which on half of them are enough for a sentence
_LONGEST = 20  # words of a phrase that are looked at


def density_band(density: float, count: int) -> DensityBand:
    """Yoast's verdict on a density, with the limits it uses where word forms are known.

    Its leniency towards two mentions in a short text is left out.
    """
    if not count:
        return "none"
    if density < 0.5 or count == 1:
        return "low"
    if density <= 3.5:
        return "good"
    return "over" if density <= 4.0 else "far over"


def distribution_band(distance: float) -> DistributionBand:
    """Yoast's verdict on the longest stretch without the phrase, in per cent of sentences."""
    if distance <= 30.0:
        return "good"
    return "uneven" if distance <= 50.0 else "bad"


def headings_band(percentage: float) -> HeadingsBand:
    """Yoast's verdict on the percentage of headings that carry the phrase."""
    if percentage < 30.0:
        return "few"
    return "good" if percentage <= 75.0 else "many"


def length_factor(words: int) -> float:
    """Return what a mention of a phrase of some content words counts for: 0.7 + words/3."""
    return 0.7 + words / 3


def phrase_stems(phrase: str, lang: Language) -> Hashes:
    """Distinct hashes of the stems of a phrase's content words; of all words if it has none."""
    words = split_words(fold_text(phrase))[:_LONGEST]
    stops = load_lexicon(lang).stopwords
    content = [word for word in words if not np.isin(hash_strings([word]), stops).any()]
    return np.unique(hash_strings(stem_words(content or words, lang)))


@column
def _phrases(batch: Batch) -> list[Hashes]:
    """The named phrase's stems, for each article; empty for one without."""
    return [phrase_stems(source.keyphrase or "", batch.lang) for source in batch.sources]


def _units(batch: Batch, article: int, *, headings: bool) -> Ints:
    """An article's own units with words: headings, or all but headings and furniture."""
    first, last = batch.unit_bounds[article : article + 2].tolist()
    units, at = batch.units, np.arange(first, last)
    kind = units.kind[at]
    wanted = (kind == Kind.HEADING) if headings else (kind < Kind.FURNITURE) & (kind > Kind.HEADING)
    found: Ints = at[wanted & ~units.title[at] & (np.diff(units.tokens)[at] > 0)]
    return found


def _occurrences(batch: Batch, article: int, units: Ints) -> Ints:
    """How often each stem of the phrase stands in each unit: shape (units, stems)."""
    phrase = _phrases(batch)[article]
    first, last = batch.token_bounds[article : article + 2].tolist()
    stems = batch.stems[token_stem(batch)[first:last]]
    place = np.minimum(np.searchsorted(phrase, stems), max(len(phrase) - 1, 0))
    hit = np.flatnonzero(phrase[place] == stems) if len(phrase) else np.zeros(0, np.int64)
    row = np.searchsorted(units, batch.tokens.unit[first:last][hit])
    row = np.minimum(row, max(len(units) - 1, 0))
    own = units[row] == batch.tokens.unit[first:last][hit] if len(units) else hit < 0
    counts = np.zeros((len(units), len(phrase)), np.int64)
    np.add.at(counts, (row[own], place[hit][own]), 1)
    return counts


def _mentions(batch: Batch, article: int) -> tuple[int, int]:
    """Mentions of the phrase in headings and sentences, and all their words."""
    parts = [_units(batch, article, headings=headings) for headings in (True, False)]
    units = np.sort(np.concatenate(parts))
    words = int(np.diff(batch.units.tokens)[units].sum())
    return int(_occurrences(batch, article, units).min(axis=1).sum()), words


def _density(batch: Batch) -> Floats:
    def one(article: int) -> float:
        size = len(_phrases(batch)[article])
        if not size:
            return float("nan")
        count, words = _mentions(batch, article)
        if words < FEWEST_WORDS:
            return float("nan")
        return count / words * 100 * length_factor(size)

    return each_article(batch, one)


def _carries(occurrences: Ints) -> list[bool]:
    """Whether each unit is about the phrase: all its words, half of them for a long phrase."""
    size = occurrences.shape[1]
    needed = size if size < LONG_PHRASE else size / 2
    carried: list[bool] = ((occurrences > 0).sum(axis=1) >= needed).tolist()
    return carried


def _longest_gap(carries: list[bool]) -> int:
    longest = gap = 0
    for carried in carries:
        gap = 0 if carried else gap + 1
        longest = max(longest, gap)
    return longest


def _distribution(batch: Batch) -> Floats:
    def one(article: int) -> float:
        units = _units(batch, article, headings=False)
        if not len(_phrases(batch)[article]) or len(units) < FEWEST_SENTENCES:
            return float("nan")
        return _longest_gap(_carries(_occurrences(batch, article, units))) / len(units) * 100

    return each_article(batch, one)


def _headings(batch: Batch) -> Floats:
    def one(article: int) -> float:
        units = _units(batch, article, headings=True)
        if not len(_phrases(batch)[article]):
            return float("nan")
        return 100 * share(sum(_carries(_occurrences(batch, article, units))), len(units))

    return each_article(batch, one)


_YOAST = "Yoast SEO"

FEATURES = (
    Feature(
        id="reference.keyphrase_density",
        label="keyphrase density (Yoast)",
        label_ar="كثافة العبارة المفتاحية (Yoast)",
        summary="Mentions of the named phrase for each 100 words, times 0.7 + its content "
        "words / 3. Yoast: under 0.5 low, to 3.5 good, to 4 over, above far over.",
        unit="per 100 words",
        range=(0.0, float("inf")),
        direction=0,
        rationale="A phrase forced into every other sentence is there for a search engine.",
        misfires="Texts about one thing that has one name only; the band called good rewards "
        "carrying a phrase, which no reader asks for.",
        source=f"{_YOAST}, KeyphraseDensityAssessment; stems compared",
        values=_density,
        unmeasurable="no keyphrase was named, or the text has fewer than 100 words",
    ),
    Feature(
        id="reference.keyphrase_distribution",
        label="longest stretch without the keyphrase (Yoast)",
        label_ar="أطول مسافة بلا العبارة المفتاحية (Yoast)",
        summary="Longest run of sentences that do not carry the named phrase, in per cent of all "
        "sentences. Yoast: to 30 good, to 50 uneven, above bad.",
        unit="per cent",
        range=(0.0, 100.0),
        direction=0,
        rationale="Near nothing where a phrase is worked into every paragraph.",
        misfires="Good writing names its subject once and goes on; Yoast calls that bad.",
        source=f"{_YOAST}, KeyphraseDistributionAssessment; stems compared, no synonyms",
        values=_distribution,
        unmeasurable="no keyphrase was named, or the text has fewer than 15 sentences",
    ),
    Feature(
        id="reference.keyphrase_headings",
        label="headings with the keyphrase (Yoast)",
        label_ar="العناوين التي تحمل العبارة المفتاحية (Yoast)",
        summary="Per cent of the headings below the title that carry the named phrase. Yoast: "
        "under 30 few, to 75 good, above many.",
        unit="per cent",
        range=(0.0, 100.0),
        direction=0,
        rationale="Headings that all repeat one phrase are written for a search engine.",
        misfires="Manuals about the parts of one thing.",
        source=f"{_YOAST}, SubheadingsKeywordAssessment; stems compared, all levels of headings",
        values=_headings,
        unmeasurable="no keyphrase was named, or the text has no headings",
    ),
)
"""Measures of a phrase that the user names."""
