"""Padded sentences as SARIF 2.1.0, for code review and editors."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias, get_args
from urllib.parse import quote

from detector.reports.figures import beginning, listed, padded, repeated, text_of
from detector.reports.jsonout import dump
from detector.reports.safe import isolate
from detector.reports.wording import percent, say, why_abstained, wording
from detector.results import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from detector.results import Result, Sentence

Json: TypeAlias = dict[str, object]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_RULES: tuple[Reason, ...] = get_args(Reason)
_QUOTED = 80  # characters of a sentence that a message quotes


def to_sarif(
    results: Result | Sequence[Result], version: str, *, extracted: Collection[str] = ()
) -> str:
    """Write a SARIF log with one run: one result for each padded sentence.

    Args:
        results: one result or several; articles without a score become notifications.
        version: this package's version.
        extracted: paths whose text was taken out of HTML: their sentences are named by their
            beginning only, because lines and columns of the file are not known.

    Returns:
        Indented JSON with a line end. Columns count Unicode code points from 1.
    """
    articles = listed(results)
    run = {
        "tool": {"driver": _driver(version)},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notice(r) for r in articles if r.abstained],
            }
        ],
        "results": [
            finding for r in articles for finding in _findings(r, located=r.path not in extracted)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return dump(log)


def _driver(version: str) -> Json:
    words = wording()
    rules = [
        {
            "id": f"padding/{reason}",
            "name": reason.capitalize(),
            "shortDescription": {"text": f"The sentence {words.explanations[reason]}."},
            "help": {"text": say("advice")},
            "defaultConfiguration": {"level": "warning"},
        }
        for reason in _RULES
    ]
    return {"name": "padding-detector", "semanticVersion": version, "rules": rules}


def _notice(result: Result) -> Json:
    detail = why_abstained(result.abstained) if result.abstained else ""
    return {
        "level": "note",
        "message": {"text": _plain(detail)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(result.path)}}}],
    }


def _findings(result: Result, *, located: bool) -> list[Json]:
    places = _Places(result, located=located)
    seen: Counter[str] = Counter()
    findings = []
    for _, sentence in padded(result):
        digest = hashlib.sha256(text_of(result, sentence).encode("utf-8")).hexdigest()[:16]
        seen[digest] += 1
        finding = _finding(result, sentence, places)
        finding["partialFingerprints"] = {"paddedSentence/v1": f"{digest}:{seen[digest]}"}
        findings.append(finding)
    return findings


def _finding(result: Result, sentence: Sentence, places: _Places) -> Json:
    reason = sentence.reason or "generic"
    finding: Json = {
        "ruleId": f"padding/{reason}",
        "ruleIndex": _RULES.index(reason),
        "level": "warning",
        "message": {"text": _message(result, sentence)},
        "rank": round(100 * (sentence.padding or 0.0), 1),
        "locations": [places.find(sentence)],
    }
    earlier = repeated(sentence)
    if earlier is not None:
        place = places.find(result.sentences[earlier])
        related = {"id": 1, **place, "message": {"text": say("said_first")}}
        finding["relatedLocations"] = [related]
    return finding


def _message(result: Result, sentence: Sentence) -> str:
    words, reason = wording(), sentence.reason or "generic"
    earlier = repeated(sentence)
    message = say(
        "padded_sentence" if earlier is None else "restating_sentence",
        reason=words.reasons[reason],
        number=f"[{(earlier or 0) + 1}](1)",  # leads to the related location 1
        probability=percent(sentence.padding or 0.0),
        text=isolate(_plain(beginning(text_of(result, sentence), _QUOTED))),
        explanation=words.explanations[reason],
    )
    return message[:1].upper() + message[1:]


def _plain(text: str) -> str:
    """Escape what SARIF reads as a link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _uri(path: str) -> str:
    """Return a path as a URI reference; relative ones stay relative."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix(), errors="replace")


class _Places:
    """Lines and columns of one article."""

    def __init__(self, result: Result, *, located: bool) -> None:
        self._result = result
        self._located = located
        self._lines = [0]
        for line in result.text.split("\n")[:-1]:
            self._lines.append(self._lines[-1] + len(line) + 1)

    def find(self, sentence: Sentence) -> Json:
        """Return a sentence as a SARIF location."""
        physical: Json = {"artifactLocation": {"uri": _uri(self._result.path)}}
        if self._located:
            physical["region"] = self._region(sentence.start, sentence.end)
        return {"physicalLocation": physical}

    def _region(self, start: int, end: int) -> Json:
        (first, column), (last, end_column) = self._place(start), self._place(end)
        return {
            "startLine": first,
            "startColumn": column,
            "endLine": last,
            "endColumn": end_column,
        }

    def _place(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._lines, position)
        return line, position - self._lines[line - 1] + 1
