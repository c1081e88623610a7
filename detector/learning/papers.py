"""The papers of a trained model, beside its file: a card to read and a report to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.learning.card import TITLE, card_text
from detector.reports.html_evaluation import evaluation_page, usual_ui
from detector.reports.html_files import write_whole
from detector.reports.html_render import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from detector.learning.findings import Findings
    from detector.reports.wording import Ui

_MARKS = {".card.md": TITLE, ".report.html": f'name="generator" content="{GENERATOR}"'}
"""How the name of each paper ends, and what its first lines hold."""
_HEAD = 4096  # bytes


def paper_path(model: Path, ending: str) -> Path:
    """Name a paper after its model.

    >>> from pathlib import Path
    >>> paper_path(Path("models/mine.model"), ".card.md").as_posix()
    'models/mine.card.md'
    """
    return model.with_name(model.name.removesuffix(".model") + ending)


def strangers(model: Path) -> Iterator[Path]:
    """Name the files where a model's papers would stand and that are none."""
    for ending, mark in _MARKS.items():
        path = paper_path(model, ending)
        if path.is_dir() or (path.exists() and mark.encode() not in _beginning(path)):
            yield path


def write_card(findings: Findings, model: Path) -> Path:
    """Write the model card beside the model, in one step, and return its path."""
    path = paper_path(model, ".card.md")
    write_whole(path, card_text(findings))
    return path


def write_report(
    findings: Findings,
    model: Path,
    *,
    labels: Mapping[Ui, Mapping[str, str]],
    ui: Ui | None = None,
) -> Path:
    """Write the report of the tests beside the model, in one step, and return its path.

    Args:
        findings: what the tests found.
        model: the model file.
        labels: plain names of features by id, for each language of the interface.
        ui: language of the interface; by default that of most of the articles.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    path = paper_path(model, ".report.html")
    spoken = ui or usual_ui(findings)
    page = evaluation_page(findings, folder=path.parent, labels=labels[spoken], ui=spoken)
    write_whole(path, page)
    return path


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
