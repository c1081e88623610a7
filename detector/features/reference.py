"""All reference measures: what other people measure, for comparison; no model reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.features import (
    reference_c4,
    reference_claims,
    reference_diversity,
    reference_gopher,
    reference_ideas,
    reference_information,
    reference_keyphrase,
    reference_lists,
    reference_names,
    reference_quality,
    reference_readability,
    reference_repetition,
)

if TYPE_CHECKING:
    from detector.features.spec import Feature

REFERENCE: tuple[Feature, ...] = (
    *reference_gopher.FEATURES,
    *reference_repetition.FEATURES,
    *reference_quality.FEATURES,
    *reference_c4.FEATURES,
    *reference_diversity.FEATURES,
    *reference_readability.FEATURES,
    *reference_information.FEATURES,
    *reference_ideas.FEATURES,
    *reference_keyphrase.FEATURES,
    *reference_claims.FEATURES,
    *reference_names.FEATURES,
    *reference_lists.FEATURES,
)
"""Reference measures in a fixed order, family by family."""
