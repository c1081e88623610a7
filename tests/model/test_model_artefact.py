from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from detector.errors import ModelError
from detector.features import FEATURES
from detector.languages import LANGUAGES
from detector.model import load_model
from detector.model.artefact import FORMAT, SHIPPED, dump_model

if TYPE_CHECKING:
    from pathlib import Path


def rewrite(path: Path, **changes: Any) -> Path:
    """Copy the shipped model with another contract."""
    with np.load(SHIPPED, allow_pickle=False) as shipped:
        arrays = {name: shipped[name] for name in shipped.files}
    contract = json.loads(arrays["contract"].tobytes()) | changes
    arrays["contract"] = np.frombuffer(json.dumps(contract).encode(), np.uint8)
    with path.open("wb") as file:
        np.savez(file, **arrays)
    return path


def test_the_shipped_model_knows_every_language_without_a_warning() -> None:
    model = load_model()
    assert set(model.languages) == set(LANGUAGES)
    assert model.warnings == ()
    assert model.format == FORMAT
    assert len(model.sha256) == 64


def test_equal_models_have_equal_bytes() -> None:
    languages = load_model().languages
    assert dump_model("a", languages) == dump_model("a", languages)


def test_a_model_survives_being_written_and_read(tmp_path: Path) -> None:
    place = tmp_path / "mine.model"
    place.write_bytes(dump_model("mine", load_model().languages))
    again = load_model(place)
    assert again.name == "mine"
    assert again.warnings == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"not a model at all", "damaged"),
        (SHIPPED.read_bytes()[:5000], "damaged"),
    ],
)
def test_what_is_no_model_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    place = tmp_path / "bad.model"
    place.write_bytes(data)
    with pytest.raises(ModelError, match=says) as caught:
        load_model(place)
    assert str(place) in str(caught.value)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such file"):
        load_model(tmp_path / "none.model")


def test_pickled_arrays_are_never_loaded(tmp_path: Path) -> None:
    file = io.BytesIO()
    np.savez(file, contract=np.array([{"format": 1}], dtype=object))
    place = tmp_path / "pickle.model"
    place.write_bytes(file.getvalue())
    with pytest.raises(ModelError, match="damaged"):
        load_model(place)


def test_another_format_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"format 99 .* detector train"):
        load_model(rewrite(tmp_path / "new.model", format=99))


def test_other_features_are_refused(tmp_path: Path) -> None:
    names = {feature.id: feature.version for feature in FEATURES[1:]}
    with pytest.raises(ModelError, match="other features"):
        load_model(rewrite(tmp_path / "other.model", features=names))


def test_another_language_pack_is_a_warning(tmp_path: Path) -> None:
    model = load_model(rewrite(tmp_path / "pack.model", packs={"ar": "0", "en": "0"}))
    assert len(model.warnings) == 2
    assert "language pack" in model.warnings[0]
