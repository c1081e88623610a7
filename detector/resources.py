"""Where the files that ship with the package lie: in the wheel, or beside the source tree."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
SHIPPED = _PACKAGE / "_shipped"
MODELS = SHIPPED if SHIPPED.is_dir() else _PACKAGE.parent / "models"
