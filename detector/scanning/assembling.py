"""The finished output, put together from shards in the order of the input."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from detector.errors import UsageError
from detector.reading.names import is_stdin
from detector.reading.row_columns import arrow
from detector.reading.row_opening import zstandard
from detector.scanning.site import view
from detector.scanning.store import packed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from detector.scanning.options import Measuring
    from detector.scanning.shards import Shards
    from detector.scanning.store import Store

_PARQUET = ".parquet"
_JSONL = (".jsonl", ".ndjson", ".json")
_ROW_GROUP = 8192


def check_format(output: str) -> None:
    """Refuse a name that says another format than the two there are.

    Raises:
        UsageError: it ends in neither .jsonl (perhaps .gz or .zst) nor .parquet.
        MissingExtraError: the format needs a package.
    """
    name = output.rpartition("/")[2].lower()
    if name.endswith(_PARQUET):
        arrow()
        return
    if name.endswith(".zst"):
        zstandard()
    inner = name.removesuffix(".gz").removesuffix(".zst")
    if is_stdin(output) or ("." in inner and not inner.endswith(_JSONL)):
        raise UsageError(f"{output!a}: the output is a file, .jsonl, .jsonl.gz or .parquet")


def assemble(store: Store, output: str, shards: Shards, count: int, asked: Measuring) -> None:
    """Write errors, output and site view, each whole or not at all."""
    site = view(shards, count) if asked.site else None
    wanted = site.places() if site else set()
    _write_errors(store, f"{output}.errors.jsonl", shards, count)
    ids: dict[int, Any] = {}
    with store.create(output) as stream:
        lines = _noting(shards.lines(count), wanted, ids)
        if output.lower().endswith(_PARQUET):
            _write_parquet(stream, lines, asked)
        else:
            with packed(stream, output) as file:
                file.writelines(lines)
    beside = f"{output}.site.json"
    if site is None:
        store.remove(beside)
        return
    with store.create(beside) as stream:
        stream.write(json.dumps(site.to_json(ids), indent=1).encode() + b"\n")


def _write_errors(store: Store, path: str, shards: Shards, count: int) -> None:
    parts = filter(None, (shards.read(number, "errors") for number in range(count)))
    first = next(parts, None)
    if first is None:
        store.remove(path)
        return
    with store.create(path) as file:
        file.write(first)
        file.writelines(parts)


def _noting(
    lines: Iterator[bytes], wanted: Collection[int], ids: dict[int, Any]
) -> Iterator[bytes]:
    """Pass the lines on, and note the ids of those at some places."""
    for place, line in enumerate(lines):
        if place in wanted:
            ids[place] = json.loads(line)["id"]
        yield line


def _write_parquet(stream: Any, lines: Iterator[bytes], asked: Measuring) -> None:
    package = arrow()
    schema = _schema(package, asked)
    with package.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [_flat(json.loads(line)) for line in islice(lines, _ROW_GROUP)]:
            writer.write_table(package.Table.from_pylist(rows, schema=schema))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Make a row fit its columns: ids of one type, features as pairs, no broken characters."""
    row = {key: _whole(value) if isinstance(value, str) else value for key, value in row.items()}
    row["id"] = str(row["id"])
    if "features" in row:
        row["features"] = list(row["features"].items())
    return row


def _whole(text: str) -> str:
    """Put U+FFFD for halves of characters, which Parquet cannot hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _schema(pa: Any, asked: Measuring) -> Any:
    text, number, count = pa.string(), pa.float64(), pa.int64()
    columns = {
        "id": text,
        "lang": text,
        "words": count,
        **dict.fromkeys(("score", "share", "share_low", "share_high"), number),
        "band": text,
        "abstained": pa.struct({"reason": text, "detail": text}),
        "reasons": pa.list_(text),
    }
    if asked.documents:
        columns |= {"title": text, "url": text, "text": pa.large_string()}
    elif asked.sentences:
        columns["text"] = pa.large_string()
    if asked.features or asked.reference:
        columns["features"] = pa.map_(text, number)
    if asked.sentences:
        sentence = {"start": count, "end": count, "kind": text, "padding": number}
        sentence |= {"reason": text, "restates": count, "section": count}
        columns["sentences"] = pa.list_(pa.struct(sentence))
    return pa.schema(columns)
