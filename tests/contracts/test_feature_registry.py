"""What holds of every measure that is listed: names, texts, ranges, and examples both ways."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from detector.article import Source
from detector.errors import ModelError
from detector.features import FEATURES
from detector.features.judgement import keep_judgement
from detector.features.reference import REFERENCE
from detector.languages import LANGUAGES
from detector.model import load_model
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detector.article import Batch, Language
    from detector.features.spec import Feature
    from detector.model import LanguageModel

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ROOT / "training" / "written"
EXAMPLES = ROOT / "tests" / "features" / "examples"
EVERY = (*FEATURES, *REFERENCE)
SAMPLE = 24

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_feature = pytest.mark.parametrize("feature", EVERY, ids=lambda feature: feature.id)


@cache
def sentence_models() -> Mapping[Language, LanguageModel]:
    """The shipped model's, or none while it has to be built anew."""
    try:
        return load_model().languages
    except ModelError:
        return {}


def judged(sources: Sequence[Source], lang: Language) -> Batch:
    """A batch of articles whose sentences the shipped model has judged."""
    batch = make_batch(sources, lang)
    if lang in sentence_models():
        keep_judgement(batch, sentence_models()[lang].sentences.judge(batch))
    return batch


def measure(feature: Feature, batch: Batch) -> NDArray[np.float64]:
    """A measure's values; skips where it needs judged sentences and there is no model."""
    try:
        return feature.values(batch)
    except LookupError as error:
        pytest.skip(str(error))


@cache
def examples(lang: Language) -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / f"{lang}.toml").read_text(encoding="utf-8"))


def test_ids_are_unique_and_named_after_their_module() -> None:
    ids = [feature.id for feature in EVERY]
    assert len(set(ids)) == len(ids)
    for feature in EVERY:
        assert re.fullmatch(r"[a-z]+\.[a-z0-9_]+", feature.id)
        module = feature.values.__module__.removeprefix("detector.features.")
        assert module.split("_")[0] == feature.family, feature.id


def test_only_reference_measures_have_no_direction() -> None:
    assert {feature.direction for feature in FEATURES} == {-1, 1}
    assert {feature.direction for feature in REFERENCE} == {0}
    assert {feature.family for feature in REFERENCE} == {"reference"}
    assert "reference" not in {feature.family for feature in FEATURES}


def test_every_family_has_a_measure() -> None:
    families = {feature.family for feature in FEATURES}
    assert families == {"repetition", "boilerplate", "keywords", "claims", "filler", "novelty"}


@every_feature
def test_texts_are_there(feature: Feature) -> None:
    sentences = (feature.summary, feature.rationale, feature.misfires)
    for text in (*sentences, feature.label, feature.source, feature.unit, feature.unmeasurable):
        assert text.strip() == text
        assert len(text) >= 3
    assert all(text.endswith(".") for text in sentences)
    assert feature.version >= 1
    low, high = feature.range
    assert low < high


@every_feature
def test_arabic_label_is_arabic(feature: Feature) -> None:
    words = re.findall(r"[^\W\d_]+", feature.label_ar)
    arabic = [word for word in words if re.fullmatch("[\u0621-\u063a\u0641-\u064a]+", word)]
    latin = [word for word in words if re.fullmatch("[A-Za-z]+", word)]
    assert len(arabic) + len(latin) == len(words), "letters of another script"
    assert len(arabic) > len(latin)
    assert set(latin) <= set(re.findall(r"[A-Za-z]+", f"{feature.label} {feature.source}"))


def test_labels_are_unique() -> None:
    for labels in ([f.label for f in EVERY], [f.label_ar for f in EVERY]):
        assert len(set(labels)) == len(labels)


@cache
def written_articles(lang: Language) -> Batch:
    path = WRITTEN / f"written-{lang}.jsonl"
    if not path.exists():
        pytest.skip("the written articles are not here")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:SAMPLE]]
    return judged([Source(row["text"], title=row.get("title") or None) for row in rows], lang)


@every_language
@every_feature
def test_values_are_in_range_on_written_articles(feature: Feature, lang: Language) -> None:
    values = measure(feature, written_articles(lang))
    assert values.shape == (len(written_articles(lang)),)
    assert values.dtype == np.float64
    known = values[~np.isnan(values)]
    low, high = feature.range
    assert ((known >= low - 1e-9) & (known <= high + 1e-9)).all()
    assert np.isfinite(known).all()


@every_language
@pytest.mark.parametrize(
    "feature", [f for f in EVERY if f.evidence], ids=lambda feature: feature.id
)
def test_evidence_lies_inside_the_text(feature: Feature, lang: Language) -> None:
    batch = written_articles(lang)
    assert feature.evidence is not None
    measure(feature, batch)
    for article, source in enumerate(batch.sources):
        for start, end in feature.evidence(batch, article):
            assert 0 <= start < end <= len(source.text)
            assert source.text[start:end].strip() == source.text[start:end]


@every_language
def test_every_measure_of_the_model_has_examples_and_every_example_a_measure(
    lang: Language,
) -> None:
    given = set(examples(lang)) - {"texts"}
    assert given >= {feature.id for feature in FEATURES}
    assert given <= {feature.id for feature in EVERY}
    assert given == set(examples("en")) - {"texts"}


@every_language
@pytest.mark.parametrize(
    "feature", [f for f in EVERY if f.id in examples("en")], ids=lambda feature: feature.id
)
def test_examples_score_high_and_low(feature: Feature, lang: Language) -> None:
    example, texts = examples(lang)[feature.id], examples(lang)["texts"]
    pair = [texts.get(example[end], example[end]) for end in ("high", "low")]
    high, low = measure(feature, judged([Source(text) for text in pair], lang))
    assert high - low >= example["gap"], (high, low)
