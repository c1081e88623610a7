"""The rows that a scan writes, as `INTERFACE` pins them, and their encoding."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from detector.cutting import cut_text
from detector.explaining import cut_list
from detector.results import Cuts, ModelInfo, Result, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.reading.rows import BadRow, InputRow
    from detector.results import Row, Sentence
    from detector.scanning.options import Measuring

    Json: TypeAlias = dict[str, object]

# Escaped as in `score --format json`: nothing printed from a row can command a terminal.
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def answer(given: InputRow, row: Row, text: str, asked: Measuring) -> Json:
    """Return the output row of an article whose text is `text`."""
    found: Json = {"id": given.id, **figures(row)}
    if asked.documents:
        found |= {"title": given.title, "url": given.url}
        found["text"] = without_padding(row, text) if asked.drop_padding else text
    elif asked.sentences and given.page is not None:
        found["text"] = text  # the offsets count in it
    if asked.features or asked.reference:
        found["features"] = feature_values(row)
    if asked.sentences:
        found["sentences"] = [_sentence(sentence) for sentence in row.sentences]
    return found


def figures(row: Row) -> Json:
    """Return the answer for an article without what says which article it is."""
    share = row.share
    return {
        "lang": row.lang,
        "words": row.words,
        "score": _round(row.score, 1),
        "share": _round(share.value if share else None, 4),
        "share_low": _round(share.low if share else None, 4),
        "share_high": _round(share.high if share else None, 4),
        "band": row.band,
        "abstained": row.abstained
        and {"reason": row.abstained.reason, "detail": row.abstained.detail},
        "reasons": list(row.reasons),
    }


def feature_values(row: Row) -> Json:
    """Return the value of every feature, rounded as it is written everywhere."""
    return {
        name: None if value is None else round(value, 6) + 0.0
        for name, value in row.features.items()
    }


def survives(row: Mapping[str, object], asked: Measuring) -> bool:
    """Say whether a document is written; one without a score is not accused and stays."""
    score = row["score"]
    return asked.keep_under is None or not isinstance(score, float) or score < asked.keep_under


def without_padding(row: Row, text: str) -> str:
    """Return an article's text without its padding; as it was where there is no score."""
    if row.score is None:
        return text
    cuts = Cuts(cut_list(row.sentences), 0, None, None)
    if not cuts.sentences:
        return text
    flat = Section(0, 0, None, 1, False, 0.0, 0, 0, None, None)  # levels are not in a row
    sections = (flat,) * (1 + max(sentence.section for sentence in row.sentences))
    nothing: tuple[()] = ()
    return cut_text(
        Result(
            path="-", title=None, lang=row.lang, text=text, words=row.words, score=row.score,
            band=row.band, share=row.share, abstained=None, log_odds=None, intercept=None,
            contributions=nothing, sentences=row.sentences, sections=sections,
            keyphrases=nothing, claims=nothing, cuts=cuts, model=ModelInfo("", 0, ""),
        )
    )  # fmt: skip


def bad_answer(bad: BadRow) -> Json:
    """Return the row of the error file."""
    return {"path": bad.path, "row": bad.row, "reason": bad.reason}


def encode(row: Json) -> bytes:
    """Write a row as one line of JSON in UTF-8; equal rows give equal bytes."""
    text = _ENCODER.encode(row)
    text = _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return text.encode("utf-8") + b"\n"


def _sentence(sentence: Sentence) -> Json:
    return {
        "start": sentence.start,
        "end": sentence.end,
        "kind": sentence.kind,
        "padding": _round(sentence.padding, 4),
        "reason": sentence.reason,
        "restates": sentence.restates,
        "section": sentence.section,
    }


def _round(number: float | None, digits: int) -> float | None:
    """Round away what depends on the number of articles measured at once; no minus zero."""
    return None if number is None else round(float(number), digits) + 0.0
