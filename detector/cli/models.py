"""`detector models`: which models there are, what they hold, and which one scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.default_model import default_model_path, set_default_model
from detector.cli.endings import Code, complain
from detector.cli.everywhere import settings
from detector.cli.output import emit
from detector.errors import ModelError
from detector.reading.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detector.model import Model

SHIPPED = "shipped"
FOLDER = Path("models")  # where  detector train -o models/mine.model  puts them

app = typer.Typer(
    add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    invoke_without_command=True,
)  # fmt: skip

ModelArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="MODEL", help="A model file, or  shipped; by default the one that scores."
    ),
]


@app.callback()
def models(context: typer.Context) -> None:
    """List models, show what they hold, check them, and choose the one that scores.

    [dim]$[/dim] detector models list
    [dim]$[/dim] detector models show models/mine.model
    [dim]$[/dim] detector models verify models/mine.model
    [dim]$[/dim] detector models set-default models/mine.model
    """
    if context.invoked_subcommand is None:
        _list([])


@app.command("list")
def list_models(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER...", help="Where to look; by default in  models."),
    ] = None,
) -> None:
    """List the shipped model, your default and the model files of some folders."""
    _list(folders or [])


@app.command()
def show(model: ModelArgument = None) -> None:
    """Print what a model says of itself, as JSON: features, languages, data, figures."""
    path = _path(model)
    found = _load(path)
    facts = {"path": _name(path), "sha256": found.sha256, **found.contract}
    facts["warnings"] = list(found.warnings)
    from detector.reports.jsonout import dump

    emit(dump(facts))


@app.command()
def verify(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MODEL...", help="Model files, or  shipped; by default the default."
        ),
    ] = None,
) -> None:
    """Check that models are whole, fit this version, and score an article as they should."""
    from detector.cli.model_check import check_model

    faults = 0
    for path in [_path(name) for name in files] if files else [_path(None)]:
        try:
            model = _load(path)
            check_model(model, _name(path))
        except ModelError as error:
            complain(error)
            faults += 1
        else:
            typer.echo(f"{_name(path)}: good, SHA-256 {model.sha256}")
    raise typer.Exit(Code.UNREADABLE if faults else Code.DONE)


@app.command("set-default")
def set_default(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model file, or  shipped.")],
) -> None:
    """Choose the model that scores when --model is not given."""
    path = _path(model)
    if path is not None:
        _load(path)
    set_default_model(path)
    if not settings().quiet:
        typer.echo(f"{_name(path)} scores from now on; --model wins over it")


def _path(name: str | None) -> Path | None:
    """Return the file meant; None stands for the shipped one."""
    if name is None:
        return settings().model or default_model_path()
    return None if name == SHIPPED else Path(name)


def _name(path: Path | None) -> str:
    return SHIPPED if path is None else shown_name(path)


def _load(path: Path | None) -> Model:
    from detector.model import load_model

    model = load_model(path)
    for warning in model.warnings:
        complain(warning)
    return model


def _list(folders: Sequence[Path]) -> None:
    chosen = _path(None)
    found: list[Path | None] = [None, *_files(folders or [FOLDER])]
    if chosen is not None and chosen.absolute() not in [p.absolute() for p in found if p]:
        found.append(chosen)
    for path in found:
        same = path == chosen or (path and chosen and path.absolute() == chosen.absolute())
        typer.echo(f"{'*' if same else ' '} {_name(path):<40} {_summary(path)}")


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    from detector.model.artefact import SHIPPED as SHIPPED_FILE

    for folder in folders:
        for path in sorted(folder.glob("*.model")):
            if path.absolute() != SHIPPED_FILE.absolute():
                yield path


def _summary(path: Path | None) -> str:
    from detector.model import load_model

    try:
        model = load_model(path)
    except ModelError as error:
        return f"cannot be used: {shown_name(str(error))}"
    languages = ", ".join(sorted(model.languages))
    return f"{json.dumps(model.name, ensure_ascii=True)[1:-1]}  {languages}  {model.sha256[:12]}"
