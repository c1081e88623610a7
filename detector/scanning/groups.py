"""Scores by domain, or by folder for what has no web address."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 50_000  # groups kept; beyond that the smallest go
_PADDED = 50.0  # a score from which an article is likelier padded than not


@dataclass(slots=True)
class Groups:
    """Per group: documents, those with a score, padded ones, sums of scores and of shares.

    Scores are summed in tenths and shares in thousandths, so that no sum depends on the order.
    """

    counts: dict[str, list[int]] = field(default_factory=dict)

    def count(self, url: str | None, name: str, row: Mapping[str, Any]) -> None:
        """Count an output row in the group of its address, else of its id."""
        group = group_of(url or name)
        if not group:
            return
        counts = self.counts.setdefault(group, [0, 0, 0, 0, 0])
        counts[0] += 1
        score = row["score"]
        if score is not None:
            counts[1] += 1
            counts[2] += score >= _PADDED
            counts[3] += round(10 * score)
            counts[4] += round(1000 * (row["share"] or 0))

    def add(self, other: Mapping[str, list[int]]) -> None:
        """Add the counts of another part of the scan."""
        for group, counts in other.items():
            known = self.counts.get(group, (0, 0, 0, 0, 0))
            self.counts[group] = [a + b for a, b in zip(known, counts, strict=True)]
        if len(self.counts) > 2 * MOST:
            self.counts = dict(self._largest(MOST))

    def to_json(self, most: int) -> list[dict[str, Any]]:
        """Return the largest groups: how many documents and how padded they are."""
        return [
            {
                "group": group,
                "documents": documents,
                "scored": scored,
                "mean_score": round(tenths / 10 / scored, 1) if scored else None,
                "mean_share": round(thousandths / 1000 / scored, 3) if scored else None,
                "padded": padded,
            }
            for group, (documents, scored, padded, tenths, thousandths) in self._largest(most)
        ]

    def _largest(self, most: int) -> list[tuple[str, list[int]]]:
        return sorted(self.counts.items(), key=lambda item: (-item[1][0], item[0]))[:most]


def group_of(place: str) -> str:
    """Return the domain of a web address, else the folder of a path, else nothing.

    >>> group_of("https://www.Example.org:80/a"), group_of("news/a.txt"), group_of("17")
    ('example.org', 'news', '')
    """
    if "://" in place:
        try:
            host = urlsplit(place).hostname or ""
        except ValueError:
            return ""
        return host.removeprefix("www.")
    file = place.partition("#")[0]
    folder = str(PurePath(file).parent) if "/" in file or "\\" in file else "."
    return "" if folder == "." else folder
