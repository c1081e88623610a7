"""What a sentence model says of every unit of a batch, kept with the batch.

Features that rest on it read it here, so that a measure is a function of the batch alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Floats


class Judgement(NamedTuple):
    """For every unit the probability that it is padding, split by reason, and its wording.

    `restates + generic + stuffing == padding`; all are 0 for headings and furniture. `wording`
    is the lexical evidence in log-odds: how typical of padding its words are.
    """

    padding: Floats
    restates: Floats
    generic: Floats
    stuffing: Floats
    wording: Floats


_KEY = "judgement"


def keep_judgement(batch: Batch, judgement: Judgement) -> None:
    """Keep it with the batch; features of judged sentences can then be measured."""
    batch.memo[_KEY] = judgement


def judgement(batch: Batch) -> Judgement:
    """Return the batch's judgement.

    Raises:
        LookupError: none was kept; `detector.model` does so before it measures.
    """
    if _KEY not in batch.memo:
        raise LookupError("the batch was not judged: score it with a model first")
    return cast("Judgement", batch.memo[_KEY])
