"""Scoring from Python: one text or one file, one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.article import Source
from detector.reading import read_source
from detector.scoring import score_sources

if TYPE_CHECKING:
    from pathlib import Path

    from detector.article import Language
    from detector.model import Model
    from detector.results import Result


def score_text(
    text: str,
    *,
    title: str | None = None,
    lang: Language | None = None,
    keyphrase: str | None = None,
    model: Model | None = None,
) -> Result:
    """Say how much of a text is padding, which sentences, why, and what to cut.

    Args:
        text: the article; every offset of the answer counts its characters.
        title: the title, when it is not the text's first line.
        lang: the language, instead of telling it from the text.
        keyphrase: the search phrase to look for, instead of finding one.
        model: which model scores; by default the shipped one.

    Returns:
        The answer. A text that cannot be judged has no score, and `abstained` says why.

    Example:
        >>> result = score_text("Three words here.")
        >>> result.score is None, result.abstained.reason
        (True, 'too_short')
    """
    source = Source(text, title=title, lang=lang, keyphrase=keyphrase)
    return score_sources([source], model=model)[0]


def score_file(
    path: Path | str,
    *,
    title: str | None = None,
    lang: Language | None = None,
    keyphrase: str | None = None,
    model: Model | None = None,
) -> Result:
    """Score a text, Markdown or HTML file of at most 10 MB; "-" is standard input.

    The arguments are those of `score_text`. Of HTML the main text is judged: offsets count in
    `Result.text`.

    Raises:
        InputError: the file cannot be read, or is no text.
        MissingExtraError: it is HTML and the extra `html` is not installed.
    """
    source = read_source(path, title=title, lang=lang)
    return score_sources([source._replace(keyphrase=keyphrase)], model=model)[0]
