"""What holds of every measure of the model, whatever the text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.article import Source
from detector.errors import ModelError
from detector.features import FEATURES
from detector.features.judgement import keep_judgement
from detector.languages import LANGUAGES
from detector.model import load_model
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detector.article import Batch, Language
    from detector.model import LanguageModel

EXAMPLES = Path(__file__).resolve().parents[1] / "features" / "examples"
FACTS = {
    "en": "Surveyor Ingrid Holm counted 3,417 cormorants at Skagen lighthouse on 9 May 1987.",
    "ar": "أحصى المساح رشيد البيطار 3417 طائرا عند منارة طنجة في 9 أيار 1987.",
}
NEVER_RISES = ("claims.bare", "repetition.phrases", "repetition.near_copies", "filler.phrases",
               "filler.praise")  # fmt: skip
ODD = [
    "\n\n",
    "\n# ",
    "- ",
    "“",
    "…",
    "؟",
    "\u200f",
    "\u064e",
    "ـ",
    "\ud800",
    "🙂",
    "\x00",
    "|",
    "7",
]

every_language = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def sentence_models() -> Mapping[Language, LanguageModel]:
    """The shipped model's, or none while it has to be built anew."""
    try:
        return load_model().languages
    except ModelError:
        return {}


@cache
def sentences(lang: Language) -> list[str]:
    """The sentences of the examples."""
    tables = tomllib.loads((EXAMPLES / f"{lang}.toml").read_text(encoding="utf-8"))
    texts = [text for table in tables.values() for text in table.values() if isinstance(text, str)]
    lines = [line for text in texts for line in text.split("\n") if line and line[0] != "#"]
    found = [piece for line in lines for piece in re.split(r"(?<=[.؟?]) ", line)]
    return sorted({piece for piece in found if len(piece) > 20})


def paragraphs(lang: Language) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(sentences(lang)), min_size=4, max_size=25).map(" ".join)


def judge(articles: Sequence[Source], lang: Language) -> Batch:
    batch = make_batch(articles, lang)
    if lang in sentence_models():
        keep_judgement(batch, sentence_models()[lang].sentences.judge(batch))
    return batch


def measure(batch: Batch) -> dict[str, NDArray[np.float64]]:
    """All measures; without a model those that need none."""
    found = {}
    for feature in FEATURES:
        try:
            found[feature.id] = feature.values(batch)
        except LookupError:
            assert not sentence_models()
    return found


@every_language
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_in_range_with_spans_inside_any_text(data: st.DataObject, lang: Language) -> None:
    pieces = st.sampled_from([*sentences(lang), *ODD]) | st.text(max_size=8)
    text = data.draw(st.lists(pieces, min_size=1, max_size=40).map("".join))
    title = data.draw(st.none() | st.text(max_size=15))
    batch = judge([Source(f"a {text}", title=title)], lang)
    text = batch.sources[0].text
    values = measure(batch)
    for feature in FEATURES:
        value = values.get(feature.id, np.array([np.nan]))[0]
        low, high = feature.range
        in_range = np.isfinite(value) and low - 1e-9 <= value <= high + 1e-9
        assert np.isnan(value) or in_range, (feature.id, value)
        if feature.evidence and feature.id in values:
            spans = feature.evidence(batch, 0)
            assert all(0 <= start < end <= len(text) for start, end in spans), feature.id


@every_language
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_many_equal_one_by_one(data: st.DataObject, lang: Language) -> None:
    texts = data.draw(st.lists(paragraphs(lang), min_size=2, max_size=5))
    together = measure(judge([Source(text) for text in texts], lang))
    for place, text in enumerate(texts):
        alone = measure(judge([Source(text)], lang))
        for name, values in alone.items():
            np.testing.assert_allclose(
                together[name][place], values[0], rtol=0, atol=1e-9, err_msg=name
            )


@every_language
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_doubling_an_article_never_lowers_repetition(data: st.DataObject, lang: Language) -> None:
    text = data.draw(paragraphs(lang))
    once, twice = (measure(judge([Source(part)], lang)) for part in (text, f"{text}\n\n{text}"))
    for name in ("repetition.phrases", "repetition.near_copies"):
        assert twice[name][0] >= once[name][0] - 1e-9, name
    assert twice["claims.new"][0] <= once["claims.new"][0] + 1e-9


@every_language
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_new_fact_never_looks_like_padding(data: st.DataObject, lang: Language) -> None:
    text = data.draw(paragraphs(lang))
    before, after = (
        measure(judge([Source(part)], lang)) for part in (text, f"{text} {FACTS[lang]}")
    )
    for name in NEVER_RISES:
        assert after[name][0] <= before[name][0] + 1e-9, name


@every_language
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_marks_that_carry_no_letter_change_nothing(data: st.DataObject, lang: Language) -> None:
    text = data.draw(paragraphs(lang))
    signs = {"en": "\u200d\u00ad\u200f", "ar": "\u064e\u0651\u0640\u200f"}[lang]
    places = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=30))
    sign = data.draw(st.sampled_from(signs))
    letters = list(text)
    for place in set(places):
        letters[place] += sign if letters[place].isalpha() else ""
    before, after = (measure(judge([Source(part)], lang)) for part in (text, "".join(letters)))
    for name, values in before.items():
        np.testing.assert_allclose(after[name], values, rtol=0, atol=1e-9, err_msg=name)


@every_language
def test_an_article_without_words_beside_one_with(lang: Language) -> None:
    batch = judge([Source(""), Source(" ".join(sentences(lang)[:9])), Source("…\n---\n")], lang)
    values = measure(batch)
    for feature in FEATURES:
        empty = values.get(feature.id, np.full(3, np.nan))[[0, 2]]
        low, high = feature.range
        assert (np.isnan(empty) | ((empty >= low) & (empty <= high))).all(), feature.id
