"""The model file: plain arrays and a contract, never code.

A model is one `.npz` file read with `allow_pickle=False`. Its array `contract` holds JSON:
`format` (raised whenever the arrays change their meaning: then old files are refused), `name`,
`features` (ids with versions, in order), `packs` and `background` (fingerprints of what the model
was trained with) and `figures`. Every language's arrays are named `LANG.…`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detector.errors import ModelError
from detector.features import FEATURES
from detector.languages import LANGUAGES, fingerprint
from detector.model.articles import ArticleModel
from detector.model.sentences import SentenceModel
from detector.resources import MODELS, background_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.lib.npyio import NpzFile
    from numpy.typing import NDArray

    from detector.article import Language

FORMAT = 2
SHIPPED = MODELS / "padding.model"
MAX_BYTES = 64_000_000
_REBUILD = "train it again with  detector train"
_BROKEN = (ValueError, OSError, EOFError, KeyError, zipfile.BadZipFile, zlib.error, MemoryError)


class LanguageModel(NamedTuple):
    """What a model knows of one language."""

    sentences: SentenceModel
    articles: ArticleModel


@dataclass(frozen=True, eq=False)
class Model:
    """A model as it was read."""

    place: Path
    name: str
    format: int
    sha256: str
    languages: Mapping[Language, LanguageModel]
    contract: Mapping[str, Any]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Whole sentences on what differs from what it was trained with."""
        return tuple(_differences(self.place, self.contract))


class _Languages(Mapping["Language", LanguageModel]):
    """The languages of a model file, each read when it is first asked for.

    One article needs one of them, and to unpack a language takes longer than to score with it.
    """

    def __init__(self, place: Path, file: NpzFile, names: Sequence[Language]) -> None:
        self._place, self._file, self._names = place, file, names
        self._read: dict[Language, LanguageModel] = {}

    def __getitem__(self, lang: Language) -> LanguageModel:
        if lang not in self._names:
            raise KeyError(lang)
        if lang not in self._read:
            self._read[lang] = _language(self._place, self._file, lang)
        return self._read[lang]

    def __contains__(self, lang: object) -> bool:
        return lang in self._names

    def __iter__(self) -> Iterator[Language]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def load_model(path: Path | str | None = None) -> Model:
    """Read a model file, by default the one that ships with the package.

    What it holds of a language is read when the language is asked for.

    Raises:
        ModelError: the file is missing, damaged, no model, or made for another version.
    """
    place = Path(path) if path is not None else SHIPPED
    data = _read(place)
    with _damage_named(place):
        file = np.load(io.BytesIO(data), allow_pickle=False)
    contract = _contract(place, _arrays(place, file, "contract"))
    return Model(
        place=place,
        name=str(contract["name"]),
        format=FORMAT,
        sha256=hashlib.sha256(data).hexdigest(),
        languages=_Languages(place, file, contract["languages"]),
        contract=contract,
    )


def dump_model(name: str, languages: Mapping[Language, LanguageModel], **facts: Any) -> bytes:
    """Lay a model out as the bytes of its file; equal models give equal bytes."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for lang, model in languages.items():
        arrays |= model.sentences.arrays(f"{lang}.sentences")
        arrays |= model.articles.arrays(f"{lang}.articles")
    contract = {
        "format": FORMAT,
        "name": name,
        "languages": sorted(languages),
        "features": {feature.id: feature.version for feature in FEATURES},
        "packs": {lang: fingerprint(lang) for lang in sorted(languages)},
        "background": {lang: background_fingerprint(lang) for lang in sorted(languages)},
        **facts,
    }
    text = json.dumps(contract, ensure_ascii=False, sort_keys=True)
    arrays["contract"] = np.frombuffer(text.encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, **{name: arrays[name] for name in sorted(arrays)})  # type: ignore[arg-type]
    return file.getvalue()


def _read(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ModelError(f"{place}: the model cannot be read ({reason}); check --model") from error
    if len(data) > MAX_BYTES:
        raise ModelError(f"{place} is larger than any model: check --model")
    return data


@contextmanager
def _damage_named(place: Path) -> Iterator[None]:
    """Turn what numpy and zlib say of a damaged file into a ModelError."""
    try:
        yield
    except _BROKEN as error:
        raise ModelError(
            f"{place} is no model or is damaged: copy it anew, or {_REBUILD}"
        ) from error


def _arrays(place: Path, file: NpzFile, prefix: str) -> dict[str, NDArray[np.generic]]:
    with _damage_named(place):
        return {name: file[name] for name in file.files if name.startswith(prefix)}


def _contract(place: Path, arrays: Mapping[str, NDArray[np.generic]]) -> dict[str, Any]:
    try:
        contract = json.loads(arrays["contract"].tobytes())
        found = int(contract["format"])
        names = dict(contract["features"])
    except (KeyError, ValueError, TypeError) as error:
        raise ModelError(f"{place} is no model: it has no contract; check --model") from error
    if found != FORMAT:
        raise ModelError(
            f"{place} has model format {found} and this version reads format {FORMAT}: {_REBUILD}"
        )
    if names != {feature.id: feature.version for feature in FEATURES}:
        raise ModelError(f"{place} was trained on other features than this version has: {_REBUILD}")
    unknown = set(contract["languages"]) - set(LANGUAGES)
    if unknown:
        raise ModelError(f"{place} holds an unknown language {min(unknown)!r}: {_REBUILD}")
    return dict(contract)


def _language(place: Path, file: NpzFile, lang: Language) -> LanguageModel:
    arrays = _arrays(place, file, f"{lang}.")
    try:
        return LanguageModel(
            SentenceModel.from_arrays(arrays, f"{lang}.sentences"),
            ArticleModel.from_arrays(arrays, f"{lang}.articles"),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ModelError(
            f"{place} lacks arrays of the language {lang}: copy it anew, or {_REBUILD}"
        ) from error


def _differences(place: Path, contract: Mapping[str, Any]) -> list[str]:
    found = []
    for lang in contract["languages"]:
        if contract.get("packs", {}).get(lang) != fingerprint(lang):
            found.append(
                f"{place} was trained with another language pack for {lang}: scores may shift"
            )
        if contract.get("background", {}).get(lang) != background_fingerprint(lang):
            found.append(
                f"{place} was trained with another background table for {lang}: scores may shift"
            )
    return found
