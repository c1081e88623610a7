"""Compare stemmers on hand-checked forms that must meet and words that must stay apart.

    python training/measure_stems.py

Prints, for each stemmer, Paice's indices (An evaluation method for stemming algorithms, 1994):
UI, the share of pairs of forms of one word that do not meet, and OI, the share of pairs of
forms of different words that do; then the share of hard pairs that meet though they must not,
and microseconds a distinct word.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

from detector.languages.characters import fold_text
from detector.languages.stemming import stem_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from detector.article import Language

    StemAll = Callable[[Sequence[str]], list[str]]

FILES: tuple[tuple[Language, str], ...] = (
    ("ar", "stem_groups.tsv"),
    ("ar", "stem_groups_later.tsv"),
    ("en", "stem_groups_en.tsv"),
)
FORMS = Path(__file__).resolve().parent.parent / "tests" / "languages"


class Forms(NamedTuple):
    """Groups of folded forms of one word each, and pairs of different words."""

    meet: list[list[str]]
    apart: list[tuple[str, str]]


class Errors(NamedTuple):
    """Paice's indices over the groups, and the share of the hard pairs that meet."""

    under: float
    over: float
    hard: float


def read_forms(path: Path) -> Forms:
    """Read `meet` and `apart` lines; forms that fold to one are one."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    meet = [sorted(set(fold_text(words[0]).split())) for kind, *words in rows if kind == "meet"]
    apart = [(fold_text(words[0]), fold_text(words[1])) for kind, *words in rows if kind == "apart"]
    return Forms(meet, apart)


def measure(forms: Forms, stem_all: StemAll) -> Errors:
    """Count the pairs that a stemmer gets wrong."""
    words = sorted({w for group in forms.meet for w in group} | {w for p in forms.apart for w in p})
    stem = dict(zip(words, stem_all(words), strict=True))
    hard = sum(stem[one] == stem[other] for one, other in forms.apart)
    return Errors(under_index(forms, stem), over_index(forms, stem), hard / len(forms.apart))


def under_index(forms: Forms, stem: dict[str, str]) -> float:
    """Unachieved over desired merges, within groups."""
    desired = sum(pairs(len(group)) for group in forms.meet)
    met = sum(same_pairs(stem[word] for word in group) for group in forms.meet)
    return 1 - met / desired


def over_index(forms: Forms, stem: dict[str, str]) -> float:
    """Wrong merges over pairs of different groups; groups that share a form are left out."""
    groups = [(set(group), Counter(stem[word] for word in group)) for group in forms.meet]
    wrong = total = 0
    for (one, left), (other, right) in combinations(groups, 2):
        if not one & other:
            total += len(one) * len(other)
            wrong += sum(count * right[key] for key, count in left.items())
    return wrong / total


def pairs(number: int) -> int:
    """Pairs among so many."""
    return number * (number - 1) // 2


def same_pairs(stems: Iterable[str]) -> int:
    """Pairs of equal stems."""
    return sum(map(pairs, Counter(stems).values()))


def microseconds(words: Sequence[str], stem_all: StemAll) -> float:
    """Processor time for one word, the best of three runs over all of them."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        stem_all(words)
        best = min(best, time.process_time() - start)
    return 1e6 * best / len(words)


def rivals(lang: Language) -> dict[str, StemAll]:
    """Stemmers to compare with: doing nothing, and Snowball."""
    names = {"ar": ["arabic"], "en": ["english", "porter"]}[lang]
    return {"none": list, **{f"snowball {n}": Stemmer.Stemmer(n).stemWords for n in names}}


def main() -> None:
    """Print one line for each stemmer of each language."""
    for lang, name in FILES:
        forms = read_forms(FORMS / name)
        words = [word for group in forms.meet for word in group] * 3
        ours: dict[str, StemAll] = {"detector": partial(stem_words, lang=lang)}
        print(f"{name}: {len(forms.meet)} groups, {len(forms.apart)} pairs")
        for title, stem_all in (ours | rivals(lang)).items():
            found = measure(forms, stem_all)
            print(
                f"  {title:17} UI {found.under:.4f}  OI {found.over:.6f}"
                f"  hard pairs {found.hard:.3f}  {microseconds(words, stem_all):.1f} µs"
            )


if __name__ == "__main__":
    main()
