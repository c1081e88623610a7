"""Where the files that ship with the package lie: in the wheel, or beside the source tree."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
SHIPPED = _PACKAGE / "_shipped"
MODELS = SHIPPED if SHIPPED.is_dir() else _PACKAGE.parent / "models"


@cache
def background_fingerprint(lang: str) -> str:
    """SHA-256 of a language's background table, as models note it."""
    return hashlib.sha256((MODELS / f"background-{lang}.npz").read_bytes()).hexdigest()
