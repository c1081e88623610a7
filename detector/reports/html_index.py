"""The page that lists many articles, from full answers or from the rows of a scan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING, Any, cast, get_args

from detector.reports.html_charts import draw_histogram
from detector.reports.html_pieces import safe_href
from detector.reports.html_render import render_page
from detector.reports.html_site import SiteView, site_rows
from detector.reports.html_strings import feature_name, strings, tell
from detector.reports.html_summary import name_of
from detector.reports.safe import make_safe
from detector.reports.wording import count, wording
from detector.results import Band

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detector.reports.html_charts import Bin
    from detector.reports.wording import Ui
    from detector.results import Result

_EXTREMES = 5  # how many of the worst and of the best are named


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One article in the list.

    `name` is what people call it, `href` the address of its report or of its page, `folder`
    where it came from. `reason` is the id of the feature that raised the score most; `score`
    (0–100), `share` (0–1) and `band` are None when the article was abstained on.
    """

    name: str
    href: str | None
    folder: str
    lang: str | None
    words: int
    score: float | None
    share: float | None
    band: Band | None
    reason: str | None

    @classmethod
    def from_result(cls, result: Result, href: str | None) -> IndexEntry:
        """Make an entry of a full answer; `href` is the address of its page."""
        raising = [c for c in result.contributions if c.log_odds > 0]
        strongest = max(raising, key=lambda c: c.log_odds, default=None)
        return cls(
            name=name_of(result),
            href=href,
            folder=_folder(result.path),
            lang=result.lang,
            words=result.words,
            score=result.score,
            share=result.share.value if result.share else None,
            band=result.band,
            reason=strongest.feature if strongest else None,
        )

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> IndexEntry:
        """Make an entry of an output row of `detector scan`; an id that is an address is linked."""
        name, reasons, band = str(row["id"]), row.get("reasons") or [], row.get("band")
        return cls(
            name=make_safe(name) or "–",
            href=safe_href(name),
            folder=_folder(name),
            lang=row.get("lang"),
            words=int(row.get("words") or 0),
            score=_number(row.get("score")),
            share=_number(row.get("share")),
            band=cast("Band", band) if band in get_args(Band) else None,
            reason=str(reasons[0]) if reasons else None,
        )


def index_page(
    entries: Sequence[IndexEntry],
    *,
    labels: Mapping[str, str] | None = None,
    ui: Ui | None = None,
    site: SiteView | None = None,
) -> str:
    """Return one self-contained HTML page that lists articles, the most padded first.

    Args:
        entries: the articles in any order; thousands are fine.
        labels: plain names of features, by id.
        ui: language of the interface; by default that of most of the articles.
        site: what a scan found across them.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    ui = ui or usual_ui(entries)
    ranked = sorted(entries, key=_rank)
    scored = [entry for entry in ranked if entry.score is not None]
    few = min(_EXTREMES, len(scored) // 2)
    bins = draw_histogram([entry.score or 0.0 for entry in scored], wording(ui).direction)
    return render_page(
        "index",
        ui,
        entries=ranked,
        summary=_summary(ranked, scored, ui),
        bins=bins if scored else None,
        bins_label=_describe(bins, ui),
        extremes={"worst": scored[:few], "best": scored[::-1][:few]} if few else {},
        bands=[band for band in get_args(Band) if any(e.band == band for e in scored)],
        languages=sorted({entry.lang for entry in ranked if entry.lang}),
        folders=any(entry.folder for entry in ranked),
        reason=lambda entry: feature_name(entry.reason, labels, ui) if entry.reason else "",
        site=site_rows(site or SiteView(), ranked),
        contents=_contents(site) if site else {},
        duplicates=site.duplicates if site else 0,
        script_words={key: strings(ui)[key] for key in ("shown", "more")},
    )


def _contents(site: SiteView) -> dict[str, str]:
    """Name the tables that the page has, each with the key of its title."""
    found = {"groups": site.groups, "copies": site.copies, "recurring": site.recurring}
    return {"table": "table"} | {name: name for name, listed in found.items() if listed}


def _folder(path: str) -> str:
    folder = str(PurePath(path).parent) if "://" not in path else path.rpartition("/")[0]
    return "" if folder == "." else make_safe(folder)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _rank(entry: IndexEntry) -> tuple[float, str, str]:
    return -entry.score if entry.score is not None else 1.0, entry.name, entry.folder


def usual_ui(entries: Sequence[IndexEntry]) -> Ui:
    """Return the language of most of the articles."""
    arabic = sum(entry.lang == "ar" for entry in entries)
    return "ar" if 2 * arabic > len(entries) else "en"


def _summary(entries: Sequence[IndexEntry], scored: Sequence[IndexEntry], ui: Ui) -> str:
    said = count("article", len(entries), ui) + tell(ui, "stop")
    if scored:
        middle = median(entry.score or 0.0 for entry in scored)
        articles = count("article", len(entries), ui)
        said = tell(ui, "index_summary", articles=articles, median=f"{middle:.1f}")
    unscored = len(entries) - len(scored)
    return f"{said} {tell(ui, 'index_unscored', number=unscored)}" if unscored else said


def _describe(bins: Sequence[Bin], ui: Ui) -> str:
    listed = tell(ui, "comma").join(
        tell(ui, "histogram_bin", low=b.low, high=b.high, number=b.number) for b in bins if b.number
    )
    return tell(ui, "histogram_label", bands=listed)
