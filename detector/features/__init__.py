"""The measures of padding: one module a family, every measure a value that explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.features import boilerplate, claims, filler, keywords, novelty, repetition
from detector.features.spec import Feature

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detector.article import Batch

__all__ = ["FEATURES", "REFERENCE", "Feature", "measure"]

FEATURES: tuple[Feature, ...] = (
    *repetition.FEATURES,
    *boilerplate.FEATURES,
    *keywords.FEATURES,
    *claims.FEATURES,
    *filler.FEATURES,
    *novelty.FEATURES,
)
"""What the article model may read, in a fixed order."""

if TYPE_CHECKING:
    REFERENCE: tuple[Feature, ...]


def __getattr__(name: str) -> tuple[Feature, ...]:
    """Import the reference measures only when somebody asks for them: scoring does not."""
    if name != "REFERENCE":
        raise AttributeError(name)
    from detector.features.reference import REFERENCE  # noqa: PLC0415 - see above

    return REFERENCE


def measure(
    batch: Batch, features: tuple[Feature, ...] = FEATURES
) -> dict[str, NDArray[np.float64]]:
    """Measure every article of a judged batch.

    Returns:
        Feature id → float64 of shape (articles,), NaN where not measurable.

    Raises:
        LookupError: the batch was not judged by a sentence model.
    """
    return {feature.id: feature.values(batch) for feature in features}
