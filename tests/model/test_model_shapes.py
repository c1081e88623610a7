from __future__ import annotations

import numpy as np
import pytest

from detector.model.shapes import Shapes, join_shapes, logit, sigmoid

SHAPES = join_shapes(
    ("a", "b"),
    [np.array([0.0, 1.0, 3.0]), np.array([-1.0, 1.0])],
    [np.array([0.0, 2.0, 4.0]), np.array([1.0, -1.0])],
    np.array([0.25, -0.5]),
)


def test_a_shape_is_straight_between_points_and_flat_beyond() -> None:
    values = np.array([-5.0, 0.5, 1.0, 2.0, 9.0])
    assert SHAPES.term(0, values).tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_what_is_not_measurable_adds_its_own_value() -> None:
    assert SHAPES.term(1, np.array([np.nan, 0.0])).tolist() == [-0.5, 0.0]


def test_terms_add_up_to_the_total() -> None:
    columns = {"a": np.array([0.5, np.nan, 7.0]), "b": np.array([0.2, 0.0, np.nan])}
    assert SHAPES.terms(columns).sum(axis=1) == pytest.approx(SHAPES.total(columns), abs=1e-12)


def test_arrays_bring_the_same_shapes_back() -> None:
    again = Shapes.from_arrays(SHAPES.arrays("s"), "s")
    assert again.names == SHAPES.names
    assert np.array_equal(again.values, SHAPES.values)


def test_sigmoid_does_not_overflow_and_logit_inverts_it() -> None:
    extreme = np.array([-1e4, 0.0, 1e4])
    assert sigmoid(extreme).tolist() == [0.0, 0.5, 1.0]
    assert logit(sigmoid(np.array([-3.0, 0.1, 2.5]))) == pytest.approx([-3.0, 0.1, 2.5])
