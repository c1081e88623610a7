from __future__ import annotations

import json
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pytest
import typer

from detector.cli.commands import COMMANDS, app
from detector.cli.everywhere import settings, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHARED = {"--lang", "--model", "--quiet", "--no-color", "--version", "--help"}


def options_of(command: Any) -> set[str]:
    context = typer.Context(command)
    return {name for parameter in command.get_params(context) for name in parameter.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_shared_options_and_explains_itself(
    name: str, run: Callable[..., Any]
) -> None:
    group: Any = typer.main.get_command(app)
    command = group.get_command(None, name)
    for each in [command, *getattr(command, "commands", {}).values()]:
        own = {"--model"} & {f"--{parameter.name}" for parameter in each.params}
        assert options_of(each) >= SHARED - own
    outcome = run(name, "--help")
    assert outcome.code == 0
    assert "Usage: detector" in outcome.out
    assert f"detector {name}" in outcome.out.split("Usage:")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_its_module(name: str) -> None:
    module = import_module(f"detector.cli.{name}")
    assert callable(getattr(module, name, None)) or isinstance(module.app, typer.Typer)


@pytest.mark.parametrize("place", ["before", "after"])
def test_shared_options_stand_before_or_after_the_command(
    run: Callable[..., Any], arabic: Path, place: str
) -> None:
    shared, command = ["--lang", "en"], ["score", str(arabic), "--format", "json"]
    line = [*shared, *command] if place == "before" else [*command, *shared]
    assert json.loads(run(*line).out)["lang"] == "en"


def test_nothing_is_left_of_the_last_command_line(run: Callable[..., Any], arabic: Path) -> None:
    run("--lang", "en", "--quiet", "score", arabic)
    assert json.loads(run("score", arabic, "--format", "json").out)["lang"] == "ar"
    assert settings().quiet is False


def test_the_version_is_the_packages(run: Callable[..., Any]) -> None:
    for line in (["--version"], ["score", "--version"]):
        assert run(*line).out == f"detector {version('padding-detector')}\n"


def test_no_colour(spawn: Callable[..., Any], english: Path) -> None:
    coloured = spawn("score", english, FORCE_COLOR="1").stdout
    assert b"\x1b[" in coloured
    for options, env in ((["--no-color"], {}), ([], {"NO_COLOR": "1"})):
        plain = spawn("score", english, *options, FORCE_COLOR="1", **env).stdout
        assert b"\x1b[3" not in plain
        assert b";5;" not in plain


def test_a_model_that_is_not_there(run: Callable[..., Any], english: Path) -> None:
    outcome = run("score", english, "--model", "no/such.model")
    assert outcome.code == 3
    assert "no/such.model" in outcome.err
    assert outcome.err.count("\n") == 1


def test_without_a_command_the_help_is_shown(run: Callable[..., Any]) -> None:
    outcome = run()
    assert outcome.code == 2
    assert "Usage: detector" in outcome.out


def test_a_commands_own_option_wins() -> None:
    def own(model: str = "mine") -> None:
        del model

    parameters = with_shared_options(own).__signature__.parameters  # type: ignore[attr-defined]
    assert parameters["model"].default == "mine"
    assert "quiet" in parameters
