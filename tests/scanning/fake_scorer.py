"""A scorer that is quick and depends on the text alone, importable by worker processes."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING
from zlib import crc32

from detector.results import Abstention, Row, Sentence, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Source

_SENTENCE = re.compile(r"[^.\n]+[.]?")


def fake(sources: Sequence[Source]) -> list[Row]:
    return [_row(source) for source in sources]


def slow(sources: Sequence[Source]) -> list[Row]:
    time.sleep(0.05)
    return fake(sources)


def faulty(sources: Sequence[Source]) -> list[Row]:
    if any("fault" in source.text for source in sources):
        raise ZeroDivisionError("a fault of ours")
    return fake(sources)


def _row(source: Source) -> Row:
    words, lang = len(source.text.split()), source.lang or "en"
    if words < 5:
        return Row(lang, words, None, None, None, Abstention("too_short", "short"), (), {}, ())
    share = crc32(source.text.encode("utf-8", "replace")) % 1000 / 1000
    return Row(
        lang=lang,
        words=words,
        score=100 * share,
        share=Share(share, share / 2, (1 + share) / 2),
        band="heavy" if share > 0.3 else "some",
        abstained=None,
        reasons=("fake.one", "fake.two"),
        features={"fake.one": share, "fake.two": None},
        sentences=tuple(_sentences(source.text)),
    )


def _sentences(text: str) -> list[Sentence]:
    return [
        Sentence(found.start(), found.end(), "sentence", float("filler" in found[0]), None, None, 0)
        for found in _SENTENCE.finditer(text)
    ]


def dying(_: Sequence[Source]) -> list[Row]:
    time.sleep(0.2)
    os._exit(9)
