"""Where a scan writes: formats, remote addresses, and what happens when writing fails."""

from __future__ import annotations

import errno
import gzip
import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import articles

from detector.errors import InputError, UsageError
from detector.scanning import Measuring, Progress
from detector.scanning.store import Store

ALL = Measuring(features=True, sentences=True)


def test_parquet_has_the_rows_of_jsonl(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = write_rows([*articles(30), {"id": 5, "text": "short"}])
    run(path, tmp_path / "out.jsonl", measuring=ALL)
    run(path, tmp_path / "out.parquet", measuring=ALL)
    table = pq.read_table(tmp_path / "out.parquet")
    rows = table.to_pylist()
    for row in rows:
        row["features"] = dict(row["features"] or [])
        assert row.pop("text") is None
    expected = read(tmp_path / "out.jsonl")
    expected[-1]["id"] = "5"
    assert rows == expected


def test_packed_output_is_the_same_and_holds_no_time(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    path = write_rows(articles(30))
    run(path, tmp_path / "a.jsonl")
    run(path, tmp_path / "a.jsonl.gz")
    run(path, tmp_path / "b.jsonl.gz")
    packed = (tmp_path / "a.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "a.jsonl").read_bytes()
    assert packed == (tmp_path / "b.jsonl.gz").read_bytes()
    zstandard = pytest.importorskip("zstandard")
    run(path, tmp_path / "a.jsonl.zst")
    with zstandard.open(tmp_path / "a.jsonl.zst", "rb") as file:
        assert file.read() == (tmp_path / "a.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.parquet.gz", "out.txt", "-"])
def test_other_formats_are_refused(write_rows: Any, run: Any, tmp_path: Path, name: str) -> None:
    output = name if name == "-" else tmp_path / name
    with pytest.raises(UsageError, match="jsonl"):
        run(write_rows(articles(1)), output)


def test_output_at_a_remote_address_can_be_resumed(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    path = write_rows(articles(30))
    run(path, tmp_path / "here.jsonl")

    def stop(now: Progress) -> None:
        if now.tally.rows > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, "memory://scans/out.jsonl", watch=stop)
    assert not memory.exists("/scans/out.jsonl")
    with pytest.raises(UsageError, match="unfinished"):
        run(path, "memory://scans/out.jsonl")
    run(path, "memory://scans/out.jsonl", resume=True)
    assert memory.cat("/scans/out.jsonl") == (tmp_path / "here.jsonl").read_bytes()
    assert sorted(Path(name).name for name in memory.find("/scans")) == [
        "out.jsonl", "out.jsonl.manifest.json", "out.jsonl.site.json",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="exists"):
        run(path, "memory://scans/out.jsonl")


def test_a_folder_that_cannot_be_written_is_told_before_any_row_is_read(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        run(write_rows(articles(3)), tmp_path / "file" / "out.jsonl")


@pytest.mark.parametrize("part", ["rows", "manifest.json", ".jsonl"])
def test_a_full_disk_loses_nothing(
    write_rows: Any, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    path, output = write_rows(articles(50)), tmp_path / "out.jsonl"
    run(path, tmp_path / "whole.jsonl")
    create, count = Store.create, []

    @contextmanager
    def full(self: Store, path: str) -> Any:
        if str(path).endswith(part):
            count.append(path)
        with create(self, path) as file:
            yield file
            if str(path).endswith(part) and len(count) > (0 if part == ".jsonl" else 3):
                raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "create", full)
        with pytest.raises(InputError, match=r"no space left on device.*--resume"):
            run(path, output)
    assert not list(tmp_path.rglob("*.tmp"))
    assert not output.exists()
    done = json.loads((tmp_path / "out.jsonl.manifest.json").read_bytes())
    assert done["shards"] >= 2
    run(path, output, resume=True)
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_a_disk_that_will_not_do_is_foretold(
    write_rows: Any, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, seen = write_rows(articles(200)), []
    monkeypatch.setattr(Store, "free", lambda *_: 1000)
    run(path, tmp_path / "out.jsonl", watch=seen.append)
    assert seen[0].short_by == 0
    assert seen[5].short_by > 10_000
    assert seen[5].bytes_total == Path(path).stat().st_size
    assert [now.bytes_read for now in seen] == sorted(now.bytes_read for now in seen)


def test_standard_input(
    run: Any, read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io  # noqa: PLC0415

    lines = b"".join(json.dumps(row).encode() + b"\n" for row in articles(9))

    class Input:
        buffer = io.BytesIO(lines)

    monkeypatch.setattr("sys.stdin", Input())
    run("-", tmp_path / "out.jsonl")
    assert len(read(tmp_path / "out.jsonl")) == 9


def test_pages_are_read_by_the_workers(run: Any, read: Any, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraph = "<p>" + "Main text of the page with enough words to count. " * 20 + "</p>"
    page = f"<html><head><title>T</title></head><body><article>{paragraph}</article></body></html>"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "pages" / "b.html").write_text("<html></html>", encoding="utf-8")
    tally = run(
        str(tmp_path / "pages"), tmp_path / "out.jsonl", measuring=Measuring(sentences=True)
    )
    (row,) = read(tmp_path / "out.jsonl")
    assert row["text"].startswith("Main text of the page")
    assert row["sentences"][0]["end"] <= len(row["text"])
    (bad,) = read(tmp_path / "out.jsonl.errors.jsonl")
    assert "has no main text" in bad["reason"]
    assert tally.bad == 1
