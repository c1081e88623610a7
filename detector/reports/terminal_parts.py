"""The tables of the terminal's report: sections, over-used phrases, the cut list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detector.reports.figures import count_words, section_verdict, text_of, words_cut
from detector.reports.terminal_paper import NARROW
from detector.reports.wording import after_cuts, count, percent, say, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.reports.terminal_paper import Paper
    from detector.results import Cuts, Keyphrase, Result, Section

_CUTS_SHOWN = 20
_NUMBERS_SHOWN = 60  # of sentences to cut that are not shown themselves
_SECTIONS_SHOWN = 60


def section_lines(result: Result, paper: Paper) -> Iterator[Text]:
    """Go through the lines of the table of sections; none when there is only one."""
    if len(result.sections) < 2:
        return
    yield from paper.hang(Text(), paper.own(say("sections"), "bold"))
    *names, last = say("section_columns").split("|")
    head = _section_cells(paper, *names)
    if paper.width < NARROW:
        last = f"* {say('stock')} {last}"
    yield from paper.hang(paper.own(head, "dim"), paper.own(last, "dim"))
    for section in result.sections[:_SECTIONS_SHOWN]:
        yield from _section(section, paper)
    rest = len(result.sections) - _SECTIONS_SHOWN
    if rest > 0:
        more = say("more_sections", sections=count("section", rest))
        yield from paper.hang(Text(" " * 8), paper.own(more, "dim"))


def _section(section: Section, paper: Paper) -> Iterator[Text]:
    verdict = section_verdict(section)
    lead = _section_cells(
        paper,
        str(section.words),
        str(section.new_claims),
        _share(section.restated),
        _share(section.padding),
        wording().verdicts[verdict],
    )
    style = "red" if (section.padding or 0) >= 0.5 else ""
    heading = section.heading or say("before_headings")
    if paper.width < NARROW:
        before = paper.own("* " if section.stock else "  ", "dark_orange3")
    else:
        stock = f"{say('stock')} · " if section.stock else ""
        before = paper.own("  " * max(section.level - 1, 0) + stock, "dark_orange3")
    body = paper.quote(heading, style)
    yield from paper.hang(Text.assemble(paper.own(lead), before), body)


def _section_cells(paper: Paper, *cells: str) -> str:
    """Set the cells of a row in columns: words, new, restated, padding, verdict."""
    words, new, restated, padding, verdict = cells
    if paper.width < NARROW:
        return f"{words:>5} {padding:>7} {verdict:<7} "
    return f"{words:>6}  {new:>4}  {restated:>8}  {padding:>7}  {verdict:<8}  "


def _share(share: float | None) -> str:
    return "–" if share is None else percent(share)


def keyphrase_lines(result: Result, paper: Paper) -> Iterator[Text]:
    """Go through the lines of the over-used phrases, each with a strip of where it stands."""
    if not result.keyphrases:
        return
    width = 24 if paper.width >= NARROW else 12
    times, share, strip, phrase = say("keyphrase_columns").split("|")
    yield from paper.hang(Text(), paper.own(say("keyphrases"), "bold"))
    head = f"{times:>6}  {share:>6}  {strip:<{width}}  "
    yield from paper.hang(paper.own(head, "dim"), paper.own(phrase, "dim"))
    for keyphrase in result.keyphrases:
        yield from _keyphrase(result, keyphrase, width, paper)


def _keyphrase(result: Result, keyphrase: Keyphrase, width: int, paper: Paper) -> Iterator[Text]:
    strip = paper.strip(keyphrase.spans, len(result.text), width)
    numbers = f"{keyphrase.count:>6}  {percent(keyphrase.density, digits=1):>6}  "
    lead = Text.assemble(paper.own(numbers), strip, "  ")
    yield from paper.hang(lead, paper.quote(keyphrase.phrase))


def cut_lines(result: Result, paper: Paper) -> Iterator[Text]:
    """Go through the lines of the cut list and what the article becomes without it."""
    cuts = result.cuts
    if cuts is None:
        return
    if not cuts.sentences:
        yield from paper.hang(Text(), paper.own(say("no_cuts"), "bold green"))
        return
    sentences = count("sentence", len(cuts.sentences))
    title = say("cuts", sentences=sentences, words=count("word", words_cut(result)))
    yield from paper.hang(Text(), paper.own(title, "bold"))
    for index in cuts.sentences[:_CUTS_SHOWN]:
        yield from _cut(result, index, paper)
    yield from _more_cuts(cuts, paper)
    yield from paper.hang(Text(), paper.own(after_cuts(cuts), "bold"))


def _cut(result: Result, index: int, paper: Paper) -> Iterator[Text]:
    sentence = result.sentences[index]
    text = text_of(result, sentence)
    mark = wording().marks[sentence.reason] if sentence.reason else " "
    words = count("word", count_words(text))
    lead = paper.own(f"{index + 1:>5} {mark} {words:>9}  ", "dim")
    yield from paper.hang(lead, paper.quote(text), limit=1)


def _more_cuts(cuts: Cuts, paper: Paper) -> Iterator[Text]:
    rest = cuts.sentences[_CUTS_SHOWN:]
    if rest:
        numbers = ", ".join(str(index + 1) for index in rest[:_NUMBERS_SHOWN])
        numbers += ", …" if len(rest) > _NUMBERS_SHOWN else ""
        more = say("and_more", sentences=count("sentence", len(rest)), numbers=numbers)
        yield from paper.hang(Text(" " * 8), paper.own(more, "dim"))
