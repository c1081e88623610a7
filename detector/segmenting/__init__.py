"""From texts to a batch: lines, headings, items, sentences and words, all with offsets.

`make_batch` is the only way in. Everything is done for all articles at once on arrays of
characters; Python loops run over articles at most, and over distinct new words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Batch
from detector.languages.characters import fold_text
from detector.languages.lexicon import load_lexicon
from detector.segmenting.blocks import find_blocks
from detector.segmenting.characters import read_characters
from detector.segmenting.columns import cut_blocks, number_words, token_columns, unit_columns
from detector.segmenting.lines import Mark, read_lines
from detector.segmenting.sections import find_sections
from detector.segmenting.sentences import sentence_starts
from detector.segmenting.tokens import leave_out, read_tokens

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
    titled = [_with_title(source) for source in sources]
    lengths = np.fromiter(map(len, titled), np.int64, len(titled))
    given = lengths - np.fromiter((len(s.text) for s in sources), np.int64, len(titled))
    shift = np.cumsum(lengths + 1) - (lengths + 1) + given
    chars = read_characters(titled)
    raw = read_tokens(chars)
    lines = read_lines(chars, raw.start)
    numbered = lines.mark == Mark.NUMBERED
    raw = leave_out(raw, lines.start[numbered], lines.body[numbered])
    blocks = find_blocks(chars, lines, raw, given > 0)
    bounds = blocks.start, blocks.end
    pieces = cut_blocks(blocks, sentence_starts(chars, raw, bounds, lang, lexicon.abbreviations))
    units = unit_columns(chars, blocks, pieces, raw.start, shift)
    tokens = token_columns(chars, raw, pieces, units, shift)
    words, stems, word = number_words(chars, raw, lexicon)
    sections = find_sections(units, word, words, stems, lexicon)
    order = np.arange(len(sources) + 1)
    return Batch(
        lang=lang,
        sources=tuple(sources),
        tokens=tokens._replace(word=word),
        words=words,
        stems=stems,
        units=units._replace(section=_section_of(sections)),
        sections=sections,
        token_bounds=np.searchsorted(tokens.article, order),
        unit_bounds=np.searchsorted(units.article, order),
        section_bounds=np.searchsorted(sections.article, order),
    )


def _with_title(source: Source) -> str:
    """Put a given title before the text, unless the text begins with it."""
    title = " ".join((source.title or "").split())
    if not title:
        return source.text
    first = next((line for line in source.text[:TITLE_WITHIN].splitlines() if line.strip()), "")
    same = fold_text(first).strip("#*_ \t:") == fold_text(title).strip("#*_ \t:")
    return source.text if same else f"{title}\n\n{source.text}"


def _section_of(sections: Sections) -> NDArray[np.int64]:
    """Return the section of every unit."""
    return np.repeat(np.arange(len(sections.heading)), np.diff(sections.units))
