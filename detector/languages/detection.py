"""Which language a text is in: by the script of its letters, then by its function words.

About every other word of running English and every fourth of running Arabic is a function word;
lists, code and other languages of the same script hold far fewer. What speaks for the neighbours
(Persian to Arabic, French to English) are their own most frequent words and letters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages import load_pack
from detector.languages.characters import LIMIT, Class, Script, fold_lines, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Language

WINDOW, WINDOWS = 1_000, 4
"""Characters that are looked at in one place, and places, spread evenly over the text."""

FEWEST_LETTERS = 0.3  # of the visible characters
MAIN_SCRIPT = 0.5  # of the letters in Arabic or Latin script
FUNCTION_WORDS = {"ar": 0.06, "en": 0.08}  # of the words, in any text of the language
RUNNING = {"ar": 0.08, "en": 0.25}  # in running text, unlike names, terms and code
ENOUGH_WORDS = 6  # below, function words say nothing
BOTH = 0.2  # of the words, in either script, of a text that mixes languages
AMONG_OTHERS = 0.1  # of the letters: Arabic that is running text among much code
FOREIGN_LETTERS = 0.02  # of Arabic letters

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_LETTERS = re.compile("[پچژگٹڈڑںےھڕێۆڵەټځڅډړږښګڼۍېۀکیہ]")

_OTHERS_IN_ARABIC = """
    است این که را برای های ها شد شده بود خود دارد کرد کرده می نمی هم یک آنها باید شود اما نیز
    از با تا در بر اگر هر دو پس چون
    کے کی میں ہے ہیں اور سے نے کا کو پر یہ اس بھی ایک تھا تھی گیا کہ نہیں لیے کر
    كه مي اين براي ديگر هاي
    په چې کې د دی ده سره دې هغه یې
    لە بە بۆ ئەم ئەو هەر لەگەڵ دەکات نییە کرد
    ۋە بىلەن ئۇ بۇ
"""
_OTHERS_IN_LATIN = """
    le la les des un une du et est dans pour que qui sur avec par au aux ce cette pas plus ne se
    der die das und ist den dem des ein eine nicht mit von zu auf für im sich auch werden wird sind
    el los las del y en que es por para con una su se como lo al más pero sus son está
    o os um uma não em que do da dos das na no ao pelo com mais foi são
    il di che è per con non una della dei gli del nel anche sono alla più
    het een van en niet dat zijn op te voor met ook wordt aan bij
    ve bir bu için ile olarak çok daha olan gibi kadar sonra değil ama her da de
    yang dan di dengan untuk dari ini itu pada tidak dalam akan adalah oleh juga ke atau
    och att det som en är på av för inte med den till har ett og ikke jeg til
    i w na z nie się jest że do jak są dla po oraz
    je se v na že pro jsou și este din cu pentru care nu ca sunt hogy nem egy és az
    ja on ei se että ovat mutta na ya wa kwa katika ni và của là không được trong các cho
"""
_DIALECTS = """
    اللي مش ده دي كده علشان عشان ايه ليه احنا لسه دلوقتي زي بس شو هيك هلق مو ليش وين شنو واش
    كيفاش ديال باش هاد هاي برشا موش فما راه غادي شي هدا يعني منيح هلا
