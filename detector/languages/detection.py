"""Which language a text is in: by the script of its letters, then by its function words.

About every other word of running English and every fourth of running Arabic is a function word;
lists, code and other languages of the same script hold far fewer. What speaks for the neighbours
(Persian to Arabic, French to English) are their own most frequent words and letters.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages import read_list
from detector.languages.characters import fold_lines
from detector.languages.hashing import hash_strings
from detector.languages.scripts import FIELDS, Listed, count_texts, list_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.languages.hashing import Hashes

    Counts = NDArray[np.int64]
    Flags = NDArray[np.bool_]

WINDOW, WINDOWS = 500, 4
"""Characters that are looked at in one place, and places, spread evenly over the text."""

FEWEST_LETTERS = 0.3  # of the visible characters
MAIN_SCRIPT = 0.5  # of the letters in Arabic or Latin script
FUNCTION_WORDS = {"ar": 0.06, "en": 0.08}  # of the words, in any text of the language
RUNNING = {"ar": 0.08, "en": 0.25}  # in running text, unlike names, terms and code
ENOUGH_WORDS = 6  # below, function words say nothing
BOTH = 0.2  # of the words, in either script, of a text that mixes languages
AMONG_OTHERS = 0.1  # of the letters: Arabic that is running text among much code
FOREIGN_LETTERS = 0.02  # of Arabic letters

_LOT = 64  # texts counted at once

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


class _Side(NamedTuple):
    """What stands in one script: letters, words, and function words, its own and of others."""

    letters: Counts
    words: Counts
    own: Counts
    others: Counts

    def is_running(self, lang: Language) -> Flags:
        """Tell running text from names, terms and code."""
        running: Flags = self.own >= RUNNING[lang] * np.maximum(self.words, 1)
        return running

    def lacks_function_words(self, lang: Language) -> Flags:
        """Tell texts of another language, or of none."""
        few: Flags = self.own < FUNCTION_WORDS[lang] * self.words
        return (self.words >= ENOUGH_WORDS) & few


class _Seen(NamedTuple):
    """What was counted in every text; `foreign` are letters that Arabic does not have."""

    visible: Counts
    letters: Counts
    foreign: Counts
    arabic: _Side
    latin: _Side


def detect_language(text: str) -> Detection:
    """Tell Arabic and English from other languages, from mixtures and from what is no prose.

    Looks at `WINDOW` × `WINDOWS` characters at most, so any length takes the same time.

    >>> detect_language("The council has approved the plan for the new bridge.").lang
    'en'
    """
    return detect_languages([text])[0]


def detect_languages(texts: Sequence[str]) -> list[Detection]:
    """Tell the languages of many texts at once, in their order."""
    lots = (texts[at : at + _LOT] for at in range(0, len(texts), _LOT))
    return [found for lot in lots for found in _decide(_count(lot))]


def _decide(seen: _Seen) -> list[Detection]:
    """Give every text the first answer that fits it."""
    arabic, latin = seen.arabic, seen.latin
    is_arabic = (arabic.letters >= latin.letters) | _is_arabic_with_terms(seen)
    fits = (
        seen.visible == 0,
        seen.letters < FEWEST_LETTERS * seen.visible,
        arabic.letters + latin.letters < MAIN_SCRIPT * seen.letters,
        _is_mixed(arabic, latin),
        is_arabic & _is_neighbour(arabic, seen.foreign),
        is_arabic & arabic.lacks_function_words("ar"),
        is_arabic,
        latin.others > latin.own,
        latin.lacks_function_words("en"),
        np.ones(len(is_arabic), np.bool_),
    )
    return [_ANSWERS[which] for which in np.argmax(fits, axis=0).tolist()]


def _is_mixed(arabic: _Side, latin: _Side) -> Flags:
    """Tell whether both scripts hold a good part of the words, and both as running text."""
    both = np.minimum(arabic.words, latin.words) >= BOTH * (arabic.words + latin.words)
    foreign = latin.others >= RUNNING["en"] * latin.words
    found: Flags = both & (latin.is_running("en") | foreign) & arabic.is_running("ar")
    return found


def _is_arabic_with_terms(seen: _Seen) -> Flags:
    """Tell running Arabic around so much code and so many names that Latin letters prevail."""
    arabic = seen.arabic
    enough = (arabic.letters >= AMONG_OTHERS * seen.letters) & (arabic.words >= ENOUGH_WORDS)
    found: Flags = enough & ~seen.latin.is_running("en") & arabic.is_running("ar")
    return found


def _is_neighbour(side: _Side, foreign: Counts) -> Flags:
    """Tell other languages in Arabic letters."""
    spelled = foreign > FOREIGN_LETTERS * side.letters
    few = side.own < 2 * RUNNING["ar"] * side.words
    found: Flags = (side.others > side.own) | (spelled & few)
    return found


def _other(seen: str) -> Detection:
    remedy = "only Arabic and English are scored; if it is one of them, say so with --lang."
    return Detection(None, "language", f"{seen}: {remedy}")


_ANSWERS = (
    Detection(None, "empty", "There is no text: check that it is the right file."),
    Detection(None, "not_prose", "Hardly any of it is letters: give the text of an article."),
    _other("Most of its letters are neither Arabic nor Latin"),
    Detection(
        None,
        "mixed",
        "Much of it is Arabic and much is not: score each part alone, or choose with --lang.",
    ),
    _other("It is in Arabic letters, but reads like Persian, Urdu, Pashto or Kurdish"),
    _other("It is in Arabic letters, but hardly any word is an Arabic function word"),
    Detection("ar"),
    _other("Its most frequent words are not those of English"),
    _other("Hardly any of its words is an English function word"),
    Detection("en"),
)
"""In the order in which `_decide` tries them."""


def _count(texts: Sequence[str]) -> _Seen:
    """Count letters, words and function words of every text."""
    visible, letters, foreign, *sides = count_texts(
        [_sample(text) for text in texts], _function_words()
    ).T
    return _Seen(visible, letters, foreign, _Side(*sides[:FIELDS]), _Side(*sides[FIELDS:]))


def _sample(text: str) -> str:
    if len(text) <= WINDOW * WINDOWS:
        return text
    last = len(text) - WINDOW
    one, two = last // (WINDOWS - 1), last * 2 // (WINDOWS - 1)
    return f"{text[:WINDOW]} {text[one : one + WINDOW]} {text[two : two + WINDOW]} {text[last:]}"


@cache
def _function_words() -> Listed:
    """Frequent words of Arabic and of English, beside those of languages of their scripts."""
    arabic, english = _listed("ar"), _listed("en")
    others = _others(_OTHERS_IN_ARABIC, arabic), _others(_OTHERS_IN_LATIN, english)
    return list_words((_own(arabic), _own(english)), others)


def _own(words: Sequence[str]) -> Hashes:
    return hash_strings(fold_lines(words))


def _others(words: str, own: Sequence[str]) -> Hashes:
    return hash_strings(sorted(set(words.split()) - set(own)))


def _listed(lang: Language) -> list[str]:
    dialects = _DIALECTS.split() if lang == "ar" else []
    return [*read_list(lang, "stopwords"), *dialects]
