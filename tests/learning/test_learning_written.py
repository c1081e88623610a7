from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from detector.learning.data import read_labelled
from detector.learning.rubric import share_of, verdict_of

TRAINING = Path(__file__).resolve().parents[2] / "training"
FOLDER = TRAINING / "written"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the corpus is not in this package")


def test_the_datasheet_counts_what_is_there() -> None:
    script = runpy.run_path(str(TRAINING / "describe_written.py"))
    text = (FOLDER / "DATASHEET.md").read_text(encoding="utf-8")
    assert text.partition(script["BEGIN"])[2].partition(script["END"])[0] == script["table"]()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_article_has_its_pair_and_labels_that_agree(lang: str) -> None:
    data = read_labelled(FOLDER / f"written-{lang}.jsonl")
    assert set(data.lang) == {lang}
    assert not data.duplicates
    sides: dict[str, set[str]] = {}
    for one, group in zip(data.ids, data.groups, strict=True):
        sides.setdefault(group, set()).add(one[-1])
    assert set(map(frozenset, sides.values())) == {frozenset("dp")}
    for i, source in enumerate(data.sources):
        share = share_of(source.text, data.units[i])
        assert share == pytest.approx(data.share[i], abs=1e-3)
        assert abs(verdict_of(share) - data.verdict[i]) <= 1, data.ids[i]
        assert (data.padded[i] == 0) == data.ids[i].endswith("d")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_labels_stand_on_whole_words(lang: str) -> None:
    for line in (FOLDER / f"written-{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for start, end, _ in row["units"]:
            piece = row["text"][start:end]
            assert piece == piece.strip()
            assert not row["text"][start - 1 : start].isalnum() or not piece[0].isalnum()
