"""What a feature is typically like, as `detector features NAME` says it."""

from __future__ import annotations

import io

from rich.console import Console

from detector.features import FEATURES, REFERENCE
from detector.reports.terminal_features import explain


def test_every_measure_says_what_it_is_like_in_either_language_where_it_was_measured() -> None:
    told = {}
    for feature in (*FEATURES, *REFERENCE):
        page = io.StringIO()
        explain(feature, Console(file=page, width=200))
        told[feature.id] = page.getvalue()
    rarity = told["novelty.rarity"]
    assert "Typical in Arabic" in rarity
    assert "Typical in English" in rarity
    assert rarity.count("padded articles") == 2
    without = [name for name, page in told.items() if "Typical in" not in page]
    assert all(name.startswith("reference.") for name in without)
