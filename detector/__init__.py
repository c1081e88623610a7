"""Says how much of an Arabic or English article is padding, which sentences, why, what to cut.

Importing this package is cheap: what is heavy is imported when a name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from detector.errors import (
    DataError,
    DetectorError,
    InputError,
    MissingExtraError,
    ModelError,
    PackError,
    UsageError,
)

if TYPE_CHECKING:
    from detector.api import score_file, score_text
    from detector.model import Model, load_model
    from detector.results import Result

__all__ = [
    "DataError",
    "DetectorError",
    "InputError",
    "MissingExtraError",
    "Model",
    "ModelError",
    "PackError",
    "Result",
    "UsageError",
    "load_model",
    "score_file",
    "score_text",
]

_HOMES = {
    "Model": "detector.model",
    "Result": "detector.results",
    "load_model": "detector.model",
    "score_file": "detector.api",
    "score_text": "detector.api",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted(__all__)
