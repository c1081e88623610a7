from __future__ import annotations

import csv
import gzip
import json
import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.errors import DataError, InputError
from detector.learning.data import LabelledSet, read_labelled

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The council met on 4 May. It voted 6-3 to close the library. Nobody knows what comes next."
OTHER = "Rain fell in Dunmore for nine days, and the river rose by two metres before it turned."
ARABIC = "اجتمع المجلس في الرابع من أيار وصوت على إغلاق المكتبة بعد نقاش طويل."


def _jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def _row(text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"text": text, **more}


def _read(path: Path, **more: Any) -> LabelledSet:
    return read_labelled(path, **more)


def test_verdict_share_and_units_are_read_without_a_label(tmp_path: Path) -> None:
    units = [[0, 25, "K"], [26, 61, "K"], [62, 90, "G"]]
    data = _read(
        _jsonl(
            tmp_path / "a.jsonl",
            _row(id="x", title="T", lang="en", source="s", verdict=2, share=0.5, units=units),
            _row(ARABIC, verdict=1),
            _row(OTHER, share=0.05),
            _row("One. " + OTHER, units=[[0, 4, "R"], [5, 91, "K"]]),
        )
    )
    assert data.ids == ("x", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4")
    assert data.groups == ("s", "a.jsonl#2", "a.jsonl#3", "a.jsonl#3")
    assert data.verdict.tolist() == [2, 1, 0, 0]
    assert data.padded.tolist() == [1, -1, 0, 0]
    assert data.share.tolist()[::2] == [0.5, 0.05]
    assert math.isnan(data.share[1])
    assert data.share[3] == pytest.approx(1 / 18)
    assert data.lang == ("en", "ar", "en", "en")
    assert data.sources[0].title == "T"
    assert data.units[0] == ((0, 25, "K"), (26, 61, "K"), (62, 90, "G"))


@pytest.mark.parametrize(
    ("labels", "kind", "verdict", "padded"),
    [
        ([0, 1], "binary", [-1, -1], [0, 1]),
        ([True, False], "binary", [-1, -1], [1, 0]),
        (["dense", "Padded"], "binary", [-1, -1], [0, 1]),
        (["0", "1"], "binary", [-1, -1], [0, 1]),
        ([0, 3], "verdict", [0, 3], [0, 1]),
        (["mostly", "some"], "verdict", [3, 1], [1, -1]),
        ([2.0, 1.0], "verdict", [2, 1], [1, -1]),
        ([0.25, 1], "share", [1, 3], [-1, 1]),
        (["0.1", "0.6"], "share", [1, 3], [-1, 1]),
    ],
)
def test_the_type_of_labels_is_told_from_all_of_them(
    tmp_path: Path, labels: list[Any], kind: str, verdict: list[int], padded: list[int]
) -> None:
    rows = [_row(text, label=label) for text, label in zip((TEXT, OTHER), labels, strict=True)]
    data = _read(_jsonl(tmp_path / "a.jsonl", *rows))
    assert data.label_type == kind
    assert data.verdict.tolist() == verdict
    assert data.padded.tolist() == padded


def test_labels_that_may_be_of_two_types_are_refused_until_it_is_said(tmp_path: Path) -> None:
    path = _jsonl(tmp_path / "a.jsonl", _row(label=0.0), _row(OTHER, label=1.0))
    with pytest.raises(DataError, match="say --label-type binary or --label-type share"):
        _read(path)
    assert _read(path, label_type="share").share.tolist() == [0.0, 1.0]
    assert _read(path, label_type="binary").padded.tolist() == [0, 1]
    assert _read(path, label_type="verdict").verdict.tolist() == [0, 1]


def test_labels_that_no_type_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no type holds all the labels"):
        _read(_jsonl(tmp_path / "a.jsonl", _row(label="good"), _row(label=2)))


BAD = [
    ('{"text": "a", "label": 7}', "label '7' is not 0 or 1"),
    ('{"text": "", "label": 1}', "neither text nor path"),
    ('{"text": " \\n", "label": 1}', "text is empty"),
    ('{"text": 5, "label": 1}', "text is int"),
    ('{"text": "a"}', "no label, verdict, share or units"),
    ('{"text": "a", "label": 1, "lang": "fr"}', "lang 'fr' is none of ar, en"),
    ('{"text": "한국어", "label": 1}', "neither Arabic nor Latin"),
    ('{"text": "abc", "units": [[0, 4, "K"]]}', "ends after the text's 3 characters"),
    ('{"text": "abc", "units": [[0, 2, "K"], [1, 3, "K"]]}', "overlaps the one before"),
    ('{"text": "abc", "units": [[0, 3, "Q"]]}', "one of K R G S B H X"),
    ('{"text": "abc", "units": "nothing"}', "units is no JSON list"),
    ('{"path": "missing.txt", "label": 1}', "does not exist"),
    ("[1]", "no JSON object"),
    ("nonsense", "no JSON: "),
    ("[" * 100_000, "too deep"),
    ('{"text": "a", "label": 1' + "0" * 5000 + "}", "a number too long"),
]


def test_every_bad_row_is_reported_at_once_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(_row(label=1))
    path.write_text("\n".join([good, "", *(line for line, _ in BAD)]), encoding="utf-8")
    with pytest.raises(DataError) as error:
        _read(path, label_type="binary")
    lines = str(error.value).splitlines()
    assert lines[0].startswith(f"{len(BAD)} of {len(BAD) + 1} rows cannot be read")
    for (_, reason), line, number in zip(BAD, lines[1:], range(3, 99), strict=False):
        assert line.strip().startswith(f"{path}:{number}: ")
        assert reason in line
    skipped = _read(path, label_type="binary", skip_bad=True)
    assert len(skipped) == 1
    assert [bad.line for bad in skipped.bad] == list(range(3, 3 + len(BAD)))


def test_a_long_list_of_bad_rows_is_cut_but_counted(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        _read(_jsonl(tmp_path / "a.jsonl", *[_row("", label=1)] * 50))
    assert "50 of 50 rows" in str(error.value)
    assert str(error.value).splitlines()[-1].strip() == "… and 30 more"


def test_nothing_labelled_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no labelled article"):
        _read(_jsonl(tmp_path / "a.jsonl"))


def test_bytes_that_are_no_utf8_spoil_their_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(_row(label=1)).encode() + b'\n{"text": "\xff", "label": 0}\n')
    data = _read(path, skip_bad=True)
    assert len(data) == 1
    assert "no UTF-8" in str(data.bad[0])


def test_gzip_csv_and_parquet_give_what_jsonl_gives(tmp_path: Path) -> None:
    rows = [
        _row(label=2, source="a", units=[[0, 25, "K"], [26, 61, "G"]]),
        _row('He said: "no,\nnever".', label=0, source="b"),
    ]
    plain = _read(_jsonl(tmp_path / "a.jsonl", *rows))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    names = ["text", "label", "source", "units"]
    for name, delimiter in (("a.csv", ","), ("semicolon.csv", ";"), ("a.tsv", "\t")):
        with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, names, delimiter=delimiter)
            writer.writeheader()
            writer.writerows({k: json.dumps(v) if k == "units" else v for k, v in row.items()}
                             for row in rows)  # fmt: skip
        assert _read(tmp_path / name).fingerprint == plain.fingerprint
    assert _read(tmp_path / "a.jsonl.gz").fingerprint == plain.fingerprint


