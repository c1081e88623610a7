"""What the sentence model reads: one row of numbers for every unit.

`sentence_inputs` says what a unit is by itself and against what stands before it;
`model_inputs` adds what its neighbours, its section and its article are like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features import anchors, links, novelty, position, vectors
from detector.features.background import background_row, load_background, token_rarity
from detector.features.columns import (
    by_unit,
    column,
    is_content,
    token_stem,
    unit_words,
)
from detector.features.context import around, neighbours
from detector.features.inputs import Block, Inputs
from detector.features.keyphrases import focus
from detector.features.ngrams import is_first, repeated_tokens
from detector.features.phrases import count_of, tokens_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Flags, Floats

PADDING_LISTS = (
    "fillers", "importance", "evaluations", "stock_claims", "promises", "summaries",
    "transitions", "hedges", "anonymous", "calls_to_action",
)  # fmt: skip
_PLACES = ("progress", "words_before", "from_end", "stock_section", "last_section")
FACT_LISTS = ("attributions", "causes", "comparisons", "titles", "numerals")


def per_word(batch: Batch, values: NDArray[np.generic]) -> Floats:
    """Sum a column of tokens over units and divide by words; a little for short units."""
    return by_unit(batch, values) / (unit_words(batch) + 2.0)


@column
def new_anchors(batch: Batch) -> Flags:
    """Anchors whose stem the article had not before."""
    found: Flags = anchors.is_anchor(batch) & is_first(batch)
    return found


@column
def rare_bits(batch: Batch) -> Floats:
    """Bits of the rarest content word of each unit."""
    bits = token_rarity(batch)
    top = np.zeros(len(batch.units.start))
    np.maximum.at(top, batch.tokens.unit, bits)
    return top


@column
def seen_bits(batch: Batch) -> Floats:
    """Share of a unit's information in words that the article had before."""
    whole = novelty.unit_bits(batch)
    return 1.0 - novelty.new_bits(batch) / np.maximum(whole, 1e-9) * (whole > 0)


@column
def _basic(batch: Batch) -> dict[str, Floats]:
    units, words = batch.units, unit_words(batch).astype(np.float64)
    content = by_unit(batch, is_content(batch))
    unseen = background_row(batch) == len(load_background(batch.lang).stems)
    unknown = unseen.take(token_stem(batch))
    length = np.maximum(content, 1.0)
    return {
        "words": np.minimum(words, 60.0),
        "content": content / (words + 1.0),
        "item": (units.kind == Kind.ITEM).astype(np.float64),
        "question": units.question.astype(np.float64),
        "progress": position.progress(batch),
        "words_before": np.minimum(position.words_before(batch), 1000.0),
        "from_end": np.minimum(position.units_from_end(batch), 12).astype(np.float64),
        "after_heading": position.after_heading(batch).astype(np.float64),
        "stock_section": batch.sections.stock[units.section].astype(np.float64),
        "last_section": position.last_section(batch).astype(np.float64),
        "bits": novelty.unit_bits(batch) / length,
        "new_bits": novelty.new_bits(batch) / length,
        "new_bits_total": np.minimum(novelty.new_bits(batch), 150.0),
        "seen_bits": seen_bits(batch),
        "rarest": rare_bits(batch),
        "unknown": by_unit(batch, unknown & is_content(batch)) / length,
        "overlap": links.links(batch).overlap,
        "title_overlap": links.title_overlap(batch),
        "heading_overlap": links.heading_overlap(batch),
        "earlier": vectors.earlier_similarity(batch),
        "central": vectors.central_similarity(batch),
        "linked": vectors.link_similarity(batch),
        "bigrams_again": per_word(batch, repeated_tokens(batch, 2)),
        "trigrams_again": per_word(batch, repeated_tokens(batch, 3)),
        "focus": per_word(batch, focus(batch).tokens),
    }  # fmt: skip


def _facts(batch: Batch) -> dict[str, Floats]:
    tokens = batch.tokens
    first = is_first(batch)
    flags = {
        "figures": anchors.is_figure(batch),
        "dates": anchors.is_date(batch),
        "names": anchors.is_name(batch),
        "new_names": anchors.is_name(batch) & first,
        "new_figures": anchors.is_figure(batch) & first,
        "institutions": anchors.is_institution(batch),
        "quoted": tokens.quoted,
        "latin": tokens.latin,
        "shout": tokens.shout,
        "places": tokens_of(batch, "places"),
    }
    return {name: per_word(batch, flag) for name, flag in flags.items()} | {
        name: count_of(batch, name) / (unit_words(batch) + 2.0) for name in FACT_LISTS
    }


def _lists(batch: Batch) -> dict[str, Floats]:
    every = {name: count_of(batch, name) for name in PADDING_LISTS}
    words = unit_words(batch) + 2.0
    return {name: count / words for name, count in every.items()} | {
        "padding_lists": per_word(batch, tokens_of(batch, *PADDING_LISTS))
    }


@column
def sentence_inputs(batch: Batch) -> dict[str, Floats]:
    """Named values of every unit by itself: each an array of shape (units,)."""
    return _basic(batch) | _facts(batch) | _lists(batch)


def model_inputs(batch: Batch, wording: Floats) -> Inputs:
    """Everything that the sentence model reads of every unit.

    Args:
        batch: the articles.
        wording: the lexical evidence of each unit, which a model learned.
    """
    own = Block.of_units(sentence_inputs(batch) | {"wording": wording})
    wider = own.only(own.rows.keys() - set(_PLACES))
    telling = {*_basic(batch), "padding_lists", "wording"}  # in a neighbour; lists are too rare
    return Inputs(
        own,
        *around(batch, wider),
        *neighbours(batch, wider.only(telling)),
        vectors.vector_inputs(batch),
    )
