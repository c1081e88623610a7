"""Lists that are there to be searched for: of places and products, or of one phrase varied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features import anchors
from detector.features.columns import (
    article_words,
    by_article,
    by_unit,
    column,
    is_content,
    is_prose,
    ratio,
    token_stem,
)
from detector.features.enumerations import Members, members, number_inside
from detector.features.evidence import token_spans
from detector.features.ngrams import grams
from detector.features.phrases import tokens_of
from detector.features.spec import Feature
from detector.languages.lexicon import load_lexicon

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats, Ints
    from detector.results import Span

VARIED = 0.5  # share of the members above which a word in common makes them one phrase, varied
NAMED = 0.75  # least share of names, the first member aside: the sentence may begin in it
LONGEST_BARE = 2  # words of a member of an Arabic list that is joined by commas alone
YEAR = 4  # digits


@column
def in_stuffed_list(batch: Batch) -> Flags:
    """Tokens of enumerations of one phrase varied, or of names of which nothing else is said.

    Members that hold a figure (years aside) or begin with a function word count for neither:
    an amount or a result is said of something, and a clause is no search phrase.
    """
    found = members(batch)
    size = np.bincount(found.owner)
    bare = _is_bare(batch, found)
    varied = _most_shared(batch, found, bare) > VARIED * size
    idle = _is_name(batch, found) & bare & (_counted(_said_nowhere_else(batch), found) > 0)
    named = np.bincount(found.owner, idle) >= NAMED * (size - 1)
    return _from_first_to_last(batch, found, varied | named)


def _counted(flags: Flags, found: Members) -> Ints:
    return number_inside(flags, found.first, found.last)


def _is_bare(batch: Batch, found: Members) -> Flags:
    """Members without a figure that begin with a content word."""
    tokens = batch.tokens
    year = tokens.number & (tokens.end - tokens.start == YEAR)
    figures = _counted(anchors.is_figure(batch) & ~year, found)
    return np.asarray((figures == 0) & is_content(batch)[found.first])


def _most_shared(batch: Batch, found: Members, bare: Flags) -> Ints:
    """Of every enumeration, the number of bare members that its commonest content word is in."""
    member, token = _tokens(found)
    told = tokens_of(batch, "titles", "institutions")  # members of one rank or kind
    kept = bare[member] & (is_content(batch) & ~told)[token]
    stems = len(batch.stems)
    pair = np.unique(member[kept] * stems + token_stem(batch)[token[kept]])
    word, count = np.unique(found.owner[pair // stems] * stems + pair % stems, return_counts=True)
    most = np.zeros(int(found.owner.max(initial=-1)) + 1, np.int64)
    np.maximum.at(most, word // stems, count)
    return most


def _tokens(found: Members) -> tuple[Ints, Ints]:
    """Return every token of every member: the member's index and the token's."""
    size = found.last - found.first + 1
    member = np.repeat(np.arange(len(size)), size)
    return member, np.arange(len(member)) + np.repeat(found.first - (np.cumsum(size) - size), size)


@column
def _said_nowhere_else(batch: Batch) -> Flags:
    """Content words whose stem stands in the article's prose in enumerations alone."""
    listed = np.zeros(len(batch.tokens.unit), np.bool_)
    listed[_tokens(members(batch))[1]] = True
    said = grams(batch, 1).shared(~listed & is_prose(batch)[batch.tokens.unit])
    return ~said & is_content(batch)


def _is_name(batch: Batch, found: Members) -> Flags:
    """Members that name a place or a product: persons are spoken of in news."""
    person = tokens_of(batch, "given_names", "titles") & ~tokens_of(batch, "places")
    of_person = (_counted(person, found) > 0) & (_counted(is_content(batch), found) > 1)
    cased = load_lexicon(batch.lang).has_case
    sure = (_is_capitalised if cased else _is_known)(batch, found)
    likely = (_is_capitalised_opening if cased else _in_bare_list)(batch, found)
    return (sure | (likely & _near_place(batch, found))) & ~of_person


def _is_capitalised(batch: Batch, found: Members) -> Flags:
    """Members whose content words are all capitalised, one of them inside a unit."""
    content, capital = is_content(batch) & ~batch.tokens.number, batch.tokens.capital
    inner = content & capital & (anchors.token_in_unit(batch) > 0)
    whole: Flags = _counted(content & ~capital, found) == 0
    return whole & (_counted(inner, found) > 0)


def _is_known(batch: Batch, found: Members) -> Flags:
    """Members with a listed place or a word in another script."""
    known: Flags = _counted(tokens_of(batch, "places") | batch.tokens.latin, found) > 0
    return known


def _is_capitalised_opening(batch: Batch, found: Members) -> Flags:
    """Members of one word with a capital, which beginning an item it may have anyway."""
    return np.asarray(batch.tokens.capital[found.first] & (found.last == found.first))


def _in_bare_list(_: Batch, found: Members) -> Flags:
    """Members of lists of one or two words each without any و, which prose puts before all."""
    other = found.waw | (found.last - found.first + 1 > LONGEST_BARE)
    return np.asarray(np.bincount(found.owner, other)[found.owner] == 0)


def _near_place(batch: Batch, found: Members) -> Flags:
    """Members of enumerations in whose units a listed place stands."""
    places = by_unit(batch, tokens_of(batch, "places"))[batch.tokens.unit[found.first]]
    return np.asarray(np.bincount(found.owner, places)[found.owner] > 0)


def _from_first_to_last(batch: Batch, found: Members, chosen: Flags) -> Flags:
    """Tokens of the chosen enumerations, with the conjunctions between their members."""
    begin = np.flatnonzero(np.diff(found.owner, prepend=-1))
    end = np.append(begin[1:], len(found.owner))[: len(begin)] - 1
    change = np.zeros(len(batch.tokens.unit) + 1, np.int64)
    np.add.at(change, found.first[begin[chosen]], 1)
    np.add.at(change, found.last[end[chosen]] + 1, -1)
    inside: Flags = np.cumsum(change[:-1]) > 0
    return inside


def _share(batch: Batch) -> Floats:
    return ratio(by_article(batch, by_unit(batch, in_stuffed_list(batch))), article_words(batch))


def _evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return token_spans(batch, article, in_stuffed_list(batch))


FEATURES = (
    Feature(
        id="reference.stuffed_lists",
        label="lists of places, products or search phrases",
        label_ar="قوائم أماكن أو منتجات أو عبارات بحث",
        summary="Share of the words in lists of five or more short members, most of them names of "
        "which nothing else is said, or more than half with one word in common.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Blocks of cities and regions, and one phrase in all its variants, are there to "
        "be searched for.",
        misfires="Lists of authors, member states and brands that are news; parts of one kind, "
        "such as the commands of a program. Blind to model numbers, to lists between bars "
        "(they are rows of tables) and, in Arabic, to most places that the pack does not list.",
        source="own, after Google's spam policies for web search: keyword stuffing, blocks of "
        "cities and regions that a page wants to rank for",
        values=_share,
        evidence=_evidence,
    ),
)
