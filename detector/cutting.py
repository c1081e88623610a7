"""The article as it would read without the sentences of the cut list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.results import Result, Sentence

_ITEM_MARK = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])[ \t]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK_LINES = re.compile(r"(?>(\r\n|\r|\n)[ \t]*){3,}")


def cut_text(result: Result) -> str:
    """Return the article without its cut sentences.

    Headings that had something under them and now have nothing go too. Nothing else changes,
    save that the white space around a cut closes. The text ends with a line end.
    """
    cut = set(result.cuts.sentences) if result.cuts else set()
    cut |= set(_bared_headings(result, cut))
    text = _BLANK_LINES.sub(r"\1\1", "".join(_pieces(result, cut))).strip()
    return f"{text}\n" if text else ""


def _bared_headings(result: Result, cut: set[int]) -> Iterator[int]:
    for index, sentence in enumerate(result.sentences):
        if sentence.kind == "heading" and index > 0:
            below = list(_below(result, index))
            if below and cut.issuperset(below):
                yield index


def _below(result: Result, heading: int) -> Iterator[int]:
    """Go through what stands under a heading, its subsections included."""
    level = _level(result, heading)
    for index in range(heading + 1, len(result.sentences)):
        kind = result.sentences[index].kind
        if kind == "heading" and _level(result, index) <= level:
            return
        if kind not in {"heading", "furniture"}:
            yield index


def _level(result: Result, index: int) -> int:
    return result.sections[result.sentences[index].section].level


def _pieces(result: Result, cut: set[int]) -> Iterator[str]:
    """Go through what stays, each sentence after the widest of the gaps before it."""
    end, gap, mark = 0, "", ""
    for index, sentence in enumerate(result.sentences):
        before = result.text[end : sentence.start]
        gap, mark = _wider(gap, before), "" if _LINE_END.search(before) else mark
        end = sentence.end
        if index in cut:
            mark = mark or _item_mark(result.text, sentence)
            continue
        yield gap + mark + result.text[sentence.start : end]
        gap = mark = ""


def _wider(gap: str, other: str) -> str:
    longer = len(_LINE_END.findall(other)) > len(_LINE_END.findall(gap))
    return other if longer or not gap else gap


def _item_mark(text: str, sentence: Sentence) -> str:
    """Return the mark of a list item that its next sentence must inherit."""
    found = _ITEM_MARK.match(text, sentence.start, sentence.end)
    return found.group() if found else ""
