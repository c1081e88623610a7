"""The answer as JSON, as `schema.json` beside this file describes it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from detector.reports.figures import listed
from detector.results import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from detector.results import (
        Contribution,
        Cuts,
        Keyphrase,
        Result,
        Section,
        Sentence,
        Share,
        Span,
    )

Json: TypeAlias = dict[str, object]

# Escaped, so that JSON printed to a terminal commands nothing and lone surrogates survive.
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(results: Result | Sequence[Result], *, extracted: Collection[str] = ()) -> str:
    """Write one object for one result, an array for several.

    Args:
        results: one result, or several in the order of the inputs.
        extracted: paths whose text was taken out of HTML: their objects carry it as `text`,
            because the offsets count in it and not in the file.

    Returns:
        Indented JSON in plain Unicode with a line end; equal results give equal text.

    Raises:
        ValueError: a number is not finite.
    """
    objects = [to_object(r, with_text=r.path in extracted) for r in listed(results)]
    whole = objects if isinstance(results, (list, tuple)) else objects[0]
    return dump(whole)


def dump(value: object) -> str:
    """Write any value as indented JSON that is safe to print, with a line end."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def to_object(result: Result, *, with_text: bool = False) -> Json:
    """Return a result as dictionaries and lists, keys in the order of the interface."""
    return {
        "schema": SCHEMA,
        "path": result.path,
        "title": result.title,
        "lang": result.lang,
        "words": result.words,
        **({"text": result.text} if with_text else {}),
        "score": _round(result.score, 1),
        "band": result.band,
        "share": result.share and _share(result.share),
        "abstained": result.abstained
        and {"reason": result.abstained.reason, "detail": result.abstained.detail},
        "log_odds": _round(result.log_odds, 9),
        "intercept": _round(result.intercept, 9),
        "contributions": [
            _contribution(c) for c in sorted(result.contributions, key=lambda c: -abs(c.log_odds))
        ],
        "sentences": [_sentence(s) for s in result.sentences],
        "sections": [_section(s) for s in result.sections],
        "keyphrases": [_keyphrase(k) for k in result.keyphrases],
        "claims": [{"start": c.start, "end": c.end, "kind": c.kind} for c in result.claims],
        "cuts": result.cuts and _cuts(result.cuts),
        "model": {
            "name": result.model.name,
            "format": result.model.format,
            "sha256": result.model.sha256,
        },
    }


def _contribution(contribution: Contribution) -> Json:
    return {
        "feature": contribution.feature,
        "family": contribution.family,
        "value": _round(contribution.value, 6),
        "reason": contribution.reason,
        "unit": contribution.unit,
        "percentile": _round(contribution.percentile, 1),
        "log_odds": _round(contribution.log_odds, 9),
        "evidence": _spans(contribution.evidence),
    }


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


def _section(section: Section) -> Json:
    return {
        "start": section.start,
        "end": section.end,
        "heading": section.heading,
        "level": section.level,
        "stock": section.stock,
        "position": _round(section.position, 4),
        "words": section.words,
        "new_claims": section.new_claims,
        "restated": _round(section.restated, 4),
        "padding": _round(section.padding, 4),
    }


def _keyphrase(keyphrase: Keyphrase) -> Json:
    return {
        "phrase": keyphrase.phrase,
        "count": keyphrase.count,
        "density": _round(keyphrase.density, 6),
        "spans": _spans(keyphrase.spans),
    }


def _cuts(cuts: Cuts) -> Json:
    return {
        "sentences": list(cuts.sentences),
        "words_after": cuts.words_after,
        "score_after": _round(cuts.score_after, 1),
        "share_after": _round(cuts.share_after, 4),
    }


def _share(share: Share) -> Json:
    return {
        "value": _round(share.value, 4),
        "low": _round(share.low, 4),
        "high": _round(share.high, 4),
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _round(number: float | None, digits: int) -> float | None:
    """Round away what depends on the number of articles measured at once; no minus zero."""
    return None if number is None else round(float(number), digits) + 0.0
