"""The sentence model: from a batch to a judgement of every unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features.columns import is_prose
from detector.features.judgement import Judgement
from detector.features.sentences import model_inputs
from detector.model.lexical import Lexical
from detector.model.shapes import sigmoid
from detector.model.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.inputs import Inputs

    Floats = NDArray[np.float64]

REASON_INPUTS = (
    "overlap", "title_overlap", "heading_overlap", "seen_bits", "new_bits", "linked", "earlier",
    "central", "bigrams_again", "trigrams_again", "focus", "focus.section", "question",
    "stock_section", "last_section", "progress", "words", "wording", "summaries", "importance",
    "evaluations", "promises", "fillers", "padding_lists", "names", "figures", "places",
)  # fmt: skip


class Reasons(NamedTuple):
    """A multinomial model of why a padded unit is padding: restates, generic, stuffing."""

    names: tuple[str, ...]
    weights: Floats
    intercept: Floats

    def shares(self, inputs: Inputs) -> Floats:
        """Probability of each reason: shape (3, units)."""
        score = inputs.weigh(self.names, self.weights) + self.intercept[:, None]
        power = np.exp(score - score.max(axis=0))
        return np.asarray(power / power.sum(axis=0))


class SentenceModel(NamedTuple):
    """Lexical evidence, trees over all inputs, and the reasons."""

    lexical: Lexical
    trees: Trees
    reasons: Reasons

    def judge(self, batch: Batch) -> Judgement:
        """Judge every unit of a batch."""
        inputs = model_inputs(batch, self.lexical.evidence(batch))
        log_odds = self.trees.log_odds(inputs.at(np.flatnonzero(is_prose(batch))))
        return self.judge_log_odds(batch, inputs, log_odds)

    def judge_log_odds(self, batch: Batch, inputs: Inputs, log_odds: Floats) -> Judgement:
        """Split the probability of padding by reason; headings and furniture are none.

        Args:
            batch: the articles.
            inputs: of all units.
            log_odds: of the units of prose.
        """
        prose = np.flatnonzero(is_prose(batch))
        padding, split = np.zeros(inputs.units), np.zeros((3, inputs.units))
        padding[prose] = sigmoid(log_odds)
        split[:, prose] = self.reasons.shares(inputs.at(prose)) * padding[prose]
        restates, generic, stuffing = split
        return Judgement(padding, restates, generic, stuffing, inputs["wording"])

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The arrays of an artefact, by name."""
        return {
            **self.lexical.arrays(f"{prefix}.lexical"),
            **self.trees.arrays(f"{prefix}.trees"),
            f"{prefix}.reasons.names": np.array(self.reasons.names),
            f"{prefix}.reasons.weights": self.reasons.weights,
            f"{prefix}.reasons.intercept": self.reasons.intercept,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> SentenceModel:
        """Read them back; KeyError where one is missing."""
        reasons = Reasons(
            tuple(str(name) for name in arrays[f"{prefix}.reasons.names"]),
            np.asarray(arrays[f"{prefix}.reasons.weights"]),
            np.asarray(arrays[f"{prefix}.reasons.intercept"]),
        )
        return cls(
            Lexical.from_arrays(arrays, f"{prefix}.lexical"),
            Trees.from_arrays(arrays, f"{prefix}.trees"),
            reasons,
        )
