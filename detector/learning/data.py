"""Labelled articles read from files, as columns: what is trained on and evaluated with."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.errors import DataError
from detector.learning.duplicates import Duplicate, find_duplicates
from detector.learning.labels import guess_type
from detector.learning.languages import detect
from detector.learning.reading import COLUMNS, Example, read_example, renamed
from detector.learning.rows import read_rows
from detector.reading import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from detector.article import Language, Source
    from detector.learning.labels import LabelType
    from detector.learning.rows import Cells, Row
    from detector.learning.rubric import Unit

SHOWN = 20
"""How many bad rows an error lists."""


class BadRow(NamedTuple):
    """A row that could not be read: its file, its line (0: the file itself), and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Name the place as compilers do."""
        return f"{self.file}:{self.line}: {self.reason}" if self.line else self.reason


@dataclass(frozen=True, eq=False)
class LabelledSet:
    """Labelled articles in the order of their rows; every column has shape (articles,).

    Attributes:
        sources: text, title and language (the row's, or the one detected); `origin` is the id.
        ids: the rows' own, or `file#line`.
        verdict: int64, 0–3, or −1 where only yes or no is known.
        padded: int8, 1 for padded, 0 for dense, −1 for the grey zone of verdict 1.
        share: float64, padding share 0–1, NaN where unknown.
        units: labelled units in reading order, empty where there are none.
        groups: what may not be split between training and testing: the source, or the article
            itself; articles that are near-duplicates are in one group.
        files: the file of each article, None where its text stands in the row.
        label_type: how the column `label` was read; None when there is none.
        bad: rows that were left out, only with `skip_bad`.
        duplicates: pairs of equal or nearly equal texts.
    """

    sources: tuple[Source, ...]
    ids: tuple[str, ...]
    verdict: NDArray[np.int64]
    padded: NDArray[np.int8]
    share: NDArray[np.float64]
    units: tuple[tuple[Unit, ...], ...]
    groups: tuple[str, ...]
    files: tuple[Path | None, ...]
    label_type: LabelType | None = None
    bad: tuple[BadRow, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()

    def __len__(self) -> int:
        """Count the articles."""
        return len(self.sources)

    @property
    def lang(self) -> tuple[Language, ...]:
        """The language of each article."""
        return tuple(source.lang or "en" for source in self.sources)

    @property
    def conflicts(self) -> tuple[Duplicate, ...]:
        """The duplicates of which one is dense and the other padded."""
        said = self.padded
        return tuple(d for d in self.duplicates if {said[d.first], said[d.second]} == {0, 1})

    @property
    def fingerprint(self) -> str:
        """SHA-256 over texts, titles, languages, labels, units and groups in their order."""
        digest = hashlib.sha256()
        for i, source in enumerate(self.sources):
            said = self.verdict[i].item(), self.padded[i].item(), repr(self.share[i].item())
            row = [source.text, source.title, source.lang, *said, self.units[i], self.groups[i]]
            digest.update(json.dumps(row).encode("ascii"))
        return digest.hexdigest()

    def take(self, articles: Sequence[int] | NDArray[np.int64]) -> LabelledSet:
        """Return some of the articles, in the order given."""
        chosen = [int(i) for i in articles]
        place = {old: new for new, old in enumerate(chosen)}
        kept = (d for d in self.duplicates if d.first in place and d.second in place)
        return replace(
            self,
            sources=tuple(self.sources[i] for i in chosen),
            ids=tuple(self.ids[i] for i in chosen),
            verdict=self.verdict[chosen],
            padded=self.padded[chosen],
            share=self.share[chosen],
            units=tuple(self.units[i] for i in chosen),
            groups=tuple(self.groups[i] for i in chosen),
            files=tuple(self.files[i] for i in chosen),
            duplicates=tuple(Duplicate(place[a], place[b], s) for a, b, s in kept),
        )

    def of_language(self, lang: Language) -> LabelledSet:
        """Return the articles of one language."""
        return self.take([i for i, found in enumerate(self.lang) if found == lang])


def read_labelled(
    path: Path | str | Sequence[Path | str],
    *,
    label_type: LabelType | None = None,
    columns: Mapping[str, str] | None = None,
    lang: Language | None = None,
    skip_bad: bool = False,
) -> LabelledSet:
    """Read labelled articles.

    A row has `text` (or `path`, relative to the file) and a `label`; optional are `id`, `title`,
    `lang`, `source` and `units` ([[start, end, label], …], labels of the rubric). Instead of a
    `label` it may have a `verdict` (0–3), a `share` (0–1), or both. Labels are yes and no (0 and
    1, dense and padded), verdicts or shares.

    Args:
        path: JSONL (also gzipped), CSV or Parquet, or a folder with one folder for each label;
            or several of these.
        label_type: how `label` is read; told from all values where they fit one type only.
        columns: names of columns, where they differ: {"text": "body", …}.
        lang: the language of rows that name none; otherwise it is told from their text.
        skip_bad: leave rows out that cannot be read; they are in `LabelledSet.bad`.

    Raises:
        DataError: rows are bad (all are counted, the first 20 listed), or none is good.
        InputError: a file cannot be read at all.
        MissingExtraError: the extra for Parquet is not installed.
    """
    paths = [path] if isinstance(path, str | Path) else path
    rows = [row for one in paths for row in read_rows(Path(one))]
    cells = [renamed(row.cells or {}, columns or _SAME) for row in rows]
    kind = label_type or guess_type(c["label"] for c in cells if "label" in c)
    good, bad = _read_all(rows, cells, kind, lang)
    if bad and not skip_bad:
        raise DataError(_listed(bad, len(rows)))
    if not good:
        raise DataError(f"no labelled article in {', '.join(shown_name(p) for p in paths)}")
    return _columns(good, kind, bad)


_SAME: Mapping[str, str] = {name: name for name in COLUMNS}


def _read_all(
    rows: Sequence[Row],
    cells: Sequence[Cells],
    kind: LabelType | None,
    lang: Language | None,
) -> tuple[list[Example], list[BadRow]]:
    good, bad = [], []
    for row, named in zip(rows, cells, strict=True):
        try:
            example = read_example(row, named, kind)
            told = example.source.lang or lang or detect(example.source.text)
            good.append(example._replace(source=example.source._replace(lang=told)))
        except ValueError as error:
            bad.append(BadRow(shown_name(row.file), row.line, str(error)))
    return good, bad


def _listed(bad: Sequence[BadRow], rows: int) -> str:
    lines = "".join(f"\n  {row}" for row in bad[:SHOWN])
    more = f"\n  … and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""
    return f"{len(bad)} of {rows} rows cannot be read; mend them, or say --skip-bad:{lines}{more}"


def _columns(
    examples: Sequence[Example], kind: LabelType | None, bad: Iterable[BadRow]
) -> LabelledSet:
    labels = [example.label for example in examples]
    duplicates = find_duplicates([example.source.text for example in examples])
    return LabelledSet(
        sources=tuple(e.source for e in examples),
        ids=tuple(e.id for e in examples),
        verdict=np.array([label.verdict for label in labels], np.int64),
        padded=np.array([-1 if la.padded is None else la.padded for la in labels], np.int8),
        share=np.array([label.share for label in labels], np.float64),
        units=tuple(e.units for e in examples),
        groups=_merged([e.group for e in examples], duplicates),
        files=tuple(e.file for e in examples),
        label_type=kind,
        bad=tuple(bad),
        duplicates=tuple(duplicates),
    )


def _merged(groups: Sequence[str], duplicates: Iterable[Duplicate]) -> tuple[str, ...]:
    """Join the groups of duplicates under the name of the earliest (union-find)."""
    joined: dict[str, str] = {}

    def root(group: str) -> str:
        while group in joined:
            group = joined[group]
        return group

    for pair in duplicates:
        first, second = root(groups[pair.first]), root(groups[pair.second])
        if first != second:
            joined[second] = first
    return tuple(map(root, groups))
