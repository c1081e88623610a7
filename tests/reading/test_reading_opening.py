"""Files as streams of bytes, closed whatever becomes of the stream."""

from __future__ import annotations

import contextlib
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest

from detector.reading import row_opening

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = "".join(json.dumps({"text": "x" * 400, "id": i}) + "\n" for i in range(300)).encode()


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "cut.jsonl.gz", "none.jsonl.gz"])
@pytest.mark.parametrize("left", ["at its end", "early"])
def test_the_file_itself_is_closed_however_its_stream_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, left: str
) -> None:
    packed = gzip.compress(LINES)
    contents = {"a.jsonl": LINES, "a.jsonl.gz": packed, "cut.jsonl.gz": packed[:-9]}
    path = tmp_path / name
    path.write_bytes(contents.get(name, b"this is no gzip"))
    opened: list[BinaryIO] = []

    def open_raw(path: str) -> BinaryIO:
        opened.append(Path(path).open("rb"))  # noqa: SIM115  (the stream closes it)
        return opened[-1]

    monkeypatch.setattr(row_opening, "open_raw", open_raw)

    def lines() -> Iterator[bytes]:
        with row_opening.open_stream(str(path)) as stream:
            yield from stream

    rows = lines()
    with contextlib.suppress(OSError, EOFError):
        next(rows) if left == "early" else list(rows)
    del rows
    assert [file.closed for file in opened] == [True]
