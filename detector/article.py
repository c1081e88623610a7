"""The values that are measured: a text with its origin, and a batch of them as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Language: TypeAlias = Literal["ar", "en"]
TextFormat: TypeAlias = Literal["auto", "plain", "markdown"]


class Source(NamedTuple):
    """A decoded text and where it came from.

    `text` has no byte-order mark and its line ends as given; every offset of every answer
    counts its characters. `origin` is a path, "-" or a row's id. `title` is the one given
    beside the text, never part of it. `lang` is set only when the user forces it.
    `extracted` says that `text` was taken out of HTML and is not the file's own text.
    `keyphrase` is the search phrase that the user names; without one it is found.
    """

    text: str
    origin: str = "-"
    title: str | None = None
    lang: Language | None = None
    format: TextFormat = "auto"
    extracted: bool = False
    keyphrase: str | None = None


class Kind(IntEnum):
    """What a unit is; the names are those of `detector.results.Kind`."""

    HEADING = 0
    ITEM = 1
    SENTENCE = 2
    ROW = 3
    FURNITURE = 4


class Tokens(NamedTuple):
    """Words in reading order. Positions count in the article's own text.

    `word` is an index into `Batch.words`, `unit` into `Batch.units`, `article` into
    `Batch.sources`. `number` words hold a digit, `capital` ones begin with a capital, `shout`
    ones are all capitals, `quoted` ones stand between quotation marks.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    word: NDArray[np.int64]
    unit: NDArray[np.int64]
    article: NDArray[np.int64]
    number: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    shout: NDArray[np.bool_]
    latin: NDArray[np.bool_]
    quoted: NDArray[np.bool_]


class Words(NamedTuple):
    """The distinct words of a batch: hash, index of the stem, and what they are.

    `stop` tells function words, `name` forms of listed names (see `Compiled.names`).
    """

    key: NDArray[np.uint64]
    stem: NDArray[np.int64]
    stop: NDArray[np.bool_]
    name: NDArray[np.bool_]


class Units(NamedTuple):
    """Headings, items, sentences and rows in reading order, covering all visible text.

    `tokens` holds where each unit's words begin, and the end: units + 1 entries.
    `paragraph` counts the blocks of the batch, `level` is a heading's depth, `title` marks a
    title (one given beside the text lies before position 0).
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    kind: NDArray[np.uint8]
    article: NDArray[np.int64]
    section: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    level: NDArray[np.uint8]
    title: NDArray[np.bool_]
    question: NDArray[np.bool_]
    tokens: NDArray[np.int64]


class Sections(NamedTuple):
    """A heading and what stands under it; `units` has sections + 1 entries.

    `heading` is the heading's unit, or -1 for the text before the first heading; `stock` says
    that the heading would fit any article.
    """

    article: NDArray[np.int64]
    units: NDArray[np.int64]
    heading: NDArray[np.int64]
    stock: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Batch:
    """Any number of articles of one language as columns: what every feature reads.

    The `*_bounds` arrays have articles + 1 entries. `stems` holds the hash of each distinct
    stem. `memo` keeps what several features derive from the same columns.
    """

    lang: Language
    sources: tuple[Source, ...]
    tokens: Tokens
    words: Words
    stems: NDArray[np.uint64]
    units: Units
    sections: Sections
    token_bounds: NDArray[np.int64]
    unit_bounds: NDArray[np.int64]
    section_bounds: NDArray[np.int64]
    memo: dict[object, object] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Count the articles."""
        return len(self.sources)
