"""`detector features`: what is measured, and why."""

from __future__ import annotations

from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.everywhere import flag, settings
from detector.cli.output import emit
from detector.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.features import Feature


class Format(StrEnum):
    """The forms of the list."""

    terminal = "terminal"
    json = "json"


def features(
    feature: Annotated[
        str | None, typer.Argument(metavar="ID", help="Explain this one, e.g. claims.new_density.")
    ] = None,
    family: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only the features of this family.")
    ] = None,
    everything: Annotated[
        bool, flag("--all", help="Also the reference measures, which no model reads.")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", metavar="FORM", help="terminal or json.")
    ] = Format.terminal,
) -> None:
    """List what is measured, or explain one feature: why it signals padding, where it misfires.

    [dim]$[/dim] detector features
    [dim]$[/dim] detector features --family novelty
    [dim]$[/dim] detector features repetition.restated
    """
    chosen = _choose(feature, family, everything=everything)
    if form is Format.json:
        _print_json(chosen, one=feature is not None)
        return
    from detector.reports.terminal_features import explain, list_features  # rich

    console = settings().console()
    if feature is None:
        list_features(chosen, console)
    else:
        explain(chosen[0], console)


def _choose(feature: str | None, family: str | None, *, everything: bool) -> Sequence[Feature]:
    from detector.features import FEATURES, REFERENCE  # numpy

    known = (*FEATURES, *REFERENCE)
    if feature is not None:
        return [_pick(known, feature)]
    listed = known if everything or family == "reference" else FEATURES
    chosen = [each for each in listed if family in {None, each.family}]
    if not chosen:
        families = ", ".join(dict.fromkeys(each.family for each in known))
        raise UsageError(f"there is no family {family!r}: it is one of {families}")
    return chosen


def _pick(known: Sequence[Feature], wanted: str) -> Feature:
    by_id = {feature.id: feature for feature in known}
    if wanted in by_id:
        return by_id[wanted]
    from difflib import get_close_matches  # only for a slip of the pen

    near = get_close_matches(wanted, by_id, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}" if near else "run  detector features  for the list"
    raise UsageError(f"there is no feature {wanted!r}: {hint}")


def _print_json(chosen: Sequence[Feature], *, one: bool) -> None:
    from detector.reports.jsonout import dump

    objects = [_object(feature) for feature in chosen]
    emit(dump(objects[0] if one else objects))


def _object(feature: Feature) -> dict[str, object]:
    low, high = (limit if isfinite(limit) else None for limit in feature.range)
    return {
        "id": feature.id,
        "family": feature.family,
        "label": feature.label,
        "label_ar": feature.label_ar,
        "summary": feature.summary,
        "unit": feature.unit,
        "range": [low, high],
        "direction": feature.direction,
        "rationale": feature.rationale,
        "misfires": feature.misfires,
        "source": feature.source,
        "version": feature.version,
    }
