"""The report for a terminal: one article in full, or several in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detector.reports.figures import listed
from detector.reports.terminal_paper import NARROW, Paper, print_lines
from detector.reports.terminal_parts import cut_lines, keyphrase_lines, section_lines
from detector.reports.terminal_reasons import reason_lines
from detector.reports.terminal_text import heat_lines, heat_text
from detector.reports.wording import (
    count,
    feature_label,
    percent,
    percent_range,
    say,
    share_sentence,
    why_abstained,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import Console

    from detector.results import Band, Result

__all__ = ["heat_text", "render", "render_brief", "render_table"]

_STYLES: dict[Band | None, str] = {
    "dense": "green",
    "some": "dark_goldenrod",
    "heavy": "dark_orange3",
    "mostly": "red",
    None: "dim",
}
_WIDEST_BAR = 60
_BAND_COLUMN = 19  # where the band stands in the table of several


def render(
    result: Result,
    console: Console,
    *,
    show_text: bool = False,
    labels: Mapping[str, str] | None = None,
) -> None:
    """Print the whole report of one article.

    Args:
        result: the answer.
        console: where to; its width, colours and encoding are kept to.
        show_text: whether the text itself follows, with a mark for every sentence.
        labels: plain names of features by id; a feature without one is named by its id.
    """
    paper = Paper.of(console)
    parts = [
        _head_lines(result, paper),
        reason_lines(result, paper, labels or {}),
        section_lines(result, paper),
        keyphrase_lines(result, paper),
        heat_lines(result, paper) if show_text else iter(()),
        cut_lines(result, paper),
    ]
    print_lines(console, _parted(parts))


def render_brief(results: Result | Sequence[Result], console: Console) -> None:
    """Print one line for each article; the path stands last and is never cut."""
    paper = Paper.of(console)
    for result in listed(results):
        line = Text.assemble(_brief(result, paper), paper.quote(result.path))
        print_lines(console, [line])


def render_table(
    results: Sequence[Result], console: Console, *, labels: Mapping[str, str] | None = None
) -> None:
    """Print a table of several articles, in their order, and a line that sums them up."""
    paper = Paper.of(console)
    print_lines(console, _table_lines(results, paper, labels or {}))


def _parted(parts: Iterable[Iterator[Text]]) -> Iterator[Text]:
    """Go through the lines of all parts, with an empty one between two parts."""
    first = True
    for lines in filter(None, map(list, parts)):
        if not first:
            yield Text()
        yield from lines
        first = False


def _head_lines(result: Result, paper: Paper) -> Iterator[Text]:
    yield from paper.hang(Text(), paper.quote(result.title or result.path, "bold"))
    language = wording().languages.get(result.lang or "", result.lang or "")
    about = [part for part in (language, count("word", result.words)) if part]
    if result.title:
        lead = paper.own("".join(f"{part} · " for part in about), "dim")
        yield from paper.hang(lead, paper.quote(result.path, "dim"))
    else:  # the path stands above
        yield from paper.hang(Text(), paper.own(" · ".join(about), "dim"))
    yield Text()
    if result.score is None or result.band is None:
        yield from _abstained_lines(result, paper)
        return
    width = min(paper.width, _WIDEST_BAR)
    style = _STYLES[result.band]
    verdict = say("score", score=f"{result.score:.1f}", band=wording().bands[result.band])
    yield from paper.hang(Text(), paper.own(verdict, f"bold {style}"))
    yield paper.bar(result.score / 100, width, style)
    if result.share:
        share = result.share
        yield from paper.hang(Text(), paper.own(share_sentence(share, result.words)))
        yield paper.interval(share.low, share.value, share.high, width)


def _abstained_lines(result: Result, paper: Paper) -> Iterator[Text]:
    lead = paper.own(f"{say('no_score')}: ", "bold")
    why = why_abstained(result.abstained) if result.abstained else ""
    yield from paper.hang(lead, paper.quote(why))


def _brief(result: Result, paper: Paper) -> Text:
    if result.score is None:
        why = why_abstained(result.abstained) if result.abstained else ""
        return paper.quote(f"– {say('no_score')}: {why}", "dim").append("  ")
    band = wording().bands[result.band] if result.band else ""
    share = percent(result.share.value) if result.share else ""
    line = f"{result.score:5.1f}  {band:<14}  {share:>5}  {count('word', result.words):>12}  "
    return paper.own(line, _STYLES[result.band])


def _table_lines(
    results: Sequence[Result], paper: Paper, labels: Mapping[str, str]
) -> Iterator[Text]:
    wide = paper.width >= NARROW
    score, band, share, words, path = say("file_columns").split("|")
    head = f"{score:>5}  {share:<7}  "
    if wide:
        head = f"{score:>5}  {'':10}  {band:<14}  {share:<16}  {words:>6}  "
    yield from paper.hang(paper.own(head, "dim"), paper.own(path, "dim"))
    for result in results:
        lead = _row_lead(result, paper, wide=wide)
        yield from paper.hang(lead, paper.quote(result.path))
        strongest = max(result.contributions, key=lambda c: c.log_odds, default=None)
        if wide and strongest is not None and strongest.log_odds > 0:
            label = paper.quote(feature_label(strongest, labels), "dim")
            yield from paper.hang(Text(" " * _BAND_COLUMN), label)
    yield Text()
    yield from paper.hang(Text(), paper.own(_summary(results)))


def _row_lead(result: Result, paper: Paper, *, wide: bool) -> Text:
    score = "–" if result.score is None else f"{result.score:.1f}"
    share = "" if result.share is None else percent(result.share.value)
    style = _STYLES[result.band]
    if not wide:
        return paper.own(f"{score:>5}  {share:<7}  ", style)
    if result.share:
        share += f" ({percent_range(result.share.low, result.share.high)})"
    bar = Text(" " * 10) if result.score is None else paper.bar(result.score / 100, 10, style)
    band = wording().bands[result.band] if result.band else say("no_score")
    rest = paper.own(f"  {band:<14}  {share:<16}  {result.words:>6,}  ")
    return Text.assemble(paper.own(f"{score:>5}  ", style), bar, rest)


def _summary(results: Sequence[Result]) -> str:
    scores = [result.score for result in results if result.score is not None]
    parts = [count("article", len(results))]
    if scores:
        parts.append(say("median", score=f"{_median(scores):.1f}"))
    if len(scores) < len(results):
        parts.append(say("unscored", articles=count("article", len(results) - len(scores))))
    return " · ".join(parts)


def _median(scores: list[float]) -> float:
    ordered, half = sorted(scores), len(scores) // 2
    return (ordered[half] + ordered[~half]) / 2
