"""A loop in machine code answers as the numpy function does whose place it takes, bit for bit."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import compiled
from detector.article import Source
from detector.features.background import take_directions
from detector.features.columns import count_tokens, sum_tokens
from detector.features.context import mean_groups
from detector.features.links import count_shared, share_stems
from detector.features.ngrams import number_runs, number_stems
from detector.features.phrases import cover_tokens, find_phrases
from detector.features.vectors import compare_vectors, join_vectors
from detector.languages.arabic import find_bases, load_bases, stem_tables
from detector.languages.arabic_affixes import affixes
from detector.languages.characters import fold_text
from detector.languages.distinct import find_places, first_places, order_of
from detector.languages.hashing import (
    BASE,
    hash_letters,
    hash_strings,
    hash_windows,
    join_strings,
    letter_hashes,
)
from detector.languages.lexicon import Table, load_lexicon
from detector.languages.runs import count_before
from detector.languages.scripts import alphabet, count_words, list_words
from detector.languages.word_table import find_slots
from detector.model import load_model
from detector.model.lexical import sum_weights
from detector.model.trees import rank_values, sum_leaves
from detector.scanning import passages
from detector.scanning.passages import fold_letters
from detector.scoring import score_rows
from detector.segmenting import characters
from detector.segmenting.characters import (
    choose,
    find_rare,
    keep_characters,
    skip_blanks,
    trim_blanks,
)
from detector.segmenting.columns import place_tokens
from detector.segmenting.headings import sum_words
from detector.segmenting.lines import trim_lines
from detector.segmenting.marks import MARK_KINDS, read_marks
from detector.segmenting.sections import match_phrases
from detector.segmenting.tokens import find_quoted, find_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Language

loops = pytest.importorskip("detector.compiled.loops", reason="numba is not installed")
for room in compiled.ROOMS:
    import_module(room)

TWINS = (
    choose, compare_vectors, count_before, count_shared, count_tokens, count_words, cover_tokens,
    find_bases, find_phrases, find_places, find_quoted, find_rare, find_slots, find_words,
    first_places, fold_letters, hash_letters, hash_windows, join_vectors, keep_characters,
    match_phrases, mean_groups, number_runs, number_stems, order_of, place_tokens, rank_values,
    read_marks, share_stems, skip_blanks, sum_leaves, sum_tokens, sum_weights, sum_words,
    take_directions, trim_blanks, trim_lines,
)  # fmt: skip
KEYS = st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 9), max_size=60)
SAMPLES = Path(__file__).parents[2] / "detector" / "samples"


@pytest.fixture
def numpy_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_LOOPS", {})
    compiled.start.cache_clear()


def alike(function: Callable[..., Any], *arguments: Any) -> None:
    expected = function.__wrapped__(*arguments)  # type: ignore[attr-defined]
    found = loops.LOOPS[function.__name__](*arguments)
    if not isinstance(expected, tuple):
        expected, found = (expected,), (found,)
    for one, other in zip(expected, found, strict=True):
        assert np.array_equal(one, other)


def test_every_loop_has_its_twin() -> None:
    assert set(loops.LOOPS) == {twin.__name__ for twin in TWINS}


@settings(deadline=None)  # the first call compiles
@given(KEYS, KEYS)
def test_keys(keys: list[int], others: list[int]) -> None:
    alike(first_places, np.array(keys, np.uint64))
    table = np.unique(np.array(others, np.uint64))
    alike(find_places, table, np.array([*keys, *others], np.uint64))
    alike(order_of, np.array(list(dict.fromkeys([*keys, *others])), np.uint64))


@settings(deadline=None)
@given(st.lists(st.integers(0, 99), max_size=60), st.lists(st.integers(-1, 100), max_size=9))
def test_positions(positions: list[int], places: list[int]) -> None:
    alike(count_before, np.array(sorted(positions), np.int64), np.array(places, np.int64))


@settings(deadline=None)
@given(st.lists(st.sampled_from([1, 1 << 61, 3 << 61, 7 << 61, 2**64 - 1]), min_size=8, max_size=8))
def test_slots(keys: list[int]) -> None:
    taken = np.arange(8) % 5 != 0
    alike(find_slots, np.array(keys, np.uint64), taken, np.array([*keys, 9 << 58], np.uint64))


@settings(deadline=None)
@given(KEYS, st.integers(1, 6))
def test_windows(keys: list[int], size: int) -> None:
    alike(hash_windows, np.array(keys, np.uint64), size, BASE)


@settings(deadline=None)
@given(st.lists(st.integers(0, 65535), max_size=40), st.data())
def test_letters(codes: list[int], data: st.DataObject) -> None:
    place = st.integers(0, len(codes))
    runs = data.draw(st.lists(st.tuples(place, place).map(sorted), max_size=8))
    start, end = np.array(runs, np.int64).reshape(-1, 2).T
    letters = np.random.default_rng(0).integers(0, 2**64, 65536, np.uint64)
    alike(hash_letters, letters, BASE, np.array(codes, np.uint16), start, end)


@pytest.mark.parametrize("rows", [0, 1, 255, 256, 700])
def test_leaves(rows: int) -> None:
    trees = load_model().languages["ar"].sentences.trees
    ranks = np.random.default_rng(rows).integers(0, 40, (len(trees.names), rows), np.uint8)
    alike(sum_leaves, ranks, trees.feature, trees.rank, trees.mask, trees.values)


@pytest.mark.parametrize("items", [0, 1, 255, 256, 700])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_ranks(items: int, kind: type[np.floating]) -> None:
    random = np.random.default_rng(items)
    bounds = np.cumsum([0, 0, 1, 7, 255])
    thresholds = np.concatenate(
        [np.sort(random.normal(size=limits)) for limits in np.diff(bounds)]
    ).astype(kind)
    table = random.choice(np.append(thresholds, [0.0, np.nan, np.inf, -np.inf]), (items, 5)).T
    item = random.integers(-1, items, 900)
    wanted = np.array([4, 0, 2]), item, np.array([0, 3, 2]), bounds, thresholds.astype(np.float64)
    found = [np.full((4, 900), 9, np.uint8) for _ in range(2)]
    rank_values.__wrapped__(table, *wanted, found[0])  # type: ignore[attr-defined]
    loops.LOOPS["rank_values"](table, *wanted, found[1])
    assert np.array_equal(*found)


@given(st.lists(st.text("الكتاب\u064b وaZ كی. 1😀", max_size=30), min_size=1, max_size=4))
@settings(deadline=None)
def test_scripts(texts: list[str]) -> None:
    words = np.array([hash_strings([word])[0] for word in ("و", "az", "ال", "a")])
    listed = list_words((words, words[1:]), (words[:2], words[:1]))
    codes = np.array([ord(letter) for text in texts for letter in text], np.uint32)
    bounds = np.cumsum([0, *map(len, texts)])
    alike(count_words, codes, bounds, *alphabet(), *listed, BASE)


@given(st.lists(st.text("الكتاب\u064b وaZ'1,1😀\r\n", max_size=30), min_size=1, max_size=4))
@settings(deadline=None)
def test_characters(texts: list[str]) -> None:
    codes = np.array([ord(letter) for text in texts for letter in f"{text}\n"], np.uint32)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    blank, kinds = characters.BLANK, (characters.BLANK, characters.IGNORED, characters.SYMBOL)
    characters_of = codes, characters.code_bits(), characters.tables().fold, starts, kinds
    alike(keep_characters, *characters_of)
    _, bits, fold, _ = keep_characters(*characters_of)
    alike(find_rare, bits, characters.COMMON)
    alike(choose, np.arange(0, len(bits), 2), bits, blank)
    alike(skip_blanks, bits, np.arange(len(bits) + 1), blank)
    behind = np.arange(len(bits) + 1)
    alike(trim_blanks, bits, behind[np.cumsum(np.append(0, bits & blank == 0)) > 0], blank)
    newlines = np.flatnonzero(bits & characters.NEWLINE)
    alike(trim_lines, bits, newlines, (blank, characters.WORDY))
    marks = characters.UPPER, characters.APOSTROPHE, characters.NUMBER_MARK
    kinds_of_words = characters.LETTER, characters.DIGIT, *marks
    for end in (len(bits), len(bits) - 1):  # with a line end behind the last word, and without
        alike(find_words, bits[:end], fold[:end], letter_hashes(), BASE, kinds_of_words)


@given(st.lists(st.text("اآأالوفبكسيتنهمرجدعق\u0610ېA1", max_size=26), max_size=20))
@settings(deadline=None)
def test_stems(words: list[str]) -> None:
    words += fold_text((SAMPLES / "ar.txt").read_text(encoding="utf-8")).split()
    alike(find_bases, *join_strings(words), affixes(), load_bases()[:-1], stem_tables())


@given(st.text("#|>*_-:.)•1234a \n", max_size=60))
@settings(deadline=None)
def test_marks(text: str) -> None:
    codes = np.array([*map(ord, f"{text}\n")], np.uint16)
    bits = characters.code_bits()[codes]
    newlines, bars = np.flatnonzero(codes == ord("\n")), np.flatnonzero(codes == ord("|"))
    start, end, *_ = trim_lines(bits, newlines, (characters.BLANK, characters.WORDY))
    alike(read_marks, bits, codes, (start, end), bars, MARK_KINDS)


@given(st.text("الكتاب aZ1.\n\u064b", max_size=60))
@settings(deadline=None)
def test_letters_of_passages(text: str) -> None:
    codes, fold = np.array([ord(letter) for letter in text], np.uint16), characters.tables().fold
    alike(fold_letters, codes, passages._bits(), fold, passages._WORDY)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_phrases(lang: Language) -> None:
    lexicon = load_lexicon(lang)
    random = np.random.default_rng(3)
    stems = random.choice(np.append(lexicon.heads.keys[:40], [np.uint64(5)]), 4000)
    unit = np.sort(random.integers(0, 900, 4000))
    begins = np.append(True, np.diff(unit) > 0)
    runs = [hash_windows(stems, size, BASE) for size in (1, 2, 3, 6)]
    some = [np.unique(np.concatenate([run[part::50] for run in runs])) for part in (0, 1)]
    tables = tuple(Table(keys, keys | np.uint64(1)) for keys in some)
    sizes = random.integers(0, 128, 4000).astype(np.uint64) & ~np.uint64(1)
    alike(find_phrases, stems, unit, begins, sizes, tables, BASE)
    alike(cover_tokens, *find_phrases(stems, unit, begins, sizes, tables, BASE), 4000)
    alike(cover_tokens, *(np.zeros(0, kind) for kind in (np.int64, np.int64, np.uint64)), 3)
    alike(find_phrases, stems[:0], unit[:0], begins[:0], sizes[:0], tables, BASE)


def test_headings() -> None:
    random = np.random.default_rng(6)
    stems = random.integers(0, 2**64, 9, np.uint64)[random.integers(0, 9, 300)]
    start = np.sort(random.integers(0, 290, 80))
    runs = [hash_windows(stems[at:], size, BASE) for at, size in ((0, 1), (40, 2), (90, 3))]
    tables = tuple(np.unique(run[:5]) for run in runs)
    alike(match_phrases, stems, start, start + random.integers(0, 9, 80), tables, 3, BASE)
    alike(match_phrases, stems, start[:0], start[:0], (tables[0][:0], *tables[1:]), 6, BASE)


def test_lines_of_words() -> None:
    random = np.random.default_rng(9)
    key, begin = random.integers(0, 2**64, 300, np.uint64), np.sort(random.integers(0, 300, 40))
    flags = random.random((3, 300)) < 0.4
    for end in (np.append(begin[1:], 300), begin + random.integers(-2, 1, 40)):
        alike(sum_words, begin, np.maximum(end, 0), *flags, key)
    alike(sum_words, begin[:0], begin[:0], *flags, key)


def test_places_of_words() -> None:
    random = np.random.default_rng(10)
    start = np.sort(random.integers(0, 900, 200))
    units, article = np.sort(random.integers(0, 200, 30)), np.sort(random.integers(0, 4, 29))
    units[[0, -1]] = 0, 200
    place, shift = np.arange(1000, dtype=np.int32) * 2, np.array([0, 500, 900, 1500])
    alike(place_tokens, place, (start, start + 5), units, article, shift)
    alike(place_tokens, place, (start[:0], start[:0]), units[:1] * 0, article[:0], shift)


@settings(deadline=None)
@given(st.lists(st.sampled_from('w. "“”'), max_size=80))
def test_quotes(signs: list[str]) -> None:
    at, begin, marks = (
        np.array([place for place, sign in enumerate(["w", *signs]) if sign in some], np.int64)
        for some in ("w", ".", '"“”')
    )
    bits = characters.code_bits()[[ord(signs[mark - 1]) for mark in marks]]
    directed = characters.OPEN_QUOTE, characters.CLOSE_QUOTE
    alike(find_quoted, at, np.append(0, begin), marks, bits, directed)


def test_runs() -> None:
    random = np.random.default_rng(4)
    stems, stem = random.integers(0, 2**64, 40, np.uint64), random.integers(0, 40, 500)
    unit = np.sort(random.integers(0, 90, 500))
    for end in (500, 2, 0):
        article = unit[:end] // 9
        alike(number_stems, stem[:end], article, 40)
        shorter = number_stems(stem[:end], article, 40)[0]
        for size in range(2, 5):
            runs = stems[stem[:end]], unit[:end], article, shorter, size, BASE
            alike(number_runs, *runs)
            shorter = number_runs(*runs)[0]


@pytest.mark.parametrize("share", [0.03, 0.6])
def test_flags(share: float) -> None:
    random = np.random.default_rng(7)
    bounds, flags = np.sort(random.integers(0, 300, 40)), random.random(300) < share
    for end in (300, 299, 5, 0):
        alike(count_tokens, np.concatenate(([0], np.minimum(bounds, end), [end])), flags[:end])


@pytest.mark.parametrize("kind", [np.int64, np.float64])
def test_tokens(kind: type) -> None:
    random = np.random.default_rng(5)
    unit, values = np.sort(random.integers(0, 20, 300)), random.normal(size=300) * 3
    alike(sum_tokens, unit, values.astype(kind), 25)
    alike(sum_tokens, unit[:0], values[:0].astype(kind), 2)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_weights(size: int) -> None:
    random = np.random.default_rng(8)
    stems = random.integers(0, 2**64, 600, np.uint64)
    keys = np.unique(np.append(hash_windows(stems, size, BASE)[::3], stems))
    weights, unit = random.normal(size=len(keys)).astype(np.float32), np.sort(stems % 50)
    alike(sum_weights, keys, weights, stems, unit.astype(np.int64), size, BASE, 55)
    alike(sum_weights, keys[:0], weights[:0], stems[:1], np.zeros(1, np.int64), size, BASE, 55)


def test_groups() -> None:
    random = np.random.default_rng(2)
    table, inner = random.normal(size=(30, 500)), np.sort(random.integers(1, 20, 500))
    alike(mean_groups, table, random.random(500), inner, inner // 3, 25, 9)
    alike(mean_groups, table[:, :0], random.random(0), inner[:0], inner[:0], 4, 2)


def test_vectors() -> None:
    random = np.random.default_rng(1)
    table = random.normal(size=(50, 64)).astype(np.float32)
    row, unit = random.integers(0, 50, 900), np.sort(random.integers(0, 70, 900))
    weight = random.random(900) * random.integers(0, 20, 900)
    alike(join_vectors, table, row, weight, unit, 80)
    alike(join_vectors, table, row[:0], weight[:0], unit[:0], 3)


def test_directions() -> None:
    random = np.random.default_rng(6)
    table = random.integers(-128, 128, (40, 64)).astype(np.int8) * (np.arange(40) > 3)[:, None]
    alike(take_directions, table.astype(np.int8), random.integers(0, 41, 300))
    alike(take_directions, table.astype(np.int8), np.zeros(0, np.int64))


@pytest.mark.parametrize("width", [8, 64, 128])
def test_nearness(width: int) -> None:
    random = np.random.default_rng(width)
    vectors = random.normal(size=(60, width)).astype(np.float32)
    vectors[random.random(60) < 0.2] = 0.0
    bounds, earlier = np.array([0, 0, 1, 22, 23, 23, 60]), random.integers(-1, 60, 60)
    alike(compare_vectors, vectors, bounds, earlier)
    alike(compare_vectors, vectors[:0], bounds * 0, earlier[:0])


@settings(deadline=None)
@given(st.data())
def test_shared_stems(data: st.DataObject) -> None:
    tokens, units = data.draw(st.integers(0, 80)), data.draw(st.integers(1, 12))
    draw = [
        st.lists(st.integers(0, most), min_size=tokens, max_size=tokens)
        for most in (6, units - 1, 3)
    ]
    stem, unit, content = (np.array(data.draw(each), np.int64) for each in draw)
    begins, content = np.searchsorted(np.sort(unit), np.arange(units + 1)), content > 0
    inner = data.draw(st.lists(st.integers(0, units), max_size=3))
    bounds = np.array([0, *sorted(inner), units])
    rarity = np.random.default_rng(units).random(7) * (np.arange(7) > 0)
    alike(share_stems, stem, begins, content, bounds, rarity, data.draw(st.integers(1, 3)))
    heading = np.array(
        data.draw(st.lists(st.integers(-1, units - 1), min_size=units, max_size=units))
    )
    tokens_of = np.searchsorted(unit, np.arange(units + 1))
    alike(count_shared, stem, content, tokens_of, heading, 7)


@pytest.mark.usefixtures("numpy_first")
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_articles_score_the_same(lang: Language) -> None:
    texts = [(SAMPLES / f"{lang}.txt").read_text(encoding="utf-8")]
    texts += [texts[0][: 700 * part] for part in range(1, 9)]
    sources = [Source(text, lang=lang) for text in texts]
    before = score_rows(sources, features=True, sentences=True)
    assert compiled.start()
    assert score_rows(sources, features=True, sentences=True) == before


@pytest.mark.usefixtures("numpy_first")
def test_loops_start_in_a_process_that_has_met_many_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "_met", 0)
    compiled.meet(compiled.MANY - 1)
    assert not compiled._LOOPS
    compiled.meet(1)
    assert compiled._LOOPS


def test_the_first_time_is_known_by_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    assert compiled.is_first_time()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "loops_text.mix-12.py311.nbi").touch()
    assert not compiled.is_first_time()


@pytest.mark.usefixtures("numpy_first")
def test_without_numba_numpy_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "detector.compiled.loops", None)
    assert not compiled.start()
    assert first_places(np.array([7, 7], np.uint64))[1].tolist() == [0, 0]


def test_without_a_place_to_keep_them_numpy_goes_on() -> None:
    """numba refuses to compile where it may write nowhere."""
    code = "import numba.core.caching as c; c.CacheImpl._locator_classes = []\n"
    code += "from detector import compiled; raise SystemExit(compiled.start())"
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603  (our own)
    assert done.returncode == 0
