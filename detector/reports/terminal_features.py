"""What is measured, for a terminal: a list by family, or one feature explained."""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from detector.reports.terminal_paper import Paper, print_lines
from detector.reports.wording import measured, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from detector.features import Feature

_TYPICAL = Path(__file__).parents[1] / "features" / "typical.json"
_INDENT = "  "
_DIRECTIONS = {
    1: "more of it may only point to padding",
    -1: "less of it may only point to padding",
    0: "a reference measure: no model reads it",
}


def list_features(features: Sequence[Feature], console: Console) -> None:
    """Print features by family: id and plain name, and under them what is measured."""
    paper = Paper.of(console)
    for number, (family, members) in enumerate(groupby(features, lambda each: each.family)):
        if number:
            console.print()
        name = wording().families.get(family, family)
        print_lines(console, [paper.own(name, "bold")])
        for feature in members:
            print_lines(console, _entry(feature, paper))


def _entry(feature: Feature, paper: Paper) -> Iterator[Text]:
    yield from paper.hang(Text(_INDENT), paper.own(feature.id, "cyan"))
    yield from paper.hang(Text(2 * _INDENT), paper.own(feature.summary))


def explain(feature: Feature, console: Console) -> None:
    """Print all that is known of one feature."""
    paper = Paper.of(console)
    lines = [*paper.hang(Text(), paper.own(feature.id, "bold"))]
    for name in (feature.label, feature.label_ar):
        lines += paper.hang(Text(_INDENT), paper.quote(name))
    for title, text in _facts(feature):
        lines += [Text(), paper.own(title, "dim"), *paper.hang(Text(_INDENT), paper.own(text))]
    print_lines(console, lines)


def _facts(feature: Feature) -> Iterator[tuple[str, str]]:
    yield "What is measured", feature.summary
    yield "Why it signals padding", feature.rationale
    yield "Where it misfires", feature.misfires
    yield "Values", f"{_range(feature)}; {_DIRECTIONS[feature.direction]}"
    for lang, kinds in _typical().get(feature.id, {}).items():
        yield f"Typical in {wording().languages.get(lang, lang)}", _quartiles(kinds, feature.unit)
    yield "Not measurable", f"when {feature.unmeasurable}"
    yield "Source", feature.source


@cache
def _typical() -> dict[str, dict[str, dict[str, list[float]]]]:
    """Quartiles in dense and padded real articles: feature, language, kind."""
    found: dict[str, dict[str, dict[str, list[float]]]] = json.loads(_TYPICAL.read_text("utf-8"))
    return found


def _quartiles(kinds: dict[str, list[float]], unit: str) -> str:
    """Say where the middle half of dense and of padded articles lies, and the median."""
    told = (
        f"{kind} articles {measured(low, unit)} to {measured(high, unit)}, "
        f"median {measured(middle, unit)}"
        for kind, (low, middle, high) in kinds.items()
    )
    return "; ".join(told)


def _range(feature: Feature) -> str:
    low, high = feature.range
    lowest = measured(low, feature.unit) if low > -inf else "without a lower bound"
    return f"{lowest} to {measured(high, feature.unit)}" if high < inf else f"{lowest} or more"
