"""What a scan found across its articles: folders and domains, copies, and what recurs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from detector.reports.figures import beginning
from detector.reports.html_pieces import safe_href
from detector.reports.safe import make_safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detector.reports.html_index import IndexEntry

PassageKind: TypeAlias = Literal["heading", "sentence", "paragraph"]

_RECURRING = 200  # how many recurring passages are listed
_LONGEST = 300  # characters of a recurring passage that are shown
_AT_FIRST = 3  # copies named before the rest is unfolded


@dataclass(frozen=True, slots=True)
class Recurring:
    """A passage that stands in several articles of a scan."""

    kind: PassageKind
    text: str
    documents: int


@dataclass(frozen=True, slots=True)
class Copies:
    """Articles that are nearly the same: how many, and the ids of the first of them."""

    documents: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of a folder or domain.

    `score` (0–100) and `share` (0–1) are means over those that have a score; `padded` counts
    those likelier padded than not.
    """

    name: str
    documents: int
    scored: int
    score: float | None
    share: float | None
    padded: int


@dataclass(frozen=True, slots=True)
class SiteView:
    """What a scan found across its articles; `duplicates` are nearly the same as an earlier."""

    recurring: tuple[Recurring, ...] = ()
    copies: tuple[Copies, ...] = ()
    duplicates: int = 0
    groups: tuple[Group, ...] = ()

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> SiteView:
        """Read the site view that a scan wrote.

        Raises:
            LookupError, TypeError: it holds something else.
        """
        near = found["near_duplicates"]
        return cls(
            tuple(Recurring(p["kind"], p["text"], p["documents"]) for p in found["recurring"]),
            tuple(Copies(c["documents"], tuple(map(str, c["ids"]))) for c in near["clusters"]),
            near["documents"],
            tuple(map(_group, found["groups"])),
        )


def _group(row: Mapping[str, Any]) -> Group:
    return Group(
        name=row["group"],
        documents=row["documents"],
        scored=row["scored"],
        score=row["mean_score"],
        share=row.get("mean_share"),  # scans of earlier versions have none
        padded=row["padded"],
    )


class Copy(NamedTuple):
    """One of several articles that are nearly the same; `href` leads to it or to its row."""

    name: str
    score: float | None
    href: str | None


class CopiesRow(NamedTuple):
    """Copies in the order of the scan; `unnamed` counts those that the scan did not list."""

    documents: int
    first: tuple[Copy, ...]
    rest: tuple[Copy, ...]
    unnamed: int


class GroupRow(NamedTuple):
    """A folder or domain; `search` is what finds its articles in the list, if anything does."""

    group: Group
    name: str
    padded: float | None
    search: str | None


class SiteRows(NamedTuple):
    """The tables of the site view; `anchors` are the articles' rows that they link to."""

    recurring: list[Recurring]
    copies: list[CopiesRow]
    groups: list[GroupRow]
    anchors: frozenset[int]


def site_rows(site: SiteView, entries: Sequence[IndexEntry]) -> SiteRows:
    """Lay the site view out beside the list of articles, whose rows are numbered from 1."""
    places: dict[str, int] = {}
    for place, entry in enumerate(entries, 1):
        places.setdefault(entry.name, place)
    copies = [_copies_row(copies, places, entries) for copies in site.copies]
    linked = (copy.href for row in copies for copy in (*row.first, *row.rest))
    anchors = frozenset(int(href[2:]) for href in linked if href and href.startswith("#a"))
    return SiteRows(most_recurring(site.recurring), copies, _group_rows(site, entries), anchors)


def _copies_row(
    copies: Copies, places: Mapping[str, int], entries: Sequence[IndexEntry]
) -> CopiesRow:
    named = tuple(_copy(name, places, entries) for name in copies.ids)
    first, rest = named[:_AT_FIRST], named[_AT_FIRST:]
    return CopiesRow(copies.documents, first, rest, copies.documents - len(named))


def _copy(name: str, places: Mapping[str, int], entries: Sequence[IndexEntry]) -> Copy:
    shown = make_safe(name) or "–"
    place = places.get(shown)
    score = entries[place - 1].score if place else None
    return Copy(shown, score, safe_href(name) or (f"#a{place}" if place else None))


def _group_rows(site: SiteView, entries: Sequence[IndexEntry]) -> list[GroupRow]:
    folders = "\n".join({entry.folder for entry in entries})
    rows = []
    for group in site.groups:
        name = make_safe(group.name)
        padded = group.padded / group.scored if group.scored else None
        rows.append(GroupRow(group, name, padded, name if name in folders else None))
    return rows


def most_recurring(recurring: Sequence[Recurring]) -> list[Recurring]:
    """Keep those in most articles, with what recurs alike merged and long texts cut."""
    documents: Counter[tuple[PassageKind, str]] = Counter()
    for passage in recurring:
        key = (passage.kind, beginning(make_safe(passage.text), _LONGEST))
        documents[key] = max(documents[key], passage.documents)
    ranked = sorted(documents.items(), key=lambda item: (-item[1], item[0]))
    return [Recurring(kind, text, number) for (kind, text), number in ranked[:_RECURRING]]
