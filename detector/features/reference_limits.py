"""The limits at which corpus filters reject a page, for English and for Arabic.

English: Gopher (Rae et al. 2021, arXiv:2112.11446, table A1) and FineWeb (Penedo et al. 2024,
arXiv:2406.17557), as datatrove has them. Arabic: FineWeb-2's file for Standard Arabic
(configs/arb_Arab.yml), which leaves out the rules that are missing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.article import Language


class Limit(NamedTuple):
    """A page is rejected when its value is below `low` or above `high`."""

    low: float = float("-inf")
    high: float = float("inf")

    def rejects(self, value: float) -> bool:
        """Tell whether a page with this value is rejected; one not measurable is not."""
        return value < self.low or value > self.high


_ENGLISH = {
    "reference.dup_line_frac": Limit(high=0.30),
    "reference.dup_para_frac": Limit(high=0.30),
    "reference.dup_line_char_frac": Limit(high=0.20),
    "reference.dup_para_char_frac": Limit(high=0.20),
    "reference.top_2_gram": Limit(high=0.20),
    "reference.top_3_gram": Limit(high=0.18),
    "reference.top_4_gram": Limit(high=0.16),
    "reference.duplicated_5_n_grams": Limit(high=0.15),
    "reference.duplicated_6_n_grams": Limit(high=0.14),
    "reference.duplicated_7_n_grams": Limit(high=0.13),
    "reference.duplicated_8_n_grams": Limit(high=0.12),
    "reference.duplicated_9_n_grams": Limit(high=0.11),
    "reference.duplicated_10_n_grams": Limit(high=0.10),
    "reference.mean_word_length": Limit(low=3.0, high=10.0),
    "reference.hash_word_ratio": Limit(high=0.1),
    "reference.ellipsis_word_ratio": Limit(high=0.1),
    "reference.bullet_line_ratio": Limit(high=0.9),
    "reference.ellipsis_line_ratio": Limit(high=0.3),
    "reference.alpha_word_ratio": Limit(low=0.8),
    "reference.stop_word_kinds": Limit(low=2.0),
    "reference.line_punct_ratio": Limit(low=0.12),
    "reference.short_line_ratio": Limit(high=0.67),
    "reference.char_dup_ratio": Limit(high=0.01),
    "reference.list_ratio": Limit(high=0.3),
    "reference.mc4_long_lines": Limit(low=3.0),
}

_ARABIC = {
    "reference.dup_line_frac": Limit(high=0.304),
    "reference.top_2_gram": Limit(high=0.197),
    "reference.top_3_gram": Limit(high=0.172),
    "reference.top_4_gram": Limit(high=0.146),
    "reference.duplicated_5_n_grams": Limit(high=0.165),
    "reference.duplicated_6_n_grams": Limit(high=0.153),
    "reference.duplicated_7_n_grams": Limit(high=0.142),
    "reference.duplicated_8_n_grams": Limit(high=0.131),
    "reference.duplicated_9_n_grams": Limit(high=0.120),
    "reference.duplicated_10_n_grams": Limit(high=0.109),
    "reference.mean_word_length": Limit(low=2.0, high=9.0),
    "reference.hash_word_ratio": Limit(high=0.1),
    "reference.ellipsis_word_ratio": Limit(high=0.1),
    "reference.bullet_line_ratio": Limit(high=0.9),
    "reference.ellipsis_line_ratio": Limit(high=0.3),
    "reference.alpha_word_ratio": Limit(low=0.787),
    "reference.stop_word_kinds": Limit(low=2.0),
    "reference.line_punct_ratio": Limit(low=0.143),
    "reference.char_dup_ratio": Limit(high=0.1),
    "reference.list_ratio": Limit(high=0.189),
    "reference.mc4_long_lines": Limit(low=3.0),
}

LIMITS: Mapping[Language, Mapping[str, Limit]] = {"en": _ENGLISH, "ar": _ARABIC}
"""Feature id → limit, for the measures that a published filter rejects pages by."""
