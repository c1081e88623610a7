"""The options that every command takes, before its name or after it."""

from __future__ import annotations

import inspect
from contextvars import ContextVar
from enum import StrEnum
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from detector.article import Language

flag = partial(typer.Option, metavar="")
"""An option that is given or not; the help names no value for it."""
_shared = partial(typer.Option, rich_help_panel="Everywhere")


class LanguageChoice(StrEnum):
    """A language, or telling it from the text."""

    auto = "auto"
    ar = "ar"
    en = "en"

    @property
    def lang(self) -> Language | None:
        """The language that is forced, if any."""
        return None if self is LanguageChoice.auto else cast("Language", self.value)


class Settings(NamedTuple):
    """What was asked for everywhere: `lang` and `model` are None where nothing was forced."""

    quiet: bool = False
    color: bool = True
    lang: Language | None = None
    model: Path | None = None

    def console(self, *, stderr: bool = False) -> Console:
        """Return a console for reports; it heeds NO_COLOR and the width of the terminal."""
        from detector.cli.console import PlainConsole  # rich: JSON and help do without

        return PlainConsole(stderr=stderr, no_color=None if self.color else True, highlight=False)


_NOTHING_SET = Settings()
_settings: ContextVar[Settings] = ContextVar("settings")


def settings() -> Settings:
    """Return what was asked for on this command line."""
    return _settings.get(_NOTHING_SET)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detector {package_version()}")
        raise typer.Exit


def package_version() -> str:
    """Return the version of the installed package."""
    from importlib.metadata import version  # slow, rarely asked for

    return version("padding-detector")


def _take(
    *,
    lang: Annotated[
        LanguageChoice,
        _shared(metavar="LANG", help="ar, en, or auto: tell it from the text."),
    ] = LanguageChoice.auto,
    model: Annotated[
        Path | None,
        _shared(metavar="PATH", help="A model file of your own, instead of the shipped one."),
    ] = None,
    quiet: Annotated[
        bool, _shared("--quiet", "-q", metavar="", help="Print the answer and errors only.")
    ] = False,
    no_color: Annotated[
        bool, _shared("--no-color", metavar="", help="No colours; NO_COLOR=1 does the same.")
    ] = False,
    version: Annotated[
        bool,
        _shared(
            "--version",
            is_eager=True,
            callback=_print_version,
            metavar="",
            help="Print the version and leave.",
        ),
    ] = False,
) -> None:
    """Keep what was given; what was not leaves the setting as it is."""
    del version
    known = settings()
    _settings.set(
        known._replace(
            quiet=known.quiet or quiet,
            color=known.color and not no_color,
            lang=lang.lang or known.lang,
            model=model or known.model,
        )
    )


_SHARED = inspect.signature(_take, eval_str=True).parameters


def with_shared_options(
    command: Callable[..., None], *, afresh: bool = False
) -> Callable[..., None]:
    """Add the shared options to a command, save those that it declares itself.

    Args:
        command: a function with Typer's annotated parameters.
        afresh: whether a command line begins here, with nothing set.
    """
    own = inspect.signature(command, eval_str=True).parameters
    added = {name: shared for name, shared in _SHARED.items() if name not in own}

    @wraps(command)
    def run(**values: Any) -> None:
        if afresh:
            _settings.set(_NOTHING_SET)
        _take(**{name: values.pop(name) for name in added if name in values})
        command(**values)

    parameters = [*own.values(), *added.values()]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
