"""Whether labelled data is enough to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.errors import DataError

if TYPE_CHECKING:
    from detector.learning.data import LabelledSet

LEAST = 10
"""The fewest articles of each class that a model is fitted on."""


def require_enough(data: LabelledSet, least: int = LEAST) -> None:
    """Let data pass that has enough dense and enough padded articles.

    Raises:
        DataError: there are too few of either; the message says how many are missing.
    """
    has = {"dense": int((data.padded == 0).sum()), "padded": int((data.padded == 1).sum())}
    missing = [f"{least - count} more {name}" for name, count in has.items() if count < least]
    if not missing:
        return
    grey = int((data.padded < 0).sum())
    aside = f" ({grey} of verdict 1 are neither)" if grey else ""
    raise DataError(
        f"{has['dense']} dense and {has['padded']} padded articles are labelled{aside}, and at "
        f"least {least} of each are needed: label {' and '.join(missing)} articles"
    )
