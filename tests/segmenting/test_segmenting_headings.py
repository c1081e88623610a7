"""Bare headings: what is one, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detector.article import Kind, Source
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Language

    Headings = Callable[..., list[str]]
    Cut = Callable[..., list[tuple[str, str]]]

EN = "The pump failed in March and the crew replaced its seal within a day."
EN2 = "Nobody had looked at it since the mill reopened nine years ago."
AR = "تعطلت المضخة في آذار واستبدل العمال حلقتها خلال يوم واحد فقط."
AR2 = "لم يفحصها أحد منذ أن أعيد افتتاح المطحنة قبل تسع سنوات كاملة."

NEWS = f"""عطل مضخة يوقف مطحنة القرية يومين
{AR}
{AR2}
أسباب العطل
{AR}
{AR2}
الدروس المستفادة
{AR2}
خاتمة
{AR}
"""


def test_a_plain_arabic_story_has_its_bare_headings(headings: Headings) -> None:
    assert headings(NEWS, "ar") == [
        "عطل مضخة يوقف مطحنة القرية يومين",
        "أسباب العطل",
        "الدروس المستفادة",
        "خاتمة",
    ]
    assert headings(NEWS.replace("\n", "\n\n"), "ar") == headings(NEWS, "ar")


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("What Broke", "en"),
        ("Causes", "en"),
        ("Lessons Learned", "en"),
        ("The Crew's Night at the Mill", "en"),
        ("Who is to blame?", "en"),
        ("Key figures:", "en"),
        ("Step 3: The Seal", "en"),
        ("خاتمة", "ar"),
        ("الدروس المستفادة", "ar"),
        ("أهمية الصيانة الدورية", "ar"),
        ("ماذا حدث في المطحنة؟", "ar"),
        ("أولاً: الأسباب", "ar"),
        ("تداعيات الحادث على القرية", "ar"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_short_open_line_above_prose_is_a_heading(
    headings: Headings, line: str, lang: Language, gap: str
) -> None:
    one, two = (AR, AR2) if lang == "ar" else (EN, EN2)
    text = gap.join((one, two, line, two, one))
    assert headings(text, lang) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The seal was old.",
        "Then it leaked!",
        "and then the crew went home",
        "He said so; she agreed,",
        "By then it was too late…",
        "The seal broke at once. Nobody saw it",
        "The committee that had been asked to look into the failure met for the first time on",
        "The crew brought these tools with them:",
        "1999",
        "$34.95",
    ],
)
def test_other_short_lines_are_none(headings: Headings, line: str) -> None:
    assert headings(f"{EN}\n\n{line}\n\n- a saw\n- a plane\n\n{EN2}") == []


LISTS = {
    "items": ["Hammer", "Saw", "Two Boards of Oak", "Glue"],
    "poem": ["The River Runs", "Below the Mill", "And No One Counts", "The Stones It Took"],
    "address": ["Orr & Sons", "14 Pine Street", "Dunmere", "Tel 555 0143"],
    "cells": ["Tool", "Price", "Saw", "12.50", "Plane", "9.00"],
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_poems_addresses_and_cells_are_no_headings(headings: Headings, name: str) -> None:
    lines = "\n".join(LISTS[name])
    assert headings(f"{EN}\n\n{lines}\n\n{EN2}") == []
    assert headings(f"{EN}\n{lines}\n{EN2}") == []


def test_arabic_lists_are_none_either(headings: Headings) -> None:
    lines = "مطرقة\nمنشار\nلوحان من البلوط\nغراء"
    assert headings(f"{AR}\n\n{lines}\n\n{AR2}", "ar") == []


def test_two_headings_may_stand_together(headings: Headings) -> None:
    assert headings(f"{EN}\n\nThe Damage\n\nIn the Mill\n\n{EN2}") == ["The Damage", "In the Mill"]


def test_a_line_that_returns_belongs_to_the_page(headings: Headings) -> None:
    text = "\n\n".join(f"See It Now: Mill Shop\n\n{EN}" for _ in range(3))
    assert headings(f"{EN2}\n\n{text}") == []


def test_beside_marked_headings_few_bare_ones_count(headings: Headings) -> None:
    text = f"## Causes\n\n{EN}\n\n## Costs\n\n{EN}\n\nThe Mill in the Long Winter of Ice\n\n{EN2}"
    assert headings(text) == ["## Causes", "## Costs"]


def test_questions_with_answers_are_headings_also_there(headings: Headings) -> None:
    asked = ["هل تعطلت المضخة من قبل؟", "كم كلف إصلاح المضخة؟", "س 3. من دفع ثمن الحلقة الجديدة؟"]
    text = "\n\n".join(f"{question}\n{AR}" for question in asked)
    assert headings(f"## أ ب\n\n{AR}\n\n## ج د\n\n{AR2}\n\n{text}", "ar")[2:] == asked


def test_a_single_bullet_above_prose_is_a_heading_and_a_list_is_none(headings: Headings) -> None:
    assert headings(f"{EN}\n\n- Mill Reopens\n{EN2}") == ["- Mill Reopens"]
    assert headings(f"{EN}\n\n- Mill Reopens\n- Crew Rests\n{EN2}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Mill Stops",
        "Mill stops for two days after its only pump fails in the coldest week of March",
    ],
)
def test_a_first_line_that_reads_as_a_heading_is_the_title(line: str) -> None:
    batch = make_batch([Source(f"{line}\n\n{EN}")], "en")
    assert batch.units.title.tolist() == [True, False]
    assert batch.sections.heading.tolist() == [-1]


@pytest.mark.parametrize("line", [EN2, "and so it went on", "Mill: the facts. All of them"])
def test_a_first_sentence_is_no_title(line: str) -> None:
    assert not make_batch([Source(f"{line}\n\n{EN}")], "en").units.title.any()


def test_a_given_title_stands_before_the_text_and_shifts_nothing(cut: Cut) -> None:
    assert cut(f"{EN} {EN2}", title="Mill stops") == [
        ("heading", "<Mill stops>"),
        ("sentence", EN),
        ("sentence", EN2),
    ]


@pytest.mark.parametrize(
    "first", ["Mill stops.", "# Mill stops.", "**MILL STOPS.**", " Mill  stops."]
)
def test_a_given_title_that_the_text_begins_with_is_not_doubled(first: str) -> None:
    batch = make_batch([Source(f"{first}\n\n{EN}", title="Mill stops.")], "en")
    assert batch.units.title.tolist() == [True, False]
    assert batch.units.start[0] == len(first) - len(first.lstrip())


def test_titles_of_one_article_do_not_shift_another() -> None:
    sources = [Source(EN, title="A given title"), Source(EN), Source(EN2, title="Another one")]
    batch = make_batch(sources, "en")
    spans = zip(
        batch.units.article, batch.units.kind, batch.units.start, batch.units.end, strict=True
    )
    found = [sources[a].text[s:e] for a, kind, s, e in spans if kind == Kind.SENTENCE]
    assert found == [EN, EN, EN2]
