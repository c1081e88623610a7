"""The same rows from every kind of file, and from none of them an exception."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from detector.errors import InputError, MissingExtraError, UsageError
from detector.reading.row_files import Kind, find_rows, kind_of
from detector.reading.row_records import Fields
from detector.reading.rows import BadRow, InputRow, RowStream

ROWS = [
    {"id": "a", "text": "Plain text, with a comma.\nTwo lines.", "title": "T", "lang": "en"},
    {"id": "b", "text": 'مقال فيه "اقتباس" ونص', "title": None, "lang": "ar"},
    {"id": "c", "text": "x" * 300_000, "title": "Long", "lang": None},
]


def read(
    *inputs: object,
    output: str = "/nowhere/out.jsonl",
    fields: Fields | None = None,
    start: tuple[int, int] = (0, 0),
) -> list[Any]:
    files = find_rows([str(given) for given in inputs], output)
    return [row for _, row in RowStream(files, fields or Fields(), start)]


def facts(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [(row.id, row.text, row.title, row.lang) for row in rows]


EXPECTED = [(row["id"], row["text"], row["title"], row["lang"]) for row in ROWS]


def jsonl() -> bytes:
    return "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def write_csv(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["id", "text", "title", "lang"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    path.write_bytes(file.getvalue().encode(encoding))
    return path


def test_jsonl_plain_and_packed_give_the_same_rows(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_bytes(b"\xef\xbb\xbf" + jsonl())
    packed.write_bytes(gzip.compress(jsonl()[:700]) + gzip.compress(jsonl()[700:]))
    assert facts(read(plain)) == facts(read(packed)) == EXPECTED
    assert [row.row for row in read(plain)] == [1, 2, 3]
    zstandard = pytest.importorskip("zstandard")
    frames = zstandard.compress(jsonl()[:700]) + zstandard.compress(jsonl()[700:])
    (tmp_path / "c.jsonl.zst").write_bytes(frames)
    assert facts(read(tmp_path / "c.jsonl.zst")) == EXPECTED


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_gives_the_same_rows(tmp_path: Path, delimiter: str) -> None:
    path = write_csv(tmp_path / "a.csv", delimiter, "utf-8-sig")
    assert facts(read(path)) == EXPECTED


def test_parquet_and_saved_datasets_give_the_same_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pa.Table.from_pylist([row | {"extra": 1} for row in ROWS])
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=1)
    folder = tmp_path / "set"
    (folder / "test").mkdir(parents=True)
    (folder / "dataset_dict.json").write_text('{"splits": ["test"]}', encoding="utf-8")
    parts = [{"filename": f"data-{part}.arrow"} for part in ("b", "a")]
    (folder / "test" / "state.json").write_text(json.dumps({"_data_files": parts}), "utf-8")
    for name, piece in (("b", table.slice(0, 1)), ("a", table.slice(1))):
        with pa.ipc.new_stream(folder / "test" / f"data-{name}.arrow", table.schema) as sink:
            sink.write_table(piece)
    with pa.ipc.new_file(tmp_path / "indexed.arrow", table.schema) as sink:
        sink.write_table(table)
    assert facts(read(tmp_path / "a.parquet")) == EXPECTED
    assert facts(read(folder)) == EXPECTED
    assert facts(read(tmp_path / "indexed.arrow")) == EXPECTED


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_reading_goes_on_behind_a_row(tmp_path: Path, after: int) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl())
    write_csv(tmp_path / "b.csv")
    names = ["a.jsonl", "b.csv"]
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq  # noqa: PLC0415

    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "c.parquet", row_group_size=2)
    for name in [*names, "c.parquet"]:
        assert facts(read(tmp_path / name, start=(0, after))) == EXPECTED[after:]
    both = [tmp_path / name for name in names]
    assert facts(read(*both, start=(1, after))) == EXPECTED[after:]
    assert facts(read(*both, start=(0, after))) == EXPECTED[after:] + EXPECTED


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's writer
def test_web_archives_give_pages_and_texts(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for status, kind, body in (
            ("200 OK", "text/html; charset=utf-8", b"<html>one</html>"),
            ("404 Not Found", "text/html", b"<html>gone</html>"),
            ("200 OK", "image/png", b"\x89PNG"),
        ):
            http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            address = f"https://example.org/{status[0]}"
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=http
            )
            writer.write_record(record)
        wet = writer.create_warc_record(
            "https://example.org/text",
            "conversion",
            payload=io.BytesIO("نص مستخرج".encode()),
            warc_content_type="text/plain",
        )
        writer.write_record(wet)
    page, text = read(path)
    assert (page.id, page.url, page.page) == ("https://example.org/2",) * 2 + (b"<html>one</html>",)
    assert (page.row, text.row) == (1, 4)
    assert (text.id, text.text, text.page) == ("https://example.org/text", "نص مستخرج", None)


def test_articles_are_rows_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("plain", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Head", encoding="utf-8")
    (tmp_path / "c.html").write_bytes(b"<html>page</html>")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7")
    rows = read(tmp_path)
    assert [Path(row.id).name for row in rows] == ["a.md", "b.txt", "c.html"]
    assert [(row.text, row.format, row.page) for row in rows] == [
        ("# Head", "markdown", None), ("plain", "plain", None), ("", None, b"<html>page</html>"),
    ]  # fmt: skip
    (bad,) = read(tmp_path / "d.pdf")
    assert isinstance(bad, BadRow)
    assert "is a PDF" in bad.reason


def test_folders_and_patterns_are_read_in_order_and_the_output_is_not(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "b/1.jsonl", "a.jsonl", ".hidden.jsonl", "b/.git/x.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text": "t"}\n', encoding="utf-8")
    (tmp_path / "out.jsonl").write_text('{"text": "t"}\n', encoding="utf-8")
    (tmp_path / "out.jsonl.errors.jsonl").write_text("{}\n", encoding="utf-8")
    output = str(tmp_path / "out.jsonl")
    inside = [Path(row.path).name for row in read(tmp_path, output=output)]
    assert inside == ["a.jsonl", "1.jsonl", "2.jsonl"]
    assert [Path(row.path).name for row in read(tmp_path / "b" / "*.jsonl")] == inside[1:]
    with pytest.raises(UsageError, match="is an input and the output"):
        read(output, output=output)
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="holds nothing to read"):
        read(tmp_path / "*.parquet")


def test_a_name_with_the_marks_of_a_pattern_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "[1].jsonl").write_text('{"text": "t"}\n', encoding="utf-8")
    assert len(read(tmp_path / "[1].jsonl")) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jsonl.gz", Kind.JSON), ("a.NDJSON", Kind.JSON), ("a.tsv.zst", Kind.CSV),
        ("a.parquet", Kind.PARQUET), ("a.warc.wet.gz", Kind.WARC), ("a.md", Kind.ARTICLE),
        ("a.json", None), ("a.parquet.gz", None), ("a.exe", None),
    ],
)  # fmt: skip
def test_kinds_by_name(name: str, kind: Kind | None) -> None:
    assert kind_of(f"folder.csv/{name}") == kind


def test_a_file_that_breaks_off_is_a_bad_row_and_the_next_is_read(tmp_path: Path) -> None:
    whole = gzip.compress(
        b"".join(json.dumps({"text": str(i) * 99}).encode() + b"\n" for i in range(9999))
    )
    (tmp_path / "1.jsonl.gz").write_bytes(whole[:2000])
    (tmp_path / "2.jsonl.gz").write_bytes(b"no gzip at all")
    (tmp_path / "3.parquet").write_bytes(b"PAR1 no parquet PAR1")
    (tmp_path / "4.arrow").write_bytes(b"no arrow")
    (tmp_path / "5.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "6.csv").write_bytes(b"")
    (tmp_path / "7.warc").write_bytes(b"no archive\r\n\r\n")
    (tmp_path / "8.jsonl").write_bytes(b'{"text": "good"}')
    rows = read(tmp_path)
    bad = {Path(row.path).name: row.reason for row in rows if isinstance(row, BadRow)}
    assert isinstance(rows[-1], InputRow)
    assert rows[-1].text == "good"
    assert "cannot be read" in bad["1.jsonl.gz"]
    assert "Not a gzipped file" in bad["2.jsonl.gz"]
    assert bad["5.csv"] == "no column text (there are: a, b): name it with --text-field"
    assert {"3.parquet", "4.arrow", "6.csv"} < set(bad)


def test_odd_bytes_are_bad_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "\xff"}\n\x00\n{"text": NaN}\n{"text": "ok"}\r\n   \n[1e999]\n'
                     b'{"a": ' + b"9" * 5000 + b"}\n")  # fmt: skip
    rows = read(path)
    assert [row.row for row in rows] == [1, 2, 3, 4, 6, 7]
    assert rows[0].reason == "not UTF-8: the byte at offset 10 of the line"
    assert rows[3].text == "ok"
    assert sum(isinstance(row, BadRow) for row in rows) == 5
    table = tmp_path / "a.csv"
    table.write_bytes(b'text,id\n\xff,1\nfine,2\nshort\n"open,3\n')
    rows = read(table)
    assert (rows[0].reason, rows[1].text, rows[2].text) == ("not UTF-8", "fine", "short")


def test_texts_and_lines_that_are_too_long_are_bad_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detector.reading.row_json._LINE", 100)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 1000 + b'"}\n{"text": "y"}\n')
    long, short = read(path)
    assert (long.row, long.reason) == (1, "the line is longer than 100 bytes")
    assert (short.row, short.text) == (2, "y")


def test_remote_addresses(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name in ("b.jsonl", "a.jsonl.gz"):
        data = gzip.compress(jsonl()) if name.endswith("gz") else jsonl()
        memory.pipe_file(f"/rows/{name}", data)
    assert facts(read("memory://rows/b.jsonl")) == EXPECTED
    assert facts(read("memory://rows")) == EXPECTED * 2
    assert facts(read("memory://rows/*.gz")) == EXPECTED
    with pytest.raises(InputError, match="cannot be read"):
        read("memory://rows/none.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        read("nosuchscheme://rows/none.jsonl")
    (tmp_path / "a.jsonl").write_bytes(jsonl())
    assert facts(read(f"file://{tmp_path}/a.jsonl")) == EXPECTED


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"padding-detector\[parquet\]"):
        read(tmp_path / "a.parquet")


def test_languages_of_rows(tmp_path: Path) -> None:
    codes = ["en", "EN-us", "eng_Latn", "ar", "arb_Arab", "fr", "", None]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": "t", "lang": c}) + "\n" for c in codes), "utf-8")
    assert [row.lang for row in read(path)] == ["en"] * 3 + ["ar"] * 2 + [None] * 3


def test_bytes_read_end_at_the_size_of_the_files(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl.gz"):
        data = gzip.compress(jsonl()) if name.endswith("gz") else jsonl()
        (tmp_path / name).write_bytes(data)
    files = list(find_rows([str(tmp_path)], "/nowhere/out"))
    stream = RowStream(files, Fields())
    seen = [stream.bytes_read for _ in stream]
    assert seen == sorted(seen)
    assert stream.bytes_read == sum(file.size for file in files)
