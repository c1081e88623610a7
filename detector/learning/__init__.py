"""Everything that fits or evaluates a model: the only part that imports scikit-learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detector.learning.estimators import PaddingClassifier, PaddingFeatures

__all__ = ["PaddingClassifier", "PaddingFeatures"]


def __getattr__(name: str) -> object:
    """Import the estimators when they are asked for: labelling does without scikit-learn."""
    if name in __all__:
        from detector.learning import estimators  # noqa: PLC0415  (scikit-learn)

        return getattr(estimators, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
