"""Where sentences end, in Arabic and English prose.

The rules follow the usual ones of rule-based splitters (Kiss and Strunk 2006 name the cases): a
mark followed by space ends a sentence, unless it belongs to an abbreviation, an initial or a
list's number, stands in a parenthesis inside the sentence, or what follows begins low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.distinct import contains_hashes
from detector.languages.runs import count_before, span_at
from detector.segmenting.abbreviations import (
    DATE,
    FIRST_PERSON,
    GENERAL,
    GOES_ON,
    HALF_DAY,
    LETTERED,
    LINK,
    MERIDIEM,
    NAME,
    NUMBERED,
    SPEECH,
    STARTER,
    TITLE,
    load_roles,
)
from detector.segmenting.characters import (
    ARABIC,
    BLANK,
    CLOSER,
    DIGIT,
    EMPHASIS,
    LATIN,
    LETTER,
    OPENER,
    PAUSE,
    TERMINATOR,
    UPPER,
    skip_blanks,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Language
    from detector.languages.hashing import Hashes
    from detector.languages.lexicon import Table
    from detector.segmenting.characters import Characters
    from detector.segmenting.tokens import Tokens

    Positions = NDArray[np.int64]
    Roles = NDArray[np.uint64]
    Flags = NDArray[np.bool_]

_STOP = ord(".")
_CLOSE = ord(")")
_COLON = ord(":")
LIST_DIGITS = 2


class _Ends(NamedTuple):
    """Runs of closing marks that may end a sentence.

    `mark` is the first terminator of each, `last` its last character, `follows` the visible
    character behind it, `single` whether it holds one full stop and no other terminator,
    `word` the last word before it and `next` the first one behind, among those of the block,
    from `first` to `final`; `role` and `next_role` say what these two do.
    """

    begin: Positions
    mark: Positions
    last: Positions
    follows: Positions
    single: Flags
    word: Positions
    next: Positions
    first: Positions
    final: Positions
    role: Roles
    next_role: Roles

    def where(self, chosen: Flags) -> _Ends:
        """Keep the chosen ones."""
        return _Ends._make(column[chosen] for column in self)


def sentence_starts(
    chars: Characters,
    tokens: Tokens,
    blocks: tuple[Positions, Positions],
    lang: Language,
    more: Hashes,
) -> Positions:
    """Positions at which a new sentence begins inside a block.

    Args:
        chars: the characters.
        tokens: the words among them.
        blocks: sorted beginnings and ends of the blocks; no sentence crosses one.
        lang: the language whose abbreviations are used.
        more: sorted hashes of further words that a full stop abbreviates; since such a list has
            words of the language (`in.`, `sun.`) and units (`كم.`) in it, they hold on to a number
            only.
    """
    if not len(tokens):
        return np.zeros(0, np.int64)
    words = load_roles(lang)
    ends = _candidates(chars, tokens, blocks, words)
    inside = _goes_on(chars, tokens, ends, words)
    inside |= _is_abbreviated(chars, tokens, ends, words, more)
    inside |= _is_inline(chars, ends, blocks[0])
    ends = ends.where(~inside)
    return ends.follows[~_is_list_number(chars, tokens, ends, blocks[0])]


def _candidates(
    chars: Characters, tokens: Tokens, blocks: tuple[Positions, Positions], words: Table
) -> _Ends:
    """Runs of marks and closers that have words of their block on both sides."""
    begin, behind = _runs_at(chars.where(TERMINATOR | CLOSER | EMPHASIS))
    marks = chars.where(TERMINATOR)
    first = count_before(marks, begin)
    number = count_before(marks, behind) - first
    held = number > 0
    begin, behind, first, number = begin[held], behind[held], first[held], number[held]
    mark = marks[first]
    spaced = chars.has(BLANK, behind)
    follows = skip_blanks(chars.bits, behind, BLANK)
    block = span_at(blocks[0], mark)
    opening, closing = (count_before(tokens.start, edges)[block] for edges in blocks)
    word, following = count_before(tokens.start, mark) - 1, count_before(tokens.start, follows)
    between = (opening <= word) & (following < closing)
    single = (number == 1) & (chars.fold[mark] == _STOP) & ~chars.has(PAUSE, mark)
    able = np.flatnonzero(between & (spaced | _is_glued(chars, begin, behind)))
    word, following = word[able], following[able]
    return _Ends(
        begin[able], mark[able], behind[able] - 1, follows[able], single[able],
        word, following, opening[able], closing[able] - 1,
        words.look_up(tokens.key[word]), words.look_up(tokens.key[following]),
    )  # fmt: skip


def _runs_at(positions: Positions) -> tuple[Positions, Positions]:
    """Beginnings and ends (exclusive) of the runs of consecutive positions."""
    apart = np.flatnonzero(np.diff(positions) != 1)
    begin = positions[np.append(0, apart + 1)[: len(positions)]]
    return begin, positions[np.append(apart, len(positions) - 1)[: len(positions)]] + 1


def _is_glued(chars: Characters, begin: Positions, behind: Positions) -> Flags:
    """Tell marks with no space behind them that still part sentences: `كلمة.كلمة`, `end.Next`."""
    one, two, three = (np.maximum(begin - back, 0) for back in (1, 2, 3))
    arabic = chars.has(ARABIC, behind) & chars.has(LETTER, behind)
    arabic &= (chars.has(ARABIC, one) & chars.has(ARABIC, two)) | (
        chars.has(DIGIT, one) & chars.has(DIGIT, two)
    )
    cased = chars.has(LATIN, behind) & chars.has(UPPER, behind)
    cased &= chars.has(LATIN, one) & ~chars.has(UPPER, one)
    cased &= chars.has(LATIN, two) & chars.has(LATIN, three)
    return (arabic & (begin >= 2)) | (cased & (begin >= 3))


def _goes_on(chars: Characters, tokens: Tokens, ends: _Ends, words: Table) -> Flags:
    """Tell marks behind which the sentence goes on: a small letter, or a word that says so."""
    following = _skip_opening(chars, ends.follows)
    low = chars.has(LATIN, following) & ~chars.has(UPPER, following)
    low &= ~chars.has(UPPER, np.minimum(following + 1, len(chars.bits) - 1))
    low &= ~tokens.arabic[ends.word]
    quoted = chars.has(CLOSER, ends.last) & (ends.last > ends.mark)
    ellipsis = chars.fold[ends.mark] == _STOP
    joined = ~ends.single & (quoted | ellipsis) & _does(GOES_ON, ends.next_role)
    found: Flags = low | joined | (quoted & _is_spoken(tokens, ends, words))
    return found


def _is_spoken(tokens: Tokens, ends: _Ends, words: Table) -> Flags:
    """Tell what says who spoke: `«هل جئت؟» قال المعلم`, `"How?" I asked`, `"Go!" Ruth said`."""
    verb = words.look_up(tokens.key[np.minimum(ends.next + 1, ends.final)])
    named = tokens.capital[ends.next] & ~_does(STARTER, ends.next_role)
    named |= _does(FIRST_PERSON, ends.next_role)
    named &= ~ends.single & _does(SPEECH, verb)
    return named | _does(SPEECH, ends.next_role)


def _does(role: np.uint64, roles: Roles) -> Flags:
    found: Flags = (roles & role) != 0
    return found


def _skip_opening(chars: Characters, place: Positions) -> Positions:
    return place + chars.has(OPENER | CLOSER | EMPHASIS, place)


def _is_abbreviated(
    chars: Characters, tokens: Tokens, ends: _Ends, words: Table, more: Hashes
) -> Flags:
    """Tell full stops that belong to an abbreviation or an initial and so end nothing."""
    word, role = ends.word, ends.role
    touching = ends.single & (tokens.end[word] == ends.mark)
    proper = tokens.capital[word] | ~tokens.latin[word]
    title, numbered = _does(TITLE, role), _does(NUMBERED, role)
    held = (title & proper) | _does(LINK, role)
    held |= numbered & tokens.number[ends.next]
    starts = tokens.capital[ends.next] & _does(STARTER, ends.next_role)
    general = _does(GENERAL, role) | (_does(NAME, role) & tokens.capital[word])
    held |= general & ~starts
    long = tokens.end[word] - tokens.start[word] > 1
    listed = contains_hashes(more, tokens.key[word]) & long & ~title & ~numbered
    held |= listed & tokens.number[ends.next]
    found: Flags = touching & (held | _is_letter(chars, tokens, ends, words, starts))
    return found


def _is_letter(
    chars: Characters, tokens: Tokens, ends: _Ends, words: Table, starts: Flags
) -> Flags:
    """Tell initials (`J. Smith`), chains of letters (`U.S.`, `e.g.`, `ص.ب.`) and `5 p.m.`."""
    word = ends.word
    before = np.maximum(word - 1, ends.first)
    single = tokens.end[word] - tokens.start[word] == 1
    single &= ~tokens.number[word]
    dot = np.maximum(tokens.start[word] - 1, 0)
    chained = (chars.fold[dot] == _STOP) & (tokens.end[before] == dot)
    chained &= tokens.start[before] == dot - 1
    small = tokens.latin[word] & ~tokens.capital[word]
    earlier = words.look_up(tokens.key[before])
    meridiem = chained & _does(MERIDIEM, ends.role) & _does(HALF_DAY, earlier)
    dated = _does(DATE, ends.next_role) | tokens.shout[ends.next]
    named = _does(LETTERED, earlier) & ~chained
    first_person = _does(FIRST_PERSON, ends.role) & ~chained
    unit = tokens.arabic[word] & tokens.number[np.maximum(before - chained, ends.first)]
    initial = (tokens.capital[word] | chained) & ~starts & ~named & ~first_person
    initial = np.where(small & chained, True, initial)
    initial = np.where(tokens.arabic[word], ~unit & ~named, initial)
    found: Flags = single & np.where(meridiem, dated, initial)
    return found


def _is_inline(chars: Characters, ends: _Ends, block_start: Positions) -> Flags:
    """Tell marks that close a parenthesis which began inside the sentence."""
    closed = (chars.fold[ends.last] == _CLOSE) & ~chars.has(TERMINATOR, ends.last)
    inline = np.zeros(len(closed), np.bool_)
    if not closed.any():
        return inline
    opening = np.append(chars.where_sign("("), -1)
    which = count_before(opening[:-1], ends.begin[closed]) - 1
    at = opening[which]
    begins = chars.has(TERMINATOR | CLOSER, _before(chars, at))
    first = block_start[span_at(block_start, ends.mark[closed])]
    inline[closed] = (at > first) & ~begins
    return inline


def _before(chars: Characters, at: Positions) -> Positions:
    """Where the character before stands, stepping over one space."""
    one = np.maximum(at - 1, 0)
    found: Positions = np.maximum(one - chars.has(BLANK, one), 0)
    return found


def _is_list_number(
    chars: Characters, tokens: Tokens, ends: _Ends, block_start: Positions
) -> Flags:
    """Tell the stop of `1.` at a sentence's beginning or behind a colon: a list's number."""
    word = ends.word
    begin = tokens.start[word]
    short = ends.single & tokens.number[word] & (tokens.end[word] == ends.mark)
    short &= tokens.end[word] - begin <= LIST_DIGITS
    opens = np.sort(np.concatenate((ends.follows, block_start)))
    place = np.minimum(count_before(opens, begin), len(opens) - 1)
    colon = chars.fold[_before(chars, begin)] == _COLON
    colon &= chars.has(BLANK, np.maximum(begin - 1, 0))
    listed: Flags = short & ((opens[place] == begin) | colon)
    return listed
