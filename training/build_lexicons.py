"""Compile the language packs for a fast start: models/lexicon-LANG.npz.

python training/build_lexicons.py
"""

from __future__ import annotations

from detector.languages import LANGUAGES
from detector.languages.lexicon import write_compiled


def main() -> None:
    """Write one file for each language."""
    for lang in LANGUAGES:
        path = write_compiled(lang)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
