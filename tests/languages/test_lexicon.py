from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from detector.languages import LANGUAGES, lexicon
from detector.languages.lexicon import Compiled, compile_pack, read_compiled

if TYPE_CHECKING:
    from pathlib import Path

    from detector.article import Language


def flat(compiled: Compiled) -> dict[str, np.ndarray]:
    """Every array of a compiled pack by a name."""
    found = {}
    for part, value in compiled._asdict().items():
        for place, column in enumerate(value if isinstance(value, tuple) else (value,)):
            found[f"{part}.{place}"] = column
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_compiled_pack_that_ships_is_the_pack(lang: Language) -> None:
    shipped = read_compiled(lang)
    assert shipped is not None, "run  python training/build_lexicons.py"
    ours, theirs = flat(compile_pack(lang)), flat(shipped)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if not np.array_equal(ours[name], theirs[name])] == []


def test_a_changed_pack_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "fingerprint", lambda lang: f"another {lang}")
    assert read_compiled("en") is None


def test_a_missing_file_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lexicon, "MODELS", tmp_path)
    assert read_compiled("ar") is None
