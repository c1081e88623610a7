from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import detector
from detector import errors

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(detector.__path__, "detector.")
    if module.name != "detector.__main__" and not module.name.startswith("detector.integrations")
)


def test_the_public_names() -> None:
    assert detector.__all__ == sorted(detector.__all__)
    assert dir(detector) == sorted(detector.__all__)
    for name in detector.__all__:
        assert getattr(detector, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = detector.nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_and_keeps_its_promises(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, name
    for public in getattr(module, "__all__", ()):
        assert hasattr(module, public), f"{name}.{public}"


def test_every_error_is_one_that_callers_can_catch() -> None:
    classes = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
    assert len(classes) >= 7
    assert all(issubclass(each, detector.DetectorError) for each in classes)
    assert {each.__name__ for each in classes} <= set(detector.__all__)


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, detector; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    roots = {name.partition(".")[0] for name in done.stdout.split()}
    assert not roots & {"numpy", "rich", "typer", "sklearn"}
