"""What training and evaluating answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from detector.article import Language
    from detector.learning.evaluating import Figure
    from detector.learning.findings import Findings

Mode: TypeAlias = Literal["blended", "refitted"]
"""How a language is learned: the model before blended in, or on its labels alone."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """An article that the model judges most unlike its reader: score 0–100, verdict or yes/no."""

    id: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well a model judges labelled articles.

    Attributes:
        articles: how many were scored.
        abstained: ids of those that got no score.
        figures: group (`all`, `en`, `ar`, …) → name of a figure → its value and interval. A
            value that cannot be computed (one class only) is NaN.
        mistakes: the worst first.
    """

    articles: int
    abstained: tuple[str, ...]
    figures: Mapping[str, Mapping[str, Figure]]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better than the model before, in AUROC on held-out groups, by paired bootstrap."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What training made.

    Attributes:
        files: every file that was written, the model first.
        mode: for each language whether the model before was blended in, as with few labels,
            refitted on these labels alone, or kept because too few labels were of this language.
        evaluation: on groups held out of each fold.
        gain: over the model before, None when there was none to compare with.
        findings: the same in full, for the card and the report.
    """

    files: tuple[Path, ...]
    mode: Mapping[Language, Mode | Literal["kept"]]
    evaluation: Evaluation
    gain: Gain | None
    findings: Findings | None = None

    @property
    def improves(self) -> bool:
        """Whether it beats the model before by more than the noise."""
        return self.gain is not None and self.gain.low > 0.0
