"""Stuffed lists: what counts as one, in either language, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.reference_lists import FEATURES
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language

STUFFED: list[tuple[Language, str]] = [
    ("en", "We serve Dallas, Plano, Frisco, Irving, Garland, Allen and Mesquite."),
    ("en", "We reach all of the valley, including Carlow, Denby, Milford, Penfield and Stanwick."),
    ("en", "- Drain Cleaning\n- Heater Repair\n- Leak Detection\n- Sewer Lining\n- Gas Pipes"),
    ("en", "- Plano\n- Frisco\n- Irving\n- Garland\n- Dallas"),
    ("en", "cheap laptops, best cheap laptops, laptops for students, gaming laptops, laptops 2025"),
    ("ar", "نصل إلى الرياض وجدة والدمام ومكة والمدينة المنورة والطائف وتبوك."),
    ("ar", "نخدم أحياء الرياض: الياسمين، النرجس، الملقا، العقيق، الروضة، النسيم."),
    ("ar", "نشحن منتجات Lenovo و Asus و Acer و Dell و Toshiba."),
    ("ar", "سيارات مستعملة، سيارات للبيع، بيع سيارات مستعملة، أسعار سيارات، سيارات 2025."),
    ("ar", "- صيانة ثلاجات\n- صيانة غسالات\n- صيانة سخانات\n- صيانة أفران\n- صيانة مكيفات"),
]  # fmt: skip

PLAIN: list[tuple[Language, str]] = [
    ("en", "Brazil 2, Germany 1, Spain 3, France 4, Italy 0 and Chile 5."),
    (
        "en",
        "Mix 200 grams flour, 100 grams sugar, 50 grams butter, 3 grams salt and 2 grams yeast.",
    ),
    ("en", "Alice Brandt, Tomas Reed, Ingrid Holm, Peter Grant and Mary Jones signed."),
    (
        "en",
        "The minister of finance, minister of health, minister of labour, minister of war, king.",
    ),
    ("en", "He came, he saw, he slept, he left, he wrote."),
    ("en", "They sell bread, salt, oil, rope and candles."),
    ("en", "- Safety\n- Honesty\n- Quality\n- Courage\n- Patience"),
    ("ar", "البرازيل 2، ألمانيا 1، إسبانيا 3، فرنسا 4، إيطاليا 0."),
    ("ar", "اخلط 200 غرام دقيق، 100 غرام سكر، 50 غرام زبدة، 3 غرام ملح، 10 غرام خميرة."),
    ("ar", "حضر أحمد سالم ومحمد علي وخالد حسن وسعيد عمر ويوسف إبراهيم."),
    ("ar", "وزير المالية، وزير الصحة، وزير العمل، وزير الدفاع، وزير النقل."),
    ("ar", "يحقق المشروع الأمن والاستقرار والتنمية والرخاء والعدل."),
    ("ar", "يبيعون الخبز والملح والزيت والحبال والشموع."),
]


def measure(text: str, lang: Language) -> float:
    return float(FEATURES[0].values(make_batch([Source(text)], lang))[0])


def marked(text: str, lang: Language) -> list[str]:
    evidence = FEATURES[0].evidence
    assert evidence is not None
    return [text[start:end] for start, end in evidence(make_batch([Source(text)], lang), 0)]


@pytest.mark.parametrize(("lang", "text"), STUFFED)
def test_places_products_and_varied_phrases_are_stuffed(lang: Language, text: str) -> None:
    assert measure(text, lang) > 0.4


@pytest.mark.parametrize(("lang", "text"), PLAIN)
def test_figures_persons_clauses_and_things_are_not(lang: Language, text: str) -> None:
    assert measure(text, lang) == 0


@pytest.mark.parametrize(
    ("lang", "text", "span", "words"),
    [
        ("en", "Our vans come early. We reach Carlow, Denby, Penfield, Halton Green and Stanwick.",
         "We reach Carlow, Denby, Penfield, Halton Green and Stanwick", 9),
        ("ar", "نعمل كل يوم. ونحن نصل إلى جدة والدمام ومكة والطائف وتبوك.",
         "ونحن نصل إلى جدة والدمام ومكة والطائف وتبوك", 8),
    ],
)  # fmt: skip
def test_words_from_the_first_member_to_the_last_count(
    lang: Language, text: str, span: str, words: int
) -> None:
    assert marked(text, lang) == [span]
    assert measure(text, lang) == pytest.approx(words / len(text.split()))


@pytest.mark.parametrize(
    ("lang", "places", "said"),
    [
        ("en", "We reach Carlow, Denby, Penfield, Halton Green and Stanwick.",
         "Carlow has a mill. Denby lost its ford. Halton Green burned. Penfield sells wool."),
        ("ar", "نصل إلى جدة والدمام ومكة والطائف وتبوك.",
         "في جدة ميناء. وفي الدمام مصنع. وفي مكة سوق. وفي الطائف ورد."),
    ],
)  # fmt: skip
def test_places_of_which_something_is_said_do_not_count(
    lang: Language, places: str, said: str
) -> None:
    assert measure(places, lang) > 0
    assert measure(f"{places} {said}", lang) == 0


def test_no_words_are_not_measurable() -> None:
    assert measure("", "en") != measure("", "en")
