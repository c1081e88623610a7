"""Rebuild the shipped model: fit both languages on the labelled corpus and write the artefact.

python training/build_model.py CORPUS
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import load_trainset
from joblib import Parallel, delayed

from detector.languages import LANGUAGES
from detector.learning.fitting import fit_language
from detector.model.artefact import SHIPPED, dump_model

if TYPE_CHECKING:
    from detector.article import Language
    from detector.model import LanguageModel


def fit(folder: Path, lang: Language) -> LanguageModel:
    """Fit one language."""
    return fit_language(load_trainset(folder, lang))


def main() -> None:
    """Fit and write."""
    folder = Path(sys.argv[1])
    fitted = Parallel(n_jobs=len(LANGUAGES))(delayed(fit)(folder, lang) for lang in LANGUAGES)
    languages = dict(zip(LANGUAGES, fitted, strict=True))
    SHIPPED.write_bytes(dump_model("shipped", languages))
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
