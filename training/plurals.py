"""Broken plurals and past tenses: which base stands for another one.

A rule of shape (مفاعل from مفعل, افعال from فعل) is believed only where the singular is itself
used, and the plural has none of the endings that broken plurals do not take; plurals that no
rule tells safely are listed in `plurals-ar.txt`. The past of derived verbs (استخدم) goes to
the base of its present (يستخدم) where that base is hardly anything but a present.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.languages.characters import fold_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LIST = Path(__file__).with_name("plurals-ar.txt")
LEAST_USE = 5.0
LEAST_RATIO = 0.3  # of the plural's use, that the singular has
MOST_FOREIGN = 0.15  # of the plural's use, that has endings a plural cannot have


NO_PLURALS = frozenset(("اربعاء", "حمراء", "خضراء", "زهراء", "سمراء", "صحراء"))
LEAST_PRESENT = 2.0
SHORTEST_VERB = 3
PRESENT = ("ي", "ت", "ن", "سي", "ست", "وي", "وت")


class Rule(NamedTuple):
    """The shape of a plural, the shapes of its singular, and endings that speak against it."""

    plural: re.Pattern[str]
    singulars: tuple[str, ...]
    against: tuple[str, ...]


_FEMININE_OR_SOUND = ("ه", "ات", "ين", "ون", "ته", "تها", "تهم", "تان", "تين")
_OF_VERBAL_NOUNS = ("ات", "ي", "يه", "يا", "ين", "ون", "اتها")


def _rule(plural: str, singulars: str, against: tuple[str, ...] = _FEMININE_OR_SOUND) -> Rule:
    return Rule(re.compile(plural), tuple(singulars.split()), against)


RULES = (
    _rule("ا(.)([^وي])ا(.)", r"\1\2\3", _OF_VERBAL_NOUNS),  # أطفال
    _rule("ا(.)([وي])ا(.)", r"\1\2\3 \1ا\3", _OF_VERBAL_NOUNS),  # أسواق، أبواب
    _rule("(.)وا(.)(.)", r"\1ا\2\3"),  # عوامل
    _rule("(.)وا(.)ي(.)", r"\1ا\2و\3 \1و\2و\3"),  # قوانين، مواضيع
    _rule("(.)(.)اي(.)", r"\1\2ي\3 \1\2ا\3"),  # وظائف، رسائل
    _rule("([^ت])([^وي])ا([^يا])([^ي])", r"\1\2\3\4"),  # مدارس
    _rule("(.)([^وي])ا(.)ي(.)", r"\1\2\3و\4 \1\2\3ا\4 \1\2\3ي\4"),  # مشاريع، مفاتيح، تقارير
    _rule("م([وي])ا(.)(.)", r"م\1\2\3"),  # مواقع
    _rule("(.)(.)(.)اء", r"\1\2ي\3 \1ا\2\3"),  # وزراء، علماء
    _rule("ا(.)(.)([^ي])اء", r"\1\2ي\3"),  # أصدقاء
    _rule("ا(.)(.)(ي)اء", r"\1\2\3"),  # أغنياء
)


class Uses(NamedTuple):
    """How much each base is used: in all, with each ending, and with each proclitic."""

    base: Mapping[str, float]
    ending: Mapping[tuple[str, str], float]
    proclitic: Mapping[tuple[str, str], float]


def find_mapped(uses: Uses, stem: Callable[[str], str]) -> dict[str, str]:
    """Return the base that stands for another one; `stem` gives a folded word's base."""
    listed = dict(_listed(stem))
    mapped = {}
    for base in sorted(set(uses.base) - set(listed) - set(listed.values()) - NO_PLURALS):
        other = _singular(base, uses) or _present(base, uses)
        if other and other not in listed:
            mapped[base] = other
    return {base: mapped.get(other, other) for base, other in mapped.items()} | listed


def _present(past: str, uses: Uses) -> str | None:
    base = past[1:]
    if past[0] != "ا" or len(base) < SHORTEST_VERB:
        return None
    present = sum(uses.proclitic.get((base, form), 0.0) for form in PRESENT)
    verbal = present >= max(LEAST_PRESENT, LEAST_RATIO * uses.base.get(base, 0.0))
    definite = uses.proclitic.get((past, "ال"), 0.0)
    return base if verbal and definite <= MOST_FOREIGN * uses.base[past] else None


def _singular(plural: str, uses: Uses) -> str | None:
    use, endings, _ = uses
    for rule in RULES:
        found = rule.plural.fullmatch(plural)
        foreign = sum(endings.get((plural, ending), 0.0) for ending in rule.against)
        if found is None or foreign > MOST_FOREIGN * use[plural]:
            continue
        best = max(map(found.expand, rule.singulars), key=lambda base: use.get(base, 0.0))
        if use.get(best, 0.0) >= max(LEAST_USE, LEAST_RATIO * use[plural]):
            return best
    return None


def _listed(stem: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            singular, *plurals = fold_text(line).split()
            bases = ((stem(plural), plural) for plural in plurals)
            whole = [base for base, plural in bases if base in {plural, plural.removesuffix("ه")}]
            yield from ((base, stem(singular)) for base in whole if base != stem(singular))
