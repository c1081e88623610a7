"""A labelling session: which article is next, what was answered, and the file it is kept in.

Nothing here reads keys or prints; the session can be driven by a terminal or by a test.
"""

from __future__ import annotations

import json
import math
import os
from typing import TYPE_CHECKING

from detector.errors import DataError, InputError
from detector.learning.drafts import Draft, start_draft
from detector.learning.rubric import LABELS
from detector.reading import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detector.article import Source
    from detector.learning.sampling import Order


class LabelFile:
    """Labels on disk as JSONL, one article a row, replaced as a whole by every change.

    A process that is killed at any moment leaves the old file or the new one. The article in
    hand is kept beside it (`NAME.draft`) after every answer, until its row is written.
    """

    def __init__(self, path: Path) -> None:
        """Open labels to go on with, or begin new ones.

        Raises:
            DataError: the file holds rows that are no labels.
            InputError: it cannot be read.
        """
        self.path = path
        self._draft = path.with_name(f"{path.name}.draft")
        self._rows = [_row(path, number, line) for number, line in _lines(path)]
        self._state = _state(path)
        self._texts = {row["text"] for row in self._rows}

    def __len__(self) -> int:
        """Count the labelled articles."""
        return len(self._rows)

    def holds(self, source: Source) -> bool:
        """Tell whether an article with this text is labelled."""
        return source.text in self._texts

    def add(self, draft: Draft, *, sampling: str) -> None:
        """Write a finished article."""
        self._rows.append(to_row(draft, sampling))
        self._texts.add(draft.source.text)
        self._write()
        self._draft.unlink(missing_ok=True)

    def take_back(self, source: Source) -> None:
        """Remove an article's row again."""
        self._rows = [row for row in self._rows if row["text"] != source.text]
        self._texts.discard(source.text)
        self._write()

    def keep(self, draft: Draft) -> None:
        """Keep the article in hand."""
        _replace(self._draft, json.dumps(to_row(draft, "draft")) + "\n")

    def recall(self, draft: Draft) -> Draft:
        """Return the draft with the labels kept for this article, if there are any."""
        try:
            row = json.loads(self._draft.read_text(encoding="utf-8"))
            kept = {(start, end): label for start, end, label in row["units"]}
            if row["text"] != draft.source.text or not set(kept.values()) <= set(LABELS):
                return draft
        except (OSError, ValueError, TypeError, KeyError):  # none there, or not one of ours
            return draft
        labels = tuple(kept.get(span, "") for span in draft.spans)
        return Draft(draft.source, draft.spans, labels)

    def _write(self) -> None:
        if _state(self.path) != self._state:
            raise DataError(
                f"{shown_name(self.path)} was changed by another program: run the command again "
                "to go on with what it holds now"
            )
        _replace(self.path, "".join(f"{json.dumps(row)}\n" for row in self._rows))
        self._state = _state(self.path)


class Session:
    """Articles to label, in the order asked for, and the one in hand.

    Args:
        sources: the articles.
        order: how the next one is chosen.
        file: where labels go; articles in it are not asked for again.
        sampling: written into every row: "active" or "random". Only random samples estimate
            how much of a collection is padded.
    """

    def __init__(
        self, sources: Sequence[Source], order: Order, file: LabelFile, *, sampling: str
    ) -> None:
        self._sources = sources
        self._order = order
        self._file = file
        self._sampling = sampling
        self._saved: list[Draft] = []
        self._waiting: list[Draft] = []
        self.unread: list[tuple[Source, str]] = []
        for index, source in enumerate(sources):
            if file.holds(source):
                order.mark(index)
        self.draft = self._next()

    @property
    def done(self) -> int:
        """Count the articles labelled in this sitting."""
        return len(self._saved)

    def update(self, draft: Draft) -> None:
        """Take an answer: the article is saved when it has its verdict, else kept as a draft."""
        if draft.verdict is None:
            self.draft = draft
            self._file.keep(draft)
        else:
            self._file.add(draft, sampling=self._sampling)
            self._saved.append(draft)
            self.draft = self._next()

    def undo(self) -> bool:
        """Take the last answer back, also the last article's verdict; False when there is none."""
        if self.draft is not None and self.draft.before is not None:
            self.draft = self.draft.before
            self._file.keep(self.draft)
            return True
        if not self._saved:
            return False
        if self.draft is not None:
            self._waiting.append(self.draft)
        last = self._saved.pop()
        self._file.take_back(last.source)
        self.draft = last.before
        return True

    def pass_over(self) -> None:
        """Go on with another article; this one is not asked for again in this sitting."""
        self.draft = self._next()

    def _next(self) -> Draft | None:
        if self._waiting:
            return self._waiting.pop()
        while (index := self._order.next()) is not None:
            self._order.mark(index)
            source = self._sources[index]
            if self._file.holds(source):
                continue
            try:
                return self._file.recall(start_draft(source))
            except ValueError as error:
                self.unread.append((source, str(error)))
        return None


def to_row(draft: Draft, sampling: str) -> dict[str, object]:
    """Return a row that `read_labelled` reads."""
    share = draft.share
    return {
        "id": draft.source.origin,
        "lang": draft.source.lang,
        "title": draft.source.title,
        "text": draft.source.text,
        "units": draft.units,
        "verdict": draft.verdict,
        "share": None if math.isnan(share) else round(share, 4),
        "sampling": sampling,
    }


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise InputError(f"{shown_name(path)} cannot be read: check it, or name another") from error
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _state(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written to."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _row(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise DataError(f"{shown_name(path)}:{number} is no labelled article: name another file")
    return row


def _replace(path: Path, text: str) -> None:
    """Write a file so that at any moment either the old or the new one is there, whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
