"""Words that hold on to what follows their full stop, and words that begin a new sentence.

Only what sentence ends depend on stands here, by what each word does; a language pack's list of
abbreviations adds to it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from detector.languages.characters import fold_lines
from detector.languages.distinct import join_bits
from detector.languages.hashing import hash_strings
from detector.languages.lexicon import Table

if TYPE_CHECKING:
    from detector.article import Language

# Before a name, with a capital where there are capitals: what follows begins no sentence.
_TITLES = {
    "en": "mr mrs ms dr prof rev gen col capt lt sgt maj adm gov sen rep hon st mt ft fr sr messrs"
    " pres supt insp cmdr",
    "ar": "ود وأ وم تح تر",
}
# Between two parts of a sentence.
_LINKS = {"en": "vs cf viz approx ca incl", "ar": ""}
# Before a number only: most are words of their own too, or end sentences.
_NUMBERED = {
    "en": "no nos fig figs eq sec vol pp p ch art par para pg tel ext hwy rte rm jan feb mar apr"
    " jun jul aug sept sep oct nov dec",
    "ar": "ص ج رقم ت هاتف ف",
}
# Anywhere in a sentence; it ends only where a word follows that begins sentences.
_GENERAL = {
    "en": "inc ltd co corp llc plc bros jr sr etc al dept est ave blvd rd apt bldg univ assn intl"
    " govt esp eds trans tues thu thur thurs fri yr hr hrs mph oz lb lbs calif mich tex conn ariz",
    "ar": "",
}
# The same, but told from common words by their capital only.
_NAMES = {"en": "mon wed sat sun tue fla ill ind mass minn miss pa va wash cal ed", "ar": ""}
# Words that begin sentences far more often than they stand, capitalised, inside one.
_STARTERS = {
    "en": "the a an he she it they we i you this that these those there here in on at but and or"
    " however his her its their our my your when while after before for if as then so what who"
    " why how where not all some many most one both each such with from by to no another now"
    " although because since until instead meanwhile still yet according once despite during",
    "ar": "",
}
# A single letter behind one of these is a name, not an initial: "Plan B."
_LETTERED = {
    "en": "vitamin plan group grade type class point hepatitis section appendix option letter team"
    " exhibit part schedule",
    "ar": "فيتامين بفيتامين وفيتامين الفئة المجموعة القسم الخطة النقطة الصنف فئة مجموعة",
}
# Behind a quoted question or cry these go on with the sentence.
_SPEECH = {
    "en": "said asked cried replied answered shouted called whispered added wondered",
    "ar": "قال قالت قالوا يقول تقول سأل سألت سألته سألها يسأل تسأل صاح صاحت هتف هتفت أجاب أجابت رد"
    " ردت تساءل تساءلت يتساءل صرخ صرخت همس همست أضاف أضافت وقال فقال فقالت سأله سألني كتب كتبت",
}
# Behind an ellipsis or a quoted question these go on with the sentence.
_GOES_ON = {"en": "", "ar": "ثم لكن ولكن لكنه لكنها لكنهم أو بل أم إلا"}
# Behind "5 p.m." these go on with the sentence, as any word in capitals does (EST).
_DATES = {
    "en": "monday tuesday wednesday thursday friday saturday sunday january february march april"
    " may june july august september october november december eastern pacific central",
    "ar": "",
}


# Parts of `5 p.m.`, and the first person, which is no initial.
_HALF_DAYS, _MERIDIEM, _FIRST_PERSON = ({"en": words, "ar": words} for words in ("a p", "m", "i"))

_ROLES = (
    _TITLES, _LINKS, _NUMBERED, _GENERAL, _NAMES, _STARTERS, _LETTERED, _SPEECH, _GOES_ON, _DATES,
    _HALF_DAYS, _MERIDIEM, _FIRST_PERSON,
)  # fmt: skip
(
    TITLE, LINK, NUMBERED, GENERAL, NAME, STARTER, LETTERED, SPEECH, GOES_ON, DATE,
    HALF_DAY, MERIDIEM, FIRST_PERSON,
) = (np.uint64(1 << role) for role in range(len(_ROLES)))  # fmt: skip


@cache
def load_roles(lang: Language) -> Table:
    """Return the words of a language, hashed once, each with its roles as bits."""
    lines = fold_lines([words[lang] for words in _ROLES])
    hashes = [hash_strings(line.split()) for line in lines]
    roles = [np.full(len(keys), 1 << role, np.uint64) for role, keys in enumerate(hashes)]
    return Table(*join_bits(np.concatenate(hashes), np.concatenate(roles)))
