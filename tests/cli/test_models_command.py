from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from detector.cli import default_model
from detector.cli.commands import app
from detector.cli.default_model import choice_file, default_model_path, set_default_model
from detector.cli.model_check import adds_up
from detector.errors import UsageError
from detector.model.artefact import SHIPPED
from detector.results import Contribution, ModelInfo, Result

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.skipif(not SHIPPED.exists(), reason="no model is built")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            typer.main.get_command(app).main(list(arguments), "detector")
        assert isinstance(end.value.code, int)
        return end.value.code, *capfd.readouterr()

    return run


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    path = tmp_path / "models" / "mine.model"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def test_the_shipped_model_scores_until_another_is_chosen(run: Run, mine: Path) -> None:
    assert default_model_path() is None
    code, out, _ = run("models")
    assert code == 0
    assert [line[:16] for line in out.splitlines()] == ["* shipped       ", "  models/mine.mo"]
    assert run("models", "set-default", "models/mine.model")[0] == 0
    assert default_model_path() == mine
    _, out, _ = run("models", "list")
    assert [line[0] for line in out.splitlines()] == [" ", "*"]
    assert run("models", "set-default", "shipped")[0] == 0
    assert default_model_path() is None
    assert run("models", "set-default", "shipped")[0] == 0


def test_a_model_of_another_folder_is_listed_when_it_is_the_default(run: Run, mine: Path) -> None:
    other = mine.rename(mine.parent.parent / "elsewhere.model")
    run("models", "set-default", str(other))
    _, out, _ = run("models", "list")
    assert out.splitlines()[-1].startswith(f"* {other}")
    other.unlink()
    _, out, _ = run("models", "list")
    assert "cannot be used" in out.splitlines()[-1]


def test_showing_prints_the_contract(run: Run, mine: Path) -> None:
    code, out, _ = run("models", "show", str(mine))
    facts = json.loads(out)
    assert code == 0
    assert facts["path"] == str(mine)
    assert set(facts["languages"]) == {"ar", "en"}
    assert facts["features"]
    assert json.loads(run("models", "show")[1])["sha256"] == facts["sha256"]


def test_whole_models_are_good_and_damaged_ones_named(run: Run, mine: Path) -> None:
    code, out, err = run("models", "verify", "shipped", str(mine))
    assert (code, err) == (0, "")
    assert [line.split(":")[0] for line in out.splitlines()] == ["shipped", str(mine)]
    mine.write_bytes(mine.read_bytes()[:-1000])
    code, out, err = run("models", "verify", str(mine), "shipped")
    assert code == 3
    assert "mine.model" in err
    assert "shipped: good" in out
    assert run("models", "set-default", str(mine))[0] == 3
    assert default_model_path() is None


def test_a_choice_that_cannot_be_written_says_what_to_do(run: Run, mine: Path) -> None:
    choice_file().parent.parent.write_text("a file where a folder should be")
    code, _, err = run("models", "set-default", str(mine))
    assert code == 2
    assert "use --model PATH instead" in err


@pytest.mark.parametrize("content", [b"", b"\n", b"\0\n"])
def test_a_spoilt_choice_is_none(run: Run, content: bytes) -> None:
    assert run("models", "set-default", "shipped")[0] == 0
    choice_file().parent.mkdir(parents=True)
    choice_file().write_bytes(content)
    assert default_model_path() is None


def test_any_file_name_is_kept(run: Run, tmp_path: Path) -> None:
    assert run("models", "set-default", "shipped")[0] == 0
    for name in ("نموذج.model", "a b.model", "new\nline.model", "\udcff.model"):
        set_default_model(tmp_path / name)
        assert default_model_path() == tmp_path / name


@pytest.mark.parametrize(
    ("platform", "tail"),
    [
        ("linux", ".config/padding-detector"),
        ("darwin", "Library/Application Support/padding-detector"),
        ("win32", "AppData/Roaming/padding-detector"),
    ],
)
def test_the_choice_stands_where_the_platform_keeps_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, tail: str
) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert choice_file() == tmp_path / tail / "default-model"


def test_without_a_home_the_shipped_model_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.setattr(default_model, "choice_file", nowhere)
    assert default_model_path() is None
    with pytest.raises(UsageError, match="use --model PATH instead"):
        set_default_model(Path("a.model"))


def test_a_score_that_does_not_add_up_is_seen() -> None:
    part = Contribution("a.b", "a", 1.0, None, "count", None, 0.5, ())
    info = ModelInfo("m", 1, "")
    good = Result(
        "-", None, "en", "", 99, 62.24593312018546, "heavy", None, None, 0.5, 0.0, (part,),
        (), (), (), (), None, info,
    )  # fmt: skip
    assert adds_up(good)
    assert not adds_up(replace(good, score=62.3))
    assert not adds_up(replace(good, intercept=0.1))
    assert not adds_up(replace(good, log_odds=float("nan")))
    assert not adds_up(replace(good, score=None))
