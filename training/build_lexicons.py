"""Compile characters and language packs for a fast start: models/*.npz.

python training/build_lexicons.py
"""

from __future__ import annotations

from detector.languages import LANGUAGES
from detector.languages.characters import write_tables
from detector.languages.lexicon import write_compiled


def main() -> None:
    """Write one file for the characters and one for each language."""
    for path in (write_tables(), *map(write_compiled, LANGUAGES)):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
