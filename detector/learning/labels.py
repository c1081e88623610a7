"""What a row's label says: of which type it is, and its value as verdict, share or yes and no."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from detector.errors import DataError
from detector.learning.rubric import VERDICTS, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LabelType: TypeAlias = Literal["binary", "verdict", "share"]
LABEL_TYPES: tuple[LabelType, ...] = get_args(LabelType)

_BINARY = {"dense": 0, "padded": 1}
_VERDICT = {name: verdict for verdict, name in enumerate(VERDICTS)}
_RANGES = {"binary": "0 or 1, dense or padded", "verdict": "0, 1, 2 or 3", "share": "from 0 to 1"}


class Label(NamedTuple):
    """An article's label: verdict 0–3 or −1, padded yes or no or neither, share 0–1 or NaN."""

    verdict: int = -1
    padded: bool | None = None
    share: float = math.nan


def guess_type(values: Iterable[object]) -> LabelType | None:
    """Tell the type of labels from all of them; None when there are none.

    0 and 1 alone are yes and no; 2 and 3 make verdicts, fractions shares.

    Raises:
        DataError: they may be of two types, or no type holds them all.
    """
    distinct = {_plain(value) for value in values}
    fitting = [kind for kind in LABEL_TYPES if all(_in_range(v, kind) for v in distinct)]
    if not distinct:
        return None
    if not fitting:
        shown = ", ".join(sorted(map(repr, distinct))[:5])
        raise DataError(
            f"no type holds all the labels ({shown}, …): say --label-type binary, verdict or share,"
            " and the rows that do not fit are listed"
        )
    written_as_fractions = all(isinstance(value, float) for value in distinct)
    if written_as_fractions and "binary" in fitting:
        raise DataError(
            "the labels are all 0.0 or 1.0, which may be yes and no or shares: "
            "say --label-type binary or --label-type share"
        )
    return fitting[0]


def read_label(value: object, kind: LabelType) -> Label:
    """Read one label of a known type.

    Raises:
        ValueError: it is out of the type's range.
    """
    plain = _plain(value)
    if not _in_range(plain, kind):
        raise ValueError(f"label {str(value)[:40]!r} is not {_RANGES[kind]}")
    if kind == "binary":
        return Label(padded=bool(_BINARY.get(str(plain), plain)))
    if kind == "verdict":
        return of_verdict(int(_VERDICT.get(str(plain), plain)))
    return of_share(float(plain))


def of_verdict(verdict: int) -> Label:
    """0 is dense, 2 and 3 are padded, 1 is the grey zone between."""
    return Label(verdict, None if verdict == 1 else verdict >= 2)


def of_share(share: float) -> Label:
    """The verdict that the rubric gives this share, and the share."""
    return of_verdict(verdict_of(share))._replace(share=share)


def _plain(value: object) -> int | float | str:
    """Numbers written as text become numbers; names of labels are kept in lower case."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float):
        return value
    text = str(value).strip().lower()
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return {"true": 1, "false": 0}.get(text, text)


def _in_range(value: float | str, kind: LabelType) -> bool:
    if isinstance(value, str):
        return kind != "share" and value in (_BINARY if kind == "binary" else _VERDICT)
    if kind == "share":
        return 0.0 <= value <= 1.0
    return value in ((0, 1) if kind == "binary" else (0, 1, 2, 3))
