"""The values that enter: a text and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ar", "en"]
TextFormat: TypeAlias = Literal["auto", "plain", "markdown"]


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text and where it came from.

    `text` has no byte-order mark and its line ends as given; every offset of every answer
    counts its characters. `origin` is a path, "-" or a row's id. `title` is the one given
    beside the text, never part of it. `lang` is set only when the user forces it.
    `extracted` says that `text` was taken out of HTML and is not the file's own text.
    """

    text: str
    origin: str = "-"
    title: str | None = None
    lang: Language | None = None
    format: TextFormat = "auto"
    extracted: bool = False
