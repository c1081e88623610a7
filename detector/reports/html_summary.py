"""The summary of an article in plain sentences, and its name for people."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from detector.reports.figures import beginning, text_of
from detector.reports.html_strings import feature_name, tell
from detector.reports.safe import isolate, make_safe
from detector.reports.wording import (
    count,
    percent,
    percent_range,
    say,
    share_sentence,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detector.reports.wording import Ui
    from detector.results import Cuts, Result


def title_of(result: Result) -> str | None:
    """Return the article's title, or else its first heading, or else None."""
    if result.title and result.title.strip():
        return make_safe(result.title).lstrip("# ")
    first = result.sentences[0] if result.sentences else None
    if first is not None and first.kind == "heading":
        return text_of(result, first)
    return None


def name_of(result: Result) -> str:
    """Return the article's title, or else the name of its file."""
    return beginning(title_of(result) or make_safe(PurePath(result.path).name), 160)


def summarise(result: Result, ui: Ui, labels: Mapping[str, str] | None) -> list[str]:
    """Say in a few sentences what the report found; the article must have a score."""
    sentences = [_score(result, ui)]
    if result.share is not None:
        sentences.append(f"{share_sentence(result.share, result.words, ui)}{tell(ui, 'stop')}")
    sentences.append(_padded(result, ui))
    sentences.extend(_weightiest(result, ui, labels))
    if result.cuts and result.cuts.sentences:
        sentences.append(_after_cut(result.cuts, ui))
    elif result.cuts:
        sentences.append(say("no_cuts", ui))
    return sentences


def describe_dial(result: Result, ui: Ui) -> str:
    """Say what the dial shows, for those who do not see it."""
    score, band = f"{result.score:.1f}", _band(result, ui)
    if result.share is None:
        return tell(ui, "dial_unscored", score=score, band=band)
    spread = percent_range(result.share.low, result.share.high, ui)
    share = percent(result.share.value, ui)
    return tell(ui, "dial", score=score, band=band, share=share, range=spread)


def _score(result: Result, ui: Ui) -> str:
    return tell(ui, "summary_score", score=f"{result.score:.1f}", band=_band(result, ui))


def _band(result: Result, ui: Ui) -> str:
    return wording(ui).bands[result.band] if result.band else "–"


def _after_cut(cuts: Cuts, ui: Ui) -> str:
    words = count("word", cuts.words_after, ui)
    if cuts.score_after is None or cuts.share_after is None:
        return tell(ui, "summary_cut_unscored", words=words, reason=say("too_short_after", ui))
    score = say("score_after", ui, score=f"{cuts.score_after:.1f}")
    share = say("share_after", ui, share=percent(cuts.share_after, ui))
    return tell(ui, "summary_cut", words=words, score=score, share=share)


def _padded(result: Result, ui: Ui) -> str:
    reasons = Counter(s.reason for s in result.sentences if s.reason)
    if not reasons:
        return tell(ui, "summary_clean")
    names = wording(ui).reasons
    listed = tell(ui, "comma").join(
        tell(ui, "summary_reason", reason=names[reason], number=number)
        for reason, number in reasons.most_common()
    )
    judged = sum(s.padding is not None for s in result.sentences)
    return tell(ui, "summary_padded", padded=reasons.total(), all=judged, reasons=listed)


def _weightiest(result: Result, ui: Ui, labels: Mapping[str, str] | None) -> Iterator[str]:
    """Name the measures that did most to bring the score to its side of the middle."""
    side, key = (1, "summary_raised") if (result.log_odds or 0) >= 0 else (-1, "summary_lowered")
    ranked = sorted(result.contributions, key=lambda c: -side * c.log_odds)
    names = [
        isolate(feature_name(c.feature, labels, ui)) for c in ranked[:2] if side * c.log_odds > 0
    ]
    if len(names) == 2:
        yield tell(ui, f"{key}_two", first=names[0], second=names[1])
    elif names:
        yield tell(ui, key, first=names[0])


def describe_length(result: Result, ui: Ui) -> str:
    """Name the article's language and length."""
    known = wording(ui).languages.get(result.lang or "", result.lang)
    language = known or tell(ui, "no_language")
    return f"{language} · {count('word', result.words, ui)}"
