from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from detector.languages.detection import detect_language

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

SENTENCES = Path(__file__).with_name("sentences.tsv")


def _sentences(lang: str) -> dict[str, str]:
    rows = [line.split("\t") for line in SENTENCES.read_text("utf-8").splitlines()[1:]]
    return {name: text.replace("\\n", "\n") for found, name, text in rows if found == lang}


OTHER_LANGUAGES, ARABIC, ENGLISH = _sentences("-"), _sentences("ar"), _sentences("en")


@pytest.mark.parametrize("name", OTHER_LANGUAGES)
def test_another_language_is_named_as_the_reason(name: str) -> None:
    for text in (OTHER_LANGUAGES[name], f"{OTHER_LANGUAGES[name]}\n\n" * 40):
        found = detect_language(text)
        assert (found.lang, found.reason) == (None, "language")
        assert found.detail is not None
        assert "--lang" in found.detail


def test_many_languages_are_tried() -> None:
    assert len(OTHER_LANGUAGES) >= 20


@pytest.mark.parametrize("name", ARABIC)
def test_arabic(name: str) -> None:
    assert detect_language(ARABIC[name]) == ("ar", None, None)


@pytest.mark.parametrize("name", ENGLISH)
def test_english(name: str) -> None:
    assert detect_language(ENGLISH[name]) == ("en", None, None)


@pytest.mark.parametrize("other", ["news", "vocalised"])
def test_running_text_in_both_languages_is_a_mixture(other: str) -> None:
    for text in (
        f"{ENGLISH['ten words']} {ENGLISH['French names']}\n\n{ARABIC[other]} {ARABIC['news']}",
        f"{ENGLISH['ten words']}\n{ARABIC[other]}\n" * 300,
        f"{ENGLISH['Arabic quotes']}\n" * 300 + f"{ARABIC[other]}\n" * 900,
    ):
        assert detect_language(text)[:2] == (None, "mixed")


def test_arabic_beside_french_is_a_mixture() -> None:
    text = f"{OTHER_LANGUAGES['French']}\n{ARABIC['news']}"
    assert detect_language(text).reason == "mixed"


@pytest.mark.parametrize(
    "text", ["", " \n\t\u3000", "\ufeff", "\u200b\u200e\u202b\u0640", "\u064b\u0650"]
)
def test_no_visible_character_is_empty(text: str) -> None:
    assert detect_language(text).reason == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "12 304 55.2%\n9 8 7",
        "😀" * 10,
        "----- | ----- | --- a",
        "\0" * 50,
        "\ud800\udfff",
        "x=1;" * 9,
    ],
)
def test_hardly_any_letter_is_no_prose(text: str) -> None:
    assert detect_language(text).reason == "not_prose"


@pytest.mark.parametrize(("text", "lang"), [("Bridge opened", "en"), ("افتتاح الجسر", "ar")])
def test_script_decides_where_words_are_too_few(text: str, lang: str) -> None:
    assert detect_language(text).lang == lang


@pytest.mark.parametrize(
    "text",
    ["😀" * 1_000_000, "\0" * 1_000_000, "the bridge and " * 550_000, "(" * 1_000_000,
     "\u064b" * 1_000_000, "a" * 8_000_000, "\ud800" * 1_000_000],
    ids=["emoji", "NUL", "one line", "brackets", "diacritics", "one word", "surrogates"],
)  # fmt: skip
def test_any_size_takes_milliseconds(text: str) -> None:
    detect_language("warm up")
    start = time.process_time()
    detect_language(text)
    assert time.process_time() - start < 0.25


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_labelled_articles_are_in_their_language(lang: str) -> None:
    files = [CORPUS / f"{kind}-{lang}.jsonl" for kind in ("real", "written", "honest")]
    if not all(file.exists() for file in files):
        pytest.skip("the labelled corpus is not here")
    lines = [line for file in files for line in file.read_bytes().splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    right = sum(detect_language(text).lang == lang for text in texts)
    assert right >= 0.995 * len(texts)
