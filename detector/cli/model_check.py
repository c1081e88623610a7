"""Whether a model scores as a model should."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detector.errors import ModelError
from detector.reading import read_source
from detector.scoring import score_sources

if TYPE_CHECKING:
    from detector.model import Model
    from detector.results import Result


def check_model(model: Model, name: str) -> None:
    """Score the sample article of each of the model's languages.

    Raises:
        ModelError: a score or a contribution is not finite, or the contributions do not add up
            to the score's log-odds.
    """
    from detector.cli.inputs import SAMPLES

    for lang in sorted(model.languages):
        source = read_source(SAMPLES / f"{lang}.txt")._replace(lang=lang)
        if not adds_up(score_sources([source], model=model)[0]):
            raise ModelError(f"{name} scores the {lang} sample wrongly: train it again")


def adds_up(result: Result) -> bool:
    """Tell whether score, log-odds and contributions are finite and agree."""
    if result.score is None or result.log_odds is None or result.intercept is None:
        return False
    total = result.intercept + sum(c.log_odds for c in result.contributions)
    chance = 1.0 / (1.0 + math.exp(-result.log_odds)) if abs(result.log_odds) < 700 else math.nan
    return abs(total - result.log_odds) < 1e-6 and abs(100 * chance - result.score) < 1e-6
