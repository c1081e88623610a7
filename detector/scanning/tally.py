"""Counts of a scan: rows read, bad and written, scores by tens, bands, reasons for no score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BINS = 10  # of the scores: 0-10, 10-20, … 90-100


@dataclass(slots=True)
class Tally:
    """What has been counted.

    `rows` were read, `bad` could not be, `written` stand in the output. `tenths` is the sum of
    the scores in tenths of a point, so that it does not depend on the order of adding.
    """

    rows: int = 0
    bad: int = 0
    written: int = 0
    tenths: int = 0
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    bands: Counter[str] = field(default_factory=Counter)
    abstained: Counter[str] = field(default_factory=Counter)

    @property
    def scored(self) -> int:
        """How many articles have a score."""
        return sum(self.bins)

    @property
    def mean(self) -> float | None:
        """The mean score, 0-100."""
        return self.tenths / 10 / self.scored if self.scored else None

    def count(self, row: Mapping[str, Any], *, written: bool) -> None:
        """Count an output row."""
        self.rows += 1
        self.written += written
        score = row["score"]
        if score is None:
            self.abstained[(row["abstained"] or {}).get("reason", "unknown")] += 1
            return
        self.tenths += round(10 * score)
        self.bins[min(int(score * BINS / 100), BINS - 1)] += 1
        self.bands[row["band"]] += 1

    def add(self, other: Tally) -> None:
        """Add the counts of another part of the scan."""
        self.rows += other.rows
        self.bad += other.bad
        self.written += other.written
        self.tenths += other.tenths
        self.bins = [a + b for a, b in zip(self.bins, other.bins, strict=True)]
        self.bands.update(other.bands)
        self.abstained.update(other.abstained)

    def to_json(self) -> dict[str, Any]:
        """Return the counts for a manifest."""
        counts = {name: getattr(self, name) for name in ("rows", "bad", "written", "tenths")}
        return counts | {
            "bins": self.bins,
            "bands": dict(sorted(self.bands.items())),
            "abstained": dict(sorted(self.abstained.items())),
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Tally:
        """Read back what `to_json` gave."""
        counters = {name: Counter(found[name]) for name in ("bands", "abstained")}
        return cls(**{**found, "bins": list(found["bins"]), **counters})