def test_parquet_is_read_with_units_as_structures(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    units = [{"start": 0, "end": 25, "label": "K"}, {"start": 26, "end": 61, "label": "G"}]
    rows = [_row(verdict=2, units=units), _row(OTHER, verdict=0, units=None)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    data = _read(tmp_path / "a.parquet")
    assert data.units == (((0, 25, "K"), (26, 61, "G")), ())
    assert data.verdict.tolist() == [2, 0]


def test_folders_named_by_label_are_read(tmp_path: Path) -> None:
    for label, text in (("dense", TEXT), ("padded", OTHER)):
        (tmp_path / label).mkdir()
        (tmp_path / label / "a.md").write_text(text, encoding="utf-8")
    data = _read(tmp_path)
    assert data.padded.tolist() == [0, 1]
    assert data.ids == (str(tmp_path / "dense/a.md"), str(tmp_path / "padded/a.md"))
    assert data.sources[1].format == "markdown"


def test_a_path_is_relative_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    data = _read(_jsonl(tmp_path / "a.jsonl", {"path": "texts/a.txt", "label": 1}))
    assert data.sources[0].text == TEXT


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = _jsonl(tmp_path / "a.jsonl", {"body": TEXT, "gold": 3, "site": "s", "label": "mine"})
    data = _read(path, columns={"text": "body", "label": "gold", "source": "site"})
    assert data.verdict.tolist() == [3]
    assert data.groups == ("s",)


@pytest.mark.parametrize("name", ["a.pdf", "missing.jsonl", "\0.jsonl"])
def test_what_holds_no_rows_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError):
        _read(tmp_path / name)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.parquet"])
@pytest.mark.parametrize("data", [b"", b"nothing of the kind", gzip.compress(b"x" * 999)[:15]])
def test_damaged_files_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises((InputError, DataError)):
        _read(tmp_path / name)


def test_duplicates_are_found_and_never_split(tmp_path: Path) -> None:
    words = [f"word{i}" for i in range(200)]
    near = [*words[:100], "changed", *words[101:]]
    path = _jsonl(
        tmp_path / "a.jsonl",
        _row(" ".join(words), label=1, source="a", lang="en"),
        _row(" ".join(words).upper() + "!", label=0, source="b", lang="en"),
        _row(" ".join(near), label=1, source="c", lang="en"),
        _row(" ".join(words[150:] + words[:10] + ["new"] * 140), label=1, source="d", lang="en"),
    )
    data = _read(path)
    assert [(d.first, d.second) for d in data.duplicates] == [(0, 1), (0, 2)]
    assert data.duplicates[0].similarity == 1.0
    assert 0.7 <= data.duplicates[1].similarity < 1.0
    assert data.groups == ("a", "a", "a", "d")
    assert [(d.first, d.second) for d in data.conflicts] == [(0, 1)]
    assert [tuple(d) for d in data.take([2, 0]).duplicates] == [
        (1, 0, data.duplicates[1].similarity)
    ]


def test_the_fingerprint_changes_with_content_and_not_with_the_file(tmp_path: Path) -> None:
    rows = [_row(label=1, id="a"), _row(OTHER, label=0, id="b")]
    same = _read(_jsonl(tmp_path / "a.jsonl", *rows))
    assert _read(_jsonl(tmp_path / "b.jsonl", *rows)).fingerprint == same.fingerprint
    for change in ({"label": 0}, {"text": TEXT + "!"}, {"title": "T"}, {"source": "s"}):
        changed = _read(_jsonl(tmp_path / "c.jsonl", rows[0] | change, rows[1]))
        assert changed.fingerprint != same.fingerprint


def test_taking_some_keeps_their_columns(tmp_path: Path) -> None:
    rows = [_row(f"{TEXT} {i}", verdict=i % 4, source=str(i)) for i in range(6)]
    data = _read(_jsonl(tmp_path / "a.jsonl", *rows))
    part = data.take(np.array([4, 1]))
    assert part.verdict.tolist() == [0, 1]
    assert [source.text[-1] for source in part.sources] == ["4", "1"]
    assert len(part) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(["text", "path", "label", "verdict", "share", "title", "lang", "units"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(NAMES, JSON), min_size=1, max_size=4))
def test_any_json_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    path = _jsonl(tmp_path_factory.mktemp("any") / "a.jsonl", *rows)
    for kind in ("binary", "verdict", "share"):
        try:
            data = _read(path, label_type=kind, skip_bad=True)
        except DataError:
            continue
        assert len(data) + len(data.bad) == len(rows)


def test_thousands_of_alike_texts_take_seconds(tmp_path: Path) -> None:
    rows = [_row(f"{TEXT} " * 20, label=i % 2) for i in range(2000)]
    began = time.monotonic()
    data = _read(_jsonl(tmp_path / "a.jsonl", *rows))
    assert len(data.duplicates) == 1999
    assert set(data.groups) == {data.groups[0]}
    assert time.monotonic() - began < 30


def test_the_file_of_an_article_is_known_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rows = ({"path": "a.txt", "label": 0}, _row(id="b.txt", label=1), _row(ARABIC, label=1),
            _row("X. " + OTHER, label=0, path="gone.txt"))  # fmt: skip
    (tmp_path / "rows").mkdir()
    rows[0]["path"] = "../a.txt"
    data = _read(_jsonl(tmp_path / "rows" / "c.jsonl", *rows))
    assert [file and file.resolve().name for file in data.files] == ["a.txt", "b.txt", None, None]
