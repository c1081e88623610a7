from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from measure_features import TYPICAL, document, measure_all, typical
from univariate import Articles, nearest, spearman, univariate

from detector.features import FEATURES, REFERENCE, measure
from detector.features.judgement import keep_judgement
from detector.model import load_model

if TYPE_CHECKING:
    from detector.article import Language
    from detector.learning.trainset import TrainSet

RNG = np.random.default_rng(3)
VERDICT = np.tile([0, 0, 1, 2, 3], 40)
ARTICLES = Articles(VERDICT, VERDICT / 4, np.arange(200) // 5)


def test_a_measure_that_follows_the_verdict_tells_all() -> None:
    found = univariate(VERDICT + 0.0, ARTICLES)
    assert found.auroc == 1.0
    assert not found.idle
    assert found.share == pytest.approx(1.0)
    assert found.dense == (0.0, 0.0, 0.0)
    assert found.articles == 160


def test_noise_is_idle_and_what_falls_is_not() -> None:
    assert univariate(RNG.normal(size=200), ARTICLES).idle
    falling = univariate(-VERDICT + RNG.normal(size=200), ARTICLES)
    assert falling.high < 0.5
    assert not falling.idle


def test_what_is_never_measurable_has_no_figure() -> None:
    found = univariate(np.full(200, np.nan), ARTICLES)
    assert found.articles == 0
    assert np.isnan(found.auroc)
    assert not found.idle


def test_correlation_is_of_ranks_and_of_what_is_known() -> None:
    one = RNG.normal(size=200)
    other = np.exp(one)
    other[:50] = np.nan
    assert spearman(one, other) == pytest.approx(1.0)
    assert np.isnan(spearman(one, np.ones(200)))


def test_the_nearest_is_the_one_it_goes_with_most_either_way() -> None:
    one = RNG.normal(size=200)
    found = nearest({"one": one, "turned": -one, "noise": RNG.normal(size=200)})
    assert found["one"] == ("turned", pytest.approx(-1.0))


def test_columns_that_never_vary_go_with_none() -> None:
    assert nearest({"one": np.ones(200), "other": np.full(200, np.nan)}) == {}


def test_the_document_has_every_measure_of_every_language(
    small_sets: dict[Language, TrainSet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("univariate.DRAWS", 10)
    found = {}
    for lang, data in small_sets.items():
        keep_judgement(data.batch, load_model().languages[lang].sentences.judge(data.batch))
        found[lang] = measure_all(data, measure(data.batch, (*FEATURES, *REFERENCE)))
    lines = list(document(found))
    for feature in (*FEATURES, *REFERENCE):
        assert sum(line.startswith(f"| `{feature.id}` |") for line in lines) == 2
    assert any(line.startswith("**In the model.**") for line in lines)
    told = typical(found)
    assert set(told["claims.density"]) == {"ar", "en"}
    low, middle, high = told["filler.generic"]["en"]["padded"]
    assert low <= middle <= high
    assert middle > told["filler.generic"]["en"]["dense"][1]
    assert told["reference.osman"]["en"]["dense"] == [None, None, None]


def test_the_typical_values_that_are_kept_are_of_the_features_there_are() -> None:
    kept = json.loads(TYPICAL.read_text(encoding="utf-8"))
    assert set(kept) == {feature.id for feature in (*FEATURES, *REFERENCE)}
    for feature in FEATURES:
        for sides in kept[feature.id].values():
            for values in sides.values():
                assert values == sorted(values)
                assert feature.range[0] <= values[0]
                assert values[-1] <= feature.range[1]
