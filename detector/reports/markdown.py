"""The report as a comment on a pull request (GitHub-flavoured Markdown)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detector.reports.figures import (
    beginning,
    count_words,
    fold_contributions,
    round_to_sum,
    text_of,
    words_cut,
)
from detector.reports.safe import isolate, make_safe
from detector.reports.wording import (
    after_cuts,
    count,
    feature_label,
    measured,
    say,
    share_sentence,
    why_abstained,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from detector.results import Result

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_CALLS = re.compile(r"(\\[@#])")
_SHOWN = 6  # reasons listed one by one
_QUOTED = 120  # characters of a sentence


def to_markdown(result: Result, *, labels: Mapping[str, str] | None = None) -> str:
    """Write a comment: verdict, reasons that add up, and the cut list folded away.

    Nothing of the article is read as mark-up, mentions nobody and links nowhere.
    """
    blocks = [_head(result)]
    if result.contributions:
        blocks.append("\n".join(_reasons(result, labels or {})))
    if result.cuts:
        blocks.append("\n".join(_cuts(result)))
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Make a stranger's text plain text in Markdown, and keep it from reordering its line."""
    escaped = _PUNCTUATION.sub(r"\\\1", make_safe(text))
    # A zero-width space ends what GitHub would otherwise read as a mention or a reference.
    return isolate(_CALLS.sub("\\1\u200b", escaped))


def _head(result: Result) -> str:
    name = escape(result.title or result.path)
    if result.abstained or result.score is None or result.band is None:
        why = escape(why_abstained(result.abstained)) if result.abstained else ""
        return f"### {name}\n\n**{say('no_score')}** {why}".rstrip()
    band = wording().bands[result.band]
    lines = [f"### {name}", "", f"**{say('score', score=f'{result.score:.1f}', band=band)}**"]
    if result.share:
        lines += ["", share_sentence(result.share, result.words)]
    return "\n".join(lines)


def _reasons(result: Result, labels: Mapping[str, str]) -> Iterator[str]:
    shown, rest = fold_contributions(result.contributions, _SHOWN)
    parts = [result.intercept or 0.0, *(c.log_odds for c in shown)]
    names = [say("start"), *(feature_label(c, labels) for c in shown)]
    values = ["", *(measured(c.value, c.unit) for c in shown)]
    if rest:
        parts.append(sum(c.log_odds for c in rest))
        names.append(count("other", len(rest)))
        values.append("")
    rounded = round_to_sum(parts)
    yield _row(say("reason_columns").split("|"))
    yield "| ---: | :--- | ---: |"
    for part, name, value in zip(rounded, names, values, strict=True):
        yield _row((f"{part:+.2f}", escape(name), escape(value)))
    total = say("total", score=f"{result.score:.1f}")
    yield _row((f"**{sum(rounded):+.2f}**", f"**{total}**", ""))


def _cuts(result: Result) -> Iterator[str]:
    cuts = result.cuts
    if not cuts or not cuts.sentences:
        yield say("no_cuts")
        return
    sentences = count("sentence", len(cuts.sentences))
    summary = say("cuts", sentences=sentences, words=count("word", words_cut(result)))
    yield f"<details><summary>{summary}</summary>\n"
    yield _row(say("cut_columns").split("|"))
    yield "| ---: | ---: | :--- | :--- |"
    for index in cuts.sentences:
        yield _cut(result, index)
    yield "\n</details>\n"
    yield after_cuts(cuts)


def _cut(result: Result, index: int) -> str:
    sentence = result.sentences[index]
    text = text_of(result, sentence)
    reason = wording().reasons[sentence.reason] if sentence.reason else ""
    begin = escape(beginning(text, _QUOTED))
    return _row((str(index + 1), str(count_words(text)), reason, begin))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
