from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detector.cutting import cut_text
from detector.results import Cuts, Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Kind, Result


def cut(base: Result, pieces: list[tuple[str, Kind, int]], cuts: list[int], text: str) -> str:
    """Cut a text made of pieces (text, kind, level of its section's heading)."""
    sentences: list[Sentence] = []
    sections: list[Section] = []
    at = 0
    for piece, kind, level in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        if kind == "heading" or not sections:
            sections.append(Section(start, at, piece, level, False, 0.5, 1, 0, None, None))
        sentences.append(Sentence(start, at, kind, None, None, None, len(sections) - 1))
    result = replace(
        base,
        text=text,
        sentences=tuple(sentences),
        sections=tuple(sections),
        cuts=Cuts(tuple(cuts), 0, None, None),
    )
    return cut_text(result)


def test_a_cut_inside_a_paragraph_leaves_one_space(english: Result) -> None:
    pieces: list[tuple[str, Kind, int]] = [(s, "sentence", 0) for s in ("One.", "Two.", "Three.")]
    assert cut(english, pieces, [1], "One.  Two. Three.") == "One.  Three.\n"


def test_a_cut_paragraph_leaves_one_blank_line(english: Result) -> None:
    pieces: list[tuple[str, Kind, int]] = [(s, "sentence", 0) for s in ("One.", "Two.", "Three.")]
    assert cut(english, pieces, [1], "One.\n\nTwo.\n\n\n\nThree.") == "One.\n\nThree.\n"
    assert cut(english, pieces, [0], "One.\n\nTwo. Three.\n") == "Two. Three.\n"
    assert cut(english, pieces, [2], "One.\n\nTwo. Three.\n") == "One.\n\nTwo.\n"


def test_line_ends_stay_as_they_were(english: Result) -> None:
    pieces: list[tuple[str, Kind, int]] = [(s, "sentence", 0) for s in ("One.", "Two.", "Three.")]
    assert cut(english, pieces, [1], "One.\r\n\r\nTwo.\r\n\r\nThree.") == "One.\r\n\r\nThree.\n"


def test_a_heading_goes_when_all_under_it_went(english: Result) -> None:
    pieces: list[tuple[str, Kind, int]] = [
        ("# Title", "heading", 1),
        ("## A", "heading", 2),
        ("One.", "sentence", 2),
        ("### B", "heading", 3),
        ("Two.", "sentence", 3),
        ("## C", "heading", 2),
        ("Three.", "sentence", 2),
    ]
    text = "# Title\n\n## A\n\nOne.\n\n### B\n\nTwo.\n\n## C\n\nThree.\n"
    assert cut(english, pieces, [2, 4], text) == "# Title\n\n## C\n\nThree.\n"
    assert cut(english, pieces, [2], text) == text.replace("One.\n\n", "")
    assert cut(english, pieces, [4], text) == text.replace("### B\n\nTwo.\n\n", "")


def test_a_heading_that_never_had_anything_under_it_stays(english: Result) -> None:
    pieces: list[tuple[str, Kind, int]] = [
        ("One.", "sentence", 0),
        ("## Empty", "heading", 2),
        ("## Share", "heading", 2),
        ("Share this!", "furniture", 2),
    ]
    text = "One.\n\n## Empty\n\n## Share\n\nShare this!\n"
    assert cut(english, pieces, [], text) == text


def test_the_title_stays_even_alone(english: Result) -> None:
    pieces: list[tuple[str, Kind, int]] = [("Title", "heading", 1), ("One.", "sentence", 1)]
    assert cut(english, pieces, [1], "Title\n\nOne.\n") == "Title\n"


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "12. ", "3) "])
def test_the_rest_of_a_list_item_keeps_its_mark(english: Result, mark: str) -> None:
    pieces: list[tuple[str, Kind, int]] = [
        (f"{mark}One.", "item", 0),
        ("Two.", "item", 0),
        (f"{mark}Three.", "item", 0),
    ]
    text = f"{mark}One. Two.\n{mark}Three.\n"
    assert cut(english, pieces, [0], text) == f"{mark}Two.\n{mark}Three.\n"
    assert cut(english, pieces, [0, 1], text) == f"{mark}Three.\n"


def test_nothing_cut_changes_nothing(arabic: Result) -> None:
    whole = replace(arabic, cuts=Cuts((), arabic.words, 90.0, 0.8))
    assert cut_text(whole) == arabic.text.strip() + "\n"
    assert cut_text(replace(arabic, cuts=None)) == arabic.text.strip() + "\n"


def test_everything_cut_leaves_nothing(abstained: Result) -> None:
    assert cut_text(replace(abstained, cuts=Cuts((0,), 0, None, None))) == ""


def test_kept_sentences_stand_word_for_word_and_cut_ones_are_gone(
    english: Result, arabic: Result
) -> None:
    for result in (english, arabic):
        assert result.cuts is not None
        rest = cut_text(result)
        for index, sentence in enumerate(result.sentences):
            if sentence.kind not in {"heading", "furniture"}:
                inside = result.text[sentence.start : sentence.end] in rest
                assert inside == (index not in result.cuts.sentences)


def test_the_golden_articles_without_their_padding(
    english: Result, arabic: Result, golden: Callable[[str, str], None]
) -> None:
    golden("cut-en.md", cut_text(english))
    golden("cut-ar.md", cut_text(arabic))
