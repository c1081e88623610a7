"""What the detector answers: immutable values, the same for terminal, JSON, HTML and Python.

Offsets are half-open character positions in `Result.text` (Python `str` positions of the
decoded input). Shares and probabilities lie in 0–1, the score in 0–100, log-odds are natural.
"""

# Annotations are evaluated: kept as strings, each field would be compiled at every start.

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]
Band: TypeAlias = Literal["dense", "some", "heavy", "mostly"]
Kind: TypeAlias = Literal["heading", "item", "sentence", "row", "furniture"]
Reason: TypeAlias = Literal["restates", "generic", "stuffing"]

SCHEMA = 1


class Share(NamedTuple):
    """The share of the article's words that could go, with its 90 % interval."""

    value: float
    low: float
    high: float


class Abstention(NamedTuple):
    """Why there is no score: `reason` is a short id, `detail` one sentence."""

    reason: str
    detail: str


class Contribution(NamedTuple):
    """One feature's part of the log-odds.

    `value` is None when the feature is not measurable here, and `reason` then says why.
    `percentile` (0–100) is the value's place among the reference articles of the language.
    """

    feature: str
    family: str
    value: float | None
    reason: str | None
    unit: str
    percentile: float | None
    log_odds: float
    evidence: tuple[Span, ...]


class Sentence(NamedTuple):
    """One unit of the article in reading order.

    `padding` is the probability that it is padding (None for headings and furniture),
    `reason` the likeliest kind of padding when `padding` is at least one half,
    `restates` the index of the earlier sentence that it repeats, `section` its section's index.
    """

    start: int
    end: int
    kind: Kind
    padding: float | None
    reason: Reason | None
    restates: int | None
    section: int


class Section(NamedTuple):
    """What one section holds and adds.

    `level` is the heading's depth (0: the text before the first heading), `stock` whether its
    heading would fit any article, `position` its middle in the article (0–1), `new_claims` the
    number of claims made here first, `restated` the share of its words in restating sentences,
    `padding` the share of its words that could go (None when it has no words of its own).
    """

    start: int
    end: int
    heading: str | None
    level: int
    stock: bool
    position: float
    words: int
    new_claims: int
    restated: float | None
    padding: float | None


class Keyphrase(NamedTuple):
    """An over-used phrase: `density` is the share of the article's words it takes (0–1)."""

    phrase: str
    count: int  # type: ignore[assignment]  # as the answer calls it; no phrase is searched
    density: float
    spans: tuple[Span, ...]


class Claim(NamedTuple):
    """A checkable specific: `kind` names one of `detector.features.claims.KINDS`."""

    start: int
    end: int
    kind: str


class Cuts(NamedTuple):
    """The sentences to delete and what the article becomes without them, really re-scored.

    `score_after` and `share_after` are None when the rest is too short to be scored.
    """

    sentences: tuple[int, ...]
    words_after: int
    score_after: float | None
    share_after: float | None


class ModelInfo(NamedTuple):
    """The model that scored: its name, format number and SHA-256."""

    name: str
    format: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer for one article.

    `score == 100 · sigmoid(log_odds)` and `intercept + Σ contributions.log_odds == log_odds`.
    When `abstained` is set, `score`, `band`, `share`, `log_odds`, `intercept` and `cuts` are
    None and `contributions` is empty; sentences and sections are still given where they exist.
    """

    path: str
    title: str | None
    lang: str | None
    text: str
    words: int
    score: float | None
    band: Band | None
    share: Share | None
    abstained: Abstention | None
    log_odds: float | None
    intercept: float | None
    contributions: tuple[Contribution, ...]
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    keyphrases: tuple[Keyphrase, ...]
    claims: tuple[Claim, ...]
    cuts: Cuts | None
    model: ModelInfo


class Row(NamedTuple):
    """The answer for one article of a scan: the numbers of `Result` without its evidence.

    `reasons` are the ids of the three features that raised the score most. `features` (id →
    value, None when not measurable) and `sentences` are empty unless they were asked for.
    """

    lang: str | None
    words: int
    score: float | None
    share: Share | None
    band: Band | None
    abstained: Abstention | None
    reasons: tuple[str, ...]
    features: Mapping[str, float | None]
    sentences: tuple[Sentence, ...]
