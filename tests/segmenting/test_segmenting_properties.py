"""What holds for every text, whatever is in it."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detector.article import Batch, Kind, Source
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language

LETTERS = "abzAB éßشرمبةأ"
MARKS = "\u064e\u0651\u0640\u200b\u200c\u200d\u200e\u200f\u202b\u2069\u0301"
HOSTILE = (
    LETTERS + MARKS + "\n\n\n\r\t 019٣.!?؟…,،؛:;()[]{}<>#*-_|`~=+\"'“”«»•–😀\ud800\0\u1680\u2028@/&"
)
texts = st.text(st.sampled_from(HOSTILE), max_size=120) | st.text(max_size=60)
plain = st.text(st.sampled_from("abcdeABC اابتثجح  \n.,؟!-"), max_size=100)
languages = st.sampled_from(["en", "ar"])

PARAGRAPHS = {
    "en": (
        "The harbour froze in January and the ferries stayed at their moorings for nine days. "
        "Nobody could cross to the island, so the post was carried over the ice on sledges. "
        "Dr. Amina Rahal walked with it twice. Her patients were three children with measles and "
        "an old man who had fallen from a ladder while he cleared snow from his roof.\n\n"
        "The council met on the tenth day and voted 6 to 3 to buy an icebreaker. It would cost "
        "1.4 million, which is half of what the town spends in a year. The mayor called it cheap. "
        "The fishermen, who had lost a tenth of their catch, said that it came far too late."
    ),
    "ar": (
        "تجمدت مياه الميناء في كانون الثاني وبقيت العبارات في مراسيها تسعة أيام كاملة. "
        "لم يستطع أحد أن يصل إلى الجزيرة، فحمل البريد على الزلاجات فوق الجليد. "
        "سار معه د. سامر الحلبي مرتين ليعود ثلاثة أطفال أصيبوا بالحصبة ورجلا مسنا سقط عن سلم "
        "وهو يزيل الثلج عن سطح بيته.\n\n"
        "اجتمع المجلس في اليوم العاشر وصوت ستة أعضاء مقابل ثلاثة على شراء كاسحة جليد. تبلغ كلفتها "
        "1.4 مليون، أي نصف ما تنفقه البلدة في عام كامل. قال رئيس البلدية إنها رخيصة. أما الصيادون "
        "الذين خسروا عشر صيدهم فقالوا إنها جاءت متأخرة كثيرا عن موعدها."
    ),
}


def spans(batch: Batch, article: int) -> list[tuple[int, int, int]]:
    own = slice(*batch.unit_bounds[article : article + 2])
    columns = batch.units
    return list(
        zip(
            columns.start[own].tolist(),
            columns.end[own].tolist(),
            columns.kind[own].tolist(),
            strict=True,
        )
    )


def described(batch: Batch, article: int) -> list[object]:
    """Describe everything about an article that does not depend on its place in the batch."""
    units = slice(*batch.unit_bounds[article : article + 2])
    words = slice(*batch.token_bounds[article : article + 2])
    heads = slice(*batch.section_bounds[article : article + 2])
    u, t, s = batch.units, batch.tokens, batch.sections
    own = [c[units].tolist() for c in (u.start, u.end, u.kind, u.level, u.title, u.question)]
    own += [c[words].tolist() for c in (t.start, t.end, t.number, t.capital, t.shout, t.quoted)]
    own += [batch.words.key[t.word[words]].tolist(), (t.unit[words] - units.start).tolist()]
    own += [batch.stems[batch.words.stem[t.word[words]]].tolist(), s.stock[heads].tolist()]
    relative = (u.section[units] - heads.start, np.diff(u.tokens[units.start : units.stop + 1]))
    return [*own, *(column.tolist() for column in relative)]


def strings(text: str, batch: Batch) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b, _ in spans(batch, 0)]


@given(texts, languages)
@settings(max_examples=300, deadline=None)
def test_units_cover_every_visible_character_once_and_in_order(text: str, lang: Language) -> None:
    found = spans(make_batch([Source(text)], lang), 0)
    covered = [place for start, end, _ in found for place in range(start, end)]
    assert covered == sorted(set(covered))
    visible = {place for place, char in enumerate(text) if not char.isspace()}
    assert visible <= set(covered)
    for start, end, _ in found:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@given(texts, languages)
@settings(max_examples=200, deadline=None)
def test_words_lie_inside_their_units_and_columns_agree(text: str, lang: Language) -> None:
    batch = make_batch([Source(text)], lang)
    tokens, units = batch.tokens, batch.units
    assert (tokens.start >= units.start[tokens.unit]).all()
    assert (tokens.end <= units.end[tokens.unit]).all()
    assert (tokens.start < tokens.end).all()
    assert (np.diff(tokens.start) > 0).all()
    assert (
        units.tokens.tolist()
        == np.searchsorted(tokens.unit, np.arange(len(units.start) + 1)).tolist()
    )
    assert (np.diff(batch.words.key.astype(object)) > 0).all()
    assert (np.diff(batch.stems.astype(object)) > 0).all()
    assert batch.sections.units[-1] == len(units.start)
    heads = batch.sections.heading[batch.sections.heading >= 0]
    assert (units.kind[heads] == Kind.HEADING).all()
    for start, end in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True):
        assert not any(char.isspace() for char in text[start:end])


@given(st.lists(texts, max_size=6), languages)
@example(["أ", "؟ ß"], "en")  # a mark before the first word
@example(["Plan", "B. Smith said so."], "en")  # a word that makes a name of the next letter
@example(["It is on p. ★", "12 men came."], "en")  # a number behind an abbreviation
@example(["«هل جئت؟» زيد ★", "قال لا."], "ar")
@settings(max_examples=150, deadline=None)
def test_a_batch_of_many_equals_batches_of_one(many: list[str], lang: Language) -> None:
    together = make_batch([Source(text) for text in many], lang)
    assert len(together) == len(many)
    for article, text in enumerate(many):
        alone = make_batch([Source(text)], lang)
        assert described(together, article) == described(alone, 0)


@given(plain, st.lists(st.tuples(st.integers(0, 99), st.sampled_from(MARKS)), max_size=8))
@settings(max_examples=200, deadline=None)
def test_marks_without_a_letter_change_no_word_and_no_unit(
    text: str, marks: list[tuple[int, str]]
) -> None:
    letters = [place for place, char in enumerate(text) if char.isalpha()]
    marked = list(text)
    for place, mark in marks:
        if letters:
            marked[letters[place % len(letters)]] += mark
    bare, other = (make_batch([Source(t)], "ar") for t in (text, "".join(marked)))
    assert bare.words.key[bare.tokens.word].tolist() == other.words.key[other.tokens.word].tolist()
    assert bare.units.kind.tolist() == other.units.kind.tolist()
    assert bare.units.tokens.tolist() == other.units.tokens.tolist()


@given(plain, languages)
@settings(max_examples=150, deadline=None)
def test_line_ends_and_spaces_of_other_kinds_change_nothing(text: str, lang: Language) -> None:
    bare = make_batch([Source(text)], lang)
    for other in (text.replace("\n", "\r\n"), text.replace(" ", "\u00a0")):
        batch = make_batch([Source(other)], lang)
        assert batch.units.kind.tolist() == bare.units.kind.tolist()
        assert strings(other, batch) == strings(text, bare)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [60, 72, 79, 100, 120])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_hard_wrapped_paragraphs_give_the_same_sentences(
    lang: Language, width: int, end: str
) -> None:
    text = PARAGRAPHS[lang]
    wrapped = "\n\n".join(textwrap.fill(part, width) for part in text.split("\n\n"))
    wrapped = wrapped.replace("\n", end)
    whole, lines = make_batch([Source(text)], lang), make_batch([Source(wrapped)], lang)
    assert len(whole.units.start) == (7 if lang == "ar" else 8)
    assert strings(wrapped, lines) == strings(text, whole)
    assert lines.units.kind.tolist() == whole.units.kind.tolist()


def test_no_articles_and_empty_ones_are_batches_too() -> None:
    assert len(make_batch([], "en")) == 0
    batch = make_batch([Source(""), Source("One two."), Source(" \n ")], "ar")
    assert batch.unit_bounds.tolist() == [0, 0, 1, 1]
    assert batch.token_bounds.tolist() == [0, 0, 2, 2]
    assert batch.section_bounds.tolist() == [0, 0, 1, 1]


@given(texts)
@settings(max_examples=60, deadline=None)
def test_equal_words_have_equal_numbers(text: str) -> None:
    batch = make_batch([Source(text), Source(text)], "en")
    first, second = (batch.tokens.word[slice(*batch.token_bounds[i : i + 2])] for i in (0, 1))
    assert first.tolist() == second.tolist()
    assert all(a <= b for a, b in pairwise(batch.token_bounds.tolist()))
