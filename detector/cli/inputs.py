"""From the paths on a command line to sources and answers; what cannot be read is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from detector.cli.default_model import default_model_path
from detector.cli.endings import Code, complain
from detector.cli.everywhere import settings
from detector.cli.progress import track
from detector.errors import DetectorError, UsageError
from detector.reading import find_inputs, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detector.article import Source
    from detector.model import Model
    from detector.reports.wording import Ui
    from detector.results import Result

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_LOT = 16  # files that are read and scored at once: progress moves, memory does not


@dataclass(slots=True)
class Answers:
    """What became of the inputs.

    `extracted` holds the paths whose text was taken out of HTML, `unreadable` counts the inputs
    that could not be read, `several` says that more than one was asked for, or a folder.
    """

    several: bool
    results: list[Result] = field(default_factory=list)
    extracted: set[str] = field(default_factory=set)
    unreadable: int = 0

    @property
    def code(self) -> Code:
        """The exit code, when nothing else decides it."""
        return Code.UNREADABLE if self.unreadable else Code.DONE


def answer(
    paths: Sequence[Path], *, title: str | None = None, keyphrase: str | None = None
) -> Answers:
    """Read and score files, folders and standard input, in their order.

    Raises:
        UsageError: standard input is named twice, or a title is given for several articles.
        ModelError: the model cannot be used.
    """
    answers = Answers(several=len(paths) > 1 or any(path.is_dir() for path in paths))
    found = list(_find(paths, answers))
    _refuse(found, title)
    model = chosen_model()
    for lot in track(_lots(found), steps=len(found), size=_LOT):
        sources = list(_read(lot, answers, title=title, keyphrase=keyphrase))
        _score(sources, answers, model)
    return answers


def answer_sample() -> Answers:
    """Score the sample article that comes with the package, in the language asked for."""
    lang = settings().lang or "en"
    path = SAMPLES / f"{lang}.txt"
    source = read_source(path)._replace(origin=f"sample-{lang}.txt")
    answers = Answers(several=False)
    _score([source], answers, chosen_model())
    return answers


def chosen_model() -> Model | None:
    """Load the model that was named, or chosen as default; None stands for the shipped one.

    What differs from what it was trained with is told.

    Raises:
        ModelError: it cannot be used.
    """
    path = settings().model or default_model_path()
    if path is None:
        return None
    from detector.model import load_model  # numpy, only when something is scored

    model = load_model(path)
    for warning in model.warnings:
        if not settings().quiet:
            complain(warning)
    return model


def feature_labels(ui: Ui = "en") -> dict[str, str]:
    """Return the plain name of every feature by its id."""
    from detector.features import FEATURES  # numpy

    return {each.id: each.label_ar if ui == "ar" else each.label for each in FEATURES}


def _find(paths: Sequence[Path], answers: Answers) -> Iterator[Path]:
    for path in paths:
        try:
            yield from find_inputs([path])
        except DetectorError as error:
            _report(error, answers)


def _report(error: DetectorError, answers: Answers) -> None:
    complain(error)
    answers.unreadable += 1


def _refuse(found: Sequence[Path], title: str | None) -> None:
    if found.count(Path("-")) > 1:
        raise UsageError("standard input can be read once only: name - once")
    if title is not None and len(found) > 1:
        raise UsageError("--title names one article, and several were given: score them one by one")


def _lots(found: Sequence[Path]) -> Iterator[Sequence[Path]]:
    return (found[first : first + _LOT] for first in range(0, len(found), _LOT))


def _read(
    paths: Sequence[Path], answers: Answers, *, title: str | None, keyphrase: str | None
) -> Iterator[Source]:
    for path in paths:
        try:
            source = read_source(path, title=title, lang=settings().lang)
        except DetectorError as error:
            _report(error, answers)
            continue
        if source.extracted:
            answers.extracted.add(source.origin)
        yield source._replace(keyphrase=keyphrase)


def _score(sources: Sequence[Source], answers: Answers, model: Model | None) -> None:
    from detector.scoring import score_sources  # numpy

    answers.results += score_sources(sources, model=model)
