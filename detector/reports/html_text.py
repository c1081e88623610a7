"""The article as lists, paragraphs and headings of sentences, for the template."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from detector.cutting import _bared_headings as bared_headings
from detector.reports.figures import count_words, repeated
from detector.reports.html_pieces import cut_runs
from detector.reports.safe import direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detector.reports.html_pieces import Mark, Run
    from detector.reports.safe import Direction
    from detector.results import Kind, Result, Sentence, Span

Groups: TypeAlias = "Mapping[str, Sequence[Span]]"

_BULLET = re.compile(r"[-*+•–]\s+")
_HEADING_MARKS = re.compile(r"\s*#+\s*")
_STEPS = (0.25, 0.5, 0.65, 0.8, 0.9)  # where the tint grows stronger


class Unit(NamedTuple):
    """A sentence for the template: `step` is the strength of its tint (0–5)."""

    number: int
    sentence: Sentence
    step: int
    repeats: int | None
    cut: bool
    runs: tuple[Run, ...]


class Block(NamedTuple):
    """Sentences of one line or paragraph; `tight` follows the line above without a gap."""

    kind: Kind
    level: int
    tight: bool
    bullet: bool
    units: tuple[Unit, ...]

    @property
    def cut(self) -> bool:
        """Whether nothing of it stays after the cut."""
        return all(unit.cut for unit in self.units)


class Stretch(NamedTuple):
    """Blocks that stand in one element: a list holds many, anything else one."""

    kind: Literal["list", "block"]
    blocks: tuple[Block, ...]

    @property
    def cut(self) -> bool:
        """Whether nothing of it stays after the cut."""
        return all(block.cut for block in self.blocks)


def article_direction(result: Result) -> Direction:
    """Return the direction of an article: that of its language, or of its first letter."""
    if result.lang in {"ar", "en"}:
        return "rtl" if result.lang == "ar" else "ltr"
    return direction(result.text)


def tint(padding: float | None) -> int:
    """Return the strength of a sentence's tint, 0–5."""
    return 0 if padding is None else bisect_right(_STEPS, padding)


def removed(result: Result) -> frozenset[int]:
    """Return the sentences that the cut removes, with the headings that it leaves bare."""
    cut = set(result.cuts.sentences) if result.cuts else set()
    return frozenset(cut | set(bared_headings(result, cut)))


def sentence_words(result: Result) -> list[int]:
    """Count the words of each sentence, 0 for headings and furniture."""
    return [
        0 if s.padding is None else count_words(result.text[s.start : s.end])
        for s in result.sentences
    ]


def stretches(result: Result, groups: Groups) -> list[Stretch]:
    """Lay the article out: lists with their items, and every other block by itself.

    Args:
        result: the answer.
        groups: spans to highlight by id; they may overlap.
    """
    laid: list[Stretch] = []
    for block in _blocks(result, groups):
        if block.kind != "item":
            laid.append(Stretch("block", (block,)))
        elif laid and laid[-1].kind == "list":
            laid[-1] = Stretch("list", (*laid[-1].blocks, block))
        else:
            laid.append(Stretch("list", (block,)))
    return laid


def _blocks(result: Result, groups: Groups) -> Iterator[Block]:
    cut = removed(result)
    marks = _marks_by_sentence(result.sentences, groups)
    for tight, indices in _lines(result):
        first = result.sentences[indices[0]]
        bullet = first.kind == "item" and bool(_BULLET.match(result.text, first.start))
        units = tuple(_unit(result, i, i in cut, marks[i]) for i in indices)
        level = result.sections[first.section].level if result.sections else 0
        yield Block(first.kind, level, tight, bullet, units)


def _lines(result: Result) -> Iterator[tuple[bool, list[int]]]:
    """Part the sentences by line: whether it follows without a blank line, and its indices."""
    line: list[int] = []
    tight = False
    for index, sentence in enumerate(result.sentences):
        before = result.sentences[index - 1].end if index else 0
        gap = result.text[before : sentence.start]
        breaks = "\n" in gap or "\r" in gap or _is_heading(result, index)
        if line and breaks:
            yield tight, line
            line = []
        if not line:
            tight = index > 0 and gap.replace("\r\n", "\n").count("\n") == 1
        line.append(index)
    if line:
        yield tight, line


def _is_heading(result: Result, index: int) -> bool:
    around = result.sentences[max(index - 1, 0) : index + 1]
    return any(sentence.kind == "heading" for sentence in around)


def _unit(result: Result, index: int, cut: bool, marks: Sequence[Mark]) -> Unit:
    sentence = result.sentences[index]
    start, end = _visible(result.text, sentence)
    repeats = repeated(sentence)
    return Unit(
        number=index + 1,
        sentence=sentence,
        step=tint(sentence.padding),
        repeats=None if repeats is None else repeats + 1,
        cut=cut,
        runs=tuple(cut_runs(result.text, start, end, marks, article_direction(result))),
    )


def _visible(text: str, sentence: Sentence) -> Span:
    """Leave out the mark of a heading or of a list item: the page draws its own."""
    start, end = sentence.start, sentence.end
    if sentence.kind == "heading":
        found = _HEADING_MARKS.match(text, start, end)
        stripped = len(text[start:end].rstrip("# \t"))
        start, end = (found.end() if found else start), start + stripped
    elif sentence.kind == "item":
        found = _BULLET.match(text, start, end)
        start = found.end() if found else start
    return (start, end) if start < end else (sentence.start, sentence.end)


def _marks_by_sentence(sentences: Sequence[Sentence], groups: Groups) -> Mapping[int, list[Mark]]:
    """Deal the spans out to the sentences that they touch."""
    starts = [sentence.start for sentence in sentences]
    dealt: dict[int, list[Mark]] = defaultdict(list)
    for name, spans in groups.items():
        for start, end in spans:
            index = max(bisect_right(starts, start) - 1, 0)
            while index < len(sentences) and sentences[index].start < end:
                dealt[index].append(((start, end), name))
                index += 1
    return dealt
