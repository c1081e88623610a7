"""Which language a text is in: by the script of its letters, then by its function words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from detector.languages import load_pack
from detector.languages.characters import fold_lines

if TYPE_CHECKING:
    from detector.article import Language

MOST_CHARACTERS = 3_000
FEWEST_LETTERS = 0.3  # of the visible characters
MAIN_SCRIPT = 0.6  # of the words in one of the scripts at hand
FUNCTION_WORDS = {"ar": 0.1, "en": 0.16}
LESS_IN_PROSE = 0.6  # of that, where letters and words speak for the language
FOREIGN_LETTERS = 0.02  # of Arabic letters: those of Persian, Urdu, Pashto and Kurdish

_WORD = re.compile(r"[^\W\d_]+")
_PERSIAN = re.compile("[پچژگڤڥٹڈڑںےھڕێۆڵەټځڅډړږښګڼۍېۀ]")
_MIXED = 0.3


class Detection(NamedTuple):
    """The language, or why there is none: `reason` is a short id, `detail` one sentence."""

    lang: Language | None
    reason: str | None = None
    detail: str | None = None


def detect_language(text: str) -> Detection:
    """Tell Arabic and English from other languages, from mixtures and from what is no prose."""
    sample = _sample(text)
    visible = sum(map(len, sample.split()))
    if not visible:
        return Detection(None, "empty", "there is no text: check that the file is the right one")
    words = _WORD.findall(sample)
    if sum(map(len, words)) < FEWEST_LETTERS * visible:
        return Detection(None, "not_prose", "hardly any of it is letters: give an article's text")
    scripts = Counter(map(_script, words))
    arabic, latin = scripts["arabic"] / len(words), scripts["latin"] / len(words)
    if arabic >= _MIXED and latin >= _MIXED:
        return _mixed_or_main(words, arabic, latin)
    if arabic >= MAIN_SCRIPT:
        return _arabic(words)
    if latin >= MAIN_SCRIPT:
        return _english(words)
    return Detection(None, "language", _unknown("its script is neither Arabic nor Latin"))


def _sample(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    half = MOST_CHARACTERS // 2
    middle = len(text) // 2
    return f"{text[:half]} {text[middle : middle + half]}"


def _script(word: str) -> str:
    code = ord(word[0])
    if code < 0x250:
        return "latin"
    if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFEFF:
        return "arabic"
    return "other"


def _mixed_or_main(words: list[str], arabic: float, latin: float) -> Detection:
    """A text in Arabic with many Latin terms is Arabic: only running English makes a mixture."""
    english = _function_share([w for w in words if _script(w) == "latin"], "en")
    if arabic > latin and english < 0.5 * FUNCTION_WORDS["en"]:
        return _arabic([w for w in words if _script(w) == "arabic"])
    return Detection(
        None,
        "mixed",
        "Arabic and Latin text are mixed in it: score each language's part alone, or use --lang",
    )


def _arabic(words: list[str]) -> Detection:
    mine = [word for word in words if _script(word) == "arabic"]
    letters = sum(map(len, mine))
    foreign = sum(len(_PERSIAN.findall(word)) for word in mine)
    if foreign > FOREIGN_LETTERS * letters:
        return Detection(None, "language", _unknown("its letters are those of Persian or Urdu"))
    if _function_share(mine, "ar") < FUNCTION_WORDS["ar"] * LESS_IN_PROSE:
        return Detection(None, "language", _unknown("it has hardly any Arabic function words"))
    return Detection("ar")


def _english(words: list[str]) -> Detection:
    mine = [word for word in words if _script(word) == "latin"]
    if _function_share(mine, "en") < FUNCTION_WORDS["en"] * LESS_IN_PROSE:
        return Detection(None, "language", _unknown("it has hardly any English function words"))
    return Detection("en")


def _function_share(words: list[str], lang: Language) -> float:
    known = _function_words(lang)
    return sum(word in known for word in fold_lines(words)) / max(len(words), 1)


@cache
def _function_words(lang: Language) -> frozenset[str]:
    return frozenset(fold_lines(load_pack(lang).lexicons["stopwords"]))


def _unknown(seen: str) -> str:
    return f"{seen}: only Arabic and English are scored; use --lang if it is one of them"
