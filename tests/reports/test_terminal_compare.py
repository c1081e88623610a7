from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detector.reports.comparing import compare_results
from detector.reports.terminal_compare import compare
from detector.results import Sentence, Share

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Reason, Result


def make(base: Result, *sentences: tuple[str, Reason | None]) -> Result:
    text, units = "", []
    for words, reason in sentences:
        start = len(text)
        text += words + "\n"
        units.append(Sentence(start, len(text) - 1, "sentence", 0.9, reason, None, 0))
    return replace(base, text=text, sentences=tuple(units))


def test_padding_is_matched_by_its_text(english: Result) -> None:
    old = make(
        english,
        ("Gone.", "generic"),
        ("Mended.", "restates"),
        ("Kept.", "generic"),
        ("Turns.", None),
    )
    new = make(
        english,
        ("Kept.", "generic"),
        ("turns.", "stuffing"),
        ("Mended.", None),
        ("New.", "generic"),
    )
    found = compare_results(old, new)
    assert (found.deleted, found.mended) == ((0,), (1,))
    assert (found.added, found.worsened, found.kept) == ((3,), (1,), (0,))


def test_doubles_are_matched_one_by_one(english: Result) -> None:
    old = make(english, ("Same.", "generic"), ("Same.", "generic"), ("Same.", "generic"))
    new = make(english, ("Same.", "generic"))
    found = compare_results(old, new)
    assert (found.deleted, found.mended, found.added, found.kept) == ((1, 2), (), (), (0,))


def test_a_version_compared_with_itself_changes_nothing(arabic: Result) -> None:
    found = compare_results(arabic, arabic)
    assert not found.deleted + found.mended + found.added + found.worsened
    assert len(found.kept) == sum(s.reason is not None for s in arabic.sentences)


@pytest.mark.parametrize("width", [40, 80])
def test_the_printed_comparison(
    english: Result,
    printed: Callable[..., str],
    golden: Callable[[str, str], None],
    width: int,
) -> None:
    sentences = (*english.sentences[:3], *english.sentences[4:30])
    sentences = (*sentences, english.sentences[30]._replace(kind="sentence", reason="generic"))
    fewer = tuple(s._replace(reason=None) if i == 4 else s for i, s in enumerate(sentences))
    new = replace(english, sentences=fewer, score=61.04, share=Share(0.41, 0.3, 0.5), words=301)
    golden(f"compare-{width}.txt", printed(compare, english, new, width=width))


def test_a_version_without_a_score_can_be_compared(
    english: Result, abstained: Result, printed: Callable[..., str]
) -> None:
    text = printed(compare, english, abstained)
    assert "90.3 → no score\n" in text
    assert "78 % → –\n" in text


def test_shown_differences_are_those_of_shown_numbers(
    english: Result, printed: Callable[..., str]
) -> None:
    old, new = replace(english, score=10.04), replace(english, score=20.06)
    assert "10.0 → 20.1  (+10.1)" in printed(compare, old, new)
