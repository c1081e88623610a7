"""Sections and stock headings, with a small lexicon of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from detector.article import Source
from detector.languages.hashing import hash_ngrams, hash_strings
from detector.segmenting import make_batch
from detector.segmenting.sections import stock_headings

if TYPE_CHECKING:
    from detector.languages.hashing import Hashes

PROSE = "The pump failed in March and the crew replaced its seal within a day."


class FakeLexicon(NamedTuple):
    stock_whole: Hashes
    stock_start: Hashes
    stock_end: Hashes


def table(*phrases: str) -> Hashes:
    stems = [hash_strings(phrase.split()) for phrase in phrases]
    return np.sort(np.concatenate([hash_ngrams(found, len(found)) for found in stems]))


LEXICON = FakeLexicon(
    table("conclusion", "lessons learned"), table("importance of"), table("in summary")
)


@pytest.mark.parametrize(
    ("heading", "stock"),
    [
        ("conclusion", True),
        ("conclusion drawn", False),
        ("lessons learned", True),
        ("lessons", False),
        ("importance of pumps", True),
        ("importance of", False),
        ("the mill in summary", True),
        ("in summary", False),
        ("", False),
    ],
)
def test_stock_headings_are_whole_or_begin_or_end_so(heading: str, stock: bool) -> None:
    before = ["some", "words", "stand", "before"]
    words = heading.split()
    stems = hash_strings([*before, *words])
    start = np.array([len(before)])
    found = stock_headings(stems, start, start + len(words), LEXICON)  # type: ignore[arg-type]
    assert found.tolist() == [stock]


def test_many_headings_are_told_at_once() -> None:
    phrases = ["conclusion", "pumps", "lessons learned", "", "importance of seals"]
    stems = hash_strings(" ".join(phrases).split())
    sizes = np.array([len(phrase.split()) for phrase in phrases])
    end = np.cumsum(sizes)
    found = stock_headings(stems, end - sizes, end, LEXICON)  # type: ignore[arg-type]
    assert found.tolist() == [True, False, True, False, True]


def test_sections_begin_at_headings_but_not_at_the_title() -> None:
    text = f"# Mill\n\n{PROSE}\n\n## Causes\n\n{PROSE}\n\n{PROSE}\n\n## Costs"
    batch = make_batch([Source(text), Source(PROSE), Source("## Only a heading")], "en")
    assert batch.sections.article.tolist() == [0, 0, 0, 1, 2]
    assert batch.sections.heading.tolist() == [-1, 2, 5, -1, -1]
    assert batch.sections.units.tolist() == [0, 2, 5, 6, 7, 8]
    assert batch.units.section.tolist() == [0, 0, 1, 1, 1, 2, 3, 4]
    assert batch.units.title.tolist() == [True, *[False] * 6, True]
    assert batch.section_bounds.tolist() == [0, 3, 4, 5]


def test_paragraphs_keep_their_sentences_together() -> None:
    batch = make_batch([Source(f"One. Two.\n\n{PROSE}")], "en")
    assert batch.units.paragraph.tolist() == [0, 0, 1]
