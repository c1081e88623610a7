"""The group of all commands: one short file a command, imported when it is needed.

A command is a function of its module's name, with Typer's annotated parameters; a module with
several (`detector models list`) holds a `typer.Typer` named `app` instead. Modules are imported
when their command is called or listed, so each imports what is heavy inside its function. The
options that stand everywhere are added here, see `detector.cli.everywhere`; errors become one
line and an exit code here too, see `detector.cli.endings`: commands raise a `DetectorError`, or
`typer.Exit(code)`, and never catch what they cannot mend.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from detector.cli.endings import run_to_end
from detector.cli.everywhere import with_shared_options

if TYPE_CHECKING:
    from typing import NoReturn

COMMANDS = (
    "score",
    "report",
    "scan",
    "features",
    "train",
    "evaluate",
    "models",
    "label",
    "agreement",
)
"""Every command, in the order of the help."""


class Commands(TyperGroup):
    """The group of all commands: imports one when it is needed, and turns errors into codes."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and return a command, or None when there is none of this name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(_load(cmd_name))
        command.name = cmd_name
        return command

    def main(self, args: Any = None, prog_name: Any = None, *_: Any, **__: Any) -> NoReturn:
        """Run a command line and leave with its exit code."""
        del prog_name
        run_to_end(self, args)


@cache
def _load(name: str) -> typer.Typer:
    module = import_module(f"detector.cli.{name}")
    found = getattr(module, "app", None)
    if not isinstance(found, typer.Typer):
        found = _typer()
        found.command(name)(getattr(module, name))
    for place in (*found.registered_commands, found.registered_callback):
        if place is not None and place.callback is not None:
            place.callback = with_shared_options(place.callback)
    return found


def _typer(**options: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False, **options
    )


def _begin(context: typer.Context) -> None:
    """Say how much of an Arabic or English article is padding, where, why, and what to cut.

    [bold]detector score --sample[/bold]  shows what an answer looks like.
    [bold]detector COMMAND --help[/bold]  explains a command, with examples.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), nl=False)
        raise typer.Exit(2)


app = _typer(cls=Commands, invoke_without_command=True)
app.callback()(with_shared_options(_begin, afresh=True))


def run() -> NoReturn:
    """Run the command line of this process."""
    typer.main.get_command(app).main()
    raise AssertionError
