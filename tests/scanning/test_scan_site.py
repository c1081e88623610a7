"""What a scan finds across documents: templates, near-duplicates, scores by domain."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import SMALL, articles

from detector.languages.hashing import hash_strings
from detector.scanning import Limits, Measuring
from detector.scanning.groups import MOST, Groups, group_of
from detector.scanning.minhash import SIZE, near_duplicates, sign
from detector.scanning.passages import PassageKind, read_passages
from detector.scanning.reportable import read_scan
from detector.scanning.site import BLOCK, view

if TYPE_CHECKING:
    from collections.abc import Sequence

PARAGRAPH = "First sentence of a template. Second sentence of the same template here."


def site_of(output: Path | str) -> dict[str, Any]:
    return json.loads(Path(f"{output}.site.json").read_bytes())


def found(texts: list[str]) -> tuple[list[tuple[str, str]], Any]:
    lot = read_passages(texts)
    kinds = [PassageKind(kind).name.lower() for kind in lot.kind]
    pieces = [lot.text[a:b].strip() for a, b in zip(lot.start, lot.end, strict=True)]
    return sorted(zip(kinds, pieces, strict=True)), lot


def test_headings_sentences_and_paragraphs_are_told_apart() -> None:
    pieces, _ = found([f"Why it matters\n{PARAGRAPH}\nA line of its own that ends here.\n1."])
    assert pieces == [
        ("heading", "Why it matters"),
        ("paragraph", PARAGRAPH),
        ("sentence", "A line of its own that ends here."),
        ("sentence", "First sentence of a template."),
        ("sentence", "Second sentence of the same template here."),
    ]


def test_passages_belong_to_their_documents_and_count_once_in_each() -> None:
    texts = [
        "الدروس المستفادة\nجملة أولى طويلة بما يكفي هنا.",
        "",
        "\n\n",
        "Heading\nHeading\nHEADING",
    ]
    pieces, lot = found(texts)
    assert [piece for kind, piece in pieces if kind == "heading"] == ["Heading", "الدروس المستفادة"]
    assert len(lot.signatures) == 4
    assert len(set(lot.hash.tolist())) == len(lot.hash) == 3


def test_case_marks_spaces_and_diacritics_do_not_count() -> None:
    _, one = found(["## The  End of\tit", "الدُّروسُ المُستفادة"])
    _, other = found(["the end — of IT!:", "الدروس المستفادة"])
    assert sorted(one.hash.tolist()) == sorted(other.hash.tolist())


def test_cutting_a_lot_differently_finds_the_same() -> None:
    texts = [row["text"] for row in articles(300)]
    _, whole = found(texts)
    for index in (0, 150, 299):
        _, alone = found([texts[index]])
        assert (whole.signatures[index] == alone.signatures[0]).all()
        assert set(alone.hash.tolist()) <= set(whole.hash.tolist())


@pytest.mark.parametrize(
    "text", ["." * 100_000, "\n" * 100_000, "؟ " * 50_000, "\ud800", "a" * 600_000]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    lot = read_passages([text, "after it"])
    assert len(lot.signatures) == 2


def similar(share: float, words: int = 400, seed: int = 0) -> tuple[list[str], list[str]]:
    """Two texts, a share of whose word runs are the same."""
    chance = random.Random(seed)  # noqa: S311  (test data)
    text = [f"w{chance.randrange(100_000)}" for _ in range(words)]
    other = list(text)
    cut = round(words * (1 - share) / (1 + share))
    other[words - cut :] = [f"x{chance.randrange(100_000)}" for _ in range(cut)]
    return text, other


def signatures(documents: Sequence[list[str]]) -> Any:
    words = np.concatenate([hash_strings(words) for words in documents])
    owner = np.repeat(np.arange(len(documents)), [len(words) for words in documents])
    return sign(words, owner, len(documents))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_signatures_estimate_similarity(share: float) -> None:
    agree = []
    for seed in range(40):
        one, other = signatures(similar(share, seed=seed))
        agree.append((one == other).mean())
    assert np.mean(agree) == pytest.approx(share, abs=0.04)


def test_near_duplicates_are_found_and_others_are_not() -> None:
    documents = []
    for seed in range(200):
        documents += similar(0.95 if seed % 2 else 0.4, seed=seed)
    first = near_duplicates(signatures(documents))
    pairs = first.reshape(200, 2)
    same = pairs[:, 0] == pairs[:, 1]
    assert same[1::2].mean() > 0.97
    assert not same[::2].any()
    assert (pairs[:, 0] == np.arange(0, 400, 2)).all()


def test_short_texts_and_unlike_ones_are_no_duplicates() -> None:
    short = signatures([["a", "b", "c"], ["a", "b", "c"]])
    assert not short.any()
    assert near_duplicates(short).tolist() == [0, 1]
    assert near_duplicates(np.zeros((0, SIZE), np.uint16)).tolist() == []


def test_chains_of_copies_lead_to_the_first(write_rows: Any, run: Any, tmp_path: Path) -> None:
    long = " ".join(similar(1)[0])
    rows = articles(20)
    for index in (3, 8, 17):
        rows[index]["text"] = long + f" {index}"
    run(write_rows(rows), tmp_path / "out.jsonl")
    near = site_of(tmp_path / "out.jsonl")["near_duplicates"]
    assert near == {"documents": 2, "clusters": [{"documents": 3, "ids": ["a3", "a8", "a17"]}]}


def test_the_site_view_of_a_scan(write_rows: Any, run: Any, tmp_path: Path) -> None:
    rows = articles(30)
    for row in rows[::3]:
        row["text"] = f"Lessons learned\n{PARAGRAPH}\n" + row["text"]
    run(write_rows(rows), tmp_path / "out.jsonl")
    site = site_of(tmp_path / "out.jsonl")
    recurring = {(p["kind"], p["text"]): p["documents"] for p in site["recurring"]}
    assert recurring == {
        ("sentence", "This sentence stands at the end of every page."): 30,
        ("heading", "Lessons learned"): 10,
        ("paragraph", PARAGRAPH): 10,
    }
    assert [group["group"] for group in site["groups"]] == [f"site{i}.example" for i in range(3)]
    assert [group["documents"] for group in site["groups"]] == [10, 10, 10]


def test_counts_fall_short_by_one_a_shard_at_most(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    rows = articles(80)
    path = write_rows(rows)
    for limits in (SMALL, Limits()):
        run(path, tmp_path / "out.jsonl", limits=limits, overwrite=True)
        (passage,) = site_of(tmp_path / "out.jsonl")["recurring"]
        assert passage["documents"] == 80
    rare = articles(80)
    for row in rare[1::20]:
        row["text"] += "\nRare heading"
    run(write_rows(rare), tmp_path / "out.jsonl", overwrite=True)
    assert "Rare heading" not in str(site_of(tmp_path / "out.jsonl")["recurring"])
    run(write_rows(rare), tmp_path / "out.jsonl", overwrite=True, limits=Limits())
    assert {"kind": "heading", "text": "Rare heading", "documents": 4} in site_of(
        tmp_path / "out.jsonl"
    )["recurring"]


def test_without_the_site_view_there_is_no_file(write_rows: Any, run: Any, tmp_path: Path) -> None:
    run(write_rows(articles(5)), tmp_path / "out.jsonl")
    assert Path(f"{tmp_path}/out.jsonl.site.json").exists()
    run(write_rows(articles(5)), tmp_path / "out.jsonl", overwrite=True,
        measuring=Measuring(site=False))  # fmt: skip
    assert not Path(f"{tmp_path}/out.jsonl.site.json").exists()


def test_groups_are_domains_or_folders() -> None:
    assert group_of("https://www.example.org:80/a") == "example.org"
    assert group_of("https://[bad/a") == ""
    assert group_of("folder/in.jsonl#3") == "folder"
    assert group_of("s3://bucket/a") == "bucket"
    assert group_of("plain id") == ""


def test_groups_are_bounded_and_the_largest_stay() -> None:
    groups = Groups()
    groups.add({"large": [9, 0, 0, 0, 0]})
    for start in range(0, 3 * MOST, MOST):
        groups.add({f"g{number}": [1, 1, 0, 5, 300] for number in range(start, start + MOST)})
    assert len(groups.counts) <= 2 * MOST
    assert groups.to_json(1)[0] == {
        "group": "large", "documents": 9, "scored": 0, "mean_score": None, "mean_share": None,
        "padded": 0,
    }  # fmt: skip
    assert groups.to_json(2)[1]["mean_score"] == 0.5
    assert groups.to_json(2)[1]["mean_share"] == 0.3


def test_near_duplicates_are_looked_for_in_stretches() -> None:
    class Parts:
        def __init__(self, blocks: list[bytes]) -> None:
            self.blocks = blocks

        def read(self, number: int, _: str) -> bytes:
            return self.blocks[number]

        def site(self, _: int) -> dict[str, Any]:
            return {"groups": {}, "passages": []}

    one = signatures(similar(1))[:1].astype("<u2").tobytes()
    empty = np.zeros((BLOCK - 1, SIZE), "<u2").tobytes()
    apart = view(Parts([one, empty, one, one]), 4)
    assert apart.duplicates == 1
    assert [cluster.places for cluster in apart.clusters] == [(BLOCK, BLOCK + 1)]


def test_a_report_reads_rows_and_what_recurs(write_rows: Any, run: Any, tmp_path: Path) -> None:
    rows = articles(30)
    for row in rows[:4]:
        row["text"] = "Conclusion\n" + row["text"]
    path = write_rows(rows)
    run(path, tmp_path / "out.jsonl")
    report = read_scan(str(tmp_path / "out.jsonl"))
    assert report.rows == len(report.entries) == 30
    assert [entry.name for entry in report.entries] == [row["id"] for row in rows]
    assert {(r.kind, r.text, r.documents) for r in report.site.recurring} == {
        ("sentence", "This sentence stands at the end of every page.", 30),
        ("heading", "Conclusion", 4),
    }
    assert [group.name for group in report.site.groups] == [f"site{i}.example" for i in range(3)]
    pytest.importorskip("pyarrow")
    run(path, tmp_path / "out.parquet")
    assert read_scan(str(tmp_path / "out.parquet")).entries == report.entries


def test_a_report_of_something_else_is_refused(tmp_path: Path) -> None:
    from detector.errors import InputError  # noqa: PLC0415

    for content in ("[]", "no json", '{"text": 1}'):
        (tmp_path / "x.jsonl").write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match="no rows of a scan"):
            read_scan(str(tmp_path / "x.jsonl"))
