"""Words: what holds together, what is equal, and what their columns say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.article import Source
from detector.languages.distinct import contains, find, number_keys, number_sorted
from detector.languages.hashing import hash_strings
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Batch, Language


def words(batch: Batch) -> list[str]:
    text = batch.sources[0].text
    return [text[a:b] for a, b in zip(batch.tokens.start, batch.tokens.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قَالَ الرَّئِيسُ إِنَّهُ سَيَعُودُ", ["قَالَ", "الرَّئِيسُ", "إِنَّهُ", "سَيَعُودُ"]),
        ("الرئيـــس والمـدرسـة", ["الرئيـــس", "والمـدرسـة"]),
        ("می\u200cخواهم كتاب", ["می\u200cخواهم", "كتاب"]),
        ("it's the crew’s 1,200 ٣٫٥", ["it's", "the", "crew’s", "1,200", "٣٫٥"]),
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("naïve café Ωμέγα слово 漢字", ["naïve", "café", "Ωμέγα", "слово", "漢字"]),
        ("F16 2nd x2", ["F16", "2nd", "x2"]),
        ("'quoted' .5 5. a'", ["quoted", "5", "5", "a"]),
        ("😀 !? — …", []),
    ],
)
def test_words_hold_together(text: str, found: list[str]) -> None:
    assert words(make_batch([Source(text)], "ar")) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الرَّئِيسُ", "الرئيس"),
        ("الرئيـــس", "الرئيس"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("علی", "علي"),
        ("٢٠٢٤", "2024"),
        ("Résumé", "resume"),
        ("\u200fكتاب\u200e", "كتاب"),
        ("ﻻﻋﺐ", "ﻻﻋﺐ"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    batch = make_batch([Source(f"{one} {other}")], "ar")
    assert batch.tokens.word[0] == batch.tokens.word[1]


def test_a_word_is_known_by_the_hash_of_its_folded_form() -> None:
    batch = make_batch([Source("Mill mill MILL")], "en")
    assert batch.words.key.tolist() == hash_strings(["mill"]).tolist()


def test_columns_tell_numbers_capitals_and_scripts() -> None:
    batch = make_batch([Source("The NATO rate, 3.5 A كتاب x")], "en")
    assert batch.tokens.number.tolist() == [False, False, False, True, False, False, False]
    assert batch.tokens.capital.tolist() == [True, True, False, False, True, False, False]
    assert batch.tokens.shout.tolist() == [False, True, False, False, False, False, False]
    assert batch.tokens.latin.tolist() == [True, True, True, False, True, False, True]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "go now" and left', ["go", "now"]),
        ("قال «عد الآن» ومضى", ["عد", "الآن"]),
        ("“one” two “three", ["one", "three"]),
        ('An open " here. Next sentence stays', ["here"]),
    ],
)
def test_quoted_words_are_told_within_their_sentence(text: str, inside: list[str]) -> None:
    batch = make_batch([Source(text)], "en")
    pairs = zip(words(batch), batch.tokens.quoted, strict=True)
    assert [word for word, quoted in pairs if quoted] == inside


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_inflections_share_a_stem(lang: Language) -> None:
    pair = {"en": "failing failed", "ar": "والرئيس للرئيس"}[lang]
    batch = make_batch([Source(pair)], lang)
    assert len(batch.words.key) == 2
    assert len(set(batch.words.stem.tolist())) == 1


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 9), max_size=60))
def test_numbering_keys_is_what_sorting_gives(values: list[int]) -> None:
    keys = np.array(values, np.uint64)
    found = number_sorted(keys)
    distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    assert found.place.tolist() == first.tolist()
    assert found.number.tolist() == inverse.tolist()
    assert keys[found.place].tolist() == distinct.tolist()


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 9), max_size=60))
def test_keys_are_numbered_as_they_come(values: list[int]) -> None:
    found = number_keys(np.array(values, np.uint64))
    assert [values[place] for place in found.place.tolist()] == list(dict.fromkeys(values))
    assert found.number.tolist() == [list(dict.fromkeys(values)).index(key) for key in values]


@given(st.sets(st.integers(0, 2**64 - 1)), st.lists(st.integers(0, 2**64 - 1)))
def test_finding_tells_who_is_there_and_where(table: set[int], others: list[int]) -> None:
    known = sorted(table)
    asked = [*known[::2], *others]
    found = find(np.array(known, np.uint64), np.array(asked, np.uint64))
    expected = [(at, known.index(key)) for at, key in enumerate(asked) if key in table]
    assert list(zip(found.key.tolist(), found.place.tolist(), strict=True)) == expected


@given(st.sets(st.integers(0, 50)), st.lists(st.integers(0, 60)))
def test_a_sorted_table_tells_what_it_holds(table: set[int], asked: list[int]) -> None:
    held = contains(np.array(sorted(table), np.uint64), np.array(asked, np.uint64))
    assert held.tolist() == [key in table for key in asked]
