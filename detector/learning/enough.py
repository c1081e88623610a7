"""Whether labelled data is enough to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.errors import DataError
from detector.languages import LANGUAGES

if TYPE_CHECKING:
    from detector.article import Language
    from detector.learning.data import LabelledSet

LEAST = 10
"""The fewest articles of each class that a model is fitted on."""


def languages_to_learn(data: LabelledSet, least: int = LEAST) -> tuple[Language, ...]:
    """Name the languages that have enough dense and enough padded articles, in a fixed order."""
    return tuple(
        lang for lang in LANGUAGES if min(_counts(data.of_language(lang)).values()) >= least
    )


def require_enough(data: LabelledSet, least: int = LEAST) -> None:
    """Let data pass that has enough dense and enough padded articles of one language.

    Raises:
        DataError: there are too few of either; the message says how many are missing.
    """
    if languages_to_learn(data, least):
        return
    several = len(set(data.lang)) > 1
    parts = {lang: data.of_language(lang) for lang in LANGUAGES if lang in data.lang}
    raise DataError(
        "; ".join(
            f"{f'{lang}: ' if several else ''}{_missing(part, least)}"
            for lang, part in parts.items()
        )
    )


def _missing(data: LabelledSet, least: int) -> str:
    has = _counts(data)
    missing = [f"{least - count} more {name}" for name, count in has.items() if count < least]
    grey = int((data.padded < 0).sum())
    aside = f" ({grey} of verdict 1 are neither)" if grey else ""
    return (
        f"{has['dense']} dense and {has['padded']} padded articles are labelled{aside}, and at "
        f"least {least} of each are needed: label {' and '.join(missing)} articles"
    )


def _counts(data: LabelledSet) -> dict[str, int]:
    return {"dense": int((data.padded == 0).sum()), "padded": int((data.padded == 1).sum())}
