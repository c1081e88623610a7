"""The page of one article: what its template is filled with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from detector.cutting import cut_text
from detector.reports.html_charts import draw_dial
from detector.reports.html_curve import draw_curve
from detector.reports.html_render import render_page
from detector.reports.html_rows import (
    claims_by_kind,
    count_reasons,
    list_claim_kinds,
    list_claims,
    list_keyphrases,
    list_sections,
)
from detector.reports.html_strings import feature_name, keep_signs, strings
from detector.reports.html_summary import (
    describe_dial,
    describe_length,
    name_of,
    summarise,
)
from detector.reports.html_text import article_direction, stretches
from detector.reports.html_waterfall import draw_waterfall
from detector.reports.safe import make_safe
from detector.reports.wording import ranked, why_abstained, wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.reports.html_text import Groups
    from detector.reports.wording import Ui
    from detector.results import Result, Span

_SCRIPT_KEYS = (
    "why_number",
    "why_probability",
    "why_kept",
    "why_restates",
    "why_explained",
    "why_cut",
    "cut_copied",
    "cut_not_copied",
    "highlighted",
)


def choose_ui(result: Result, ui: Ui | None) -> Ui:
    """Return the language of the interface: as asked for, or that of the article."""
    return ui or ("ar" if result.lang == "ar" else "en")


def article_page(
    result: Result,
    *,
    labels: Mapping[str, str] | None = None,
    ui: Ui | None = None,
    index: str | None = None,
) -> str:
    """Return one self-contained HTML page about an article.

    Args:
        result: the answer; an abstained one gives a page that says why.
        labels: plain names of features, by id.
        ui: language of the interface; by default the article's own.
        index: address of the page that lists all reports, if there is one.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    ui = choose_ui(result, ui)
    way, groups = article_direction(result), _groups(result)
    return render_page(
        "article",
        ui,
        result=result,
        name=name_of(result),
        length=describe_length(result, ui),
        path=make_safe(result.path),
        index=index,
        way=way,
        stretches=stretches(result, groups),
        counts=count_reasons(result),
        keyphrases=list(list_keyphrases(result, way)),
        claim_kinds=list(list_claim_kinds(result, way, ui)),
        claims=list_claims(result, ui),
        script_words=_script_words(ui),
        **(_scored(result, ui, labels) if result.score is not None else _unscored(result, ui)),
    )


def _scored(result: Result, ui: Ui, labels: Mapping[str, str] | None) -> dict[str, object]:
    way = wording(ui).direction
    cuts = result.cuts
    return {
        "summary": [keep_signs(said) for said in summarise(result, ui, labels)],
        "why_not": None,
        "dial": draw_dial(result, way),
        "dial_label": describe_dial(result, ui),
        "waterfall": draw_waterfall(result, way),
        "feature_name": partial(feature_name, labels=labels, ui=ui),
        "ranked": lambda contribution: keep_signs(ranked(contribution, ui)),
        "sections": list_sections(result, ui),
        "curve": draw_curve(result, article_direction(result)),
        "cuts": cuts if cuts and cuts.sentences else None,
        "cut_text": _storable(cut_text(result)),
    }


def _unscored(result: Result, ui: Ui) -> dict[str, object]:
    reason = why_abstained(result.abstained, ui) if result.abstained else ""
    return dict.fromkeys(("sections", "curve", "waterfall", "cuts")) | {"why_not": reason}


def _storable(text: str) -> str:
    """Replace what no UTF-8 file can hold; a text area keeps the rest as it is."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _groups(result: Result) -> Groups:
    """Name the spans that a reader can highlight: evidence, phrases and kinds of claims."""
    groups: dict[str, tuple[Span, ...]] = {
        f"e{i}": c.evidence for i, c in enumerate(result.contributions) if c.evidence
    }
    groups |= {f"k{i}": phrase.spans for i, phrase in enumerate(result.keyphrases)}
    groups |= {f"c{i}": spans for i, (_, spans) in enumerate(claims_by_kind(result))}
    return groups


def _script_words(ui: Ui) -> dict[str, object]:
    words = wording(ui)
    return {
        "explanations": dict(words.explanations.items()),
        "reasons": dict(words.reasons.items()),
        "phrases": {key: strings(ui)[key] for key in _SCRIPT_KEYS},
    }
