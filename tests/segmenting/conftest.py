from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detector.article import Kind, Source
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Language

    Cut = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def cut() -> Cut:
    """Give the units of a text as (kind, text)."""

    def units(text: str, lang: Language = "en", title: str | None = None) -> list[tuple[str, str]]:
        columns = make_batch([Source(text, title=title)], lang).units
        spans = zip(columns.kind, columns.start, columns.end, strict=True)
        return [(Kind(k).name.lower(), text[a:b] if a >= 0 else f"<{title}>") for k, a, b in spans]

    return units


@pytest.fixture
def headings(cut: Cut) -> Callable[..., list[str]]:
    """Give the headings of a text."""

    def found(text: str, lang: Language = "en") -> list[str]:
        return [unit for kind, unit in cut(text, lang) if kind == "heading"]

    return found
