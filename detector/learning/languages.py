"""The language of an article whose row names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.languages.characters import LIMIT, Script, tables

if TYPE_CHECKING:
    from detector.article import Language


def detect(text: str) -> Language:
    """Tell Arabic from English by the script of most letters.

    Raises:
        ValueError: it has neither Arabic nor Latin letters.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    scripts = np.bincount(tables().script[np.minimum(codes, LIMIT - 1)], minlength=len(Script))
    if not scripts[Script.ARABIC] and not scripts[Script.LATIN]:
        raise ValueError("it is in neither Arabic nor English")
    return "ar" if scripts[Script.ARABIC] > scripts[Script.LATIN] else "en"
