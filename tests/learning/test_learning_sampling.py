from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from detector.learning.sampling import ActiveOrder, RandomOrder, scaled_features
from detector.results import Abstention, Row


def _row(score: float | None, **features: float | None) -> Row:
    why = None if score is not None else Abstention("short", "It is too short.")
    return Row("en", 300, score, None, None, why, (), features, ())


def _asked(order: ActiveOrder | RandomOrder) -> list[int]:
    found = []
    while (article := order.next()) is not None:
        assert order.next() == article  # asking twice changes nothing
        order.mark(article)
        found.append(article)
    return found


def test_the_most_doubtful_comes_first_and_what_has_no_score_last() -> None:
    rows = [_row(99.0, a=0.0), _row(None, a=0.1), _row(55.0, a=0.2), _row(8.0, a=0.3)]
    asked = _asked(ActiveOrder(rows))
    assert asked[0] == 2
    assert asked[-1] == 1
    assert sorted(asked) == [0, 1, 2, 3]


def test_of_equally_doubtful_ones_the_farthest_from_the_labelled_is_next() -> None:
    rows = [_row(50.0, a=x) for x in (0.0, 0.01, 0.5, 1.0)]
    order = ActiveOrder(rows)
    order.mark(0)
    assert order.next() == 3
    order.mark(3)
    assert order.next() == 2


def test_a_crowd_of_alike_articles_does_not_take_all_the_questions() -> None:
    generator = np.random.default_rng(3)
    crowd = [_row(50.0, a=0.0 + g, b=0.0 + g) for g in generator.normal(0, 0.01, 80)]
    others = [_row(40.0, a=float(a), b=float(b)) for a, b in generator.normal(0, 3.0, (20, 2))]
    first = _asked(ActiveOrder(crowd + others))[:10]
    assert sum(article >= 80 for article in first) >= 4  # doubt alone would take none of them


def test_equal_articles_are_all_asked_for() -> None:
    assert _asked(ActiveOrder([_row(50.0, a=1.0)] * 3)) == [0, 1, 2]
    assert _asked(ActiveOrder([_row(50.0)] * 3)) == [0, 1, 2]
    assert _asked(ActiveOrder([])) == []


def test_a_measure_in_other_units_changes_no_distance() -> None:
    generator = np.random.default_rng(5)
    table = generator.normal(0, 1, (30, 2))
    plain = scaled_features([_row(50.0, a=float(a), b=float(b)) for a, b in table])
    other = scaled_features([_row(50.0, a=1000 * float(a), b=float(b) - 7) for a, b in table])
    assert plain == pytest.approx(other)


def test_what_is_not_measurable_stands_in_the_middle() -> None:
    rows = [_row(50.0, a=None, b=None), *[_row(50.0, a=float(x), b=None) for x in range(5)]]
    assert scaled_features(rows).shape == (6, 1)
    assert scaled_features(rows)[0] == scaled_features(rows)[3]


def test_a_random_order_is_fixed_by_its_seed_and_favours_nobody() -> None:
    assert _asked(RandomOrder(9, seed=4)) == _asked(RandomOrder(9, seed=4))
    first = Counter(RandomOrder(5, seed=seed).next() for seed in range(500))
    assert set(first) == {0, 1, 2, 3, 4}
    assert min(first.values()) > 60
