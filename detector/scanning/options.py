"""What a scan is asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from detector.errors import UsageError
from detector.reading.row_records import Fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detector.article import Language, Source, TextFormat
    from detector.results import Row

    Scorer: TypeAlias = Callable[[Sequence[Source]], list[Row]]


@dataclass(frozen=True, slots=True)
class Measuring:
    """What decides the output beside the rows: the part that every worker is given.

    `features` writes the values of what the model reads, `reference` those of the reference
    measures beside them.
    `lang` forces a language on rows that name none. `keep_under` leaves out documents whose
    score is that or more, `drop_padding` takes padding sentences out of their text; with either
    the rows carry the document. `site` looks for what recurs across documents.
    """

    lang: Language | None = None
    text_format: TextFormat = "auto"
    features: bool = False
    reference: bool = False
    sentences: bool = False
    keep_under: float | None = None
    drop_padding: bool = False
    site: bool = True

    def __post_init__(self) -> None:
        if self.keep_under is not None and not 0 <= self.keep_under <= 100:
            raise UsageError(f"--keep-under {self.keep_under:g}: a score lies in 0-100")
        if self.drop_padding and self.sentences:
            raise UsageError(
                "--sentences gives places in the text that --drop-padding changes: choose one"
            )

    @property
    def documents(self) -> bool:
        """Whether the rows carry the documents themselves."""
        return self.keep_under is not None or self.drop_padding


class Limits(NamedTuple):
    """How rows are grouped: lots are scored at once, shards are kept on disk at once.

    A lot ends after so many rows or characters, a shard after so many lots; `window` is how
    many lots each worker may have waiting. What a scan writes does not depend on them, save
    that a passage is overlooked in a shard where it stands in one document only.
    """

    rows: int = 256
    characters: int = 1_000_000
    lots: int = 32
    window: int = 3


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """A whole scan: from where, to where, what and how.

    `model` is a path, by default the shipped model. `scheduler` is the address of a Dask
    cluster; without one the scan runs here in `jobs` processes.
    """

    inputs: tuple[str, ...]
    output: str
    fields: Fields = field(default_factory=Fields)
    measuring: Measuring = field(default_factory=Measuring)
    model: str | None = None
    jobs: int = 1
    scheduler: str | None = None
    resume: bool = False
    overwrite: bool = False

    def __post_init__(self) -> None:
        if self.resume and self.overwrite:
            raise UsageError("--resume goes on and --overwrite begins again: choose one")
        if self.jobs < 1:
            raise UsageError(f"--jobs {self.jobs}: at least one is needed")
        if self.resume and "-" in self.inputs:
            raise UsageError("standard input cannot be read again: --resume needs files")

    def deciding(self) -> dict[str, Any]:
        """Return what must be the same for a scan to be resumed."""
        told = self.measuring
        return {
            "fields": dict(self.fields._asdict()),
            **{name: getattr(told, name) for name in told.__slots__},
        }
