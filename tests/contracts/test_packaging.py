"""The wheel holds everything, and works where nothing else is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "detector/reports/schema.json").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_all_is_every_extra() -> None:
    extras = dict(PROJECT["project"]["optional-dependencies"])
    (everything,) = extras.pop("all")
    assert everything == f"padding-detector[{','.join(extras)}]"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("build")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode and "hatchling" in done.stdout + done.stderr:
        pytest.skip("hatchling cannot be fetched")
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


def shipped() -> Iterator[str]:
    """Name the files of the package as the wheel should hold them."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "detector", "models"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this is no clone of the repository")
    for name in filter(None, done.stdout.decode().split("\0")):
        yield (
            name.replace("models/", "detector/_shipped/", 1) if name.startswith("models/") else name
        )


@pytest.mark.slow
def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {name for name in shipped() if (ROOT / name).exists() or "_shipped" in name}
    assert wanted <= held
    assert {name.partition("/")[0] for name in held} == {"detector"}
    for name in (
        "detector/py.typed",
        "detector/reports/schema.json",
        "detector/reports/templates/article.html.j2",
        "detector/samples/ar.txt",
        "detector/languages/ar/stopwords.txt",
        "detector/_shipped/padding.model",
    ):
        assert name in held
    assert wheel.stat().st_size < 20e6


@pytest.mark.slow
def test_the_wheel_works_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    def run(*command: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [str(part) for part in command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    installed = run(python, "-m", "pip", "install", "--quiet", wheel)
    if installed.returncode and "Could not find a version" in installed.stderr:
        pytest.skip("dependencies cannot be fetched")
    assert installed.returncode == 0, installed.stderr
    detector = tmp_path / "env" / "bin" / "detector"
    scored = run(detector, "score", "--sample", "--format", "json")
    assert scored.returncode == 0, scored.stderr
    answer = json.loads(scored.stdout)
    validate(answer, SCHEMA)
    assert answer["score"] > 60
    assert str(tmp_path) in run(python, "-c", "import detector; print(detector.__file__)").stdout
    for extra in (["report", "page.txt"], ["score", "page.html"]):
        (tmp_path / extra[-1]).write_text("<html><p>x", encoding="utf-8")
        refused = run(detector, *extra)
        assert refused.returncode in {2, 3}
        assert "padding-detector[html]" in refused.stderr