"""


class Detection(NamedTuple):
    """The language, or why there is none.

    `reason` is `language` (another one), `mixed`, `not_prose` or `empty`; `detail` says in one
    sentence what was seen and what to do.
    """

    lang: Language | None
    reason: str | None = None
    detail: str | None = None


def detect_language(text: str) -> Detection:
    """Tell Arabic and English from other languages, from mixtures and from what is no prose.

    Looks at `WINDOW` × `WINDOWS` characters at most, so any length takes the same time.

    >>> detect_language("The council has approved the plan for the new bridge.").lang
    'en'
    """
    sample = _sample(text).translate(_ignored())
    visible = sum(map(len, sample.split()))
    if not visible:
        return Detection(None, "empty", "There is no text: check that it is the right file.")
    words = _by_script(_WORD.findall(sample))
    letters = {script: sum(map(len, found)) for script, found in words.items()}
    total = sum(letters.values())
    if total < FEWEST_LETTERS * visible:
        return Detection(
            None, "not_prose", "Hardly any of it is letters: give the text of an article."
        )
    if letters[Script.ARABIC] + letters[Script.LATIN] < MAIN_SCRIPT * total:
        return _other("Most of its letters are neither Arabic nor Latin")
    arabic, latin = words[Script.ARABIC], words[Script.LATIN]
    if _is_mixed(arabic, latin):
        return Detection(
            None,
            "mixed",
            "Much of it is Arabic and much is not: score each part alone, or choose with --lang.",
        )
    if letters[Script.ARABIC] >= letters[Script.LATIN] or _is_arabic_with_terms(words, total):
        return _arabic(arabic)
    return _english(latin)


def _sample(text: str) -> str:
    if len(text) <= WINDOW * WINDOWS:
        return text
    starts = ((len(text) - WINDOW) * part // (WINDOWS - 1) for part in range(WINDOWS))
    return " ".join(text[start : start + WINDOW] for start in starts)


@cache
def _ignored() -> dict[int, None]:
    return dict.fromkeys(np.flatnonzero(tables().kind == Class.IGNORED).tolist())


@cache
def _scripts() -> bytes:
    return tables().script.tobytes()  # a byte is read ten times as fast as an array's entry


def _by_script(words: Sequence[str]) -> dict[int, list[str]]:
    scripts = _scripts()
    found: dict[int, list[str]] = {script: [] for script in Script}
    for word in words:
        found[scripts[min(ord(word[0]), LIMIT - 1)]].append(word)
    found[Script.OTHER] += found.pop(Script.NONE)
    return found


def _is_mixed(arabic: list[str], latin: list[str]) -> bool:
    """Tell whether both scripts hold a good part of the words, and both as running text."""
    if min(len(arabic), len(latin)) < BOTH * (len(arabic) + len(latin)):
        return False
    return max(_shares(latin, "en")) >= RUNNING["en"] and _shares(arabic, "ar")[0] >= RUNNING["ar"]


def _is_arabic_with_terms(words: dict[int, list[str]], letters: int) -> bool:
    """Tell running Arabic around so much code and so many names that Latin letters prevail."""
    arabic, latin = words[Script.ARABIC], words[Script.LATIN]
    if sum(map(len, arabic)) < AMONG_OTHERS * letters or len(arabic) < ENOUGH_WORDS:
        return False
    return _shares(latin, "en")[0] < RUNNING["en"] and _shares(arabic, "ar")[0] >= RUNNING["ar"]


def _arabic(words: list[str]) -> Detection:
    foreign = sum(len(_FOREIGN_LETTERS.findall(word)) for word in words)
    spelled = foreign > FOREIGN_LETTERS * sum(map(len, words))
    own, others = _shares(words, "ar")
    if others > own or (spelled and own < 2 * RUNNING["ar"]):
        return _other("It is in Arabic letters, but reads like Persian, Urdu, Pashto or Kurdish")
    if len(words) >= ENOUGH_WORDS and own < FUNCTION_WORDS["ar"]:
        return _other("It is in Arabic letters, but hardly any word is an Arabic function word")
    return Detection("ar")


def _english(words: list[str]) -> Detection:
    own, others = _shares(words, "en")
    if others > own:
        return _other("Its most frequent words are not those of English")
    if len(words) >= ENOUGH_WORDS and own < FUNCTION_WORDS["en"]:
        return _other("Hardly any of its words is an English function word")
    return Detection("en")


def _other(seen: str) -> Detection:
    remedy = "only Arabic and English are scored; if it is one of them, say so with --lang."
    return Detection(None, "language", f"{seen}: {remedy}")


def _shares(words: list[str], lang: Language) -> tuple[float, float]:
    """Shares of the words that are function words of the language, and only of its neighbours.

    Those of neighbours are compared letter by letter: folded, Urdu's کی is Arabic's كي.
    """
    own, others = _own(lang), _others(lang)
    other = [word.lower() in others for word in words]
    folded = zip(fold_lines(words), other, strict=True)
    number = max(len(words), 1)
    return sum(word in own and not near for word, near in folded) / number, sum(other) / number


@cache
def _own(lang: Language) -> frozenset[str]:
    return frozenset(fold_lines(_listed(lang)))


@cache
def _others(lang: Language) -> frozenset[str]:
    """Frequent words of the languages that share the script, without those of `lang`."""
    words = _OTHERS_IN_ARABIC if lang == "ar" else _OTHERS_IN_LATIN
    return frozenset(words.split()) - frozenset(_listed(lang))


def _listed(lang: Language) -> list[str]:
    dialects = _DIALECTS.split() if lang == "ar" else []
    return [*load_pack(lang).lexicons["stopwords"], *dialects]
