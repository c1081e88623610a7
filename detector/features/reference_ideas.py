"""Propositional idea density, approximated without a tagger.

CPIDR (Brown et al. 2008) counts verbs, adjectives, adverbs, prepositions and conjunctions as
propositions, an auxiliary with its verb as one, and divides by words. Here parts of speech are
told by short lists and by endings, so the figure is an approximation: compare it within one
language only, and never with figures of taggers.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from detector.features.reference_classes import load_classes
from detector.features.reference_common import each_article, prose_texts, share
from detector.features.spec import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Batch
    from detector.features.columns import Floats

_SHORTEST_WITH_ENDING = 5
_SHORTEST_ATTACHED = 4
_PARTICLES = ("و", "ف", "ب", "ل", "ك")
_WITH_ARTICLE = re.compile("([وف]?)([بك]?ال|لل).{3}")
_VERB = re.compile("([وف]?)(?:س(?=ي[^ا])|ي).{3}")


def english_ideas(words: Sequence[str]) -> int:
    """Count propositions; a form of be, have or do counts only before a determiner.

    >>> english_ideas("the old gray mare has a very long nose".split())
    5
    """
    classes = load_classes("en")
    count = 0
    for word, following in pairwise([*words, ""]):
        if word in classes.auxiliaries:
            count += following in classes.determiners
        elif word not in classes.excluded:
            ending = len(word) >= _SHORTEST_WITH_ENDING and word.endswith(classes.endings)
            count += word in classes.words or ending
    return count


def arabic_ideas(words: Sequence[str]) -> int:
    """Count propositions: listed words, attached conjunctions and prepositions, verbs in ي.

    A particle counts as attached before the article, and before a listed word or another word
    of the same text; verbs in other persons and most adjectives are not told.

    >>> arabic_ideas("وصل الوزير الي المدينه ثم يزور المصنع والمدرسه".split())
    5
    """
    present = frozenset(words)
    return sum(_arabic_ideas(word, present) for word in words)


def _arabic_ideas(word: str, present: frozenset[str]) -> int:
    classes = load_classes("ar")
    if word in classes.words:
        return 1
    if word in classes.excluded:
        return 0
    if found := _WITH_ARTICLE.match(word):
        return len(found[1]) + (found[2] != "ال")
    if word.startswith(_PARTICLES[:2]) and word[1:] in classes.words:
        return 2
    if found := _VERB.match(word):
        return 1 + len(found[1])
    attached = word.startswith(_PARTICLES) and word[1:] in present
    return int(attached and len(word) >= _SHORTEST_ATTACHED)


def _density(batch: Batch) -> Floats:
    count = english_ideas if batch.lang == "en" else arabic_ideas

    def one(article: int) -> float:
        words = prose_texts(batch)[article]
        return share(count(words), len(words))

    return each_article(batch, one)


FEATURES = (
    Feature(
        id="reference.idea_density",
        label="idea density (approximation)",
        label_ar="كثافة الأفكار (تقدير تقريبي)",
        summary="Propositions, told by lists and endings of words that express one, over words.",
        unit="ratio",
        range=(0.0, 2.0),
        direction=0,
        rationale="In theory wordy prose takes more words for each thing it says; on labelled web "
        "articles the measure does not tell padded from dense ones.",
        misfires="Counts what is said of something, not whether it is new or true: adverbs and "
        "adjectives of praise raise it. An approximation without a tagger; values of the two "
        "languages cannot be compared.",
        source="after CPIDR, Brown et al. 2008 (Behavior Research Methods 40, 540)",
        values=_density,
        unmeasurable="the text has no prose",
    ),
)
"""Idea density."""
