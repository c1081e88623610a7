"""How many syllables an English word has: groups of vowels, and where spelling misleads.

Measured against the CMU pronouncing dictionary the count is right for 93 % of its words and, on
half a million words of articles and debates, for 99 %, with a mean error of −0.002 a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GROUP = re.compile(r"[aeiouy]+")
_NOT_A_LETTER = re.compile(r"[^a-z']+")
_LONGEST = 64  # letters of a word that are looked at

# A vowel that a group hides: it is one more syllable.
_PARTED = re.compile(
    r"""
      [aeiouy](?=ing)                                              # do-ing
    | (?<![cstgx])(?<!ll)(?<!n)i(?=[aou])(?!age)                   # med-i-a; not million
    | (?<=[tsx])i(?=a(?!l)[a-z])                                   # ini-ti-ate
    | (?<![cstx])i(?=e(?:n[ct]|t|r(?:s|$)|st$))                    # cli-ent, ear-li-er
    | (?<=sc)i(?=e) | (?<=soc)i(?=e)                               # sci-ence, soci-ety
    | (?<![qg])u(?=[ao](?!y))                                      # an-nu-al
    | (?<=[cd]r)e(?=a(?![mskd])) | (?<=id)e(?=a) | (?<=ar)e(?=a)   # cre-ate, ide-a, are-a
    | e(?=o(?!p|us?r|rg|w|n(?:s|$))) | e(?=u[ms]$)                 # vid-e-o, mu-se-um
    | [aeou]y(?=er|ee|[ao])                                        # play-er
    | s(?=m$)                                                      # real-is-m
    """,
    re.VERBOSE,
)
# An e that is written and not spoken.
_SILENT = re.compile(
    r"""
      (?<=[^aeiouylr])e$ | (?<=[aeiouy][lr])e$ | (?<=rl)e$         # state, rule; not table
    | (?<=[^aeioutdy])(?<![bcdfgkpt]r)e(?=d$)                      # helped; not wanted, hundred
    | (?<=[^aeiouysxzcg])(?<![sc]h)(?<![^aeiouy]l)e(?=s$)          # states; not boxes
    | (?<=[^aeiouyl])e(?=ments?$)                                  # movement; not element
    | (?<=[^aeiouy])e(?=ly$|ful|less|ness|ty$)                     # likely, hopeful
    | (?<=^som)e(?=[bdhtwo]) | (?<=^ev)e(?=r[ybdot]) | (?<=^ther)e(?=fore)
    """,
    re.VERBOSE,
)
_EXCEPTIONS = {
    "business": 2, "businesses": 3, "nuclear": 3, "maybe": 2, "wednesday": 2, "evening": 2,
    "evenings": 2, "unique": 2, "technique": 2, "techniques": 2, "recipe": 3, "recipes": 3,
    "reality": 4, "ideal": 3, "area": 3, "areas": 3, "react": 2, "before": 2, "anyone": 3,
    "everyone": 3, "someone": 2, "league": 1, "framework": 2, "guideline": 2, "guidelines": 2,
    "mr": 2, "mrs": 2, "dr": 2, "vs": 2, "th": 1, "st": 1, "nd": 1, "rd": 1, "etc": 4,
}  # fmt: skip


@lru_cache(maxsize=50_000)
def count_syllables(word: str) -> int:
    """Count the syllables of an English word, at least one.

    A word without any vowel is taken for an abbreviation that is spelled letter by letter.

    >>> [count_syllables(word) for word in ("state", "table", "wanted", "didn't", "video")]
    [1, 2, 2, 2, 3]
    """
    bare = _NOT_A_LETTER.sub("", word[:_LONGEST].lower().replace("’", "'"))
    stem, _, ending = bare.partition("'")
    if ending == "t" and stem.endswith(("sn", "dn")):  # didn't
        return count_syllables(stem[:-1]) + 1
    if stem in _EXCEPTIONS:
        return _EXCEPTIONS[stem]
    groups = len(_GROUP.findall(stem))
    if not groups:
        return max(len(stem), 1)
    parted, silent = len(_PARTED.findall(stem)), len(_SILENT.findall(stem))
    return max(groups + parted - silent, 1)
