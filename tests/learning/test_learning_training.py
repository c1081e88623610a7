"""Training as a whole, on a few of the project's own articles."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from detector.learning import fitting
from detector.learning.articles import calibrate, smoothed
from detector.learning.card import card_text
from detector.learning.data import LabelledSet, read_labelled
from detector.learning.evaluating import Figure
from detector.learning.fitting import train
from detector.learning.papers import paper_path, strangers, write_card, write_report
from detector.learning.testing import PARTS, TEST_FOLDS, fold_of, some_of, tasks_of
from detector.learning.trainset import TrainSet, trainset_of
from detector.model import load_model

if TYPE_CHECKING:
    from detector.learning.outcomes import TrainingReport

WRITTEN = Path(__file__).resolve().parents[2] / "training" / "written"
ARTICLES = 40

pytestmark = pytest.mark.skipif(not WRITTEN.exists(), reason="the corpus is not in this package")


class Trained(NamedTuple):
    report: TrainingReport
    stages: list[tuple[str, float]]


@pytest.fixture(scope="module")
def labelled() -> LabelledSet:
    return read_labelled(WRITTEN / "written-en.jsonl").take(range(ARTICLES))


@pytest.fixture(scope="module")
def data(labelled: LabelledSet) -> TrainSet:
    return trainset_of(labelled, "en")


def trained(labelled: LabelledSet, out: Path, jobs: int = 1) -> Trained:
    stages: list[tuple[str, float]] = []
    report = train(
        labelled,
        out,
        seed=4,
        jobs=jobs,
        progress=lambda stage, part: stages.append((stage, part)),
        base=load_model(),
    )
    return Trained(report, stages)


@pytest.fixture(scope="module")
def once(labelled: LabelledSet, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return trained(labelled, tmp_path_factory.mktemp("once") / "mine.model")


def test_progress_only_rises_and_ends(once: Trained) -> None:
    parts = [part for _, part in once.stages]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    assert max(np.diff(parts)) < 0.5
    assert [stage for stage, _ in once.stages if stage.startswith("learning from fewer")]


@pytest.mark.slow
def test_equal_data_and_seed_give_equal_bytes(
    once: Trained, labelled: LabelledSet, tmp_path: Path
) -> None:
    again = trained(labelled, tmp_path / "mine.model", jobs=2).report
    assert again.files[0].read_bytes() == once.report.files[0].read_bytes()
    assert repr(again.findings) == repr(once.report.findings)  # NaN equals nothing


def test_findings_add_up(once: Trained) -> None:
    found = once.report.findings
    assert found is not None
    (english,) = found.languages
    assert (english.lang, english.mode, english.articles) == ("en", "blended", ARTICLES)
    assert sum(row.below + row.above for row in english.now.confusion) == ARTICLES
    assert sum(each.articles for each in english.now.reliability) == ARTICLES
    lengths = [group for group in english.groups if group.kind == "length"]
    assert sum(group.articles for group in lengths) == ARTICLES
    assert all(group.dense + group.padded == group.articles for group in lengths)
    wrong = sum(group.accused + group.missed for group in lengths)
    assert wrong == len(found.misses)
    amounts = [amount.articles for amount in english.amounts]
    assert amounts == sorted(amounts)
    assert len(amounts) == len(PARTS) + 1
    assert found.sha256 == load_model(once.report.files[0]).sha256
    weights = [shape.weight for shape in english.shapes]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0


def test_the_card_says_what_was_measured(once: Trained) -> None:
    found = once.report.findings
    assert found is not None
    text = card_text(found)
    auroc = found.languages[0].now.figures["article AUROC, >= 2 against < 2"]
    assert f"| AUROC, heavy or mostly against the rest | {auroc.value:.3f} |" in text
    assert f"SHA-256 `{found.sha256}`" in text
    assert "English: 40 articles of 20 sources; few labels" in text
    for table in text.split("\n\n"):
        if table.startswith("|"):
            assert len({line.count("|") for line in table.splitlines()}) == 1


def test_papers_stand_beside_the_model_and_never_over_a_stranger(
    once: Trained, tmp_path: Path
) -> None:
    pytest.importorskip("jinja2")
    found = once.report.findings
    assert found is not None
    model = tmp_path / "mine.model"
    write_card(found, model)
    page = write_report(found, model, labels={"en": {}, "ar": {}})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.card.md", "mine.report.html"]
    assert not list(strangers(model))
    page.write_text("<p>my own page</p>", encoding="utf-8")
    paper_path(model, ".card.md").write_text("my notes", encoding="utf-8")
    assert len(list(strangers(model))) == 2


def test_every_article_is_tested_by_fits_that_did_not_see_its_source(data: TrainSet) -> None:
    fold = fold_of(data, 4)
    tasks = tasks_of(data, "blended", 4)
    assert len(tasks) == TEST_FOLDS * (len(PARTS) + 1)
    for task in tasks:
        held = set(data.group[fold == task.held].tolist())
        assert not held & set(data.group[task.articles].tolist())


def test_parts_hold_whole_sources_and_lie_within_each_other(data: TrainSet) -> None:
    everything = np.arange(len(data))
    small, large = (set(some_of(data, everything, part, 1).tolist()) for part in (0.25, 0.5))
    assert small < large
    assert 10 <= len(small) <= 12
    for chosen in (small, large):
        groups = set(data.group[sorted(chosen)].tolist())
        assert {i for i in everything.tolist() if data.group[i] in groups} == chosen


def test_classes_told_apart_entirely_do_not_saturate_the_score() -> None:
    target = np.array([0.0] * 30 + [1.0] * 30)
    log_odds = np.where(target > 0, 3.0, -3.0)
    slope, shift = calibrate(log_odds, smoothed(target), np.ones(60))
    highest = 1 / (1 + np.exp(-(slope * 3.0 + shift)))
    assert highest == pytest.approx(31 / 32, abs=1e-3)


def test_labels_without_sentences_have_no_figures_of_sentences(
    labelled: LabelledSet, tmp_path: Path
) -> None:
    bare = replace(labelled.take(range(24)), units=((),) * 24)
    report = trained(bare, tmp_path / "bare.model").report
    figures = report.evaluation.figures["en"]
    assert np.isnan(figures["sentence AUROC"].value)
    assert figures["sentence AUROC"].count == 0
    assert isinstance(figures["article AUROC, >= 2 against < 2"], Figure)


@pytest.mark.slow
def test_a_killed_training_leaves_the_old_model_whole(once: Trained, tmp_path: Path) -> None:
    out = tmp_path / "mine.model"
    out.write_bytes(once.report.files[0].read_bytes())
    command = [sys.executable, "-m", "detector", "train", WRITTEN / "written-en.jsonl", "-o", out]
    with subprocess.Popen(  # noqa: S603  (our own command)
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=dict(os.environ)
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b"learning from fewer" in line:
                break
        time.sleep(0.1)
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.stderr.read()
    assert out.read_bytes() == once.report.files[0].read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.model"]


def test_a_failed_write_leaves_no_rest(
    labelled: LabelledSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del labelled
    out = tmp_path / "mine.model"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        fitting._write(out, b"PK")
    assert not list(tmp_path.iterdir())
