"""The article's text with a mark of heat beside every sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detector.reports.figures import repeated, text_of
from detector.reports.terminal_paper import Paper
from detector.reports.wording import say, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from detector.results import Result, Sentence

_HEAT = (" ", "▎", "▌", "█")  # a quarter of the probability each
_STYLES = ("", "", "dark_orange3", "red")


def heat_text(result: Result, console: Console) -> list[Text]:
    """Return the article as lines: number, letter of the reason, block of heat, sentence."""
    return list(heat_lines(result, Paper.of(console)))


def heat_lines(result: Result, paper: Paper) -> Iterator[Text]:
    """Go through the lines of the marked text, with a title and a legend."""
    if not result.sentences:
        return
    yield from paper.hang(Text(), paper.own(say("text"), "bold"))
    yield from paper.hang(Text(), paper.own(say("legend"), "dim"))
    for index, sentence in enumerate(result.sentences):
        if sentence.kind == "heading":
            yield Text()
        yield from _sentence(result, index, sentence, paper)


def _sentence(result: Result, index: int, sentence: Sentence, paper: Paper) -> Iterator[Text]:
    heat = _heat(sentence)
    mark = wording().marks[sentence.reason] if sentence.reason else " "
    signs = Text.assemble(
        paper.own(f"{index + 1:>4} ", "dim"),
        paper.own(f"{mark}{_HEAT[heat]}", f"bold {_STYLES[heat]}"),
        " ",
    )
    body = paper.quote(text_of(result, sentence), _style(sentence, heat))
    yield from paper.hang(signs, body)
    earlier = repeated(sentence)
    if earlier is not None:
        note = say("repeats", number=earlier + 1)
        yield from paper.hang(Text(" " * signs.cell_len), paper.own(note, "dim"))


def _heat(sentence: Sentence) -> int:
    return min(int(4 * (sentence.padding or 0.0)), 3)


def _style(sentence: Sentence, heat: int) -> str:
    return {"heading": "bold", "furniture": "dim"}.get(sentence.kind, _STYLES[heat])
