"""Which model scores when none is named: the user's choice, kept in a file of one line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from detector.errors import UsageError
from detector.reading.names import shown_name

FOLDER = "padding-detector"


def choice_file() -> Path:
    """Return where the choice is kept: the platform's place for settings of a user."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base, FOLDER, "default-model")


def default_model_path() -> Path | None:
    """Return the model that the user chose; None stands for the shipped one."""
    try:
        chosen = os.fsdecode(choice_file().read_bytes()).removesuffix("\n")
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where the home folder is
        return None
    return Path(chosen) if chosen and "\0" not in chosen else None


def set_default_model(path: Path | None) -> None:
    """Keep a choice; None forgets it.

    Raises:
        UsageError: the settings cannot be written.
    """
    try:
        place = choice_file()
        if path is None:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.{os.getpid()}")
        part.write_bytes(os.fsencode(path.absolute()) + b"\n")
        part.replace(place)
    except (OSError, RuntimeError) as error:
        where = shown_name(getattr(error, "filename", None) or "the home folder")
        raise UsageError(f"{where} cannot be written: use --model PATH instead") from error
