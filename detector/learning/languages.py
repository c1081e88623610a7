"""The language of an article whose row names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.languages.detection import detect_language

if TYPE_CHECKING:
    from detector.article import Language


def detect(text: str) -> Language:
    """Tell the language.

    Raises:
        ValueError: it is neither Arabic nor English, or no prose; the message says why.
    """
    found = detect_language(text)
    if found.lang is None:
        raise ValueError(found.detail)
    return found.lang
