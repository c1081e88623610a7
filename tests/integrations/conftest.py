from __future__ import annotations

from typing import Any
from zlib import crc32

import pytest

from detector.results import Abstention, Row, Sentence, Share


def fake_rows(sources: Any, **asked: Any) -> list[Row]:
    """Answers that depend on the text alone."""
    return [_row(source, asked) for source in sources]


def _row(source: Any, asked: dict[str, Any]) -> Row:
    words, lang = len(source.text.split()), source.lang or "en"
    if words < 5:
        return Row(lang, words, None, None, None, Abstention("too_short", "…"), (), {}, ())
    share = crc32(source.text.encode()) % 1000 / 1000
    end = source.text.find(".") + 1
    sentences = [Sentence(0, end, "sentence", 0.1, None, None, 0)]
    if end < len(source.text):
        sentences.append(Sentence(end, len(source.text), "sentence", 0.9, "generic", None, 0))
    return Row(
        lang=lang,
        words=words,
        score=100 * share,
        share=Share(share, share / 2, (1 + share) / 2),
        band="heavy",
        abstained=None,
        reasons=("fake.one", "fake.two"),
        features={"fake.one": share / 3} if asked.get("features") else {},
        sentences=tuple(sentences) if asked.get("sentences") else (),
    )


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let integrations score with the fake, without a model."""
    from detector.integrations import columns  # noqa: PLC0415

    monkeypatch.setattr(columns, "score_rows", fake_rows)
    monkeypatch.setattr(columns, "model_at", lambda _: None)
    return fake_rows
