from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detector.reports.html_charts import Scale, draw_dial, draw_histogram, draw_spans
from detector.reports.html_curve import draw_curve
from detector.reports.html_waterfall import draw_waterfall

if TYPE_CHECKING:
    from detector.results import Result


def points(line: str) -> list[tuple[float, float]]:
    pairs = (point.split(",") for point in line.split())
    return [(float(x), float(y)) for x, y in pairs]


def test_scale_mirrors() -> None:
    assert Scale(-1, 1).bar(0, 0.5) == (50.0, 25.0)
    assert Scale(-1, 1, "rtl").bar(0, 0.5) == (25.0, 25.0)
    assert Scale(0, 0).at(0) == 0.0


def test_curve_ends_at_the_words_that_add_something(english: Result) -> None:
    curve = draw_curve(english, "ltr")
    assert curve is not None
    assert curve.all == english.words
    x, y = points(curve.line)[-1]
    assert (x, y) == curve.end
    assert x == 100.0
    assert 100 - y == pytest.approx(100 * curve.new / curve.all, abs=0.2)


def test_curve_never_falls_and_never_leaves_the_diagonal(english: Result) -> None:
    curve = draw_curve(english, "ltr")
    assert curve is not None
    line = points(curve.line)
    assert line == sorted(line, key=lambda point: (point[0], -point[1]))
    assert all(100 - y <= x + 0.01 for x, y in line)


def test_curve_of_pure_padding_is_flat(english: Result) -> None:
    sentences = tuple(s._replace(padding=s.padding and 1.0) for s in english.sentences)
    curve = draw_curve(replace(english, sentences=sentences), "ltr")
    assert curve is not None
    assert curve.new == 0


def test_curve_of_nothing_is_none(abstained: Result) -> None:
    assert draw_curve(replace(abstained, text="", sentences=()), "ltr") is None


def test_strip_covers_the_width_and_mirrors(arabic: Result) -> None:
    for way in ("ltr", "rtl"):
        curve = draw_curve(arabic, way)  # type: ignore[arg-type]
        assert curve is not None
        assert sum(cell.bar.width for cell in curve.cells) == pytest.approx(100, abs=0.2)
        lefts = [cell.bar.x for cell in curve.cells]
        assert lefts == sorted(lefts, reverse=way == "rtl")


def test_section_numbers_keep_their_distance(english: Result) -> None:
    sentences = tuple(s._replace(section=i) for i, s in enumerate(english.sentences))
    curve = draw_curve(replace(english, sentences=sentences), "ltr")
    assert curve is not None
    labelled = [tick.x for tick in curve.ticks if tick.number]
    assert all(b - a >= 3.4 for a, b in itertools.pairwise(labelled))


def test_waterfall_steps_join_and_end_at_the_log_odds(english: Result) -> None:
    fall = draw_waterfall(english, "ltr")
    assert fall is not None
    assert english.log_odds is not None
    steps = [fall.intercept, *fall.steps]
    for above, below in itertools.pairwise(steps):
        assert below.start == above.end
    assert fall.total.start == steps[-1].end
    assert fall.total.end == fall.zero
    assert fall.total.shown == pytest.approx(english.log_odds, abs=0.005)
    assert fall.rest is None


def test_abstained_article_has_no_waterfall(abstained: Result) -> None:
    assert draw_waterfall(abstained, "ltr") is None


def test_dial_goes_as_far_as_the_score(english: Result) -> None:
    full, none = replace(english, score=100.0), replace(english, score=0.0)
    assert draw_dial(full, "ltr").score == draw_dial(full, "ltr").track
    assert draw_dial(none, "ltr").score == "M16.0 100.0A84 84 0 0 1 16.0 100.0"
    assert draw_dial(none, "rtl").score == "M184.0 100.0A84 84 0 0 0 184.0 100.0"
    assert draw_dial(replace(english, share=None), "ltr").interval is None


def test_spans_are_placed_along_the_text() -> None:
    assert draw_spans([(0, 2), (9, 11)], 20, "ltr") == [5.0, 50.0]
    assert draw_spans([(0, 2)], 20, "rtl") == [95.0]


def test_histogram_counts_every_score() -> None:
    bins = draw_histogram([0.0, 4.9, 5.0, 100.0, 99.9], "ltr")
    assert [b.number for b in bins if b.number] == [2, 1, 2]
    assert (bins[19].low, bins[19].high, bins[19].number, bins[19].height) == (95, 100, 2, 100.0)
    assert sum(b.number for b in draw_histogram([], "ltr")) == 0
