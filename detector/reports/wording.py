"""Every sentence that a report says to people, in English and Arabic.

The texts themselves are data: `wording_en` and `wording_ar` hold the same keys. Reports ask
for them here, so that a number is always followed by the right form of its noun.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.results import Abstention, Band, Contribution, Cuts, Kind, Reason, Share

Ui: TypeAlias = Literal["en", "ar"]
Verdict: TypeAlias = Literal["empty", "repeats", "filler", "padded", "loose", "thin", "solid"]


class Wording(NamedTuple):
    """The words of one language of reports.

    `marks` are one letter for each reason of padding, `reasons` its name, `explanations` one
    sentence on it. `nouns` gives for each noun its plural forms by the category of Unicode's
    CLDR; `phrases` are templates for `str.format`. `features` and `families` name what is
    measured, by id.
    """

    direction: Literal["ltr", "rtl"]
    percent: str
    bands: Mapping[Band, str]
    marks: Mapping[Reason, str]
    reasons: Mapping[Reason, str]
    explanations: Mapping[Reason, str]
    kinds: Mapping[Kind, str]
    verdicts: Mapping[Verdict, str]
    abstentions: Mapping[str, str]
    languages: Mapping[str, str]
    families: Mapping[str, str]
    features: Mapping[str, str]
    units: Mapping[str, str]
    nouns: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]


@cache
def wording(ui: Ui = "en") -> Wording:
    """Return the words of a language of reports."""
    words: Wording = import_module(f"detector.reports.wording_{ui}").WORDING
    return words


def say(key: str, ui: Ui = "en", **values: object) -> str:
    """Return a phrase with its values filled in.

    >>> say("cuts", sentences=count("sentence", 1), words=count("word", 12))
    'What to cut: 1 sentence, 12 words'
    """
    return wording(ui).phrases[key].format(**values)


def count(noun: str, number: int, ui: Ui = "en") -> str:
    """Return a number with its noun in the form that the number asks for.

    >>> count("word", 1), count("word", 1204), count("word", 2, "ar"), count("word", 5, "ar")
    ('1 word', '1,204 words', 'كلمتان', '5 كلمات')
    """
    forms = wording(ui).nouns[noun]
    return forms.get(_category(number, ui), forms["other"]).format(n=f"{number:,}")


def _category(number: int, ui: Ui) -> str:
    """Name the plural form of a whole number (CLDR 46, plural rules)."""
    if ui == "en":
        return "one" if number == 1 else "other"
    if number <= 2:
        return ("zero", "one", "two")[number]
    if 3 <= number % 100 <= 10:
        return "few"
    return "many" if number % 100 > 10 else "other"


def percent(share: float, ui: Ui = "en", digits: int = 0) -> str:
    r"""Return a share (0–1) in per cent.

    >>> percent(0.341), percent(0.341, "ar")
    ('34 %', '\u061c34٪')
    """
    return wording(ui).percent.format(n=f"{100 * share:.{digits}f}")


def percent_range(low: float, high: float, ui: Ui = "en") -> str:
    """Return an interval of shares in whole per cent.

    >>> percent_range(0.27, 0.414)
    '27–41 %'
    """
    return wording(ui).percent.format(n=f"{100 * low:.0f}–{100 * high:.0f}")


def measured(value: float | None, unit: str, ui: Ui = "en") -> str:
    """Return a feature's value with its unit, or a dash when it is not measurable.

    >>> measured(0.314, "share"), measured(3.14159, "bits"), measured(12.0, "")
    ('31 %', '3.14 bits', '12')
    """
    if value is None:
        return "–"
    if unit in {"share", "probability"}:
        return percent(value, ui)
    return f"{value:.3g} {wording(ui).units.get(unit, unit)}".rstrip()


def ranked(contribution: Contribution, ui: Ui = "en") -> str:
    """Say what a feature's value is and where it lies among articles, or why it has none."""
    if contribution.value is None:
        return say("not_measurable", ui, reason=contribution.reason or "–")
    value = measured(contribution.value, contribution.unit, ui)
    place = contribution.percentile
    if place is None:
        return value
    key, tail = ("highest", 100 - place) if place >= 50 else ("lowest", place)
    return say(key, ui, value=value, percent=percent(max(tail, 1) / 100, ui))


def share_sentence(share: Share, words: int, ui: Ui = "en") -> str:
    """Say how much of the article could go, with the interval."""
    return say(
        "share",
        ui,
        share=percent(share.value, ui),
        words=count("word", words, ui),
        range=percent_range(share.low, share.high, ui),
    )


def after_cuts(cuts: Cuts, ui: Ui = "en") -> str:
    """Say what the article becomes without the sentences of the cut list."""
    words = count("word", cuts.words_after, ui)
    if cuts.score_after is None or cuts.share_after is None:
        return say("without_unscored", ui, words=words, reason=say("too_short_after", ui))
    score = say("score_after", ui, score=f"{cuts.score_after:.1f}")
    share = say("share_after", ui, share=percent(cuts.share_after, ui))
    return say("without", ui, words=words, score=score, share=share)


def why_abstained(abstention: Abstention, ui: Ui = "en") -> str:
    """Say in one sentence why there is no score."""
    known = wording(ui).abstentions.get(abstention.reason, abstention.reason)
    return abstention.detail if ui == "en" and abstention.detail else known


def feature_label(
    contribution: Contribution, labels: Mapping[str, str] | None = None, ui: Ui = "en"
) -> str:
    """Return the plain name of what a contribution measures, or else the feature's id."""
    feature = contribution.feature
    return wording(ui).features.get(feature) or (labels or {}).get(feature) or feature
