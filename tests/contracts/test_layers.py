"""Imports go downwards only, and heavy packages stay where they belong."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "detector"

# From the bottom to the top; those of one row may import each other. The language that tells a
# language looks at words only, so `segmenting` and `languages` are one row.
LAYERS = (
    ("errors", "article", "results", "resources", "compiled"),
    ("reading",),
    ("languages", "segmenting"),
    ("features",),
    ("model",),
    ("cutting", "explaining"),
    ("scoring", "api"),
    ("reports",),
    ("scanning", "learning"),
    ("cli", "integrations"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
BESIDE = {
    ("scanning", "learning"),
    ("learning", "scanning"),
    ("cli", "integrations"),
    ("integrations", "cli"),
}

# Package → where it may be imported.
HOMES = {
    "sklearn": ("learning",),
    "scipy": ("learning",),
    "pandas": (),
    "rich": ("cli", "reports/terminal"),
    "typer": ("cli",),
    "numba": ("compiled/loops",),
    "jinja2": ("reports/html_render",),
    "trafilatura": ("reading/html",),
    "pickle": (),
}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "_shipped" not in p.parts)


def imports(path: Path) -> Iterator[str]:
    """Name the modules that a file imports when it runs; those for types alone do not count."""
    tree = ast.parse(path.read_bytes())
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.dump(branch.test)
        for statement in branch.body
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    mine = part_of(path)
    if mine in {"__init__", "__main__"}:
        return
    for module in imports(path):
        package, _, rest = module.partition(".")
        theirs = rest.partition(".")[0]
        if package == "detector" and theirs in LEVEL and theirs != mine:
            assert LEVEL[theirs] <= LEVEL[mine], f"{mine} imports {module}"
            assert (mine, theirs) not in BESIDE, f"{mine} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_packages_stay_at_home(path: Path) -> None:
    place = path.relative_to(PACKAGE).with_suffix("").as_posix()
    for module in imports(path):
        homes = HOMES.get(module.partition(".")[0])
        assert homes is None or place.startswith(homes), f"{place} imports {module}"


def test_every_part_has_its_layer() -> None:
    assert {part_of(path) for path in MODULES} - {"__init__", "__main__"} == set(LEVEL)
