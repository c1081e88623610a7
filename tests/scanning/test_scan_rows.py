"""What a scan writes: one row for each row that could be read, in order, and the bad ones apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import articles
from fake_scorer import fake, faulty

from detector.article import Source
from detector.errors import UsageError
from detector.scanning import Measuring, ScanOptions
from detector.scanning.answers import encode

KEYS = [
    "id", "lang", "words", "score", "share", "share_low", "share_high", "band", "abstained",
    "reasons",
]  # fmt: skip


def test_rows_have_the_pinned_keys_and_the_order_of_the_input(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    given = articles(25)
    tally = run(write_rows(given), tmp_path / "out.jsonl")
    rows = read(tmp_path / "out.jsonl")
    assert [row["id"] for row in rows] == [row["id"] for row in given]
    assert all(list(row) == KEYS for row in rows)
    assert (tally.rows, tally.bad, tally.written, tally.scored) == (25, 0, 25, 25)
    assert sum(tally.bins) == 25
    assert tally.mean == pytest.approx(sum(row["score"] for row in rows) / 25, abs=0.001)
    expected = fake([Source(given[7]["text"])])[0]
    assert rows[7]["score"] == round(expected.score, 1)
    assert rows[7]["share_low"] == round(expected.share.low, 4)
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()
    assert not (tmp_path / "out.jsonl.parts").exists()


def test_bad_rows_are_told_with_place_and_reason_and_stop_nothing(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    good = {"id": "good", "text": "one two three four five six"}
    path = write_rows(
        [
            good,
            '{"id": "cut", "text": "no end',
            '["a", "list"]',
            {"id": "no text"},
            {"id": "null", "text": None},
            {"id": "number", "text": 12},
            {"id": ["x"], "text": "one two three four five"},
            {"id": "title", "text": "one two three four five", "title": {"a": 1}},
            "",
            '{"text": ' + "[" * 100_000 + "}",
            {"id": True, "text": "one two three four five"},
            good,
        ]
    )
    tally = run(path, tmp_path / "out.jsonl")
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["good", "good"]
    bad = read(tmp_path / "out.jsonl.errors.jsonl")
    assert [list(row) for row in bad] == [["path", "row", "reason"]] * 9
    assert {row["path"] for row in bad} == {path}
    told = {row["row"]: row["reason"] for row in bad}
    assert list(told) == [2, 3, 4, 5, 6, 7, 8, 10, 11]
    assert told[2].startswith("broken JSON at column 23")
    assert told[4] == "no text"
    assert told[5] == "text is null"
    assert told[6] == "text is a number, not text"
    assert told[8] == "title is an object, not text"
    assert told[10] == "broken JSON: nested too deeply"
    assert (tally.rows, tally.bad) == (2, 9)


def test_ids_are_kept_doubled_or_numbers_and_made_where_missing(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    text = "one two three four five six"
    rows = [{"id": "a", "text": text}, {"id": "a", "text": text}, {"id": 7, "text": text}]
    path = write_rows([*rows, {"text": text}, {"id": "", "text": text}])
    run(path, tmp_path / "out.jsonl")
    found = [row["id"] for row in read(tmp_path / "out.jsonl")]
    assert found == ["a", "a", 7, f"{path}#4", f"{path}#5"]


def test_a_fault_in_scoring_costs_its_own_row_only(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    rows = articles(9)
    rows[4]["text"] = "a text with a fault in it"
    tally = run(write_rows(rows), tmp_path / "out.jsonl", scorer=faulty)
    assert len(read(tmp_path / "out.jsonl")) == 8
    (bad,) = read(tmp_path / "out.jsonl.errors.jsonl")
    assert bad["row"] == 5
    assert "ZeroDivisionError: a fault of ours" in bad["reason"]
    assert tally.bad == 1


def test_an_article_without_a_score_says_why(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    tally = run(write_rows([{"id": 1, "text": ""}]), tmp_path / "out.jsonl")
    (row,) = read(tmp_path / "out.jsonl")
    assert row["abstained"] == {"reason": "too_short", "detail": "short"}
    assert row["score"] is row["share"] is row["share_low"] is row["band"] is None
    assert tally.abstained == {"too_short": 1}


def test_features_and_sentences_are_added_when_asked_for(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    text = "One two three four five. Six seven eight."
    asked = Measuring(features=True, sentences=True)
    run(write_rows([{"text": text}]), tmp_path / "out.jsonl", measuring=asked)
    (row,) = read(tmp_path / "out.jsonl")
    assert list(row["features"]) == ["fake.one", "fake.two"]
    assert row["features"]["fake.two"] is None
    pieces = [text[s["start"] : s["end"]] for s in row["sentences"]]
    assert pieces == ["One two three four five.", " Six seven eight."]
    assert list(row["sentences"][0]) == [
        "start", "end", "kind", "padding", "reason", "restates", "section",
    ]  # fmt: skip


def test_keep_under_writes_the_documents_that_survive(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    given = [*articles(40), {"id": "short", "text": "too short", "title": "T"}]
    everything = run(write_rows(given), tmp_path / "all.jsonl")
    scores = {row["id"]: row["score"] for row in read(tmp_path / "all.jsonl")}
    tally = run(
        write_rows(given), tmp_path / "kept.jsonl", measuring=Measuring(keep_under=scores["a3"])
    )
    kept = read(tmp_path / "kept.jsonl")
    expected = [i for i, score in scores.items() if score is None or score < scores["a3"]]
    assert [row["id"] for row in kept] == expected
    assert 0 < len(kept) == tally.written < tally.rows == everything.rows
    texts = {row["id"]: row["text"] for row in given}
    assert all(row["text"] == texts[row["id"]] for row in kept)
    assert kept[-1]["title"] == "T"
    assert kept[0]["url"].startswith("https://site")


def test_drop_padding_takes_the_padding_sentences_out(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    text = "A fact stands here today. This is filler and no more. Another fact stands here."
    run(
        write_rows([{"text": text}, {"text": "filler"}]),
        tmp_path / "out.jsonl",
        measuring=Measuring(drop_padding=True),
    )
    cut, short = read(tmp_path / "out.jsonl")
    assert cut["text"] == "A fact stands here today. Another fact stands here.\n"
    assert short["text"] == "filler"  # without a score nothing is called padding


def test_other_names_of_fields(write_rows: Any, run: Any, read: Any, tmp_path: Path) -> None:
    from detector.reading.row_records import Fields  # noqa: PLC0415

    rows = [{"body": "one two three four five six", "key": "k", "language": "ar-EG"}]
    fields = Fields(text="body", id="key", lang="language")
    run(write_rows(rows), tmp_path / "out.jsonl", fields=fields)
    (row,) = read(tmp_path / "out.jsonl")
    assert (row["id"], row["lang"]) == ("k", "ar")


def test_contradictions_are_refused() -> None:
    with pytest.raises(UsageError, match="choose one"):
        Measuring(sentences=True, drop_padding=True)
    with pytest.raises(UsageError, match="0-100"):
        Measuring(keep_under=101)
    with pytest.raises(UsageError, match="choose one"):
        ScanOptions(("a",), "b", resume=True, overwrite=True)
    with pytest.raises(UsageError, match="cannot be read again"):
        ScanOptions(("-",), "b", resume=True)


def test_lines_hold_nothing_that_a_terminal_obeys() -> None:
    line = encode({"id": "a\x1b[31m\u202e\x9b\ud800\u2028"})
    assert line == b'{"id":"a\\u001b[31m\\u202e\\u009b\\ud800\\u2028"}\n'
    assert json.loads(line) == {"id": "a\x1b[31m\u202e\x9b\ud800\u2028"}


def test_half_characters_and_nul_pass_through(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    path = write_rows(['{"id": "\\ud800", "text": "one \\udfff two \\u0000 three four five six"}'])
    run(path, tmp_path / "out.jsonl")
    assert read(tmp_path / "out.jsonl")[0]["id"] == "\ud800"
    pytest.importorskip("pyarrow")
    run(path, tmp_path / "out.parquet", measuring=Measuring(drop_padding=True))
    assert Path(tmp_path / "out.parquet").stat().st_size > 0
