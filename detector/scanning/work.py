"""What a worker does with a lot of rows: the same in this process, in another or on a cluster."""

from __future__ import annotations

import ctypes
import gc
import sys
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from detector import compiled
from detector.article import Source
from detector.errors import DetectorError, InputError, MissingExtraError, ModelError
from detector.reading.rows import BadRow
from detector.scanning.answers import answer, bad_answer, encode, survives
from detector.scanning.groups import Groups
from detector.scanning.passages import SiteLot, read_passages
from detector.scanning.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.model import Model
    from detector.reading.rows import InputRow
    from detector.results import Row
    from detector.scanning.options import Measuring, Scorer

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # of mallopt(3)
_LARGEST, _KEPT = 64 << 20, 256 << 20  # bytes


class Task(NamedTuple):
    """What is done to every lot.

    `sha256` is that of the model in `model` (a path, or None for the shipped one); a worker
    that finds another there refuses. `scorer` replaces the detector's own. A `long` scan is known
    to have so many rows that every worker loads compiled loops at once.
    """

    asked: Measuring
    model: str | None = None
    sha256: str | None = None
    scorer: Scorer | None = None
    long: bool = False


@dataclass(slots=True)
class ScoredLot:
    """A lot's part of the output: encoded rows and bad rows, counts, what the site view needs."""

    lines: list[bytes] = field(default_factory=list)
    errors: list[bytes] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    groups: Groups = field(default_factory=Groups)
    site: SiteLot | None = None


def score_lot(task: Task, lot: Sequence[InputRow | BadRow]) -> ScoredLot:
    """Score the rows of a lot, in their order. A row that cannot be scored is a bad row.

    Raises:
        ModelError: the model cannot be used, or is not the one that the scan began with.
    """
    ready = [row if isinstance(row, BadRow) else _source(row, task.asked) for row in lot]
    answers = iter(_score(task, [source for source in ready if isinstance(source, Source)]))
    scored, texts = ScoredLot(), []
    for given, source in zip(lot, ready, strict=True):
        if isinstance(source, BadRow) or isinstance(given, BadRow):
            _fail(scored, source)
        elif isinstance(row := next(answers), str):
            _fail(scored, BadRow(given.path, given.row, row))
        elif _write(scored, given, row, source.text, task.asked):
            texts.append(source.text)
    if task.asked.site:
        scored.site = read_passages(texts)
    return scored


def _write(scored: ScoredLot, given: InputRow, row: Row, text: str, asked: Measuring) -> bool:
    """Write a row unless it is left out, and say whether it was."""
    found = answer(given, row, text, asked)
    written = survives(found, asked)
    scored.tally.count(found, written=written)
    if written:
        scored.lines.append(encode(found))
        if asked.site:
            scored.groups.count(given.url, str(given.id), found)
    return written


def _fail(scored: ScoredLot, bad: BadRow | Source) -> None:
    if isinstance(bad, BadRow):
        scored.tally.bad += 1
        scored.errors.append(encode(bad_answer(bad)))


def _source(row: InputRow, asked: Measuring) -> Source | BadRow:
    text, title, form = row.text, row.title, row.format or asked.text_format
    if row.page is not None:
        try:
            from detector.reading.html import read_page  # noqa: PLC0415  (heavy, only for pages)

            page = read_page(row.page, row.path)
        except (InputError, MissingExtraError) as error:
            return BadRow(row.path, row.row, str(error))
        text, title, form = page.text, page.title, "markdown"
    lang, extracted = row.lang or asked.lang, row.page is not None
    return Source(text, str(row.id), title, lang, form, extracted=extracted)


def _score(task: Task, sources: list[Source]) -> list[Row | str]:
    """Score sources; where that fails, one by one, with the reason in place of a row."""
    scorer = task.scorer or _own_scorer(task)
    try:
        return list(scorer(sources))
    except DetectorError:
        raise
    except Exception as error:  # noqa: BLE001  (a fault of ours must not cost the other rows)
        if len(sources) == 1:
            reason = " ".join(str(error).split())[:200]
            return [f"could not be scored ({type(error).__name__}: {reason}): please report it"]
    return [row for source in sources for row in _score(task, [source])]


def _own_scorer(task: Task) -> Scorer:
    from detector.scoring import score_rows  # noqa: PLC0415  (heavy, and replaced in tests)

    asked, model = task.asked, load(task.model)
    if task.long:
        _start_loops()
    if task.sha256 is not None and model.sha256 != task.sha256:
        raise ModelError(
            f"a worker has the model {model.sha256[:12]}… where the scan began with "
            f"{task.sha256[:12]}…: install the same version everywhere"
        )
    sentences = asked.sentences or asked.drop_padding
    return lambda sources: score_rows(
        sources,
        model=model,
        features=asked.features,
        reference=asked.reference,
        sentences=sentences,
    )


@cache
def load(path: str | None) -> Model:
    """Load a model once a process."""
    from detector.model import load_model  # noqa: PLC0415  (heavy, and replaced in tests)

    _keep_memory()
    return load_model(path)


@cache
def _start_loops() -> None:
    """Start them once a process, in one that does nothing else but scan."""
    compiled.start()
    gc.freeze()  # what is loaded stays: it need not be gone through again and again


def _keep_memory() -> None:
    """Keep the memory of a lot for the next one: taking it anew costs a twentieth of the time.

    Only glibc gives it back at once and can be told not to.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGEST)
        mallopt(_TRIM_THRESHOLD, _KEPT)
