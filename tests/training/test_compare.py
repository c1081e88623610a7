from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest
from compare import MISSING, Row, document, judge, page
from contenders import Entry, gopher, gzip_ratio, peer, readability, tfidf

if TYPE_CHECKING:
    from detector.article import Language
    from detector.learning.trainset import TrainSet

    Sets = dict[Language, TrainSet]

HEAVY = np.tile([False, True], 50)
GROUP = np.arange(100) // 4
ROWS = {
    "ar": [Row("ours", "<out of fold>", 9, 0.95, 0.91, 0.98, 0.8, 1.2), Row("other", "", 0)],
    "en": [Row("ours", "out of fold", 9, 0.97, 0.3, 0.99, 0.9, 1.2)],
}


def test_an_entry_is_judged_on_the_articles_that_it_scores() -> None:
    scores = HEAVY + 0.0
    scores[:10] = np.nan
    row = judge(Entry("one", "how", scores, 2.0), HEAVY, GROUP)
    assert (row.articles, row.auroc, row.found, row.seconds) == (90, 1.0, 1.0, 2.0)
    assert row.low == row.high == 1.0


def test_only_what_claims_no_direction_may_turn() -> None:
    assert judge(Entry("one", "", -1.0 * HEAVY, 0.0), HEAVY, GROUP).auroc == 0.0
    assert judge(Entry("one", "", -1.0 * HEAVY, 0.0, either=True), HEAVY, GROUP).auroc == 1.0


def test_what_is_not_installed_is_a_row_that_says_so() -> None:
    row = judge(Entry("one", "how", None, np.nan), HEAVY, GROUP)
    assert row == Row("one", "how", 0)
    assert f"| other |  | {MISSING} | – | – | – | – |" in list(document(ROWS))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_needs_no_other_tool_scores_every_article(small_sets: Sets, lang: Language) -> None:
    data = small_sets[lang]
    rows = np.flatnonzero(~data.written)
    heavy = data.verdict[rows] >= 2
    for contender in (tfidf, gopher, gzip_ratio, readability):
        entry = contender(data, rows)
        assert np.isfinite(entry.scores).all()
        assert entry.scores.shape == rows.shape
        assert entry.seconds >= 0
    ratio = gzip_ratio(data, rows).scores
    assert ratio[heavy].mean() > ratio[~heavy].mean()


@pytest.mark.skipif(find_spec("slopscore") is not None, reason="it is installed here")
def test_a_tool_that_is_missing_is_no_error(small_sets: Sets) -> None:
    entry = peer("slopscore-lint", "as it installs", small_sets["en"], np.arange(2), sys.executable)
    assert entry.scores is None
    assert entry.name == "slopscore-lint"


def test_the_page_loads_nothing_and_escapes() -> None:
    text = page(ROWS)
    assert "default-src 'none'" in text
    assert "src=" not in text
    assert "http://" not in text
    assert "https://" not in text
    assert "&lt;out of fold&gt;" in text
    assert text.count('<tr class="own">') == 2
    assert "0.950" in text
    assert MISSING in text
    for coordinate in text.split('x1="')[1:]:
        assert 0 <= float(coordinate.partition("%")[0]) <= 100
