from __future__ import annotations

import numpy as np
import pytest

from detector.article import Source
from detector.features.columns import unit_words
from detector.features.context import around, neighbours
from detector.features.inputs import Block, Inputs
from detector.segmenting import make_batch

OWN = Block.of_units({"a": np.array([1.0, 2.0, 3.0]), "b": np.array([4.0, 5.0, 6.0])})
BEFORE = Block(OWN.rows, OWN.table, np.array([-1, 0, -1]), "before")
MEAN = Block(OWN.rows, np.array([[1.5, 3.0], [4.5, 6.0]]), np.array([0, 0, 1]), "mean")


def test_inputs_are_named_in_turns_where_they_stand_in_several_places() -> None:
    inputs = Inputs(OWN.only({"b"}), BEFORE, MEAN)
    assert list(inputs) == ["b", "a.before", "a.mean", "b.before", "b.mean"]
    assert len(inputs) == 5


def test_units_read_their_items_and_0_where_there_is_none() -> None:
    inputs = Inputs(OWN, BEFORE, MEAN)
    assert inputs["a.before"].tolist() == [0.0, 1.0, 0.0]
    assert inputs["b.mean"].tolist() == [4.5, 4.5, 6.0]
    some = inputs.at(np.array([2, 1]))
    assert (some["a"].tolist(), some["a.before"].tolist()) == ([3.0, 2.0], [0.0, 1.0])
    assert inputs.units == 3
    assert some.units == 2


def test_inputs_are_weighed_across_blocks() -> None:
    inputs, names = Inputs(OWN, BEFORE, MEAN), ("b.mean", "a", "a.before")
    weights = np.array([[1.0, 10.0, 100.0], [0.0, 0.0, -1.0]])
    expected = weights @ np.array([inputs[name] for name in names])
    assert inputs.weigh(names, weights) == pytest.approx(expected)


def test_an_input_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"c\.before"):
        list(Inputs(OWN, BEFORE).find(["a", "c.before"]))


def test_what_stands_around_is_weighed_by_words_and_stays_in_its_article() -> None:
    texts = (
        "# Tea\n\nTea is grown. It is drunk in hot winters.\n\n# Milk\n\nMilk is cold.",
        "No tea.",
    )
    batch = make_batch([Source(text) for text in texts], "en")
    words = unit_words(batch).astype(np.float64)
    assert words.tolist() == [1.0, 3.0, 6.0, 1.0, 3.0, 2.0]
    own = Block.of_units({"words": words})
    inputs = Inputs(*around(batch, own), *neighbours(batch, own))
    first = (3 * 3 + 6 * 6) / 9  # headings have no weight
    whole = (3 * 3 + 6 * 6 + 3 * 3) / 12
    assert inputs["words.section"] == pytest.approx([first, first, first, 3.0, 3.0, 2.0])
    assert inputs["words.article"] == pytest.approx([whole] * 5 + [2.0])
    assert inputs["words.before"].tolist() == [0.0, 1.0, 3.0, 6.0, 1.0, 0.0]
    assert inputs["words.after"].tolist() == [3.0, 6.0, 1.0, 3.0, 0.0, 0.0]
