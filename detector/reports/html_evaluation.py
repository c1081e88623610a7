"""The page of an evaluation: how well a trained model does on sources it never saw."""

from __future__ import annotations

import math
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from detector.reports.figures import beginning
from detector.reports.html_plots import draw_learning, draw_line, draw_reliability, draw_shapes
from detector.reports.html_render import render_page
from detector.reports.html_strings import feature_name, signed, tell
from detector.reports.safe import isolate, make_safe
from detector.reports.wording import count, measured, percent, wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from detector.learning.evaluating import Figure
    from detector.learning.findings import Findings, Group, Judged, LanguageFindings, Miss
    from detector.reports.html_plots import Dot, LearningPlot, ShapePlot
    from detector.reports.safe import Direction
    from detector.reports.wording import Ui

FIGURES = {
    "article AUROC, 2-3 against 0": "figure_sharp",
    "article AUROC, >= 2 against < 2": "figure_auroc",
    "true positives at 5 % false positives": "figure_found",
    "share: mean absolute error": "figure_share",
    "share: 90 % interval covers": "figure_covers",
    "ECE": "figure_calibration",
    "sentence AUROC": "figure_sentence_auroc",
    "sentence average precision": "figure_sentence_precision",
    "sentence kappa": "figure_sentence_kappa",
}
"""The figures of an evaluation that the page shows, and the strings that name them."""
AUROC = "article AUROC, >= 2 against < 2"
PADDED = ("heavy", "mostly", "padded")
"""What a reader says of articles that should score above the threshold."""
_PER_CENT = ("share", "probability")


class FigureRow(NamedTuple):
    """A figure of the trained model and of the model before, as printed."""

    name: str
    now: str
    interval: str
    before: str


class ReadingRow(NamedTuple):
    """A row of the confusion: what readers said, and the articles on either side."""

    name: str
    padded: bool
    below: int
    above: int


class MissRow(NamedTuple):
    """An article on the wrong side of the threshold, and the address of its file, if any."""

    miss: Miss
    name: str
    source: str
    href: str | None


class Part(NamedTuple):
    """What the template draws of one language."""

    found: LanguageFindings
    name: str
    figures: list[FigureRow]
    roc: tuple[str, str]
    precision: tuple[str, str]
    areas: tuple[str, str]
    reliability: tuple[Dot, ...]
    confusion: list[ReadingRow]
    learning: LearningPlot | None
    shapes: tuple[ShapePlot, ...]
    reach: float
    groups: list[tuple[str, Group]]


