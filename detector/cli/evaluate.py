"""`detector evaluate`: how well a model judges articles that people have labelled."""

from __future__ import annotations

import math
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detector.cli.everywhere import settings
from detector.cli.inputs import chosen_model
from detector.cli.labelled import (
    ColumnOption,
    LabelOption,
    LabelTypeChoice,
    SkipOption,
    read_data,
)
from detector.cli.output import emit

if TYPE_CHECKING:
    from detector.learning.outcomes import Evaluation
    from detector.model import Model


class Format(StrEnum):
    """The forms of the answer."""

    terminal = "terminal"
    json = "json"


def evaluate(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="DATA...", help="JSONL, CSV, Parquet, or folders named by label."),
    ],
    label_type: LabelOption = LabelTypeChoice.auto,
    column: ColumnOption = None,
    skip_bad: SkipOption = False,
    form: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = (
        Format.terminal
    ),
) -> None:
    """Compare a model's answers with labels: accuracy, calibration, shares, sentences, mistakes.

    Figures are honest only for articles that the model has not learned from.

    [dim]$[/dim] detector evaluate labels.jsonl
    [dim]$[/dim] detector evaluate labels.jsonl --model models/mine.model --format json
    """
    from detector.model import load_model

    model = chosen_model() or load_model()
    labelled = read_data(data, label_type, column, skip_bad=skip_bad)
    from detector.learning.evaluating import evaluate as judge  # scikit-learn

    found = judge(labelled, model)
    if form is Format.json:
        from detector.reports.jsonout import dump

        emit(dump({"schema": 1, "model": _about(model), **_finite(asdict(found))}))
    else:
        _print(found, model)


def _about(model: Model) -> dict[str, object]:
    return {"name": model.name, "format": model.format, "sha256": model.sha256}


def _print(found: Evaluation, model: Model) -> None:
    from detector.cli.evaluation_text import figure_lines, mistake_lines
    from detector.reports.terminal_paper import Paper, print_lines

    console = settings().console()
    paper = Paper.of(console)
    print_lines(console, [paper.quote(f"{found.articles} articles, model {model.name}", "bold")])
    print_lines(console, figure_lines(found, paper))
    print_lines(console, mistake_lines(found, paper))


def _finite(value: Any) -> Any:
    """Turn what is not a number into null: JSON has no NaN."""
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
