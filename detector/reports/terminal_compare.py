"""Two versions of an article side by side: what the editing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detector.reports.comparing import compare_results
from detector.reports.figures import text_of
from detector.reports.terminal_paper import Paper, print_lines
from detector.reports.wording import count, percent, say, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from detector.results import Result


def compare(old: Result, new: Result, console: Console) -> None:
    """Print what changed in score, share and words, and which padding went, came or stayed.

    Sentences are matched by their text; the numbers of those that went are the old version's.
    """
    paper = Paper.of(console)
    print_lines(console, _figure_lines(old, new, paper))
    print_lines(console, _padding_lines(old, new, paper))


def _figure_lines(old: Result, new: Result, paper: Paper) -> Iterator[Text]:
    yield from paper.hang(Text(), paper.own(say("changed"), "bold"))
    for name, before, after, change in _figures(old, new):
        lead = paper.own(f"  {name:<9}", "dim")
        yield from paper.hang(lead, paper.own(f"{before} → {after}{change}"))


def _figures(old: Result, new: Result) -> Iterator[tuple[str, str, str, str]]:
    scores = _points(old.score, new.score, ".1f")
    yield say("score_row"), _score(old), _score(new), scores
    before, after = (100 * r.share.value if r.share else None for r in (old, new))
    yield say("share_row"), _share(old), _share(new), _points(before, after, ".0f")
    words = _points(old.words, new.words, ",.0f")
    yield say("words_row"), f"{old.words:,}", f"{new.words:,}", words


def _points(before: float | None, after: float | None, form: str) -> str:
    """Return the difference between two numbers as they are printed."""
    if before is None or after is None:
        return ""
    digits = int(form[-2])
    return f"  ({round(after, digits) - round(before, digits) + 0.0:+{form}})"


def _score(result: Result) -> str:
    return say("no_score") if result.score is None else f"{result.score:.1f}"


def _share(result: Result) -> str:
    return "–" if result.share is None else percent(result.share.value)


def _padding_lines(old: Result, new: Result, paper: Paper) -> Iterator[Text]:
    changes = compare_results(old, new)
    gone, came = changes.deleted + changes.mended, changes.added + changes.worsened
    yield from _title("gone", len(gone), paper, "green")
    yield from _sentences(old, changes.deleted, paper, "-", "")
    yield from _sentences(old, changes.mended, paper, "~", say("mended"))
    yield from _title("came", len(came), paper, "red")
    yield from _sentences(new, changes.added, paper, "+", "")
    yield from _sentences(new, changes.worsened, paper, "!", say("worsened"))
    yield from _title("kept", len(changes.kept), paper, "")
    yield from _sentences(new, changes.kept, paper, "=", "")


def _title(key: str, number: int, paper: Paper, style: str) -> Iterator[Text]:
    yield Text()
    title = say(key, sentences=count("sentence", number))
    yield from paper.hang(Text(), paper.own(title, f"bold {style}"))


def _sentences(
    result: Result, indices: Sequence[int], paper: Paper, sign: str, note: str
) -> Iterator[Text]:
    for index in indices:
        sentence = result.sentences[index]
        mark = wording().marks[sentence.reason] if sentence.reason else " "
        lead = paper.own(f" {sign} {index + 1:>4} {mark}  ")
        yield from paper.hang(lead, paper.quote(text_of(result, sentence)), limit=1)
        if note:
            yield from paper.hang(Text(" " * lead.cell_len), paper.own(note, "dim"))
