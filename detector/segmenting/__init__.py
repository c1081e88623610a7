"""From texts to a batch: lines, headings, items, sentences and words, all with offsets.

`make_batch` is the only way in. Everything is done for all articles at once on arrays of
characters; Python loops run over articles at most, and over distinct new words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Batch
from detector.languages.characters import fold_text
from detector.languages.lexicon import load_lexicon
from detector.languages.runs import count_before
from detector.segmenting.blocks import find_blocks
from detector.segmenting.characters import read_characters
from detector.segmenting.columns import cut_blocks, number_words, token_columns, unit_columns
from detector.segmenting.lines import read_lines
from detector.segmenting.sections import find_sections
from detector.segmenting.sentences import sentence_starts
from detector.segmenting.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.article import Language, Sections, Source

__all__ = ["make_batch"]

TITLE_WITHIN = 2_000  # characters among which an article's own title is looked for


def make_batch(sources: Sequence[Source], lang: Language) -> Batch:
    """Segment articles of one language.

    Args:
        sources: the articles; their order is kept.
        lang: the language whose abbreviations, function words and stems are used.

    Returns:
        The batch; offsets count characters of each source's own text.
    """
    lexicon = load_lexicon(lang)
    titles = [_given_title(source) for source in sources]
    texts = [title.before + source.text for title, source in zip(titles, sources, strict=True)]
    shift = _shifts(texts, titles)
    chars = read_characters(texts)
    lines = read_lines(chars)
    raw = read_tokens(chars)
    given = np.array([title.is_given for title in titles], np.bool_)
    blocks = find_blocks(chars, lines, raw, given)
    bounds = blocks.start, blocks.end
    pieces = cut_blocks(blocks, sentence_starts(chars, raw, bounds, lang, lexicon.abbreviations))
    units = unit_columns(chars, blocks, pieces, raw.start, shift)
    words, stems, word = number_words(chars, raw, lexicon)
    tokens = token_columns(chars, raw, word, pieces.start, units, shift)
    sections = find_sections(units, word, words, stems, lexicon)
    order = np.arange(len(sources) + 1)
    return Batch(
        lang=lang,
        sources=tuple(sources),
        tokens=tokens,
        words=words,
        stems=stems,
        units=units._replace(section=_section_of(sections)),
        sections=sections,
        token_bounds=count_before(tokens.article, order),
        unit_bounds=count_before(units.article, order),
        section_bounds=count_before(sections.article, order),
    )


class _Title(NamedTuple):
    """What is put before a text, and whether its first line is a title that was given."""

    before: str
    is_given: bool


def _given_title(source: Source) -> _Title:
    """Put a given title before the text, unless the text begins with it."""
    title = " ".join((source.title or "").split())
    if not title:
        return _Title("", is_given=False)
    first = next((line for line in source.text[:TITLE_WITHIN].splitlines() if line.strip()), "")
    same = _bare(first) == _bare(title)
    return _Title("" if same else f"{title}\n\n", is_given=True)


def _bare(line: str) -> str:
    """A title as titles are compared: folded, without mark-up."""
    return " ".join(fold_text(line).split()).strip("#*_ :")


def _shifts(texts: list[str], titles: list[_Title]) -> NDArray[np.int64]:
    """Where each article's own text begins in the joined texts."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    before = np.fromiter((len(title.before) for title in titles), np.int64, len(titles))
    found: NDArray[np.int64] = np.cumsum(lengths) - lengths + before
    return found


def _section_of(sections: Sections) -> NDArray[np.int64]:
    """Return the section of every unit."""
    return np.repeat(np.arange(len(sections.heading)), np.diff(sections.units))
