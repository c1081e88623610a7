"""What held-out tests found, as plain values: what the card says and the report draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from detector.article import Language
    from detector.learning.evaluating import Figure
    from detector.learning.outcomes import Gain, Mode

Reading: TypeAlias = Literal["dense", "some", "heavy", "mostly", "padded"]
"""What a reader said: a verdict, or dense or padded where only yes or no is known."""


class Line(NamedTuple):
    """Points of a curve; both axes run from 0 to 1 unless said otherwise."""

    x: tuple[float, ...]
    y: tuple[float, ...]


class Bin(NamedTuple):
    """Articles of like probability.

    `chance` is their mean probability, `rate` the part that readers call heavily padded with its
    90 % interval (Wilson 1927).
    """

    chance: float
    rate: float
    low: float
    high: float
    articles: int


class Confusion(NamedTuple):
    """How many articles of one reading score below the threshold, and how many not."""

    reading: Reading
    below: int
    above: int


class Judged(NamedTuple):
    """How one model does on the articles of a language."""

    figures: Mapping[str, Figure]
    roc: Line
    precision: Line
    reliability: tuple[Bin, ...]
    confusion: tuple[Confusion, ...]


class Group(NamedTuple):
    """How the trained model does on some of the articles.

    Attributes:
        kind: `length` (name short or long), `headings` (with or without) or `source`.
        name: which of the kind.
        limit: words up to which an article is short; 0 for other kinds.
        articles: how many there are.
        auroc: None where one class has fewer than five articles.
        share_error: mean absolute error of the share, NaN where no share is known.
        accused: dense articles (under verdict 2) at or above the threshold, of `dense`.
        dense: articles under verdict 2.
        missed: padded articles below the threshold, of `padded`.
        padded: articles of verdict 2 or 3.
    """

    kind: Literal["length", "headings", "source"]
    name: str
    limit: int
    articles: int
    auroc: Figure | None
    share_error: float
    accused: int
    dense: int
    missed: int
    padded: int


class Amount(NamedTuple):
    """What is reached by learning from this many articles."""

    articles: int
    auroc: Figure


class ShapeLine(NamedTuple):
    """What a feature adds to the log-odds at its values; `before` in the model before.

    `weight` is the mean of what it adds or takes, without its sign. `low` and `high` hold what
    95 of 100 articles have.
    """

    feature: str
    unit: str
    weight: float
    low: float
    high: float
    now: Line
    before: Line


class Miss(NamedTuple):
    """An article on the wrong side of the threshold: scores 0–100, of the held-out test."""

    id: str
    title: str | None
    file: Path | None
    source: str
    lang: Language
    words: int
    reading: Reading
    score: float
    before: float


@dataclass(frozen=True, slots=True)
class LanguageFindings:
    """What was found in one language.

    Attributes:
        lang: the language.
        mode: how it was learned.
        articles: how many were tested.
        sources: how many sources they are of.
        now: the trained model, each article judged by a model that never saw its source.
        before: the model before, on the same articles, some of which it may have learned from.
        groups: the trained model by length, headings and source.
        amounts: AUROC by how much was learned from, the least first.
        amounts_before: AUROC of the model before on the articles of `amounts`.
        shapes: of the trained model, the weightiest first.
    """

    lang: Language
    mode: Mode
    articles: int
    sources: int
    now: Judged
    before: Judged
    groups: tuple[Group, ...]
    amounts: tuple[Amount, ...]
    amounts_before: float
    shapes: tuple[ShapeLine, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, and of which model.

    `misses` are the articles on the wrong side of `threshold` (a score), the worst first.
    `data` is the fingerprint of the labelled articles.
    """

    model: str
    sha256: str
    base: str
    base_sha256: str
    data: str
    seed: int
    threshold: float
    languages: tuple[LanguageFindings, ...]
    misses: tuple[Miss, ...]
    gain: Gain | None