def evaluation_page(
    findings: Findings,
    *,
    folder: Path,
    labels: Mapping[str, str] | None = None,
    ui: Ui | None = None,
) -> str:
    """Return one self-contained HTML page about a trained model.

    Args:
        findings: what the held-out tests found.
        folder: where the page will stand; links to articles begin there.
        labels: plain names of features, by id.
        ui: language of the interface; by default that of most of the articles.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    ui = ui or usual_ui(findings)
    way = wording(ui).direction
    parts = [_part(found, way, ui) for found in findings.languages]
    return render_page(
        "evaluation",
        ui,
        findings=findings,
        name=make_safe(findings.model),
        base=make_safe(findings.base),
        summary=list(_summary(findings, ui)),
        parts=parts,
        misses=[_miss(miss, folder) for miss in findings.misses],
        several=len(parts) > 1,
        feature_name=partial(feature_name, labels=labels, ui=ui),
        bare=partial(bare, ui=ui),
        unit_name=partial(unit_name, ui=ui),
        reading=partial(reading_name, ui=ui),
        figure=_figure,
        interval=_interval,
        known=math.isfinite,
        lone=isolated,
    )


def usual_ui(findings: Findings) -> Ui:
    """Return the language of most of the articles."""
    arabic = sum(part.articles for part in findings.languages if part.lang == "ar")
    return "ar" if 2 * arabic > sum(part.articles for part in findings.languages) else "en"


def reading_name(reading: str, ui: Ui) -> str:
    """Name what a reader said: a band, or padded where only yes or no is known."""
    for band, name in wording(ui).bands.items():
        if band == reading:
            return name
    return tell(ui, "reading_padded")


def bare(value: float, unit: str, ui: Ui) -> str:
    """Return a value of a feature without the name of its unit."""
    if unit in _PER_CENT:
        return percent(value, ui)
    return isolated(measured(value, "").replace("-", "−"))


def unit_name(unit: str, ui: Ui) -> str:
    """Name a unit; nothing for those that a value shows itself."""
    return "" if unit in _PER_CENT else wording(ui).units.get(unit, unit)


def address(file: Path | None, folder: Path) -> str | None:
    """Return the address of a file as seen from a folder, with everything odd escaped.

    >>> from pathlib import Path
    >>> address(Path("articles/a b.md"), Path("models"))
    '../articles/a%20b.md'
    """
    if file is None:
        return None
    try:
        path = os.path.relpath(file, folder)
    except ValueError:  # another drive
        return file.absolute().as_uri()
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _part(found: LanguageFindings, way: Direction, ui: Ui) -> Part:
    now, before = found.now, found.before
    shapes, reach = draw_shapes(found.shapes, way)
    return Part(
        found=found,
        name=wording(ui).languages[found.lang],
        figures=_figures(now, before, ui),
        roc=(draw_line(now.roc, way), draw_line(before.roc, way)),
        precision=(draw_line(now.precision, way), draw_line(before.precision, way)),
        areas=(_figure(now.figures[AUROC]), _figure(before.figures[AUROC])),
        reliability=draw_reliability(now.reliability, way),
        confusion=[
            ReadingRow(reading_name(row.reading, ui), row.reading in PADDED, row.below, row.above)
            for row in now.confusion
        ],
        learning=draw_learning(found.amounts, found.amounts_before, way),
        shapes=shapes,
        reach=reach,
        groups=[(_group_name(group, ui), group) for group in found.groups],
    )


def _summary(findings: Findings, ui: Ui) -> list[str]:
    said = [
        tell(
            ui,
            f"learned_{part.mode}",
            language=wording(ui).languages[part.lang],
            articles=count("article", part.articles, ui),
            sources=part.sources,
        )
        for part in findings.languages
    ]
    gain = findings.gain
    if gain is None:
        return said
    key = "gain_better" if gain.low > 0 else "gain_worse" if gain.high < 0 else "gain_noise"
    values = {"value": gain.value, "low": gain.low, "high": gain.high}
    shown = {name: isolated(signed(value, 3)) for name, value in values.items()}
    return [*said, tell(ui, key, base=isolate(make_safe(findings.base)), **shown)]


def isolated(number: str) -> str:
    """Keep the sign of a number before it, also where text runs from right to left."""
    return f"\u2066{number}\u2069"


def _figures(now: Judged, before: Judged, ui: Ui) -> list[FigureRow]:
    return [
        FigureRow(
            tell(ui, key),
            _figure(now.figures[name]),
            _interval(now.figures[name]),
            _figure(before.figures[name]),
        )
        for name, key in FIGURES.items()
        if now.figures[name].count
    ]


def _figure(figure: Figure | None) -> str:
    return "–" if figure is None or math.isnan(figure.value) else f"{figure.value:.3f}"


def _interval(figure: Figure | None) -> str:
    if figure is None or math.isnan(figure.low):
        return ""
    return f"{figure.low:.3f}–{figure.high:.3f}"


def _group_name(group: Group, ui: Ui) -> str:
    if group.kind == "source":
        return isolate(beginning(make_safe(group.name), 60))
    return tell(ui, f"group_{group.name}", words=f"{group.limit:,}")


def _miss(miss: Miss, folder: Path) -> MissRow:
    name = make_safe(miss.title or "") or make_safe(miss.id)
    source = beginning(make_safe(miss.source), 60)
    return MissRow(miss, beginning(name, 120) or "–", source, address(miss.file, folder))
