from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detector.languages.characters import LIMIT
from detector.languages.hashing import hash_ngrams, hash_runs, hash_strings, mix

WORDS = st.lists(st.text(st.characters(min_codepoint=1, max_codepoint=LIMIT - 2)), min_size=1)


def _codes(text: str) -> np.ndarray:
    return np.array([ord(char) for char in text], np.uint16)


@given(st.text(st.characters(max_codepoint=0xD7FF)), st.text(st.characters(max_codepoint=0xD7FF)))
def test_a_run_hashes_the_same_wherever_it_stands(before: str, run: str) -> None:
    codes = _codes(before + run + before)
    start = np.array([len(before)])
    assert hash_runs(codes, start, start + len(run))[0] == hash_strings([run])[0]


def test_runs_past_the_first_powers_hash_the_same() -> None:
    text = "x" * 70_000 + "كلمة"
    start = np.array([70_000])
    assert hash_runs(_codes(text), start, start + 4)[0] == hash_strings(["كلمة"])[0]


@given(WORDS)
def test_strings_hash_alike_alone_and_together(words: list[str]) -> None:
    together = hash_strings(words)
    assert together.dtype == np.uint64
    assert together.tolist() == [hash_strings([word])[0] for word in words]


def test_distinct_words_have_distinct_hashes() -> None:
    words = [f"{head}{number}" for head in "abcدذر" for number in range(20_000)]
    assert len(np.unique(hash_strings(words))) == len(words)


def test_order_and_length_of_letters_matter() -> None:
    assert len(np.unique(hash_strings(["ab", "ba", "aab", "abb", "a", "", "aa", "aaa"]))) == 8


def test_no_words_and_odd_code_points_are_hashed() -> None:
    assert hash_strings([]).shape == (0,)
    assert hash_strings(["\ud800", "😀", "\0"]).shape == (3,)


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 6))
def test_ngrams_are_equal_exactly_where_their_words_are(numbers: list[int], size: int) -> None:
    words = mix(np.array(numbers, np.uint64))
    found = hash_ngrams(words, size).tolist()
    expected = [tuple(numbers[at : at + size]) for at in range(len(numbers) - size + 1)]
    assert len(found) == len(expected)
    assert len(set(found)) == len(set(expected))
    assert len(set(zip(found, expected, strict=True))) == len(set(expected))


def test_mixing_is_one_to_one_and_spreads_every_bit() -> None:
    numbers = np.arange(100_000, dtype=np.uint64)
    mixed = mix(numbers)
    assert len(np.unique(mixed)) == len(numbers)
    ones = [(mixed >> np.uint64(bit) & np.uint64(1)).mean() for bit in range(64)]
    assert min(ones) > 0.49
    assert max(ones) < 0.51
