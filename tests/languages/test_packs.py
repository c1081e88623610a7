from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import detector.languages
from detector.article import Source
from detector.errors import PackError
from detector.features.phrases import hits_of
from detector.languages import LANGUAGES, LEXICONS, load_pack
from detector.languages.characters import Script, fold_text, tables
from detector.languages.lexicon import LONGEST_PHRASE, split_words
from detector.languages.stemming import stem_words
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from pathlib import Path

    from detector.article import Language

PADDING = (
    "anonymous", "calls_to_action", "evaluations", "fillers", "importance", "promises",
    "stock_claims", "summaries", "transitions",
)  # fmt: skip
BY_WORD = ("abbreviations", "stopwords")  # compared as words, not as stems
SCRIPTS = {"ar": Script.ARABIC, "en": Script.LATIN}
FOLDER = detector.languages._FOLDER
EVERY_LIST = [(lang, name) for lang in LANGUAGES for name in LEXICONS]


def phrase(entry: str) -> str:
    """An entry without the marks that say where it counts."""
    return entry.removeprefix("^ ").removeprefix("... ").removesuffix(" ...")


def compared(lang: Language, name: str, entry: str) -> tuple[str, ...]:
    words = split_words(fold_text(phrase(entry)))
    return tuple(words if name in BY_WORD else stem_words(words, lang))


def place(entry: str) -> tuple[bool, bool, bool]:
    return entry.startswith("^ "), entry.startswith("... "), entry.endswith(" ...")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack for `en` of one entry a list, in place of the real one."""
    pack = tmp_path / "en"
    pack.mkdir()
    facts = 'name = "English"\ndirection = "ltr"\nhas_case = true\n'
    (pack / "pack.toml").write_text(facts, encoding="utf-8")
    for name in LEXICONS:
        (pack / f"{name}.txt").write_text("# one\nword\n", encoding="utf-8")
    monkeypatch.setattr(detector.languages, "_FOLDER", tmp_path)
    return pack


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pack_holds_every_list_and_nothing_else(lang: Language) -> None:
    found = {path.name for path in (FOLDER / lang).iterdir()}
    assert found == {"pack.toml", *(f"{name}.txt" for name in LEXICONS)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_says_first_what_it_is(lang: Language) -> None:
    for name in LEXICONS:
        first = (FOLDER / lang / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
        assert re.match(r"# .*(own list|CLDR)", first, re.IGNORECASE), name


@pytest.mark.parametrize(("lang", "name"), EVERY_LIST)
def test_no_list_is_empty(lang: Language, name: str) -> None:
    assert load_pack(lang).lexicons[name]


@pytest.mark.parametrize(("lang", "name"), EVERY_LIST)
def test_entries_are_short_enough_to_be_found(lang: Language, name: str) -> None:
    if name == "examples":
        return
    longest = 1 if name in BY_WORD else LONGEST_PHRASE
    sizes = {e: len(compared(lang, name, e)) for e in load_pack(lang).lexicons[name]}
    assert {e for e, size in sizes.items() if not 1 <= size <= longest} == set()


@pytest.mark.parametrize(("lang", "name"), EVERY_LIST)
def test_no_two_entries_are_one_when_compared(lang: Language, name: str) -> None:
    entries = load_pack(lang).lexicons[name]
    count = Counter((place(e), compared(lang, name, e)) for e in entries)
    assert {e for e in entries if count[place(e), compared(lang, name, e)] > 1} == set()


@pytest.mark.parametrize(("lang", "name"), EVERY_LIST)
def test_an_entry_that_counts_anywhere_is_not_bound_to_the_beginning_too(
    lang: Language, name: str
) -> None:
    entries = load_pack(lang).lexicons[name]
    anywhere = {compared(lang, name, e) for e in entries if place(e) == (False, False, False)}
    bound = [e for e in entries if e.startswith("^ ")]
    assert [e for e in bound if compared(lang, name, e) in anywhere] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_entries_are_written_in_the_language_s_script(lang: Language) -> None:
    script = tables().script
    # Arabic writes some units and currencies in Latin letters, and an accent may be any.
    lists = [n for n in LEXICONS if n not in ("units", "currencies", "institutions", "examples")]
    for name in lists:
        for entry in load_pack(lang).lexicons[name]:
            letters = {Script(script[ord(c)]) for c in entry} - {Script.NONE}
            assert letters <= {SCRIPTS[lang]}, entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_padding_phrase_stands_in_a_clean_example(lang: Language) -> None:
    examples = load_pack(lang).lexicons["examples"]
    assert len(examples) >= 12
    batch = make_batch([Source(example) for example in examples], lang)
    found = hits_of(batch, *PADDING)
    assert [examples[i] for i in batch.tokens.article[found.token]] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It is important to note that technology plays a crucial role in today's world."),
        ("ar", "ومن الجدير بالذكر أن التكنولوجيا تلعب دورا محوريا في حياتنا اليومية."),
    ],
)
def test_padding_phrases_are_found_in_padding(lang: Language, text: str) -> None:
    assert len(hits_of(make_batch([Source(text)], lang), *PADDING).token) >= 2


def test_the_readme_names_every_list_once() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8").split("| --- | --- |")[1]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    named = Counter(name for row in rows for name in re.findall(r"`(\w+)`", row))
    assert named == Counter(LEXICONS)


def test_a_list_that_holds_an_entry_twice_is_named_with_its_line(folder: Path) -> None:
    (folder / "hedges.txt").write_text("# two\nperhaps\n\nmaybe\n perhaps \n", encoding="utf-8")
    with pytest.raises(PackError, match=r"hedges\.txt:5: 'perhaps' .* line 2"):
        load_pack.__wrapped__("en")


def test_a_missing_list_is_named(folder: Path) -> None:
    (folder / "titles.txt").unlink()
    with pytest.raises(PackError, match=r"titles\.txt: .*missing"):
        load_pack.__wrapped__("en")


def test_comments_and_blank_lines_are_no_entries(folder: Path) -> None:
    (folder / "causes.txt").write_text("# a\n\n  led   to \n#b\n", encoding="utf-8")
    assert load_pack.__wrapped__("en").lexicons["causes"] == ("led to",)
