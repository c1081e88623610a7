"""What the labelled articles are: counts for the model card, and none of their texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from corpus import read_rows

from detector.learning.rubric import LABELS, count_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

OURS = "written for this project (Apache-2.0)"
LICENCES = (
    ("page copyright", "copyright of the page"),
    ("bbc", "copyright of the page"),
    ("unknown", "none stated"),
    ("none stated", "none stated"),
    ("see ", "in a file of its own"),
    ("cc0", "public domain or CC0"),
    ("public domain", "public domain or CC0"),
    ("cc", "Creative Commons"),
    ("mit", "the open licence of its repository"),
    ("apache", "the open licence of its repository"),
    ("bsd", "the open licence of its repository"),
    ("agpl", "the open licence of its repository"),
)
"""How a licence as noted begins → what it comes to; the first that fits."""


def count_data(folder: Path, lang: str) -> dict[str, Any]:
    """Count the articles of one language by kind, licence, verdict and label of their units."""
    rows = [r for kind in ("real", "written") for r in read_rows(folder / f"{kind}-{lang}.jsonl")]
    return {
        "articles": len(rows),
        "words": sum(count_words(row["text"]) for row in rows),
        "kinds": ordered(row["kind"] for row in rows),
        "origins": ordered(row["origin"] or "this project" for row in rows),
        "licences": ordered(licence(row["license"]) for row in rows),
        "verdicts": in_order("0123", (str(row["verdict"]) for row in rows)),
        "labels": in_order(LABELS, (mark for row in rows for _, _, mark in row["units"])),
        "read twice": sum(row["annotations"] > 1 for row in rows),
    }


def licence(noted: str | None) -> str:
    """What a licence as noted comes to."""
    if noted is None:
        return OURS
    text = noted.lower()
    if "wikipedia" in text:
        return "Creative Commons"
    return next((meaning for start, meaning in LICENCES if text.startswith(start)), "another")


def ordered(values: Iterable[str]) -> dict[str, int]:
    """Counts, the largest first."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def in_order(names: Iterable[str], values: Iterable[str]) -> dict[str, int]:
    """Counts in a given order."""
    found = Counter(values)
    return {name: found[name] for name in names}
