"""Enumerations: where members begin and end, and what joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.enumerations import members
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language


def listed(text: str, lang: Language = "en") -> list[list[str]]:
    """The members of each enumeration as they are written."""
    batch = make_batch([Source(text)], lang)
    found = members(batch)
    lists: list[list[str]] = [[] for _ in set(found.owner.tolist())]
    for first, last, owner in zip(found.first, found.last, found.owner, strict=True):
        lists[owner].append(text[batch.tokens.start[first] : batch.tokens.end[last]])
    return lists


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "Ask in Oslo, Rome, Upper Denby, Bonn, and Cork or Kiel.",
         ["Ask in Oslo", "Rome", "Upper Denby", "Bonn", "Cork", "Kiel"]),
        ("en", "Our green vans will come to Oslo, Rome, Bonn, Cork and Kiel.",
         ["Oslo", "Rome", "Bonn", "Cork", "Kiel"]),
        ("en", "We know towns: Oslo • Rome • Bonn • Cork • Kiel (all of it).",
         ["Oslo", "Rome", "Bonn", "Cork", "Kiel"]),
        ("ar", "زرنا الرياض والدمام ومكة والطائف وتبوك.",
         ["زرنا الرياض", "والدمام", "ومكة", "والطائف", "وتبوك"]),
        ("ar", "المدن: الرياض، جدة، وتبوك، أو مكة و الدمام.",
         ["الرياض", "جدة", "وتبوك", "مكة", "الدمام"]),
        ("ar", "المدن: الرِّياض، جـدة، وَتبوك، مكة، الدمام.",
         ["الرِّياض", "جـدة", "وَتبوك", "مكة", "الدمام"]),
    ],
)  # fmt: skip
def test_members_stand_between_signs_and_conjunctions(
    lang: Language, text: str, found: list[str]
) -> None:
    assert listed(text, lang) == [found]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We saw Oslo, Rome, Bonn and Cork."),
        ("en", "We saw Oslo, Rome, Bonn. Cork, Kiel and Bern came later."),
        ("en", "We saw Oslo, Rome, Bonn; Cork, Kiel and Bern."),
        ("en", "It cost 1,000, then 2,000 or 3,000."),
        (
            "en",
            "| Oslo, Rome, Bonn | Cork, Kiel |\n| --- | --- |\n| Bern, Graz, Linz | Pisa, Bari |",
        ),
        ("en", "It was late, the wind that rose over the hill took it, dark, cold, wet."),
        ("ar", "وصل الوزير ورقة من وزارة الوقف وردة."),
    ],
)
def test_what_is_no_enumeration(lang: Language, text: str) -> None:
    assert listed(text, lang) == []


def test_short_items_are_members_whatever_stands_in_them() -> None:
    text = "Parts:\n\n- nuts, bolts\n- seal (old)\n- pump and wheel\n- oil\n- 3 pipes\n"
    found = ["nuts, bolts", "seal (old", "pump and wheel", "oil", "3 pipes"]
    assert listed(text) == [found]


def test_a_long_item_ends_the_list() -> None:
    long = "- the wheel that the miller of Harwell mended in May with a spare\n"
    assert listed(f"- nuts\n- bolts\n{long}- seal\n- pump\n- oil\n") == []


def test_items_of_two_articles_are_two_lists() -> None:
    batch = make_batch([Source("- nuts\n- bolts\n- oil"), Source("- seal\n- pump\n- ink")], "en")
    assert len(members(batch).first) == 0
