"""A record of a file of rows before it is checked, and the names of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.article import TextFormat


class Fields(NamedTuple):
    """The names under which rows give what is read of them."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    lang: str = "lang"
    url: str = "url"


class Record(NamedTuple):
    """A record by its number, counted from 1; `fault` says why there are no `cells`."""

    number: int
    cells: Mapping[str, object] | None
    fault: str = ""
    page: bytes | None = None
    format: TextFormat | None = None
