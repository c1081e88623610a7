from __future__ import annotations

import json
import runpy
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import typer

from detector import model
from detector.cli.commands import app
from detector.cli.default_model import default_model_path
from detector.errors import MissingExtraError
from detector.learning import evaluating, fitting, papers
from detector.learning.outcomes import Evaluation, Gain, Mistake, TrainingReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.learning.data import LabelledSet

    Run = Callable[..., tuple[int, str, str]]

MADE = runpy.run_path(str(Path(__file__).parents[1] / "reports" / "findings.py"))
TEXTS = ("The council met on day {} of May and voted.", "It is day {} of the most important May.")


@dataclass(frozen=True)
class _Figure:
    value: float
    low: float
    high: float
    count: int
    sources: int


FIGURES = {"all": {"article AUROC": _Figure(0.95, 0.9, 0.98, 20, 20),
                   "sentence AUROC": _Figure(*[float("nan")] * 3, 0, 0)}}  # fmt: skip
EVALUATION = Evaluation(20, ("x",), FIGURES, (Mistake("عنوان 3", "dense", 97.5),))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            typer.main.get_command(app).main([str(one) for one in arguments], "detector")
        assert isinstance(end.value.code, int)
        return end.value.code, *capfd.readouterr()

    return run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand in for the model, fitting and judging; keep what they were asked."""
    seen: dict[str, Any] = {"gain": Gain(0.02, 0.01, 0.03)}

    def train(data: LabelledSet, out: Path, **options: Any) -> TrainingReport:
        seen.update(options, data=data)
        for part in (0.0, 0.5, 1.0):
            options["progress"]("fitting", part)
        out.write_bytes(b"PK")
        mode: dict[Any, Any] = {"en": "blended"}
        return TrainingReport((out,), mode, EVALUATION, seen["gain"], seen.get("findings"))

    def evaluate(data: LabelledSet, model: Any) -> Evaluation:
        seen.update(data=data, model=model)
        return EVALUATION

    present = SimpleNamespace(name="present", format=1, sha256="0" * 64)
    monkeypatch.setattr(model, "load_model", lambda path=None: path or present)
    monkeypatch.setattr(fitting, "train", train, raising=False)
    monkeypatch.setattr(evaluating, "evaluate", evaluate, raising=False)
    return seen


def _data(tmp_path: Path, dense: int = 10, padded: int = 10, **more: Any) -> Path:
    rows = [{"text": TEXTS[0].format(i), "label": 0} | more for i in range(dense)]
    rows += [{"text": TEXTS[1].format(i), "label": 1} | more for i in range(padded)]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_a_model_is_trained_and_its_figures_told(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "mine.model"
    code, printed, err = run("train", _data(tmp_path), "-o", out, "--seed", "7", "-j", "2")
    assert code == 0, err
    assert (asked["seed"], asked["jobs"], len(asked["data"])) == (7, 2, 20)
    assert asked["base"].name == "present"
    assert err.splitlines() == [
        "detector: labels are read as binary; --label-type can say otherwise",
        "detector: fitting",
    ]
    assert "en: few labels: the model before was blended in" in printed
    assert "article AUROC                             0.950  0.900 – 0.980" in printed
    assert "against the model before: +0.020 AUROC (+0.010 to +0.030)" in printed
    assert printed.splitlines()[-1] == str(out)
    assert default_model_path() is None


def test_quiet_training_prints_the_files_only(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "mine.model"
    code, printed, err = run("train", _data(tmp_path), "-o", out, "--quiet")
    assert (code, printed, err) == (0, f"{out}\n", "")
    assert asked["seed"] == 0


@pytest.mark.parametrize(
    ("gain", "promoted"),
    [(Gain(0.02, 0.01, 0.03), True), (Gain(0.02, -0.01, 0.03), False), (None, False)],
)
def test_a_model_becomes_the_default_only_when_it_is_better(
    run: Run, asked: dict[str, Any], tmp_path: Path, gain: Gain | None, promoted: bool
) -> None:
    asked["gain"] = gain
    out = tmp_path / "mine.model"
    code, _, err = run("train", _data(tmp_path), "-o", out, "--promote")
    assert code == (0 if promoted else 1)
    assert default_model_path() == (out if promoted else None)
    assert ("is the default from now on" in err) is promoted
    assert ("by more than the noise" in err) is not promoted


@pytest.mark.parametrize(("dense", "padded"), [(20, 0), (30, 9), (9, 30), (0, 12)])
def test_too_few_labels_are_refused_with_what_is_missing(
    run: Run, asked: dict[str, Any], tmp_path: Path, dense: int, padded: int
) -> None:
    code, _, err = run("train", _data(tmp_path, dense, padded), "-o", tmp_path / "m.model")
    assert code in {2, 3}
    assert f"{dense} dense and {padded} padded articles are labelled" in err
    assert "data" not in asked
    assert not (tmp_path / "m.model").exists()


def test_columns_types_and_languages_can_be_said(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    path = _data(tmp_path, gold=2)
    options = ["--column", "label=gold", "--label-type", "verdict", "--lang", "ar"]
    run("evaluate", path, *options)
    assert set(asked["data"].verdict.tolist()) == {2}
    assert set(asked["data"].lang) == {"ar"}


@pytest.mark.parametrize("column", ["gold", "gold=", "colour=gold", "=gold"])
def test_other_columns_are_refused(
    run: Run, asked: dict[str, Any], tmp_path: Path, column: str
) -> None:
    code, _, err = run("evaluate", _data(tmp_path), "--column", column)
    assert code == 2
    assert "NAME one of id, text, path, label" in err
    assert "data" not in asked


def test_bad_rows_stop_it_unless_they_are_skipped(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    path = _data(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"text": "It is no label."}\n')
    code, _, err = run("train", path, "-o", tmp_path / "m.model")
    assert code == 3
    assert f"{path}:21: no label" in err
    assert "data" not in asked
    code, _, err = run("train", path, "-o", tmp_path / "m.model", "--skip-bad")
    assert code == 0
    assert f"left out: {path}:21: no label" in err
    assert len(asked["data"]) == 20


def test_a_card_and_a_report_are_written_beside_the_model(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    pytest.importorskip("jinja2")
    asked["findings"] = MADE["make_findings"]("en")
    out = tmp_path / "new" / "mine.model"
    out.parent.mkdir()
    code, printed, err = run("train", _data(tmp_path), "-o", out, "--ui", "ar")
    assert code == 0, err
    card, page = out.with_name("mine.card.md"), out.with_name("mine.report.html")
    assert printed.splitlines()[-3:] == [str(out), str(card), str(page)]
    assert card.read_text(encoding="utf-8").startswith("# Model card: mine")
    assert '<html lang="ar" dir="rtl">' in page.read_text(encoding="utf-8")
    assert run("train", _data(tmp_path), "-o", out)[0] == 0  # its own papers are replaced


def test_a_report_without_its_package_is_told_and_the_card_written(
    run: Run, asked: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise MissingExtraError("A report in HTML", "jinja2", "html")

    monkeypatch.setattr(papers, "write_report", fail)
    asked["findings"] = MADE["make_findings"]("en")
    code, printed, err = run("train", _data(tmp_path), "-o", tmp_path / "mine.model")
    assert code == 0
    assert "the report of the tests was not written" in err
    assert printed.splitlines()[-1] == str(tmp_path / "mine.card.md")


@pytest.mark.parametrize("name", ["mine.card.md", "mine.report.html"])
def test_no_stranger_is_written_over(
    run: Run, asked: dict[str, Any], tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("my own notes", encoding="utf-8")
    code, _, err = run("train", _data(tmp_path), "-o", tmp_path / "mine.model")
    assert code == 2
    assert f"{name} would be overwritten" in err
    assert "data" not in asked


def test_a_folder_that_cannot_be_made_is_told_before_the_work(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, _, err = run("train", _data(tmp_path), "-o", tmp_path / "file" / "in" / "m.model")
    assert code == 2
    assert "cannot be written to" in err
    assert "data" not in asked
    assert run("train", _data(tmp_path), "-o", tmp_path / "a" / "b" / "m.model")[0] == 0


def test_a_language_with_few_labels_is_told(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    path = _data(tmp_path)
    row = {"text": "اجتمع المجلس في الرابع من أيار وصوت على إغلاق المكتبة.", "label": 1}
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(row)}\n")
    code, _, err = run("train", path, "-o", tmp_path / "m.model")
    assert code == 0
    assert "too few labels in ar" in err
    assert len(asked["data"]) == 21


def test_nothing_but_a_model_is_written_over(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    path = _data(tmp_path)
    for out, said in ((path, "exists and is no model"), (tmp_path, "is a folder")):
        code, _, err = run("train", path, "-o", out)
        assert code == 2
        assert said in err
    assert run("train", path, "-o", tmp_path / "m.model", "-j", "0")[0] == 2
    assert "data" not in asked


def test_an_evaluation_is_printed_and_written_as_json(
    run: Run, asked: dict[str, Any], tmp_path: Path
) -> None:
    code, printed, _ = run("evaluate", _data(tmp_path))
    assert code == 0
    assert "sentence AUROC                                –  – – –" in printed
    assert "   97.5  dense      عنوان 3" in printed
    assert "1 of 21 articles got no score" in printed
    code, printed, _ = run("evaluate", _data(tmp_path), "--format", "json")
    answer = json.loads(printed, parse_constant=pytest.fail)
    assert code == 0
    assert answer["figures"]["all"]["sentence AUROC"]["value"] is None
    assert answer["model"]["sha256"] == asked["model"].sha256
    assert answer["mistakes"] == [{"id": "عنوان 3", "label": "dense", "score": 97.5}]


def test_a_model_that_cannot_be_used_is_named(run: Run, tmp_path: Path) -> None:
    path = _data(tmp_path)
    code, _, err = run("evaluate", path, "--model", path)
    assert code == 3
    assert "is no model or is damaged" in err
