"""What a reader sees while labelling, and the loop that asks."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from detector.learning.answers import Command, read_answer, read_verdict
from detector.learning.rubric import PADDING
from detector.reports.terminal_paper import Paper, print_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console
    from rich.text import Text

    from detector.article import Source
    from detector.learning.answers import Labels
    from detector.learning.drafts import Draft
    from detector.learning.labelling import LabelFile, Session
    from detector.results import Row

Scorer: TypeAlias = "Callable[[Sequence[Source]], Sequence[Row]]"

_LABELS = (
    ("k", "keep: a fact, a figure, a name, a cause, a step, an example, a quotation, a scene"),
    ("r", "restates: what the title or an earlier sentence said"),
    ("g", "generic: would stand unchanged in articles on a hundred other topics"),
    ("s", "stuffing: is there to carry search phrases"),
    ("b", "furniture: share and subscribe lines, author boxes, link lists"),
    ("h", "heading that says what its section says"),
    ("x", "stock heading: Conclusion, Why it matters, …"),
)
_KEYS = (
    ("kkr", "three sentences one after the other"),
    ("3-7 g", "sentences 3 to 7, however they were labelled; also 2,5- g"),
    ("u", "undo, also the last article"),
    ("n", "next article, this one later"),
    ("q", "quit; everything is kept"),
)
_VERDICTS = (
    ("0", "dense: under 10 % could go"),
    ("1", "some padding: 10 to 30 %"),
    ("2", "heavy padding: 30 to 60 %"),
    ("3", "mostly padding: over 60 %"),
)
_LABEL_PROMPT = "  k r g s b h x, ? > "
_VERDICT_PROMPT = "  verdict 0-3, ? > "


class Screen:
    """A labelling session on a console.

    Args:
        console: where to show; answers are read from standard input.
        session: the articles and the labels.
        file: where labels are kept, to count them.
        scorer: judges articles; asked only when the reader has judged.
    """

    def __init__(self, console: Console, session: Session, file: LabelFile, scorer: Scorer) -> None:
        self._paper = Paper.of(console)
        self._session = session
        self._file = file
        self._scorer = scorer

    def run(self) -> None:
        """Ask until all articles are labelled or the reader leaves."""
        shown: Source | None = None
        while (draft := self._session.draft) is not None:
            if draft.source is not shown:
                self._print(self._article(draft))
                shown = draft.source
            try:
                if not self._ask(draft):
                    break
            except ValueError as error:
                self._print([self._paper.own(f"  {error}", "dark_orange3")])
        count = len(self._file)
        said = "1 article is labelled" if count == 1 else f"{count} articles are labelled"
        self._print([self._paper.own(""), self._paper.own(f"{said} in all.", "bold")])

    def _ask(self, draft: Draft) -> bool:
        """Ask one question; False when the reader wants to leave."""
        if draft.place is not None:
            self._print(self._unit(draft, draft.place))
        try:
            line = input(_LABEL_PROMPT if draft.place is not None else _VERDICT_PROMPT)
        except EOFError:
            self._print([self._paper.own("")])
            return False
        answer = _read(line, draft)
        if isinstance(answer, Command):
            return self._obey(answer)
        if isinstance(answer, int):
            self._session.update(draft.judge(answer))
            self._print(self._guess(draft))
        else:
            self._session.update(draft.label(answer))
        return True

    def _obey(self, command: Command) -> bool:
        match command:
            case Command.QUIT:
                return False
            case Command.HELP:
                self._print(self._help())
            case Command.NEXT:
                self._session.pass_over()
            case Command.UNDO if not self._session.undo():
                raise ValueError("there is nothing to undo")
        return True

    def _print(self, lines: Iterator[Text] | list[Text]) -> None:
        print_lines(self._paper.console, lines)

    def _article(self, draft: Draft) -> Iterator[Text]:
        paper = self._paper
        yield paper.own("")
        if draft.source.title:
            yield from paper.hang(paper.own(""), paper.quote(draft.source.title, "bold"))
        yield from paper.hang(paper.own(""), paper.quote(draft.source.origin, "dim"))
        yield paper.own("")
        end = 0
        for index, (start, _) in enumerate(draft.spans):
            if "\n" in draft.source.text[end:start].strip(" "):
                yield paper.own("")
            yield from self._unit(draft, index)
            end = draft.spans[index][1]
        yield paper.own("")

    def _unit(self, draft: Draft, index: int) -> Iterator[Text]:
        start, end = draft.spans[index]
        lead = self._paper.own(f"{index + 1:>4} {draft.labels[index] or ' '} ", "dim")
        yield from self._paper.hang(lead, self._paper.quote(draft.source.text[start:end]))

    def _help(self) -> Iterator[Text]:
        asked = self._session.draft
        first = _VERDICTS if asked is not None and asked.place is None else _LABELS
        for key, meaning in (*first, *_KEYS):
            lead = self._paper.own(f"  {key:<6} ", "bold")
            yield from self._paper.hang(lead, self._paper.own(meaning))

    def _guess(self, draft: Draft) -> Iterator[Text]:
        """Show what the model says, now that it cannot lead."""
        row = self._scorer([draft.source])[0]
        parts = [] if math.isnan(draft.share) else [f"you {draft.share:.0%}"]
        if row.share is not None and row.score is not None:
            parts.append(f"the model {row.share.value:.0%} (score {row.score:.1f})")
        if parts:
            yield self._paper.own(f"  could go: {', '.join(parts)}")
        chance = {(s.start, s.end): s.padding for s in row.sentences}
        judged = [
            (index + 1, (chance[span] or 0.0) >= 0.5, label in PADDING)
            for index, (span, label) in enumerate(zip(draft.spans, draft.labels, strict=True))
            if chance.get(span) is not None and label in f"K{PADDING}"
        ]
        other = [str(number) for number, its, yours in judged if its != yours]
        if judged:
            alike = f"  {len(judged) - len(other)} of {len(judged)} sentences as you"
            text = f"{alike}; otherwise: {', '.join(other)}" if other else alike
            yield from self._paper.hang(self._paper.own(""), self._paper.own(text))


def _read(line: str, draft: Draft) -> Command | Labels | int:
    """Read a label, or, when all sentences have one, a verdict or a label put right."""
    if draft.place is not None:
        return read_answer(line, len(draft.spans))
    try:
        return read_verdict(line)
    except ValueError as error:
        with suppress(ValueError):
            return read_answer(line, len(draft.spans))
        raise error from None
